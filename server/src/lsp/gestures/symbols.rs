//! Symbols: the outline of a document, and entries by name.

use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
};

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
    let range = |span| convert::range(span, &view.document.lines, view.client.encoding);
    Some(if view.client.outline_tree {
        let tree = symbols.map(|symbol| {
            #[expect(deprecated, reason = "the field has to be given")]
            DocumentSymbol {
                name: symbol.name,
                detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
                kind: convert::symbol_kind(symbol.kind),
                tags: None,
                deprecated: None,
                range: range(symbol.whole),
                selection_range: range(symbol.at),
                children: None,
            }
        });
        DocumentSymbolResponse::Nested(tree.collect())
    } else {
        let flat = symbols.map(|symbol| {
            let at = Location::new(uri.clone(), range(symbol.at));
            flat(symbol.name, symbol.kind, at, None)
        });
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
                symbols.push(flat(symbol.name, symbol.kind, at, Some(symbol.id)));
            }
        }
    }
    Some(WorkspaceSymbolResponse::Flat(symbols))
}

fn flat(name: String, kind: nomenclator_core::gazetteer::Kind, at: Location, container: Option<String>) -> SymbolInformation {
    #[expect(deprecated, reason = "the field has to be given")]
    SymbolInformation {
        name,
        kind: convert::symbol_kind(kind),
        tags: None,
        deprecated: None,
        location: at,
        container_name: container,
    }
}
