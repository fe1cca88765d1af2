//! `two-holders`: two people who certainly hold a post at once that one person holds.
//!
//! Certain is what the vaguest reading of the dates still says: a term that begins in "2015" is sure
//! from the end of that year on. The day of a handover belongs to both. Terms marked `acting` or
//! `interim` are no trouble. A term without `until` goes on or its end is not known: it clashes with
//! another that goes on too, and with one that still ran when it began.
//!
//! Each term is compared with the one before it that lasts longest, so the cost is that of sorting the
//! terms of each post.

use rustc_hash::FxHashMap;

use super::{Set, related};
use crate::finding::Related;
use crate::gazetteer::calendar::Day;
use crate::gazetteer::entry::Holders;
use crate::gazetteer::{EntryIx, Gazetteer, Kind, Role};

/// A term of office that certainly covers the days from `from` to `until`.
#[derive(Clone, Copy)]
struct Term<'g> {
    holder: EntryIx,
    role: &'g Role,
    from: Day,
    /// None where it goes on.
    until: Option<Day>,
}

pub(super) fn check(set: &mut Set<'_>) {
    if !set.is_on("two-holders") {
        return;
    }
    let gazetteer = set.gazetteer;
    let mut posts: FxHashMap<EntryIx, Vec<Term<'_>>> = FxHashMap::default();
    for (holder, entry) in gazetteer.written() {
        for role in entry.roles.iter().filter(|role| !role.acting) {
            let post = gazetteer.find(&role.post.id).filter(|&post| {
                let post = gazetteer.entry(post);
                post.kind == Kind::Post && post.holders == Holders::One
            });
            if let Some((post, term)) = post.zip(Term::of(holder, role)) {
                posts.entry(post).or_default().push(term);
            }
        }
    }
    for (post, mut terms) in posts {
        terms.sort_by_key(|term| (term.from, term.holder));
        // Of the terms before: the one that lasts longest, and the one of another holder that does.
        let (mut longest, mut second): (Option<Term<'_>>, Option<Term<'_>>) = (None, None);
        let mut going_on: Option<Term<'_>> = None;
        for term in terms {
            let other = |before: &Term<'_>| before.holder != term.holder;
            let ran = [longest, second].into_iter().flatten().find(other);
            let clash = ran.filter(|ran| ran.until > Some(term.from) && term.until.is_none_or(|until| until > term.from));
            let clash = clash.or_else(|| going_on.filter(other).filter(|_| term.until.is_none()));
            if let Some(before) = clash {
                report(set, post, before, term);
            }
            if term.until.is_none() {
                going_on = Some(term);
            } else if longest.is_none_or(|longest| longest.until < term.until) {
                if longest.is_some_and(|longest| longest.holder != term.holder) {
                    second = longest;
                }
                longest = Some(term);
            } else if longest.is_some_and(|longest| longest.holder != term.holder)
                && second.is_none_or(|second| second.until < term.until)
            {
                second = Some(term);
            }
        }
    }
}

impl<'g> Term<'g> {
    /// What is certain of a role; none where nothing is.
    fn of(holder: EntryIx, role: &'g Role) -> Option<Term<'g>> {
        let vague = |date: crate::gazetteer::date::Date| date.is_approximate() || date.is_uncertain();
        let from = role.from.filter(|&from| !vague(from))?.latest()?;
        let until = match role.until {
            None => None,
            Some(until) if vague(until) => return None,
            Some(until) => Some(until.earliest()?),
        };
        Some(Term { holder, role, from, until })
    }

    fn in_words(&self, gazetteer: &Gazetteer) -> String {
        let name = gazetteer.entry(self.holder).name();
        match (self.role.from, self.role.until) {
            (Some(from), Some(until)) => format!("{name} ({from} to {until})"),
            (Some(from), None) => format!("{name} (since {from})"),
            _ => name.to_owned(),
        }
    }
}

fn report(set: &mut Set<'_>, post: EntryIx, before: Term<'_>, term: Term<'_>) {
    let gazetteer = set.gazetteer;
    let advice = if before.until.is_none() {
        "Add `until` where the earlier term ended"
    } else {
        "Correct the dates, or mark one term acting = true"
    };
    let message = format!(
        "Two people hold “{}” at once: {} and {}. {advice}; if several may hold it, the post wants holders = \"many\".",
        gazetteer.entry(post).name(),
        before.in_words(gazetteer),
        term.in_words(gazetteer)
    );
    let (entry, file) = (gazetteer.entry(term.holder), gazetteer.file_of(term.holder));
    let id = &term.role.post;
    if let Some(finding) = set.add("two-holders", file, entry, (id.span, &id.id), message) {
        let says = format!("the term of {}", gazetteer.entry(before.holder).name());
        finding.related.push(related(gazetteer.file_of(before.holder), before.role.span, says));
        finding.related.push(Related { at: gazetteer.header(post), message: "the post".to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::fires;

    /// Checks which of several persons' terms clash with an earlier one; the post is "p".
    #[track_caller]
    fn check(terms: &[&str], holders: &str, clashing: &[&str]) {
        let person = |(n, term): (usize, &&str)| {
            format!("[person-{n}]\nkind = \"person\"\nname = \"Person {n}\"\nroles = [{{ post = \"p\"{term} }}]\n")
        };
        let persons = terms.iter().enumerate().map(person).collect::<Vec<_>>().concat();
        let text = format!("{persons}[p]\nkind = \"post\"\nname = \"Chief Pilot\"\n{holders}\n");
        let found = fires("two-holders", &text, &vec!["p"; clashing.len()]);
        let found: Vec<&str> = found.iter().map(|finding| finding.entity.as_deref().unwrap_or("")).collect();
        assert_eq!(found, clashing, "{text}");
    }

    const FIRST: &str = ", from = \"2015-02-16\", until = \"2019-01-15\"";

    #[test]
    fn at_once() {
        check(&[FIRST, ", from = \"2018-01-01\", until = \"2023\""], "", &["person-1"]);
        check(&[FIRST, ", from = \"2019-01-14\", until = \"2023\""], "", &["person-1"]);
        check(&[", from = \"2018-01-01\", until = \"2023\"", FIRST], "", &["person-0"]);
        check(&[FIRST, ", from = \"2018-01-01\""], "", &["person-1"]);
        check(&[", from = \"2015\"", ", from = \"2019\""], "", &["person-1"]);
        check(&[", from = \"2015\", until = \"2019\"", ", from = \"2017\", until = \"2023\""], "", &["person-1"]);
        check(
            &[
                ", from = \"2010\", until = \"2030\"",
                ", from = \"2011\", until = \"2013\"",
                ", from = \"2015\", until = \"2020\"",
            ],
            "",
            &["person-1", "person-2"],
        );
    }

    #[test]
    fn not_at_once() {
        check(&[FIRST, ", from = \"2019-01-15\", until = \"2023\""], "", &[]);
        check(&[FIRST, ", from = \"2019\", until = \"2023\""], "", &[]);
        check(&[FIRST, ", from = \"2018-01-01\", until = \"2023\""], "holders = \"many\"", &[]);
        check(&[FIRST, ", from = \"2018-01-01\", until = \"2023\", acting = true"], "", &[]);
        check(&[FIRST, ", from = \"2018-01-01\", until = \"2023\", interim = true"], "", &[]);
        check(&[FIRST, ", from = \"2018-01-01~\", until = \"2023\""], "", &[]);
        check(&[FIRST, ", from = \"2018-01-01\", until = \"2023?\""], "", &[]);
        check(&[FIRST, ", until = \"2023\""], "", &[]);
        check(&[", from = \"2015\", until = \"2018\"", ", from = \"2018\", until = \"2020\""], "", &[]);
        // Its end may just not be known.
        check(&[", from = \"1915\"", ", from = \"1919\", until = \"1923\""], "", &[]);
        check(&[FIRST], "", &[]);
    }

    #[test]
    fn one_person_twice() {
        let text = "[a]\nkind = \"person\"\nname = \"Abel\"\nroles = [\n  { post = \"p\", from = \"2015\" },\n  { post = \"p\", from = \"2017\" },\n]\n[p]\nkind = \"post\"\nname = \"Chief Pilot\"\n";
        fires("two-holders", text, &[]);
    }
}
