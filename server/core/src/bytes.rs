//! Numbers and strings in bytes: what the packed forms of the corpus are written in.
//!
//! Numbers are little-endian groups of seven bits, the highest bit of a byte says that another follows
//! (LEB128). Reading is total: what does not fit, or ends too early, is none.

/// Writes a number: one byte below 128, two below 16,384, five at most.
pub fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes a string behind its length.
pub fn put_str(out: &mut Vec<u8>, words: &str) {
    put(out, words.len() as u32);
    out.extend_from_slice(words.as_bytes());
}

/// What is left to be read.
#[derive(Clone, Copy, Debug)]
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u32> {
        let mut number = 0_u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            let bits = u32::from(byte & 0x7F);
            number |= bits.checked_shl(shift).filter(|shifted| shifted >> shift == bits)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// So many bytes.
    pub fn take(&mut self, len: u32) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len as usize)?;
        self.0 = rest;
        Some(taken)
    }

    /// A string behind its length.
    pub fn words(&mut self) -> Option<&'a str> {
        let len = self.number()?;
        std::str::from_utf8(self.take(len)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(numbers in prop::collection::vec(any::<u32>(), 0..9), words in ".*") {
            let mut out = Vec::new();
            for number in &numbers {
                put(&mut out, *number);
            }
            put_str(&mut out, &words);
            let mut bytes = Bytes(&out);
            for number in numbers {
                prop_assert_eq!(bytes.number(), Some(number));
            }
            prop_assert_eq!(bytes.words(), Some(&*words));
            prop_assert_eq!(bytes.byte(), None);
        }

        #[test]
        fn anything_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut left = Bytes(&bytes);
            while left.number().is_some() || left.words().is_some() || left.byte().is_some() {}
            prop_assert!(left.0.is_empty());
        }
    }

    #[test]
    fn a_number_that_does_not_fit_is_none() {
        assert_eq!(Bytes(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F]).number(), Some(u32::MAX));
        assert_eq!(Bytes(&[0xFF, 0xFF, 0xFF, 0xFF, 0x1F]).number(), None);
        assert_eq!(Bytes(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00]).number(), None);
    }
}
