//! Unknown names: whether enough speaks for a name, and a guess of its kind.

use rustc_hash::FxHashMap;

use super::Document;
use super::people::may_be_person;
use crate::gazetteer::Kind;
use crate::reading::candidate::{Cues, Item, What};
use crate::reading::{Mention, Reason, Status};
use crate::text::words;

impl Document<'_> {
    /// What no entry explains.
    pub(super) fn unknown(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        match item.what {
            What::Known(_) => self.unsupported(item),
            What::Country(_) if self.english => Some(country(item)),
            What::Unknown if self.english && self.is_name(item) => Some(unknown(item)),
            _ => None,
        }
    }

    /// A listed form that nothing supports: unknown, unless it is an ordinary word.
    fn unsupported(&self, item: &Item) -> Option<Mention> {
        let What::Known(known) = item.what else { return None };
        let ordinary =
            item.cues.has(Cues::ORDINARY) || item.cues.has(Cues::INITIAL.or(Cues::HEADLINE)) && words::ordinary(item.whole);
        let used = known.names(self.gazetteer.tables()).find(|used| !used.declined)?;
        (!ordinary || item.cues.has(Cues::TITLED)).then_some(Mention {
            span: item.span,
            kind: used.kind,
            status: Status::Unresolved,
            reason: Reason::Weak { name: used.name },
        })
    }

    /// Whether enough speaks for a name.
    pub(super) fn is_name(&self, item: &Item) -> bool {
        let cues = item.cues;
        let placed = cues.has(Cues::INITIAL.or(Cues::HEADLINE));
        let elsewhere = self.capitals.get(&item.whole).copied().unwrap_or_default();
        if item.words() > 1 {
            return !cues.has(Cues::ORDINARY)
                || cues.has(Cues::WORK)
                || elsewhere > u32::from(!placed)
                || !placed
                || (cues.has(Cues::GOES_ON) && !cues.has(Cues::HEADLINE))
                || (cues.has(Cues::BODY.or(Cues::PLACE).or(Cues::EVENT).or(Cues::DESIGNATION)) && !cues.has(Cues::HEADLINE));
        }
        if cues.has(Cues::ORDINARY) {
            // Longer words in capitals are stressed, not abbreviated, and so may be words of the language itself.
            let short = item.span.len() <= 5 && (!cues.has(Cues::FUNCTION) || self.introduced.contains(&item.whole));
            let acronym = cues.has(Cues::ACRONYM) && short && !cues.has(Cues::LABEL);
            let seen = elsewhere > u32::from(!placed) && !cues.has(Cues::PLURAL);
            // "Thunderbolt cost …" after "Operation Thunderbolt"
            let part_of = cues.has(Cues::ACTS) && self.tails.contains(&item.whole) && !cues.has(Cues::OFFICIAL);
            let unique = cues.has(Cues::UNIQUE) && (!placed || cues.has(Cues::ACTS));
            return unique && !cues.has(Cues::HEADLINE)
                || cues.has(Cues::DATELINE.or(Cues::SCORE))
                || !cues.has(Cues::HEADLINE)
                    && (cues.has(Cues::TITLED)
                        || acronym
                        || seen
                        || part_of
                        || (!placed && !cues.has(Cues::LABEL.or(Cues::OFFICIAL).or(Cues::FUNCTION))));
        }
        elsewhere > 0 || self.offered.lower.binary_search(&item.whole).is_err()
    }
}

/// A country that the gazetteer has no entry for.
fn country(item: &Item) -> Mention {
    let reason = Reason::Unknown("it is a country");
    Mention { span: item.span, kind: Kind::Place, status: Status::Unresolved, reason }
}

/// An unknown name, with a guess of its kind.
fn unknown(item: &Item) -> Mention {
    let (_, kind, why) = guess(item);
    Mention { span: item.span, kind, status: Status::Unresolved, reason: Reason::Unknown(why) }
}

/// Why a holiday is a name.
pub const HOLIDAY: &str = "it is a holiday";

/// How much speaks for a guess (more is better), the kind, and why.
fn guess(item: &Item) -> (u8, Kind, &'static str) {
    let cues = item.cues;
    let one = item.words() == 1;
    let headed = cues.has(Cues::BODY.or(Cues::PLACE).or(Cues::EVENT));
    match () {
        () if cues.has(Cues::COMPANY) => (5, Kind::Organisation, "it closes like the name of a company"),
        () if cues.has(Cues::HOLIDAY) => (5, Kind::Event, HOLIDAY),
        // "the Prime Minister Shinzo Abe Bridge" is no person
        () if cues.has(Cues::TITLED) && !(item.words() > 2 && headed) => (5, Kind::Person, "a title stands before it"),
        () if cues.has(Cues::BODY) => (4, Kind::Organisation, "it ends like the name of a body"),
        () if cues.has(Cues::EVENT) => (4, Kind::Event, "it is formed like the name of an event"),
        () if cues.has(Cues::PLACE) => (4, Kind::Place, "it is formed like the name of a place"),
        () if cues.has(Cues::CITY.or(Cues::DATELINE)) => (3, Kind::Place, "it is the name of a city or state"),
        () if cues.has(Cues::WORK) => (3, Kind::Other, "it stands in quotation marks, written like the title of a work"),
        () if may_be_person(item) && cues.has(Cues::FORENAME) => (3, Kind::Person, "it begins with a given name"),
        () if cues.has(Cues::TEAM) => (3, Kind::Organisation, "it ends like the name of a team"),
        () if cues.has(Cues::DESIGNATION) => (2, Kind::Weapon, "it is written like a designation"),
        () if cues.has(Cues::ACRONYM) => (2, Kind::Organisation, "it is an acronym"),
        () if cues.has(Cues::SPEAKS) && (one || may_be_person(item)) => (2, Kind::Person, "a verb of saying stands beside it"),
        () if cues.has(Cues::LOCATED) && item.words() <= 3 => (2, Kind::Place, "something is said to be there"),
        () if cues.has(Cues::SCORE) => (1, Kind::Organisation, "a result stands behind it"),
        () if may_be_person(item) => (1, Kind::Person, "it is a run of capitalised words"),
        () if !one => (1, Kind::Organisation, "it is a run of capitalised words"),
        () if cues.has(Cues::INITIAL) => (0, Kind::Other, "it is no English word"),
        () => (0, Kind::Other, "it is capitalised in mid-sentence"),
    }
}

/// Lets every unknown name have the kind that most speaks for where the article writes it, and a part of a
/// longer name that of the whole: "Harland" after "Harland Foods NV".
pub(super) fn share_kinds(items: &[Item], mentions: &mut [Option<Mention>]) {
    let mut best: FxHashMap<u64, (u8, Kind, &'static str)> = FxHashMap::default();
    let guessed = |item: &Item, mention: &Option<Mention>| {
        matches!(item.what, What::Unknown)
            && mention.as_ref().is_some_and(|m| m.status == Status::Unresolved && matches!(m.reason, Reason::Unknown(_)))
    };
    for (item, _) in items.iter().zip(mentions.iter()).filter(|(item, mention)| guessed(item, mention)) {
        let guess = guess(item);
        let known = best.entry(item.whole).or_insert(guess);
        if guess.0 > known.0 {
            *known = guess;
        }
        if item.words() > 1 && matches!(guess.1, Kind::Organisation | Kind::Event) && guess.0 > 2 {
            for part in [item.given, item.tail] {
                let of_whole = (1, guess.1, "it is part of a longer name");
                let known = best.entry(part).or_insert(of_whole);
                if known.0 < 1 {
                    *known = of_whole;
                }
            }
        }
    }
    for (item, mention) in items.iter().zip(mentions).filter(|(item, mention)| guessed(item, mention)) {
        let shared = best.get(&item.whole).filter(|shared| shared.0 > guess(item).0);
        if let (Some(mention), Some(&(_, kind, why))) = (mention.as_mut(), shared) {
            (mention.kind, mention.reason) = (kind, Reason::Unknown(why));
        }
    }
}
