//! Pairs of written names: are the two spellings of one name?

use std::fs;

use nomenclator_core::variants::{Sort, compare};

use crate::figures::Figure;
use crate::score::Tally;
use crate::sets;

/// What is counted, in the page's words.
const SAME: &str = "called the same, and the same";

/// The figures of each part of the development pairs; none where they are not here.
pub fn measure() -> anyhow::Result<Vec<Figure>> {
    let file = sets::eval().join("name-pairs/dev.tsv");
    if !file.exists() {
        return Ok(Vec::new());
    }
    let mut parts: Vec<(String, Tally)> = Vec::new();
    for row in fs::read_to_string(file)?.lines().skip(1) {
        let [a, b, same, kind, origin] = row.split('\t').collect::<Vec<_>>()[..] else {
            anyhow::bail!("a pair has five columns: {row}");
        };
        let part = format!("name pairs, {}", origin.split(':').next().unwrap_or(origin));
        let at = parts.iter().position(|(name, _)| *name == part).unwrap_or_else(|| {
            parts.push((part, Tally::default()));
            parts.len() - 1
        });
        let (said, wanted) = (compare(a, b, Sort::of(kind)).same(), same == "1");
        let tally = &mut parts[at].1;
        tally.hit += usize::from(said && wanted);
        tally.said += usize::from(said);
        tally.wanted += usize::from(wanted);
    }
    Ok(parts.iter().map(|(part, tally)| Figure::new(part, SAME, *tally)).collect())
}
