//! Pairs of names whose sameness is known, judged.

use std::fmt::Write as _;
use std::hash::{BuildHasher as _, BuildHasherDefault};

use nomenclator_core::variants::{SAME, Sort, compare};

/// One pair, judged.
pub struct Pair {
    /// Whether the two are the same name.
    pub same: bool,
    /// The score that the program gives it.
    pub score: f32,
    /// Where it comes from.
    pub origin: String,
    /// Which of ten parts it is in, for cross-validation.
    pub part: u64,
}

/// What came of some pairs at a threshold: precision, recall, F1.
pub fn figures<'p>(pairs: impl Iterator<Item = &'p Pair>, threshold: impl Fn(&Pair) -> f32) -> [f64; 3] {
    let (mut right, mut wrong, mut missed) = (0_u32, 0_u32, 0_u32);
    for pair in pairs {
        match (pair.score >= threshold(pair), pair.same) {
            (true, true) => right += 1,
            (true, false) => wrong += 1,
            (false, true) => missed += 1,
            (false, false) => {}
        }
    }
    let share = |part: u32, whole: u32| if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) };
    [share(right, right + wrong), share(right, right + missed), share(2 * right, 2 * right + wrong + missed)]
}

/// Reads a table of pairs (its first line names the columns) and judges each.
pub fn read(table: &str) -> Vec<Pair> {
    let hasher = BuildHasherDefault::<rustc_hash::FxHasher>::default();
    let pair = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [a, b, same, kind, origin] = columns[..] else { return None };
        let score = compare(a, b, Sort::of(kind)).score;
        Some(Pair { same: same == "1", score, origin: origin.to_owned(), part: (hasher.hash_one((a, b)) >> 32) % 10 })
    };
    table.lines().skip(1).filter_map(pair).collect()
}

/// The F1 of pairs that are judged by the threshold which is best on the nine other parts.
pub fn cross_validated(pairs: &[&Pair]) -> [f64; 3] {
    let best = |part: u64| {
        let others = || pairs.iter().copied().filter(move |pair| pair.part != part);
        thresholds().max_by(|&a, &b| {
            let f1 = |threshold| figures(others(), |_| threshold)[2];
            f1(a).total_cmp(&f1(b)).then(b.total_cmp(&a))
        })
    };
    let chosen: Vec<f32> = (0..10).map(|part| best(part).unwrap_or(SAME)).collect();
    figures(pairs.iter().copied(), |pair| chosen[pair.part as usize])
}

fn thresholds() -> impl Iterator<Item = f32> {
    (50_u8..100).map(|hundredths| f32::from(hundredths) / 100.0)
}

/// The tables of the page, in Markdown.
pub fn tables(pairs: &[Pair]) -> String {
    let bench: Vec<&Pair> = pairs.iter().filter(|pair| pair.origin.starts_with("name_bench")).collect();
    let mut out =
        format!("{} pairs of name_bench\n\n| threshold | precision | recall | F1 |\n| --- | --- | --- | --- |\n", bench.len());
    let row = |out: &mut String, name: &str, [precision, recall, f1]: [f64; 3]| {
        let _ = writeln!(out, "| {name} | {precision:.3} | {recall:.3} | {f1:.3} |");
    };
    for threshold in thresholds().filter(|threshold| *threshold >= 0.6).step_by(2) {
        let mark = if (threshold - SAME).abs() < 0.001 { " (in force)" } else { "" };
        row(&mut out, &format!("{threshold:.2}{mark}"), figures(bench.iter().copied(), |_| threshold));
    }
    row(&mut out, "cross-validated", cross_validated(&bench));
    out.push_str("\n| slice | precision | recall | F1 |\n| --- | --- | --- | --- |\n");
    for slice in ["name_bench", "wd_arabic", "wd_hebrew", "wd_russian"] {
        row(&mut out, slice, figures(pairs.iter().filter(|pair| pair.origin.starts_with(slice)), |_| SAME));
    }
    out
}
