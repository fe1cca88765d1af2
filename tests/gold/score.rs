//! How well a reading agrees with what a careful reader marked: spans, kinds, who is meant.
//!
//! The rules of the game, shared by `tests/gold.rs` and `examples/evaluate`:
//!
//! - *Optional* mentions are neither wanted nor held against anybody: a span that is paired with one, or that
//!   touches one and no wanted mention, does not count.
//! - A mention takes one span at most and a span one mention: equal spans first, then (for the overlapping match
//!   only) the pair with the longest overlap, wanted mentions before optional ones, then in order of place.
//! - *Detection* counts spans, *typed* those with the right kind. *Linking* counts resolved spans against the
//!   wanted mentions whose entity is known and in the gazetteer; *unknown* counts unresolved spans against those
//!   whose entity the gazetteer lacks. A span paired with a mention of which the gold does not say who is meant
//!   counts for neither. A nation or faith that needs no entry is right where it is resolved without one.

use std::collections::{BTreeMap, BTreeSet};

/// A mention that the gold has.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Start and end in code points.
    pub span: (u64, u64),
    pub kind: String,
    pub meant: Meant,
    pub optional: bool,
}

/// Who a mention means, by the gold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meant {
    /// An entity that the gazetteer has.
    Known(String),
    /// A nation or faith that needs no entry.
    Builtin,
    /// Somebody whom the gazetteer lacks.
    Unknown,
    /// The gold does not say.
    Unsaid,
}

/// A mention that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Start and end in code points.
    pub span: (u64, u64),
    pub kind: String,
    pub verdict: Verdict,
}

/// What was said of a mention that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// This entity; none for a nation or faith without an entry.
    Resolved(Option<String>),
    Ambiguous,
    Unresolved,
}

/// Which spans agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Match {
    /// Equal ones.
    Exact,
    /// Those with a code point in common.
    Overlap,
}

/// What was right, of what was said and of what was wanted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    pub hit: usize,
    pub said: usize,
    pub wanted: usize,
}

#[allow(clippy::cast_precision_loss, reason = "there are some thousand mentions")]
impl Tally {
    /// The share of what was said that is right.
    pub fn precision(self) -> f64 {
        if self.said == 0 { 0.0 } else { self.hit as f64 / self.said as f64 }
    }

    /// The share of what was wanted that was said.
    pub fn recall(self) -> f64 {
        if self.wanted == 0 { 0.0 } else { self.hit as f64 / self.wanted as f64 }
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    fn add(&mut self, other: Tally) {
        self.hit += other.hit;
        self.said += other.said;
        self.wanted += other.wanted;
    }
}

/// The figures of a set of documents under one match.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Figures {
    /// Spans.
    pub detection: Tally,
    /// Spans with the right kind.
    pub typed: Tally,
    /// Known entities.
    pub linking: Tally,
    /// Names of whom the gazetteer lacks.
    pub unknown: Tally,
    /// Wanted mentions of known entities that were left ambiguous.
    pub ambiguous: usize,
}

impl Figures {
    /// Adds the figures of another document.
    pub fn add(&mut self, other: Figures) {
        self.detection.add(other.detection);
        self.typed.add(other.typed);
        self.linking.add(other.linking);
        self.unknown.add(other.unknown);
        self.ambiguous += other.ambiguous;
    }
}

/// The figures of one document. The mentions of either side neither nest nor overlap.
pub fn score(wanted: &[Wanted], found: &[Found], how: Match) -> Figures {
    let pairs = pair(wanted, found, how);
    let mention_of: BTreeMap<usize, &Wanted> = pairs.iter().map(|(mention, span)| (*span, &wanted[*mention])).collect();
    let mut figures = Figures::default();
    for (ix, span) in found.iter().enumerate() {
        let mention = mention_of.get(&ix).copied();
        let touches =
            |optional: bool| wanted.iter().any(|other| other.optional == optional && overlap(other.span, span.span) > 0);
        match mention {
            Some(mention) if mention.optional => continue,
            None if touches(true) && !touches(false) => continue,
            _ => {}
        }
        figures.detection.said += 1;
        figures.typed.said += 1;
        figures.detection.hit += usize::from(mention.is_some());
        figures.typed.hit += usize::from(mention.is_some_and(|mention| mention.kind == span.kind));
        let meant = mention.map(|mention| &mention.meant);
        match &span.verdict {
            _ if meant == Some(&Meant::Unsaid) => {}
            Verdict::Resolved(entity) => {
                figures.linking.said += 1;
                let right = match (meant, entity) {
                    (Some(Meant::Known(known)), Some(entity)) => known == entity,
                    (Some(Meant::Builtin), None) => true,
                    _ => false,
                };
                figures.linking.hit += usize::from(right);
            }
            Verdict::Unresolved => {
                figures.unknown.said += 1;
                figures.unknown.hit += usize::from(meant == Some(&Meant::Unknown));
            }
            Verdict::Ambiguous => {}
        }
    }
    for (ix, mention) in wanted.iter().enumerate().filter(|(_, mention)| !mention.optional) {
        figures.detection.wanted += 1;
        figures.typed.wanted += 1;
        match mention.meant {
            Meant::Unknown => figures.unknown.wanted += 1,
            Meant::Known(_) | Meant::Builtin => {
                figures.linking.wanted += 1;
                let undecided = pairs.get(&ix).is_some_and(|span| found[*span].verdict == Verdict::Ambiguous);
                figures.ambiguous += usize::from(undecided);
            }
            Meant::Unsaid => {}
        }
    }
    figures
}

/// Mention → span, one to one.
fn pair(wanted: &[Wanted], found: &[Found], how: Match) -> BTreeMap<usize, usize> {
    let at: BTreeMap<(u64, u64), usize> = found.iter().enumerate().map(|(ix, span)| (span.span, ix)).collect();
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (mention, wanted) in wanted.iter().enumerate() {
        if let Some(span) = at.get(&wanted.span) {
            pairs.insert(mention, *span);
            taken.insert(*span);
        }
    }
    if how == Match::Exact {
        return pairs;
    }
    let mut rest = Vec::new();
    for (mention, wanted) in wanted.iter().enumerate().filter(|(mention, _)| !pairs.contains_key(mention)) {
        for (span, found) in found.iter().enumerate().filter(|(span, _)| !taken.contains(span)) {
            let common = overlap(wanted.span, found.span);
            if common > 0 {
                rest.push((wanted.optional, std::cmp::Reverse(common), mention, span));
            }
        }
    }
    rest.sort_unstable();
    for (_, _, mention, span) in rest {
        if !pairs.contains_key(&mention) && taken.insert(span) {
            pairs.insert(mention, span);
        }
    }
    pairs
}

/// How many code points two spans have in common.
fn overlap(one: (u64, u64), other: (u64, u64)) -> u64 {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}
