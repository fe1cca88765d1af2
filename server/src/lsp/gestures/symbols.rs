//! Symbols: the outline of a document, and entries by name.

use tower_lsp::ls_types::{DocumentSymbolParams, DocumentSymbolResponse, WorkspaceSymbolParams, WorkspaceSymbolResponse};

use crate::lsp::convert;
use crate::lsp::jobs::Cancel;
use crate::lsp::view::Snapshot;

/// How many entries a search answers with, over all corpora.
const ENTRIES: usize = 256;

/// Answers `textDocument/documentSymbol`.
pub fn document_symbols(snapshot: &Snapshot, params: &DocumentSymbolParams, cancel: &Cancel) -> Option<DocumentSymbolResponse> {
    let uri = &params.text_document.uri;
    let view = snapshot.view(uri, cancel)?;
    let symbols = view.corpus.ide.document_symbols(view.path()).into_iter();
    let (lines, encoding) = (&view.document.lines, view.client.encoding);
    Some(if view.client.outline_tree {
        DocumentSymbolResponse::Nested(symbols.map(|symbol| convert::outline(symbol, lines, encoding)).collect())
    } else {
        let at = |span| convert::location(uri.clone(), span, lines, encoding);
        let flat = symbols.map(|symbol| convert::symbol(symbol.name, symbol.kind, at(symbol.at), None));
        DocumentSymbolResponse::Flat(flat.collect())
    })
}

/// Answers `workspace/symbol`, from every corpus.
pub fn workspace_symbols(
    snapshot: &Snapshot,
    params: &WorkspaceSymbolParams,
    cancel: &Cancel,
) -> Option<WorkspaceSymbolResponse> {
    let mut symbols = Vec::new();
    for corpus in snapshot.corpora(cancel) {
        if cancel.asked() {
            return None;
        }
        for symbol in corpus.ide.workspace_symbols(&params.query, ENTRIES - symbols.len().min(ENTRIES)) {
            if let Some(at) = corpus.location(&symbol.at, snapshot.client) {
                symbols.push(convert::symbol(symbol.name, symbol.kind, at, Some(symbol.id)));
            }
        }
    }
    Some(WorkspaceSymbolResponse::Flat(symbols))
}
