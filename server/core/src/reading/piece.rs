//! What one paragraph says by itself, kept from one reading of an article to the next.
//!
//! An edit touches few paragraphs. The pieces of the last reading are lent to the next from the front
//! and from the back as long as their words are the same; those between are read anew. So a
//! keystroke costs its own paragraph, one comparison of the text with itself, and no hash is trusted.

use std::sync::Arc;

use super::candidate::Found;
use super::paragraph::Paragraph;
use crate::text::Span;

/// A paragraph, read. Offsets are bytes from its start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Its words as they stand.
    pub text: Box<str>,
    /// What it offers.
    pub found: Found,
}

/// The pieces of a text, each with its place (byte offset). `spans` are its paragraphs, `previous` the pieces of
/// an earlier version of it, `paragraph` what reads those that have changed.
pub fn read_all<'a>(
    text: &'a str,
    spans: &[Span],
    previous: &[(u32, Arc<Piece>)],
    paragraph: &mut Paragraph<'a>,
) -> Vec<(u32, Arc<Piece>)> {
    let same = |span: Span, (_, piece): &(u32, Arc<Piece>)| &*piece.text == span.of(text);
    let front = spans.iter().zip(previous).take_while(|(span, piece)| same(**span, piece)).count();
    let rest = spans.len().min(previous.len()) - front;
    let back = spans.iter().rev().zip(previous.iter().rev()).take(rest).take_while(|(span, piece)| same(**span, piece)).count();
    let mut pieces = Vec::with_capacity(spans.len());
    for (n, span) in spans.iter().enumerate() {
        let piece = if n < front {
            Arc::clone(&previous[n].1)
        } else if n >= spans.len() - back {
            Arc::clone(&previous[previous.len() - (spans.len() - n)].1)
        } else {
            let found = paragraph.read(span.of(text)).clone();
            Arc::new(Piece { text: span.of(text).into(), found })
        };
        pieces.push((span.start, piece));
    }
    pieces
}

/// How many of the pieces, and how many bytes in them, are none of the previous ones.
pub fn read_anew(pieces: &[(u32, Arc<Piece>)], previous: &[(u32, Arc<Piece>)]) -> (usize, usize) {
    let front = pieces.iter().zip(previous).take_while(|(one, other)| Arc::ptr_eq(&one.1, &other.1)).count();
    let rest = pieces.len().min(previous.len()) - front;
    let backwards = pieces.iter().rev().zip(previous.iter().rev()).take(rest);
    let back = backwards.take_while(|(one, other)| Arc::ptr_eq(&one.1, &other.1)).count();
    let anew = &pieces[front..pieces.len() - back];
    (anew.len(), anew.iter().map(|(_, piece)| piece.text.len()).sum())
}
