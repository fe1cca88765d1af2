-- The plugin itself: where it attaches, what it says, and how the server leaves.

local T = require('harness')

local function write(path, text)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'w'))
  file:write(text)
  file:close()
end

--- How many servers the current buffer has, after Neovim has had every chance to start one.
local function attached(desk)
  return desk:lua([[
    vim.wait(200, function() return #vim.lsp.get_clients({ bufnr = 0 }) > 0 end)
    return #vim.lsp.get_clients({ bufnr = 0 })
  ]])
end

T.test('the corpus is the folder with nomenclator.toml, and one server serves its files', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  T.equal(desk.corpus, desk:lua('return vim.lsp.get_clients()[1].root_dir'))
  desk:open('articles/2021-05-11-strike.md')
  desk:open('gazetteer/people.toml')
  T.equal(1, desk:lua('return #vim.lsp.get_clients()'))
end)

T.test('articles of a repository are served, its other TOML and stray files are not', function()
  local desk = T.desk()
  local away = desk.name .. '/elsewhere'
  write(away .. '/stray.txt', 'A note.\n')
  write(away .. '/repository/.git/HEAD', 'ref: refs/heads/main\n')
  write(away .. '/repository/Cargo.toml', '[package]\n')
  write(away .. '/repository/notes.md', 'A note.\n')
  for _, path in ipairs({ '/stray.txt', '/repository/Cargo.toml' }) do
    desk:lua('vim.cmd.edit(...)', away .. path)
    T.equal(0, attached(desk))
  end
  desk:open(away .. '/repository/notes.md')
  T.equal(away .. '/repository', desk:lua('return vim.lsp.get_clients()[1].root_dir'))
end)

T.test('vim.g.nomenclator_no_enable keeps it off until the user turns it on', function()
  local desk = T.desk({ args = { '--cmd', 'let g:nomenclator_no_enable = 1' } })
  desk:lua('vim.cmd.edit(...)', 'articles/2021-03-04-quay.txt')
  T.equal(0, attached(desk))
  desk:lua("vim.lsp.enable('nomenclator')")
  desk:open('articles/2021-03-04-quay.txt')
end)

T.test('without the program one message says so, once, and :checkhealth says how to get it', function()
  local desk = T.desk({ args = { '--cmd', "let $PATH = '/nowhere'" } })
  desk:lua([[
    Said = {}
    vim.notify = function(message) table.insert(Said, message) end
  ]])
  desk:lua('vim.cmd.edit(...)', 'articles/2021-03-04-quay.txt')
  desk:lua('vim.cmd.edit(...)', 'articles/2021-05-11-strike.md')
  T.equal(0, attached(desk))
  T.equal(1, desk:lua("return #Said"))
  T.contains(desk:lua('return Said[1]'), 'the program "nomenclator" is not on your PATH')
  desk:lua("vim.cmd.checkhealth('nomenclator')")
  T.contains(
    desk:lua("return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')"),
    '"nomenclator" is not executable or not on your PATH'
  )
end)

T.test(':checkhealth is content when the server runs', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:lua("vim.cmd.checkhealth('nomenclator')")
  local report = desk:lua("return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')")
  T.contains(report, '1 open buffer')
  if report:find('ERROR', 1, true) or report:find('WARNING', 1, true) then
    error(report)
  end
end)

T.test(':help nomenclator is there', function()
  local desk = T.desk()
  desk:lua("vim.cmd('helptags ALL')")
  desk:lua("vim.cmd.help('nomenclator')")
  T.equal('help', desk:lua('return vim.bo.filetype'))
  for _, tag in ipairs({ 'nomenclator-install', 'nomenclator-config', 'nomenclator-keys' }) do
    desk:lua("vim.cmd.help(...)", tag)
  end
end)

--- The last words of a server: its exit status and whether the editor had asked it to shut down.
local function last_words(desk)
  return T.wait('the server ends', function()
    local asked
    for _, entry in ipairs(desk:overheard()) do
      asked = asked or (entry.message and entry.message.method == 'shutdown')
      if entry.exit then
        return { status = entry.exit, asked = asked or false }
      end
    end
  end)
end

T.test('a stopped server answers shutdown and exits with 0', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:lua("vim.lsp.enable('nomenclator', false)")
  T.equal({ status = 0, asked = true }, last_words(desk))
end)

T.test('the server goes when Neovim quits', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:quit()
  T.equal(0, desk.left)
  local words = last_words(desk)
  -- Neovim does not stay to say `exit`: after `shutdown` the end of input is as good.
  T.equal(words.asked and 0 or 1, words.status)
end)
