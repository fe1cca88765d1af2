//! How sessions begin and end.

use serde_json::{Value, json};

use crate::client::{Client, at, corpus, file};

fn fresh() -> Client {
    Client::start(corpus(&[]).path())
}

#[test]
fn exit_after_shutdown_is_success() {
    assert_eq!(fresh().leave(), 0);
}

#[test]
fn exit_without_shutdown_is_failure() {
    let mut client = fresh();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn exit_before_initialize_is_failure() {
    let mut client = Client::spawn();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn the_end_of_input_ends_the_process() {
    assert_eq!(fresh().hang_up(), 1);
    assert_eq!(Client::spawn().hang_up(), 1);
    let mut client = fresh();
    client.ask("shutdown", Value::Null);
    assert_eq!(client.hang_up(), 0);
}

#[test]
fn the_end_of_input_inside_a_message_ends_the_process() {
    let mut client = fresh();
    client.raw(b"Content-Length: 100\r\n\r\n{\"jsonrpc\"");
    assert_eq!(client.hang_up(), 1);
}

#[test]
fn the_end_of_input_with_requests_pending_ends_the_process() {
    let mut client = fresh();
    for _ in 0..8 {
        client.request("nomenclator/test/hang", Value::Null);
    }
    assert_eq!(client.hang_up(), 1);
}

#[test]
fn a_shutdown_with_requests_pending_is_answered() {
    let mut client = fresh();
    for _ in 0..8 {
        client.request("nomenclator/test/hang", Value::Null);
    }
    assert_eq!(client.leave(), 0);
}

#[test]
fn what_is_open_is_answered_before_the_shutdown() {
    let mut client = fresh();
    let mut open: Vec<i64> = (0..8).map(|_| client.request("nomenclator/test/hang", Value::Null)).collect();
    // One of them the client has given up by itself, as VS Code does with all of them.
    client.notify("$/cancelRequest", json!({"id": open[3]}));
    let shutdown = client.request("shutdown", Value::Null);
    while !open.is_empty() {
        let answer = client.wait(|message| message.get("method").is_none());
        assert_ne!(answer["id"], shutdown, "open still: {open:?}");
        assert_eq!(answer["error"]["code"], -32800, "{answer}");
        open.retain(|id| answer["id"] != *id);
    }
    assert_eq!(client.response(shutdown)["result"], Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn nothing_is_answered_before_initialize_and_after_shutdown() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::spawn();
    assert_eq!(client.ask_error("textDocument/hover", at(&uri, 0, 0)), -32002);
    client.open(&uri, "too early");
    client.ask("initialize", json!({"capabilities": {}}));
    client.notify("initialized", json!({}));
    assert_eq!(client.text(&uri), Value::Null);
    assert_eq!(client.ask_error("initialize", json!({"capabilities": {}})), -32600);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.ask_error("textDocument/hover", at(&uri, 0, 0)), -32600);
    client.open(&uri, "too late");
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn the_barest_client_is_served() {
    let mut client = Client::initialize(json!({"processId": null, "rootUri": null, "capabilities": {}}));
    assert_eq!(client.capabilities["positionEncoding"], "utf-16");
    assert_eq!(client.capabilities.get("diagnosticProvider"), None);
    client.open("file:///nowhere/at/all.txt", "Xavier Quent went to Ulm.");
    assert_eq!(client.published("file:///nowhere/at/all.txt", 1), Vec::<Value>::new());
    assert_eq!(client.ask("textDocument/hover", at("file:///nowhere/at/all.txt", 0, 2)), Value::Null);
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"nomenclator": {"anything": 1}}}));
    client.notify("$/setTrace", json!({"value": "off"}));
    assert_eq!(client.asked, Vec::<Value>::new());
}

#[test]
fn a_client_that_does_not_read_blocks_neither_edits_nor_the_end() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::deaf(corpus.path());
    client.open(&uri, &"Xavier Quent came.\n\n".repeat(1000));
    // Far more than a pipe holds: were the server to wait for its reader, this would never end.
    for version in 2..5000 {
        client.replace(&uri, version, [0, 0, 0, 6], "Xavier");
        client.request("nomenclator/test/text", json!({"uri": "untitled:none"}));
    }
    assert_eq!(client.hang_up(), 1);
}
