//! What the server has done so far, in numbers: for tests that hold it to its promises, and for whoever wonders what
//! it is busy with.
//!
//! A keystroke must not do work that grows with the corpus. Times show that badly on a busy machine; counts show it
//! exactly. The request `nomenclator/work` answers with all of them.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

/// Counts something.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Counter(AtomicU64);

impl Counter {
    const fn new() -> Counter {
        Counter(AtomicU64::new(0))
    }

    /// Adds to the count.
    pub fn add(&self, number: usize) {
        self.0.fetch_add(number as u64, Ordering::Relaxed);
    }
}

/// The counts since the start. A process serves one client, so they are its.
pub static WORK: Work = Work::new();

/// What is counted.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Work {
    /// Versions of open documents that were read.
    pub versions_read: Counter,
    /// Paragraphs of them that were not lent by the version before.
    pub paragraphs_read: Counter,
    /// Bytes in these.
    pub bytes_read: Counter,
    /// Mentions that were settled in them, lent paragraphs included.
    pub mentions_settled: Counter,
    /// Findings that were made in them.
    pub findings_made: Counter,
    /// Diagnostics that were written for the client.
    pub diagnostics_written: Counter,
    /// Articles on disk that were looked at: are they what they were?
    pub articles_checked: Counter,
    /// Articles on disk whose bytes were read and compared.
    pub articles_opened: Counter,
    /// Articles on disk that were read for names.
    pub articles_read: Counter,
    /// Bytes in these.
    pub article_bytes_read: Counter,
    /// Articles that were put into the corpus in force or taken out.
    pub articles_changed: Counter,
    /// Gazetteers that were put together.
    pub gazetteers_built: Counter,
    /// Times the index of articles was found on disk and used.
    pub indexes_loaded: Counter,
    /// Times it was written.
    pub indexes_saved: Counter,
}

impl Work {
    const fn new() -> Work {
        Work {
            versions_read: Counter::new(),
            paragraphs_read: Counter::new(),
            bytes_read: Counter::new(),
            mentions_settled: Counter::new(),
            findings_made: Counter::new(),
            diagnostics_written: Counter::new(),
            articles_checked: Counter::new(),
            articles_opened: Counter::new(),
            articles_read: Counter::new(),
            article_bytes_read: Counter::new(),
            articles_changed: Counter::new(),
            gazetteers_built: Counter::new(),
            indexes_loaded: Counter::new(),
            indexes_saved: Counter::new(),
        }
    }
}
