//! People: a surname, a given name or a family after a full name.
//!
//! A part of a name means a person only where the article names one so in full; where it names
//! several, the part alone is ambiguous.

use super::Document;
use crate::gazetteer::{EntryIx, Kind, NameRef};
use crate::reading::bearers::{Bearers, Others};
use crate::reading::candidate::{Cues, Item, What};
use crate::reading::lexicon::{self, Part};
use crate::reading::licensed::Licence;
use crate::reading::{Mention, Reason, Status, Support};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// A word in capitals of up to that many bytes is an acronym; a longer one may be a name that a style prints so.
const LONGEST_ACRONYM: u32 = 4;

impl Document<'_> {
    /// Collects the persons that the document names in full.
    pub(super) fn find_people(&mut self) {
        let mut known: FxHashSet<EntryIx> = FxHashSet::default();
        for (n, item) in self.items.iter().enumerate() {
            let entry = match &self.settled[n] {
                Some(mention) if mention.kind == Kind::Person => mention.entity(),
                Some(_) => continue,
                None => None,
            };
            if entry.is_none() && !may_be_person(item) {
                continue;
            }
            if let Some(entry) = entry.filter(|&entry| known.insert(entry)) {
                // It may be meant by the surname of every spelling that the gazetteer lists.
                for surname in self.gazetteer.surnames_of(entry).iter() {
                    self.add(surname.whole, surname.tail, item.span, Some(entry));
                }
            }
            if item.words() > 1 {
                self.add(item.surname, item.tail, item.span, entry);
                if entry.is_some() {
                    add(&mut self.given, item.given, item.span, entry);
                }
            }
        }
    }

    fn add(&mut self, surname: u64, tail: u64, at: Span, entry: Option<EntryIx>) {
        add(&mut self.surnames, surname, at, entry);
        if tail != surname {
            add(&mut self.surnames, tail, at, entry);
        }
    }

    /// A word of a nation that is the surname of a known person whom the article names in full: "Jane
    /// French … French agreed".
    pub(super) fn namesake_of_a_nation(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        let bears = matches!(item.what, What::Nation(_)) && self.surnames.contains_key(&item.whole);
        if bears { self.short(n).filter(|mention| mention.entity().is_some()) } else { None }
    }

    /// A mention as part of a person's name given in full elsewhere.
    pub(super) fn short(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        // "UN" is nobody's surname beside Kim Jong Un.
        let acronym = item.cues.has(Cues::ACRONYM) && !item.cues.has(Cues::HEADLINE.or(Cues::LABEL));
        if acronym && item.span.len() <= LONGEST_ACRONYM {
            return None;
        }
        let family = || item.singular.and_then(|singular| self.surnames.get(&singular));
        let mut span = item.span;
        let (people, what) = match (self.surnames.get(&item.whole), self.given.get(&item.whole)) {
            (Some(people), _) => (people, "surname"),
            (None, Some(people))
                if (!item.cues.has(Cues::ORDINARY) || item.cues.has(Cues::ACTS))
                    && !lexicon::part(item.whole).is(Part::CALENDAR.or(Part::FUNCTION)) =>
            {
                (people, "given name")
            }
            (None, _) => {
                span.end -= 1; // the plural stays outside: "the Netanyahus"
                (family()?, "surname")
            }
        };
        if item.cues.has(Cues::INITIAL.or(Cues::HEADLINE))
            && item.cues.has(Cues::ORDINARY)
            && !item.cues.has(Cues::ACTS)
            && !matches!(item.what, What::Nation(_))
            && !self.capitals.contains_key(&item.whole)
        {
            return None;
        }
        let Others { entries, strangers, full, entry } = people.others(item.span)?;
        let mention = |status, reason| Mention { span, kind: Kind::Person, status, reason };
        let short = Reason::Short { what, full };
        Some(match (&*entries, entry) {
            ([_, _, ..], _) => {
                mention(Status::Ambiguous(entries.into()), Reason::Several("the article names several persons so"))
            }
            ([entry], _) if !strangers => mention(Status::Resolved(Some(*entry)), short),
            (_, Some(entry)) => mention(Status::Resolved(Some(entry)), short),
            (_, None) => mention(Status::Unresolved, short),
        })
    }
}

impl Document<'_> {
    /// The surname of somebody whom the document never names in full: the one person of the gazetteer who bears it,
    /// where the document speaks for that person ("Norway: Bergerud, Christensen").
    pub(super) fn lone_surname(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        let other =
            Cues::ORDINARY.or(Cues::ACRONYM).or(Cues::CITY).or(Cues::DATELINE).or(Cues::LOCATED).or(Cues::WORK).or(Cues::TITLED);
        let surname = item.what == What::Unknown && !item.cues.has(other) && item.surname == item.whole;
        if !surname || self.surnames.contains_key(&item.whole) {
            return None;
        }
        let entry = self.gazetteer.only_bearer(item.whole).filter(|_| self.english && self.is_name(item))?;
        let (_, support) = self.narrowed(n, &[entry]);
        let speaks = |support: &Support| !matches!(support, Support::Living | Support::Home(_));
        let support = support.filter(speaks)?;
        Some(Mention {
            span: item.span,
            kind: Kind::Person,
            status: Status::Resolved(Some(entry)),
            reason: Reason::Licensed { name: NameRef { entry, name: 0 }, licence: Licence::Surname, support: Some(support) },
        })
    }
}

/// Adds a person whose name has that word.
fn add(bearers: &mut FxHashMap<u64, Bearers>, word: u64, at: Span, entry: Option<EntryIx>) {
    bearers.entry(word).and_modify(|bearers| bearers.add(at, entry)).or_insert_with(|| Bearers::new(at, entry));
}

/// Whether an unknown name can be a person's: two to five words, none of them the head of something
/// else. Ordinary words are one only behind a title or where the first is a given name ("Will Price").
pub(super) fn may_be_person(item: &Item) -> bool {
    // "al-Hilla" is one word with its article.
    let article = item.words() == 2 && lexicon::part(item.given).is(Part::PARTICLE);
    let other =
        Cues::DESIGNATION.or(Cues::CAPITALS).or(Cues::COMPANY).or(Cues::CITY).or(Cues::TEAM).or(Cues::WORK).or(Cues::LINKED);
    let head = item.cues.has(Cues::BODY.or(Cues::PLACE).or(Cues::EVENT));
    matches!(item.what, What::Unknown)
        && (2..=5).contains(&item.words())
        && !article
        && !item.cues.has(other)
        && (!head || (item.cues.has(Cues::TITLED) && item.words() == 2))
        && (!item.cues.has(Cues::ORDINARY) || item.cues.has(Cues::FORENAME.or(Cues::TITLED)))
}
