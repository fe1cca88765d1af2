//! Edits: all of them, in order, or a word about it.

use serde_json::{Value, json};

use crate::client::{Client, corpus, file, range};

/// A small generator of numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Line and UTF-16 column of each place between two characters; the text has only line feeds.
fn places(text: &str) -> Vec<(u32, u32, usize)> {
    let (mut line, mut column) = (0, 0);
    let mut places = Vec::new();
    for (offset, c) in text.char_indices() {
        places.push((line, column, offset));
        match c {
            '\n' => (line, column) = (line + 1, 0),
            c => column += c.len_utf16() as u32,
        }
    }
    places.push((line, column, text.len()));
    places
}

#[test]
fn twenty_thousand_edits_arrive_intact() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    let mut text = "Ada Lovelace 😀\nand Charles Babbage in Łódź\n".to_owned();
    client.open(&uri, &text);
    let mut numbers = Numbers(1);
    for version in 2..=20_001 {
        let places = places(&text);
        let start = numbers.below(places.len());
        let end = (start + numbers.below(4)).min(places.len() - 1);
        let words = match text.len() {
            400.. => "",
            _ => ["a", "Bob ", "é", "😀", "\n", "", "a\u{301}"][numbers.below(7)],
        };
        let ((line, column, first), (end_line, end_column, last)) = (places[start], places[end]);
        client.replace(&uri, version, [line, column, end_line, end_column], words);
        text.replace_range(first..last, words);
    }
    assert_eq!(client.text(&uri), text);
    client.published(&uri, 20_001);
}

#[test]
fn a_text_request_between_two_edits_sees_the_text_between_them() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "");
    let ids: Vec<i64> = (0..500)
        .map(|n| {
            client.insert(&uri, n + 2, 0, u32::try_from(n).unwrap(), "x");
            client.request("nomenclator/test/text", json!({"uri": uri}))
        })
        .collect();
    for (n, id) in ids.into_iter().enumerate() {
        assert_eq!(client.response(id)["result"], "x".repeat(n + 1));
    }
}

#[test]
fn the_changes_of_one_notification_are_applied_in_order() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "one");
    let changes = json!([
        {"text": "first\nsecond"},
        {"range": range([1, 0, 1, 6]), "text": "2nd", "rangeLength": 6},
        {"range": range([0, 0, 0, 5]), "text": "1st"},
        {"range": range([1, 3, 1, 3]), "text": "!"},
    ]);
    client.change(&uri, 2, changes);
    assert_eq!(client.text(&uri), "1st\n2nd!");
    client.change(&uri, 3, json!([]));
    client.published(&uri, 3);
}

#[test]
fn positions_outside_the_text_clamp() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "one\r\ntwo");
    client.insert(&uri, 2, 0, 99, "!");
    client.insert(&uri, 3, 99, 99, "!");
    client.replace(&uri, 4, [1, 3, 1, 1], "w");
    assert_eq!(client.text(&uri), "one!\r\ntw!");
    client.replace(&uri, 5, [0, 0, u32::MAX >> 1, u32::MAX >> 1], "");
    assert_eq!(client.text(&uri), "");
}

/// Sends a change that cannot be applied, which must cost the document and be told once.
#[track_caller]
fn is_dropped(method: &str, params: impl Fn(&str) -> Value) {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open_as(&uri, 5, "Xavier Quent came.");
    client.settles(&uri, 5, |diagnostics| !diagnostics.is_empty());
    client.notify(method, params(&uri));
    let message = client.notification("window/showMessage");
    assert!(message["message"].as_str().unwrap().contains("a.txt"), "{message}");
    client.cleared(&uri);
    assert_eq!(client.text(&uri), Value::Null);
    client.insert(&uri, 6, 0, 0, "ignored, and not told again");
    client.notify(method, params(&uri));
    assert_eq!(client.text(&uri), Value::Null);
    client.open(&uri, "as new");
    client.insert(&uri, 2, 0, 6, "!");
    assert_eq!(client.text(&uri), "as new!");
}

#[test]
fn a_change_with_bad_parameters_drops_the_document() {
    let method = "textDocument/didChange";
    is_dropped(method, |uri| json!({"textDocument": {"uri": uri}, "contentChanges": []}));
    is_dropped(method, |uri| json!({"textDocument": {"uri": uri, "version": 6}}));
    is_dropped(method, |uri| json!({"textDocument": {"uri": uri, "version": 6}, "contentChanges": [{"range": 1, "text": ""}]}));
    is_dropped(method, |uri| json!({"textDocument": {"uri": uri, "version": "six"}, "contentChanges": [{"text": ""}]}));
    is_dropped(method, |uri| {
        let range = json!({"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}});
        json!({"textDocument": {"uri": uri, "version": 6}, "contentChanges": [{"range": range, "text": ""}]})
    });
    is_dropped("textDocument/didOpen", |uri| json!({"textDocument": {"uri": uri, "version": 6, "languageId": "plaintext"}}));
}

#[test]
fn a_version_that_does_not_grow_drops_the_document() {
    let change = |uri: &str, version: i32| json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": "other"}]});
    is_dropped("textDocument/didChange", |uri| change(uri, 5));
    is_dropped("textDocument/didChange", |uri| change(uri, 4));
    is_dropped("textDocument/didChange", |uri| change(uri, -1));
}

#[test]
fn versions_may_leap() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open_as(&uri, -7, "");
    client.rewrite(&uri, 0, "a");
    client.rewrite(&uri, i32::MAX, "b");
    assert_eq!(client.text(&uri), "b");
}

#[test]
fn a_change_of_what_was_never_opened_is_told() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.rewrite(&uri, 2, "text");
    client.notification("window/showMessage");
    client.rewrite(&uri, 3, "text");
    client.notify("textDocument/didChange", json!({"contentChanges": []}));
    client.notification("window/showMessage");
    client.close(&uri);
    assert_eq!(client.text(&uri), Value::Null);
}

#[test]
fn texts_are_compared_on_save_where_the_client_asks_for_it() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::initialize(json!({"capabilities": {}, "initializationOptions": {"checkSync": true}}));
    assert_eq!(client.capabilities["textDocumentSync"]["save"]["includeText"], true);
    client.open(&uri, "text");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}, "text": "text"}));
    assert_eq!(client.text(&uri), "text");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}, "text": "another"}));
    client.notification("window/showMessage");
    assert_eq!(client.text(&uri), Value::Null);
}
