//! The table that finds known names in text.
//!
//! A flat hash table keyed by the words of a name: every name enters the hash of its folded words,
//! and every beginning of a name enters a mark "goes on". A reader walks from a token through the
//! tokens behind it while the table says that some name goes on, and remembers the names it passes:
//! the longest comes last. No hash is trusted: a hit is a list of forms, each compared letter by
//! letter with the text ([`fold::match_folded`](crate::text::fold::match_folded)), so hyphens, commas and spaces
//! between the words must agree too.
//!
//! A table is plain bytes without a pointer in them ([`layout`]), made by a [`Builder`]: it may lie in memory or in a
//! mapped file. Whatever the bytes, asking it neither fails nor takes long; a damaged table only finds the wrong names.
//!
//! Cost: two bits of one place for a token that starts no name, one probe for each word of a name. Slots stand in order of
//! hash, so that a look-up ends where a larger one stands, however full the table is. A hit touches one more place:
//! its letters, kinds and uses lie side by side.

mod builder;
mod case;
mod layout;
mod record;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use builder::{Builder, TooLarge};
pub use case::Case;
pub use layout::Damaged;
pub use record::Uses;

use super::word_set::WordSetView;
use super::{Entry, Gazetteer, Kind, NameRef, NameUse};
use crate::text::fold;
use crate::text::token::Token;
use builder::print;
use layout::{FORM, GOES_ON, Layout, home};

/// Slots that are looked at in one go.
const SLOTS: usize = 6;

/// Bytes that a table lies in: memory of its own, or a mapped file. They must not change.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Every written form of some entries, keyed by the hashes of its folded words.
#[derive(Clone, Default)]
pub struct NameTable {
    bytes: Option<Bytes>,
    place: Range<usize>,
    layout: Layout,
}

/// The tables of names that are found in text.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// The hand-edited names.
    pub listed: &'a NameTable,
    /// The names of imported sources that are trusted in full.
    pub imported: Option<&'a NameTable>,
}

/// A look at a table, for many questions.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<'a> {
    homes: u32,
    reach: u32,
    slots: &'a [[u8; 8]],
    firsts: WordSetView<'a>,
    lower: WordSetView<'a>,
    caseless: &'a [[u8; 4]],
    records: &'a [u8],
}

/// One name that is written in a form, with what its matching must mind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// The name.
    pub name: NameRef,
    /// How it wants its letters.
    pub case: Case,
    /// What its entry is.
    pub kind: Kind,
    /// Its use.
    pub usage: NameUse,
    /// Needs support from the context.
    pub weak: bool,
    /// The form is not the listed one but another case of it ([`super::declension`]).
    pub declined: bool,
}

/// A form of the table: names with the same folded letters.
#[derive(Clone, Debug, Default)]
pub struct Form<'a> {
    /// The folded letters: UTF-8, unless the table is damaged.
    pub folded: &'a [u8],
    /// The names written so.
    pub uses: Uses<'a>,
}

/// What the table knows of a sequence of words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Step {
    /// The first form of the names that are just these words.
    pub names: Option<u32>,
    /// Some name begins with these words and goes on.
    pub goes_on: bool,
}

impl<'a> From<&'a NameTable> for Tables<'a> {
    fn from(listed: &'a NameTable) -> Tables<'a> {
        Tables { listed, imported: None }
    }
}

impl NameTable {
    /// The table of all names of the entries that `wanted` says yes to.
    pub fn build(gazetteer: &Gazetteer, wanted: impl Fn(&Entry) -> bool) -> NameTable {
        let mut builder = Builder::default();
        for (ix, entry) in gazetteer.iter().filter(|(_, entry)| wanted(entry)) {
            for (n, name) in entry.names.iter().enumerate() {
                builder.add(NameRef { entry: ix, name: n as u32 }, name, entry.kind, name.weak);
            }
        }
        NameTable::of(builder.finish().expect("a source is at most four GiB, and a hand-edited gazetteer far from it"))
    }

    /// The table that a [`Builder`] gave the bytes of.
    pub fn of(bytes: Vec<u8>) -> NameTable {
        let place = 0..bytes.len();
        NameTable::open(Arc::new(bytes), place).unwrap_or_default()
    }

    /// The table that lies at that place of the bytes.
    pub fn open(bytes: Bytes, place: Range<usize>) -> Result<NameTable, Damaged> {
        let layout = Layout::read((*bytes).as_ref().get(place.clone()).ok_or(Damaged)?)?;
        Ok(NameTable { bytes: Some(bytes), place, layout })
    }

    /// A look at it.
    pub fn view(&self) -> View<'_> {
        let bytes = self.bytes.as_deref().and_then(|bytes| bytes.as_ref().get(self.place.clone())).unwrap_or_default();
        let part = |place: &Range<usize>| bytes.get(place.clone()).unwrap_or_default();
        View {
            homes: self.layout.homes,
            reach: self.layout.reach,
            slots: part(&self.layout.slots).as_chunks().0,
            firsts: WordSetView::of(part(&self.layout.firsts)),
            lower: WordSetView::of(part(&self.layout.lower)),
            caseless: part(&self.layout.caseless).as_chunks().0,
            records: part(&self.layout.records),
        }
    }

    /// The form with that number; one without letters and uses where there is none.
    pub fn form(&self, form: u32) -> Form<'_> {
        self.view().form(form)
    }

    /// The names written like that in any case.
    pub fn lookup(&self, written: &str) -> Uses<'_> {
        let mut tokens = Vec::new();
        case::tokens_of(written, &mut tokens);
        self.view().lookup(written, &tokens)
    }

    /// Every form, in no order that means anything but the same on every run.
    pub fn all_forms(&self) -> impl Iterator<Item = Form<'_>> {
        let records = self.view().records;
        let mut next = Some(records);
        std::iter::from_fn(move || {
            let (form, _) = Form::read(next?)?;
            next = form.uses.behind();
            Some(form)
        })
    }

    /// Whether it has no name.
    pub fn is_empty(&self) -> bool {
        self.layout.records.is_empty()
    }

    /// How many bytes the table takes.
    pub fn size(&self) -> usize {
        self.place.len()
    }
}

impl std::fmt::Debug for NameTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameTable").field("place", &self.place).finish_non_exhaustive()
    }
}

impl<'a> View<'a> {
    /// Whether some name may start with the word of this hash, and may write it in lower case if `lower` says so: a no is
    /// certain, a yes is not.
    #[inline]
    pub fn may_start(self, hash: u64, lower: bool) -> bool {
        let words = if lower { self.lower } else { self.firsts };
        words.may_have(hash)
    }

    /// Whether some name starts with this letter of a script without case.
    pub fn starts_caseless(self, letter: char) -> bool {
        self.caseless.binary_search_by_key(&u32::from(letter), |known| u32::from_le_bytes(*known)).is_ok()
    }

    /// What the table knows of the words with this joined hash.
    #[inline]
    pub fn step(self, hash: u64) -> Step {
        let value = self.value(print(hash));
        Step { names: (value & FORM).checked_sub(1), goes_on: value & GOES_ON != 0 }
    }

    /// Whether it is small enough to lie in fast memory as a whole.
    pub fn is_small(self) -> bool {
        self.slots.len() < 1 << 12
    }

    /// A byte of where the words of this hash are looked for, for a reader that fetches ahead.
    #[inline]
    pub fn touch(self, hash: u64) -> u8 {
        self.slots.get(home(print(hash), self.homes)).map_or(0, |slot| slot[0])
    }

    /// Bytes of a form's first and of its second line of memory, likewise.
    #[inline]
    pub fn touch_form(self, form: u32) -> u8 {
        let at = form as usize;
        let byte = |at: usize| self.records.get(at).copied().unwrap_or(0);
        byte(at) ^ byte(at + 24)
    }

    /// The forms of the same words from the first on: several where they differ in what stands between them.
    pub fn forms(self, first: u32) -> impl Iterator<Item = (u32, Form<'a>)> {
        let mut next = Some(first);
        std::iter::from_fn(move || {
            let at = next?;
            let rest = self.records.get(at as usize..)?;
            let (form, more) = Form::read(rest)?;
            let behind = more.then(|| form.uses.behind()).flatten();
            next = behind.map(|behind| at + (rest.len() - behind.len()) as u32);
            Some((at, form))
        })
    }

    /// The form with that number; one without letters and uses where there is none.
    pub fn form(self, form: u32) -> Form<'a> {
        self.records.get(form as usize..).and_then(Form::read).map_or(Form::default(), |(form, _)| form)
    }

    /// The names written like that, of these tokens, in any case.
    pub fn lookup(self, written: &str, tokens: &[Token]) -> Uses<'a> {
        let Some(hash) = tokens.iter().map(|token| token.hash).reduce(fold::hash_joined) else { return Uses::default() };
        let Some(first) = self.step(hash).names else { return Uses::default() };
        let folded = fold::fold(written);
        self.forms(first).find(|(_, form)| form.folded == folded.as_bytes()).map_or(Uses::default(), |(_, form)| form.uses)
    }

    /// What the slot of a print says; 0 where there is none.
    #[inline]
    fn value(self, wanted: u32) -> u32 {
        let home = home(wanted, self.homes);
        let within = self.slots.get(home..).unwrap_or_default();
        let mut within = &within[..within.len().min(self.reach as usize)];
        while let Some((slots, behind)) = within.split_first_chunk::<SLOTS>() {
            if let Some(value) = said(slots, wanted) {
                return value;
            }
            within = behind;
        }
        said(within, wanted).unwrap_or(0)
    }
}

/// What these slots say of a print; none where it may stand in those behind. How far a look-up goes is hard to foresee,
/// so it looks at some slots in one go.
#[inline]
fn said(slots: &[[u8; 8]], wanted: u32) -> Option<u32> {
    let (mut found, mut ended) = (0, false);
    for slot in slots {
        let slot = u64::from_le_bytes(*slot);
        let (print, value) = (slot as u32, (slot >> 32) as u32);
        found |= if print == wanted { value } else { 0 };
        ended |= print > wanted || value == 0;
    }
    (found != 0 || ended).then_some(found)
}

impl<'a> Form<'a> {
    /// The form that the records begin with, and whether the next has the same words.
    #[inline]
    fn read(mut records: &'a [u8]) -> Option<(Form<'a>, bool)> {
        let number = record::take_number(&mut records)?;
        let (folded, uses) = records.split_at_checked((number >> 1) as usize)?;
        Some((Form { folded, uses: Uses::new(uses) }, number & 1 != 0))
    }
}
