-- How Neovim starts the Nomenclator server (see :help nomenclator-config). Neovim reads this
-- file by its name; vim.lsp.config('nomenclator', { … }) overrides any field of it.

return {
  cmd = { 'nomenclator', 'lsp' },
  filetypes = { 'text', 'markdown', 'toml' },
  root_dir = function(bufnr, on_dir)
    require('nomenclator').root_dir(bufnr, on_dir)
  end,
  -- Jumps to imported entries lead to buffers that plugin/nomenclator.lua fills.
  init_options = { pages = true },
  -- The protocol's word for what Neovim calls "text".
  get_language_id = function(_, filetype)
    return filetype == 'text' and 'plaintext' or filetype
  end,
}
