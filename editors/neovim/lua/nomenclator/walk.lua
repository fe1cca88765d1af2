-- Walking from mention to mention: through this article, or through all articles on the trail of one
-- entry. Only what every client can ask for is asked: the outline names everyone in the article
-- once, the highlights of each are all of their places, and references lead through the corpus.

local M = {}

local function client_of(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'nomenclator' })[1]
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
  vim.lsp.util.show_document(list[index], client.offset_encoding, { focus = true })
  vim.api.nvim_echo({ { ('%s %d of %d'):format(what, index, #list) } }, false, {})
end

--- Where the cursor is, as the protocol says it.
local function here(client)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local position = params.position
  return params, { uri = params.textDocument.uri, range = { start = position, ['end'] = position } }
end

--- Runs `done` unless the cursor or the text has moved on while the server was asked.
local function still(buffer, done)
  local window, tick = vim.api.nvim_get_current_win(), vim.b[buffer].changedtick
  local cursor = vim.api.nvim_win_get_cursor(window)
  return function(...)
    if
      vim.api.nvim_get_current_win() == window
      and vim.api.nvim_get_current_buf() == buffer
      and vim.b[buffer].changedtick == tick
      and vim.deep_equal(vim.api.nvim_win_get_cursor(window), cursor)
    then
      done(...)
    end
  end
end

--- To the next (or previous) mention in this buffer, whoever it is.
---@param step integer how many on, or back if negative
function M.mention(step)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    return
  end
  local _, cursor = here(client)
  local document = { uri = cursor.uri }
  local places = {}
  local finish = still(buffer, function()
    go(client, places, cursor, step, 'mention')
  end)
  client:request('textDocument/documentSymbol', { textDocument = document }, function(_, symbols)
    local open = #(symbols or {})
    if open == 0 then
      finish()
    end
    for _, symbol in ipairs(symbols or {}) do
      local range = symbol.selectionRange or symbol.location.range
      table.insert(places, { uri = document.uri, range = range })
      local params = { textDocument = document, position = range.start }
      client:request('textDocument/documentHighlight', params, function(_, highlights)
        for _, highlight in ipairs(highlights or {}) do
          table.insert(places, { uri = document.uri, range = highlight.range })
        end
        open = open - 1
        if open == 0 then
          finish()
        end
      end, buffer)
    end
  end, buffer)
end

--- To the next (or previous) place, in this article or another, that means what the cursor is on.
---@param step integer how many on, or back if negative
function M.trail(step)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    return
  end
  local params, cursor = here(client)
  params.context = { includeDeclaration = false }
  client:request(
    'textDocument/references',
    params,
    still(buffer, function(_, places)
      go(client, places or {}, cursor, step, 'place')
    end),
    buffer
  )
end

return M
