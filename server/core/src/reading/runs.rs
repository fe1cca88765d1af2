//! Runs of capitals: sequences of words that look like one name or several side by side.
//!
//! A run starts at a capitalised word and goes on over white space, hyphens, the full stops of
//! abbreviations, and the connectors that names have ("Ministry *of* Defence", "Bashar *al*-Assad").
//! Each run is then cut into candidates ([`super::cutting`]).

use super::lexicon::Part;
use super::paragraph::{Label, Paragraph};
use crate::text::token::{Gap, Shape};

impl Paragraph<'_> {
    /// Finds the candidates and titles among the labelled tokens.
    pub fn read_runs(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let end = self.run_end(at);
            if end > at {
                self.read_run(at, end);
                at = end;
            } else {
                at += 1;
            }
        }
        self.finish();
    }

    /// Where the run ends that starts at the token; the token itself where none does.
    fn run_end(&self, start: usize) -> usize {
        if !self.starts(start) {
            return start;
        }
        let mut end = start + 1;
        while end < self.tokens.len() {
            let next = &self.tokens[end];
            let goes_on = self.joined(end);
            if self.same_name(end) || (goes_on && next.shape.has(Shape::UPPER)) {
                end += 1;
            } else if goes_on && next.shape.has(Shape::DIGIT) && next.before.only(Gap::DASH) {
                end += 1; // S-300
            } else if goes_on && self.syllable(start, end) {
                end += 1;
            } else if let Some(after) = self.connector(end) {
                end = after;
            } else {
                break;
            }
        }
        end
    }

    fn starts(&self, token: usize) -> bool {
        if self.upper(token) || matches!(self.labels[token], Label::Known(_)) {
            return true;
        }
        // "al-Shabaab" at the start of a run, and "4th Division"
        let particle =
            self.part(token).is(Part::PARTICLE) && self.tokens.get(token + 1).is_some_and(|next| next.before.only(Gap::DASH));
        let word = self.tokens[token].span.of(self.text);
        let ordinal =
            word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
        (particle || ordinal)
            && self.upper(token + 1)
            && self.joined(token + 1)
            && (particle
                || self.part(token + 1).is(Part::HEAD)
                || self.tokens.get(token + 2).is_some_and(|_| self.upper(token + 2) && self.part(token + 2).is(Part::HEAD)))
    }

    /// Whether the token goes on with the run that the token before it belongs to.
    fn joined(&self, token: usize) -> bool {
        let (before, last) = (self.tokens[token].before, self.tokens[token - 1]);
        if last.shape.has(Shape::POSSESSIVE) {
            // "Prime Minister's Office": the possessor is a title or an ordinary word.
            let inside = matches!(self.labels[token - 1], Label::Free | Label::Title) && self.ordinary(token - 1);
            return inside && before.only(Gap::SPACE) && self.upper(token) && self.part(token).is(Part::HEAD);
        }
        if before.has(Gap::LINE) && !self.wrapped(token) {
            return false;
        }
        let plain = Gap::SPACE.or(Gap::LINE).or(Gap::SQUARE);
        before.only(plain)
            || before.only(Gap::DASH)
            || before.only(Gap::SPACE.or(Gap::AMPERSAND))
            || (before.only(plain.or(Gap::STOP)) && self.abbreviates(token - 1))
            || (before.only(Gap::STOP.or(Gap::DASH)) && self.abbreviates(token - 1))
    }

    /// Whether the lower-case token is the second syllable of a hyphened given name: "Kwok Ka-ki". A
    /// word that merely describes ("Assad-led") is not.
    pub fn syllable(&self, start: usize, token: usize) -> bool {
        let (part, before) = (self.tokens[token], token.saturating_sub(1));
        before > start
            && part.before.only(Gap::DASH)
            && part.shape.has(Shape::LOWER)
            && part.span.len() <= 6
            && self.upper(before)
            && self.upper(before - 1)
            && self.tokens[before].before.only(Gap::SPACE)
            && matches!(self.labels[before], Label::Free)
            && !self.part(token).is(Part::COMPOUND)
            && (!self.listed(token) || (part.span.len() <= 5 && !self.listed(before)))
    }

    /// Whether the token belongs to the same known name or nation as the one before it.
    fn same_name(&self, token: usize) -> bool {
        matches!(self.labels[token], Label::Known(_) | Label::Nation(_)) && self.labels[token] == self.labels[token - 1]
    }

    /// Where the run goes on behind lower-case connectors at `at`: one past the capitalised word
    /// behind them.
    fn connector(&self, at: usize) -> Option<usize> {
        let lower = |token: usize| {
            self.tokens.get(token).filter(|token| !token.shape.has(Shape::UPPER)).map(|token| token.span.of(self.text))
        };
        let spaced =
            |token: usize| self.tokens.get(token).is_some_and(|token| token.before.only(Gap::SPACE.or(Gap::LINE).or(Gap::DASH)));
        if !spaced(at) || self.tokens[at - 1].shape.has(Shape::POSSESSIVE) {
            return None;
        }
        let word = lower(at)?;
        let the = usize::from(lower(at + 1) == Some("the") && spaced(at + 1));
        let next = at + 1 + the;
        if !self.upper(next) || !spaced(next) || (self.tokens[next].before.has(Gap::LINE) && !self.wrapped(next)) {
            return None;
        }
        let last = self.part(at - 1);
        let joins = match word {
            "of" => {
                (last.is(Part::OPENS) && self.labels[at - 1] == Label::Free)
                    || (last.is(Part::TITLE) && self.part(next).is(Part::TITLE_OF))
            }
            "for" | "on" => last.is(Part::OPENS) && self.labels[at - 1] == Label::Free && self.labels[next] == Label::Free,
            "and" => {
                the == 0
                    && self.labels[at - 1] == Label::Free
                    && self.labels[next] == Label::Free
                    && self.ordinary(next)
                    && self.ordinary(at - 1)
                    && self.run_has_of(at)
            }
            _ => {
                the == 0
                    && self.part(at).is(Part::PARTICLE)
                    && !matches!(word, "the" | "of" | "and" | "for" | "as" | "an" | "y" | "e" | "at")
            }
        };
        joins.then_some(next + 1)
    }

    /// Whether a few words before `at` stands "of" or "for": an enumeration inside a body's name.
    fn run_has_of(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|token| matches!(self.tokens[token].span.of(self.text), "of" | "for"))
    }
}
