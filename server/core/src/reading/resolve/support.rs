//! Support: what in the document speaks for an entry whose name alone does not decide.
//!
//! [`Document::SUPPORTS`] is asked from the strongest to the weakest. Each narrows what the one before it left, until
//! one entry is left.

use rustc_hash::FxHashMap;

use super::Document;
use crate::gazetteer::date::Answer;
use crate::gazetteer::{EntryIx, Kind};
use crate::reading::candidate::{Cues, Item, What};
use crate::reading::nations::{self, NationIx};
use crate::reading::{Mention, Support};
use crate::text::fold;

/// Words of a title that say when or how it was held.
const WHEN: [&str; 8] = ["then", "former", "acting", "interim", "outgoing", "incoming", "late", "new"];

/// What stands between two candidates side by side, as far as a judgement asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Between {
    /// Nothing but a possessive ending and white space.
    pub adjoining: bool,
    /// Nothing but "of" or "of the".
    pub of: bool,
    /// No more than between a person and a body in the same title: ", the Chief of the ".
    pub near: bool,
}

impl Between {
    /// More bytes than this are never near.
    pub const FAR: u32 = 48;

    /// Says it of two candidates and what stands between them.
    pub fn new(left: &Item, right: &Item, gap: &str) -> Between {
        Between {
            adjoining: left.tokens.1 == right.tokens.0 && gap.len() <= 6,
            of: matches!(gap, " of " | " of the "),
            near: gap.len() <= Between::FAR as usize,
        }
    }
}

/// Something that can speak for an entry at a candidate's place.
type Speaks<'a> = fn(&Document<'a>, usize, EntryIx) -> Option<Support>;

impl<'a> Document<'a> {
    /// What can speak for an entry, the strongest first.
    const SUPPORTS: [(&'static str, Speaks<'a>); 8] = [
        ("the person beside it holds an office of its country", Self::by_holder),
        ("its country or body stands beside it", Self::by_neighbour),
        ("the title before it is of an office that the person holds", Self::by_title),
        ("the article calls the offices of its country by their bare titles", Self::by_home),
        ("the article names it by a form of its own", Self::by_name),
        ("the article speaks of its country, body or office", Self::by_country),
        ("the article names an entry that is tied to it", Self::by_tie),
        ("the article was written in its lifetime", Self::by_life),
    ];

    /// Those of the entries that the strongest support leaves, and that support. With no support at all, all
    /// of them.
    pub(super) fn narrowed(&self, n: usize, entries: &[EntryIx]) -> (Vec<EntryIx>, Option<Support>) {
        let beside = self.nation_beside(n);
        let foreign = |entry: &EntryIx| beside.is_some_and(|beside| self.nation_of(*entry).is_some_and(|own| own != beside));
        let mut left: Vec<EntryIx> = entries.iter().copied().filter(|entry| !foreign(entry)).collect();
        let past: Vec<EntryIx> = left.iter().copied().filter(|&entry| !self.is_future(entry)).collect();
        if !past.is_empty() {
            left = past;
        }
        let mut support = None;
        for (_, speaks) in Self::SUPPORTS {
            let spoken: Vec<(EntryIx, Support)> =
                left.iter().filter_map(|&entry| Some((entry, speaks(self, n, entry)?))).collect();
            let Some((_, first)) = spoken.first() else { continue };
            support = support.or(Some(*first));
            left = spoken.iter().map(|(entry, _)| *entry).collect();
            if left.len() == 1 {
                break;
            }
        }
        (left, support)
    }

    /// Whether the article is older than the entry.
    pub(super) fn is_future(&self, entry: EntryIx) -> bool {
        let from = self.gazetteer.entry(entry).from;
        matches!((self.offered.date, from), (Some(date), Some(from)) if date.before(from) == Answer::Yes)
    }

    /// Whether the gazetteer says of one of two entries that it is not the other.
    pub(super) fn confused(&self, a: EntryIx, b: EntryIx) -> bool {
        let denies =
            |one: EntryIx, other| self.gazetteer.entry(one).not.iter().any(|id| self.gazetteer.find(&id.id) == Some(other));
        a != b && (denies(a, b) || denies(b, a))
    }

    fn by_holder(&self, n: usize, entry: EntryIx) -> Option<Support> {
        let holder = if self.items[n].cues.has(Cues::OFFICE) { self.holder_beside(n) } else { None };
        holder.filter(|&person| self.countries_of(person).iter().any(|&c| self.belongs(entry, c))).map(Support::Beside)
    }

    fn by_neighbour(&self, n: usize, entry: EntryIx) -> Option<Support> {
        if let Some(body) = self.neighbour(n).filter(|&cue| self.belongs(entry, cue)) {
            return Some(Support::Beside(body));
        }
        let nation = self.nation_beside(n).filter(|&beside| self.nation_of(entry) == Some(beside))?;
        Some(Support::Nation(nation.name()))
    }

    /// "President Trump": of the offices that the person holds, one whose name has all words of the title.
    pub(super) fn by_title(&self, n: usize, entry: EntryIx) -> Option<Support> {
        let record = self.gazetteer.entry(entry);
        if !self.items[n].cues.has(Cues::TITLED) || record.kind != Kind::Person || record.roles.is_empty() {
            return None;
        }
        let titles = self.offered.titles;
        let before = titles.partition_point(|title| title.span.start < self.items[n].span.start);
        let title = titles[before.saturating_sub(3)..before].iter().rev().find(|title| title.before == Some(n as u32))?;
        let said = fold::fold(title.span.of(self.offered.text));
        let posts = record.roles.iter().filter_map(|role| self.gazetteer.find(&role.post.id));
        posts.map(Support::Office).find(|post| {
            let Support::Office(post) = *post else { return false };
            self.gazetteer.entry(post).names.iter().any(|name| {
                let name = fold::fold(&name.form);
                let mut words = said.split_whitespace().filter(|word| !WHEN.contains(word));
                words.all(|word| name.split_whitespace().any(|own| own == word))
            })
        })
    }

    fn by_home(&self, _: usize, entry: EntryIx) -> Option<Support> {
        self.home.filter(|&home| self.belongs(entry, home)).map(Support::Home)
    }

    fn by_name(&self, _: usize, entry: EntryIx) -> Option<Support> {
        self.present.contains(&entry).then_some(Support::Named)
    }

    fn by_country(&self, _: usize, entry: EntryIx) -> Option<Support> {
        self.supported(entry).map(Support::Spoken)
    }

    fn by_tie(&self, _: usize, entry: EntryIx) -> Option<Support> {
        self.tied.get_or_init(|| self.ties()).get(&entry).copied().map(Support::Tied)
    }

    fn by_life(&self, _: usize, entry: EntryIx) -> Option<Support> {
        let record = self.gazetteer.entry(entry);
        let dated = record.from.is_some() || record.until.is_some();
        let living = dated && self.offered.date?.within(record.from, record.until) == Answer::Yes;
        living.then_some(Support::Living)
    }

    /// What the named entries are tied to: offices they hold, relations that they state. Made when it is first
    /// asked for.
    pub(super) fn ties(&self) -> FxHashMap<EntryIx, EntryIx> {
        let mut tied = FxHashMap::default();
        let mut named: Vec<EntryIx> = self.present.iter().copied().collect();
        named.sort_unstable();
        for one in named {
            let record = self.gazetteer.entry(one);
            let ids = record.roles.iter().map(|role| &role.post).chain(record.relations.iter().map(|relation| &relation.to));
            for other in ids.filter_map(|id| self.gazetteer.find(&id.id)) {
                tied.entry(other).or_insert(one);
                // A post speaks for its body, not for the country of that.
                if let Some(of) = self.gazetteer.entry(other).of.as_ref().and_then(|of| self.gazetteer.find(&of.id)) {
                    tied.entry(of).or_insert(one);
                }
            }
        }
        tied
    }

    /// The nation that stands directly before an item, or with "of" directly behind it.
    pub(super) fn nation_beside(&self, n: usize) -> Option<NationIx> {
        let before = n.checked_sub(1).filter(|&before| self.adjoin(before, n)).and_then(|before| self.nation_at(before));
        before.or_else(|| self.between(n, n + 1).filter(|between| between.of).and_then(|_| self.nation_at(n + 1)))
    }

    /// The nation that an item is a word or the country of.
    fn nation_at(&self, n: usize) -> Option<NationIx> {
        match self.items[n].what {
            What::Nation(nation) => nation,
            What::Country(nation) => Some(nation),
            _ => {
                let place = self.settled[n].as_ref().filter(|mention| mention.kind == Kind::Place)?.entity()?;
                nations::of_country(self.gazetteer.entry(place).name())
            }
        }
    }

    /// The nation that a body belongs to: that of its country, else the one in its name.
    pub(super) fn nation_of(&self, entry: EntryIx) -> Option<NationIx> {
        let record = self.gazetteer.entry(entry);
        if record.kind != Kind::Organisation {
            return None;
        }
        let country = self.country_of(entry).and_then(|country| nations::of_country(self.gazetteer.entry(country).name()));
        country.or_else(|| super::licensed::body(record.name()).and_then(|body| body.nation))
    }

    /// The country that the article calls offices of by their bare titles: "Foreign Minister Gabi
    /// Ashkenazi" beside "Russian President Vladimir Putin". The one with the most such persons; none
    /// where two have as many.
    pub(super) fn find_home(&self) -> Option<EntryIx> {
        let mut votes: FxHashMap<EntryIx, u32> = FxHashMap::default();
        for (n, _) in self.items.iter().enumerate().filter(|(_, item)| item.cues.has(Cues::HOME)) {
            let Some(person) = self.settled[n].as_ref().filter(|mention| mention.kind == Kind::Person).and_then(Mention::entity)
            else {
                continue;
            };
            for country in self.countries_of(person) {
                *votes.entry(country).or_default() += 1;
            }
        }
        let most = votes.values().copied().max()?;
        let mut leading = votes.iter().filter(|(_, count)| **count == most).map(|(country, _)| *country);
        leading.next().filter(|_| leading.next().is_none())
    }

    /// The countries that a person holds or held offices of, in order of index.
    fn countries_of(&self, person: EntryIx) -> Vec<EntryIx> {
        let posts = self.gazetteer.entry(person).roles.iter().filter_map(|role| self.gazetteer.find(&role.post.id));
        let mut countries: Vec<EntryIx> = posts.filter_map(|post| self.country_of(post)).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    /// The person who holds the office that the item is part of: named just before the title or just
    /// behind it.
    fn holder_beside(&self, n: usize) -> Option<EntryIx> {
        let person = |other: usize| self.settled.get(other)?.as_ref().filter(|mention| mention.kind == Kind::Person)?.entity();
        let near = |left: usize, right: usize| self.between(left, right).is_some_and(|between| between.near);
        let before = n.checked_sub(1).filter(|&other| near(other, n)).and_then(person);
        before.or_else(|| Some(n + 1).filter(|&other| near(n, other)).and_then(person))
    }

    /// The country that a post or body belongs to.
    fn country_of(&self, entry: EntryIx) -> Option<EntryIx> {
        self.ancestors(entry).find(|&ancestor| self.gazetteer.entry(ancestor).kind == Kind::Place)
    }

    /// What an entry belongs to, what that belongs to, and so on: at most four steps.
    fn ancestors(&self, entry: EntryIx) -> impl Iterator<Item = EntryIx> {
        let parent = |&at: &EntryIx| {
            let record = self.gazetteer.entry(at);
            let parent =
                record.of.as_ref().or_else(|| record.relations.iter().find(|r| &*r.relation == "part_of").map(|r| &r.to));
            parent.and_then(|parent| self.gazetteer.find(&parent.id))
        };
        std::iter::successors(parent(&entry), parent).take(4)
    }

    /// The entry of the demonym or country that stands directly before the item.
    fn neighbour(&self, n: usize) -> Option<EntryIx> {
        let before = n.checked_sub(1).filter(|&before| self.adjoin(before, n))?;
        self.settled[before].as_ref().and_then(Mention::entity)
    }

    /// Whether nothing but a possessive ending and white space stands between two items.
    fn adjoin(&self, before: usize, n: usize) -> bool {
        self.between(before, n).is_some_and(|between| between.adjoining)
    }

    /// What stands between two items side by side, if there are two.
    fn between(&self, left: usize, right: usize) -> Option<Between> {
        let (left, right) = (self.items.get(left)?, self.items.get(right)?);
        let gap = self.offered.text.get(left.span.end as usize..right.span.start as usize)?;
        Some(Between::new(left, right, gap))
    }

    /// Whether an entry belongs to another: a body of that country, a part of that body.
    fn belongs(&self, entry: EntryIx, to: EntryIx) -> bool {
        self.ancestors(entry).any(|ancestor| ancestor == to)
    }

    /// What the document speaks of that the entry has to do with: its country, body, office.
    pub(super) fn supported(&self, entry: EntryIx) -> Option<EntryIx> {
        let record = self.gazetteer.entry(entry);
        let related = record.of.iter().chain(record.relations.iter().map(|relation| &relation.to));
        let related =
            related.chain(record.roles.iter().map(|role| &role.post)).filter_map(|other| self.gazetteer.find(&other.id));
        related.flat_map(|other| std::iter::once(other).chain(self.ancestors(other))).find(|other| self.present.contains(other))
    }
}
