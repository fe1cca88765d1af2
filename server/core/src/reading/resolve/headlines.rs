//! Names in headlines, where an ordinary word of a name looks like any other: "Norvalis Therapeutics to Acquire …".
//!
//! Where the words around a candidate make a longer name that the article writes elsewhere, that name is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reading::candidate::{Cues, Item, What};
use crate::text::token::{Gap, Token, tokenise};
use crate::text::{Span, fold};

/// The most words of a name that a headline is searched for.
const LONGEST: usize = 6;

/// The candidates with those of headlines as long as the names that the article writes elsewhere, and the indices of
/// candidates that became part of another; none where nothing changes.
pub(super) fn lengthen(text: &str, items: &[Item]) -> Option<(Vec<Item>, FxHashSet<usize>)> {
    let headline = |item: &Item| item.what == What::Unknown && item.cues.has(Cues::HEADLINE);
    if !items.iter().any(headline) {
        return None;
    }
    let mut full: FxHashMap<u64, usize> = FxHashMap::default();
    let mut ends: FxHashSet<u64> = FxHashSet::default();
    for (n, item) in items.iter().enumerate().filter(|(_, item)| !item.cues.has(Cues::HEADLINE) && item.what == What::Unknown) {
        if (2..=LONGEST as u32).contains(&item.words()) {
            full.entry(item.whole).or_insert(n);
            ends.extend([item.given, item.tail]);
        }
    }
    let mut longer = items.to_vec();
    let mut swallowed = FxHashSet::default();
    let mut tokens: Vec<Token> = Vec::new();
    let mut line = Span::default();
    let mut changed = false;
    for n in 0..items.len() {
        let item = items[n];
        if !headline(&item) || swallowed.contains(&n) || !(ends.contains(&item.given) || ends.contains(&item.tail)) {
            continue;
        }
        if !(line.start <= item.span.start && item.span.end <= line.end) {
            line = line_of(text, item.span);
            tokens.clear();
            tokenise(text, line, &mut tokens);
        }
        let Some((name, whole)) = around(&tokens, item.span, &full) else { continue };
        let free = n == 0 || items[n - 1].span.end <= name.start;
        if name == item.span || !free {
            continue;
        }
        let meant = items[whole];
        longer[n] = Item { span: name, cues: item.cues.or(meant.cues).without(Cues::ORDINARY), tokens: item.tokens, ..meant };
        longer[n].tokens.1 = item.tokens.0 + meant.words();
        swallowed.extend((n + 1..items.len()).take_while(|&next| items[next].span.start < name.end));
        changed = true;
    }
    changed.then_some((longer, swallowed))
}

/// The line that a span begins in.
fn line_of(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[end..].find('\n').map_or(text.len(), |at| at + end);
    Span::new(start as u32, end as u32)
}

/// The longest of the full names that these tokens have around a span, and where it is written in full.
fn around(tokens: &[Token], span: Span, full: &FxHashMap<u64, usize>) -> Option<(Span, usize)> {
    let first = tokens.iter().position(|token| token.span.start >= span.start)?;
    let last = first + tokens[first..].iter().take_while(|token| token.span.end <= span.end).count();
    let mut best: Option<(Span, usize)> = None;
    for start in (last.saturating_sub(LONGEST)..=first).rev() {
        let mut hash = None;
        for (n, token) in tokens.iter().enumerate().skip(start).take(LONGEST) {
            if n > start && !token.before.only(Gap::SPACE.or(Gap::DASH).or(Gap::AMPERSAND)) {
                break;
            }
            let joined = hash.map_or(token.hash, |before| fold::hash_joined(before, token.hash));
            hash = Some(joined);
            if let Some(&whole) = full.get(&joined).filter(|_| n + 1 >= last) {
                let name = Span::new(tokens[start].span.start, token.span.end);
                best = Some((name, whole)).filter(|_| best.is_none_or(|(other, _)| other.len() < name.len())).or(best);
            }
        }
    }
    best
}
