//! Definition and declaration: where a jump from the cursor leads.

use nomenclator_core::ide::{Analysis, Jump, Target};
use tower_lsp::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp::ls_types::{
    GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink, Range, TextDocumentPositionParams,
};

use crate::lsp::jobs::Cancel;
use crate::lsp::view::{Snapshot, View};
use crate::lsp::{convert, pages};

/// Answers `textDocument/definition`.
pub fn definition(snapshot: &Snapshot, params: &GotoDefinitionParams, cancel: &Cancel) -> Option<GotoDefinitionResponse> {
    jump(snapshot, &params.text_document_position_params, cancel, Analysis::definition, snapshot.client.definition_links)
}

/// Answers `textDocument/declaration`.
pub fn declaration(snapshot: &Snapshot, params: &GotoDeclarationParams, cancel: &Cancel) -> Option<GotoDeclarationResponse> {
    jump(snapshot, &params.text_document_position_params, cancel, Analysis::declaration, snapshot.client.declaration_links)
}

fn jump(
    snapshot: &Snapshot,
    at: &TextDocumentPositionParams,
    cancel: &Cancel,
    gesture: impl Fn(&Analysis, &str, u32) -> Option<Jump>,
    links: bool,
) -> Option<GotoDefinitionResponse> {
    let view = snapshot.whole_view(&at.text_document.uri, cancel)?;
    let jump = gesture(&view.corpus.ide, view.path(), view.offset(at.position))?;
    Some(if links {
        GotoDefinitionResponse::Link(self::links(&view, &jump))
    } else {
        let location = |target: &Target| page(&view, target).or_else(|| view.location(&target.at));
        GotoDefinitionResponse::Array(jump.targets.iter().filter_map(location).collect())
    })
}

/// The beginning of the page of an imported entry.
fn page(view: &View, target: &Target) -> Option<Location> {
    let entry = view.corpus.ide.gazetteer.imported_at(&target.at)?;
    Some(Location::new(pages::uri(&view.corpus, entry, view.client)?, Range::default()))
}

/// The targets as links that say which words they start from and how much belongs to what they lead to.
fn links(view: &View, jump: &Jump) -> Vec<LocationLink> {
    let encoding = view.client.encoding;
    let origin = convert::range(jump.origin, &view.document.lines, encoding);
    let targets = jump.targets.iter().filter_map(|target| {
        if let Some(Location { uri, range }) = page(view, target) {
            return Some(convert::link_to(origin, uri, range));
        }
        let lines = view.corpus.ide.lines(&target.at.path)?;
        Some(convert::link(origin, view.corpus.uri(&target.at.path)?, target, &lines, encoding))
    });
    targets.collect()
}
