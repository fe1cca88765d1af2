//! Pushed diagnostics: every settled version, in order, and nothing stale.

use serde_json::{Value, json};

use crate::client::{Client, at, capabilities, corpus, file, folder, range, with};

/// Rules and ranges.
pub fn brief(diagnostics: &[Value]) -> Vec<(&str, Value)> {
    diagnostics.iter().map(|diagnostic| (diagnostic["code"].as_str().unwrap(), diagnostic["range"].clone())).collect()
}

#[test]
fn an_unknown_name_is_underlined() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "Ada Lovelace met Xavier Quent in London.\n");
    let diagnostics = client.published(&uri, 1);
    assert_eq!(brief(&diagnostics), [("unresolved-name", range([0, 17, 0, 29]))]);
    assert_eq!((&diagnostics[0]["severity"], &diagnostics[0]["source"]), (&json!(2), &json!("nomenclator")));
}

#[test]
fn every_version_is_answered_also_when_nothing_changed() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "nothing here");
    client.published(&uri, 1);
    for version in 2..100 {
        client.insert(&uri, version, 0, 0, "x");
        assert_eq!(client.published(&uri, version), Vec::<Value>::new());
    }
}

#[test]
fn a_storm_of_edits_ends_in_the_diagnostics_of_the_last() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "");
    for (version, words) in (2..=3000).zip((2..).map(|n| n % 7)) {
        client.rewrite(&uri, version, &format!("{}Xavier Quent came.", "word ".repeat(words)));
    }
    // That no version follows a newer one is checked by the client on every message.
    let last = client.published(&uri, 3000);
    assert_eq!(brief(&last), [("unresolved-name", range([0, 20, 0, 32]))]);
}

#[test]
fn closing_clears() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open_as(&uri, 7, "Xavier Quent came.");
    assert_eq!(client.published(&uri, 7).len(), 1);
    client.close(&uri);
    client.cleared(&uri);
    client.open_as(&uri, 1, "Xavier Quent came.");
    assert_eq!(client.published(&uri, 1).len(), 1);
}

#[test]
fn opening_and_closing_in_a_hurry_ends_in_the_last_state() {
    let corpus = corpus(&[]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    for n in 0..50 {
        client.open_as(&uri, 100 - n, "Xavier Quent came.");
        client.insert(&uri, 101 - n, 0, 0, "So ");
        client.close(&uri);
    }
    client.open_as(&uri, 1, "Nobody came.");
    assert_eq!(client.published(&uri, 1), Vec::<Value>::new());
}

#[test]
fn every_open_document_is_its_own() {
    let corpus = corpus(&[]);
    let mut client = Client::start(corpus.path());
    let uris: Vec<String> = (0..30).map(|n| file(&corpus, &format!("articles/{n}.txt"))).collect();
    for uri in &uris {
        client.open(uri, "Xavier Quent came.");
    }
    for uri in uris.iter().rev() {
        client.insert(uri, 2, 0, 0, "So ");
    }
    for uri in &uris {
        assert_eq!(brief(&client.published(uri, 2)), [("unresolved-name", range([0, 3, 0, 15]))]);
    }
}

#[test]
fn outside_a_corpus_nothing_is_said() {
    let folder = folder(&[("README.md", "")]);
    let uri = file(&folder, "README.md");
    let mut client = Client::start(folder.path());
    client.open(&uri, "Xavier Quent wrote Quux.");
    assert_eq!(client.published(&uri, 1), Vec::<Value>::new());
    client.insert(&uri, 2, 0, 0, "x");
    assert_eq!(client.published(&uri, 2), Vec::<Value>::new());
}

#[test]
fn beside_the_articles_of_a_corpus_names_are_known_and_nothing_is_said() {
    let corpus = corpus(&[("README.txt", "")]);
    let uri = file(&corpus, "README.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "Ada Lovelace met Xavier Quent.");
    assert_eq!(client.published(&uri, 1), Vec::<Value>::new());
    assert_ne!(client.ask("textDocument/hover", at(&uri, 0, 2)), Value::Null);
}

#[test]
fn a_new_buffer_is_read_with_the_corpus_of_the_first_folder() {
    let corpus = corpus(&[]);
    let mut client = Client::start(corpus.path());
    client.open("untitled:Untitled-1", "Ada Lovelace met Xavier Quent.");
    let diagnostics = client.published("untitled:Untitled-1", 1);
    assert_eq!(brief(&diagnostics), [("unresolved-name", range([0, 17, 0, 29]))]);
    assert_ne!(client.ask("textDocument/hover", at("untitled:Untitled-1", 0, 2)), Value::Null);
    // Some editors name such a buffer so.
    client.open("file://", "Ada Lovelace met Xavier Quent.");
    assert_eq!(client.published("file://", 1).len(), 1);
    // A revision that git shows is none of ours.
    client.open("git:/articles/a.txt?HEAD", "Ada Lovelace met Xavier Quent.");
    assert_eq!(client.published("git:/articles/a.txt?HEAD", 1), Vec::<Value>::new());
}

#[test]
fn a_broken_gazetteer_block_is_shown_with_the_rest_in_force() {
    let corpus = corpus(&[]);
    let (article, gazetteer) = (file(&corpus, "articles/a.txt"), file(&corpus, "gazetteer/all.toml"));
    let mut client = Client::start(corpus.path());
    client.open(&article, "Ada Lovelace met Charles Babbage.");
    assert_eq!(client.published(&article, 1), Vec::<Value>::new());
    let text = std::fs::read_to_string(corpus.path().join("gazetteer/all.toml")).unwrap();
    client.open(&gazetteer, &text);
    assert_eq!(client.published(&gazetteer, 1), Vec::<Value>::new());
    client.rewrite(&gazetteer, 2, &text.replace("name = \"Charles Babbage\"", "name = \"Charles Bab"));
    let broken = client.settles(&gazetteer, 2, |diagnostics| !diagnostics.is_empty());
    assert_eq!(broken[0]["severity"], 1, "{broken:?}");
    // Its last good entry stays in force.
    client.insert(&article, 2, 0, 33, " ");
    assert_eq!(client.published(&article, 2), Vec::<Value>::new());
}

#[test]
fn places_that_explain_a_diagnostic_are_for_clients_that_show_them() {
    let corpus = corpus(&[]);
    let gazetteer = file(&corpus, "gazetteer/other.toml");
    let twice = "[ada-lovelace]\nkind = \"person\"\nname = \"Another Ada\"\n";
    for (capabilities, shown) in [(capabilities(), true), (with("/textDocument/publishDiagnostics", json!({})), false)] {
        let mut client = Client::start_with(&[corpus.path()], capabilities);
        client.open(&gazetteer, twice);
        let diagnostics = client.settles(&gazetteer, 1, |diagnostics| !diagnostics.is_empty());
        let related = diagnostics.iter().find_map(|diagnostic| diagnostic["relatedInformation"].get(0));
        assert_eq!(related.is_some(), shown, "{diagnostics:?}");
        if let Some(related) = related {
            assert_eq!(related["location"]["uri"], file(&corpus, "gazetteer/all.toml"));
        }
    }
}
