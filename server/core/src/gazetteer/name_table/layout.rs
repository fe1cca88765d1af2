//! Where the parts of a table lie in its bytes. All numbers are little-endian.
//!
//! | part | what it is |
//! | --- | --- |
//! | header | a mark and the sizes of the parts, each a `u32` |
//! | slots | eight bytes each: the upper half of the hash of some words, and what is known of them (0: an empty slot) |
//! | first words | a [`WordSet`](crate::gazetteer::word_set::WordSet) of the first words of all names |
//! | lower | likewise of the names that start in lower case |
//! | caseless | the first letters of names in scripts without case, a `u32` each, in order |
//! | records | the forms ([`super::record`]) |

use std::ops::Range;

/// In what a slot says: some name goes on after these words.
pub(super) const GOES_ON: u32 = 1 << 31;
/// The lower bits: one more than the place of the first form of these words among the records; 0: they are no name.
pub(super) const FORM: u32 = GOES_ON - 1;

const MARK: [u8; 8] = *b"names\0\0\x01";
/// No table that was built for real names comes near: a bound for the patience with a damaged one.
const FARTHEST: u32 = 1 << 16;
const HEADER: usize = MARK.len() + 7 * 4;

/// The sizes of the parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Header {
    /// Over so many slots the hashes are spread.
    pub homes: u32,
    /// A value lies in one of so many slots from its home on.
    pub reach: u32,
    /// Slots: some more than homes.
    pub slots: u32,
    /// Eight bytes each.
    pub firsts: u32,
    /// Likewise.
    pub lower: u32,
    /// Letters.
    pub caseless: u32,
    /// Bytes.
    pub records: u32,
}

/// The bytes are no table, or not all of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Damaged;

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the table of names is damaged")
    }
}

impl std::error::Error for Damaged {}

impl Header {
    pub fn bytes(self) -> [u8; HEADER] {
        let numbers = [self.homes, self.reach, self.slots, self.firsts, self.lower, self.caseless, self.records];
        let mut bytes = [0; HEADER];
        bytes[..MARK.len()].copy_from_slice(&MARK);
        bytes[MARK.len()..].copy_from_slice(numbers.map(u32::to_le_bytes).as_flattened());
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Header> {
        let numbers = bytes.get(..HEADER)?.strip_prefix(&MARK)?.as_chunks().0;
        let &[homes, reach, slots, firsts, lower, caseless, records] = numbers else { return None };
        let [homes, reach, slots] = [homes, reach, slots].map(u32::from_le_bytes);
        let [firsts, lower, caseless, records] = [firsts, lower, caseless, records].map(u32::from_le_bytes);
        Some(Header { homes, reach, slots, firsts, lower, caseless, records })
    }
}

/// The places of the parts, counted from the first byte of the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub homes: u32,
    pub reach: u32,
    pub slots: Range<usize>,
    pub firsts: Range<usize>,
    pub lower: Range<usize>,
    pub caseless: Range<usize>,
    pub records: Range<usize>,
}

impl Layout {
    /// The places in a table of these bytes, and no others behind it.
    pub fn read(bytes: &[u8]) -> Result<Layout, Damaged> {
        let header = Header::read(bytes).ok_or(Damaged)?;
        let mut end = HEADER as u64;
        let mut part = |count: u32, size: u64| {
            let start = end as usize;
            end += u64::from(count) * size;
            start..end as usize
        };
        let layout = Layout {
            homes: header.homes,
            reach: header.reach.min(FARTHEST),
            slots: part(header.slots, 8),
            firsts: part(header.firsts, 8),
            lower: part(header.lower, 8),
            caseless: part(header.caseless, 4),
            records: part(header.records, 1),
        };
        if end == bytes.len() as u64 { Ok(layout) } else { Err(Damaged) }
    }
}

/// The slot from which on the words of a print are looked for.
#[inline]
pub(super) fn home(print: u32, homes: u32) -> usize {
    ((u64::from(print) * u64::from(homes)) >> 32) as usize
}
