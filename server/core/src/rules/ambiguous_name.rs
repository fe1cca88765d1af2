//! # ambiguous-name
//!
//! A name that two or more entries have, with nothing in the article to tell them apart.
//!
//! It is one finding for each form and set of candidates in an article, with all its places and the
//! candidates as related places. To put it right, name the one that is meant in full once.

use std::collections::BTreeMap;

use super::Subject;
use crate::finding::{Finding, Related, Severity};
use crate::gazetteer::{EntryIx, Gazetteer};
use crate::reading::{Mention, Status};
use crate::text::fold::fold;

/// The rule's code.
pub const CODE: &str = "ambiguous-name";

/// Reports ambiguous names.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    let mut forms: BTreeMap<(String, &[EntryIx]), Vec<&Mention>> = BTreeMap::new();
    for mention in &subject.reading.mentions {
        if let Status::Ambiguous(candidates) = &mention.status {
            forms.entry((fold(mention.span.of(subject.text)), candidates)).or_default().push(mention);
        }
    }
    forms
        .into_iter()
        .map(|((_, candidates), mentions)| {
            let names: Vec<String> = candidates.iter().map(|&entry| told_apart(subject.gazetteer, entry, candidates)).collect();
            let shown = mentions[0].span.of(subject.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let message = format!("“{shown}” may be {}", one_of(&names));
            let mut finding = Finding::new(CODE, severity, subject.text, mentions[0].span, message);
            finding.reason = mentions[0].reason_in_words(subject.text, subject.gazetteer);
            finding.places = mentions.iter().map(|mention| mention.span).collect();
            finding.related = candidates
                .iter()
                .map(|&entry| Related {
                    at: subject.gazetteer.header(entry),
                    message: subject.gazetteer.entry(entry).name().to_owned(),
                })
                .collect();
            finding
        })
        .collect()
}

/// A candidate's name, with its id where another candidate has the same name.
pub(super) fn told_apart(gazetteer: &Gazetteer, entry: EntryIx, candidates: &[EntryIx]) -> String {
    let record = gazetteer.entry(entry);
    let namesake = candidates.iter().any(|&other| other != entry && gazetteer.entry(other).name() == record.name());
    if namesake { format!("{} ({})", record.name(), record.id) } else { record.name().to_owned() }
}

/// The most candidates that a message names.
const SHOWN: usize = 4;

/// "A", "A or B", "A, B or C", "A, B, C, D or 7 others".
pub(super) fn one_of(names: &[String]) -> String {
    if names.len() > SHOWN {
        return format!("{} or {} others", names[..SHOWN].join(", "), names.len() - SHOWN);
    }
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}
