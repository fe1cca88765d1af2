//! Dated roles of many countries against the development sets in `../shared/eval/dated-roles`: codes of offices
//! through the comparison of dates alone, titles in words through sentences in several orders. Each spell of
//! a person is one role of a gazetteer made here; what is said of it is judged on the case's date.
//!
//! The predictions are written to a file whose place is printed, for the sets' own scorer. Where the sets are absent,
//! the tests say SKIPPED and pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "figures and what is skipped must be seen")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nomenclator_core::finding::DocPath;
use nomenclator_core::gazetteer::date::Date;
use nomenclator_core::gazetteer::tenure::{Said, Term, Verdict, judge};
use nomenclator_core::gazetteer::{Gazetteer, reader};
use nomenclator_core::reading::{self, Article, Context};
use nomenclator_core::rules::{Subject, check};
use nomenclator_core::settings::Settings;
use serde_json::{Value, json};

/// What the share of right answers must reach.
const GATE: f64 = 0.99;

/// The cases of a set, if it is there.
fn cases(name: &str) -> Option<Vec<Value>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = ["../shared", "../../shared"]
        .iter()
        .map(|shared| root.join(shared).join("eval/dated-roles").join(name))
        .find(|path| path.exists());
    let Some(path) = path else {
        eprintln!("SKIPPED: {name} is not beside the repository; its dated roles were not judged");
        return None;
    };
    let text = std::fs::read_to_string(path).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap_or_default()
}

fn date(case: &Value, field: &str) -> Option<Date> {
    Some(text(case, field)).filter(|words| !words.is_empty()).map(|words| Date::parse(words).unwrap())
}

/// Writes the predictions for the scorer and gives the share of right ones.
fn score(name: &str, cases: &[Value], predictions: &[Option<bool>]) -> f64 {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("dated-roles");
    std::fs::create_dir_all(&folder).unwrap();
    let mut lines = String::new();
    let mut right = 0;
    for (case, prediction) in cases.iter().zip(predictions) {
        let mut case = case.clone();
        right += u32::from(*prediction == case["right"].as_bool());
        case["pred"] = json!(prediction);
        writeln!(lines, "{case}").unwrap();
    }
    let path = folder.join(name);
    std::fs::write(&path, lines).unwrap();
    let share = f64::from(right) / f64::from(u32::try_from(cases.len()).unwrap());
    eprintln!("{name}: {} cases, {right} right ({share:.4}); predictions in {}", cases.len(), path.display());
    share
}

#[test]
fn codes_by_the_dates_alone() {
    let Some(cases) = cases("dev.jsonl") else { return };
    let predict = |case: &Value| {
        let term = Term::new(date(case, "from"), date(case, "until"), false);
        match judge(&[term], Said::Present, date(case, "date").unwrap()) {
            Verdict::Fits => Some(true),
            Verdict::Undecided => None,
            _ => Some(false),
        }
    };
    let predictions: Vec<_> = cases.iter().map(predict).collect();
    assert!(score("dev.jsonl", &cases, &predictions) >= GATE);
}

/// Dates that leave it open are never judged: the ends of each spell with a mark, or cut to the year of the case.
#[test]
fn no_answer_where_the_dates_are_vague() {
    let Some(cases) = cases("dev.jsonl") else { return };
    for case in &cases {
        let on = date(case, "date").unwrap();
        let marked = |field: &str| {
            Some(Date::parse(&format!("{}?", text(case, field))).unwrap()).filter(|_| !text(case, field).is_empty())
        };
        let term = Term::new(marked("from"), marked("until").or(Date::parse("2000~").ok()), false);
        assert_eq!(judge(&[term], Said::Present, on), Verdict::Undecided, "{case}");
        let year = Date::parse(&text(case, "date")[..4]).unwrap();
        let term = Term::new(Some(year), Some(year), false);
        assert_eq!(judge(&[term], Said::Present, on), Verdict::Undecided, "{case}");
    }
}

/// A sentence that calls a person by the title, in one of several orders.
fn sentence(order: usize, name: &str, title: &str, country: &str) -> String {
    let lower = title.to_lowercase();
    match order % 8 {
        0 => format!("{title} of {country} {name} spoke to reporters."),
        1 => format!("{country}'s {lower}, {name}, spoke to reporters."),
        2 => format!("{name}, {lower} of {country}, spoke to reporters."),
        3 => format!("{name}, the {lower} of {country}, spoke to reporters."),
        4 => format!("{name}, {country}’s {title}, spoke to reporters."),
        5 => format!("In the capital of {country}, {title} {name} spoke to reporters."),
        6 => format!("{name}, who is {country}'s {lower}, spoke to reporters."),
        _ => format!("Reporters were told so by the {lower} of {country}, {name}."),
    }
}

/// A gazetteer with the countries, posts and spells of the cases. Each country's name leads to its id.
fn gazetteer(cases: &[Value]) -> Gazetteer {
    let quoted = |words: &str| format!("{words:?}");
    let mut toml = String::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |key: String| {
        let next = numbers.len();
        let known = numbers.contains_key(&key);
        (*numbers.entry(key).or_insert(next), !known)
    };
    let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases {
        let (country, title) = (text(case, "of"), text(case, "role"));
        let (of, new) = number(country.to_owned());
        if new {
            writeln!(toml, "[c{of}]\nkind = \"place\"\nname = {}", quoted(country)).unwrap();
        }
        let (post, new) = number(format!("{title} of {country}"));
        if new {
            let name = quoted(&format!("{title} of {country}"));
            writeln!(toml, "[p{post}]\nkind = \"post\"\nname = {name}\nof = \"c{of}\"\nholders = \"many\"").unwrap();
        }
        let until = if text(case, "until").is_empty() { String::new() } else { format!(", until = \"{}\"", text(case, "until")) };
        let role = format!("{{ post = \"p{post}\", from = \"{}\"{until} }}", text(case, "from"));
        people.entry(text(case, "name").to_owned()).or_default().insert(role);
    }
    for (n, (name, roles)) in people.iter().enumerate() {
        let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
        writeln!(toml, "[person-{n}]\nkind = \"person\"\nname = {}\nroles = [{}]", quoted(name), roles.join(", ")).unwrap();
    }
    let settings = Settings::default();
    Gazetteer::build(vec![Arc::new(reader::read(&"g.toml".into(), &toml, &settings, None))], &settings)
}

#[test]
fn titles_through_sentences() {
    let Some(cases) = cases("titles.jsonl") else { return };
    let gazetteer = gazetteer(&cases);
    let settings = Settings { configured: true, ..Settings::default() };
    let context = Context { gazetteer: &gazetteer, settings: &settings };
    let path: DocPath = "a.txt".into();
    let mut predictions = Vec::new();
    let mut unread: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, case) in cases.iter().enumerate() {
        // Both cases of a spell are said in the same order.
        let order = n / 2;
        let text = sentence(order, text(case, "name"), text(case, "role"), text(case, "of"));
        let on = date(case, "date");
        let reading = reading::read(Article { path: &path, text: &text, listed_date: on.as_ref() }, context);
        let found = check(Subject { path: &path, text: &text, reading: &reading, gazetteer: &gazetteer, settings: &settings });
        let wrong = found.iter().any(|finding| finding.rule.starts_with("role-") || finding.rule == "not-former");
        let read = !reading.said.is_empty();
        if !read {
            *unread.entry(order % 8).or_default() += 1;
            if std::env::var_os("SHOW").is_some() {
                eprintln!("unread: {text}");
            }
        } else if case["right"] == json!(wrong) && std::env::var_os("SHOW").is_some() {
            eprintln!("wrong: {on:?} {text} {case}");
        }
        // A title that is not found is not judged.
        predictions.push(read.then_some(!wrong));
    }
    eprintln!("titles not found, by order: {unread:?}");
    let share = score("titles.jsonl", &cases, &predictions);
    let false_findings =
        cases.iter().zip(&predictions).filter(|(case, found)| **found == Some(false) && case["right"] == json!(true)).count();
    assert_eq!(false_findings, 0);
    assert!(share >= GATE, "{share}");
}
