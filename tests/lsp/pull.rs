//! Fetched diagnostics, for clients that can be told to fetch them again.

use serde_json::{Value, json};

use crate::client::{Client, capabilities, corpus, file, range, uri};
use crate::diagnostics::brief;

fn pulling() -> Value {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({"relatedInformation": true});
    capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    capabilities
}

fn pull(client: &mut Client, uri: &str, previous: Option<&Value>) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}, "identifier": "nomenclator"});
    if let Some(previous) = previous {
        params["previousResultId"] = previous["resultId"].clone();
    }
    client.ask("textDocument/diagnostic", params)
}

/// Pulls until the client's whole workspace is known; returns the reports by URI.
fn pull_workspace(client: &mut Client, previous: &Value) -> Value {
    let ids: Vec<Value> = previous
        .as_object()
        .into_iter()
        .flatten()
        .map(|(uri, report)| json!({"uri": uri, "value": report["resultId"]}))
        .collect();
    let report = client.ask("workspace/diagnostic", json!({"previousResultIds": ids}));
    report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["uri"].as_str().unwrap().to_owned(), item.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[test]
fn a_client_that_fetches_is_not_pushed_to() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start_with(&[corpus.path()], pulling());
    assert_eq!(client.capabilities["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.open(&uri, "Ada Lovelace met Xavier Quent.");
    let report = pull(&mut client, &uri, None);
    assert_eq!(report["kind"], "full");
    assert_eq!(brief(report["items"].as_array().unwrap()), [("unresolved-name", range([0, 17, 0, 29]))]);
    // The same again has the same id; so has a version in which nothing moved.
    let again = pull(&mut client, &uri, Some(&report));
    assert_eq!(again, json!({"kind": "unchanged", "resultId": report["resultId"]}));
    client.insert(&uri, 2, 0, 30, " ");
    assert_eq!(pull(&mut client, &uri, Some(&report))["kind"], "unchanged");
    client.insert(&uri, 3, 0, 0, "x");
    assert_eq!(pull(&mut client, &uri, Some(&report))["kind"], "full");
    client.close(&uri);
    assert_eq!(pull(&mut client, &uri, Some(&report))["items"], json!([]));
    assert_eq!(pull(&mut client, "file:///nowhere.txt", None)["items"], json!([]));
    client.asked.clear();
}

#[test]
fn a_client_that_cannot_be_told_to_fetch_again_is_pushed_to() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut capabilities = capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut client = Client::start_with(&[corpus.path()], capabilities);
    assert_eq!(client.capabilities.get("diagnosticProvider"), None);
    client.open(&uri, "Ada Lovelace met Xavier Quent.");
    assert_eq!(client.published(&uri, 1).len(), 1);
}

#[test]
fn a_word_that_is_being_typed_waits_for_another_fetch() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start_with(&[corpus.path()], pulling());
    client.open(&uri, "They met ");
    pull(&mut client, &uri, None);
    client.insert(&uri, 2, 0, 9, "Xavier Quent");
    let report = pull(&mut client, &uri, None);
    assert_eq!(report["items"], json!([]));
    loop {
        client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
        let later = pull(&mut client, &uri, Some(&report));
        if later["kind"] == "full" {
            assert_eq!(brief(later["items"].as_array().unwrap()), [("unresolved-name", range([0, 9, 0, 21]))]);
            break;
        }
    }
}

#[test]
fn the_whole_workspace_is_reported_open_or_not() {
    let corpus = corpus(&[
        ("articles/a.txt", "Ada Lovelace met Xavier Quent."),
        ("articles/b.txt", "Ada Lovelace slept."),
        ("README.txt", "Xavier Quent wrote this."),
        ("gazetteer/broken.toml", "[half\n"),
    ]);
    let [a, b, readme] = ["articles/a.txt", "articles/b.txt", "README.txt"].map(|path| file(&corpus, path));
    let broken = file(&corpus, "gazetteer/broken.toml");
    let mut client = Client::start_with(&[corpus.path()], pulling());
    // The articles are being read; the client is told when they were.
    let reports = loop {
        client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
        let reports = pull_workspace(&mut client, &Value::Null);
        if reports.get(&b).is_some() {
            break reports;
        }
    };
    assert_eq!(brief(reports[&a]["items"].as_array().unwrap()), [("unresolved-name", range([0, 17, 0, 29]))]);
    assert_eq!((&reports[&a]["version"], &reports[&b]["items"]), (&Value::Null, &json!([])));
    assert_ne!(reports[&broken]["items"], json!([]));
    assert_eq!(reports.get(&readme), None);
    let again = pull_workspace(&mut client, &reports);
    assert!(again.as_object().unwrap().values().all(|report| report["kind"] == "unchanged"), "{again:#}");
    // The open buffer wins.
    client.open_as(&b, 9, "Xavier Quent slept.");
    let open = pull_workspace(&mut client, &reports);
    assert_eq!((&open[&b]["kind"], &open[&b]["version"]), (&json!("full"), &json!(9)));
    client.close(&b);
    // A file that is gone is cleared.
    std::fs::remove_file(corpus.path().join("articles/a.txt")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": a, "type": 3}]}));
    loop {
        client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
        let reports = pull_workspace(&mut client, &reports);
        if reports[&a]["kind"] == "full" {
            assert_eq!(reports[&a]["items"], json!([]));
            break;
        }
    }
    assert_eq!(uri(corpus.path()), file(&corpus, "").trim_end_matches('/'));
}

#[test]
fn a_client_that_can_be_streamed_to_gets_parts_and_waits_for_news() {
    let names: Vec<String> = (0..600).map(|n| format!("articles/{n}.txt")).collect();
    let corpus = corpus(&names.iter().map(|name| (name.as_str(), "Xavier Quent slept.")).collect::<Vec<_>>());
    let mut client = Client::start_with(&[corpus.path()], pulling());
    client.wait(|message| message["method"] == "$/progress" && message["params"]["value"]["kind"] == "end");
    let ask = |client: &mut Client, ids: &[Value]| {
        client.request("workspace/diagnostic", json!({"previousResultIds": ids, "partialResultToken": "parts"}))
    };
    let parts = |client: &mut Client, id: i64| {
        let mut items = Vec::new();
        loop {
            let is_answer = |message: &Value| message["id"] == id && message.get("method").is_none();
            let message = client.wait(|message| message["params"]["token"] == "parts" || is_answer(message));
            if is_answer(&message) {
                assert_eq!(message["result"]["items"], json!([]));
                return items;
            }
            items.extend(message["params"]["value"]["items"].as_array().unwrap().clone());
        }
    };
    let id = ask(&mut client, &[]);
    let items = parts(&mut client, id);
    assert_eq!(items.len(), 601);
    let ids: Vec<Value> = items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    let id = ask(&mut client, &ids);
    // Nothing is new, and edits do not end the waiting: open documents are fetched by themselves.
    client.ask("workspace/symbol", json!({"query": ""}));
    std::fs::write(corpus.path().join("articles/7.txt"), "Ada Lovelace slept.").unwrap();
    let uri = file(&corpus, "articles/7.txt");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 2}]}));
    let items = parts(&mut client, id);
    let news: Vec<&Value> = items.iter().filter(|item| item["kind"] == "full").collect();
    assert_eq!((news.len(), &news[0]["uri"], &news[0]["items"]), (1, &json!(uri), &json!([])));
    let ids: Vec<Value> = items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    let id = ask(&mut client, &ids);
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.response(id)["error"]["code"], -32800);
}

#[test]
fn a_closed_configuration_is_reported_too() {
    let corpus = corpus(&[("articles/a.txt", "Ada Lovelace slept."), ("nomenclator.toml", "[corpus]\narticels = []\n")]);
    let configuration = file(&corpus, "nomenclator.toml");
    let mut client = Client::start_with(&[corpus.path()], pulling());
    client.notification("window/showMessage");
    loop {
        client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
        let reports = pull_workspace(&mut client, &Value::Null);
        if let Some(report) = reports.get(&configuration) {
            assert_eq!(report["items"][0]["range"], range([1, 0, 1, 8]), "{report}");
            break;
        }
    }
}
