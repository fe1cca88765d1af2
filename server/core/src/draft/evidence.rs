//! What the words around a name say of its kind.
//!
//! Each mention gives points to kinds: "in X" speaks for a place, "the X news agency" for a medium,
//! "Minister X" for a person. The points of all mentions of a name in all articles are added up
//! ([`Evidence`]), so that one odd sentence does not decide. Only general words of the language are
//! listed here, never names.

use crate::gazetteer::Kind;
use crate::reading::lexicon::{self, Part};
use crate::text::{Span, fold};

/// Points for each kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Evidence {
    points: [i32; Kind::ALL.len()],
    /// How many pictures are credited to it. They count once: an article has many.
    credited: u32,
    /// A verb of speech follows its one word. That counts once too: a person is named in full somewhere, and
    /// what always has one word is a body more often.
    speaks: bool,
}

/// As good as certain.
pub(super) const SURE: i32 = 6;
/// Speaks clearly for a kind.
pub(super) const CLEAR: i32 = 4;
/// Speaks for a kind.
pub(super) const SOME: i32 = 2;
/// Better than nothing.
pub(super) const FAINT: i32 = 1;

impl Evidence {
    /// Speaks for a kind.
    pub(super) fn speak(&mut self, kind: Kind, points: i32) {
        self.points[kind as usize] = self.points[kind as usize].saturating_add(points);
    }

    /// A surname alone meant it.
    pub(super) fn surname(&mut self) {
        self.speak(Kind::Person, SOME);
    }

    /// Adds another's points.
    pub(super) fn join(&mut self, other: &Evidence) {
        self.points.iter_mut().zip(other.points).for_each(|(a, b)| *a = a.saturating_add(b));
        self.credited += other.credited;
        self.speaks |= other.speaks;
    }

    /// Takes back what the credits of pictures say, where most of so many mentions are none.
    pub(super) fn discount(&mut self, mentions: u32) {
        if self.credited * 2 < mentions {
            self.credited = 0;
        }
    }

    /// How much speaks for a kind.
    pub(super) fn of(&self, kind: Kind) -> i32 {
        let more = match kind {
            Kind::Media if self.credited > 0 => SOME,
            Kind::Organisation if self.speaks => SOME,
            Kind::Person if self.speaks => FAINT,
            _ => 0,
        };
        self.points[kind as usize].saturating_add(more)
    }

    /// The kind with the most points, if any has some: of equals the first in this order.
    pub(super) fn best(&self) -> Option<(Kind, i32)> {
        const ORDER: [Kind; 8] =
            [Kind::Place, Kind::Media, Kind::Person, Kind::Organisation, Kind::Weapon, Kind::Event, Kind::Group, Kind::Other];
        ORDER
            .into_iter()
            .map(|kind| (kind, self.of(kind)))
            .rev()
            .max_by_key(|(_, points)| *points)
            .filter(|(_, points)| *points > 0)
    }
}

/// Lower-case nouns that stand directly before or behind a name and say what it is.
const NOUNS: [(Kind, &str); 5] = [
    (
        Kind::Media,
        "newspaper newspapers daily dailies weekly magazine tabloid broadcaster website site outlet portal newswire platform \
         podcast channel blog",
    ),
    (
        Kind::Place,
        "city town village province district region governorate island islands port capital airport airbase peninsula \
         river mountain mountains valley suburb neighborhood neighbourhood area territory enclave county prefecture oblast coast \
         border strait gulf lake crossing camp state",
    ),
    (
        Kind::Organisation,
        "group groups militia militias movement party faction organization organisation company firm giant charity bank \
         club team union tank tanks brigade battalion militants fighters rebels guerrillas regulator manufacturer contractor startup \
         insurer airline carrier retailer maker developer label band orchestra gang cartel alliance coalition",
    ),
    (
        Kind::Weapon,
        "missile missiles rocket rockets tank jet jets fighter-jet bomber bombers helicopter helicopters drone drones frigate \
         submarine cruiser destroyer corvette warship tanker howitzer howitzers rifle torpedo aircraft",
    ),
    (Kind::Event, "conference summit festival tournament operation war championship championships earthquake hurricane"),
];

/// Lower-case words before a person's name that are no titles.
const PERSONS: &str = "counterpart colleague dictator dealer strongman veteran wife husband son daughter brother sister mother \
                       father widow man woman businessman businesswoman tycoon mogul journalist researcher expert lawyer \
                       resident teacher nurse writer poet painter artist dancer driver midfielder goalkeeper victim suspect \
                       leader frontman guitarist";
/// Verbs of speech, with a person (or a body) before them.
const SPEECH: &str = "said says told tells added adds stated explained warned claimed argued noted wrote writes replied insisted \
                      stressed responded clarified highlighted quipped recalled joked concluded testified asked admitted thinks \
                      believes hopes thanked apologised apologized";
/// Side with which a person's life goes on.
const LIFE: &str = "who whose died resigned married graduated retired aged";
/// Before "to" or "in" and a place.
const MOVEMENT: &str = "visit visits visited visiting trip trips travel travels travelled traveled travelling traveling flew fly \
                        flies flight flights went go goes going return returned returns returning arrived arrive arrives arriving \
                        moved move drove drive journey tour headed fled flee moving close";
/// Lower-case nouns before "for", "at" or "of" and a medium.
const REPORTERS: &str = "columnist reporter correspondent journalist editor commentator writes wrote reported anchor";
/// Behind a name of a body that acts.
const MEMBERS: &str = "fighters militants rebels gunmen members rocket rockets lawmaker lawmakers spokesman spokeswoman spokesperson \
                       diplomat official officials employees shares customers executive executives";
/// Before a body: "members of X".
const OF_BODIES: &str = "member members leader leaders head chairman ceo founder director president employee employees branch wing \
                         headquarters spokesman spokeswoman chief";
/// What a place has.
const OF_PLACES: &str = "city town village capital province district region port island streets suburbs outskirts north south east \
                         west mayor governor people residents siege battle liberation area coast centre center";
/// Behind a place.
const IN_PLACES: &str = "residents suburb suburbs outskirts";

/// What the surroundings of one mention say. `titled`: a title stands before it.
pub(super) fn around(text: &str, span: Span, titled: bool) -> Evidence {
    let mut evidence = Evidence::default();
    let before = Side::before(text, span.start as usize);
    let after = Side::after(text, span.end as usize);
    if titled {
        evidence.speak(Kind::Person, SURE);
    }
    from_before(&before, &after, titled, &mut evidence);
    let several = span.of(text).contains(' ');
    from_behind(several, &after, &mut evidence);
    after_a_place(several, &before, &mut evidence);
    credit(several, &before, &after, &mut evidence);
    evidence
}

/// The words directly beside a name, nearest first, as far as only white space parts them.
struct Side<'a> {
    words: Vec<&'a str>,
    /// The sign that ends them; none at the end of the line or text.
    sign: Option<char>,
    /// What follows that sign.
    rest: &'a str,
    /// Behind a name: a possessive ending stands between.
    possessive: bool,
    /// They reach to the start of the line.
    from_start: bool,
}

/// How many words are looked at on either side.
const REACH: usize = 4;
/// How many bytes at most: a line may be as long as the article.
const SIGHT: usize = 200;

impl<'a> Side<'a> {
    fn before(text: &'a str, end: usize) -> Side<'a> {
        let near = boundary(text, end.saturating_sub(SIGHT));
        let line = text[near..end].rfind('\n').map_or(near, |at| near + at + 1);
        let mut rest = &text[line..end];
        let mut words = Vec::new();
        let mut close = true;
        while words.len() < REACH {
            let trimmed = rest.trim_end_matches([' ', '\t', '\u{a0}']);
            if close && trimmed.len() == rest.len() {
                break; // joined to the name, or nothing
            }
            let start =
                trimmed.rfind(|c: char| !in_word(c)).map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
            if start == trimmed.len() {
                rest = trimmed;
                break;
            }
            words.push(&trimmed[start..]);
            rest = &trimmed[..start];
            close = !rest.ends_with([' ', '\t', '\u{a0}']);
            if close {
                break;
            }
        }
        let rest = rest.trim_end();
        Side { words, sign: rest.chars().next_back(), rest, possessive: false, from_start: rest.is_empty() }
    }

    fn after(text: &'a str, start: usize) -> Side<'a> {
        let far = boundary(text, (start + SIGHT).min(text.len()));
        let end = text[start..far].find('\n').map_or(far, |at| start + at);
        let mut rest = &text[start..end];
        let mut possessive = false;
        for ending in ["’s", "'s", "’", "'"] {
            if let Some(behind) = rest.strip_prefix(ending).filter(|behind| !behind.starts_with(char::is_alphanumeric)) {
                (rest, possessive) = (behind, true);
                break;
            }
        }
        let mut words = Vec::new();
        while words.len() < REACH && rest.starts_with([' ', '\t', '\u{a0}']) {
            let trimmed = rest.trim_start();
            let end = trimmed.find(|c: char| !in_word(c)).unwrap_or(trimmed.len());
            if end == 0 {
                break;
            }
            words.push(&trimmed[..end]);
            rest = &trimmed[end..];
        }
        let trimmed = rest.trim_start();
        let sign = trimmed.chars().next().filter(|&c| !in_word(c));
        Side { words, sign, rest: sign.map_or("", |sign| &trimmed[sign.len_utf8()..]), possessive, from_start: false }
    }

    fn get(&self, n: usize) -> &'a str {
        self.words.get(n).copied().unwrap_or_default()
    }
}

/// The last boundary of characters up to there.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '’' | '\'')
}

fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

fn kind_of_noun(word: &str) -> Option<Kind> {
    NOUNS.iter().find(|(_, nouns)| listed(nouns, word)).map(|(kind, _)| *kind)
}

fn part(word: &str) -> Part {
    lexicon::part(fold::hash_folded(fold::fold(word).as_bytes()))
}

fn lower(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

fn from_before(before: &Side<'_>, after: &Side<'_>, titled: bool, evidence: &mut Evidence) {
    // "groups such as Lebanon’s X": whose it is does not matter.
    let whose = |word: &str| !lower(word) && (word.ends_with("’s") || word.ends_with("'s"));
    let skip = usize::from(whose(before.get(0)) && before.words.len() > 1);
    let (last, second, third) = (before.get(skip), before.get(skip + 1), before.get(skip + 2));
    let (near, far) = (last.to_lowercase(), second.to_lowercase());
    match near.as_str() {
        "in" if listed("interest interested involved believe believes confidence stake shares trust", &far) => {
            evidence.speak(Kind::Organisation, FAINT);
        }
        "in" | "near" | "outside" | "across" => evidence.speak(Kind::Place, CLEAR),
        "at" if listed(REPORTERS, &far) => evidence.speak(Kind::Media, CLEAR),
        "from" if listed(MOVEMENT, &far) || listed(MOVEMENT, &third.to_lowercase()) => evidence.speak(Kind::Place, CLEAR),
        "at" | "around" | "from" => evidence.speak(Kind::Place, FAINT),
        "to" | "into" | "towards" if listed(MOVEMENT, &far) => evidence.speak(Kind::Place, CLEAR),
        "visit" | "visited" | "visiting" | "toured" => evidence.speak(Kind::Place, SOME),
        "for" if listed(REPORTERS, &far) => evidence.speak(Kind::Media, SURE),
        "with" | "to" if far == "interview" => evidence.speak(Kind::Media, SOME),
        "told" | "telling" | "tells" => {
            evidence.speak(Kind::Media, SOME);
            evidence.speak(Kind::Person, FAINT);
        }
        "of" if listed(OF_PLACES, &far) => evidence.speak(Kind::Place, CLEAR),
        "of" if listed(REPORTERS, &far) => evidence.speak(Kind::Media, CLEAR),
        "of" if listed(OF_BODIES, &far) => evidence.speak(Kind::Organisation, SOME),
        "joined" | "joining" | "arming" | "funding" => evidence.speak(Kind::Organisation, SOME),
        "via" => evidence.speak(Kind::Media, SOME),
        "on" if listed("posted posts wrote writes published shared streamed live tweeted account", &far) => {
            evidence.speak(Kind::Media, CLEAR);
        }
        "the" if lower(last) || before.words.len() == 1 => the(&far, after, evidence),
        "by" if before.from_start && second.is_empty() => evidence.speak(Kind::Person, SURE),
        "as" if far == "such" => {
            if let Some(kind) = kind_of_noun(&third.to_lowercase()) {
                evidence.speak(kind, CLEAR);
            }
        }
        _ if lower(last) => {
            if let Some(kind) = kind_of_noun(last) {
                evidence.speak(kind, CLEAR);
            } else if last == "agency" && matches!(second, "news" | "press") {
                evidence.speak(Kind::Media, SURE);
            } else if !titled && (part(last).is(Part::TITLE) || listed(PERSONS, last)) {
                evidence.speak(Kind::Person, CLEAR);
            }
        }
        _ => {}
    }
}

/// "the X": neither a person nor a town, unless X merely describes: "the Assad regime".
fn the(before_it: &str, after: &Side<'_>, evidence: &mut Evidence) {
    const GOES_ON: &str = "in on of at by to for from with and or but as is was are were has had have will would can could may that \
                           which who when after before over under says";
    let next = after.get(0);
    if lower(next) && !after.possessive && !listed(GOES_ON, next) && !listed(SPEECH, next) {
        return;
    }
    if matches!(before_it, "told" | "telling" | "tells") {
        evidence.speak(Kind::Media, CLEAR);
    }
    if matches!(before_it, "in" | "across" | "near" | "around" | "throughout") {
        evidence.speak(Kind::Place, SOME);
    } else {
        evidence.speak(Kind::Organisation, SOME);
    }
    evidence.speak(Kind::Person, -CLEAR);
}

fn from_behind(several: bool, after: &Side<'_>, evidence: &mut Evidence) {
    let (next, then) = (after.get(0), after.get(1));
    if !after.possessive {
        match next {
            "news" | "press" if matches!(then, "agency" | "site" | "website" | "channel" | "outlet" | "service") => {
                evidence.speak(Kind::Media, SURE);
            }
            "air" if matches!(then, "base" | "bases") => evidence.speak(Kind::Place, SURE),
            "air" if matches!(then, "defense" | "defence") => evidence.speak(Kind::Weapon, CLEAR),
            "missile" | "rocket" if matches!(then, "system" | "systems" | "batteries" | "battery") => {
                evidence.speak(Kind::Weapon, SURE);
            }
            "think" if then.starts_with("tank") => evidence.speak(Kind::Organisation, SURE),
            _ if listed(SPEECH, next) => {
                evidence.speaks = !several;
                evidence.speak(Kind::Person, if several { SOME } else { 0 });
            }
            _ if listed(LIFE, next) => evidence.speak(Kind::Person, SOME),
            _ if listed(MEMBERS, next) => evidence.speak(Kind::Organisation, SOME),
            _ if listed(IN_PLACES, next) => evidence.speak(Kind::Place, CLEAR),
            _ => {
                if let Some(kind) = kind_of_noun(next) {
                    evidence.speak(kind, CLEAR);
                }
            }
        }
    }
    if let (true, Some('('), rest) = (next.is_empty(), after.sign, after.rest) {
        let side = rest.split(')').next().unwrap_or_default().to_lowercase();
        if matches!(side.as_str(), "r" | "l" | "c" | "left" | "right" | "center" | "centre" | "pictured" | "above") {
            evidence.speak(Kind::Person, CLEAR);
        }
        let digits = side.chars().all(|c| c.is_ascii_digit());
        if digits && (1..=3).contains(&side.len()) {
            evidence.speak(Kind::Person, FAINT);
        }
    }
    if next.is_empty() && after.sign == Some(',') {
        let rest = after.rest.trim_start();
        let age = rest.split(',').next().unwrap_or_default();
        if age.len() == 2 && age.bytes().all(|byte| byte.is_ascii_digit()) && rest.contains(',') {
            evidence.speak(Kind::Person, CLEAR);
        }
        // Not a list: "X, Syria, and Iran".
        if country_first(rest) {
            evidence.speak(Kind::Place, CLEAR);
        }
    }
}

/// "in Edmonton, X".
fn after_a_place(several: bool, before: &Side<'_>, evidence: &mut Evidence) {
    let Some(rest) = before.rest.strip_suffix(',').filter(|_| before.words.is_empty()) else { return };
    let words: Vec<&str> = rest.rsplit(' ').take(REACH).collect();
    let name = words.iter().take_while(|word| word.starts_with(char::is_uppercase)).count();
    if name > 0 && words.get(name).is_some_and(|word| matches!(*word, "in" | "at" | "near" | "from" | "outside")) {
        // Or a person, with the title before it: "the commander in Syria, Ivan Petrov, said".
        evidence.speak(Kind::Place, if several { FAINT } else { SOME });
    }
}

/// Whether the words start with a country's name that a comma, a full stop or the end closes.
fn country_first(rest: &str) -> bool {
    use crate::reading::nations;
    use crate::text::token::tokenise;
    let mut clauses = rest.split([',', '.', ';', '\n', ')']);
    let clause = clauses.next().unwrap_or_default();
    let list = clauses.next().is_some_and(|next| next.trim_start().starts_with("and ")) || clause.contains(" and ");
    if clause.len() > 40 || list {
        return false;
    }
    let mut tokens = Vec::new();
    tokenise(clause, Span::new(0, clause.len() as u32), &mut tokens);
    nations::at_start(clause, &tokens).is_some_and(|found| found.country && found.count == tokens.len())
}

/// Credits of pictures and texts: "(Amos Cohen/AFP)", "Screen capture: YouTube", "By Paul Smith, The
/// Daily Post".
fn credit(several: bool, before: &Side<'_>, after: &Side<'_>, evidence: &mut Evidence) {
    let bare = before.words.is_empty();
    if bare && before.sign == Some('/') && matches!(after.sign, Some(')' | '/')) && after.words.is_empty() {
        evidence.credited = 1;
    }
    if after.words.is_empty() && after.sign == Some('/') && matches!(before.sign, Some('(' | ':')) {
        evidence.speak(Kind::Person, CLEAR);
    }
    let label = before.rest.trim_end_matches(':').trim_end().to_lowercase();
    if bare && before.sign == Some(':') {
        if label.ends_with("capture") || label.ends_with("screenshot") {
            evidence.speak(Kind::Media, CLEAR);
        } else if ["credit", "photo", "image", "photograph"].iter().any(|word| label.ends_with(word)) {
            if several {
                evidence.speak(Kind::Person, SOME);
            } else {
                evidence.credited = 1;
            }
        }
    }
    let byline = before.rest.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    if bare && byline && before.sign == Some(',') && after.words.is_empty() && after.sign.is_none() {
        evidence.speak(Kind::Media, CLEAR);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Kind>) {
        let start = text.find('[').unwrap() as u32;
        let end = text.find(']').unwrap() as u32 - 1;
        let text = text.replace(['[', ']'], "");
        let evidence = around(&text, Span::new(start, end), false);
        assert_eq!(evidence.best().map(|(kind, _)| kind), expected, "{text}: {evidence:?}");
    }

    #[test]
    fn words_around() {
        check("He lives in [Quarn].", Some(Kind::Place));
        check("A flight to [Quarn] was late.", Some(Kind::Place));
        check("the town of [Quarn]", Some(Kind::Place));
        check("fighting near [Quarn] province", Some(Kind::Place));
        check("[Quarn], Greece, is quiet", Some(Kind::Place));
        check("said the [Quarn] daily", Some(Kind::Media));
        check("according to Iran’s [Quarn] news agency", Some(Kind::Media));
        check("a columnist for [Quarn Elbe], noted", Some(Kind::Media));
        check("(Mara Dole/[QNP])", Some(Kind::Media));
        check("([Mara Dole]/QNP)", Some(Kind::Person));
        check("(Screen capture: [Quarn])", Some(Kind::Media));
        check("By [Mara Dole], Quarn News", Some(Kind::Person));
        check("By Mara Dole, [Quarn Wire]", Some(Kind::Media));
        check("By Mara Dole, [Quarn Wire]\nText", Some(Kind::Media));
        check("[Mara Dole] (left) met", Some(Kind::Person));
        check("[Mara Dole] said so", Some(Kind::Person));
        check("[Quarn] said so", Some(Kind::Organisation));
        check("in Edmonton, [Quarn].", Some(Kind::Place));
        check("in New Quay, [Quarn], and", Some(Kind::Place));
        check("Image: [Mara Dole].", Some(Kind::Person));
        check("he met Edmonton, [Quarn].", None);
        check("[Mara Dole], 34, of Perth", Some(Kind::Person));
        check("the arms dealer [Mara Dole] was", Some(Kind::Person));
        check("terror groups such as [Quarn]", Some(Kind::Organisation));
        check("the Lebanese terror group [Quarn]", Some(Kind::Organisation));
        check("groups such as Lebanon’s [Quarn].", Some(Kind::Organisation));
        check("influence over [Quarn], Syria, and Iran", None);
        check("The [Quarn] said that", Some(Kind::Organisation));
        check("The [Quarn] regime fell", None);
        check("he told the [Quarn Echo] that", Some(Kind::Media));
        check("long-range [Q-700] missile systems", Some(Kind::Weapon));
        check("He likes [Quarn].", None);
        check("[Quarn]", None);
    }
}
