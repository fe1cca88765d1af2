//! Words of scripts without case and of Turkish: where a name stands inside a written word.
//!
//! - Hebrew and Arabic write small words together with the one behind them: "בירושלים", in Jerusalem.
//! - Korean writes them behind: "푸틴은".
//! - Chinese, Japanese, Thai and their neighbours put no space between words, so that a name is looked for
//!   at every letter.
//! - Turkish sets an ending off with an apostrophe: "Erdoğan'ın".
//!
//! Such a word is cut into two or more tokens, so that the name is one of its own: what is attached stays outside
//! the mention. Nothing is cut where the word is a name as it stands, nor where no name of the gazetteer
//! would be found. English text costs one look at a flag of each token.

use crate::gazetteer::name_table::View;
use crate::text::token::{Gap, Shape, Token};
use crate::text::{Span, fold};

/// What Hebrew writes before a word: and, the, in, to, from, that, as; a word may have two of them or three.
const HEBREW: &str = "והבלמשכ";
/// What Arabic writes before a word: and, so, by, for, as; then the article.
const ARABIC: &str = "وفبلك";
/// The Arabic article.
const ARTICLE: &str = "ال";
/// What Korean writes behind a name, longest first.
const KOREAN: [&str; 33] = [
    "에게서는",
    "에서는",
    "으로부터",
    "이라고",
    "에게서",
    "으로는",
    "까지",
    "께서",
    "부터",
    "에게",
    "에서",
    "에는",
    "으로",
    "이나",
    "처럼",
    "한테",
    "라고",
    "과의",
    "와의",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "와",
    "과",
    "도",
    "로",
    "만",
    "야",
];
/// What Turkish sets off with an apostrophe: cases, possessives and the copula, each in the vowels that
/// harmony gives it.
const TURKISH: [&str; 62] = [
    "a", "e", "ya", "ye", "na", "ne", "ı", "i", "u", "ü", "yı", "yi", "yu", "yü", "nı", "ni", "nu", "nü", "ın", "in", "un", "ün",
    "nın", "nin", "nun", "nün", "da", "de", "ta", "te", "nda", "nde", "dan", "den", "tan", "ten", "ndan", "nden", "la", "le",
    "yla", "yle", "dır", "dir", "dur", "dür", "tır", "tir", "tur", "tür", "daki", "deki", "taki", "teki", "lı", "li", "lu", "lü",
    "lık", "lik", "ca", "ce",
];
/// The most letters of a name in a script without spaces that is looked for.
const LONGEST: usize = 24;

/// Cuts the words of scripts without case at the names of the table in them.
pub fn cut_caseless(text: &str, tokens: &mut Vec<Token>, table: View<'_>) {
    let mut cut = Vec::with_capacity(tokens.len());
    for token in &*tokens {
        let before = cut.len();
        if token.shape.has(Shape::CASELESS) && !starts_name(table, token.hash) {
            match text[token.span.range()].chars().next() {
                Some('\u{590}'..='\u{5FF}') => attached_before(text, *token, hebrew, table, &mut cut),
                Some('\u{600}'..='\u{6FF}') => attached_before(text, *token, arabic, table, &mut cut),
                Some('\u{AC00}'..='\u{D7AF}') => attached_behind(text, *token, table, &mut cut),
                Some('\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{9FFF}') => {
                    without_spaces(text, *token, table, &mut cut);
                }
                _ => {}
            }
        }
        if cut.len() == before {
            cut.push(*token);
        }
    }
    *tokens = cut;
}

/// Cuts the endings of Turkish from the words that an apostrophe sets them off from.
pub fn cut_turkish(text: &str, tokens: &mut [Token]) {
    for token in tokens.iter_mut().filter(|token| token.shape.has(Shape::UPPER)) {
        let word = token.span.of(text);
        let Some((at, mark)) = word.char_indices().rev().find(|(_, c)| fold::is_apostrophe(*c)) else { continue };
        let ending = word[at + mark.len_utf8()..].to_lowercase();
        if at > 1 && TURKISH.contains(&&*ending) {
            token.span.end = token.span.start + at as u32;
            token.hash = hash(token.span.of(text));
        }
    }
}

fn hash(word: &str) -> u64 {
    fold::hash_folded(fold::fold(word).as_bytes())
}

/// Whether some name is or starts with the word of this hash.
fn starts_name(table: View<'_>, hash: u64) -> bool {
    let step = table.step(hash);
    table.may_start(hash, false) && (step.names.is_some() || step.goes_on)
}

/// A part of a token, as a token.
fn part(text: &str, token: Token, from: usize, until: usize) -> Token {
    let span = Span::new(token.span.start + from as u32, token.span.start + until as u32);
    let before = if from == 0 { token.before } else { Gap::default() };
    Token { span, hash: hash(span.of(text)), before, ..token }
}

/// Cuts what is attached before a name: `attached` gives the places where the name may begin.
fn attached_before(text: &str, token: Token, attached: fn(&str) -> Vec<usize>, table: View<'_>, cut: &mut Vec<Token>) {
    let word = token.span.of(text);
    let name = attached(word).into_iter().find(|&at| starts_name(table, hash(&word[at..])));
    if let Some(at) = name {
        cut.extend([part(text, token, 0, at), part(text, token, at, word.len())]);
    }
}

/// Where a name may begin behind one to three of the Hebrew prefixes: two letters at least are left.
fn hebrew(word: &str) -> Vec<usize> {
    let prefixes = word.char_indices().take(3).take_while(|(_, c)| HEBREW.contains(*c));
    prefixes.map(|(at, c)| at + c.len_utf8()).filter(|&at| word[at..].chars().count() >= 2).collect()
}

/// Where a name may begin behind one or two of the Arabic prefixes and the article.
fn arabic(word: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let prefixes = word.char_indices().take(2).take_while(|(_, c)| ARABIC.contains(*c)).map(|(at, c)| at + c.len_utf8());
    for at in std::iter::once(0).chain(prefixes) {
        places.push(at);
        places.extend(word[at..].starts_with(ARTICLE).then_some(at + ARTICLE.len()));
        // "لل": for the …
        places.extend((at > 0 && word[..at].ends_with('ل') && word[at..].starts_with('ل')).then_some(at + 'ل'.len_utf8()));
    }
    places.retain(|&at| at > 0 && word[at..].chars().count() >= 2);
    places
}

fn attached_behind(text: &str, token: Token, table: View<'_>, cut: &mut Vec<Token>) {
    let word = token.span.of(text);
    let name = KOREAN.iter().filter_map(|ending| word.strip_suffix(ending)).find(|name| starts_name(table, hash(name)));
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        cut.extend([part(text, token, 0, name.len()), part(text, token, name.len(), word.len())]);
    }
}

/// Looks for names at every letter: the longest first, two letters at least.
fn without_spaces(text: &str, token: Token, table: View<'_>, cut: &mut Vec<Token>) {
    let word = token.span.of(text);
    let marks = |at: usize| word[at..].chars().next().is_some_and(unicode_mark);
    let mut rest = 0;
    let mut at = 0;
    while let Some(letter) = word[at..].chars().next() {
        if !table.starts_caseless(letter) {
            at += letter.len_utf8();
            continue;
        }
        let ends = word[at..].char_indices().map(|(n, c)| at + n + c.len_utf8()).take(LONGEST).skip(1);
        let name = ends.filter(|&end| !marks(end)).filter(|&end| starts_name(table, hash(&word[at..end]))).last();
        match name {
            Some(end) => {
                if at > rest {
                    cut.push(part(text, token, rest, at));
                }
                cut.push(part(text, token, at, end));
                (rest, at) = (end, end);
            }
            None => at += letter.len_utf8(),
        }
    }
    if rest > 0 && rest < word.len() {
        cut.push(part(text, token, rest, word.len()));
    }
}

/// Whether it belongs to the letter before it (a vowel sign or tone).
fn unicode_mark(c: char) -> bool {
    matches!(c, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{EB1}' | '\u{EB4}'..='\u{EBC}' | '\u{EC8}'..='\u{ECE}' | '\u{102B}'..='\u{103E}' | '\u{17B6}'..='\u{17D3}' | '\u{3099}' | '\u{309A}' | '\u{30FC}')
}
