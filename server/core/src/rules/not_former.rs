//! # not-former
//!
//! A person who is called former on a day of office. On the last day of a term, when the office is handed
//! over, both are right.
//!
//! The fix leaves out "former".

use super::{Subject, titles};
use crate::finding::{Finding, Severity};
use crate::gazetteer::tenure::Verdict;

/// The rule's code.
pub const CODE: &str = "not-former";

/// Reports people who are called former while in office.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    titles::findings(
        subject,
        (CODE, severity),
        Verdict::NotFormer,
        |person, post, wrong| format!("{person} was in office as {post} on {}", wrong.on),
        |wrong| titles::drop_former(subject, wrong).into_iter().collect(),
    )
}
