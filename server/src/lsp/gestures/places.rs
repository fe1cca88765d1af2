//! References and highlights: every place that means the same.

use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightParams, Location, ReferenceParams};

use crate::lsp::convert;
use crate::lsp::jobs::Cancel;
use crate::lsp::view::Snapshot;

/// Answers `textDocument/references`: in all articles, and the gazetteer entry if the client asks for it.
pub fn references(snapshot: &Snapshot, params: &ReferenceParams, cancel: &Cancel) -> Option<Vec<Location>> {
    let at = &params.text_document_position;
    let view = snapshot.whole_view(&at.text_document.uri, cancel)?;
    let found = view.corpus.ide.references(view.path(), view.offset(at.position), params.context.include_declaration)?;
    Some(found.iter().take_while(|_| !cancel.asked()).filter_map(|place| view.location(place)).collect())
}

/// Answers `textDocument/documentHighlight`: in this document.
pub fn highlights(snapshot: &Snapshot, params: &DocumentHighlightParams, cancel: &Cancel) -> Option<Vec<DocumentHighlight>> {
    let at = &params.text_document_position_params;
    let view = snapshot.view(&at.text_document.uri, cancel)?;
    let found = view.corpus.ide.highlights(view.path(), view.offset(at.position));
    Some(found.iter().map(|found| convert::highlight(found, &view.document.lines, view.client.encoding)).collect())
}
