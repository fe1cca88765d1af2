//! Reads the fields of one block into an [`Entry`], by hand, so that every value keeps its place.
//!
//! What is wrong with one field or one name is a finding there, and the rest of the entry is used.

mod values;

use std::sync::Arc;

use rustc_hash::FxHashSet;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::date::Date;
use super::entry::{Entry, Holders, Kind, Name, NameUse, Provenance, Relation, Role, Status};
use super::report::Report;
use super::words::either;
use super::{fields, lints};
use crate::settings::Settings;
use crate::text::Span;

type Value<'t> = Spanned<DeValue<'t>>;
type Key<'t> = Spanned<DeString<'t>>;

/// Reads the blocks of one file.
pub(super) struct BlockReader<'a, 'r> {
    pub text: &'a str,
    pub settings: &'a Settings,
    pub report: &'r mut Report<'a>,
    /// Strings written with escapes, so that their words in the file are not what they say.
    pub otherwise: Vec<(Span, Arc<str>)>,
    /// Where every value stands, if their own places are not known.
    pub place: Option<Span>,
    /// Words that come again and again (ids, languages, sources) are kept once.
    shared: FxHashSet<Arc<str>>,
    /// Where the block begins in the file.
    base: u32,
    id: Arc<str>,
}

/// The words for `holders`.
const HOLDERS: &[(&str, Holders)] = &[("one", Holders::One), ("many", Holders::Many)];

/// A date with its place.
type Dated = Option<(Date, Span)>;

impl<'a, 'r> BlockReader<'a, 'r> {
    pub fn new(text: &'a str, settings: &'a Settings, report: &'r mut Report<'a>) -> BlockReader<'a, 'r> {
        BlockReader {
            text,
            settings,
            report,
            otherwise: Vec::new(),
            place: None,
            shared: FxHashSet::default(),
            base: 0,
            id: Arc::from(""),
        }
    }

    /// Reads the table of the block that begins at byte `base`. None where it has no name.
    pub fn entry(&mut self, base: u32, id: &str, header: Span, block: Span, table: &DeTable<'_>) -> Option<Entry> {
        self.base = base;
        self.id = Arc::from(id);
        let mut entry = Entry::blank(Arc::clone(&self.id), header, block);
        entry.end = Some(
            self.line_end(table.iter().map(|(_, value)| value.span().end).max().map_or(header.end, |end| end as u32 + base)),
        );
        let (mut house, mut kind) = (None, None);
        let (mut from, mut until): (Dated, Dated) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "kind" => kind = self.string("kind", value),
                "name" => house = self.name("name", value),
                "description" => entry.description = self.string("description", value).map(|(words, _)| words),
                "names" => {
                    for item in items(value) {
                        entry.names.extend(self.name("names", item));
                    }
                }
                "roles" => {
                    for item in items(value) {
                        entry.roles.extend(self.role(item));
                    }
                }
                "of" => entry.of = self.id("of", value),
                "holders" => entry.holders = self.choice("holders", value, HOLDERS).unwrap_or_default(),
                "not" => entry.not = self.ids("not", value),
                "formerly" => entry.formerly = self.ids("formerly", value),
                "profile" => entry.profile = self.id("profile", value),
                "links" => self.links(value, &mut entry),
                "topics" => entry.topics = items(value).iter().filter_map(|item| self.shared_string("topics", item)).collect(),
                "from" | "born" | "founded" => from = self.first_said(from, key, value),
                "until" | "died" | "dissolved" => until = self.first_said(until, key, value),
                relation if fields::RELATIONS.iter().any(|field| field.name == relation) => {
                    for item in items(value) {
                        entry.relations.extend(self.relation(relation, item));
                    }
                }
                _ if self.provenance(&mut entry.provenance, key, value) => {}
                _ => self.unknown_field(key, table, &[fields::ENTRY, fields::RELATIONS, fields::PROVENANCE]),
            }
        }
        // The parser sorts fields by name.
        entry.relations.sort_by_key(|relation| relation.to.span);
        (entry.from, entry.until) = self.stretch(from, until);
        self.kind(&mut entry, kind);
        self.house_form(&mut entry, house, table.contains_key("name"));
        for name in &entry.names {
            lints::weak_name::check(name, &entry, self.report);
        }
        (!entry.names.is_empty()).then_some(entry)
    }

    fn house_form(&mut self, entry: &mut Entry, house: Option<Name>, said: bool) {
        if let Some(mut house) = house {
            house.usage = NameUse::House;
            entry.names.insert(0, house);
            return;
        }
        if said && entry.names.is_empty() {
            return; // what is wrong with the name was said there
        }
        let message = match entry.names.first_mut() {
            Some(first) => {
                first.usage = NameUse::House;
                format!("This entry has no `name`; “{}” is taken for it. Add name = \"…\" with the form you print.", first.form)
            }
            None => "This entry has no `name`. Add name = \"…\" with the form you print.".to_owned(),
        };
        if !said {
            self.add(lints::BROKEN, entry.header, message);
        }
    }

    fn kind(&mut self, entry: &mut Entry, kind: Option<(Arc<str>, Span)>) {
        let Some((word, span)) = kind else {
            let message = format!("This entry has no `kind`; it is taken for kind \"other\". Kinds are {}.", all_kinds());
            self.add("unknown-kind", entry.header, message);
            return;
        };
        if let Some(kind) = Kind::parse(&word) {
            entry.kind = kind;
        } else if let Some(&under) = self.settings.kinds.get(&*word) {
            entry.kind = under;
            entry.custom_kind = Some(self.share(&word));
        } else {
            lints::unknown_kind::check(&word, span, self.settings, &self.id, self.report);
        }
    }

    /// One written form: a string, or a table with `form`.
    fn name(&mut self, field: &str, value: &Value<'_>) -> Option<Name> {
        let mut name = Name {
            form: Arc::from(""),
            usage: NameUse::Spelling,
            lang: None,
            exact_case: false,
            weak: false,
            from: None,
            until: None,
            provenance: None,
            span: self.span(value),
        };
        let mut form = None;
        if let DeValue::Table(table) = value.get_ref() {
            let (mut from, mut until): (Dated, Dated) = (None, None);
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "form" => form = self.string("form", value),
                    "as" => name.usage = self.choice("as", value, &NameUse::WRITABLE).unwrap_or_default(),
                    "lang" => name.lang = self.shared_string("lang", value),
                    "case" => name.exact_case = self.choice("case", value, &[("exact", true)]).unwrap_or_default(),
                    "weak" => name.weak = self.flag("weak", value),
                    "from" => from = self.date("from", value),
                    "until" => until = self.date("until", value),
                    _ if self.provenance(&mut name.provenance, key, value) => {}
                    _ => self.unknown_field(key, table, &[fields::NAME, fields::PROVENANCE]),
                }
            }
            (name.from, name.until) = self.stretch(from, until);
            if form.is_none() {
                if !table.contains_key("form") {
                    self.add(lints::BROKEN, name.span, "This name has no `form`: write { form = \"…\" }.");
                }
                return None;
            }
        } else {
            form = self.string(field, value);
        }
        let (words, span) = form?;
        if !words.chars().any(char::is_alphanumeric) {
            self.add(lints::BROKEN, span, "A name needs a letter or a digit.");
            return None;
        }
        name.form = words;
        name.span = span;
        Some(name)
    }

    /// One role: a table with `post`, or the post's id alone.
    fn role(&mut self, value: &Value<'_>) -> Option<Role> {
        let span = self.span(value);
        let DeValue::Table(table) = value.get_ref() else {
            let post = self.id("roles", value)?;
            return Some(Role { post, from: None, until: None, acting: false, provenance: None, span, fields_end: None });
        };
        let (mut post, mut acting, mut provenance) = (None, false, None);
        let (mut from, mut until): (Dated, Dated) = (None, None);
        let mut fields_end = None;
        for (key, value) in table {
            fields_end = fields_end.max(Some(self.span(value).end));
            match key.get_ref().as_ref() {
                "post" => post = self.id("post", value),
                "from" => from = self.date("from", value),
                "until" => until = self.date("until", value),
                flag @ ("acting" | "interim") => acting |= self.flag(flag, value),
                _ if self.provenance(&mut provenance, key, value) => {}
                _ => self.unknown_field(key, table, &[fields::ROLE, fields::PROVENANCE]),
            }
        }
        if post.is_none() && !table.contains_key("post") {
            self.add(lints::BROKEN, span, "This role has no `post`: write { post = \"id-of-the-post\" }.");
        }
        let (from, until) = self.stretch(from, until);
        Some(Role { post: post?, from, until, acting, provenance, span, fields_end })
    }

    /// One tie: an id, or a table with `id`.
    fn relation(&mut self, relation: &str, value: &Value<'_>) -> Option<Relation> {
        let name = self.share(relation);
        let DeValue::Table(table) = value.get_ref() else {
            let to = self.id(relation, value)?;
            return Some(Relation { relation: name, to, from: None, until: None, provenance: None });
        };
        let (mut to, mut provenance) = (None, None);
        let (mut from, mut until): (Dated, Dated) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                key @ ("id" | "to") => to = self.id(key, value),
                "from" => from = self.date("from", value),
                "until" => until = self.date("until", value),
                _ if self.provenance(&mut provenance, key, value) => {}
                _ => self.unknown_field(key, table, &[fields::RELATION, fields::PROVENANCE]),
            }
        }
        if to.is_none() && !table.contains_key("id") && !table.contains_key("to") {
            let message = format!("This `{relation}` has no `id`: write {{ id = \"id-of-the-other-entry\" }}.");
            self.add(lints::BROKEN, self.span(value), message);
        }
        let (from, until) = self.stretch(from, until);
        Some(Relation { relation: name, to: to?, from, until, provenance })
    }

    fn links(&mut self, value: &Value<'_>, entry: &mut Entry) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type("links", "a table such as { wikidata = \"Q1\" }", value);
        };
        for (key, value) in table {
            if let Some((words, _)) = self.string(key.get_ref(), value) {
                let key = self.share(key.get_ref());
                entry.links.insert(key, words);
            }
        }
    }

    /// Takes the field if it is one of [`fields::PROVENANCE`].
    fn provenance(&mut self, provenance: &mut Option<Box<Provenance>>, key: &Key<'_>, value: &Value<'_>) -> bool {
        let field = key.get_ref().as_ref();
        if !fields::PROVENANCE.iter().any(|known| known.name == field) {
            return false;
        }
        let said = provenance.get_or_insert_default();
        match field {
            "source" => said.source = self.shared_string(field, value),
            "checked" => said.checked = self.date(field, value).map(|(date, _)| date),
            "by" => said.by = self.shared_string(field, value),
            "note" => said.note = self.string(field, value).map(|(words, _)| words),
            "certainty" => said.certainty = self.shared_string(field, value),
            _ => said.status = self.choice(field, value, &[("draft", Status::Draft), ("reviewed", Status::Reviewed)]),
        }
        true
    }
}

/// The items of a list; a value that is none is its own only item.
fn items<'v, 't>(value: &'v Value<'t>) -> &'v [Value<'t>] {
    match value.get_ref() {
        DeValue::Array(items) => items,
        _ => std::slice::from_ref(value),
    }
}

/// The built-in kinds in words.
fn all_kinds() -> String {
    either(&Kind::ALL.map(Kind::as_str))
}
