//! Corpora: read in the background, kept up to date, several at once.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{CONFIGURATION, Client, GAZETTEER, at, capabilities, corpus, file, folder, uri};

/// How many places mention what is at a position.
fn count(client: &mut Client, uri: &str, line: u32, character: u32) -> usize {
    let mut params = at(uri, line, character);
    params["context"] = json!({"includeDeclaration": false});
    client.ask("textDocument/references", params).as_array().map_or(0, Vec::len)
}

/// Asks again until the count is right: files are read in the background.
#[track_caller]
fn counts(client: &mut Client, uri: &str, line: u32, character: u32, expected: usize) {
    let began = std::time::Instant::now();
    loop {
        let found = count(client, uri, line, character);
        if found == expected {
            return;
        }
        assert!(began.elapsed() < crate::client::LIMIT, "{found} places instead of {expected}");
    }
}

fn write(corpus: &TempDir, path: &str, text: &str) {
    std::fs::write(corpus.path().join(path), text).unwrap();
}

/// Tells the server that files were created (1), changed (2) or deleted (3).
fn touched(client: &mut Client, corpus: &TempDir, files: &[(&str, i32)]) {
    let changes: Vec<Value> = files.iter().map(|(path, kind)| json!({"uri": file(corpus, path), "type": kind})).collect();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
}

#[test]
fn the_first_reading_shows_its_progress() {
    let corpus = corpus(&[("articles/a.txt", "Ada Lovelace.")]);
    let mut client = Client::start(corpus.path());
    let created = client.wait(|message| message["method"] == "window/workDoneProgress/create");
    let token = &created["params"]["token"];
    for kind in ["begin", "end"] {
        client.wait(|message| {
            let params = &message["params"];
            message["method"] == "$/progress" && params["token"] == *token && params["value"]["kind"] == kind
        });
    }
    let mut without = capabilities();
    without["window"] = json!({});
    let mut client = Client::start_with(&[corpus.path()], without);
    let uri = file(&corpus, "articles/b.txt");
    client.open(&uri, "Ada Lovelace.");
    counts(&mut client, &uri, 0, 2, 2);
    assert!(client.asked.iter().all(|asked| asked["method"] != "window/workDoneProgress/create"));
}

#[test]
fn files_are_watched_as_the_corpus_configures_them() {
    let corpus = corpus(&[]);
    let mut client = Client::start(corpus.path());
    let registered = client.wait(|message| message["method"] == "client/registerCapability");
    let watchers = &registered["params"]["registrations"][0]["registerOptions"]["watchers"];
    let patterns: Vec<&str> =
        watchers.as_array().unwrap().iter().map(|watcher| watcher["globPattern"].as_str().unwrap()).collect();
    for pattern in ["**/nomenclator.toml", "**/articles/**/*.txt", "**/gazetteer/**/*.toml"] {
        assert!(patterns.contains(&pattern), "{patterns:?}");
    }
}

#[test]
fn articles_come_change_and_go() {
    let corpus = corpus(&[("articles/b.txt", "Ada Lovelace. Ada Lovelace.")]);
    let uri = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "Ada Lovelace.");
    counts(&mut client, &uri, 0, 2, 3);
    write(&corpus, "articles/c.txt", "Ada Lovelace.");
    touched(&mut client, &corpus, &[("articles/c.txt", 1)]);
    counts(&mut client, &uri, 0, 2, 4);
    write(&corpus, "articles/b.txt", "Charles Babbage.");
    touched(&mut client, &corpus, &[("articles/b.txt", 2)]);
    counts(&mut client, &uri, 0, 2, 2);
    std::fs::remove_file(corpus.path().join("articles/c.txt")).unwrap();
    touched(&mut client, &corpus, &[("articles/c.txt", 3)]);
    counts(&mut client, &uri, 0, 2, 1);
    // What is no article does not count, and the open buffer wins.
    write(&corpus, "notes.txt", "Ada Lovelace.");
    write(&corpus, "articles/a.txt", "Nobody.");
    write(&corpus, "articles/d.txt", "Ada Lovelace.");
    touched(&mut client, &corpus, &[("notes.txt", 1), ("articles/a.txt", 1), ("articles/d.txt", 1)]);
    counts(&mut client, &uri, 0, 2, 2);
}

#[test]
fn an_edit_in_the_gazetteer_judges_open_articles_at_once() {
    let corpus = corpus(&[("articles/b.txt", "Xavier Quent slept.")]);
    let (article, gazetteer) = (file(&corpus, "articles/a.txt"), file(&corpus, "gazetteer/all.toml"));
    let mut client = Client::start(corpus.path());
    client.open(&article, "Xavier Quent met Ada Lovelace.");
    assert_eq!(client.published(&article, 1).len(), 1);
    client.open(&gazetteer, GAZETTEER);
    client.published(&gazetteer, 1);
    let entry = "\n[aaa-quent]\nkind = \"person\"\nname = \"Xavier Quent\"\n";
    client.rewrite(&gazetteer, 2, &format!("{entry}{GAZETTEER}"));
    client.settles(&article, 1, <[_]>::is_empty);
    // The articles on disk follow: the new entry, and the one whose index it moved.
    counts(&mut client, &article, 0, 2, 2);
    counts(&mut client, &article, 0, 20, 1);
    // Closing without saving takes it back.
    client.close(&gazetteer);
    client.settles(&article, 1, |diagnostics| diagnostics.len() == 1);
}

#[test]
fn a_change_of_the_gazetteer_on_disk_is_seen() {
    let corpus = corpus(&[]);
    let article = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    client.open(&article, "Xavier Quent came.");
    assert_eq!(client.published(&article, 1).len(), 1);
    write(&corpus, "gazetteer/more.toml", "[quent]\nkind = \"person\"\nname = \"Xavier Quent\"\n");
    touched(&mut client, &corpus, &[("gazetteer/more.toml", 1)]);
    client.settles(&article, 1, <[_]>::is_empty);
    // A block that is broken on disk keeps its last good entry; a file that is gone has none.
    write(&corpus, "gazetteer/more.toml", "[quent]\nkind = \"person\"\nname = \"Xavier Qu");
    touched(&mut client, &corpus, &[("gazetteer/more.toml", 2)]);
    client.settles(&article, 1, <[_]>::is_empty);
    std::fs::remove_file(corpus.path().join("gazetteer/more.toml")).unwrap();
    touched(&mut client, &corpus, &[("gazetteer/more.toml", 3)]);
    client.settles(&article, 1, |diagnostics| diagnostics.len() == 1);
}

#[test]
fn a_change_of_the_configuration_is_seen_also_when_it_is_only_saved() {
    let corpus = corpus(&[]);
    let (article, configuration) = (file(&corpus, "articles/a.txt"), file(&corpus, "nomenclator.toml"));
    let mut client = Client::start(corpus.path());
    client.open(&article, "Xavier Quent came.");
    assert_eq!(client.published(&article, 1)[0]["severity"], 2);
    client.open(&configuration, CONFIGURATION);
    assert_eq!(client.published(&configuration, 1), Vec::<Value>::new());
    let other = CONFIGURATION.replace("warning", "error");
    client.rewrite(&configuration, 2, &other);
    write(&corpus, "nomenclator.toml", &other);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": configuration}}));
    client.settles(&article, 1, |diagnostics| diagnostics[0]["severity"] == 1);
    // Mistakes are shown in its buffer.
    client.rewrite(&configuration, 3, "[corpus]\narticels = []\n");
    client.settles(&configuration, 3, |diagnostics| diagnostics.len() == 1);
}

#[test]
fn an_invalid_configuration_is_told_and_what_is_understood_is_used() {
    let corpus =
        folder(&[("nomenclator.toml", &format!("{CONFIGURATION}\n[corpsu]\nx = 1\n")), ("gazetteer/all.toml", GAZETTEER)]);
    let article = file(&corpus, "articles/a.txt");
    let mut client = Client::start(corpus.path());
    let message = client.notification("window/showMessage");
    assert!(message["message"].as_str().unwrap().contains("corpsu"), "{message}");
    client.open(&article, "Xavier Quent met Ada Lovelace.");
    assert_eq!(client.published(&article, 1).len(), 1);
}

#[test]
fn a_corpus_begins_where_a_configuration_appears() {
    let folder = folder(&[("gazetteer.txt", "")]);
    let article = file(&folder, "articles/a.txt");
    let mut client = Client::start(folder.path());
    client.open(&article, "Xavier Quent met Ada Lovelace.");
    assert_eq!(client.published(&article, 1), Vec::<Value>::new());
    std::fs::create_dir(folder.path().join("gazetteer")).unwrap();
    write(&folder, "gazetteer/all.toml", GAZETTEER);
    write(&folder, "nomenclator.toml", CONFIGURATION);
    touched(&mut client, &folder, &[("nomenclator.toml", 1), ("gazetteer/all.toml", 1)]);
    client.settles(&article, 1, |diagnostics| diagnostics.len() == 1);
    std::fs::remove_file(folder.path().join("nomenclator.toml")).unwrap();
    touched(&mut client, &folder, &[("nomenclator.toml", 3)]);
    // A gazetteer without configuration: information.
    client.settles(&article, 1, |diagnostics| diagnostics.len() == 1 && diagnostics[0]["severity"] == 3);
}

#[test]
fn every_folder_has_its_own_corpus() {
    let ours = corpus(&[("articles/b.txt", "Ada Lovelace.")]);
    let theirs = folder(&[
        ("nomenclator.toml", CONFIGURATION),
        ("gazetteer/all.toml", "[quent]\nkind = \"person\"\nname = \"Xavier Quent\"\n"),
        ("inner/nomenclator.toml", CONFIGURATION),
        ("inner/gazetteer/all.toml", GAZETTEER),
    ]);
    let text = "Ada Lovelace met Xavier Quent.";
    let [a, b, c] = [file(&ours, "articles/a.txt"), file(&theirs, "articles/a.txt"), file(&theirs, "inner/articles/a.txt")];
    let mut client = Client::start_with(&[ours.path(), theirs.path()], capabilities());
    for (uri, unknown) in [(&a, 17), (&b, 0), (&c, 17)] {
        client.open(uri, text);
        let diagnostics = client.published(uri, 1);
        assert_eq!(diagnostics.len(), 1, "{uri}: {diagnostics:?}");
        assert_eq!(diagnostics[0]["range"]["start"]["character"], unknown, "{uri}");
    }
    counts(&mut client, &a, 0, 2, 2);
    counts(&mut client, &c, 0, 2, 1);
    let found = client.ask("workspace/symbol", json!({"query": "e"}));
    let files: std::collections::BTreeSet<&str> =
        found.as_array().unwrap().iter().map(|symbol| symbol["location"]["uri"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 3, "{files:?}");
}

#[test]
fn folders_come_and_go() {
    let (ours, theirs) = (corpus(&[]), corpus(&[("articles/b.txt", "Ada Lovelace.")]));
    let mut client = Client::start(ours.path());
    let change = |added: Value, removed: Value| json!({"event": {"added": added, "removed": removed}});
    let folder = |corpus: &TempDir| json!([{"uri": uri(corpus.path()), "name": "folder"}]);
    let count = |client: &mut Client| client.ask("workspace/symbol", json!({"query": "London"})).as_array().unwrap().len();
    let reaches = |client: &mut Client, expected: usize| {
        let began = std::time::Instant::now();
        while count(client) != expected {
            assert!(began.elapsed() < crate::client::LIMIT);
        }
    };
    reaches(&mut client, 1);
    client.notify("workspace/didChangeWorkspaceFolders", change(folder(&theirs), json!([])));
    reaches(&mut client, 2);
    client.notify("workspace/didChangeWorkspaceFolders", change(json!([]), folder(&ours)));
    reaches(&mut client, 1);
    let found = client.ask("workspace/symbol", json!({"query": "London"}));
    assert_eq!(found[0]["location"]["uri"], file(&theirs, "gazetteer/all.toml"));
}

#[test]
fn a_corpus_outside_the_folders_is_read_when_a_file_of_it_is_opened() {
    let (ours, theirs) = (folder(&[]), corpus(&[("articles/b.txt", "Ada Lovelace.")]));
    let uri = file(&theirs, "articles/a.txt");
    let mut client = Client::start(ours.path());
    client.open(&uri, "Ada Lovelace met Xavier Quent.");
    assert_eq!(client.published(&uri, 1).len(), 1);
    counts(&mut client, &uri, 0, 2, 2);
}

#[test]
fn questions_are_answered_while_a_corpus_is_read() {
    let text = "Ada Lovelace met Charles Babbage in London.\n\n".repeat(200);
    let names: Vec<String> = (0..600).map(|n| format!("articles/{n}.txt")).collect();
    let corpus = corpus(&names.iter().map(|name| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let uri = file(&corpus, "articles/new.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "Ada Lovelace met Xavier Quent.");
    assert_ne!(client.ask("textDocument/hover", at(&uri, 0, 2)), Value::Null);
    assert_eq!(client.published(&uri, 1).len(), 1);
    let mut params = at(&uri, 0, 2);
    params["context"] = json!({"includeDeclaration": false});
    let so_far = client.ask("textDocument/references", params).as_array().unwrap().len();
    assert!((1..=600 * 200 + 1).contains(&so_far));
    for version in 2..50 {
        client.insert(&uri, version, 0, 0, " ");
        client.published(&uri, version);
    }
    counts(&mut client, &uri, 0, 51, 600 * 200 + 1);
}
