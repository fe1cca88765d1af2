//! The gestures of an editor, over a small corpus.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, at, corpus, file, range, with};

fn three_articles() -> TempDir {
    corpus(&[
        ("articles/a.txt", "Ada Lovelace met Charles Babbage.\n\nLovelace wrote.\n"),
        ("articles/b.txt", "In London, Charles Babbage built.\n"),
        ("articles/c.txt", "Xavier Quent slept.\n"),
    ])
}

fn opened(corpus: &TempDir, capabilities: Value) -> (Client, String) {
    let uri = file(corpus, "articles/a.txt");
    let mut client = Client::start_with(&[corpus.path()], capabilities);
    client.open(&uri, &std::fs::read_to_string(corpus.path().join("articles/a.txt")).unwrap());
    (client, uri)
}

/// The header of an entry in the gazetteer.
fn header(corpus: &TempDir, id: &str) -> Value {
    let text = std::fs::read_to_string(corpus.path().join("gazetteer/all.toml")).unwrap();
    let line = text.lines().position(|line| line == format!("[{id}]")).unwrap() as u32;
    json!({"uri": file(corpus, "gazetteer/all.toml"), "range": range([line, 1, line, 1 + id.len() as u32])})
}

#[test]
fn hover_is_markdown_or_plain_text() {
    let corpus = three_articles();
    for (formats, kind) in [
        (json!(["markdown", "plaintext"]), "markdown"),
        (json!(["plaintext", "markdown"]), "plaintext"),
        (json!([]), "plaintext"),
    ] {
        let (mut client, uri) = opened(&corpus, with("/textDocument/hover", json!({"contentFormat": formats})));
        let hover = client.ask("textDocument/hover", at(&uri, 0, 2));
        assert_eq!((&hover["contents"]["kind"], &hover["range"]), (&json!(kind), &range([0, 0, 0, 12])));
        let words = hover["contents"]["value"].as_str().unwrap();
        assert!(words.contains("Ada Lovelace") && words.contains("English mathematician"), "{words}");
        assert_eq!(words.contains("**"), kind == "markdown", "{words}");
        assert_eq!(client.ask("textDocument/hover", at(&uri, 0, 14)), Value::Null);
    }
}

#[test]
fn definition_lands_on_the_header_of_the_entry() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, crate::client::capabilities());
    assert_eq!(client.ask("textDocument/definition", at(&uri, 0, 20)), json!([header(&corpus, "charles-babbage")]));
    // Also from a surname.
    assert_eq!(client.ask("textDocument/definition", at(&uri, 2, 3)), json!([header(&corpus, "ada-lovelace")]));
    assert_eq!(client.ask("textDocument/definition", at(&uri, 0, 14)), Value::Null);
}

#[test]
fn definition_is_a_link_for_clients_that_know_links() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, with("/textDocument/definition", json!({"linkSupport": true})));
    let links = client.ask("textDocument/definition", at(&uri, 0, 20));
    let header = header(&corpus, "charles-babbage");
    assert_eq!(links[0]["originSelectionRange"], range([0, 17, 0, 32]));
    assert_eq!((&links[0]["targetUri"], &links[0]["targetSelectionRange"]), (&header["uri"], &header["range"]));
    let (start, end) = (&links[0]["targetRange"]["start"]["line"], &links[0]["targetRange"]["end"]["line"]);
    assert!(
        start.as_u64() <= header["range"]["start"]["line"].as_u64() && end.as_u64() > header["range"]["end"]["line"].as_u64()
    );
}

#[test]
fn declaration_is_where_the_article_introduces_the_name() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, crate::client::capabilities());
    let introduced = json!([{"uri": uri, "range": range([0, 0, 0, 12])}]);
    assert_eq!(client.ask("textDocument/declaration", at(&uri, 2, 3)), introduced);
}

#[test]
fn references_are_in_all_articles() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, crate::client::capabilities());
    let mut ask = |include: bool| {
        let mut params = at(&uri, 0, 20);
        params["context"] = json!({"includeDeclaration": include});
        client.ask("textDocument/references", params)
    };
    let here = json!({"uri": uri, "range": range([0, 17, 0, 32])});
    let there = json!({"uri": file(&corpus, "articles/b.txt"), "range": range([0, 11, 0, 26])});
    assert_eq!(ask(false), json!([here, there]));
    let all = ask(true);
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 3);
    assert!(all.contains(&header(&corpus, "charles-babbage")), "{all:?}");
}

#[test]
fn references_follow_the_open_buffer() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, crate::client::capabilities());
    let b = file(&corpus, "articles/b.txt");
    client.open(&b, "😀 Charles Babbage, and Charles Babbage again.");
    client.insert(&uri, 2, 0, 0, "So ");
    let mut params = at(&uri, 0, 22);
    params["context"] = json!({"includeDeclaration": false});
    let expected = json!([
        {"uri": uri, "range": range([0, 20, 0, 35])},
        {"uri": b, "range": range([0, 3, 0, 18])},
        {"uri": b, "range": range([0, 24, 0, 39])},
    ]);
    assert_eq!(client.ask("textDocument/references", params), expected);
}

#[test]
fn highlights_are_in_this_article() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, crate::client::capabilities());
    let expected = json!([
        {"range": range([0, 0, 0, 12]), "kind": 3},
        {"range": range([2, 0, 2, 8]), "kind": 2},
    ]);
    assert_eq!(client.ask("textDocument/documentHighlight", at(&uri, 2, 3)), expected);
}

#[test]
fn the_outline_is_a_tree_or_a_list() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, crate::client::capabilities());
    let tree = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!((&tree[0]["name"], &tree[0]["selectionRange"]), (&json!("Ada Lovelace"), &range([0, 0, 0, 12])));
    let (mut client, uri) = opened(&corpus, with("/textDocument/documentSymbol", json!({})));
    let list = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!(
        (&list[0]["name"], &list[0]["location"]),
        (&json!("Ada Lovelace"), &json!({"uri": uri, "range": range([0, 0, 0, 12])}))
    );
}

#[test]
fn entries_are_found_by_name() {
    let corpus = three_articles();
    let (mut client, _) = opened(&corpus, crate::client::capabilities());
    let found = client.ask("workspace/symbol", json!({"query": "babb"}));
    assert_eq!((&found[0]["name"], &found[0]["location"]), (&json!("Charles Babbage"), &header(&corpus, "charles-babbage")));
    assert_eq!(client.ask("workspace/symbol", json!({"query": "nobody at all"})), json!([]));
}

#[test]
fn the_gazetteer_answers_gestures_too() {
    let corpus = three_articles();
    let (mut client, uri) = opened(&corpus, crate::client::capabilities());
    let header = header(&corpus, "ada-lovelace");
    let gazetteer = header["uri"].as_str().unwrap();
    client.open(gazetteer, &std::fs::read_to_string(corpus.path().join("gazetteer/all.toml")).unwrap());
    let line = header["range"]["start"]["line"].as_u64().unwrap() as u32;
    assert_ne!(client.ask("textDocument/hover", at(gazetteer, line, 3)), Value::Null);
    let mut params = at(gazetteer, line, 3);
    params["context"] = json!({"includeDeclaration": false});
    let places = client.ask("textDocument/references", params);
    let expected = json!([
        {"uri": uri, "range": range([0, 0, 0, 12])},
        {"uri": uri, "range": range([2, 0, 2, 8])},
    ]);
    assert_eq!(places, expected);
    let outline = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": gazetteer}}));
    assert_eq!(outline.as_array().map(Vec::len), Some(3), "{outline}");
}
