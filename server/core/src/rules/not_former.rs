//! # not-former
//!
//! A person who is called former on a day of office. On the last day of a term, when the office is handed
//! over, both are right.
//!
//! The fixes leave out "former"; or, where the gazetteer gives the term no end, give it one that is not after the
//! article's date.

use super::titles::Wrong;
use super::{Subject, titles};
use crate::finding::{Finding, Severity};
use crate::gazetteer::tenure::Verdict;

/// The rule's code.
pub const CODE: &str = "not-former";

/// Reports people who are called former while in office.
pub(super) fn check(subject: Subject<'_>, wrong: &[Wrong<'_>], severity: Severity) -> Vec<Finding> {
    titles::findings(
        subject,
        wrong,
        (CODE, severity),
        Verdict::NotFormer,
        |person, post, wrong| format!("{person} was in office as {post} on {}", wrong.on),
        |wrong| [titles::drop_former(subject, wrong), titles::end_role(subject, wrong)].into_iter().flatten().collect(),
    )
}
