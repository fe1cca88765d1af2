//! # role-not-yet
//!
//! A title that the person came to hold only after the article's date, or after the time that the sentence
//! speaks of. "Former" before such a title does not make it right.
//!
//! The fixes name the holder of the day, or give the person the title of the day.

use super::titles::Wrong;
use super::{Subject, titles};
use crate::finding::{Finding, Severity};
use crate::gazetteer::tenure::Verdict;

/// The rule's code.
pub const CODE: &str = "role-not-yet";

/// Reports titles of offices that were taken up later.
pub(super) fn check(subject: Subject<'_>, wrong: &[Wrong<'_>], severity: Severity) -> Vec<Finding> {
    titles::findings(
        subject,
        wrong,
        (CODE, severity),
        Verdict::NotYet,
        |person, post, wrong| format!("{person} was not yet {post} on {}{}", wrong.on, titles::then_held(subject, wrong)),
        |wrong| titles::instead(subject, wrong),
    )
}
