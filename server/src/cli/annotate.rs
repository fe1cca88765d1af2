//! `nomenclator annotate`: every name in the articles, and who is meant, whatever the rules report.

use std::process::ExitCode;

use nomenclator_core::finding::Severity;

use super::args::{Annotate, AnnotateFormat, Common};
use super::corpus::Corpus;
use super::in_order::{DEFECT, Panicked, in_order};
use super::progress::Progress;
use super::terminal::{self, Output};
use super::{json, mention, scope, threads};
use crate::workspace::File;

/// Runs `annotate`.
pub fn run(common: &Common, args: &Annotate) -> anyhow::Result<ExitCode> {
    let scopes = match &args.stdin_path {
        Some(path) => vec![scope::of_stdin(common.corpus.as_deref(), path)?],
        None => scope::of_paths(common.corpus.as_deref(), &args.paths)?,
    };
    let AnnotateFormat::Jsonl = args.format;
    let mut output = Output::stdout();
    let mut status = 0;
    for scope in scopes {
        let corpus = Corpus::load(scope);
        for (path, finding) in corpus.findings.iter().filter(|(_, finding)| finding.severity == Severity::Error) {
            status = status.max(1);
            terminal::complain(path, &finding.message);
        }
        let work = |file: &File| lines(&corpus, file, args.posts);
        let mut progress = Progress::new(corpus.scope.articles.len());
        in_order(&corpus.scope.articles, threads(common), work, |file, lines| {
            let (worse, why) = match lines {
                Ok(Ok(lines)) => {
                    progress.step(|| output.print(&lines))?;
                    return Ok(!output.is_closed());
                }
                Ok(Err(why)) => (1, why),
                Err(Panicked) => (2, DEFECT.to_owned()),
            };
            status = status.max(worse);
            progress.step(|| terminal::complain(&file.path, &why));
            Ok(true)
        })?;
    }
    output.flush()?;
    Ok(ExitCode::from(status))
}

/// The lines of one article, or why it has none.
fn lines(corpus: &Corpus, file: &File, posts: bool) -> Result<String, String> {
    let (source, reading) = corpus.read(file).map_err(|unreadable| unreadable.0)?;
    let mut lines = String::new();
    for mention in mention::all(corpus, &source, &reading, posts) {
        lines.push_str(&json::line(&mention));
        lines.push('\n');
    }
    Ok(lines)
}
