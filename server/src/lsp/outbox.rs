//! The outbox owns standard output: everything that goes to the client goes through here.
//!
//! One thread writes. Two kinds of mail wait for it:
//!
//! - *Letters* (answers, requests, messages) leave in the order in which they were posted.
//! - *Notices* (the diagnostics of a document) wait in one slot for each document. A newer notice
//!   takes the slot of an older one that was not written yet, so a client that reads slowly gets the
//!   last state and not a queue of stale ones; a notice older than one that was posted before is
//!   dropped. Age is the session's ticket, which grows with every change of a document, its closing
//!   and its reopening (versions do not: an editor may start again at 1).
//!
//! Invariant: the tickets of the notices written for one document only grow. That is guarantee 4,
//! and it holds whatever the threads do that post here.
//!
//! Danger: a client that stops reading blocks the writing thread and nobody else. Nothing that posts
//! ever waits, and the end of the process waits for the last letters only for a moment.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tower_lsp::ls_types::Uri;

/// Posts mail to the client. Cheap to clone.
#[derive(Clone)]
pub struct Outbox {
    shared: Arc<Shared>,
}

struct Shared {
    mail: Mutex<Mail>,
    posted: Condvar,
    /// Signalled when the writing thread has ended.
    ended: Condvar,
}

#[derive(Default)]
struct Mail {
    letters: VecDeque<Vec<u8>>,
    notices: HashMap<Uri, Vec<u8>>,
    /// Documents whose notice waits, the longest waiting first.
    waiting: VecDeque<Uri>,
    /// The newest ticket posted for each document.
    newest: HashMap<Uri, u64>,
    closed: bool,
    ended: bool,
}

/// The envelope of a notification that the outbox writes itself.
#[derive(Serialize)]
struct Notification<P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: P,
}

impl Outbox {
    /// Starts the writing thread. `broken` is called once if the client cannot be written to.
    pub fn start(output: impl Write + Send + 'static, broken: impl FnOnce() + Send + 'static) -> io::Result<Outbox> {
        let shared = Arc::new(Shared { mail: Mutex::default(), posted: Condvar::new(), ended: Condvar::new() });
        let outbox = Outbox { shared: Arc::clone(&shared) };
        std::thread::Builder::new().name("outbox".to_owned()).spawn(move || {
            let result = write_all(&shared, output);
            let mut mail = shared.mail();
            mail.closed = true;
            mail.ended = true;
            drop(mail);
            shared.ended.notify_all();
            if let Err(error) = result {
                tracing::error!("cannot write to the client: {error}");
                broken();
            }
        })?;
        Ok(outbox)
    }

    /// Posts a message.
    pub fn send(&self, message: &impl Serialize) {
        if let Some(letter) = json(message, 0) {
            self.post(|mail| mail.letters.push_back(letter));
        }
    }

    /// Posts a notification.
    pub fn notify(&self, method: &'static str, params: impl Serialize) {
        self.send(&Notification { jsonrpc: "2.0", method, params });
    }

    /// Posts the diagnostics of a document, about so many bytes, unless a newer notice was posted before.
    pub fn publish(&self, ticket: u64, uri: &Uri, size: usize, params: impl Serialize) {
        let method = "textDocument/publishDiagnostics";
        let Some(notice) = json(&Notification { jsonrpc: "2.0", method, params }, size) else { return };
        self.post(|mail| {
            let newest = mail.newest.entry(uri.clone()).or_default();
            if ticket < *newest {
                return;
            }
            *newest = ticket;
            if mail.notices.insert(uri.clone(), notice).is_none() {
                mail.waiting.push_back(uri.clone());
            }
        });
    }

    /// Writes what was posted so far and ends. Waits no longer than `patience`: the client may have
    /// stopped reading.
    pub fn close(&self, patience: Duration) {
        self.post(|mail| mail.closed = true);
        let mail = self.shared.mail();
        let wait = self.shared.ended.wait_timeout_while(mail, patience, |mail| !mail.ended);
        drop(wait.unwrap_or_else(PoisonError::into_inner));
    }

    fn post(&self, put: impl FnOnce(&mut Mail)) {
        let mut mail = self.shared.mail();
        if !mail.ended {
            put(&mut mail);
        }
        drop(mail);
        self.shared.posted.notify_one();
    }
}

impl Shared {
    fn mail(&self) -> MutexGuard<'_, Mail> {
        self.mail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The writing thread: letters first, then the notice that waited longest.
fn write_all(shared: &Shared, mut output: impl Write) -> io::Result<()> {
    loop {
        let mut mail = shared.mail();
        let body = loop {
            if let Some(body) = mail.next() {
                break body;
            }
            if mail.closed {
                return Ok(());
            }
            mail = shared.posted.wait(mail).unwrap_or_else(PoisonError::into_inner);
        };
        drop(mail);
        // In one piece, so that the client wakes once.
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend_from_slice(&body);
        output.write_all(&frame)?;
        output.flush()?;
    }
}

impl Mail {
    fn next(&mut self) -> Option<Vec<u8>> {
        self.letters.pop_front().or_else(|| self.waiting.pop_front().and_then(|uri| self.notices.remove(&uri)))
    }
}

fn json(message: &impl Serialize, size: usize) -> Option<Vec<u8>> {
    let mut json = Vec::with_capacity(size.max(256));
    let written = serde_json::to_writer(&mut json, message);
    written.inspect_err(|error| tracing::error!("a message could not be written as JSON: {error}")).ok()?;
    Some(json)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;
    use std::sync::mpsc;

    use super::*;

    /// An output whose every write waits for leave, so that mail piles up behind it.
    struct Gate {
        leave: mpsc::Receiver<()>,
        written: mpsc::Sender<String>,
    }

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.leave.recv().map_err(io::Error::other)?;
            self.written.send(String::from_utf8_lossy(bytes).into_owned()).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_slow_client_gets_the_last_state_and_nothing_older_after_newer() {
        let (leave, gate) = mpsc::channel();
        let (written, mail) = mpsc::channel();
        let (a, b) = (Uri::from_str("file:///a").unwrap(), Uri::from_str("file:///b").unwrap());
        let outbox = Outbox::start(Gate { leave: gate, written }, || ()).unwrap();
        outbox.send(&"first");
        for ticket in 1..=50 {
            outbox.publish(ticket, &a, 0, ("a", ticket));
        }
        outbox.publish(7, &a, 0, ("a", 7));
        outbox.publish(51, &b, 0, ("b", 1));
        outbox.send(&"second");
        for _ in 0..8 {
            let _ = leave.send(());
        }
        outbox.close(Duration::from_secs(10));
        let mail: Vec<String> = mail.try_iter().map(|frame| frame.split("\r\n\r\n").nth(1).unwrap().to_owned()).collect();
        let notice = |name: &str, ticket: u64| {
            format!(r#"{{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":["{name}",{ticket}]}}"#)
        };
        // The first letter, or what the thread took before it stood at the gate, and from then on the last state.
        assert_eq!(mail, [r#""first""#.to_owned(), r#""second""#.to_owned(), notice("a", 50), notice("b", 1)]);
    }

    #[test]
    fn a_client_that_never_reads_delays_the_end_for_a_moment_only() {
        let (_leave, gate) = mpsc::channel();
        let (written, _mail) = mpsc::channel();
        let outbox = Outbox::start(Gate { leave: gate, written }, || ()).unwrap();
        outbox.send(&"stuck");
        outbox.close(Duration::from_millis(20));
    }
}
