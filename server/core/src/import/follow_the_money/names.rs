//! The names of an entity, as articles would write them.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Entity;
use crate::gazetteer::entry::{Kind, Name, NameUse};
use crate::import::Import;
use crate::text::Span;
use crate::text::fold::fold;

/// Properties with names: what the names are, and whether they need support.
const PROPERTIES: &[(&str, NameUse, bool)] = &[
    ("name", NameUse::Spelling, false),
    ("alias", NameUse::Spelling, false),
    ("abbreviation", NameUse::Abbreviation, false),
    ("previousName", NameUse::Former, false),
    ("weakAlias", NameUse::Spelling, true),
];

/// Words inside the names of bodies that have no capital.
const SMALL: [&str; 14] = ["AND", "AT", "BY", "DE", "DEL", "DES", "DU", "FOR", "IN", "OF", "ON", "THE", "TO", "WITH"];

/// The names of an entity, the caption first. Of names that differ only in what matching overlooks, the first counts.
pub(super) fn of(entity: &Entity<'_>, kind: Kind, import: &Import, span: Span) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut known = FxHashSet::default();
    let mut add = |form: &str, usage, weak| {
        for form in forms(form, kind) {
            if form.chars().any(char::is_alphanumeric) && known.insert(fold(&form)) {
                let usage = if names.is_empty() { NameUse::House } else { usage };
                names.push(Name {
                    form: Arc::from(form),
                    usage,
                    lang: import.language.clone(),
                    exact_case: false,
                    weak,
                    from: None,
                    until: None,
                    provenance: None,
                    span,
                });
            }
        }
    };
    // The caption may be an id or address where there is no name: then it is none.
    if let (Some(caption), Some(_)) = (entity.text("caption"), entity.one("name")) {
        add(caption.trim(), NameUse::Spelling, false);
    }
    for (property, usage, weak) in PROPERTIES {
        entity.all(property).for_each(|form| add(form, *usage, *weak));
    }
    names
}

/// A name as articles write it: "SMITH, John" is John Smith, and lists in capitals are not printed so.
fn forms(form: &str, kind: Kind) -> Vec<String> {
    let form = in_small_letters(form, kind);
    let turned = form.split_once(", ").filter(|(_, given)| {
        let suffix = matches!(given.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
        kind == Kind::Person && !given.contains(',') && !suffix
    });
    match turned {
        Some((surname, given)) => vec![format!("{} {}", given.trim(), surname.trim()), form.clone()],
        None => vec![form],
    }
}

/// "VIKTOR BOUT" as "Viktor Bout": a name of two words or more with words in capitals has those in small letters after the
/// first, and small words wholly. Of bodies and ships, words of up to three letters may be abbreviations, and stay.
fn in_small_letters(form: &str, kind: Kind) -> String {
    let count = form.split(' ').filter(|word| !word.is_empty()).count();
    let capitals = |word: &str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let all = form.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).all(capitals);
    if count < 2 || !(all || kind == Kind::Person) {
        return form.to_owned();
    }
    let least = if kind == Kind::Person { 1 } else { 3 };
    let word = |word: &str| {
        // "MINISTRY OF JUSTICE"
        if kind != Kind::Person && SMALL.contains(&word) && !form.starts_with(word) {
            return word.to_lowercase();
        }
        if !capitals(word) || word.chars().filter(|c| c.is_alphabetic()).count() <= least || word.contains('.') {
            return word.to_owned();
        }
        let mut begins = true;
        let mut small = String::with_capacity(word.len());
        for c in word.chars() {
            if begins {
                small.push(c);
            } else {
                small.extend(c.to_lowercase());
            }
            begins = matches!(c, '-' | '\'' | '’' | '(');
        }
        small
    };
    form.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_articles_write_them() {
        let check = |form: &str, kind, expected: &[&str]| assert_eq!(forms(form, kind), expected, "{form}");
        check("SMITH, John", Kind::Person, &["John Smith", "Smith, John"]);
        check("VIKTOR BOUT", Kind::Person, &["Viktor Bout"]);
        check("AL-ZAWAHIRI, Ayman", Kind::Person, &["Ayman Al-Zawahiri", "Al-Zawahiri, Ayman"]);
        check("John Smith, Jr.", Kind::Person, &["John Smith, Jr."]);
        check("J. R. SMITH", Kind::Person, &["J. R. Smith"]);
        check("ALFA BANK JSC", Kind::Organisation, &["Alfa Bank JSC"]);
        check("Alfa BANK", Kind::Organisation, &["Alfa BANK"]);
        check("MINISTRY OF STATE", Kind::Organisation, &["Ministry of State"]);
        check("HAMAS", Kind::Organisation, &["HAMAS"]);
        check("ВИКТОР БУТ", Kind::Person, &["Виктор Бут"]);
        check("李小龙", Kind::Person, &["李小龙"]);
    }
}
