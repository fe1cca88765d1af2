//! The titles of a post: its names, and what is left of them without the country or body.
//!
//! "Russian Foreign Minister", "Foreign Minister of Russia" and "Minister of Foreign Affairs of the
//! Russian Federation" all leave "foreign minister", which means the post wherever Russia stands beside
//! it: as an adjective, a possessive, or behind "of".

use super::STEPS;
use super::words::{Words, word};
use crate::gazetteer::{EntryIx, Gazetteer, Kind};
use crate::text::Span;
use crate::text::nations::{self, NationIx};
use crate::text::token::{Token, tokenise};

/// A country or body that a post belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Owner {
    /// An entry of the gazetteer.
    Entry(EntryIx),
    /// A nation of the built-in vocabulary.
    Nation(NationIx),
}

/// A title of a post.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Form {
    /// The post.
    pub post: EntryIx,
    /// The country or body whose name stands in the name of the post.
    pub owner: Option<Owner>,
    /// That name is among the words; else it has been taken off them.
    pub whole: bool,
    /// The words mean the post by themselves, as far as the person named beside them allows.
    pub bare: bool,
    /// The words are said of so many offices that only this very owner beside them makes them this one.
    pub generic: bool,
}

/// Titles of the heads of bodies, for which "chief" and "head" are said too.
const TOP: [&str; 8] = [
    "chief of staff",
    "chief of general staff",
    "commander",
    "commander in chief",
    "director",
    "director general",
    "secretary general",
    "head",
];

/// Heads of states and governments: as one word or two, they are said of countries first of all.
const STATE: [&str; 9] =
    ["president", "king", "emir", "sultan", "chancellor", "emperor", "pope", "prime minister", "crown prince"];

/// Titles that bodies of all sorts have.
const GENERIC: [&str; 27] = [
    "ambassador",
    "governor",
    "commander",
    "secretary",
    "director",
    "minister",
    "envoy",
    "special envoy",
    "representative",
    "special representative",
    "member",
    "adviser",
    "leader",
    "head",
    "chief",
    "chair",
    "spokesperson",
    "commissioner",
    "coordinator",
    "boss",
    "deputy",
    "officer",
    "official",
    "negotiator",
    "director general",
    "secretary general",
    "managing director",
];

/// What a post belongs to, and what that is part of: entries, and the nations that they are.
pub(super) fn owners(gazetteer: &Gazetteer, post: EntryIx) -> Box<[Owner]> {
    let parent = |at: &EntryIx| {
        let record = gazetteer.entry(*at);
        let parent = record.of.as_ref().or_else(|| record.relations.iter().find(|r| &*r.relation == "part_of").map(|r| &r.to));
        parent.and_then(|parent| gazetteer.find(&parent.id))
    };
    let entries = std::iter::successors(parent(&post), parent).take(STEPS);
    let mut owners: Vec<Owner> = Vec::new();
    for entry in entries {
        owners.push(Owner::Entry(entry));
        if gazetteer.entry(entry).kind == Kind::Place {
            owners.extend(gazetteer.entry(entry).names.iter().filter_map(|name| nation(&name.form)).map(Owner::Nation));
        }
    }
    owners.sort_unstable();
    owners.dedup();
    owners.into()
}

/// The nation of that name.
fn nation(name: &str) -> Option<NationIx> {
    let tokens = tokens(name);
    let found = nations::at_start(name, &tokens)?;
    found.nation.filter(|_| found.country && found.count == tokens.len())
}

fn tokens(words: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenise(words, Span::new(0, words.len() as u32), &mut tokens);
    tokens
}

/// Calls back with every title of a post.
pub(super) fn of_post(gazetteer: &Gazetteer, post: EntryIx, owners: &[Owner], mut add: impl FnMut(Words, Form)) {
    let entry = gazetteer.entry(post);
    let body = entry.of.as_ref().and_then(|of| gazetteer.find(&of.id));
    let state = body.is_none_or(|body| gazetteer.entry(body).kind == Kind::Place);
    for name in &entry.names {
        let tokens = tokens(&name.form);
        let whole = Words::of(&tokens);
        let found = owner_at_start(gazetteer, &name.form, &tokens, owners)
            .or_else(|| owner_at_end(gazetteer, &name.form, &tokens, owners));
        let Some((core, owner)) = found else {
            // "GOC Operations" says all; "Foreign Minister" is a form that needs support.
            let own = owner_inside(gazetteer, &name.form, &tokens, owners);
            let generic = own.is_none() && !owners.is_empty() && !name.weak && is_generic(&whole, state);
            add(whole, Form { post, owner: own, whole: own.is_some() || (!name.weak && owners.is_empty()), bare: true, generic });
            continue;
        };
        add(whole, Form { post, owner: Some(owner), whole: true, bare: true, generic: false });
        let core = Words::of(core);
        let generic = is_generic(&core, state);
        add(core, Form { post, owner: Some(owner), whole: false, bare: !generic, generic });
        if !state && TOP.iter().any(|top| key(top) == core.key()) {
            for short in ["chief", "head", "boss"] {
                add(Words::of(&self::tokens(short)), Form { post, owner: Some(owner), whole: false, bare: false, generic: true });
            }
        }
    }
}

/// Whether so many offices are called by the words that they mean nothing by themselves.
fn is_generic(words: &Words, state: bool) -> bool {
    let said_of_many = |list: &[&str]| list.iter().any(|title| key(title) == words.key());
    said_of_many(&GENERIC) || (!state && said_of_many(&STATE))
}

fn key(title: &str) -> u64 {
    Words::of(&tokens(title)).key()
}

/// The rest of a name behind the owner it starts with: "Russian | Foreign Minister".
fn owner_at_start<'t>(gazetteer: &Gazetteer, name: &str, tokens: &'t [Token], owners: &[Owner]) -> Option<(&'t [Token], Owner)> {
    let (length, owner) = owner_at(gazetteer, name, tokens, owners)?;
    (length < tokens.len()).then(|| (&tokens[length..], owner))
}

/// The rest of a name before the owner it ends with: "Foreign Minister | of Russia".
fn owner_at_end<'t>(gazetteer: &Gazetteer, name: &str, tokens: &'t [Token], owners: &[Owner]) -> Option<(&'t [Token], Owner)> {
    (1..tokens.len()).find_map(|at| {
        let (length, owner) = owner_at(gazetteer, name, &tokens[at..], owners)?;
        let before = if tokens[at - 1].hash == word("the") { at - 1 } else { at };
        let of = before.checked_sub(1).filter(|&of| of > 0 && [word("of"), word("for")].contains(&tokens[of].hash))?;
        (at + length == tokens.len()).then(|| (&tokens[..of], owner))
    })
}

/// The owner whose name stands in the midst of a name: "Head of the IDF Operations Directorate".
fn owner_inside(gazetteer: &Gazetteer, name: &str, tokens: &[Token], owners: &[Owner]) -> Option<Owner> {
    (1..tokens.len()).find_map(|at| owner_at(gazetteer, name, &tokens[at..], owners)).map(|(_, owner)| owner)
}

/// The longest owner's name that the tokens start with, and how many of them it takes.
fn owner_at(gazetteer: &Gazetteer, name: &str, tokens: &[Token], owners: &[Owner]) -> Option<(usize, Owner)> {
    let mut best: Option<(usize, Owner)> = None;
    if let Some(found) = nations::at_start(name, tokens)
        && let Some(nation) = found.nation
    {
        let entry = gazetteer.countries().entry(nation).map(Owner::Entry);
        let known = entry.into_iter().chain([Owner::Nation(nation)]).find(|owner| owners.contains(owner));
        best = known.or_else(|| owners.is_empty().then_some(Owner::Nation(nation))).map(|owner| (found.count, owner));
    }
    for owner in owners {
        let Owner::Entry(entry) = owner else { continue };
        for form in &gazetteer.entry(*entry).names {
            let form = self::tokens(&form.form);
            let form = if form.first().is_some_and(|first| first.hash == word("the")) { &form[1..] } else { &form[..] };
            let same = !form.is_empty() && form.len() <= tokens.len() && form.iter().zip(tokens).all(|(a, b)| a.hash == b.hash);
            if same && best.is_none_or(|(length, _)| form.len() > length) {
                best = Some((form.len(), *owner));
            }
        }
    }
    best
}
