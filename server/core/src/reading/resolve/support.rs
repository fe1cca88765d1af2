//! Support: what in the document speaks for an entry whose name alone does not decide.

use rustc_hash::FxHashMap;

use super::Document;
use crate::gazetteer::{EntryIx, Kind};
use crate::reading::Mention;
use crate::reading::candidate::Cues;

impl Document<'_> {
    /// The country that the article calls offices of by their bare titles: "Foreign Minister Gabi
    /// Ashkenazi" beside "Russian President Vladimir Putin". The one with the most such persons; none
    /// where two have as many.
    pub(super) fn home(&self) -> Option<EntryIx> {
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
    pub(super) fn countries_of(&self, person: EntryIx) -> Vec<EntryIx> {
        let posts = self.gazetteer.entry(person).roles.iter().filter_map(|role| self.gazetteer.find(&role.post.id));
        let mut countries: Vec<EntryIx> = posts.filter_map(|post| self.country_of(post)).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    /// The person who holds the office that the item is part of: named just before the title or just
    /// behind it.
    pub(super) fn holder_beside(&self, n: usize) -> Option<EntryIx> {
        /// The most bytes between a person and a body in the same title: ", the Chief of the ".
        const NEAR: u32 = 48;
        let person = |other: usize| self.settled.get(other)?.as_ref().filter(|mention| mention.kind == Kind::Person)?.entity();
        let start = self.items[n].span;
        let before = n.checked_sub(1).filter(|&other| start.start - self.items[other].span.end <= NEAR).and_then(person);
        before.or_else(|| {
            Some(n + 1)
                .filter(|&other| self.items.get(other).is_some_and(|next| next.span.start - start.end <= NEAR))
                .and_then(person)
        })
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
    pub(super) fn neighbour(&self, n: usize) -> Option<EntryIx> {
        let before = n.checked_sub(1)?;
        let (left, right) = (&self.items[before], &self.items[n]);
        let adjoining =
            left.tokens.1 == right.tokens.0 && left.span.end <= right.span.start && right.span.start - left.span.end <= 6;
        self.settled[before].as_ref().filter(|_| adjoining).and_then(Mention::entity)
    }

    /// Whether an entry belongs to another: a body of that country, a part of that body.
    pub(super) fn belongs(&self, entry: EntryIx, to: EntryIx) -> bool {
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
