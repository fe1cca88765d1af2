//! What is wrong in a source: the first of like problems, and how often it comes again.

use rustc_hash::FxHashMap;

use crate::finding::{Finding, Severity};
use crate::gazetteer::lints;
use crate::settings::Settings;
use crate::text::Span;

/// How many different problems of a source are listed.
const MOST: usize = 100;
/// How many different ones are told apart; more of them are only counted.
const KNOWN: usize = 10_000;

/// A problem of a source, at the first line that has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The number of the line, from 1.
    pub line: u32,
    /// The line in the source, in bytes, without the line break.
    pub span: Span,
    /// Code of the rule: that of the gazetteer's own lints.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// On how many lines more it comes again.
    pub again: u64,
}

impl Problem {
    /// The problem as a finding in the source, at the severity of the settings; none where it is off. Its text is empty:
    /// nobody reads the source again to cut it out.
    pub fn finding(&self, settings: &Settings) -> Option<Finding> {
        let severity = settings.severity(self.code, lints::default_severity(self.code).or(Some(Severity::Warning)))?;
        let mut finding = Finding::new(self.code, severity, "", self.span, self.message.clone());
        finding.reason = match self.again {
            0 => String::new(),
            1 => "One more line has it.".to_owned(),
            more => format!("{more} more lines have it."),
        };
        Some(finding)
    }

    /// The code of these words among those that problems have: for problems that were written down.
    pub fn code_of(words: &str) -> Option<&'static str> {
        lints::CODES.iter().map(|lint| lint.0).find(|code| *code == words)
    }
}

/// Collects the problems of a source.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    /// The place in the list of each code and message; none for those beyond it.
    known: FxHashMap<(&'static str, String), Option<usize>>,
    unlisted: u64,
}

impl Problems {
    /// Adds a part that cannot be read.
    pub(super) fn broken(&mut self, line: u32, span: Span, message: impl Into<String>) {
        self.add(line, span, lints::BROKEN, message.into());
    }

    /// Adds one; one that says the same as another is only counted.
    pub(super) fn add(&mut self, line: u32, span: Span, code: &'static str, message: String) {
        if let Some(known) = self.known.get(&(code, message.clone())) {
            match known {
                Some(known) => self.list[*known].again += 1,
                None => self.unlisted += 1,
            }
            return;
        }
        let listed = self.list.len() < MOST;
        if self.known.len() < KNOWN {
            self.known.insert((code, message.clone()), listed.then_some(self.list.len()));
        }
        if listed {
            self.list.push(Problem { line, span, code, message, again: 0 });
        } else {
            self.unlisted += 1;
        }
    }

    /// Those listed, in order of line, and how many are not.
    pub(super) fn finish(mut self) -> (Vec<Problem>, u64) {
        self.list.sort_by_key(|problem| problem.line);
        (self.list, self.unlisted)
    }
}
