//! A paragraph on its way to candidates: its tokens, and what each is taken for.
//!
//! The questions that the reading of runs asks of a token are answered here: would any word have a
//! capital at this place, does a full stop end a sentence, does a line break belong to wrapped text.

use std::cell::OnceCell;

use super::candidate::Found;
use super::headlines::headlines;
use super::known::{self, Known, Letters};
use super::language::Language;
use super::lexicon::{Lexicon, Part, lexicon};
use super::{nations, pins, scripts};
use crate::gazetteer::Gazetteer;
use crate::text::token::{Gap, Shape, Token, tokenise};
use crate::text::{Span, fold};

/// What a token is taken for inside its run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    /// Nothing yet.
    Free,
    /// Part of that known name.
    Known(u32),
    /// Part of that demonym or country.
    Nation(u32),
    /// Part of a title.
    Title,
}

/// A paragraph with its labels. It is read after another, in the same room.
pub struct Paragraph<'a> {
    /// The known entities.
    pub gazetteer: &'a Gazetteer,
    /// Its words.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Names of the table in it.
    pub known: Vec<Known>,
    /// Titles of the gazetteer in it.
    pub posts: Vec<Known>,
    /// Demonyms and countries in it, each with its first token.
    pub nations: Vec<(u32, nations::Found)>,
    /// What each token is taken for.
    pub labels: Vec<Label>,
    /// For each token, whether its line is a headline.
    pub headline: Vec<bool>,
    /// For each token, what is known of the word.
    pub parts: Vec<Part>,
    /// The parts of the run that is being cut, each with its first token and one past its last.
    pub groups: Vec<(Label, usize, usize)>,
    /// What has been found.
    pub found: Found,
    /// The last title found waits for the item that follows it.
    pub unfollowed: bool,
    lexicon: &'static Lexicon,
    /// The article is in English: unknown names are looked for.
    pub english: bool,
    /// The article is in Turkish.
    turkish: bool,
    /// Bytes of its longest line, once that was asked for.
    width: OnceCell<usize>,
}

impl<'a> Paragraph<'a> {
    /// None yet.
    pub fn new(gazetteer: &'a Gazetteer, language: &Language) -> Self {
        Paragraph {
            gazetteer,
            text: "",
            tokens: Vec::new(),
            known: Vec::new(),
            posts: Vec::new(),
            nations: Vec::new(),
            labels: Vec::new(),
            headline: Vec::new(),
            parts: Vec::new(),
            groups: Vec::new(),
            found: Found::default(),
            unfollowed: false,
            lexicon: lexicon(),
            english: language.is_english(),
            turkish: language.code == "tr",
            width: OnceCell::new(),
        }
    }

    /// Reads a paragraph: what it offers, with offsets from its start.
    pub fn read(&mut self, text: &'a str) -> &Found {
        self.text = text;
        self.found.clear();
        self.unfollowed = false;
        self.tokens.clear();
        tokenise(text, Span::new(0, text.len() as u32), &mut self.tokens);
        let links = pins::links(text);
        pins::without_targets(&mut self.tokens, &links);
        let shapes = self.tokens.iter().fold(Shape::default(), |all, token| all.or(token.shape));
        if shapes.has(Shape::CASELESS) {
            scripts::cut_caseless(text, &mut self.tokens, self.gazetteer.names().view());
        }
        if self.turkish {
            scripts::cut_turkish(text, &mut self.tokens);
        }
        self.parts.clear();
        self.parts.extend(self.tokens.iter().map(|token| self.lexicon.part(token.hash)));
        for (token, part) in self.tokens.iter().zip(&self.parts) {
            if token.shape.has(Shape::LOWER) && !token.shape.has(Shape::UPPER) && !part.is(Part::LISTED) {
                self.found.lower.push(token.hash);
            }
        }
        self.width.take();
        self.label();
        let inner = if shapes.has(Shape::INNER_UPPER) { &mut self.tokens[..] } else { &mut [] };
        for (token, part) in inner.iter_mut().zip(&self.parts) {
            let lower = token.shape.has(Shape::LOWER) && !token.shape.has(Shape::UPPER.or(Shape::DIGIT));
            if token.shape.has(Shape::INNER_UPPER) && lower && !part.is(Part::SIGN) {
                token.shape = token.shape.or(Shape::UPPER); // "iPhone"
            }
        }
        headlines(text, &mut self.tokens, &self.parts, &self.labels, &mut self.headline);
        self.read_runs();
        pins::put(links, text, &self.tokens, &mut self.found);
        &self.found
    }

    /// Labels the tokens: known names first, then titles of the gazetteer, demonyms and countries.
    fn label(&mut self) {
        let tokens = &self.tokens;
        known::find(self.text, tokens, self.gazetteer.tables(), self.gazetteer, Letters::AsWritten, &mut self.known);
        known::find(self.text, tokens, self.gazetteer.posts().into(), self.gazetteer, Letters::Any, &mut self.posts);
        self.labels.clear();
        self.labels.resize(tokens.len(), Label::Free);
        self.nations.clear();
        let labels = &mut self.labels;
        for (n, name) in self.known.iter().enumerate() {
            labels[name.first as usize..name.last as usize].fill(Label::Known(n as u32));
        }
        for post in &self.posts {
            for label in &mut labels[post.first as usize..post.last as usize] {
                if *label == Label::Free && tokens[post.first as usize].shape.has(Shape::UPPER) {
                    *label = Label::Title;
                }
            }
        }
        let mut at = 0;
        while at < tokens.len() {
            let begins = tokens[at].shape.has(Shape::UPPER) && self.parts[at].is(Part::NATION);
            if begins && !matches!(labels[at], Label::Known(_)) {
                let particle = at > 0 && tokens[at].before.only(Gap::DASH) && self.parts[at - 1].is(Part::PARTICLE);
                if let Some(found) = nations::at_start(self.text, &tokens[at..]).filter(|_| !particle) {
                    let count = found.count;
                    if labels[at..at + count].iter().all(|label| !matches!(label, Label::Known(_))) {
                        labels[at..at + count].fill(Label::Nation(self.nations.len() as u32));
                        self.nations.push((at as u32, found));
                        at += count;
                        continue;
                    }
                }
            }
            at += 1;
        }
    }

    /// What is known of the words with that joined hash.
    pub fn part_of(&self, whole: u64) -> Part {
        self.lexicon.part(whole)
    }

    pub fn part(&self, token: usize) -> Part {
        self.parts[token]
    }

    pub fn upper(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.shape.has(Shape::UPPER))
    }

    pub fn ordinary(&self, token: usize) -> bool {
        self.parts[token].is(Part::ORDINARY)
    }

    /// Whether the word list has the token, in lower case or only with a capital.
    pub fn listed(&self, token: usize) -> bool {
        self.parts[token].is(Part::LISTED)
    }

    /// Whether the token is written in Latin letters: unknown names are looked for in English only.
    pub fn latin(&self, token: usize) -> bool {
        let word = self.tokens[token];
        !word.shape.has(Shape::WIDE)
            || word
                .span
                .of(self.text)
                .chars()
                .all(|c| c < '\u{250}' || matches!(c, '\u{1E00}'..='\u{1EFF}') || !c.is_alphabetic())
    }

    /// Whether any word would have a capital here.
    pub fn initial(&self, token: usize) -> bool {
        let before = self.tokens[token].before;
        let strong = Gap::START.or(Gap::CRY).or(Gap::COLON).or(Gap::QUOTE).or(Gap::OPEN).or(Gap::OTHER).or(Gap::LONG_DASH);
        before.has(strong)
            || self.headline[token]
            || (before.has(Gap::STOP) && !self.abbreviates(token - 1))
            || (before.has(Gap::LINE) && !self.wrapped(token))
    }

    /// Whether the full stop behind the token is that of an abbreviation.
    pub fn abbreviates(&self, token: usize) -> bool {
        let word = self.tokens[token];
        (word.span.len() == 1 && word.shape.has(Shape::UPPER))
            || word.shape.has(Shape::DOTTED)
            || (word.shape.has(Shape::UPPER) && self.part(token).is(Part::ABBREVIATION))
    }

    /// Whether the token is an English word that the list lacks, but not what it is made of: "Chipmaker",
    /// "Gamers", "Unseeded". Only asked where any word would have a capital.
    pub fn derived(&self, token: usize) -> bool {
        let known = Part::LISTED.or(Part::FORENAME).or(Part::SURNAME).or(Part::CITY).or(Part::NATION);
        let word = self.tokens[token].span.of(self.text);
        if self.part(token).is(known)
            || !word.is_ascii()
            || !(5..=24).contains(&word.len())
            || self.tokens[token].shape.all_caps()
        {
            return false;
        }
        let mut lower = [0; 24];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let ordinary = |stem: &[u8]| self.lexicon.part(fold::hash_ascii(stem)).is(Part::ORDINARY);
        let common = |stem: &[u8]| self.lexicon.part(fold::hash_ascii(stem)).is(Part::COMMON);
        let stem = |ending: &[u8]| lower.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && ordinary(stem));
        let prefix = |start: &[u8]| lower.strip_prefix(start).is_some_and(|rest| rest.len() > 3 && ordinary(rest));
        [&b"s"[..], b"r", b"rs", b"ers", b"ness", b"ly", b"able", b"like"].iter().any(|ending| stem(ending))
            || [&b"un"[..], b"non", b"over", b"under", b"super", b"mid", b"multi", b"anti", b"pre", b"re"]
                .iter()
                .any(|start| prefix(start))
            || (4..lower.len().saturating_sub(3)).any(|at| common(&lower[..at]) && common(&lower[at..]))
    }

    fn width(&self) -> usize {
        *self.width.get_or_init(|| self.text.split('\n').map(str::len).max().unwrap_or_default())
    }

    /// Whether the line break before the token is one of wrapped text: the line it ends is long, no longer than
    /// an editor wraps, and had no room for the word behind the break.
    pub fn wrapped(&self, token: usize) -> bool {
        let end = self.tokens[token - 1].span.end as usize;
        let start = self.text[..end].rfind('\n').map_or(0, |line| line + 1);
        let word = self.tokens[token].span.len() as usize;
        (40..=120).contains(&(end - start))
            && self.width() <= 120
            && end - start + 1 + word >= self.width()
            && self.headline[token - 1] == self.headline[token]
    }
}
