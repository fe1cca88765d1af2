//! Bytes that somebody else keeps (a mapped file, a vector), and parts of them with every access checked.
//!
//! Numbers are little-endian. Nothing here trusts an offset: what does not lie inside is none.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use crate::gazetteer::name_table::Bytes;

/// A compiled file that is not what it should be: cut, changed, or made by something else. What is wrong, in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Damaged(pub &'static str);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Damaged {}

/// A part of some bytes.
#[derive(Clone)]
pub struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Section({:?})", self.range)
    }
}

impl Section {
    /// That part of the bytes; none where they have no such part.
    pub fn new(bytes: &Bytes, range: Range<usize>) -> Option<Section> {
        (**bytes).as_ref().get(range.clone())?;
        Some(Section { bytes: Arc::clone(bytes), range })
    }

    /// All of it.
    pub fn all(&self) -> &[u8] {
        (*self.bytes).as_ref().get(self.range.clone()).unwrap_or_default()
    }

    /// Whether it has no byte.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// The bytes and where the section lies in them, for a table that opens itself there.
    pub fn parts(&self) -> (&Bytes, Range<usize>) {
        (&self.bytes, self.range.clone())
    }

    /// The four bytes at an offset, as a number.
    pub fn u32_at(&self, at: usize) -> Option<u32> {
        let bytes = self.all().get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The eight bytes at an offset, as a number.
    pub fn u64_at(&self, at: usize) -> Option<u64> {
        let bytes = self.all().get(at..at.checked_add(8)?)?;
        Some(u64::from_le_bytes(bytes.try_into().ok()?))
    }
}
