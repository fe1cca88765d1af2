//! Licensed forms: spellings that an entry does not list and that a careful reader takes for its name.
//!
//! A person may come with a middle name, an initial, a nickname or a particle more or fewer; a body with
//! its words in another order, its country in another word, without its article or `Inc.`; a body of a
//! state without its country; a body by its initials; a place without its head ("Golan" for "Golan
//! Heights") or without what follows its comma. Each [`Licence`] says what it needs besides.
//!
//! Every name enters a sorted table under the hash of what is left when such differences are taken away. No
//! hash is trusted: what is found is compared word by word. The table is made once for a gazetteer, when it
//! is first asked; a document asks once for each different unknown form.

mod acronym;
mod body;
mod person;

use acronym::{acronym, common_acronyms, initials, is_common};
pub use body::{Body, body};
use body::{headless, qualified};
use person::Person;

use super::lexicon::{self, Part};
use crate::gazetteer::derived::{DerivedForms, Key};
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameRef, NameUse};
use crate::text::Span;
use crate::text::fold;
use crate::text::token::{Gap, Token, tokenise};

/// Why an unlisted form may mean an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Licence {
    /// The same person but for a middle name left out, an initial or a particle.
    Middle,
    /// The same body but for its article, word order, "&", the legal form, or the word for its country.
    Words,
    /// An acronym that everybody knows.
    Common,
    /// A person with a middle name or nickname more.
    Inserted,
    /// A person by the short form of a given name.
    Diminutive,
    /// A person by the initial of the given name.
    Initial,
    /// A body by its initials.
    Initials,
    /// A body of a state without its country.
    Bare,
    /// A place without its head.
    Headless,
    /// A place without what it lies in.
    Qualified,
    /// A person by the surname alone, in an article that does not give the name in full.
    Surname,
}

impl Licence {
    /// Whether the form means the entry wherever no other can be meant by it.
    pub const fn stands_alone(self) -> bool {
        matches!(self, Licence::Middle | Licence::Words | Licence::Common)
    }

    /// Whether nothing but the entry's own name in the same article helps.
    pub const fn needs_the_name(self) -> bool {
        matches!(self, Licence::Initial | Licence::Initials | Licence::Headless)
    }

    /// What the form is, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Licence::Middle => "a middle name, initial or particle apart from",
            Licence::Words => "the same words as",
            Licence::Common => "the common acronym of",
            Licence::Inserted => "with a middle name or nickname more,",
            Licence::Diminutive => "with a short form of the given name,",
            Licence::Initial => "with the initial of the given name,",
            Licence::Initials => "the initials of",
            Licence::Bare => "without its country,",
            Licence::Headless => "without its head,",
            Licence::Qualified => "without what it lies in,",
            Licence::Surname => "the surname alone of",
        }
    }
}

/// A name that an unlisted form may stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Licensed {
    /// The name that licenses it.
    pub name: NameRef,
    /// How.
    pub licence: Licence,
}

/// The names that a form which no entry lists may stand for, one for each entry and the best licence first.
pub fn of(form: &str, gazetteer: &Gazetteer) -> Vec<Licensed> {
    let table = gazetteer.derived(|| keys_of(gazetteer));
    let mut found = Vec::new();
    let mut add = |key: u64, judge: &dyn Fn(&str) -> Option<Licence>| {
        for name in table.names(key) {
            let licence = judge(&gazetteer.name(name).form);
            found.extend(licence.map(|licence| Licensed { name, licence }));
        }
    };
    let tokens = tokens(form);
    if let Some(body) = body::body_of(form, &tokens) {
        add(body.key(), &|name| self::body(name).filter(|own| own.same(&body)).map(|_| Licence::Words));
        if body.nation.is_none() {
            add(body.keyed(BARE), &|name| self::body(name).filter(|own| own.bare_is(&body)).map(|_| Licence::Bare));
            add(body.keyed(HEADLESS), &|name| headless(name).filter(|own| own.same(&body)).map(|_| Licence::Headless));
            add(body.keyed(QUALIFIED), &|name| qualified(name).filter(|own| own.same(&body)).map(|_| Licence::Qualified));
        }
    }
    if let Some(letters) = acronym(form, &tokens) {
        add(keyed(INITIALS, &letters), &|name| initials(name).filter(|own| *own == letters).map(|_| Licence::Initials));
        add(keyed(COMMON, &letters), &|name| is_common(&letters, name).then_some(Licence::Common));
    }
    if let Some(person) = Person::of_tokens(form, &tokens) {
        for key in person.keys() {
            add(key, &|name| Person::of(name)?.licence(&person));
        }
    }
    found.extend(body(form).into_iter().flat_map(|body| with_country(&body, table, gazetteer)));
    found.sort_unstable_by_key(|found: &Licensed| (found.name.entry, found.licence, found.name.name));
    found.dedup_by_key(|found| found.name.entry);
    found
}

/// The bodies of a country that are listed without it: "U.S. Food and Drug Administration".
fn with_country(body: &Body, table: &DerivedForms, gazetteer: &Gazetteer) -> Vec<Licensed> {
    let country = body.nation.and_then(|nation| gazetteer.countries().entry(nation));
    let (Some(plain), Some(country)) = (body.without_nation(), country) else { return Vec::new() };
    let its = |name: &NameRef| {
        let record = gazetteer.entry(name.entry);
        let mut ties = record.relations.iter().filter(|tie| matches!(&*tie.relation, "country" | "part_of"));
        record.kind != Kind::Person
            && ties.any(|tie| gazetteer.find(&tie.to.id) == Some(country))
            && self::body(&gazetteer.name(*name).form).is_some_and(|own| own.same(&plain))
    };
    table.names(plain.key()).filter(its).map(|name| Licensed { name, licence: Licence::Words }).collect()
}

/// Whether a form that ends in the word of this hash may stand for some name: a no is certain, and cheap.
pub fn may_end(hash: u64, gazetteer: &Gazetteer) -> bool {
    gazetteer.derived(|| keys_of(gazetteer)).may_end(hash) || lexicon::part(hash).is(Part::NATION)
}

/// What sets the keys of each sort apart.
const BODY: u64 = 1;
const BARE: u64 = 2;
const HEADLESS: u64 = 3;
const QUALIFIED: u64 = 4;
const INITIALS: u64 = 5;
const COMMON: u64 = 6;
const PERSON: u64 = 7;

fn keyed(sort: u64, words: &str) -> u64 {
    fold::hash_joined(sort, fold::hash_folded(words.as_bytes()))
}

/// The keys of every name that licenses others.
fn keys_of(gazetteer: &Gazetteer) -> DerivedForms {
    let mut keys: Vec<Key> = Vec::new();
    let mut words: Vec<u64> =
        body::variants().chain(person::GENERATIONS).map(|word| fold::hash_folded(word.as_bytes())).collect();
    for (entry, record) in gazetteer.iter() {
        if record.kind == Kind::Post {
            continue;
        }
        for (n, name) in record.names.iter().enumerate() {
            let accepted = matches!(name.usage, NameUse::House | NameUse::Spelling | NameUse::Former);
            if !accepted || name.weak || name.exact_case {
                continue;
            }
            let name_ref = NameRef { entry, name: n as u32 };
            let tokens = tokens(&name.form);
            // Persons end in their surnames; the words of others may change places.
            let last = if record.kind == Kind::Person { tokens.len().saturating_sub(2) } else { 0 };
            words.extend(tokens[last..].iter().map(|token| token.hash));
            each_key(&name.form, record.kind, |key| keys.push(Key { key, name: name_ref }));
        }
    }
    DerivedForms::new(keys, words)
}

fn each_key(form: &str, kind: Kind, mut add: impl FnMut(u64)) {
    if kind == Kind::Person {
        if let Some(person) = Person::of(form) {
            person.keys().into_iter().for_each(&mut add);
        }
        return;
    }
    let Some(body) = body(form) else { return };
    add(body.key());
    if let Some(bare) = body.bare() {
        add(bare.keyed(BARE));
    }
    if kind == Kind::Place {
        if let Some(place) = headless(form) {
            add(place.keyed(HEADLESS));
        }
        if let Some(place) = qualified(form) {
            add(place.keyed(QUALIFIED));
        }
    }
    if matches!(kind, Kind::Organisation | Kind::Media | Kind::Group | Kind::Other)
        && let Some(letters) = initials(form)
    {
        add(keyed(INITIALS, &letters));
    }
    for acronym in common_acronyms(form) {
        add(keyed(COMMON, acronym));
    }
}

/// The entries of some licensed names.
pub fn entries(licensed: &[Licensed]) -> Vec<EntryIx> {
    licensed.iter().map(|licensed| licensed.name.entry).collect()
}

fn tokens(form: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenise(form, Span::new(0, form.len() as u32), &mut tokens);
    tokens
}

/// Whether a hyphen joins the token to the one before it. A hyphen for a space is a slip, not a licence.
fn hyphened(token: &Token) -> bool {
    token.before.only(Gap::DASH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::gazetteer::reader;
    use crate::settings::Settings;

    const GAZETTEER: [(&str, &str, &str); 19] = [
        ("trump", "person", "Donald Trump"),
        ("kennedy", "person", "John F. Kennedy"),
        ("lavrov", "person", "Sergey Viktorovich Lavrov"),
        ("assad", "person", "Bashar al-Assad"),
        ("ben-shabbat", "person", "Meir Ben-Shabbat"),
        ("biden", "person", "Joseph Biden"),
        ("mod", "organisation", "Russian Ministry of Defence"),
        ("state", "organisation", "United States Department of State"),
        ("un", "organisation", "United Nations"),
        ("usi", "organisation", "University of Southern Indiana"),
        ("nyt", "media", "The New York Times"),
        ("herald", "media", "Bogota & Lima Herald"),
        ("acme", "organisation", "Acme Widgets Inc."),
        ("times-of-israel", "media", "Times of Israel"),
        ("golan", "place", "Golan Heights"),
        ("south", "place", "South Island"),
        ("irving", "place", "Irving, Texas"),
        ("dc", "place", "Washington, D.C."),
        ("petersburg", "place", "Saint Petersburg"),
    ];

    #[track_caller]
    fn check(form: &str, expected: &str) {
        let settings = Settings::default();
        let entry = |(id, kind, name): &(&str, &str, &str)| format!("[{id}]\nkind = \"{kind}\"\nname = \"{name}\"");
        let toml = GAZETTEER.iter().map(entry).collect::<Vec<_>>().join("\n");
        let gazetteer = Gazetteer::build(vec![Arc::new(reader::read(&"g.toml".into(), &toml, &settings, None))], &settings);
        let found: Vec<String> = of(form, &gazetteer)
            .iter()
            .map(|found| format!("{} {:?}", gazetteer.entry(found.name.entry).id, found.licence))
            .collect();
        assert_eq!(found.join(", "), expected, "{form}");
    }

    #[test]
    fn persons() {
        check("Donald J. Trump", "trump Middle");
        check("Donald John Trump", "trump Inserted");
        check("John Kennedy", "kennedy Middle");
        check("John Fitzgerald Kennedy", "kennedy Middle");
        check("John Q. Kennedy", "");
        check("John F. Kennedy Jr.", "kennedy Middle");
        check("Sergey Lavrov", "lavrov Middle");
        check("Sergey V. Lavrov", "lavrov Middle");
        check("S. Lavrov", "lavrov Initial");
        check("Bashar Assad", "assad Middle");
        check("Hafez al-Assad", "");
        check("Meir Ben Shabbat", "");
        check("Joe Biden", "biden Diminutive");
        check("Jill Biden", "");
        check("Sergei Lavrov", "");
        check("Lavrov", "");
    }

    #[test]
    fn bodies() {
        for form in ["Russian Defense Ministry", "Ministry of Defence of Russia", "Russian Defence Ministry"] {
            check(form, "mod Words");
        }
        check("Syrian Defence Ministry", "");
        check("Defense Ministry", "mod Bare");
        check("Ministry", "");
        check("US State Department", "state Words");
        check("State Department", "state Bare");
        check("UN", "un Common");
        check("U.N.", "un Common");
        check("USI", "usi Initials");
        check("New York Times", "nyt Words");
        check("Bogota and Lima Herald", "herald Words");
        check("Acme Widgets", "acme Words");
        check("Israeli Times", "");
    }

    #[test]
    fn places() {
        check("Golan", "golan Headless");
        check("South", "");
        check("Irving", "irving Qualified");
        check("Washington D.C.", "dc Words");
        check("Washington", "dc Qualified");
        check("Saint-Petersburg", "");
    }
}
