//! The rules: each looks at one article's reading and reports findings.
//!
//! One file a rule: its doc comment is its manual page. A rule is one line in [`RULES`].

pub mod ambiguous_name;
pub mod avoided_form;
mod dated_names;
pub mod misspelt_name;
pub mod mixed_spelling;
pub mod name_expired;
pub mod name_not_yet;
pub mod not_former;
mod own_words;
pub mod pin_unknown_entity;
pub mod role_expired;
pub mod role_holder_mismatch;
pub mod role_not_yet;
mod titles;
pub mod undated_article;
pub mod unresolved_name;
pub mod variant_form;

use std::cell::LazyCell;
use std::collections::BTreeMap;

use crate::finding::{DocPath, Edit, Finding, Fix, Location, Related, Severity};
use crate::gazetteer::{Gazetteer, NameRef, NameUse};
use crate::reading::{Mention, Reading, Reason};
use crate::settings::Settings;
use crate::text::Span;

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

/// How a rule looks at an article.
#[derive(Clone, Copy, Debug)]
enum Check {
    /// By itself.
    Alone(fn(Subject<'_>, Severity) -> Vec<Finding>),
    /// At the wrong titles, which are found once for all the rules on titles.
    Titles(fn(Subject<'_>, &[titles::Wrong<'_>], Severity) -> Vec<Finding>),
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
    check: Check,
}

/// The rules on articles, in order of code.
pub const RULES: &[Rule] = &[
    Rule {
        code: ambiguous_name::CODE,
        severity: Some(Severity::Warning),
        summary: "a name that two or more entries have",
        check: Check::Alone(ambiguous_name::check),
    },
    Rule {
        code: avoided_form::CODE,
        severity: Some(Severity::Warning),
        summary: "a form that this house does not print",
        check: Check::Alone(avoided_form::check),
    },
    Rule {
        code: misspelt_name::CODE,
        severity: Some(Severity::Warning),
        summary: "a misspelling, or an unknown name spelt much like a known one",
        check: Check::Alone(misspelt_name::check),
    },
    Rule {
        code: mixed_spelling::CODE,
        severity: Some(Severity::Warning),
        summary: "a name that the article spells in two ways",
        check: Check::Alone(mixed_spelling::check),
    },
    Rule {
        code: name_expired::CODE,
        severity: Some(Severity::Warning),
        summary: "a name that was given up before the article's date",
        check: Check::Alone(name_expired::check),
    },
    Rule {
        code: name_not_yet::CODE,
        severity: Some(Severity::Warning),
        summary: "a name that came into use only after the article's date",
        check: Check::Alone(name_not_yet::check),
    },
    Rule {
        code: not_former::CODE,
        severity: Some(Severity::Warning),
        summary: "a person who is called former on a day of office",
        check: Check::Titles(not_former::check),
    },
    Rule {
        code: pin_unknown_entity::CODE,
        severity: Some(Severity::Warning),
        summary: "a person's annotation with an id that no entry has",
        check: Check::Alone(pin_unknown_entity::check),
    },
    Rule {
        code: role_expired::CODE,
        severity: Some(Severity::Warning),
        summary: "a title that the person held before, and not on the day",
        check: Check::Titles(role_expired::check),
    },
    Rule {
        code: role_holder_mismatch::CODE,
        severity: Some(Severity::Warning),
        summary: "a title that somebody else holds, and the person never held",
        check: Check::Titles(role_holder_mismatch::check),
    },
    Rule {
        code: role_not_yet::CODE,
        severity: Some(Severity::Warning),
        summary: "a title that the person came to hold only later",
        check: Check::Titles(role_not_yet::check),
    },
    Rule {
        code: undated_article::CODE,
        severity: None,
        summary: "an article without a date",
        check: Check::Alone(undated_article::check),
    },
    Rule {
        code: unresolved_name::CODE,
        severity: Some(Severity::Warning),
        summary: "a name that no entry explains",
        check: Check::Alone(unresolved_name::check),
    },
    Rule {
        code: variant_form::CODE,
        severity: None,
        summary: "an accepted spelling that is not the house form",
        check: Check::Alone(variant_form::check),
    },
];

/// Codes of the findings that no rule on articles makes: unreadable files and the gazetteer's lints.
/// They can be given a severity in `[rules]` like any rule.
pub fn known_codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.code).chain(crate::gazetteer::lints::CODES.iter().map(|lint| lint.0)).chain(["unreadable-file"])
}

/// Every finding of an article, in order of place, then code.
pub fn check(subject: Subject<'_>) -> Vec<Finding> {
    let wrong_titles = LazyCell::new(|| titles::wrong(subject));
    let mut findings = Vec::new();
    for rule in RULES {
        if let Some(severity) = subject.settings.severity(rule.code, rule.severity) {
            findings.extend(match rule.check {
                Check::Alone(check) => check(subject, severity),
                Check::Titles(check) => check(subject, &wrong_titles, severity),
            });
        }
    }
    findings.sort_by(|a, b| (a.start(), a.rule).cmp(&(b.start(), b.rule)));
    findings
}

/// One finding for each listed form of that use in the article, with all the places that are
/// `wanted` (asked in order of place); `finding` makes it for the first place, or says that there is none.
fn listed_forms(
    subject: Subject<'_>,
    usage: NameUse,
    mut wanted: impl FnMut(&Mention) -> bool,
    finding: impl Fn(Subject<'_>, &Mention, NameRef) -> Option<Finding>,
) -> Vec<Finding> {
    let mut places: BTreeMap<NameRef, Vec<&Mention>> = BTreeMap::new();
    for mention in &subject.reading.mentions {
        if let Reason::Listed { name, .. } = mention.reason
            && subject.gazetteer.name(name).usage == usage
            && wanted(mention)
        {
            places.entry(name).or_default().push(mention);
        }
    }
    let whole = |(name, mentions): (NameRef, Vec<&Mention>)| {
        let mut finding = finding(subject, mentions[0], name)?;
        let entry = subject.gazetteer.entry(name.entry);
        let listed = subject.gazetteer.path_of(name.entry).clone();
        finding.entity = Some(entry.id.clone());
        finding.reason = mentions[0].reason_in_words(subject.text, subject.gazetteer);
        finding.places = mentions.iter().map(|mention| mention.span).collect();
        finding.related.push(Related {
            at: Location { path: listed, span: subject.gazetteer.name(name).span },
            message: format!("listed here for {}", entry.name()),
        });
        for fix in &mut finding.fixes {
            *fix = replace(subject, &finding.places, entry.name(), fix.safe);
        }
        Some(finding)
    };
    places.into_iter().filter_map(whole).collect()
}

/// The fix that writes `new` at each place.
fn replace(subject: Subject<'_>, places: &[Span], new: &str, safe: bool) -> Fix {
    let at = |&span: &Span| Edit { at: Location { path: subject.path.clone(), span }, new: new.to_owned() };
    Fix { title: format!("Replace with “{new}”"), safe, edits: places.iter().map(at).collect() }
}

#[cfg(test)]
mod tests;
