//! What the rules on titles share: which titles of an article are wrong on the day that counts.

use rustc_hash::FxHashMap;

use super::Subject;
use super::own_words::{in_title_of_work, quoted};
use crate::finding::{Edit, Finding, Fix, Location, Related, Severity};
use crate::gazetteer::date::Date;
use crate::gazetteer::entry::Holders;
use crate::gazetteer::lints::in_quotes;
use crate::gazetteer::offices::Holding;
use crate::gazetteer::tenure::{Said, Verdict, judge};
use crate::gazetteer::{EntryIx, Gazetteer, Kind};
use crate::reading::titles::surnames::bears;
use crate::reading::titles::when::spoken_of;
use crate::reading::titles::{SaidTitle, Sense};
use crate::text::Span;

/// So many days after a death in office, the dead are still called by it.
const MOURNING: i32 = 366;
/// So many days after a death, the dead are called by the titles of their time.
const HISTORY: i32 = 3653;

/// A title that is wrong.
pub(super) struct Wrong<'a> {
    /// Where and how it is said.
    pub said: &'a SaidTitle,
    /// What is wrong.
    pub verdict: Verdict,
    /// By which date.
    pub on: Date,
    /// The person who is called so.
    pub person: EntryIx,
    /// The post that is meant; the first where the same holds of several.
    pub post: EntryIx,
}

/// One finding for each person and post of the titles with that verdict, with all its places. `message` is
/// given the names of the person and of the post.
pub(super) fn findings(
    subject: Subject<'_>,
    wrong: &[Wrong<'_>],
    (code, severity): (&'static str, Severity),
    verdict: Verdict,
    message: impl Fn(&str, &str, &Wrong<'_>) -> String,
    fixes: impl Fn(&Wrong<'_>) -> Vec<Fix>,
) -> Vec<Finding> {
    let name = |entry: EntryIx| subject.gazetteer.entry(entry).name();
    let mut findings: Vec<Finding> = Vec::new();
    let mut known: FxHashMap<(EntryIx, EntryIx, Date), usize> = FxHashMap::default();
    for wrong in wrong.iter().filter(|wrong| wrong.verdict == verdict) {
        let fixes = fixes(wrong);
        let same = known.entry((wrong.person, wrong.post, wrong.on)).or_insert(findings.len());
        if let Some(finding) = findings.get_mut(*same) {
            finding.places.push(wrong.said.span);
            join(&mut finding.fixes, fixes);
            continue;
        }
        let message = message(name(wrong.person), name(wrong.post), wrong);
        let mut finding = finding(subject, code, severity, wrong, message);
        finding.entity = Some(subject.gazetteer.entry(wrong.person).id.clone());
        finding.reason = reason(subject, wrong);
        finding.related = related(subject.gazetteer, wrong);
        finding.fixes = fixes;
        findings.push(finding);
    }
    for fix in findings.iter_mut().filter(|finding| finding.places.len() > 1).flat_map(|finding| &mut finding.fixes) {
        fix.edits.sort_by(|a, b| a.at.cmp(&b.at));
        fix.edits.dedup();
    }
    findings
}

/// The fixes for a title that is not the person's on the day: the holder, the title of the day, or the role in
/// the gazetteer.
pub(super) fn instead(subject: Subject<'_>, wrong: &Wrong<'_>) -> Vec<Fix> {
    [name_holder(subject, wrong), name_post(subject, wrong), add_role(subject, wrong)].into_iter().flatten().collect()
}

/// Adds the edits of another place to those fixes that do the same there; the others are left out.
fn join(fixes: &mut Vec<Fix>, mut more: Vec<Fix>) {
    fixes.retain_mut(|fix| {
        let same = more.iter_mut().find(|other| other.title == fix.title);
        if let Some(same) = same {
            fix.edits.append(&mut same.edits);
            true
        } else {
            false
        }
    });
}

/// The wrong titles of an article, in order of place.
pub(super) fn wrong(subject: Subject<'_>) -> Vec<Wrong<'_>> {
    let Some(article) = subject.reading.date.as_ref().map(|found| found.date) else { return Vec::new() };
    let judged = subject.reading.said.iter().filter_map(|said| {
        let person = subject.reading.mentions.get(said.holder as usize)?.entity()?;
        let gazetteer = subject.gazetteer;
        let by = |on: Date| verdict(gazetteer, said, person, on).filter(|verdict| is_wrong(*verdict));
        if said.sense != Sense::Then && by(article).is_none() && is_day(article) {
            return None;
        }
        if quoted(subject.text, said.span) || in_title_of_work(subject.text, said.span) {
            return None;
        }
        let name = subject.reading.mentions[said.holder as usize].span;
        let whole = Span::new(said.span.start.min(name.start), said.span.end.max(name.end));
        let when = spoken_of(subject.text, whole, article)?;
        let on = match said.sense {
            Sense::Then => when.own?,
            _ => *when.dates.first()?,
        };
        let verdict = by(on)?;
        // "Prime Minister Sharif" may be the brother.
        let surname = name.of(subject.text);
        let namesake = said.posts.iter().any(|&post| {
            holder(gazetteer, post, on)
                .is_some_and(|holding| holding.person != person && bears(gazetteer, holding.person, surname))
        });
        if namesake && !surname.contains(char::is_whitespace) {
            return None;
        }
        let others = when.dates.iter().filter(|_| said.sense != Sense::Then);
        others.copied().all(|date| by(date).is_some()).then_some(Wrong { said, verdict, on, person, post: said.posts[0] })
    });
    judged.collect()
}

/// Whether a date means one day.
fn is_day(date: Date) -> bool {
    date.earliest() == date.latest()
}

fn is_wrong(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Fits | Verdict::Undecided)
}

/// What the terms say of a title on a date; none where the posts that it may mean do not agree.
fn verdict(gazetteer: &Gazetteer, said: &SaidTitle, person: EntryIx, on: Date) -> Option<Verdict> {
    let sense = if said.sense == Sense::Former { Said::Former } else { Said::Present };
    let mut verdicts = said.posts.iter().map(|&post| judge(&gazetteer.offices().terms(post, person), sense, on));
    let first = verdicts.next()?;
    let verdict = verdicts.all(|other| other == first).then_some(first)?;
    let counts = match (verdict, said.sense) {
        (Verdict::Expired, Sense::Outgoing) => false,
        (Verdict::Expired, _) => !is_remembered(gazetteer, said, person, on),
        (Verdict::Never, Sense::Present) => held_by_another(gazetteer, said, person, on),
        (Verdict::Never, _) => false,
        _ => true,
    };
    counts.then_some(verdict)
}

/// Whether the person is dead and called by the title that belongs to the memory: the last one for some
/// time, any of them much later.
fn is_remembered(gazetteer: &Gazetteer, said: &SaidTitle, person: EntryIx, on: Date) -> bool {
    let (Some(death), Some(day)) = (gazetteer.entry(person).until, on.earliest()) else { return false };
    let Some(since) = death.latest().map(|death| day.number() - death.number()) else { return false };
    let in_office =
        said.posts.iter().any(|&post| judge(&gazetteer.offices().terms(post, person), Said::Present, death) != Verdict::Expired);
    since > HISTORY || (in_office && since < MOURNING)
}

/// Whether somebody else certainly held the post, and the title certainly means it.
fn held_by_another(gazetteer: &Gazetteer, said: &SaidTitle, person: EntryIx, on: Date) -> bool {
    let [post] = *said.posts else { return false };
    if said.shared || gazetteer.entry(post).holders != Holders::One || holder(gazetteer, post, on).is_none() {
        return false;
    }
    // "President Tusk" may be that of a body which the gazetteer does not know, but not while he holds
    // another of its posts.
    said.explicit || title_of(gazetteer, person, on).is_some()
}

/// The one person who certainly holds the post on that date, nobody standing in.
pub(super) fn holder(gazetteer: &Gazetteer, post: EntryIx, on: Date) -> Option<&Holding> {
    let mut holders = gazetteer.offices().holders(post, on).filter(|holding| !holding.term.acting);
    let first = holders.next()?;
    holders.all(|other| other.person == first.person).then_some(first)
}

/// The one post that a person certainly holds on that date.
fn title_of(gazetteer: &Gazetteer, person: EntryIx, on: Date) -> Option<EntryIx> {
    let posts = gazetteer.entry(person).roles.iter().filter_map(|role| gazetteer.find(&role.post.id));
    let mut held = posts.filter(|&post| judge(&gazetteer.offices().terms(post, person), Said::Present, on) == Verdict::Fits);
    let first = held.next()?;
    held.all(|other| other == first).then_some(first)
}

/// Why it is wrong: the dates that were compared.
fn reason(subject: Subject<'_>, wrong: &Wrong<'_>) -> String {
    let article = subject.reading.date.as_ref().map(|found| found.date);
    let day =
        if article == Some(wrong.on) { format!("the article is of {}", wrong.on) } else { format!("this is about {}", wrong.on) };
    let terms = terms(subject.gazetteer, wrong);
    let name = subject.gazetteer.entry(wrong.person).name();
    let post = subject.gazetteer.entry(wrong.post).name();
    if terms.is_empty() {
        return format!("{day}; the gazetteer has no term of {name} as {post}");
    }
    format!("{day}; the gazetteer has {name} as {post} {}", terms.join(" and "))
}

/// The person's terms in the office, in words.
pub(super) fn terms(gazetteer: &Gazetteer, wrong: &Wrong<'_>) -> Vec<String> {
    let own = gazetteer.offices().holdings(wrong.post).filter(|holding| holding.person == wrong.person);
    own.map(|holding| in_words(gazetteer, holding)).collect()
}

/// A term in words: "from 2015-02-16 to 2019-01-15".
pub(super) fn in_words(gazetteer: &Gazetteer, holding: &Holding) -> String {
    let role = holding.stated(gazetteer);
    match (role.from, role.until) {
        (Some(from), Some(until)) => format!("from {from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "at some time".to_owned(),
    }
}

/// The lines of the gazetteer that say so: the person's terms, and that of the holder of the day.
fn related(gazetteer: &Gazetteer, wrong: &Wrong<'_>) -> Vec<Related> {
    let own = gazetteer.offices().holdings(wrong.post).filter(|holding| holding.person == wrong.person);
    let other = holder(gazetteer, wrong.post, wrong.on).filter(|holding| holding.person != wrong.person);
    let role = |holding: &Holding| Related {
        at: Location { path: gazetteer.path_of(holding.person).clone(), span: holding.stated(gazetteer).span },
        message: format!("{} {}", gazetteer.entry(holding.person).name(), in_words(gazetteer, holding)),
    };
    let post = Related { at: gazetteer.header(wrong.post), message: gazetteer.entry(wrong.post).name().to_owned() };
    own.chain(other).map(role).chain([post]).collect()
}

/// A finding with its message.
fn finding(subject: Subject<'_>, code: &'static str, severity: Severity, wrong: &Wrong<'_>, message: String) -> Finding {
    Finding::new(code, severity, subject.text, wrong.said.span, message)
}

fn edit(subject: Subject<'_>, span: Span, new: &str) -> Edit {
    Edit { at: Location { path: subject.path.clone(), span }, new: new.to_owned() }
}

/// Whether a sentence begins at that byte.
fn begins(text: &str, at: u32) -> bool {
    let before = text[..at as usize].trim_end_matches(['“', '"', '\'', '(', '*', '_', '#', ' ']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', '\r', ':'])
}

/// Adds "former".
pub(super) fn add_former(subject: Subject<'_>, wrong: &Wrong<'_>) -> Fix {
    let at = wrong.said.before_title;
    let word = if begins(subject.text, at) { "Former " } else { "former " };
    Fix { title: "Add “former”".to_owned(), safe: false, edits: vec![edit(subject, Span::at(at), word)] }
}

/// Leaves out "former".
pub(super) fn drop_former(subject: Subject<'_>, wrong: &Wrong<'_>) -> Option<Fix> {
    let word = wrong.said.former?;
    let behind = subject.text[word.end as usize..].trim_start_matches([' ', '-', '\u{2010}', '\u{2011}']);
    let mut end = (subject.text.len() - behind.len()) as u32;
    // "Former prime minister X spoke": the next word begins the sentence.
    let initial = behind.chars().next().filter(|c| c.is_lowercase() && begins(subject.text, word.start));
    end += initial.map_or(0, |c| c.len_utf8() as u32);
    let capital: String = initial.into_iter().flat_map(char::to_uppercase).collect();
    let edits = vec![edit(subject, Span::new(word.start, end), &capital)];
    Some(Fix { title: "Leave out “former”".to_owned(), safe: false, edits })
}

/// Names the holder of the day in place of the person.
fn name_holder(subject: Subject<'_>, wrong: &Wrong<'_>) -> Option<Fix> {
    let holding = holder(subject.gazetteer, wrong.post, wrong.on).filter(|holding| holding.person != wrong.person)?;
    let name = subject.gazetteer.entry(holding.person).name();
    let span = subject.reading.mentions[wrong.said.holder as usize].span;
    Some(Fix {
        title: format!("Replace with “{name}”, who held the post"), safe: false, edits: vec![edit(subject, span, name)]
    })
}

/// Gives the person the title of the day.
fn name_post(subject: Subject<'_>, wrong: &Wrong<'_>) -> Option<Fix> {
    let post = title_of(subject.gazetteer, wrong.person, wrong.on).filter(|post| !wrong.said.posts.contains(post))?;
    let entry = subject.gazetteer.entry(post);
    if entry.kind != Kind::Post {
        return None;
    }
    let title = entry.name();
    Some(Fix { title: format!("Replace with “{title}”"), safe: false, edits: vec![edit(subject, wrong.said.span, title)] })
}

/// Says in the gazetteer that the person held the post on the date, and for how long nobody knows.
fn add_role(subject: Subject<'_>, wrong: &Wrong<'_>) -> Option<Fix> {
    let (first, last) = (wrong.on.earliest()?, wrong.on.latest()?);
    let entry = subject.gazetteer.as_written(wrong.person);
    let end = entry.end?;
    let post = in_quotes(&subject.gazetteer.entry(wrong.post).id);
    let role = format!("{{ post = \"{post}\", from = \"../{first}\", until = \"{last}/..\" }}");
    let (at, new) = match entry.roles.last() {
        Some(role_before) => (role_before.span.end, format!(",\n  {role}")),
        None => (end, format!("\nroles = [\n  {role},\n]")),
    };
    let path = subject.gazetteer.path_of(wrong.person).clone();
    let edits = vec![Edit { at: Location { path, span: Span::at(at) }, new }];
    Some(Fix { title: "Add the role to the gazetteer".to_owned(), safe: false, edits })
}

/// Says in the gazetteer that the person's term had ended by the date, where it says of no end.
pub(super) fn end_role(subject: Subject<'_>, wrong: &Wrong<'_>) -> Option<Fix> {
    let gazetteer = subject.gazetteer;
    let until = wrong.on.earliest()?;
    let own = gazetteer.offices().holdings(wrong.post).filter(|holding| holding.person == wrong.person);
    let mut open = own.filter(|holding| judge(&[holding.term], Said::Former, wrong.on) == Verdict::NotFormer);
    let (Some(holding), None) = (open.next(), open.next()) else { return None };
    // What is imported is not ours to edit.
    let written = gazetteer.as_written(wrong.person);
    let stated = holding.stated(gazetteer);
    let role = written.end.and_then(|_| written.roles.iter().find(|role| *role == stated))?;
    let path = gazetteer.path_of(wrong.person).clone();
    let until = format!("until = \"../{until}\"");
    let edit = match (role.until, role.fields_end) {
        (None, Some(end)) => Edit { at: Location { path, span: Span::at(end) }, new: format!(", {until}") },
        (None, None) => {
            let post = in_quotes(&role.post.id);
            Edit { at: Location { path, span: role.span }, new: format!("{{ post = \"{post}\", {until} }}") }
        }
        // A last day that is listed is for its author to correct.
        (Some(_), _) => return None,
    };
    Some(Fix { title: "End the role in the gazetteer".to_owned(), safe: false, edits: vec![edit] })
}

/// "; on that day it was Sergei Shoigu", where the holder is known.
pub(super) fn then_held(subject: Subject<'_>, wrong: &Wrong<'_>) -> String {
    let holding = holder(subject.gazetteer, wrong.post, wrong.on).filter(|holding| holding.person != wrong.person);
    holding.map_or(String::new(), |holding| format!("; {} was", subject.gazetteer.entry(holding.person).name()))
}

#[cfg(test)]
mod tests;
