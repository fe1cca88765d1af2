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
use crate::workspace::{Dates, Imports, Workspace, root};

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
    /// The articles on disk as far as they were read.
    pub corpus: Corpus,
    /// The diagnostics of closed files, for a client that fetches them.
    pub reports: Arc<BTreeMap<DocPath, Arc<Report>>>,
    /// The diagnostics of the configuration, the dates and folders, likewise.
    pub trouble: Arc<BTreeMap<DocPath, Arc<Report>>>,
    /// Whether all articles were read.
    pub complete: bool,
}

impl LiveCorpus {
    /// A corpus none of whose articles was read yet.
    pub fn new(
        workspace: Workspace,
        dates: Dates,
        gazetteer: Gazetteer,
        gazetteer_lines: BTreeMap<DocPath, Arc<LineIndex>>,
        imports: Imports,
    ) -> LiveCorpus {
        LiveCorpus {
            settings: Arc::new(workspace.config.settings.clone()),
            workspace: Arc::new(workspace),
            dates: Arc::new(dates),
            generation: next_generation(),
            gazetteer: Arc::new(gazetteer),
            gazetteer_lines: Arc::new(gazetteer_lines),
            imports: Arc::new(imports),
            corpus: Corpus::default(),
            reports: Arc::default(),
            trouble: Arc::default(),
            complete: false,
        }
    }

    /// The corpus with another reading of one gazetteer file, or without it.
    ///
    /// The records of articles are kept while every entry keeps its index; they are out of date until the
    /// articles are read again, and not wrong. Otherwise they are left out until then.
    #[must_use]
    pub fn with_gazetteer_file(&self, path: &DocPath, file: Option<(Arc<GazetteerFile>, Arc<LineIndex>)>) -> LiveCorpus {
        let mut files: Vec<_> = self.gazetteer.files().iter().filter(|file| file.path != *path).cloned().collect();
        let mut lines = (*self.gazetteer_lines).clone();
        lines.remove(path);
        if let Some((file, index)) = file {
            files.push(file);
            lines.insert(Arc::clone(path), index);
        }
        let gazetteer = Gazetteer::with_imports(files, self.imports.imported.clone(), &self.settings);
        let same =
            gazetteer.len() == self.gazetteer.len() && gazetteer.iter().zip(self.gazetteer.iter()).all(|(a, b)| a.1.id == b.1.id);
        LiveCorpus {
            generation: next_generation(),
            gazetteer: Arc::new(gazetteer),
            gazetteer_lines: Arc::new(lines),
            corpus: if same { self.corpus.clone() } else { Corpus::default() },
            complete: false,
            ..self.clone()
        }
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
        let lines = own
            .or_else(|| self.gazetteer_lines.get(&at.path).map(|lines| &**lines))
            .or_else(|| self.corpus.get(&at.path).map(|record| &*record.lines))?;
        let uri = uri_of(&self.workspace.file(&at.path).at)?;
        Some(convert::location(uri, at.span, lines, client.encoding))
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
