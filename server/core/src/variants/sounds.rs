//! The sounds of a word: what its letters have in common with other spellings of the same name.
//!
//! A sound is one byte: a small letter for itself, a capital for a sound that is written with several
//! letters (`S` sh, `C` ch, `J` dj, `X` kh, `G` gh, `Z` zh, `T` ts). Letters that most transliterations do not tell
//! apart are one sound (`q` and `k`, `w` and `v`, `y` and `i`, `ou` and `u`); what some of them tell apart
//! are two, and [`between`] says how near they are.

/// Sounds of a word, never two equal ones in a row.
pub type Sounds = Vec<u8>;

/// The spellings that begin with a letter, the longest first, with their sounds. A letter that none of them
/// fits stands for itself.
const fn spellings(first: u8) -> &'static [(&'static str, &'static str)] {
    match first {
        b'a' => &[("aa", "a")],
        b'c' => &[
            ("chr", "kr"),
            ("chl", "kl"),
            ("ch", "C"),
            ("ck", "k"),
            ("cz", "C"),
            ("ce", "se"),
            ("ci", "si"),
            ("cy", "si"),
            ("c", "k"),
        ],
        b'd' => &[("dsch", "J"), ("dzh", "J"), ("dj", "J"), ("dh", "d")],
        b'e' => &[("eau", "o"), ("ee", "i"), ("ey", "ei"), ("ej", "ei")],
        b'g' => &[("gh", "G")],
        b'i' => &[("ie", "i"), ("iy", "i"), ("ij", "i")],
        b'j' => &[("j", "J")],
        b'k' => &[("kh", "X")],
        b'o' => &[("ou", "u"), ("oo", "u")],
        b'p' => &[("ph", "f"), ("pf", "f")],
        b'q' => &[("qu", "k"), ("q", "k")],
        b's' => &[("shch", "S"), ("sch", "S"), ("sh", "S"), ("sz", "S")],
        b't' => &[("tsch", "C"), ("tch", "C"), ("tsh", "C"), ("tz", "T"), ("ts", "T"), ("th", "t")],
        b'w' => &[("w", "v")],
        b'x' => &[("x", "ks")],
        b'y' => &[("ye", "i"), ("yi", "i"), ("y", "i")],
        b'z' => &[("zh", "Z")],
        _ => &[],
    }
}

/// The sounds of a word of small Latin letters.
pub fn sounds(word: &str) -> Sounds {
    let mut sounds = Sounds::with_capacity(word.len());
    let mut rest = word.as_bytes();
    // An `h` behind the last vowel is not heard: Haniyeh, Sarah.
    if let [.., b'a' | b'e' | b'o', b'h'] = rest {
        rest = &rest[..rest.len() - 1];
    }
    let mut first = true;
    while let Some(&letter) = rest.first() {
        let spelt = match rest {
            // Xi, Xavier; Andrej; Knight.
            [b'x', ..] if first => Some((1, "S")),
            [b'j'] if !first => Some((1, "i")),
            [b'k', b'n', ..] if first => Some((2, "n")),
            [b'y', b'e', ..] | [b'i', b'e', _, ..] if first => Some((2, "ie")),
            _ => None,
        };
        let spelt = spelt.or_else(|| {
            let fits = |(from, _): &&(&str, &str)| rest.starts_with(from.as_bytes());
            spellings(letter).iter().find(fits).map(|(from, to)| (from.len(), *to))
        });
        let (length, new) = spelt.map_or((1, &rest[..1]), |(length, new)| (length, new.as_bytes()));
        for &sound in new {
            if sounds.last() != Some(&sound) {
                sounds.push(sound);
            }
        }
        rest = &rest[length..];
        first = false;
    }
    sounds
}

/// Whether a sound is a vowel.
pub const fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// How far two sounds are apart: 0 the same, 1 nothing in common. Symmetric.
#[allow(clippy::unnested_or_patterns, reason = "pairs read better whole")]
pub const fn between(a: u8, b: u8) -> f32 {
    if a == b {
        return 0.0;
    }
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    match (a, b) {
        (b'G', b'g') => 0.1,
        (b'e', b'i') | (b'o', b'u') => 0.2,
        (b'X', b'h') => 0.25,
        (b'G', b'k') | (b'J', b'Z') | (b'f', b'v') | (b'u', b'v') | (b'S', b's') | (b'T', b's') | (b's', b'z') | (b'X', b'k') => {
            0.3
        }
        (b'a', b'e') | (b'J', b'i') | (b'C', b'S') | (b'C', b'T') | (b'T', b'z') | (b'Z', b'z') | (b'J', b'g') => 0.4,
        (b'C', b'X') | (b'C', b'J') | (b'a', b'o') | (b'C', b'k') | (b'e', b'o') | (b'Z', b'g') | (b'b', b'v') => 0.5,
        (b'S', b'X') | (b'd', b't') | (b'a', b'i') | (b'a', b'u') | (b'i', b'u') | (b'e', b'u') | (b'i', b'o') => 0.6,
        (b'g', b'k') | (b'b', b'p') | (b'd', b'z') | (b'g', b'h') | (b'f', b'p') | (b'S', b'Z') => 0.7,
        _ => 1.0,
    }
}

/// The class of a consonant in keys: sounds of one class are taken for each other by some transliteration.
/// None for what comes and goes: vowels, `h` and `kh`.
pub const fn class(sound: u8) -> Option<u8> {
    match sound {
        b'k' | b'g' | b'G' => Some(b'k'),
        b's' | b'z' | b'S' | b'Z' | b'T' | b'C' | b'J' => Some(b's'),
        b'd' | b't' => Some(b't'),
        b'b' | b'p' | b'v' | b'f' => Some(b'b'),
        b'X' | b'h' | b'a' | b'e' | b'i' | b'o' | b'u' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(word: &str) -> String {
        String::from_utf8(sounds(word)).unwrap()
    }

    #[test]
    fn spellings_of_one_sound() {
        for (a, b) in [
            ("sergey", "sergei"),
            ("sergej", "sergei"),
            ("dmitry", "dmitriy"),
            ("qasem", "kassem"),
            ("yusuf", "iousouf"),
            ("philipp", "filip"),
            ("xi", "shi"),
            ("christof", "kristof"),
            ("haniyah", "haniya"),
            ("yeltsin", "ieltsin"),
        ] {
            assert_eq!(heard(a), heard(b), "{a} {b}");
        }
        assert_eq!(heard("khrushchev"), "XruSev");
        assert_eq!(heard(""), "");
    }

    #[test]
    fn distances_are_symmetric_and_bounded() {
        let all = b"abcdefghiklmnoprstuvzSCJXGZT";
        for &a in all {
            for &b in all {
                assert!((between(a, b) - between(b, a)).abs() < f32::EPSILON);
                assert!((0.0..=1.0).contains(&between(a, b)) && (a == b) == (between(a, b) == 0.0));
            }
        }
    }
}
