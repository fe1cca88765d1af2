//! Known names that an unknown form may be a misspelling of.
//!
//! The index leads from the keys of a form ([`variants::keys`]) to the names that share one; what it finds is
//! verified ([`variants::slip`]) and ranked by its distance. A key that very many names share tells nothing
//! and is passed over, so that a look-up is bounded however many names there are.
//!
//! Cost: 8 bytes for each key, some eight a name, made when the first unknown form is asked for. The same few
//! forms are asked for on every keystroke and in many articles, so answers are remembered.

use std::sync::{OnceLock, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Gazetteer, Kind, NameRef, NameUse};
use crate::text::fold;
use crate::variants::{self, Name, keys};

/// How many answers are remembered before all are forgotten.
const REMEMBERED: usize = 1 << 16;
/// The most names with one key that are looked at.
const CROWD: usize = 128;
/// The most entries that are suggested.
const MOST: usize = 3;
/// How much nearer than all others a name must be to be the one that is meant.
const MARGIN: f32 = 0.3;

/// What an unknown form may mean.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Near {
    /// Known names, one of each entry, the nearest first; at most three.
    pub names: Box<[NameRef]>,
    /// Whether the first is the only one, or much nearer than the others.
    pub clear: bool,
}

impl Near {
    /// The one name that is meant, where there is one.
    pub fn only(&self) -> Option<NameRef> {
        self.names.first().copied().filter(|_| self.clear)
    }
}

/// The index.
#[derive(Debug, Default)]
pub struct NearNames {
    index: OnceLock<Index>,
    /// Answers by folded form. They follow from the gazetteer alone.
    answers: RwLock<FxHashMap<Box<str>, Near>>,
}

#[derive(Debug)]
struct Index {
    /// Names that may be suggested: house forms and accepted spellings.
    names: Vec<NameRef>,
    /// Key → index into `names`; sorted.
    keys: Vec<(u32, u32)>,
    /// Hashes of the words of all names.
    words: FxHashSet<u64>,
}

impl NearNames {
    /// The known names that a form, which no entry has, may be a misspelling of.
    pub fn to(&self, form: &str, gazetteer: &Gazetteer) -> Near {
        let folded = fold::fold(form);
        if let Some(answer) = self.answers.read().unwrap_or_else(PoisonError::into_inner).get(&*folded) {
            return answer.clone();
        }
        let answer = self.index.get_or_init(|| Index::build(gazetteer)).find(&Name::new(&folded), gazetteer);
        let mut answers = self.answers.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= REMEMBERED {
            answers.clear();
        }
        answers.insert(folded.into(), answer.clone());
        answer
    }
}

impl Index {
    fn build(gazetteer: &Gazetteer) -> Index {
        let mut index = Index { names: Vec::new(), keys: Vec::new(), words: FxHashSet::default() };
        for (entry, record) in gazetteer.iter() {
            for (n, name) in record.names.iter().enumerate() {
                if name.usage == NameUse::Misspelling {
                    continue;
                }
                let taken = Name::new(&fold::fold(&name.form));
                index.words.extend(taken.words.iter().map(|word| word_hash(&word.letters)));
                if matches!(name.usage, NameUse::House | NameUse::Spelling) && record.kind != Kind::Post {
                    let at = index.names.len() as u32;
                    keys::each(&taken, |key| index.keys.push((key, at)));
                    index.names.push(NameRef { entry, name: n as u32 });
                }
            }
        }
        index.keys.sort_unstable();
        index.keys.dedup();
        index
    }

    fn find(&self, unknown: &Name, gazetteer: &Gazetteer) -> Near {
        let mut candidates: Vec<u32> = Vec::new();
        keys::each(unknown, |key| {
            let from = self.keys.partition_point(|(known, _)| *known < key);
            let same = self.keys[from..].iter().take_while(|(known, _)| *known == key);
            if same.clone().nth(CROWD).is_none() {
                candidates.extend(same.map(|(_, name)| *name));
            }
        });
        candidates.sort_unstable();
        candidates.dedup();
        let known_word = |word: &str| self.words.contains(&word_hash(word));
        let mut near: Vec<(f32, NameRef)> = Vec::new();
        for name in candidates.into_iter().map(|n| self.names[n as usize]) {
            let person = gazetteer.entry(name.entry).kind == Kind::Person;
            let known = Name::new(&fold::fold(&gazetteer.name(name).form));
            near.extend(variants::slip::slip(unknown, &known, person, known_word).map(|distance| (distance, name)));
        }
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut seen = FxHashSet::default();
        near.retain(|(_, name)| seen.insert(name.entry));
        let clear = match near[..] {
            [] => false,
            [_] => true,
            [(first, _), (second, _), ..] => second - first >= MARGIN,
        };
        Near { names: near.iter().take(MOST).map(|(_, name)| *name).collect(), clear }
    }
}

fn word_hash(letters: &str) -> u64 {
    fold::hash_folded(letters.as_bytes())
}
