//! Fixes as `check --format json` gives them: applied as they stand, they take the finding away, whichever
//! file their edits are in.

use serde_json::Value;

use crate::support::{Corpus, Run};

const GAZETTEER: &str = r#"#- nomenclator.toml
[corpus]
articles = ["articles/**/*.txt"]
#- gazetteer/räume.toml
[russia]
kind = "place"
name = "Russia"
[fm]
kind = "post"
name = "Russian Foreign Minister"
of = "russia"
[igor-ivanov]
kind = "person"
name = "Igor Ivanov"
roles = [
  { post = "fm", from = "1998-09-11", until = "2004-03-09", source = "§ 1" },
]
[sergey-lavrov]
kind = "person"
name = "Sergey Lavrov" # “S. V.”
roles = [{ source = "§ 2", from = "2004-03-09", post = "fm" , }]
"#;

/// The findings of an article, and the corpus.
fn checked(article: &str) -> (Corpus, Run) {
    let corpus = Corpus::new(&format!("{GAZETTEER}#- articles/2019-02-03-a.txt\n{article}\n"));
    let run = corpus.run("check --format json");
    (corpus, run)
}

/// The titles of the fixes of the one finding.
fn titles(run: &Run) -> Vec<String> {
    let findings = run.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings[0]["fixes"].as_array().unwrap().iter().map(|fix| fix["title"].as_str().unwrap().to_owned()).collect()
}

/// Applies a fix of the one finding; the files that it touched.
fn apply(corpus: &Corpus, run: &Run, title: &str) -> Vec<String> {
    let findings = run.findings();
    let fixes = findings[0]["fixes"].as_array().unwrap();
    let fix = fixes.iter().find(|fix| fix["title"] == title).unwrap_or_else(|| panic!("no {title}: {fixes:?}"));
    let mut edits: Vec<&Value> = fix["edits"].as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["start"].as_u64()));
    let mut touched = Vec::new();
    for edit in edits {
        let path = edit["path"].as_str().unwrap();
        let text = std::fs::read_to_string(corpus.at(path)).unwrap();
        let number = |field: &str| usize::try_from(edit[field].as_u64().unwrap()).unwrap();
        let (start, end) = (number("start"), number("end"));
        let characters: Vec<char> = text.chars().collect();
        let text: String = characters[..start].iter().collect::<String>()
            + edit["new"].as_str().unwrap()
            + &characters[end..].iter().collect::<String>();
        std::fs::write(corpus.at(path), text).unwrap();
        touched.push(path.to_owned());
    }
    touched.dedup();
    touched
}

#[test]
fn a_role_is_ended_in_the_gazetteer() {
    let (corpus, run) =
        checked("The former Russian foreign minister, Sergey Lavrov, spoke. Ex-Foreign Minister Sergey Lavrov left.");
    assert_eq!(titles(&run), ["Leave out “former”", "End the role in the gazetteer"]);
    assert_eq!(apply(&corpus, &run, "End the role in the gazetteer"), ["gazetteer/räume.toml"]);
    let gazetteer = std::fs::read_to_string(corpus.at("gazetteer/räume.toml")).unwrap();
    let role = r#"{ source = "§ 2", from = "2004-03-09", post = "fm", until = "../2019-02-03" , }"#;
    assert!(gazetteer.contains(role), "{gazetteer}");
    corpus.run("check").ended(0);
}

#[test]
fn a_role_is_added_to_the_gazetteer() {
    let (corpus, run) = checked("Russian Foreign Minister Igor Ivanov spoke.");
    let expected = ["Add “former”", "Replace with “Sergey Lavrov”, who held the post", "Add the role to the gazetteer"];
    assert_eq!(titles(&run), expected);
    for title in expected {
        let (corpus, run) = checked("Russian Foreign Minister Igor Ivanov spoke.");
        apply(&corpus, &run, title);
        let again = corpus.run("check").out;
        // Two ministers at once are for the gazetteer's author to settle.
        assert!(again.contains("nothing found") || again.contains("two-holders"), "{title}: {again}");
        assert!(!again.contains("role-"), "{title}: {again}");
    }
    drop(corpus);
}

#[test]
fn leaving_out_former_keeps_the_capital() {
    let (corpus, run) = checked("Former foreign minister Sergey Lavrov spoke.");
    assert_eq!(apply(&corpus, &run, "Leave out “former”"), ["articles/2019-02-03-a.txt"]);
    let article = std::fs::read_to_string(corpus.at("articles/2019-02-03-a.txt")).unwrap();
    assert_eq!(article, "Foreign minister Sergey Lavrov spoke.\n");
    corpus.run("check").ended(0);
}
