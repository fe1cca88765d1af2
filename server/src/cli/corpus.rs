//! A corpus as the subcommands use it: the gazetteer in memory, articles read one at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use nomenclator_core::finding::{DocPath, Finding, Location, Severity};
use nomenclator_core::gazetteer::Gazetteer;
use nomenclator_core::reading::{self, Article, Context, Reading};
use nomenclator_core::text::Span;
use nomenclator_core::text::position::LineIndex;

use super::places::At;
use super::scope::{Asked, Scope};
use super::{terminal, visible};
use crate::workspace::{Dates, File, Imports, Loaded, Unreadable};

/// A corpus, its gazetteer loaded.
pub struct Corpus {
    /// The files.
    pub scope: Scope,
    /// The known entities.
    pub gazetteer: Arc<Gazetteer>,
    /// What is imported.
    pub imports: Imports,
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
    /// Where the text is not read, since it is that of an imported source: the line in question.
    line: Option<u32>,
}

impl Source {
    /// The text of a file.
    pub fn new(path: DocPath, text: String) -> Source {
        let lines = LineIndex::new(&text);
        Source { path, text, lines, line: None }
    }

    /// A line of an imported source.
    pub fn imported(path: DocPath, line: u32) -> Source {
        Source { line: Some(line), ..Source::new(path, String::new()) }
    }

    /// Whether it is a line of an imported source.
    pub fn is_imported(&self) -> bool {
        self.line.is_some()
    }

    /// A place in it.
    pub fn at(&self, span: Span) -> At {
        self.line.map_or_else(|| At::of(span, &self.lines), |line| At::on_line(line, span))
    }
}

impl Corpus {
    /// Loads the gazetteer, its imports and the table of dates. An import that cannot be read is an error.
    pub fn load(mut scope: Scope) -> anyhow::Result<Corpus> {
        let Loaded { gazetteer, findings: of_gazetteer, imports } =
            scope.workspace.load_gazetteer(&scope.gazetteers, |file| scope.text(file));
        imports.notices.iter().for_each(|notice| terminal::say(&format!("note: {}", visible::line(notice))));
        scope.workspace.demand(&imports)?;
        let (dates, of_dates) = scope.workspace.dates();
        let mut findings = std::mem::take(&mut scope.findings);
        findings.extend(of_gazetteer.into_iter().filter(|(path, finding)| match &scope.asked {
            Asked::Everything => true,
            // What is broken there makes every judgement doubtful; what is merely doubtful there does not.
            Asked::Only(paths) => paths.contains(path) || finding.severity == Severity::Error,
        }));
        findings.extend(of_dates);
        if matches!(scope.asked, Asked::Everything) {
            findings.extend(imports.findings(&scope.workspace.config.settings));
        }
        findings.sort_by(|a, b| (&a.0, a.1.start(), a.1.rule).cmp(&(&b.0, b.1.start(), b.1.rule)));
        Ok(Corpus { scope, gazetteer: Arc::new(gazetteer), imports, findings, dates, others: Mutex::default() })
    }

    /// How many entries there are, hand-edited and imported.
    pub fn entries(&self) -> usize {
        self.gazetteer.len() + self.imports.imported.as_ref().map_or(0, |imported| imported.len())
    }

    /// A place in this file or another; none where the other cannot be read. Imported sources are not read for it:
    /// their entries know their lines.
    pub fn at(&self, source: &Source, location: &Location) -> Option<At> {
        if location.path == source.path {
            return Some(source.at(location.span));
        }
        if self.is_import(&location.path) {
            return self.gazetteer.line_of(location).map(|line| At::on_line(line, location.span));
        }
        Some(At::of(location.span, &self.other(&location.path)?.lines))
    }

    /// The file that a finding stands in, outside the articles.
    pub fn source_of(&self, path: &DocPath, finding: &Finding) -> Arc<Source> {
        if self.is_import(path) {
            let line = self.imports.line_of(path, finding.start()).unwrap_or(1);
            return Arc::new(Source::imported(Arc::clone(path), line));
        }
        self.other(path).unwrap_or_else(|| Arc::new(Source::new(Arc::clone(path), String::new())))
    }

    fn is_import(&self, path: &str) -> bool {
        self.scope.workspace.config.imports.iter().any(|table| *table.import.path == *path)
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
