//! The lines of a file around a place, made fit to be shown: cut to the width, nothing live in them.
//!
//! News has whole paragraphs on one line, and a file may be one line of 200 MB: what is far from the
//! place is never looked at.

use std::ops::Range;

use nomenclator_core::text::Span;
use nomenclator_core::text::position::PositionEncoding;

use super::corpus::Source;
use super::visible;

/// Lines ready to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excerpt {
    /// The lines.
    pub text: String,
    /// The number of the first, from 1.
    pub line: usize,
    /// What is underlined, in bytes of `text`.
    pub marked: Range<usize>,
}

/// What a place covers at most, in lines, before only its first line is shown.
const LINES: u32 = 3;
/// A word longer than that may be cut in two.
const WORD: usize = 16;
/// Stands where something was cut.
const CUT: char = '…';

impl Excerpt {
    /// The lines around a span, none longer than about `width` characters.
    pub fn around(source: &Source, span: Span, width: usize) -> Excerpt {
        let line_of = |offset| source.lines.position(offset, PositionEncoding::Utf32).line;
        let first = line_of(span.start);
        let mut last = line_of(span.end);
        let mut end = span.end;
        if last - first >= LINES {
            last = first;
            end = source.lines.line(first).end;
        }
        let (start_of_line, end_of_line) = (source.lines.line(first).start, source.lines.line(last).end);
        let before = Span::new(start_of_line, span.start).of(&source.text);
        let marked = Span::new(span.start, end).of(&source.text);
        let after = Span::new(end, end_of_line.max(end)).of(&source.text);

        let one_line = last == first;
        let taken = if one_line { up_to(marked, width) } else { 0 };
        let room = width.saturating_sub(taken).max(20);
        let (left, right) = if one_line {
            let (left, right) = (up_to(before, room), up_to(after, room));
            // What one side does not need is the other's.
            (left.min((room / 2).max(room - right)), right.min((room / 2).max(room - left)))
        } else {
            (room / 2, room / 2)
        };

        let mut text = String::new();
        push_end(&mut text, before, left);
        let from = text.len();
        push_start(&mut text, marked, if one_line { width } else { usize::MAX });
        let to = text.len();
        push_start(&mut text, after, right);
        Excerpt { text, line: first as usize + 1, marked: from..to }
    }
}

/// How many characters the words have, counted no further than `most`.
fn up_to(words: &str, most: usize) -> usize {
    words.chars().take(most).count()
}

/// The first `most` characters, cut between words where one ends near.
fn push_start(text: &mut String, words: &str, most: usize) {
    let Some((cut, _)) = words.char_indices().nth(most) else {
        words.chars().for_each(|c| push(text, c));
        return;
    };
    let near = words[..cut].char_indices().rev().take(WORD).find(|(_, c)| c.is_whitespace());
    let cut = near.map_or(cut, |(at, _)| at);
    words[..cut].chars().for_each(|c| push(text, c));
    text.push(CUT);
}

/// The last `most` characters, cut between words where one begins near.
fn push_end(text: &mut String, words: &str, most: usize) {
    let mut start = words.char_indices().rev().take(most).last().map_or(words.len(), |(start, _)| start);
    if start > 0 {
        let near = words[start..].char_indices().take(WORD).find(|(_, c)| c.is_whitespace());
        start += near.map_or(0, |(at, c)| at + c.len_utf8());
        text.push(CUT);
    }
    words[start..].chars().for_each(|c| push(text, c));
}

fn push(text: &mut String, c: char) {
    match c {
        '\n' => text.push('\n'),
        '\r' if !text.ends_with('\r') => {}
        c => text.push(visible::one(c)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Shows the excerpt around the first `«…»` of the text, the marks taken out.
    #[track_caller]
    fn check(text: &str, width: usize, expected: &str) {
        let (start, end) = (text.find('«').unwrap(), text.find('»').unwrap());
        let plain = text.replace(['«', '»'], "");
        let source = Source::new(Arc::from("a.txt"), plain);
        let excerpt = Excerpt::around(&source, Span::new(start as u32, (end - '«'.len_utf8()) as u32), width);
        let (before, marked, after) =
            (&excerpt.text[..excerpt.marked.start], &excerpt.text[excerpt.marked.clone()], &excerpt.text[excerpt.marked.end..]);
        assert_eq!(format!("{}: {before}«{marked}»{after}", excerpt.line), expected);
    }

    #[test]
    fn a_short_line_is_whole() {
        check("one\ntwo «Putin» x\nthree", 80, "2: two «Putin» x");
        check("«»", 80, "1: «»");
        check("ab«»", 80, "1: ab«»");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let long = "w".repeat(1000);
        let w = |count| "w".repeat(count);
        check(&format!("{long}«Putin»{long}"), 45, &format!("1: …{}«Putin»{}…", w(20), w(20)));
        check(&format!("a«Putin»{long}"), 45, &format!("1: a«Putin»{}…", w(39)));
        check(&format!("{long}«Putin»b"), 45, &format!("1: …{}«Putin»b", w(39)));
        check(&format!("a«{long}»b"), 30, &format!("1: a«{}…»b", w(30)));
    }

    #[test]
    fn a_line_is_cut_between_words() {
        let words = "seven words stand on each side of it ";
        check(&format!("{words}«Putin» {words}"), 35, "1: …side of it «Putin» seven words…");
    }

    #[test]
    fn a_name_may_cross_a_line_break() {
        check("He met Vladimir «Putin\r\nand Lavrov» there\nx", 80, "1: He met Vladimir «Putin\nand Lavrov» there");
        check("a «b\nc\nd\ne\n» f", 80, "1: a «b»");
    }

    #[test]
    fn nothing_live_is_shown() {
        check("a\tb\u{1b}[2J «P\u{202e}utin» \u{7}", 80, "1: a b␛[2J «P\u{fffd}utin» ␇");
    }
}
