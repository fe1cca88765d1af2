//! The rules on titles against sentences that a person has judged (`sentences.txt`).

#![allow(clippy::print_stderr, reason = "the figures must be seen")]

use std::fmt::Write as _;
use std::sync::Arc;

use crate::finding::{DocPath, Finding, Fix};
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

/// The findings of all rules in a text on a date.
fn findings(text: &str, date: &str, gazetteer: &Gazetteer) -> Vec<Finding> {
    let settings = Settings { configured: true, ..Settings::default() };
    let path: DocPath = "article.txt".into();
    let date = Date::parse(date).unwrap();
    let context = Context { gazetteer, settings: &settings };
    let reading = reading::read(Article { path: &path, text, listed_date: Some(&date) }, context);
    check(Subject { path: &path, text, reading: &reading, gazetteer, settings: &settings })
}

/// What the rules on titles say of a text on a date: "ok" or the short codes of its findings.
fn judged(text: &str, date: &str, gazetteer: &Gazetteer) -> String {
    let found = findings(text, date, gazetteer);
    let mut codes: Vec<&str> = Vec::new();
    for finding in &found {
        let Some((_, short)) = CODES.iter().find(|(code, _)| *code == finding.rule) else { continue };
        assert!(!finding.reason.is_empty() && !finding.related.is_empty() && finding.places.is_sorted());
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(&*edit.at.path != "article.txt" || text.get(edit.at.span.range()).is_some());
        }
        codes.push(short);
    }
    codes.dedup();
    if codes.is_empty() { "ok".to_owned() } else { codes.join("+") }
}

/// Expects no right title reported, and nineteen of twenty wrong ones caught with the right code, of so many cases.
#[track_caller]
fn check_sentences(sentences: &str, at_least: u32) {
    let gazetteer = gazetteer(include_str!("gazetteer.toml"));
    let (mut right, mut false_alarms, mut wrong, mut caught) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut report = String::new();
    for line in sentences.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (cases, sentence) = line.split_once(" | ").unwrap();
        for case in cases.split(", ") {
            let (date, expected) = case.split_once(' ').unwrap();
            let found = judged(sentence, date, &gazetteer);
            let expected = if expected == "open" { "ok" } else { expected };
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
    assert!(right + wrong >= at_least && false_alarms == 0 && share >= 0.95, "{report}");
}

#[test]
fn judged_sentences() {
    check_sentences(include_str!("sentences.txt"), 400);
}

#[test]
fn sentences_of_newsrooms() {
    check_sentences(include_str!("newsroom.txt"), 300);
}

/// The text with the edits of a fix that are in it.
fn fixed(text: &str, path: &str, fix: &Fix) -> String {
    let mut fixed = text.to_owned();
    for edit in fix.edits.iter().rev().filter(|edit| &*edit.at.path == path) {
        fixed.replace_range(edit.at.span.range(), &edit.new);
    }
    fixed
}

/// Expects these fixes, each as the text it makes; a fix in the gazetteer leaves the text and takes the finding away.
#[track_caller]
fn check_fixes(date: &str, text: &str, expected: &[&str]) {
    let source = include_str!("gazetteer.toml");
    let known = gazetteer(source);
    let found = findings(text, date, &known);
    let [finding] = &found[..] else { panic!("{found:?}") };
    let shown: Vec<String> = finding.fixes.iter().map(|fix| fixed(text, "article.txt", fix)).collect();
    assert_eq!(shown, expected, "{:?}", finding.fixes);
    for fix in finding.fixes.iter().filter(|fix| fixed(text, "article.txt", fix) == text) {
        let mended = gazetteer(&fixed(source, "gazetteer.toml", fix));
        assert_eq!(judged(text, date, &mended), "ok", "{fix:?}");
    }
}

#[test]
fn what_the_fixes_make_of_a_title() {
    let text = "Germany’s foreign minister, Heiko Maas, spoke. German Foreign Minister Heiko Maas left.";
    check_fixes(
        "2017-06-01",
        text,
        &["Germany’s foreign minister, Sigmar Gabriel, spoke. German Foreign Minister Sigmar Gabriel left.", text],
    );
    check_fixes(
        "2022-06-01",
        text,
        &["Germany’s former foreign minister, Heiko Maas, spoke. Former German Foreign Minister Heiko Maas left.", text],
    );
    check_fixes(
        "2010-06-01",
        "They met Foreign Minister Gabi Ashkenazi.",
        &[
            "They met Foreign Minister Avigdor Liberman.",
            "They met IDF Chief of Staff Gabi Ashkenazi.",
            "They met Foreign Minister Gabi Ashkenazi.",
        ],
    );
    check_fixes("2018-06-01", "The ex-president, Donald Trump, played golf.", &["The president, Donald Trump, played golf."]);
    // A term without an end may have ended meanwhile.
    let text = "Former French President Emmanuel Macron spoke. Ex-President Emmanuel Macron left.";
    check_fixes("2026-06-01", text, &["French President Emmanuel Macron spoke. President Emmanuel Macron left.", text]);
    check_fixes(
        "2018-06-01",
        "Russian Defence Minister Sergey Lavrov spoke.",
        &[
            "Russian Defence Minister Sergei Shoigu spoke.",
            "Russian Foreign Minister Sergey Lavrov spoke.",
            "Russian Defence Minister Sergey Lavrov spoke.",
        ],
    );
}
