//! `jsonl`: one entry a line, a JSON object with the fields that an entry has in TOML, and its `id`.

use std::io::{self, BufRead};

use super::block::Blocks;
use super::{Import, Imported, Problems, json, lines};
use crate::settings::Settings;

/// Reads a source; how many lines it has.
pub(super) fn read(
    source: &mut impl BufRead,
    import: &Import,
    settings: &Settings,
    problems: &mut Problems,
    each: &mut dyn FnMut(Imported),
) -> io::Result<u32> {
    let blocks = Blocks::new(import, settings);
    lines::each(source, problems, |line, problems| {
        match json::object(line.text) {
            Ok(fields) => {
                if let Some(imported) = blocks.entry(line, fields, problems) {
                    each(imported);
                }
            }
            Err(message) => problems.broken(line.number, line.span, message),
        }
        true
    })
}
