//! The rules on titles against sentences that a person has judged (`sentences.txt`).

#![allow(clippy::print_stderr, reason = "the figures must be seen")]

use std::fmt::Write as _;
use std::sync::Arc;

use crate::finding::DocPath;
use crate::gazetteer::date::Date;
use crate::gazetteer::{Gazetteer, reader};
use crate::reading::{self, Article, Context};
use crate::rules::{Subject, check};
use crate::settings::Settings;

const CODES: [(&str, &str); 4] = [
    ("role-expired", "expired"),
    ("role-not-yet", "not-yet"),
    ("not-former", "not-former"),
    ("role-holder-mismatch", "mismatch"),
];

fn gazetteer(text: &str) -> Gazetteer {
    let settings = Settings::default();
    let file = reader::read(&"gazetteer.toml".into(), text, &settings, None);
    assert!(file.findings.is_empty(), "{:?}", file.findings);
    let gazetteer = Gazetteer::build(vec![Arc::new(file)], &settings);
    assert!(gazetteer.findings().is_empty(), "{:?}", gazetteer.findings());
    gazetteer
}

/// What the rules on titles say of a text on a date: "ok" or the short codes of its findings.
fn judged(text: &str, date: &str, gazetteer: &Gazetteer) -> String {
    let settings = Settings { configured: true, ..Settings::default() };
    let path: DocPath = "article.txt".into();
    let date = Date::parse(date).unwrap();
    let context = Context { gazetteer, settings: &settings };
    let reading = reading::read(Article { path: &path, text, listed_date: Some(&date) }, context);
    let found = check(Subject { path: &path, text, reading: &reading, gazetteer, settings: &settings });
    let mut codes: Vec<&str> = Vec::new();
    for finding in &found {
        let Some((_, short)) = CODES.iter().find(|(code, _)| *code == finding.rule) else { continue };
        assert!(!finding.reason.is_empty() && !finding.related.is_empty() && finding.places.is_sorted());
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.at.span.range()).is_some());
        }
        codes.push(short);
    }
    codes.dedup();
    if codes.is_empty() { "ok".to_owned() } else { codes.join("+") }
}

#[test]
fn judged_sentences() {
    let gazetteer = gazetteer(include_str!("gazetteer.toml"));
    let (mut right, mut false_alarms, mut wrong, mut caught) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut report = String::new();
    for line in include_str!("sentences.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (cases, sentence) = line.split_once(" | ").unwrap();
        for case in cases.split(", ") {
            let (date, expected) = case.split_once(' ').unwrap();
            let found = judged(sentence, date, &gazetteer);
            if expected == "ok" {
                right += 1;
                false_alarms += u32::from(found != "ok");
            } else {
                wrong += 1;
                caught += u32::from(found == expected);
            }
            if found != expected {
                writeln!(report, "{date} {found}, should be {expected}: {sentence}").unwrap();
            }
        }
    }
    let share = f64::from(caught) / f64::from(wrong);
    eprintln!(
        "{right} right titles, {false_alarms} of them reported; {wrong} wrong titles, {caught} caught ({share:.3})\n{report}"
    );
    assert!(right + wrong >= 200 && false_alarms == 0 && share >= 0.95, "{report}");
}
