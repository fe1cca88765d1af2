//! The language server.
//!
//! A person types, and everything else must stay out of the way. So the work is divided among threads that
//! never wait for one another:
//!
//! | thread | does | may take |
//! | --- | --- | --- |
//! | reading ([`ingress`]) | reads messages, applies edits ([`sync`]), takes snapshots for requests | microseconds |
//! | worker ([`worker`]) | reads touched documents, posts diagnostics | one reading |
//! | librarian ([`librarian`], [`scan`], [`pass`]) | reads corpora from disk, on all cores | seconds |
//! | jobs ([`jobs`]) | answers requests from their snapshots | as long as it takes |
//! | outbox ([`outbox`]) | writes to the client | as long as the client takes to read |
//!
//! They meet in one place, the [`session`], whose mutex is held for moments only. What they hand to each other
//! is immutable: versions of documents ([`document`]) with what was found out about them ([`analysis`]), and corpora
//! in force ([`corpora`]).
//!
//! What this gives, and the tests in `tests/lsp_*.rs` hold: edits are applied in order and none is lost; a
//! request sees the texts as they were when it arrived; nothing slow delays typing, cancelling or leaving;
//! diagnostics of an old version never follow those of a newer one; a panic costs one request.
//!
//! Logs go to standard error only, and only warnings unless `NOMENCLATOR_LOG` says otherwise.

mod analysis;
mod asks;
mod backend;
mod capabilities;
mod convert;
mod corpora;
mod diagnostics;
mod document;
mod framing;
mod gestures;
mod hooks;
mod ingress;
mod jobs;
mod kept;
mod librarian;
mod outbox;
mod pages;
mod pass;
mod scan;
mod session;
mod sync;
mod typing;
mod view;
mod watch;
mod work;
mod worker;

use std::fs::File;
use std::io;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use futures_util::stream::StreamExt;
use tower_lsp::LspService;
use tracing_subscriber::EnvFilter;

use asks::{Progress, Refresh, Watching};
use backend::Backend;
use ingress::Ingress;
use outbox::Outbox;
use session::Shared;

/// How long the end waits for a client that does not read its last messages.
const PATIENCE: Duration = Duration::from_secs(2);

/// Serves on standard input and output until the client leaves. The exit code is 0 if it had asked for a
/// shutdown before, else 1.
pub fn run() -> ExitCode {
    let filter = EnvFilter::try_from_env("NOMENCLATOR_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(false).init();
    match serve() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            tracing::error!("the server cannot start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Starts the threads and waits for the end. Returns whether it was an orderly one.
fn serve() -> io::Result<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().thread_name("requests").build()?;
    let (end, ended) = mpsc::channel();
    let broken = end.clone();
    let outbox = Outbox::start(output()?, move || {
        let _ = broken.send(false);
    })?;
    let shared = Arc::new(Shared::new(outbox.clone()));

    let service = LspService::build(|client| Backend::new(client, Arc::clone(&shared)))
        .custom_method("window/workDoneProgress/cancel", Backend::stop_progress)
        .custom_method("nomenclator/page", Backend::page)
        .custom_method("nomenclator/work", Backend::work);
    let (service, socket) = hooks::add(service).finish();
    let client = service.inner().client.clone();
    let (mut requests, answers) = socket.split();
    runtime.spawn(async move {
        while let Some(request) = requests.next().await {
            outbox.send(&request);
        }
    });

    let handle = runtime.handle();
    let refresh = Refresh { client: client.clone(), runtime: handle.clone(), due: Arc::default() };
    let progress = Progress { client: client.clone(), runtime: handle.clone(), shared: Arc::clone(&shared) };
    let watching = Watching { client, runtime: handle.clone(), watched: Arc::default() };
    let ingress = Ingress {
        service,
        answers,
        shared: Arc::clone(&shared),
        runtime: handle.clone(),
        open: tokio::sync::watch::Sender::default(),
    };
    thread("worker", &shared, move |shared| worker::run(shared, &refresh))?;
    thread("librarian", &shared, move |shared| librarian::run(shared, &progress, &watching))?;
    thread("reading", &shared, move |_| {
        let _ = end.send(ingress.serve(io::stdin().lock()));
    })?;

    // An error means that the reading thread failed.
    let orderly = ended.recv().unwrap_or(false);
    shared.end();
    shared.outbox.close(PATIENCE);
    // Requests that still run are not waited for.
    runtime.shutdown_background();
    Ok(orderly)
}

fn thread(name: &str, shared: &Arc<Shared>, run: impl FnOnce(&Arc<Shared>) + Send + 'static) -> io::Result<()> {
    let shared = Arc::clone(shared);
    std::thread::Builder::new().name(name.to_owned()).spawn(move || run(&shared))?;
    Ok(())
}

/// Standard output without a buffer: the outbox writes whole messages.
fn output() -> io::Result<File> {
    #[cfg(unix)]
    let output = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let output = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(File::from(output))
}
