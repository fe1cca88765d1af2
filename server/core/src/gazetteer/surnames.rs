//! The surnames of the persons of a gazetteer, hashed once for all readings.

use std::sync::LazyLock;

use super::{Entry, EntryIx, Gazetteer, Kind, NameUse};
use crate::text::token::{Gap, Token, tokenise};
use crate::text::{Span, fold};

/// Words that belong to the surname behind them: "van Dijk", "Ben Gvir", "Le Pen".
const PARTICLES: &str =
    "al el ul bin ibn ben bint abu von van der den de da do dos das du di del della la le lo ter zu af av st mac";

/// The surname in one spelling of a person's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Surname {
    /// Joined hash of the last word and those before it that belong to the surname.
    pub whole: u64,
    /// Hash of the last word.
    pub tail: u64,
}

/// The surnames of every person.
#[derive(Debug, Default)]
pub struct Surnames {
    /// For each entry the first of its surnames; one more at the end.
    first: Vec<u32>,
    all: Vec<Surname>,
    /// The bearers of each surname, in order of its hash.
    by_hash: Vec<(u64, EntryIx)>,
}

impl Surnames {
    pub(super) fn build(gazetteer: &Gazetteer) -> Surnames {
        let mut built = Surnames::default();
        for (ix, entry) in gazetteer.iter() {
            let first = built.all.len();
            built.first.push(first as u32);
            built.all.extend(of_entry(entry));
            built.by_hash.extend(built.all[first..].iter().map(|surname| (surname.whole, ix)));
        }
        built.by_hash.sort_unstable();
        built.first.push(built.all.len() as u32);
        built
    }

    /// Those of a hand-edited entry.
    pub(super) fn of(&self, entry: EntryIx) -> &[Surname] {
        let at = entry.0 as usize;
        &self.all[self.first[at] as usize..self.first[at + 1] as usize]
    }

    /// The only person of the hand-edited ones who bears the surname of that hash.
    pub(super) fn only_bearer(&self, whole: u64) -> Option<EntryIx> {
        let first = self.by_hash.partition_point(|(surname, _)| *surname < whole);
        let mut bearers = self.by_hash[first..].iter().take_while(|(surname, _)| *surname == whole).map(|(_, entry)| *entry);
        let only = bearers.next()?;
        bearers.all(|other| other == only).then_some(only)
    }
}

/// The different surnames that the spellings of an entry's name have; none where it is no person.
pub(super) fn of_entry(entry: &Entry) -> Vec<Surname> {
    let mut surnames = Vec::new();
    let mut tokens = Vec::new();
    let listed = |name: &&super::Name| !matches!(name.usage, NameUse::Abbreviation | NameUse::Nickname);
    for name in entry.names.iter().filter(|_| entry.kind == Kind::Person).filter(listed) {
        tokens.clear();
        tokenise(&name.form, Span::new(0, name.form.len() as u32), &mut tokens);
        surnames.extend(surname(&tokens).filter(|surname| !surnames.contains(surname)));
    }
    surnames
}

/// The surname in a name of several words.
fn surname(tokens: &[Token]) -> Option<Surname> {
    let last = tokens.last().filter(|_| tokens.len() > 1)?;
    let whole = tokens[start(tokens)..].iter().map(|token| token.hash).reduce(fold::hash_joined)?;
    Some(Surname { whole, tail: last.hash })
}

/// The first token of the surname in a person's name: the last word, with those that hyphens join to it and
/// the particles before it. The first word is a given name, unless it is the only one.
pub fn start(name: &[Token]) -> usize {
    let Some(last) = name.len().checked_sub(1) else { return 0 };
    let hyphened = (1..=last).rev().take_while(|&n| name[n].before.only(Gap::DASH)).last();
    let mut start = hyphened.map_or(last, |n| n - 1);
    while start > 1 && is_particle(&name[start - 1]) {
        start -= 1;
    }
    start
}

/// Whether a word belongs to the surname behind it.
pub fn is_particle(word: &Token) -> bool {
    static HASHES: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut hashes: Vec<u64> = PARTICLES.split(' ').map(|word| fold::hash_ascii(word.as_bytes())).collect();
        hashes.sort_unstable();
        hashes
    });
    HASHES.binary_search(&word.hash).is_ok()
}
