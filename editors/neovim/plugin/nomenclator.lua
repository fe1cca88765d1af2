-- Turns the language server on at startup. What it is and how it is started stands in
-- lsp/nomenclator.lua; here is only whether.

if vim.g.loaded_nomenclator then
  return
end
vim.g.loaded_nomenclator = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('nomenclator: this plugin needs Neovim 0.11 or newer', vim.log.levels.ERROR)
  return
end

-- Any value but 0 and false keeps it off; then vim.lsp.enable('nomenclator') is yours to call.
local off = vim.g.nomenclator_no_enable
if off and off ~= 0 then
  return
end

vim.lsp.enable('nomenclator')

vim.api.nvim_create_autocmd('FileType', {
  desc = 'nomenclator: say so if the program is missing',
  group = vim.api.nvim_create_augroup('nomenclator', {}),
  pattern = { 'text', 'markdown', 'toml' },
  callback = function(event)
    require('nomenclator').tell_if_missing(event.buf)
  end,
})
