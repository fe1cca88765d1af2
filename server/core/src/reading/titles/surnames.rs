//! Surnames that the title before them explains: "Foreign Minister Lavrov said", in an article that does
//! not give the name in full.
//!
//! The title names one post or, where no country stands beside it, several; who held one of them on the
//! article's date and bears that surname is meant, if it is one person. Other mentions of the surname in
//! the article follow.

use rustc_hash::FxHashMap;

use super::window::Window;
use super::{Phrase, Sense, before, posts};
use crate::gazetteer::date::Date;
use crate::gazetteer::tenure::{Said, Verdict, judge};
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameUse};
use crate::reading::{Mention, Reason, Status};
use crate::text::Span;
use crate::text::fold::fold;

/// Settles the surnames that titles explain; whether there was a title that did.
pub fn resolve(text: &str, mentions: &mut [Mention], gazetteer: &Gazetteer, date: Option<Date>) -> bool {
    if gazetteer.offices().is_empty() {
        return false;
    }
    let is_open = |mention: &Mention| is_open(text, mention);
    let mut met: FxHashMap<String, Option<(EntryIx, EntryIx, Span)>> = FxHashMap::default();
    let mut window = Window::new(text, mentions, gazetteer);
    for n in (0..mentions.len()).filter(|&n| is_open(&mentions[n])) {
        let Some(sides) = window.may_be_titled(n).filter(|sides| sides.before) else { continue };
        window.open(n, sides);
        let span = mentions[n].span;
        let surname = fold(span.of(text));
        for phrase in before::phrases(&window) {
            let Some((person, post)) = bearer(&phrase, &surname, text, mentions, gazetteer, date) else { continue };
            // Two people of that name in one article: neither is certain where no title stands.
            let known = met.entry(surname.clone()).or_insert(Some((person, post, span)));
            if known.is_some_and(|(other, ..)| other != person) {
                *known = None;
            }
        }
    }
    if met.is_empty() {
        return false;
    }
    for mention in mentions.iter_mut().filter(|mention| is_open(mention)) {
        if let Some(Some((person, post, title))) = met.get(&fold(mention.span.of(text))) {
            mention.kind = Kind::Person;
            mention.status = Status::Resolved(Some(*person));
            mention.reason = Reason::Office { post: *post, at: *title };
        }
    }
    true
}

/// Whether a title may explain who is meant: an unknown name of one word.
pub fn is_open(text: &str, mention: &Mention) -> bool {
    mention.status == Status::Unresolved
        && matches!(mention.reason, Reason::Unknown(_) | Reason::Proposed { .. })
        && !mention.span.of(text).contains(char::is_whitespace)
}

/// The one holder of the posts of a title who bears the surname.
fn bearer(
    phrase: &Phrase<'_>,
    surname: &str,
    text: &str,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    date: Option<Date>,
) -> Option<(EntryIx, EntryIx)> {
    let (posts, _) = posts::meant(phrase, text, mentions, gazetteer);
    let mut found: Option<(EntryIx, EntryIx)> = None;
    for post in posts {
        for holding in gazetteer.offices().holdings(post) {
            let fits = date.is_none_or(|date| {
                let verdict = judge(&[holding.term], Said::Present, date);
                match phrase.sense {
                    Sense::Former => verdict == Verdict::Expired,
                    Sense::Present | Sense::Acting | Sense::Outgoing => verdict == Verdict::Fits,
                    Sense::Then => matches!(verdict, Verdict::Expired | Verdict::Fits),
                }
            });
            if !fits || !bears(gazetteer, holding.person, surname) {
                continue;
            }
            if found.is_some_and(|(person, _)| person != holding.person) {
                return None;
            }
            found = found.or(Some((holding.person, post)));
        }
    }
    found
}

/// Whether a name of the person, of several words, ends with the surname.
pub fn bears(gazetteer: &Gazetteer, person: EntryIx, surname: &str) -> bool {
    let surname = fold(surname);
    gazetteer.entry(person).names.iter().any(|name| {
        let last = name.form.split_whitespace().skip(1).last();
        matches!(name.usage, NameUse::House | NameUse::Spelling) && last.is_some_and(|last| fold(last) == surname)
    })
}
