//! From ids to entries: hashes in order, each with the number of an entry.
//!
//! A hash proves nothing: the index names the entries that may be meant, and who asks compares the id itself.

use super::bytes::{Damaged, Section};

/// Bytes of one hash and its entry.
const RECORD: usize = 12;

/// Hash of an id.
pub fn hash_id(id: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(id.as_bytes())
}

/// Hash of an id elsewhere, such as `wikidata` `Q42`.
pub fn hash_link(name: &str, value: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(value.as_bytes(), hash_id(name))
}

/// Hashes with entries, sorted.
#[derive(Clone, Debug)]
pub struct Index(Section);

impl Index {
    /// The bytes of an index.
    pub fn write(mut entries: Vec<(u64, u32)>) -> Vec<u8> {
        entries.sort_unstable();
        entries.dedup();
        let mut bytes = Vec::with_capacity(entries.len() * RECORD);
        for (hash, entry) in entries {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(entry.to_le_bytes());
        }
        bytes
    }

    /// The index in a section.
    pub fn open(section: Section) -> Result<Index, Damaged> {
        if section.len().is_multiple_of(RECORD) { Ok(Index(section)) } else { Err(Damaged("an index of ids has half a record")) }
    }

    /// The entries under a hash, in order. In a damaged index these may be any.
    pub fn find(&self, hash: u64) -> impl Iterator<Item = u32> {
        let hash_at = |n: usize| self.0.u64_at(n * RECORD);
        let (mut low, mut high) = self.around(hash);
        while low < high {
            let middle = low.midpoint(high);
            if hash_at(middle).is_some_and(|found| found < hash) { low = middle + 1 } else { high = middle }
        }
        let under = (low..self.0.len() / RECORD).take_while(move |&n| hash_at(n) == Some(hash));
        under.filter_map(|n| self.0.u32_at(n * RECORD + 8))
    }

    /// Records between which the first with that hash lies, or would. Hashes are spread evenly, so it is near where it
    /// should be, and few pages of the file are looked at.
    fn around(&self, hash: u64) -> (usize, usize) {
        let len = self.0.len() / RECORD;
        let before = |n: usize| self.0.u64_at(n * RECORD).is_some_and(|found| found < hash);
        let guess = ((u128::from(hash) * len as u128) >> 64) as usize;
        let mut step = 64;
        let (mut low, mut high) = (guess, guess);
        while low > 0 && !before(low) {
            low = low.saturating_sub(step);
            step *= 2;
        }
        step = 64;
        while high < len && before(high) {
            high = (high + step).min(len);
            step *= 2;
        }
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::gazetteer::imported::bytes::Bytes;

    #[test]
    fn every_entry_under_its_hash() {
        let bytes: Bytes = Arc::new(Index::write(vec![(7, 1), (3, 2), (u64::MAX, 9), (7, 0), (0, 5), (7, 1)]));
        let index = Index::open(Section::new(&bytes, 0..60).unwrap()).unwrap();
        let found = |hash| index.find(hash).collect::<Vec<_>>();
        assert_eq!([found(0), found(3), found(7), found(u64::MAX)], [vec![5], vec![2], vec![0, 1], vec![9]]);
        assert!(found(1).is_empty() && found(u64::MAX - 1).is_empty());
        assert_eq!(Index::open(Section::new(&bytes, 0..59).unwrap()).err().map(|damaged| damaged.0.is_empty()), Some(false));
    }

    proptest::proptest! {
        #[test]
        fn as_a_map_would(mut entries: Vec<(u64, u32)>, skewed: bool, other: u64) {
            if skewed {
                for (hash, _) in &mut entries {
                    *hash >>= 50;
                }
            }
            let bytes: Bytes = Arc::new(Index::write(entries.clone()));
            let index = Index::open(Section::new(&bytes, 0..(*bytes).as_ref().len()).unwrap()).unwrap();
            entries.sort_unstable();
            entries.dedup();
            for hash in entries.iter().map(|entry| entry.0).chain([other, 0, u64::MAX]) {
                let expected: Vec<u32> = entries.iter().filter(|entry| entry.0 == hash).map(|entry| entry.1).collect();
                proptest::prop_assert_eq!(index.find(hash).collect::<Vec<_>>(), expected);
            }
        }
    }
}
