//! Runs of ASCII letters and digits, eight bytes at a time in one machine word.
//!
//! Each byte of the word is a lane. Adding a number to all lanes at once carries into a lane's highest
//! bit exactly where the byte is at least some letter, and no sum leaves its lane, since ASCII bytes
//! have their highest bit free; bytes beyond ASCII are masked out.

use super::Shape;
use crate::text::fold;

/// A run of ASCII letters and digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// One past its last byte.
    pub end: usize,
    /// What its letters are.
    pub shape: Shape,
    /// Hash of the folded word.
    pub hash: u64,
}

/// Words of that many times eight bytes are hashed without another look at their letters.
const HASHED: usize = 3;

/// The highest bit of every lane.
const HIGH: u64 = lanes(0x80);

/// That byte in every lane.
const fn lanes(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The run that starts at `start`, which has a letter or digit.
pub fn run(bytes: &[u8], start: usize) -> Run {
    let mut at = start;
    let mut shape = Shape::default();
    // The word in lower case, eight bytes in each.
    let mut words = [0; HASHED];
    let mut rounds = 0;
    loop {
        let eight = load(bytes, at);
        let Kinds { upper, lower, digit } = kinds(eight);
        let others = !(upper | lower | digit) & HIGH;
        let count = others.trailing_zeros() as usize / 8;
        // All bits below the first other sign.
        let inside = if others == 0 { u64::MAX } else { (others & others.wrapping_neg()) - 1 };
        // The lowest lane is the first letter of the word only in the first round.
        let initial = if at == start { upper & 0x80 } else { 0 };
        shape.add_if(Shape::UPPER, initial != 0);
        shape.add_if(Shape::INNER_UPPER, (upper & inside) > initial);
        shape.add_if(Shape::LOWER, lower & inside != 0);
        shape.add_if(Shape::DIGIT, digit & inside != 0);
        if let Some(word) = words.get_mut(rounds) {
            *word = (eight | lanes(0x20)) & below(count);
        }
        at += count;
        if count < 8 {
            break;
        }
        rounds += 1;
    }
    let length = at - start;
    let hash = match words.get(..length.div_ceil(8)) {
        Some(words) => fold::hash_words(words, length),
        None => fold::hash_ascii(&bytes[start..at]),
    };
    Run { end: at, shape, hash }
}

/// Lanes whose highest bit says what their bytes are.
struct Kinds {
    upper: u64,
    lower: u64,
    digit: u64,
}

fn kinds(eight: u64) -> Kinds {
    let ascii = !eight & HIGH;
    let low = eight & !HIGH;
    let at_least = |byte: u8| low + lanes(0x80 - byte);
    let between = |from: u8, to: u8| at_least(from) & !at_least(to + 1) & ascii;
    Kinds { upper: between(b'A', b'Z'), lower: between(b'a', b'z'), digit: between(b'0', b'9') }
}

/// The eight bytes from `at` on, the first in the lowest lane; zeros behind the end.
fn load(bytes: &[u8], at: usize) -> u64 {
    if let Some(eight) = bytes.get(at..at + 8) {
        return u64::from_le_bytes(eight.try_into().unwrap_or_default());
    }
    bytes[at..].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// All bits of the lowest `count` lanes, of eight.
const fn below(count: usize) -> u64 {
    if count >= 8 { u64::MAX } else { (1 << (8 * count)) - 1 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_run_is_what_its_letters_say(word in "[A-Za-z0-9]{1,30}", behind in "([ .,é\'{@`\\[/:][a-z ]{0,9})?") {
            let text = format!("{word}{behind}");
            let run = run(text.as_bytes(), 0);
            prop_assert_eq!(run.end, word.len());
            prop_assert_eq!(run.hash, fold::hash_folded(fold::fold(&word).as_bytes()));
            let (first, rest) = word.split_at(1);
            let has = |flag: Shape| run.shape.has(flag);
            prop_assert_eq!(has(Shape::UPPER), first.contains(|c: char| c.is_ascii_uppercase()));
            prop_assert_eq!(has(Shape::INNER_UPPER), rest.contains(|c: char| c.is_ascii_uppercase()));
            prop_assert_eq!(has(Shape::LOWER), word.contains(|c: char| c.is_ascii_lowercase()));
            prop_assert_eq!(has(Shape::DIGIT), word.contains(|c: char| c.is_ascii_digit()));
        }
    }
}
