//! Known names in a paragraph: leftmost, longest, whole words, written as their case rule wants.
//!
//! A long match that fails its letters, its case or its word boundary never hides a shorter good one:
//! the walk remembers every name on its way and takes the longest that passes.
//!
//! A large table lies in slow memory, and a walk that goes from one place of it to the next waits at each.
//! So the first places of many walks are fetched side by side before the first walk begins.

use std::hint::black_box;

use crate::gazetteer::name_table::{Form, NameTable, Step, Use, View};
use crate::gazetteer::{Gazetteer, Kind};
use crate::text::token::{Gap, Shape, Token};
use crate::text::{Span, fold};

/// A name of the table found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// First token of the match.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// Its bytes, brackets of an insertion included.
    pub span: Span,
    /// The form in the table.
    pub form: u32,
    /// Which uses of the form may be meant as the text writes it (bit n: use n; from the 64th on all
    /// share the last bit).
    pub uses: u64,
}

/// Which case a table's names want.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Letters {
    /// Each name its own ([`crate::gazetteer::name_table::Case`]): names.
    AsWritten,
    /// Any: titles ("foreign minister", "Foreign Minister").
    Any,
}

/// The known names among these tokens, in order, not overlapping, in place of what `found` held.
pub fn find(text: &str, tokens: &[Token], table: &NameTable, gazetteer: &Gazetteer, letters: Letters, found: &mut Vec<Known>) {
    found.clear();
    let table = table.view();
    let (mut at, mut fetched) = (0, 0);
    while at < tokens.len() {
        if at >= fetched {
            fetched = fetch(&tokens[at..], table, letters) + at;
        }
        let known =
            if may_start(&tokens[at], table, letters) { longest(text, tokens, at, table, gazetteer, letters) } else { None };
        let known = known.map(|known| behind_article(text, tokens, known, table, gazetteer, letters).unwrap_or(known));
        at = known.map_or(at + 1, |known| known.last as usize);
        found.extend(known);
    }
}

/// The name behind the article that a match begins with, where that name goes on further: in "the Bank of
/// England", the listed form "the Bank" hides no Bank of England.
fn behind_article(
    text: &str,
    tokens: &[Token],
    known: Known,
    table: View<'_>,
    gazetteer: &Gazetteer,
    letters: Letters,
) -> Option<Known> {
    let article = tokens[known.first as usize].span.of(text).eq_ignore_ascii_case("the");
    let next = known.first as usize + 1;
    if !article || next >= tokens.len() || tokens[next].before.has(Gap::START.or(Gap::CRY)) {
        return None;
    }
    longest(text, tokens, next, table, gazetteer, letters).filter(|longer| longer.last > known.last)
}

/// Fetches what the walks from the next tokens will ask of the table first; how many tokens it looked at. It
/// works in rounds, one question of each walk a round, for the answers to come together.
fn fetch(tokens: &[Token], table: View<'_>, letters: Letters) -> usize {
    /// So many walks at once.
    const WALKS: usize = 16;
    let mut walks = [(0_usize, Step::default()); WALKS];
    let (mut count, mut seen) = (0, 0);
    for (n, token) in tokens.iter().enumerate() {
        seen = n + 1;
        if may_start(token, table, letters) {
            walks[count] = (n, table.step(token.hash));
            count += 1;
            if count == WALKS {
                break;
            }
        }
    }
    if count < 2 || table.is_small() {
        return seen;
    }
    let mut steps = [Step::default(); 2 * WALKS];
    let mut going = 0;
    for (n, step) in &walks[..count] {
        if step.names.is_some() {
            steps[going] = *step;
            going += 1;
        }
        if let Some(next) = tokens.get(n + 1).filter(|_| step.goes_on) {
            steps[going] = table.step(fold::hash_joined(tokens[*n].hash, next.hash));
            going += 1;
        }
    }
    for form in steps[..going].iter().filter_map(|step| step.names) {
        black_box(table.peek(form));
    }
    seen
}

/// Whether a name can start with this token.
fn may_start(token: &Token, table: View<'_>, letters: Letters) -> bool {
    if letters == Letters::Any || token.shape.has(Shape::UPPER.or(Shape::CASELESS).or(Shape::DIGIT)) {
        table.may_start(token.hash)
    } else {
        table.starts_lower(token.hash)
    }
}

fn longest(
    text: &str,
    tokens: &[Token],
    first: usize,
    table: View<'_>,
    gazetteer: &Gazetteer,
    letters: Letters,
) -> Option<Known> {
    let mut best = None;
    let mut hash = None;
    for (n, token) in tokens.iter().enumerate().skip(first) {
        if n > first && token.before.has(Gap::START.or(Gap::CRY)) {
            break;
        }
        let joined = hash.map_or(token.hash, |before| fold::hash_joined(before, token.hash));
        hash = Some(joined);
        let step = table.step(joined);
        if let Some(names) = step.names {
            let known = table
                .forms(names)
                .find_map(|(form, record)| verify(text, tokens, first..n + 1, form, record, gazetteer, letters));
            best = known.or(best);
        }
        if !step.goes_on {
            break;
        }
    }
    best
}

/// The match of one form at these tokens, if the letters, the case and the word boundary agree.
fn verify(
    text: &str,
    tokens: &[Token],
    at: std::ops::Range<usize>,
    form: u32,
    record: Form<'_>,
    gazetteer: &Gazetteer,
    letters: Letters,
) -> Option<Known> {
    let words = &tokens[at.clone()];
    let start = words[0].span.start;
    let mut end = fold::match_folded(text, start as usize, record.folded)? as u32;
    let last = words[words.len() - 1];
    if last.shape.has(Shape::DOTTED) {
        end = end.max(last.span.end);
    }
    // A form that ends in "'s" ends behind its last token; any other ends with it.
    if end < last.span.end || tokens.get(at.end).is_some_and(|next| next.span.start < end) {
        return None;
    }
    let span = Span::new(start, end);
    let mut uses = 0;
    for (n, used) in record.uses.enumerate() {
        if letters == Letters::Any || allowed(used, text, span, words, gazetteer) {
            uses |= 1 << n.min(63);
        }
    }
    (uses != 0).then(|| Known { first: at.start as u32, last: at.end as u32, span: with_brackets(text, span), form, uses })
}

fn allowed(used: Use, text: &str, span: Span, words: &[Token], gazetteer: &Gazetteer) -> bool {
    used.case.allows(text, span, words, || &gazetteer.name(used.name).form)
}

/// The span with the brackets of an insertion: `[Vladimir] Putin` from bracket to end.
fn with_brackets(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
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

impl Known {
    /// The names that may be meant.
    pub fn names<'a>(&self, table: &'a NameTable) -> impl Iterator<Item = Use> + Clone + use<'a> {
        let uses = self.uses;
        table.form(self.form).uses.enumerate().filter(move |(n, _)| uses & 1 << (*n).min(63) != 0).map(|(_, used)| used)
    }

    /// Whether one of the entries that may be meant is of that kind.
    pub fn may_be(&self, kind: Kind, table: &NameTable) -> bool {
        self.names(table).any(|used| used.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::{Letters, find};
    use crate::gazetteer::{Gazetteer, reader};
    use crate::settings::Settings;
    use crate::text::Span;
    use crate::text::token::tokenise;

    fn gazetteer(names: &[String]) -> Gazetteer {
        let settings = Settings::default();
        let entries = names.iter().enumerate().map(|(n, name)| format!("[e{n}]\nkind = \"place\"\nname = \"{name}\"\n"));
        let file = reader::read(&"g.toml".into(), &entries.collect::<String>(), &settings, None);
        Gazetteer::build(vec![Arc::new(file)], &settings)
    }

    /// The known names in a text, as they stand there.
    fn found<'t>(text: &'t str, gazetteer: &Gazetteer) -> Vec<&'t str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len() as u32), &mut tokens);
        let mut found = Vec::new();
        find(text, &tokens, gazetteer.names(), gazetteer, Letters::AsWritten, &mut found);
        found.iter().map(|known| known.span.of(text)).collect()
    }

    #[test]
    fn a_long_match_that_fails_never_hides_a_shorter_one() {
        let gazetteer =
            gazetteer(&["New York".into(), "New York Times Square".into(), "York".into(), "Al-Bab Gate".into(), "Al".into()]);
        assert_eq!(found("New York Times squared", &gazetteer), ["New York"]);
        assert_eq!(found("in New Yorkshire", &gazetteer), [""; 0]);
        assert_eq!(found("New York Times Square", &gazetteer), ["New York Times Square"]);
        assert_eq!(found("the Al Bab Gate", &gazetteer), ["Al"], "a space is no hyphen");
        assert_eq!(found("New, York", &gazetteer), ["York"]);
    }

    proptest! {
        #[test]
        fn every_name_is_found_where_it_stands_alone(
            names in prop::collection::vec("[A-Z][a-zé]{1,6}( [A-Z][a-z]{1,5}|-[A-Z][a-z]{2,4}| of [A-Z][a-z]{2,4}){0,3}", 1..12),
        ) {
            let gazetteer = gazetteer(&names);
            for name in &names {
                let text = format!("… {name}, then");
                prop_assert_eq!(found(&text, &gazetteer), vec![name.as_str()]);
                let text = format!("… {}\n", name.to_uppercase());
                prop_assert_eq!(found(&text, &gazetteer), vec![name.to_uppercase()]);
            }
        }

        #[test]
        fn what_is_found_is_a_name_of_the_table(
            names in prop::collection::vec("[AB][ab]( [AB][ab]|-[AB]){0,2}", 1..8),
            text in "([AB][ab]|[AB]|[ab]|[ ,.-]){0,24}",
        ) {
            let gazetteer = gazetteer(&names);
            for words in found(&text, &gazetteer) {
                prop_assert!(!gazetteer.names().lookup(words).is_empty(), "{words:?}");
            }
        }
    }
}
