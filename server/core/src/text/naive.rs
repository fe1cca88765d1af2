//! The plainest possible model of positions, and texts that are hard on them. For tests only.

use std::ops::Range;

use proptest::prelude::*;

use super::position::{Position, PositionEncoding};

/// Texts out of pieces that have broken editors: line breaks of every kind, characters of one to four
/// bytes, combining marks, joined emoji, right-to-left words, a byte order mark, separators that are
/// no line breaks here.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Putin ",
        "\n",
        "\r",
        "\r\n",
        "é",
        "e\u{301}",
        "Путин",
        "“”",
        "中文",
        "😀",
        "👩‍🔧",
        "🇮🇱",
        "איזנקוט",
        "الأسد",
        "\u{feff}",
        "\u{2028}",
        "\u{85}",
        "\u{200f}",
        "The long run of plain letters that fills more than one block of sixty-four bytes.",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

pub(crate) fn position() -> impl Strategy<Value = Position> {
    let character = prop_oneof![8 => 0..40_u32, 2 => 0..400_u32, 1 => Just(u32::MAX)];
    let line = prop_oneof![16 => 0..10_u32, 1 => Just(u32::MAX)];
    (line, character).prop_map(|(line, character)| Position::new(line, character))
}

pub(crate) fn range() -> impl Strategy<Value = Range<Position>> {
    (position(), position()).prop_map(|(start, end)| start..end)
}

pub(crate) fn encoding() -> impl Strategy<Value = PositionEncoding> {
    prop::sample::select(vec![PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32])
}

/// Every line without its break, in bytes.
pub(crate) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let mut next = at + 1;
        if character == '\r' && characters.next_if(|next| next.1 == '\n').is_some() {
            next += 1;
        }
        if character == '\n' || character == '\r' {
            lines.push(start..at);
            start = next;
        }
    }
    lines.push(start..text.len());
    lines
}

/// The start of the character that the byte belongs to, or the end of the text.
pub(crate) fn character_start(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn units(text: &str, encoding: PositionEncoding) -> u32 {
    let units = match encoding {
        PositionEncoding::Utf8 => text.len(),
        PositionEncoding::Utf16 => text.encode_utf16().count(),
        PositionEncoding::Utf32 => text.chars().count(),
    };
    units as u32
}

pub(crate) fn offset(text: &str, at: Position, encoding: PositionEncoding) -> usize {
    let Some(line) = lines(text).get(at.line as usize).cloned() else { return text.len() };
    let mut passed = 0;
    for (offset, character) in text[line.clone()].char_indices() {
        passed += units(character.encode_utf8(&mut [0; 4]), encoding);
        if passed > at.character {
            return line.start + offset;
        }
    }
    line.end
}

pub(crate) fn position_of(text: &str, offset: usize, encoding: PositionEncoding) -> Position {
    let offset = character_start(text, offset);
    let lines = lines(text);
    let number = lines.iter().rposition(|line| line.start <= offset).unwrap();
    let line = &lines[number];
    Position::new(number as u32, units(&text[line.start..offset.min(line.end)], encoding))
}
