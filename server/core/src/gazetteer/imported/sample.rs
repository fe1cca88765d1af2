//! Imported entries for tests, written as a gazetteer is.

use std::sync::Arc;

use super::bytes::Bytes;
use super::{Import, Imported, Part, Writer};
use crate::finding::DocPath;
use crate::gazetteer::reader;
use crate::import::Format;
use crate::settings::Settings;

/// An import of that path; its entries stand in lines 1, 2, 3 …
pub fn imported(path: &str, source: &str) -> Arc<Imported> {
    let read = reader::read(&DocPath::from(path), source, &Settings::default(), None);
    let mut part = Part::default();
    for (entry, line) in read.entries.iter().zip(1..) {
        part.add(entry, line);
    }
    let mut writer = Writer::default();
    writer.begin(Import::new(DocPath::from(path), Format::JsonLines));
    writer.add(part).unwrap();
    let bytes: Bytes = Arc::new(writer.finish(Vec::new()).unwrap());
    Arc::new(Imported::open(&bytes).unwrap())
}
