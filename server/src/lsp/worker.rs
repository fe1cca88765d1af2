//! The worker: one thread that reads touched documents and publishes what was found.
//!
//! It takes one document at a time, the one edited last first, and always in its latest version: the
//! versions that arrived while it was busy are never read. So a burst of edits costs one reading at
//! its end, a single keystroke is answered at once (there is no delay by design), and no two readings of a
//! document overlap.
//!
//! Every version that a burst settles on is answered, also when nothing changed: the client sees
//! from the version that the server has caught up.
//!
//! An edit of an open gazetteer file makes a new gazetteer here, and the other open documents are touched by
//! that; the articles on disk follow when the librarian has read them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::Serialize;
use tower_lsp::ls_types::Uri;

use super::asks::Refresh;
use super::convert::Diagnostic;
use super::diagnostics;
use super::document::{Home, OpenDocument};
use super::session::{Shared, Task};
use super::work::WORK;

/// Bytes that a diagnostic usually takes, written as JSON.
const USUAL: usize = 256;

/// Works until the session ends.
pub fn run(shared: &Shared, refresh: &Refresh) {
    loop {
        match shared.next_task() {
            Task::Publish(document) => {
                if catch_unwind(AssertUnwindSafe(|| publish(shared, &document))).is_err() {
                    tracing::error!("version {} of {} could not be read", document.version, document.uri.as_str());
                    post(shared, &document, &[]);
                }
            }
            Task::Refresh => refresh.ask(shared),
            Task::End => return,
        }
    }
}

fn publish(shared: &Shared, document: &Arc<OpenDocument>) {
    let (client, folders) = {
        let session = shared.session();
        (session.client, session.folders.clone())
    };
    let Home::Corpus(root) = document.home(&folders) else { return post(shared, document, &[]) };
    let Some(corpus) = shared.session().corpora.get(root).cloned() else {
        // It is judged, and published, when the corpus has come into force.
        return shared.librarian.want(root);
    };
    let analysis = document.analysis(&corpus);
    if analysis.corpus.generation != corpus.generation {
        WORK.gazetteers_built.add(1);
        shared.install_buffer(document, &corpus, &analysis.corpus);
    }
    if !client.pulls_diagnostics {
        post(shared, document, &diagnostics::shown(shared, document, analysis, client));
    }
}

fn post(shared: &Shared, document: &OpenDocument, diagnostics: &[Diagnostic<'_>]) {
    if !shared.session().client.pulls_diagnostics {
        WORK.diagnostics_written.add(diagnostics.len());
        let notice = Published { uri: &document.uri, version: document.version, diagnostics };
        shared.outbox.publish(document.ticket, &document.uri, diagnostics.len() * USUAL, notice);
    }
}

/// The parameters of `textDocument/publishDiagnostics`, borrowed.
#[derive(Serialize)]
struct Published<'a> {
    uri: &'a Uri,
    version: i32,
    diagnostics: &'a [Diagnostic<'a>],
}
