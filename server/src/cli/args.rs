//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use nomenclator_core::finding::Severity;

use super::terminal::Color;

/// Knows who is who in text articles, from a gazetteer kept beside them in git.
#[derive(Parser, Debug)]
#[command(name = "nomenclator", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every subcommand shares.
    #[command(flatten)]
    pub common: Common,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Report wrong, unknown and misspelt names
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Print every name in the articles, and who is meant
    #[command(after_help = ANNOTATE_EXAMPLES)]
    Annotate(Annotate),
    /// Say what stands at a place, and why
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Start a corpus: a configuration and a first gazetteer from the names in a folder of articles
    #[command(after_help = INIT_EXAMPLES)]
    Init(Init),
    /// Say whether two names are spellings of one name, for each pair on standard input
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare,
    /// List the rules, each with its severity
    Rules(Rules),
    /// Serve an editor over the Language Server Protocol, on standard input and output
    Lsp(Lsp),
}

/// What every subcommand shares.
#[derive(clap::Args, Debug)]
pub struct Common {
    /// The corpus's root folder; else the nearest folder with a nomenclator.toml, upwards from each PATH
    #[arg(long, global = true, value_name = "DIR")]
    pub corpus: Option<PathBuf>,
    /// How many threads to use; all cores where it is not said. The output is the same
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// When to use colour; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
}

/// Arguments of `check`.
#[derive(clap::Args, Debug)]
pub struct Check {
    /// Files and folders; the whole corpus around the working folder where none is given
    #[arg(value_name = "PATH", conflicts_with = "stdin_path")]
    pub paths: Vec<PathBuf>,
    /// Check standard input in place of this file, which need not exist
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,
    /// Exit with 1 where a finding is at least this severe
    #[arg(long, value_name = "SEVERITY", default_value = "warning", value_parser = severity)]
    pub fail_level: Severity,
    /// Do not run where the imports are not those that nomenclator.lock says, and do not write that file
    #[arg(long)]
    pub locked: bool,
}

/// How `check` prints.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CheckFormat {
    /// For people, with the lines in question
    Human,
    /// One JSON object
    Json,
}

/// Arguments of `annotate`.
#[derive(clap::Args, Debug)]
pub struct Annotate {
    /// Files and folders; the whole corpus around the working folder where none is given
    #[arg(value_name = "PATH", conflicts_with = "stdin_path")]
    pub paths: Vec<PathBuf>,
    /// Read standard input in place of this file, which need not exist
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
    /// How to print: one JSON object a line
    #[arg(long, value_enum, default_value_t = AnnotateFormat::Jsonl)]
    pub format: AnnotateFormat,
    /// Print titles and offices too, as mentions of kind `post`
    #[arg(long)]
    pub posts: bool,
}

/// How `annotate` prints.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum AnnotateFormat {
    /// One JSON object a line
    Jsonl,
}

/// Arguments of `explain`.
#[derive(clap::Args, Debug)]
pub struct Explain {
    /// The place: a file, a line and a column, both from 1, columns in characters (code points)
    #[arg(value_name = "PATH:LINE:COLUMN", value_parser = place)]
    pub place: Place,
    /// Read standard input in place of the file
    #[arg(long)]
    pub stdin: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// Arguments of `rules`.
#[derive(clap::Args, Debug)]
pub struct Rules {
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// How `explain` and `rules` print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ListFormat {
    /// For people
    Human,
    /// JSON
    Json,
}

/// A place as `check` prints it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// From 1.
    pub line: u32,
    /// In code points, from 1.
    pub column: u32,
}

/// Arguments of `init`.
#[derive(clap::Args, Debug)]
pub struct Init {
    /// The folder with the articles; the working folder where it is not said
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Print what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `lsp`.
#[derive(clap::Args, Debug)]
pub struct Lsp {
    /// Accepted for editors that pass it; standard input and output are what it always uses
    #[arg(long)]
    pub stdio: bool,
}

const EXAMPLES: &str = "\
Examples:
  nomenclator check corpus
  nomenclator explain corpus/articles/2018-07-23-netanyahu-lavrov-jerusalem.txt:5:48
  nomenclator check --help";

const CHECK_EXAMPLES: &str = "\
Examples:
  nomenclator check                       the corpus around the working folder
  nomenclator check articles/2018         one folder of it
  nomenclator check --format json corpus > findings.json
  nomenclator check --fail-level error    warnings alone let it pass
  nomenclator check --locked              only against the imports in nomenclator.lock
  git show :articles/a.txt | nomenclator check --stdin-path articles/a.txt

Exit status: 0 nothing at or above the fail level, 1 something, 2 it could not run as asked.";

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  nomenclator annotate corpus > mentions.jsonl
  nomenclator annotate --posts articles/a.txt
  nomenclator annotate corpus | jq -r 'select(.status == \"unresolved\").text' | sort | uniq -c

Each line: path, start, end, line, column, text, kind, entity, status, candidates, reason. `start` and
`end` count code points of the decoded file, `line` and `column` count from 1.

Exit status: 0, or 1 where a file could not be read, 2 where it could not run as asked.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  nomenclator explain articles/a.txt:5:48
  nomenclator explain --format json articles/a.txt:5:48";

const COMPARE_EXAMPLES: &str = "\
Examples:
  printf 'Sergei Lavrov\\tLAVROV, Sergey\\n' | nomenclator compare
  nomenclator compare < pairs.tsv > judged.tsv

Each line of input: two names with a tab between them; a kind (person, organisation …) may stand behind a
second tab. Each line of output: both names, same or different, a score from 0 to 1 and the reason, with tabs
between them. Every line is answered, also one that has no two names.

Exit status: 0, or 2 where standard input could not be read.";

const INIT_EXAMPLES: &str = "\
Examples:
  nomenclator init articles
  nomenclator init --dry-run | less       look first

It reads every .txt and .md below the folder and writes nomenclator.toml and gazetteer/*.toml there: one
draft for each name, its spellings together, its kind guessed. It overwrites nothing.

Exit status: 0, or 2 where it could not run as asked; then nothing was written.";

fn severity(word: &str) -> Result<Severity, String> {
    let all = [Severity::Hint, Severity::Information, Severity::Warning, Severity::Error];
    all.into_iter().find(|severity| severity.as_str() == word).ok_or("use hint, information, warning or error".to_owned())
}

fn place(word: &str) -> Result<Place, String> {
    let mut parts = word.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse().ok()).filter(|&number: &u32| number > 0);
    let (column, line) = (number(), number());
    match (parts.next().filter(|path| !path.is_empty()), line, column) {
        (Some(path), Some(line), Some(column)) => Ok(Place { path: PathBuf::from(path), line, column }),
        _ => Err("write a path, a line and a column, both from 1: articles/a.txt:5:48".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn places() {
        let at = |path: &str, line, column| Ok(Place { path: PathBuf::from(path), line, column });
        assert_eq!(place("a.txt:5:48"), at("a.txt", 5, 48));
        assert_eq!(place("C:\\a:b.txt:5:48"), at("C:\\a:b.txt", 5, 48));
        for wrong in ["a.txt", "a.txt:5", "a.txt:0:1", "a.txt:1:0", ":1:1", "a.txt:x:1", ""] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }
}
