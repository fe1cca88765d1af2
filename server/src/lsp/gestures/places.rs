//! References and highlights: every place that means the same.

use nomenclator_core::finding::Location;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightParams, ReferenceParams};

use crate::lsp::convert::{self, ClientLocation};
use crate::lsp::jobs::Cancel;
use crate::lsp::view::Snapshot;

/// Answers `textDocument/references`: in all articles, and the gazetteer entry if the client asks for it.
pub fn references(snapshot: &Snapshot, params: &ReferenceParams, cancel: &Cancel) -> Option<Vec<ClientLocation>> {
    let at = &params.text_document_position;
    let view = snapshot.whole_view(&at.text_document.uri, cancel)?;
    let found = view.corpus.ide.references(view.path(), view.offset(at.position), params.context.include_declaration)?;
    // The places of one file follow each other: what converts them is looked up once.
    let files = found.chunk_by(|one, next| one.path == next.path).take_while(|_| !cancel.asked());
    let places = files.filter_map(|places| {
        let path = &places.first()?.path;
        let (uri, lines) = (view.corpus.uri(path)?, view.corpus.ide.lines(path)?);
        let location = move |place: &Location| convert::location(uri.clone(), place.span, &lines, view.client.encoding);
        Some(places.iter().map(location).collect::<Vec<_>>())
    });
    Some(places.flatten().collect())
}

/// Answers `textDocument/documentHighlight`: in this document.
pub fn highlights(snapshot: &Snapshot, params: &DocumentHighlightParams, cancel: &Cancel) -> Option<Vec<DocumentHighlight>> {
    let at = &params.text_document_position_params;
    let view = snapshot.view(&at.text_document.uri, cancel)?;
    let found = view.corpus.ide.highlights(view.path(), view.offset(at.position));
    Some(found.iter().map(|found| convert::highlight(found, &view.document.lines, view.client.encoding)).collect())
}
