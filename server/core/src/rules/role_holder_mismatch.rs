//! # role-holder-mismatch
//!
//! A title that the person never held, while somebody else certainly holds the post on the article's date.
//! It is reported only where the title can mean nothing else: its country or body stands beside it, or the
//! person holds another post of that country. A post that several may hold at once (`holders =
//! "many"`) is left alone, and so is a title with "acting".
//!
//! The fixes name the holder of the day, or give the person the title of the day. If the title is right,
//! the gazetteer wants the role.

use super::titles::Wrong;
use super::{Subject, titles};
use crate::finding::{Finding, Severity};
use crate::gazetteer::tenure::Verdict;

/// The rule's code.
pub const CODE: &str = "role-holder-mismatch";

/// Reports titles that somebody else holds.
pub(super) fn check(subject: Subject<'_>, wrong: &[Wrong<'_>], severity: Severity) -> Vec<Finding> {
    titles::findings(
        subject,
        wrong,
        (CODE, severity),
        Verdict::Never,
        |person, post, wrong| format!("{person} was not {post} on {}{}", wrong.on, titles::then_held(subject, wrong)),
        |wrong| titles::instead(subject, wrong),
    )
}
