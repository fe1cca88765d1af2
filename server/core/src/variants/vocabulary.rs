//! What part a word plays in a name besides naming: title, legal form, particle.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// What a word is in a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// It names.
    Name,
    /// One letter for a name.
    Initial,
    /// It has digits, or is a Roman number.
    Number,
    /// Mr, General.
    Title,
    /// The Arabic article.
    Article,
    /// bin, ben: whose child somebody is.
    Kinship,
    /// of, and, the.
    Function,
    /// Ltd, Company.
    Legal,
    /// MV, USS.
    Ship,
}

/// The classes of `vocabulary.txt`.
const CLASSES: [(&str, Part); 6] = [
    ("title", Part::Title),
    ("article", Part::Article),
    ("kinship", Part::Kinship),
    ("function", Part::Function),
    ("legal", Part::Legal),
    ("ship", Part::Ship),
];

/// The most words of a legal form.
const LONGEST: usize = 4;

#[derive(Default)]
struct Vocabulary {
    words: FxHashMap<&'static str, Part>,
    /// Legal forms of several words, as written.
    legal: Vec<Vec<&'static str>>,
}

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let mut vocabulary = Vocabulary::default();
        let lines = include_str!("vocabulary.txt").lines().filter(|line| !line.starts_with('#'));
        for (class, words) in lines.filter_map(|line| line.split_once(": ")) {
            let Some((_, part)) = CLASSES.iter().find(|(name, _)| *name == class) else { continue };
            let words: Vec<&str> = words.split(' ').collect();
            if *part == Part::Legal && words.len() <= LONGEST {
                vocabulary.legal.push(words);
            } else {
                vocabulary.words.extend(words.iter().map(|word| (*word, *part)));
            }
        }
        vocabulary.legal.sort_by_key(|words| std::cmp::Reverse(words.len()));
        vocabulary
    })
}

/// The part that a folded word plays; [`Part::Name`] where it is not listed.
pub fn part(word: &str) -> Part {
    vocabulary().words.get(word).copied().unwrap_or(Part::Name)
}

/// How many words at the start of these are a legal form of several words; 0 where they are none.
pub fn legal_form(words: &[&str]) -> usize {
    let fits = |form: &&Vec<&str>| words.starts_with(form);
    vocabulary().legal.iter().find(fits).map_or(0, Vec::len)
}

/// Whether a word in capitals is a Roman number of two letters or more.
pub fn is_roman(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) && word != "XX"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_known() {
        for line in include_str!("vocabulary.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (class, words) = line.split_once(": ").unwrap();
            assert!(CLASSES.iter().any(|(name, _)| *name == class), "{line}");
            assert!(words.split(' ').all(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !word.is_empty()));
        }
        assert_eq!(part("gmbh"), Part::Legal);
        assert_eq!(part("lavrov"), Part::Name);
        assert_eq!(legal_form(&["joint", "stock", "company", "x"]), 3);
        assert_eq!(legal_form(&["joint", "venture"]), 0);
    }
}
