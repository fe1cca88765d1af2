//! Lints of gazetteers: what is wrong, doubtful or dangerous in them, each with its own code.
//!
//! Those that one entry shows by itself (a bad date, an unknown field) are reported while its file is
//! read ([`super::reader`]). Those that need the whole set are in the modules here, one a file.

mod duplicate_id;
mod redirect_loop;
mod shared_name;
mod two_holders;
pub(super) mod unknown_field;
mod unknown_id;
pub(super) mod unknown_kind;
pub(super) mod until_before_from;
pub(super) mod weak_name;

use std::sync::Arc;

use super::{Entry, Gazetteer, GazetteerFile};
use crate::finding::{DocPath, Edit, Finding, Fix, Location, Related, Severity};
use crate::settings::Settings;
use crate::text::Span;

/// Code of what cannot be read.
pub const BROKEN: &str = "broken-gazetteer";

/// Every lint of gazetteer files, those of single files included: code, default severity (none is
/// off), what it finds.
pub const CODES: &[(&str, Option<Severity>, &str)] = &[
    ("bad-date", Some(Severity::Warning), "A date that is not written as the gazetteer writes dates, or does not exist."),
    (BROKEN, Some(Severity::Error), "A part of a gazetteer that cannot be read."),
    ("duplicate-id", Some(Severity::Error), "Two entries with the same id."),
    ("redirect-loop", Some(Severity::Error), "A former id that leads to two entries, or round in a circle."),
    ("shared-name", Some(Severity::Warning), "A name that two entries have, so that articles cannot tell them apart."),
    ("two-holders", Some(Severity::Warning), "Two people who hold a post at once that one person holds."),
    ("unknown-field", Some(Severity::Warning), "A field that the format does not have."),
    ("unknown-id", Some(Severity::Warning), "A reference to an entry that does not exist."),
    ("unknown-kind", Some(Severity::Warning), "A kind that is neither built in nor one of the corpus's own."),
    ("unknown-value", Some(Severity::Warning), "A word where the format has a choice of others."),
    ("until-before-from", Some(Severity::Warning), "Something that ends before it begins."),
    ("weak-name", Some(Severity::Information), "A name so short or ordinary that it is found where nobody is meant."),
];

/// The severity of a lint where the configuration says nothing; none where it is off or no lint.
pub(crate) fn default_severity(code: &str) -> Option<Severity> {
    CODES.iter().find(|lint| lint.0 == code).and_then(|lint| lint.1)
}

/// The lints of the whole set, in order of path and place, at the severities of the settings.
pub fn check(gazetteer: &Gazetteer, settings: &Settings) -> Vec<(DocPath, Finding)> {
    let mut set = Set { gazetteer, settings, findings: Vec::new() };
    duplicate_id::check(&mut set);
    redirect_loop::check(&mut set);
    shared_name::check(&mut set);
    two_holders::check(&mut set);
    unknown_id::check(&mut set);
    let mut findings = set.findings;
    findings.sort_by(|(a, x), (b, y)| (a, x.start(), x.rule).cmp(&(b, y.start(), y.rule)));
    findings
}

/// The whole set while it is looked at.
struct Set<'g> {
    gazetteer: &'g Gazetteer,
    settings: &'g Settings,
    findings: Vec<(DocPath, Finding)>,
}

impl Set<'_> {
    /// Whether a lint is on.
    fn is_on(&self, code: &str) -> bool {
        self.settings.severity(code, default_severity(code)).is_some()
    }

    /// Adds a finding on an entry, at a place of its file where a string stands that reads `says`.
    fn add(
        &mut self,
        code: &'static str,
        file: &GazetteerFile,
        entry: &Entry,
        (place, says): (Span, &str),
        message: String,
    ) -> Option<&mut Finding> {
        let severity = self.settings.severity(code, default_severity(code))?;
        // The last good version of a broken block has all its places at the header.
        let says = if place == entry.header { &entry.id } else { says };
        let finding = Finding {
            rule: code,
            severity,
            message,
            text: file.words_at(place, says).to_owned(),
            entity: Some(Arc::clone(&entry.id)),
            reason: String::new(),
            places: vec![place],
            related: Vec::new(),
            fixes: Vec::new(),
        };
        self.findings.push((Arc::clone(&file.path), finding));
        self.findings.last_mut().map(|(_, finding)| finding)
    }
}

/// Another place that explains a finding.
fn related(file: &GazetteerFile, span: Span, message: impl Into<String>) -> Related {
    Related { at: Location { path: Arc::clone(&file.path), span }, message: message.into() }
}

/// A fix with one edit, to be looked at by a person.
fn fix(file: &GazetteerFile, title: impl Into<String>, span: Span, new: impl Into<String>) -> Fix {
    let at = Location { path: Arc::clone(&file.path), span };
    Fix { title: title.into(), safe: false, edits: vec![Edit { at, new: new.into() }] }
}

/// Words as they stand between the quotes of a string.
pub(crate) fn in_quotes(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
pub(in crate::gazetteer) mod tests {
    use std::sync::Arc;

    use crate::finding::{DocPath, Finding};
    use crate::gazetteer::{Gazetteer, GazetteerFile, reader};
    use crate::settings::Settings;

    /// Reads files and joins them: every finding with the number of its file, from 1.
    #[track_caller]
    fn findings(texts: &[&str]) -> Vec<(usize, Finding)> {
        let files: Vec<Arc<GazetteerFile>> = texts
            .iter()
            .enumerate()
            .map(|(n, text)| Arc::new(reader::read(&path(n), text, &Settings::default(), None)))
            .collect();
        let gazetteer = Gazetteer::build(files.clone(), &Settings::default());
        let own = files.iter().flat_map(|file| file.findings.iter().map(|finding| (Arc::clone(&file.path), finding.clone())));
        let all = own.chain(gazetteer.findings().iter().cloned());
        let mut all: Vec<(usize, Finding)> =
            all.map(|(of, finding)| ((0..texts.len()).find(|&n| path(n) == of).unwrap(), finding)).collect();
        all.sort_by_key(|(n, finding)| (*n, finding.start()));
        for (n, finding) in &all {
            assert_eq!(texts[*n].get(finding.places[0].range()), Some(finding.text.as_str()), "{finding:?}");
            for related in &finding.related {
                let other = (0..texts.len()).find(|&n| path(n) == related.at.path).expect("a file");
                assert!(texts[other].get(related.at.span.range()).is_some_and(|words| !words.is_empty()), "{finding:?}");
            }
        }
        all
    }

    fn path(n: usize) -> DocPath {
        DocPath::from(format!("gazetteer/{n:02}.toml"))
    }

    /// Checks the words at which a lint speaks up, in one file that can be read.
    #[track_caller]
    pub fn fires(code: &str, text: &str, at: &[&str]) -> Vec<Finding> {
        let at: Vec<String> = at.iter().map(|words| format!("1:{words}")).collect();
        fires_in(code, &[text], &at.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Checks the words at which a lint speaks up in several files, each with the number of its file.
    #[track_caller]
    pub fn fires_in(code: &str, texts: &[&str], at: &[&str]) -> Vec<Finding> {
        let mut found = findings(texts);
        assert!(found.iter().all(|(_, finding)| finding.rule != super::BROKEN), "{found:#?}");
        found.retain(|(_, finding)| finding.rule == code);
        let words: Vec<String> = found.iter().map(|(n, finding)| format!("{}:{}", n + 1, finding.text)).collect();
        assert_eq!(words, at, "{texts:?}");
        found.into_iter().map(|(_, finding)| finding).collect()
    }

    /// Checks what the first fix of the only finding of a lint makes of the text.
    #[track_caller]
    pub fn fixed(code: &str, text: &str, expected: &str) {
        let found = only_finding(code, text);
        let mut mended = text.to_owned();
        for edit in found.fixes.first().expect("a fix").edits.iter().rev() {
            mended.replace_range(edit.at.span.range(), &edit.new);
        }
        assert_eq!(mended, expected);
    }

    #[track_caller]
    fn only_finding(code: &str, text: &str) -> Finding {
        let mut found: Vec<Finding> =
            findings(&[text]).into_iter().map(|(_, finding)| finding).filter(|finding| finding.rule == code).collect();
        assert_eq!(found.len(), 1, "{found:#?}");
        found.remove(0)
    }

    #[test]
    fn codes_are_in_order_and_used_once() {
        assert!(super::CODES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn settings_give_the_severity() {
        let mut settings = Settings::default();
        settings.rules.insert("duplicate-id".to_owned(), Some(crate::finding::Severity::Hint));
        settings.rules.insert("shared-name".to_owned(), None);
        let text = "[a]\nkind = \"place\"\nname = \"Abel\"\n[a]\nkind = \"place\"\nname = \"Abel\"\n[b]\nkind = \"place\"\nname = \"Abel\"\n";
        let file = Arc::new(reader::read(&path(0), text, &settings, None));
        let gazetteer = Gazetteer::build(vec![file], &settings);
        let found: Vec<_> = gazetteer.findings().iter().map(|(_, finding)| (finding.rule, finding.severity)).collect();
        assert_eq!(found, [("duplicate-id", crate::finding::Severity::Hint)]);
    }

    #[test]
    fn an_entry_that_stands_in_for_a_broken_block_is_reported_at_its_header() {
        let text = "[a]\nkind = \"place\"\nname = \"Abel\"\npart_of = \"nowhere\"\n[b]\nkind = \"place\"\nname = \"Abel\"\n";
        let before = reader::read(&path(0), text, &Settings::default(), None);
        let text = text.replace("\"nowhere\"", "\"nowhere");
        let file = Arc::new(reader::read(&path(0), &text, &Settings::default(), Some(&before)));
        let gazetteer = Gazetteer::build(vec![file], &Settings::default());
        for (_, finding) in gazetteer.findings() {
            assert_eq!(text.get(finding.places[0].range()), Some(finding.text.as_str()), "{finding:?}");
        }
        assert_eq!(
            gazetteer.findings().iter().map(|(_, finding)| finding.rule).collect::<Vec<_>>(),
            ["unknown-id", "shared-name"]
        );
    }
}
