//! The numbers of referents: each is kept once for a whole corpus, and articles name it by its number.
//!
//! A corpus of a hundred thousand articles speaks of a million things, most of them in one article only. So they
//! lie in one string of bytes, one behind the other, and cost what they say and about 16 bytes. A number
//! is never given twice and never changes its meaning: snapshots share the table while it grows. Forms that no
//! article has any more stay, until the corpus is read from disk again.
//!
//! Entries are known by their index in the gazetteer. When they are numbered anew, [`Referents::renumbered`] makes
//! another table in which every number means what it meant; no article is touched.

use std::hash::{BuildHasher, Hasher};

use hashbrown::HashTable;
use rustc_hash::FxHashMap;

use super::referent::Referent;
use crate::bytes::{Bytes, put, put_str};
use crate::gazetteer::{EntryIx, Gazetteer};
use crate::text::nations;

/// What a referent is: the first of its bytes.
mod tag {
    pub const ENTRY: u8 = 0;
    pub const ONE_OF: u8 = 1;
    pub const NATION: u8 = 2;
    pub const UNKNOWN: u8 = 3;
    /// An entry that is no more; its articles wait to be read again.
    pub const GONE: u8 = 4;
}

/// No number: the end of a chain.
const NONE: u32 = u32::MAX;

/// Referents by number and numbers by referent.
#[derive(Clone, Debug, Default)]
pub struct Referents {
    /// All of them, one behind the other.
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
    /// Numbers by hash of the bytes.
    numbers: HashTable<u32>,
    /// For each, the one before it among the unknown forms of several words whose last word has the same hash.
    before: Vec<u32>,
    /// The last of these, by hash of the last word.
    last: FxHashMap<u32, u32>,
}

impl Referents {
    /// How many numbers there are.
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// The number of a referent, a new one if it has none.
    pub fn number(&mut self, referent: &Referent) -> u32 {
        let mut key = Vec::with_capacity(32);
        encode(referent, &mut key);
        self.put(&key)
    }

    /// The number of a referent, if it has one.
    pub fn find(&self, referent: &Referent) -> Option<u32> {
        let mut key = Vec::with_capacity(32);
        encode(referent, &mut key);
        self.numbers.find(hash(&key), |number| self.key(*number) == key).copied()
    }

    /// The referent of a number.
    pub fn get(&self, number: u32) -> Option<Referent> {
        decode(self.key(number))
    }

    /// The unknown forms that end in that word and have others before it, in no order.
    pub fn ending_in<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (u32, &'a str)> {
        let mut next = self.last.get(&short_hash(word.as_bytes())).copied().unwrap_or(NONE);
        let chain = std::iter::from_fn(move || {
            let number = next;
            next = *self.before.get(number as usize)?;
            Some(number)
        });
        chain.filter_map(move |number| {
            let form = self.form(number)?;
            form.strip_suffix(word)?.ends_with(' ').then_some((number, form))
        })
    }

    /// The same table for a gazetteer in which entries have other indices.
    pub fn renumbered(&self, index: impl Fn(EntryIx) -> Option<EntryIx>) -> Referents {
        let mut renumbered = Referents::default();
        for number in 0..self.len() {
            let mut key = Vec::with_capacity(32);
            match self.get(number) {
                Some(Referent::Entry(entry)) => match index(entry) {
                    Some(entry) => encode(&Referent::Entry(entry), &mut key),
                    None => gone(number, &mut key),
                },
                Some(Referent::OneOf(entries)) => {
                    let mut left: Vec<EntryIx> = entries.iter().filter_map(|entry| index(*entry)).collect();
                    left.sort_unstable();
                    // Where some are gone, who is left is for the next reading to say.
                    if left.len() == entries.len() {
                        encode(&Referent::OneOf(left.into()), &mut key);
                    } else {
                        gone(number, &mut key);
                    }
                }
                _ => key.extend_from_slice(self.key(number)),
            }
            renumbered.push(&key);
        }
        renumbered
    }

    /// Writes the table, entries by their ids.
    pub fn write(&self, out: &mut Vec<u8>, gazetteer: &Gazetteer) {
        put(out, self.len());
        let mut key = Vec::new();
        for number in 0..self.len() {
            key.clear();
            match self.get(number) {
                Some(Referent::Entry(entry)) => {
                    key.push(tag::ENTRY);
                    put_str(&mut key, &gazetteer.entry(entry).id);
                }
                Some(Referent::OneOf(entries)) => {
                    key.push(tag::ONE_OF);
                    entries.iter().for_each(|entry| put_str(&mut key, &gazetteer.entry(*entry).id));
                }
                _ => key.extend_from_slice(self.key(number)),
            }
            put(out, key.len() as u32);
            out.extend_from_slice(&key);
        }
    }

    /// Reads a table for that gazetteer; none where the bytes are not those of one, or an entry is unknown.
    pub fn read(bytes: &mut Bytes<'_>, gazetteer: &Gazetteer) -> Option<Referents> {
        let mut referents = Referents::default();
        for _ in 0..bytes.number()? {
            let len = bytes.number()?;
            let mut left = Bytes(bytes.take(len)?);
            let key = left.0;
            let entry = |left: &mut Bytes<'_>| left.words().and_then(|id| gazetteer.find(id));
            match left.byte()? {
                tag::ENTRY => {
                    let mut found = vec![];
                    encode(&Referent::Entry(entry(&mut left)?), &mut found);
                    referents.push(&found);
                }
                tag::ONE_OF => {
                    let mut entries = Vec::new();
                    while !left.0.is_empty() {
                        entries.push(entry(&mut left)?);
                    }
                    entries.sort_unstable();
                    let mut found = vec![];
                    encode(&Referent::OneOf(entries.into()), &mut found);
                    referents.push(&found);
                }
                tag::NATION | tag::UNKNOWN => {
                    std::str::from_utf8(left.0).ok()?;
                    referents.push(key);
                }
                _ => return None,
            }
        }
        Some(referents)
    }

    /// Gives back what growing took too much.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.before.shrink_to_fit();
    }

    fn key(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        let end = self.ends.get(number).copied().unwrap_or(start);
        &self.bytes[start as usize..end as usize]
    }

    fn form(&self, number: u32) -> Option<&str> {
        let (tag, form) = self.key(number).split_first()?;
        (*tag == tag::UNKNOWN).then(|| std::str::from_utf8(form).ok()).flatten()
    }

    fn put(&mut self, key: &[u8]) -> u32 {
        match self.numbers.find(hash(key), |number| self.key(*number) == key) {
            Some(number) => *number,
            None => self.push(key),
        }
    }

    /// The next number, for that referent. Of two with the same key, the first is found.
    fn push(&mut self, key: &[u8]) -> u32 {
        let number = self.len();
        self.bytes.extend_from_slice(key);
        self.ends.push(self.bytes.len() as u32);
        let known = self.numbers.find(hash(key), |number| self.key(*number) == key).is_some();
        if !known {
            let Referents { bytes, ends, numbers, .. } = self;
            let key_of = |number: &u32| {
                let start = (*number as usize).checked_sub(1).map_or(0, |before| ends[before]);
                hash(&bytes[start as usize..ends[*number as usize] as usize])
            };
            numbers.insert_unique(hash(key), number, key_of);
        }
        let last_word = self.form(number).and_then(|form| form.rsplit_once(' ')).map(|(_, word)| short_hash(word.as_bytes()));
        let before = last_word.and_then(|word| self.last.insert(word, number));
        self.before.push(before.unwrap_or(NONE));
        number
    }
}

fn gone(number: u32, key: &mut Vec<u8>) {
    key.push(tag::GONE);
    key.extend_from_slice(&number.to_le_bytes());
}

fn encode(referent: &Referent, key: &mut Vec<u8>) {
    match referent {
        Referent::Entry(entry) => {
            key.push(tag::ENTRY);
            key.extend_from_slice(&entry.0.to_le_bytes());
        }
        Referent::OneOf(entries) => {
            key.push(tag::ONE_OF);
            entries.iter().for_each(|entry| key.extend_from_slice(&entry.0.to_le_bytes()));
        }
        Referent::Nation(name) => {
            key.push(tag::NATION);
            key.extend_from_slice(name.as_bytes());
        }
        Referent::Unknown(form) => {
            key.push(tag::UNKNOWN);
            key.extend_from_slice(form.as_bytes());
        }
    }
}

fn decode(key: &[u8]) -> Option<Referent> {
    let (tag, rest) = key.split_first()?;
    let mut entries = rest.chunks_exact(4).map(|four| EntryIx(u32::from_le_bytes([four[0], four[1], four[2], four[3]])));
    match *tag {
        tag::ENTRY => entries.next().map(Referent::Entry),
        tag::ONE_OF => Some(Referent::OneOf(entries.collect())),
        tag::NATION => {
            let name = std::str::from_utf8(rest).ok()?;
            Some(Referent::Nation(
                nations::NationIx::all().map(nations::NationIx::name).find(|known| *known == name).unwrap_or(nations::SEVERAL),
            ))
        }
        tag::UNKNOWN => std::str::from_utf8(rest).ok().map(|form| Referent::Unknown(form.into())),
        _ => None,
    }
}

fn hash(key: &[u8]) -> u64 {
    let mut hasher = rustc_hash::FxBuildHasher.build_hasher();
    hasher.write(key);
    hasher.finish()
}

fn short_hash(word: &[u8]) -> u32 {
    (hash(word) >> 32) as u32
}
