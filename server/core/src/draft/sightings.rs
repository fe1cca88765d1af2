//! What articles say of the names that no entry explains: how they are written, how often, where, and
//! what stands around them.
//!
//! [`Sightings::of`] looks at one article, so that articles can be looked at on all cores;
//! [`Sightings::add`] joins them in order. No text is kept, only forms and counts, so the memory
//! grows with the number of different names, not with the corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::evidence::{self, Evidence};
use crate::finding::DocPath;
use crate::gazetteer::Kind;
use crate::reading::nations::{self, NationIx};
use crate::reading::{Mention, Reading, Reason, Status};
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::position::{LineIndex, PositionEncoding};
use crate::text::token::tokenise;

/// The unresolved names of some articles.
#[derive(Clone, Default, Debug)]
pub struct Sightings {
    /// How many articles were looked at.
    pub articles: usize,
    /// By folded form.
    pub(super) forms: BTreeMap<String, Form>,
}

/// One name as it is written, up to folding.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Each way it is written, and how often.
    pub written: BTreeMap<String, u32>,
    /// How often it is meant, by itself, by a surname or by an acronym.
    pub mentions: u32,
    /// The articles that it stands in, in order: numbers from 0.
    pub articles: Vec<u32>,
    /// Where it stands first.
    pub first: (DocPath, u32),
    /// The country whose name it is.
    pub country: Option<NationIx>,
    /// The kind that the reading of its article guessed first.
    pub guess: Kind,
    /// What its surroundings say of its kind.
    pub evidence: Evidence,
    /// Acronyms that articles introduce for it.
    pub acronyms: BTreeMap<String, u32>,
    /// Names that "and" joins to it.
    pub beside: BTreeSet<String>,
}

impl Sightings {
    /// Looks at one article.
    pub fn of(path: &DocPath, text: &str, reading: &Reading) -> Sightings {
        let mut seen = Sightings { articles: 1, forms: BTreeMap::new() };
        let lines = LineIndex::new(text);
        let place = |span: Span| (Arc::clone(path), lines.position(span.start, PositionEncoding::Utf8).line + 1);
        let titled: BTreeSet<u32> = reading.titles.iter().filter_map(|title| title.holder).collect();
        let mut before: Option<(&Mention, String)> = None;
        for (n, mention) in reading.mentions.iter().enumerate() {
            if mention.status != Status::Unresolved {
                continue;
            }
            let own = written(mention.span.of(text));
            let country = country(&own);
            // A surname counts for the full name, an acronym for what it stands for.
            let full = match mention.reason {
                Reason::Short { full, .. } | Reason::Acronym { full } if country.is_none() => Some(written(full.of(text))),
                _ => None,
            }
            .filter(|full| fold(full) != fold(&own));
            let key = fold(full.as_ref().unwrap_or(&own));
            if key.is_empty() {
                continue;
            }
            let guess = if country.is_some() { Kind::Place } else { mention.kind };
            let form = seen.forms.entry(key.clone()).or_insert_with(|| Form::new(place(mention.span), guess));
            form.mentions += 1;
            form.country = country;
            match mention.reason {
                Reason::Acronym { .. } if full.is_some() => *form.acronyms.entry(own).or_default() += 1,
                Reason::Short { .. } if full.is_some() => form.evidence.surname(),
                _ => *form.written.entry(own).or_default() += 1,
            }
            form.evidence.join(&evidence::around(text, mention.span, titled.contains(&(n as u32))));
            if let Some((_, other)) = before.filter(|(last, _)| joined(text, last.span, mention.span)) {
                form.beside.insert(other.clone());
                if let Some(other) = seen.forms.get_mut(&other) {
                    other.beside.insert(key.clone());
                }
            }
            before = Some((mention, key));
        }
        seen.forms.retain(|_, form| !form.written.is_empty());
        seen
    }

    /// Adds what later articles say.
    pub fn add(&mut self, later: Sightings) {
        let shift = self.articles as u32;
        self.articles += later.articles;
        for (key, mut form) in later.forms {
            form.articles.iter_mut().for_each(|article| *article += shift);
            match self.forms.entry(key) {
                std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(form)),
                std::collections::btree_map::Entry::Occupied(mut known) => known.get_mut().join(form),
            }
        }
    }

    /// Keeps the names that `wanted` says yes to: each folded form.
    pub fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.forms.retain(|key, _| wanted(key));
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The folded forms of the names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(String::as_str)
    }

    /// How many mentions there are.
    pub fn mentions(&self) -> usize {
        self.forms.values().map(|form| form.mentions as usize).sum()
    }
}

impl Form {
    fn new(first: (DocPath, u32), guess: Kind) -> Form {
        Form {
            written: BTreeMap::new(),
            mentions: 0,
            articles: vec![0],
            first,
            country: None,
            guess,
            evidence: Evidence::default(),
            acronyms: BTreeMap::new(),
            beside: BTreeSet::new(),
        }
    }

    fn join(&mut self, later: Form) {
        self.mentions += later.mentions;
        self.articles.extend(later.articles);
        self.evidence.join(&later.evidence);
        self.beside.extend(later.beside);
        for (written, times) in later.written {
            *self.written.entry(written).or_default() += times;
        }
        for (acronym, times) in later.acronyms {
            *self.acronyms.entry(acronym).or_default() += times;
        }
    }

    /// How often it is written out.
    pub(super) fn times(&self) -> u32 {
        self.written.values().sum()
    }

    /// The way it is written most often; of several words, not all in capitals if it is ever written otherwise.
    pub(super) fn usual(&self) -> &str {
        let shouted = |form: &str| !form.chars().any(char::is_lowercase);
        let best = self.written.iter().max_by_key(|(form, times)| {
            (!(shouted(form) && form.contains(' ')), **times, !shouted(form), std::cmp::Reverse(*form))
        });
        best.map_or("", |(form, _)| form)
    }
}

/// The words of a name on one line, without the brackets of an insertion.
fn written(words: &str) -> String {
    words.replace(['[', ']'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The country that has just that name.
fn country(name: &str) -> Option<NationIx> {
    let mut tokens = Vec::new();
    tokenise(name, Span::new(0, name.len() as u32), &mut tokens);
    let found = nations::at_start(name, &tokens).filter(|found| found.country && found.count == tokens.len())?;
    found.nation.filter(|nation| nation.alone_has(name))
}

/// Whether "and" alone joins the two.
fn joined(text: &str, left: Span, right: Span) -> bool {
    left.end <= right.start && Span::new(left.end, right.start).of(text).split_whitespace().eq(["and"])
}
