//! Whether two written names are spellings of one name: the judgement, its score and its reason.
//!
//! A name is taken apart ([`name`]) into words, each in Latin letters ([`script`]) with its sounds
//! ([`sounds`]) and its part ([`vocabulary`]): titles, legal forms, articles and ships' prefixes do not
//! count. The words are paired ([`align`]) by a distance that knows what transliterations do
//! ([`mod@distance`]); what is left alone, and what fits least, decides. Numbers must agree. [`keys`] lead from a
//! spelling to others like it without comparing all.
//!
//! A pure function of the two names. Cost: some microseconds; names of more than 300 letters or 24 words
//! are the same only where they are written alike.

#![allow(clippy::cast_precision_loss, reason = "lengths of words are small")]

pub mod align;
pub mod distance;
pub mod keys;
pub mod name;
mod script;
pub mod slip;
pub mod sounds;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::borrow::Cow;

use align::{Alignment, align};
use distance::Vowels;
pub use name::Name;
use name::Word;
use script::Script;
pub use vocabulary::Part;

/// From this score on two names are the same (chosen on the development pairs, see `docs/variants.md`).
pub const SAME: f32 = 0.8;
/// The highest score of names that something speaks against.
const AGAINST: f32 = 0.6;

/// The most pairs of words that a reason speaks of.
const REASONS: usize = 4;

/// What sort of names are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Of persons: a middle name may be left out, the order of the words may differ.
    Person,
    /// Of anything else: every word counts.
    Other,
    /// Nobody says: the names themselves must show it.
    Unknown,
}

/// What [`compare`] says.
#[derive(Clone, PartialEq, Debug)]
pub struct Judgement {
    /// 0 (nothing in common) to 1 (written alike).
    pub score: f32,
    /// Why, in words.
    pub reason: String,
}

impl Judgement {
    /// Whether the two are spellings of one name.
    pub fn same(&self) -> bool {
        self.score >= SAME
    }
}

/// Whether two written names, of any script, order and case, are spellings of one name.
pub fn compare(a: &str, b: &str, sort: Sort) -> Judgement {
    compare_names(&Name::new(a), &Name::new(b), sort)
}

/// The same of names that have been taken apart.
pub fn compare_names(a: &Name, b: &Name, sort: Sort) -> Judgement {
    let judged = |score, reason: &str| Judgement { score, reason: reason.to_owned() };
    if a.folded == b.folded {
        return if a.folded.is_empty() { judged(0.0, "there is no name") } else { judged(1.0, "the same letters") };
    }
    if a.words.is_empty() || b.words.is_empty() {
        return judged(0.0, "there is no name to compare, or it is too long");
    }
    if a.script == Script::Signs && b.script == Script::Signs {
        let same = a.words.iter().map(|word| &word.written).eq(b.words.iter().map(|word| &word.written));
        return if same { judged(0.98, "the same signs") } else { judged(0.3, "other signs: each is a syllable or word") };
    }
    let numbers = |name: &Name| -> Vec<String> {
        let mut numbers: Vec<String> =
            name.words.iter().filter(|word| word.part == Part::Number).map(|word| word.letters.clone()).collect();
        numbers.sort_unstable();
        numbers
    };
    let (ours, theirs) = (numbers(a), numbers(b));
    if ours != theirs {
        let say = |numbers: &[String]| if numbers.is_empty() { "none".to_owned() } else { numbers.join(" ") };
        return judged(0.4, &format!("the numbers differ: {}, {}", say(&ours), say(&theirs)));
    }
    let person = match sort {
        Sort::Person => true,
        Sort::Other => false,
        Sort::Unknown => !a.looks_like_a_body() && !b.looks_like_a_body(),
    };
    let (x, y): (Vec<&Word>, Vec<&Word>) = (a.content().collect(), b.content().collect());
    if let Some(judgement) = acronym(&x, &y, a, b) {
        return judgement;
    }
    let vowels = match (a.script, b.script) {
        (Script::Abjad, Script::Abjad) | (Script::Alphabet | Script::Signs, Script::Alphabet | Script::Signs) => Vowels::Written,
        _ => Vowels::Unwritten,
    };
    let comma = |name: &Name| name.words.iter().any(|word| word.comma);
    // "X bin Y" is not "Y bin X".
    let kinship = a.has(Part::Kinship) && b.has(Part::Kinship) && !comma(a) && !comma(b);
    let found = align(&x, &y, vowels, person && !kinship);
    judge(&found, &x, &y, a, b, person)
}

/// Initials of the other name's words, three or more.
fn acronym(x: &[&Word], y: &[&Word], a: &Name, b: &Name) -> Option<Judgement> {
    let (short, long, name) = match (x, y) {
        ([one], [_, _, _, ..]) => (one, y, b),
        ([_, _, _, ..], [one]) => (one, x, a),
        _ => return None,
    };
    let capitals = short.written.chars().all(|c| !c.is_lowercase()) && (3..=8).contains(&short.letters.len());
    let initials =
        |words: &mut dyn Iterator<Item = &Word>| words.filter_map(|word| word.letters.chars().next()).collect::<String>();
    let plain = initials(&mut long.iter().copied());
    let all = initials(&mut name.words.iter().filter(|word| word.part != Part::Legal));
    let same = capitals && (plain == short.letters || all == short.letters);
    same.then(|| Judgement { score: 0.85, reason: format!("“{}” are the initials of the other", short.written) })
}

/// The score of an alignment, and what speaks for and against.
fn judge(found: &Alignment, x: &[&Word], y: &[&Word], a: &Name, b: &Name, person: bool) -> Judgement {
    let letters: usize = found.pairs.iter().map(|pair| pair.letters).sum();
    let count = |words: &[&Word], alone: &[usize]| alone.iter().map(|&n| words[n].letters.len()).sum::<usize>();
    let (left_x, left_y) = (count(x, &found.alone_a), count(y, &found.alone_b));
    let share = letters as f32 / (letters + left_x.max(left_y)).max(1) as f32;
    let fit = |worst: f32, sum: f32| 0.5 * (worst + sum);
    let worst = found.pairs.iter().map(|pair| pair.fit).fold(1.0, f32::min);
    let sum = found.pairs.iter().map(|pair| pair.fit * pair.letters as f32).sum::<f32>() / letters.max(1) as f32;
    let fit = fit(worst, sum);
    let name = |words: &[&Word], alone: &[usize]| alone.iter().map(|&n| &*words[n].written).collect::<Vec<_>>().join(" ");
    if !found.alone_a.is_empty() && !found.alone_b.is_empty() {
        let reason = format!("“{}” and “{}” differ", name(x, &found.alone_a), name(y, &found.alone_b));
        return Judgement { score: AGAINST * share * fit, reason };
    }
    let mut reasons: Vec<Cow<'_, str>> = Vec::new();
    let mut score = fit;
    for pair in found.pairs.iter().filter(|pair| pair.fit < 1.0).take(REASONS) {
        let said = |words: &[&Word]| words.iter().map(|word| &*word.written).collect::<Vec<_>>().join(" ");
        let (ours, theirs) = (&x[pair.a.0..pair.a.1], &y[pair.b.0..pair.b.1]);
        let how = match () {
            () if ours.iter().chain(theirs).any(|word| word.part == Part::Initial) => "is an initial of",
            () if ours.len() != theirs.len() => "is written as one or apart:",
            () if same_sounds(ours, theirs) => "sounds like",
            () => "is spelt much like",
        };
        reasons.push(format!("“{}” {how} “{}”", said(ours), said(theirs)).into());
    }
    let alone = if left_x > 0 { (x, &found.alone_a, &found.pairs, true) } else { (y, &found.alone_b, &found.pairs, false) };
    let (words, left, pairs, first) = alone;
    if !left.is_empty() {
        let extra = name(words, left);
        let paired = |n: usize| {
            pairs.iter().any(|pair| {
                let (from, to) = if first { pair.a } else { pair.b };
                from <= n && n < to
            })
        };
        let titled = if first { b } else { a }.has(Part::Title);
        let repeated = left.iter().all(|&n| words.iter().enumerate().any(|(m, word)| m != n && word.letters == words[n].letters));
        let surname = words.len() - 1;
        if repeated {
            reasons.push(format!("“{extra}” is said twice").into());
        } else if person && (pairs.len() >= 2 || (titled && paired(surname))) {
            score -= 0.05 * left.len() as f32;
            reasons.push(format!("“{extra}” is left out of one").into());
        } else {
            return Judgement { score: AGAINST * share * fit, reason: format!("only one has “{extra}”") };
        }
    }
    if found.reordered {
        score -= 0.02;
        reasons.push("the order of the words differs".into());
    }
    let dropped = |name: &Name, part: Part| -> Vec<String> {
        name.words.iter().filter(|word| word.part == part).map(|word| word.letters.clone()).collect()
    };
    for (part, what) in [
        (Part::Title, "titles do not count"),
        (Part::Legal, "legal forms do not count"),
        (Part::Ship, "ships’ prefixes do not count"),
    ] {
        if dropped(a, part) != dropped(b, part) {
            score -= 0.01;
            reasons.push(what.into());
        }
    }
    if reasons.is_empty() {
        reasons.push("the same words".into());
    }
    if score < SAME {
        reasons.insert(0, "not near enough".into());
    }
    Judgement { score: score.clamp(0.0, 0.99), reason: reasons.join("; ") }
}

fn same_sounds(a: &[&Word], b: &[&Word]) -> bool {
    a.iter().flat_map(|word| &word.sounds).eq(b.iter().flat_map(|word| &word.sounds))
}

impl Sort {
    /// The sort of names that a kind of entry has ("person", "organisation" …); unknown for other words.
    pub fn of(kind: &str) -> Sort {
        match kind {
            "person" => Sort::Person,
            "place" | "organisation" | "group" | "weapon" | "event" | "media" | "post" | "other" => Sort::Other,
            _ => Sort::Unknown,
        }
    }
}

/// Whether two forms are the same words in the same order, spelt otherwise: hyphens, articles and letters may
/// differ, no word may be left out, abbreviated or derived, and both are of one script.
pub fn respelt(a: &Name, b: &Name) -> bool {
    let numbers = |name: &Name| {
        name.words.iter().filter(|word| word.part == Part::Number).map(|word| word.letters.clone()).collect::<Vec<_>>()
    };
    if a.folded == b.folded || block(a) != block(b) || numbers(a) != numbers(b) {
        return false;
    }
    let (x, y): (Vec<&Word>, Vec<&Word>) = (a.content().collect(), b.content().collect());
    let found = align(&x, &y, Vowels::Written, false);
    !found.pairs.is_empty()
        && found.is_whole()
        && found.pairs.iter().all(|pair| {
            let (ours, theirs) = (&x[pair.a.0..pair.a.1], &y[pair.b.0..pair.b.1]);
            match (ours, theirs) {
                ([one], [other]) => one.part == other.part && !slip::is_derived_either(&one.letters, &other.letters),
                _ => pair.fit >= 0.95,
            }
        })
}

/// The block of Unicode that a name's first letter is in: its script, roughly. Latin is one.
fn block(name: &Name) -> u32 {
    match name.folded.chars().find(|c| c.is_alphabetic()) {
        Some('\0'..='\u{24f}') | None => 0,
        Some(other) => other as u32 >> 8,
    }
}
