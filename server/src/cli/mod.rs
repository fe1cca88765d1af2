//! The command line: one file a subcommand, one file an output format.
//!
//! Exit status: 0 where nothing was found, 1 where something was, 2 where it could not run as asked.
//! What is found goes to standard output and is the same, byte for byte, on any number of threads; what
//! is said about the run goes to standard error.

mod annotate;
mod args;
mod check;
mod compare;
mod corpus;
mod excerpt;
mod explain;
mod human;
mod in_order;
mod init;
mod json;
mod mention;
mod places;
mod progress;
mod rules;
mod scope;
mod summary;
mod terminal;
mod visible;

use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use args::{Args, Command, Common};
use clap::Parser;
use corpus::Source;
use human::Human;

use crate::workspace::OpenError;

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let args = Args::parse();
    if let Some(threads) = args.common.threads {
        // Fails only where the pool has been made before, and nothing has run before this.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    }
    let result = match &args.command {
        Command::Check(check) => check::run(&args.common, check),
        Command::Annotate(annotate) => annotate::run(&args.common, annotate),
        Command::Explain(explain) => explain::run(&args.common, explain),
        Command::Init(init) => init::run(&args.common, init),
        Command::Compare => compare::run(),
        Command::Rules(rules) => rules::run(rules),
        Command::Lsp(_) => {
            if args.common.corpus.is_some() {
                terminal::say(
                    "note: --corpus says nothing here: the editor's folders and the files it opens lead to their corpora.",
                );
            }
            return crate::lsp::run();
        }
    };
    result.unwrap_or_else(|error| {
        terminal::say(&in_words(&error, args.common.color.on_stderr()));
        ExitCode::from(2)
    })
}

/// How many threads to use.
fn threads(common: &Common) -> usize {
    common.threads.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
}

fn in_words(error: &anyhow::Error, color: bool) -> String {
    match error.downcast_ref::<OpenError>() {
        Some(OpenError::Invalid { path, text, problems, .. }) => {
            let source = Source::new(Arc::from(terminal::path(path)), text.clone());
            let human = Human::new(color);
            problems.iter().map(|problem| human.problem(&source, problem)).collect::<Vec<_>>().join("\n\n")
        }
        _ => format!("error: {}", visible::line(&format!("{error:#}"))),
    }
}
