//! Much: a huge article, many articles, many threads.

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::support::Corpus;

const GAZETTEER: &str = r#"
#- nomenclator.toml
[corpus]
articles = ["articles/*.txt"]
#- gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
names = [{ form = "Gadi Eisenkott", as = "misspelling" }]
"#;

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let mut fixture = GAZETTEER.to_owned();
    for number in 0..300 {
        let many = "Later Gadi Eisenkott met Borislav Quentzel again.\n".repeat(number % 17);
        let once = format!("On Monday Gadi Eisenkot met Borislav Quentz{number}el in Nowhereville.\n{many}");
        write!(fixture, "#- articles/{number}.txt\n{once}").unwrap();
    }
    let mut corpus = Corpus::new(&fixture);
    corpus.write("articles/77.txt", b"\xff", "");
    for command in ["check", "check --format json", "annotate --posts"] {
        let run = |threads| {
            let run = corpus.run(&format!("{command} --threads {threads}"));
            (run.status, run.out, run.err)
        };
        let one = run(1);
        assert!(one.1.len() > 10_000);
        assert!(one == run(2) && one == run(8) && one == run(8), "{command}");
    }
}

#[test]
fn a_huge_article_is_read_like_any_other() {
    let paragraph = "The committee met again in the afternoon and said what it had said before, “word for word”.\n\n";
    let mut text = String::from("On Monday Gadi Eisenkot spoke.\n\n");
    while text.len() < 20_000_000 {
        text.push_str(paragraph);
    }
    text.push_str("At last Gadi Eisenkott left.\n");
    let mut corpus = Corpus::new(GAZETTEER);
    corpus.write("articles/2018-06-03-huge.txt", text.as_bytes(), &text);
    let begun = Instant::now();
    let run = corpus.run("check --format json").ended(1);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    let findings = run.findings();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["text"], "Gadi Eisenkott");
}

#[test]
fn an_article_of_very_many_names() {
    let line = "On Monday Gadi Eisenkot met Borislav Quentzel; “Eisenkot” left.\n";
    let text = line.repeat(8_000);
    let mut corpus = Corpus::new(GAZETTEER);
    corpus.write("articles/2018-06-03-names.txt", text.as_bytes(), &text);
    let run = corpus.run("annotate").ended(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 24_000);
    let last: serde_json::Value = serde_json::from_str(lines[23_999]).unwrap();
    assert_eq!((&last["text"], &last["line"]), (&"Eisenkot".into(), &8_000.into()));
}

#[test]
fn a_huge_line_is_shown_in_part() {
    let text = format!("{}Gadi Eisenkott {}", "word ".repeat(400_000), "word ".repeat(400_000));
    let mut corpus = Corpus::new(GAZETTEER);
    corpus.write("articles/2018-06-03-line.txt", text.as_bytes(), &text);
    let run = corpus.run("check").ended(1);
    let line = run.out.lines().find(|line| line.starts_with("1 |")).unwrap();
    assert!(line.chars().count() <= 100, "{line}");
    assert!(run.out.contains("word Gadi Eisenkott"), "{}", run.out);
}
