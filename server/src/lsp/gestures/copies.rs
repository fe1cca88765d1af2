//! "Copy into the gazetteer": an imported entry becomes a hand-edited one, with all its fields, to be edited.

use std::collections::BTreeMap;

use nomenclator_core::finding::DocPath;
use nomenclator_core::gazetteer::block_writer::block;
use nomenclator_core::gazetteer::{EntryIx, Gazetteer, Kind};
use nomenclator_core::text::position::Position;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use crate::lsp::convert;
use crate::lsp::jobs::Cancel;
use crate::lsp::view::{Snapshot, View};

/// Answers `textDocument/codeAction`: an action for each imported entry that the words at the start of the range may mean.
pub fn code_actions(snapshot: &Snapshot, params: &CodeActionParams, cancel: &Cancel) -> Option<Vec<CodeActionOrCommand>> {
    let wanted = params.context.only.as_ref();
    if wanted.is_some_and(|kinds| !kinds.iter().any(|kind| covers(kind, &CodeActionKind::REFACTOR))) {
        return None;
    }
    let view = snapshot.view(&params.text_document.uri, cancel)?;
    let entries = view.corpus.ide.imported_at(view.path(), view.offset(params.range.start));
    let actions: Vec<_> = entries.into_iter().filter_map(|entry| copy(snapshot, &view, entry)).collect();
    (!actions.is_empty()).then_some(actions)
}

/// Whether a kind that the client asks for takes in another: `refactor` takes in `refactor.rewrite`.
fn covers(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (asked, kind) = (asked.as_str(), kind.as_str());
    kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || asked.is_empty() || rest.starts_with('.'))
}

fn copy(snapshot: &Snapshot, view: &View, ix: EntryIx) -> Option<CodeActionOrCommand> {
    let gazetteer = &view.corpus.ide.gazetteer;
    let entry = gazetteer.entry(ix);
    let path = file_for(gazetteer, entry.kind)?;
    let uri = view.corpus.uri(&path)?;
    // An open file ends where its buffer does.
    let open = snapshot.document(&uri);
    let encoding = view.client.encoding;
    let end = if let Some(document) = open {
        document.text.position(document.text.len(), encoding)
    } else {
        let lines = view.corpus.ide.lines(&path)?;
        lines.position(lines.len(), encoding)
    };
    let gap = match end {
        Position { line: 0, character: 0 } => "",
        Position { character: 0, .. } => "\n",
        _ => "\n\n",
    };
    let end = convert::place(end);
    let edit = TextEdit { range: Range::new(end, end), new_text: format!("{gap}{}", block(entry)) };
    let edit = if view.client.document_changes {
        let document = OptionalVersionedTextDocumentIdentifier { uri, version: open.map(|document| document.version) };
        let edits = vec![OneOf::Left(edit)];
        let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document: document, edits }]);
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit { changes: Some([(uri, vec![edit])].into()), ..WorkspaceEdit::default() }
    };
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: format!("Copy “{}” into the gazetteer", view.corpus.ide.title(ix)),
        kind: Some(CodeActionKind::REFACTOR),
        edit: Some(edit),
        ..CodeAction::default()
    }))
}

/// The gazetteer's file that has most entries of a kind, else its first; none where it has no file.
fn file_for(gazetteer: &Gazetteer, kind: Kind) -> Option<DocPath> {
    let mut counts: BTreeMap<&DocPath, usize> = gazetteer.files().iter().map(|file| (&file.path, 0)).collect();
    for (ix, _) in gazetteer.iter().filter(|(_, entry)| entry.kind == kind) {
        *counts.entry(gazetteer.path_of(ix)).or_default() += 1;
    }
    // Of several with the same count, the first.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(path, _)| path.clone())
}
