//! `nomenclator.toml`, and doing without.

use crate::support::{Corpus, shown};

#[test]
fn a_folder_of_notes_without_configuration_is_quiet() {
    let corpus = Corpus::new(
        "#- README.md\n# Borislav Quentzel\nWritten by Borislav Quentzel in Nowhereville for Ann Example.\n\
         #- src/notes.txt\nAsk Borislav Quentzel.\n",
    );
    let run = corpus.run("check").ended(0);
    assert!(run.out.starts_with("2 articles checked: nothing found."), "{}", run.out);
    assert_eq!(run.err, "");
}

#[test]
fn with_a_gazetteer_but_no_configuration_an_unknown_name_is_information() {
    let corpus = Corpus::new(
        "#- gazetteer/a.toml\n[gadi-eisenkot]\nkind = \"person\"\nname = \"Gadi Eisenkot\"\n\
         #- a.txt\nThen Gadi Eisenkot met Borislav Quentzel.\n",
    );
    let run = corpus.run("check --format json").ended(0);
    assert_eq!(shown(&run.findings(), &["rule", "severity"]), ["a.txt: Borislav Quentzel unresolved-name information"]);
}

#[test]
fn severities_by_configuration() {
    let corpus = |severity: &str| {
        Corpus::new(&format!(
            "#- nomenclator.toml\n[rules]\nunresolved-name = \"{severity}\"\n\
             #- gazetteer/a.toml\n[gadi-eisenkot]\nkind = \"person\"\nname = \"Gadi Eisenkot\"\n\
             #- a.txt\nThen Gadi Eisenkot met Borislav Quentzel.\n"
        ))
    };
    for (severity, status) in [("hint", 0), ("information", 0), ("warning", 1), ("error", 1)] {
        let run = corpus(severity).run("check --format json").ended(status);
        assert_eq!(run.findings()[0]["severity"], severity);
    }
    assert_eq!(corpus("off").run("check --format json").ended(0).findings(), <[serde_json::Value; 0]>::default());
}

#[test]
fn names_to_ignore() {
    let corpus = Corpus::new(
        "#- nomenclator.toml\n[names]\nignore = [\"Borislav Quentzel\"]\n\
         #- gazetteer/a.toml\n[gadi-eisenkot]\nkind = \"person\"\nname = \"Gadi Eisenkot\"\n\
         #- a.txt\nThen Gadi Eisenkot met Borislav Quentzel.\n",
    );
    corpus.run("check").ended(0);
}

#[test]
fn a_configuration_that_cannot_be_followed() {
    let corpus = Corpus::new(
        r#"
#- nomenclator.toml
[corpus]
articels = ["articles/**"]
encoding = "klingon"

[rules]
unresolved-names = "off"

[[import]]
path = "../geonames.jsonl"
#- a.txt
Text.
"#,
    );
    for command in ["check", "annotate", "explain a.txt:1:1"] {
        let run = corpus.run(command).ended(2);
        assert_eq!(run.out, "");
        insta::allow_duplicates! {
            insta::assert_snapshot!(run.err, @r#"
            error: There is no setting “articels” under [corpus].
             --> nomenclator.toml:2:1
              |
            2 | articels = ["articles/**"]
              | ^^^^^^^^
              = help: Did you mean “articles”?

            error: There is no encoding “klingon”.
             --> nomenclator.toml:3:12
              |
            3 | encoding = "klingon"
              |            ^^^^^^^^^
              = help: Write it as the web does: "utf-8", "windows-1251", "koi8-r", "utf-16le".

            error: There is no rule “unresolved-names”.
             --> nomenclator.toml:6:1
              |
            6 | unresolved-names = "off"
              | ^^^^^^^^^^^^^^^^
              = help: Did you mean “unresolved-name”?

            error: “../geonames.jsonl” leads outside the corpus.
             --> nomenclator.toml:9:8
              |
            9 | path = "../geonames.jsonl"
              |        ^^^^^^^^^^^^^^^^^^^
              = help: Sources belong to the corpus: put it beside this file, or a link to it.
            "#);
        }
    }
}

#[test]
fn a_configuration_that_is_not_toml() {
    let run = Corpus::new("#- nomenclator.toml\n[corpus\narticles = [\"*.txt\"]\n#- a.txt\nText.\n").run("check").ended(2);
    insta::assert_snapshot!(run.err, @"
    error: This is not TOML: unclosed table, expected `]`.
     --> nomenclator.toml:1:8
      |
    1 | [corpus
      |        ^
      = help: Put the line right, or remove it.
    ");
}

#[test]
fn a_configuration_that_is_no_text() {
    let mut corpus = Corpus::new("#- a.txt\nText.\n");
    corpus.write("nomenclator.toml", b"\xff\xff", "");
    let run = corpus.run("check").ended(2);
    assert!(run.err.starts_with("error: ROOT/nomenclator.toml cannot be read: "), "{}", run.err);
}

#[test]
fn a_corpus_without_articles_is_said() {
    let run =
        Corpus::new("#- nomenclator.toml\n[corpus]\narticles = [\"articles/*.txt\"]\n#- a.txt\nText.\n").run("check").ended(0);
    assert_eq!(run.out, "0 articles checked: nothing found.\n");
    assert_eq!(run.err, "note: no file is an article, going by `articles` in the configuration: articles/*.txt.\n");
}

#[test]
fn frozen_articles_are_checked_and_never_edited() {
    let corpus = Corpus::new(
        r#"
#- nomenclator.toml
[corpus]
frozen = ["old/**"]
#- gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
names = [{ form = "Gadi Eisenkott", as = "misspelling" }]
#- old/a.txt
Then Gadi Eisenkott left.
#- new/a.txt
Then Gadi Eisenkott left.
"#,
    );
    let findings = corpus.run("check --format json").ended(1).findings();
    let fixes: Vec<_> =
        findings.iter().map(|finding| (finding["path"].as_str().unwrap(), finding["fixes"].as_array().unwrap().len())).collect();
    assert_eq!(fixes, [("new/a.txt", 1), ("old/a.txt", 0)]);
}

#[test]
fn a_table_of_dates() {
    let corpus = Corpus::new(
        "#- nomenclator.toml\n[corpus]\ndates = \"dates.csv\"\n#- dates.csv\npath,date\na.txt,2018-06-03\nb.txt,yesterday\n\
         #- a.txt\nText.\n#- b.txt\nText.\n#- c.txt\nText.\n",
    );
    let run = corpus.run("check --format json").ended(1);
    assert_eq!(shown(&run.findings(), &["rule", "severity"]), ["dates.csv: b.txt,yesterday bad-date warning"]);
    assert_eq!(run.json()["summary"]["undated"], 2);
    let corpus = Corpus::new("#- nomenclator.toml\n[corpus]\ndates = \"dates.csv\"\n#- a.txt\nText.\n");
    let run = corpus.run("check --format json").ended(1);
    assert_eq!(shown(&run.findings(), &["rule"]), ["dates.csv:  unreadable-file"]);
}
