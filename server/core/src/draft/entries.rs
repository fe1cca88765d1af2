//! From groups of forms to drafts of entries: house form, other names, ids.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::groups::Group;
use super::sightings::Form;
use super::{Draft, DraftEntry};
use crate::gazetteer::{Kind, NameUse};
use crate::text::fold::fold;

/// The entries of the groups, the most frequent first.
pub(super) fn entries(groups: &[Group<'_>], taken: impl Fn(&str) -> bool) -> Draft {
    let mut order: Vec<(usize, u32)> = groups.iter().enumerate().map(|(ix, group)| (ix, mentions(group))).collect();
    order.sort_by_key(|&(ix, mentions)| (std::cmp::Reverse(mentions), house_form(&groups[ix])));
    let mut ids = BTreeSet::new();
    let mut id_of = vec![String::new(); groups.len()];
    for &(ix, _) in &order {
        id_of[ix] = unused(&house_form(&groups[ix]), groups[ix].kind, |id| ids.contains(id) || taken(id));
        ids.insert(id_of[ix].clone());
    }
    // A house form belongs to its entry; every other form to the first that has it.
    let houses: BTreeSet<String> = groups.iter().map(|group| fold(&house_form(group))).collect();
    let mut used: BTreeSet<(String, Option<usize>)> = BTreeSet::new();
    let mut entries = Vec::new();
    for &(ix, mentions) in &order {
        let group = &groups[ix];
        let name = house_form(group);
        let shared = !group.namesakes.is_empty() || groups.iter().any(|other| other.namesakes.contains(&ix));
        let mut own = BTreeSet::from([fold(&name)]);
        let names = names(group)
            .into_iter()
            .filter(|(form, usage)| {
                let key = fold(form);
                let surname = shared && *usage == NameUse::Spelling;
                !houses.contains(&key) && own.insert(key.clone()) && used.insert((key, surname.then_some(ix)))
            })
            .collect();
        let all = || group.full.iter().chain(&group.short).chain(&group.acronyms);
        let articles: BTreeSet<u32> = all().flat_map(|form| form.articles.iter().copied()).collect();
        let first = all()
            .min_by_key(|form| (form.articles[0], form.first.1))
            .map_or_else(|| (Arc::default(), 1), |form| form.first.clone());
        entries.push(DraftEntry {
            id: id_of[ix].clone(),
            kind: group.kind,
            name,
            names,
            not: group.namesakes.iter().map(|&other| id_of[other].clone()).collect::<BTreeSet<_>>().into_iter().collect(),
            mentions: mentions as usize,
            articles: articles.len(),
            first,
        });
    }
    Draft { entries }
}

fn mentions(group: &Group<'_>) -> u32 {
    // A surname that several bear counts for nobody.
    let short = if group.namesakes.is_empty() { &group.short[..] } else { &[] };
    group.full.iter().chain(short).chain(&group.acronyms).map(|form| form.mentions).sum()
}

/// The full name as it is written most often; a country's usual name.
fn house_form(group: &Group<'_>) -> String {
    if let Some(nation) = group.country {
        return nation.name().to_owned();
    }
    group.full[0].usual().to_owned()
}

/// The other forms: spellings of the full name, then shorter forms, then acronyms.
fn names(group: &Group<'_>) -> Vec<(String, NameUse)> {
    let usage = |form: &str| if group.country.is_some() && shouted(form) { NameUse::Abbreviation } else { NameUse::Spelling };
    let spelling = |form: &&Form| (form.usual().to_owned(), usage(form.usual()));
    let mut names: Vec<(String, NameUse)> = group.full.iter().map(spelling).collect();
    names.extend(group.short.iter().map(spelling));
    names.extend(group.acronyms.iter().map(|form| (form.usual().to_owned(), NameUse::Abbreviation)));
    for form in &group.full {
        names.extend(form.acronyms.keys().map(|acronym| (acronym.clone(), NameUse::Abbreviation)));
    }
    names
}

fn shouted(form: &str) -> bool {
    !form.chars().any(char::is_lowercase)
}

/// The name in kebab-case, with the kind and a number behind it where that is needed to be the only one.
fn unused(name: &str, kind: Kind, taken: impl Fn(&str) -> bool) -> String {
    let kebab = kebab(name);
    let plain = if kebab.is_empty() { kind.as_str().to_owned() } else { kebab };
    let with_kind = format!("{plain}-{}", kind.as_str());
    let numbered = (2_u32..).map(|n| format!("{plain}-{n}"));
    [plain.clone(), with_kind].into_iter().chain(numbered).find(|id| !taken(id)).unwrap_or(plain)
}

/// Small letters, digits and single hyphens.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for c in fold(name).chars() {
        if c.is_ascii_alphanumeric() {
            kebab.push(c);
        } else if !kebab.is_empty() && !kebab.ends_with('-') {
            kebab.push('-');
        }
    }
    kebab.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        for (name, id) in [
            ("Gadi Eisenkot", "gadi-eisenkot"),
            ("Prime Minister’s Office", "prime-ministers-office"),
            ("S-300", "s-300"),
            ("São Tomé & Príncipe", "sao-tome-principe"),
            ("\"x\" ]\u{7}", "x"),
            ("Хмеймим", ""),
        ] {
            assert_eq!(kebab(name), id);
        }
        assert_eq!(unused("Иван", Kind::Person, |id| id == "person"), "person-person");
    }
}
