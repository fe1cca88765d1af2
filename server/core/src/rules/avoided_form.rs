//! # avoided-form
//!
//! A form that the gazetteer lists with `as = "avoid"`: right, but not printed by this house.
//! The fix is the house form. Words in quotation marks are somebody else's and are left alone.

use super::Subject;
use crate::finding::{Finding, Severity};
use crate::gazetteer::NameUse;

/// The rule's code.
pub const CODE: &str = "avoided-form";

/// Reports forms to avoid.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    super::listed_forms(
        subject,
        NameUse::Avoid,
        |mention| !super::quoted(subject.text, mention.span),
        |subject, mention, name| {
            let house = subject.gazetteer.entry(name.entry).name();
            let written = subject.gazetteer.name(name);
            let mut finding = Finding::new(
                CODE,
                severity,
                subject.text,
                mention.span,
                format!("this house avoids “{}”; it prints “{house}”", written.form),
            );
            finding.fixes.push(super::replace(subject, std::slice::from_ref(&mention.span), house, false));
            finding
        },
    )
}
