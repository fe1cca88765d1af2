//! A set of words by their hashes that answers "surely not" or "perhaps" from one place of memory.
//!
//! A word sets two bits of one cell of 64. A set is plain bytes (cells of little-endian numbers), so that it can lie in a file.

/// Words by hash.
#[derive(Debug, Default)]
pub struct WordSet {
    cells: Vec<[u8; 8]>,
}

/// A look at a set that lies somewhere else.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordSetView<'a> {
    cells: &'a [[u8; 8]],
}

impl WordSet {
    /// The set of the words with these hashes, with so many bits of room for each.
    pub fn with_room(mut hashes: Vec<u64>, bits: usize) -> WordSet {
        hashes.sort_unstable();
        hashes.dedup();
        let mut cells = vec![0_u64; (hashes.len() * bits).div_ceil(64)];
        let count = cells.len();
        for hash in hashes {
            cells[cell(hash, count)] |= mask(hash);
        }
        WordSet { cells: cells.into_iter().map(u64::to_le_bytes).collect() }
    }

    /// The set of the words with these hashes.
    pub fn new(hashes: Vec<u64>) -> WordSet {
        WordSet::with_room(hashes, 16)
    }

    /// Whether it may have that word: a no is certain, a yes is not.
    pub fn may_have(&self, hash: u64) -> bool {
        self.view().may_have(hash)
    }

    /// A look at it.
    pub fn view(&self) -> WordSetView<'_> {
        WordSetView { cells: &self.cells }
    }

    /// Its bytes, a multiple of eight.
    pub fn bytes(&self) -> &[u8] {
        self.cells.as_flattened()
    }
}

impl<'a> WordSetView<'a> {
    /// A look at the set that [`WordSet::bytes`] gave.
    pub fn of(bytes: &'a [u8]) -> WordSetView<'a> {
        WordSetView { cells: bytes.as_chunks().0 }
    }

    /// Whether it may have that word: a no is certain, a yes is not.
    #[inline]
    pub fn may_have(self, hash: u64) -> bool {
        let mask = mask(hash);
        self.cells.get(cell(hash, self.cells.len())).is_some_and(|cell| u64::from_le_bytes(*cell) & mask == mask)
    }
}

/// The cell of a word, by the upper half of its hash.
#[inline]
fn cell(hash: u64, count: usize) -> usize {
    (((hash >> 32) * count as u64) >> 32) as usize
}

/// The bits of a word in its cell, by the lower half of its hash.
#[inline]
fn mask(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63)
}

#[cfg(test)]
mod tests {
    use super::{WordSet, WordSetView};
    use crate::text::fold::hash_folded;

    #[test]
    fn a_no_is_certain_and_a_yes_seldom_wrong() {
        let hash = |n: u32| hash_folded(&n.to_le_bytes());
        let set = WordSet::new((0..1_000).map(hash).collect());
        assert!((0..1_000).all(|n| set.may_have(hash(n))));
        assert!((1_000..11_000).filter(|&n| set.may_have(hash(n))).count() < 500);
        assert!((0..1_000).all(|n| !WordSet::default().may_have(hash(n))));
        let copy = WordSetView::of(set.bytes());
        assert!((0..11_000).all(|n| set.may_have(hash(n)) == copy.may_have(hash(n))));
    }
}
