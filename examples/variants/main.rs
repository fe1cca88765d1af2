//! Measures the judgement of spellings and the suggestions, and prints tables.
//!
//! Usage: `cargo run --release --example variants -- pairs PAIRS.tsv` (columns `a`, `b`, `same`, `kind`, `origin`):
//! precision, recall and F1 by threshold, and by slice. `… -- withheld GAZETTEER.toml…`: each listed spelling left
//! out in turn, is its entry suggested? `… -- unknown DOCS.jsonl GAZETTEER.toml`: what is suggested for the unknown
//! names of these documents.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

mod pairs;
mod suggestions;

use anyhow::Context as _;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let read = |path: &String| std::fs::read_to_string(path).with_context(|| path.clone());
    match &arguments[..] {
        [what, table] if what == "pairs" => print!("{}", pairs::tables(&pairs::read(&read(table)?))),
        [what, files @ ..] if what == "withheld" => {
            let texts = files.iter().map(read).collect::<anyhow::Result<Vec<String>>>()?;
            print!("{}", suggestions::withheld(&texts));
        }
        [what, documents, gazetteer] if what == "unknown" => {
            print!("{}", suggestions::unknown(&read(documents)?, &read(gazetteer)?)?);
        }
        _ => anyhow::bail!("say pairs PAIRS.tsv, withheld GAZETTEER.toml… or unknown DOCS.jsonl GAZETTEER.toml"),
    }
    Ok(())
}
