//! Imported sources: compiled, looked up, laid under the gazetteer, and never in the way.

use std::fs;
use std::time::Duration;

use crate::support::{Corpus, command, shown};

const SOURCE: &str = r#"{"id": "q1", "kind": "person", "name": "Anna Berg", "names": ["Berg of Lund"], "links": {"wikidata": "Q1"}}
{"id": "q2", "kind": "person", "name": "Carl Dahl", "formerly": ["q2-old"], "topics": ["sanction"], "source": "https://example.org/list"}
{"id": "head", "kind": "post", "name": "Head of the Academy"}
"#;

fn corpus() -> Corpus {
    let mut corpus = Corpus::new(
        r#"
#- nomenclator.toml
[[import]]
path = "names.jsonl"
version = "7"
#- gazetteer/a.toml
[anna]
kind = "person"
name = "Anna-Maria Berg"
links = { wikidata = "Q1" }
#- articles/a.md
Then Berg of Lund met [Dahl](entity:q2-old) and [Anna](entity:q1) in the city.
"#,
    );
    corpus.write("names.jsonl", SOURCE.as_bytes(), SOURCE);
    corpus
}

#[test]
fn imported_entries_are_meant_and_hand_edited_ones_go_before_them() {
    let corpus = corpus();
    let mentions = corpus.run("annotate").ended(0).mentions();
    assert_eq!(
        shown(&mentions, &["entity"]),
        ["articles/a.md: Berg of Lund anna", "articles/a.md: Dahl q2", "articles/a.md: Anna anna"]
    );
    let run = corpus.run("explain articles/a.md:1:24").ended(0);
    assert_eq!(run.err, "");
    for words in ["Carl Dahl", "sanction", "source: https://example.org/list", "q2 in names.jsonl, version 7, line 2 (imported)"]
    {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    assert_eq!(corpus.run("check --format json").ended(0).json()["summary"]["entries"], 4);
}

#[test]
fn places_in_a_source_have_its_lines() {
    let mut corpus = corpus();
    let holders = "[a]\nkind = \"person\"\nname = \"Abel Cain\"\nroles = [{ post = \"head\", from = \"2001-01-01\" }]\n\
                   [b]\nkind = \"person\"\nname = \"Bela Cain\"\nroles = [{ post = \"head\", from = \"2002-01-01\" }]\n";
    corpus.write("gazetteer/b.toml", holders.as_bytes(), holders);
    let bad = format!("{SOURCE}nonsense\n");
    corpus.write("names.jsonl", bad.as_bytes(), &bad);
    let run = corpus.run("check").ended(1);
    assert!(run.out.contains("the post (names.jsonl:3:1)"), "{}", run.out);
    assert!(run.out.contains("--> names.jsonl:4:1"), "{}", run.out);
    let findings = corpus.run("check --format json").ended(1).json();
    let of =
        |rule: &str| findings["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == rule).unwrap().clone();
    assert_eq!(of("broken-gazetteer")["places"][0]["line"], 4);
    let post = of("two-holders")["related"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((post["path"].as_str(), post["line"].as_u64()), (Some("names.jsonl"), Some(3)));
}

#[test]
fn a_source_that_cannot_be_read_stops_the_run() {
    let corpus = corpus();
    fs::remove_file(corpus.at("names.jsonl")).unwrap();
    for command in ["check", "annotate", "explain articles/a.md:1:1"] {
        let run = corpus.run(command).ended(2);
        assert_eq!(run.out, "");
        insta::allow_duplicates! {
            insta::assert_snapshot!(run.err, @r#"
            error: The import “names.jsonl” cannot be read: it does not exist (a broken link?).
             --> nomenclator.toml:2:8
              |
            2 | path = "names.jsonl"
              |        ^^^^^^^^^^^^^
              = help: Put the file there, or remove this [[import]].
            "#);
        }
    }
}

#[test]
fn the_same_comes_out_whether_compiled_before_or_not_and_on_any_number_of_threads() {
    let corpus = corpus();
    let cold = corpus.run("check --format json --threads 1").ended(0);
    for arguments in ["check --format json", "check --format json --threads 4"] {
        let warm = corpus.run(arguments).ended(0);
        assert_eq!((&warm.out, &warm.err), (&cold.out, &cold.err));
    }
    let compiled = compiled(&corpus);
    let mut bytes = fs::read(&compiled).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&compiled, bytes).unwrap();
    let run = corpus.run("check --format json").ended(0);
    assert_eq!(run.out, cold.out);
    assert!(run.err.contains("its checksum is wrong. They are made again."), "{}", run.err);
    assert_eq!(corpus.run("check --format json").ended(0).err, "");
}

/// The compiled file in the cache folder of the tests.
fn compiled(corpus: &Corpus) -> std::path::PathBuf {
    let mut folders = fs::read_dir(corpus.at(".cache/nomenclator")).unwrap();
    folders.next().unwrap().unwrap().path().join("imports.compiled")
}

/// Whenever a writer is killed, what lies there is the old file or the new one.
#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new() {
    let mut corpus = corpus();
    let source = |letter: char| -> String {
        let entry = |n| format!("{{\"id\": \"q{n}\", \"kind\": \"person\", \"name\": \"Person {letter}{n}\"}}\n");
        (0..20_000).map(entry).collect()
    };
    let mut said = Vec::new();
    for (round, letter) in ('A'..='L').enumerate() {
        let text = source(letter);
        corpus.write("names.jsonl", text.as_bytes(), &text);
        let mut child = command(corpus.root()).arg("check").spawn().unwrap();
        // Waits for nothing: it picks a moment, from before anything is written until well after, and any must do.
        std::thread::sleep(Duration::from_millis(round as u64 * round as u64 * 4));
        child.kill().unwrap();
        child.wait().unwrap();
        let run = corpus.run("explain articles/a.md:1:1").ended(0);
        said.push(run.err);
    }
    // A damaged file would have been spoken of.
    assert_eq!(said, vec![String::new(); 12]);
    let mentions = corpus.run("annotate").ended(0).mentions();
    assert!(mentions.iter().any(|mention| mention["entity"] == "q1"));
}
