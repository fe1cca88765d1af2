-- Turns the language server on at startup and gives its buffers their keys. What the server is and
-- how it is started stands in lsp/nomenclator.lua; here is only whether.

if vim.g.loaded_nomenclator then
  return
end
vim.g.loaded_nomenclator = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('nomenclator: this plugin needs Neovim 0.11 or newer', vim.log.levels.ERROR)
  return
end

local group = vim.api.nvim_create_augroup('nomenclator', {})

--- Whether the user has set a global switch; 0 is off, as in Vim.
local function set(name)
  return vim.g[name] and vim.g[name] ~= 0
end

-- W for who. Neither Neovim nor vim-unimpaired has a use for these four.
local keys = {
  { lhs = ']w', name = 'next-mention', walk = 'mention', direction = 1, modes = { 'n', 'x', 'o' } },
  { lhs = '[w', name = 'previous-mention', walk = 'mention', direction = -1, modes = { 'n', 'x', 'o' } },
  { lhs = ']W', name = 'next-of-same', walk = 'trail', direction = 1, modes = { 'n' } },
  { lhs = '[W', name = 'previous-of-same', walk = 'trail', direction = -1, modes = { 'n' } },
}

for _, key in ipairs(keys) do
  key.plug = ('<Plug>(nomenclator-%s)'):format(key.name)
  key.desc = ('nomenclator: %s'):format(key.name:gsub('-', ' '))
  vim.keymap.set(key.modes, key.plug, function()
    require('nomenclator.walk')[key.walk](key.direction * vim.v.count1)
  end, { desc = key.desc })
end

vim.api.nvim_create_autocmd('LspAttach', {
  desc = 'nomenclator: keys, where they are free',
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if not client or client.name ~= 'nomenclator' or set('nomenclator_no_keys') then
      return
    end
    vim.api.nvim_buf_call(event.buf, function()
      for _, key in ipairs(keys) do
        for _, mode in ipairs(key.modes) do
          if vim.fn.maparg(key.lhs, mode) == '' and vim.fn.hasmapto(key.plug, mode) == 0 then
            vim.keymap.set(mode, key.lhs, key.plug, { buffer = event.buf, desc = key.desc })
          end
        end
      end
    end)
  end,
})

vim.api.nvim_create_autocmd('BufReadCmd', {
  desc = 'nomenclator: the page of an imported entry',
  group = group,
  pattern = 'nomenclator://*',
  callback = function(event)
    require('nomenclator.page').read(event.buf, event.match)
  end,
})

if set('nomenclator_no_enable') then
  return -- vim.lsp.enable('nomenclator') is the user's to call
end

vim.lsp.enable('nomenclator')

vim.api.nvim_create_autocmd('FileType', {
  desc = 'nomenclator: say so if the program is missing',
  group = group,
  pattern = { 'text', 'markdown', 'toml' },
  callback = function(event)
    require('nomenclator').tell_if_missing(event.buf)
  end,
})
