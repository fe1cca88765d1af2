//! Nations, peoples and faiths: the built-in vocabulary of demonyms.
//!
//! An adjective or noun of a nation or faith is a mention of kind `group`, never an unknown name. Names
//! of countries are known too, so that titles and unknown names can be told apart from them.
//! The words stand in `nations.txt`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::token::{Gap, Token, tokenise};
use super::{Span, fold};

/// Stands for the name of a nation where a word is of more than one.
pub const SEVERAL: &str = "more than one nation";

/// A nation, people or faith: its number in the vocabulary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NationIx(u16);

struct Nations {
    /// Name and other names of each.
    names: Vec<Vec<&'static str>>,
    /// Joined hash of a word or words → the nation; none where two share the word.
    words: FxHashMap<u64, Option<NationIx>>,
    /// Joined hash of a country's name → the country.
    countries: FxHashMap<u64, NationIx>,
    /// Hashes of their first words.
    first_words: Vec<u64>,
    /// The most words that a name or demonym has.
    longest: usize,
}

/// Hashes of the first words of all demonyms and names of countries.
pub fn first_words() -> impl Iterator<Item = u64> {
    nations().first_words.iter().copied()
}

fn nations() -> &'static Nations {
    static NATIONS: OnceLock<Nations> = OnceLock::new();
    NATIONS.get_or_init(|| {
        let mut nations = Nations {
            names: Vec::new(),
            words: FxHashMap::default(),
            countries: FxHashMap::default(),
            first_words: Vec::new(),
            longest: 1,
        };
        for line in include_str!("nations.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(kind), Some(name), Some(others), Some(words)) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let ix = NationIx(nations.names.len() as u16);
            nations.names.push(std::iter::once(name).chain(others.split(';').filter(|other| !other.is_empty())).collect());
            if kind == "nation" {
                for country in nations.names[usize::from(ix.0)].clone() {
                    let (first, hash, count) = joined(country);
                    nations.longest = nations.longest.max(count);
                    nations.first_words.push(first);
                    nations.countries.entry(hash).or_insert(ix);
                }
            }
            for word in words.split(';').filter(|word| !word.is_empty()) {
                let (first, hash, count) = joined(word);
                nations.longest = nations.longest.max(count);
                nations.first_words.push(first);
                nations.words.entry(hash).and_modify(|known| *known = known.filter(|&known| known == ix)).or_insert(Some(ix));
            }
        }
        nations
    })
}

/// Hash of the first word, joined hash of all, and how many there are.
fn joined(words: &str) -> (u64, u64, usize) {
    let mut tokens = Vec::new();
    tokenise(words, Span::new(0, words.len() as u32), &mut tokens);
    let mut hashes = tokens.iter().map(|token| token.hash);
    let first = hashes.clone().next().unwrap_or_default();
    (first, hashes.by_ref().reduce(fold::hash_joined).unwrap_or_default(), tokens.len())
}

/// The country of that name.
pub fn of_country(name: &str) -> Option<NationIx> {
    nations().countries.get(&joined(name).1).copied()
}

impl NationIx {
    /// All of them, in order of number.
    pub fn all() -> impl Iterator<Item = NationIx> {
        (0..nations().names.len() as u16).map(NationIx)
    }

    /// Its number in the vocabulary.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Its usual English name.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }

    /// All its names, the usual one first.
    pub fn names(self) -> &'static [&'static str] {
        &nations().names[usize::from(self.0)]
    }

    /// Whether that name, one of its names, is no other's too: "Korea" is.
    pub fn alone_has(self, name: &str) -> bool {
        let name = fold::fold(name);
        let has = |names: &Vec<&str>| names.iter().any(|known| fold::fold(known) == name);
        fold::fold(self.name()) == name || nations().names.iter().filter(|names| has(names)).count() == 1
    }
}

/// Half-words that stand for a nation only before a hyphen: "Franco-German".
const HALVES: [&str; 15] = [
    "Afro", "Anglo", "Austro", "Franco", "Graeco", "Greco", "Hispano", "Indo", "Judaeo", "Judeo", "Luso", "Perso", "Russo",
    "Serbo", "Sino",
];

/// A demonym or country at the start of some tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// How many tokens it has.
    pub count: usize,
    /// Whose it is; none where two nations share the word.
    pub nation: Option<NationIx>,
    /// It is the country's own name.
    pub country: bool,
}

/// The longest demonym or country's name that these tokens start with.
pub fn at_start(text: &str, tokens: &[Token]) -> Option<Found> {
    let nations = nations();
    let mut found = None;
    let mut hash = None;
    for (n, token) in tokens.iter().take(nations.longest).enumerate() {
        if n > 0 && !token.before.only(Gap::SPACE.or(Gap::LINE)) {
            break;
        }
        let joined = hash.map_or(token.hash, |before| fold::hash_joined(before, token.hash));
        hash = Some(joined);
        if let Some(&nation) = nations.words.get(&joined) {
            found = Some(Found { count: n + 1, nation, country: false });
        } else if let Some(&nation) = nations.countries.get(&joined) {
            found = Some(Found { count: n + 1, nation: Some(nation), country: true });
        }
    }
    let found = found?;
    let word = tokens[0];
    let single = found.count == 1;
    let half = single && HALVES.contains(&word.span.of(text));
    let sign = single && found.country && word.span.len() <= 3 && !word.shape.all_caps();
    let hyphen = tokens.get(1).is_some_and(|next| next.before.only(Gap::DASH));
    ((!half || hyphen) && !sign).then_some(found)
}
