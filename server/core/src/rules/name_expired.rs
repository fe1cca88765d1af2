//! # name-expired
//!
//! A name that was given up before the article's date: Jabhat al-Nusra for what was Hayat Tahrir al-Sham by
//! then. It is one whose `until` is past. Names in quotation marks are somebody else's words; sentences
//! that speak of another time, and names that the article explains ("formerly Twitter"), are left alone.
//!
//! The fix is the name of the day.

use super::Subject;
use super::dated_names::{self, Out};
use crate::finding::{Finding, Severity};

/// The rule's code.
pub const CODE: &str = "name-expired";

/// Reports names out of their time.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    dated_names::findings(subject, Out::Expired, |mention, name, on| {
        let then = dated_names::then_called(subject.gazetteer, mention, on);
        let message = format!("“{}” was no longer the name on {on}{then}", name.form);
        Finding::new(CODE, severity, subject.text, mention.span, message)
    })
}
