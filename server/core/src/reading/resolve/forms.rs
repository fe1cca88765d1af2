//! Listed forms and the words of nations: what a form says by itself, and with the document's support.

use super::Document;
use crate::gazetteer::name_table::Use;
use crate::gazetteer::{EntryIx, Kind, NameUse};
use crate::reading::candidate::{Cues, Item, What};
use crate::reading::nations::NationIx;
use crate::reading::{Mention, Reason, Status, Support};
use crate::text::words;

impl Document<'_> {
    /// The one entry of which the form is the house form.
    pub(super) fn house_form(&self, n: usize) -> Option<Mention> {
        let strong = self.strong(n)?;
        let house = one(strong.clone().filter(|used| used.usage == NameUse::House && !used.declined))?;
        // Entries that people confuse need more than the form.
        let mut others = strong.map(|used| used.name.entry).filter(|&entry| entry != house.name.entry);
        let confused = others.any(|entry| self.confused(entry, house.name.entry));
        (!confused).then(|| Self::listed(&self.items[n], &house, None))
    }

    /// The one entry that lists the form.
    pub(super) fn other_form(&self, n: usize) -> Option<Mention> {
        one(self.strong(n)?.filter(|used| !used.declined)).map(|only| Self::listed(&self.items[n], &only, None))
    }

    /// The one entry of whose form it is another case, where no entry lists it as it stands.
    pub(super) fn declined_form(&self, n: usize) -> Option<Mention> {
        one(self.strong(n)?).filter(|only| only.declined).map(|only| Self::listed(&self.items[n], &only, None))
    }

    /// The uses of an item's form that may stand alone; none for an ordinary word where any word would have
    /// a capital.
    fn strong(&self, n: usize) -> Option<impl Iterator<Item = Use> + Clone> {
        let item = &self.items[n];
        let What::Known(known) = item.what else { return None };
        let common = item.words() == 1
            && !item.cues.has(Cues::ACRONYM)
            && item.cues.has(Cues::INITIAL.or(Cues::HEADLINE))
            && words::class_of(item.whole) == Some(words::WordClass::Common)
            && !self.capitals.contains_key(&item.whole);
        (!common).then(|| known.names(self.gazetteer.tables()).filter(|used| !used.weak))
    }

    /// A word of a nation or faith, or a name of a country.
    pub(super) fn nation(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        let entry = |nation| self.gazetteer.countries().entry(nation);
        match item.what {
            What::Nation(nation) => Some(Mention {
                span: item.span,
                kind: Kind::Group,
                status: Status::Resolved(nation.and_then(entry)),
                reason: Reason::Demonym { of: nation.map_or(crate::text::nations::SEVERAL, NationIx::name) },
            }),
            What::Country(nation) => entry(nation).map(|entry| Mention {
                span: item.span,
                kind: Kind::Place,
                status: Status::Resolved(Some(entry)),
                reason: Reason::Country { of: nation.name() },
            }),
            _ => None,
        }
    }

    /// The mention of a listed form that means one entry.
    pub(super) fn listed(item: &Item, used: &Use, support: Option<Support>) -> Mention {
        Mention {
            span: item.span,
            kind: used.kind,
            status: Status::Resolved(Some(used.name.entry)),
            reason: Reason::Listed { name: used.name, support },
        }
    }

    /// A form of several entries, or a weak one, with what the document names besides; a bare body
    /// likewise.
    pub(super) fn in_support(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        let What::Known(known) = item.what else { return self.bare_body(n) };
        let uses = as_written(known.names(self.gazetteer.tables()).collect());
        let mut entries: Vec<EntryIx> = uses.iter().map(|used| used.name.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        // "Петрову" is a dative of the man and an accusative of the woman, whoever is named besides.
        if entries.len() > 1 && uses.iter().all(|used| used.declined) {
            return Some(self.ambiguous(item, entries));
        }
        let (left, support) = self.narrowed(n, &entries);
        let support = support?;
        // The document names a person of that surname in full.
        if support != Support::Named && self.surnames.contains_key(&item.whole) {
            return None;
        }
        let left: Vec<Use> = uses.into_iter().filter(|used| left.contains(&used.name.entry)).collect();
        let house = || one(left.iter().copied().filter(|used| used.usage == NameUse::House));
        match one(left.iter().copied()).or_else(house) {
            Some(chosen) if chosen.weak && matches!(support, Support::Living) => None,
            Some(chosen) => Some(Self::listed(item, &chosen, Some(support))),
            None => Some(self.ambiguous(item, left.iter().map(|used| used.name.entry).collect())),
        }
    }

    /// A form that two or more entries list, and nothing tells them apart. One alone is left only where it
    /// is an ordinary word at the start of a sentence.
    pub(super) fn shared(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        let strong = as_written(self.strong(n)?.collect());
        let several = strong.first().is_some_and(|first| strong.iter().any(|used| used.name.entry != first.name.entry));
        several.then(|| self.ambiguous(item, strong.iter().map(|used| used.name.entry).collect()))
    }

    pub(super) fn ambiguous(&self, item: &Item, mut entries: Vec<EntryIx>) -> Mention {
        entries.sort_unstable();
        entries.dedup();
        Mention {
            span: item.span,
            kind: self.gazetteer.entry(entries[0]).kind,
            status: Status::Ambiguous(entries.into()),
            reason: Reason::Several("nothing in the article tells them apart"),
        }
    }
}

/// The uses in which the form is listed as it stands, if there are any: a case of a name never hides them.
fn as_written(uses: Vec<Use>) -> Vec<Use> {
    if uses.iter().all(|used| used.declined) { uses } else { uses.into_iter().filter(|used| !used.declined).collect() }
}

/// The only entry's use of several uses.
fn one(mut uses: impl Iterator<Item = Use>) -> Option<Use> {
    let first = uses.next()?;
    uses.all(|used| used.name.entry == first.name.entry).then_some(first)
}
