//! A word that is still being typed is left alone.

use serde_json::{Value, json};

use crate::client::{Client, corpus, file, range};
use crate::diagnostics::brief;

/// Types words at the end of the first line, a character at a time. Returns the diagnostics of each version.
fn types(client: &mut Client, uri: &str, version: &mut i32, column: &mut u32, words: &str) -> Vec<Vec<Value>> {
    let mut all = Vec::new();
    for c in words.chars() {
        *version += 1;
        client.insert(uri, *version, 0, *column, &c.to_string());
        *column += c.len_utf16() as u32;
        all.push(client.published(uri, *version));
    }
    all
}

#[test]
fn a_name_is_underlined_when_its_last_word_is_finished() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    let (mut version, mut column) = (1, 17);
    client.open(&uri, "Ada Lovelace met ");
    client.published(&uri, 1);
    for diagnostics in types(&mut client, &uri, &mut version, &mut column, "Xavier") {
        assert_eq!(diagnostics, Vec::<Value>::new());
    }
    types(&mut client, &uri, &mut version, &mut column, " ");
    for diagnostics in types(&mut client, &uri, &mut version, &mut column, "Quent") {
        let touching = diagnostics.iter().filter(|diagnostic| diagnostic["range"]["end"]["character"].as_u64() > Some(24));
        assert_eq!(touching.count(), 0, "{diagnostics:?}");
    }
    let done = types(&mut client, &uri, &mut version, &mut column, ".").pop().unwrap();
    assert_eq!(brief(&done), [("unresolved-name", range([0, 17, 0, 29]))]);
}

#[test]
fn a_pause_finishes_a_word() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    let (mut version, mut column) = (1, 11);
    client.open(&uri, "They met a ");
    client.published(&uri, 1);
    types(&mut client, &uri, &mut version, &mut column, "Quentin Quell");
    // The same version again, now with it.
    let later = client.settles(&uri, version, |diagnostics| !diagnostics.is_empty());
    assert_eq!(brief(&later), [("unresolved-name", range([0, 11, 0, 24]))]);
    // And going on with the word does not make it flicker.
    let more = types(&mut client, &uri, &mut version, &mut column, "x").pop().unwrap();
    assert_eq!(brief(&more), [("unresolved-name", range([0, 11, 0, 25]))]);
}

#[test]
fn an_edit_elsewhere_finishes_a_word() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "They met  today.\n\nbelow");
    client.published(&uri, 1);
    client.insert(&uri, 2, 0, 9, "Quentin Quell");
    assert_eq!(client.published(&uri, 2), Vec::<Value>::new());
    client.insert(&uri, 3, 2, 5, "!");
    assert_eq!(brief(&client.published(&uri, 3)), [("unresolved-name", range([0, 9, 0, 22]))]);
}

#[test]
fn what_was_shown_at_a_word_stays_while_it_is_mended() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "They met Xavier Quent today.");
    assert_eq!(client.published(&uri, 1).len(), 1);
    client.replace(&uri, 2, [0, 20, 0, 21], "");
    assert_eq!(brief(&client.published(&uri, 2)), [("unresolved-name", range([0, 9, 0, 20]))]);
    client.insert(&uri, 3, 0, 20, "z");
    assert_eq!(brief(&client.published(&uri, 3)), [("unresolved-name", range([0, 9, 0, 21]))]);
}

#[test]
fn a_burst_leaves_the_last_word_alone_too() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "They met ");
    client.published(&uri, 1);
    let words = "Xavier Quent";
    for (n, c) in words.chars().enumerate() {
        client.insert(&uri, n as i32 + 2, 0, n as u32 + 9, &c.to_string());
    }
    let last = words.len() as i32 + 1;
    let at_once = client.published(&uri, last);
    assert!(at_once.iter().all(|diagnostic| diagnostic["range"]["end"]["character"].as_u64() <= Some(15)), "{at_once:?}");
    let later = client.settles(&uri, last, |diagnostics| diagnostics.iter().any(|d| d["range"]["end"]["character"] == 21));
    assert_eq!(brief(&later), [("unresolved-name", range([0, 9, 0, 21]))]);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
}
