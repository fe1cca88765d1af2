//! A table of derived keys: a sorted list from the hash of what a form is reduced to, to the names that are
//! reduced to it. What is reduced, and to what, is the business of the reading
//! ([`crate::reading::licensed`]).
//!
//! Cost: 16 bytes a key; a look-up is a binary search.

use super::NameRef;

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
}

impl DerivedForms {
    /// The table of those keys, in any order.
    pub fn new(mut keys: Vec<Key>) -> DerivedForms {
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        DerivedForms { keys }
    }

    /// The names that have the key, in order.
    pub fn names(&self, key: u64) -> impl Iterator<Item = NameRef> + use<'_> {
        let from = self.keys.partition_point(|known| known.key < key);
        self.keys[from..].iter().take_while(move |known| known.key == key).map(|known| known.name)
    }
}
