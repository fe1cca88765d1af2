//! # undated-article
//!
//! An article without a date: its titles and dated names are not judged. Off unless the configuration gives it
//! a severity; every run of `check` says how many articles have no date.
//!
//! To put it right: give the article its date in front matter, in a dateline, in the `dates` table or
//! in the file's name.

use super::Subject;
use crate::finding::{Finding, Severity};
use crate::text::Span;

/// The rule's code.
pub const CODE: &str = "undated-article";

/// Reports an article without a date, at its first line.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    if subject.reading.date.is_some() {
        return Vec::new();
    }
    let line = subject.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let start = subject.text.find(line).unwrap_or(0) as u32;
    let place = Span::new(start, start + line.len() as u32);
    let message = "The article has no date, so its titles and dated names are not judged. Give it one: in front matter \
                   (`date: 2018-07-23`), in a dateline, in its file name or in the table of dates.";
    let mut finding = Finding::new(CODE, severity, subject.text, place, message);
    finding.reason.push_str("neither front matter, table, dateline nor file name has a date");
    vec![finding]
}
