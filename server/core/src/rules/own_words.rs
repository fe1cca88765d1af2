//! Which words of an article are its own: not those in quotation marks, nor those of a credit.

use crate::text::Span;

/// Answers for spans in order of place; the text is walked once.
#[derive(Debug)]
pub struct OwnWords<'a> {
    text: &'a str,
    /// How far it was walked.
    at: usize,
    /// Whether a quotation is open there.
    open: bool,
    /// Whether one in single marks is.
    single: bool,
    /// Whether it lies in a line of a block quote (`> …`).
    block: bool,
}

/// The words before a colon or stroke, or before "by", that begin a credit.
const CREDITS: [&str; 16] = [
    "photo",
    "photos",
    "photograph",
    "photographs",
    "picture",
    "pictures",
    "image",
    "images",
    "illustration",
    "graphic",
    "video",
    "screenshot",
    "screen capture",
    "credit",
    "courtesy",
    "courtesy of",
];
/// How long a quotation in single marks is at most, in bytes: they are apostrophes too.
const SINGLE: usize = 400;
/// How far before a name its credit begins at most, in bytes.
const CREDIT: usize = 160;

impl<'a> OwnWords<'a> {
    /// Of an article.
    pub fn of(text: &'a str) -> OwnWords<'a> {
        OwnWords { text, at: 0, open: false, single: false, block: text.starts_with('>') }
    }

    /// Whether the span is the article's own. Spans must be asked for in order of place.
    pub fn has(&mut self, span: Span) -> bool {
        !self.quoted(span) && !in_credit(self.text, span)
    }

    /// Whether the span stands in a block quote or in quotation marks: one that opens stands before it in its
    /// paragraph without one that closes. Curly marks say which they are; straight ones take turns.
    pub fn quoted(&mut self, span: Span) -> bool {
        let to = span.start as usize;
        let passed = self.text.get(self.at..to).unwrap_or_default();
        // This passes over every byte of the article.
        for (n, _) in passed.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\'' | b'\n' | 0xC2 | 0xE2)) {
            let at = self.at + n;
            let Some(mark) = self.text[at..].chars().next() else { break };
            let rest = &self.text[at + mark.len_utf8()..];
            match mark {
                '“' | '„' | '«' => self.open = true,
                '”' | '»' => self.open = false,
                '"' => self.open = !self.open,
                '‘' | '’' | '\'' if self.single => self.single = !closes(self.text, at, rest),
                '‘' | '\'' => self.single = opens(self.text, at, rest),
                '\n' => {
                    // The span itself may begin the line.
                    self.block = rest.starts_with('>');
                    if rest.starts_with(['\n', '\r']) {
                        (self.open, self.single) = (false, false);
                    }
                }
                _ => {}
            }
        }
        self.at = to.max(self.at);
        self.open || self.single || self.block
    }
}

/// Whether the single mark at `at` opens a quotation, and `rest` closes it soon.
fn opens(text: &str, at: usize, rest: &str) -> bool {
    let behind_word = text[..at].ends_with(|c: char| c.is_alphanumeric());
    if behind_word || !rest.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let mut end = rest.len().min(SINGLE);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let near = rest[..end].split("\n\n").next().unwrap_or_default();
    let mut marks = near.char_indices().filter(|(_, c)| matches!(c, '’' | '\''));
    let start = text.len() - rest.len();
    marks.any(|(n, mark)| closes(text, start + n, &rest[n + mark.len_utf8()..]))
}

/// Whether the single mark at `at`, with `rest` behind it, closes a quotation: a word ends there.
fn closes(text: &str, at: usize, rest: &str) -> bool {
    !text[..at].ends_with(char::is_whitespace) && !rest.starts_with(|c: char| c.is_alphanumeric())
}

/// Whether a single span stands in quotation marks: only its paragraph is walked.
pub(super) fn quoted(text: &str, span: Span) -> bool {
    let before = &text[..span.start as usize];
    let at = before.rfind("\n\n").map_or(0, |at| at + 2);
    OwnWords { text, at, open: false, single: false, block: before[at..].starts_with('>') }.quoted(span)
}

/// Whether a span stands in the title of a work in italics: "*The Nusra Front: A History*". Emphasis is one where it
/// has more words than the span, and all but the small ones have capitals.
pub(super) fn in_title_of_work(text: &str, span: Span) -> bool {
    /// The longest title of a work, in bytes on either side.
    const LONGEST: usize = 200;
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let (start, end) = (span.start as usize, span.end as usize);
    let before = &text[boundary(start.saturating_sub(LONGEST))..start];
    let before = before.rsplit('\n').next().unwrap_or_default();
    let behind = &text[end..boundary(text.len().min(end + LONGEST))];
    let behind = behind.split('\n').next().unwrap_or_default();
    ['*', '_'].into_iter().any(|mark| {
        let (Some(open), Some(close)) = (before.rfind(mark), behind.find(mark)) else { return false };
        let inside = [&before[open + 1..], span.of(text), &behind[..close]].concat();
        let titled = |word: &str| word.chars().count() < 4 || !word.starts_with(char::is_lowercase);
        before.matches(mark).count() % 2 == 1
            && inside.len() > span.len() as usize
            && !inside.starts_with(char::is_whitespace)
            && inside.split(|c: char| !c.is_alphanumeric()).all(titled)
    })
}

/// Whether the words before the span, in its line or bracket, begin a credit: "(Photo: AFP/…)".
fn in_credit(text: &str, span: Span) -> bool {
    let end = span.start as usize;
    let mut start = end.saturating_sub(CREDIT);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = &text[start..end];
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let bracket = line.rfind(['(', '[']).filter(|&at| !line[at..].contains([')', ']']));
    // What stands in a closed bracket before it is over.
    let open = line.rfind([')', ']']).filter(|_| line.starts_with(['(', '['])).map_or(line, |at| &line[at + 1..]);
    let begins = |words: &str| {
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        CREDITS.iter().any(|credit| {
            behind(words, credit).is_some_and(|rest| {
                rest.starts_with([':', '/', '|'])
                    || behind(rest, " by ").is_some()
                    || behind(rest, " credit").is_some()
                    || *credit == "courtesy of"
            })
        })
    };
    bracket.is_some_and(|at| begins(&line[at..])) || (line.len() < before.len() || start == 0) && begins(open)
}

/// What comes behind these words, of whatever case, where the text begins with them.
fn behind<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (beginning, rest) = text.split_at_checked(words.len())?;
    beginning.eq_ignore_ascii_case(words).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> bool {
        let at = text.find('X').map_or(0, |at| at as u32);
        OwnWords::of(text).has(Span::new(at, at + 1))
    }

    #[test]
    fn quotation_marks_pair_within_a_paragraph() {
        for (text, quoted) in [
            ("“a X", true),
            ("“a” X", false),
            ("\"a X", true),
            ("\"a\" X", false),
            ("“a\n\nX", false),
            ("“a\r\n\r\nX", false),
            ("“a” “b X", true),
            ("“a\nX", true),
            ("> a X", true),
            ("a\n> b\n> c X", true),
            ("> a\nX", false),
            ("a > X", false),
            ("‘a X’", true),
            ("‘a’ X", false),
            ("the ‘b’s X’", true),
            ("'a X' b", true),
            ("'a' X", false),
            ("the 's-Hertogenbosch X", false),
            ("rock 'n' roll X", false),
            ("Israel's X and Iran's", false),
            ("‘a\n\nX’", false),
        ] {
            assert_eq!(own(text), !quoted, "{text}");
        }
        let text = "“a X” b X “X";
        let mut words = OwnWords::of(text);
        let own: Vec<bool> = text.match_indices('X').map(|(at, _)| words.has(Span::new(at as u32, at as u32 + 1))).collect();
        assert_eq!(own, [false, true, false], "one walk for all");
    }

    #[test]
    fn works_in_italics() {
        for (text, expected) in [
            ("She wrote *A History of X and the Rest*.", true),
            ("She wrote _The X Years_ in prison.", true),
            ("She wrote *X* in prison.", false),
            ("She met *the leader of X* in prison.", false),
            ("*A* X *B*", false),
            ("She wrote **The X Years** in prison.", false),
            ("a * b X c * d", false),
            ("*The X\nYears*", false),
        ] {
            let at = text.find('X').unwrap() as u32;
            assert_eq!(in_title_of_work(text, Span::new(at, at + 1)), expected, "{text}");
        }
    }

    #[test]
    fn credits_are_somebody_elses() {
        for (text, expected) in [
            ("He spoke (Photo: Y/X Z)", false),
            ("*Image: X*", false),
            ("Photo by X, 2018", false),
            ("Picture this: X", true),
            ("He said X (photo: Y)", true),
            ("(Photo: Y) X spoke", true),
            ("The video showed X", true),
            ("Text\nCredit: X", false),
        ] {
            assert_eq!(own(text), expected, "{text}");
        }
    }
}
