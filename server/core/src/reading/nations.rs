//! Nations, peoples and faiths: the built-in vocabulary of demonyms.
//!
//! An adjective or noun of a nation or faith is a mention of kind `group`. Its entity is the
//! country's entry, where the gazetteer has one by that name; never is it an unknown name.
//! The words stand in `vocabulary/nations.txt`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::gazetteer::{EntryIx, Gazetteer, Kind};
use crate::text::Span;
use crate::text::fold;
use crate::text::token::{Gap, Token, tokenise};

/// A nation, people or faith: its number in the vocabulary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NationIx(u16);

struct Nations {
    /// Name and other names of each.
    names: Vec<Vec<&'static str>>,
    /// Joined hash of a word or words → the nation; none where two share the word.
    words: FxHashMap<u64, Option<NationIx>>,
    /// Hashes of first words of two-word demonyms ("Saudi Arabian").
    longest: usize,
}

fn nations() -> &'static Nations {
    static NATIONS: OnceLock<Nations> = OnceLock::new();
    NATIONS.get_or_init(|| {
        let mut nations = Nations { names: Vec::new(), words: FxHashMap::default(), longest: 1 };
        for line in include_str!("vocabulary/nations.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t').skip(1);
            let (Some(name), Some(others), Some(words)) = (columns.next(), columns.next(), columns.next()) else { continue };
            let ix = NationIx(nations.names.len() as u16);
            nations.names.push(std::iter::once(name).chain(others.split(';').filter(|other| !other.is_empty())).collect());
            for word in words.split(';').filter(|word| !word.is_empty()) {
                let mut tokens = Vec::new();
                tokenise(word, Span::new(0, word.len() as u32), &mut tokens);
                let Some(hash) = tokens.iter().map(|token| token.hash).reduce(fold::hash_joined) else { continue };
                nations.longest = nations.longest.max(tokens.len());
                nations.words.entry(hash).and_modify(|known| *known = known.filter(|&known| known == ix)).or_insert(Some(ix));
            }
        }
        nations
    })
}

impl NationIx {
    /// Its usual English name.
    pub fn name(self) -> &'static str {
        nations().names[usize::from(self.0)][0]
    }

    /// The country's entry, where the gazetteer has a place of one of its names.
    pub fn entry(self, gazetteer: &Gazetteer) -> Option<EntryIx> {
        nations().names[usize::from(self.0)].iter().find_map(|name| {
            gazetteer
                .names()
                .lookup(name)
                .iter()
                .map(|used| used.name.entry)
                .find(|&entry| gazetteer.entry(entry).kind == Kind::Place)
        })
    }
}

/// Half-words that stand for a nation only before a hyphen: "Franco-German".
const HALVES: [&str; 15] = [
    "Afro", "Anglo", "Austro", "Franco", "Graeco", "Greco", "Hispano", "Indo", "Judaeo", "Judeo", "Luso", "Perso", "Russo",
    "Serbo", "Sino",
];

/// How many of these tokens (from the first on) are a demonym, and whose; the nation is none where
/// two share the word.
pub fn at_start(text: &str, tokens: &[Token]) -> Option<(usize, Option<NationIx>)> {
    let nations = nations();
    let mut found = None;
    let mut hash = None;
    for (n, token) in tokens.iter().take(nations.longest).enumerate() {
        if n > 0 && !token.before.only(Gap::SPACE) {
            break;
        }
        let joined = hash.map_or(token.hash, |before| fold::hash_joined(before, token.hash));
        hash = Some(joined);
        if let Some(&nation) = nations.words.get(&joined) {
            found = Some((n + 1, nation));
        }
    }
    let half = found.is_some_and(|(count, _)| count == 1) && HALVES.contains(&tokens[0].span.of(text));
    found.filter(|_| !half || tokens.get(1).is_some_and(|next| next.before.only(Gap::DASH)))
}
