//! The rules: each looks at one article's reading and reports findings.
//!
//! One file a rule: its doc comment is its manual page. A rule is one line in [`RULES`].

use crate::finding::{DocPath, Finding, Severity};
use crate::gazetteer::Gazetteer;
use crate::reading::Reading;
use crate::settings::Settings;

/// What a rule looks at: one article, read.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The article's path.
    pub path: &'a DocPath,
    /// Its decoded text.
    pub text: &'a str,
    /// Its reading.
    pub reading: &'a Reading,
    /// The known entities.
    pub gazetteer: &'a Gazetteer,
    /// The corpus's settings.
    pub settings: &'a Settings,
}

/// A check with a code.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Kebab-case code.
    pub code: &'static str,
    /// Severity where the configuration says nothing; none is off.
    pub severity: Option<Severity>,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Reports, at the given severity.
    pub check: fn(Subject<'_>, Severity) -> Vec<Finding>,
}

/// The rules on articles, in order of code.
pub const RULES: &[Rule] = &[];

/// Codes of the findings that no rule on articles makes: unreadable files and the gazetteer's lints.
/// They can be given a severity in `[rules]` like any rule.
pub fn known_codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.code).chain(crate::gazetteer::lints::CODES.iter().map(|lint| lint.0)).chain(["unreadable-file"])
}

/// Every finding of an article, in order of place, then code.
pub fn check(subject: Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Some(severity) = subject.settings.severity(rule.code, rule.severity) {
            findings.extend((rule.check)(subject, severity));
        }
    }
    findings.sort_by(|a, b| (a.start(), a.rule).cmp(&(b.start(), b.rule)));
    findings
}
