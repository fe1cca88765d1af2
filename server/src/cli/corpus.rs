//! A corpus as the subcommands use it: the gazetteer in memory, articles read one at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use nomenclator_core::finding::{DocPath, Finding, Severity};
use nomenclator_core::gazetteer::Gazetteer;
use nomenclator_core::reading::{self, Article, Context, Reading};
use nomenclator_core::text::position::LineIndex;

use super::scope::{Asked, Scope};
use crate::workspace::{Dates, File, Loaded, Unreadable};

/// A corpus, its gazetteer loaded.
pub struct Corpus {
    /// The files.
    pub scope: Scope,
    /// The known entities.
    pub gazetteer: Arc<Gazetteer>,
    /// What is wrong outside the articles, as far as it was asked for, in order of path and place.
    pub findings: Vec<(DocPath, Finding)>,
    dates: Dates,
    /// Files that findings in other files point at, once they were needed.
    others: Mutex<HashMap<DocPath, Option<Arc<Source>>>>,
}

/// A file's text with the means to count in it.
#[derive(Debug)]
pub struct Source {
    /// The file.
    pub path: DocPath,
    /// Its decoded text; empty where it has none.
    pub text: String,
    /// Converts its offsets.
    pub lines: LineIndex,
}

impl Source {
    /// The text of a file.
    pub fn new(path: DocPath, text: String) -> Source {
        let lines = LineIndex::new(&text);
        Source { path, text, lines }
    }
}

impl Corpus {
    /// Loads the gazetteer and the table of dates.
    pub fn load(mut scope: Scope) -> Corpus {
        let Loaded { gazetteer, findings: of_gazetteer } =
            scope.workspace.load_gazetteer(&scope.gazetteers, |file| scope.text(file));
        let (dates, of_dates) = scope.workspace.dates();
        let mut findings = std::mem::take(&mut scope.findings);
        findings.extend(of_gazetteer.into_iter().filter(|(path, finding)| match &scope.asked {
            Asked::Everything => true,
            // What is broken there makes every judgement doubtful; what is merely doubtful there does not.
            Asked::Only(paths) => paths.contains(path) || finding.severity == Severity::Error,
        }));
        findings.extend(of_dates);
        findings.sort_by(|a, b| (&a.0, a.1.start(), a.1.rule).cmp(&(&b.0, b.1.start(), b.1.rule)));
        Corpus { scope, gazetteer: Arc::new(gazetteer), findings, dates, others: Mutex::default() }
    }

    /// Reads an article from disk, or from standard input where that stands in for it.
    pub fn read(&self, file: &File) -> Result<(Source, Reading), Unreadable> {
        let source = Source::new(Arc::clone(&file.path), self.scope.text(file)?);
        let article = Article { path: &file.path, text: &source.text, listed_date: self.dates.get(&file.path) };
        let context = Context { gazetteer: &self.gazetteer, settings: &self.scope.workspace.config.settings };
        let reading = reading::read(article, context);
        Ok((source, reading))
    }

    /// The text of a file that a finding points at; kept, since many point at the same. None where it
    /// cannot be read.
    pub fn other(&self, path: &DocPath) -> Option<Arc<Source>> {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        let known = others.entry(Arc::clone(path)).or_insert_with(|| {
            let text = self.scope.text(&self.scope.workspace.file(path)).ok()?;
            Some(Arc::new(Source::new(Arc::clone(path), text)))
        });
        known.clone()
    }
}
