-- Neovim's own keys on a name: who is it, where is it defined, where else does it stand.

local T = require('harness')

T.test('K on a surname shows the entry', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:goto_words('Hollin, and nobody')
  desk:keys('K')
  local shown = desk:wait('a float opens', [[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local buffer = vim.api.nvim_win_get_buf(window)
        return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
      end
    end
  ]])
  T.contains(shown, 'Marta Hollin')
  T.contains(shown, 'Harbour minister of Vessen since the great flood.')
end)

T.test('CTRL-] on a name lands on the header of its entry', function()
  local desk = T.desk()
  desk:open('articles/2021-06-02-vote.txt')
  desk:goto_words('Ilan Dvorsek')
  desk:keys('<C-]>')
  desk:wait('the gazetteer opens', [[return vim.endswith(vim.fn.expand('%'), 'gazetteer/people.toml')]])
  T.equal('[ilan-dvorsek]', desk:lua('return vim.fn.getline(".")'))
  desk:keys('<C-T>')
  desk:wait('CTRL-T leads back', [[return vim.endswith(vim.fn.expand('%'), 'vote.txt')]])
end)

T.test('grr on a name lists every article that names it, each place reading as the name', function()
  local desk = T.desk()
  desk:open('articles/2021-03-04-quay.txt')
  desk:goto_words('Marta Hollin')
  desk:keys('grr')
  local places = desk:wait('the quickfix list fills', [[
    local places = vim.iter(vim.fn.getqflist()):map(function(place)
      vim.fn.bufload(place.bufnr)
      return {
        file = vim.fn.fnamemodify(vim.fn.bufname(place.bufnr), ':t'),
        words = vim.fn.getbufoneline(place.bufnr, place.lnum):sub(place.col, place.end_col - 1),
      }
    end):totable()
    return #places > 0 and places
  ]])
  local articles = {}
  for _, place in ipairs(places) do
    if not vim.endswith(place.file, '.toml') then
      articles[place.file] = (articles[place.file] or '') .. place.words .. ';'
    end
  end
  T.equal({
    ['2021-03-04-quay.txt'] = 'Marta Hollin;Hollin;',
    ['2021-05-11-strike.md'] = 'Marta Hollin;',
    ['2021-06-02-vote.txt'] = 'Marta Hollin;',
  }, articles)
end)

T.test('gO lists what the article names', function()
  local desk = T.desk()
  desk:open('articles/2021-06-02-vote.txt')
  desk:keys('gO')
  local listed = desk:wait('the location list opens', [[
    local lines = vim.iter(vim.fn.getloclist(0)):map(function(place) return place.text end):totable()
    return #lines > 0 and table.concat(lines, '\n')
  ]])
  T.contains(listed, 'Ilan Dvorsek')
  T.contains(listed, 'Vessen Port Authority')
end)
