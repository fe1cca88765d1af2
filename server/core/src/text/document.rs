//! An open document: a text that is edited at positions, often, and copied for every snapshot.
//!
//! The text lies in a rope, so that an edit costs the logarithm of the length and a clone a counter;
//! nothing outside this file sees the rope. Applying an edit is total: positions are clamped as
//! [`position`](super::position) says, reversed ranges are swapped, and no edit can panic.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use ropey::Rope;

use super::position::{Position, PositionEncoding};
use super::{Span, TooLong};

/// A text that can be edited. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Document {
    rope: Rope,
}

impl Document {
    /// A document with that text, in which a byte order mark counts as a character like any other
    /// (editors keep theirs to themselves).
    pub fn new(text: &str) -> Result<Document, TooLong> {
        TooLong::check(text.len())?;
        Ok(Document { rope: Rope::from_str(text) })
    }

    /// Replaces the range (none is the whole text) and says where the new words stand, in bytes. An
    /// edit that would make the text too long leaves it as it was.
    #[expect(clippy::needless_pass_by_value, reason = "two positions, made for the call")]
    pub fn apply(&mut self, range: Option<Range<Position>>, new: &str, encoding: PositionEncoding) -> Result<Span, TooLong> {
        let Some(Range { start, end }) = range else {
            *self = Document::new(new)?;
            return Ok(Span::new(0, new.len() as u32));
        };
        let (a, b) = (self.character(start, encoding), self.character(end, encoding));
        let (start, end) = (a.min(b), a.max(b));
        let first = self.rope.char_to_byte(start);
        let removed = self.rope.char_to_byte(end) - first;
        TooLong::check(self.rope.len_bytes() - removed + new.len())?;
        if start < end {
            self.rope.remove(start..end);
        }
        self.rope.insert(start, new);
        Ok(Span::new(first as u32, (first + new.len()) as u32))
    }

    /// Length in bytes.
    pub fn len(&self) -> u32 {
        self.rope.len_bytes() as u32
    }

    /// Whether it holds no text.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// How many lines there are: one more than there are line breaks.
    pub fn line_count(&self) -> u32 {
        self.rope.len_lines() as u32
    }

    /// The byte offset of a position.
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> u32 {
        self.rope.char_to_byte(self.character(position, encoding)) as u32
    }

    /// Where a byte offset stands.
    pub fn position(&self, offset: u32, encoding: PositionEncoding) -> Position {
        let character = self.rope.byte_to_char((offset as usize).min(self.rope.len_bytes()));
        let line = self.rope.char_to_line(character);
        let (start, end) = self.line_ends(line);
        let units = self.units(character.min(end), encoding) - self.units(start, encoding);
        Position::new(line as u32, units as u32)
    }

    /// The text in pieces, without copying it.
    pub fn chunks(&self) -> impl Iterator<Item = &str> {
        self.rope.chunks()
    }

    /// The text as one string, copied: what a snapshot of the analysis holds.
    pub fn text(&self) -> Arc<str> {
        let mut text = String::with_capacity(self.rope.len_bytes());
        text.extend(self.chunks());
        text.into()
    }

    /// The index of the character at a position, clamped.
    fn character(&self, Position { line, character }: Position, encoding: PositionEncoding) -> usize {
        let line = line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let (start, end) = self.line_ends(line);
        let units = (self.units(start, encoding) + character as usize).min(self.units(end, encoding));
        // Inside a character, each of these gives the character.
        match encoding {
            PositionEncoding::Utf8 => self.rope.byte_to_char(units),
            PositionEncoding::Utf16 => self.rope.utf16_cu_to_char(units),
            PositionEncoding::Utf32 => units,
        }
    }

    /// The first character of a line, and the one after its last (its break, if it has one).
    fn line_ends(&self, line: usize) -> (usize, usize) {
        let start = self.rope.line_to_char(line);
        let next = self.rope.line_to_char(line + 1);
        if line + 1 == self.rope.len_lines() {
            return (start, next);
        }
        let two = next - start >= 2 && self.rope.char(next - 1) == '\n' && self.rope.char(next - 2) == '\r';
        (start, next - if two { 2 } else { 1 })
    }

    /// Units before the character of that index.
    fn units(&self, character: usize, encoding: PositionEncoding) -> usize {
        match encoding {
            PositionEncoding::Utf8 => self.rope.char_to_byte(character),
            PositionEncoding::Utf16 => self.rope.char_to_utf16_cu(character),
            PositionEncoding::Utf32 => character,
        }
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::naive;

    #[track_caller]
    fn check(before: &str, range: [u32; 4], new: &str, after: &str) {
        let mut document = Document::new(before).unwrap();
        let range = Position::new(range[0], range[1])..Position::new(range[2], range[3]);
        let place = document.apply(Some(range), new, PositionEncoding::Utf16).unwrap();
        assert_eq!(document.to_string(), after);
        assert_eq!(place.of(after), new);
    }

    #[test]
    fn edits_clamp_and_never_panic() {
        check("Putin met Assad", [0, 0, 0, 5], "Lavrov", "Lavrov met Assad");
        check("one\ntwo", [0, 99, 0, 99], "!", "one!\ntwo");
        check("one\r\ntwo", [0, 99, 1, 0], " ", "one two");
        check("one\rtwo", [1, 0, 1, 3], "2", "one\r2");
        check("one\ntwo", [7, 0, 9, 9], "!", "one\ntwo!");
        check("one\ntwo", [1, 3, 0, 3], "", "one");
        check("", [0, 0, 0, 0], "new", "new");
        check("a😀b", [0, 2, 0, 3], "", "ab");
        check("a😀b", [0, 2, 0, 2], "-", "a-😀b");
        check("one\u{2028}still\u{85}one", [1, 0, 1, 0], "!", "one\u{2028}still\u{85}one!");
    }

    #[test]
    fn a_line_feed_inserted_after_a_carriage_return_joins_it() {
        check("one\rtwo", [1, 0, 1, 0], "\n", "one\r\ntwo");
        check("one\r\ntwo", [0, 3, 0, 3], "\r", "one\r\r\ntwo");
    }

    #[test]
    fn the_whole_text_is_replaced_without_a_range() {
        let mut document = Document::new("old").unwrap();
        let place = document.apply(None, "new words", PositionEncoding::Utf8).unwrap();
        assert_eq!((document.to_string().as_str(), place), ("new words", Span::new(0, 9)));
    }

    #[test]
    fn a_clone_is_a_snapshot() {
        let mut document = Document::new("one").unwrap();
        let snapshot = document.clone();
        document.apply(None, "two", PositionEncoding::Utf8).unwrap();
        assert_eq!(&*snapshot.text(), "one");
    }

    proptest! {
        #[test]
        fn edits_equal_those_of_a_naive_text(
            start in naive::text(),
            edits in prop::collection::vec((naive::range(), naive::text(), naive::encoding()), 1..8),
        ) {
            let mut document = Document::new(&start).unwrap();
            let mut model = start;
            for (range, new, encoding) in edits {
                let place = document.apply(Some(range.clone()), &new, encoding).unwrap();
                let (a, b) = (naive::offset(&model, range.start, encoding), naive::offset(&model, range.end, encoding));
                model.replace_range(a.min(b)..a.max(b), &new);
                prop_assert_eq!(document.to_string(), &model[..]);
                prop_assert_eq!(place.of(&model), &new[..]);
                prop_assert_eq!(document.line_count() as usize, naive::lines(&model).len());
            }
        }

        #[test]
        fn positions_equal_those_of_a_naive_text(text in naive::text(), at in naive::position(), encoding in naive::encoding()) {
            let document = Document::new(&text).unwrap();
            prop_assert_eq!(document.offset(at, encoding) as usize, naive::offset(&text, at, encoding));
            for offset in 0..=text.len() as u32 + 2 {
                prop_assert_eq!(document.position(offset, encoding), naive::position_of(&text, offset as usize, encoding));
            }
        }
    }
}
