//! Texts: open documents, positions, encodings, folding, tokens and paragraphs.
//!
//! The one unit inside the engine is the byte offset into UTF-8 text ([`Span`]). Everything else
//! (code points of the command line, UTF-16 units of editors) is converted at the edge by
//! [`position`].

pub mod document;
pub mod encoding;
pub mod fold;
pub mod nations;
pub mod paragraph;
pub mod position;
pub mod token;
pub mod words;

#[cfg(test)]
mod naive;

use std::fmt;

/// A text longer than offsets can count: more than `u32::MAX` bytes of UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLong;

impl TooLong {
    /// Refuses a length in bytes that offsets cannot count.
    pub fn check(len: usize) -> Result<(), TooLong> {
        if u32::try_from(len).is_ok() { Ok(()) } else { Err(TooLong) }
    }
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is longer than 4 GiB: split it")
    }
}

impl std::error::Error for TooLong {}

/// A half-open range of byte offsets into one UTF-8 text. Both ends lie on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The empty span at `at`.
    pub const fn at(at: u32) -> Span {
        Span { start: at, end: at }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words it covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether the offset lies inside or at either end (an editor's cursor stands between bytes).
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub const fn shifted(self, by: u32) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// As a range for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
