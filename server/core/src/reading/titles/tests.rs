//! Which titles are found beside a name, in which sense, and which posts they mean.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Sense, when};
use crate::gazetteer::date::Date;
use crate::gazetteer::{Gazetteer, Kind, reader};
use crate::reading::{Article, Context, Reading, read};
use crate::settings::Settings;
use crate::text::Span;

const GAZETTEER: &str = r#"
[russia]
kind = "place"
name = "Russia"
[israel]
kind = "place"
name = "Israel"
[idf]
kind = "organisation"
name = "IDF"
part_of = "israel"
[russian-fm]
kind = "post"
name = "Russian Foreign Minister"
of = "russia"
[israeli-fm]
kind = "post"
name = "Israeli Foreign Minister"
of = "israel"
[chief]
kind = "post"
name = "IDF Chief of Staff"
of = "idf"
[israeli-pm]
kind = "post"
name = "Prime Minister of Israel"
of = "israel"
[sergey-lavrov]
kind = "person"
name = "Sergey Lavrov"
roles = [{ post = "russian-fm", from = "2004-03-09" }]
[gabi-ashkenazi]
kind = "person"
name = "Gabi Ashkenazi"
roles = [{ post = "israeli-fm", from = "2020-05-17" }, { post = "chief", from = "2007", until = "2011" }]
"#;

fn gazetteer() -> Gazetteer {
    let settings = Settings::default();
    Gazetteer::build(vec![Arc::new(reader::read(&"g.toml".into(), GAZETTEER, &settings, None))], &settings)
}

fn reading(text: &str, gazetteer: &Gazetteer) -> Reading {
    read(Article { path: "a.txt", text, listed_date: None }, Context { gazetteer, settings: &Settings::default() })
}

/// Expects `words (sense) of name: posts` for each title, separated by `; `.
#[track_caller]
fn check(text: &str, expected: &str) {
    let gazetteer = gazetteer();
    let reading = reading(text, &gazetteer);
    let shown = reading.said.iter().map(|said| {
        let posts: Vec<&str> = said.posts.iter().map(|&post| &*gazetteer.entry(post).id).collect();
        let sense = if said.sense == Sense::Present { String::new() } else { format!(" ({:?})", said.sense) };
        let name = reading.mentions[said.holder as usize].span.of(text);
        format!("{}{sense} of {name}: {}", said.span.of(text), posts.join(" "))
    });
    assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{text}");
}

#[test]
fn before_the_name() {
    check("Russian Foreign Minister Sergey Lavrov spoke.", "Russian Foreign Minister of Sergey Lavrov: russian-fm");
    check(
        "Russia’s former foreign minister, Sergey Lavrov, spoke.",
        "Russia’s former foreign minister (Former) of Sergey Lavrov: russian-fm",
    );
    check("Foreign Minister of Russia Sergey Lavrov spoke.", "Foreign Minister of Russia of Sergey Lavrov: russian-fm");
    check("Then-Chief of Staff Lt.-Gen. Gabi Ashkenazi spoke.", "Then-Chief of Staff (Then) of Gabi Ashkenazi: chief");
    check("acting\nPrime Minister [Gabi] Ashkenazi", "acting\nPrime Minister (Acting) of [Gabi] Ashkenazi: israeli-pm");
    check(
        "Prime Minister and Foreign Minister Gabi Ashkenazi spoke.",
        "Prime Minister of Gabi Ashkenazi: israeli-pm; Foreign Minister of Gabi Ashkenazi: israeli-fm",
    );
    check(
        "The foreign ministers Sergey Lavrov and Gabi Ashkenazi met.",
        "foreign ministers of Sergey Lavrov: russian-fm; foreign ministers of Gabi Ashkenazi: israeli-fm",
    );
}

#[test]
fn behind_the_name() {
    check("Gabi Ashkenazi, the former chief of staff, spoke.", "former chief of staff (Former) of Gabi Ashkenazi: chief");
    check(
        "Gabi Ashkenazi, then the IDF’s chief of staff, spoke.",
        "then the IDF’s chief of staff (Then) of Gabi Ashkenazi: chief",
    );
    check("Sergey Lavrov (foreign minister of Russia) spoke.", "foreign minister of Russia of Sergey Lavrov: russian-fm");
    check("Sergey Lavrov, who serves as foreign minister, spoke.", "foreign minister of Sergey Lavrov: russian-fm");
    check("Sergey Lavrov is Russia's foreign minister.", "Russia's foreign minister of Sergey Lavrov: russian-fm");
}

#[test]
fn what_is_no_title_of_the_person() {
    for text in [
        "Deputy Foreign Minister Sergey Lavrov spoke.",
        "Sergey Lavrov, the foreign minister and the prime minister spoke.",
        "Sergey Lavrov, who was foreign minister, spoke.",
        "The aide to the foreign minister, Sergey Lavrov said, spoke.",
        "Gabi Ashkenazi’s foreign minister spoke.",
        "Maj.-Gen. Gabi Ashkenazi spoke.",
        "European Foreign Minister Sergey Lavrov spoke.",
        "Gabi Ashkenazi, foreign minister Kim Lee and others spoke.",
    ] {
        check(text, "");
    }
}

/// Expects `name=entry` for each person that the article of 2021 mentions.
#[track_caller]
fn check_people(text: &str, expected: &str) {
    let gazetteer = gazetteer();
    let date = Date::parse("2021-01-01").ok();
    let article = Article { path: "a.txt", text, listed_date: date.as_ref() };
    let reading = read(article, Context { gazetteer: &gazetteer, settings: &Settings::default() });
    let people = reading.mentions.iter().filter(|mention| mention.kind == Kind::Person);
    let shown = people.map(|mention| {
        let entry = mention.entity().map_or("?", |entry| &*gazetteer.entry(entry).id);
        format!("{}={entry}", mention.span.of(text))
    });
    assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{text}");
}

#[test]
fn a_title_explains_a_surname() {
    check_people("Foreign Minister Lavrov spoke. Lavrov left.", "Lavrov=sergey-lavrov; Lavrov=sergey-lavrov");
    check_people("Israel’s foreign minister, Ashkenazi, spoke.", "Ashkenazi=gabi-ashkenazi");
    check_people("Former Chief of Staff Ashkenazi spoke.", "Ashkenazi=gabi-ashkenazi");
    check_people("Israeli Foreign Minister Lavrov spoke.", "Lavrov=?");
    check_people("Chief of Staff Ashkenazi spoke.", "Ashkenazi=?");
    check_people("Foreign Minister Brusko spoke.", "Brusko=?");
    check_people("Foreign Minister Anton Lavrov spoke. Lavrov left.", "Anton Lavrov=?; Lavrov=?");
}

#[test]
fn the_layer_of_titles_knows_what_is_said_of_persons() {
    let gazetteer = gazetteer();
    let text = "Israel’s minister of foreign affairs, Gabi Ashkenazi, met the foreign minister of Russia.";
    let reading = reading(text, &gazetteer);
    let shown: Vec<_> = reading
        .titles
        .iter()
        .map(|title| (title.span.of(text), title.posts.iter().map(|&post| &*gazetteer.entry(post).id).collect::<Vec<_>>()))
        .collect();
    assert_eq!(shown, [("minister of foreign affairs", vec!["israeli-fm"])]);
}

#[test]
fn the_time_of_a_sentence() {
    let article = Date::parse("2018-07-23").unwrap();
    let spoken = |text: &str| {
        let at = text.find("FM X").unwrap() as u32;
        when::spoken_of(text, Span::new(at, at + 4), article)
            .map(|when| when.dates.iter().map(Date::to_string).collect::<Vec<_>>())
    };
    let dates = |dates: &[&str]| Some(dates.iter().map(|date| (*date).to_owned()).collect::<Vec<_>>());
    assert_eq!(spoken("The FM X spoke."), dates(&["2018-07-23"]));
    assert_eq!(spoken("In 2010, FM X spoke."), dates(&["2010", "2018-07-23"]));
    assert_eq!(spoken("On Oct. 26, 2010, FM X spoke."), dates(&["2010-10-26", "2018-07-23"]));
    assert_eq!(spoken("On 2010-10-26 FM X spoke."), dates(&["2010-10-26", "2018-07-23"]));
    assert_eq!(spoken("FM X meets Y in Athens, 26 October 2010."), dates(&["2010-10-26", "2018-07-23"]));
    assert_eq!(spoken("They met in 2010. FM X spoke."), dates(&["2018-07-23", "2010"]));
    assert_eq!(spoken("FM X spoke on Monday."), dates(&["2018-07-15/2018-07-23"]));
    assert_eq!(spoken("FM X spoke of the 2015 deal, and of 2030."), dates(&["2018-07-23"]));
    assert_eq!(spoken("Since 2004, FM X has spoken."), dates(&["2018-07-23"]));
    for text in [
        "When FM X spoke",
        "They had met FM X.",
        "FM X spoke then, at the time.",
        "FM X resigned.",
        "From 2010 to 2012 FM X spoke.",
    ] {
        assert_eq!(spoken(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_words_are_read(
        words in prop::collection::vec(
            prop_oneof![
                Just("Russian"), Just("Russia’s"), Just("IDF"), Just("Foreign"), Just("foreign"), Just("Minister"), Just("minister"), Just("ministers"),
                Just("Chief"), Just("of"), Just("Staff"), Just("the"), Just("and"), Just(","), Just("."), Just("former"), Just("ex-"),
                Just("Lt.-Gen."), Just("Sergey Lavrov"), Just("Lavrov"), Just("Gabi Ashkenazi"), Just("who"), Just("is"), Just("("),
                Just("\n\n"), Just("\n"), Just("2010"), Just("é’"), Just("“"), Just("FM"), Just("in"), Just("—"),
            ],
            0..24,
        ),
        joint in prop_oneof![Just(" "), Just("")],
    ) {
        let text = words.join(joint);
        let gazetteer = gazetteer();
        let reading = reading(&text, &gazetteer);
        for said in &reading.said {
            for span in [said.span, said.title].into_iter().chain(said.former) {
                prop_assert!(!span.is_empty() && text.get(span.range()).is_some());
            }
            prop_assert!(said.span.start <= said.title.start && said.title.end <= said.span.end);
            prop_assert!(text.is_char_boundary(said.before_title as usize) && !said.posts.is_empty());
            prop_assert!((said.holder as usize) < reading.mentions.len());
            when::spoken_of(&text, said.span, Date::parse("2018").unwrap());
        }
    }
}
