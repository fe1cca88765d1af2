//! Pins: people's own annotations, which settle what a name means.
//!
//! Inline in Markdown, `[Lavrov](entity:sergey-lavrov)` settles the words of that link. In front matter,
//! `entities: { Sergei: sergei-ryabkov }` settles a form wherever the article writes it by itself. The
//! value `not-a-name` says that the words name nothing. Ids may be former ones (`formerly`).
//!
//! Cost: one search for the link's sign in each paragraph; nothing more where there is none.

use std::sync::LazyLock;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::candidate::{Cues, Found, Item, What};
use super::front_matter;
use crate::gazetteer::{EntryIx, Gazetteer};
use crate::text::token::{Token, tokenise};
use crate::text::{Span, fold};

/// What stands between the words of a pinned link and its id.
const SIGN: &str = "](entity:";
/// The id of words that name nothing.
pub const NOT_A_NAME: &str = "not-a-name";

/// A person's annotation in an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pin {
    /// Where the id stands, in bytes of the text.
    pub id: Span,
    /// What it says.
    pub meant: Pinned,
}

/// What a pin says of the words it is put to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pinned {
    /// They mean that entry.
    Entry(EntryIx),
    /// They name nothing.
    NotAName,
    /// They mean an entry that does not exist.
    NoEntry,
}

impl Pin {
    /// The pin whose id stands there.
    pub fn new(text: &str, id: Span, gazetteer: &Gazetteer) -> Pin {
        let meant = match gazetteer.find(id.of(text)) {
            Some(entry) => Pinned::Entry(entry),
            None if id.of(text) == NOT_A_NAME => Pinned::NotAName,
            None => Pinned::NoEntry,
        };
        Pin { id, meant }
    }
}

/// The pins of a front matter: by the joined hash of the form's words.
#[derive(Clone, Debug, Default)]
pub struct WholePins {
    /// Each form's pin; the first where a form is written twice.
    pub forms: FxHashMap<u64, Pin>,
    /// All pins, in order of place.
    pub pins: Vec<Pin>,
}

/// The pins of an article's front matter.
pub fn of_front_matter(text: &str, gazetteer: &Gazetteer) -> WholePins {
    let mut whole = WholePins::default();
    let mut tokens = Vec::new();
    for (form, id) in front_matter::entities(text) {
        let pin = Pin::new(text, id, gazetteer);
        whole.pins.push(pin);
        tokens.clear();
        tokenise(&form, Span::new(0, form.len() as u32), &mut tokens);
        if let Some(hash) = tokens.iter().map(|token| token.hash).reduce(fold::hash_joined) {
            whole.forms.entry(hash).or_insert(pin);
        }
    }
    whole
}

/// A pinned link in a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its words.
    pub words: Span,
    /// Its id.
    pub id: Span,
}

impl Link {
    /// The same, so many bytes on.
    #[must_use]
    pub fn shifted(self, by: u32) -> Link {
        Link { words: self.words.shifted(by), id: self.id.shifted(by) }
    }
}

/// The pinned links of a paragraph, in order, apart from each other.
pub fn links(text: &str) -> Vec<Link> {
    static FINDER: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(SIGN));
    let mut links: Vec<Link> = Vec::new();
    let mut from = 0;
    let (mut ticks, mut counted) = (0, 0);
    for sign in FINDER.find_iter(text.as_bytes()) {
        let id_start = sign + SIGN.len();
        let Some(length) = text[id_start..].find([')', '\n']).filter(|&length| text[id_start + length..].starts_with(')')) else {
            continue;
        };
        let Some(open) = opening(&text[from..sign]).map(|open| from + open) else { continue };
        let (words, id) = (trimmed(text, open + 1, sign), trimmed(text, id_start, id_start + length));
        from = id_start + length;
        // In a code span, and behind a backslash, a bracket is just a bracket.
        let since = &text[counted..open];
        let line = since.rfind('\n');
        ticks = since[line.unwrap_or(0)..].matches('`').count() + if line.is_some() { 0 } else { ticks };
        counted = open;
        let bracket = text[..open].ends_with('\\') || ticks % 2 == 1;
        if !bracket && !words.is_empty() {
            links.push(Link { words, id });
        }
    }
    links
}

/// Where the square bracket opens that closes behind `before`.
fn opening(before: &str) -> Option<usize> {
    let mut closed = 0;
    before.bytes().enumerate().rev().find_map(|(at, byte)| {
        match byte {
            b']' => closed += 1,
            b'[' if closed == 0 => return Some(at),
            b'[' => closed -= 1,
            _ => {}
        }
        None
    })
}

/// The span without white space at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let words = &text[start..end];
    let first = start + words.len() - words.trim_start().len();
    Span::new(first as u32, (first + words.trim().len()) as u32)
}

/// Takes the words of the links' targets from the tokens: an address is no prose.
pub fn without_targets(tokens: &mut Vec<Token>, links: &[Link]) {
    if links.is_empty() {
        return;
    }
    tokens.retain(|token| {
        let link = links.partition_point(|link| link.id.end < token.span.start);
        links.get(link).is_none_or(|link| token.span.end <= link.words.end || token.span.start >= link.id.end)
    });
}

/// Puts the words of each link in place of what was found there. The candidate of link n is
/// `What::Pinned(n)`; one without a word is passed over.
pub fn put(links: Vec<Link>, text: &str, tokens: &[Token], found: &mut Found) {
    for (n, link) in links.iter().enumerate() {
        let first = tokens.partition_point(|token| token.span.start < link.words.start);
        let last = tokens.partition_point(|token| token.span.end <= link.words.end);
        let Some(words) = tokens.get(first..last).filter(|words| !words.is_empty()) else { continue };
        let possessive = words[words.len() - 1].span.end;
        let tail = &text[possessive as usize..link.words.end as usize];
        let end = if matches!(tail, "’s" | "'s" | "’" | "'") { possessive } else { link.words.end };
        let joined = |words: &[Token]| words.iter().map(|word| word.hash).reduce(fold::hash_joined).unwrap_or_default();
        let item = Item {
            span: Span::new(link.words.start, end),
            tokens: (first as u32, last as u32),
            what: What::Pinned(n as u32),
            cues: Cues::default(),
            whole: joined(words),
            given: words[0].hash,
            tail: words[words.len() - 1].hash,
            surname: words[words.len() - 1].hash,
            singular: None,
        };
        let from = found.items.partition_point(|other| other.tokens.1 <= item.tokens.0);
        let until = found.items.partition_point(|other| other.tokens.0 < item.tokens.1).max(from);
        found.items.splice(from..until, [item]);
        let gone = (until - from) as u32;
        for title in &mut found.titles {
            title.before = title.before.map(|at| match at {
                at if at >= until as u32 => at + 1 - gone,
                at if at >= from as u32 => from as u32,
                at => at,
            });
        }
    }
    found.links = links;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_their_words() {
        for (text, expected) in [
            ("met [Lavrov](entity:sergey-lavrov).", vec![("Lavrov", "sergey-lavrov")]),
            ("met [ Lavrov ](entity: sergey-lavrov ).", vec![("Lavrov", "sergey-lavrov")]),
            ("[A](entity:a) and [B [x] C](entity:b)", vec![("A", "a"), ("B [x] C", "b")]),
            ("no [link](other:a), no](entity:b), [none](entity:c", vec![]),
            ("[](entity:a) [ ](entity:b)", vec![]),
            ("[broken](entity:a\nb) text", vec![]),
            ("`[A](entity:a)`, \\[B](entity:b) and `x` [C](entity:c)", vec![("C", "c")]),
            ("a stray ` here\nand [A](entity:a)", vec![("A", "a")]),
            ("[ד](entity:עמוד)", vec![("ד", "עמוד")]),
        ] {
            let found: Vec<_> = links(text).iter().map(|link| (link.words.of(text), link.id.of(text))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
