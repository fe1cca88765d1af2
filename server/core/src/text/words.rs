//! The English word list: tells ordinary words from names.
//!
//! About 75,000 words in three classes, compiled in (`words.txt`, made from SCOWL by
//! `scripts/make-words.py`). They are looked up by the hash that a token has anyway, in a table of
//! half a megabyte built at first use: 17 bits of the hash choose the slot and 30 others must agree,
//! so that a word not listed passes for a listed one about once in 500 million.

use std::sync::OnceLock;

use super::fold;

/// How ordinary a word is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u32)]
pub enum WordClass {
    /// Common: "house", "strike".
    Common = 1,
    /// Less common: "redline", "frostier".
    Uncommon = 2,
    /// Seen with a capital only: "Abraham", "Monday", "Danish".
    Capitalised = 3,
}

const BITS: u32 = 17;
/// Slots of the table.
pub(crate) const SLOTS: usize = 1 << BITS;

/// The class of the word with this folded hash; none where it is not listed.
pub fn class_of(hash: u64) -> Option<WordClass> {
    let table = table();
    let (mut slot, print) = place(hash);
    loop {
        match table[slot] {
            0 => return None,
            found if found >> 2 == print => {
                return Some(match found & 3 {
                    1 => WordClass::Common,
                    2 => WordClass::Uncommon,
                    _ => WordClass::Capitalised,
                });
            }
            _ => slot = (slot + 1) % SLOTS,
        }
    }
}

/// Whether the word (any case) is an ordinary one: listed in lower case.
pub fn is_ordinary(word: &str) -> bool {
    ordinary(fold::hash_folded(fold::fold(word).as_bytes()))
}

/// Whether the folded word is listed at all: ordinary words, and names like "Abraham" and "Peter".
pub fn is_listed(folded: &str) -> bool {
    class_of(fold::hash_folded(folded.as_bytes())).is_some()
}

/// Whether the word with this folded hash is an ordinary one: listed in lower case.
pub fn ordinary(hash: u64) -> bool {
    class_of(hash).is_some_and(|class| class != WordClass::Capitalised)
}

fn table() -> &'static [u32] {
    static TABLE: OnceLock<Vec<u32>> = OnceLock::new();
    TABLE.get_or_init(build)
}

/// The slots of the table, for one laid out alike that says more of the words: fingerprint and class (0: empty).
pub(crate) fn slots() -> impl Iterator<Item = (u32, u32)> {
    table().iter().map(|slot| (slot >> 2, slot & 3))
}

/// Slot and fingerprint of a hash.
pub(crate) fn place(hash: u64) -> (usize, u32) {
    ((hash >> (64 - BITS)) as usize, hash as u32 >> 2)
}

fn build() -> Vec<u32> {
    let mut table = vec![0; SLOTS];
    let mut word = Vec::new();
    for line in include_str!("words.txt").lines().map(str::as_bytes) {
        let [shared @ b'A'..=b'Z', rest @ .., class @ b'1'..=b'3'] = line else { continue };
        word.truncate(usize::from(shared - b'A'));
        word.extend_from_slice(rest);
        let (mut slot, print) = place(fold::hash_folded(&word));
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = print << 2 | u32::from(class - b'0');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_classes() {
        let class = |word: &str| class_of(fold::hash_folded(word.as_bytes()));
        assert_eq!(class("house"), Some(WordClass::Common));
        assert_eq!(class("ministries"), Some(WordClass::Common));
        assert_eq!(class("abraham"), Some(WordClass::Capitalised));
        assert_eq!(class("defence"), Some(WordClass::Uncommon));
        assert_eq!(class("lavrov"), None);
        assert_eq!(class("a"), Some(WordClass::Common));
        assert!(is_ordinary("Zucchini") && is_ordinary("AARDVARK") && !is_ordinary("Hmeimim") && !is_ordinary("Monday"));
    }

    #[test]
    fn every_listed_word_is_found() {
        assert_eq!(build().iter().filter(|&&slot| slot != 0).count(), include_str!("words.txt").lines().count() - 2);
    }
}
