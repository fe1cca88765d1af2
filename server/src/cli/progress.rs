//! A bar on standard error while a run takes long, where a person is looking.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A run that takes no longer shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How far a run has come.
pub struct Progress {
    total: usize,
    done: usize,
    begun: Instant,
    bar: Option<ProgressBar>,
    seen: bool,
}

impl Progress {
    /// A run over so many articles.
    pub fn new(total: usize) -> Progress {
        Progress { total, done: 0, begun: Instant::now(), bar: None, seen: io::stderr().is_terminal() }
    }

    /// One article more; `print` is what is printed about it, the bar out of the way.
    pub fn step<T>(&mut self, print: impl FnOnce() -> T) -> T {
        self.done += 1;
        if self.seen && self.bar.is_none() && self.begun.elapsed() > PATIENCE {
            let style = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} articles, {eta} left");
            self.bar = style.ok().map(|style| ProgressBar::new(self.total as u64).with_style(style));
        }
        let Some(bar) = &self.bar else { return print() };
        bar.set_position(self.done as u64);
        bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
