//! Drafts from short articles, each judged by a person.
//!
//! Expected entries are written `kind name | other names`, in the order of the draft; an abbreviation
//! ends in `*`.

use std::sync::Arc;

use super::{Draft, Sightings, draft, toml};
use crate::gazetteer::{Gazetteer, NameUse, reader};
use crate::reading::{Article, Context, read};
use crate::settings::Settings;

fn drafted(articles: &[&str]) -> Draft {
    let (gazetteer, settings) = (Gazetteer::default(), Settings::default());
    let mut all = Sightings::default();
    for (n, text) in articles.iter().enumerate() {
        let path: Arc<str> = format!("{n}.txt").into();
        let article = Article { path: &path, text, listed_date: None };
        let reading = read(article, Context { gazetteer: &gazetteer, settings: &settings });
        all.add(Sightings::of(&path, text, &reading));
    }
    draft(&all, |_| false)
}

#[track_caller]
fn check(articles: &[&str], expected: &[&str]) {
    let draft = drafted(articles);
    let shown: Vec<String> = draft
        .entries
        .iter()
        .map(|entry| {
            let star = |usage: NameUse| if usage == NameUse::Abbreviation { "*" } else { "" };
            let names: Vec<String> = entry.names.iter().map(|(form, usage)| format!("{form}{}", star(*usage))).collect();
            let names = if names.is_empty() { String::new() } else { format!(" | {}", names.join(", ")) };
            format!("{} {}{names}", entry.kind.as_str(), entry.name)
        })
        .collect();
    assert_eq!(shown, expected, "{articles:?}");
}

#[test]
fn spellings_of_a_person_are_one_entry_and_surnames_belong_to_it() {
    check(
        &[
            "He met Sergei Brusko there. Later Brusko left.",
            "He met Sergey Brusko there, and Sergey Brusko left.",
            "Then he spoke of Brusko again.",
        ],
        &["person Sergey Brusko | Sergei Brusko, Brusko"],
    );
    check(
        &["He met Walid Al-Tarzi.", "He met Walid Tarzi. The Tarzi office was shut."],
        &["person Walid Tarzi | Walid Al-Tarzi"],
    );
}

#[test]
fn two_persons_stay_two() {
    check(&["He met Ivan Brusko and Pavel Brusko."], &["person Ivan Brusko", "person Pavel Brusko"]);
    check(&["He met Ivan Brusko.", "She met Olga Bruska."], &["person Ivan Brusko", "person Olga Bruska"]);
}

#[test]
fn a_surname_that_two_bear_is_listed_for_both_and_they_know_of_each_other() {
    let draft = drafted(&["He met Ivan Brusko.", "He met Pavel Brusko.", "What did Brusko want?"]);
    let names: Vec<_> = draft.entries.iter().map(|entry| (&*entry.id, entry.names.len(), entry.not.join(" "))).collect();
    assert_eq!(names, [("ivan-brusko", 1, String::new()), ("pavel-brusko", 1, "ivan-brusko".to_owned())]);
}

#[test]
fn given_names_of_persons_named_in_full_are_not_listed() {
    check(&["He met Pavel Brusko. Then he called Pavel again."], &["person Pavel Brusko"]);
}

#[test]
fn spellings_of_a_place_and_its_name_without_the_head() {
    check(
        &["It fell near Khazmir Air Base, close to Khazmir.", "He flew to Hazmir.", "They live in Hezmir."],
        &["place Khazmir Air Base | Hazmir, Khazmir", "place Hezmir"],
    );
    check(&["A town near Quarnet Airport.", "They live in Quarnet."], &["place Quarnet", "place Quarnet Airport"]);
}

#[test]
fn acronyms_belong_to_what_they_stand_for() {
    check(
        &["The Quarn Relief Agency (QRA) left. A spokesman of the QRA said so.", "He called the QRA."],
        &["organisation Quarn Relief Agency | QRA*"],
    );
    check(&["The Quarn Relief Agency left.", "He called the QRA."], &["organisation Quarn Relief Agency | QRA*"]);
    check(&["The Elbe Relief Agency left.", "He called the QRA."], &["organisation Elbe Relief Agency", "organisation QRA"]);
}

#[test]
fn countries_and_capitals_are_places_and_demonyms_are_not_listed() {
    check(
        &["Norway spoke with Norwegian and US diplomats. Oslo welcomed it, and so did America."],
        &["place United States | America, US*", "place Norway", "place Oslo"],
    );
}

#[test]
fn kinds_come_from_the_whole_corpus() {
    check(&["What Quarnet wants is clear.", "They live in Quarnet."], &["place Quarnet"]);
    check(&["What Quarnet wants is clear.", "So the Quarnet daily wrote."], &["media Quarnet"]);
    check(&["It fired a Q-700 at dawn.", "So began Operation Silver Quarn."], &["event Operation Silver Quarn", "weapon Q-700"]);
    check(&["He met Quarnet and Elbeth.", "They live in Elbeth."], &["place Elbeth", "place Quarnet"]);
}

#[test]
fn what_is_written_loads_without_a_finding() {
    let odd = "He met Ivan \u{202e}Brusko \u{7}there, in Quar\u{200b}net “Ex\"x\\”. The Quarn\u{ad}et Relief Agency (QRA) left.";
    let draft =
        drafted(&[odd, "He met Ivan Brusko. Later Brusko left for Norway.", "He met Pavel Brusko.", "What did Brusko say?"]);
    let settings = Settings::default();
    let files: Vec<_> = toml::files(&draft)
        .iter()
        .map(|file| Arc::new(reader::read(&Arc::from(&*file.path), &file.text, &settings, None)))
        .collect();
    for file in &files {
        assert_eq!(file.findings, [], "{}", file.path);
    }
    let gazetteer = Gazetteer::build(files, &settings);
    assert_eq!(gazetteer.findings(), []);
    assert_eq!(gazetteer.len(), draft.entries.len());
    for entry in &draft.entries {
        let read = gazetteer.entry(gazetteer.find(&entry.id).unwrap());
        assert_eq!((read.name(), read.kind), (&*entry.name, entry.kind));
        assert_eq!(read.names.len(), 1 + entry.names.len());
    }
}

#[test]
fn strings_are_escaped() {
    for (words, expected) in [
        ("Sana'a", "\"Sana'a\""),
        ("a\"b\\c", r#""a\"b\\c""#),
        ("a\nb\u{1b}[2J\u{7f}", r#""a\nb\u001B[2J\u007F""#),
        ("x\u{202e}y\u{e0041}", r#""x\u202Ey\U000E0041""#),
        ("Müller 和", "\"Müller 和\""),
    ] {
        assert_eq!(toml::quoted(words), expected);
        let read: std::collections::BTreeMap<String, String> = ::toml::from_str(&format!("x = {expected}")).unwrap();
        assert_eq!(read["x"], words);
    }
}

#[test]
fn the_order_of_articles_changes_no_entry() {
    let articles = ["He met Sergei Brusko in Quarnet.", "He met Sergey Brusko, and Sergey Brusko left.", "In Quarnet, Norway."];
    let mut turned = articles;
    turned.reverse();
    let plain = |draft: Draft| draft.entries.into_iter().map(|entry| (entry.id, entry.kind, entry.names)).collect::<Vec<_>>();
    assert_eq!(plain(drafted(&articles)), plain(drafted(&turned)));
}
