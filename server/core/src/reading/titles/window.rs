//! The words around one mention: from the beginning of its paragraph, or not so far, to its end.

use super::modifiers::is_rank;
use super::person;
use crate::gazetteer::offices::words::Words;
use crate::gazetteer::{EntryIx, Gazetteer, Kind, Offices};
use crate::reading::Mention;
use crate::text::token::{Gap, Shape, Token, tokenise};
use crate::text::{Span, fold};

/// How many bytes before and behind a name are looked at.
const BEFORE: usize = 160;
const BEHIND: usize = 160;
/// How many are looked at on a side where no title can stand.
const GLANCE: usize = 24;

/// On which sides of a name a title may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sides {
    pub before: bool,
    pub behind: bool,
}

/// The words around a mention, as tokens.
pub(super) struct Window<'a> {
    pub text: &'a str,
    pub mentions: &'a [Mention],
    pub gazetteer: &'a Gazetteer,
    /// The tokens in it.
    pub tokens: Vec<Token>,
    /// The mention it is opened around.
    pub mention: usize,
}

impl<'a> Window<'a> {
    pub fn new(text: &'a str, mentions: &'a [Mention], gazetteer: &'a Gazetteer) -> Window<'a> {
        Window { text, mentions, gazetteer, tokens: Vec::new(), mention: 0 }
    }

    /// On which sides of a mention the words can belong to a title: a look at one word on either side. None
    /// where on neither.
    pub fn may_be_titled(&self, mention: usize) -> Option<Sides> {
        let span = self.mentions[mention].span;
        let text = self.text[span.end as usize..].trim_start_matches([' ', '\n', '\r']);
        let behind = text.starts_with([',', '(', '–', '—', '-'])
            || ["is ", "serves ", "remains ", "who ", "has "].iter().any(|verb| text.starts_with(verb));
        let before = self.may_follow_title(mention);
        (before || behind).then_some(Sides { before, behind })
    }

    fn may_follow_title(&self, mention: usize) -> bool {
        let span = self.mentions[mention].span;
        let before = self.text[..span.start as usize].trim_end_matches([' ', '\n', '\r', '[', ',', '.', ')']);
        let start = before
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let last = &before[start..];
        if last.is_empty() {
            return false;
        }
        let hash =
            if last.is_ascii() { fold::hash_ascii(last.as_bytes()) } else { fold::hash_folded(fold::fold(last).as_bytes()) };
        let adjoining = mention.checked_sub(1).is_some_and(|other| self.mentions[other].span.end as usize >= start);
        adjoining || is_rank(hash) || self.offices().has_word(hash)
    }

    /// Takes the words around a mention.
    pub fn open(&mut self, mention: usize, sides: Sides) {
        let span = self.mentions[mention].span;
        let (start, end) = (span.start as usize, span.end as usize);
        let mut from = start.saturating_sub(if sides.before { BEFORE } else { GLANCE });
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        let before = &self.text[from..start];
        // A paragraph begins at a blank line; a word that is cut in two is left out.
        let paragraph = ["\n\n", "\r\n\r\n"].iter().filter_map(|blank| Some(before.rfind(blank)? + blank.len())).max();
        from += paragraph.unwrap_or_else(|| if from == 0 { 0 } else { before.find(char::is_whitespace).unwrap_or(before.len()) });
        let mut until = self.text.len().min(end + if sides.behind { BEHIND } else { GLANCE });
        while !self.text.is_char_boundary(until) {
            until += 1;
        }
        let behind = &self.text[end..until];
        let paragraph = ["\n\n", "\r\n\r\n"].iter().filter_map(|blank| behind.find(blank)).min();
        let whole = if until == self.text.len() { behind.len() } else { behind.rfind(char::is_whitespace).unwrap_or(0) };
        until = end + paragraph.unwrap_or(whole);
        self.tokens.clear();
        tokenise(self.text, Span::new(from as u32, until as u32), &mut self.tokens);
        self.mention = mention;
    }

    pub fn offices(&self) -> &'a Offices {
        self.gazetteer.offices()
    }

    /// The first token of the mention, and one past its last.
    pub fn name(&self) -> (usize, usize) {
        let span = self.mentions[self.mention].span;
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        (first, last)
    }

    /// The mention that a token belongs to.
    pub fn mention_at(&self, token: usize) -> Option<usize> {
        let start = self.tokens.get(token)?.span.start;
        // It is near the one that the window is opened around.
        let mut near = self.mention;
        while self.mentions.get(near + 1).is_some_and(|next| next.span.start <= start) {
            near += 1;
        }
        while near > 0 && self.mentions[near].span.start > start {
            near -= 1;
        }
        let span = self.mentions[near].span;
        (span.start <= start && start < span.end).then_some(near)
    }

    /// The first token of a mention that ends before `end`.
    pub fn start_of(&self, mention: usize, end: usize) -> usize {
        (0..end).rev().take_while(|&token| self.mention_at(token) == Some(mention)).last().unwrap_or(end)
    }

    /// One past the last token of a mention that a token starts.
    pub fn end_of(&self, mention: usize, start: usize) -> usize {
        (start..self.tokens.len())
            .take_while(|&token| self.mention_at(token) == Some(mention))
            .last()
            .map_or(start, |last| last + 1)
    }

    /// Whether a token belongs to the name of a person.
    pub fn is_person(&self, token: usize) -> bool {
        self.mention_at(token).is_some_and(|mention| self.mentions[mention].kind == Kind::Person)
    }

    /// Whether a token belongs to the name of a person of the gazetteer.
    pub fn is_known_person(&self, token: usize) -> bool {
        self.mention_at(token).is_some_and(|mention| person(&self.mentions[mention], self.gazetteer).is_some())
    }

    pub fn is(&self, token: usize, words: &[&str]) -> bool {
        let Some(token) = self.tokens.get(token) else { return false };
        let written = token.span.of(self.text);
        words.iter().any(|each| written.eq_ignore_ascii_case(each))
    }

    pub fn upper(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.shape.has(Shape::UPPER))
    }

    pub fn possessive(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.shape.has(Shape::POSSESSIVE))
    }

    /// Whether the token is a number.
    pub fn number(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.span.of(self.text).bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Whether the token is an adjective behind a possessive, or a part of one with hyphens: "Germany’s *young*
    /// finance minister", "Germany’s *hard-nosed* finance minister".
    pub fn adjective(&self, token: usize) -> bool {
        let hyphened = |token: usize| self.tokens.get(token).is_some_and(|token| token.before.only(Gap::DASH));
        let first = (0..3).find(|back| token >= *back && !hyphened(token - back)).map_or(token, |back| token - back);
        first > 0 && self.possessive(first - 1) && !self.is_person(first - 1) && self.spaced(first)
    }

    /// Whether only white space stands before the token.
    pub fn spaced(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.before.only(Gap::SPACE.or(Gap::LINE)))
    }

    /// Whether any word would have a capital here: a sentence begins, or something quoted.
    pub fn initial(&self, token: usize) -> bool {
        let begins = Gap::START.or(Gap::STOP).or(Gap::CRY).or(Gap::COLON).or(Gap::QUOTE).or(Gap::LONG_DASH).or(Gap::OPEN);
        self.tokens.get(token).is_none_or(|token| token.before.has(begins))
    }

    /// Whether the words of a title may stand on both sides of what stands before the token.
    pub fn within_title(&self, token: usize) -> bool {
        let before = self.tokens[token].before;
        let inside = Gap::SPACE.or(Gap::LINE).or(Gap::DASH).or(Gap::COMMA).or(Gap::AMPERSAND);
        let abbreviated = token > 0 && self.tokens[token - 1].span.len() <= 4 && before.has(Gap::STOP);
        (before.only(inside) || (before.only(inside.or(Gap::STOP)) && abbreviated)) && !before.has(Gap::LONG_DASH.or(Gap::COLON))
    }

    pub fn words(&self, first: usize, last: usize) -> Words {
        Words::of(&self.tokens[first..last])
    }

    pub fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.tokens[first].span.start, self.tokens[last - 1].span.end)
    }

    /// The persons that the same plural title is said of: "foreign ministers Lavrov *and Zarif*".
    pub fn coordinated(&self, first: usize) -> Vec<(usize, EntryIx)> {
        let mut others = Vec::new();
        let mut last = first;
        while let Some(next) = self.mentions.get(last + 1) {
            let end = self.mentions[last].span.end as usize;
            let between = self.text.get(end..next.span.start as usize).unwrap_or("").trim();
            // "Lavrov of Russia and Zarif of Iran"
            if between == "of" && next.kind == Kind::Place && self.mentions[last].kind == Kind::Person {
                last += 1;
                continue;
            }
            if ![",", "and", ", and", "&"].contains(&between) {
                break;
            }
            let Some(entry) = person(next, self.gazetteer) else { break };
            last += 1;
            others.push((last, entry));
        }
        others
    }
}
