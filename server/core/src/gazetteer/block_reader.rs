//! Reads the fields of one block into an [`Entry`], by hand, so that every value keeps its place.
//!
//! What is wrong with one field or one name is a finding there, and the rest of the entry is used.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::date::{Date, DateError};
use super::entry::{Entry, Holders, IdRef, Kind, Name, NameUse, Provenance, Relation, Role, Status};
use super::fields::{self, Field};
use super::report::Report;
use super::{lints, suggest, written_date};
use crate::finding::Finding;
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
    pub escaped: Vec<(Span, Arc<str>)>,
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
        BlockReader { text, settings, report, escaped: Vec::new(), shared: FxHashSet::default(), base: 0, id: Arc::from("") }
    }

    /// Reads the table of the block that begins at byte `base`. None where it has no name.
    pub fn entry(&mut self, base: u32, id: &str, header: Span, block: Span, table: &DeTable<'_>) -> Option<Entry> {
        self.base = base;
        self.id = self.share(id);
        let mut entry = Entry {
            id: Arc::clone(&self.id),
            kind: Kind::Other,
            custom_kind: None,
            description: None,
            names: Vec::new(),
            roles: Vec::new(),
            relations: Vec::new(),
            not: Vec::new(),
            formerly: Vec::new(),
            of: None,
            holders: Holders::One,
            from: None,
            until: None,
            profile: None,
            links: std::collections::BTreeMap::new(),
            provenance: None,
            header,
            block,
            end: None,
        };
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
            return Some(Role { post, from: None, until: None, acting: false, provenance: None, span });
        };
        let (mut post, mut acting, mut provenance) = (None, false, None);
        let (mut from, mut until): (Dated, Dated) = (None, None);
        for (key, value) in table {
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
        Some(Role { post: post?, from, until, acting, provenance, span })
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

    /// `from` and `until`, with a finding where they are the wrong way round.
    fn stretch(&mut self, from: Dated, until: Dated) -> (Option<Date>, Option<Date>) {
        if let (Some(from), Some(until)) = (from, until) {
            lints::until_before_from::check(from, until, &self.id, self.report);
        }
        (from.map(|dated| dated.0), until.map(|dated| dated.0))
    }

    /// The date of a field that has several words for it: the first said counts, a second is reported.
    fn first_said(&mut self, said: Dated, key: &Key<'_>, value: &Value<'_>) -> Dated {
        let Some((_, place)) = said else { return self.date(key.get_ref(), value) };
        let other = self.report.related(place, "the other one");
        let span = self.shifted(&key.span());
        let message = format!("`{}` says again what another field says; leave one of them out.", key.get_ref());
        if let Some(finding) = self.add(lints::BROKEN, span, message) {
            finding.related.push(other);
        }
        said
    }

    /// A date in quotes. One without quotes is used and reported.
    fn date(&mut self, field: &str, value: &Value<'_>) -> Dated {
        let bare = match value.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
            _ => {
                let (words, span) = self.string(field, value)?;
                return match Date::parse(words.trim()) {
                    Ok(date) => Some((date, span)),
                    Err(error) => {
                        self.bad_date(&words, span, error);
                        None
                    }
                };
            }
        };
        let span = self.span(value);
        let Ok(date) = Date::parse(&bare) else {
            self.bad_date(&bare, span, DateError::Form);
            return None;
        };
        let fix = self.report.fix("Put it in quotes", true, span, format!("\"{bare}\""));
        if let Some(finding) = self.add("bad-date", span, format!("Dates stand in quotes: \"{bare}\".")) {
            finding.fixes.push(fix);
        }
        Some((date, span))
    }

    fn bad_date(&mut self, words: &str, span: Span, error: DateError) {
        let meant = written_date::meant(words);
        let fix = meant.as_ref().map(|meant| self.report.fix(format!("Replace with “{meant}”"), false, span, meant.as_str()));
        let message = match &meant {
            Some(meant) => format!("“{words}” is not a date as gazetteers write it: {error}. Did you mean “{meant}”?"),
            None => format!("“{words}” is not a date as gazetteers write it: {error}."),
        };
        if let Some(finding) = self.add("bad-date", span, message) {
            finding.fixes.extend(fix);
        }
    }

    fn unknown_field(&mut self, key: &Key<'_>, table: &DeTable<'_>, known: &[&[Field]]) {
        let span = self.shifted(&key.span());
        lints::unknown_field::check(key.get_ref(), span, table, known, &self.id, self.report);
    }

    /// One of a few words.
    fn choice<T: Copy>(&mut self, field: &str, value: &Value<'_>, choices: &[(&str, T)]) -> Option<T> {
        let (word, span) = self.string(field, value)?;
        let found = choices.iter().find(|choice| choice.0 == &*word);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|choice| choice.0).collect();
            let meant = suggest::nearest(&word, words.iter().copied());
            let fix = meant.map(|meant| self.report.fix(format!("Replace with “{meant}”"), false, span, meant));
            let message = format!("`{field}` is not “{word}”: it can be {}.", either(&words));
            if let Some(finding) = self.add("unknown-value", span, message) {
                finding.fixes.extend(fix);
            }
        }
        found.map(|choice| choice.1)
    }

    fn flag(&mut self, field: &str, value: &Value<'_>) -> bool {
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        self.wrong_type(field, "true or false", value);
        false
    }

    fn ids(&mut self, field: &str, value: &Value<'_>) -> Vec<IdRef> {
        items(value).iter().filter_map(|item| self.id(field, item)).collect()
    }

    fn id(&mut self, field: &str, value: &Value<'_>) -> Option<IdRef> {
        let (words, span) = self.string(field, value)?;
        if words.is_empty() {
            self.add(lints::BROKEN, self.span(value), format!("`{field}` is empty."));
            return None;
        }
        Some(IdRef { id: self.share(&words), span })
    }

    fn shared_string(&mut self, field: &str, value: &Value<'_>) -> Option<Arc<str>> {
        let (words, _) = self.string(field, value)?;
        Some(self.share(&words))
    }

    /// The words of a string and where they stand, without the quotes.
    fn string(&mut self, field: &str, value: &Value<'_>) -> Option<(Arc<str>, Span)> {
        let DeValue::String(words) = value.get_ref() else {
            self.wrong_type(field, "text in quotes", value);
            return None;
        };
        let span = self.span(value);
        let raw = span.of(self.text);
        let fence = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let inside = raw.get(fence..raw.len().saturating_sub(fence)).unwrap_or("");
        // A line break right after the opening quotes is not part of a multi-line string.
        let skipped = if fence == 1 { 0 } else { inside.len() - inside.trim_start_matches('\r').trim_start_matches('\n').len() };
        let start = span.start + (fence + skipped) as u32;
        let span = Span::new(start, start + (inside.len() - skipped) as u32);
        let shared: Arc<str> = Arc::from(words.as_ref());
        if span.of(self.text) != words.as_ref() {
            self.escaped.push((span, Arc::from(span.of(self.text))));
        }
        Some((shared, span))
    }

    fn wrong_type(&mut self, field: &str, wanted: &str, value: &Value<'_>) {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = self.span(value);
        let bare = matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_));
        let fix = (bare && wanted == "text in quotes")
            .then(|| self.report.fix("Put it in quotes", false, span, format!("\"{}\"", span.of(self.text))));
        if let Some(finding) = self.add(lints::BROKEN, span, format!("`{field}` wants {wanted}; this is {found}.")) {
            finding.fixes.extend(fix);
        }
    }

    fn add(&mut self, code: &'static str, place: Span, message: impl Into<String>) -> Option<&mut Finding> {
        let finding = self.report.add(code, place, message)?;
        finding.entity = Some(Arc::clone(&self.id));
        Some(finding)
    }

    /// The end of the line that the offset lies in, before its line break.
    fn line_end(&self, at: u32) -> u32 {
        let rest = self.text.get(at as usize..).unwrap_or("");
        let line = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end]);
        at + line.trim_end_matches('\r').len() as u32
    }

    fn share(&mut self, words: &str) -> Arc<str> {
        if let Some(known) = self.shared.get(words) {
            return Arc::clone(known);
        }
        let words: Arc<str> = Arc::from(words);
        self.shared.insert(Arc::clone(&words));
        words
    }

    fn span(&self, value: &Value<'_>) -> Span {
        self.shifted(&value.span())
    }

    fn shifted(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(range.start as u32, range.end as u32).shifted(self.base)
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

/// "a, b or c".
pub(super) fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("“{only}”"),
        [before @ .., last] => {
            let before: Vec<String> = before.iter().map(|word| format!("“{word}”")).collect();
            format!("{} or “{last}”", before.join(", "))
        }
    }
}
