//! # role-expired
//!
//! A title that the person held before, and not on the article's date. Where the sentence speaks of another time ("in
//! 2016", "last month"), that time counts; where it only hints at one ("at the time", "when") nothing is
//! reported. Titles in quotation marks are somebody else's words.
//!
//! The fixes add "former", name the holder of the day, or give the person the title of the day. If the
//! title is right, the dates of the role in the gazetteer want correcting, or a second role adding.

use super::titles::Wrong;
use super::{Subject, titles};
use crate::finding::{Finding, Severity};
use crate::gazetteer::tenure::Verdict;

/// The rule's code.
pub const CODE: &str = "role-expired";

/// Reports titles that have expired.
pub(super) fn check(subject: Subject<'_>, wrong: &[Wrong<'_>], severity: Severity) -> Vec<Finding> {
    titles::findings(
        subject,
        wrong,
        (CODE, severity),
        Verdict::Expired,
        |person, post, wrong| format!("{person} was no longer {post} on {}{}", wrong.on, titles::then_held(subject, wrong)),
        |wrong| [vec![titles::add_former(subject, wrong)], titles::instead(subject, wrong)].concat(),
    )
}
