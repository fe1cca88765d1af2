//! The guess of a kind: what a name's own words say, added to what its surroundings say.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::evidence::{CLEAR, Evidence, FAINT, SOME, SURE};
use super::sightings::Form;
use crate::gazetteer::Kind;
use crate::reading::lexicon::{self, Part};
use crate::text::{fold, words};

/// Heads of bodies that publish.
const PUBLISHERS: &str = "news press times post journal daily herald tribune gazette guardian telegraph television tv radio channel \
                          magazine media newspaper";
/// Heads under the events and works that are no events: they can be signed, passed or won.
const WORKS: &str = "treaty accord accords agreement agreements pact protocol resolution act law declaration plan initiative process \
                     deal memorandum prize award awards";
/// Heads of media beyond those that the reading knows.
const MORE_PUBLISHERS: &str = "courier chronicle bulletin newswire examiner dispatch";
/// Heads of places beyond those that the reading knows.
const MORE_PLACES: &str = "hotel memorial complex arena highway pass falls springs";
/// First words of the names of events.
const EVENTS: &str = "operation battle war siege";
/// First words of the names of places: hill, house, river, saint …
const PLACES: &str = "tel tell beit bayt deir dayr ras wadi jabal jebel kafr kfar khan kibbutz mount mt lake cape port fort san santa \
                      los las saint st sao santo ein ain bir nahr shatt new camp gulf strait isle rio puerto villa ciudad";
/// First words of a person's other names, or between them.
const PERSONAL: &str = "abu umm abd bin ibn ben bint von van der de da di";
const POINTS_OF_COMPASS: [&str; 4] = ["north", "south", "east", "west"];

/// Adds what the name's own words say to what its surroundings say.
pub(super) fn weigh(form: &Form) -> Evidence {
    let name = form.usual();
    let folded = fold::fold(name);
    let words: Vec<&str> = folded.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let mut evidence = form.evidence;
    evidence.discount(form.mentions);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return evidence };
    if form.country.is_some() || capitals().contains(&folded) {
        evidence.speak(Kind::Place, 1000);
        return evidence;
    }
    let parts = |word: &str| lexicon::part(fold::hash_folded(word.as_bytes()));
    let several = words.len() > 1;
    let spaced = folded.contains(' ');
    if let Some(points) = designation(name) {
        evidence.speak(points.0, points.1);
        return evidence;
    }
    if several && listed(EVENTS, first) {
        evidence.speak(Kind::Event, SURE + SOME);
        evidence.speak(Kind::Person, -SURE);
    } else if spaced && headed(&words, parts, &mut evidence) {
        // said there
    } else if several && listed(MORE_PUBLISHERS, last) {
        evidence.speak(Kind::Media, SURE);
    } else if several && (POINTS_OF_COMPASS.contains(last) || listed(MORE_PLACES, last)) {
        evidence.speak(Kind::Place, SURE);
    } else if several && (listed(PLACES, first) || (parts(first).is(Part::COMPASS) && !words::is_ordinary(last))) {
        evidence.speak(Kind::Place, CLEAR);
    } else if several && listed(PERSONAL, first) {
        evidence.speak(Kind::Person, CLEAR);
    } else if form.guess == Kind::Person && (2..=5).contains(&words.len()) {
        evidence.speak(Kind::Person, SOME);
        if words[1..].iter().any(|word| listed(PERSONAL, word)) {
            evidence.speak(Kind::Person, SOME);
        }
    }
    if !several && acronym(name) {
        evidence.speak(Kind::Organisation, SOME);
        evidence.speak(Kind::Person, -SOME);
    }
    if !several && (last.ends_with("ist") || last.ends_with("ists")) && !acronym(name) {
        evidence.speak(Kind::Group, SOME);
    }
    if spaced && form.guess == Kind::Organisation && evidence.best().is_none() {
        evidence.speak(Kind::Organisation, FAINT);
    }
    evidence
}

/// The kind of these points, or the reading's guess where nothing speaks.
pub(super) fn decide(evidence: &Evidence, form: &Form) -> Kind {
    evidence.best().map_or(form.guess, |(kind, _)| kind)
}

/// What the head of a longer name says; whether it has one. The head stands last, or before "of" and
/// "for": "Ministry of Health".
fn headed(words: &[&str], parts: impl Fn(&str) -> Part, evidence: &mut Evidence) -> bool {
    let of = words.iter().position(|word| matches!(*word, "of" | "for" | "on"));
    let head = of.filter(|&at| at > 0).map_or(words[words.len() - 1], |at| words[at - 1]);
    let part = parts(head);
    if !part.is(Part::HEAD) {
        return false;
    }
    let (kind, points) = if part.is(Part::BODY) && listed(PUBLISHERS, head) {
        (Kind::Media, SURE)
    } else if part.is(Part::EVENT) && listed(WORKS, head) {
        (Kind::Other, SURE)
    } else if part.is(Part::EVENT) && !part.is(Part::BODY) {
        (Kind::Event, SURE)
    } else if part.is(Part::PLACE) && !part.is(Part::BODY) {
        (Kind::Place, SURE)
    } else {
        (Kind::Organisation, SURE)
    };
    evidence.speak(kind, points + CLEAR);
    evidence.speak(Kind::Person, -CLEAR);
    true
}

/// A designation by letters and digits: weapons have a short one before a hyphen.
fn designation(name: &str) -> Option<(Kind, i32)> {
    let (letters, digits) = name.split_once('-')?;
    let short = (1..=4).contains(&letters.chars().count()) && letters.chars().all(char::is_alphabetic);
    let number = digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.contains(' ');
    if !number {
        return None;
    }
    // The groups of states: G-7, G-20.
    if letters == "G" {
        return Some((Kind::Organisation, SURE));
    }
    Some(if short { (Kind::Weapon, SURE) } else { (Kind::Other, SOME) })
}

fn acronym(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() > 1 && !name.chars().any(char::is_lowercase)
}

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// The folded names of the world's seats of government.
fn capitals() -> &'static BTreeSet<String> {
    static CAPITALS: OnceLock<BTreeSet<String>> = OnceLock::new();
    CAPITALS.get_or_init(|| include_str!("capitals.txt").lines().filter(|line| !line.starts_with('#')).map(fold::fold).collect())
}

/// Whether that is the name of a seat of government.
pub(super) fn is_capital(folded: &str) -> bool {
    capitals().contains(folded)
}
