//! Large corpora: a keystroke costs the same however many articles there are, and a second start reads what changed.
//!
//! The server counts what it does (`nomenclator/work`), and the counts are held against each other; times depend on
//! what else the machine does, so they are only printed (`cargo test --test lsp large -- --nocapture`).

use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{CONFIGURATION, Client, GAZETTEER, LIMIT, at, file, folder};

/// So many articles, each with a mention of Ada Lovelace, and an index in the corpus. They were written an hour ago.
fn articles(number: usize, more: &str) -> TempDir {
    let configuration = CONFIGURATION.replace("[corpus]", "[corpus]\ncache = \".cache\"");
    assert!(configuration.contains(".cache"));
    let names: Vec<String> = (0..number).map(|n| format!("articles/{}/{n}.txt", n % 10)).collect();
    let text = format!("Ada Lovelace met Xavier Quent in London.\n\n{more}");
    let mut files = vec![("nomenclator.toml", configuration.as_str()), ("gazetteer/all.toml", GAZETTEER)];
    files.extend(names.iter().map(|name| (name.as_str(), text.as_str())));
    let corpus = folder(&files);
    for name in &names {
        let file = std::fs::File::options().write(true).open(corpus.path().join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    }
    corpus
}

fn work(client: &mut Client) -> Value {
    client.ask("nomenclator/work", Value::Null)
}

/// How often what is at the start of the document is mentioned in all articles.
fn mentioned(client: &mut Client, uri: &str) -> usize {
    let mut params = at(uri, 0, 2);
    params["context"] = json!({"includeDeclaration": false});
    client.ask("textDocument/references", params).as_array().map_or(0, Vec::len)
}

/// Asks again until it is so: articles are read in the background.
#[track_caller]
fn until(client: &mut Client, it_is_so: impl Fn(&mut Client) -> bool) {
    let began = Instant::now();
    while !it_is_so(client) {
        assert!(began.elapsed() < LIMIT, "{}", work(client));
    }
}

/// A server in that corpus with a new article open that mentions Ada Lovelace; every article has been read when so
/// many mentions of her are known.
fn started(corpus: &TempDir, mentions: usize) -> (Client, String) {
    let uri = file(corpus, "articles/new.txt");
    let mut client = Client::start(corpus.path());
    client.open(&uri, "Ada Lovelace met Xavier Quent.\n\nThen she wrote.\n");
    until(&mut client, |client| mentioned(client, &uri) == mentions);
    (client, uri)
}

#[test]
#[expect(clippy::print_stdout, reason = "times are only printed")]
fn a_keystroke_costs_the_same_in_a_corpus_ten_times_as_large() {
    let costs = [80, 800].map(|number| {
        let corpus = articles(number, "");
        let (mut client, uri) = started(&corpus, number + 1);
        // The last of the pass comes into force, and has the open document looked at once more.
        until(&mut client, |client| work(client)["articlesChanged"] == number);
        client.ask("textDocument/hover", at(&uri, 0, 2));
        let before = work(&mut client);
        let began = Instant::now();
        for key in 0..40 {
            let version = key as i32 + 2;
            client.insert(&uri, version, 2, key, "x");
            client.published(&uri, version);
            assert_ne!(client.ask("textDocument/hover", at(&uri, 0, 2)), Value::Null);
            assert_ne!(client.ask("textDocument/definition", at(&uri, 0, 2)), Value::Null);
        }
        println!("{number} articles: {:?} for a keystroke, a hover and a definition", began.elapsed() / 40);
        let after = work(&mut client);
        let difference =
            |(name, count): (&String, &Value)| (name.clone(), count.as_u64().unwrap() - before[name].as_u64().unwrap());
        after.as_object().unwrap().iter().map(difference).collect::<std::collections::BTreeMap<_, _>>()
    });
    assert_eq!(costs[0], costs[1]);
    assert_eq!(costs[0]["versionsRead"], 40, "{costs:?}");
    assert_eq!(costs[0]["paragraphsRead"], 40, "{costs:?}");
    assert_eq!(costs[0]["articlesChecked"], 0, "{costs:?}");
}

#[test]
fn a_second_start_reads_only_what_changed() {
    let corpus = articles(300, "");
    let (mut client, _) = started(&corpus, 301);
    until(&mut client, |client| work(client)["indexesSaved"] == 1);
    assert_eq!(work(&mut client)["articlesRead"], 300);
    drop(client);

    // Nothing changed: nothing is even opened.
    let (mut client, _) = started(&corpus, 301);
    until(&mut client, |client| work(client)["articlesChecked"] == 300);
    let done = work(&mut client);
    assert_eq!((&done["indexesLoaded"], &done["articlesOpened"]), (&json!(1), &json!(0)));
    drop(client);

    let write = |path: &str, text: &str| std::fs::write(corpus.path().join(path), text).unwrap();
    write("articles/1/1.txt", "Nobody met nobody.");
    write("articles/2/2.txt", &std::fs::read_to_string(corpus.path().join("articles/2/2.txt")).unwrap());
    write("articles/fresh.txt", "Ada Lovelace and Ada Lovelace.");
    std::fs::remove_file(corpus.path().join("articles/3/3.txt")).unwrap();
    let (mut client, _) = started(&corpus, 301 - 2 + 2);
    until(&mut client, |client| work(client)["indexesSaved"] == 1);
    let done = work(&mut client);
    assert_eq!((&done["articlesOpened"], &done["articlesRead"]), (&json!(3), &json!(2)), "{done}");
}

#[test]
fn an_index_for_another_gazetteer_is_not_used() {
    let corpus = articles(300, "");
    let (mut client, _) = started(&corpus, 301);
    until(&mut client, |client| work(client)["indexesSaved"] == 1);
    drop(client);
    let more = format!("[aaron]\nkind = \"person\"\nname = \"Xavier Quent\"\n{GAZETTEER}");
    std::fs::write(corpus.path().join("gazetteer/all.toml"), more).unwrap();
    let (mut client, _) = started(&corpus, 301);
    until(&mut client, |client| work(client)["indexesSaved"] == 1);
    let done = work(&mut client);
    assert_eq!((&done["indexesLoaded"], &done["articlesRead"]), (&json!(0), &json!(300)));
}

#[test]
fn a_damaged_index_is_made_anew_with_a_notice() {
    let corpus = articles(300, "");
    let (mut client, _) = started(&corpus, 301);
    until(&mut client, |client| work(client)["indexesSaved"] == 1);
    drop(client);
    let index = corpus.path().join(".cache/articles.index");
    let mut bytes = std::fs::read(&index).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&index, &bytes).unwrap();
    let (mut client, _) = started(&corpus, 301);
    let notice = client.notification("window/showMessage");
    assert!(notice["message"].as_str().unwrap().contains("was damaged"), "{notice}");
    until(&mut client, |client| work(client)["indexesSaved"] == 1);
    assert_eq!(work(&mut client)["articlesRead"], 300);
    assert!(std::fs::read(&index).unwrap() != bytes);
}

#[test]
fn entries_that_are_numbered_anew_keep_their_mentions() {
    let corpus = articles(300, "");
    let (mut client, uri) = started(&corpus, 301);
    let gazetteer = file(&corpus, "gazetteer/all.toml");
    client.open(&gazetteer, GAZETTEER);
    client.published(&gazetteer, 1);
    // Before all others, so that each of them has another number.
    client.insert(&gazetteer, 2, 0, 0, "[aaron]\nkind = \"person\"\nname = \"Aaron Quent\"\n");
    client.published(&gazetteer, 2);
    until(&mut client, |client| mentioned(client, &uri) == 301);
    until(&mut client, |client| work(client)["articlesRead"] == 600);
    assert_eq!(mentioned(&mut client, &uri), 301);
}

#[test]
fn the_user_can_stop_the_reading() {
    let corpus = articles(300, &"Ada Lovelace met Charles Babbage in London.\n\n".repeat(100));
    let uri = file(&corpus, "articles/1/1.txt");
    let mut client = Client::start(corpus.path());
    let begun = client.wait(|message| message["params"]["value"]["kind"] == "begin");
    assert_eq!(begun["params"]["value"]["cancellable"], true);
    let token = &begun["params"]["token"];
    client.notify("window/workDoneProgress/cancel", json!({"token": token}));
    client.wait(|message| message["params"]["token"] == *token && message["params"]["value"]["kind"] == "end");
    // What was read is there, nothing more is read, and what changes is.
    client.open(&uri, "Ada Lovelace spoke.");
    assert!(mentioned(&mut client, &uri) >= 1);
    let before = work(&mut client)["articlesRead"].as_u64().unwrap();
    std::fs::write(corpus.path().join("articles/1/1.txt"), "Charles Babbage.").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 2}]}));
    until(&mut client, |client| work(client)["articlesRead"] != before);
    assert_eq!(work(&mut client)["articlesRead"], before + 1);
}
