-- What is underlined, and when: never under the word being typed, always without saving.

local T = require('harness')

local stranger = 'Tobias Renner'

--- Types one character after the other, as a person does: the next when Neovim has taken the last.
local function type_out(desk, text)
  for character in text:gmatch('.') do
    local before = desk:lua('return vim.b.changedtick')
    desk:keys(character == '<' and '<lt>' or character)
    desk:wait('a key arrives', 'return vim.b.changedtick > ...', before)
  end
end

--- When the server first spoke of the stranger, and when the editor had sent its last change by then.
local function first_word_of_stranger(desk)
  local changed
  for _, entry in ipairs(desk:overheard()) do
    local message = entry.message or {}
    if message.method == 'textDocument/didChange' then
      changed = entry.at
    elseif entry.from == 'server' and vim.json.encode(message):find('Renner', 1, true) then
      return entry.at, changed
    end
  end
end

T.test('an article of known names is clean', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:goto_words('Vessen')
  desk:keys('K') -- an answer means that the article has been read
  desk:wait('the hover opens', 'return #vim.api.nvim_list_wins() > 1')
  T.equal({}, desk:findings())
end)

T.test('an unknown name typed in is underlined after a pause, without saving', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:keys('Go')
  type_out(desk, 'The keys were given to ' .. stranger)
  T.wait('the stranger is underlined', function()
    return desk:underlines(stranger)
  end)
  T.equal(true, desk:lua('return vim.bo.modified'))
  T.equal('i', desk:lua('return vim.fn.mode()'))
  local told, changed = first_word_of_stranger(desk)
  local pause = told - changed
  if pause < 0.5 then
    error(('the word was judged %.0f ms after its last letter'):format(pause * 1000))
  end
end)

T.test('an unknown name is underlined while typing goes on behind it', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:keys('Go')
  type_out(desk, 'The keys were given to ' .. stranger)
  for character in (' and to the others who had come, one by one, in the rain of that night'):gmatch('.') do
    type_out(desk, character)
    vim.wait(150, function()
      return desk:underlines(stranger)
    end, 20)
    if desk:underlines(stranger) then
      break
    end
  end
  T.equal(true, desk:underlines(stranger))
  local told, changed = first_word_of_stranger(desk)
  if told - changed > 0.7 then
    error('it came only with a pause')
  end
end)

T.test(']d finds it, and it goes when the name is deleted', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:keys('GoThe keys were given to ' .. stranger .. '.<Esc>gg0')
  T.wait('the stranger is underlined', function()
    return desk:underlines(stranger)
  end)
  desk:keys(']d')
  desk:wait('the cursor is on it', [[
    return vim.fn.getline('.'):sub(vim.fn.col('.')):find('Tobias Renner', 1, true) == 1
  ]])
  desk:keys('<Esc>dd')
  T.wait('the underline goes', function()
    return #desk:findings() == 0
  end)
end)

T.test('an entry typed into the gazetteer clears the open article at once, and undo brings it back', function()
  local desk = T.desk()
  local article = 'articles/2021-03-04-quay.txt'
  desk:open(article)
  desk:keys('GoThe keys were given to ' .. stranger .. '.<Esc>')
  T.wait('the stranger is underlined', function()
    return desk:underlines(stranger)
  end)
  desk:keys(':split gazetteer/people.toml<CR>')
  desk:wait('the gazetteer is open', [[
    return vim.bo.filetype == 'toml' and #vim.lsp.get_clients({ bufnr = 0, name = 'nomenclator' }) == 1
  ]])
  desk:keys('Go[tobias-renner]<CR>kind = "person"<CR>name = "Tobias Renner"<Esc>')
  T.wait('the article is judged again', function()
    return not desk:underlines(stranger, article)
  end)
  T.equal(true, desk:lua('return vim.bo.modified'))
  desk:keys('u')
  T.wait('the stranger is one again', function()
    return desk:underlines(stranger, article)
  end)
end)
