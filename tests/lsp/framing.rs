//! Messages as bad as they come.

use serde_json::{Value, json};

use crate::client::{Client, corpus, file};

/// Sends bytes that are no message, expects that error (by code), and that the session goes on.
#[track_caller]
fn survives(bytes: &[u8], code: i64) {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "text");
    client.raw(bytes);
    let error = client.wait(|message| message.get("error").is_some());
    assert_eq!((&error["id"], &error["error"]["code"]), (&Value::Null, &json!(code)), "{error}");
    assert_eq!(client.text(&uri), "text");
}

fn framed(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[test]
fn a_body_that_is_not_json() {
    survives(&framed("{\"jsonrpc\": \"2.0\", \"method\":"), -32700);
    survives(&framed("not json"), -32700);
    survives(&framed(""), -32700);
    survives(&framed(&"[".repeat(100_000)), -32700);
    survives(b"Content-Length: 4\r\n\r\n\"\xff\xfe\"", -32700);
}

#[test]
fn a_body_that_is_no_message() {
    survives(&framed("[]"), -32600);
    survives(&framed("42"), -32600);
    survives(&framed("{}"), -32600);
    survives(&framed("{\"jsonrpc\": \"2.0\", \"method\": 7}"), -32600);
    survives(&framed("{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"shutdown\"}"), -32600);
}

#[test]
fn a_header_without_a_length() {
    survives(b"Content-Size: 4\r\n\r\n", -32700);
    survives(b"Content-Length: many\r\n\r\n", -32700);
    survives(b"Content-Length: -1\r\n\r\n", -32700);
}

#[test]
fn a_length_that_is_too_short() {
    survives(b"Content-Length: 5\r\n\r\n{\"jsonrpc\": \"2.0\"}", -32700);
}

#[test]
fn headers_in_any_case() {
    let mut client = Client::start(corpus(&[]).path());
    let body = r#"{"jsonrpc":"2.0","id":"a string","method":"workspace/symbol","params":{"query":""}}"#;
    client.raw(format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes());
    client.wait(|message| message["id"] == "a string");
    client.raw(format!("CONTENT-LENGTH:{}\ncontent-type: application/vscode-jsonrpc\n\n{body}", body.len()).as_bytes());
    client.wait(|message| message["id"] == "a string");
}

#[test]
fn unknown_methods_and_bad_parameters() {
    let mut client = Client::start(corpus(&[]).path());
    assert_eq!(client.ask_error("textDocument/unheardOf", json!({})), -32601);
    assert_eq!(client.ask_error("textDocument/hover", json!({"textDocument": 1})), -32602);
    assert_eq!(client.ask_error("textDocument/hover", Value::Null), -32602);
    client.notify("textDocument/unheardOf", json!({}));
    client.notify("$/unheardOf", json!({}));
    client.notify("$/cancelRequest", json!({"id": 999}));
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": 1}));
    client.send(&json!({"jsonrpc": "2.0", "id": 999, "result": "of nothing that was asked"}));
    client.send(&json!({"jsonrpc": "2.0", "id": 999, "error": "of nothing that was asked"}));
    client.ask("workspace/symbol", json!({"query": ""}));
}
