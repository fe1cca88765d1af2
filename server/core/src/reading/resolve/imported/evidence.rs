//! What in an article speaks for an imported entry, and what speaks against it.
//!
//! All of it stands near a place where the name is written: in the same paragraph and within [`NEAR`] bytes. Only what a
//! place lies in may be named anywhere in the article, unless the name is an ordinary word.

use super::Document;
use crate::gazetteer::{Entry, EntryIx, Kind};
use crate::import::nation_of;
use crate::reading::candidate::{Cues, Item, What};
use crate::reading::nations::{self, NationIx};
use crate::reading::{Mention, Support};
use crate::text::Span;
use crate::text::fold;

/// So many bytes before and behind a name are near it.
const NEAR: u32 = 400;
/// So many bytes behind a name hold what is said of it in brackets or between commas.
const BEHIND: usize = 48;
/// Nobody is older.
const OLDEST: i16 = 120;

/// Something that can speak for an entry at a place of its name.
type Speaks = fn(&Document<'_>, usize, EntryIx) -> Option<Support>;

/// What can speak for an entry, the strongest first.
pub(super) const SUPPORTS: [Speaks; 5] = [by_name, by_birth, by_office, by_tie, by_country];

impl Document<'_> {
    /// Whether something beside one of the places says that the entry is not meant: another age or year of birth, or a
    /// life that had not begun.
    pub(super) fn denied(&self, places: &[usize], entry: EntryIx) -> bool {
        let Some(born) = self.birth(entry) else { return self.is_future(entry) };
        let mut said = places.iter().filter_map(|&n| self.births_said(n)).peekable();
        (said.peek().is_some() && !said.any(|years| years.contains(&born))) || self.is_future(entry)
    }

    /// The year in which a person was born, where that is certain.
    fn birth(&self, entry: EntryIx) -> Option<i16> {
        let record = self.gazetteer.entry(entry);
        let from = record.from.filter(|_| record.kind == Kind::Person)?;
        let (first, last) = (from.earliest()?.civil().0, from.latest()?.civil().0);
        (first == last).then_some(first)
    }

    /// The years of birth that stand directly behind a name: "(1960–2012)", "(born 12 May 1960)", ", 58,".
    fn births_said(&self, n: usize) -> Option<std::ops::RangeInclusive<i16>> {
        let rest = self.behind(self.items[n].span);
        if let Some(inside) = rest.strip_prefix(" (") {
            let inside = inside.split(')').next().unwrap_or_default();
            if let Some(year) = years(inside).next() {
                return Some(year..=year);
            }
        }
        let age = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" ("))?;
        let age = age.strip_prefix("aged ").unwrap_or(age);
        let digits = age.bytes().take_while(u8::is_ascii_digit).count();
        let closed = age[digits..].starts_with([',', ')', '.', ';']);
        let age: i16 = age[..digits].parse().ok().filter(|age| closed && (1..=OLDEST).contains(age))?;
        let year = self.offered.date?.earliest()?.civil().0;
        Some(year - age - 1..=year - age)
    }

    /// Some bytes behind a place.
    fn behind(&self, span: Span) -> &str {
        let text = &self.offered.text[span.end as usize..];
        let mut end = text.len().min(BEHIND);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        &text[..end]
    }

    /// What is near a place: the same paragraph, [`NEAR`] bytes to each side.
    fn near(&self, span: Span) -> Span {
        let text = self.offered.text;
        let mut start = span.start.saturating_sub(NEAR) as usize;
        let mut end = (span.end as usize + NEAR as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start += 1;
        }
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[start..span.start as usize];
        let start = before.rfind("\n\n").map_or(start, |at| start + at);
        let behind = &text[span.end as usize..end];
        let end = behind.find("\n\n").map_or(end, |at| span.end as usize + at);
        Span::new(start as u32, end as u32)
    }

    /// The items near an item, with itself.
    fn items_near(&self, n: usize) -> impl Iterator<Item = (usize, &Item)> {
        let near = self.near(self.items[n].span);
        let first = self.items.partition_point(|item| item.span.start < near.start);
        let last = self.items.partition_point(|item| item.span.start < near.end);
        (first..last).map(|other| (other, &self.items[other]))
    }

    /// The nation that an item names, as a country or by a word for its people.
    fn named_nation(&self, n: usize) -> Option<NationIx> {
        match self.items[n].what {
            What::Nation(nation) => nation,
            What::Country(nation) => Some(nation),
            _ => {
                let entry = self.settled[n].as_ref().and_then(Mention::entity)?;
                nations::of_country(self.gazetteer.entry(entry).name())
            }
        }
    }

    /// The nations that an entry belongs to: those of its ties, and of the posts that it holds.
    fn nations_of(&self, record: &Entry) -> Vec<NationIx> {
        let mut nations = Vec::new();
        let mut add = |id: &str| {
            let entry = self.gazetteer.find(id).map(|entry| self.gazetteer.entry(entry).name());
            nations.extend(entry.and_then(nations::of_country).or_else(|| nation_of(id)));
        };
        let ties = |record: &Entry, add: &mut dyn FnMut(&str)| {
            for tie in record.relations.iter().filter(|tie| matches!(&*tie.relation, "country" | "part_of" | "based_in")) {
                add(&tie.to.id);
            }
            if let Some(of) = &record.of {
                add(&of.id);
            }
        };
        ties(record, &mut add);
        for post in record.roles.iter().filter_map(|role| self.gazetteer.find(&role.post.id)) {
            ties(self.gazetteer.entry(post), &mut add);
        }
        nations
    }
}

/// The years in some words: four digits that are no part of a longer number.
fn years(words: &str) -> impl Iterator<Item = i16> {
    let numbers = words.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|number| number.len() == 4).filter_map(|number| number.parse().ok()).filter(|year| *year >= 1000)
}

fn by_name(document: &Document<'_>, _: usize, entry: EntryIx) -> Option<Support> {
    document.present.contains(&entry).then_some(Support::Named)
}

fn by_birth(document: &Document<'_>, n: usize, entry: EntryIx) -> Option<Support> {
    let born = document.birth(entry)?;
    if document.births_said(n).is_some_and(|years| years.contains(&born)) {
        return Some(Support::Born(born));
    }
    // "Smith was born in Ohio in 1960."
    let near = document.near(document.items[n].span).of(document.offered.text);
    let after = near.match_indices("born ").any(|(at, _)| {
        let words = near[at..].split(['.', ';', '\n']).next().unwrap_or_default();
        years(words).next() == Some(born)
    });
    after.then_some(Support::Born(born))
}

fn by_office(document: &Document<'_>, n: usize, entry: EntryIx) -> Option<Support> {
    if let Some(support) = document.by_title(n, entry) {
        return Some(support);
    }
    let record = document.gazetteer.entry(entry);
    let posts: Vec<EntryIx> = record.roles.iter().filter_map(|role| document.gazetteer.find(&role.post.id)).collect();
    if posts.is_empty() {
        return None;
    }
    let near = fold::fold(document.near(document.items[n].span).of(document.offered.text));
    let said = |name: &str| {
        let name = fold::fold(name);
        let whole = |at: usize| {
            let before = near[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            before && near[at + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        };
        name.contains(' ') && near.match_indices(&name).any(|(at, _)| whole(at))
    };
    let post = posts.into_iter().find(|&post| document.gazetteer.entry(post).names.iter().any(|name| said(&name.form)));
    post.map(Support::Held)
}

/// A tie to an entry that the article names, whichever of the two states it. A country is no tie: half the world has it.
fn by_tie(document: &Document<'_>, _: usize, entry: EntryIx) -> Option<Support> {
    let record = document.gazetteer.entry(entry);
    let ties = record.relations.iter().filter(|tie| &*tie.relation != "country").map(|tie| &tie.to);
    let own = ties.chain(record.of.iter()).filter_map(|id| document.gazetteer.find(&id.id));
    let own = own.filter(|&other| document.gazetteer.entry(other).kind != Kind::Place);
    let own = own.into_iter().find(|other| document.present.contains(other));
    own.or_else(|| document.tied_to_named().get(&entry).copied()).map(Support::Tied)
}

fn by_country(document: &Document<'_>, n: usize, entry: EntryIx) -> Option<Support> {
    let record = document.gazetteer.entry(entry);
    let item = &document.items[n];
    // A lone word is too little of a person's name.
    if record.kind == Kind::Person && item.words() == 1 {
        return None;
    }
    let own = document.nations_of(record);
    if own.is_empty() {
        return None;
    }
    let is_own = |n: usize| document.named_nation(n).filter(|nation| own.contains(nation));
    let near = document.items_near(n).find_map(|(other, _)| is_own(other));
    let anywhere = || {
        let place = record.kind == Kind::Place && !item.cues.has(Cues::ORDINARY);
        if place { document.nations_named().iter().copied().find(|nation| own.contains(nation)) } else { None }
    };
    near.or_else(anywhere).map(|nation| Support::Country(nation.name()))
}

impl Document<'_> {
    /// The nations that the article names, in order of number.
    fn nations_named(&self) -> &[NationIx] {
        self.nations_named.get_or_init(|| {
            let mut nations: Vec<NationIx> = (0..self.items.len()).filter_map(|n| self.named_nation(n)).collect();
            nations.sort_unstable();
            nations.dedup();
            nations
        })
    }

    /// What the entries that the form alone settles are tied to.
    fn tied_to_named(&self) -> &rustc_hash::FxHashMap<EntryIx, EntryIx> {
        self.tied_by_form.get_or_init(|| self.ties())
    }
}
