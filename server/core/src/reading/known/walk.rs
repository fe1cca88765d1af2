//! Walking from a token through the words of names.
//!
//! A large table lies in slow memory, and a walk that goes from one place of it to the next waits at each.
//! So the first places of many walks are fetched side by side before the first walk begins.

use std::hint::black_box;
use std::ops::Range;

use super::Letters;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::name_table::{Form, Step, Use, View};
use crate::text::token::{Gap, Shape, Token};
use crate::text::{Span, fold};

/// Tokens in which the names of a table are looked for.
#[derive(Clone, Copy)]
pub(super) struct Walker<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub table: View<'a>,
    /// It is that of imported names.
    pub imported: bool,
    pub gazetteer: &'a Gazetteer,
    pub letters: Letters,
}

/// A name of the table at some tokens.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// Its tokens.
    pub at: Range<usize>,
    /// Its bytes, brackets of an insertion included.
    pub span: Span,
    /// The form in the table.
    pub form: u32,
    /// Which uses of the form may be meant ([`super::Hit`]).
    pub uses: u32,
}

/// So many walks are looked ahead at once.
const WALKS: usize = 32;

/// A token that a name of the table starts with.
#[derive(Clone, Copy, Default)]
pub(super) struct Start {
    /// Its number.
    pub token: usize,
    /// What the table knows of its word, and of that and the next together.
    steps: [Step; 2],
}

/// The tokens that names of the table start with, in order.
pub(super) struct Starts<'a> {
    walker: Walker<'a>,
    /// The next few, and how many of them are done.
    ahead: [Start; WALKS],
    count: usize,
    done: usize,
    /// Tokens behind them.
    seen: usize,
}

impl Starts<'_> {
    /// The next start that is not before that token.
    pub fn next(&mut self, at: usize) -> Option<Start> {
        loop {
            for start in &self.ahead[self.done..self.count] {
                self.done += 1;
                if start.token >= at {
                    return Some(*start);
                }
            }
            self.seen = self.seen.max(at);
            if self.seen >= self.walker.tokens.len() {
                return None;
            }
            self.look_ahead();
        }
    }

    /// Finds the next starts, if there are any among the next tokens, and fetches what the walks from there will ask of the
    /// table first. It works in rounds, one question of each walk a round, for the answers to come together.
    fn look_ahead(&mut self) {
        let Walker { tokens, table, .. } = self.walker;
        let far = !table.is_small();
        let mut fetched = 0;
        let mut count = 0;
        // Which word may start a name is hard to foresee, so nothing branches on it.
        while count < WALKS
            && let Some(token) = tokens.get(self.seen)
        {
            self.ahead[count].token = self.seen;
            count += usize::from(self.walker.may_start(token));
            self.seen += 1;
        }
        if far {
            fetched = self.ahead[..count].iter().fold(0, |all, start| all ^ table.touch(tokens[start.token].hash));
        }
        black_box(fetched);
        (self.count, self.done) = (0, 0);
        for n in 0..count {
            let token = self.ahead[n].token;
            let step = table.step(tokens[token].hash);
            if step == Step::default() {
                continue;
            }
            self.ahead[self.count] = Start { token, steps: [step, Step::default()] };
            self.count += 1;
            if far {
                fetched ^= step.names.map_or(0, |form| table.touch_form(form));
                fetched ^= self.walker.second(token, step).map_or(0, |hash| table.touch(hash));
            }
        }
        black_box(fetched);
        for start in &mut self.ahead[..self.count] {
            if let Some(hash) = self.walker.second(start.token, start.steps[0]) {
                start.steps[1] = table.step(hash);
                fetched ^= start.steps[1].names.map_or(0, |form| if far { table.touch_form(form) } else { 0 });
            }
        }
        black_box(fetched);
    }
}

impl<'a> Walker<'a> {
    /// The tokens that names start with.
    pub fn starts(self) -> Starts<'a> {
        Starts { walker: self, ahead: [Start::default(); WALKS], count: 0, done: 0, seen: 0 }
    }

    /// The joined hash of two words, if some name begins with the first and goes on.
    fn second(self, start: usize, step: Step) -> Option<u64> {
        let next = self.tokens.get(start + 1).filter(|_| step.goes_on)?;
        Some(fold::hash_joined(self.tokens[start].hash, next.hash))
    }

    /// The names, in order, not overlapping: the leftmost first, of several there the longest.
    pub fn each(self, mut found: impl FnMut(Match)) {
        let mut starts = self.starts();
        let mut at = 0;
        while let Some(start) = starts.next(at) {
            at = start.token + 1;
            if let Some(known) = self.at(start, self.tokens.len()) {
                at = known.at.end;
                found(known);
            }
        }
    }

    /// The longest name that starts there and ends before another token.
    pub fn at(self, start: Start, end: usize) -> Option<Match> {
        let known = self.longest(start, end)?;
        Some(self.behind_article(&known, end).unwrap_or(known))
    }

    /// The name behind the article that a match begins with, where that name goes on further: in "the Bank of
    /// England", the listed form "the Bank" hides no Bank of England.
    fn behind_article(self, known: &Match, end: usize) -> Option<Match> {
        let article = self.tokens[known.at.start].span.of(self.text).eq_ignore_ascii_case("the");
        let next = known.at.start + 1;
        if !article || next >= end || self.tokens[next].before.has(Gap::START.or(Gap::CRY)) {
            return None;
        }
        let step = self.table.step(self.tokens[next].hash);
        let second = self.second(next, step).map_or(Step::default(), |hash| self.table.step(hash));
        self.longest(Start { token: next, steps: [step, second] }, end).filter(|longer| longer.at.end > known.at.end)
    }

    /// Whether a name can start with this token.
    #[inline]
    fn may_start(self, token: &Token) -> bool {
        let any = self.letters == Letters::Any;
        self.table.may_start(token.hash, !any && !token.shape.has(Shape::UPPER.or(Shape::CASELESS).or(Shape::DIGIT)))
    }

    fn longest(self, start: Start, end: usize) -> Option<Match> {
        let first = start.token;
        let [mut step, second] = start.steps;
        let mut best = None;
        let mut joined = self.tokens[first].hash;
        let mut last = first + 1;
        loop {
            if let Some(names) = step.names {
                let known = self.table.forms(names).find_map(|(form, record)| self.verified(first..last, form, record));
                best = known.or(best);
            }
            match self.tokens.get(last).filter(|_| step.goes_on && last < end) {
                Some(next) if !next.before.has(Gap::START.or(Gap::CRY)) => {
                    joined = fold::hash_joined(joined, next.hash);
                    step = if last == first + 1 { second } else { self.table.step(joined) };
                    last += 1;
                }
                _ => return best,
            }
        }
    }

    /// The match of one form at these tokens, if the letters, the case and the word boundary agree.
    fn verified(self, at: Range<usize>, form: u32, record: Form<'_>) -> Option<Match> {
        let words = &self.tokens[at.clone()];
        let start = words[0].span.start;
        let mut end = fold::match_folded(self.text, start as usize, record.folded)? as u32;
        let last = words[words.len() - 1];
        if last.shape.has(Shape::DOTTED) {
            end = end.max(last.span.end);
        }
        // A form that ends in "'s" ends behind its last token; any other ends with it.
        if end < last.span.end || self.tokens.get(at.end).is_some_and(|next| next.span.start < end) {
            return None;
        }
        let span = Span::new(start, end);
        let mut uses = 0;
        for (n, used) in record.uses.enumerate() {
            let live = !self.imported || self.gazetteer.is_live(used.name);
            if live && (self.letters == Letters::Any || self.allows(used, span, words)) {
                uses |= 1 << n.min(31);
            }
        }
        (uses != 0).then(|| Match { at, span: with_brackets(self.text, span), form, uses })
    }

    fn allows(self, used: Use, span: Span, words: &[Token]) -> bool {
        used.case.allows(self.text, span, words, || &self.gazetteer.name(used.name).form)
    }
}

/// The span with the brackets of an insertion: `[Vladimir] Putin` from bracket to end.
fn with_brackets(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    if memchr::memchr2(b'[', b']', &text.as_bytes()[start..end]).is_none() {
        return span;
    }
    let count = |bracket: u8| memchr::memchr_iter(bracket, &text.as_bytes()[start..end]).count();
    let (opened, closed) = (count(b'['), count(b']'));
    if closed > opened && text[..start].ends_with('[') {
        start -= 1;
    }
    if opened > closed && text[end..].starts_with(']') {
        end += 1;
    }
    Span::new(start as u32, end as u32)
}
