//! How a compiled file is made: entries become records as soon as they are read, in parts that several threads can
//! make at once; then the parts are joined in order.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::container;
use super::guard;
use super::index::{Index, hash_id, hash_link};
use super::record::Record;
use super::{Import, Meta};
use crate::gazetteer::{Entry, EntryIx, Kind, NameRef, name_table};
use crate::import::Trust;

/// How many entries that were left out are named; the others are counted.
const NAMED: usize = 100;

/// Entries of one source, encoded.
#[derive(Default)]
pub struct Part {
    /// What stands in the source before the text that the entries count their places in: bytes and lines.
    before: (u32, u32),
    entries: Vec<Encoded>,
    /// Their records, one after the other.
    records: Vec<u8>,
    /// Every name but those of posts; entries are known by their places in `entries`.
    names: name_table::Builder,
    /// Hashes of ids elsewhere and of former ids, each with its entry's place in `entries`.
    links: Vec<(u64, u32)>,
    former: Vec<(u64, u32)>,
}

struct Encoded {
    /// Hash of its id.
    id: u64,
    /// Where its record ends.
    end: u32,
}

/// An entry that was left out: another one has its id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Duplicate {
    /// The id.
    pub id: String,
    /// The number of its import.
    pub import: u32,
    /// Its line there, from 1.
    pub line: u32,
    /// Where that begins, in bytes.
    pub start: u32,
    /// The import and line of the one that counts.
    pub first: (u32, u32),
}

/// Why entries do not fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooMany;

impl std::fmt::Display for TooMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the imports are larger than 4 GiB: leave some out")
    }
}

impl std::error::Error for TooMany {}

impl Part {
    /// A part whose entries count bytes and lines from behind so many of the source.
    pub fn after(bytes: u32, lines: u32) -> Part {
        Part { before: (bytes, lines), ..Part::default() }
    }

    /// Adds an entry that stands in that line (from 1).
    pub fn add(&mut self, entry: &Entry, line: u32) {
        let n = self.entries.len() as u32;
        let mut record = Record::of(entry, line.saturating_add(self.before.1));
        record.start = record.start.saturating_add(self.before.0).min(u32::MAX - record.len);
        self.records = record.write(std::mem::take(&mut self.records));
        self.entries.push(Encoded { id: hash_id(&entry.id), end: self.records.len() as u32 });
        for (m, name) in entry.names.iter().enumerate().filter(|_| entry.kind != Kind::Post) {
            let weak = name.weak || guard::is_weak(&name.form, entry.kind);
            self.names.add(NameRef { entry: EntryIx(n), name: m as u32 }, name, entry.kind, weak);
        }
        self.links.extend(entry.links.iter().map(|(name, value)| (hash_link(name, value), n)));
        self.former.extend(entry.formerly.iter().map(|old| (hash_id(&old.id), n)));
    }

    /// How many bytes its records take. A part may have 4 GiB of them; a new one should be begun long before.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn record(&self, n: usize) -> &[u8] {
        let start = n.checked_sub(1).map_or(0, |before| self.entries[before].end);
        &self.records[start as usize..self.entries[n].end as usize]
    }
}

/// A compiled file in the making.
#[derive(Default)]
pub struct Writer {
    imports: Vec<Import>,
    records: Vec<u8>,
    offsets: Vec<u32>,
    ids: Vec<(u64, u32)>,
    links: Vec<(u64, u32)>,
    /// Names that are believed, and those that are only proposed.
    full: name_table::Builder,
    candidates: name_table::Builder,
    /// By hash of id, the entry that has it; where ids differ that have one hash, the last.
    known: FxHashMap<u64, u32>,
    /// What was left out, the first of it.
    duplicates: Vec<Duplicate>,
}

impl Writer {
    /// Begins the next import: the parts that follow are its entries.
    pub fn begin(&mut self, mut import: Import) {
        import.first = self.offsets.len() as u32;
        (import.entries, import.left_out) = (0, 0);
        self.imports.push(import);
    }

    /// Adds the next part of the import, less the entries whose ids are known.
    pub fn add(&mut self, part: Part) -> Result<(), TooMany> {
        let import = self.imports.len() as u32 - 1;
        let mut numbers = vec![None; part.entries.len()];
        for (n, encoded) in part.entries.iter().enumerate() {
            let bytes = part.record(n);
            let number = self.offsets.len() as u32;
            if let Some(&first) = self.known.get(&encoded.id)
                && let Some(duplicate) = self.duplicate(import, bytes, first)
            {
                if self.duplicates.len() < NAMED {
                    self.duplicates.push(duplicate);
                }
                self.imports[import as usize].left_out += 1;
                continue;
            }
            let start = u32::try_from(self.records.len()).map_err(|_| TooMany)?;
            // The top bit of an entry's index is not its own.
            if number >= 1 << 30 {
                return Err(TooMany);
            }
            numbers[n] = Some(number);
            self.known.insert(encoded.id, number);
            self.ids.push((encoded.id, number));
            self.offsets.push(start);
            self.records.extend(bytes);
        }
        let numbered = |(hash, n): &(u64, u32)| numbers[*n as usize].map(|number| (*hash, number));
        self.links.extend(part.links.iter().filter_map(numbered));
        self.ids.extend(part.former.iter().filter_map(numbered));
        let names = match self.imports[import as usize].trust {
            Trust::Full => &mut self.full,
            Trust::Candidate => &mut self.candidates,
        };
        names.absorb(part.names, |local| numbers[local.0 as usize].map(EntryIx::imported));
        if let Some(import) = self.imports.last_mut() {
            import.entries = self.offsets.len() as u32 - import.first;
        }
        Ok(())
    }

    fn duplicate(&self, import: u32, bytes: &[u8], first: u32) -> Option<Duplicate> {
        let own = Record::read(bytes)?;
        let start = self.offsets[first as usize] as usize;
        let end = self.offsets.get(first as usize + 1).map_or(self.records.len(), |&end| end as usize);
        let other = Record::read(&self.records[start..end])?;
        let of_other = self.imports.partition_point(|import| import.first <= first) as u32 - 1;
        (own.id == other.id).then(|| Duplicate {
            id: own.id.to_owned(),
            import,
            line: own.line,
            start: own.start,
            first: (of_other, other.line),
        })
    }

    /// The file. `key` is kept in it for the caller ([`Imported::key`](super::Imported::key)).
    pub fn finish(mut self, key: Vec<u8>) -> Result<Vec<u8>, TooMany> {
        let end = u32::try_from(self.records.len()).map_err(|_| TooMany)?;
        self.offsets.push(end);
        let full = self.full.finish().map_err(|_| TooMany)?;
        let candidates = self.candidates.finish().map_err(|_| TooMany)?;
        let offsets: Vec<u8> = self.offsets.iter().flat_map(|offset| offset.to_le_bytes()).collect();
        let meta = Meta { engine: super::ENGINE.to_owned(), key, imports: self.imports, duplicates: self.duplicates };
        let (meta, ids, links) = (meta.write(), Index::write(self.ids), Index::write(self.links));
        Ok(container::write(&[&meta, &full, &candidates, &offsets, &self.records, &ids, &links]))
    }
}
