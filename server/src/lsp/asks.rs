//! What the server asks of the client by itself: to show progress, to fetch diagnostics again, to watch files.
//!
//! Each is a task of its own, so that a client that answers late, or never, delays nothing.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::{ProgressToken, Registration, Unregistration};

use super::jobs::Cancel;
use super::session::Shared;
use super::watch;

/// Shows the progress of readings of a corpus.
pub struct Progress {
    /// The client.
    pub client: Client,
    /// Where the tasks run.
    pub runtime: Handle,
    /// The session.
    pub shared: Arc<Shared>,
}

/// A reading that goes on, and may be shown. It ends when this is dropped.
pub struct Showing<'a> {
    progress: &'a Progress,
    title: String,
    cancel: Cancel,
    stopped: Arc<AtomicBool>,
    /// When it is shown, if it still goes on then.
    due: Instant,
    told: Option<Instant>,
    shown: Option<(String, tokio::sync::watch::Sender<Read>)>,
}

/// How far a reading has come: articles so far, and how many there are in all, once that is known.
type Read = (usize, Option<usize>);

/// What is shown now, by token: how to stop it, and who is to know that the user did.
#[derive(Default)]
pub struct Shown(Mutex<HashMap<String, (Cancel, Arc<AtomicBool>)>>);

/// How often a client is told how far a reading has come.
const TOLD: Duration = Duration::from_millis(100);

impl Progress {
    /// Shows the reading of a corpus that `cancel` stops, if it goes on for longer than `after`, to a client that
    /// shows such things.
    pub fn show(&self, root: &Path, cancel: &Cancel, after: Duration) -> Showing<'_> {
        let name = root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut showing = Showing {
            progress: self,
            title: format!("Reading {name}"),
            cancel: cancel.clone(),
            stopped: Arc::default(),
            due: Instant::now() + after,
            told: None,
            shown: None,
        };
        showing.report(0, None);
        showing
    }
}

impl Showing<'_> {
    /// Says how many articles were read so far, and of how many.
    pub fn report(&mut self, articles: usize, total: Option<usize>) {
        let now = Instant::now();
        if now < self.due || self.told.is_some_and(|told| now < told + TOLD) {
            return;
        }
        self.told = Some(now);
        match &self.shown {
            Some((_, read)) => drop(read.send_replace((articles, total))),
            None => self.shown = self.begin((articles, total)),
        }
    }

    /// Whether the user stopped it.
    pub fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    fn begin(&self, read: Read) -> Option<(String, tokio::sync::watch::Sender<Read>)> {
        static LAST: AtomicU64 = AtomicU64::new(0);
        if !self.progress.shared.session().client.shows_progress {
            return None;
        }
        let token = format!("nomenclator/{}", LAST.fetch_add(1, Ordering::Relaxed));
        self.progress.shared.shown.put(&token, &self.cancel, &self.stopped);
        let (client, title) = (self.progress.client.clone(), self.title.clone());
        let (sender, mut reading) = tokio::sync::watch::channel(read);
        let as_token = ProgressToken::String(token.clone());
        self.progress.runtime.spawn(async move {
            if client.create_work_done_progress(as_token.clone()).await.is_err() {
                return;
            }
            let shown = client.progress(as_token, title).with_percentage(0).with_cancel_button().begin().await;
            while reading.changed().await.is_ok() {
                let (read, total) = *reading.borrow_and_update();
                let percentage = total.map_or(0, |total| (read * 100).checked_div(total).unwrap_or(100).min(100));
                let of = total.map_or(String::new(), |total| format!(" of {total}"));
                shown.report_with_message(format!("{read}{of} articles"), percentage as u32, None).await;
            }
            let (read, _) = *reading.borrow();
            shown.finish_with_message(format!("{read} articles")).await;
        });
        Some((token, sender))
    }
}

impl Drop for Showing<'_> {
    fn drop(&mut self) {
        if let Some((token, _)) = &self.shown {
            self.progress.shared.shown.lock().remove(token);
        }
    }
}

impl Shown {
    /// The user wants what is shown under that token to stop.
    pub fn stop(&self, token: &ProgressToken) {
        let ProgressToken::String(token) = token else { return };
        if let Some((cancel, stopped)) = self.lock().get(token) {
            stopped.store(true, Ordering::Release);
            cancel.ask();
        }
    }

    fn put(&self, token: &str, cancel: &Cancel, stopped: &Arc<AtomicBool>) {
        self.lock().insert(token.to_owned(), (cancel.clone(), Arc::clone(stopped)));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (Cancel, Arc<AtomicBool>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Has the client watch the files that the corpora configure.
pub struct Watching {
    /// The client.
    pub client: Client,
    /// Where the tasks run.
    pub runtime: Handle,
    /// What it watches now; one request at a time.
    pub watched: Arc<tokio::sync::Mutex<Option<Registration>>>,
}

impl Watching {
    /// Asks the client, if it can be asked and watches something else now.
    pub fn update(&self, shared: &Shared) {
        let wanted = {
            let session = shared.session();
            if !session.client.watches_files {
                return;
            }
            watch::registration(session.corpora.values())
        };
        let (client, watched) = (self.client.clone(), Arc::clone(&self.watched));
        self.runtime.spawn(async move {
            let mut watched = watched.lock().await;
            if watched.as_ref() == Some(&wanted) {
                return;
            }
            if let Some(old) = watched.take() {
                let old = Unregistration { id: old.id, method: old.method };
                drop(client.unregister_capability(vec![old]).await);
            }
            match client.register_capability(vec![wanted.clone()]).await {
                Ok(()) => *watched = Some(wanted),
                Err(error) => tracing::warn!("the client does not watch files: {error}"),
            }
        });
    }
}

/// Has a client that fetches diagnostics fetch them again.
pub struct Refresh {
    /// The client.
    pub client: Client,
    /// Where the tasks run.
    pub runtime: Handle,
    /// How often the client should have been asked since it last answered.
    pub due: Arc<AtomicU64>,
}

impl Refresh {
    /// Asks the client, if it fetches diagnostics. While it is being asked, once more behind that.
    pub fn ask(&self, shared: &Shared) {
        if !shared.session().client.pulls_diagnostics || self.due.fetch_add(1, Ordering::AcqRel) > 0 {
            return;
        }
        let (client, due) = (self.client.clone(), Arc::clone(&self.due));
        self.runtime.spawn(async move {
            loop {
                let asked = due.load(Ordering::Acquire);
                if let Err(error) = client.workspace_diagnostic_refresh().await {
                    tracing::warn!("the client does not fetch diagnostics again: {error}");
                }
                if due.compare_exchange(asked, 0, Ordering::AcqRel, Ordering::Acquire).is_ok() {
                    return;
                }
            }
        });
    }
}
