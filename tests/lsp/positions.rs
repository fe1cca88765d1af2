//! Columns, in every unit that clients use.

use serde_json::{Value, json};

use crate::client::{Client, at, corpus, file, with};

/// Lines with emoji, combining marks, right-to-left script, CRLF and a tab before the name.
const LINES: [&str; 6] = [
    "😀😀 Xavier Quent",
    "cafe\u{301} e\u{301} Xavier Quent",
    "הוא פגש את Xavier Quent",
    "\tωmega — Xavier Quent",
    "👩\u{200d}👩\u{200d}👧 🇮🇱 Xavier Quent",
    "Xavier Quent",
];

fn units(encoding: &str, text: &str) -> usize {
    match encoding {
        "utf-8" => text.len(),
        "utf-16" => text.encode_utf16().count(),
        "utf-32" => text.chars().count(),
        _ => unreachable!(),
    }
}

#[track_caller]
fn check(offered: Value, encoding: &str) {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start_with(&[corpus.path()], with("/general/positionEncodings", offered));
    assert_eq!(client.capabilities["positionEncoding"], encoding);
    client.open(&uri, &LINES.map(|line| format!("{line} came.\r\n\r\n")).concat());
    let diagnostics = client.published(&uri, 1);
    assert_eq!(diagnostics.len(), LINES.len(), "{diagnostics:#?}");
    for (n, line) in LINES.iter().enumerate() {
        let start = units(encoding, line.strip_suffix("Xavier Quent").unwrap());
        let expected = json!({
            "start": {"line": 2 * n, "character": start},
            "end": {"line": 2 * n, "character": start + 12},
        });
        assert_eq!(diagnostics[n]["range"], expected, "{line}");
    }
    // An edit behind wide characters hits the right place, and so does a question after it.
    for (n, line) in LINES.iter().enumerate() {
        let column = units(encoding, line.strip_suffix("Xavier Quent").unwrap()) as u32;
        client.replace(&uri, n as i32 + 2, [2 * n as u32, column, 2 * n as u32, column + 12], "Ada Lovelace");
    }
    let mended = LINES.map(|line| format!("{} came.\r\n\r\n", line.replace("Xavier Quent", "Ada Lovelace"))).concat();
    assert_eq!(client.text(&uri), mended);
    for (n, line) in LINES.iter().enumerate() {
        let column = units(encoding, line.strip_suffix("Xavier Quent").unwrap()) as u32;
        let hover = client.ask("textDocument/hover", at(&uri, 2 * n as u32, column + 5));
        assert_eq!(hover["range"]["start"]["character"], column, "{line}: {hover}");
        assert_eq!(hover["range"]["end"]["character"], column + 12, "{line}: {hover}");
    }
}

#[test]
fn utf_16_is_the_default() {
    check(Value::Null, "utf-16");
    check(json!(["utf-16"]), "utf-16");
    check(json!(["utf-7"]), "utf-16");
}

#[test]
fn utf_8_is_preferred() {
    check(json!(["utf-16", "utf-32", "utf-8"]), "utf-8");
}

#[test]
fn utf_32_comes_next() {
    check(json!(["utf-16", "utf-32"]), "utf-32");
}

#[test]
fn a_byte_order_mark_in_the_buffer_is_a_character() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "\u{feff}Xavier Quent came.");
    let diagnostics = client.published(&uri, 1);
    assert_eq!(diagnostics[0]["range"]["start"]["character"], 1, "{diagnostics:?}");
}
