//! Names that imported lists have: what an article must say for one of them to be meant.

use super::*;
use crate::finding::DocPath;
use crate::gazetteer::imported::bytes::Bytes;
use crate::gazetteer::imported::{Import, Imported, Part, Writer};
use crate::import::{Format, Trust};

/// Persons as lists of sanctions have them.
const PERSONS: &str = r#"
[ofac-1]
kind = "person"
name = "John Smith"
born = "1960-03-02"
country = "us"
roles = [{ post = "deputy-secretary" }]
member_of = "aryan-front"
topics = ["sanction"]
[deputy-secretary]
kind = "post"
name = "Deputy Secretary of Commerce"
country = "us"
[aryan-front]
kind = "organisation"
name = "Aryan Front"
[bout]
kind = "person"
name = "Viktor Anatolyevich Bout"
names = ["Viktor Bout", { form = "Merchant", weak = true }]
country = "ru"
[brown-fr]
kind = "person"
name = "Adam Brown"
country = "fr"
[brown-gb]
kind = "person"
name = "Adam Brown"
country = "gb"
born = "1971"
[brown-gb-2]
kind = "person"
name = "Adam Brown"
country = "gb"
"#;

/// Places whose names are words, and one whose name is none.
const PLACES: &str = r#"
[of]
kind = "place"
name = "Of"
country = "tr"
[nice]
kind = "place"
name = "Nice"
country = "fr"
[reading]
kind = "place"
name = "Reading"
country = "gb"
[mobile]
kind = "place"
name = "Mobile"
country = "us"
[bath]
kind = "place"
name = "Bath"
country = "gb"
[most]
kind = "place"
name = "Most"
country = "cz"
[same]
kind = "place"
name = "Same"
country = "tz"
[zabrezh]
kind = "place"
name = "Zabrezhye"
country = "by"
"#;

/// A gazetteer with one import.
fn gazetteer(source: &str, trust: Trust, by_hand: &str) -> Gazetteer {
    let settings = Settings::default();
    let path = DocPath::from("imports/a.jsonl");
    let mut part = Part::default();
    let read = reader::read(&path, source, &settings, None);
    assert!(read.findings.iter().all(|finding| finding.rule == "unknown-id"), "{:?}", read.findings);
    for (n, entry) in read.entries.iter().enumerate() {
        part.add(entry, n as u32 + 1);
    }
    let mut writer = Writer::default();
    writer.begin(Import { trust, ..Import::new(path, Format::JsonLines) });
    writer.add(part).unwrap();
    let bytes: Bytes = Arc::new(writer.finish(Vec::new()).unwrap());
    let files = vec![Arc::new(reader::read(&DocPath::from("gazetteer/a.toml"), by_hand, &settings, None))];
    Gazetteer::with_imports(files, Some(Arc::new(Imported::open(&bytes).unwrap())), &settings)
}

/// The mentions of a text of 2018-06-01 as `words=entity`, `words=?[candidates]`.
fn read_with(gazetteer: &Gazetteer, text: &str, language: &str) -> String {
    let settings = Settings { language: Some(language.to_owned()), ..Settings::default() };
    let article = Article { path: "articles/2018-06-01.txt", text, listed_date: None };
    let reading = read(article, Context { gazetteer, settings: &settings });
    let id = |entry: &crate::gazetteer::EntryIx| gazetteer.entry(*entry).id.to_string();
    let shown = reading.mentions.iter().map(|mention| {
        let candidates: Vec<String> = mention.candidates().iter().map(id).collect();
        let meant = match &mention.status {
            Status::Resolved(entry) => entry.as_ref().map_or("-".to_owned(), id),
            Status::Ambiguous(_) => candidates.join("|"),
            Status::Unresolved if candidates.is_empty() => "?".to_owned(),
            Status::Unresolved => format!("?[{}]", candidates.join(" ")),
        };
        format!("{}={meant}", mention.span.of(text))
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn check_persons(text: &str, expected: &str) {
    assert_eq!(read_with(&gazetteer(PERSONS, Trust::Candidate, ""), text, "en"), expected, "{text}");
}

#[test]
fn a_namesake_of_a_listed_person_is_not_that_person() {
    check_persons("John Smith scored twice as Newcastle beat Leeds.", "John Smith=?[ofac-1], Newcastle=?, Leeds=?");
    check_persons("The referee warned John Smith, 24, for a foul.", "John Smith=?");
    check_persons("The painter John Smith (1841–1917) lived in the village.", "John Smith=?");
    check_persons("A letter by John Smith was read out.\n\nThe American economy grew.", "John Smith=?[ofac-1], American=-");
}

#[test]
fn what_the_article_says_of_a_person_decides() {
    check_persons("The village school was opened by John Smith (born 1960).", "John Smith=ofac-1");
    check_persons("John Smith was born in Ohio in March 1960.", "John Smith=ofac-1, Ohio=?");
    check_persons("The board named John Smith, 58, as its chairman.", "John Smith=ofac-1");
    check_persons("The American businessman John Smith sold his shares.", "American=-, John Smith=ofac-1");
    check_persons("The board named John Smith, once deputy secretary of commerce, as its chairman.", "John Smith=ofac-1");
    let text = "The American businessman John Smith sold his shares.\n\nThe shares of John Smith fell. Smith said nothing.";
    check_persons(text, "American=-, John Smith=ofac-1, John Smith=ofac-1, Smith=ofac-1");
}

#[test]
fn the_reason_says_what_spoke_for_it() {
    let gazetteer = gazetteer(PERSONS, Trust::Candidate, "");
    let settings = Settings::default();
    let reason = |text: &str| {
        let article = Article { path: "articles/2018-06-01.txt", text, listed_date: None };
        let reading = read(article, Context { gazetteer: &gazetteer, settings: &settings });
        let mention = reading.mentions.iter().find(|mention| mention.span.of(text) == "John Smith").unwrap();
        mention.reason_in_words(text, &gazetteer)
    };
    assert_eq!(
        reason("The American businessman John Smith sold his shares."),
        "the name of John Smith in imports/a.jsonl; the article speaks of United States"
    );
    assert_eq!(
        reason("John Smith scored twice as Newcastle beat Leeds."),
        "nothing in the article says that John Smith (ofac-1, in imports/a.jsonl) is meant; it begins with a given name"
    );
}

#[test]
fn two_that_the_article_speaks_for_are_no_guess() {
    check_persons("The British lawyer Adam Brown lost the case.", "British=-, Adam Brown=?[brown-gb brown-gb-2]");
    check_persons("The French lawyer Adam Brown lost the case.", "French=-, Adam Brown=brown-fr");
    check_persons("The British lawyer Adam Brown, 47, lost the case.", "British=-, Adam Brown=brown-gb");
}

#[test]
fn a_full_name_of_three_words_is_enough_where_one_has_it() {
    check_persons("The court released Viktor Anatolyevich Bout. Bout left.", "Viktor Anatolyevich Bout=bout, Bout=bout");
    check_persons("The court released Viktor Bout.", "Viktor Bout=?[bout]");
}

#[test]
fn co_mentions_and_hand_edited_entries_speak_for_imported_ones() {
    let by_hand = "[aryan-front-2]\nkind = \"organisation\"\nname = \"Aryan Front\"\nformerly = [\"aryan-front\"]\n";
    let gazetteer = gazetteer(PERSONS, Trust::Candidate, by_hand);
    let text = "The Aryan Front was led by John Smith.";
    assert_eq!(read_with(&gazetteer, text, "en"), "Aryan Front=aryan-front-2, John Smith=ofac-1");
}

#[test]
fn a_pin_decides() {
    let gazetteer = gazetteer(PERSONS, Trust::Candidate, "");
    let text = "A goal by [John Smith](entity:ofac-1) won the game.";
    assert_eq!(read_with(&gazetteer, text, "en"), "John Smith=ofac-1");
}

#[test]
fn a_list_that_is_trusted_decides_for_full_names_only() {
    let gazetteer = gazetteer(PERSONS, Trust::Full, "");
    assert_eq!(read_with(&gazetteer, "John Smith scored twice. A Merchant sold it.", "en"), "John Smith=ofac-1");
    assert_eq!(read_with(&gazetteer, "The court released Viktor Bout.", "en"), "Viktor Bout=bout");
}

#[test]
fn places_that_are_called_like_words_do_not_flood_an_article() {
    let prose = "Of all the towns most are nice. Reading in the bath is the same as reading in bed. Most people like \
                 mobile phones. Nice weather is forecast. Bath time was the same. Mobile phones ring. Same again, please. \
                 The Reading of the Will took place. \"Most of us read,\" she said.\n\nMOST READ: The Same Old Story\n\nNice \
                 and Mobile\n\nThe United States, Britain, France and Turkey agreed.";
    let plain = read_with(&Gazetteer::default(), prose, "en");
    for trust in [Trust::Candidate, Trust::Full] {
        let read = read_with(&gazetteer(PLACES, trust, ""), prose, "en");
        let meant = |read: &str| read.split(", ").filter(|mention| !mention.contains("=?") && !mention.contains("=-")).count();
        if trust == Trust::Candidate {
            assert_eq!(read.split(", ").count(), plain.split(", ").count(), "the text is cut as it was");
        }
        assert_eq!(meant(&read), meant(&plain), "{read}");
    }
}

#[test]
fn a_place_called_like_a_word_is_found_where_its_country_stands_near() {
    for trust in [Trust::Candidate, Trust::Full] {
        let gazetteer = gazetteer(PLACES, trust, "");
        let read = |text: &str| read_with(&gazetteer, text, "en");
        assert_eq!(read("She lives in Nice, in the south of France."), "Nice=nice, France=?");
        assert_eq!(read("He drove to Zabrezhye. Belarus denied it."), "Zabrezhye=zabrezh, Belarus=?");
    }
    let gazetteer = gazetteer(PLACES, Trust::Full, "");
    assert_eq!(read_with(&gazetteer, "He drove to Zabrezhye yesterday.", "en"), "Zabrezhye=zabrezh");
}

#[test]
fn where_unknown_names_are_not_looked_for_only_what_is_meant_is_seen() {
    let gazetteer = gazetteer(PERSONS, Trust::Candidate, "");
    let text = "Gestern wurde Viktor Anatolyevich Bout in der Stadt gesehen. Auch John Smith war da.";
    assert_eq!(read_with(&gazetteer, text, "de"), "Viktor Anatolyevich Bout=bout");
}
