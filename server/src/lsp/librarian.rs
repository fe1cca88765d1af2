//! The librarian: one thread that reads corpora from disk, in the background, on all cores.
//!
//! Orders are kept by corpus and joined: a hundred files that change at once (a branch was checked out) are one
//! order, and an order that makes a running one pointless stops it. How a corpus is read is told in `scan`.
//!
//! Changes of the gazetteer on disk and of the configuration have the whole corpus read again: that is fast, and simpler
//! than to know what depends on what. Changes of articles cost these articles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::asks::{Progress, Watching};
use super::jobs::Cancel;
use super::scan;
use super::session::Shared;

/// How many changed articles are read one by one; more are read with the whole corpus.
const FEW: usize = 200;

/// How long an edited gazetteer must have rested before the articles are read against it.
const REST: Duration = Duration::from_millis(300);

/// What is to be read.
#[derive(Default)]
pub struct Librarian {
    orders: Mutex<Orders>,
    placed: Condvar,
    /// The session is over.
    ended: AtomicBool,
}

#[derive(Default)]
struct Orders {
    waiting: BTreeMap<PathBuf, Order>,
    /// The order that is carried out, and how to stop it.
    running: Option<(PathBuf, Cancel)>,
}

/// What is to be read of one corpus.
#[derive(Default)]
struct Order {
    /// Everything, if nothing of it was read yet.
    wanted: bool,
    /// Everything: the configuration may have changed.
    all: bool,
    /// The entries were numbered anew.
    renumber: bool,
    /// All articles: the gazetteer changed. Not before that time.
    articles: Option<Instant>,
    /// These files changed.
    files: BTreeSet<PathBuf>,
}

impl Librarian {
    /// Has a corpus read from the start.
    pub fn open(&self, root: &Path) {
        self.place(root, true, |order| order.all = true);
    }

    /// Has a corpus read if it has not been: somebody needs it.
    pub fn want(&self, root: &Path) {
        self.place(root, false, |order| order.wanted = true);
    }

    /// Has all articles of a corpus read again, once its gazetteer has rested.
    pub fn reread(&self, root: &Path) {
        self.place(root, true, |order| {
            order.renumber = true;
            order.articles = Some(Instant::now() + REST);
        });
    }

    /// Has a file of a corpus read again.
    pub fn file(&self, root: &Path, file: PathBuf) {
        self.place(root, false, |order| {
            order.files.insert(file);
        });
    }

    /// The session is over: the thread leaves.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
        let orders = self.orders();
        if let Some((_, running)) = &orders.running {
            running.ask();
        }
        drop(orders);
        self.placed.notify_all();
    }

    fn place(&self, root: &Path, supersedes: bool, write: impl FnOnce(&mut Order)) {
        let mut orders = self.orders();
        write(orders.waiting.entry(root.to_owned()).or_default());
        if let Some((_, running)) = orders.running.as_ref().filter(|(running, _)| supersedes && running == root) {
            running.ask();
        }
        drop(orders);
        self.placed.notify_all();
    }

    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next order that is due.
    fn next(&self) -> Option<(PathBuf, Order, Cancel)> {
        let mut orders = self.orders();
        orders.running = None;
        loop {
            if self.ended.load(Ordering::Acquire) {
                return None;
            }
            let now = Instant::now();
            let due = orders.waiting.iter().find(|(_, order)| order.due(now)).map(|(root, _)| root.clone());
            if let Some((root, order)) = due.and_then(|root| orders.waiting.remove_entry(&root)) {
                let cancel = Cancel::default();
                orders.running = Some((root.clone(), cancel.clone()));
                return Some((root, order, cancel));
            }
            let rest = orders.waiting.values().filter_map(|order| order.articles).min();
            orders = match rest {
                None => self.placed.wait(orders).unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let wait = self.placed.wait_timeout(orders, until.saturating_duration_since(now));
                    wait.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

impl Order {
    fn due(&self, now: Instant) -> bool {
        self.wanted || self.all || self.renumber || !self.files.is_empty() || self.articles.is_some_and(|rested| rested <= now)
    }
}

/// Carries out orders until the session ends.
pub fn run(shared: &Arc<Shared>, progress: &Progress, watching: &Watching) {
    while let Some((root, order, cancel)) = shared.librarian.next() {
        let work = std::panic::AssertUnwindSafe(|| carry_out(shared, progress, &root, &order, &cancel));
        if std::panic::catch_unwind(work).is_err() {
            tracing::error!("the corpus in {} could not be read", root.display());
            scan::nothing(shared, &root);
        }
        watching.update(shared);
    }
}

fn carry_out(shared: &Arc<Shared>, progress: &Progress, root: &Path, order: &Order, cancel: &Cancel) {
    let known = shared.session().corpora.get(root).cloned();
    match known {
        Some(corpus) if !order.all && order.files.len() <= FEW && !scan::needs_all(shared, &corpus, &order.files) => {
            if order.articles.is_some_and(|rested| rested <= Instant::now()) {
                scan::articles(shared, root, cancel, progress);
            } else {
                if order.renumber {
                    scan::renumber(shared, root);
                }
                if !order.files.is_empty() {
                    scan::files(shared, &corpus, &order.files);
                }
                if let Some(rested) = order.articles {
                    shared.librarian.place(root, false, |order| order.articles = order.articles.max(Some(rested)));
                }
            }
        }
        _ => scan::all(shared, root, cancel, progress),
    }
}
