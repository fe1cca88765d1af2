//! Requests: slow ones, cancelled ones, broken ones.

use serde_json::{Value, json};

use crate::client::{Client, at, corpus, file};

#[test]
fn four_hung_requests_delay_neither_edits_nor_cancellations() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "Ada Lovelace came.");
    client.settles(&uri, 1, |_| true);
    let hung: Vec<i64> = (0..4).map(|_| client.request("nomenclator/test/hang", Value::Null)).collect();
    client.insert(&uri, 2, 0, 18, " Xavier Quent too.");
    client.settles(&uri, 2, |diagnostics| !diagnostics.is_empty());
    assert_eq!(client.text(&uri), "Ada Lovelace came. Xavier Quent too.");
    for id in hung {
        client.notify("$/cancelRequest", json!({"id": id}));
        assert_eq!(client.response(id)["error"]["code"], -32800);
    }
    // The slots are free again: the cancelled work has stopped.
    assert_ne!(client.ask("textDocument/hover", at(&uri, 0, 5)), Value::Null);
}

#[test]
fn work_that_waits_for_a_slot_is_cancelled_at_once() {
    let mut client = Client::start(corpus(&[]).path());
    let hung: Vec<i64> = (0..200).map(|_| client.request("nomenclator/test/hang", Value::Null)).collect();
    for id in hung.iter().rev() {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in hung {
        assert_eq!(client.response(id)["error"]["code"], -32800);
    }
}

#[test]
fn a_panic_costs_one_request() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "Ada Lovelace came.");
    for _ in 0..20 {
        assert_eq!(client.ask_error("nomenclator/test/panic", Value::Null), -32603);
        assert_eq!(client.ask_error("nomenclator/test/panicJob", Value::Null), -32603);
    }
    client.insert(&uri, 2, 0, 0, "Today ");
    assert_eq!(client.text(&uri), "Today Ada Lovelace came.");
    assert_ne!(client.ask("textDocument/hover", at(&uri, 0, 12)), Value::Null);
}

#[test]
fn a_client_that_never_answers_delays_nothing() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    // The answers to the server's requests wait in the client until it looks, which is after this.
    for n in 0..200 {
        client.open(&uri, "Ada Lovelace came.");
        client.request("textDocument/hover", at(&uri, 0, n % 18));
    }
    for id in 2..=201 {
        client.response(id);
    }
}
