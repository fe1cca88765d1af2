//! Holds `docs/gazetteer.md` to what the code does: its examples are read, its tables compared.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entry::{Kind, NameUse};
use super::{Gazetteer, date, fields, lints, reader};
use crate::finding::{DocPath, Severity};
use crate::settings::Settings;

const MANUAL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/gazetteer.md"));

/// The examples, each with the heading it stands under.
fn examples() -> Vec<(&'static str, String)> {
    let (mut heading, mut open) = ("", None);
    let mut found = Vec::new();
    for line in MANUAL.lines() {
        match (line, &mut open) {
            ("```toml", None) => open = Some(String::new()),
            ("```", Some(_)) => found.extend(open.take().map(|text| (heading, text))),
            (_, Some(text)) => {
                text.push_str(line);
                text.push('\n');
            }
            (_, None) => heading = line.strip_prefix('#').map_or(heading, |rest| rest.trim_matches(['#', ' ', '`'])),
        }
    }
    found
}

/// The codes of what is found in an example.
fn codes(text: &str) -> Vec<&'static str> {
    let settings = Settings::default();
    let file = Arc::new(reader::read(&DocPath::from("gazetteer/example.toml"), text, &settings, None));
    let gazetteer = Gazetteer::build(vec![Arc::clone(&file)], &settings);
    let whole = gazetteer.findings().iter().map(|(_, finding)| finding.rule);
    file.findings.iter().map(|finding| finding.rule).chain(whole).collect()
}

#[test]
fn examples_do_what_the_page_says() {
    let mut shown = BTreeSet::new();
    for (heading, text) in examples() {
        let found: BTreeSet<&str> = codes(&text).into_iter().collect();
        let lint = lints::CODES.iter().find(|lint| lint.0 == heading).map(|lint| lint.0);
        assert_eq!(found, lint.into_iter().collect(), "{heading}\n{text}");
        shown.extend(lint);
    }
    assert_eq!(shown, lints::CODES.iter().map(|lint| lint.0).collect(), "every lint has its example");
    assert!(examples().len() >= lints::CODES.len() + 3);
}

#[test]
fn the_page_says_the_severities() {
    for (code, severity, _) in lints::CODES {
        let about = MANUAL.split(&format!("### `{code}`\n")).nth(1).and_then(|rest| rest.split("```").next());
        let word = match severity {
            Some(Severity::Error) => "(Error)",
            Some(Severity::Warning) => "(Warning)",
            Some(Severity::Information) => "(Information)",
            Some(Severity::Hint) => "(Hint)",
            None => "(Off)",
        };
        assert!(about.is_some_and(|about| about.contains(word)), "{code} is {word}");
    }
}

/// The words in code type in the first column of every table.
fn first_columns() -> BTreeSet<&'static str> {
    let rows = MANUAL.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
    rows.flat_map(|cell| cell.split(',')).map(|word| word.trim_matches(['`', ' ', '"'])).collect()
}

#[test]
fn every_field_and_word_has_its_row() {
    let fields = [fields::ENTRY, fields::RELATIONS, fields::NAME, fields::ROLE, fields::RELATION, fields::PROVENANCE];
    let fields = fields.into_iter().flatten().map(|field| field.name);
    let kinds = Kind::ALL.into_iter().map(Kind::as_str);
    let uses = NameUse::WRITABLE.into_iter().map(|(word, _)| word);
    let known: BTreeSet<&str> = fields.chain(kinds).chain(uses).collect();
    let (dates, rows): (BTreeSet<&str>, BTreeSet<&str>) =
        first_columns().into_iter().partition(|word| word.contains(|c: char| c.is_ascii_digit()));
    assert_eq!(rows, known);
    for words in dates {
        assert!(date::Date::parse(words).is_ok(), "{words}");
    }
}
