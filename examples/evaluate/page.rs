//! `docs/accuracy.md`: the tables, with the figures of others beside ours.

use std::fmt::Write as _;

use crate::figures::Figure;
use crate::measure::Wrong;

/// All that was measured.
#[derive(Default)]
pub struct Page {
    /// Spans and kinds, read without a gazetteer.
    pub found: Vec<Figure>,
    /// Who is meant, where the gazetteer lacks some.
    pub linked: Vec<Figure>,
    /// Everything, with a gazetteer that explains all names.
    pub gold: Vec<Figure>,
    /// Whether two written names are one.
    pub pairs: Vec<Figure>,
    /// What is found wrong where nothing is.
    pub wrong: Vec<Wrong>,
}

/// What F1 others reach: the set, what is counted, spaCy, capitals, compromise.
const PEERS: [(&str, &str, [&str; 3]); 6] = [
    ("re3d", "names found", ["0.850", "0.888", "0.500"]),
    ("re3d", "found, or some of their words", ["0.902", "0.945", "0.711"]),
    ("re3d", "found, with the right kind", ["0.684", "–", "0.476"]),
    ("wikinews", "names found", ["0.836", "0.798", "0.557"]),
    ("wikinews", "found, or some of their words", ["0.912", "0.933", "0.749"]),
    ("wikinews", "found, with the right kind", ["0.647", "–", "0.467"]),
];

const FOUND: &str = "\
## Names found, without a gazetteer

What the reading makes of a text by itself, when it knows no entity at all. The three columns on the right are the
F1 of others on the same texts: *spaCy* is spaCy 3.8 with its model `en_core_web_sm` 3.8.0 (a neural network),
*capitals* a script of 45 lines that takes each run of capitalised words for a name, *compromise* that library,
14.17.0 (rules, JavaScript).

| set | what is counted | precision | recall | F1 | spaCy | capitals | compromise |
| --- | --- | --- | --- | --- | --- | --- | --- |
";

const LINKED: &str = "\
## Who is meant, where the gazetteer lacks some

Two of five entities have no entry, so that their names must be called unknown, and those of the others must lead to the
right entry. (Which ones: for `wikinews` drawn once, for our own by a sum over the id.) Spans count
where they are exact.

| set | what is counted | precision | recall | F1 |
| --- | --- | --- | --- | --- |
";

const PAIRS: &str = "\
## Two spellings, one name or two

[Spellings of a name](variants.md) says how they are compared, and has more figures. *name_bench* are 393 pairs made for
matchers of names in sanctions lists; on them edit similarity (0.75 and more) comes to an F1 of 0.687, and
OpenSanctions’ logic-v2, on the whole set of which this is a half, to 0.79. The labels of the other three are weak: good
for comparing two versions, no more.

| set | what is counted | precision | recall | F1 |
| --- | --- | --- | --- | --- |
";

const GOLD: &str = "\
## With a gazetteer that explains every name

Our own articles with their own gazetteer. `cargo test --test gold` fails where one of these F1 falls by more than half a
point (or below .98).

| set | what is counted | precision | recall | F1 |
| --- | --- | --- | --- | --- |
";

const WRONG: &str = "\
## Wrong findings on clean texts

The same texts, checked: each finding that a careful editor would not make is a wrong one.

| set | words | wrong findings | per 1,000 words |
| --- | --- | --- | --- |
";

const HEAD: &str = "\
# Accuracy

How well the program finds names and tells who is meant, on texts that were marked by people or in public data
sets.
";

const SETS: &str = "\
## The sets

| set | what | documents | made by |
| --- | --- | --- | --- |
| sample corpus | the articles in `corpus/` | 22 | careful reading, see [tests/gold](../tests/gold/README.md) |
| seeds | five long news features on Syria, 2018; not part of the repository | 5 | the same |
| re3d | government press releases and encyclopaedia articles on Syria and Iraq | 42 | the public data set re3d, converted by rule |
| wikinews | news of another world, to notice rules that fit Syria only | 24 | annotations of Wikinews, converted by rule |

The last two have mistakes of their own; a difference of less than a point says nothing. What is counted: spans as
[tests/gold](../tests/gold/README.md) describes them. *Precision* is the share of what the program says that is right,
*recall* the share of what is there that it says, *F1* their harmonic mean. Every set was looked at while the rules were
written, so texts that nobody has seen will do somewhat worse.

";

impl Page {
    /// The tables by themselves.
    pub fn tables(&self) -> String {
        let mut tables = String::new();
        for (head, figures) in [(FOUND, &self.found), (LINKED, &self.linked), (PAIRS, &self.pairs), (GOLD, &self.gold)] {
            if figures.is_empty() {
                continue;
            }
            tables.push_str(head);
            for figure in figures {
                tables.push_str(&figure.row());
                if head == FOUND {
                    let peers = PEERS.iter().find(|peer| peer.0 == figure.set && peer.1 == figure.what);
                    for peer in peers.map_or(["–"; 3], |peer| peer.2) {
                        let _ = write!(tables, " {peer} |");
                    }
                }
                tables.push('\n');
            }
            tables.push('\n');
        }
        if !self.wrong.is_empty() {
            tables.push_str(WRONG);
        }
        for Wrong { set, words, findings } in &self.wrong {
            #[allow(clippy::cast_precision_loss, reason = "there are some thousand words")]
            let share = *findings as f64 * 1000.0 / *words as f64;
            let _ = writeln!(tables, "| {set} | {words} | {findings} | {share:.2} |");
        }
        tables
    }

    /// The page as it is committed.
    pub fn whole(&self, date: &str) -> String {
        let run = format!(
            "\nThe figures are of {date}, printed by\n\n    cargo run --release --example evaluate -- --write {date}\n\nwhich writes this page.\n"
        );
        format!("{HEAD}{run}\n{}\n\n{}\n", SETS.trim_end(), self.tables().trim_end())
    }
}
