//! Entries of imported sources, compiled into one file that is mapped, not read.
//!
//! A million entries cost no memory but what articles ask for: an entry is decoded when somebody first asks for it, and
//! kept from then on; an id or a name is found by looking into a few lines of the file.
//!
//! Nothing in the file is trusted. It is verified when it is opened ([`verify`]); and since a file can change under a
//! map, every offset is checked before use all the same: a record that cannot be read is none, and says so
//! ([`Imported::is_damaged`]), so that the file is made again.

pub mod bytes;
mod container;
mod guard;
mod index;
mod record;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
mod writer;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use self::bytes::{Bytes, Damaged, Section};
use self::container::SECTIONS;
use self::index::{Index, hash_id, hash_link};
use self::record::Record;
use super::date::Date;
use super::{Entry, Name, NameTable, NameUse};
use crate::finding::DocPath;
use crate::import::{Format, Trust};
use crate::text::Span;

pub use container::verify;
pub use writer::{Duplicate, Part, TooMany, Writer};

/// The version of this program. What another one compiled is compiled again.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// How many decoded entries lie side by side.
const PAGE: usize = 64;

/// One imported source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Import {
    /// Its path as the corpus names it.
    pub path: DocPath,
    /// How it is written.
    pub format: Format,
    /// How far it is believed.
    pub trust: Trust,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The newest date that it says it was changed on, where it says so.
    pub date: Option<Date>,
    /// Which release it is, in the words of the configuration.
    pub version: Option<Arc<str>>,
    /// The number of its first entry. This and what follows is found out by the [`Writer`].
    pub first: u32,
    /// How many entries it has, without those left out.
    pub entries: u32,
    /// How many were left out, since entries before them have their ids.
    pub left_out: u32,
}

impl Import {
    /// The import of a source of which nothing is known but how it is written.
    pub fn new(path: DocPath, format: Format) -> Import {
        Import {
            path,
            format,
            trust: Trust::Candidate,
            sha256: String::new(),
            date: None,
            version: None,
            first: 0,
            entries: 0,
            left_out: 0,
        }
    }
}

/// What a compiled file says of itself.
#[derive(Clone, Serialize, Deserialize)]
struct Meta {
    engine: String,
    key: Vec<u8>,
    imports: Vec<Import>,
    duplicates: Vec<Duplicate>,
}

impl Meta {
    fn write(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("a vector takes all bytes, and all sequences know their lengths")
    }
}

/// A compiled file, open. Entries are known by their number, in order of import and place.
pub struct Imported {
    meta: Meta,
    sections: [Section; SECTIONS],
    full: NameTable,
    candidates: NameTable,
    offsets: Section,
    records: Section,
    ids: Index,
    links: Index,
    len: u32,
    /// Decoded entries, by page and place in it. None inside: it cannot be decoded.
    entries: Box<[OnceLock<Page>]>,
    damaged: AtomicBool,
}

type Page = Box<[OnceLock<Option<Box<Entry>>>]>;

impl std::fmt::Debug for Imported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Imported").field("imports", &self.meta.imports).field("len", &self.len).finish_non_exhaustive()
    }
}

/// An entry that stands in for one that cannot be read. Nothing leads to it but a number that has been handed out.
pub(super) fn unreadable() -> Entry {
    let name = Name {
        form: "?".into(),
        usage: NameUse::House,
        lang: None,
        exact_case: true,
        weak: true,
        from: None,
        until: None,
        provenance: None,
        span: Span::at(0),
    };
    Entry { names: vec![name], ..Entry::blank("?".into(), Span::at(0), Span::at(0)) }
}

impl Imported {
    /// Opens a compiled file. Looks at what is needed to find the rest; [`verify`] looks at all of it.
    pub fn open(bytes: &Bytes) -> Result<Imported, Damaged> {
        let sections = container::open(bytes)?;
        let [meta, full, candidates, offsets, records, ids, links] = sections.clone();
        let meta: Meta = postcard::from_bytes(meta.all()).map_err(|_| Damaged("it does not say what it was made from"))?;
        if meta.engine != ENGINE {
            return Err(Damaged("it was made by another version of this program"));
        }
        let len = (offsets.len() / 4).checked_sub(1).ok_or(Damaged("it has no table of entries"))?;
        let len = u32::try_from(len).map_err(|_| Damaged("it has too many entries"))?;
        let mut next = 0;
        for import in &meta.imports {
            if import.first != next {
                return Err(Damaged("its imports do not follow each other"));
            }
            next = next.checked_add(import.entries).ok_or(Damaged("it has too many entries"))?;
        }
        if next != len || !offsets.len().is_multiple_of(4) || len >= 1 << 30 {
            return Err(Damaged("its imports have not the entries they say"));
        }
        let table = |section: Section| {
            let (bytes, place) = section.parts();
            NameTable::open(Arc::clone(bytes), place).map_err(|_| Damaged("a table of names is damaged"))
        };
        Ok(Imported {
            meta,
            full: table(full)?,
            candidates: table(candidates)?,
            sections,
            offsets,
            records,
            ids: Index::open(ids)?,
            links: Index::open(links)?,
            len,
            entries: (0..(len as usize).div_ceil(PAGE)).map(|_| OnceLock::new()).collect(),
            damaged: AtomicBool::new(false),
        })
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The imports, in the order of the configuration.
    pub fn imports(&self) -> &[Import] {
        &self.meta.imports
    }

    /// Entries that were left out, since others have their ids: the first of them ([`Import::left_out`] counts them all).
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.meta.duplicates
    }

    /// What the maker of the file wanted kept.
    pub fn key(&self) -> &[u8] {
        &self.meta.key
    }

    /// The file with something else kept in it.
    pub fn with_key(&self, key: &[u8]) -> Vec<u8> {
        let meta = Meta { key: key.to_vec(), ..self.meta.clone() }.write();
        let [_, full, candidates, offsets, records, ids, links] = self.sections.each_ref().map(Section::all);
        container::write(&[&meta, full, candidates, offsets, records, ids, links])
    }

    /// The names of the imports that are so far believed, but for posts. A damaged table may name entries that
    /// do not exist: [`Gazetteer::is_live`](super::Gazetteer::is_live) tells.
    pub fn names(&self, trust: Trust) -> &NameTable {
        match trust {
            Trust::Full => &self.full,
            Trust::Candidate => &self.candidates,
        }
    }

    /// Whether something in it could not be read since it was opened.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// The entry of that number; none where there is none, or where it cannot be read.
    pub fn entry(&self, number: u32) -> Option<&Entry> {
        let page = self.entries.get(number as usize / PAGE)?;
        let page = page.get_or_init(|| (0..PAGE).map(|_| OnceLock::new()).collect());
        let place = page.get(number as usize % PAGE)?;
        place.get_or_init(|| Some(Box::new(self.record(number)?.entry()))).as_deref()
    }

    /// The line of an entry in its source, from 1.
    pub fn line(&self, number: u32) -> Option<u32> {
        Some(self.record(number)?.line)
    }

    /// The import of an entry.
    pub fn import_of(&self, number: u32) -> Option<&Import> {
        let after = self.meta.imports.partition_point(|import| import.first <= number);
        // Imports without entries begin where the next one does.
        let import = self.meta.imports[..after].iter().rev().find(|import| import.entries > 0)?;
        (number < self.len).then_some(import)
    }

    /// The entry with that id, else one that had it formerly.
    pub fn find(&self, id: &str) -> Option<u32> {
        let hash = hash_id(id);
        let has = |number: &u32| self.record(*number).is_some_and(|record| record.id == id);
        let had = |number: &u32| self.record(*number).is_some_and(|record| record.formerly.contains(&id));
        self.ids.find(hash).find(has).or_else(|| self.ids.find(hash).find(had))
    }

    /// The entries with that id elsewhere, such as `wikidata` `Q42`, in order.
    pub fn linked(&self, name: &str, value: &str) -> impl Iterator<Item = u32> {
        self.links
            .find(hash_link(name, value))
            .filter(move |&number| self.record(number).is_some_and(|record| record.links.contains(&(name, value))))
    }

    /// The entry whose line in that source begins at that byte.
    pub fn at(&self, path: &str, start: u32) -> Option<u32> {
        let import = self.meta.imports.iter().find(|import| *import.path == *path)?;
        let (mut low, mut high) = (import.first, import.first + import.entries);
        while low < high {
            let middle = low.midpoint(high);
            if self.record(middle)?.start < start { low = middle + 1 } else { high = middle }
        }
        (low < import.first + import.entries && self.record(low)?.start == start).then_some(low)
    }

    fn record(&self, number: u32) -> Option<Record<'_>> {
        let at = number as usize * 4;
        let (start, end) = (self.offsets.u32_at(at)?, self.offsets.u32_at(at + 4)?);
        let record = self.records.all().get(start as usize..end as usize).and_then(Record::read);
        if record.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        record
    }
}
