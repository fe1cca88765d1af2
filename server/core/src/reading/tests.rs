//! Readings of short texts against a small gazetteer, each judged by a person.
//!
//! Expected mentions are written `words=entity` in order of place: `?` stands for unresolved, `-` for
//! resolved without an entity, `a|b` for ambiguous.

mod forms;
mod imports;
mod other_languages;

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::{Article, Context, Reading, Status, read, read_again};
use crate::gazetteer::{Gazetteer, reader};
use crate::settings::Settings;

const GAZETTEER: &str = r#"
[russia]
kind = "place"
name = "Russia"

[israel]
kind = "place"
name = "Israel"
names = [{ form = "State of Israel", as = "spelling" }]

[united-states]
kind = "place"
name = "United States"
names = [{ form = "US", as = "abbreviation" }, { form = "U.S.", as = "abbreviation" }]

[moscow]
kind = "place"
name = "Moscow"

[saint-petersburg]
kind = "place"
name = "Saint Petersburg"
names = ["St. Petersburg", "Санкт-Петербург"]

[sergey-lavrov]
kind = "person"
name = "Sergey Lavrov"
names = ["Sergei Lavrov", "Сергей Лавров", { form = "سيرغي لافروف", lang = "ar" }, { form = "סרגיי לברוב", lang = "he" }, { form = "谢尔盖·拉夫罗夫", lang = "zh" }]
roles = [{ post = "russian-foreign-minister", from = "2004-03-09" }]

[gabi-ashkenazi]
kind = "person"
name = "Gabi Ashkenazi"
roles = [{ post = "israeli-foreign-minister", from = "2020-05-17", until = "2021-06-13" }]

[jane-french]
kind = "person"
name = "Jane French"

[meir-ben-shabbat]
kind = "person"
name = "Meir Ben-Shabbat"

[bashar-al-assad]
kind = "person"
name = "Bashar al-Assad"
names = ["Bashar Assad", { form = "Assad", weak = true }]

[maher-al-assad]
kind = "person"
name = "Maher al-Assad"
names = [{ form = "Assad", weak = true }]

[vladimir-putin]
kind = "person"
name = "Vladimir Putin"
names = [{ form = "Putin", weak = true }]
roles = [{ post = "russian-president", from = "2012-05-07" }]

[israel-defense-forces]
kind = "organisation"
name = "Israel Defense Forces"
names = [{ form = "IDF", as = "abbreviation" }]
of = "israel"

[russian-foreign-ministry]
kind = "organisation"
name = "Russian Foreign Ministry"
names = [{ form = "Foreign Ministry", weak = true }]
of = "russia"

[israeli-foreign-ministry]
kind = "organisation"
name = "Israeli Foreign Ministry"
names = [{ form = "Foreign Ministry", weak = true }]
of = "israel"

[world-health-organization]
kind = "organisation"
name = "World Health Organization"
names = [{ form = "WHO", as = "abbreviation" }]

[al-qaeda]
kind = "organisation"
name = "al-Qaeda"

[s-400]
kind = "weapon"
name = "S-400"

[nice]
kind = "place"
name = "Nice"

[haaretz]
kind = "media"
name = "Ha'aretz"

[jon-smith]
kind = "person"
name = "John Smith"
[other-smith]
kind = "person"
name = "John Smith"
not = ["jon-smith"]

[russian-foreign-minister]
kind = "post"
name = "Foreign Minister of Russia"
names = [{ form = "Minister of the Foreign Ministry", weak = true }, "Russian Foreign Minister", { form = "Foreign Minister", weak = true }]
of = "russia"

[israeli-foreign-minister]
kind = "post"
name = "Foreign Minister of Israel"
names = [{ form = "Foreign Minister", weak = true }]
of = "israel"

[russian-president]
kind = "post"
name = "President of Russia"
of = "russia"
"#;

fn gazetteer(toml: &str, settings: &Settings) -> Gazetteer {
    let file = reader::read(&"gazetteer.toml".into(), toml, settings, None);
    assert_eq!(file.findings, [], "the fixture is sound");
    Gazetteer::build(vec![Arc::new(file)], settings)
}

fn reading(text: &str, gazetteer: &Gazetteer, settings: &Settings, previous: Option<&Reading>) -> Reading {
    read_again(Article { path: "article.md", text, listed_date: None }, Context { gazetteer, settings }, previous)
}

fn shown(text: &str, gazetteer: &Gazetteer, settings: &Settings) -> String {
    let id = |entry| &*gazetteer.entry(entry).id;
    let mut shown = String::new();
    let mut before = 0;
    for mention in &reading(text, gazetteer, settings, None).mentions {
        assert!(mention.span.start >= before && mention.span.end > mention.span.start, "in order, apart, not empty");
        before = mention.span.end;
        assert!(!mention.reason_in_words(text, gazetteer).is_empty(), "every mention has its reason");
        let words = mention.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let who = match &mention.status {
            Status::Resolved(Some(entry)) => id(*entry).to_owned(),
            Status::Resolved(None) => "-".to_owned(),
            Status::Ambiguous(entries) => entries.iter().map(|&entry| id(entry)).collect::<Vec<_>>().join("|"),
            Status::Unresolved => "?".to_owned(),
        };
        let _ = write!(shown, "{}{words}={who}", if shown.is_empty() { "" } else { "; " });
    }
    shown
}

/// Reads a text against some entries.
#[track_caller]
fn check_with(entries: &str, text: &str, expected: &str) {
    let settings = Settings::default();
    assert_eq!(shown(text, &gazetteer(entries, &settings), &settings), expected, "{text}");
}

#[track_caller]
fn check(text: &str, expected: &str) {
    check_with(GAZETTEER, text, expected);
}

#[test]
fn known_names_are_whole_words_folded() {
    check("He met Sergey Lavrov.", "Sergey Lavrov=sergey-lavrov");
    check("He met Sergey\nLavrov again.", "Sergey Lavrov=sergey-lavrov");
    check("He met Sergey\u{a0}Lavrov.", "Sergey Lavrov=sergey-lavrov");
    check("SERGEY LAVROV spoke at length today", "SERGEY LAVROV=sergey-lavrov");
    check("Говорил Сергей Лавров.", "Сергей Лавров=sergey-lavrov");
    check("in Saint-Petersburg", "Saint-Petersburg=?");
    check("in St Petersburg and St. Petersburg", "St Petersburg=saint-petersburg; St. Petersburg=saint-petersburg");
    check("The Haaretz daily and the Ha’aretz site", "Haaretz=haaretz; Ha’aretz=haaretz");
    check("the U.S. and the US", "U.S.=united-states; US=united-states");
}

#[test]
fn possessives_and_plurals_stay_outside() {
    check("Sergey Lavrov’s visit to Israel's north", "Sergey Lavrov=sergey-lavrov; Israel=israel");
    check("two S-400s and an S-400.", "S-400=s-400; S-400=s-400");
}

#[test]
fn brackets_of_an_insertion_are_inside() {
    check("said President [Vladimir] Putin.", "[Vladimir] Putin=vladimir-putin");
    check("said Vladimir [Putin] then", "Vladimir [Putin]=vladimir-putin");
}

#[test]
fn hyphens_leave_the_name_alone() {
    check("a pro-Moscow, Moscow-backed group", "Moscow=moscow; Moscow=moscow");
    check("the Russian-Israeli talks", "Russian=russia; Israeli=israel");
}

#[test]
fn case_rules_follow_the_name() {
    check("those who asked us where it is", "");
    check("The WHO said so. Who said so?", "WHO=world-health-organization");
    check("a nice day near Nice", "Nice=nice");
    check("Nice weather, he said.", "");
    check("the group Al-Qaeda, or al-Qaeda", "Al-Qaeda=al-qaeda; al-Qaeda=al-qaeda");
}

#[test]
fn titles_stay_outside() {
    check(
        "Russian Foreign Minister Sergey Lavrov met Maj.-Gen. Meir Ben-Shabbat.",
        "Russian=russia; Sergey Lavrov=sergey-lavrov; Meir Ben-Shabbat=meir-ben-shabbat",
    );
    check("IDF Chief of Staff Gadi Eisenkot spoke.", "IDF=israel-defense-forces; Gadi Eisenkot=?");
    check("The Prime Minister said little.", "");
    check("Deputy Foreign Minister Anton Brusko spoke.", "Anton Brusko=?");
    check("By Anton Brusko, World Israel News", "Anton Brusko=?; World Israel News=?");
    check("He met GOC Operations Maj.-Gen. Anton Brusko there.", "Anton Brusko=?");
}

#[test]
fn the_layer_of_titles_names_the_posts() {
    let settings = Settings::default();
    let gazetteer = gazetteer(GAZETTEER, &settings);
    let text = "Russian Foreign Minister Sergey Lavrov and the foreign minister of Israel.";
    let reading = reading(text, &gazetteer, &settings, None);
    let titles: Vec<_> = reading
        .titles
        .iter()
        .map(|title| {
            (title.span.of(text), title.posts.iter().map(|&post| &*gazetteer.entry(post).id).collect::<Vec<_>>(), title.holder)
        })
        .collect();
    assert_eq!(
        titles,
        [
            ("Russian Foreign Minister", vec!["russian-foreign-minister"], Some(1)),
            ("foreign minister of Israel", vec!["israeli-foreign-minister"], None),
        ]
    );
}

#[test]
fn surnames_follow_a_full_name() {
    check(
        "Ashkenazi speaks\n\nGabi Ashkenazi spoke. Ashkenazi left.",
        "Ashkenazi=gabi-ashkenazi; Gabi Ashkenazi=gabi-ashkenazi; Ashkenazi=gabi-ashkenazi",
    );
    check("Meir Ben-Shabbat came. Ben-Shabbat left.", "Meir Ben-Shabbat=meir-ben-shabbat; Ben-Shabbat=meir-ben-shabbat");
    check(
        "Bashar al-Assad and Maher al-Assad came. Assad left.",
        "Bashar al-Assad=bashar-al-assad; Maher al-Assad=maher-al-assad; Assad=bashar-al-assad|maher-al-assad",
    );
    check("Bashar al-Assad came. Assad left.", "Bashar al-Assad=bashar-al-assad; Assad=bashar-al-assad");
    check("Levan Dzhagaryan spoke. Later Dzhagaryan left.", "Levan Dzhagaryan=?; Dzhagaryan=?");
}

#[test]
fn families_and_namesakes_of_nations() {
    check("Gabi Ashkenazi spoke. The Ashkenazis left.", "Gabi Ashkenazi=gabi-ashkenazi; Ashkenazi=gabi-ashkenazi");
    check("Jane French spoke. French left.", "Jane French=jane-french; French=jane-french");
    check("The French left.", "French=-");
}

#[test]
fn a_nation_of_several_words_is_one_mention() {
    check("In the Islamic Republic of Iran nothing moved.", "Islamic Republic of Iran=?");
    check("They fled Bosnia and Herzegovina.", "Bosnia and Herzegovina=?");
}

#[test]
fn another_person_of_that_surname_is_not_the_known_one() {
    check("In Moscow Igor Putin spoke.", "Moscow=moscow; Igor Putin=?");
}

#[test]
fn namesakes_are_ambiguous() {
    check("Then John Smith spoke.", "John Smith=jon-smith|other-smith");
}

#[test]
fn acronyms_are_introduced_by_the_text() {
    check("the Gulf Cooperation Council (GCC) met. The GCC agreed.", "Gulf Cooperation Council=?; GCC=?; GCC=?");
    check(
        "the World Health Organization (WHO) met",
        "World Health Organization=world-health-organization; WHO=world-health-organization",
    );
}

#[test]
fn bare_bodies_follow_the_cues_around_them() {
    check("Russia’s Foreign Ministry and Israel.", "Russia=russia; Foreign Ministry=russian-foreign-ministry; Israel=israel");
    check(
        "In Israel and Russia the Foreign Ministry spoke.",
        "Israel=israel; Russia=russia; Foreign Ministry=russian-foreign-ministry|israeli-foreign-ministry",
    );
    check(
        "Foreign Minister Gabi Ashkenazi met Russian Foreign Minister Sergey Lavrov. The Foreign Ministry said so.",
        "Gabi Ashkenazi=gabi-ashkenazi; Russian=russia; Sergey Lavrov=sergey-lavrov; Foreign Ministry=israeli-foreign-ministry",
    );
}

#[test]
fn bodies_of_a_country_are_one_name() {
    check("the Syrian Arab Red Crescent Society said", "Syrian Arab Red Crescent Society=?");
    check("the Israel Aerospace Industries plant", "Israel Aerospace Industries=?");
}

#[test]
fn calendars_headlines_and_sentence_starts_are_no_names() {
    check("On Monday, July 23, talks began.", "");
    check("In May Gadi Eisenkot left.", "Gadi Eisenkot=?");
    check("Reports said so. However, talks went on. Meanwhile they left.", "");
    check("Read more\n\nNo comments:\n\nSubscribe now", "");
    check("New Talks Begin In Jerusalem\n\nThey began.", "Jerusalem=?");
    check("Army Chief Warns Of War\n\nHe did.", "");
    check("Talks Begin Over Future Of Northern Border Zone\n\nThey began.", "");
    check("Israel Rejects Offer To Keep Border Open\n\nThey did.", "Israel=israel");
    check("By our staff\n\nWATCH: They left", "");
    // A line of wrapped prose with many names in it is no headline.
    check("He wrote to the Culture Ministry in Israel. On the\nhill nobody heard.", "Culture Ministry=?; Israel=israel");
}

#[test]
fn countries_the_gazetteer_lacks_are_unknown_and_their_people_a_group() {
    check("Greece and the Greeks", "Greece=?; Greeks=-");
    check("the Sunni and Shiite quarters", "Sunni=-; Shiite=-");
}

#[test]
fn addresses_are_no_prose() {
    check("See https://example.org/Sergey-Lavrov or write to Lavrov@example.org", "");
    check("---\ntitle: Sergey Lavrov\n---\nNothing here.", "");
}

#[test]
fn other_languages_report_no_unknown_names() {
    let settings = Settings { language: Some("ru".to_owned()), ..Settings::default() };
    assert_eq!(shown("Иван Петров и Сергей Лавров", &gazetteer(GAZETTEER, &settings), &settings), "Сергей Лавров=sergey-lavrov");
}

#[test]
fn ignored_forms_are_no_names() {
    let settings = Settings { ignore: vec!["Gadi Eisenkot".to_owned()], ..Settings::default() };
    assert_eq!(shown("He met Gadi Eisenkot there.", &gazetteer(GAZETTEER, &settings), &settings), "");
}

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Sergey Lavrov ".to_owned()),
        Just("Assad ".to_owned()),
        Just("Foreign Ministry (FM) ".to_owned()),
        Just("said. ".to_owned()),
        Just("\n\n".to_owned()),
        Just("Moscow-backed\n".to_owned()),
        Just("[Vladimir] Putin’s ".to_owned()),
        Just("the Islamic Republic of Iran ".to_owned()),
        Just("Bosnia and ".to_owned()),
        Just("Herzegovina ".to_owned()),
        "\\PC{0,6}",
    ]
}

/// Types words into a text, letter by letter, and takes them away again: at every version the reading that was
/// lent the previous one is that of the text by itself.
#[track_caller]
fn check_typing(text: &str, behind: &str, words: &str) {
    let settings = Settings::default();
    let gazetteer = gazetteer(GAZETTEER, &settings);
    let mut text = text.to_owned();
    let at = text.find(behind).map(|at| at + behind.len()).expect("the text has those words");
    let mut open = reading(&text, &gazetteer, &settings, None);
    let types = words.char_indices().map(|(n, letter)| (at + n, Some(letter)));
    let deletes = words.char_indices().rev().map(|(n, _)| (at + n, None));
    for (at, letter) in types.chain(deletes) {
        match letter {
            Some(letter) => text.insert(at, letter),
            None => _ = text.remove(at),
        }
        open = reading(&text, &gazetteer, &settings, Some(&open));
        let fresh = reading(&text, &gazetteer, &settings, None);
        assert_eq!((&open.mentions, &open.titles, &open.said), (&fresh.mentions, &fresh.titles, &fresh.said), "{text}");
    }
}

#[test]
fn typing_changes_what_a_fresh_reading_would_change() {
    let text = "Foreign Minister Lavrov met Assad in Moscow.\n\nSergey Lavrov, the Russian foreign minister, said Hmeimim \
                was safe. Lavrov spoke to the Free Press Institute (FPI), then left.\n\nLavrov was in Moscow.";
    for (behind, words) in [
        ("Assad in", " a quiet street of"),
        ("Foreign Minister", " hmeimim"),
        ("Sergey Lavrov,", " who was not"),
        ("the Russian", " former deputy"),
        (" was", " hmeimim’s"),
        ("Institute", " of the press"),
        ("then left", ", said Assad"),
        ("then left.", "\n\nof Moscow"),
        ("Lavrov was", ", again, foreign minister of Russia"),
        ("met Assad in Moscow.", " – Şükrü 😀 "),
    ] {
        check_typing(text, behind, words);
    }
}

proptest! {
    #[test]
    fn a_reading_with_the_previous_at_hand_is_the_same(
        before in prop::collection::vec(fragment(), 0..12),
        after in prop::collection::vec(fragment(), 0..12),
        at in 0..12_usize,
        new in fragment(),
    ) {
        let settings = Settings::default();
        let gazetteer = gazetteer(GAZETTEER, &settings);
        let mut parts = before;
        parts.extend(after);
        let old = Arc::new(reading(&parts.concat(), &gazetteer, &settings, None));
        parts.insert(at.min(parts.len()), new);
        let text = parts.concat();
        let fresh = reading(&text, &gazetteer, &settings, None);
        let lent = reading(&text, &gazetteer, &settings, Some(&old));
        prop_assert_eq!(&fresh.mentions, &lent.mentions);
        prop_assert_eq!(&fresh.titles, &lent.titles);
        prop_assert_eq!(&fresh.said, &lent.said);
        let closed = read(Article { path: "article.md", text: &text, listed_date: None }, Context { gazetteer: &gazetteer, settings: &settings });
        prop_assert_eq!(&fresh.mentions, &closed.mentions);
        prop_assert_eq!(&fresh.titles, &closed.titles);
        let mut end = 0;
        for mention in &fresh.mentions {
            prop_assert!(mention.span.start >= end && text.get(mention.span.range()).is_some());
            end = mention.span.end;
        }
    }
}
