//! An editor that is made of a process, a thread that reads, and a backlog.
//!
//! Messages that a test waits for are taken out of the backlog wherever they stand in it. The client answers
//! the server's requests as a quiet editor would and remembers them. On every diagnostics notification
//! it checks that versions never go back while a document is open.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// No step takes longer, on a machine that is busy with other things.
pub const LIMIT: Duration = Duration::from_secs(60);

pub struct Client {
    process: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    backlog: Vec<Value>,
    last_id: i64,
    /// The last version that was published, by URI.
    versions: HashMap<String, i64>,
    /// What the server asked of the client.
    pub asked: Vec<Value>,
    pub capabilities: Value,
    /// Whether the test lets the server end as it likes.
    ended: bool,
}

/// What a client says that it can, unless the test says otherwise.
pub fn capabilities() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {"workspaceFolders": true, "didChangeWatchedFiles": {"dynamicRegistration": true}},
        "window": {"workDoneProgress": true},
        "textDocument": {
            "publishDiagnostics": {"versionSupport": true, "relatedInformation": true},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
    })
}

/// The capabilities with one of them changed, at a path such as `/general/positionEncodings`.
pub fn with(path: &str, value: Value) -> Value {
    let mut capabilities = capabilities();
    let (parent, key) = path.rsplit_once('/').unwrap();
    capabilities.pointer_mut(parent).unwrap()[key] = value;
    capabilities
}

impl Client {
    /// A server that has not been spoken to.
    pub fn spawn() -> Client {
        let (sender, messages) = mpsc::channel();
        let mut client = Client::run(|output| {
            std::thread::spawn(move || {
                let mut output = BufReader::new(output);
                while let Some(message) = read(&mut output) {
                    if sender.send(message).is_err() {
                        break;
                    }
                }
            });
        });
        client.messages = messages;
        client
    }

    /// A server whose output goes to `listen`.
    fn run(listen: impl FnOnce(ChildStdout)) -> Client {
        let mut process = Command::new(env!("CARGO_BIN_EXE_nomenclator"))
            .args(["lsp", "--stdio"])
            .env("NOMENCLATOR_TEST_HOOKS", "1")
            // Nothing of the user's; tests that want an index say where.
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .env_remove("NOMENCLATOR_LOG")
            .env_remove("NOMENCLATOR_CHECK_SYNC")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = process.stdin.take();
        listen(process.stdout.take().unwrap());
        Client {
            process,
            input,
            messages: mpsc::channel().1,
            backlog: Vec::new(),
            last_id: 0,
            versions: HashMap::new(),
            asked: Vec::new(),
            capabilities: Value::Null,
            ended: false,
        }
    }

    /// A server in a folder whose client never reads what it says.
    pub fn deaf(root: &Path) -> Client {
        let mut client = Client::run(std::mem::forget);
        client.request("initialize", json!({"rootUri": uri(root), "capabilities": capabilities()}));
        client.notify("initialized", json!({}));
        client
    }

    /// A server in a folder, ready for work.
    pub fn start(root: &Path) -> Client {
        Client::start_with(&[root], capabilities())
    }

    /// A server in some folders, ready for work, with a client of these capabilities.
    pub fn start_with(roots: &[&Path], capabilities: Value) -> Client {
        let folders: Vec<Value> = roots.iter().map(|root| json!({"uri": uri(root), "name": "folder"})).collect();
        Client::initialize(json!({
            "processId": std::process::id(),
            "rootUri": roots.first().map(|root| uri(root)),
            "workspaceFolders": folders,
            "capabilities": capabilities,
        }))
    }

    /// A server that was initialized with these parameters.
    pub fn initialize(params: Value) -> Client {
        let mut client = Client::spawn();
        client.capabilities = client.ask("initialize", params)["capabilities"].take();
        client.notify("initialized", json!({}));
        client
    }

    // -- sending

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends a message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and returns its id.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let mut message = json!({"jsonrpc": "2.0", "id": self.last_id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        self.last_id
    }

    // -- documents

    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, 1, text);
    }

    pub fn open_as(&mut self, uri: &str, version: i32, text: &str) {
        let language = if uri.contains(".toml") { "toml" } else { "plaintext" };
        let item = json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Inserts words at a position, in the negotiated units.
    pub fn insert(&mut self, uri: &str, version: i32, line: u32, character: u32, words: &str) {
        self.replace(uri, version, [line, character, line, character], words);
    }

    pub fn replace(&mut self, uri: &str, version: i32, at: [u32; 4], words: &str) {
        self.change(uri, version, json!([{"range": range(at), "text": words}]));
    }

    /// Replaces the whole text.
    pub fn rewrite(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, json!([{"text": text}]));
    }

    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub fn close(&mut self, uri: &str) {
        self.versions.remove(uri);
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// The server's text of a document, by the test hook; null if it has none.
    pub fn text(&mut self, uri: &str) -> Value {
        self.ask("nomenclator/test/text", json!({"uri": uri}))
    }

    // -- waiting

    /// The result of a request, which must not fail.
    #[track_caller]
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let mut response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].take()
    }

    /// The code of the error that a request is answered with.
    #[track_caller]
    pub fn ask_error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        let response = self.response(id);
        response["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method}: {response}"))
    }

    #[track_caller]
    pub fn response(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// The parameters of a notification.
    #[track_caller]
    pub fn notification(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method)["params"].take()
    }

    /// The diagnostics that are published for that version.
    #[track_caller]
    pub fn published(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let is_it = |message: &Value| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri && params["version"] == version
        };
        self.wait(is_it)["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// Waits until the diagnostics of a document are cleared.
    #[track_caller]
    pub fn cleared(&mut self, uri: &str) {
        let cleared = json!({"uri": uri, "diagnostics": []});
        self.wait(|message| message["method"] == "textDocument/publishDiagnostics" && message["params"] == cleared);
    }

    /// Waits until that version's diagnostics are as expected; a corpus that is being read brings others first.
    #[track_caller]
    pub fn settles(&mut self, uri: &str, version: i32, expected: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let began = Instant::now();
        loop {
            let diagnostics = self.published(uri, version);
            if expected(&diagnostics) {
                return diagnostics;
            }
            assert!(began.elapsed() < LIMIT, "{diagnostics:?}");
        }
    }

    /// The first message, also of those that wait, for which `is_it` holds.
    #[track_caller]
    pub fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.backlog.iter().position(&is_it) {
            return self.backlog.remove(at);
        }
        let began = Instant::now();
        loop {
            match self.messages.recv_timeout(LIMIT.saturating_sub(began.elapsed())) {
                Ok(message) => {
                    self.note(&message);
                    if is_it(&message) {
                        return message;
                    }
                    self.backlog.push(message);
                }
                Err(RecvTimeoutError::Timeout) => panic!("nothing of that kind came; what came: {:#?}", self.backlog),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended; what came: {:#?}", self.backlog),
            }
        }
    }

    /// Looks at every message as it comes.
    fn note(&mut self, message: &Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().unwrap().to_owned();
            match params["version"].as_i64() {
                Some(version) => {
                    let last = self.versions.insert(uri, version).unwrap_or(i64::MIN);
                    assert!(last <= version, "version {version} after version {last}");
                }
                None => drop(self.versions.remove(&uri)),
            }
        } else if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
            self.asked.push(message.clone());
            self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
        }
    }

    // -- leaving

    /// Says goodbye and returns the exit code.
    pub fn leave(mut self) -> i32 {
        self.ask("shutdown", Value::Null);
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        self.exit_code()
    }

    /// Closes the server's input and returns the exit code.
    pub fn hang_up(mut self) -> i32 {
        self.input = None;
        self.exit_code()
    }

    /// Waits for the end and returns the exit code.
    pub fn exit_code(&mut self) -> i32 {
        self.ended = true;
        wait(&mut self.process).and_then(|status| status.code()).expect("the server should end by itself")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if !self.ended && !std::thread::panicking() {
            self.ask("shutdown", Value::Null);
            self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
            assert_eq!(self.exit_code(), 0);
            let complaints = |message: &&Value| {
                message["method"] == "window/showMessage" || message.get("error").is_some() || message.get("result").is_some()
            };
            let left: Vec<&Value> = self.backlog.iter().filter(complaints).collect();
            assert!(left.is_empty(), "nobody expected: {left:#?}");
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn wait(process: &mut Child) -> Option<ExitStatus> {
    let began = Instant::now();
    while began.elapsed() < LIMIT {
        if let Ok(Some(status)) = process.try_wait() {
            return Some(status);
        }
        // The one sleep here: the standard library cannot wait for a process and a clock at once.
        std::thread::sleep(Duration::from_millis(2));
    }
    None
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            line => length = line.strip_prefix("Content-Length: ")?.parse().ok()?,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// A corpus with two people, a place, and these articles.
pub fn corpus(articles: &[(&str, &str)]) -> TempDir {
    let mut files = vec![("nomenclator.toml", CONFIGURATION), ("gazetteer/all.toml", GAZETTEER)];
    files.extend(articles);
    folder(&files)
}

pub const CONFIGURATION: &str = r#"
[corpus]
articles = ["articles/**/*.txt"]
[rules]
unresolved-name = "warning"
"#;

pub const GAZETTEER: &str = r#"
[ada-lovelace]
kind = "person"
name = "Ada Lovelace"
description = "English mathematician."

[charles-babbage]
kind = "person"
name = "Charles Babbage"

[london]
kind = "place"
name = "London"
"#;

/// The URI of a path.
pub fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap();
    assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte)), "{path}");
    format!("file://{path}")
}

/// The URI of a file in a folder.
pub fn file(folder: &TempDir, path: &str) -> String {
    uri(&folder.path().join(path))
}

pub fn range([line, character, end_line, end_character]: [u32; 4]) -> Value {
    json!({"start": position(line, character), "end": position(end_line, end_character)})
}

pub fn position(line: u32, character: u32) -> Value {
    json!({"line": line, "character": character})
}

/// The parameters of a request at a position.
pub fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": position(line, character)})
}
