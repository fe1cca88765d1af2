//! An entry as the compiled file keeps it: without places (all of an entry is in one line of its source), its words
//! borrowed from the file while it is read.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::gazetteer::date::Date;
use crate::gazetteer::entry::{Holders, Provenance, Relation, Status};
use crate::gazetteer::{Entry, IdRef, Kind, Name, NameUse, Role};
use crate::text::Span;

/// An entry with its place in its source.
#[derive(Serialize, Deserialize)]
pub struct Record<'a> {
    /// Its line in the source, from 1.
    pub line: u32,
    /// The line's place in the source, in bytes.
    pub start: u32,
    pub len: u32,
    pub id: &'a str,
    kind: Kind,
    custom_kind: Option<&'a str>,
    description: Option<&'a str>,
    #[serde(borrow)]
    names: Vec<NameRecord<'a>>,
    #[serde(borrow)]
    roles: Vec<RoleRecord<'a>>,
    #[serde(borrow)]
    relations: Vec<RelationRecord<'a>>,
    #[serde(borrow)]
    not: Vec<&'a str>,
    #[serde(borrow)]
    pub formerly: Vec<&'a str>,
    of: Option<&'a str>,
    holders: Holders,
    from: Option<Date>,
    until: Option<Date>,
    profile: Option<&'a str>,
    #[serde(borrow)]
    pub links: Vec<(&'a str, &'a str)>,
    #[serde(borrow)]
    topics: Vec<&'a str>,
    weight: u32,
    #[serde(borrow)]
    provenance: Option<ProvenanceRecord<'a>>,
}

#[derive(Serialize, Deserialize)]
struct NameRecord<'a> {
    form: &'a str,
    usage: NameUse,
    lang: Option<&'a str>,
    exact_case: bool,
    weak: bool,
    from: Option<Date>,
    until: Option<Date>,
    #[serde(borrow)]
    provenance: Option<ProvenanceRecord<'a>>,
}

#[derive(Serialize, Deserialize)]
struct RoleRecord<'a> {
    post: &'a str,
    from: Option<Date>,
    until: Option<Date>,
    acting: bool,
    #[serde(borrow)]
    provenance: Option<ProvenanceRecord<'a>>,
}

#[derive(Serialize, Deserialize)]
struct RelationRecord<'a> {
    relation: &'a str,
    to: &'a str,
    from: Option<Date>,
    until: Option<Date>,
    #[serde(borrow)]
    provenance: Option<ProvenanceRecord<'a>>,
}

#[derive(Serialize, Deserialize)]
struct ProvenanceRecord<'a> {
    source: Option<&'a str>,
    checked: Option<Date>,
    by: Option<&'a str>,
    note: Option<&'a str>,
    certainty: Option<&'a str>,
    status: Option<Status>,
}

impl<'a> Record<'a> {
    /// The record of an entry that stands in that line of its source; the entry's block is the place of the line.
    pub fn of(entry: &'a Entry, line: u32) -> Record<'a> {
        Record {
            line,
            start: entry.block.start,
            len: entry.block.len(),
            id: &entry.id,
            kind: entry.kind,
            custom_kind: entry.custom_kind.as_deref(),
            description: entry.description.as_deref(),
            names: entry.names.iter().map(NameRecord::of).collect(),
            roles: entry.roles.iter().map(RoleRecord::of).collect(),
            relations: entry.relations.iter().map(RelationRecord::of).collect(),
            not: ids(&entry.not),
            formerly: ids(&entry.formerly),
            of: entry.of.as_ref().map(|of| &*of.id),
            holders: entry.holders,
            from: entry.from,
            until: entry.until,
            profile: entry.profile.as_ref().map(|profile| &*profile.id),
            links: entry.links.iter().map(|(name, value)| (&**name, &**value)).collect(),
            topics: entry.topics.iter().map(|topic| &**topic).collect(),
            weight: entry.weight,
            provenance: ProvenanceRecord::of(entry.provenance.as_deref()),
        }
    }

    /// The record in those bytes; none where they are none.
    pub fn read(bytes: &'a [u8]) -> Option<Record<'a>> {
        let record: Record<'a> = postcard::from_bytes(bytes).ok()?;
        record.start.checked_add(record.len)?;
        (!record.names.is_empty()).then_some(record)
    }

    /// Adds the record's bytes.
    pub fn write(&self, bytes: Vec<u8>) -> Vec<u8> {
        postcard::to_extend(self, bytes).expect("a vector takes all bytes, and the record's sequences know their lengths")
    }

    /// The entry. All its parts have the place of its line.
    pub fn entry(&self) -> Entry {
        let span = Span::new(self.start, self.start + self.len);
        let id = |id: &&str| IdRef { id: Arc::from(*id), span };
        Entry {
            id: Arc::from(self.id),
            kind: self.kind,
            custom_kind: self.custom_kind.map(Arc::from),
            description: self.description.map(Arc::from),
            names: self.names.iter().map(|name| name.name(span)).collect(),
            roles: self.roles.iter().map(|role| role.role(span)).collect(),
            relations: self.relations.iter().map(|relation| relation.relation(span)).collect(),
            not: self.not.iter().map(id).collect(),
            formerly: self.formerly.iter().map(id).collect(),
            of: self.of.as_ref().map(id),
            holders: self.holders,
            from: self.from,
            until: self.until,
            profile: self.profile.as_ref().map(id),
            links: self.links.iter().map(|&(name, value)| (Arc::from(name), Arc::from(value))).collect(),
            topics: self.topics.iter().map(|&topic| Arc::from(topic)).collect(),
            weight: self.weight,
            provenance: self.provenance.as_ref().map(|said| Box::new(said.provenance())),
            header: span,
            block: span,
            end: None,
        }
    }
}

fn ids(ids: &[IdRef]) -> Vec<&str> {
    ids.iter().map(|id| &*id.id).collect()
}

impl<'a> NameRecord<'a> {
    fn of(name: &'a Name) -> NameRecord<'a> {
        NameRecord {
            form: &name.form,
            usage: name.usage,
            lang: name.lang.as_deref(),
            exact_case: name.exact_case,
            weak: name.weak,
            from: name.from,
            until: name.until,
            provenance: ProvenanceRecord::of(name.provenance.as_deref()),
        }
    }

    fn name(&self, span: Span) -> Name {
        Name {
            form: Arc::from(self.form),
            usage: self.usage,
            lang: self.lang.map(Arc::from),
            exact_case: self.exact_case,
            weak: self.weak,
            from: self.from,
            until: self.until,
            provenance: self.provenance.as_ref().map(|said| Box::new(said.provenance())),
            span,
        }
    }
}

impl<'a> RoleRecord<'a> {
    fn of(role: &'a Role) -> RoleRecord<'a> {
        let Role { from, until, acting, .. } = *role;
        RoleRecord { post: &role.post.id, from, until, acting, provenance: ProvenanceRecord::of(role.provenance.as_deref()) }
    }

    fn role(&self, span: Span) -> Role {
        Role {
            post: IdRef { id: Arc::from(self.post), span },
            from: self.from,
            until: self.until,
            acting: self.acting,
            provenance: self.provenance.as_ref().map(|said| Box::new(said.provenance())),
            span,
            fields_end: None,
        }
    }
}

impl<'a> RelationRecord<'a> {
    fn of(relation: &'a Relation) -> RelationRecord<'a> {
        RelationRecord {
            relation: &relation.relation,
            to: &relation.to.id,
            from: relation.from,
            until: relation.until,
            provenance: ProvenanceRecord::of(relation.provenance.as_deref()),
        }
    }

    fn relation(&self, span: Span) -> Relation {
        Relation {
            relation: Arc::from(self.relation),
            to: IdRef { id: Arc::from(self.to), span },
            from: self.from,
            until: self.until,
            provenance: self.provenance.as_ref().map(|said| Box::new(said.provenance())),
        }
    }
}

impl<'a> ProvenanceRecord<'a> {
    fn of(provenance: Option<&'a Provenance>) -> Option<ProvenanceRecord<'a>> {
        provenance.map(|said| ProvenanceRecord {
            source: said.source.as_deref(),
            checked: said.checked,
            by: said.by.as_deref(),
            note: said.note.as_deref(),
            certainty: said.certainty.as_deref(),
            status: said.status,
        })
    }

    fn provenance(&self) -> Provenance {
        Provenance {
            source: self.source.map(Arc::from),
            checked: self.checked,
            by: self.by.map(Arc::from),
            note: self.note.map(Arc::from),
            certainty: self.certainty.map(Arc::from),
            status: self.status,
        }
    }
}

impl Serialize for Date {
    /// As it is written in a gazetteer.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let words = Cow::<'de, str>::deserialize(deserializer)?;
        Date::parse(&words).map_err(serde::de::Error::custom)
    }
}
