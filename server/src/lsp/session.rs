//! The session: everything that the notifications of the client change, under one mutex.
//!
//! The reading thread changes it, in the order of arrival, and holds the mutex for microseconds:
//! nothing under it reads a disk, analyses a text or awaits. Everybody else takes a snapshot (a few
//! reference counts) and works on that without the mutex.
//!
//! Danger: a panic while the mutex is held would poison it. What runs under it is total, and a poisoned
//! mutex is entered all the same: the session is changed in single steps that leave it whole.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tower_lsp::ls_types::Uri;

use super::capabilities::Client;
use super::document::OpenDocument;
use super::typing;

/// The session, shared by all threads.
#[derive(Default)]
pub struct Shared {
    session: Mutex<Session>,
    /// Signalled when there is work for the worker.
    work: Condvar,
}

/// How far the conversation has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Phase {
    /// Before the answer to `initialize`.
    #[default]
    Starting,
    /// Open for business.
    Running,
    /// After `shutdown`: only `exit` is heard.
    ShutDown,
    /// The end: threads leave.
    Ended,
}

/// What the server knows about the client and its buffers.
#[derive(Default)]
pub struct Session {
    /// How far the conversation has come.
    pub phase: Phase,
    /// How to talk to the client.
    pub client: Client,
    /// The workspace folders, in the client's order.
    pub folders: Vec<PathBuf>,
    /// Whether texts are compared with the client's on every save (see `sync`).
    pub check_sync: bool,
    documents: HashMap<Uri, Arc<OpenDocument>>,
    /// Documents that were dropped because a change could not be applied; until they are opened again.
    lost: HashSet<Uri>,
    /// Documents to be read and published, the most urgent first.
    touched: VecDeque<Uri>,
    /// Documents with findings that wait for a pause in typing: until when, for which ticket.
    pauses: HashMap<Uri, (u64, Instant)>,
    last_ticket: u64,
}

/// What the worker is to do next.
pub enum Task {
    /// Read the document and publish what was found.
    Publish(Arc<OpenDocument>),
    /// Leave.
    End,
}

impl Shared {
    /// Enters the session. Hold it for a moment only, never across an await or any work.
    pub fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the worker: something was touched.
    pub fn wake(&self) {
        self.work.notify_all();
    }

    /// Ends the session: its threads leave. Returns whether the client had asked for a shutdown.
    pub fn end(&self) -> bool {
        let before = std::mem::replace(&mut self.session().phase, Phase::Ended);
        self.wake();
        before == Phase::ShutDown
    }

    /// Waits for the worker's next task.
    pub fn next_task(&self) -> Task {
        let mut session = self.session();
        loop {
            if session.phase == Phase::Ended {
                return Task::End;
            }
            let now = Instant::now();
            let pause = session.end_pauses(now);
            if let Some(document) = session.next_touched() {
                return Task::Publish(document);
            }
            session = match pause {
                None => self.work.wait(session).unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let wait = self.work.wait_timeout(session, until - now);
                    wait.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

impl Session {
    /// The open document of that URI, as it is now.
    pub fn document(&self, uri: &Uri) -> Option<&Arc<OpenDocument>> {
        self.documents.get(uri)
    }

    /// Every open document.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<OpenDocument>> {
        self.documents.values()
    }

    /// A new ticket, higher than every one before.
    pub fn ticket(&mut self) -> u64 {
        self.last_ticket += 1;
        self.last_ticket
    }

    /// Puts a version of a document in force and has it published: at once, before others.
    pub fn put(&mut self, document: OpenDocument) {
        let uri = document.uri.clone();
        self.lost.remove(&uri);
        self.pauses.remove(&uri);
        self.touched.retain(|other| *other != uri);
        self.touched.push_front(uri.clone());
        self.documents.insert(uri, Arc::new(document));
    }

    /// Has every document that `which` names judged again, after what is being edited.
    pub fn rejudge(&mut self, which: impl Fn(&OpenDocument) -> bool) {
        let chosen: Vec<_> = self.documents.values().filter(|document| which(document)).cloned().collect();
        for document in chosen {
            let ticket = self.ticket();
            self.replace(document.rejudged(ticket));
        }
    }

    /// Has every document looked up and judged again: configurations came, went or changed.
    pub fn rehouse(&mut self) {
        let documents: Vec<_> = self.documents.values().cloned().collect();
        for document in documents {
            let ticket = self.ticket();
            self.replace(document.rehoused(ticket));
        }
    }

    /// Takes a document out: it was closed. Returns whether it was open.
    pub fn close(&mut self, uri: &Uri) -> bool {
        self.lost.remove(uri);
        self.pauses.remove(uri);
        self.touched.retain(|other| other != uri);
        self.documents.remove(uri).is_some()
    }

    /// Takes a document out because its text is not known any more. Returns whether that is news.
    pub fn lose(&mut self, uri: &Uri) -> bool {
        self.close(uri);
        self.lost.insert(uri.clone())
    }

    /// Has the document published again when the typing has paused, unless it changes before.
    pub fn await_pause(&mut self, document: &OpenDocument) {
        if self.documents.get(&document.uri).is_some_and(|current| current.ticket == document.ticket) {
            self.pauses.insert(document.uri.clone(), (document.ticket, Instant::now() + typing::PAUSE));
        }
    }

    fn replace(&mut self, document: OpenDocument) {
        let uri = document.uri.clone();
        if !self.touched.contains(&uri) {
            self.touched.push_back(uri.clone());
        }
        self.documents.insert(uri, Arc::new(document));
    }

    fn next_touched(&mut self) -> Option<Arc<OpenDocument>> {
        let uri = self.touched.pop_front()?;
        self.documents.get(&uri).cloned()
    }

    /// Settles the documents whose pause is over; says when the next one will be.
    fn end_pauses(&mut self, now: Instant) -> Option<Instant> {
        let over: Vec<_> =
            self.pauses.iter().filter(|(_, (_, until))| *until <= now).map(|(uri, pause)| (uri.clone(), pause.0)).collect();
        for (uri, ticket) in over {
            self.pauses.remove(&uri);
            let Some(document) = self.documents.get(&uri).filter(|document| document.ticket == ticket).cloned() else { continue };
            let ticket = self.ticket();
            self.replace(document.settled(ticket));
        }
        self.pauses.values().map(|(_, until)| *until).min()
    }
}
