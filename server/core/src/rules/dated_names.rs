//! What the rules on dated names share: names that are used outside the time in which they were borne.
//!
//! A name counts from its `from` to its `until`. The house form has no dates of its own; it counts from
//! the day on which the last name with `as = "former"` ended, where the gazetteer says so.

use std::collections::BTreeMap;

use super::Subject;
use super::own_words::{in_title_of_work, quoted};
use crate::finding::{Finding, Location, Related};
use crate::gazetteer::date::{Answer, Date};
use crate::gazetteer::{Entry, Gazetteer, Name, NameRef, NameUse};
use crate::reading::titles::when::spoken_of;
use crate::reading::{Mention, Reason};
use crate::text::Span;

/// How a name stands to a date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Out {
    /// It was borne before.
    Expired,
    /// It came into use later.
    NotYet,
}

/// Words beside a name that say themselves that it is one of another time.
const SAID: [&str; 20] = [
    "formerly",
    "former",
    "previously",
    "known",
    "called",
    "named",
    "once",
    "then",
    "renamed",
    "rebranded",
    "now",
    "later",
    "aka",
    "a.k.a.",
    "ex",
    "successor",
    "predecessor",
    "name",
    "originally",
    "historically",
];
/// How many bytes before and behind the name they are looked for in.
const BESIDE: usize = 32;

/// One finding for each name that is out of its time, with all its places.
pub(super) fn findings(subject: Subject<'_>, out: Out, make: impl Fn(&Mention, &Name, Date) -> Finding) -> Vec<Finding> {
    let Some(article) = subject.reading.date.as_ref().map(|found| found.date) else { return Vec::new() };
    let gazetteer = subject.gazetteer;
    let mut places: BTreeMap<NameRef, Vec<&Mention>> = BTreeMap::new();
    let mut excused: Vec<NameRef> = Vec::new();
    for mention in &subject.reading.mentions {
        let Reason::Listed { name, .. } = mention.reason else { continue };
        let entry = gazetteer.entry(name.entry);
        let used = gazetteer.name(name);
        let own = |span: Span| !quoted(subject.text, span) && !in_title_of_work(subject.text, span);
        if standing(entry, used, article) != Some(out) || !own(mention.span) {
            continue;
        }
        let when = spoken_of(subject.text, mention.span, article);
        let wrong = when.is_some_and(|when| when.dates.iter().all(|&date| standing(entry, used, date) == Some(out)));
        if says_so(subject.text, mention.span) {
            excused.push(name);
        } else if wrong {
            places.entry(name).or_default().push(mention);
        }
    }
    // An article that explains the name once may use it.
    places.retain(|name, _| !excused.contains(name));
    places
        .into_iter()
        .map(|(name, mentions)| whole(subject, make(mentions[0], gazetteer.name(name), article), name, &mentions, article))
        .collect()
}

fn whole(subject: Subject<'_>, mut finding: Finding, name: NameRef, mentions: &[&Mention], article: Date) -> Finding {
    let entry = subject.gazetteer.entry(name.entry);
    let path = subject.gazetteer.path_of(name.entry);
    let place = |name: &Name, message: String| Related { at: Location { path: path.clone(), span: name.span }, message };
    finding.entity = Some(entry.id.clone());
    finding.places = mentions.iter().map(|mention| mention.span).collect();
    finding.reason = format!("the article is of {article}; {}", mentions[0].reason_in_words(subject.text, subject.gazetteer));
    finding.related.push(place(subject.gazetteer.name(name), format!("listed here{}", period(subject.gazetteer.name(name)))));
    if let Some(then) = name_on(entry, article) {
        finding.related.push(place(then, format!("the name on {article}{}", period(then))));
        finding.fixes.push(super::replace(subject, &finding.places, &then.form, false));
    }
    finding
}

/// The name of the day in words for a message, where it is known.
pub(super) fn then_called(gazetteer: &Gazetteer, mention: &Mention, on: Date) -> String {
    let entry = mention.entity().map(|entry| gazetteer.entry(entry));
    entry.and_then(|entry| name_on(entry, on)).map_or(String::new(), |name| format!("; it was “{}”", name.form))
}

/// " (from 2016 to 2017)".
fn period(name: &Name) -> String {
    match (name.from, name.until) {
        (Some(from), Some(until)) => format!(" (from {from} to {until})"),
        (Some(from), None) => format!(" (since {from})"),
        (None, Some(until)) => format!(" (until {until})"),
        (None, None) => String::new(),
    }
}

/// How the name stands to the date, where that is certain and it is out of its time.
fn standing(entry: &Entry, name: &Name, on: Date) -> Option<Out> {
    if name.until.is_some_and(|until| on.after(until) == Answer::Yes) {
        return Some(Out::Expired);
    }
    if name.from.is_some_and(|from| on.before(from) == Answer::Yes) {
        return Some(Out::NotYet);
    }
    let undated = name.usage == NameUse::House && name.from.is_none() && name.until.is_none();
    (undated && former_on(entry, on).is_some()).then_some(Out::NotYet)
}

/// The former name that was certainly borne on that date, and not given up on it.
fn former_on(entry: &Entry, on: Date) -> Option<&Name> {
    entry.names.iter().find(|name| {
        let ends_later = name.until.is_some_and(|until| on.before(until) == Answer::Yes);
        name.usage == NameUse::Former && ends_later && on.within(name.from, name.until) == Answer::Yes
    })
}

/// The name that was certainly borne on that date: a former one, else the house form, else one with dates.
fn name_on(entry: &Entry, on: Date) -> Option<&Name> {
    let dated = |name: &&Name| {
        let kind = matches!(name.usage, NameUse::House | NameUse::Spelling | NameUse::Former) && name.lang.is_none();
        kind && (name.from.is_some() || name.until.is_some()) && on.within(name.from, name.until) == Answer::Yes
    };
    let house = entry.names.first().filter(|house| {
        let vague = entry
            .names
            .iter()
            .any(|name| name.usage == NameUse::Former && name.until.is_some_and(|until| on.after(until) != Answer::Yes));
        !vague && standing(entry, house, on).is_none()
    });
    former_on(entry, on).or(house).or_else(|| entry.names.iter().find(dated))
}

/// Whether the words beside a name say that it is one of another time: "formerly Twitter".
fn says_so(text: &str, span: Span) -> bool {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let (start, end) = (span.start as usize, span.end as usize);
    let before = &text[boundary(start.saturating_sub(BESIDE))..start];
    let behind = &text[end..boundary(text.len().min(end + BESIDE))];
    let sentence = |words: &str| {
        words.split_whitespace().map(|word| word.trim_matches([',', '(', ')', '-', '“', '"']).to_lowercase()).collect::<Vec<_>>()
    };
    let (before, behind) =
        (sentence(before.rsplit(". ").next().unwrap_or(before)), sentence(behind.split(". ").next().unwrap_or(behind)));
    before.iter().chain(&behind).any(|word| SAID.contains(&word.as_str()))
}
