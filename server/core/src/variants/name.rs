//! A written name taken apart: its words, each with its Latin letters, its sounds and its part.

use std::iter;

use super::script::{self, Script};
use super::sounds::{self, Sounds};
use super::vocabulary::{self, Part};
use crate::text::fold;
use crate::text::words;

/// The most letters of a name that is compared by its sounds; a longer one must be written alike.
pub const LONGEST: usize = 300;
/// The most words of a name that is compared word for word.
pub const MOST_WORDS: usize = 24;
/// The most letters of a word that is compared by its sounds.
pub const LONGEST_WORD: usize = 40;

/// One word of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// As it is written.
    pub written: String,
    /// In small Latin letters and digits.
    pub letters: String,
    /// Its sounds.
    pub sounds: Sounds,
    /// Its part in the name.
    pub part: Part,
    /// A comma stands behind it.
    pub comma: bool,
}

/// A written name taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The whole, folded.
    pub folded: String,
    /// Its words in order; empty where there are too many letters or words.
    pub words: Vec<Word>,
    /// Its script.
    pub script: Script,
}

impl Name {
    /// Takes a written name apart.
    pub fn new(written: &str) -> Name {
        let folded = fold::fold(written);
        let scripts = || written.chars().filter(|c| c.is_alphabetic()).map(script::script_of);
        let script = match () {
            () if written.is_ascii() => Script::Alphabet,
            () if scripts().any(|script| script == Script::Signs) => Script::Signs,
            () if scripts().any(|script| script == Script::Abjad) => Script::Abjad,
            () => Script::Alphabet,
        };
        let mut words = if written.len() > 4 * LONGEST { Vec::new() } else { split(written) };
        if words.len() > MOST_WORDS || words.iter().any(|word| word.letters.len() > LONGEST_WORD) {
            words.clear();
        }
        set_parts(&mut words);
        Name { folded, words, script }
    }

    /// The words that name: no titles, legal forms, articles.
    pub fn content(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| matches!(word.part, Part::Name | Part::Initial))
    }

    /// Whether it has a word of that part.
    pub fn has(&self, part: Part) -> bool {
        self.words.iter().any(|word| word.part == part)
    }

    /// Whether it looks like the name of a body rather than that of a person: a legal form, a word of the
    /// language in it, an ordinary English word.
    pub fn looks_like_a_body(&self) -> bool {
        self.words.iter().any(|word| {
            matches!(word.part, Part::Legal | Part::Ship | Part::Number)
                || matches!(&*word.letters, "of" | "and" | "for" | "the")
                || (word.part == Part::Name && word.letters.len() > 4 && words::is_ordinary(&word.letters))
        })
    }
}

/// The words of a name. White space, dashes, brackets, strokes and quotation marks part them; so does a
/// capital after a small letter ("`SiemensAG`").
fn split(written: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = written.chars().peekable();
    let mut current = String::new();
    let mut before = ' ';
    loop {
        let c = chars.next();
        let ends = c.is_none_or(|c| match fold::class(c) {
            fold::Class::Word | fold::Class::Nothing => is_joint(before, c, &current, chars.peek()),
            fold::Class::Other => c != '.',
            fold::Class::Space | fold::Class::Dash | fold::Class::Quote => true,
        });
        if ends {
            push(&mut words, &mut current);
        }
        let Some(c) = c else { break };
        match fold::class(c) {
            fold::Class::Word | fold::Class::Nothing => current.push(c),
            fold::Class::Other if c == '.' && !current.is_empty() => current.push(c),
            fold::Class::Other if matches!(c, ',' | '،') => words.last_mut().into_iter().for_each(|word| word.comma = true),
            fold::Class::Other if c == '&' => push(&mut words, &mut "and".to_owned()),
            _ => {}
        }
        before = c;
    }
    words
}

/// Whether a new word begins at `c`, inside what is written as one.
fn is_joint(before: char, c: char, word: &str, next: Option<&char>) -> bool {
    c.is_uppercase()
        && before.is_lowercase()
        && word.chars().count() >= 4
        && next.is_some_and(|next| next.is_alphabetic())
        && word.chars().next().is_some_and(char::is_uppercase)
}

fn push(words: &mut Vec<Word>, current: &mut String) {
    let written = std::mem::take(current);
    let mut letters = String::with_capacity(written.len());
    for (n, c) in written.chars().enumerate().filter(|(_, c)| fold::class(*c) == fold::Class::Word) {
        script::push_latin(c, n == 0, &mut letters);
    }
    // The Arabic article, written as one with its word.
    let article = ["ال", "وال"].iter().find(|article| written.starts_with(**article) && written.chars().count() > 4);
    if article.is_some() && letters.starts_with("al") {
        letters.drain(..2);
    }
    if letters.is_empty() {
        return;
    }
    undisguise(&mut letters);
    let sounds = sounds::sounds(&letters);
    words.push(Word { written: written.trim_end_matches('.').to_owned(), letters, sounds, part: Part::Name, comma: false });
}

/// Reads a digit that stands for a letter it looks like ("Sech1n"): one between letters, in a word that
/// begins with a letter and has three of them.
fn undisguise(letters: &mut String) {
    let is_letter = |byte: &u8| byte.is_ascii_lowercase();
    let bytes = letters.as_bytes();
    let hidden = bytes.first().is_some_and(is_letter)
        && bytes.last().is_some_and(is_letter)
        && bytes.iter().filter(|byte| is_letter(byte)).count() >= 3
        && bytes.iter().any(u8::is_ascii_digit)
        && bytes.windows(2).all(|pair| !(pair[0].is_ascii_digit() && pair[1].is_ascii_digit()));
    if hidden {
        *letters = letters
            .chars()
            .map(|c| match c {
                '0' => 'o',
                '1' => 'i',
                '3' => 'e',
                '4' => 'a',
                '5' => 's',
                '7' => 't',
                '8' => 'b',
                '9' => 'g',
                other => other,
            })
            .collect();
    }
}

/// Gives each word its part.
fn set_parts(words: &mut [Word]) {
    let letters: Vec<String> = words.iter().map(|word| word.letters.clone()).collect();
    let all: Vec<&str> = letters.iter().map(String::as_str).collect();
    let (mut n, last) = (0, words.len());
    while n < last {
        let legal = vocabulary::legal_form(&all[n..]);
        // Not all of a name is a legal form, and none stands in its middle.
        if legal > 0 && legal < last && (n == 0 || n + legal == last) {
            words[n..n + legal].iter_mut().for_each(|word| word.part = Part::Legal);
            n += legal;
            continue;
        }
        let written = words[n].written.trim_matches('.');
        words[n].part = match vocabulary::part(all[n]) {
            _ if all[n].bytes().any(|byte| byte.is_ascii_digit()) || (last > 1 && vocabulary::is_roman(written)) => Part::Number,
            _ if all[n].len() == 1 && written.chars().count() == 1 => Part::Initial,
            Part::Ship if n > 0 || last == 1 => Part::Name,
            Part::Legal if n == 0 && last > 2 && vocabulary::legal_form(&all[n + 1..]) == 0 && !all[n].ends_with("sc") => {
                first_legal(&all)
            }
            Part::Title | Part::Legal | Part::Function | Part::Article | Part::Kinship if last == 1 => Part::Name,
            // A title stands first or last, "Prince" and "Major" as a middle name are names.
            Part::Title if n > 0 && n + 1 < last && words[n - 1].part != Part::Title && !words[n - 1].comma => Part::Name,
            part => part,
        };
        n += 1;
    }
    // Something must name.
    if !words.iter().any(|word| matches!(word.part, Part::Name | Part::Initial | Part::Number)) {
        for word in words {
            word.part = Part::Name;
        }
    }
}

/// The part of a legal form that comes first: Russian ones do ("OOO Romashka"), others are names there.
fn first_legal(words: &[&str]) -> Part {
    if matches!(words[0], "ooo" | "oao" | "zao" | "pao" | "ao" | "srl" | "pt" | "sa") { Part::Legal } else { Part::Name }
}

/// The letters of several words as one.
pub fn joined(words: &[&Word]) -> Word {
    let letters: String = words.iter().map(|word| &*word.letters).collect();
    let written = words.iter().map(|word| &*word.written).collect::<Vec<_>>().join(" ");
    let sounds = sounds::sounds(&letters);
    let comma = iter::once(false).chain(words.iter().map(|word| word.comma)).last().unwrap_or_default();
    Word { written, letters, sounds, part: Part::Name, comma }
}
