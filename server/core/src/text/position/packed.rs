//! A line index in few bytes: for the thousands of files that are not open.
//!
//! A line costs a byte or two, a stretch of 64 bytes with a typographic quote four, one of Russian ten. What
//! is read back is the same index.

use super::{BLOCK, Block, LineIndex};
use crate::bytes::{Bytes, put};

impl LineIndex {
    /// Writes the index; it begins with the length of the text.
    pub fn pack(&self, out: &mut Vec<u8>) {
        put(out, self.len);
        put(out, self.starts.len() as u32);
        let mut last = 0;
        for start in &self.starts[1..] {
            put(out, start - last);
            last = *start;
        }
        put(out, self.two_byte_breaks.len() as u32);
        self.two_byte_breaks.iter().for_each(|word| sparse(out, *word));
        put(out, self.blocks.len() as u32);
        last = 0;
        for block in &self.blocks {
            put(out, block.number - last);
            last = block.number;
            sparse(out, block.continuations);
        }
        put(out, self.four_bytes.len() as u32);
        last = 0;
        for start in &self.four_bytes {
            put(out, start - last);
            last = *start;
        }
    }

    /// Reads an index; none where the bytes are not those of one.
    pub fn unpack(bytes: &mut Bytes<'_>) -> Option<LineIndex> {
        let len = bytes.number()?;
        // Each lies behind the one before it.
        let in_order = |bytes: &mut Bytes<'_>, count: u32, starts: &mut Vec<u32>| {
            for _ in 0..count {
                let gap = bytes.number().filter(|gap| *gap > 0 || starts.is_empty())?;
                let last = starts.last().copied().unwrap_or(0);
                starts.push(last.checked_add(gap).filter(|start| *start <= len)?);
            }
            Some(())
        };
        let mut starts = vec![0];
        let lines = bytes.number()?.checked_sub(1)?;
        in_order(bytes, lines, &mut starts)?;
        let words = bytes.number()?;
        if words > lines / 64 + 1 {
            return None;
        }
        let two_byte_breaks = (0..words).map(|_| dense(bytes)).collect::<Option<Box<[u64]>>>()?;
        let mut blocks = Vec::new();
        let (mut number, mut before) = (0_u32, 0_u32);
        for n in 0..bytes.number()? {
            let gap = bytes.number().filter(|gap| *gap > 0 || n == 0)?;
            number = number.checked_add(gap).filter(|number| *number <= len / BLOCK as u32)?;
            let continuations = dense(bytes)?;
            blocks.push(Block { number, before, continuations });
            before += continuations.count_ones();
        }
        let mut four_bytes = Vec::new();
        let count = bytes.number()?;
        in_order(bytes, count, &mut four_bytes)?;
        // A line with a break of two bytes holds these, and the first byte of a text continues nothing.
        let holds_two = |line: usize| starts.get(line + 1).is_some_and(|next| next - starts[line] >= 2);
        let marked = |line: &usize| (two_byte_breaks[line / 64] >> (line % 64)) & 1 == 1;
        let breaks_fit = (0..two_byte_breaks.len() * 64).filter(marked).all(holds_two);
        let starts_whole = blocks.first().is_none_or(|block| block.number > 0 || block.continuations & 1 == 0);
        let (starts, blocks, four_bytes) = (starts.into(), blocks.into(), four_bytes.into());
        (breaks_fit && starts_whole).then_some(LineIndex { len, starts, two_byte_breaks, blocks, four_bytes })
    }
}

/// Writes a word of which most bytes are zero: which are not, then these.
fn sparse(out: &mut Vec<u8>, word: u64) {
    let bytes = word.to_le_bytes();
    let there = bytes.iter().enumerate().fold(0, |there, (n, byte)| there | u8::from(*byte != 0) << n);
    out.push(there);
    out.extend(bytes.iter().filter(|byte| **byte != 0));
}

fn dense(bytes: &mut Bytes<'_>) -> Option<u64> {
    let there = bytes.byte()?;
    let mut word = [0; 8];
    for (n, byte) in word.iter_mut().enumerate() {
        if (there >> n) & 1 == 1 {
            *byte = bytes.byte()?;
        }
    }
    Some(u64::from_le_bytes(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::naive;
    use crate::text::position::{Position, PositionEncoding};

    fn packed(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        LineIndex::new(text).pack(&mut out);
        out
    }

    #[test]
    fn plain_articles_take_little() {
        let english = "“Nothing but plain words,” he said, and went on for a while in the same way.\n\n".repeat(36);
        assert!(packed(&english).len() < english.len() / 8, "{} of {}", packed(&english).len(), english.len());
        let russian = "Ничего, кроме обычных слов, сказал он и продолжал в том же духе.\n\n".repeat(27);
        assert!(packed(&russian).len() < russian.len() / 5, "{} of {}", packed(&russian).len(), russian.len());
    }

    proptest! {
        #[test]
        fn what_was_packed_is_the_same(text in naive::text()) {
            let packed = packed(&text);
            let mut bytes = Bytes(&packed);
            prop_assert_eq!(LineIndex::unpack(&mut bytes), Some(LineIndex::new(&text)));
            prop_assert!(bytes.0.is_empty());
        }

        /// Damaged bytes are refused, or give an index that converts without a panic.
        #[test]
        fn damage_does_no_harm(text in naive::text(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut packed = packed(&text);
            let at = at.index(packed.len());
            packed[at] = byte;
            if let Some(index) = LineIndex::unpack(&mut Bytes(&packed)) {
                for offset in 0..=text.len() as u32 + 70 {
                    for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
                        let Position { line, character } = index.position(offset, encoding);
                        index.offset(Position::new(line, character), encoding);
                    }
                }
            }
        }
    }
}
