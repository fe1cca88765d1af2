//! What a hover says of an entry: name, kind, description, posts, other forms; and at the end where
//! all that comes from.

use super::Analysis;
use super::prose::{Line, Prose};
use super::words::period;
use crate::gazetteer::date::Date;
use crate::gazetteer::entry::{Provenance, Status};
use crate::gazetteer::tenure::{Said, Term, Verdict, judge};
use crate::gazetteer::{Entry, EntryIx, Kind, Name, NameRef, NameUse, Origin, Role};

/// Longer lists of forms and posts are cut, and say so.
const LISTED: usize = 12;

/// From where one looks at the entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Card {
    /// The article's date.
    pub date: Option<Date>,
    /// The listed form that the article uses.
    pub form: Option<NameRef>,
}

/// Name and kind, description; posts, or of a post its holders; other forms.
pub(super) fn describe(prose: &mut Prose, analysis: &Analysis, ix: EntryIx, card: Card) {
    let entry = analysis.gazetteer.entry(ix);
    let kind = entry.custom_kind.as_deref().unwrap_or(entry.kind.as_str());
    let mut head = Line::default().strong(entry.name()).plain(" – ").plain(kind);
    if let Some(of) = &entry.of {
        head = head.plain(" of ").plain(name_of(analysis, &of.id));
    }
    if let Some(period) = period(entry.from, entry.until) {
        head = head.plain(format!(", {period}"));
    }
    prose.paragraph([head].into_iter().chain(entry.description.as_deref().map(Line::new)));
    if !entry.topics.is_empty() {
        prose.paragraph([Line::new(format!("Topics: {}.", listed(&entry.topics)))]);
    }
    prose.paragraph(posts(analysis, entry, card.date));
    if entry.kind == Kind::Post {
        prose.paragraph(holders(analysis, ix, card.date));
    }
    let others: Vec<String> = entry.names.iter().skip(1).map(form).collect();
    if !others.is_empty() {
        prose.paragraph([Line::new(format!("Also: {}.", listed(&others)))]);
    }
}

/// Its id and file, links, provenance, and that of the form in use.
pub(super) fn sources(prose: &mut Prose, analysis: &Analysis, ix: EntryIx, card: Card) {
    let entry = analysis.gazetteer.entry(ix);
    let elsewhere = entry.links.iter().map(|(name, value)| format!("{name} {value}"));
    let own = entry.provenance.as_deref().map(provenance);
    let of_form = card.form.filter(|form| form.name > 0).map(|form| analysis.gazetteer.name(form));
    let of_form = of_form.and_then(|name| {
        let words = provenance(name.provenance.as_deref()?);
        Some(format!("“{}”: {words}", name.form))
    });
    let place = place(analysis, ix, entry);
    let lines = own.into_iter().chain(of_form).filter(|words| !words.is_empty());
    let lines = lines.chain([[place].into_iter().chain(elsewhere).collect::<Vec<_>>().join("; ")]);
    prose.paragraph(lines.map(Line::new));
}

/// The entry's id and where it stands: its file, or the line of the source it was imported from.
fn place(analysis: &Analysis, ix: EntryIx, entry: &Entry) -> String {
    let Some(Origin { import, line }) = analysis.gazetteer.origin(ix) else {
        return format!("{} in {}", entry.id, analysis.gazetteer.path_of(ix));
    };
    let of = import.date.as_ref().map(|date| format!(" of {date}"));
    let version = import.version.as_ref().map(|version| format!(", version {version}"));
    format!("{} in {}{}{}, line {line} (imported)", entry.id, import.path, of.unwrap_or_default(), version.unwrap_or_default())
}

/// The posts of a person: those held at the article's date, those before and those later; all of them where
/// the date is not known.
fn posts(analysis: &Analysis, entry: &Entry, date: Option<Date>) -> Option<Line> {
    let roles: Vec<(Term, String)> = entry.roles.iter().map(|role| (Term::of(role), post(analysis, role))).collect();
    if roles.is_empty() {
        return None;
    }
    let Some(date) = date else {
        let all: Vec<String> = roles.into_iter().map(|(_, words)| words).collect();
        return Some(Line::new(format!("Posts: {}.", listed(&all))));
    };
    let Timeline { before, then, later } = Timeline::on(date, roles);
    let now = if then.is_empty() { format!("On {date} in no listed post.") } else { format!("On {date}: {}.", listed(&then)) };
    Some(Line::new(now + &sentence("Before", &before) + &sentence("Later", &later)))
}

/// Who held the post at the article's date, with the last one before and the first one after; all its
/// holders where that is not known.
fn holders(analysis: &Analysis, post: EntryIx, date: Option<Date>) -> Option<Line> {
    let gazetteer = &analysis.gazetteer;
    let holdings = gazetteer.offices().holdings(post);
    let holders: Vec<(Term, String)> = holdings
        .map(|holding| (holding.term, self::holding(holding.stated(gazetteer), gazetteer.entry(holding.person).name())))
        .collect();
    if holders.is_empty() {
        return None;
    }
    let all = || {
        let all: Vec<String> = holders.iter().map(|(_, words)| words.clone()).collect();
        format!("Holders: {}.", listed(&all))
    };
    let words = date.map(|date| (date, Timeline::on(date, holders.clone()))).filter(|(_, timeline)| !timeline.then.is_empty());
    Some(Line::new(words.map_or_else(all, |(date, Timeline { before, then, later })| {
        let last = before.len().saturating_sub(1);
        let neighbours = sentence("Before", &before[last..]) + &sentence("After", &later[..later.len().min(1)]);
        format!("On {date}: {}.{neighbours}", listed(&then))
    })))
}

/// Terms as one sees them from a date, in words.
struct Timeline {
    /// Those that were over, in the order in which they began.
    before: Vec<String>,
    /// Those of the date, those that may be marked as such.
    then: Vec<String>,
    /// Those that had not begun.
    later: Vec<String>,
}

impl Timeline {
    fn on(date: Date, mut terms: Vec<(Term, String)>) -> Timeline {
        let verdict = |term: &Term| judge(std::slice::from_ref(term), Said::Present, date);
        let among = |terms: &[(Term, String)], wanted: Verdict| -> Vec<String> {
            terms.iter().filter(|(term, _)| verdict(term) == wanted).map(|(_, words)| words.clone()).collect()
        };
        let mut then = among(&terms, Verdict::Fits);
        then.extend(among(&terms, Verdict::Undecided).into_iter().map(|words| format!("perhaps {words}")));
        terms.sort_by_key(|(term, _)| term.begun());
        Timeline { before: among(&terms, Verdict::Expired), then, later: among(&terms, Verdict::NotYet) }
    }
}

/// " Before: A; B.", or nothing.
fn sentence(label: &str, items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!(" {label}: {}.", listed(items)) }
}

fn post(analysis: &Analysis, role: &Role) -> String {
    holding(role, name_of(analysis, &role.post.id))
}

/// The holding of a post, named after the post or its holder: "acting X (2015 – 2019)".
fn holding(role: &Role, name: &str) -> String {
    let acting = if role.acting { "acting " } else { "" };
    let period = period(role.from, role.until).map_or(String::new(), |period| format!(" ({period})"));
    format!("{acting}{name}{period}")
}

/// The house form of the entry with that id, else the id.
fn name_of<'a>(analysis: &'a Analysis, id: &'a str) -> &'a str {
    analysis.gazetteer.find(id).map_or(id, |entry| analysis.gazetteer.entry(entry).name())
}

fn form(name: &Name) -> String {
    let usage = NameUse::WRITABLE.iter().find(|(_, usage)| *usage == name.usage && *usage != NameUse::Spelling);
    let period = period(name.from, name.until);
    let notes = usage.map(|(word, _)| *word).into_iter().chain(name.lang.as_deref()).chain(period.as_deref());
    let notes = notes.collect::<Vec<_>>().join(", ");
    if notes.is_empty() { name.form.to_string() } else { format!("{} ({notes})", name.form) }
}

fn listed(items: &[impl AsRef<str>]) -> String {
    let shown: Vec<&str> = items.iter().take(LISTED).map(AsRef::as_ref).collect();
    let shown = shown.join("; ");
    match items.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}

fn provenance(provenance: &Provenance) -> String {
    let status = provenance.status.map(|status| match status {
        Status::Draft => "draft".to_owned(),
        Status::Reviewed => "reviewed".to_owned(),
    });
    let checked = match (&provenance.checked, &provenance.by) {
        (Some(date), Some(by)) => Some(format!("checked {date} by {by}")),
        (Some(date), None) => Some(format!("checked {date}")),
        (None, Some(by)) => Some(format!("by {by}")),
        (None, None) => None,
    };
    let source = provenance.source.as_ref().map(|source| format!("source: {source}"));
    let certainty = provenance.certainty.as_ref().map(|certainty| format!("certainty: {certainty}"));
    let note = provenance.note.as_ref().map(|note| format!("note: {note}"));
    [status, checked, source, certainty, note].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
