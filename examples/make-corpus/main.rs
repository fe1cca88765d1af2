//! Makes a corpus to measure with: news-like articles, and names to import.
//!
//! Usage: `cargo run --release --example make-corpus -- FOLDER [--articles N] [--bytes MEAN] [--names M] …`
//!
//! `--articles 100000` are 300 MB; `--articles 17221 --bytes 5800` are 100 MB. The names are made from syllables;
//! `examples/make-corpus/towns.py` makes a list of the world's towns, for `--towns`. The same options make the same
//! files.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::path::PathBuf;

use clap::Parser;
use nomenclator_made::{Plan, write};

/// Makes a corpus to measure with.
#[derive(Parser)]
struct Options {
    /// Where: a folder that is not there yet, or is empty.
    folder: PathBuf,
    /// How many articles.
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    articles: usize,
    /// What they have in the mean.
    #[arg(long, value_name = "MEAN", default_value_t = 3_000)]
    bytes: usize,
    /// How their names end.
    #[arg(long, default_value = "md")]
    extension: String,
    /// How many names to import.
    #[arg(long, value_name = "M", default_value_t = 0)]
    names: usize,
    /// A list of towns (JSON lines) to take half of the names from.
    #[arg(long, value_name = "FILE")]
    towns: Option<PathBuf>,
    /// How far the imports are trusted.
    #[arg(long, value_parser = ["full", "candidate"], default_value = "full")]
    trust: String,
}

fn main() -> anyhow::Result<()> {
    let Options { folder, articles, bytes, extension, names, towns, trust } = Options::parse();
    anyhow::ensure!(
        !folder.is_dir() || folder.read_dir()?.next().is_none(),
        "{} is not empty: name another folder",
        folder.display()
    );
    let written = write(&folder, &Plan { articles, bytes, extension, names, towns, trust })?;
    println!("{articles} articles, {written} bytes, {names} names in {}", folder.display());
    Ok(())
}
