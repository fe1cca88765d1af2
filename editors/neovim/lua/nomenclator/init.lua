-- Which buffers belong to Nomenclator, and what to say when its program is not there.

local M = {}

--- The program and arguments that start the server, as the user has configured them.
---@return string[]|nil # nil where `cmd` is a function (a remote server): nothing to look for
function M.command()
  local config = vim.lsp.config.nomenclator
  local cmd = config and config.cmd
  return type(cmd) == 'table' and cmd or nil
end

---@return boolean
function M.installed()
  local cmd = M.command()
  return cmd == nil or vim.fn.executable(cmd[1]) == 1
end

--- The corpus that a buffer belongs to: the nearest folder upwards with a nomenclator.toml, else
--- (articles only) the repository. `on_dir` is called exactly when the server should attach.
---
--- TOML is read only as part of a corpus that says it is one: a Cargo.toml is no gazetteer.
---@param bufnr integer
---@param on_dir fun(root: string)
function M.root_dir(bufnr, on_dir)
  local root = vim.fs.root(bufnr, 'nomenclator.toml')
  if not root and vim.bo[bufnr].filetype ~= 'toml' then
    root = vim.fs.root(bufnr, '.git')
  end
  if root then
    on_dir(root)
  end
end

--- Says that the program is missing, where Neovim would only note it in a log: once, and only in a
--- corpus, for whoever opens a README elsewhere has nothing to install.
---@param bufnr integer
function M.tell_if_missing(bufnr)
  if M.installed() or not vim.fs.root(bufnr, 'nomenclator.toml') then
    return
  end
  vim.notify_once(
    ('nomenclator: the program "%s" is not on your PATH, so names are not checked here.\n'):format(
      M.command()[1]
    ) .. 'Install it, or say where it is: see :help nomenclator-install and :checkhealth nomenclator.',
    vim.log.levels.WARN
  )
end

return M
