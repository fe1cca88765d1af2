//! Drafts as gazetteer files: TOML that a person likes to edit.
//!
//! What articles wrote is foreign text: every string is escaped so that neither TOML nor a terminal
//! nor a reader of the diff takes it for anything but words.

use std::fmt::Write;

use super::{Draft, DraftEntry};
use crate::gazetteer::{Kind, NameUse};

/// The file of a kind, and what its first line says it holds.
fn file_of(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Person => ("people", "People"),
        Kind::Place => ("places", "Places"),
        Kind::Organisation => ("organisations", "Ministries, armies, companies, parties"),
        Kind::Group => ("groups", "Nations, peoples, faiths and followings"),
        Kind::Weapon => ("weapons", "Weapons, ships and aircraft"),
        Kind::Event => ("events", "Wars, operations, summits, elections"),
        Kind::Media => ("media", "Newspapers, agencies, platforms"),
        Kind::Post => ("posts", "Offices"),
        Kind::Other => ("other", "Anything else with a name"),
    }
}

/// A file to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftFile {
    /// Its path in the corpus, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// How many entries it has.
    pub entries: usize,
}

/// The files of a draft, one for each kind that has entries, in order of kind.
pub fn files(draft: &Draft) -> Vec<DraftFile> {
    let of_kind = |kind: Kind| {
        let entries: Vec<&DraftEntry> = draft.entries.iter().filter(|entry| entry.kind == kind).collect();
        (!entries.is_empty()).then(|| {
            let (name, what) = file_of(kind);
            let head = format!(
                "# {what}. Drafts, the most frequent name first.\n# Look each through, then take out its status and note.\n"
            );
            let text = entries.iter().fold(head, |text, entry| text + "\n" + &block(entry));
            DraftFile { path: format!("gazetteer/{name}.toml"), text, entries: entries.len() }
        })
    };
    Kind::ALL.into_iter().filter_map(of_kind).collect()
}

fn block(entry: &DraftEntry) -> String {
    let mut block = format!("[{}]\nkind = \"{}\"\nname = {}\n", entry.id, entry.kind.as_str(), quoted(&entry.name));
    if !entry.names.is_empty() {
        block.push_str("names = [\n");
        for (form, usage) in &entry.names {
            let _ = match usage {
                NameUse::Abbreviation => writeln!(block, "  {{ form = {}, as = \"abbreviation\" }},", quoted(form)),
                _ => writeln!(block, "  {},", quoted(form)),
            };
        }
        block.push_str("]\n");
    }
    if !entry.not.is_empty() {
        let ids: Vec<String> = entry.not.iter().map(|id| quoted(id)).collect();
        let _ = writeln!(block, "not = [{}]", ids.join(", "));
    }
    let _ = writeln!(block, "status = \"draft\"\nnote = {}", quoted(&note(entry)));
    block
}

/// Where it was seen.
fn note(entry: &DraftEntry) -> String {
    let (path, line) = &entry.first;
    let times = if entry.mentions == 1 { "once".to_owned() } else { format!("{} times", entry.mentions) };
    match entry.articles {
        1 => format!("{times}, in {path}, line {line}"),
        articles => format!("{times} in {articles} articles, first in {path}, line {line}"),
    }
}

/// A string of TOML with these words. What cannot be seen, or turns the direction of writing, is
/// written as an escape.
pub fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    for c in words.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e000}'..='\u{f8ff}' => drop(write!(quoted, "\\u{:04X}", u32::from(c))),
            '\u{e0000}'..='\u{10ffff}' => drop(write!(quoted, "\\U{:08X}", u32::from(c))),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
