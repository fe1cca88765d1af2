//! The worker: one thread that reads touched documents and publishes what was found.
//!
//! It takes one document at a time, the one edited last first, and always in its latest version: the
//! versions that arrived while it was busy are never read. So a burst of edits costs one reading at
//! its end, a single keystroke is answered at once (there is no delay by design), and no two readings of a
//! document overlap.
//!
//! Every version that a burst settles on is answered, also when nothing changed: the client sees
//! from the version that the server has caught up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tower_lsp::ls_types::PublishDiagnosticsParams;

use super::diagnostics;
use super::document::OpenDocument;
use super::outbox::Outbox;
use super::session::{Shared, Task};

/// Works until the session ends.
pub fn run(shared: &Shared, outbox: &Outbox) {
    while let Task::Publish(document) = shared.next_task() {
        let publish = AssertUnwindSafe(|| publish(shared, outbox, &document));
        if catch_unwind(publish).is_err() {
            tracing::error!("version {} of {} could not be read", document.version, document.uri.as_str());
        }
    }
}

fn publish(shared: &Shared, outbox: &Outbox, document: &Arc<OpenDocument>) {
    let client = shared.session().client;
    let analysis = document.analysis();
    if client.pulls_diagnostics {
        return;
    }
    let shown = diagnostics::shown(shared, document, analysis);
    let notice = PublishDiagnosticsParams::new(document.uri.clone(), shown, Some(document.version));
    outbox.publish(document.ticket, notice);
}
