//! A corpus in force: its configuration, its gazetteer and what is known of its articles, immutable.
//!
//! The librarian reads it from disk, an open gazetteer buffer changes it, and whoever answers a request
//! holds the one that was in force when the request arrived. A new gazetteer makes a new *generation*:
//! readings and records are only good for the generation that they were made against.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use nomenclator_core::corpus::Corpus;
use nomenclator_core::finding::{DocPath, Location};
use nomenclator_core::gazetteer::{Gazetteer, GazetteerFile};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::position::LineIndex;

use tower_lsp::ls_types::Uri;

use super::capabilities::Client;
use super::convert::{self, ClientLocation};
use super::diagnostics::Report;
use super::document::{Home, is_new, path_of, uri_of};
use super::watch;
use crate::workspace::index::Fingerprint;
use crate::workspace::stamp::digest;
use crate::workspace::{Dates, Imports, Workspace, root};

/// What is known of the text of a gazetteer file.
#[derive(Clone)]
pub struct GazetteerText {
    /// Its lines.
    pub lines: Arc<LineIndex>,
    /// Its digest; none where the file's entries are not those of this text alone.
    pub digest: Option<[u8; 16]>,
}

impl GazetteerText {
    /// Of a text that was read as that file, with `previous` to stand in for what is broken.
    pub fn new(text: &str, lines: Arc<LineIndex>, file: &GazetteerFile, previous: Option<&GazetteerFile>) -> GazetteerText {
        let by_itself = previous.is_none() || file.findings.is_empty();
        GazetteerText { lines, digest: by_itself.then(|| digest(text.as_bytes())) }
    }
}

/// Every corpus in force, by root. Cheap to clone.
pub type Corpora = Arc<BTreeMap<PathBuf, Arc<LiveCorpus>>>;

/// One corpus in force.
#[derive(Clone)]
pub struct LiveCorpus {
    /// Where it lies and how it is configured.
    pub workspace: Arc<Workspace>,
    /// The engine's part of the configuration.
    pub settings: Arc<Settings>,
    /// The dates of articles that do not say theirs.
    pub dates: Arc<Dates>,
    /// Grows with every gazetteer and configuration.
    pub generation: u64,
    /// The known entities.
    pub gazetteer: Arc<Gazetteer>,
    /// What is imported.
    pub imports: Arc<Imports>,
    /// The lines of its files, of the open text where one is open.
    pub gazetteer_lines: Arc<BTreeMap<DocPath, Arc<LineIndex>>>,
    /// Digests of its files' texts; none where a file's entries are not those of its text alone.
    pub digests: Arc<BTreeMap<DocPath, Option<[u8; 16]>>>,
    /// The articles on disk as far as they were read.
    pub corpus: Corpus,
    /// The articles as an earlier gazetteer numbered its entries, with that gazetteer: they come back into force when
    /// the librarian has numbered them anew.
    pub left: Option<(Corpus, Arc<Gazetteer>)>,
    /// Whether the findings of closed files are kept, for a client that fetches them.
    pub keeps_findings: bool,
    /// The diagnostics of the configuration, the dates and folders, for such a client.
    pub trouble: Arc<BTreeMap<DocPath, Arc<Report>>>,
    /// Whether those that are in it were read against all this, and not against an earlier gazetteer.
    pub sound: bool,
    /// Whether all articles were read, as far as anybody wanted.
    pub complete: bool,
}

impl LiveCorpus {
    /// A corpus none of whose articles was read yet.
    pub fn new(
        workspace: Workspace,
        dates: Dates,
        gazetteer: Gazetteer,
        files: BTreeMap<DocPath, GazetteerText>,
        imports: Imports,
        keeps_findings: bool,
    ) -> LiveCorpus {
        let digests = files.iter().map(|(path, text)| (Arc::clone(path), text.digest)).collect();
        let gazetteer_lines = files.into_iter().map(|(path, text)| (path, text.lines)).collect();
        LiveCorpus {
            settings: Arc::new(workspace.config.settings.clone()),
            workspace: Arc::new(workspace),
            dates: Arc::new(dates),
            generation: next_generation(),
            gazetteer: Arc::new(gazetteer),
            gazetteer_lines: Arc::new(gazetteer_lines),
            imports: Arc::new(imports),
            digests: Arc::new(digests),
            corpus: Corpus::default(),
            left: None,
            keeps_findings,
            trouble: Arc::default(),
            sound: true,
            complete: false,
        }
    }

    /// The corpus with another reading of one gazetteer file, or without it.
    ///
    /// The articles stay while every entry keeps its index; they are out of date until they are read again, and not
    /// wrong. Otherwise they are [`left`](Self::left) for the librarian, who is quick: this is done while somebody types.
    #[must_use]
    pub fn with_gazetteer_file(&self, path: &DocPath, file: Arc<GazetteerFile>, text: GazetteerText) -> LiveCorpus {
        let mut files: Vec<_> = self.gazetteer.files().iter().filter(|file| file.path != *path).cloned().collect();
        let mut lines = (*self.gazetteer_lines).clone();
        let mut digests = (*self.digests).clone();
        files.push(file);
        lines.insert(Arc::clone(path), text.lines);
        digests.insert(Arc::clone(path), text.digest);
        let gazetteer = Gazetteer::with_imports(files, self.imports.imported.clone(), &self.settings);
        let same =
            gazetteer.len() == self.gazetteer.len() && gazetteer.iter().zip(self.gazetteer.iter()).all(|(a, b)| a.1.id == b.1.id);
        LiveCorpus {
            generation: next_generation(),
            gazetteer: Arc::new(gazetteer),
            gazetteer_lines: Arc::new(lines),
            digests: Arc::new(digests),
            corpus: if same { self.corpus.clone() } else { Corpus::default() },
            left: match &self.left {
                None if same => None,
                None => Some((self.corpus.clone(), Arc::clone(&self.gazetteer))),
                left => left.clone(),
            },
            sound: false,
            complete: false,
            ..self.clone()
        }
    }

    /// The articles, with the entries numbered as in that gazetteer. Walks the referents, not the articles.
    pub fn numbered_for(&self, gazetteer: &Gazetteer) -> Corpus {
        let (corpus, by) = self.left.as_ref().map_or((&self.corpus, &self.gazetteer), |(corpus, by)| (corpus, by));
        corpus.renumbered(|entry| gazetteer.find(&by.entry(entry).id))
    }

    /// The reading of a gazetteer file.
    pub fn gazetteer_file(&self, path: &str) -> Option<&Arc<GazetteerFile>> {
        let files = self.gazetteer.files();
        files.binary_search_by(|file| (*file.path).cmp(path)).ok().map(|found| &files[found])
    }

    /// A place in a file on disk, for the client; none where the file is not known. `own` are the lines of a file that
    /// is being read.
    pub fn location(&self, at: &Location, own: Option<(&DocPath, &LineIndex)>, client: Client) -> Option<ClientLocation> {
        let own = own.filter(|(path, _)| **path == at.path).map(|(_, lines)| lines);
        let uri = uri_of(&self.workspace.file(&at.path).at)?;
        match own.or_else(|| self.gazetteer_lines.get(&at.path).map(|lines| &**lines)) {
            Some(lines) => Some(convert::location(uri, at.span, lines, client.encoding)),
            None => Some(convert::location(uri, at.span, &self.corpus.get(&at.path)?.lines(), client.encoding)),
        }
    }

    /// What its articles are read against; none where that cannot be found again on another day.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        let config = &self.workspace.config;
        let rest = format!("{:?}{:?}{:?}{}", self.settings, config.encoding, self.dates, self.keeps_findings);
        let imported = self.gazetteer.imported().map_or(&[][..], |imported| imported.key());
        let mut things: Vec<&[u8]> = vec![rest.as_bytes(), imported];
        for (path, digest) in &*self.digests {
            things.extend([path.as_bytes(), digest.as_ref()?]);
        }
        Some(Fingerprint::of(things.into_iter()))
    }

    /// Where its index lies on disk. One without findings is no use where they are kept, and the other way round.
    pub fn index(&self) -> Option<PathBuf> {
        let name = if self.keeps_findings { "articles-with-findings.index" } else { "articles.index" };
        Some(self.workspace.cache()?.join(name))
    }

    /// The place of its root.
    pub fn root(&self) -> &Path {
        &self.workspace.root
    }
}

/// Where a document belongs: the nearest corpus above it, else the innermost workspace folder around it. A
/// buffer without a file belongs to the first workspace folder's corpus. Asks the disk.
pub fn home(uri: &Uri, folders: &[PathBuf]) -> Home {
    let Some(path) = path_of(uri) else {
        let folders = if is_new(uri) { folders } else { &[] };
        return folders.first().map_or(Home::Nowhere, |folder| Home::Corpus(watch::root_of(folder)));
    };
    let path = root::absolute(&path);
    let around = || {
        let around = folders.iter().map(|folder| root::absolute(folder)).filter(|folder| path.starts_with(folder));
        around.max_by_key(|folder| folder.components().count())
    };
    // `starts_with` compares whole components: `/foo` is not around `/foobar`.
    root::find(&path).or_else(around).map_or(Home::Nowhere, Home::Corpus)
}

fn next_generation() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}
