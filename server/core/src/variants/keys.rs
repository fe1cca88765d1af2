//! Keys: what spellings of one name have in common, so that one leads to the others without comparing all.
//!
//! The key of a name is the sequence of its consonants' classes, with a mark for a vowel it begins with.
//! Vowels, doubled letters, `h` and the like change nothing in it; any other slip changes one place, so two
//! names one slip apart share their key or one of their keys with one place left out.

use super::name::{Name, Word};
use super::sounds;
use crate::text::fold;

/// The fewest places of a key that is also taken with one left out.
const SHORTEST: usize = 3;
/// The most places of a key: a longer name is known by its beginning.
const LONGEST: usize = 24;

/// Calls back with the hash of each key of a name: of all its words, and of the first and the last where
/// there are more than two (a middle name may be left out).
pub fn each(name: &Name, mut found: impl FnMut(u32)) {
    let words: Vec<&Word> = name.content().collect();
    of(&words, &mut found);
    if let [first, _, .., last] = words[..] {
        of(&[first, last], &mut found);
    }
}

fn of(words: &[&Word], found: &mut impl FnMut(u32)) {
    let mut key: Vec<u8> = Vec::with_capacity(LONGEST);
    for word in words {
        if key.is_empty() && word.sounds.first().is_some_and(|&sound| sounds::is_vowel(sound)) {
            key.push(b'a');
        }
        let classes = word.sounds.iter().filter_map(|&sound| sounds::class(sound));
        key.extend(classes.take(LONGEST.saturating_sub(key.len())));
    }
    if key.is_empty() {
        return;
    }
    let hash = |key: &[u8]| (fold::hash_folded(key) >> 32) as u32;
    found(hash(&key));
    if key.len() > SHORTEST || (key.len() == SHORTEST && words.len() == 1) {
        let mut shorter = Vec::with_capacity(key.len());
        for skip in 0..key.len() {
            // Leaving out either of two equal neighbours is the same.
            if skip > 0 && key[skip] == key[skip - 1] {
                continue;
            }
            shorter.clear();
            shorter.extend_from_slice(&key[..skip]);
            shorter.extend_from_slice(&key[skip + 1..]);
            found(hash(&shorter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: &str, b: &str) -> bool {
        let keys = |form: &str| {
            let mut keys = Vec::new();
            each(&Name::new(form), |key| keys.push(key));
            keys
        };
        let known = keys(a);
        keys(b).iter().any(|key| known.contains(key))
    }

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("Sergei Lavrov", "Sergey Lavrov"),
            ("Khmeimim", "Hemeimeem"),
            ("Gadi Eisenkot", "Gadi Eizenkott"),
            ("Abdulrahman", "Abd al-Rahman"),
            ("Alexander Lukashenko", "Alexander Luakshenko"),
            ("Sergey Lavrov", "Sergey Viktorovich Lavrov"),
            ("Лавров", "Lavrow"),
            ("Haifa", "Haifah"),
            ("Emmanuel Macron", "Emmanuel Marcon"),
        ] {
            assert!(meet(a, b), "{a} {b}");
        }
        assert!(!meet("Sergey Lavrov", "Dmitry Peskov"));
    }
}
