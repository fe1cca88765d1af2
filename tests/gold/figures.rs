//! Figures as `docs/accuracy.md` has them: a row of a table for each.

use super::score::Tally;

/// What is counted, in the page's words.
pub const FOUND: &str = "names found";
pub const TYPED: &str = "found, with the right kind";
pub const LINKED: &str = "the right entry";

/// A figure that stands in the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// The set of documents, and how they were read.
    pub set: String,
    /// What is counted.
    pub what: String,
    /// Precision, recall and F1, from 0 to 1.
    pub scores: [f64; 3],
}

impl Figure {
    /// The figure of a tally.
    pub fn new(set: &str, what: &str, tally: Tally) -> Figure {
        let scores = [tally.precision(), tally.recall(), tally.f1()];
        Figure { set: set.to_owned(), what: what.to_owned(), scores }
    }

    /// Its row, without the end: peers may follow.
    pub fn row(&self) -> String {
        let [precision, recall, f1] = self.scores;
        format!("| {} | {} | {precision:.3} | {recall:.3} | {f1:.3} |", self.set, self.what)
    }

    /// Reads a row that [`Figure::row`] wrote, whatever follows; none where the line is none.
    pub fn read(line: &str) -> Option<Figure> {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        let (set, what) = (cells.next()?.to_owned(), cells.next()?.to_owned());
        let mut score = || cells.next()?.parse().ok();
        Some(Figure { set, what, scores: [score()?, score()?, score()?] })
    }
}
