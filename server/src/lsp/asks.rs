//! What the server asks of the client by itself: to show progress, to fetch diagnostics again, to watch files.
//!
//! Each is a task of its own, so that a client that answers late, or never, delays nothing.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::{ProgressToken, Registration, Unregistration};

use super::session::Shared;
use super::watch;

/// Shows the progress of the first reading of a corpus.
pub struct Progress {
    /// The client.
    pub client: Client,
    /// Where the tasks run.
    pub runtime: Handle,
    /// The session.
    pub shared: Arc<Shared>,
}

/// A reading that goes on. It ends when this is dropped.
pub struct Reading {
    read: tokio::sync::watch::Sender<usize>,
}

impl Progress {
    /// Says that a corpus of so many articles is being read, to a client that shows such things.
    pub fn start(&self, root: &Path, articles: usize) -> Reading {
        let (read, mut reading) = tokio::sync::watch::channel(0_usize);
        if self.shared.session().client.shows_progress {
            static LAST: AtomicU64 = AtomicU64::new(0);
            let token = ProgressToken::String(format!("nomenclator/{}", LAST.fetch_add(1, Ordering::Relaxed)));
            let name = root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let client = self.client.clone();
            self.runtime.spawn(async move {
                if client.create_work_done_progress(token.clone()).await.is_err() {
                    return;
                }
                let shown = client.progress(token, format!("Reading {name}")).with_percentage(0).begin().await;
                while reading.changed().await.is_ok() {
                    let read = *reading.borrow_and_update();
                    let percentage = (read * 100).checked_div(articles).unwrap_or(100);
                    shown.report_with_message(format!("{read} of {articles} articles"), percentage as u32).await;
                }
                shown.finish_with_message(format!("{articles} articles")).await;
            });
        }
        Reading { read }
    }
}

impl Reading {
    /// Says how many articles were read so far.
    pub fn report(&self, articles: usize) {
        self.read.send_replace(articles);
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
