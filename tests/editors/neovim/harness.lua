-- Runs one file of tests: nvim --clean --headless -i NONE -l harness.lua FILE
--
-- Each test gets a corpus of its own and a second Neovim in it, a "desk", started as a person would
-- start it (own configuration, plugins from the pack folder) and driven over RPC with real keys.
-- Nothing sleeps: `wait` looks until something holds, and says what did not.

local T = {}
local Desk = {}
Desk.__index = Desk

package.loaded.harness = T -- what the tests' require() gives

local room = assert(vim.env.NOMENCLATOR_ROOM, 'started by tests/editors/run only')
local patience = 10000 -- milliseconds until a wait gives up
local tests, desks = {}, {}

function T.test(name, body)
  table.insert(tests, { name = name, body = body })
end

--- Waits until `condition()` gives something true, and returns that.
function T.wait(what, condition, milliseconds)
  local result
  local held = vim.wait(milliseconds or patience, function()
    result = condition()
    return result and true or false
  end, 20)
  if not held then
    error('waited in vain: ' .. what, 0)
  end
  return result
end

function T.equal(expected, got)
  if not vim.deep_equal(expected, got) then
    error(('expected %s\n     got %s'):format(vim.inspect(expected), vim.inspect(got)), 2)
  end
end

function T.contains(text, part)
  if not text:find(part, 1, true) then
    error(('expected to find %q in:\n%s'):format(part, text), 2)
  end
end

--- A new Neovim in a new copy of the corpus. `options.args` and `options.env` go to it.
function T.desk(options)
  options = options or {}
  local self = setmetatable({}, Desk)
  local number = #desks + 1
  self.name = ('%s/%s-%d'):format(room, vim.fn.fnamemodify(arg[1], ':t:r'), number)
  self.corpus = self.name .. '/corpus'
  self.wire = ('%s/%s-%d'):format(vim.env.NOMENCLATOR_WIRE, vim.fn.fnamemodify(arg[1], ':t:r'), number)
  vim.fn.mkdir(self.name, 'p')
  vim.fn.mkdir(self.wire, 'p')
  assert(vim.system({ 'cp', '-R', room .. '/corpus', self.corpus }):wait().code == 0)
  local command = { vim.v.progpath, '--embed', '--headless', '-i', 'NONE', '-n' }
  vim.list_extend(command, options.args or {})
  self.job = vim.fn.jobstart(command, {
    rpc = true,
    cwd = self.corpus,
    env = vim.tbl_extend('force', { NOMENCLATOR_WIRE = self.wire }, options.env or {}),
    on_exit = function(_, code)
      self.left = code
    end,
  })
  assert(self.job > 0, 'Neovim does not start')
  table.insert(desks, self)
  return self
end

--- Runs Lua inside; `...` arrives there as `...`.
function Desk:lua(code, ...)
  local mode = vim.rpcrequest(self.job, 'nvim_get_mode')
  if mode.blocking then
    return nil -- at a prompt: an answer would never come
  end
  local answer = vim.rpcrequest(self.job, 'nvim_exec_lua', code, { ... })
  return answer ~= vim.NIL and answer or nil
end

function Desk:wait(what, code, ...)
  local given = { ... }
  return T.wait(what, function()
    return self:lua(code, unpack(given))
  end)
end

function Desk:keys(keys)
  vim.rpcrequest(self.job, 'nvim_input', keys)
end

--- Opens a file of the corpus and waits for the server.
function Desk:open(path)
  self:lua('vim.cmd.edit(...)', path)
  self:wait('the server attaches to ' .. path, [[
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'nomenclator' })[1]
    return client and client.initialized
  ]])
end

--- Puts the cursor on the first character of `words` in the current buffer.
function Desk:goto_words(words)
  local found = self:lua([[return vim.fn.search("\\V\\C" .. ..., "cw")]], words)
  assert(found and found > 0, 'not in this file: ' .. words)
end

--- The findings of the current buffer (or of `path`), as { text under it, message } in order.
function Desk:findings(path)
  return self:lua(
    [[
    local buffer = ... and vim.fn.bufnr(...) or 0
    return vim.iter(vim.diagnostic.get(buffer)):map(function(d)
      -- One that speaks of lines just deleted underlines nothing, until the server has followed.
      local there, text = pcall(
        vim.api.nvim_buf_get_text, buffer, d.lnum, d.col, d.end_lnum, d.end_col, {}
      )
      return { text = there and table.concat(text, '\n') or '', message = d.message }
    end):totable()
  ]],
    path
  )
end

--- Whether some finding of the current buffer (or of `path`) underlines exactly `words`.
function Desk:underlines(words, path)
  for _, finding in ipairs(self:findings(path) or {}) do
    if finding.text == words then
      return true
    end
  end
  return false
end

--- All that was said between this desk and its servers so far (see tee.py), oldest first.
function Desk:overheard()
  local said = {}
  for _, path in ipairs(vim.fn.glob(self.wire .. '/*.jsonl', true, true)) do
    for line in io.lines(path) do
      local read, entry = pcall(vim.json.decode, line)
      if read then -- the last line may be half written
        table.insert(said, entry)
      end
    end
  end
  return said
end

--- Ends this Neovim as a person does.
function Desk:quit()
  pcall(self.keys, self, '<C-\\><C-N>:qa!<CR>') -- it may already be on its way
  T.wait('Neovim ends', function()
    return self.left ~= nil
  end)
end

dofile(arg[1])

for _, test in ipairs(tests) do
  local passed, trouble = xpcall(test.body, function(message)
    return type(message) == 'string' and message:match('^waited in vain') and message
      or debug.traceback(message, 2)
  end)
  for _, desk in ipairs(desks) do
    if not desk.left then
      local quiet, why = pcall(Desk.quit, desk)
      if not quiet then
        vim.fn.jobstop(desk.job)
        passed, trouble = false, (trouble or '') .. tostring(why)
      end
    end
  end
  io.stdout:write(('%s neovim: %s\n'):format(passed and 'ok' or 'FAILED', test.name))
  if not passed then
    io.stdout:write('    ' .. tostring(trouble):gsub('\n', '\n    ') .. '\n')
  end
  io.stdout:flush()
end
os.exit(0)
