//! A table of derived keys: a sorted list from the hash of what a form is reduced to, to the names that are
//! reduced to it. What is reduced, and to what, is the business of the reading
//! ([`crate::reading::licensed`]).
//!
//! Cost: 16 bytes a key and a few bits; a look-up is a binary search where a filter lets it pass.

use super::NameRef;
use super::word_set::WordSet;

/// A key and the name that has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key {
    /// Hash.
    pub key: u64,
    /// The name.
    pub name: NameRef,
}

/// The table.
#[derive(Debug, Default)]
pub struct DerivedForms {
    keys: Vec<Key>,
    /// The hashes among the keys: a no is certain, and cheap.
    present: WordSet,
    /// Words of which a form must end in one to have a key.
    words: WordSet,
}

impl DerivedForms {
    /// The table of those keys, in any order.
    /// `words` are the hashes of words of which a form must end in one to have a key.
    pub fn new(mut keys: Vec<Key>, words: Vec<u64>) -> DerivedForms {
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        let present = WordSet::new(keys.iter().map(|key| key.key).collect());
        DerivedForms { keys, present, words: WordSet::new(words) }
    }

    /// Whether a form that ends in the word of this hash may have a key: a no is certain.
    pub fn may_end(&self, hash: u64) -> bool {
        self.words.may_have(hash)
    }

    /// The names that have the key, in order.
    pub fn names(&self, key: u64) -> impl Iterator<Item = NameRef> + use<'_> {
        let found = self.present.may_have(key);
        let from = if found { self.keys.partition_point(|known| known.key < key) } else { self.keys.len() };
        self.keys[from..].iter().take_while(move |known| known.key == key).map(|known| known.name)
    }
}
