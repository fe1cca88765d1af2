//! Measures the reading against texts whose names are known, and prints the figures beside those of others.
//!
//! Usage: `cargo run --release --example evaluate -- [SET …] [--write DATE]`
//!
//! A SET is `gold` (our own articles and, where they are, the seeds), `re3d`, `wikinews` or `pairs` (the
//! development sets, where they are); without any, all that are there. `--write DATE` puts the tables into
//! `docs/accuracy.md`, where `tests/gold.rs` holds every later state of the program to those of `gold`.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

#[path = "../../tests/gold/articles.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod articles;
#[path = "../../tests/gold/figures.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod figures;
mod measure;
mod page;
mod pairs;
#[path = "../../tests/gold/score.rs"]
mod score;
mod sets;

use page::Page;

/// What there may be to measure.
const SETS: [&str; 4] = ["gold", "re3d", "wikinews", "pairs"];

fn main() -> anyhow::Result<()> {
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    let date = match names.iter().position(|name| name == "--write") {
        Some(at) => names.drain(at..).nth(1).map(Some).ok_or_else(|| anyhow::anyhow!("--write needs the date of today"))?,
        None => None,
    };
    if names.is_empty() {
        names = SETS.iter().map(ToString::to_string).collect();
    } else if date.is_some() {
        anyhow::bail!("the page has all sets: --write takes no SET");
    }
    let mut page = Page::default();
    for name in &names {
        if name == "pairs" {
            page.pairs = pairs::measure()?;
            continue;
        }
        let sets = sets::load(name)?;
        if sets.is_empty() {
            println!("SKIPPED {name}: there is no {}", sets::eval().join(name).display());
        }
        for set in &sets {
            measure::set(set, &mut page);
        }
    }
    print!("{}", page.tables());
    if let Some(date) = date {
        std::fs::write(articles::root().join("docs/accuracy.md"), page.whole(&date))?;
    }
    Ok(())
}
