//! Titles before the name: "Russia’s former foreign minister, Sergey Lavrov,".

use super::modifiers::{Modifier, combined, is_rank, modifier};
use super::window::Window;
use super::{Cue, Doubt, Phrase, Sense};
use crate::gazetteer::Kind;
use crate::gazetteer::offices::Form;
use crate::gazetteer::offices::words::MOST;
use crate::text::Span;
use crate::text::token::Gap;

const ARTICLES: [&str; 13] = ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "whose", "fellow", "this"];
const PLACED: [&str; 12] = ["in", "at", "from", "near", "to", "outside", "across", "around", "of", "with", "inside", "toward"];
/// Whose offices are those of the country, without saying which.
const OWN: [&str; 8] = ["army", "military", "country", "nation", "government", "kingdom", "republic", "state"];
/// Words with a capital that say when, not whose.
const CALENDAR: [&str; 21] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "today",
    "yesterday",
];

/// The titles that stand before the name the window is opened around, the nearest first.
pub(super) fn phrases<'g>(window: &Window<'g>) -> Vec<Phrase<'g>> {
    let (name, _) = window.name();
    let Some(Nearest { title: (first, forms, plural), end, cue, comma }) = nearest(window, name) else { return Vec::new() };
    let Some(mut around) = Around::read(window, first, cue) else { return Vec::new() };
    // In apposition, the name is one half and the title, which says whose or which, the other.
    let which = around.definite || around.cue != Cue::None || forms.iter().all(|form| form.whole);
    // "As defense minister, Liberman" speaks of the time when he was.
    let as_one = around.first > 0 && (0..2).any(|back| around.first > back && window.is(around.first - 1 - back, &["as"]));
    let closed = plural || closes(window);
    if comma && (!which || as_one || around.after_name || !closed && around.cue == Cue::None) {
        return Vec::new();
    }
    let title = window.span(first, end);
    let until = if cue == Cue::None { title.end } else { window.tokens[name - 1].span.end };
    let mut found = Vec::new();
    let mut at = around.first;
    let own = around.phrase(window, Span::new(title.start, until), title, forms, plural);
    // "Prime Minister and Defense Minister Benjamin Netanyahu"
    while found.len() < 2 && !plural && at > 1 && window.is(at - 1, &["and"]) && window.spaced(at) && window.spaced(at - 1) {
        let Some((first, forms, plural)) = ending(window, at - 1) else { break };
        let title = window.span(first, at - 1);
        let Some(other) = Around::read(window, first, Cue::None) else { break };
        if plural || other.definite || !window.upper(first) {
            break;
        }
        if around.cue == Cue::None {
            around.cue = other.cue;
        }
        let mut joined = other.phrase(window, title, title, forms, false);
        joined.shared = true;
        found.push(joined);
        at = other.first;
    }
    let shared = plural || !found.is_empty();
    // "former Prime Minister and Defense Minister Ehud Barak": former what?
    let former = found.iter().any(|joined| joined.sense != Sense::Present) && own.sense == Sense::Present;
    if !former {
        let doubt = if comma && !closed { Doubt::Person } else { own.doubt };
        found.push(Phrase { shared, cue: around.cue, doubt, ..own });
    }
    found
}

/// The title that stands next before a name.
struct Nearest<'g> {
    /// Where it starts, what it may mean, whether it is a plural.
    title: (usize, &'g [Form], bool),
    end: usize,
    cue: Cue,
    /// A comma stands between it and the name.
    comma: bool,
}

/// The title before the name: behind it come ranks, or the country with "of".
fn nearest<'g>(window: &Window<'g>, name: usize) -> Option<Nearest<'g>> {
    if name == 0 || name >= window.tokens.len() {
        return None;
    }
    let plain = Gap::SPACE.or(Gap::LINE).or(Gap::SQUARE).or(Gap::DASH);
    let mut end = name;
    let mut comma = false;
    for _ in 0..6 {
        let before = window.tokens[end].before;
        let stop = before.has(Gap::STOP) && is_rank(window.tokens[end - 1].hash);
        if !before.only(plain.or(Gap::COMMA).or(Gap::STOP).or(Gap::OPEN).or(Gap::CLOSE).or(Gap::LONG_DASH))
            // "Lt.-Gen."
            || (before.has(Gap::LONG_DASH) && !stop)
            || (before.has(Gap::STOP) && !stop)
            || (before.has(Gap::OPEN.or(Gap::CLOSE)) && !is_rank(window.tokens[end - 1].hash) && end == name)
            || (before.has(Gap::COMMA) && comma)
        {
            return None;
        }
        comma |= before.has(Gap::COMMA);
        if let Some(title) = ending(window, end) {
            return Some(Nearest { title, end, cue: Cue::None, comma });
        }
        if let Some(mention) = window.mention_at(end - 1).filter(|_| end == name) {
            // "President of Russia Vladimir Putin"
            let start = window.start_of(mention, end);
            let of = if start > 0 && window.is(start - 1, &["the"]) { start.checked_sub(2)? } else { start.checked_sub(1)? };
            let place = matches!(window.mentions[mention].kind, Kind::Place | Kind::Organisation);
            if !place || of == 0 || !window.is(of, &["of", "for"]) {
                return None;
            }
            return ending(window, of).map(|title| Nearest { title, end: of, cue: Cue::Mention(mention), comma });
        }
        if end < 2 || !is_rank(window.tokens[end - 1].hash) {
            return None;
        }
        end -= 1;
    }
    None
}

/// The longest title that ends before a token: where it starts, what it may mean.
fn ending<'g>(window: &Window<'g>, end: usize) -> Option<(usize, &'g [Form], bool)> {
    let last = window.tokens.get(end.checked_sub(1)?)?;
    if !window.offices().has_word(last.hash) || window.is_known_person(end - 1) {
        return None;
    }
    let mut start = end - 1;
    while start > 0 && end - start < MOST && window.within_title(start) && !window.is_known_person(start - 1) {
        // "Germany’s chancellor" is a country and a title.
        if window.possessive(start - 1) {
            break;
        }
        start -= 1;
    }
    (start..end).find_map(|first| {
        let begins = window.offices().has_word(window.tokens[first].hash);
        if !begins || window.is(first, &["the", "of", "for", "and", "to", "a", "an"]) {
            return None;
        }
        let words = window.words(first, end);
        let forms = window.offices().called(&words);
        // "the Russian and Iranian foreign ministers" are two.
        let one_of_several = words.plural && forms.iter().all(|form| form.whole);
        (!forms.is_empty() && !one_of_several).then_some((first, forms, words.plural))
    })
}

/// Whether the name is set off behind as an apposition is, and is not one of a list.
fn closes(window: &Window<'_>) -> bool {
    let (_, end) = window.name();
    let Some(next) = window.tokens.get(end) else { return true };
    let set_off = Gap::COMMA.or(Gap::STOP).or(Gap::CRY).or(Gap::CLOSE).or(Gap::START).or(Gap::LONG_DASH).or(Gap::COLON);
    let listed = window.is(end, &["and", "or", "the", "as"]) || window.is_person(end) || window.possessive(end.saturating_sub(1));
    next.before.has(set_off) && (!listed || next.before.has(Gap::STOP))
}

/// What stands before the words of a title.
struct Around {
    /// The first token of it all.
    first: usize,
    cue: Cue,
    sense: Sense,
    former: Option<Span>,
    /// Where "former" would be added.
    insert: Option<u32>,
    /// An article or pronoun begins it.
    definite: bool,
    /// The cue is the bare name of a place: "visiting Germany Foreign Minister X".
    noun: bool,
    /// A name and a comma stand before it: the title is said of that person.
    after_name: bool,
}

impl Around {
    /// Reads from the title's first word to the left. None where the words make it another office, or
    /// leave open whether it is held.
    fn read(window: &Window<'_>, title: usize, cue: Cue) -> Option<Around> {
        let mut around = Around {
            first: title,
            cue,
            sense: Sense::Present,
            former: None,
            insert: None,
            definite: false,
            noun: false,
            after_name: false,
        };
        while around.first > 0 {
            let token = around.first - 1;
            let gap = window.tokens[around.first].before;
            if gap.has(Gap::COMMA) && gap.only(Gap::COMMA.or(Gap::SPACE).or(Gap::LINE)) {
                around.after_name = window.is_person(token);
            }
            if !gap.only(Gap::SPACE.or(Gap::LINE).or(Gap::DASH)) || gap.has(Gap::LONG_DASH) {
                break;
            }
            if let Some(mention) = window.mention_at(token) {
                if !around.take_mention(window, mention, token)? {
                    break;
                }
                continue;
            }
            if window.is(token, &ARTICLES) {
                around.definite = true;
                if token > 0 && gap.has(Gap::COMMA) {
                    around.after_name |= window.is_person(token - 1);
                }
                around.after_name |= token > 0 && window.tokens[token].before.has(Gap::COMMA) && window.is_person(token - 1);
                break;
            }
            if window.possessive(token) {
                // "the army’s chief of staff", but not "the bank’s president"
                around.definite = true;
                if window.is(token, &OWN) {
                    break;
                }
                return None;
            }
            match modifier(window.tokens[token].hash) {
                Some(Modifier::Same) => around.first = token,
                Some(Modifier::Sense(sense)) => {
                    // "said then Foreign Minister …" and "late on Monday" are met with the same words.
                    around.sense = combined(around.sense, sense)?;
                    if sense == Sense::Former {
                        around.former = Some(window.tokens[token].span);
                    }
                    around.first = token;
                }
                Some(Modifier::Open | Modifier::Other) => return None,
                None => {
                    if window.upper(token) && !window.initial(token) && !window.is(token, &CALENDAR) {
                        return None; // "European Council President": a body that nobody knows
                    }
                    // "Israel’s far-sighted defense minister": the country may stand behind one adjective.
                    if around.cue != Cue::None || !window.adjective(token) {
                        break;
                    }
                    around.first = token;
                }
            }
        }
        Some(around)
    }

    /// Takes a name that stands before the title; whether to read on before it.
    fn take_mention(&mut self, window: &Window<'_>, mention: usize, token: usize) -> Option<bool> {
        let kind = window.mentions[mention].kind;
        let start = window.start_of(mention, token + 1);
        if kind == Kind::Person {
            // "Obama’s defense secretary" is one of his time; "told Putin Foreign Minister …" is two.
            return if window.possessive(token) && self.sense != Sense::Former { None } else { Some(false) };
        }
        let located = start > 0 && window.is(start - 1, &PLACED) && !window.possessive(token);
        if located && kind == Kind::Place {
            return Some(false);
        }
        if self.cue != Cue::None {
            return Some(false);
        }
        self.insert = window.possessive(token).then(|| window.tokens[self.first].span.start);
        self.cue = Cue::Mention(mention);
        self.noun = kind == Kind::Place && !window.possessive(token) && !window.tokens[token].shape.all_caps();
        self.first = start;
        // "the Russian and Turkish foreign ministers"
        if start > 1
            && window.is(start - 1, &["and"])
            && window.mention_at(start - 2).is_some_and(|other| window.mentions[other].kind != Kind::Person)
        {
            self.cue = Cue::Several;
            return Some(false);
        }
        Some(true)
    }

    fn phrase<'g>(&self, window: &Window<'_>, span: Span, title: Span, forms: &'g [Form], plural: bool) -> Phrase<'g> {
        let start = window.tokens[self.first].span.start;
        Phrase {
            span: Span::new(start.min(span.start), span.end),
            title,
            before_title: self.insert.unwrap_or(start.min(span.start)),
            former: self.former,
            forms,
            cue: self.cue,
            sense: self.sense,
            shared: plural,
            plural,
            doubt: if self.noun { Doubt::Country } else { Doubt::None },
        }
    }
}
