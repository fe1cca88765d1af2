//! An editor that times: it stamps each message of a server when its last byte is there.
//!
//! A thread reads, another answers what the server asks of its client, so that no server ever waits for us: the
//! one stays empty-handed only while the server is silent.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::process;
use crate::servers::Server;

/// A server process and what it says.
pub struct Client {
    process: Child,
    input: Arc<Mutex<ChildStdin>>,
    messages: Receiver<Message>,
    last_id: i64,
    /// When it was started.
    pub spawned: Instant,
    /// What `initialize` was answered with, under `capabilities`.
    pub capabilities: Value,
    /// Work that it said it has begun and not that it has ended.
    working: HashSet<String>,
    /// When it said so of the first that ended.
    ended: Option<Instant>,
}

/// What a message of a server is made of, as far as it matters here.
#[derive(Deserialize, Debug)]
pub struct Message {
    /// When its last byte was read.
    #[serde(skip, default = "Instant::now")]
    pub at: Instant,
    pub id: Option<Value>,
    pub method: Option<String>,
    #[serde(default)]
    pub params: Option<Params>,
    pub result: Option<Value>,
}

#[derive(Deserialize, Debug)]
pub struct Params {
    pub uri: Option<String>,
    pub version: Option<i64>,
    /// What settings a server asks for.
    items: Option<Vec<IgnoredAny>>,
    /// What work a server tells of.
    token: Option<Value>,
    value: Option<Value>,
}

/// Why no answer came.
#[derive(Debug)]
pub enum Silence {
    Late(Duration),
    Ended,
}

impl std::error::Error for Silence {}

impl std::fmt::Display for Silence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Silence::Late(limit) => write!(f, "no answer in {limit:.0?}"),
            Silence::Ended => f.write_str("the server ended"),
        }
    }
}

impl Client {
    /// Starts a server in a folder and makes its acquaintance.
    pub fn start(server: &Server, root: &Path, limit: Duration) -> anyhow::Result<Client> {
        let spawned = Instant::now();
        let mut process = Command::new(&server.command[0])
            .args(&server.command[1..])
            .env("XDG_CACHE_HOME", &server.cache)
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = Arc::new(Mutex::new(process.stdin.take().expect("it is piped")));
        let output = process.stdout.take().expect("it is piped");
        let (said, messages) = mpsc::channel();
        let (ask, asked) = mpsc::channel::<Message>();
        let answering = Arc::clone(&input);
        std::thread::spawn(move || asked.iter().try_for_each(|question| write(&answering, &answer(&question))));
        std::thread::spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            while let Some(message) = read(&mut output) {
                let heard = if message.id.is_some() && message.method.is_some() {
                    ask.send(message).is_ok()
                } else {
                    said.send(message).is_ok()
                };
                if !heard {
                    break;
                }
            }
        });
        let mut client = Client {
            process,
            input,
            messages,
            last_id: 0,
            spawned,
            capabilities: Value::Null,
            working: HashSet::new(),
            ended: None,
        };
        let folder = uri(root);
        let params = json!({
            "processId": std::process::id(), "clientInfo": {"name": "bench-lsp"},
            "rootUri": folder, "workspaceFolders": [{"uri": folder, "name": "bench"}],
            "capabilities": {
                "general": {"positionEncodings": ["utf-16"]},
                "workspace": {"workspaceFolders": true, "configuration": true, "didChangeWatchedFiles": {"dynamicRegistration": true}},
                "window": {"workDoneProgress": true},
                "textDocument": {
                    "publishDiagnostics": {"versionSupport": true, "relatedInformation": true},
                    "hover": {"contentFormat": ["markdown", "plaintext"]},
                    "definition": {"linkSupport": true},
                },
            },
        });
        let answer = client.ask("initialize", params, limit)?;
        client.capabilities = answer.result.map(|mut result| result["capabilities"].take()).unwrap_or_default();
        client.notify("initialized", &json!({}))?;
        Ok(client)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Whether it wants the whole text after each edit.
    pub fn wants_whole_text(&self) -> bool {
        let sync = &self.capabilities["textDocumentSync"];
        sync.get("change").unwrap_or(sync).as_i64() == Some(1)
    }

    /// Sends a notification; the moment just before.
    pub fn notify(&self, method: &str, params: &Value) -> anyhow::Result<Instant> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn send(&self, message: &Value) -> anyhow::Result<Instant> {
        let frame = frame(message);
        let begun = Instant::now();
        write(&self.input, &frame)?;
        Ok(begun)
    }

    /// Sends frames without reading, from a thread: a server that does not read stops nobody. The moment before
    /// the first.
    pub fn send_all(&self, frames: Vec<Vec<u8>>) -> Instant {
        let input = Arc::clone(&self.input);
        let begun = Instant::now();
        std::thread::spawn(move || frames.iter().try_for_each(|frame| write(&input, frame)));
        begun
    }

    /// Sends a request and returns its answer.
    pub fn ask(&mut self, method: &str, params: Value, limit: Duration) -> anyhow::Result<Message> {
        Ok(self.time(method, params, limit)?.1)
    }

    /// The same, and how long it took.
    pub fn time(&mut self, method: &str, params: Value, limit: Duration) -> anyhow::Result<(Duration, Message)> {
        self.last_id += 1;
        let id = self.last_id;
        let mut request = json!({"jsonrpc": "2.0", "id": id, "method": method});
        if !params.is_null() {
            request["params"] = params;
        }
        let begun = self.send(&request)?;
        let answer = self.wait(limit, |message| message.method.is_none() && message.id.as_ref() == Some(&json!(id)))?;
        Ok((answer.at - begun, answer))
    }

    /// The first message for which that holds; those before it are dropped.
    pub fn wait(&mut self, limit: Duration, is_it: impl Fn(&Message) -> bool) -> Result<Message, Silence> {
        let end = Instant::now() + limit;
        loop {
            match self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) => {
                    self.note(&message);
                    if is_it(&message) {
                        return Ok(message);
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Err(Silence::Late(limit)),
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Ended),
            }
        }
    }

    /// Drops what has come, and says how many of it were of that sort.
    pub fn drop_all(&mut self, of_sort: impl Fn(&Message) -> bool) -> usize {
        let mut count = 0;
        while let Ok(message) = self.messages.try_recv() {
            self.note(&message);
            count += usize::from(of_sort(&message));
        }
        count
    }

    fn note(&mut self, message: &Message) {
        if message.method.as_deref() != Some("$/progress") {
            return;
        }
        let Some(Params { token: Some(token), value: Some(value), .. }) = &message.params else { return };
        match value["kind"].as_str() {
            Some("begin") => drop(self.working.insert(token.to_string())),
            Some("end") => {
                self.working.remove(&token.to_string());
                self.ended.get_or_insert(message.at);
            }
            _ => {}
        }
    }

    /// Waits until the server has said that a work has ended; how long after its start.
    pub fn work_ended(&mut self, limit: Duration) -> Result<Duration, Silence> {
        // it may have said so before
        while self.ended.is_none() {
            self.wait(limit, |message| message.method.as_deref() == Some("$/progress"))?;
        }
        Ok(self.ended.map(|ended| ended - self.spawned).unwrap_or_default())
    }

    /// Waits until the server says of no work that it goes on, and has hardly used the processor for half a second:
    /// what it does at its start is not to be timed with what comes after.
    pub fn rest(&mut self, limit: Duration) -> anyhow::Result<()> {
        const CALM: Duration = Duration::from_millis(500);
        let end = Instant::now() + limit;
        let mut idleness = process::Idleness::new(self.pid());
        loop {
            // silence of this length is what is waited for
            match self.wait(CALM, |_| false) {
                Err(Silence::Late(_)) => {}
                Err(silence) => return Err(silence.into()),
                Ok(_) => unreachable!("nothing is waited for"),
            }
            if idleness.lasts() && self.working.is_empty() {
                return Ok(());
            }
            if Instant::now() > end {
                return Err(Silence::Late(limit).into());
            }
        }
    }

    /// Says goodbye; a server that does not go is ended.
    pub fn leave(mut self) {
        let _ = self.ask("shutdown", Value::Null, Duration::from_secs(5));
        let _ = self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        if self.wait(Duration::from_secs(2), |_| false).is_err_and(|silence| matches!(silence, Silence::Late(_))) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A message with its length before it.
pub fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn write(input: &Mutex<ChildStdin>, frame: &[u8]) -> std::io::Result<()> {
    let mut input = input.lock().unwrap_or_else(PoisonError::into_inner);
    input.write_all(frame)?;
    input.flush()
}

/// What a quiet editor answers.
fn answer(question: &Message) -> Vec<u8> {
    let result = match (question.method.as_deref(), &question.params) {
        (Some("workspace/configuration"), Some(Params { items: Some(items), .. })) => json!(vec![Value::Null; items.len()]),
        (Some("workspace/applyEdit"), _) => json!({"applied": false}),
        _ => Value::Null,
    };
    frame(&json!({"jsonrpc": "2.0", "id": question.id, "result": result}))
}

fn read(output: &mut impl BufRead) -> Option<Message> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    let at = Instant::now();
    let mut message: Message = serde_json::from_slice(&body).ok()?;
    message.at = at;
    Some(message)
}

/// The URI of a path.
pub fn uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            uri.push(byte as char);
        } else {
            write!(uri, "%{byte:02X}").expect("a string grows");
        }
    }
    uri
}
