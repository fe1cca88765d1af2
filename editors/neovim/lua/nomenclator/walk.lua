-- Walking from mention to mention: through this article, or through all articles on the trail of one
-- entry. Only what every client can ask for is asked: the outline names everyone in the article
-- once, the highlights of each are all of their places, and references lead through the corpus.

local M = {}

local function client_of(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'nomenclator' })[1]
end

--- Asks all the questions at once and waits for the answers, as a motion has to: the next key counts
--- on the cursor being there.
---@param client vim.lsp.Client
---@param questions { [1]: string, [2]: table }[] method and parameters
---@return table<integer, table> # by number of the question; none where there was no answer
local function ask(client, questions)
  local answers, open = {}, #questions
  for number, question in ipairs(questions) do
    client:request(question[1], question[2], function(_, result)
      answers[number] = result
      open = open - 1
    end, 0)
  end
  vim.wait(2000, function()
    return open == 0
  end, 2)
  return answers
end

local function before(a, b)
  if a.uri ~= b.uri then
    return a.uri < b.uri
  end
  local one, other = a.range.start, b.range.start
  if one.line ~= other.line then
    return one.line < other.line
  end
  return one.character < other.character
end

--- Goes `step` places on (or back, if negative) from where the cursor is, around the end. Places and
--- cursor are in the server's units, so that files that are not open can be compared too.
---@param client vim.lsp.Client
---@param places lsp.Location[] in any order, possibly more than once
---@param cursor lsp.Location
---@param step integer
---@param what string what the places are, for the line that says which one this is
local function go(client, places, cursor, step, what)
  table.sort(places, before)
  local list = {}
  for _, place in ipairs(places) do
    if #list == 0 or before(list[#list], place) then
      table.insert(list, place)
    end
  end
  if #list == 0 then
    vim.notify('nomenclator: no name here', vim.log.levels.INFO)
    return
  end
  -- The last place before the cursor if we go back, the first behind it if we go on.
  local index
  if step > 0 then
    index = 0
    while index < #list and not before(cursor, list[index + 1]) do
      index = index + 1
    end
  else
    index = #list + 1
    while index > 1 and not before(list[index - 1], cursor) do
      index = index - 1
    end
  end
  index = (index + step - 1) % #list + 1
  local place, encoding = list[index], client.offset_encoding
  if place.uri == cursor.uri then
    local row, column = place.range.start.line, place.range.start.character
    local line = vim.api.nvim_buf_get_lines(0, row, row + 1, true)[1]
    vim.cmd("normal! m'")
    vim.api.nvim_win_set_cursor(0, { row + 1, vim.str_byteindex(line, encoding, column, false) })
  else
    vim.lsp.util.show_document(place, encoding, { focus = true })
  end
  vim.api.nvim_echo({ { ('%s %d of %d'):format(what, index, #list) } }, false, {})
end

--- Where the cursor is, as the protocol says it.
local function here(client)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local position = params.position
  return params, { uri = params.textDocument.uri, range = { start = position, ['end'] = position } }
end

--- To the next (or previous) mention in this buffer, whoever it is.
---@param step integer how many on, or back if negative
function M.mention(step)
  local client = client_of(0)
  if not client then
    return
  end
  local _, cursor = here(client)
  local document = { uri = cursor.uri }
  local outline = ask(client, { { 'textDocument/documentSymbol', { textDocument = document } } })[1] or {}
  local questions, places = {}, {}
  for _, symbol in ipairs(outline) do
    local range = symbol.selectionRange or symbol.location.range
    table.insert(places, { uri = document.uri, range = range })
    local params = { textDocument = document, position = range.start }
    table.insert(questions, { 'textDocument/documentHighlight', params })
  end
  for _, highlights in pairs(ask(client, questions)) do
    for _, highlight in ipairs(highlights) do
      table.insert(places, { uri = document.uri, range = highlight.range })
    end
  end
  go(client, places, cursor, step, 'mention')
end

--- To the next (or previous) place, in this article or another, that means what the cursor is on.
---@param step integer how many on, or back if negative
function M.trail(step)
  local client = client_of(0)
  if not client then
    return
  end
  local params, cursor = here(client)
  params.context = { includeDeclaration = false }
  local places = ask(client, { { 'textDocument/references', params } })[1] or {}
  go(client, places, cursor, step, 'place')
end

return M
