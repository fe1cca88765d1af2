//! Tokens: the words of a paragraph, with their shape and what stands between them.
//!
//! A token is a run of letters, digits and marks; an apostrophe between letters belongs to it
//! (`O'Leary`, `Sana'a`), a possessive ending does not. Initials written together are one token with
//! their full stops (`U.S.`, `J.K.`). A hyphen separates tokens (`pro-Assad`, `Su-24`). Words of
//! addresses (web, e-mail, handles) and of code spans are no tokens: names there are not prose.
//!
//! Cost: one pass over the bytes. Words of ASCII letters are measured and hashed eight bytes at a time
//! ([`ascii`]), others letter by letter.

mod ascii;

use std::sync::OnceLock;

use memchr::memmem::Finder;

use super::Span;
use super::fold::{self, Class};
use ascii::Run;

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its bytes in the text, without a possessive ending or the plural's s of a sign (`UAVs`).
    pub span: Span,
    /// Hash of the folded word ([`fold::hash_folded`]).
    pub hash: u64,
    /// Its letters.
    pub shape: Shape,
    /// What stands between it and the token before.
    pub before: Gap,
}

/// What the letters of a token are: a set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shape(u8);

impl Shape {
    /// The first letter or digit is an upper-case letter.
    pub const UPPER: Shape = Shape(1);
    /// It has lower-case letters.
    pub const LOWER: Shape = Shape(2);
    /// It has upper-case letters after the first letter.
    pub const INNER_UPPER: Shape = Shape(4);
    /// It has digits.
    pub const DIGIT: Shape = Shape(8);
    /// It has letters of a script without case.
    pub const CASELESS: Shape = Shape(16);
    /// Initials written together with full stops.
    pub const DOTTED: Shape = Shape(32);
    /// A possessive ending follows.
    pub const POSSESSIVE: Shape = Shape(64);
    /// It has letters beyond ASCII.
    pub const WIDE: Shape = Shape(128);

    /// The flags of both.
    #[must_use]
    pub const fn or(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }

    /// Whether it has any of the other's flags.
    pub const fn has(self, other: Shape) -> bool {
        self.0 & other.0 != 0
    }

    /// All letters are capitals, two or more.
    pub const fn all_caps(self) -> bool {
        self.has(Shape::UPPER) && !self.has(Shape::LOWER) && (self.has(Shape::INNER_UPPER) || self.has(Shape::DOTTED))
    }

    /// Takes the capitals away, for lines where they say nothing.
    pub fn lower(&mut self) {
        self.0 = self.0 & !(Shape::UPPER.0 | Shape::INNER_UPPER.0) | Shape::LOWER.0;
    }

    fn add(&mut self, other: Shape) {
        self.0 |= other.0;
    }

    /// Adds the other's flags on a condition, without a branch.
    fn add_if(&mut self, other: Shape, when: bool) {
        self.0 |= other.0 * u8::from(when);
    }
}

/// What stands between two tokens: a set of flags. The empty gap stands before a text's first word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Gap(u16);

impl Gap {
    /// White space.
    pub const SPACE: Gap = Gap(1);
    /// A line break.
    pub const LINE: Gap = Gap(2);
    /// A hyphen or dash.
    pub const DASH: Gap = Gap(4);
    /// A full stop.
    pub const STOP: Gap = Gap(8);
    /// An exclamation or question mark, or an ellipsis.
    pub const CRY: Gap = Gap(16);
    /// A comma, colon or semicolon.
    pub const COMMA: Gap = Gap(32);
    /// A quotation mark.
    pub const QUOTE: Gap = Gap(64);
    /// An opening round bracket.
    pub const OPEN: Gap = Gap(128);
    /// A closing round bracket.
    pub const CLOSE: Gap = Gap(256);
    /// A square bracket.
    pub const SQUARE: Gap = Gap(512);
    /// A slash.
    pub const SLASH: Gap = Gap(1024);
    /// An ampersand.
    pub const AMPERSAND: Gap = Gap(2048);
    /// A colon.
    pub const COLON: Gap = Gap(4096);
    /// Any other sign, or words that are no tokens.
    pub const OTHER: Gap = Gap(8192);
    /// The first token of its paragraph.
    pub const START: Gap = Gap(16384);
    /// A dash that is not a lone hyphen between letters: it separates clauses.
    pub const LONG_DASH: Gap = Gap(32768);

    /// Whether it has any of the other's flags.
    pub const fn has(self, other: Gap) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has no flags but the other's.
    pub const fn only(self, other: Gap) -> bool {
        self.0 & !other.0 == 0
    }

    /// The flags of both.
    #[must_use]
    pub const fn or(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    fn add(&mut self, other: Gap) {
        self.0 |= other.0;
    }
}

/// The tokens of `text[within]`, appended to `tokens` in order; offsets are of the whole text.
pub fn tokenise(text: &str, within: Span, tokens: &mut Vec<Token>) {
    let source = &text[..within.end as usize];
    let bytes = source.as_bytes();
    let mut skips = not_prose(source, within.start as usize).into_iter();
    let mut skip = skips.next();
    let mut gap = Gap::START;
    let mut at = within.start as usize;
    while at < bytes.len() {
        if let Some(part) = skip.as_ref().filter(|part| part.start <= at) {
            at = at.max(part.end);
            gap.add(Gap::OTHER);
            skip = skips.next();
            continue;
        }
        let byte = bytes[at];
        if byte < 0x80 {
            let sign = SIGNS[usize::from(byte)];
            if sign == LETTER {
                at = ascii_token(source, at, gap, tokens);
                gap = Gap::default();
                continue;
            }
            gap.add(if byte == b'-' { hyphen(bytes, at) } else { sign });
            at += 1;
        } else {
            let Some(c) = source[at..].chars().next() else { break };
            match fold::class(c) {
                Class::Word => {
                    at = token(source, at, gap, tokens);
                    gap = Gap::default();
                    continue;
                }
                Class::Space => gap.add(Gap::SPACE),
                Class::Dash if matches!(c, '\u{2013}'..='\u{2015}') => gap.add(Gap::DASH.or(Gap::LONG_DASH)),
                Class::Dash => gap.add(Gap::DASH),
                Class::Quote => gap.add(Gap::QUOTE),
                Class::Nothing if matches!(c, '‘' | '’') => gap.add(Gap::QUOTE),
                Class::Nothing => {}
                Class::Other => gap.add(if c == '…' { Gap::CRY } else { Gap::OTHER }),
            }
            at += c.len_utf8();
        }
    }
}

/// The flag of each ASCII sign that means the same wherever it stands; [`LETTER`] for letters and digits.
const SIGNS: [Gap; 128] = {
    let mut signs = [Gap::OTHER; 128];
    let mut byte = 0;
    while byte < 128 {
        signs[byte as usize] = sign(byte);
        byte += 1;
    }
    signs
};
/// What [`SIGNS`] has for letters and digits.
const LETTER: Gap = Gap(0);

const fn sign(byte: u8) -> Gap {
    match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => LETTER,
        b' ' | b'\t' => Gap::SPACE,
        b'\n' | b'\r' | 0x0b | 0x0c => Gap::SPACE.or(Gap::LINE),
        b'.' => Gap::STOP,
        b'!' | b'?' => Gap::CRY,
        b',' | b';' => Gap::COMMA,
        b':' => Gap::COLON.or(Gap::COMMA),
        b'"' | b'\'' | b'`' => Gap::QUOTE,
        b'(' => Gap::OPEN,
        b')' => Gap::CLOSE,
        b'[' | b']' => Gap::SQUARE,
        b'/' => Gap::SLASH,
        b'&' => Gap::AMPERSAND,
        _ => Gap::OTHER,
    }
}

/// The flags of the hyphen there.
fn hyphen(bytes: &[u8], at: usize) -> Gap {
    let letter = |at: usize| bytes.get(at).is_some_and(|&b| b.is_ascii_alphanumeric() || b >= 0x80);
    if at > 0 && letter(at - 1) && letter(at + 1) { Gap::DASH } else { Gap::DASH.or(Gap::LONG_DASH) }
}

/// Reads the token that starts at `start` with an ASCII letter or digit; returns where the next sign stands.
fn ascii_token(source: &str, start: usize, before: Gap, tokens: &mut Vec<Token>) -> usize {
    let bytes = source.as_bytes();
    let Run { end, mut shape, hash } = ascii::run(bytes, start);
    let mut next = end;
    let plain = match bytes[end..] {
        [b'.', ..] => end - start > 1,
        // "Russia’s " and "Russia's "
        [0xE2, 0x80, 0x99, b's', behind, ..] | [b'\'', b's', behind, ..] if behind < 0x80 && !behind.is_ascii_alphanumeric() => {
            shape.add(Shape::POSSESSIVE);
            next += if bytes[end] == b'\'' { 2 } else { 4 };
            true
        }
        [b'\'' | b'`' | 0x80.., ..] => false,
        _ => true,
    };
    if !plain || (next == end && bytes[end - 1] == b's' && plural_of_sign(&bytes[start..end])) {
        return token(source, start, before, tokens);
    }
    tokens.push(Token { span: Span::new(start as u32, end as u32), hash, shape, before });
    next
}

/// Reads the token that starts at `start`, whatever its letters; returns where the next sign stands.
fn token(source: &str, start: usize, before: Gap, tokens: &mut Vec<Token>) -> usize {
    let bytes = source.as_bytes();
    let mut shape = Shape::default();
    let mut end = start;
    let mut letters = 0_u32;
    let mut folded_differs = false;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            shape.add(match byte {
                b'a'..=b'z' => Shape::LOWER,
                b'A'..=b'Z' if letters == 0 => Shape::UPPER,
                b'A'..=b'Z' => Shape::INNER_UPPER,
                _ => Shape::DIGIT,
            });
            letters += 1;
            end += 1;
            continue;
        }
        if byte < 0x80 && byte != b'\'' && byte != b'`' {
            break;
        }
        let Some(c) = source[end..].chars().next() else { break };
        let next = end + c.len_utf8();
        if fold::is_apostrophe(c) {
            let mut rest = source[next..].chars();
            let (first, second) = (rest.next(), rest.next());
            let word = |c: Option<char>| c.is_some_and(|c| fold::class(c) == Class::Word);
            let possessive = matches!(first, Some('s' | 'S')) && !word(second);
            if !word(first) || possessive {
                break;
            }
        } else if fold::class(c) == Class::Word {
            let upper = c.is_uppercase();
            shape.add(match () {
                () if upper && letters == 0 => Shape::UPPER,
                () if upper => Shape::INNER_UPPER,
                () if c.is_lowercase() => Shape::LOWER,
                () if c.is_numeric() => Shape::DIGIT,
                () if c.is_alphabetic() => Shape::CASELESS,
                () => Shape::default(),
            });
            shape.add(Shape::WIDE);
            letters += 1;
        } else if !fold::is_invisible(c) || c == '\u{200B}' {
            break;
        }
        folded_differs = true;
        end = next;
    }
    if letters == 1 && bytes.get(end) == Some(&b'.') {
        let dotted = initials(source, end + 1);
        if dotted > end + 1 {
            shape.add(Shape::DOTTED);
            folded_differs = true;
            end = dotted;
        }
    }
    let after = source[end..].chars().next();
    let mut next = end;
    if let Some(mark) = after.filter(|&c| fold::is_apostrophe(c) && letters > 0) {
        let tail = &source[end + mark.len_utf8()..];
        let word_follows = |tail: &str| tail.chars().next().is_some_and(|c| fold::class(c) == Class::Word);
        if tail.starts_with(['s', 'S']) && !word_follows(&tail[1..]) {
            shape.add(Shape::POSSESSIVE);
            next = end + mark.len_utf8() + 1;
        } else if matches!(bytes[end - 1], b's' | b'S' | b'z' | b'x') && tail.starts_with(char::is_whitespace) {
            // "the Netanyahus’ house"; a closing quotation mark there does no harm.
            shape.add(Shape::POSSESSIVE);
        }
    }
    if next == end && plural_of_sign(&bytes[start..end]) {
        end -= 1;
        if !bytes[start..end].iter().any(u8::is_ascii_lowercase) {
            shape.0 &= !Shape::LOWER.0;
        }
    }
    let word = &bytes[start..end];
    let hash =
        if folded_differs { fold::hash_folded(fold::fold(&source[start..end]).as_bytes()) } else { fold::hash_ascii(word) };
    tokens.push(Token { span: Span::new(start as u32, end as u32), hash, shape, before });
    next
}

/// Whether it is the plural of a designation or acronym: `24s`, `UAVs`.
fn plural_of_sign(word: &[u8]) -> bool {
    matches!(word, [.., before, b's'] if before.is_ascii_digit() || (before.is_ascii_uppercase() && word.len() > 2))
}

/// Where initials end that go on at `at`, just behind a letter and its full stop: `S.` of `U.S.`;
/// `at` itself where none follow.
fn initials(source: &str, mut at: usize) -> usize {
    loop {
        let mut rest = source[at..].chars();
        let (letter, stop) = (rest.next(), rest.next());
        match letter {
            Some(c) if c.is_alphabetic() && stop == Some('.') => at += c.len_utf8() + 1,
            Some(c) if c.is_alphabetic() && stop.is_none_or(|c| fold::class(c) != Class::Word) => return at + c.len_utf8(),
            _ => return at,
        }
    }
}

/// The parts of the text from `start` that are no prose: addresses, handles, code spans.
fn not_prose(source: &str, start: usize) -> Vec<std::ops::Range<usize>> {
    let bytes = source.as_bytes();
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    for sign in memchr::memchr3_iter(b'@', b'/', b'`', &bytes[start..]).map(|at| at + start) {
        if parts.last().is_some_and(|part| sign < part.end) {
            continue;
        }
        let part = match bytes[sign] {
            b'`' => memchr::memchr2(b'`', b'\n', &bytes[sign + 1..])
                .filter(|&length| length > 0 && bytes[sign + 1 + length] == b'`')
                .map(|length| sign..sign + length + 2),
            b'/' if bytes[..sign].ends_with(b":") && bytes[sign..].starts_with(b"//") => Some(chunk(source, sign, start)),
            b'/' if bytes[..sign].last().is_none_or(|&b| b.is_ascii_whitespace() || b == b'.')
                && bytes.get(sign + 1).is_some_and(u8::is_ascii_lowercase) =>
            {
                Some(chunk(source, sign, start))
            }
            b'@' if bytes.get(sign + 1).is_some_and(u8::is_ascii_alphanumeric) => Some(chunk(source, sign, start)),
            _ => None,
        };
        parts.extend(part);
    }
    // "#Putin", but neither "#3" nor the "# Title" of Markdown.
    for hash in memchr::memchr_iter(b'#', &bytes[start..]).map(|at| at + start) {
        let alone = hash == start || !bytes[hash - 1].is_ascii_alphanumeric();
        let letter = source[hash + 1..].chars().next().is_some_and(char::is_alphabetic);
        if alone && letter {
            let end = source[hash + 1..]
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .map_or(bytes.len(), |length| hash + 1 + length);
            parts.push(hash..end);
        }
    }
    let mut hosts: Vec<std::ops::Range<usize>> = Vec::new();
    for www in www().find_iter(&bytes[start..]).map(|at| at + start) {
        if hosts.last().is_none_or(|part| part.end <= www) {
            hosts.push(chunk(source, www, start));
        }
    }
    parts.append(&mut hosts);
    parts.sort_by_key(|part| part.start);
    parts
}

/// Finds what begins the name of a host; made once, for there are many paragraphs.
fn www() -> &'static Finder<'static> {
    static WWW: OnceLock<Finder<'static>> = OnceLock::new();
    WWW.get_or_init(|| Finder::new(b"www."))
}

/// The run of signs without white space or brackets around `at`, not before `start`.
fn chunk(source: &str, at: usize, start: usize) -> std::ops::Range<usize> {
    let ends = |b: u8| b.is_ascii_whitespace() || matches!(b, b'(' | b')' | b'<' | b'>' | b'"' | b'[' | b']');
    let bytes = source.as_bytes();
    let from = bytes[start..at].iter().rposition(|&b| ends(b)).map_or(start, |before| start + before + 1);
    let to = bytes[at..].iter().position(|&b| ends(b)).map_or(bytes.len(), |length| at + length);
    from..to
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len() as u32), &mut tokens);
        tokens.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_of_names() {
        for (text, expected) in [
            ("Netanyahu’s visit", vec!["Netanyahu", "visit"]),
            ("O'Leary's Sana'a", vec!["O'Leary", "Sana'a"]),
            ("the Netanyahus’ house", vec!["the", "Netanyahus", "house"]),
            ("in the U.S. and", vec!["in", "the", "U.S.", "and"]),
            ("J.K. Rowling", vec!["J.K.", "Rowling"]),
            ("Plan B. Then", vec!["Plan", "B", "Then"]),
            ("pro-Assad Su-24s and UAVs", vec!["pro", "Assad", "Su", "24", "and", "UAV"]),
            ("see https://example.org/Putin now", vec!["see", "now"]),
            ("write to Putin@example.org or @Lavrov", vec!["write", "to", "or"]),
            ("on #Putin and #3, (#Lavrov_now)", vec!["on", "and", "3"]),
            ("# Putin", vec!["Putin"]),
            ("run `Putin` and/or Assad", vec!["run", "and", "or", "Assad"]),
            ("at www.Kremlin.ru, he", vec!["at", "he"]),
            ("‘Moscow’ said", vec!["Moscow", "said"]),
            ("Левада-центр", vec!["Левада", "центр"]),
            ("Vla\u{ad}dimir", vec!["Vla\u{ad}dimir"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_token_lies_in_the_text(text in "[\\PC\\n\\r]{0,60}") {
            let mut tokens = Vec::new();
            tokenise(&text, Span::new(0, text.len() as u32), &mut tokens);
            let mut before = 0;
            for token in tokens {
                prop_assert!(token.span.start >= before && token.span.end > token.span.start);
                let word = text.get(token.span.range());
                prop_assert!(word.is_some());
                prop_assert_eq!(token.hash, fold::hash_folded(fold::fold(word.unwrap()).as_bytes()));
                before = token.span.end;
            }
        }
    }
}
