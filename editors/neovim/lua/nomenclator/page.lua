-- The pages of imported entries: buffers that nobody can edit, with what the server says of an entry.

local M = {}

--- Fills a buffer with the page that its name, a URI, stands for.
---@param buffer integer
---@param uri string
function M.read(buffer, uri)
  local lines = { 'There is no such entry any more.' }
  -- Only the server of the corpus that the URI names knows the entry.
  for _, client in ipairs(vim.lsp.get_clients({ name = 'nomenclator' })) do
    local answer = client:request_sync('nomenclator/page', { uri = uri }, 2000, buffer)
    if answer and type(answer.result) == 'string' then
      lines = vim.split(answer.result, '\n', { trimempty = true })
      break
    end
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].modified = false
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = 'markdown'
end

return M
