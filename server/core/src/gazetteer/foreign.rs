//! Entries that are not written in TOML: their fields are read by the reader of blocks all the same.

use toml::de::DeTable;

use super::block_reader::BlockReader;
use super::entry::Entry;
use super::report::Report;
use crate::finding::{DocPath, Finding};
use crate::settings::Settings;
use crate::text::Span;

/// Reads the fields of an entry that stands at that place of its source. All places of the entry are that place. The
/// findings say what is wrong; their places and fixes mean nothing.
pub(crate) fn read(id: &str, place: Span, fields: &DeTable<'_>, settings: &Settings) -> (Option<Entry>, Vec<Finding>) {
    let path = DocPath::from("");
    let mut report = Report::new(&path, "", settings);
    let mut reader = BlockReader::new("", settings, &mut report);
    reader.place = Some(place);
    let mut entry = reader.entry(0, id, place, place, fields);
    if let Some(entry) = &mut entry {
        entry.end = None;
    }
    (entry, report.finish())
}
