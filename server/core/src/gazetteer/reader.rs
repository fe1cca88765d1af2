//! Reads one gazetteer file, block by block, and never fails.
//!
//! A block that cannot be parsed is a finding, and its last good entry stays in force. That entry has
//! lost its place in the text, so all its spans lie on the header of the block that should hold it.
//! Entries that a broken block may have swallowed (their headers are gone, and in the last reading
//! they followed its entry) stay as well, until the block is whole again.
//!
//! Cost: one pass to cut the file, one to parse it; about 100 ns a line.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use toml::de::{DeTable, DeValue, Error};

use super::block_reader::BlockReader;
use super::blocks::{self, Block, Blocks, Fault, Header};
use super::entry::Entry;
use super::report::Report;
use super::{GazetteerFile, fields, lints, written_date};
use crate::finding::DocPath;
use crate::settings::Settings;
use crate::text::Span;

/// Reads a file. `previous` is the file's last reading: where a block is broken now, its last good
/// entry stays in force. The findings have the severities of the settings.
pub fn read(path: &DocPath, text: &str, settings: &Settings, previous: Option<&GazetteerFile>) -> GazetteerFile {
    let cut = blocks::split(text);
    let ids: Vec<Option<Cow<'_, str>>> = cut.list.iter().map(|block| blocks::id(text, block)).collect();
    let mut report = Report::new(path, text, settings);
    let stray = preamble(&cut, text, &mut report);
    conflicts(&cut, &mut report);
    let mut entries = Vec::with_capacity(cut.list.len());
    let mut kept = Kept::new(previous, &ids);
    let mut sides = FxHashSet::default();
    if let Some(line) = stray {
        entries.extend(kept.in_force(None, None, line, cut.preamble));
    }
    let mut reader = BlockReader::new(text, settings, &mut report);
    for (n, (block, id)) in cut.list.iter().zip(&ids).enumerate() {
        reader.report.mute = block.disputed;
        let before = reader.report.len();
        let id_before = n.checked_sub(1).and_then(|n| ids[n].as_deref());
        let entry = read_block(&mut reader, block, id.as_deref(), id_before);
        let Some(entry) = entry else {
            let held = kept.in_force(id.as_deref(), id_before, block.key, block.span);
            let reason =
                if held.is_empty() { "It is left out until this is put right." } else { "Its last good version stays in force." };
            reader.report.since(before).iter_mut().for_each(|finding| reason.clone_into(&mut finding.reason));
            entries.extend(held);
            continue;
        };
        // Of two sides of a conflict that both have an entry whole, ours counts, as before the merge.
        if !block.disputed || sides.insert(Arc::clone(&entry.id)) {
            entries.push(entry);
        }
    }
    let mut otherwise = std::mem::take(&mut reader.otherwise);
    // Entries that stand in for others lie on a header that may not be theirs.
    otherwise.extend(kept.headers.iter().map(|&header| (header, Arc::from(header.of(text)))));
    otherwise.sort_unstable();
    otherwise.dedup();
    report.mute = false;
    GazetteerFile { path: Arc::clone(path), entries, findings: report.finish(), otherwise }
}

fn read_block(reader: &mut BlockReader<'_, '_>, block: &Block, id: Option<&str>, id_before: Option<&str>) -> Option<Entry> {
    let key = block.key;
    let trouble = match block.fault {
        // Reported once for the whole conflict.
        Some(Fault::Conflict) => return None,
        Some(Fault::Deep(at)) => {
            reader.report.add(lints::BROKEN, Span::new(at, at + 1), "Lists and tables nest too deep here.");
            return None;
        }
        Some(Fault::Long) => {
            let message = format!("This entry is over {} KiB long; such long entries are not read.", blocks::LONGEST >> 10);
            Some(message)
        }
        None => match (block.header, id) {
            (Header::Key { .. }, Some("")) => Some("An entry needs an id that is not empty.".to_owned()),
            (Header::Key { .. }, None) => Some("This id has a `\\` before a letter that does not go with it.".to_owned()),
            (Header::Broken, _) => Some("This is no header: write [id] on a line of its own.".to_owned()),
            (Header::Key { .. }, Some(_)) => None,
            (header, _) => {
                header_trouble(reader, header, key, id_before);
                return None;
            }
        },
    };
    if let Some(message) = trouble {
        reader.report.add(lints::BROKEN, key, message);
        return None;
    }
    let content = block.content.of(reader.text);
    match DeTable::parse(content) {
        Ok(root) => {
            let (_, value) = root.get_ref().iter().next()?;
            let DeValue::Table(table) = value.get_ref() else { return None };
            reader.entry(block.content.start, id?, key, block.span, table)
        }
        Err(error) => {
            parse_error(reader.report, block, content, &error);
            None
        }
    }
}

/// Reports a header that is well formed but no entry's.
fn header_trouble(reader: &mut BlockReader<'_, '_>, header: Header, key: Span, id_before: Option<&str>) {
    let words = key.of(reader.text);
    let plain = words.replace(['"', '\''], "");
    let quoted = format!("\"{plain}\"");
    let parent = words.split_once('.').map(|(parent, rest)| (parent.trim(), rest.trim()));
    let inside = parent.filter(|(parent, field)| {
        id_before == Some(*parent) && fields::ENTRY.iter().chain(fields::RELATIONS).any(|known| known.name == *field)
    });
    let (message, span, new) = match (header, inside) {
        (Header::Dotted, Some((parent, field))) => {
            (format!("A field of an entry has no header of its own: write {field} = … below [{parent}]."), key, None)
        }
        (Header::Dotted, None) => {
            (format!("A dot in an id needs quotes: [{quoted}]. (Without, it means a table inside another.)"), key, Some(quoted))
        }
        (Header::Unquoted, _) => {
            (format!("An id of other signs than letters, digits, - and _ needs quotes: [{quoted}]."), key, Some(quoted))
        }
        _ => {
            let quoted = reader.text[..key.start as usize].ends_with(['"', '\'']);
            let inner = Span::new(key.start - u32::from(quoted), key.end + u32::from(quoted));
            let brackets = Span::new(inner.start - 1, inner.end + 1);
            let around = brackets.of(reader.text);
            let fix = (around.starts_with('[') && around.ends_with(']')).then(|| inner.of(reader.text).to_owned());
            ("An entry has single brackets: [id], not [[id]].".to_owned(), brackets, fix)
        }
    };
    let place = if header == Header::Doubled { key } else { span };
    let fix = new.map(|new| reader.report.fix(format!("Write [{}]", new.trim_matches(['[', ']'])), false, span, new));
    if let Some(finding) = reader.report.add(lints::BROKEN, place, message) {
        finding.fixes.extend(fix);
    }
}

/// Reports why the parser gave up, in words for people who do not write TOML every day.
fn parse_error(report: &mut Report<'_>, block: &Block, content: &str, error: &Error) {
    let range = error.span().unwrap_or(0..0);
    let at = range.start.min(content.len());
    let found = content.get(range).unwrap_or("");
    let base = block.content.start;
    let shifted = |start: usize, end: usize| Span::new(start as u32 + base, end as u32 + base);
    let reason = error.message();
    let first = reason.split(',').next().unwrap_or(reason);
    // What the parser expected and did not find belongs behind the words before it.
    let before = content.get(..at).map_or(0, |before| before.trim_end().len());
    let mut fix = None;
    let message = match first {
        "duplicate key" => format!("The field `{found}` is given twice. Keep one of them."),
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            fix = Some(report.fix("Put a comma", true, shifted(before, before), ","));
            "A comma is missing here.".to_owned()
        }
        "string values must be quoted" | "invalid boolean" | "invalid date" if !found.is_empty() => {
            let words = found.trim_matches(|c: char| "“”„\"'".contains(c));
            if !words.contains(['"', '\\', '\n']) {
                let words = written_date::meant(words).unwrap_or_else(|| words.to_owned());
                fix =
                    Some(report.fix(format!("Write \"{words}\""), false, shifted(at, at + found.len()), format!("\"{words}\"")));
            }
            "Text and dates stand in straight quotes: \"…\".".to_owned()
        }
        "string values must be quoted" => "A value is missing here.".to_owned(),
        "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string"
            if found.is_empty() =>
        {
            "The quotes are not closed.".to_owned()
        }
        "unclosed array" => "The list is not closed: its ] is missing.".to_owned(),
        "unclosed inline table" => "The table is not closed: its } is missing.".to_owned(),
        "key with no value" => "A field needs = and a value.".to_owned(),
        "missing escaped value" | "too few unicode value digits" => "A \\ in quotes has to be doubled: \\\\.".to_owned(),
        "unexpected key or value" => "Something stands here that does not belong; a new field starts on a new line.".to_owned(),
        _ => format!("This cannot be read: {reason}."),
    };
    let place = if found.trim().is_empty() {
        let line = content.get(..before).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
        let indent = content.get(line..before).map_or(0, |line| line.len() - line.trim_start().len());
        shifted(line + indent, before)
    } else {
        shifted(at, at + found.trim_end().len())
    };
    let id = block.key;
    let related = report.related(id, "in this entry");
    if let Some(finding) = report.add(lints::BROKEN, place, message) {
        finding.related.push(related);
        finding.fixes.extend(fix);
    }
}

/// Reports what stands before the first header; its first line.
fn preamble(cut: &Blocks, text: &str, report: &mut Report<'_>) -> Option<Span> {
    let mut marks = cut.conflicts.iter().flatten().peekable();
    let mut at = cut.preamble.start;
    for line in cut.preamble.of(text).split_inclusive('\n') {
        let words = line.trim();
        let is_mark = marks.next_if(|mark| mark.start == at).is_some();
        if !words.is_empty() && !words.starts_with('#') && !is_mark {
            let start = at + (line.len() - line.trim_start().len()) as u32;
            let message = "This stands before the first header, so it belongs to no entry. Write [id] above it.";
            let place = Span::new(start, start + words.len() as u32);
            report.add(lints::BROKEN, place, message);
            return Some(place);
        }
        at += line.len() as u32;
    }
    None
}

/// Reports each merge conflict, at all its marks.
fn conflicts(cut: &Blocks, report: &mut Report<'_>) {
    for marks in &cut.conflicts {
        let message = "This is a merge conflict: keep what is right of the two sides and take the marks out.";
        if let Some(finding) = report.add(lints::BROKEN, marks[0], message) {
            finding.places.clone_from(marks);
            "Entries that the conflict tears keep their last good version.".clone_into(&mut finding.reason);
        }
    }
}

/// The entries of the last reading, to stand in for those that cannot be read now.
struct Kept<'p> {
    previous: &'p [Entry],
    index: FxHashMap<&'p str, usize>,
    present: FxHashSet<&'p str>,
    used: FxHashSet<usize>,
    /// The headers that entries were moved to.
    headers: Vec<Span>,
}

impl<'p> Kept<'p> {
    fn new(previous: Option<&'p GazetteerFile>, ids: &'p [Option<Cow<'_, str>>]) -> Kept<'p> {
        let previous = previous.map_or(&[][..], |file| &file.entries);
        let mut index = FxHashMap::default();
        for (n, entry) in previous.iter().enumerate() {
            index.entry(entry.id.as_ref()).or_insert(n);
        }
        let present = if previous.is_empty() { FxHashSet::default() } else { ids.iter().flatten().map(AsRef::as_ref).collect() };
        Kept { previous, index, present, used: FxHashSet::default(), headers: Vec::new() }
    }

    /// The last good entry of a broken block, and those it may have swallowed: all that followed it in
    /// the last reading up to the next one that still has its header.
    fn in_force(&mut self, id: Option<&str>, id_before: Option<&str>, header: Span, block: Span) -> Vec<Entry> {
        let own = id.and_then(|id| self.index.get(id).copied());
        let start = own.or_else(|| match id_before {
            Some(before) => self.index.get(before).map(|n| n + 1),
            None => Some(0),
        });
        let Some(start) = start else { return Vec::new() };
        let mut held = Vec::new();
        for (n, entry) in self.previous.iter().enumerate().skip(start) {
            let swallowed = !self.present.contains(entry.id.as_ref());
            if !(swallowed || Some(n) == own) || !self.used.insert(n) {
                break;
            }
            held.push(entry.clone().moved_to(header, block));
            self.headers.push(header);
        }
        held
    }
}

#[cfg(test)]
mod tests;
