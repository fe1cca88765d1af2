//! The findings of one gazetteer file while it is being read.

use super::lints;
use crate::finding::{DocPath, Edit, Finding, Fix, Location, Related, Severity};
use crate::settings::Settings;
use crate::text::Span;

/// How many findings of one file are listed; the last of them counts the others. A file of another
/// format that was taken for a gazetteer has one on every line.
pub(super) const MOST: usize = 10_000;

/// Collects the findings of a file, each at the severity that the settings give it.
pub(super) struct Report<'a> {
    path: &'a DocPath,
    text: &'a str,
    settings: &'a Settings,
    findings: Vec<Finding>,
    unlisted: usize,
    /// Nothing is added while this is set: what a merge conflict breaks is reported once.
    pub mute: bool,
}

impl<'a> Report<'a> {
    pub fn new(path: &'a DocPath, text: &'a str, settings: &'a Settings) -> Report<'a> {
        Report { path, text, settings, findings: Vec::new(), unlisted: 0, mute: false }
    }

    /// Adds a finding, unless its rule is off. The caller may add to it what explains or mends it.
    pub fn add(&mut self, code: &'static str, place: Span, message: impl Into<String>) -> Option<&mut Finding> {
        let severity = self.settings.severity(code, lints::default_severity(code))?;
        if self.mute {
            return None;
        }
        if self.findings.len() >= MOST {
            self.unlisted += 1;
            return None;
        }
        let place = self.fitted(place);
        self.findings.push(Finding::new(code, severity, self.text, place, message));
        self.findings.last_mut()
    }

    /// How many there are up to now, listed or not.
    pub fn len(&self) -> usize {
        self.findings.len() + self.unlisted
    }

    /// The findings added since there were `len` of them.
    pub fn since(&mut self, len: usize) -> &mut [Finding] {
        let len = len.min(self.findings.len());
        &mut self.findings[len..]
    }

    /// A place in this file.
    pub fn at(&self, span: Span) -> Location {
        Location { path: self.path.clone(), span }
    }

    /// A place in this file that explains a finding.
    pub fn related(&self, span: Span, message: impl Into<String>) -> Related {
        Related { at: self.at(span), message: message.into() }
    }

    /// A fix with one edit.
    pub fn fix(&self, title: impl Into<String>, safe: bool, span: Span, new: impl Into<String>) -> Fix {
        Fix { title: title.into(), safe, edits: vec![Edit { at: self.at(span), new: new.into() }] }
    }

    /// All of them, in order of place, then code.
    pub fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by(|a, b| (a.start(), a.rule).cmp(&(b.start(), b.rule)));
        if self.unlisted > 0 {
            let message = format!("There are {} more findings in this file.", self.unlisted);
            let place = self.fitted(Span::at(self.text.len() as u32));
            self.findings.push(Finding::new(lints::BROKEN, Severity::Error, self.text, place, message));
        }
        self.findings
    }

    /// The span moved outwards to the nearest places where it fits the text.
    fn fitted(&self, span: Span) -> Span {
        let length = self.text.len();
        let mut start = (span.start as usize).min(length);
        let mut end = (span.end as usize).clamp(start, length);
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start as u32, end as u32)
    }
}
