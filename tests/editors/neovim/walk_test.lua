-- The plugin's own keys: from mention to mention, and on the trail of one entry through the corpus.

local T = require('harness')

--- Where the cursor is: the file's name and the text from the cursor on, as long as `words`.
local function at(desk, file, words)
  desk:wait(('the cursor is on %q in %s'):format(words, file), [[
    local file, words = ...
    return vim.endswith(vim.fn.expand('%'), file)
      and vim.startswith(vim.fn.getline('.'):sub(vim.fn.col('.')), words)
  ]], file, words)
end

T.test(']w and [w walk through the mentions of the article, whoever they are, and around', function()
  local desk = T.desk()
  local file = '2021-03-04-quay.txt'
  desk:open('articles/' .. file)
  for _, words in ipairs({ 'Marta Hollin', 'Vessen', 'Hollin, and', 'Marta Hollin' }) do
    desk:keys(']w')
    at(desk, file, words)
  end
  for _, words in ipairs({ 'Hollin, and', 'Vessen' }) do
    desk:keys('[w')
    at(desk, file, words)
  end
  desk:keys('2]w')
  at(desk, file, 'Marta Hollin')
  desk:keys(']w]w') -- typed ahead, none is lost
  at(desk, file, 'Hollin, and')
  desk:keys('d[w') -- a motion
  desk:wait('the words up to there are deleted', [[
    return vim.fn.getline(3) == 'Ships waited off Hollin, and nobody was hurt.'
  ]])
end)

T.test(']W and [W follow one entry through all articles; CTRL-O leads back', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:goto_words('Hollin, and')
  for _, place in ipairs({
    { '2021-05-11-strike.md', 'Marta Hollin' },
    { '2021-06-02-vote.txt', 'Marta Hollin' },
    { '2021-03-04-quay.txt', 'Marta Hollin' },
    { '2021-03-04-quay.txt', 'Hollin, and' },
  }) do
    -- The server has to know the buffer before it can be asked from there.
    desk:wait('the server is attached', "return #vim.lsp.get_clients({ bufnr = 0 }) == 1")
    desk:keys(']W')
    at(desk, unpack(place))
  end
  desk:keys('2[W')
  at(desk, '2021-06-02-vote.txt', 'Marta Hollin')
  desk:keys('<C-O>')
  at(desk, '2021-03-04-quay.txt', 'Hollin, and')
end)

T.test('keys that someone has are left alone, and the <Plug> names work by themselves', function()
  local desk = T.desk({
    args = { '--cmd', 'nnoremap ]w :let g:mine = 1<CR>', '--cmd', 'nmap gm <Plug>(nomenclator-next-mention)' },
  })
  desk:open('articles/2021-03-04-quay.txt')
  desk:wait('the keys are there', [[return vim.fn.maparg(']W', 'n') ~= '']])
  desk:keys(']w')
  desk:wait('the key of the user works', 'return vim.g.mine == 1')
  desk:keys('gm')
  at(desk, '2021-03-04-quay.txt', 'Marta Hollin')
end)

T.test('vim.g.nomenclator_no_keys gives none', function()
  local desk = T.desk({ args = { '--cmd', 'let g:nomenclator_no_keys = v:true' } })
  desk:open('articles/2021-03-04-quay.txt')
  T.equal('', desk:lua([[return vim.fn.maparg(']w', 'n') .. vim.fn.maparg(']W', 'n')]]))
end)
