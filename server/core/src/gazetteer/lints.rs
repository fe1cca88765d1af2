//! Lints of gazetteers: what is wrong, doubtful or dangerous in them, each with its own code.
//!
//! Those that one entry shows by itself (a bad date, an unknown field) are reported while its file is
//! read ([`super::reader`]). Those that need the whole set are in the modules here, one a file.

pub(super) mod unknown_field;
pub(super) mod unknown_kind;
pub(super) mod until_before_from;
pub(super) mod weak_name;

use super::Gazetteer;
use crate::finding::{DocPath, Finding, Severity};
use crate::settings::Settings;

/// Code of what cannot be read.
pub const BROKEN: &str = "broken-gazetteer";

/// Every lint of gazetteer files, those of single files included: code, default severity (none is
/// off), what it finds.
pub const CODES: &[(&str, Option<Severity>, &str)] = &[
    ("bad-date", Some(Severity::Warning), "A date that is not written as the gazetteer writes dates, or does not exist."),
    (BROKEN, Some(Severity::Error), "A part of a gazetteer that cannot be read."),
    ("unknown-field", Some(Severity::Warning), "A field that the format does not have."),
    ("unknown-kind", Some(Severity::Warning), "A kind that is neither built in nor one of the corpus's own."),
    ("unknown-value", Some(Severity::Warning), "A word where the format has a choice of others."),
    ("until-before-from", Some(Severity::Warning), "Something that ends before it begins."),
    ("weak-name", Some(Severity::Information), "A name so short or ordinary that it is found where nobody is meant."),
];

/// The severity of a lint where the configuration says nothing; none where it is off or no lint.
pub(super) fn default_severity(code: &str) -> Option<Severity> {
    CODES.iter().find(|lint| lint.0 == code).and_then(|lint| lint.1)
}

/// The lints of the whole set, in order of path and place, at the severities of the settings.
pub fn check(gazetteer: &Gazetteer, settings: &Settings) -> Vec<(DocPath, Finding)> {
    let _ = (gazetteer, settings);
    Vec::new()
}

#[cfg(test)]
pub(in crate::gazetteer) mod tests {
    use std::sync::Arc;

    use crate::finding::{DocPath, Finding};
    use crate::gazetteer::{Gazetteer, GazetteerFile, reader};
    use crate::settings::Settings;

    fn read(text: &str) -> Arc<GazetteerFile> {
        let file = reader::read(&DocPath::from("gazetteer/test.toml"), text, &Settings::default(), None);
        for finding in &file.findings {
            for place in &finding.places {
                assert!(text.get(place.range()).is_some(), "{finding:?}");
            }
        }
        Arc::new(file)
    }

    /// Checks the words at which a lint speaks up, in one file.
    #[track_caller]
    pub fn fires(code: &str, text: &str, at: &[&str]) -> Vec<Finding> {
        let file = read(text);
        let gazetteer = Gazetteer::build(vec![Arc::clone(&file)], &Settings::default());
        let whole = gazetteer.findings().iter().map(|(_, finding)| finding.clone());
        let mut found: Vec<Finding> = file.findings.iter().cloned().chain(whole).collect();
        let broken: Vec<&Finding> =
            found.iter().filter(|finding| finding.rule == super::BROKEN && code != super::BROKEN).collect();
        assert!(broken.is_empty(), "{broken:#?}");
        found.retain(|finding| finding.rule == code);
        found.sort_by_key(Finding::start);
        for finding in &found {
            assert_eq!(finding.places[0].of(text), finding.text, "{finding:?}");
        }
        let words: Vec<&str> = found.iter().map(|finding| finding.text.as_str()).collect();
        assert_eq!(words, at, "{text}");
        found
    }

    /// Checks what the first fix of the only finding of a lint makes of the text.
    #[track_caller]
    pub fn fixed(code: &str, text: &str, expected: &str) {
        let file = read(text);
        let gazetteer = Gazetteer::build(vec![Arc::clone(&file)], &Settings::default());
        let whole = gazetteer.findings().iter().map(|(_, finding)| finding.clone());
        let found: Vec<Finding> = file.findings.iter().cloned().chain(whole).filter(|finding| finding.rule == code).collect();
        assert_eq!(found.len(), 1, "{found:#?}");
        let mut mended = text.to_owned();
        for edit in found[0].fixes[0].edits.iter().rev() {
            mended.replace_range(edit.at.span.range(), &edit.new);
        }
        assert_eq!(mended, expected);
    }
}
