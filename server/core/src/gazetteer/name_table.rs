//! The table that finds known names in text.
//!
//! A flat hash table keyed by the words of a name: every name enters the hash of its folded words,
//! and every beginning of a name enters a mark "goes on". A reader walks from a token through the
//! tokens behind it while the table says that some name goes on, and remembers the names it passes:
//! the longest comes last. No hash is trusted: a hit is a list of forms, each compared letter by
//! letter with the text ([`fold::match_folded`]), so hyphens, commas and spaces between the words
//! must agree too.
//!
//! Cost: one bit for a token that starts no name, one probe for each word of a name. All parts are
//! flat arrays of plain numbers and one arena of letters, so that a hit touches few lines of memory, and
//! none outside the table.

use super::declension::{self, Declined};
use super::word_set::WordSet;
use super::{Entry, EntryIx, Gazetteer, Kind, NameRef, NameUse};
use crate::text::token::{Shape, Token, tokenise};
use crate::text::{Span, fold, words};

/// Every written form of a gazetteer, keyed by the hashes of its folded words.
#[derive(Debug, Default)]
pub struct NameTable {
    /// Open addressing, a power of two; an all-zero slot is empty.
    slots: Vec<Slot>,
    /// Those of the same words stand side by side.
    forms: Vec<FormRecord>,
    arena: String,
    uses: Vec<Use>,
    /// First words of all names.
    firsts: WordSet,
    /// First words of names that start in lower case.
    lower: WordSet,
    /// Their hashes, sorted.
    lower_hashes: Vec<u64>,
    /// First letters of names in scripts without case, sorted.
    caseless: Vec<char>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    print: u32,
    value: u32,
}

/// In a slot: some name goes on after these words.
const GOES_ON: u32 = 1 << 31;
/// In a slot: these words are a name; the lower bits are the first of its forms plus one.
const FORM: u32 = GOES_ON - 1;

/// A folded form: its letters in the arena, the names written so in `uses`.
#[derive(Clone, Copy, Debug)]
struct FormRecord {
    start: u32,
    end: u32,
    first_use: u32,
    /// How many uses it has; in the uppermost bit, whether the next form has the same words.
    uses: u32,
}

/// In a form: the next one has the same words.
const MORE: u32 = 1 << 31;

/// One name that is written in a form, with what its matching must mind.
#[derive(Clone, Copy, Debug)]
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

/// How a name wants its letters compared in case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// Letter by letter as in the gazetteer (`case = "exact"`).
    Exact,
    /// An acronym: all capitals (with or without full stops), or as printed by houses that write
    /// `Nato`, where that is long enough to be no other word.
    Acronym,
    /// Every word that has a capital in the gazetteer has one in the text (bit n: word n).
    Words(u16),
}

/// A form of the table: names with the same folded letters.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The folded letters.
    pub folded: &'a str,
    /// The names written so.
    pub uses: &'a [Use],
}

/// What the table knows of a sequence of words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Step {
    /// The first form of the names that are just these words.
    pub names: Option<u32>,
    /// Some name begins with these words and goes on.
    pub goes_on: bool,
}

impl NameTable {
    /// The table of all names of the entries that `wanted` says yes to.
    pub fn build(gazetteer: &Gazetteer, wanted: impl Fn(&Entry) -> bool) -> NameTable {
        let mut keyed = Vec::new();
        let mut tokens = Vec::new();
        for (ix, entry) in gazetteer.iter().filter(|(_, entry)| wanted(entry)) {
            for n in 0..entry.names.len() as u32 {
                keyed.extend(Keyed::new(gazetteer, ix, n, &mut tokens));
                Keyed::declined(gazetteer, ix, n, &mut tokens, &mut keyed);
            }
        }
        keyed.sort_by(|a, b| (a.hash(), &a.folded, a.name).cmp(&(b.hash(), &b.folded, b.name)));
        let beginnings: usize = keyed.iter().map(|key| key.prefixes.len()).sum();
        let mut table =
            NameTable { slots: vec![Slot::default(); (beginnings * 2).next_power_of_two().max(16)], ..NameTable::default() };
        for same_words in keyed.chunk_by(|a, b| a.hash() == b.hash()) {
            let first = table.forms.len() as u32;
            for same_form in same_words.chunk_by(|a, b| a.folded == b.folded) {
                let form = FormRecord {
                    start: table.arena.len() as u32,
                    end: (table.arena.len() + same_form[0].folded.len()) as u32,
                    first_use: table.uses.len() as u32,
                    uses: same_form.len() as u32 | MORE,
                };
                table.arena.push_str(&same_form[0].folded);
                table.uses.extend(same_form.iter().map(|key| key.usage(gazetteer)));
                table.forms.push(form);
            }
            if let Some(last) = table.forms.last_mut() {
                last.uses &= !MORE;
            }
            for key in same_words {
                let (last, before) = key.prefixes.split_last().expect("a name has a word");
                table.slot_mut(*last).value |= first + 1;
                for &prefix in before {
                    table.slot_mut(prefix).value |= GOES_ON;
                }
            }
        }
        table.firsts = WordSet::new(keyed.iter().map(|key| key.prefixes[0]).collect());
        let mut lower: Vec<u64> = keyed.iter().filter(|key| key.starts_lower).map(|key| key.prefixes[0]).collect();
        lower.sort_unstable();
        lower.dedup();
        table.lower = WordSet::new(lower.clone());
        table.lower_hashes = lower;
        let first = |key: &Keyed| key.folded.chars().next().filter(|c| c.is_alphabetic() && !c.is_lowercase());
        table.caseless = keyed.iter().filter_map(first).collect();
        table.caseless.sort_unstable();
        table.caseless.dedup();
        table
    }

    /// Whether some name may start with the word of this hash: a no is certain, a yes is not.
    pub fn may_start(&self, hash: u64) -> bool {
        self.firsts.may_have(hash)
    }

    /// Whether some name starts with the word of this hash and writes it in lower case.
    pub fn starts_lower(&self, hash: u64) -> bool {
        self.lower.may_have(hash) && self.lower_hashes.binary_search(&hash).is_ok()
    }

    /// Whether some name starts with this letter of a script without case.
    pub fn starts_caseless(&self, letter: char) -> bool {
        self.caseless.binary_search(&letter).is_ok()
    }

    /// What the table knows of the words with this joined hash.
    pub fn step(&self, hash: u64) -> Step {
        let slot = self.slots.get(self.find(hash)).copied().unwrap_or_default();
        Step { names: (slot.value & FORM).checked_sub(1), goes_on: slot.value & GOES_ON != 0 }
    }

    /// Whether it is small enough to lie in fast memory as a whole.
    pub fn is_small(&self) -> bool {
        self.slots.len() < 1 << 12
    }

    /// Where a form's letters and uses lie; with [`peek`](Self::peek), for a reader that fetches ahead.
    pub fn place(&self, form: u32) -> (u32, u32) {
        self.forms.get(form as usize).map_or((0, 0), |record| (record.start, record.first_use))
    }

    /// The first letter and the first entry of a form.
    pub fn peek(&self, form: u32) -> (Option<u8>, Option<EntryIx>) {
        let (letters, uses) = self.place(form);
        (self.arena.as_bytes().get(letters as usize).copied(), self.uses.get(uses as usize).map(|used| used.name.entry))
    }

    /// The forms of the same words from the first on: several where they differ in what stands between them.
    pub fn forms(&self, first: u32) -> impl Iterator<Item = (u32, Form<'_>)> {
        let next = |form: &u32| (self.forms[*form as usize].uses & MORE != 0).then_some(form + 1);
        std::iter::successors(Some(first), next).map(|form| (form, self.form(form)))
    }

    /// The form with that number.
    pub fn form(&self, form: u32) -> Form<'_> {
        let record = self.forms[form as usize];
        let (first, count) = (record.first_use as usize, (record.uses & !MORE) as usize);
        Form { folded: &self.arena[record.start as usize..record.end as usize], uses: &self.uses[first..first + count] }
    }

    /// Every form, in no order that means anything but the same on every run.
    pub fn all_forms(&self) -> impl Iterator<Item = Form<'_>> {
        (0..self.forms.len() as u32).map(|form| self.form(form))
    }

    /// The names written like that in any case.
    pub fn lookup(&self, written: &str) -> &[Use] {
        let mut tokens = Vec::new();
        tokenise(written, Span::new(0, written.len() as u32), &mut tokens);
        let Some(hash) = tokens.iter().map(|token| token.hash).reduce(fold::hash_joined) else { return &[] };
        let folded = fold::fold(written);
        let Some(first) = self.step(hash).names else { return &[] };
        self.forms(first).find(|(_, form)| form.folded == folded).map_or(&[], |(_, form)| form.uses)
    }

    /// How many bytes the table takes.
    pub fn size(&self) -> usize {
        size_of_val(&*self.slots)
            + size_of_val(&*self.forms)
            + self.arena.len()
            + size_of_val(&*self.uses)
            + self.firsts.size()
            + self.lower.size()
            + size_of_val(&*self.lower_hashes)
            + size_of_val(&*self.caseless)
    }

    fn find(&self, hash: u64) -> usize {
        if self.slots.is_empty() {
            return 0;
        }
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 32) as usize & mask;
        while self.slots[at].print != 0 && self.slots[at].print != hash as u32 | 1 {
            at = (at + 1) & mask;
        }
        at
    }

    fn slot_mut(&mut self, hash: u64) -> &mut Slot {
        let at = self.find(hash);
        self.slots[at].print = hash as u32 | 1;
        &mut self.slots[at]
    }
}

/// A name on its way into the table.
struct Keyed {
    folded: String,
    /// Joined hashes of its first word, first two words … all words.
    prefixes: Vec<u64>,
    name: NameRef,
    starts_lower: bool,
    /// What a declined form is.
    declined: Option<Declined>,
}

impl Keyed {
    /// None where the form has no word.
    fn new(gazetteer: &Gazetteer, entry: EntryIx, name: u32, tokens: &mut Vec<Token>) -> Option<Keyed> {
        let name = NameRef { entry, name };
        Keyed::written(name, &gazetteer.name(name).form, None, tokens)
    }

    /// Adds the other cases of a name.
    fn declined(gazetteer: &Gazetteer, entry: EntryIx, name: u32, tokens: &mut Vec<Token>, keyed: &mut Vec<Keyed>) {
        let name = NameRef { entry, name };
        let listed = gazetteer.name(name);
        let declines = matches!(listed.usage, NameUse::House | NameUse::Spelling | NameUse::Nickname | NameUse::Former);
        if listed.form.is_ascii() || !declines || listed.exact_case {
            return;
        }
        for declined in declension::declined(&listed.form) {
            let form = declined.form.clone();
            keyed.extend(Keyed::written(name, &form, Some(declined), tokens));
        }
    }

    fn written(name: NameRef, form: &str, declined: Option<Declined>, tokens: &mut Vec<Token>) -> Option<Keyed> {
        tokens.clear();
        tokenise(form, Span::new(0, form.len() as u32), tokens);
        let mut prefixes: Vec<u64> = Vec::with_capacity(tokens.len());
        for token in &*tokens {
            prefixes.push(prefixes.last().map_or(token.hash, |&before| fold::hash_joined(before, token.hash)));
        }
        let first = tokens.first()?;
        let folded = fold::fold(&form[first.span.start as usize..]);
        Some(Keyed { folded, prefixes, name, starts_lower: starts_lower(form, first), declined })
    }

    fn hash(&self) -> u64 {
        self.prefixes.last().copied().unwrap_or_default()
    }

    fn usage(&self, gazetteer: &Gazetteer) -> Use {
        let name = gazetteer.name(self.name);
        let kind = gazetteer.entry(self.name.entry).kind;
        let hers = self.declined.as_ref().is_some_and(|declined| declined.may_be_hers);
        Use {
            name: self.name,
            case: case_of(&name.form, name.exact_case),
            kind,
            usage: name.usage,
            weak: name.weak || hers,
            declined: self.declined.is_some(),
        }
    }
}

/// How a form wants its letters compared.
fn case_of(form: &str, exact: bool) -> Case {
    if exact {
        return Case::Exact;
    }
    let mut tokens = Vec::new();
    tokenise(form, Span::new(0, form.len() as u32), &mut tokens);
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    if letters >= 2 && tokens.iter().all(|token| !token.shape.has(Shape::LOWER) && !token.shape.has(Shape::CASELESS)) {
        return Case::Acronym;
    }
    let mut upper = 0;
    for (n, _) in tokens.iter().enumerate().take(16).filter(|(_, token)| token.shape.has(Shape::UPPER)) {
        upper |= 1 << n;
    }
    Case::Words(upper)
}

impl Case {
    /// Whether these tokens of the text (those of a match) are written as the case wants. `form` gives
    /// the name as the gazetteer writes it: asked for only where it matters, for it lies far away.
    pub fn allows<'a>(self, text: &str, matched: Span, tokens: &[Token], form: impl FnOnce() -> &'a str) -> bool {
        match self {
            Case::Exact => same_letters(matched.of(text), form()),
            Case::Acronym => {
                let capital = |token: &Token| !token.shape.has(Shape::LOWER) || token.span.len() == 1;
                tokens.iter().all(capital)
                    || (tokens.len() == 1
                        && tokens[0].shape.has(Shape::UPPER)
                        && tokens[0].span.len() >= 4
                        && words::class_of(tokens[0].hash).is_none())
            }
            Case::Words(upper) => {
                tokens.iter().take(16).enumerate().all(|(n, token)| upper & 1 << n == 0 || !starts_lower(text, token))
                    && (upper != 0
                        || tokens.iter().any(|token| !token.shape.has(Shape::UPPER))
                        || tokens[0].shape.has(Shape::UPPER))
            }
        }
    }
}

/// Whether the token starts with a lower-case letter.
fn starts_lower(text: &str, token: &Token) -> bool {
    token.shape.has(Shape::LOWER)
        && !token.shape.has(Shape::UPPER)
        && token.span.of(text).chars().next().is_some_and(char::is_lowercase)
}

/// Whether two strings have the same letters and digits in the same case.
fn same_letters(a: &str, b: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    letters(a) == letters(b)
}
