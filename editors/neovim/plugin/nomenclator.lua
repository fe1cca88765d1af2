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
  { ']w', 'next-mention', 'mention', 1 },
  { '[w', 'previous-mention', 'mention', -1 },
  { ']W', 'next-of-same', 'trail', 1 },
  { '[W', 'previous-of-same', 'trail', -1 },
}

for _, key in ipairs(keys) do
  local _, name, walk, direction = unpack(key)
  vim.keymap.set('n', ('<Plug>(nomenclator-%s)'):format(name), function()
    require('nomenclator.walk')[walk](direction * vim.v.count1)
  end, { desc = 'nomenclator: ' .. name:gsub('-', ' ') })
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
        local plug = ('<Plug>(nomenclator-%s)'):format(key[2])
        if vim.fn.maparg(key[1], 'n') == '' and vim.fn.hasmapto(plug, 'n') == 0 then
          vim.keymap.set('n', key[1], plug, { buffer = event.buf, desc = 'nomenclator: ' .. key[2]:gsub('-', ' ') })
        end
      end
    end)
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
