//! Candidates: what a paragraph offers for mentions and titles, before the whole document is in sight.
//!
//! A candidate has its place, what it is (a name of the table, a demonym, a country, or capitalised
//! words that no entry explains) and cues: what speaks for and against its being a name.

use super::known::Known;
use super::nations::NationIx;
use super::pins::Link;
use crate::text::Span;

/// A candidate for a mention in a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its bytes.
    pub span: Span,
    /// First token and one past the last.
    pub tokens: (u32, u32),
    /// What it is.
    pub what: What,
    /// What speaks for and against it.
    pub cues: Cues,
    /// Joined hash of all its words.
    pub whole: u64,
    /// Hash of its first word.
    pub given: u64,
    /// Hash of its last word.
    pub tail: u64,
    /// Hash of the word without the s of a plural ("the Netanyahus"), where it is one word that is no
    /// ordinary one and ends so.
    pub singular: Option<u64>,
    /// Joined hash of its last word and those before it that belong to the surname.
    pub surname: u64,
}

impl Item {
    /// The same in the whole article: its paragraph starts at that byte, and so many pinned links stand
    /// before it.
    pub fn placed(&self, start: u32, pinned: u32) -> Item {
        let what = match self.what {
            What::Pinned(link) => What::Pinned(link + pinned),
            what => what,
        };
        Item { span: self.span.shifted(start), what, ..*self }
    }

    /// How many words it has.
    pub fn words(&self) -> u32 {
        self.tokens.1 - self.tokens.0
    }
}

/// What a candidate is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A name of the table.
    Known(Known),
    /// A demonym; none where two nations share the word.
    Nation(Option<NationIx>),
    /// The name of a country that the gazetteer lacks.
    Country(NationIx),
    /// Capitalised words that no entry explains.
    Unknown,
    /// The words of that pinned link (by its number in the paragraph, then in the article).
    Pinned(u32),
}

/// What speaks for and against a candidate: a set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cues(u32);

impl Cues {
    /// It starts where any word would have a capital.
    pub const INITIAL: Cues = Cues(1);
    /// Its line capitalises every word.
    pub const HEADLINE: Cues = Cues(2);
    /// A title stands directly before it.
    pub const TITLED: Cues = Cues(4);
    /// All its words are ordinary ones.
    pub const ORDINARY: Cues = Cues(8);
    /// It is one word in capitals.
    pub const ACRONYM: Cues = Cues(16);
    /// It ends with the head of a body's name.
    pub const BODY: Cues = Cues(32);
    /// It ends with the head of a place's name.
    pub const PLACE: Cues = Cues(64);
    /// It ends with the head of an event's or work's name.
    pub const EVENT: Cues = Cues(128);
    /// It has digits behind a hyphen: a designation.
    pub const DESIGNATION: Cues = Cues(256);
    /// It stands in round brackets behind the candidate before it, and is its acronym.
    pub const INTRODUCED: Cues = Cues(512);
    /// The title before it names no country: "Foreign Minister Gabi Ashkenazi".
    pub const HOME: Cues = Cues(16384);
    /// It is the body in a title of the gazetteer: "Chief of the General Staff".
    pub const OFFICE: Cues = Cues(1 << 15);
    /// "in", "at", "near" … stands before it.
    pub const LOCATED: Cues = Cues(1024);

    /// It ends in the s of a plural.
    pub const PLURAL: Cues = Cues(2048);
    /// One of its words is all capitals.
    pub const CAPITALS: Cues = Cues(4096);
    /// A colon follows: it may be a label ("WATCH: …").
    pub const LABEL: Cues = Cues(8192);

    /// A verb or what else follows a subject stands behind it: "Cook said", "Price, who", "Park’s".
    pub const ACTS: Cues = Cues(1 << 16);
    /// A verb of saying stands before or behind it.
    pub const SPEAKS: Cues = Cues(1 << 17);
    /// It begins with a common given name, and a surname may follow.
    pub const FORENAME: Cues = Cues(1 << 18);
    /// It is the name of a city, capital or state.
    pub const CITY: Cues = Cues(1 << 19);
    /// It closes like the name of a company.
    pub const COMPANY: Cues = Cues(1 << 20);
    /// It is a word of the language itself: "WHO".
    pub const FUNCTION: Cues = Cues(1 << 21);
    /// It opens a dateline: "MOBILE, Ala. (AP) –".
    pub const DATELINE: Cues = Cues(1 << 22);

    /// A word in lower case goes on with its sentence.
    pub const GOES_ON: Cues = Cues(1 << 23);

    /// It may be a part of a title that the vocabulary does not know, or says what somebody is: "*Shadow* Home
    /// Secretary", "Chief of *Plans*", "the *Foreign* and …".
    pub const OFFICIAL: Cues = Cues(1 << 24);

    /// A result stands behind it: "Arsenal 3 (Adams 45 …", "Houston 52 Spurs 44".
    pub const SCORE: Cues = Cues(1 << 25);
    /// It ends with a common noun in the plural: "Houston Rockets".
    pub const TEAM: Cues = Cues(1 << 26);

    /// A body that is named by this word alone, or the members of a party: "Senate", "Democrats".
    pub const UNIQUE: Cues = Cues(1 << 27);

    /// It is the title of a work in quotation marks.
    pub const WORK: Cues = Cues(1 << 28);
    /// A word that no person's name has inside: "Central Bank *of* Syria", "Whyte *&* Mackay".
    pub const LINKED: Cues = Cues(1 << 29);
    /// It is a holiday.
    pub const HOLIDAY: Cues = Cues(1 << 30);

    /// The cues of both.
    pub const fn or(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }

    /// These without the other's.
    pub const fn without(self, other: Cues) -> Cues {
        Cues(self.0 & !other.0)
    }

    /// Whether it has any of those.
    pub const fn has(self, other: Cues) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds the other's cues on a condition.
    pub fn add(&mut self, other: Cues, when: bool) {
        if when {
            self.0 |= other.0;
        }
    }
}

/// A title in a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TitleItem {
    /// Its bytes.
    pub span: Span,
    /// The form in the table of posts, where it is listed.
    pub post: Option<u32>,
    /// Index of the item that follows directly.
    pub before: Option<u32>,
}

/// The candidates and titles of a paragraph, or of all, each in order of place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Candidates; they neither nest nor overlap.
    pub items: Vec<Item>,
    /// Titles.
    pub titles: Vec<TitleItem>,
    /// Hashes of the lower-case words that no word list knows.
    pub lower: Vec<u64>,
    /// The pinned links, which `What::Pinned` counts.
    pub links: Vec<Link>,
}

impl Found {
    /// Forgets everything; the room is kept.
    pub fn clear(&mut self) {
        self.items.clear();
        self.titles.clear();
        self.lower.clear();
        self.links.clear();
    }

    /// Adds what a paragraph offers that starts at that byte.
    pub fn extend(&mut self, start: u32, paragraph: &Found) {
        let first = self.items.len() as u32;
        let pinned = self.links.len() as u32;
        self.items.extend(paragraph.items.iter().map(|item| item.placed(start, pinned)));
        self.titles.extend(paragraph.titles.iter().map(|title| TitleItem {
            span: title.span.shifted(start),
            before: title.before.map(|item| item + first),
            ..*title
        }));
        self.lower.extend(&paragraph.lower);
        self.links.extend(paragraph.links.iter().map(|link| link.shifted(start)));
    }
}
