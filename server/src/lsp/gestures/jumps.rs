//! Definition and declaration: where a jump from the cursor leads.

use nomenclator_core::ide::{Analysis, Jump};
use tower_lsp::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, LocationLink, TextDocumentPositionParams};

use crate::lsp::convert;
use crate::lsp::jobs::Cancel;
use crate::lsp::view::{Snapshot, View};

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
        GotoDefinitionResponse::Array(jump.targets.iter().filter_map(|target| view.location(&target.at)).collect())
    })
}

/// The targets as links that say which words they start from and how much belongs to what they lead to.
fn links(view: &View, jump: &Jump) -> Vec<LocationLink> {
    let encoding = view.client.encoding;
    let origin = convert::range(jump.origin, &view.document.lines, encoding);
    let targets = jump.targets.iter().filter_map(|target| {
        let lines = view.corpus.ide.lines(&target.at.path)?;
        Some(convert::link(origin, view.corpus.uri(&target.at.path)?, target, lines, encoding))
    });
    targets.collect()
}
