//! The language server.
//!
//! A person types, and everything else must stay out of the way. So the work is divided among threads that
//! never wait for one another:
//!
//! | thread | does | may take |
//! | --- | --- | --- |
//! | reading ([`ingress`]) | reads messages, applies edits ([`sync`]), takes snapshots for requests | microseconds |
//! | worker ([`worker`]) | reads touched documents, posts diagnostics | one reading |
//! | jobs ([`jobs`]) | answers requests from their snapshots | as long as it takes |
//! | outbox ([`outbox`]) | writes to the client | as long as the client takes to read |
//!
//! They meet in one place, the [`session`], whose mutex is held for moments only. What they hand to each other
//! is immutable: versions of documents ([`document`]) with what was found out about them ([`analysis`]).
//!
//! What this gives, and the tests in `tests/lsp_*.rs` hold: edits are applied in order and none is lost; a
//! request sees the texts as they were when it arrived; nothing slow delays typing, cancelling or leaving;
//! diagnostics of an old version never follow those of a newer one; a panic costs one request.
//!
//! Logs go to standard error only, and only warnings unless `NOMENCLATOR_LOG` says otherwise.

#![expect(dead_code, reason = "the gestures that use it follow")]

mod analysis;
mod backend;
mod capabilities;
mod convert;
mod diagnostics;
mod document;
mod framing;
mod hooks;
mod ingress;
mod jobs;
mod outbox;
mod session;
mod sync;
mod typing;
mod worker;

use std::io;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use futures_util::stream::StreamExt;
use tower_lsp::LspService;
use tracing_subscriber::EnvFilter;

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
    let outbox = Outbox::start(io::stdout(), move || drop(broken.send(false)))?;
    let shared = Arc::new(Shared::default());

    let (service, socket) =
        hooks::add(LspService::build(|client| Backend::new(client, Arc::clone(&shared), outbox.clone()))).finish();
    let (mut requests, answers) = socket.split();
    let posting = outbox.clone();
    runtime.spawn(async move {
        while let Some(request) = requests.next().await {
            posting.send(&request);
        }
    });

    let (worker_shared, worker_outbox) = (Arc::clone(&shared), outbox.clone());
    std::thread::Builder::new().name("worker".to_owned()).spawn(move || worker::run(&worker_shared, &worker_outbox))?;

    let ingress =
        Ingress { service, answers, shared: Arc::clone(&shared), outbox: outbox.clone(), runtime: runtime.handle().clone() };
    let reading = move || drop(end.send(ingress.serve(io::stdin().lock())));
    std::thread::Builder::new().name("reading".to_owned()).spawn(reading)?;

    // An error means that the reading thread failed.
    let orderly = ended.recv().unwrap_or(false);
    shared.end();
    outbox.close(PATIENCE);
    // Requests that still run are not waited for.
    runtime.shutdown_background();
    Ok(orderly)
}
