//! What a hover says of an entry: name, kind, description, posts, other forms; and at the end where
//! all that comes from.

use super::Analysis;
use super::prose::{Line, Prose};
use super::words::period;
use crate::gazetteer::date::Date;
use crate::gazetteer::entry::{Provenance, Status};
use crate::gazetteer::offices::Holding;
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

/// The posts of a person in the order in which they were taken up, those of the article's date marked.
fn posts(analysis: &Analysis, entry: &Entry, date: Option<Date>) -> Vec<Line> {
    let stint = |role: &Role| Stint::of(role, Term::of(role), name_of(analysis, &role.post.id));
    let stints = entry.roles.iter().map(stint).collect();
    timeline(stints, date, LISTED, ("Posts", "in no listed post"))
}

/// Who held the post at the article's date, with the last one before and the first one after; all its
/// holders where the date is not known.
fn holders(analysis: &Analysis, post: EntryIx, date: Option<Date>) -> Vec<Line> {
    let gazetteer = &analysis.gazetteer;
    let stint = |holding: &Holding| {
        let name = gazetteer.entry(holding.person).name();
        Stint::of(holding.stated(gazetteer), holding.term, name)
    };
    let stints = gazetteer.offices().holdings(post).map(stint).collect();
    timeline(stints, date, if date.is_some() { 2 } else { LISTED }, ("Holders", "nobody is listed"))
}

/// One person's time in one post, as it is shown.
struct Stint {
    term: Term,
    /// The post or the person: "acting X".
    name: String,
    /// " (2015 – 2019)", or nothing.
    period: String,
}

impl Stint {
    fn of(role: &Role, term: Term, name: &str) -> Stint {
        let acting = if role.acting { "acting " } else { "" };
        let period = period(role.from, role.until).map_or(String::new(), |period| format!(" ({period})"));
        Stint { term, name: format!("{acting}{name}"), period }
    }

    fn whole(&self) -> String {
        format!("{}{}", self.name, self.period)
    }
}

/// The stints in the order in which they began, those of the date marked and named first; at most so many
/// others, the nearest. `words` are those for all of them, and for none of them.
fn timeline(mut stints: Vec<Stint>, date: Option<Date>, others: usize, words: (&str, &str)) -> Vec<Line> {
    stints.sort_by_key(|stint| stint.term.begun());
    let verdict = |stint: &Stint| date.map(|date| judge(std::slice::from_ref(&stint.term), Said::Present, date));
    let is_of_day = |stint: &&Stint| matches!(verdict(stint), Some(Verdict::Fits | Verdict::Undecided));
    let perhaps = |stint: &Stint| if verdict(stint) == Some(Verdict::Undecided) { "perhaps " } else { "" };
    if stints.is_empty() {
        return Vec::new();
    }
    let head = match (date, &stints[..]) {
        (None, [only]) => format!("{}: {}.", words.0, only.whole()),
        (None, _) => format!("{}:", words.0),
        (Some(date), [only]) if is_of_day(&only) => format!("On {date}: {}{}.", perhaps(only), only.whole()),
        (Some(date), _) => {
            let of_day: Vec<String> =
                stints.iter().filter(is_of_day).map(|stint| format!("{}{}", perhaps(stint), stint.name)).collect();
            if of_day.is_empty() { format!("On {date} {}.", words.1) } else { format!("On {date}: {}.", of_day.join("; ")) }
        }
    };
    if stints.len() == 1 && (date.is_none() || stints.iter().any(|stint| is_of_day(&stint))) {
        return vec![Line::new(head)];
    }
    // Those of the day, or where they would stand, are in the middle.
    let first = stints.iter().position(|stint| is_of_day(&stint));
    let first = first.unwrap_or_else(|| stints.partition_point(|stint| verdict(stint) == Some(Verdict::Expired)));
    let last = stints.iter().rposition(|stint| is_of_day(&stint)).map_or(first, |last| last + 1);
    let half = if date.is_some() { others / 2 } else { others };
    let (from, until) = (first.saturating_sub(half), stints.len().min(last + half));
    let cut = |count: usize, words: &str| (count > 0 && others == LISTED).then(|| Line::new(format!("… {count} {words}.")));
    let line = |stint: &Stint| match verdict(stint) {
        Some(Verdict::Fits) => Line::new("→ ").strong(stint.whole()),
        Some(Verdict::Undecided) => Line::new("→ perhaps ").plain(stint.whole()),
        _ => Line::new("– ").plain(stint.whole()),
    };
    let head = [Line::new(head)].into_iter().chain(cut(from, "earlier"));
    head.chain(stints[from..until].iter().map(line)).chain(cut(stints.len() - until, "later")).collect()
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
