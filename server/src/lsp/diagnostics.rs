//! Diagnostics: what a client is shown of the findings, pushed or fetched.
//!
//! A report's id is a digest of what it shows. So "unchanged" needs no memory of what was sent, and means
//! unchanged for the reader: a new version with the same findings at the same places has the same id.

use std::hash::Hasher;

use nomenclator_core::finding::{DocPath, Finding, Location};
use nomenclator_core::text::position::LineIndex;
use rustc_hash::FxHasher;
use tower_lsp::ls_types as lsp;

use super::analysis::Analysis;
use super::capabilities::Client;
use super::convert::{self, Diagnostic};
use super::corpora::LiveCorpus;
use super::document::OpenDocument;
use super::session::Shared;

/// The diagnostics of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// The same for the same diagnostics.
    pub id: String,
    /// In order of the findings' places.
    pub items: Vec<lsp::Diagnostic>,
}

impl Report {
    /// All findings of a closed file.
    pub fn new(corpus: &LiveCorpus, path: &DocPath, findings: &[Finding], lines: &LineIndex, client: Client) -> Report {
        let all = findings.iter().flat_map(|finding| finding.places.iter().map(move |place| (finding, *place)));
        let location = |at: &Location| corpus.location(at, Some((path, lines)), client);
        Report::of(all.map(|(finding, place)| convert::diagnostic(finding, place, lines, client, location).to_owned()).collect())
    }

    /// A report with these diagnostics.
    pub fn of(items: Vec<lsp::Diagnostic>) -> Report {
        let mut digest = FxHasher::default();
        digest.write(&serde_json::to_vec(&items).unwrap_or_default());
        Report { id: format!("{:016x}", digest.finish()), items }
    }
}

/// The diagnostics of a version of a document, without those that wait for a word to be finished; these
/// are shown after a pause.
pub fn shown<'a>(shared: &Shared, document: &OpenDocument, analysis: &'a Analysis, client: Client) -> Vec<Diagnostic<'a>> {
    let mut shown = Vec::new();
    let mut diagnostics = Vec::new();
    let mut withheld = false;
    let own = |span| convert::location(document.uri.clone(), span, &analysis.lines, client.encoding);
    let location = |at: &Location| {
        if at.path == analysis.path { Some(own(at.span)) } else { analysis.corpus.location(at, None, client) }
    };
    for finding in &analysis.findings {
        for &place in &finding.places {
            let waits = document.typing.as_ref().is_some_and(|typing| typing.withholds(&analysis.text, finding.rule, place));
            if waits {
                withheld = true;
            } else {
                shown.push((finding.rule, place));
                diagnostics.push(convert::diagnostic(finding, place, &analysis.lines, client, location));
            }
        }
    }
    // The same version may be shown twice; it shows the same.
    let _ = document.shown.set(shown.into());
    if withheld {
        shared.session().await_pause(document);
        shared.wake();
    }
    diagnostics
}
