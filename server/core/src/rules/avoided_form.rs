//! # avoided-form
//!
//! A form that the gazetteer lists with `as = "avoid"`: right, but not printed by this house.
//! The fix is the house form. Words in quotation marks are somebody else's and are left alone.

use super::Subject;
use super::own_words::OwnWords;
use crate::finding::{Finding, Severity};
use crate::gazetteer::NameUse;

/// The rule's code.
pub const CODE: &str = "avoided-form";

/// Reports forms to avoid.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    let mut words = OwnWords::of(subject.text);
    super::listed_forms(
        subject,
        NameUse::Avoid,
        |mention| !words.quoted(mention.span),
        |subject, mention, name| {
            let house = subject.gazetteer.entry(name.entry).name();
            let written = &subject.gazetteer.name(name).form;
            let message = format!("this house avoids “{written}”; it prints “{house}”");
            let mut finding = Finding::new(CODE, severity, subject.text, mention.span, message);
            finding.fixes.push(super::replace(subject, std::slice::from_ref(&mention.span), house, false));
            Some(finding)
        },
    )
}
