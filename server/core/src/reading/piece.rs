//! What one paragraph says by itself, kept from one reading of an article to the next.
//!
//! An edit touches few paragraphs. The pieces of the last reading are lent to the next from the front
//! and from the back as long as their words are the same; those between are read anew. So a
//! keystroke costs its own paragraph, one comparison of the text with itself, and no hash is trusted.

use std::sync::Arc;

use super::candidate::Found;
use super::runs;
use crate::gazetteer::Gazetteer;
use crate::text::paragraph::paragraphs;
use crate::text::token::{Shape, Token, tokenise};
use crate::text::{Span, words};

/// A paragraph, read. Offsets are bytes from its start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Its words as they stand.
    pub text: Box<str>,
    /// Its candidates and titles.
    pub found: Found,
    /// Hashes of its lower-case words that no word list knows.
    pub lower: Vec<u64>,
}

/// The pieces of a text, each with its place (byte offset). `previous` are the pieces of an earlier
/// version of it.
pub fn read_all(text: &str, gazetteer: &Gazetteer, previous: &[(u32, Arc<Piece>)]) -> Vec<(u32, Arc<Piece>)> {
    let body = super::front_matter::body_start(text);
    let spans: Vec<Span> = paragraphs(&text[body..]).into_iter().map(|span| span.shifted(body as u32)).collect();
    let same = |span: Span, (_, piece): &(u32, Arc<Piece>)| &*piece.text == span.of(text);
    let front = spans.iter().zip(previous).take_while(|(span, piece)| same(**span, piece)).count();
    let rest = spans.len().min(previous.len()) - front;
    let back = spans.iter().rev().zip(previous.iter().rev()).take(rest).take_while(|(span, piece)| same(**span, piece)).count();
    let mut tokens = Vec::new();
    let mut pieces = Vec::with_capacity(spans.len());
    for (n, span) in spans.iter().enumerate() {
        let piece = if n < front {
            Arc::clone(&previous[n].1)
        } else if n >= spans.len() - back {
            Arc::clone(&previous[previous.len() - (spans.len() - n)].1)
        } else {
            Arc::new(read(span.of(text), gazetteer, &mut tokens))
        };
        pieces.push((span.start, piece));
    }
    pieces
}

fn read(text: &str, gazetteer: &Gazetteer, tokens: &mut Vec<Token>) -> Piece {
    tokens.clear();
    tokenise(text, Span::new(0, text.len() as u32), tokens);
    let classes: Vec<_> = tokens.iter().map(|token| words::class_of(token.hash)).collect();
    let found = runs::find(text, tokens, &classes, gazetteer);
    let unlisted = tokens.iter().zip(&classes).filter(|(_, class)| class.is_none()).map(|(token, _)| token);
    let lower = unlisted
        .filter(|token| token.shape.has(Shape::LOWER) && !token.shape.has(Shape::UPPER))
        .map(|token| token.hash)
        .collect();
    Piece { text: text.into(), found, lower }
}
