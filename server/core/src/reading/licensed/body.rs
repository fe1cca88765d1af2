//! Bodies, and all names that are no persons': what is left without what newspapers vary.

use std::borrow::Cow;

use super::{BODY, hyphened, tokens};
use crate::reading::lexicon::{self, Part};
use crate::text::fold;
use crate::text::nations::{self, NationIx};
use crate::text::token::{Gap, Shape, Token};

/// A body's name, or any that is no person's, without what does not tell it apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// Its words, as all houses would spell them; a nation's are empty.
    words: Vec<Cow<'static, str>>,
    /// The one nation whose word or name it has.
    pub nation: Option<NationIx>,
    /// It is a body of a state, whose words take any order.
    state: bool,
}

/// Words that names of bodies have or leave out.
const DROPPED: [&str; 8] = ["the", "of", "for", "and", "a", "an", "de", "on"];
/// Legal forms and words at the end that newspapers leave out.
const ENDINGS: [&str; 26] = [
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "corp",
    "co",
    "plc",
    "llc",
    "llp",
    "lp",
    "gmbh",
    "ag",
    "sa",
    "se",
    "nv",
    "bv",
    "ab",
    "asa",
    "oyj",
    "spa",
    "bhd",
    "company",
    "corporation",
    "sarl",
    "magazine",
    "newspaper",
];
/// Heads of the names of states' bodies: their words change places ("Ministry of Defence", "Defence
/// Ministry").
const STATE_HEADS: [&str; 16] = [
    "ministry",
    "department",
    "parliament",
    "senate",
    "embassy",
    "consulate",
    "government",
    "army",
    "navy",
    "police",
    "court",
    "council",
    "directorate",
    "secretariat",
    "staff",
    "treasury",
];
/// Heads of the names of places that no newspaper leaves out: without them the name is that of the place they stand in.
const BUILT: [&str; 12] =
    ["hall", "street", "road", "avenue", "boulevard", "square", "bridge", "gate", "tower", "building", "cemetery", "park"];
/// Words that are spelt in two ways: British, American.
const SPELT: [(&str, &str); 9] = [
    ("defence", "defense"),
    ("centre", "center"),
    ("labour", "labor"),
    ("programme", "program"),
    ("theatre", "theater"),
    ("harbour", "harbor"),
    ("organisation", "organization"),
    ("defences", "defenses"),
    ("centres", "centers"),
];

/// The body of a name; none where it has no word.
pub fn body(form: &str) -> Option<Body> {
    let tokens = tokens(form);
    body_of(form, &tokens)
}

/// The body of a name that has these tokens; none where it has no word.
pub(super) fn body_of(form: &str, tokens: &[Token]) -> Option<Body> {
    let mut body = Body { words: Vec::with_capacity(tokens.len()), nation: None, state: false };
    let mut nations = 0;
    let mut at = 0;
    while at < tokens.len() {
        let nation = tokens[at].shape.has(Shape::UPPER).then(|| nations::at_start(form, &tokens[at..])).flatten();
        if let Some((nation, count)) = nation.and_then(|found| Some((found.nation?, found.count))).filter(|_| tokens.len() > 1) {
            body.nation = Some(nation);
            body.words.push(Cow::Borrowed(""));
            nations += 1;
            at += count;
            continue;
        }
        let word = spelt(fold::fold(tokens[at].span.of(form)));
        body.state |= STATE_HEADS.contains(&&*word);
        if !DROPPED.contains(&&*word) {
            body.words.push(if hyphened(&tokens[at]) { Cow::Owned(format!("-{word}")) } else { word });
        }
        at += 1;
    }
    while body.words.len() > 1 && body.words.last().is_some_and(|word| ENDINGS.contains(&&**word)) {
        body.words.pop();
    }
    if nations > 1 {
        return None;
    }
    if body.state {
        body.words.sort_unstable();
    }
    (!body.words.is_empty()).then_some(body)
}

/// A folded word as American houses spell it, without full stops.
fn spelt(word: String) -> Cow<'static, str> {
    if let Some((_, american)) = SPELT.iter().find(|(british, _)| *british == word) {
        return Cow::Borrowed(american);
    }
    let word = if word.contains('.') { word.replace('.', "") } else { word };
    Cow::Owned(word.replace("isation", "ization"))
}

impl Body {
    pub(super) fn key(&self) -> u64 {
        self.keyed(BODY)
    }

    pub(super) fn keyed(&self, sort: u64) -> u64 {
        let key = self.words.iter().fold(sort, |key, word| fold::hash_joined(key, fold::hash_folded(word.as_bytes())));
        self.nation.map_or(key, |nation| fold::hash_joined(key, fold::hash_folded(nation.name().as_bytes())))
    }

    pub(super) fn same(&self, other: &Body) -> bool {
        self == other
    }

    /// The body without the nation whose word it has.
    pub(super) fn without_nation(&self) -> Option<Body> {
        self.nation?;
        let words: Vec<_> = self.words.iter().filter(|word| !word.is_empty()).cloned().collect();
        (words.len() > 1).then_some(Body { words, nation: None, state: self.state })
    }

    /// A state's body without its country, if two words or more are left: "the ministry" is no name.
    pub(super) fn bare(&self) -> Option<Body> {
        self.nation.filter(|_| self.state && self.words.len() > 2)?;
        let words = self.words.iter().filter(|word| !word.is_empty()).cloned().collect();
        Some(Body { words, nation: None, state: true })
    }

    pub(super) fn bare_is(&self, other: &Body) -> bool {
        self.bare().is_some_and(|bare| bare == *other)
    }
}

/// A place's name without its head: "Golan Heights".
pub(super) fn headless(form: &str) -> Option<Body> {
    let tokens = tokens(form);
    let (head, rest) = tokens.split_last().filter(|(_, rest)| !rest.is_empty())?;
    let built = BUILT.contains(&&*fold::fold(head.span.of(form)));
    let plain = lexicon::part(head.hash).is(Part::PLACE)
        && !built
        && rest.iter().all(|token| !lexicon::part(token.hash).is(Part::COMPASS));
    if plain { body_of(form, rest) } else { None }
}

/// A place's name without what follows its comma: "Irving, Texas".
pub(super) fn qualified(form: &str) -> Option<Body> {
    let tokens = tokens(form);
    let comma = tokens.iter().position(|token| token.before.has(Gap::COMMA))?;
    body_of(form, &tokens[..comma])
}

/// Words that a form may end in though the name has them otherwise, or not at all.
pub(super) fn variants() -> impl Iterator<Item = &'static str> {
    SPELT.iter().flat_map(|(british, american)| [*british, *american]).chain(ENDINGS)
}
