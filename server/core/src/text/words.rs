//! The English word list: tells ordinary words from names, and common names by what they name.
//!
//! About 75,000 words in three classes, and 10,000 given names, surnames and places of many countries, compiled
//! in (`words.txt`, made from SCOWL, census counts and cities by `scripts/make-words.py`). They are looked up
//! by the hash that a token has anyway, in a table of half a megabyte built at first use: 17 bits of the hash
//! choose the slot and 27 others must agree, so that a word not listed passes for a listed one about once in 60
//! million.

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

/// What a word is known to name: a set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Names(u32);

impl Names {
    /// A given name: "Sergei", "Mary".
    pub const GIVEN: Names = Names(1);
    /// A surname: "Jackson", "Nguyen".
    pub const SURNAME: Names = Names(2);
    /// A place: "Jakarta", "Buenos Aires".
    pub const PLACE: Names = Names(4);

    /// Whether it is any of those.
    pub const fn has(self, other: Names) -> bool {
        self.0 & other.0 != 0
    }
}

const BITS: u32 = 17;
/// Slots of the table.
pub(crate) const SLOTS: usize = 1 << BITS;
/// Lines at the head of the list that are no words.
const COMMENTS: usize = 2;

/// The class of the word with this folded hash; none where it is not listed as a word.
pub fn class_of(hash: u64) -> Option<WordClass> {
    match look_up(hash) >> 3 & 3 {
        0 => None,
        1 => Some(WordClass::Common),
        2 => Some(WordClass::Uncommon),
        _ => Some(WordClass::Capitalised),
    }
}

/// What the word with this folded hash, or the words with this joined hash, is known to name.
pub fn names_of(hash: u64) -> Names {
    Names(look_up(hash) & 7)
}

/// The slot with the word of this hash; 0 where it is not listed.
fn look_up(hash: u64) -> u32 {
    let table = table();
    let (mut slot, print) = place(hash);
    while table[slot] != 0 && table[slot] >> 5 != print {
        slot = (slot + 1) % SLOTS;
    }
    table[slot]
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

/// The slots of the table, for one laid out alike that says more of the words: fingerprint, class (0: none) and
/// names. A slot of zeros is empty.
pub(crate) fn slots() -> impl Iterator<Item = (u32, u32, Names)> {
    table().iter().map(|slot| (slot >> 5, slot >> 3 & 3, Names(slot & 7)))
}

/// Slot and fingerprint of a hash.
pub(crate) fn place(hash: u64) -> (usize, u32) {
    ((hash >> (64 - BITS)) as usize, hash as u32 >> 5)
}

fn build() -> Vec<u32> {
    let mut table = vec![0; SLOTS];
    let mut word = Vec::new();
    for line in include_str!("words.txt").lines().skip(COMMENTS).map(str::as_bytes) {
        let Some((shared, rest, kind)) = parts(line) else { continue };
        word.truncate(shared);
        word.extend_from_slice(rest);
        let hashes = word.split(|&byte| byte == b' ').map(fold::hash_folded);
        let (mut slot, print) = place(hashes.reduce(fold::hash_joined).unwrap_or_default());
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = print << 5 | kind;
    }
    table
}

/// What a line of the list says: how many letters its word shares with the one before, the rest of the word,
/// and class and names as a slot keeps them.
fn parts(line: &[u8]) -> Option<(usize, &[u8], u32)> {
    let (&first, rest) = line.split_first()?;
    let (shared, class) = match first {
        b'A'..=b'Z' => (first - b'A', 1),
        b'a'..=b'z' => (first - b'a', 2),
        b'0'..=b'?' => (first - b'0', 3),
        b'!'..=b'/' => (first - b'!', 0),
        _ => return None,
    };
    let (rest, names) = match rest {
        [rest @ .., names @ b'1'..=b'7'] => (rest, names - b'0'),
        _ => (rest, 0),
    };
    Some((usize::from(shared), rest, class << 3 | u32::from(names)))
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
        let names =
            |words: &str| names_of(words.split(' ').map(|w| fold::hash_folded(w.as_bytes())).reduce(fold::hash_joined).unwrap());
        assert!(names("sergei").has(Names::GIVEN) && names("jackson").has(Names::SURNAME) && names("jakarta").has(Names::PLACE));
        assert!(names("buenos aires").has(Names::PLACE) && names("table") == Names::default());
        assert!(is_ordinary("Zucchini") && is_ordinary("AARDVARK") && !is_ordinary("Hmeimim") && !is_ordinary("Monday"));
    }

    #[test]
    fn every_listed_word_is_found() {
        assert_eq!(build().iter().filter(|&&slot| slot != 0).count(), include_str!("words.txt").lines().count() - COMMENTS);
    }
}
