//! What ties entities: the schemata of FollowTheMoney that say something of two others.

use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Entity;
use crate::gazetteer::date::Date;

/// What an edge becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tie {
    /// A role of the holder; the other entity is the post.
    Role,
    /// A relation of that name.
    Relation(&'static str),
    /// A note.
    Note,
}

/// A schema that ties entities.
struct Schema {
    name: &'static str,
    /// The property with the entity that it is said of.
    of: &'static str,
    /// The property with the other one.
    to: &'static str,
    tie: Tie,
    /// The property with words about it.
    words: &'static str,
}

const fn schema(name: &'static str, of: &'static str, to: &'static str, tie: Tie, words: &'static str) -> Schema {
    Schema { name, of, to, tie, words }
}

const SCHEMATA: &[Schema] = &[
    schema("Occupancy", "holder", "post", Tie::Role, "status"),
    schema("Family", "person", "relative", Tie::Relation("family_of"), "relationship"),
    schema("Associate", "person", "associate", Tie::Relation("related_to"), "relationship"),
    schema("Membership", "member", "organization", Tie::Relation("member_of"), "role"),
    schema("Directorship", "director", "organization", Tie::Relation("works_for"), "role"),
    schema("Employment", "employee", "employer", Tie::Relation("works_for"), "role"),
    schema("Ownership", "asset", "owner", Tie::Relation("owned_by"), "percentage"),
    schema("Succession", "successor", "predecessor", Tie::Relation("succeeds"), "role"),
    schema("Representation", "agent", "client", Tie::Relation("related_to"), "role"),
    schema("UnknownLink", "subject", "object", Tie::Relation("related_to"), "role"),
    schema("Sanction", "entity", "entity", Tie::Note, "authority"),
];

/// Whether a line may hold one: a no is certain, and cheap.
pub(super) fn may_have(line: &str) -> bool {
    static NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let quoted = SCHEMATA.iter().map(|schema| format!("\"{}\"", schema.name));
        AhoCorasick::new(quoted).expect("a dozen words make an automaton")
    });
    NAMES.is_match(line)
}

/// Something that is said of an entity and another.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub tie: Tie,
    /// The id of the other.
    pub to: Arc<str>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Words about it.
    pub note: Option<Arc<str>>,
    pub source: Option<Arc<str>>,
}

/// All edges of a source, by the entity that they are said of.
#[derive(Debug, Default)]
pub(super) struct Edges {
    by_entity: FxHashMap<Arc<str>, Vec<Edge>>,
    /// Ids and words that come again are kept once.
    shared: FxHashSet<Arc<str>>,
}

impl Edges {
    /// The edges of an entity, in order of line.
    pub fn of(&self, id: &str) -> &[Edge] {
        self.by_entity.get(id).map_or(&[], Vec::as_slice)
    }

    /// Adds what the entity says of others, if it is of such a schema.
    pub fn add(&mut self, entity: &Entity<'_>) {
        let Some(schema) = entity.text("schema").and_then(|name| SCHEMATA.iter().find(|schema| schema.name == name)) else {
            return;
        };
        let from = entity.date(&["startDate", "date"]);
        let mut until = entity.date(&["endDate"]);
        let mut words = entity.one(schema.words).map(str::to_owned);
        match schema.tie {
            // "current" is what a role without an end is; "ended" is one with an end that nobody has written down.
            Tie::Role => {
                let status = words.take();
                if status.as_deref() == Some("ended") && until.is_none() {
                    let seen = ["last_change", "last_seen"].iter().find_map(|field| entity.text(field));
                    until = seen.and_then(|day| Date::parse(&format!("../{}", crate::import::day(day))).ok());
                }
                words = status.filter(|status| !matches!(status.as_str(), "current" | "ended"));
                words = words.map(|status| format!("status: {status}"));
            }
            Tie::Note => {
                let program = entity.one("program").map(|program| format!(" ({program})")).unwrap_or_default();
                let since = from.map(|from| format!(" since {from}")).unwrap_or_default();
                let lifted = until.map(|until| format!(" until {until}")).unwrap_or_default();
                words = words.map(|authority| format!("listed by {authority}{program}{since}{lifted}"));
            }
            Tie::Relation("owned_by") => words = words.map(|share| format!("{} %", share.trim_end_matches(['%', ' ']))),
            Tie::Relation(_) => {}
        }
        let note = words.map(|words| self.share(&words));
        let source = entity.one("sourceUrl").map(|source| self.share(source));
        for of in entity.all(schema.of) {
            for to in entity.all(schema.to) {
                let edge = Edge { tie: schema.tie, to: self.share(to), from, until, note: note.clone(), source: source.clone() };
                let of = self.share(of);
                self.by_entity.entry(of).or_default().push(edge);
            }
        }
    }

    fn share(&mut self, words: &str) -> Arc<str> {
        if let Some(known) = self.shared.get(words) {
            return Arc::clone(known);
        }
        let words: Arc<str> = Arc::from(words);
        self.shared.insert(Arc::clone(&words));
        words
    }
}
