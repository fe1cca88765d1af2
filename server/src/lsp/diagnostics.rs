//! Diagnostics: what a client is shown of the findings, pushed or pulled.

use tower_lsp::ls_types::Diagnostic;

use super::analysis::Analysis;
use super::convert;
use super::document::OpenDocument;
use super::session::Shared;

/// The diagnostics of a version of a document, without those that wait for a word to be finished; these
/// are shown after a pause.
pub fn shown(shared: &Shared, document: &OpenDocument, analysis: &Analysis) -> Vec<Diagnostic> {
    let client = shared.session().client;
    let mut shown = Vec::new();
    let mut diagnostics = Vec::new();
    let mut withheld = false;
    for finding in &analysis.findings {
        for &place in &finding.places {
            let waits = document.typing.as_ref().is_some_and(|typing| typing.withholds(&analysis.text, finding.rule, place));
            if waits {
                withheld = true;
            } else {
                shown.push((finding.rule, place));
                diagnostics.push(convert::diagnostic(finding, place, &analysis.lines, client));
            }
        }
    }
    // The same version may be shown twice; it shows the same.
    let _ = document.shown.set(shown);
    if withheld {
        shared.session().await_pause(document);
        shared.wake();
    }
    diagnostics
}
