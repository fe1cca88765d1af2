//! An entry as the block of TOML that says the same: what an imported entry becomes when somebody takes it over.
//!
//! Its words come from anywhere, so every string is written with whatever is invisible or turns the direction
//! of writing escaped.

use std::fmt::Write;

use super::date::Date;
use super::entry::{Holders, Provenance, Relation, Status};
use super::{Entry, IdRef, Name, NameUse, Role};
use crate::draft::toml::quoted;

/// The block, with its header and all its fields; it ends in a line break.
pub fn block(entry: &Entry) -> String {
    let mut block = Block(format!("[{}]\n", key(&entry.id)));
    block.say("kind", quoted(entry.custom_kind.as_deref().unwrap_or(entry.kind.as_str())));
    block.say("name", quoted(entry.name()));
    block.words("description", entry.description.as_deref());
    block.lines("names", entry.names.iter().skip(1).map(name));
    block.lines("roles", entry.roles.iter().map(role));
    block.id("of", entry.of.as_ref());
    if entry.holders == Holders::Many {
        block.say("holders", quoted("many"));
    }
    block.date("from", entry.from);
    block.date("until", entry.until);
    let mut kinds: Vec<&str> = entry.relations.iter().map(|relation| &*relation.relation).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let ties: Vec<String> = entry.relations.iter().filter(|tie| &*tie.relation == kind).map(tie).collect();
        match &ties[..] {
            [one] => block.say(kind, one),
            _ => block.lines(kind, ties.into_iter()),
        }
    }
    block.list("not", entry.not.iter().map(|id| &*id.id));
    block.list("formerly", entry.formerly.iter().map(|id| &*id.id));
    block.id("profile", entry.profile.as_ref());
    if !entry.links.is_empty() {
        let links: Vec<String> = entry.links.iter().map(|(name, value)| format!("{} = {}", key(name), quoted(value))).collect();
        block.say("links", format!("{{ {} }}", links.join(", ")));
    }
    block.list("topics", entry.topics.iter().map(|topic| &**topic));
    for (field, words) in provenance(entry.provenance.as_deref()) {
        block.say(field, words);
    }
    block.0
}

/// A key of TOML.
fn key(words: &str) -> String {
    let bare = !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if bare { words.to_owned() } else { quoted(words) }
}

/// A block in the making.
struct Block(String);

impl Block {
    fn say(&mut self, field: &str, value: impl AsRef<str>) {
        let _ = writeln!(self.0, "{field} = {}", value.as_ref());
    }

    fn words(&mut self, field: &str, words: Option<&str>) {
        if let Some(words) = words {
            self.say(field, quoted(words));
        }
    }

    fn id(&mut self, field: &str, id: Option<&IdRef>) {
        self.words(field, id.map(|id| &*id.id));
    }

    fn date(&mut self, field: &str, date: Option<Date>) {
        self.words(field, date.map(|date| date.to_string()).as_deref());
    }

    fn list<'a>(&mut self, field: &str, items: impl Iterator<Item = &'a str>) {
        let items: Vec<String> = items.map(quoted).collect();
        if !items.is_empty() {
            self.say(field, format!("[{}]", items.join(", ")));
        }
    }

    /// A list with each item on a line of its own.
    fn lines(&mut self, field: &str, items: impl Iterator<Item = String>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.say(field, items.fold("[\n".to_owned(), |list, item| list + "  " + &item + ",\n") + "]");
        }
    }
}

/// A table on one line; its first value alone where it has no other and `short` allows it.
fn table(fields: Vec<(&str, String)>, short: bool) -> String {
    match &fields[..] {
        [(_, value)] if short => value.clone(),
        _ => {
            let fields: Vec<String> = fields.into_iter().map(|(field, value)| format!("{field} = {value}")).collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

fn name(name: &Name) -> String {
    let mut fields = vec![("form", quoted(&name.form))];
    let usage = NameUse::WRITABLE.iter().find(|(_, usage)| *usage == name.usage && *usage != NameUse::Spelling);
    fields.extend(usage.map(|(word, _)| ("as", quoted(word))));
    fields.extend(name.lang.as_ref().map(|lang| ("lang", quoted(lang))));
    fields.extend(name.exact_case.then(|| ("case", quoted("exact"))));
    fields.extend(name.weak.then(|| ("weak", "true".to_owned())));
    fields.extend(stretch(name.from, name.until));
    fields.extend(provenance(name.provenance.as_deref()));
    table(fields, true)
}

fn role(role: &Role) -> String {
    let mut fields = vec![("post", quoted(&role.post.id))];
    fields.extend(stretch(role.from, role.until));
    fields.extend(role.acting.then(|| ("acting", "true".to_owned())));
    fields.extend(provenance(role.provenance.as_deref()));
    table(fields, false)
}

fn tie(tie: &Relation) -> String {
    let mut fields = vec![("id", quoted(&tie.to.id))];
    fields.extend(stretch(tie.from, tie.until));
    fields.extend(provenance(tie.provenance.as_deref()));
    table(fields, true)
}

fn stretch(from: Option<Date>, until: Option<Date>) -> impl Iterator<Item = (&'static str, String)> {
    let said = |field, date: Option<Date>| date.map(|date| (field, quoted(&date.to_string())));
    said("from", from).into_iter().chain(said("until", until))
}

fn provenance(provenance: Option<&Provenance>) -> Vec<(&'static str, String)> {
    let Some(said) = provenance else { return Vec::new() };
    let words = |field, words: Option<&str>| words.map(|words| (field, quoted(words)));
    let checked = said.checked.map(|date| date.to_string());
    let status = said.status.map(|status| match status {
        Status::Draft => "draft",
        Status::Reviewed => "reviewed",
    });
    let fields = [
        words("source", said.source.as_deref()),
        words("checked", checked.as_deref()),
        words("by", said.by.as_deref()),
        words("note", said.note.as_deref()),
        words("certainty", said.certainty.as_deref()),
        words("status", status),
    ];
    fields.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::DocPath;
    use crate::gazetteer::reader;
    use crate::settings::Settings;

    fn read(text: &str) -> Vec<Entry> {
        let read = reader::read(&DocPath::from("a.toml"), text, &Settings::default(), None);
        assert_eq!(read.findings, [], "{text}");
        read.entries
    }

    /// The entry without its places.
    fn flat(entry: &Entry) -> Entry {
        let mut flat = entry.clone().moved_to(entry.header, entry.header);
        let header = crate::text::Span::at(0);
        flat = flat.moved_to(header, header);
        flat.relations.sort_by(|a, b| (&a.relation, &a.to.id).cmp(&(&b.relation, &b.to.id)));
        flat
    }

    #[test]
    fn a_block_is_made_as_people_write_it() {
        let text = r#"[anna-berg]
kind = "person"
name = "Anna Berg"
description = "A chemist."
names = [
  "A. Berg",
  { form = "Анна Берг", as = "nickname", lang = "ru", case = "exact", weak = true, from = "2018~", source = "a list" },
]
roles = [
  { post = "head", from = "2015-02-16", until = "2019", acting = true, note = "while ill" },
]
from = "1970-01-01"
family_of = "carl-berg"
member_of = [
  { id = "academy", from = "2001", by = "me" },
  "club",
]
not = ["anna-berg-2"]
formerly = ["aberg", "berg \"a\""]
profile = "articles/berg.md"
links = { geonames = "7", "wiki data" = "Q1" }
topics = ["role.pep"]
source = "a book"
checked = "2020-05-05"
certainty = "fair"
status = "reviewed"
"#;
        assert_eq!(block(&read(text)[0]), text);
        let post = "[head]\nkind = \"post\"\nname = \"Head\"\nof = \"academy\"\nholders = \"many\"\n";
        assert_eq!(block(&read(post)[0]), post);
    }

    #[test]
    fn hostile_words_stay_words() {
        let mut entry = read("[a]\nkind = \"person\"\nname = \"Abel\"\nlinks = { x = \"y\" }\n").remove(0);
        let hostile = "\"]\nkind = \"place\"\n[b]\u{202e}\u{1b}[31m\\";
        entry.id = hostile.into();
        entry.description = Some(hostile.into());
        entry.names[0].form = format!("Abel {hostile}").into();
        entry.links = [(hostile.into(), hostile.into())].into();
        entry.topics = vec![hostile.into()];
        let text = block(&entry);
        assert!(!text.contains(['\u{202e}', '\u{1b}']));
        let again = read(&text);
        assert_eq!(again.len(), 1);
        assert_eq!(flat(&again[0]), flat(&Entry { end: None, ..entry }));
    }
}
