//! `nomenclator check`: findings, and an exit status that says whether there were any.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use nomenclator_core::finding::Finding;
use nomenclator_core::gazetteer::imported::Import;
use nomenclator_core::rules::{self, Subject};

use super::args::{Check, CheckFormat, Common};
use super::corpus::{Corpus, Source};
use super::human::Human;
use super::in_order::{DEFECT, in_order};
use super::progress::Progress;
use super::summary::{Counts, ImportInSummary, Summary};
use super::terminal::{self, Output};
use super::{json, scope, threads};
use crate::workspace::{File, Locked};

/// Runs `check`.
pub fn run(common: &Common, args: &Check) -> anyhow::Result<ExitCode> {
    let scopes = match &args.stdin_path {
        Some(path) => vec![scope::of_stdin(common.corpus.as_deref(), path)?],
        None => scope::of_paths(common.corpus.as_deref(), &args.paths)?,
    };
    let printer = match args.format {
        CheckFormat::Human => Printer::Human(Human::new(common.color.on_stdout())),
        CheckFormat::Json => Printer::Json,
    };
    let mut report = Report::begin(args.format)?;
    for scope in scopes {
        let corpus = Corpus::load(scope)?;
        lock(&corpus, args)?;
        report.summary.imports.extend(imports(&corpus).iter().map(ImportInSummary::of));
        report.summary.entries += corpus.entries();
        outside_articles(&corpus, &printer, &mut report)?;
        articles(&corpus, &printer, &mut report, threads(common))?;
    }
    report.end()?;
    let found = report.summary.findings.at_least(args.fail_level) > 0;
    Ok(ExitCode::from(if report.failed { 2 } else { u8::from(found) }))
}

/// The sources that were read.
fn imports(corpus: &Corpus) -> &[Import] {
    corpus.gazetteer.imported().map_or(&[], |imported| imported.imports())
}

/// Holds what was imported to the lock file, or brings that up to date.
fn lock(corpus: &Corpus, args: &Check) -> anyhow::Result<()> {
    let workspace = &corpus.scope.workspace;
    let why = match workspace.locked(imports(corpus)) {
        Ok(None | Some(Locked::Same)) => return Ok(()),
        Ok(Some(Locked::Missing)) => None,
        Ok(Some(Locked::Changed(changes))) => Some(changes.join(", ")),
        Err(error) => Some(format!("it cannot be read ({error})")),
    };
    if args.locked {
        let why = why.unwrap_or_else(|| "there is none".to_owned());
        anyhow::bail!("nomenclator.lock does not say what is imported: {why}. Run without --locked to write it anew.");
    }
    // Whoever gives one text asks for an answer, and for no files.
    if args.stdin_path.is_some() {
        return Ok(());
    }
    match (workspace.lock(imports(corpus)), why) {
        (Ok(()), None) => {}
        (Ok(()), Some(why)) => terminal::say(&format!("note: nomenclator.lock is brought up to date: {why}.")),
        (Err(error), _) => terminal::say(&format!("note: nomenclator.lock cannot be written: {error}.")),
    }
    Ok(())
}

/// The findings in the gazetteer, the table of dates, and files that could not be listed.
fn outside_articles(corpus: &Corpus, printer: &Printer, report: &mut Report) -> io::Result<()> {
    for (path, finding) in &corpus.findings {
        let source = corpus.source_of(path, finding);
        report.add(&[printer.print(corpus, &source, finding)], Counts::of([finding]))?;
    }
    Ok(())
}

fn articles(corpus: &Corpus, printer: &Printer, report: &mut Report, threads: usize) -> io::Result<()> {
    let articles = &corpus.scope.articles;
    let mut progress = Progress::new(articles.len());
    let work = |file: &File| Checked::article(corpus, file, printer);
    in_order(articles, threads, work, |file, checked| {
        progress.step(|| {
            let Ok(checked) = checked else {
                report.failed = true;
                terminal::complain(&file.path, DEFECT);
                return Ok(());
            };
            report.summary.articles += usize::from(checked.read);
            report.summary.undated += usize::from(checked.undated);
            report.summary.other_languages += usize::from(checked.other_language);
            report.add(&checked.printed, checked.counts)
        })?;
        Ok(!report.output.is_closed())
    })
}

/// One article, checked.
struct Checked {
    /// Its findings as they are printed.
    printed: Vec<String>,
    counts: Counts,
    /// Whether it has a text.
    read: bool,
    /// Whether it has one, and no date.
    undated: bool,
    /// Whether it has one, in another language than English.
    other_language: bool,
}

impl Checked {
    fn article(corpus: &Corpus, file: &File, printer: &Printer) -> Checked {
        let settings = &corpus.scope.workspace.config.settings;
        let (source, findings, undated, other_language) = match corpus.read(file) {
            Ok((source, reading)) => {
                let (path, text, gazetteer) = (&source.path, &source.text[..], &corpus.gazetteer);
                let findings = rules::check(Subject { path, text, reading: &reading, gazetteer, settings });
                (source, findings, Some(reading.date.is_none()), !reading.language.is_english())
            }
            Err(unreadable) => {
                let findings = unreadable.finding(settings).into_iter().collect();
                (Source::new(Arc::clone(&file.path), String::new()), findings, None, false)
            }
        };
        Checked {
            printed: findings.iter().map(|finding| printer.print(corpus, &source, finding)).collect(),
            counts: Counts::of(&findings),
            read: undated.is_some(),
            undated: undated == Some(true),
            other_language,
        }
    }
}

/// Puts findings into words, in the format that was asked for.
enum Printer {
    Human(Human),
    Json,
}

impl Printer {
    fn print(&self, corpus: &Corpus, source: &Source, finding: &Finding) -> String {
        match self {
            Printer::Human(human) => human.finding(corpus, source, finding),
            Printer::Json => json::finding(corpus, source, finding),
        }
    }
}

/// What is printed, and what it comes to.
struct Report {
    format: CheckFormat,
    output: Output,
    summary: Summary,
    /// Whether a finding has been printed.
    begun: bool,
    /// Whether the engine failed on an article.
    failed: bool,
}

impl Report {
    fn begin(format: CheckFormat) -> io::Result<Report> {
        let mut output = Output::stdout();
        if format == CheckFormat::Json {
            output.print(json::BEGIN)?;
        }
        Ok(Report { format, output, summary: Summary::default(), begun: false, failed: false })
    }

    fn add(&mut self, printed: &[String], counts: Counts) -> io::Result<()> {
        self.summary.findings.add(counts);
        for finding in printed {
            if self.begun && self.format == CheckFormat::Json {
                self.output.print(json::BETWEEN)?;
            }
            self.begun = true;
            self.output.print(finding)?;
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let end = match self.format {
            CheckFormat::Human => self.summary.in_words() + "\n",
            CheckFormat::Json => json::end(&self.summary),
        };
        self.output.print(&end)?;
        self.output.flush()
    }
}
