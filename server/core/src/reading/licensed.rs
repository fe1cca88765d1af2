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

use std::borrow::Cow;

use super::lexicon::{self, Part};
use super::nations::{self, NationIx};
use crate::gazetteer::derived::{DerivedForms, Key};
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameRef, NameUse};
use crate::text::token::{Gap, Shape, Token, tokenise};
use crate::text::{Span, fold};

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
    if let Some(body) = body(form) {
        add(body.key(), &|name| self::body(name).filter(|own| own.same(&body)).map(|_| Licence::Words));
        if body.nation.is_none() {
            add(body.keyed(BARE), &|name| self::body(name).filter(|own| own.bare_is(&body)).map(|_| Licence::Bare));
            add(body.keyed(HEADLESS), &|name| headless(name).filter(|own| own.same(&body)).map(|_| Licence::Headless));
            add(body.keyed(QUALIFIED), &|name| qualified(name).filter(|own| own.same(&body)).map(|_| Licence::Qualified));
        }
    }
    if let Some(letters) = acronym(form) {
        add(keyed(INITIALS, &letters), &|name| initials(name).filter(|own| *own == letters).map(|_| Licence::Initials));
        add(keyed(COMMON, &letters), &|name| is_common(&letters, name).then_some(Licence::Common));
    }
    if let Some(person) = Person::of(form) {
        for key in person.keys() {
            add(key, &|name| Person::of(name)?.licence(&person));
        }
    }
    found.sort_unstable_by_key(|found: &Licensed| (found.name.entry, found.licence, found.name.name));
    found.dedup_by_key(|found| found.name.entry);
    found
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
            each_key(&name.form, record.kind, |key| keys.push(Key { key, name: name_ref }));
        }
    }
    DerivedForms::new(keys)
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
        headless(form).into_iter().for_each(|place| add(place.keyed(HEADLESS)));
        qualified(form).into_iter().for_each(|place| add(place.keyed(QUALIFIED)));
    }
    if matches!(kind, Kind::Organisation | Kind::Media | Kind::Group | Kind::Other) {
        initials(form).into_iter().for_each(|letters| add(keyed(INITIALS, &letters)));
    }
    for (acronym, _) in COMMON_ACRONYMS.iter().filter(|(_, name)| fold::fold(name) == fold::fold(form)) {
        add(keyed(COMMON, acronym));
    }
}

/// A body's name, or any that is no person's, without what does not tell it apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// Its words, as all houses would spell them; a nation's are empty.
    words: Vec<Cow<'static, str>>,
    /// The one nation whose word or name it has.
    pub nation: Option<NationIx>,
    /// It is a body of a state, whose words take any order.
    state: bool,
}

/// Words that names of bodies have or leave out.
const DROPPED: [&str; 8] = ["the", "of", "for", "and", "a", "an", "de", "on"];
/// Legal forms and words at the end that newspapers leave out.
const ENDINGS: [&str; 14] =
    ["inc", "incorporated", "ltd", "limited", "corp", "co", "plc", "llc", "llp", "gmbh", "ag", "sa", "magazine", "newspaper"];
/// Heads of the names of states' bodies: their words change places ("Ministry of Defence", "Defence
/// Ministry").
const STATE_HEADS: [&str; 16] = [
    "ministry",
    "department",
    "parliament",
    "senate",
    "embassy",
    "consulate",
    "government",
    "army",
    "navy",
    "police",
    "court",
    "council",
    "directorate",
    "secretariat",
    "staff",
    "treasury",
];
/// Words that are spelt in two ways: British, American.
const SPELT: [(&str, &str); 9] = [
    ("defence", "defense"),
    ("centre", "center"),
    ("labour", "labor"),
    ("programme", "program"),
    ("theatre", "theater"),
    ("harbour", "harbor"),
    ("organisation", "organization"),
    ("defences", "defenses"),
    ("centres", "centers"),
];

/// The body of a name; none where it has no word.
pub fn body(form: &str) -> Option<Body> {
    let tokens = tokens(form);
    body_of(form, &tokens)
}

fn tokens(form: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenise(form, Span::new(0, form.len() as u32), &mut tokens);
    tokens
}

fn body_of(form: &str, tokens: &[Token]) -> Option<Body> {
    let mut body = Body { words: Vec::with_capacity(tokens.len()), nation: None, state: false };
    let mut nations = 0;
    let mut at = 0;
    while at < tokens.len() {
        let nation = tokens[at].shape.has(Shape::UPPER).then(|| nations::at_start(form, &tokens[at..])).flatten();
        if let Some((nation, count)) = nation.and_then(|found| Some((found.nation?, found.count))).filter(|_| tokens.len() > 1) {
            body.nation = Some(nation);
            body.words.push(Cow::Borrowed(""));
            nations += 1;
            at += count;
            continue;
        }
        let word = spelt(fold::fold(tokens[at].span.of(form)));
        body.state |= STATE_HEADS.contains(&&*word);
        if !DROPPED.contains(&&*word) {
            body.words.push(if hyphened(&tokens[at]) { Cow::Owned(format!("-{word}")) } else { word });
        }
        at += 1;
    }
    while body.words.len() > 1 && body.words.last().is_some_and(|word| ENDINGS.contains(&&**word)) {
        body.words.pop();
    }
    if nations > 1 {
        return None;
    }
    if body.state {
        body.words.sort_unstable();
    }
    (!body.words.is_empty()).then_some(body)
}

/// Whether a hyphen joins the token to the one before it. A hyphen for a space is a slip, not a licence.
fn hyphened(token: &Token) -> bool {
    token.before.only(Gap::DASH)
}

/// A folded word as American houses spell it, without full stops.
fn spelt(word: String) -> Cow<'static, str> {
    if let Some((_, american)) = SPELT.iter().find(|(british, _)| *british == word) {
        return Cow::Borrowed(american);
    }
    let word = if word.contains('.') { word.replace('.', "") } else { word };
    Cow::Owned(word.replace("isation", "ization"))
}

impl Body {
    fn key(&self) -> u64 {
        self.keyed(BODY)
    }

    fn keyed(&self, sort: u64) -> u64 {
        let key = self.words.iter().fold(sort, |key, word| fold::hash_joined(key, fold::hash_folded(word.as_bytes())));
        self.nation.map_or(key, |nation| fold::hash_joined(key, fold::hash_folded(nation.name().as_bytes())))
    }

    fn same(&self, other: &Body) -> bool {
        self == other
    }

    /// A state's body without its country, if two words or more are left: "the ministry" is no name.
    fn bare(&self) -> Option<Body> {
        self.nation.filter(|_| self.state && self.words.len() > 2)?;
        let words = self.words.iter().filter(|word| !word.is_empty()).cloned().collect();
        Some(Body { words, nation: None, state: true })
    }

    fn bare_is(&self, other: &Body) -> bool {
        self.bare().is_some_and(|bare| bare == *other)
    }
}

/// A place's name without its head: "Golan Heights".
fn headless(form: &str) -> Option<Body> {
    let tokens = tokens(form);
    let (head, rest) = tokens.split_last().filter(|(_, rest)| !rest.is_empty())?;
    let plain = lexicon::part(head.hash).is(Part::PLACE) && rest.iter().all(|token| !lexicon::part(token.hash).is(Part::COMPASS));
    if plain { body_of(form, rest) } else { None }
}

/// A place's name without what follows its comma: "Irving, Texas".
fn qualified(form: &str) -> Option<Body> {
    let tokens = tokens(form);
    let comma = tokens.iter().position(|token| token.before.has(Gap::COMMA))?;
    body_of(form, &tokens[..comma])
}

/// The letters of an acronym; none where the form is none.
fn acronym(form: &str) -> Option<String> {
    let tokens = tokens(form);
    let [token] = tokens[..] else { return None };
    let letters = fold::fold(form).replace('.', "");
    (token.shape.all_caps() && (2..=8).contains(&letters.chars().count())).then_some(letters)
}

/// The initials of the words of a name, three or more.
fn initials(form: &str) -> Option<String> {
    let mut letters = String::new();
    for token in tokens(form) {
        if token.shape.has(Shape::UPPER) {
            letters.extend(fold::fold(token.span.of(form)).chars().next());
        }
    }
    (3..=8).contains(&letters.chars().count()).then_some(letters)
}

/// Acronyms that newspapers print without ever spelling them out, with their usual names.
const COMMON_ACRONYMS: [(&str, &str); 40] = [
    ("afp", "Agence France-Presse"),
    ("ap", "Associated Press"),
    ("ap", "The Associated Press"),
    ("asean", "Association of Southeast Asian Nations"),
    ("au", "African Union"),
    ("bbc", "British Broadcasting Corporation"),
    ("cbc", "Canadian Broadcasting Corporation"),
    ("cia", "Central Intelligence Agency"),
    ("cnn", "Cable News Network"),
    ("ecb", "European Central Bank"),
    ("eu", "European Union"),
    ("fbi", "Federal Bureau of Investigation"),
    ("fifa", "Fédération Internationale de Football Association"),
    ("fsb", "Federal Security Service"),
    ("gcc", "Gulf Cooperation Council"),
    ("iaea", "International Atomic Energy Agency"),
    ("icc", "International Criminal Court"),
    ("icrc", "International Committee of the Red Cross"),
    ("idf", "Israel Defense Forces"),
    ("idf", "Israel Defence Forces"),
    ("imf", "International Monetary Fund"),
    ("irgc", "Islamic Revolutionary Guard Corps"),
    ("nasa", "National Aeronautics and Space Administration"),
    ("nato", "North Atlantic Treaty Organization"),
    ("nsa", "National Security Agency"),
    ("oecd", "Organisation for Economic Co-operation and Development"),
    ("opcw", "Organisation for the Prohibition of Chemical Weapons"),
    ("opec", "Organization of the Petroleum Exporting Countries"),
    ("osce", "Organization for Security and Co-operation in Europe"),
    ("pkk", "Kurdistan Workers' Party"),
    ("plo", "Palestine Liberation Organization"),
    ("un", "United Nations"),
    ("unesco", "United Nations Educational, Scientific and Cultural Organization"),
    ("unhcr", "United Nations High Commissioner for Refugees"),
    ("unicef", "United Nations Children's Fund"),
    ("unrwa", "United Nations Relief and Works Agency"),
    ("wfp", "World Food Programme"),
    ("who", "World Health Organization"),
    ("who", "World Health Organisation"),
    ("wto", "World Trade Organization"),
];

fn is_common(letters: &str, name: &str) -> bool {
    COMMON_ACRONYMS.iter().any(|(acronym, common)| *acronym == letters && fold::fold(common) == fold::fold(name))
}

/// A person's name of two words or more.
struct Person {
    given: String,
    middle: Vec<String>,
    surname: String,
}

/// Words behind a person's name.
const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Given names and their short forms, as English ones go.
const SHORT_FORMS: [(&str, &[&str]); 24] = [
    ("alexander", &["alex"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony"]),
    ("benjamin", &["ben", "benny"]),
    ("christopher", &["chris"]),
    ("daniel", &["dan", "danny"]),
    ("david", &["dave"]),
    ("donald", &["don"]),
    ("edward", &["ed", "eddie", "ted"]),
    ("elizabeth", &["liz", "beth"]),
    ("gregory", &["greg"]),
    ("james", &["jim", "jimmy"]),
    ("jeffrey", &["jeff"]),
    ("joseph", &["joe", "joey"]),
    ("kenneth", &["ken"]),
    ("michael", &["mike", "mick"]),
    ("nicholas", &["nick"]),
    ("patrick", &["pat"]),
    ("richard", &["rick", "dick"]),
    ("robert", &["rob", "bob", "bobby"]),
    ("ronald", &["ron"]),
    ("stephen", &["steve"]),
    ("thomas", &["tom", "tommy"]),
    ("william", &["will", "bill", "billy"]),
];

impl Person {
    fn of(form: &str) -> Option<Person> {
        let tokens = tokens(form);
        if !(2..=6).contains(&tokens.len()) || !tokens[0].shape.has(Shape::UPPER) {
            return None;
        }
        let word = |token: &Token| {
            let word = fold::fold(token.span.of(form)).replace('.', "");
            if hyphened(token) && !lexicon::part(token.hash).is(Part::PARTICLE) { format!("-{word}") } else { word }
        };
        let mut words: Vec<String> = tokens.iter().map(word).collect();
        while words.len() > 2 && words.last().is_some_and(|last| GENERATIONS.contains(&&**last)) {
            words.pop();
        }
        let surname = words.pop()?;
        let mut words = words.into_iter();
        let given = words.next()?;
        let middle = words.filter(|word| !lexicon::part(fold::hash_folded(word.as_bytes())).is(Part::PARTICLE)).collect();
        Some(Person { given, middle, surname })
    }

    /// The keys of a person: with the long form of the given name, and with its initial.
    fn keys(&self) -> [u64; 2] {
        let key = |given: &str| fold::hash_joined(keyed(PERSON, given), fold::hash_folded(self.surname.as_bytes()));
        [key(long_form(&self.given)), key(&initial(&self.given))]
    }

    /// How this person's name licenses the other form.
    fn licence(&self, form: &Person) -> Option<Licence> {
        if self.surname != form.surname {
            return None;
        }
        // Of several middle names in both, each must be the other's or its initial.
        let short = |a: &str, b: &str| a == b || a == initial(b) || initial(a) == b;
        let both = !self.middle.is_empty() && !form.middle.is_empty();
        let agree = self.middle.len() == form.middle.len() && self.middle.iter().zip(&form.middle).all(|(a, b)| short(a, b));
        if both && !agree {
            return None;
        }
        let more = !both && form.middle.iter().any(|middle| middle.chars().count() > 1);
        match () {
            () if self.given == form.given && !more => Some(Licence::Middle),
            () if self.given == form.given => Some(Licence::Inserted),
            () if long_form(&self.given) == long_form(&form.given) => Some(Licence::Diminutive),
            () if form.given == initial(&self.given) && form.given != self.given => Some(Licence::Initial),
            () => None,
        }
    }
}

fn long_form(given: &str) -> &str {
    SHORT_FORMS.iter().find(|(_, short)| short.contains(&given)).map_or(given, |(long, _)| long)
}

fn initial(word: &str) -> String {
    word.chars().take(1).collect()
}

/// The entries of some licensed names.
pub fn entries(licensed: &[Licensed]) -> Vec<EntryIx> {
    licensed.iter().map(|licensed| licensed.name.entry).collect()
}
