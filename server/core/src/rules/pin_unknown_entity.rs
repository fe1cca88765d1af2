//! # pin-unknown-entity
//!
//! A pin whose id no entry has: `[Lavrov](entity:sergey-lavrow)`, or a value of `entities` in the front
//! matter. It is one finding for each pin. The former ids of an entry (`formerly`) are its own.
//!
//! To put it right, write the id of the entry that is meant, or `not-a-name` where the words name
//! nothing.

use super::Subject;
use crate::finding::{Edit, Finding, Fix, Location, Related, Severity};
use crate::gazetteer::words::shown;
use crate::reading::Pinned;
use crate::text::Span;

/// The rule's code.
pub const CODE: &str = "pin-unknown-entity";

/// How many unknown ids are looked up for what was meant: each is compared with every id.
const MEANT: usize = 25;

/// Reports pins that lead nowhere.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    if subject.gazetteer.is_empty() {
        return Vec::new();
    }
    let unknown = subject.reading.pins.iter().filter(|pin| pin.meant == Pinned::NoEntry);
    let finding = |(n, span)| {
        let id = Span::of(span, subject.text);
        let meant = if n < MEANT { subject.gazetteer.nearest_id(id) } else { None };
        let message = match meant {
            Some(meant) => format!("no entry has the id “{}”; did you mean “{meant}”?", shown(id)),
            None => format!("no entry has the id “{}”", shown(id)),
        };
        let mut finding = Finding::new(CODE, severity, subject.text, span, message);
        "an annotation says whom the name means by the id of an entry".clone_into(&mut finding.reason);
        if let Some(meant) = meant {
            let at = Location { path: subject.path.clone(), span };
            let edits = vec![Edit { at, new: meant.to_owned() }];
            finding.fixes.push(Fix { title: format!("Replace with “{meant}”"), safe: false, edits });
            if let Some(entry) = subject.gazetteer.find(meant) {
                let message = subject.gazetteer.entry(entry).name().to_owned();
                finding.related.push(Related { at: subject.gazetteer.header(entry), message });
            }
        }
        finding
    };
    unknown.map(|pin| pin.id).enumerate().map(finding).collect()
}
