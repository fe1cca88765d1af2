//! What a hover says of an entry: name, kind, description, posts, other forms; and at the end where
//! all that comes from.

use super::Analysis;
use super::prose::{Line, Prose};
use super::words::period;
use crate::gazetteer::date::{Answer, Date};
use crate::gazetteer::entry::{Provenance, Status};
use crate::gazetteer::{Entry, EntryIx, Kind, Name, NameRef, NameUse, Role};

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
    let place = format!("{} in {}", entry.id, analysis.gazetteer.file_of(ix).path);
    let lines = own.into_iter().chain(of_form).filter(|words| !words.is_empty());
    let lines = lines.chain([[place].into_iter().chain(elsewhere).collect::<Vec<_>>().join("; ")]);
    prose.paragraph(lines.map(Line::new));
}

/// The posts held at the article's date; all of them where the date is not known or none was held.
fn posts(analysis: &Analysis, entry: &Entry, date: Option<Date>) -> Option<Line> {
    if entry.roles.is_empty() {
        return None;
    }
    let all = |roles: &mut dyn Iterator<Item = &Role>| roles.map(|role| post(analysis, role)).collect::<Vec<_>>();
    let Some(date) = date else {
        return Some(Line::new(format!("Posts: {}.", listed(&all(&mut entry.roles.iter())))));
    };
    let held = |answer| move |role: &&Role| date.within(role.from, role.until) == answer;
    let certain = all(&mut entry.roles.iter().filter(held(Answer::Yes)));
    let perhaps = all(&mut entry.roles.iter().filter(held(Answer::Unknown)));
    let perhaps = perhaps.into_iter().map(|post| format!("perhaps {post}"));
    let then: Vec<String> = certain.into_iter().chain(perhaps).collect();
    Some(Line::new(if then.is_empty() {
        format!("On {date} in no listed post. Posts: {}.", listed(&all(&mut entry.roles.iter())))
    } else {
        format!("On {date}: {}.", listed(&then))
    }))
}

/// Who held the post at the article's date, all its holders where that is not known. (This looks at the
/// roles of every entry.)
fn holders(analysis: &Analysis, post: EntryIx, date: Option<Date>) -> Option<Line> {
    let mut holders: Vec<(&Role, String)> = Vec::new();
    for (_, person) in analysis.gazetteer.iter() {
        let roles = person.roles.iter().filter(|role| analysis.gazetteer.find(&role.post.id) == Some(post));
        holders.extend(roles.map(|role| (role, holding(role, person.name()))));
    }
    holders.sort_by_key(|(role, _)| role.from.and_then(Date::earliest));
    let holders = |among: &dyn Fn(&Role) -> bool| {
        let some = holders.iter().filter(|(role, _)| among(role)).map(|(_, words)| words.clone());
        Some(some.collect::<Vec<_>>()).filter(|some| !some.is_empty())
    };
    let then = |date: Date| {
        let then = holders(&|role| date.within(role.from, role.until) == Answer::Yes)?;
        Some(format!("On {date}: {}.", listed(&then)))
    };
    date.and_then(then).or_else(|| Some(format!("Holders: {}.", listed(&holders(&|_| true)?)))).map(Line::new)
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

fn listed(items: &[String]) -> String {
    let shown = items[..items.len().min(LISTED)].join("; ");
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
