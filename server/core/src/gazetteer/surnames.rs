//! The surnames of the persons of a gazetteer, hashed once for all readings.

use super::{EntryIx, Gazetteer, Kind, NameUse};
use crate::text::token::{Gap, Token, tokenise};
use crate::text::{Span, fold};

/// The surname in one spelling of a person's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Surname {
    /// Joined hash of the last word and those that hyphens join to it.
    pub whole: u64,
    /// Hash of the last word.
    pub tail: u64,
}

/// The surnames of every person.
#[derive(Debug, Default)]
pub struct Surnames {
    /// For each entry the first of its surnames; one more at the end.
    first: Vec<u32>,
    surnames: Vec<Surname>,
}

impl Surnames {
    pub(super) fn build(gazetteer: &Gazetteer) -> Surnames {
        let mut built = Surnames::default();
        let mut tokens = Vec::new();
        for (_, entry) in gazetteer.iter() {
            let first = built.surnames.len();
            built.first.push(first as u32);
            let listed = |name: &&super::Name| !matches!(name.usage, NameUse::Abbreviation | NameUse::Nickname);
            for name in entry.names.iter().filter(|_| entry.kind == Kind::Person).filter(listed) {
                tokens.clear();
                tokenise(&name.form, Span::new(0, name.form.len() as u32), &mut tokens);
                let surname = surname(&tokens).filter(|surname| !built.surnames[first..].contains(surname));
                built.surnames.extend(surname);
            }
        }
        built.first.push(built.surnames.len() as u32);
        built
    }

    /// The different surnames that the spellings of an entry's name have; none where it is no person.
    pub fn of(&self, entry: EntryIx) -> &[Surname] {
        let at = entry.0 as usize;
        &self.surnames[self.first[at] as usize..self.first[at + 1] as usize]
    }
}

/// The surname in a name of several words.
fn surname(tokens: &[Token]) -> Option<Surname> {
    let last = tokens.last().filter(|_| tokens.len() > 1)?;
    let hyphened = (1..tokens.len()).rev().take_while(|&n| tokens[n].before.only(Gap::DASH)).last();
    let from = hyphened.map_or(tokens.len() - 1, |n| n - 1);
    let whole = tokens[from..].iter().map(|token| token.hash).reduce(fold::hash_joined)?;
    Some(Surname { whole, tail: last.hash })
}
