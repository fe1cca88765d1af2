//! Imported sources in the editor: loaded, reloaded, shown as pages, copied into the gazetteer.

use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, LIMIT, at, capabilities, file, folder, uri, with};

const CONFIGURATION: &str =
    "[corpus]\narticles = [\"articles/**/*.md\"]\ncache = \".cache\"\n[[import]]\npath = \"names.jsonl\"\n";
const SOURCE: &str = "{\"id\": \"q-1\", \"kind\": \"person\", \"name\": \"Carl Dahl\", \"description\": \"<b>Bold</b>\", \"links\": {\"wikidata\": \"Q1\"}}\n";
const ARTICLE: &str = "Then [Dahl](entity:nobody) met Eva Frank.\n[Dahl](entity:q-1) left.\n";
const GAZETTEER: &str = "[eva-frank]\nkind = \"person\"\nname = \"Eva Frank\"";

fn corpus() -> TempDir {
    folder(&[
        ("nomenclator.toml", CONFIGURATION),
        ("names.jsonl", SOURCE),
        ("gazetteer/all.toml", GAZETTEER),
        ("articles/a.md", ARTICLE),
    ])
}

/// A client, started in the corpus with the article open.
fn opened(corpus: &TempDir, options: Value, capabilities: Value) -> (Client, String) {
    let mut client = Client::initialize(json!({
        "processId": std::process::id(),
        "rootUri": uri(corpus.path()),
        "workspaceFolders": [{"uri": uri(corpus.path()), "name": "folder"}],
        "capabilities": capabilities,
        "initializationOptions": options,
    }));
    let article = file(corpus, "articles/a.md");
    client.open(&article, ARTICLE);
    (client, article)
}

/// Asks for a hover until it says what it should: sources are compiled in the background.
#[track_caller]
fn hover_says(client: &mut Client, uri: &str, words: &str) -> String {
    let began = Instant::now();
    loop {
        let hover = client.ask("textDocument/hover", at(uri, 1, 2));
        let said = hover["contents"]["value"].as_str().unwrap_or_default().to_owned();
        if said.contains(words) {
            return said;
        }
        assert!(began.elapsed() < LIMIT, "{words}: {said}");
    }
}

#[test]
fn hover_says_where_an_imported_entry_comes_from() {
    let corpus = corpus();
    let (mut client, article) = opened(&corpus, json!({}), capabilities());
    let said = hover_says(&mut client, &article, "Carl Dahl");
    assert!(said.contains("q-1 in names.jsonl, line 1 (imported)"), "{said}");
    assert!(!said.contains("<b>"), "{said}");
}

#[test]
fn definition_leads_to_a_page_where_the_client_shows_such() {
    let corpus = corpus();
    let (mut client, article) = opened(&corpus, json!({"pages": true}), capabilities());
    hover_says(&mut client, &article, "Carl Dahl");
    let found = client.ask("textDocument/definition", at(&article, 1, 2));
    let page = found[0]["uri"].as_str().unwrap().to_owned();
    assert!(page.starts_with("nomenclator://entry/q-1.md?"), "{page}");
    let text = client.ask("nomenclator/page", json!({"uri": page}));
    let text = text.as_str().unwrap();
    assert!(text.contains("**Carl Dahl** – person") && text.contains("```toml\n[q-1]\nkind = \"person\"\n"), "{text}");
    assert!(!text.split("```").next().unwrap().contains("<b>"), "{text}");
    for other in ["nomenclator://entry/nobody.md?x", "nomenclator://entry/eva-frank.md", "nomenclator:q-1.md", "untitled:a"] {
        assert_eq!(client.ask("nomenclator/page", json!({"uri": other})), Value::Null);
    }
}

#[test]
fn definition_leads_to_a_file_for_other_clients() {
    let corpus = corpus();
    for capabilities in [capabilities(), with("/textDocument/definition", json!({"linkSupport": true}))] {
        let (mut client, article) = opened(&corpus, json!({}), capabilities);
        hover_says(&mut client, &article, "Carl Dahl");
        let found = client.ask("textDocument/definition", at(&article, 1, 2));
        let page = found[0]["uri"].as_str().or(found[0]["targetUri"].as_str()).unwrap();
        let path = page.strip_prefix("file://").unwrap();
        assert!(!path.starts_with(corpus.path().to_str().unwrap()), "it would pass for an article: {path}");
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains("**Carl Dahl** – person") && text.contains("```toml\n[q-1]\n"), "{text}");
    }
}

#[test]
fn an_imported_entry_is_copied_into_the_gazetteer_with_all_its_fields() {
    let corpus = corpus();
    let gazetteer = file(&corpus, "gazetteer/all.toml");
    for (versions, capabilities) in
        [(false, capabilities()), (true, with("/workspace/workspaceEdit", json!({"documentChanges": true})))]
    {
        let (mut client, article) = opened(&corpus, json!({}), capabilities);
        hover_says(&mut client, &article, "Carl Dahl");
        let range = json!({"start": {"line": 1, "character": 2}, "end": {"line": 1, "character": 2}});
        let params =
            |only: Value| json!({"textDocument": {"uri": article}, "range": range, "context": {"diagnostics": [], "only": only}});
        assert_eq!(client.ask("textDocument/codeAction", params(json!(["quickfix"]))), Value::Null);
        let actions = client.ask("textDocument/codeAction", params(json!(["refactor"])));
        assert_eq!(actions.as_array().unwrap().len(), 1);
        assert_eq!(actions[0]["title"], "Copy “Carl Dahl” into the gazetteer");
        let edit = &actions[0]["edit"];
        let edits = if versions {
            assert_eq!(edit["documentChanges"][0]["textDocument"]["uri"], gazetteer.as_str());
            &edit["documentChanges"][0]["edits"]
        } else {
            &edit["changes"][gazetteer.as_str()]
        };
        let end = json!({"line": 2, "character": 18});
        assert_eq!(edits[0]["range"], json!({"start": end, "end": end}));
        let new = edits[0]["newText"].as_str().unwrap();
        assert_eq!(
            new,
            "\n\n[q-1]\nkind = \"person\"\nname = \"Carl Dahl\"\ndescription = \"<b>Bold</b>\"\nlinks = { wikidata = \"Q1\" }\n"
        );
        // Once it is there, it is the gazetteer's, and there is nothing left to copy.
        client.open(&gazetteer, &format!("{GAZETTEER}{new}"));
        hover_says(&mut client, &article, "q-1 in gazetteer/all.toml");
        assert_eq!(client.ask("textDocument/codeAction", params(Value::Null)), Value::Null);
    }
}

/// The first start compiles, which takes a moment, and the open file is not made to wait.
#[test]
fn nothing_is_said_to_be_unknown_while_sources_are_compiled() {
    let corpus = corpus();
    let one = |n| SOURCE.replace("q-1", &format!("p-{n}"));
    let more: Vec<String> = (0..50_000).map(one).collect();
    std::fs::write(corpus.path().join("names.jsonl"), format!("{SOURCE}{}", more.concat())).unwrap();
    let (mut client, article) = opened(&corpus, json!({}), capabilities());
    assert_eq!(client.published(&article, 1), [Value::Null; 0]);
    hover_says(&mut client, &article, "Carl Dahl");
    // Now it is known that there is no such entry.
    client.settles(&article, 1, |found| found.len() == 1 && found[0]["code"] == "pin-unknown-entity");
}

#[test]
fn a_changed_source_is_loaded_again() {
    let corpus = corpus();
    let (mut client, article) = opened(&corpus, json!({}), capabilities());
    hover_says(&mut client, &article, "Carl Dahl");
    std::fs::write(corpus.path().join("names.jsonl"), "{\"id\": \"q-1\", \"kind\": \"person\", \"name\": \"Carla Dahl\"}\n")
        .unwrap();
    let change = json!({"changes": [{"uri": file(&corpus, "names.jsonl"), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", change);
    hover_says(&mut client, &article, "Carla Dahl");
    let registered = client.asked.iter().filter(|asked| asked["method"] == "client/registerCapability");
    assert!(registered.into_iter().any(|asked| asked.to_string().contains("**/names.jsonl")));
}

#[test]
fn a_source_that_is_missing_is_spoken_of_once() {
    let corpus = corpus();
    std::fs::remove_file(corpus.path().join("names.jsonl")).unwrap();
    let (mut client, article) = opened(&corpus, json!({}), capabilities());
    let said = client.notification("window/showMessage");
    assert!(said["message"].as_str().unwrap().contains("names.jsonl"), "{said}");
    hover_says(&mut client, &article, "");
    // Reading the corpus again says nothing new; the client's end would notice.
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file(&corpus, "nomenclator.toml"), "type": 2}]}));
    std::fs::write(corpus.path().join("names.jsonl"), SOURCE).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file(&corpus, "names.jsonl"), "type": 1}]}));
    hover_says(&mut client, &article, "Carl Dahl");
}
