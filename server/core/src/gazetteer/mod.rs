//! The gazetteer: the set of known entities, read from TOML files.
//!
//! [`reader`] reads one file, block by block, and never fails: it returns the entries it could read
//! and a finding for everything it could not. [`Gazetteer::build`] joins files into one set with an
//! index by id, the lints that need the whole set ([`lints`]) and the [`name_table`] that the
//! reading of articles looks names up in.

mod block_reader;
mod blocks;
pub mod calendar;
mod countries;
pub mod date;
mod declension;
pub mod derived;
pub mod entry;
pub mod fields;
pub(crate) mod foreign;
pub mod lints;
#[cfg(test)]
mod manual;
pub mod name_table;
pub mod near;
pub mod offices;
pub mod reader;
mod report;
mod suggest;
pub mod surnames;
pub mod tenure;
mod word_set;
pub(crate) mod words;
pub mod written_date;

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

pub use countries::Countries;
use derived::DerivedForms;
pub use entry::{Entry, IdRef, Kind, Name, NameUse, Role};
pub use name_table::NameTable;
pub use near::{Near, NearNames};
pub use offices::Offices;
pub use surnames::Surnames;

use crate::finding::{DocPath, Finding, Location};
use crate::settings::Settings;
use crate::text::Span;

/// An entry's place in a [`Gazetteer`]. Only good for the gazetteer it came from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntryIx(pub u32);

/// One written form of one entry: `gazetteer.entry(entry).names[name]`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NameRef {
    /// The entry.
    pub entry: EntryIx,
    /// Index into its names; 0 is the house form.
    pub name: u32,
}

/// One gazetteer file as it was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GazetteerFile {
    /// Its path.
    pub path: DocPath,
    /// What could be read, in order of place. Where a block is broken, the block's last good entry
    /// (given by the caller as the file's previous reading) stands in its stead.
    pub entries: Vec<Entry>,
    /// What could not, and the lints that one file shows by itself.
    pub findings: Vec<Finding>,
    /// Places where something else is written than what the entry says there (strings with escapes):
    /// the words in the file, in order of place. All others stand as they read.
    pub(crate) otherwise: Vec<(Span, Arc<str>)>,
}

impl GazetteerFile {
    /// The words of the file at a place where a string stands that reads `says`.
    pub(crate) fn words_at<'a>(&'a self, span: Span, says: &'a str) -> &'a str {
        match self.otherwise.binary_search_by_key(&span, |written| written.0) {
            Ok(n) => &self.otherwise[n].1,
            Err(_) => says,
        }
    }
}

/// All entries of a corpus.
#[derive(Debug, Default)]
pub struct Gazetteer {
    files: Vec<Arc<GazetteerFile>>,
    entries: Vec<(u32, u32)>,
    by_id: FxHashMap<Arc<str>, EntryIx>,
    names: NameTable,
    posts: NameTable,
    near: NearNames,
    derived: OnceLock<DerivedForms>,
    offices: Offices,
    surnames: Surnames,
    countries: Countries,
    findings: Vec<(DocPath, Finding)>,
}

impl Gazetteer {
    /// Joins files (in order of path). The first entry of an id wins; the others are reported.
    ///
    /// The settings give each lint its severity here; one that is off is not looked for. (The findings
    /// of single files had theirs when [`reader::read`] was given the settings.)
    pub fn build(mut files: Vec<Arc<GazetteerFile>>, settings: &Settings) -> Gazetteer {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut gazetteer = Gazetteer { files, ..Gazetteer::default() };
        for (f, file) in gazetteer.files.iter().enumerate() {
            for (e, entry) in file.entries.iter().enumerate() {
                let ix = EntryIx(gazetteer.entries.len() as u32);
                if gazetteer.by_id.contains_key(&entry.id) {
                    continue;
                }
                gazetteer.by_id.insert(entry.id.clone(), ix);
                gazetteer.entries.push((f as u32, e as u32));
            }
        }
        gazetteer.redirect();
        gazetteer.names = NameTable::build(&gazetteer, |entry| entry.kind != Kind::Post);
        gazetteer.posts = NameTable::build(&gazetteer, |entry| entry.kind == Kind::Post);
        gazetteer.countries = Countries::build(&gazetteer);
        gazetteer.offices = Offices::build(&gazetteer);
        gazetteer.surnames = Surnames::build(&gazetteer);
        gazetteer.findings = lints::check(&gazetteer, settings);
        gazetteer
    }

    /// Lets the ids that entries formerly had lead to them, where no entry has that id now.
    fn redirect(&mut self) {
        let former: Vec<(Arc<str>, EntryIx)> =
            self.iter().flat_map(|(ix, entry)| entry.formerly.iter().map(move |old| (Arc::clone(&old.id), ix))).collect();
        for (old, ix) in former {
            self.by_id.entry(old).or_insert(ix);
        }
    }

    /// Whether no entry is loaded: then nothing is unknown (the quiet start).
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Every entry, in order of path and place.
    pub fn iter(&self) -> impl Iterator<Item = (EntryIx, &Entry)> {
        (0..self.entries.len() as u32).map(|ix| (EntryIx(ix), self.entry(EntryIx(ix))))
    }

    /// The entry of an index from this gazetteer.
    pub fn entry(&self, ix: EntryIx) -> &Entry {
        let (file, entry) = self.entries[ix.0 as usize];
        &self.files[file as usize].entries[entry as usize]
    }

    /// The file an entry stands in.
    pub fn file_of(&self, ix: EntryIx) -> &Arc<GazetteerFile> {
        &self.files[self.entries[ix.0 as usize].0 as usize]
    }

    /// Where an entry's header stands: the place that definition lands on.
    pub fn header(&self, ix: EntryIx) -> Location {
        Location { path: self.file_of(ix).path.clone(), span: self.entry(ix).header }
    }

    /// The entry of that id, redirects (`formerly`) followed.
    pub fn find(&self, id: &str) -> Option<EntryIx> {
        self.by_id.get(id).copied()
    }

    /// The id nearest to one that no entry has. Compares it with every id.
    pub fn nearest_id(&self, id: &str) -> Option<&str> {
        suggest::nearest(id, self.iter().map(|(_, entry)| &*entry.id))
    }

    /// The written form of a reference.
    pub fn name(&self, name: NameRef) -> &Name {
        &self.entry(name.entry).names[name.name as usize]
    }

    /// The files, in order of path.
    pub fn files(&self) -> &[Arc<GazetteerFile>] {
        &self.files
    }

    /// The lookup table of every name but those of posts.
    pub fn names(&self) -> &NameTable {
        &self.names
    }

    /// The known names near to an unknown form.
    pub fn near(&self) -> &NearNames {
        &self.near
    }

    /// The keys derived from every name; `make` makes them when they are asked for first.
    pub fn derived(&self, make: impl FnOnce() -> DerivedForms) -> &DerivedForms {
        self.derived.get_or_init(make)
    }

    /// Who holds which post when, and by which titles.
    pub fn offices(&self) -> &Offices {
        &self.offices
    }

    /// The surnames of the persons.
    pub fn surnames(&self) -> &Surnames {
        &self.surnames
    }

    /// The entries of the nations of the built-in vocabulary.
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// The lookup table of the names of posts: titles are a layer of their own.
    pub fn posts(&self) -> &NameTable {
        &self.posts
    }

    /// The lints that need the whole set, each with its file, in order of path and place. The
    /// findings of single files are in [`GazetteerFile::findings`].
    pub fn findings(&self) -> &[(DocPath, Finding)] {
        &self.findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_ids_lead_to_the_entry_and_living_ids_to_their_own() {
        let settings = Settings::default();
        let read = |path: &str, text: &str| Arc::new(reader::read(&DocPath::from(path), text, &settings, None));
        let later = read("b.toml", "[b]\nkind = \"place\"\nname = \"Bela\"\nformerly = [\"old\", \"c\"]\n");
        let first = read("a.toml", "[a]\nkind = \"place\"\nname = \"Abel\"\n[c]\nkind = \"place\"\nname = \"Carl\"\n");
        let gazetteer = Gazetteer::build(vec![later, first], &settings);
        let found = |id: &str| gazetteer.find(id).map(|ix| gazetteer.entry(ix).name());
        assert_eq!([found("a"), found("old"), found("c"), found("d")], [Some("Abel"), Some("Bela"), Some("Carl"), None]);
        assert_eq!(gazetteer.len(), 3);
        let order: Vec<&str> = gazetteer.iter().map(|(_, entry)| entry.name()).collect();
        assert_eq!(order, ["Abel", "Carl", "Bela"]);
    }
}
