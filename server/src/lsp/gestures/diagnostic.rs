//! Diagnostics for clients that fetch them, of one document or of everything that the corpora configure.

use std::collections::{BTreeMap, BTreeSet};

use nomenclator_core::text::position::LineIndex;
use tower_lsp::ls_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::lsp::convert::Diagnostic;
use crate::lsp::diagnostics::{Report, shown};
use crate::lsp::jobs::Cancel;
use crate::lsp::kept;
use crate::lsp::view::Snapshot;

/// Answers `textDocument/diagnostic`.
pub fn diagnostic(snapshot: &Snapshot, params: &DocumentDiagnosticParams, cancel: &Cancel) -> DocumentDiagnosticReport {
    let report = document(snapshot, &params.text_document.uri, cancel);
    if params.previous_result_id.as_ref() == Some(&report.id) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id: report.id };
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: unchanged,
        }
        .into();
    }
    let full = FullDocumentDiagnosticReport { result_id: Some(report.id), items: report.items };
    RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: full }.into()
}

/// The report on an open document; empty where nothing is known of it.
fn document(snapshot: &Snapshot, uri: &Uri, cancel: &Cancel) -> Report {
    let read = snapshot.view(uri, cancel).zip(snapshot.document(uri));
    let Some((view, document)) = read else { return Report::of(Vec::new()) };
    let shown = shown(&snapshot.shared, document, &view.document, snapshot.client);
    Report::of(shown.iter().map(Diagnostic::to_owned).collect())
}

/// The reports of `workspace/diagnostic`: on every file of every corpus, open or not, and nothing for files that the
/// client had a report on and that are gone.
pub fn workspace_diagnostic(
    snapshot: &Snapshot,
    params: &WorkspaceDiagnosticParams,
    cancel: &Cancel,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let mut known: BTreeMap<Uri, String> =
        params.previous_result_ids.iter().map(|id| (id.uri.clone(), id.value.clone())).collect();
    let nothing = Report::of(Vec::new());
    let open: BTreeSet<&Uri> = snapshot.documents().iter().map(|document| &document.uri).collect();
    let mut reports: BTreeMap<Uri, (Option<i64>, Report)> = BTreeMap::new();
    for corpus in snapshot.corpora(cancel) {
        for filed in corpus.live.corpus.articles() {
            if cancel.asked() {
                break;
            }
            let Some(uri) = corpus.uri(&filed.path).filter(|uri| !open.contains(uri)) else { continue };
            if filed.kept.is_empty() {
                // Most articles, for good: said once.
                if known.get(&uri) == Some(&nothing.id) {
                    known.remove(&uri);
                } else {
                    reports.insert(uri, (None, nothing.clone()));
                }
                continue;
            }
            let id = kept::id(filed);
            let report = if known.get(&uri) == Some(&id) {
                Report { id, items: Vec::new() }
            } else {
                kept::report(&corpus.live, filed, snapshot.client)
            };
            reports.insert(uri, (None, report));
        }
        for (path, report) in &*corpus.live.trouble {
            reports.extend(corpus.uri(path).map(|uri| (uri, (None, (**report).clone()))));
        }
        for file in corpus.live.gazetteer.files() {
            let lines = corpus.live.gazetteer_lines.get(&file.path).cloned().unwrap_or_else(|| LineIndex::new("").into());
            let report = Report::new(&corpus.live, &file.path, &corpus.ide.diagnostics(&file.path), &lines, snapshot.client);
            reports.extend(corpus.uri(&file.path).map(|uri| (uri, (None, report))));
        }
    }
    for open in snapshot.documents() {
        if cancel.asked() {
            break;
        }
        let report = document(snapshot, &open.uri, cancel);
        reports.insert(open.uri.clone(), (Some(open.version.into()), report));
    }
    let mut items = Vec::new();
    for (uri, (version, report)) in reports {
        let known = known.remove(&uri);
        items.push(item(uri, version, report, known.as_deref()));
    }
    let gone = known.into_iter().map(|(uri, id)| item(uri, None, Report::of(Vec::new()), Some(&id)));
    items.extend(gone);
    items
}

fn item(uri: Uri, version: Option<i64>, report: Report, known: Option<&str>) -> WorkspaceDocumentDiagnosticReport {
    if known == Some(&report.id) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id: report.id };
        WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report: unchanged }.into()
    } else {
        let full = FullDocumentDiagnosticReport { result_id: Some(report.id), items: report.items };
        WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report: full }.into()
    }
}
