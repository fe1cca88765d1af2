-- Titles: who held the office on the article's date, and where the office is defined.

local T = require('harness')

local posts = [[
[harbour-minister]
kind = "post"
name = "Harbour Minister of Vessen"
of = "vessen"

[old-hand]
kind = "person"
name = "Pella Torvik"
roles = [{ post = "harbour-minister", from = "2012-01-01", until = "2019-12-31" }]

[new-hand]
kind = "person"
name = "Sanna Okkel"
roles = [
  { post = "harbour-minister", from = "2020-01-01", until = "2021-12-31" },
  { post = "harbour-minister", from = "2023-05-01" },
]
]]

local article = 'articles/2021-08-09-title.txt'

--- A desk whose corpus has an office, the article on it open.
local function desk_of_office()
  local desk = T.desk()
  for path, text in pairs({
    ['gazetteer/posts.toml'] = posts,
    [article] = 'In Vessen, Harbour Minister Sanna Okkel met former harbour minister Pella Torvik.\n',
  }) do
    local file = assert(io.open(desk.corpus .. '/' .. path, 'w'))
    file:write(text)
    file:close()
  end
  desk:open(article)
  return desk
end

--- What the float says that opens.
local function float(desk)
  return desk:wait('a float opens', [[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local buffer = vim.api.nvim_win_get_buf(window)
        return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
      end
    end
  ]])
end

T.test("K on a title tells who held it on the article's date, before and after", function()
  local desk = desk_of_office()
  desk:goto_words('Harbour Minister Sanna')
  desk:keys('K')
  local shown = float(desk)
  T.contains(shown, 'On 2021-08-09: Sanna Okkel.')
  T.contains(shown, '– Pella Torvik (2012-01-01 – 2019-12-31)')
  T.contains(shown, '→ **Sanna Okkel (2020-01-01 – 2021-12-31)**')
  T.contains(shown, '– Sanna Okkel (since 2023-05-01)')
end)

T.test('K on a person shows the timeline, the post of the day marked', function()
  local desk = desk_of_office()
  desk:goto_words('Sanna Okkel met')
  desk:keys('K')
  local shown = float(desk)
  T.contains(shown, '→ **Harbour Minister of Vessen (2020-01-01 – 2021-12-31)**')
  T.contains(shown, '– Harbour Minister of Vessen (since 2023-05-01)')
end)

T.test('CTRL-] on a title lands on the header of the post', function()
  local desk = desk_of_office()
  desk:goto_words('Harbour Minister Sanna')
  desk:keys('<C-]>')
  desk:wait('the gazetteer opens', [[return vim.endswith(vim.fn.expand('%'), 'gazetteer/posts.toml')]])
  T.equal('[harbour-minister]', desk:lua('return vim.fn.getline(".")'))
end)
