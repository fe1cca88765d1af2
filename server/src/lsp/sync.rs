//! Text synchronisation: the notifications that keep the server's texts equal to the client's.
//!
//! They are plain functions, called on the reading thread in the order of arrival. Nothing in
//! them can wait, so no two edits can change places (the framework's handlers are futures, and its
//! router drops parameters that it cannot read without a word; so these never reach it).
//!
//! A change that cannot be applied would leave a text that differs from the client's, and every
//! answer after it would be wrong by some columns. So such a document is dropped: its
//! diagnostics are cleared, the user is told once, later changes of it are ignored, and opening it again puts
//! everything right.
//!
//! Positions that lie outside the text are no such case: the protocol clamps them, and so do we.
//!
//! With `checkSync` in the initialization options (or `NOMENCLATOR_CHECK_SYNC=1` in the environment) the
//! client is asked for the whole text on every save, and a difference is reported.

use nomenclator_core::text::Span;
use nomenclator_core::text::document::Document;
use nomenclator_core::text::position::PositionEncoding;
use serde::Deserialize;
use serde_json::Value;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    FileChangeType, PublishDiagnosticsParams, TextDocumentContentChangeEvent, Uri,
};

use super::convert;
use super::document::{OpenDocument, path_of};
use super::session::{Phase, Session, Shared};
use super::typing::Typing;
use super::watch;

/// What applies a notification, or says why it cannot be applied.
type Handler = fn(&mut Session, &Shared, Value) -> Result<(), String>;

/// The handler of a notification that is about the text of a document.
pub fn handler(method: &str) -> Option<Handler> {
    match method {
        "textDocument/didOpen" => Some(did_open),
        "textDocument/didChange" => Some(did_change),
        "textDocument/didSave" => Some(did_save),
        "textDocument/didClose" => Some(did_close),
        _ => None,
    }
}

/// Applies such a notification. Never fails: a document whose change cannot be applied is dropped.
pub fn apply(handler: Handler, shared: &Shared, params: Option<Value>) {
    let params = params.unwrap_or_default();
    let uri = uri(&params);
    let mut session = shared.session();
    if session.phase != Phase::Running {
        return;
    }
    if let Err(reason) = handler(&mut session, shared, params) {
        tracing::error!("a document was dropped: {reason}");
        match uri {
            Some(uri) => lose(&mut session, shared, &uri, &reason),
            None => {
                shared
                    .warn(&format!("The editor sent a change that cannot be read: {reason}. Reopen the files you are editing."));
            }
        }
    }
    drop(session);
    shared.wake();
}

/// The document that the parameters are about, however broken the rest of them is.
fn uri(params: &Value) -> Option<Uri> {
    Uri::deserialize(params.get("textDocument")?.get("uri")?).ok()
}

fn did_open(session: &mut Session, _: &Shared, params: Value) -> Result<(), String> {
    let DidOpenTextDocumentParams { text_document: item } = read(params)?;
    let text = Document::new(&item.text).map_err(|error| error.to_string())?;
    let ticket = session.ticket();
    session.put(OpenDocument::new(item.uri, &item.language_id, item.version, ticket, text));
    Ok(())
}

fn did_change(session: &mut Session, _: &Shared, params: Value) -> Result<(), String> {
    let DidChangeTextDocumentParams { text_document: id, content_changes } = read(params)?;
    let document = session.document(&id.uri).cloned().ok_or("the document is not open")?;
    if id.version <= document.version {
        return Err(format!("version {} came after version {}", id.version, document.version));
    }
    let mut text = document.text.clone();
    let mut typing = document.typing.clone();
    // What the client was shown belongs to the text before the first of the changes.
    let mut shown = document.last_shown().map(|shown| &**shown);
    for change in content_changes {
        let (removed, added, cursor) = change_text(&mut text, &change, session.client.encoding)?;
        typing = Typing::after(removed, added, cursor, typing.as_ref(), shown.take());
    }
    let ticket = session.ticket();
    session.put(document.edited(id.version, ticket, text, typing));
    Ok(())
}

/// Applies one change; says what it took out of the text before, what it put in, and where in the text after it left
/// the cursor.
fn change_text<'a>(
    text: &mut Document,
    change: &'a TextDocumentContentChangeEvent,
    encoding: PositionEncoding,
) -> Result<(Span, &'a str, u32), String> {
    let Some(range) = change.range.map(convert::positions) else {
        let before = text.text();
        text.apply(None, &change.text, encoding).map_err(|error| error.to_string())?;
        return Ok(difference(&before, &change.text));
    };
    let (a, b) = (text.offset(range.start, encoding), text.offset(range.end, encoding));
    let added = text.apply(Some(range), &change.text, encoding).map_err(|error| error.to_string())?;
    Ok((Span::new(a.min(b), a.max(b)), &change.text, added.end))
}

fn did_save(session: &mut Session, shared: &Shared, params: Value) -> Result<(), String> {
    let DidSaveTextDocumentParams { text_document: id, text } = read(params)?;
    if let (Some(document), Some(theirs)) = (session.document(&id.uri), text)
        && session.check_sync
        && *document.text.text() != *theirs
    {
        return Err("its text differs from the editor's".to_owned());
    }
    // For clients that do not watch files: the configuration, say.
    if let Some(path) = path_of(&id.uri) {
        watch::changed(session, shared, &path, FileChangeType::CHANGED);
    }
    Ok(())
}

fn did_close(session: &mut Session, shared: &Shared, params: Value) -> Result<(), String> {
    let DidCloseTextDocumentParams { text_document: id } = read(params)?;
    if let Some(document) = session.close(&id.uri) {
        clear(session, shared, &id.uri);
        shared.announce();
        // What was not saved is gone: a gazetteer's entries are again those of the file.
        if let Some(path) = path_of(&document.uri).filter(|_| document.edited) {
            watch::changed(session, shared, &path, FileChangeType::CHANGED);
        }
    }
    Ok(())
}

fn read<P: for<'de> Deserialize<'de>>(params: Value) -> Result<P, String> {
    serde_json::from_value(params).map_err(|error| error.to_string())
}

/// Drops a document whose text is not known any more, and says so once.
fn lose(session: &mut Session, shared: &Shared, uri: &Uri, reason: &str) {
    if session.lose(uri) {
        clear(session, shared, uri);
        let name = uri.path().as_str().rsplit('/').next().unwrap_or_default();
        let name = if name.is_empty() { uri.as_str() } else { name };
        shared.warn(&format!("Nomenclator lost track of {name} ({reason}). Close it and open it again."));
    }
}

fn clear(session: &mut Session, shared: &Shared, uri: &Uri) {
    let ticket = session.ticket();
    if !session.client.pulls_diagnostics {
        shared.outbox.publish(ticket, uri, 0, PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None));
    }
}

/// What was taken out of the text before, what was put in its place, and where that ends in the text after.
fn difference<'a>(before: &str, after: &'a str) -> (Span, &'a str, u32) {
    let same = |(a, b): &(char, char)| a == b;
    let prefix: usize = before.chars().zip(after.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let tails = before[prefix..].chars().rev().zip(after[prefix..].chars().rev());
    let suffix: usize = tails.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let end = after.len() - suffix;
    (Span::new(prefix as u32, (before.len() - suffix) as u32), &after[prefix..end], end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, removed: &str, added: &str, cursor: u32) {
        let (span, new, end) = difference(before, after);
        assert_eq!((span.of(before), new, end), (removed, added, cursor));
    }

    #[test]
    fn the_difference_of_two_texts() {
        check("one two", "one two", "", "", 7);
        check("one two", "one, two", "", ",", 4);
        check("one two", "one", " two", "", 3);
        check("aa", "aaa", "", "a", 3);
        check("aaa", "aa", "a", "", 2);
        check("", "new", "", "new", 3);
        check("é", "è", "é", "è", 2);
    }
}
