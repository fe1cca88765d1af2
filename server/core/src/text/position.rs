//! Positions: from byte offsets to lines and columns, and back, in every unit an editor may ask for.
//!
//! A [`LineIndex`] is built once from a text and then stands without it, so that thousands of closed
//! files can keep theirs. It holds three tables:
//!
//! - where each line starts (and which breaks are two bytes long);
//! - for each block of 64 bytes that is not pure ASCII, a bit mask of its continuation bytes, with
//!   the number of those before the block: counting code points is one `count_ones`;
//! - the characters of four bytes, which are the ones that take two UTF-16 units.
//!
//! English with typographic quotes costs a few per cent of the text, Russian or Hebrew a quarter.
//! Building reads 5 GB/s of ASCII and 1 GB/s of Russian; a conversion is a few binary searches (0.1 µs).
//!
//! Lines end at `\n`, `\r\n` and `\r` only, as the protocol has it. Conversions are total: what lies
//! past the end of a line is its end, what lies past the last line is the end of the text, what lies
//! inside a character is its start, and what lies inside `\r\n` is before it.

mod packed;

use std::ops::Range;

use super::Span;

/// A place in a text as editors count it: both from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// Units of the chosen [`PositionEncoding`] from the start of the line.
    pub character: u32,
}

impl Position {
    /// The position `character` units into the line (both from 0).
    pub const fn new(line: u32, character: u32) -> Position {
        Position { line, character }
    }
}

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 units: two for characters beyond U+FFFF, else one. What the protocol takes for granted.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

/// A block of [`BLOCK`] bytes that holds at least one byte ≥ 0x80.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Block {
    /// Which block of the text.
    number: u32,
    /// Continuation bytes in all blocks before this one.
    before: u32,
    /// Bit `i` is set where byte `i` of the block continues a character.
    continuations: u64,
}

const BLOCK: usize = 64;

/// Converts the offsets of one text without holding it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineIndex {
    /// Length of the text in bytes.
    len: u32,
    /// First byte of each line; the first is 0.
    starts: Box<[u32]>,
    /// Bit `i` is set where the break that ends line `i` is `\r\n`. Shorter than needed where the
    /// rest is zero: empty in a text without `\r\n`.
    two_byte_breaks: Box<[u64]>,
    /// The blocks that are not ASCII, in order.
    blocks: Box<[Block]>,
    /// First bytes of the characters beyond U+FFFF, in order.
    four_bytes: Box<[u32]>,
}

impl LineIndex {
    /// The index of a text, which must be no longer than `u32::MAX` bytes (see
    /// [`TooLong`](super::TooLong)).
    pub fn new(text: &str) -> LineIndex {
        let (starts, two_byte_breaks) = lines(text.as_bytes());
        let (blocks, four_bytes) = wide_characters(text.as_bytes());
        LineIndex { len: text.len() as u32, starts, two_byte_breaks, blocks, four_bytes }
    }

    /// Length of the text in bytes.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many lines there are: one more than there are line breaks.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// A line without its break, in bytes; the empty span at the end of the text for a line past the last.
    pub fn line(&self, line: u32) -> Span {
        let Some(&start) = self.starts.get(line as usize) else { return Span::at(self.len) };
        let end = match self.starts.get(line as usize + 1) {
            Some(next) => next - self.break_len(line),
            None => self.len,
        };
        Span::new(start, end)
    }

    /// Where a byte offset stands.
    pub fn position(&self, offset: u32, encoding: PositionEncoding) -> Position {
        let offset = self.character_start(offset);
        let line = self.line_of(offset);
        let Span { start, end } = self.line(line);
        let offset = offset.min(end);
        Position::new(line, self.units(offset, encoding) - self.units(start, encoding))
    }

    /// The byte offset of a position.
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> u32 {
        let line = self.line(position.line);
        let units = self.units(line.start, encoding).saturating_add(position.character);
        self.offset_of_units(units, encoding).clamp(line.start, line.end)
    }

    /// Where a span stands.
    pub fn range(&self, span: Span, encoding: PositionEncoding) -> Range<Position> {
        self.position(span.start, encoding)..self.position(span.end, encoding)
    }

    /// The span of a range of positions, the ends swapped where they are reversed.
    pub fn span(&self, range: Range<Position>, encoding: PositionEncoding) -> Span {
        let (a, b) = (self.offset(range.start, encoding), self.offset(range.end, encoding));
        Span::new(a.min(b), a.max(b))
    }

    /// Code points before a byte offset: what the command line prints as `start` and `end`.
    pub fn code_points(&self, offset: u32) -> u32 {
        self.units(self.character_start(offset), PositionEncoding::Utf32)
    }

    /// The byte offset of the code point of that number (from 0), or the end of the text.
    pub fn offset_of_code_point(&self, code_points: u32) -> u32 {
        self.offset_of_units(code_points, PositionEncoding::Utf32)
    }

    fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32 - 1
    }

    /// Length of the break that ends the line, which is not the last.
    fn break_len(&self, line: u32) -> u32 {
        let word = self.two_byte_breaks.get(line as usize / 64).copied().unwrap_or(0);
        1 + ((word >> (line % 64)) & 1) as u32
    }

    /// The start of the character that the byte belongs to, or the end of the text.
    fn character_start(&self, offset: u32) -> u32 {
        let mut offset = offset.min(self.len);
        while self.block(offset).is_some_and(|block| (block.continuations >> (offset % BLOCK as u32)) & 1 == 1) {
            offset -= 1;
        }
        offset
    }

    fn block(&self, offset: u32) -> Option<&Block> {
        let number = offset / BLOCK as u32;
        self.blocks.binary_search_by_key(&number, |block| block.number).ok().map(|found| &self.blocks[found])
    }

    /// Units from the start of the text to the offset, which is the start of a character.
    fn units(&self, offset: u32, encoding: PositionEncoding) -> u32 {
        match encoding {
            PositionEncoding::Utf8 => offset,
            PositionEncoding::Utf32 => offset - self.continuations_before(offset),
            PositionEncoding::Utf16 => {
                let pairs = self.four_bytes.partition_point(|&start| start < offset) as u32;
                offset - self.continuations_before(offset) + pairs
            }
        }
    }

    fn continuations_before(&self, offset: u32) -> u32 {
        let number = offset / BLOCK as u32;
        let after = self.blocks.partition_point(|block| block.number <= number);
        let Some(block) = self.blocks[..after].last() else { return 0 };
        let below = if block.number == number { (1 << (offset % BLOCK as u32)) - 1 } else { u64::MAX };
        block.before + (block.continuations & below).count_ones()
    }

    /// The byte offset at which so many units have passed, the start of the character where they end
    /// inside one, the end of the text where there are fewer.
    fn offset_of_units(&self, units: u32, encoding: PositionEncoding) -> u32 {
        match encoding {
            PositionEncoding::Utf8 => self.character_start(units),
            PositionEncoding::Utf32 => self.offset_of_points(units),
            PositionEncoding::Utf16 => {
                // Of the characters that take a pair of units, those whose pair has wholly passed.
                let pairs = partition(self.four_bytes.len(), |i| self.units(self.four_bytes[i], encoding) + 2 <= units);
                let points = units - pairs as u32;
                match self.four_bytes.get(pairs).map(|&next| (next, self.units(next, encoding))) {
                    Some((next, first)) if units > first => next,
                    _ => self.offset_of_points(points),
                }
            }
        }
    }

    fn offset_of_points(&self, points: u32) -> u32 {
        // Code points before the block; then the offset lies in that block or in ASCII after it.
        let after = self.blocks.partition_point(|block| block.number * BLOCK as u32 - block.before <= points);
        let Some(block) = self.blocks[..after].last() else { return points.min(self.len) };
        let start = block.number * BLOCK as u32;
        let mut left = points - (start - block.before);
        let mut first_bytes = !block.continuations;
        if left >= first_bytes.count_ones() {
            let in_ascii = left - first_bytes.count_ones();
            return start.saturating_add(BLOCK as u32).saturating_add(in_ascii).min(self.len);
        }
        while left > 0 {
            first_bytes &= first_bytes - 1;
            left -= 1;
        }
        (start + first_bytes.trailing_zeros()).min(self.len)
    }
}

/// The first index below `len` at which the ordered predicate fails.
fn partition(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

fn lines(bytes: &[u8]) -> (Box<[u32]>, Box<[u64]>) {
    let mut starts = vec![0];
    let mut two_byte_breaks: Vec<u64> = Vec::new();
    let mut passed = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if at < passed {
            continue; // the second half of \r\n
        }
        let mut len = 1;
        if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
            len = 2;
            let line = starts.len() - 1;
            two_byte_breaks.resize(line / 64 + 1, 0);
            two_byte_breaks[line / 64] |= 1 << (line % 64);
        }
        passed = at + len;
        starts.push(passed as u32);
    }
    (starts.into(), two_byte_breaks.into())
}

fn wide_characters(bytes: &[u8]) -> (Box<[Block]>, Box<[u32]>) {
    let mut blocks = Vec::new();
    let mut four_bytes = Vec::new();
    let mut before = 0;
    for (number, block) in bytes.chunks(BLOCK).enumerate() {
        if block.is_ascii() {
            continue;
        }
        let (continuations, mut leads) = masks(block);
        blocks.push(Block { number: number as u32, before, continuations });
        before += continuations.count_ones();
        while leads != 0 {
            four_bytes.push((number * BLOCK) as u32 + leads.trailing_zeros());
            leads &= leads - 1;
        }
    }
    (blocks.into(), four_bytes.into())
}

/// One bit a byte: the continuation bytes (0b10……) of a block, and the first bytes of characters of
/// four bytes (0b1111…), eight bytes at a time.
fn masks(block: &[u8]) -> (u64, u64) {
    const TOPS: u64 = 0x8080_8080_8080_8080;
    // Bits 7, 14 … 56: times a word of bits 0, 8 … 56, they bring bit 8i to bit 56 + i.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let gather = |tops: u64| (tops >> 7).wrapping_mul(GATHER) >> 56;
    let (mut continuations, mut leads) = (0, 0);
    for (i, chunk) in block.chunks(8).enumerate() {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        let word = u64::from_le_bytes(word);
        continuations |= gather(word & !(word << 1) & TOPS) << (i * 8);
        leads |= gather(word & (word << 1) & (word << 2) & (word << 3) & TOPS) << (i * 8);
    }
    (continuations, leads)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::naive;

    #[track_caller]
    fn check(text: &str, words: &str, utf8: [u32; 2], utf16: [u32; 2], utf32: [u32; 2]) {
        let index = LineIndex::new(text);
        let offset = text.find(words).unwrap() as u32;
        for (encoding, [line, character]) in
            [(PositionEncoding::Utf8, utf8), (PositionEncoding::Utf16, utf16), (PositionEncoding::Utf32, utf32)]
        {
            assert_eq!(index.position(offset, encoding), Position::new(line, character), "{encoding:?}");
            assert_eq!(index.offset(Position::new(line, character), encoding), offset, "{encoding:?}");
        }
    }

    #[test]
    fn columns_in_every_encoding() {
        check("Assad and Putin", "Putin", [0, 10], [0, 10], [0, 10]);
        check("“Assad” – Putin", "Putin", [0, 16], [0, 10], [0, 10]);
        check("one\r\n😀 Putin", "Putin", [1, 5], [1, 3], [1, 2]);
        check("one\rЛавров, Putin", "Putin", [1, 14], [1, 8], [1, 8]);
        check("שלום e\u{301} Putin", "Putin", [0, 13], [0, 8], [0, 8]);
    }

    #[test]
    fn what_lies_between_is_before() {
        let index = LineIndex::new("a😀\r\nb");
        for offset in 2..5 {
            assert_eq!(index.position(offset, PositionEncoding::Utf16), Position::new(0, 1));
        }
        assert_eq!(index.position(6, PositionEncoding::Utf16), Position::new(0, 3));
        assert_eq!(index.offset(Position::new(0, 2), PositionEncoding::Utf16), 1);
        assert_eq!(index.offset(Position::new(0, 9), PositionEncoding::Utf16), 5);
        assert_eq!(index.offset(Position::new(9, 9), PositionEncoding::Utf16), 8);
    }

    #[test]
    fn ascii_needs_no_table() {
        let index = LineIndex::new(&"Nothing but plain letters.\n".repeat(100));
        assert!(index.blocks.is_empty() && index.four_bytes.is_empty() && index.two_byte_breaks.is_empty());
    }

    proptest! {
        #[test]
        fn equals_a_naive_text(text in naive::text(), at in naive::position(), encoding in naive::encoding()) {
            let index = LineIndex::new(&text);
            prop_assert_eq!(index.offset(at, encoding) as usize, naive::offset(&text, at, encoding));
            prop_assert_eq!(index.line_count() as usize, naive::lines(&text).len());
            for (number, line) in naive::lines(&text).into_iter().enumerate() {
                prop_assert_eq!(index.line(number as u32).range(), line);
            }
            for offset in 0..=text.len() as u32 + 2 {
                let expected = naive::position_of(&text, offset as usize, encoding);
                prop_assert_eq!(index.position(offset, encoding), expected);
                let snapped = naive::character_start(&text, offset as usize);
                let points = text[..snapped].chars().count() as u32;
                prop_assert_eq!(index.code_points(offset), points);
                prop_assert_eq!(index.offset_of_code_point(points) as usize, snapped);
            }
        }
    }
}
