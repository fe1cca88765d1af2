//! Titles behind the name: in apposition ("Gadi Eisenkot, the former chief of staff,"), in brackets, or
//! as what the person is said to be ("Lavrov, who serves as foreign minister", "Lavrov is Russia’s
//! foreign minister").

use super::modifiers::{Modifier, combined, modifier};
use super::window::Window;
use super::{Cue, Doubt, Phrase, Sense};
use crate::gazetteer::Kind;
use crate::gazetteer::offices::Form;
use crate::gazetteer::offices::words::{MOST, is_article};
use crate::text::Span;
use crate::text::token::Gap;

const ARTICLES: [&str; 10] = ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your"];
/// Words behind a title that end it.
const ENDS: [&str; 6] = ["who", "whose", "since", "said", "told", "says"];
/// Words behind a title that say for which time it is said.
const DATED: [&str; 14] =
    ["in", "from", "until", "till", "during", "under", "when", "while", "between", "at", "for", "before", "after", "as"];

/// The title that stands behind the name the window is opened around.
pub(super) fn phrase<'g>(window: &Window<'g>) -> Option<Phrase<'g>> {
    let (_, name) = window.name();
    if window.possessive(name.checked_sub(1)?) {
        return None;
    }
    let (name, passed) = insertions(window, name);
    let before = window.tokens.get(name)?.before;
    let plain = Gap::SPACE.or(Gap::LINE);
    let apposition = (passed || before.has(Gap::COMMA.or(Gap::OPEN).or(Gap::LONG_DASH)))
        && before.only(plain.or(Gap::COMMA).or(Gap::OPEN).or(Gap::CLOSE).or(Gap::LONG_DASH).or(Gap::DASH))
        && !before.has(Gap::COLON);
    let verb = before.only(plain);
    if !apposition && !verb {
        return None;
    }
    let (mut at, stated) = predicate(window, name)?;
    if verb && !stated {
        return None;
    }
    let start = at;
    let mut found = Behind { cue: Cue::None, sense: Sense::Present, former: None, insert: None, definite: false };
    at = found.read(window, at)?;
    let (end, forms, plural) = starting(window, at)?;
    if plural {
        return None;
    }
    let title = window.span(at, end);
    let until = found.country_behind(window, end)?;
    let closed = close(window, until, stated)?;
    // "Netanyahu, the defense minister, and the chief of staff met": one person or three?
    let listed = !stated && closed == Close::Listed && (found.definite || passed);
    if listed && (found.cue == Cue::None || passed) {
        return None;
    }
    let first = window.tokens[start.min(at)].span.start;
    let start = if window.is(start, &ARTICLES) && start < at { window.tokens[start + 1].span.start } else { first };
    Some(Phrase {
        span: Span::new(start, window.tokens[until - 1].span.end),
        title,
        before_title: found.insert.unwrap_or(start),
        former: found.former,
        forms,
        cue: found.cue,
        sense: found.sense,
        shared: false,
        plural: false,
        doubt: if listed { Doubt::Person } else { Doubt::None },
    })
}

/// Passes what may stand between a name and its apposition: an age ("Lavrov, 68, the …", "Lavrov (68), the …") and
/// one that says what sort of person it is ("Lavrov, a diplomat by training, the …"); where the rest begins, and
/// whether anything was passed.
fn insertions(window: &Window<'_>, name: usize) -> (usize, bool) {
    let gap = |token: usize| window.tokens.get(token).map_or(Gap::START, |token| token.before);
    let mut at = name;
    let aged = at + usize::from(window.is(at, &["aged"]));
    let age = window.tokens.get(aged).is_some_and(|token| token.span.len() <= 3 && window.number(aged));
    if age && gap(at).has(Gap::COMMA.or(Gap::OPEN)) && gap(aged + 1).has(Gap::COMMA.or(Gap::CLOSE)) {
        at = aged + 1;
    }
    if gap(at).has(Gap::COMMA) && window.is(at, &["a", "an"]) {
        let end = (at + 1..at + 8).find(|&token| !gap(token).only(Gap::SPACE.or(Gap::LINE).or(Gap::DASH)));
        let title = |end: usize| (at + 1..end).any(|token| starting(window, token).is_some());
        if let Some(end) = end.filter(|&end| gap(end).only(Gap::COMMA.or(Gap::SPACE).or(Gap::LINE)) && !title(end)) {
            at = end;
        }
    }
    (at, at > name)
}

/// Passes "who serves as", "is", "remains" …; where the rest begins, and whether there was such a verb.
/// None where the words speak of another time.
fn predicate(window: &Window<'_>, mut at: usize) -> Option<(usize, bool)> {
    // "Conte, the law professor who serves as …"
    if window.is(at, &ARTICLES) {
        let who = (at + 2..at + 6).find(|&token| window.is(token, &["who"]));
        let noun = |who: &usize| (at + 1..=*who).all(|token| window.spaced(token) && !window.upper(token));
        at = who.filter(noun).unwrap_or(at);
    }
    let who = window.is(at, &["who"]);
    at += usize::from(who);
    let start = at;
    while window.spaced(at) || at == start {
        if window.is(at, &["is", "remains", "serves", "has", "been", "as", "currently", "now", "also", "still"])
            || (window.is(at, &["served"]) && at > start && window.is(at - 1, &["has"]))
        {
            at += 1;
        } else {
            break;
        }
    }
    let verb = (start..at).any(|token| window.is(token, &["is", "remains", "serves", "been", "served"]));
    let has = (start..at).any(|token| window.is(token, &["has"]));
    if !verb && (who || has) {
        return None;
    }
    Some((at, verb))
}

/// The longest title that begins with a token: where it ends, what it may mean.
fn starting<'g>(window: &Window<'g>, first: usize) -> Option<(usize, &'g [Form], bool)> {
    let begins = window.tokens.get(first..)?.iter().find(|token| !is_article(token.hash))?;
    if !window.offices().has_word(begins.hash) {
        return None;
    }
    let mut end = first + 1;
    while end < window.tokens.len()
        && end - first < MOST
        && window.within_title(end)
        && !window.is_known_person(end)
        && !window.possessive(end - 1)
    {
        end += 1;
    }
    (first + 1..=end.min(window.tokens.len())).rev().find_map(|end| {
        if !window.offices().has_word(window.tokens[end - 1].hash) {
            return None;
        }
        let words = window.words(first, end);
        let forms = window.offices().called(&words);
        (!forms.is_empty()).then_some((end, forms, words.plural))
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    /// The apposition ends.
    Closed,
    /// Something goes on that may be the next of a list.
    Listed,
}

/// How the words end at a token; none where a noun or a time follows.
fn close(window: &Window<'_>, at: usize, stated: bool) -> Option<Close> {
    let Some(next) = window.tokens.get(at) else { return Some(Close::Closed) };
    let strong = Gap::STOP.or(Gap::CRY).or(Gap::CLOSE).or(Gap::LONG_DASH).or(Gap::COLON).or(Gap::QUOTE).or(Gap::START);
    if next.before.has(strong) {
        return Some(Close::Closed);
    }
    if next.before.has(Gap::COMMA) {
        // "the foreign minister, the premier and …", but "the foreign minister, the letter says, …"
        let another = window.is(at, &["the"]) && (at + 1..at + 4).any(|token| starting(window, token).is_some());
        let listed = another || window.is(at, &["and", "or"]) || window.mention_at(at).is_some();
        return Some(if listed { Close::Listed } else { Close::Closed });
    }
    if window.is(at, &["and", "or"]) {
        return Some(if stated { Close::Closed } else { Close::Listed });
    }
    if window.is(at, &DATED) {
        return None;
    }
    window.is(at, &ENDS).then_some(Close::Closed)
}

/// What stands between the comma and the title.
struct Behind {
    cue: Cue,
    sense: Sense,
    former: Option<Span>,
    insert: Option<u32>,
    /// It says which: an article, a pronoun or a possessive.
    definite: bool,
}

impl Behind {
    /// Reads up to the title's first word.
    fn read(&mut self, window: &Window<'_>, mut at: usize) -> Option<usize> {
        let start = at;
        while at < window.tokens.len() {
            if at > start && !window.tokens[at].before.only(Gap::SPACE.or(Gap::LINE).or(Gap::DASH)) {
                return None;
            }
            // A whole title with its country in it goes before all else.
            if starting(window, at).is_some_and(|(_, forms, _)| forms.iter().any(|form| form.whole)) {
                return Some(at);
            }
            if let Some(mention) = window.mention_at(at) {
                if window.mentions[mention].kind == Kind::Person || self.cue != Cue::None {
                    return None;
                }
                let end = window.end_of(mention, at);
                self.cue = Cue::Mention(mention);
                if window.possessive(end - 1) {
                    self.definite = true;
                    self.insert = window.tokens.get(end).map(|token| token.span.start);
                }
                at = end;
                continue;
            }
            if window.is(at, &ARTICLES) && self.cue == Cue::None {
                self.definite = true;
                at += 1;
                continue;
            }
            if starting(window, at).is_some() {
                return Some(at);
            }
            match modifier(window.tokens[at].hash) {
                Some(Modifier::Same) => {}
                Some(Modifier::Sense(sense)) => {
                    self.sense = combined(self.sense, sense)?;
                    if sense == Sense::Former {
                        self.former = Some(window.tokens[at].span);
                    }
                }
                // "Germany’s hard-nosed finance minister"
                None if self.cue != Cue::None && !window.upper(at) && window.adjective(at) => {}
                Some(Modifier::Open | Modifier::Other) | None => return None,
            }
            at += 1;
        }
        None
    }

    /// Passes "of Russia" behind the title; none where the words there say something unknown.
    fn country_behind(&mut self, window: &Window<'_>, end: usize) -> Option<usize> {
        if !window.is(end, &["of", "for"]) || !window.spaced(end) {
            return Some(end);
        }
        let start = end + 1 + usize::from(window.is(end + 1, &["the"]));
        let mention = window.mention_at(start)?;
        if self.cue != Cue::None || window.mentions[mention].kind == Kind::Person {
            return None;
        }
        self.cue = Cue::Mention(mention);
        Some(window.end_of(mention, start))
    }
}
