//! The small fixed vocabulary of names and titles: which part a word can play.
//!
//! The words stand in `vocabulary/lexicon.txt`, one class a line. They are looked up by the hash that
//! a token has anyway, together with what the English word list ([`words`]) says of the word and whether
//! the name of a nation begins with it: one probe answers all that is asked of a word by itself.

use std::sync::OnceLock;

use crate::text::words::Names;
use crate::text::{fold, nations, words};

/// The parts a word can play: a set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Part(u32);

impl Part {
    /// A word of the language itself.
    pub const FUNCTION: Part = Part(1);
    /// Joins the parts of a name: "al", "bin", "von".
    pub const PARTICLE: Part = Part(2);
    /// Head of a title.
    pub const TITLE: Part = Part(4);
    /// Belongs to the title whose head follows.
    pub const MODIFIER: Part = Part(8);
    /// Follows the head of a title with "of".
    pub const TITLE_OF: Part = Part(16);
    /// Its full stop ends no sentence.
    pub const ABBREVIATION: Part = Part(32);
    /// Month.
    pub const MONTH: Part = Part(64);
    /// Day of the week.
    pub const WEEKDAY: Part = Part(128);
    /// Head of a body's name.
    pub const BODY: Part = Part(256);
    /// Head of a place's name.
    pub const PLACE: Part = Part(512);
    /// Head of an event's or a work's name.
    pub const EVENT: Part = Part(1024);
    /// "of" and "for" go on with the name after it.
    pub const OPENS: Part = Part(2048);
    /// A hyphen joins it to a name it is no part of.
    pub const PREFIX: Part = Part(4096);
    /// Direction, size or age before a place.
    pub const COMPASS: Part = Part(8192);
    /// A given name that is an ordinary word too.
    pub const GIVEN: Part = Part(16384);
    /// A sign that looks like an acronym and is no name.
    pub const SIGN: Part = Part(1 << 15);
    /// A hyphen joins it to the name before it, and it is no part of that.
    pub const COMPOUND: Part = Part(1 << 16);
    /// A given name by the list of names: "Sergei", "Mary".
    pub const FORENAME: Part = Part(1 << 17);
    /// A surname by the list of names.
    pub const SURNAME: Part = Part(1 << 18);
    /// A city, capital or state by the list of names, of one word or more.
    pub const CITY: Part = Part(1 << 19);
    /// A name begins with it, whatever stands before: "Lake", "Hurricane", "San".
    pub const LEAD: Part = Part(1 << 20);
    /// A verb of saying.
    pub const SPEECH: Part = Part(1 << 21);
    /// A verb that stands behind its subject.
    pub const VERB: Part = Part(1 << 22);
    /// Closes the name of a company.
    pub const COMPANY: Part = Part(1 << 23);
    /// A body that is named by this word alone, or the members of a party.
    pub const UNIQUE: Part = Part(1 << 24);
    /// A number or letter behind it tells parts of one thing apart: "Figure 2".
    pub const NUMBERED: Part = Part(1 << 25);
    /// A holiday: a name, but one that no gazetteer needs to explain.
    pub const HOLIDAY: Part = Part(1 << 26);
    /// Belongs to a title where it stands between two heads of one: "Chief *Scientific* Adviser".
    pub const TITLE_WORD: Part = Part(1 << 27);
    /// A common word of the English word list.
    pub const COMMON: Part = Part(1 << 28);
    /// A less common one.
    pub const UNCOMMON: Part = Part(1 << 29);
    /// One that the word list has with a capital only.
    pub const CAPITALISED: Part = Part(1 << 30);
    /// A demonym or the name of a country begins with it.
    pub const NATION: Part = Part(1 << 31);
    /// The word list has it in lower case.
    pub const ORDINARY: Part = Part(Part::COMMON.0 | Part::UNCOMMON.0);
    /// The word list has it.
    pub const LISTED: Part = Part(Part::ORDINARY.0 | Part::CAPITALISED.0);
    /// Head of any name.
    pub const HEAD: Part = Part(Part::BODY.0 | Part::PLACE.0 | Part::EVENT.0);
    /// Of a date.
    pub const CALENDAR: Part = Part(Part::MONTH.0 | Part::WEEKDAY.0);

    /// The parts of both.
    #[must_use]
    pub const fn or(self, other: Part) -> Part {
        Part(self.0 | other.0)
    }

    /// Whether it plays any of those parts.
    pub const fn is(self, other: Part) -> bool {
        self.0 & other.0 != 0
    }
}

const CLASSES: [(&str, Part); 25] = [
    ("holiday", Part::HOLIDAY),
    ("numbered", Part::NUMBERED),
    ("function", Part::FUNCTION),
    ("particle", Part::PARTICLE),
    ("title", Part::TITLE),
    ("modifier", Part::MODIFIER),
    ("title-of", Part::TITLE_OF),
    ("title-word", Part::TITLE_WORD),
    ("abbreviation", Part::ABBREVIATION),
    ("month", Part::MONTH),
    ("weekday", Part::WEEKDAY),
    ("body", Part::BODY),
    ("place", Part::PLACE),
    ("event", Part::EVENT),
    ("opens", Part::OPENS),
    ("prefix", Part::PREFIX),
    ("compass", Part::COMPASS),
    ("given", Part::GIVEN),
    ("sign", Part::SIGN),
    ("compound", Part::COMPOUND),
    ("lead", Part::LEAD),
    ("speech", Part::SPEECH),
    ("verb", Part::VERB),
    ("company", Part::COMPANY),
    ("unique", Part::UNIQUE),
];

/// The vocabulary: what is known of a word by itself.
#[derive(Debug)]
pub struct Lexicon {
    /// Laid out like the table of the word list: fingerprint above, parts below. An all-zero slot is empty.
    slots: Vec<u64>,
}

/// The vocabulary, built at first use.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::build)
}

/// The parts that the word with this folded hash can play.
pub fn part(hash: u64) -> Part {
    lexicon().part(hash)
}

impl Lexicon {
    /// The parts that the word with this folded hash can play.
    pub fn part(&self, hash: u64) -> Part {
        Part(self.slots[self.find(hash)] as u32)
    }

    /// The slot of the word, an empty one where it has none.
    fn find(&self, hash: u64) -> usize {
        let (mut slot, print) = words::place(hash);
        while self.slots[slot] != 0 && (self.slots[slot] >> 32) as u32 != print {
            slot = (slot + 1) % words::SLOTS;
        }
        slot
    }

    fn add(&mut self, hash: u64, part: Part) {
        let slot = self.find(hash);
        self.slots[slot] |= u64::from(words::place(hash).1) << 32 | u64::from(part.0);
    }

    fn build() -> Lexicon {
        let classes = [Part::default(), Part::COMMON, Part::UNCOMMON, Part::CAPITALISED];
        let names = [(Names::GIVEN, Part::FORENAME), (Names::SURNAME, Part::SURNAME), (Names::PLACE, Part::CITY)];
        let listed = |(print, class, named): (u32, u32, Names)| {
            let parts =
                names.iter().filter(|(name, _)| named.has(*name)).fold(classes[class as usize], |all, (_, part)| all.or(*part));
            u64::from(print) << 32 | u64::from(parts.0)
        };
        let mut lexicon = Lexicon { slots: words::slots().map(listed).collect() };
        for line in include_str!("vocabulary/lexicon.txt").lines().filter(|line| !line.starts_with('#')) {
            let Some((class, words)) = line.split_once(':') else { continue };
            let Some(&(_, part)) = CLASSES.iter().find(|(name, _)| *name == class) else { continue };
            for word in words.split_whitespace() {
                lexicon.add(fold::hash_folded(fold::fold(word).as_bytes()), part);
            }
        }
        for first in nations::first_words() {
            lexicon.add(first, Part::NATION);
        }
        lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Part {
        lexicon().part(fold::hash_folded(fold::fold(word).as_bytes()))
    }

    #[test]
    fn words_play_their_parts() {
        assert!(of("Minister").is(Part::TITLE) && of("Defense").is(Part::MODIFIER) && of("Maj").is(Part::ABBREVIATION));
        assert!(of("May").is(Part::MONTH) && of("Friday").is(Part::CALENDAR) && of("Ministry").is(Part::HEAD));
        assert!(!of("Lavrov").is(Part::HEAD) && of("It's").is(Part::FUNCTION));
        assert!(of("Sergei").is(Part::FORENAME) && of("Jackson").is(Part::SURNAME) && of("Jakarta").is(Part::CITY));
        assert!(of("Saudi").is(Part::NATION) && of("Russian").is(Part::NATION) && !of("Lavrov").is(Part::NATION));
    }

    #[test]
    fn the_word_list_is_part_of_it() {
        for word in ["house", "frostier", "Abraham", "minister", "Lavrov", "May", "zzz"] {
            let class = words::class_of(fold::hash_folded(fold::fold(word).as_bytes()));
            assert_eq!(of(word).is(Part::COMMON), class == Some(words::WordClass::Common), "{word}");
            assert_eq!(of(word).is(Part::UNCOMMON), class == Some(words::WordClass::Uncommon), "{word}");
            assert_eq!(of(word).is(Part::CAPITALISED), class == Some(words::WordClass::Capitalised), "{word}");
        }
    }

    #[test]
    fn every_class_of_the_list_is_known() {
        for line in include_str!("vocabulary/lexicon.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let class = line.split_once(':').map(|(class, _)| class);
            assert!(CLASSES.iter().any(|(name, _)| Some(*name) == class), "{line}");
        }
    }
}
