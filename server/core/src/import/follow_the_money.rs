//! `ftm`: FollowTheMoney entities, one a line, as `OpenSanctions` and others publish them (`entities.ftm.json`).
//!
//! What is said of two entities is an entity of its own there (an Occupancy, a Family …), and may stand before or behind
//! them. So a source is read twice: first what ties entities ([`edges`]), then the entities. The ties are all that
//! is kept in memory.

mod edges;
mod names;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Seek, SeekFrom};
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::lines::{self, Line};
use super::{Import, Imported, Problems, json};
use crate::gazetteer::date::Date;
use crate::gazetteer::entry::{Entry, Holders, IdRef, Kind, Provenance, Relation, Role};
use edges::{Edge, Edges, Tie};

/// The schemata of things with names, and what they are here. All others have no name that an article would use.
const KINDS: &[(&str, Kind)] = &[
    ("Person", Kind::Person),
    ("LegalEntity", Kind::Organisation),
    ("Organization", Kind::Organisation),
    ("Company", Kind::Organisation),
    ("PublicBody", Kind::Organisation),
    ("Vessel", Kind::Weapon),
    ("Airplane", Kind::Weapon),
    ("Vehicle", Kind::Weapon),
    ("Position", Kind::Post),
    ("Event", Kind::Event),
];

/// Properties that say which country a thing belongs to.
const COUNTRIES: [&str; 7] = ["country", "nationality", "citizenship", "mainCountry", "jurisdiction", "flag", "birthCountry"];

/// Properties with an id elsewhere, and the name of the list.
const LINKS: &[(&str, &str)] = &[
    ("wikidataId", "wikidata"),
    ("imoNumber", "imo"),
    ("mmsi", "mmsi"),
    ("leiCode", "lei"),
    ("innCode", "inn"),
    ("ogrnCode", "ogrn"),
    ("swiftBic", "swift"),
];

/// The most characters of a description.
const LONGEST_DESCRIPTION: usize = 300;

/// Reads a source: how many lines it has, and the newest date on which one of its entities was changed.
pub(super) fn read<R: BufRead + Seek>(
    source: &mut R,
    import: &Import,
    problems: &mut Problems,
    each: &mut dyn FnMut(Imported),
) -> io::Result<(u32, Option<Date>)> {
    let begin = source.stream_position()?;
    let mut edges = Edges::default();
    // What is wrong is told when the entities are read.
    lines::each(source, &mut Problems::default(), |line, _| {
        if edges::may_have(line.text)
            && let Ok(entity) = json::object(line.text)
        {
            edges.add(&Entity(&entity));
        }
        true
    })?;
    source.seek(SeekFrom::Start(begin))?;
    let mut newest = String::new();
    let lines = lines::each(source, problems, |line, problems| {
        match json::object(line.text) {
            Ok(table) => {
                let entity = Entity(&table);
                if let Some(changed) = entity.text("last_change").map(super::day)
                    && changed > newest.as_str()
                    && Date::parse(changed).is_ok()
                {
                    changed.clone_into(&mut newest);
                }
                if let Some(entry) = entry(&entity, line, import, &edges, problems) {
                    each(Imported { entry, line: line.number, span: line.span });
                }
            }
            Err(message) => problems.broken(line.number, line.span, message),
        }
        true
    })?;
    Ok((lines, Date::parse(&newest).ok()))
}

/// An entity as its line says it.
struct Entity<'t>(&'t DeTable<'t>);

impl<'t> Entity<'t> {
    /// A field beside the properties.
    fn text(&self, field: &str) -> Option<&'t str> {
        self.0.get(field).and_then(|value| value.get_ref().as_str()).filter(|words| !words.trim().is_empty())
    }

    /// The texts of a field beside the properties.
    fn texts(&self, field: &str) -> impl Iterator<Item = &'t str> {
        values(self.0.get(field).map(toml::Spanned::get_ref))
    }

    /// The values of a property; of nested entities their ids.
    fn all(&self, property: &str) -> impl Iterator<Item = &'t str> {
        let properties = self.0.get("properties").and_then(|value| value.get_ref().as_table());
        values(properties.and_then(|properties| properties.get(property)).map(toml::Spanned::get_ref))
    }

    /// The first value of a property.
    fn one(&self, property: &str) -> Option<&'t str> {
        self.all(property).next()
    }

    /// The date of the first of these properties that has one. Where a property has several, the most exact if they agree
    /// on the year; none if they do not.
    fn date(&self, properties: &[&str]) -> Option<Date> {
        properties.iter().find_map(|property| {
            let dates = self.all(property).map(super::day).filter(|words| Date::parse(words).is_ok());
            let mut dates: Vec<&str> = dates.collect();
            dates.sort_by_key(|words| std::cmp::Reverse(words.len()));
            let first = dates.first()?;
            let agree = dates.iter().all(|other| other.get(..4) == first.get(..4));
            agree.then(|| Date::parse(first).ok()).flatten()
        })
    }
}

/// The texts of a list, or the one text.
fn values<'t>(value: Option<&'t DeValue<'t>>) -> impl Iterator<Item = &'t str> {
    let (list, one) = match value {
        Some(DeValue::Array(list)) => (&**list, None),
        Some(DeValue::String(one)) => (&[][..], Some(one.as_ref())),
        _ => (&[][..], None),
    };
    let texts = list.iter().filter_map(|value| match value.get_ref() {
        DeValue::String(words) => Some(words.as_ref()),
        DeValue::Table(nested) => nested.get("id").and_then(|id| id.get_ref().as_str()),
        _ => None,
    });
    texts.chain(one).map(str::trim).filter(|words| !words.is_empty())
}

/// The entry of an entity; none for one that is no thing with a name.
fn entry(entity: &Entity<'_>, line: Line<'_>, import: &Import, edges: &Edges, problems: &mut Problems) -> Option<Entry> {
    let Some(schema) = entity.text("schema").filter(|_| entity.0.contains_key("properties")) else {
        problems.broken(
            line.number,
            line.span,
            "A FollowTheMoney entity has an `id`, a `schema` and `properties`; this line has not.",
        );
        return None;
    };
    let (_, kind) = *KINDS.iter().find(|(known, _)| *known == schema)?;
    let Some(id) = entity.text("id").map(str::trim) else {
        problems.broken(line.number, line.span, "This entity has no `id`; it is left out.");
        return None;
    };
    let names = names::of(entity, kind, import, line.span);
    if names.is_empty() {
        problems.broken(line.number, line.span, format!("This {schema} has no name; it is left out."));
        return None;
    }
    let reference = |id: &str| IdRef { id: Arc::from(id), span: line.span };
    let tie = |relation: &str, to: &str| Relation {
        relation: Arc::from(relation),
        to: reference(to),
        from: None,
        until: None,
        provenance: None,
    };
    let mut countries: Vec<String> =
        COUNTRIES.iter().flat_map(|property| entity.all(property)).map(str::to_ascii_lowercase).collect();
    let mut seen = std::collections::BTreeSet::new();
    countries.retain(|country| seen.insert(country.clone()));
    let mut relations: Vec<Relation> = countries.iter().map(|country| tie("country", country)).collect();
    relations.extend(entity.all("parent").map(|parent| tie("part_of", parent)));
    let (mut roles, mut notes) = (Vec::new(), Vec::new());
    for edge in edges.of(id) {
        match edge.tie {
            Tie::Role => roles.push(role(edge, line)),
            Tie::Note => notes.extend(edge.note.as_deref()),
            Tie::Relation(relation) => relations.push(Relation {
                from: edge.from,
                until: edge.until,
                provenance: said(None, edge.note.as_deref()),
                ..tie(relation, &edge.to)
            }),
        }
    }
    let datasets = entity.texts("datasets").collect::<Vec<_>>().join(", ");
    let checked = ["last_seen", "last_change"].iter().find_map(|field| Date::parse(super::day(entity.text(field)?)).ok());
    let source = entity.all("sourceUrl").chain(entity.all("publisherUrl")).next().map(Arc::from);
    let provenance = Provenance {
        source: source.or_else(|| (!datasets.is_empty()).then(|| Arc::from(datasets.as_str()))),
        checked,
        by: (!datasets.is_empty()).then(|| Arc::from(datasets.as_str())),
        note: (!notes.is_empty()).then(|| Arc::from(notes.join("; "))),
        ..Provenance::default()
    };
    Some(Entry {
        id: Arc::from(id),
        kind,
        custom_kind: None,
        description: description(entity),
        names,
        roles,
        relations,
        not: Vec::new(),
        formerly: entity.texts("referents").filter(|old| *old != id).map(reference).collect(),
        of: if kind == Kind::Post { entity.one("organization").map(reference) } else { None },
        // Nobody says of a Position how many hold it.
        holders: if kind == Kind::Post { Holders::Many } else { Holders::One },
        from: entity.date(&["birthDate", "incorporationDate", "inceptionDate", "buildDate", "startDate"]),
        until: entity.date(&["deathDate", "dissolutionDate", "endDate"]),
        profile: None,
        links: links(entity, id),
        topics: entity.all("topics").map(Arc::from).collect(),
        weight: 0,
        provenance: (provenance != Provenance::default()).then(|| Box::new(provenance)),
        header: line.span,
        block: line.span,
        end: None,
    })
}

/// The holding of a Position.
fn role(edge: &Edge, line: Line<'_>) -> Role {
    let post = IdRef { id: Arc::clone(&edge.to), span: line.span };
    let provenance = said(edge.source.as_deref(), edge.note.as_deref());
    Role { post, from: edge.from, until: edge.until, acting: false, provenance, span: line.span, fields_end: None }
}

/// A provenance with that source and note, if there is either.
fn said(source: Option<&str>, note: Option<&str>) -> Option<Box<Provenance>> {
    let provenance = Provenance { source: source.map(Arc::from), note: note.map(Arc::from), ..Provenance::default() };
    (provenance != Provenance::default()).then(|| Box::new(provenance))
}

/// What it is in a sentence: the summary or description, else the positions that a person is said to hold.
fn description(entity: &Entity<'_>) -> Option<Arc<str>> {
    let said = entity.all("summary").chain(entity.all("description")).next().map(str::to_owned);
    let positions = || entity.all("position").take(3).collect::<Vec<_>>().join("; ");
    let words = said.unwrap_or_else(positions);
    let end = words.char_indices().nth(LONGEST_DESCRIPTION).map(|(at, _)| at);
    let words = end.map_or(words.clone(), |end| format!("{}…", &words[..end]));
    (!words.is_empty()).then(|| Arc::from(words))
}

/// Ids elsewhere. The id of an entity may be that of Wikidata itself.
fn links(entity: &Entity<'_>, id: &str) -> BTreeMap<Arc<str>, Arc<str>> {
    let mut links = BTreeMap::new();
    for (property, list) in LINKS {
        if let Some(value) = entity.one(property) {
            links.insert(Arc::from(*list), Arc::from(value));
        }
    }
    let number = id.strip_prefix('Q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    if number {
        links.entry(Arc::from("wikidata")).or_insert_with(|| Arc::from(id));
    }
    links
}
