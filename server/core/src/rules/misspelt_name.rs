//! # misspelt-name
//!
//! A form that the gazetteer lists as a misspelling, or an unknown name that is spelt much like a known one:
//! as transliterations differ ("Sergei" and "Sergey"), or one slip away (a letter too many, too few, wrong, or
//! two exchanged).
//!
//! The fix is the house form, or for an unknown form the known spelling it is near to. A known name is never
//! suggested for an ordinary word, for one with an ending of the language ("the Netanyahus"), for another given
//! name or another number, nor for a name of fewer than five letters, nor where two entries are about as near.

use super::Subject;
use super::unresolved_name::unknown_forms;
use crate::finding::{Edit, Finding, Fix, Location, Related, Severity};
use crate::gazetteer::{NameUse, Near};
use crate::reading::{Mention, Reason};

/// The rule's code.
pub const CODE: &str = "misspelt-name";

/// Reports misspelt names.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    let mut findings = super::listed_forms(
        subject,
        NameUse::Misspelling,
        |_| true,
        |subject, mention, name| {
            let house = subject.gazetteer.entry(name.entry).name();
            let written = subject.gazetteer.name(name);
            let mut finding = Finding::new(
                CODE,
                severity,
                subject.text,
                mention.span,
                format!("“{}” is a misspelling of “{house}”", written.form),
            );
            finding.fixes.push(super::replace(subject, std::slice::from_ref(&mention.span), house, true));
            Some(finding)
        },
    );
    for mentions in unknown_forms(subject).into_values() {
        let Some(near) = near(subject, mentions[0]).only() else { continue };
        let entry = subject.gazetteer.entry(near.entry);
        let known = &subject.gazetteer.name(near).form;
        let shown = mentions[0].span.of(subject.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut finding = Finding::new(
            CODE,
            severity,
            subject.text,
            mentions[0].span,
            format!("“{shown}” is not in the gazetteer; did you mean “{known}”?"),
        );
        finding.reason = format!("spelt much like “{known}”, a name of {}", entry.name());
        let full = mentions.iter().filter(|mention| !matches!(mention.reason, Reason::Short { .. } | Reason::Acronym { .. }));
        let places: Vec<_> = full.map(|mention| mention.span).collect();
        finding.related.push(Related { at: subject.gazetteer.header(near.entry), message: entry.name().to_owned() });
        finding.fixes.push(Fix {
            title: format!("Replace with “{known}”"),
            safe: false,
            edits: places
                .iter()
                .map(|&span| Edit { at: Location { path: subject.path.clone(), span }, new: known.to_string() })
                .collect(),
        });
        finding.places = mentions.iter().map(|mention| mention.span).collect();
        findings.push(finding);
    }
    findings
}

/// The known names that an unknown mention may be a misspelling of.
pub(super) fn near(subject: Subject<'_>, mention: &Mention) -> Near {
    if matches!(mention.reason, Reason::Short { .. } | Reason::Acronym { .. } | Reason::Proposed { .. }) {
        return Near::default();
    }
    let form = mention.span.of(subject.text);
    // A listed name that nothing supports is unknown here, and spelt right.
    let listed = !subject.gazetteer.names().lookup(form).is_empty();
    if listed { Near::default() } else { subject.gazetteer.near().to(form, subject.gazetteer) }
}
