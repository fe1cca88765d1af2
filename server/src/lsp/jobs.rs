//! Jobs: the work of requests, off the reading thread.
//!
//! A request's handler takes its snapshot at once (see `ingress`) and hands the rest to
//! [`Jobs::run`]: it waits for one of as many slots as the machine has cores, then runs on a thread
//! that may block. So slow requests queue behind each other and never before edits, cancellations
//! or diagnostics.
//!
//! A request that is cancelled is dropped by the framework. Dropping cannot stop a thread, so the
//! future holds a guard which raises a flag, and long work looks at it ([`Cancel::asked`]). A job that
//! is dropped before it got a slot never starts. The slot belongs to the work, not to the request:
//! cancelled work that has not noticed yet still counts as running.
//!
//! A panic in a job ends that job; its request is answered with an internal error.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, Result};

/// Runs jobs, so many at a time.
#[derive(Clone)]
pub struct Jobs {
    slots: Arc<Semaphore>,
}

/// Says whether anybody still waits for the answer.
#[derive(Clone, Default)]
pub struct Cancel {
    raised: Arc<AtomicBool>,
}

impl Cancel {
    /// Whether the request was cancelled. Ask in every loop that can last.
    pub fn asked(&self) -> bool {
        self.raised.load(Ordering::Relaxed)
    }

    /// Says that nobody waits any more.
    pub fn ask(&self) {
        self.raised.store(true, Ordering::Relaxed);
    }
}

/// Raises the flag when the request's future is dropped.
struct RaiseOnDrop(Cancel);

impl Drop for RaiseOnDrop {
    fn drop(&mut self) {
        self.0.ask();
    }
}

impl Jobs {
    /// As many slots as the machine has cores.
    pub fn new() -> Jobs {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Jobs { slots: Arc::new(Semaphore::new(cores)) }
    }

    /// Runs `work` and waits for it.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Cancel) -> T + Send + 'static) -> Result<T> {
        let cancel = Cancel::default();
        let _guard = RaiseOnDrop(cancel.clone());
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(|_| Error::internal_error())?;
        let job = tokio::task::spawn_blocking(move || {
            let result = work(&cancel);
            drop(slot);
            result
        });
        job.await.map_err(|error| {
            tracing::error!("a request failed: {error}");
            Error::internal_error()
        })
    }
}
