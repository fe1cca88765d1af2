//! "Did you mean …": the nearest of some words to one that nobody knows.

use std::borrow::Cow;

/// How many letters two words may differ in, for a word of that many letters.
const fn allowance(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// The nearest candidate, the first of equals; none where no candidate is near. Hyphens, underscores
/// and case do not count. Cost: one short comparison for each candidate of about the same length.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = plain(word);
    let allowed = allowance(wanted.chars().count());
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // A letter has one to four bytes.
        let bytes = if candidate.is_ascii() && wanted.is_ascii() { allowed } else { 4 * allowed };
        if candidate.len().abs_diff(wanted.len()) > bytes {
            continue;
        }
        let distance = strsim::osa_distance(&wanted, &plain(candidate));
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The word without what does not count.
fn plain(word: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'_';
    if word.bytes().all(is_plain) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase().replace('_', "-")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far() {
        let fields = ["name", "names", "description", "part_of"];
        assert_eq!(nearest("nmae", fields), Some("name"));
        assert_eq!(nearest("part-of", fields), Some("part_of"));
        assert_eq!(nearest("Description", fields), Some("description"));
        assert_eq!(nearest("descriptoin", fields), Some("description"));
        assert_eq!(nearest("colour", fields), None);
        assert_eq!(nearest("of", ["if"]), None);
        assert_eq!(nearest("", fields), None);
    }
}
