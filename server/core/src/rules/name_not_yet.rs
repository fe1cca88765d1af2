//! # name-not-yet
//!
//! A name that came into use only after the article's date: X for what was still Twitter. It is one whose
//! `from` lies ahead, or the house form while a name with `as = "former"` was still borne. Names in
//! quotation marks are somebody else's words; sentences that speak of another time, and names that
//! the article explains, are left alone.
//!
//! The fix is the name of the day.

use super::Subject;
use super::dated_names::{self, Out};
use crate::finding::{Finding, Severity};

/// The rule's code.
pub const CODE: &str = "name-not-yet";

/// Reports names out of their time.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    dated_names::findings(subject, Out::NotYet, |mention, name, on| {
        let then = dated_names::then_called(subject.gazetteer, mention, on);
        let message = format!("“{}” was not yet the name on {on}{then}", name.form);
        Finding::new(CODE, severity, subject.text, mention.span, message)
    })
}
