//! # unresolved-name
//!
//! A name that no entry of the gazetteer explains.
//!
//! It is one finding for each unknown form in an article, with all its places; the surname of an
//! unknown person belongs to the finding of the full name. Without a gazetteer there is no such
//! finding at all; with a gazetteer but no `nomenclator.toml` it is information.
//!
//! A name that an entry lists as weak, with nothing else in the article that speaks for the entry, is reported
//! too; the message names the entry.
//! So is a name that imported entries have, with these as candidates.
//! Where it is spelt much like known names, and none of them stands out, up to three are named.
//!
//! Holidays (“Easter”) are names that no gazetteer needs to explain: they are not reported.
//!
//! To put it right, add an entry, add the form to the entry that is meant, or, where it is no name,
//! list it under `[names] ignore`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Subject;
use crate::finding::{Finding, Related, Severity};
use crate::gazetteer::EntryIx;
use crate::reading::{self, Mention, Reason, Status};
use crate::rules::ambiguous_name::{one_of, told_apart};
use crate::rules::misspelt_name;
use crate::text::fold::fold;

/// The rule's code.
pub const CODE: &str = "unresolved-name";

/// Reports unknown names.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    if subject.gazetteer.is_empty() {
        return Vec::new();
    }
    let severity = if subject.settings.configured { severity } else { Severity::Information.min(severity) };
    unknown_forms(subject)
        .into_values()
        .filter_map(|mentions| {
            let near = misspelt_name::near(subject, mentions[0]);
            if near.only().is_some() {
                return None; // it is a misspelling
            }
            let name = mentions[0].span.of(subject.text);
            let shown = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let candidates = candidates(subject, mentions[0]);
            let proposed = matches!(mentions[0].reason, Reason::Proposed { .. });
            let name = |&entry: &EntryIx| {
                let record = subject.gazetteer.entry(entry);
                if proposed {
                    format!("{} ({})", record.name(), record.id)
                } else {
                    told_apart(subject.gazetteer, entry, &candidates)
                }
            };
            let names: Vec<String> = candidates.iter().map(name).collect();
            let message = if proposed {
                format!("“{shown}” may be {}; nothing here says that it is", one_of(&names))
            } else if names.is_empty() {
                format!("“{shown}” is not in the gazetteer")
            } else {
                format!("“{shown}” alone is not enough to mean {}; nothing else here speaks for it", one_of(&names))
            };
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
            for &name in &near.names {
                let message = format!("spelt much like “{}”", subject.gazetteer.name(name).form);
                finding.related.push(Related { at: subject.gazetteer.header(name.entry), message });
            }
            Some(finding)
        })
        .collect()
}

/// The entries that may be meant by an unresolved name: those that imports propose, and those that list the form as a weak
/// one, where that is why it is unresolved.
fn candidates(subject: Subject<'_>, mention: &Mention) -> Vec<EntryIx> {
    let Reason::Weak { name } = mention.reason else { return mention.candidates().to_vec() };
    let uses = subject.gazetteer.names().lookup(&subject.gazetteer.name(name).form);
    let mut entries: Vec<EntryIx> = uses.map(|used| used.name.entry).collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// The unresolved mentions of an article by folded form, each group in order of place. A part of an
/// unknown name goes with the name in full. Pins that lead nowhere have a rule of their own.
pub(super) fn unknown_forms(subject: Subject<'_>) -> BTreeMap<String, Vec<&Mention>> {
    // Few forms are written often: each is folded once.
    let mut written: FxHashMap<&str, Vec<&Mention>> = FxHashMap::default();
    for mention in subject.reading.mentions.iter().filter(|mention| mention.status == Status::Unresolved) {
        let full = match mention.reason {
            Reason::Pin(_) | Reason::Unknown(reading::HOLIDAY) => continue,
            Reason::Short { full, .. } | Reason::Acronym { full } => full,
            _ => mention.span,
        };
        written.entry(full.of(subject.text)).or_default().push(mention);
    }
    let mut forms: BTreeMap<String, Vec<&Mention>> = BTreeMap::new();
    for (form, mentions) in written {
        forms.entry(fold(form)).or_default().extend(mentions);
    }
    for mentions in forms.values_mut() {
        mentions.sort_unstable_by_key(|mention| mention.span);
    }
    forms
}
