//! # mixed-spelling
//!
//! One article uses two spellings of one name. Either may be right; together they look like two people.
//!
//! The spelling that the article uses less is reported at all its places, with the first place of the other
//! beside it; of two used as often, the house form stays. The fix is the spelling that stays. A surname by
//! itself is compared with the surname of the full name. What is in quotation marks, in credits or settled by
//! a pin does not count, nor do abbreviations, nicknames, former names, forms that leave words out, and forms
//! in another script. An article that gives a spelling as such ("Khmeimim, also spelt Hmeimim") means it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::own_words::OwnWords;
use super::{Subject, variant_form};
use crate::finding::{Finding, Location, Related, Severity};
use crate::gazetteer::{EntryIx, NameUse};
use crate::reading::{Mention, Reason};
use crate::text::Span;
use crate::text::fold::fold;
use crate::variants::{Name, respelt};

/// The rule's code.
pub const CODE: &str = "mixed-spelling";

/// How many spellings in one line show that the article speaks of them.
const SPOKEN_OF: usize = 3;
/// How far apart, in bytes, a name and its other spelling stand where the one explains the other.
const BESIDE: u32 = 40;

/// A place where an entry is named.
struct Place<'a> {
    span: Span,
    /// The form as the gazetteer lists it; the words of the article where it is a surname by itself.
    form: &'a str,
    /// A surname by itself.
    short: bool,
}

/// One spelling of an entry's full name or of its surname.
struct Spelling<'a> {
    form: &'a str,
    name: Name,
    short: bool,
    places: Vec<Span>,
}

/// Reports the rarer of two spellings.
pub fn check(subject: Subject<'_>, severity: Severity) -> Vec<Finding> {
    let mut words = OwnWords::of(subject.text);
    let mut entries: BTreeMap<EntryIx, Vec<Place<'_>>> = BTreeMap::new();
    for mention in &subject.reading.mentions {
        if let (Some(entry), Some(place)) = (mention.entity(), place(subject, mention)) {
            // Most entries are written in one way; the walk through the text is for all of them one.
            if words.has(mention.span) {
                entries.entry(entry).or_default().push(place);
            }
        }
    }
    entries.into_iter().flat_map(|(entry, places)| of_entry(subject, severity, entry, &places)).collect()
}

/// What a mention says of the spelling; none where it says nothing.
fn place<'a>(subject: Subject<'a>, mention: &Mention) -> Option<Place<'a>> {
    match mention.reason {
        Reason::Listed { name, .. } => {
            let listed = subject.gazetteer.name(name);
            matches!(listed.usage, NameUse::House | NameUse::Spelling).then_some(Place {
                span: mention.span,
                form: &listed.form,
                short: false,
            })
        }
        Reason::Short { what: "surname", .. } => {
            Some(Place { span: mention.span, form: mention.span.of(subject.text), short: true })
        }
        _ => None,
    }
}

fn of_entry(subject: Subject<'_>, severity: Severity, entry: EntryIx, places: &[Place<'_>]) -> Vec<Finding> {
    // "The Associated Press" with and without its article is one spelling.
    let plain = |form: &str| fold(form).strip_prefix("the ").map_or_else(|| fold(form), ToOwned::to_owned);
    let folded: Vec<String> = places.iter().map(|place| plain(place.form)).collect();
    if folded.iter().all(|form| *form == folded[0]) {
        return Vec::new();
    }
    let mut spellings: BTreeMap<(bool, &str), Spelling<'_>> = BTreeMap::new();
    for (n, place) in places.iter().enumerate() {
        if n > 0 && explains(subject.text, places[n - 1].span, place.span) {
            continue;
        }
        let new = || Spelling { form: place.form, name: Name::new(place.form), short: place.short, places: Vec::new() };
        spellings.entry((place.short, &folded[n])).or_insert_with(new).places.push(place.span);
    }
    let spellings: Vec<Spelling<'_>> = spellings.into_values().collect();
    if speaks_of(subject.text, &spellings) {
        return Vec::new();
    }
    let record = subject.gazetteer.entry(entry);
    // Where the house wants one spelling only, that rule reports full forms, and its form stays.
    let one_only = subject.settings.severity(variant_form::CODE, None).is_some();
    let ranks = ranks(&spellings, &plain(record.name()), one_only);
    let best = |wanted: &dyn Fn(&Spelling<'_>) -> bool| {
        (0..spellings.len()).filter(|&n| wanted(&spellings[n])).max_by_key(|&n| ranks[n])
    };
    let longest = best(&|other| !other.short && other.name.words.len() > 1);
    let mut findings = Vec::new();
    for (n, rare) in spellings.iter().enumerate().filter(|(_, rare)| rare.short || !one_only) {
        // A surname is measured by the full name that stays, else by the surname used most.
        let stays = match longest.filter(|_| rare.short) {
            Some(full) => Some(full).filter(|&full| ends_respelt(&spellings[full].name, &rare.name)),
            None => best(&|other| other.short == rare.short && respelt(&other.name, &rare.name))
                .filter(|&other| ranks[other] > ranks[n]),
        };
        let Some(stays) = stays.map(|stays| &spellings[stays]) else { continue };
        let written = rare.places[0].of(subject.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let better = if rare.short { surname_words(stays) } else { stays.form.to_owned() };
        let message = format!("“{written}” is “{better}” elsewhere in this article");
        let mut finding = Finding::new(CODE, severity, subject.text, rare.places[0], message);
        finding.entity = Some(record.id.clone());
        finding.reason = format!("two spellings of {}: “{better}” {}, “{written}” {}", record.name(), times(stays), times(rare));
        finding.places.clone_from(&rare.places);
        finding.related.push(Related {
            at: Location { path: subject.path.clone(), span: stays.places[0] },
            message: "the other spelling".to_owned(),
        });
        finding.fixes.push(super::replace(subject, &rare.places, &better, false));
        findings.push(finding);
    }
    findings
}

/// The rank of each spelling: what stays has the highest. The more it is used, the surnames that agree with a
/// full form counted in; then the house form; then what comes first.
fn ranks(spellings: &[Spelling<'_>], house: &str, house_first: bool) -> Vec<(bool, usize, bool, Reverse<Span>)> {
    let surnames: Vec<Option<&str>> =
        spellings.iter().map(|spelling| spelling.name.content().last().map(|word| &*word.letters)).collect();
    let mut short: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for (spelling, surname) in spellings.iter().zip(&surnames).filter(|(spelling, _)| spelling.short) {
        *short.entry(*surname).or_default() += spelling.places.len();
    }
    let rank = |spelling: &Spelling<'_>, surname: Option<&str>| {
        let agreeing = if spelling.short { 0 } else { short.get(&surname).copied().unwrap_or_default() };
        let form = fold(spelling.form);
        let is_house = form.strip_prefix("the ").unwrap_or(&form) == house;
        (house_first && is_house, spelling.places.len() + agreeing, is_house, Reverse(spelling.places[0]))
    };
    spellings.iter().zip(surnames).map(|(spelling, surname)| rank(spelling, surname)).collect()
}

/// The surname of a full form as it is written there, with its article and hyphens; the whole of a short one.
fn surname_words(spelling: &Spelling<'_>) -> String {
    if spelling.short { spelling.form.to_owned() } else { spelling.form.rsplit(' ').next().unwrap_or(spelling.form).to_owned() }
}

/// Whether the last word of a full name and a surname are spellings of each other.
fn ends_respelt(full: &Name, surname: &Name) -> bool {
    let last = full.content().last().map(|word| Name::new(&word.written));
    let short = surname.content().last().map(|word| Name::new(&word.written));
    last.zip(short).is_some_and(|(last, short)| respelt(&last, &short))
}

fn times(spelling: &Spelling<'_>) -> String {
    match spelling.places.len() {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

/// Whether the second of two places of one entry explains the first: in brackets behind it, or after "also"
/// or "or".
fn explains(text: &str, first: Span, second: Span) -> bool {
    if second.start < first.end || second.start - first.end > BESIDE {
        return false;
    }
    let between = &text[first.end as usize..second.start as usize];
    between.contains('(')
        || between.contains('[')
        || between.split_whitespace().any(|word| {
            matches!(
                word.trim_matches(|c: char| !c.is_alphabetic()),
                "also" | "or" | "spelt" | "spelled" | "written" | "transliterated"
            )
        })
}

/// Whether three or more of the spellings stand in one line: then the article speaks of them.
fn speaks_of(text: &str, spellings: &[Spelling<'_>]) -> bool {
    let forms = spellings.iter().filter(|spelling| !spelling.short);
    let mut firsts: Vec<(u32, usize)> =
        forms.enumerate().flat_map(|(n, spelling)| spelling.places.iter().map(move |place| (place.start, n))).collect();
    firsts.sort_unstable();
    let mut together: Vec<usize> = Vec::new();
    let mut before = 0;
    for (at, n) in firsts {
        if memchr::memchr(b'\n', &text.as_bytes()[before as usize..at as usize]).is_some() {
            together.clear();
        }
        if !together.contains(&n) {
            together.push(n);
        }
        if together.len() >= SPOKEN_OF {
            return true;
        }
        before = at;
    }
    false
}
