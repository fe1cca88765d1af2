//! # variant-form
//!
//! An accepted spelling that is not the house form. Off where the configuration says nothing: accepted is
//! accepted. A house that wants one spelling only turns it on.
//!
//! The fix is the house form. Words in quotation marks and credits are somebody else's and are left alone; so
//! are other kinds of names: abbreviations, nicknames, former names, designations, forms that leave words out,
//! and forms in another script.

use super::Subject;
use super::own_words::OwnWords;
use crate::finding::{Finding, Severity};
use crate::gazetteer::NameUse;
use crate::variants::{Name, respelt};

/// The rule's code.
pub const CODE: &str = "variant-form";

/// Reports spellings that are not the house form.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    let mut words = OwnWords::of(subject.text);
    super::listed_forms(
        subject,
        NameUse::Spelling,
        |mention| words.has(mention.span),
        |subject, mention, name| {
            let house = subject.gazetteer.entry(name.entry).name();
            let written = &subject.gazetteer.name(name).form;
            if !respelt(&Name::new(house), &Name::new(written)) {
                return None;
            }
            let message = format!("“{written}” is accepted, but this house prints “{house}”");
            let mut finding = Finding::new(CODE, severity, subject.text, mention.span, message);
            finding.fixes.push(super::replace(subject, std::slice::from_ref(&mention.span), house, false));
            Some(finding)
        },
    )
}
