//! Folding: what two spellings must have in common to be the same name.
//!
//! Folded text has no case, no diacritics, no apostrophes (ʿ ʾ ’ ' …), no soft hyphens or other
//! invisible marks; every dash is `-`, every run of white space (a line break too) one space, and the
//! full stop of an abbreviation or initial is gone (`St. Petersburg`, `U.S.`). Letters that Unicode
//! does not decompose (ø, ł, ß …) fold to what newspapers print for them.
//!
//! Source offsets are kept by never building folded text for an article: [`match_folded`] walks the
//! article and a folded form side by side. Cost: one comparison a byte in ASCII, one decomposition a
//! character elsewhere.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The longest word whose full stop is taken for that of an abbreviation, in letters.
const ABBREVIATION: usize = 4;

/// What a character is to folding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// A letter, digit or mark: folded by [`fold_char`].
    Word,
    /// Ignored: apostrophes, soft hyphens, joiners, direction marks.
    Nothing,
    /// White space.
    Space,
    /// A dash of any length.
    Dash,
    /// A quotation mark of any shape.
    Quote,
    /// Anything else: compared as it is.
    Other,
}

/// Whether it is one of the marks written for an apostrophe, a glottal stop or an ʿayn.
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | '′' | '׳' | '＇')
}

/// Whether it is a dash or hyphen of any length.
pub const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{05BE}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Whether it has no width and no meaning for a name.
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{640}' | '\u{FE00}'..='\u{FE0F}' | '\u{61C}')
}

/// Whether it is a mark on the letter before it (accents, vowel points), dropped in folding.
pub fn is_mark(c: char) -> bool {
    !c.is_ascii() && !matches!(canonical_combining_class(c), 0 | 7 | 9)
}

/// What a character is to folding.
pub fn class(c: char) -> Class {
    if c.is_ascii_alphanumeric() {
        return Class::Word;
    }
    match c {
        _ if is_apostrophe(c) || is_invisible(c) => Class::Nothing,
        _ if is_dash(c) => Class::Dash,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '״' => Class::Quote,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_ascii() => Class::Other,
        _ if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => Class::Word,
        _ => Class::Other,
    }
}

/// Folds one letter, digit or mark; `out` gets nothing for a mark that is dropped.
pub fn fold_char(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        return out(c.to_ascii_lowercase());
    }
    // "⒈" is a letter with the full stop of an abbreviation.
    let dropped = |part| is_mark(part) || part == '.' || matches!(class(part), Class::Nothing | Class::Space);
    for part in std::iter::once(c).nfkd().filter(|&part| !dropped(part)) {
        let printed = match part {
            'ß' | 'ẞ' => "ss",
            'ø' | 'Ø' => "o",
            'ł' | 'Ł' => "l",
            'đ' | 'Đ' | 'ð' | 'Ð' => "d",
            'æ' | 'Æ' => "ae",
            'œ' | 'Œ' => "oe",
            'þ' | 'Þ' => "th",
            'ı' => "i",
            'ə' | 'Ə' => "e",
            'ς' => "σ",
            _ => {
                part.to_lowercase().for_each(&mut out);
                continue;
            }
        };
        printed.chars().for_each(&mut out);
    }
}

/// Folds a whole form: the key that two spellings of one name share.
pub fn fold(form: &str) -> String {
    let mut folded = String::with_capacity(form.len());
    let (mut word, mut dropping) = (0, false);
    for c in form.trim().chars() {
        match class(c) {
            Class::Word => {
                // A mark that is dropped changes nothing.
                fold_char(c, |part| {
                    folded.push(part);
                    word = if part.is_alphanumeric() { word + 1 } else { 0 };
                    dropping = false;
                });
                continue;
            }
            Class::Nothing => continue,
            Class::Other if c == '.' && (dropping || (1..=ABBREVIATION).contains(&word)) => {
                (word, dropping) = (0, true);
                continue;
            }
            Class::Space if folded.is_empty() || folded.ends_with(' ') => {}
            Class::Space => folded.push(' '),
            Class::Dash => folded.push('-'),
            Class::Quote => folded.push('"'),
            Class::Other => folded.push(c),
        }
        (word, dropping) = (0, false);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Where the form ends that starts at byte `start` of the text; none where the text says something
/// else. `folded` are the bytes that [`fold`] gave. Brackets of an insertion (`[Vladimir] Putin`) are passed over.
/// Whether the end is the end of a word is the caller's to judge.
pub fn match_folded(text: &str, start: usize, folded: &[u8]) -> Option<usize> {
    let (bytes, form) = (text.as_bytes(), folded);
    let (mut at, mut done) = (start, 0);
    let (mut word, mut dropping) = (0, false);
    while done < form.len() {
        let byte = *bytes.get(at)?;
        if byte.is_ascii_alphanumeric() {
            if byte.to_ascii_lowercase() != form[done] {
                return None;
            }
            (at, done, word, dropping) = (at + 1, done + 1, word + 1, false);
            continue;
        }
        // One space between two words, as nearly always.
        if byte == b' ' && form[done] == b' ' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
            (at, done, word, dropping) = (at + 1, done + 1, 0, false);
            continue;
        }
        let c = text[at..].chars().next()?;
        let next = at + c.len_utf8();
        match class(c) {
            Class::Word => {
                let mut same = true;
                fold_char(c, |part| {
                    word = if part.is_alphanumeric() { word + 1 } else { 0 };
                    dropping = false;
                    let mut buffer = [0; 4];
                    let part = part.encode_utf8(&mut buffer).as_bytes();
                    same = same && form[done..].starts_with(part);
                    done += if same { part.len() } else { 0 };
                });
                if !same {
                    return None;
                }
                at = next;
                continue;
            }
            Class::Nothing => {
                at = next;
                continue;
            }
            // Space that folding left out: before the first letter, or behind space and marks that it dropped.
            Class::Space if done == 0 || form[done - 1] == b' ' => at = next,
            Class::Space if form[done] == b' ' => {
                done += 1;
                at = next;
                while let Some(space) = text[at..].chars().next().filter(|&c| class(c) == Class::Space || is_invisible(c)) {
                    at += space.len_utf8();
                }
            }
            Class::Dash if form[done] == b'-' => (at, done) = (next, done + 1),
            Class::Quote if form[done] == b'"' => (at, done) = (next, done + 1),
            Class::Other if c == '.' && (dropping || (1..=ABBREVIATION).contains(&word)) => {
                (at, word, dropping) = (next, 0, true);
                continue;
            }
            Class::Other if matches!(c, '[' | ']') && form[done] != byte => at = next,
            Class::Other if form[done..].starts_with(&bytes[at..next]) => (at, done) = (next, done + (next - at)),
            _ => return None,
        }
        (word, dropping) = (0, false);
    }
    while let Some(mark) = text[at..].chars().next().filter(|&c| is_mark(c)) {
        at += mark.len_utf8();
    }
    Some(at)
}

/// The hash of a folded word, the same on every machine and in every version of the table's format.
/// Used to find candidates only: what it finds is always verified.
pub fn hash_folded(word: &[u8]) -> u64 {
    let mut hash = start_of(word.len());
    let (chunks, rest) = word.as_chunks::<8>();
    for chunk in chunks {
        hash = mix(hash ^ u64::from_le_bytes(*chunk), K2);
    }
    if !rest.is_empty() {
        let last = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        hash = mix(hash ^ last, K2);
    }
    hash
}

/// The hash of a word of ASCII letters and digits as [`hash_folded`] gives it for its folded form.
pub fn hash_ascii(word: &[u8]) -> u64 {
    const CASE: u64 = 0x2020_2020_2020_2020;
    let mut hash = start_of(word.len());
    let (chunks, rest) = word.as_chunks::<8>();
    // Sets the case bit of letters; digits have it already, and padding must stay without.
    for chunk in chunks {
        hash = mix(hash ^ (u64::from_le_bytes(*chunk) | CASE), K2);
    }
    if !rest.is_empty() {
        let case = CASE >> (64 - 8 * rest.len());
        let last = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        hash = mix(hash ^ (last | case), K2);
    }
    hash
}

/// The hash of a word as it is written: [`hash_folded`] of what it folds to.
pub fn hash_word(word: &str) -> u64 {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        hash_ascii(word.as_bytes())
    } else {
        hash_folded(fold(word).as_bytes())
    }
}

/// The hash of a folded word of that many bytes, which lie in `words` by eights, from the lowest up, zeros behind
/// the last.
pub fn hash_words(words: &[u64], length: usize) -> u64 {
    let start = STARTS.get(length).copied().unwrap_or_else(|| start_of(length));
    words.iter().fold(start, |hash, word| mix(hash ^ word, K2))
}

/// The hash of a sequence of words, one more word appended.
pub fn hash_joined(before: u64, word: u64) -> u64 {
    mix(before ^ K2, word ^ K1)
}

const K0: u64 = 0x9E37_79B9_7F4A_7C15;
const K1: u64 = 0xD6E8_FEB8_6659_FD93;
const K2: u64 = 0xA076_1D64_78BD_642F;

/// What the hashing of a word of that many bytes begins with.
const fn start_of(length: usize) -> u64 {
    mix(K0 ^ length as u64, K1)
}

/// The same for the lengths that most words have.
const STARTS: [u64; 25] = {
    let mut starts = [0; 25];
    let mut length = 0;
    while length < starts.len() {
        starts[length] = start_of(length);
        length += 1;
    }
    starts
};

/// Multiplies to 128 bits and folds the halves.
const fn mix(a: u64, b: u64) -> u64 {
    let wide = a as u128 * b as u128;
    (wide as u64) ^ ((wide >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_that_fold_alike() {
        for (a, b) in [
            ("Sana'a", "Sanaa"),
            ("Sana’a", "SANAA"),
            ("ʿAbd al‑Raḥmān", "Abd al-Rahman"),
            ("U.S.", "US"),
            ("St. Petersburg", "St\u{a0}Petersburg"),
            ("Łódź", "Lodz"),
            ("Сергей", "СЕРГЕЙ"),
            ("e\u{301}", "é"),
            ("Vla\u{ad}dimir", "Vladimir"),
            ("ﬁre", "fire"),
            ("Straße", "STRASSE"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn spellings_that_do_not() {
        for (a, b) in [("S-400", "S 400"), ("S-400", "S400"), ("Amazon.com", "Amazoncom"), ("कि", "का")] {
            assert_ne!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn a_match_ends_where_the_words_end() {
        for (text, form, end) in [
            ("Sergey\r\n  Lavrov said", "Sergey Lavrov", Some("Sergey\r\n  Lavrov")),
            ("Vladimir] Putin and", "Vladimir Putin", Some("Vladimir] Putin")),
            ("U.S. troops", "US", Some("U.S")),
            ("St Petersburg", "St. Petersburg", Some("St Petersburg")),
            ("Amazon.com", "Amazon.com", Some("Amazon.com")),
            ("Peskov. Later", "Peskov Later", None),
            ("Renée", "Renee", Some("Renée")),
            ("Rene\u{301}e\u{301} x", "Renee", Some("Rene\u{301}e\u{301}")),
            ("\u{591} Aden said", "Aden", Some("\u{591} Aden")),
            ("Abu \u{591} Ali said", "Abu \u{591} Ali", Some("Abu \u{591} Ali")),
        ] {
            assert_eq!(match_folded(text, 0, fold(form).as_bytes()).map(|end| &text[..end]), end, "{form} in {text}");
        }
    }

    #[test]
    fn a_mark_that_is_dropped_changes_nothing_about_a_full_stop() {
        assert_eq!(fold("か.\u{301}."), fold("か."));
    }

    proptest! {
        #[test]
        fn a_form_matches_itself(form in "\\PC{0,24}") {
            let form = form.trim();
            let folded = fold(form);
            prop_assume!(!form.contains(['[', ']']) && form.chars().next().is_none_or(|c| class(c) != Class::Nothing));
            let end = match_folded(form, 0, folded.as_bytes());
            prop_assert!(end.is_some(), "{form:?} folded {folded:?}");
        }

        #[test]
        fn folding_twice_changes_nothing(form in "[\\PC]{0,24}") {
            let once = fold(&form);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn both_hashes_agree(word in "[A-Za-z0-9]{1,30}") {
            prop_assert_eq!(hash_ascii(word.as_bytes()), hash_folded(word.to_ascii_lowercase().as_bytes()));
            let lower = word.to_ascii_lowercase();
            let eights = lower.as_bytes().chunks(8);
            let words: Vec<u64> = eights.map(|eight| eight.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))).collect();
            prop_assert_eq!(hash_words(&words, word.len()), hash_ascii(word.as_bytes()));
        }

        #[test]
        fn no_text_breaks_a_match(text in "\\PC{0,16}", form in "\\PC{0,8}") {
            if let Some(end) = match_folded(&text, 0, fold(&form).as_bytes()) {
                prop_assert!(text.is_char_boundary(end));
            }
        }
    }
}
