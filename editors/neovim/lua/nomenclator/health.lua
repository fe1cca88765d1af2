-- :checkhealth nomenclator: is the program there, is the server enabled, what is it attached to.

local M = {}

local function check_program()
  local nomenclator = require('nomenclator')
  local cmd = nomenclator.command()
  if not cmd then
    vim.health.info('The server is started by a function of your own configuration.')
    return
  end
  if not nomenclator.installed() then
    vim.health.error(('"%s" is not executable or not on your PATH'):format(cmd[1]), {
      'Install the program: :help nomenclator-install',
      "Or say where it is: vim.lsp.config('nomenclator', { cmd = { '/path/to/nomenclator', 'lsp' } })",
    })
    return
  end
  local path = vim.fn.exepath(cmd[1])
  local done, run = pcall(function()
    return vim.system({ path, '--version' }, { text = true, timeout = 5000 }):wait()
  end)
  if done and run.code == 0 then
    vim.health.ok(('%s (%s)'):format(vim.trim(run.stdout), path))
  else
    vim.health.error(('%s does not answer --version'):format(path))
  end
end

local function check_server()
  if not vim.lsp.is_enabled('nomenclator') then
    vim.health.warn('The server is not enabled', {
      "Remove vim.g.nomenclator_no_enable, or call vim.lsp.enable('nomenclator')",
    })
    return
  end
  vim.health.ok('The server is enabled')
  local clients = vim.lsp.get_clients({ name = 'nomenclator' })
  if #clients == 0 then
    vim.health.info('No server is running: none of the open buffers lies in a corpus.')
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    vim.health.ok(
      ('Corpus %s: %d open buffer%s'):format(client.root_dir, buffers, buffers == 1 and '' or 's')
    )
  end
end

function M.check()
  vim.health.start('nomenclator')
  if vim.fn.has('nvim-0.11') == 0 then
    vim.health.error('Neovim 0.11 or newer is needed')
    return
  end
  check_program()
  check_server()
end

return M
