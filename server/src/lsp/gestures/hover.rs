//! Hover: who or what is under the cursor.

use tower_lsp::ls_types::{Hover, HoverParams};

use crate::lsp::convert;
use crate::lsp::jobs::Cancel;
use crate::lsp::view::Snapshot;

/// Answers `textDocument/hover`.
pub fn hover(snapshot: &Snapshot, params: &HoverParams, cancel: &Cancel) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let view = snapshot.view(&at.text_document.uri, cancel)?;
    let hover = view.corpus.ide.hover(view.path(), view.offset(at.position))?;
    Some(convert::hover(&hover, &view.document.lines, view.client))
}
