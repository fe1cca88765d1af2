//! A set of words by their hashes that answers "surely not" or "perhaps" from one bit of memory.

/// Words by hash, sixteen bits of room for each.
#[derive(Debug)]
pub struct WordSet {
    /// A power of two of them.
    bits: Vec<u64>,
    /// How far down a hash is shifted to be the number of its bit.
    shift: u32,
}

impl Default for WordSet {
    fn default() -> Self {
        WordSet::new(Vec::new())
    }
}

impl WordSet {
    /// The set of the words with these hashes.
    pub fn new(mut hashes: Vec<u64>) -> WordSet {
        hashes.sort_unstable();
        hashes.dedup();
        let room = (hashes.len() * 16).next_power_of_two().max(64);
        let mut set = WordSet { bits: vec![0; room / 64], shift: 64 - room.trailing_zeros() };
        for hash in hashes {
            let bit = set.bit(hash);
            set.bits[bit / 64] |= 1 << (bit % 64);
        }
        set
    }

    /// Whether it may have that word: a no is certain, a yes is not.
    pub fn may_have(&self, hash: u64) -> bool {
        let bit = self.bit(hash);
        self.bits[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        size_of_val(&*self.bits)
    }

    fn bit(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::WordSet;
    use crate::text::fold::hash_folded;

    #[test]
    fn a_no_is_certain_and_a_yes_seldom_wrong() {
        let hash = |n: u32| hash_folded(&n.to_le_bytes());
        let set = WordSet::new((0..1_000).map(hash).collect());
        assert!((0..1_000).all(|n| set.may_have(hash(n))));
        assert!((1_000..11_000).filter(|&n| set.may_have(hash(n))).count() < 1_000);
        assert!((0..1_000).all(|n| !WordSet::default().may_have(hash(n))));
    }
}
