//! Making a table: names in any order, from anywhere, to the bytes that [`NameTable`](super::NameTable) looks at.
//!
//! A name is folded when it is added, and kept as a few numbers and its letters; sorting does the rest. Since the
//! slots stand in order of hash, they are written from first to last, never searched.

use super::case::{starts_lower, tokens_of};
use super::layout::{FORM, GOES_ON, Header, home};
use super::record::put_number;
use super::{Case, Use};
use crate::gazetteer::declension;
use crate::gazetteer::word_set::WordSet;
use crate::gazetteer::{EntryIx, Kind, Name, NameRef, NameUse};
use crate::text::fold;
use crate::text::token::Token;

/// Names on their way into a table.
#[derive(Debug, Default)]
pub struct Builder {
    keys: Vec<Key>,
    /// The folded letters of all.
    letters: Vec<u8>,
    /// Prints of the beginnings of names that go on.
    beginnings: Vec<u32>,
    /// Hashes of the first words.
    firsts: Vec<u64>,
    /// Those of names that start in lower case.
    lower: Vec<u64>,
    /// First letters of names in scripts without case.
    caseless: Vec<char>,
    tokens: Vec<Token>,
}

/// A form of a name.
#[derive(Clone, Copy, Debug)]
struct Key {
    /// Of all its words.
    print: u32,
    /// Of its letters.
    start: u32,
    length: u32,
    used: Use,
}

/// A table has no room for so many letters: the names of some ten million entries are more than two GiB.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLarge;

impl Builder {
    /// Adds a name, and its other cases where its language has them. A name without a word is left out.
    /// `weak` says whether it needs support from the context.
    pub fn add(&mut self, at: NameRef, name: &Name, kind: Kind, weak: bool) {
        tokens_of(&name.form, &mut self.tokens);
        let case = Case::of(&self.tokens, &name.form, name.exact_case);
        let used = Use { name: at, case, kind, usage: name.usage, weak, declined: false };
        self.add_form(&name.form, used);
        let declines = matches!(name.usage, NameUse::House | NameUse::Spelling | NameUse::Nickname | NameUse::Former);
        if name.form.is_ascii() || !declines || name.exact_case {
            return;
        }
        for declined in declension::declined(&name.form) {
            tokens_of(&declined.form, &mut self.tokens);
            self.add_form(&declined.form, Use { weak: weak || declined.may_be_hers, declined: true, ..used });
        }
    }

    /// Adds a form, of which the tokens are read.
    fn add_form(&mut self, form: &str, used: Use) {
        let Some(first) = self.tokens.first() else { return };
        let folded = fold::fold(&form[first.span.start as usize..]);
        self.firsts.push(first.hash);
        if starts_lower(form, first) {
            self.lower.push(first.hash);
        }
        self.caseless.extend(folded.chars().next().filter(|c| c.is_alphabetic() && !c.is_lowercase()));
        let mut whole = first.hash;
        for token in &self.tokens[1..] {
            self.beginnings.push(print(whole));
            whole = fold::hash_joined(whole, token.hash);
        }
        // Letters past four GiB are refused at the end.
        self.keys.push(Key { print: print(whole), start: self.letters.len() as u32, length: folded.len() as u32, used });
        self.letters.extend_from_slice(folded.as_bytes());
    }

    /// Adds the names that another one has. `number` gives the entries their indexes here; names of entries that it has none
    /// for are left out.
    pub fn absorb(&mut self, other: Builder, number: impl Fn(EntryIx) -> Option<EntryIx>) {
        // Letters past four GiB are refused at the end.
        let before = self.letters.len() as u32;
        self.keys.extend(other.keys.into_iter().filter_map(|mut key| {
            key.used.name.entry = number(key.used.name.entry)?;
            key.start = key.start.wrapping_add(before);
            Some(key)
        }));
        self.letters.extend(other.letters);
        self.beginnings.extend(other.beginnings);
        self.firsts.extend(other.firsts);
        self.lower.extend(other.lower);
        self.caseless.extend(other.caseless);
    }

    /// The bytes of the table, the same whatever the order in which the names came.
    pub fn finish(mut self) -> Result<Vec<u8>, TooLarge> {
        if u32::try_from(self.letters.len()).is_err() {
            return Err(TooLarge);
        }
        let letters = |key: &Key| &self.letters[key.start as usize..][..key.length as usize];
        let order = |key: &Key| (key.used.name, key.used.declined, key.used.weak);
        self.keys.sort_unstable_by(|a, b| {
            a.print.cmp(&b.print).then_with(|| letters(a).cmp(letters(b))).then_with(|| order(a).cmp(&order(b)))
        });
        self.beginnings.sort_unstable();
        self.beginnings.dedup();
        self.caseless.sort_unstable();
        self.caseless.dedup();

        let mut records = Vec::with_capacity(self.letters.len() + 7 * self.keys.len());
        // In order of print: what a slot is to say.
        let mut values: Vec<(u32, u32)> = Vec::with_capacity(self.keys.len() + self.beginnings.len());
        let mut beginnings = self.beginnings.iter().copied().peekable();
        for same_print in self.keys.chunk_by(|a, b| a.print == b.print) {
            let print = same_print[0].print;
            while let Some(before) = beginnings.next_if(|&before| before < print) {
                values.push((before, GOES_ON));
            }
            let goes_on = if beginnings.next_if_eq(&print).is_some() { GOES_ON } else { 0 };
            values.push((print, (records.len() as u32 + 1) & FORM | goes_on));
            let mut forms = same_print.chunk_by(|a, b| letters(a) == letters(b)).peekable();
            while let Some(same_form) = forms.next() {
                let more = u32::from(forms.peek().is_some());
                put_number(same_form[0].length << 1 | more, &mut records);
                records.extend_from_slice(letters(&same_form[0]));
                for (n, key) in same_form.iter().enumerate() {
                    key.used.put(n + 1 == same_form.len(), &mut records);
                }
            }
        }
        values.extend(beginnings.map(|before| (before, GOES_ON)));
        if records.len() >= FORM as usize {
            return Err(TooLarge);
        }

        let firsts = WordSet::with_room(self.firsts, 12);
        let lower = WordSet::with_room(self.lower, 24);
        let (slots, homes, reach) = place(&values);
        let caseless: Vec<u8> = self.caseless.iter().flat_map(|&c| u32::from(c).to_le_bytes()).collect();
        let header = Header {
            homes,
            reach,
            slots: (slots.len() / 8) as u32,
            firsts: (firsts.bytes().len() / 8) as u32,
            lower: (lower.bytes().len() / 8) as u32,
            caseless: self.caseless.len() as u32,
            records: records.len() as u32,
        };
        Ok([&header.bytes()[..], &slots, firsts.bytes(), lower.bytes(), &caseless, &records].concat())
    }
}

/// What a slot keeps of the hash of some words.
#[inline]
pub(super) fn print(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The slots of these values, which are in order of print: each stands at its home or as near behind it as there is
/// room. Also: how many homes there are, and how many slots from its home on a value lies at most.
fn place(values: &[(u32, u32)]) -> (Vec<u8>, u32, u32) {
    /// So far behind its home only a value of a set that was made for it lies; then more room helps.
    const FAR: usize = 1 << 12;
    let mut homes = values.len() + values.len() / 3 + 1;
    loop {
        let mut slots = Vec::with_capacity(homes * 8 + 256);
        let mut reach = 0;
        for &(print, value) in values {
            let home = home(print, homes as u32);
            let at = home.max(slots.len() / 8);
            reach = reach.max(at - home + 1);
            slots.resize(at * 8, 0);
            slots.extend_from_slice(&print.to_le_bytes());
            slots.extend_from_slice(&value.to_le_bytes());
        }
        if reach <= FAR || homes > 4 * values.len() {
            return (slots, homes as u32, reach as u32);
        }
        homes += homes / 2;
    }
}
