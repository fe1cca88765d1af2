//! The gazetteer: the set of known entities, read from TOML files.
//!
//! [`reader`] reads one file, block by block, and never fails: it returns the entries it could read
//! and a finding for everything it could not. [`Gazetteer::build`] joins files into one set with an
//! index by id, the lints that need the whole set ([`lints`]) and the [`name_table`] that the
//! reading of articles looks names up in.
//!
//! Beside the hand-edited files there may be imported sources ([`imported`]), a million entries and more. These are
//! decoded one by one, when somebody asks for one; nothing here goes over all of them. So the indexes that
//! are built over all entries (offices, surnames, near and derived names, lints) know the hand-edited ones only.

mod block_reader;
pub mod block_writer;
mod blocks;
pub mod calendar;
mod countries;
pub mod date;
mod declension;
pub mod derived;
pub mod entry;
pub mod fields;
pub(crate) mod foreign;
pub mod imported;
pub mod lints;
#[cfg(test)]
mod manual;
mod merged;
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

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

use rustc_hash::FxHashMap;

pub use countries::Countries;
use derived::DerivedForms;
pub use entry::{Entry, IdRef, Kind, Name, NameUse, Role};
use imported::{Import, Imported};
pub use name_table::{NameTable, Tables};
pub use near::{Near, NearNames};
pub use offices::Offices;
use surnames::{Surname, Surnames};

use crate::finding::{DocPath, Finding, Location};
use crate::import::Trust;
use crate::settings::Settings;
use crate::text::Span;

/// An entry's place in a [`Gazetteer`]. Only good for the gazetteer it came from, but that of an imported entry, which
/// is good as long as the imports are the same. Hand-edited entries come first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntryIx(pub u32);

/// In an index: the entry is imported; the lower bits are its number.
const IMPORTED: u32 = 1 << 31;

impl EntryIx {
    /// The index of an imported entry.
    pub const fn imported(number: u32) -> EntryIx {
        EntryIx(number | IMPORTED)
    }

    /// The number of an imported entry; none where the entry is hand-edited.
    pub const fn number(self) -> Option<u32> {
        if self.0 & IMPORTED == 0 { None } else { Some(self.0 & !IMPORTED) }
    }
}

/// Where an imported entry comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The source.
    pub import: &'a Import,
    /// The line in it, from 1.
    pub line: u32,
}

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
    entries: Vec<Place>,
    by_id: FxHashMap<Arc<str>, EntryIx>,
    imported: Option<Arc<Imported>>,
    /// Hand-edited entries with what imported ones add to them.
    merged: Vec<Entry>,
    /// The imported entries that hand-edited ones replace, by number.
    replaced: FxHashMap<u32, EntryIx>,
    names: NameTable,
    posts: NameTable,
    near: NearNames,
    derived: OnceLock<DerivedForms>,
    offices: Offices,
    surnames: Surnames,
    countries: Countries,
    findings: Vec<(DocPath, Finding)>,
}

/// Where a hand-edited entry lies.
#[derive(Clone, Copy, Debug)]
struct Place {
    file: u32,
    /// In the file.
    entry: u32,
    /// In the merged entries, if it was.
    merged: Option<u32>,
}

/// What stands in for an imported entry whose record cannot be read (its file was damaged while it was in use).
static UNREADABLE: LazyLock<Entry> = LazyLock::new(imported::unreadable);

impl Gazetteer {
    /// Joins files (in order of path). The first entry of an id wins; the others are reported.
    ///
    /// The settings give each lint its severity here; one that is off is not looked for. (The findings
    /// of single files had theirs when [`reader::read`] was given the settings.)
    pub fn build(files: Vec<Arc<GazetteerFile>>, settings: &Settings) -> Gazetteer {
        Gazetteer::with_imports(files, None, settings)
    }

    /// Joins files, and lays them over imported sources. A hand-edited entry replaces the imported ones that have its id
    /// or one of its former ids, or the same id elsewhere (`links`), and takes over what it does not say itself.
    pub fn with_imports(mut files: Vec<Arc<GazetteerFile>>, imported: Option<Arc<Imported>>, settings: &Settings) -> Gazetteer {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut gazetteer = Gazetteer { files, imported, ..Gazetteer::default() };
        for (f, file) in gazetteer.files.iter().enumerate() {
            for (e, entry) in file.entries.iter().enumerate() {
                let ix = EntryIx(gazetteer.entries.len() as u32);
                if gazetteer.by_id.contains_key(&entry.id) {
                    continue;
                }
                gazetteer.by_id.insert(entry.id.clone(), ix);
                gazetteer.entries.push(Place { file: f as u32, entry: e as u32, merged: None });
            }
        }
        gazetteer.merge();
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

    /// Whether no entry is loaded, hand-edited or imported: then nothing is unknown (the quiet start).
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.imported.as_ref().is_none_or(|imported| imported.is_empty())
    }

    /// How many hand-edited entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Every hand-edited entry, in order of path and place, with what imported ones add to it.
    pub fn iter(&self) -> impl Iterator<Item = (EntryIx, &Entry)> {
        (0..self.entries.len() as u32).map(|ix| (EntryIx(ix), self.entry(EntryIx(ix))))
    }

    /// Every hand-edited entry as it is written, in the same order.
    fn written(&self) -> impl Iterator<Item = (EntryIx, &Entry)> {
        (0..self.entries.len() as u32).map(|ix| (EntryIx(ix), self.as_written(EntryIx(ix))))
    }

    /// The entry of an index from this gazetteer. An imported one is decoded when it is first asked for.
    pub fn entry(&self, ix: EntryIx) -> &Entry {
        let Some(number) = ix.number() else {
            let place = self.entries[ix.0 as usize];
            return match place.merged {
                Some(merged) => &self.merged[merged as usize],
                None => &self.files[place.file as usize].entries[place.entry as usize],
            };
        };
        match self.replaced.get(&number) {
            Some(&by) => self.entry(by),
            None => self.imported.as_ref().and_then(|imported| imported.entry(number)).unwrap_or(&UNREADABLE),
        }
    }

    /// The entry as it is written in its file, without what imports add to it. Only here all places are
    /// places of that file.
    pub fn as_written(&self, ix: EntryIx) -> &Entry {
        let ix = self.stands_for(ix);
        match self.entries.get(ix.0 as usize) {
            Some(place) => &self.files[place.file as usize].entries[place.entry as usize],
            None => self.entry(ix),
        }
    }

    /// The index under which an entry goes: another one where a hand-edited entry replaces an imported one.
    pub fn stands_for(&self, ix: EntryIx) -> EntryIx {
        ix.number().and_then(|number| self.replaced.get(&number)).copied().unwrap_or(ix)
    }

    /// Whether an imported name may be used: its entry is there, and no hand-edited one has taken over its names. To be
    /// asked of everything that comes out of a table of imported names.
    pub fn is_live(&self, name: NameRef) -> bool {
        let known = |number| self.imported.as_ref().is_some_and(|imported| (number as usize) < imported.len());
        name.entry.number().is_some_and(|number| known(number) && !self.replaced.contains_key(&number))
    }

    /// The file that a hand-edited entry stands in.
    fn file_of(&self, ix: EntryIx) -> &Arc<GazetteerFile> {
        &self.files[self.entries[ix.0 as usize].file as usize]
    }

    /// The path of the file or source that an entry stands in.
    pub fn path_of(&self, ix: EntryIx) -> &DocPath {
        static NOWHERE: LazyLock<DocPath> = LazyLock::new(|| DocPath::from(""));
        let ix = self.stands_for(ix);
        let Some(number) = ix.number() else { return &self.file_of(ix).path };
        self.imported.as_ref().and_then(|imported| imported.import_of(number)).map_or(&NOWHERE, |import| &import.path)
    }

    /// Where an entry's header stands, in its file or its source: the place that definition lands on.
    pub fn header(&self, ix: EntryIx) -> Location {
        Location { path: self.path_of(ix).clone(), span: self.entry(ix).header }
    }

    /// Where an imported entry comes from; none where the entry is hand-edited.
    pub fn origin(&self, ix: EntryIx) -> Option<Origin<'_>> {
        let number = self.stands_for(ix).number()?;
        let imported = self.imported.as_ref()?;
        Some(Origin { import: imported.import_of(number)?, line: imported.line(number)? })
    }

    /// The line (from 1) of a place in an imported source, known without reading the source; none elsewhere.
    pub fn line_of(&self, at: &Location) -> Option<u32> {
        let imported = self.imported.as_ref()?;
        imported.line(imported.at(&at.path, at.span.start)?)
    }

    /// The imported entry that stands at a place of its source.
    pub fn imported_at(&self, at: &Location) -> Option<EntryIx> {
        self.imported.as_ref()?.at(&at.path, at.span.start).map(EntryIx::imported)
    }

    /// The imported sources, if there are any.
    pub fn imported(&self) -> Option<&Arc<Imported>> {
        self.imported.as_ref()
    }

    /// The entry of that id: a hand-edited one, redirects (`formerly`) followed, else an imported one.
    pub fn find(&self, id: &str) -> Option<EntryIx> {
        let imported = || Some(self.stands_for(EntryIx::imported(self.imported.as_ref()?.find(id)?)));
        self.by_id.get(id).copied().or_else(imported)
    }

    /// The id nearest to one that no entry has. Compares it with every id of a hand-edited entry.
    pub fn nearest_id(&self, id: &str) -> Option<&str> {
        suggest::nearest(id, self.iter().map(|(_, entry)| &*entry.id))
    }

    /// The written form of a reference.
    pub fn name(&self, name: NameRef) -> &Name {
        let names = &self.entry(name.entry).names;
        // Only a damaged file of imports refers to a name that is not there.
        names.get(name.name as usize).unwrap_or(&names[0])
    }

    /// The files, in order of path.
    pub fn files(&self) -> &[Arc<GazetteerFile>] {
        &self.files
    }

    /// The lookup tables that names in text are found by.
    pub fn tables(&self) -> Tables<'_> {
        let full = self.imported.as_ref().map(|imported| imported.names(Trust::Full));
        Tables { listed: &self.names, imported: full.filter(|table| !table.is_empty()) }
    }

    /// The lookup table of every hand-edited name but those of posts.
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

    /// The only hand-edited person who bears the surname of that joined hash.
    pub fn only_bearer(&self, surname: u64) -> Option<EntryIx> {
        self.surnames.only_bearer(surname)
    }

    /// The different surnames that the spellings of an entry's name have; none where it is no person.
    pub fn surnames_of(&self, ix: EntryIx) -> Cow<'_, [Surname]> {
        match ix.number() {
            None => Cow::Borrowed(self.surnames.of(ix)),
            Some(_) => Cow::Owned(surnames::of_entry(self.entry(ix))),
        }
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
