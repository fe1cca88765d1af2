//! How a name wants its letters compared in case.

use crate::text::token::{Shape, Token, tokenise};
use crate::text::{Span, words};

/// How a name wants its letters compared in case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// Letter by letter as in the gazetteer (`case = "exact"`).
    Exact,
    /// An acronym: all capitals (with or without full stops), or as printed by houses that write
    /// `Nato`, where that is long enough to be no other word.
    Acronym,
    /// Every word that has a capital in the gazetteer has one in the text (bit n: word n).
    Words(u16),
}

impl Case {
    /// How a listed form, of these tokens, wants its letters compared.
    pub(super) fn of(tokens: &[Token], form: &str, exact: bool) -> Case {
        if exact {
            return Case::Exact;
        }
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 2 && tokens.iter().all(|token| !token.shape.has(Shape::LOWER) && !token.shape.has(Shape::CASELESS)) {
            return Case::Acronym;
        }
        let mut upper = 0;
        for (n, _) in tokens.iter().enumerate().take(16).filter(|(_, token)| token.shape.has(Shape::UPPER)) {
            upper |= 1 << n;
        }
        Case::Words(upper)
    }

    /// Whether these tokens of the text (those of a match) are written as the case wants. `form` gives
    /// the name as the gazetteer writes it: asked for only where it matters, for it lies far away.
    pub fn allows<'a>(self, text: &str, matched: Span, tokens: &[Token], form: impl FnOnce() -> &'a str) -> bool {
        match self {
            Case::Exact => same_letters(matched.of(text), form()),
            Case::Acronym => {
                let capital = |token: &Token| !token.shape.has(Shape::LOWER) || token.span.len() == 1;
                tokens.iter().all(capital)
                    || (tokens.len() == 1
                        && tokens[0].shape.has(Shape::UPPER)
                        && tokens[0].span.len() >= 4
                        && words::class_of(tokens[0].hash).is_none())
            }
            Case::Words(upper) => {
                tokens.iter().take(16).enumerate().all(|(n, token)| upper & 1 << n == 0 || !starts_lower(text, token))
                    && (upper != 0
                        || tokens.iter().any(|token| !token.shape.has(Shape::UPPER))
                        || tokens[0].shape.has(Shape::UPPER))
            }
        }
    }
}

/// Whether the token starts with a lower-case letter.
pub(super) fn starts_lower(text: &str, token: &Token) -> bool {
    token.shape.has(Shape::LOWER)
        && !token.shape.has(Shape::UPPER)
        && token.span.of(text).chars().next().is_some_and(char::is_lowercase)
}

/// Whether two strings have the same letters and digits in the same case.
fn same_letters(a: &str, b: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    letters(a) == letters(b)
}

/// The tokens of a listed form.
pub(super) fn tokens_of(form: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    tokenise(form, Span::new(0, form.len() as u32), tokens);
}
