//! Whether an unknown name is likely a known one misspelt: stricter than [`super::compare`], for a wrong
//! suggestion costs more than none.
//!
//! Every word must have its fellow, in the same order. Words may differ as spellings of one sound do, and one
//! of them, if it is long, by one slip of the hand. An ordinary word, a word that names somebody else and a
//! derived word ("the Netanyahus", "Gazan") are no slips; one given name is never taken for another.

use super::align::{self, Pair, align};
use super::distance::{Vowels, distance};
use super::name::{Name, Word};
use super::script::Script;
use super::sounds;
use super::vocabulary::Part;
use crate::text::fold;
use crate::text::words::{self, WordClass};

/// The fewest letters of a name that is suggested.
pub const SHORTEST: usize = 5;
/// The most that two spellings of one word differ in; more is a slip.
const SPELLING: f32 = 0.65;
/// The most that two spellings of one sound differ in.
const ONE_SOUND: f32 = 0.25;
/// The most that a word with one slip differs in.
const SLIP: f32 = 1.05;

/// How far an unknown name is from a known one that it may be a misspelling of; none where it is not.
/// `person`: the known name is a person's. `names`: whether a word (folded) is part of some known name.
pub fn slip(unknown: &Name, known: &Name, person: bool, names: impl Fn(&str) -> bool) -> Option<f32> {
    let letters = known.folded.chars().filter(|c| c.is_alphanumeric()).count();
    if unknown.folded == known.folded
        || letters < SHORTEST
        || unknown.script != Script::Alphabet
        || known.script != Script::Alphabet
    {
        return None;
    }
    let uncounted = |name: &Name| -> Vec<String> {
        let counted = |part| matches!(part, Part::Name | Part::Initial | Part::Article);
        name.words.iter().filter(|word| !counted(word.part)).map(|word| word.letters.clone()).collect()
    };
    if uncounted(unknown) != uncounted(known) {
        return None;
    }
    let (x, y): (Vec<&Word>, Vec<&Word>) = (unknown.content().collect(), known.content().collect());
    let found = align(&x, &y, Vowels::Written, false);
    if !found.is_whole() {
        return None;
    }
    let (mut total, mut slips) = (0.0, 0);
    for (n, pair) in found.pairs.iter().enumerate() {
        let (ours, theirs) = (&x[pair.a.0..pair.a.1], &y[pair.b.0..pair.b.1]);
        let part = match (person && found.pairs.len() > 1, n + 1 == found.pairs.len()) {
            (false, _) => Of::Other,
            (true, true) => Of::Surname,
            (true, false) => Of::Given,
        };
        let apart = word_slip(ours, theirs, pair, part, &names)?;
        total += apart;
        slips += u32::from(apart > SPELLING);
    }
    // The same words, apart or joined otherwise, are a slip too.
    (slips <= 1 && total <= SLIP + 0.25).then_some(total.max(0.05))
}

/// What a word is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Given,
    Surname,
    Other,
}

fn word_slip(ours: &[&Word], theirs: &[&Word], pair: &Pair, part: Of, names: &impl Fn(&str) -> bool) -> Option<f32> {
    let ([unknown], [known]) = (ours, theirs) else {
        // Written as one or apart.
        return (pair.fit >= 1.0).then_some(0.3);
    };
    if unknown.letters == known.letters {
        return Some(0.0);
    }
    if unknown.part == Part::Initial || known.part == Part::Initial || align::other_ending(&unknown.letters, &known.letters) {
        return None;
    }
    let length = unknown.letters.len().min(known.letters.len());
    let heard = distance(&unknown.sounds, &known.sounds, Vowels::Written);
    let apart = heard.min(strsim::osa_distance(&unknown.letters, &known.letters) as f32);
    let hash = fold::hash_folded(unknown.letters.as_bytes());
    let class = words::class_of(hash);
    let ordinary = class.is_some_and(|class| class != WordClass::Capitalised);
    // A word that is known to be a name of its own: Johnston, Austria, Peter.
    let listed = class.is_some() || words::names_of(hash) != words::Names::default();
    let begins = |word: &Word| word.sounds.first().copied().unwrap_or_default();
    let beginning = sounds::between(begins(unknown), begins(known));
    if ordinary {
        // Defence and Defense, Organisation and Organization.
        let british = |word: &Word| word.letters.replace(['z', 'c'], "s");
        return (length >= SHORTEST && british(unknown) == british(known)).then_some(0.1);
    }
    if beginning > 0.5 || is_derived(&unknown.letters, &known.letters) || length < 4 {
        return None;
    }
    let is_spelling = apart <= SPELLING && first_vowels_agree(unknown, known);
    let other = listed || names(&unknown.letters);
    match part {
        // Sergei and Sergey; Vladmir, unless somebody is called so. Gabi is not Gadi.
        Of::Given => (is_spelling || (apart <= 1.0 && length >= 6 && !other)).then_some(apart),
        Of::Surname | Of::Other if is_spelling => (!listed || apart <= ONE_SOUND).then_some(apart),
        Of::Surname | Of::Other => {
            let slips = strsim::osa_distance(&unknown.letters, &known.letters);
            (apart <= SLIP && length >= SHORTEST && !other && slips <= 2).then_some(apart)
        }
    }
}

/// Whether the first vowels of two words are spellings of one: in a short word they tell Jan from Jon.
fn first_vowels_agree(a: &Word, b: &Word) -> bool {
    let vowel = |word: &Word| word.sounds.iter().copied().find(|&sound| sounds::is_vowel(sound));
    match (vowel(a), vowel(b)) {
        (Some(x), Some(y)) => sounds::between(x, y) <= if a.letters.len() < 6 { 0.2 } else { 0.4 },
        (x, y) => x == y,
    }
}

/// Whether one of two words is the other with an ending of the language.
pub fn is_derived_either(a: &str, b: &str) -> bool {
    a != b && (is_derived(a, b) || is_derived(b, a))
}

/// Whether the unknown word is the known one with an ending of the language.
fn is_derived(unknown: &str, known: &str) -> bool {
    if let Some(rest) = unknown.strip_prefix(known) {
        return matches!(rest, "s" | "es" | "i" | "an" | "ian" | "ic" | "ish" | "ese" | "er" | "ist" | "ism" | "ite")
            || (rest == "n" && known.ends_with(['a', 'e', 'i', 'o', 'u']));
    }
    let stem = known.strip_suffix(['a', 'e', 'o', 'y']);
    stem.and_then(|stem| unknown.strip_prefix(stem))
        .is_some_and(|rest| matches!(rest, "an" | "ian" | "ic" | "ish" | "ese" | "ist"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(unknown: &str, known: &str, person: bool) -> bool {
        let others = ["ahmad", "gabi"];
        slip(&Name::new(unknown), &Name::new(known), person, |word| others.contains(&word)).is_some()
    }

    #[test]
    fn misspelt_names() {
        for (unknown, known) in [
            ("Sergei Lavrov", "Sergey Lavrov"),
            ("Sergej Lawrow", "Sergey Lavrov"),
            ("Gadi Eizenkot", "Gadi Eisenkot"),
            ("Avigdor Libermann", "Avigdor Liberman"),
            ("Avigdor Lieberman", "Avigdor Liberman"),
            ("Esmail Ghaani", "Esmail Qaani"),
            ("Alexnader Lukashenko", "Alexander Lukashenko"),
            ("Vladmir Putin", "Vladimir Putin"),
            ("Benjamin Netanyhau", "Benjamin Netanyahu"),
            ("Mohammed bin Salman", "Muhammad bin Salman"),
            ("Abdul Rahman Tahan", "Abdulrahman Tahan"),
        ] {
            assert!(found(unknown, known, true), "{unknown}, {known}");
        }
        for (unknown, known) in [
            ("Hmeimim", "Khmeimim"),
            ("Hizbullah", "Hezbollah"),
            ("Quneitrah", "Quneitra"),
            ("Jersualem", "Jerusalem"),
            ("Kuznetzov", "Kuznetsov"),
            ("Defense Ministry", "Defence Ministry"),
        ] {
            assert!(found(unknown, known, false), "{unknown}, {known}");
        }
    }

    #[test]
    fn other_names() {
        for (unknown, known) in [
            ("Sergei Ivanov", "Sergey Lavrov"),
            ("Gabi Eisenkot", "Gadi Eisenkot"),
            ("Maria Rossi", "Mario Rossi"),
            ("Jon Lavrov", "Jan Lavrov"),
            ("Nergey Lavrov", "Sergey Lavrov"),
            ("Ali Hassan", "Ali Hussein"),
            ("Ivan Petrova", "Ivan Petrov"),
            ("Ahmad Khalil", "Ahmed Khaled"),
            ("Ahmed Khalil", "Ahmed Khaled"),
            ("John Johnston", "John Johnson"),
            ("Peter Hansen", "Peter Hanson"),
            ("Maher Assad", "Bashar Assad"),
            ("Sergey Viktorovich Lavrov", "Sergey Lavrov"),
            ("Gadi Eisenkots", "Gadi Eisenkot"),
            ("S. Lavrov", "D. Lavrov"),
        ] {
            assert!(!found(unknown, known, true), "{unknown}, {known}");
        }
        for (unknown, known) in [
            ("Austria", "Australia"),
            ("Serbian", "Serbia"),
            ("Gazans", "Gaza"),
            ("Homs", "Hama"),
            ("Northern Shields", "Northern Shield"),
            ("Security Counsel", "Security Council"),
            ("Su-24M", "Su-24"),
            ("Fund III", "Fund II"),
            ("Wagner Group", "Magner Group"),
        ] {
            assert!(!found(unknown, known, false), "{unknown}, {known}");
        }
    }
}
