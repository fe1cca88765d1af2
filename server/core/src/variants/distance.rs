//! How far two words are apart: an edit distance whose steps cost what they mean.
//!
//! A letter for another of its class costs little, a vowel that is written or left out little, any other
//! slip 1 (a letter too many, too few, wrong, or two exchanged). Cost: the product of the two lengths, which
//! the caller bounds.

use super::sounds::{between, is_vowel};

/// What a step costs where one of the names is of a script that writes few vowels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vowels {
    /// Both write theirs.
    Written,
    /// One does not.
    Unwritten,
}

/// The distance between two sequences of sounds: 0 where they are the same, at most the longer length.
pub fn distance(a: &[u8], b: &[u8], vowels: Vowels) -> f32 {
    let first = |word: &[u8]| word.iter().position(|&sound| is_vowel(sound));
    let steps = Steps { a, b, vowels, first: (first(a), first(b)) };
    let width = b.len() + 1;
    // Three rows: the one before the last is looked at for exchanged neighbours.
    let mut rows = vec![0.0_f32; width * 3];
    let (mut before, mut last, mut row) = (0, width, 2 * width);
    for j in 1..width {
        rows[last + j] = rows[last + j - 1] + steps.dropped(b, j - 1);
    }
    for i in 1..=a.len() {
        let drop_a = steps.dropped(a, i - 1);
        rows[row] = rows[last] + drop_a;
        for j in 1..width {
            let change = rows[last + j - 1] + steps.changed(i - 1, j - 1);
            let fewer = rows[last + j] + drop_a;
            let more = rows[row + j - 1] + steps.dropped(b, j - 1);
            let mut cheapest = change.min(fewer).min(more);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cheapest = cheapest.min(rows[before + j - 2] + 1.0);
            }
            rows[row + j] = cheapest;
        }
        (before, last, row) = (last, row, before);
    }
    rows[last + width - 1]
}

/// What each step costs between two words.
struct Steps<'a> {
    a: &'a [u8],
    b: &'a [u8],
    vowels: Vowels,
    /// Where the first vowel of each stands.
    first: (Option<usize>, Option<usize>),
}

impl Steps<'_> {
    /// One sound for another.
    fn changed(&self, i: usize, j: usize) -> f32 {
        let (x, y) = (self.a[i], self.b[j]);
        let plain = between(x, y);
        if plain == 0.0 {
            return 0.0;
        }
        if self.vowels == Vowels::Unwritten {
            let half = |sound| is_vowel(sound) || sound == b'v';
            let lips = |sound| matches!(sound, b'b' | b'v' | b'p' | b'f');
            return match () {
                () if half(x) && half(y) => 0.1,
                () if lips(x) && lips(y) => 0.2,
                () => plain,
            };
        }
        if is_vowel(x) && is_vowel(y) {
            // The last vowel tells Maria from Mario, the first Hassan from Hussein and Ali from Eli.
            let last = i + 1 == self.a.len() && j + 1 == self.b.len();
            if last && !matches!((x, y), (b'e', b'i') | (b'i', b'e')) {
                return plain.max(0.8);
            }
            if self.first == (Some(i), Some(j)) {
                return if plain >= 0.5 { 1.1 } else { plain.max(if i == 0 { 0.5 } else { 0.0 }) };
            }
        }
        plain
    }

    /// A sound too many.
    fn dropped(&self, word: &[u8], at: usize) -> f32 {
        let sound = word[at];
        let (first, last) = (at == 0, at + 1 == word.len());
        if is_vowel(sound) {
            if self.vowels == Vowels::Unwritten {
                return 0.05;
            }
            let beside = |other: Option<&u8>| other.is_some_and(|&other| is_vowel(other));
            return match () {
                // Half of a diphthong: Hussain, Husain; Mueller, Müller.
                () if !first && (beside(word.get(at - 1)) || (!last && beside(word.get(at + 1)))) => 0.3,
                // An ending: Petrov, Petrova.
                () if last => 1.0,
                () if first => 0.8,
                () => 0.5,
            };
        }
        match sound {
            b'h' => 0.4,
            b'X' if first => 0.6,
            b'v' if self.vowels == Vowels::Unwritten => 0.1,
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sounds::sounds;
    use super::*;

    fn apart(a: &str, b: &str) -> f32 {
        distance(&sounds(a), &sounds(b), Vowels::Written)
    }

    #[test]
    fn spellings_are_nearer_than_slips() {
        for (near, far) in [
            (("mohammed", "muhammad"), ("mohammed", "mahmoud")),
            (("sergei", "sergiy"), ("sergei", "serkei")),
            (("lieberman", "liberman"), ("lieberman", "biberman")),
            (("khmeimim", "hmeimim"), ("khmeimim", "meimir")),
            (("eisenkot", "eizenkot"), ("eisenkot", "eisenkop")),
            (("ivan", "iwan"), ("ivan", "ivana")),
            (("marie", "mari"), ("maria", "mario")),
            (("lukashenko", "luakshenko"), ("lukashenko", "lukashevich")),
        ] {
            assert!(apart(near.0, near.1) < apart(far.0, far.1), "{near:?} {far:?}");
        }
    }

    #[test]
    fn the_distance_is_symmetric() {
        for (a, b) in [("netanyahu", "netanjahu"), ("ab", "ba"), ("", "abc"), ("lavrov", "lavrova"), ("x", "kss")] {
            assert!((apart(a, b) - apart(b, a)).abs() < 1e-5, "{a} {b}");
            assert!(apart(a, b) <= a.len().max(b.len()) as f32);
        }
        assert!(apart("same", "same") == 0.0);
    }
}
