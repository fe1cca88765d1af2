//! Figures and the tables that show them.

use std::time::Duration;

/// The n-th hundredth of some times (nearest rank), in milliseconds.
pub fn hundredth(times: &[Duration], n: usize) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = (times.len() * n).div_ceil(100).checked_sub(1)?;
    Some(milliseconds(times[at]))
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Three digits that count.
pub fn short(number: Option<f64>) -> String {
    match number {
        None => "–".to_owned(),
        Some(number) if number < 10.0 => format!("{number:.2}"),
        Some(number) if number < 100.0 => format!("{number:.1}"),
        Some(number) => format!("{number:.0}"),
    }
}

/// How many times ours theirs is.
pub fn ratio(ours: Option<f64>, theirs: Option<f64>) -> String {
    match ours.zip(theirs) {
        Some((ours, theirs)) if ours > 0.0 => format!("{}×", short(Some(theirs / ours))),
        _ => "–".to_owned(),
    }
}

/// Prints a table in Markdown.
pub fn print(head: &[&str], rows: &[Vec<String>]) {
    println!("| {} |", head.join(" | "));
    println!("| --- |{}", " ---: |".repeat(head.len() - 1));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
    println!();
}
