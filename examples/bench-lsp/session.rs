//! One document open in one server.
//!
//! What an answer to an edit is: the next `publishDiagnostics` of the document with the edit's version or a later
//! one. Of a server that publishes without versions it is the next one after the edit; no edit is sent before the
//! last was answered, so that it could only be mistaken for a second answer to the one before: such are counted
//! ([`Session::extra`]).

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Client, Message, Params, Silence, frame, uri};
use crate::document::Document;
use crate::process;
use crate::servers::Server;

/// A document open in a server.
pub struct Session {
    pub client: Client,
    pub document: Document,
    whole_text: bool,
    /// From the start of the process to the first diagnostics of the document.
    pub first: Duration,
    /// Whether the server says which version its diagnostics are of.
    pub versioned: bool,
    /// Publishes that nothing waited for.
    pub extra: usize,
}

impl Session {
    /// Starts a server in a folder and opens a text as that file.
    pub fn open(server: &Server, root: &Path, file: &str, text: &str, limit: Duration) -> anyhow::Result<Session> {
        let client = Client::start(server, root, limit)?;
        let document = Document::new(uri(&root.join(file)), text);
        let whole_text = client.wants_whole_text();
        client.notify("textDocument/didOpen", &document.opening())?;
        let mut session = Session { client, document, whole_text, first: Duration::ZERO, versioned: true, extra: 0 };
        session.first = session.answer(limit)? - session.client.spawned;
        Ok(session)
    }

    /// Waits for the diagnostics of this version; when they came.
    fn answer(&mut self, limit: Duration) -> anyhow::Result<Instant> {
        let (uri, wanted) = (self.document.uri.clone(), self.document.version);
        let answers = |message: &Message| {
            published(message, &uri).is_some_and(|params| params.version.is_none_or(|version| version >= wanted))
        };
        let message = self.client.wait(limit, answers)?;
        self.versioned &= published(&message, &uri).is_some_and(|params| params.version.is_some());
        Ok(message.at)
    }

    /// Presses a key; how long until its diagnostics are there.
    pub fn edit(&mut self, limit: Duration) -> anyhow::Result<Duration> {
        let uri = self.document.uri.clone();
        self.extra += self.client.drop_all(|message| published(message, &uri).is_some());
        let change = self.document.edit(self.whole_text);
        let begun = self.client.notify("textDocument/didChange", &change)?;
        Ok(self.answer(limit)? - begun)
    }

    /// Many keys at once; how long from the first until the diagnostics of the last are there. A server that
    /// publishes without versions has done when it has been silent for two seconds and used no processor.
    pub fn burst(&mut self, edits: usize, limit: Duration) -> anyhow::Result<Duration> {
        const CALM: Duration = Duration::from_secs(2);
        let change =
            |params: Value| frame(&serde_json::json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}));
        let frames = (0..edits).map(|_| change(self.document.edit(self.whole_text))).collect();
        let begun = self.client.send_all(frames);
        if self.versioned {
            return Ok(self.answer(limit)? - begun);
        }
        let uri = self.document.uri.clone();
        let mut last = None;
        let mut idleness = process::Idleness::new(self.client.pid());
        while begun.elapsed() < limit {
            match self.client.wait(CALM, |message| published(message, &uri).is_some()) {
                Ok(message) => last = Some(message.at),
                Err(Silence::Late(_)) => {
                    if let Some(last) = last.filter(|_| idleness.lasts()) {
                        return Ok(last - begun);
                    }
                }
                Err(silence) => return Err(silence.into()),
            }
        }
        Err(Silence::Late(limit).into())
    }

    /// Whether the server has such requests.
    pub fn has(&self, capability: &str) -> bool {
        let value = &self.client.capabilities[capability];
        !value.is_null() && *value != false
    }

    /// Asks about a word with a capital; how long until the answer is there, and whether it says anything.
    pub fn ask(&mut self, method: &str, limit: Duration) -> anyhow::Result<(Duration, bool)> {
        let place = self.document.name();
        let (time, answer) = self.client.time(method, place, limit)?;
        let empty = |result: &Value| result.is_null() || result.as_array().is_some_and(Vec::is_empty);
        Ok((time, answer.result.is_some_and(|result| !empty(&result))))
    }
}

/// What a message says of the document's diagnostics, if it does.
fn published<'a>(message: &'a Message, uri: &str) -> Option<&'a Params> {
    let params = message.params.as_ref()?;
    let is_it = message.method.as_deref() == Some("textDocument/publishDiagnostics") && params.uri.as_deref() == Some(uri);
    is_it.then_some(params)
}
