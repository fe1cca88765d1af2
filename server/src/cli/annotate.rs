//! `nomenclator annotate`: every name in the articles, and who is meant, whatever the rules report.

use std::process::ExitCode;

use nomenclator_core::finding::Severity;
use nomenclator_core::reading::Reading;

use super::args::{Annotate, AnnotateFormat, Common};
use super::corpus::{Corpus, Source};
use super::in_order::{DEFECT, Panicked, in_order};
use super::progress::Progress;
use super::terminal::{self, Output};
use super::{json, mention, scope, threads};
use crate::workspace::File;

/// More mentions than an article has.
const HUGE: usize = 20_000;

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
        let corpus = Corpus::load(scope)?;
        for (path, finding) in corpus.findings.iter().filter(|(_, finding)| finding.severity == Severity::Error) {
            status = status.max(1);
            terminal::complain(path, &finding.message);
        }
        let work = |file: &File| Lines::of(&corpus, file, args.posts);
        let mut progress = Progress::new(corpus.scope.articles.len());
        in_order(&corpus.scope.articles, threads(common), work, |file, lines| {
            progress.step(|| {
                let (worse, why) = match lines {
                    Ok(Lines::Ready(lines)) => return output.print(&lines),
                    Ok(Lines::Many(source, reading)) => {
                        let mut mentions = mention::all(&corpus, &source, &reading, args.posts);
                        return mentions.try_for_each(|mention| output.print(&(json::line(&mention) + "\n")));
                    }
                    Ok(Lines::Unreadable(why)) => (1, why),
                    Err(Panicked) => (2, DEFECT.to_owned()),
                };
                status = status.max(worse);
                terminal::complain(&file.path, &why);
                Ok(())
            })?;
            Ok(!output.is_closed())
        })?;
    }
    output.flush()?;
    Ok(ExitCode::from(status))
}

/// What becomes of one article.
enum Lines {
    /// Its lines.
    Ready(String),
    /// A huge article: its lines are made as they are printed, so that they never stand in memory together.
    Many(Source, Box<Reading>),
    /// Why it has none.
    Unreadable(String),
}

impl Lines {
    fn of(corpus: &Corpus, file: &File, posts: bool) -> Lines {
        match corpus.read(file) {
            Err(unreadable) => Lines::Unreadable(unreadable.0),
            Ok((source, reading)) if reading.mentions.len() > HUGE => Lines::Many(source, Box::new(reading)),
            Ok((source, reading)) => {
                Lines::Ready(mention::all(corpus, &source, &reading, posts).map(|mention| json::line(&mention) + "\n").collect())
            }
        }
    }
}
