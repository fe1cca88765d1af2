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
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tower_lsp::ls_types::{MessageType, ShowMessageParams, Uri};

use super::asks::Shown;
use super::capabilities::Client;
use super::corpora::{Corpora, LiveCorpus};
use super::document::OpenDocument;
use super::jobs::Cancel;
use super::librarian::Librarian;
use super::outbox::Outbox;
use super::typing;

/// The session and what all threads share around it.
pub struct Shared {
    /// The way out.
    pub outbox: Outbox,
    /// Who reads corpora from disk.
    pub librarian: Librarian,
    /// What is shown of work that goes on, and can be stopped there.
    pub shown: Shown,
    session: Mutex<Session>,
    /// Signalled when there is work for the worker.
    worker: Condvar,
    /// Signalled when a corpus came into force.
    installed: Condvar,
    /// Counts what changes the diagnostics of closed files.
    changes: watch::Sender<u64>,
}

/// How many replaced versions wait to be freed; in a burst the others are freed at once.
const RETIRED: usize = 64;

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
    /// The corpora in force.
    pub corpora: Corpora,
    documents: HashMap<Uri, Arc<OpenDocument>>,
    /// Documents that were dropped because a change could not be applied; until they are opened again.
    lost: HashSet<Uri>,
    /// Documents to be read and published, the most urgent first.
    touched: VecDeque<Uri>,
    /// Documents with findings that wait for a pause in typing: until when, for which ticket.
    pauses: HashMap<Uri, (u64, Instant)>,
    /// Versions that were replaced, which the worker frees when it has nothing else to do: the reading thread should
    /// not.
    retired: Vec<Arc<OpenDocument>>,
    /// Whether a client that fetches diagnostics is to be told that there are others.
    stale: bool,
    last_ticket: u64,
}

/// What the worker is to do next.
pub enum Task {
    /// Read the document and publish what was found.
    Publish(Arc<OpenDocument>),
    /// Tell the client that it should fetch diagnostics again.
    Refresh,
    /// Leave.
    End,
}

impl Shared {
    /// A session that has not begun.
    pub fn new(outbox: Outbox) -> Shared {
        Shared {
            outbox,
            librarian: Librarian::default(),
            shown: Shown::default(),
            session: Mutex::default(),
            worker: Condvar::new(),
            installed: Condvar::new(),
            changes: watch::Sender::default(),
        }
    }

    /// Enters the session. Hold it for a moment only, never across an await or any work.
    pub fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the worker: something was touched.
    pub fn wake(&self) {
        self.worker.notify_all();
    }

    /// Ends the session: its threads leave. Returns whether the client had asked for a shutdown.
    pub fn end(&self) -> bool {
        let before = std::mem::replace(&mut self.session().phase, Phase::Ended);
        self.wake();
        self.installed.notify_all();
        self.librarian.end();
        before == Phase::ShutDown
    }

    /// Learns of changes in the diagnostics of closed files, from now on.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Says that a corpus came into force, or that a file was closed.
    pub fn announce(&self) {
        self.installed.notify_all();
        self.changes.send_modify(|count| *count += 1);
        self.wake();
    }

    /// Tells the user.
    pub fn warn(&self, message: &str) {
        self.outbox.notify("window/showMessage", &ShowMessageParams { typ: MessageType::WARNING, message: message.to_owned() });
    }

    /// Puts a corpus in force that was read anew, and has its open documents judged against it.
    pub fn install(&self, corpus: &Arc<LiveCorpus>) {
        let mut session = self.session();
        session.put_corpus(Arc::clone(corpus));
        session.rejudge(|document| document.belongs_to(corpus.root()));
        drop(session);
        self.announce();
    }

    /// Puts a gazetteer in force that an open buffer changed, and has the other open documents judged against
    /// it. Where another one came into force since `before`, the document itself is judged again instead.
    pub fn install_buffer(&self, document: &OpenDocument, before: &LiveCorpus, after: &Arc<LiveCorpus>) {
        let mut session = self.session();
        let current = session.corpora.get(after.root()).map(|corpus| corpus.generation);
        if current == Some(before.generation) {
            session.put_corpus(Arc::clone(after));
            session.rejudge(|other| other.uri != document.uri && other.belongs_to(after.root()));
            drop(session);
            self.librarian.reread(after.root());
            self.announce();
        } else {
            session.rejudge(|other| other.uri == document.uri);
        }
    }

    /// Puts in force what was read of a corpus since, unless its gazetteer has changed.
    pub fn update(&self, corpus: Arc<LiveCorpus>) {
        let mut session = self.session();
        if session.corpora.get(corpus.root()).is_some_and(|current| current.generation == corpus.generation) {
            session.put_corpus(corpus);
            session.stale = true;
        }
        drop(session);
        self.announce();
    }

    /// Waits until the session has what `find` looks for, for so long at most, and no longer than anybody wants
    /// to know.
    pub fn wait<T>(&self, patience: Duration, cancel: &Cancel, find: impl Fn(&Session) -> Option<T>) -> Option<T> {
        let began = Instant::now();
        let mut session = self.session();
        loop {
            if let Some(found) = find(&session) {
                return Some(found);
            }
            let left = patience.saturating_sub(began.elapsed());
            if left.is_zero() || cancel.asked() || session.phase == Phase::Ended {
                return None;
            }
            // Cancelling does not signal, so it is looked for now and then.
            let wait = self.installed.wait_timeout(session, left.min(Duration::from_millis(50)));
            session = wait.unwrap_or_else(PoisonError::into_inner).0;
        }
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
            if std::mem::take(&mut session.stale) {
                return Task::Refresh;
            }
            if !session.retired.is_empty() {
                let retired = std::mem::take(&mut session.retired);
                drop(session);
                drop(retired);
                session = self.session();
                continue;
            }
            session = match pause {
                None => self.worker.wait(session).unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let wait = self.worker.wait_timeout(session, until - now);
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
        self.touched.push_front(uri);
        self.insert(document);
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

    /// Takes a document out: it was closed. Returns it if it was open.
    pub fn close(&mut self, uri: &Uri) -> Option<Arc<OpenDocument>> {
        self.lost.remove(uri);
        self.pauses.remove(uri);
        self.touched.retain(|other| other != uri);
        self.documents.remove(uri)
    }

    /// Takes a document out because its text is not known any more. Returns whether that is news.
    pub fn lose(&mut self, uri: &Uri) -> bool {
        let news = !self.lost.contains(uri);
        self.close(uri);
        self.lost.insert(uri.clone());
        news
    }

    /// Has the document published again when the typing has paused, unless it changes before.
    pub fn await_pause(&mut self, document: &OpenDocument) {
        if self.documents.get(&document.uri).is_some_and(|current| current.ticket == document.ticket) {
            self.pauses.insert(document.uri.clone(), (document.ticket, Instant::now() + typing::PAUSE));
        }
    }

    fn put_corpus(&mut self, corpus: Arc<LiveCorpus>) {
        Arc::make_mut(&mut self.corpora).insert(corpus.root().to_owned(), corpus);
    }

    fn replace(&mut self, document: OpenDocument) {
        self.stale = true;
        let uri = document.uri.clone();
        if !self.touched.contains(&uri) {
            self.touched.push_back(uri);
        }
        self.insert(document);
    }

    fn insert(&mut self, document: OpenDocument) {
        let replaced = self.documents.insert(document.uri.clone(), Arc::new(document));
        if self.retired.len() < RETIRED {
            self.retired.extend(replaced);
        }
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
