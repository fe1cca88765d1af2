//! Names one slip apart: a letter added, left out, changed, or two neighbours exchanged.
//!
//! Two words one slip apart share one of their forms with a letter left out. So every name of one
//! entry enters the index under its folded form and under each form with one letter fewer; a look-up
//! does the same with the unknown form and verifies what it finds by its edit distance.
//!
//! Cost: one 8-byte key and one reference for each letter of each name; a look-up is as many probes
//! as the unknown form has letters. Very long names (over [`LONGEST`] letters) are left out. The same few
//! unknown forms are asked for on every keystroke and in many articles, so answers are remembered.

use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::{Gazetteer, NameRef, NameUse};
use crate::text::{fold, words};

/// The fewest letters of a name that is suggested.
const SHORTEST: usize = 5;
/// The most letters of a name that is suggested.
const LONGEST: usize = 48;
/// How many answers are remembered before all are forgotten.
const REMEMBERED: usize = 1 << 16;

/// The index.
#[derive(Debug, Default)]
pub struct NearNames {
    /// Hash of a form with at most one letter left out → name; sorted.
    keys: Vec<(u64, NameRef)>,
    /// Answers by folded form. They follow from `keys` alone.
    answers: RwLock<FxHashMap<Box<str>, Option<NameRef>>>,
}

impl NearNames {
    /// Indexes every name that may be suggested: house forms and accepted spellings.
    pub fn build(gazetteer: &Gazetteer) -> NearNames {
        let mut keys = Vec::new();
        for (entry, record) in gazetteer.iter() {
            for (n, name) in record.names.iter().enumerate() {
                if !matches!(name.usage, NameUse::House | NameUse::Spelling) || record.kind == super::Kind::Post {
                    continue;
                }
                let folded = fold::fold(&name.form);
                each_key(&folded, |key| keys.push((key, NameRef { entry, name: n as u32 })));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        NearNames { keys, answers: RwLock::default() }
    }

    /// The name one slip away from a folded form, where all such names are of one entry; the house
    /// form if it is among them.
    pub fn one_slip_from(&self, folded: &str, gazetteer: &Gazetteer) -> Option<NameRef> {
        if let Some(answer) = self.answers.read().unwrap_or_else(PoisonError::into_inner).get(folded) {
            return *answer;
        }
        let answer = self.find(folded, gazetteer);
        let mut answers = self.answers.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= REMEMBERED {
            answers.clear();
        }
        answers.insert(Box::from(folded), answer);
        answer
    }

    fn find(&self, folded: &str, gazetteer: &Gazetteer) -> Option<NameRef> {
        let mut near: Vec<NameRef> = Vec::new();
        each_key(folded, |key| {
            let from = self.keys.partition_point(|(known, _)| *known < key);
            let same = self.keys[from..].iter().take_while(|(known, _)| *known == key);
            near.extend(same.map(|(_, name)| *name).filter(|name| is_slip(folded, &fold::fold(&gazetteer.name(*name).form))));
        });
        near.sort_unstable();
        near.dedup();
        let first = *near.first()?;
        near.iter().all(|name| name.entry == first.entry).then_some(first)
    }
}

/// Calls back with the hash of the form and of each form with one letter left out.
fn each_key(folded: &str, mut key: impl FnMut(u64)) {
    let letters: Vec<char> = folded.chars().collect();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return;
    }
    key(fold::hash_folded(folded.as_bytes()));
    for skip in 0..letters.len() {
        let shorter: String = letters.iter().enumerate().filter(|(n, _)| *n != skip).map(|(_, c)| c).collect();
        key(fold::hash_folded(shorter.as_bytes()));
    }
}

/// Whether two different folded names are one slip apart, and the slip is likely one: not in the
/// first letter, not in a digit, and not one ordinary word for another.
fn is_slip(unknown: &str, known: &str) -> bool {
    // The plural of a name is no slip: "the Netanyahus".
    if unknown == known || unknown.strip_suffix('s') == Some(known) || strsim::osa_distance(unknown, known) != 1 {
        return false;
    }
    let digits = |s: &str| s.chars().filter(|c| c.is_numeric()).collect::<String>();
    if unknown.chars().next() != known.chars().next() || digits(unknown) != digits(known) {
        return false;
    }
    let (theirs, ours): (Vec<&str>, Vec<&str>) = (parts(unknown), parts(known));
    // A space or hyphen too many or too few is a slip by itself; else the differing words decide.
    theirs.len() != ours.len()
        || theirs
            .iter()
            .zip(&ours)
            .filter(|(a, b)| a != b)
            .all(|(a, b)| a.chars().count() >= SHORTEST && b.chars().count() >= SHORTEST && !words::is_listed(a))
}

fn parts(folded: &str) -> Vec<&str> {
    folded.split([' ', '-']).collect()
}
