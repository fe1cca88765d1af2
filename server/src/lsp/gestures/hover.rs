//! Hover: who or what is under the cursor.

use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::lsp::convert;
use crate::lsp::jobs::Cancel;
use crate::lsp::view::Snapshot;

/// Answers `textDocument/hover`, in Markdown where the client prefers it.
pub fn hover(snapshot: &Snapshot, params: &HoverParams, cancel: &Cancel) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let view = snapshot.view(&at.text_document.uri, cancel)?;
    let hover = view.corpus.ide.hover(view.path(), view.offset(at.position))?;
    let (kind, value) = if view.client.markdown {
        (MarkupKind::Markdown, hover.prose.to_markdown())
    } else {
        (MarkupKind::PlainText, hover.prose.to_plain())
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(convert::range(hover.span, &view.document.lines, view.client.encoding)),
    })
}
