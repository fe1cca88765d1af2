//! How a form and its uses lie in the bytes of a table.
//!
//! A form is a number (twice the count of its letters, plus one where the next form has the same words), its
//! letters, and its uses. A use is two bytes of traits, its entry, and two numbers where the traits say so: which
//! of the entry's names it is (else the first), and which words want a capital (else the first one to three).
//! Numbers are written seven bits a byte, the lowest first.

use super::{Case, Use};
use crate::gazetteer::{EntryIx, Kind, NameRef, NameUse};

/// In the first byte, beside the kind: the last use of its form, and a number of the name follows.
const LAST: u8 = 1 << 4;
const NAMED: u8 = 1 << 5;
/// Above them: how the letters are compared.
const CASE: u8 = 6;
const EXACT: u8 = 0;
const ACRONYM: u8 = 1;
const WORDS: u8 = 2;
/// In the second byte, beside the use of the name.
const WEAK: u8 = 1 << 4;
const DECLINED: u8 = 1 << 5;
/// Above them: so many words at the start want a capital; 0: a number says which.
const CAPITALS: u8 = 6;

const USES: [NameUse; 9] = [
    NameUse::House,
    NameUse::Spelling,
    NameUse::Abbreviation,
    NameUse::Nickname,
    NameUse::Former,
    NameUse::Demonym,
    NameUse::Designation,
    NameUse::Misspelling,
    NameUse::Avoid,
];

/// Appends a number.
pub(super) fn put_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number from the front; none where the bytes end before it does, or it is too large.
#[inline]
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u64;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(number).ok();
        }
    }
    None
}

impl Use {
    /// Appends it.
    pub(super) fn put(&self, last: bool, bytes: &mut Vec<u8>) {
        let (case, capitals) = match self.case {
            Case::Exact => (EXACT, 0),
            Case::Acronym => (ACRONYM, 0),
            Case::Words(upper) => (WORDS, (1..4).find(|&words| upper == (1 << words) - 1).unwrap_or(0)),
        };
        let flag = |flag: u8, set: bool| if set { flag } else { 0 };
        bytes.push(self.kind as u8 | flag(LAST, last) | flag(NAMED, self.name.name != 0) | case << CASE);
        bytes.push(self.usage as u8 | flag(WEAK, self.weak) | flag(DECLINED, self.declined) | capitals << CAPITALS);
        // The uppermost bit tells two sorts of entries apart: at the bottom it leaves the number short.
        put_number(self.name.entry.0.rotate_left(1), bytes);
        if self.name.name != 0 {
            put_number(self.name.name, bytes);
        }
        if let (Case::Words(upper), 0) = (self.case, capitals) {
            put_number(upper.into(), bytes);
        }
    }

    /// Takes a use from the front, and whether it is the last of its form; none where the bytes are no use.
    #[inline]
    fn take(bytes: &mut &[u8]) -> Option<(Use, bool)> {
        let (&[first, second], rest) = bytes.split_first_chunk()?;
        *bytes = rest;
        let entry = EntryIx(take_number(bytes)?.rotate_right(1));
        let name = if first & NAMED == 0 { 0 } else { take_number(bytes)? };
        let case = match (first >> CASE, second >> CAPITALS) {
            (EXACT, _) => Case::Exact,
            (ACRONYM, _) => Case::Acronym,
            (WORDS, 0) => Case::Words(take_number(bytes)? as u16),
            (WORDS, words) => Case::Words((1 << words) - 1),
            _ => return None,
        };
        let read = Use {
            name: NameRef { entry, name },
            case,
            kind: *Kind::ALL.get(usize::from(first & 0xf))?,
            usage: *USES.get(usize::from(second & 0xf))?,
            weak: second & WEAK != 0,
            declined: second & DECLINED != 0,
        };
        Some((read, first & LAST != 0))
    }
}

/// The uses of a form, in order of entry and name.
#[derive(Clone, Debug, Default)]
pub struct Uses<'a> {
    bytes: &'a [u8],
}

impl<'a> Uses<'a> {
    /// The uses that the bytes begin with.
    pub(super) fn new(bytes: &'a [u8]) -> Uses<'a> {
        Uses { bytes }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.clone().next().is_none()
    }

    /// The bytes behind the last of them.
    pub(super) fn behind(&self) -> Option<&'a [u8]> {
        let mut bytes = self.bytes;
        while !Use::take(&mut bytes)?.1 {}
        Some(bytes)
    }
}

impl Iterator for Uses<'_> {
    type Item = Use;

    #[inline]
    fn next(&mut self) -> Option<Use> {
        let (used, last) = Use::take(&mut self.bytes)?;
        if last {
            self.bytes = &[];
        }
        Some(used)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_is_read_as_it_was_written() {
        let cases = [Case::Exact, Case::Acronym, Case::Words(0), Case::Words(1), Case::Words(7), Case::Words(5), Case::Words(!0)];
        let mut uses = Vec::new();
        for (n, &usage) in USES.iter().enumerate() {
            assert_eq!(usage as usize, n);
            for (k, &kind) in Kind::ALL.iter().enumerate() {
                assert_eq!(kind as usize, k);
                for case in cases {
                    let entry = EntryIx([0, 77, 1_000_000, 1 << 31 | 0x3039, u32::MAX][(n + k) % 5]);
                    let name = NameRef { entry, name: [0, 1, 200][(n * k) % 3] };
                    uses.push(Use { name, case, kind, usage, weak: k % 2 == 0, declined: n % 2 == 0 });
                }
            }
        }
        let mut bytes = Vec::new();
        for (n, used) in uses.iter().enumerate() {
            used.put(n + 1 == uses.len(), &mut bytes);
        }
        let read = Uses::new(&bytes);
        assert_eq!(read.behind(), Some(&[][..]));
        assert_eq!(read.collect::<Vec<_>>(), uses);
        for end in 0..bytes.len() {
            assert!(Uses::new(&bytes[..end]).count() <= uses.len() && Uses::new(&bytes[..end]).behind().is_none());
        }
    }
}
