//! Who bears a surname or a given name in a document.
//!
//! A long document may name the same person thousands of times, so a question costs a binary search and a
//! look at the different bearers, not at every place.

use crate::gazetteer::EntryIx;
use crate::text::Span;

/// The persons that a document names in full and that share a surname or a given name. Mostly it is one,
/// named so once: that costs no room elsewhere.
#[derive(Debug)]
pub struct Bearers {
    /// The first place, and the entry, if the gazetteer has one.
    first: Place,
    /// All places, where there are several.
    many: Option<Box<Many>>,
}

/// Where a person is named in full, and the entry, if the gazetteer has one.
type Place = (Span, Option<EntryIx>);

#[derive(Debug, Default)]
struct Many {
    /// Every place where one is named in full, in order.
    places: Vec<Place>,
    /// The different entries (none: persons the gazetteer does not know), with how many of the places are theirs.
    entries: Vec<(Option<EntryIx>, u32)>,
}

/// What the other places say of one place where the name stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Others {
    /// The entries named there, in order of index.
    pub entries: Vec<EntryIx>,
    /// Whether a person that the gazetteer does not know is named there.
    pub strangers: bool,
    /// Where the name was given in full last before the place, else first.
    pub full: Span,
    /// The entry that was meant there.
    pub entry: Option<EntryIx>,
}

impl Bearers {
    /// One person, named in full there.
    pub fn new(at: Span, entry: Option<EntryIx>) -> Bearers {
        Bearers { first: (at, entry), many: None }
    }

    /// Adds a place, no earlier than the last one. The same person at the same place counts once.
    pub fn add(&mut self, at: Span, entry: Option<EntryIx>) {
        let last = self.many.as_ref().and_then(|many| many.places.last()).unwrap_or(&self.first);
        if *last == (at, entry) {
            return;
        }
        let many = self.many.get_or_insert_with(|| {
            let (place, entry) = self.first;
            Box::new(Many { places: vec![(place, entry)], entries: vec![(entry, 1)] })
        });
        many.places.push((at, entry));
        match many.entries.iter_mut().find(|(known, _)| *known == entry) {
            Some((_, count)) => *count += 1,
            None => many.entries.push((entry, 1)),
        }
    }

    /// What the places other than this one say; none where there is no other.
    pub fn others(&self, place: Span) -> Option<Others> {
        if let Some(many) = &self.many {
            return many.others(place);
        }
        let (full, entry) = self.first;
        let other = || Others { entries: entry.into_iter().collect(), strangers: entry.is_none(), full, entry };
        (full != place).then(other)
    }
}

impl Many {
    fn others(&self, place: Span) -> Option<Others> {
        let from = self.places.partition_point(|(at, _)| at.start < place.start);
        let own = self.places[from..].iter().take_while(|(at, _)| at.start == place.start).filter(|(at, _)| *at == place);
        let owns = |entry: Option<EntryIx>| own.clone().filter(|(_, other)| *other == entry).count() as u32;
        let named: Vec<Option<EntryIx>> =
            self.entries.iter().filter(|(entry, count)| *count > owns(*entry)).map(|(entry, _)| *entry).collect();
        let before = self.places[..from].last();
        let &(full, entry) = before.or_else(|| self.places.iter().find(|(at, _)| *at != place))?;
        let mut entries: Vec<EntryIx> = named.iter().copied().flatten().collect();
        entries.sort_unstable();
        Some(Others { entries, strangers: named.contains(&None), full, entry })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_places_of_a_name() {
        let (a, b) = (EntryIx(1), EntryIx(0));
        let at = |start| Span::new(start, start + 5);
        let mut bearers = Bearers::new(at(10), Some(a));
        bearers.add(at(10), Some(a));
        assert_eq!(bearers.others(at(10)), None, "only itself");
        let alone = Others { entries: vec![a], strangers: false, full: at(10), entry: Some(a) };
        assert_eq!(bearers.others(at(3)).as_ref(), Some(&alone), "before it is given in full");
        assert_eq!(bearers.others(at(20)), Some(alone));
        bearers.add(at(30), Some(a));
        bearers.add(at(40), Some(b));
        bearers.add(at(50), None);
        assert_eq!(bearers.others(at(35)), Some(Others { entries: vec![b, a], strangers: true, full: at(30), entry: Some(a) }));
        assert_eq!(bearers.others(at(50)), Some(Others { entries: vec![b, a], strangers: false, full: at(40), entry: Some(b) }));
    }
}
