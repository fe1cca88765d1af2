//! How a corpus is read from disk.
//!
//! First its configuration and gazetteer, which are put in force at once: open documents are judged and requests
//! answered while the articles are still being read. Then the articles, in portions, each put in force when it was
//! read.
//!
//! Open buffers win over the disk. An open gazetteer file is taken from its buffer. An open article's record is that
//! of its file; the buffer is laid over it whenever somebody asks.
//!
//! A folder without `nomenclator.toml` is looked into only where a gazetteer would be: whoever opens their home
//! folder in an editor did not ask for all of it to be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nomenclator_core::corpus::ArticleRecord;
use nomenclator_core::finding::{DocPath, Finding};
use nomenclator_core::gazetteer::{Gazetteer, GazetteerFile, reader};
use nomenclator_core::reading::{self, Article, Context};
use nomenclator_core::rules::{self, Subject};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::position::LineIndex;
use rayon::prelude::*;

use super::asks::Progress;
use super::capabilities::Client;
use super::corpora::LiveCorpus;
use super::diagnostics::Report;
use super::document::{Home, OpenDocument, path_of};
use super::jobs::Cancel;
use super::session::Shared;
use crate::config::{self, Config};
use crate::workspace::{Dates, File, Imports, Listing, OpenError, Workspace, root};

/// How many articles are read before the corpus in force and the progress are brought up to date.
const PORTION: usize = 256;

/// How often what was read so far is put in force.
const INSTALMENT: Duration = Duration::from_millis(500);

/// What is kept of an article that was read; no record where it could not be.
struct Kept {
    path: DocPath,
    record: Option<ArticleRecord>,
    report: Option<Arc<Report>>,
}

/// Reads everything: configuration, gazetteer, articles.
pub fn all(shared: &Arc<Shared>, root: &Path, cancel: &Cancel, progress: Option<&Progress>) {
    let (workspace, configuration) = open(shared, root);
    let listing = list(&workspace);
    for nested in &listing.nested {
        shared.librarian.open(nested);
    }
    let known = shared.session().corpora.get(root).cloned();
    let (files, lines) = gazetteer(shared, &workspace, &listing.gazetteers, known.as_deref());
    let (dates, findings) = workspace.dates();
    let imports = imports(shared, &workspace, known.as_deref(), || {
        let gazetteer = Gazetteer::build(files.clone(), &workspace.config.settings);
        LiveCorpus::new(workspace.clone(), dates.clone(), gazetteer, lines.clone(), Imports::default())
    });
    let missing = workspace.missing_imports(&imports);
    let gazetteer = Gazetteer::with_imports(files, imports.imported.clone(), &workspace.config.settings);
    let mut corpus = LiveCorpus::new(workspace, dates, gazetteer, lines, imports);
    if shared.session().client.pulls_diagnostics {
        let missing = missing.iter().map(|problem| (DocPath::from(config::FILE_NAME), problem.finding("")));
        let trouble = configuration.into_iter().chain(missing).chain(findings).chain(listing.findings.iter().cloned());
        corpus.trouble = Arc::new(self::trouble(shared, &corpus, trouble));
    }
    let corpus = Arc::new(corpus);
    shared.install(&corpus);
    let progress = progress.map(|progress| progress.start(root, listing.articles.len()));
    read_all(shared, &corpus, &listing.articles, cancel, |read| {
        if let Some(progress) = &progress {
            progress.report(read);
        }
    });
}

/// Puts an empty corpus in force where none is: nobody should wait for one that cannot be read.
pub fn nothing(shared: &Shared, root: &Path) {
    if !shared.session().corpora.contains_key(root) {
        let workspace = Workspace { root: root::absolute(root), config: Config::default() };
        shared.install(&Arc::new(LiveCorpus::new(
            workspace,
            Dates::default(),
            Gazetteer::default(),
            BTreeMap::new(),
            Imports::default(),
        )));
    }
}

/// Reads all articles again: the gazetteer changed.
pub fn articles(shared: &Arc<Shared>, root: &Path, cancel: &Cancel) {
    let Some(corpus) = shared.session().corpora.get(root).cloned() else { return };
    let articles = list(&corpus.workspace).articles;
    read_all(shared, &corpus, &articles, cancel, |_| ());
}

/// Reads those of the files that are articles now, and forgets those that are none any more: deleted, or ignored.
pub fn files(shared: &Arc<Shared>, corpus: &Arc<LiveCorpus>, files: &BTreeSet<PathBuf>) {
    let named: BTreeSet<DocPath> = files.iter().map(|file| corpus.workspace.doc_path(file)).collect();
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    let listed = folders.into_iter().flat_map(|folder| corpus.workspace.list_below(folder).articles);
    let articles: BTreeSet<File> = listed.filter(|file| named.contains(&file.path)).collect();
    let client = shared.session().client;
    let mut kept: Vec<Kept> = articles.par_iter().map(|file| read(corpus, file, client)).collect();
    let there = |path: &DocPath| articles.iter().any(|file| file.path == *path);
    kept.extend(named.iter().filter(|path| !there(path)).map(|path| Kept { path: path.clone(), record: None, report: None }));
    let mut reading = Progressing::new(corpus);
    reading.put(kept);
    shared.update(reading.corpus(corpus.complete));
}

/// Whether a change of these files needs everything to be read again: the configuration, the dates, an
/// imported source, or a file of the gazetteer that is not open.
pub fn needs_all(shared: &Shared, corpus: &LiveCorpus, files: &BTreeSet<PathBuf>) -> bool {
    let workspace = &corpus.workspace;
    let mut named = files.iter().map(|file| workspace.doc_path(file));
    let buffers = buffers(shared, workspace);
    named.any(|path| {
        path.ends_with(config::FILE_NAME)
            || workspace.config.dates.as_deref() == Some(&path)
            || workspace.config.imports.iter().any(|table| table.import.path == path)
            || (workspace.is_gazetteer(&path) && !buffers.contains_key(&path))
    })
}

/// The workspace, and what is wrong in its configuration.
fn open(shared: &Shared, root: &Path) -> (Workspace, Vec<(DocPath, Finding)>) {
    match Workspace::open(root) {
        Ok(workspace) => (workspace, Vec::new()),
        Err(OpenError::Invalid { path, text, problems, workspace }) => {
            let first = problems.first().map_or("", |problem| problem.message.as_str());
            shared.warn(&format!("{} has mistakes; what can be understood of it is used. {first}", path.display()));
            let findings = problems.iter().map(|problem| (DocPath::from(config::FILE_NAME), problem.finding(&text)));
            (*workspace, findings.collect())
        }
        Err(OpenError::Unreadable { path, error }) => {
            shared.warn(&format!("{} cannot be read ({error}); the defaults are used.", path.display()));
            (Workspace { root: root::absolute(root), config: Config::default() }, Vec::new())
        }
    }
}

/// Loads what is imported. Where it must be compiled first and no corpus is in force, the corpus `without` it is put in
/// force: whoever opens a file is not made to wait.
fn imports(shared: &Shared, workspace: &Workspace, known: Option<&LiveCorpus>, without: impl FnOnce() -> LiveCorpus) -> Imports {
    let before = known.map(|known| &*known.imports);
    let imports = workspace.ready_imports(before).unwrap_or_else(|| {
        if known.is_none() {
            let mut without = without();
            without.settings = Arc::new(saying_nothing_is_unknown(&without.settings));
            shared.install(&Arc::new(without));
        }
        workspace.load_imports(before)
    });
    for notice in &imports.notices {
        tracing::warn!("{notice}");
    }
    for problem in workspace.missing_imports(&imports) {
        // Said once, until it changes.
        if before.is_none_or(|before| before.missing != imports.missing) {
            shared.warn(&format!("{} {}", problem.message, problem.help));
        }
    }
    if !imports.problems.is_empty() && before.is_none_or(|before| before.problems != imports.problems) {
        tracing::warn!("{} kinds of problems in imported sources: “nomenclator check” lists them", imports.problems.len());
    }
    imports
}

/// Settings for as long as what is imported is not known yet: nobody can say that something is unknown.
fn saying_nothing_is_unknown(settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    for rule in ["unresolved-name", "misspelt-name", "pin-unknown-entity"] {
        settings.rules.insert(rule.to_owned(), None);
    }
    settings
}

/// Reports on files that are neither articles nor gazetteers.
fn trouble(
    shared: &Shared,
    corpus: &LiveCorpus,
    findings: impl Iterator<Item = (DocPath, Finding)>,
) -> BTreeMap<DocPath, Arc<Report>> {
    let mut by_path: BTreeMap<DocPath, Vec<Finding>> = BTreeMap::new();
    for (path, finding) in findings {
        by_path.entry(path).or_default().push(finding);
    }
    let client = shared.session().client;
    let report = |path: &DocPath, findings: &[Finding]| {
        let text = corpus.workspace.read(&corpus.workspace.file(path)).unwrap_or_default();
        Arc::new(Report::new(corpus, path, findings, &LineIndex::new(&text), client))
    };
    by_path.into_iter().map(|(path, findings)| (Arc::clone(&path), report(&path, &findings))).collect()
}

fn list(workspace: &Workspace) -> Listing {
    if workspace.config.settings.configured {
        return workspace.list();
    }
    let gazetteers = workspace.list_below(&workspace.root.join("gazetteer")).gazetteers;
    if gazetteers.is_empty() { Listing::default() } else { workspace.list() }
}

/// Reads the gazetteer's files on all cores, open ones from their buffers. Where a block is broken, what was in
/// force before stays.
fn gazetteer(
    shared: &Shared,
    workspace: &Workspace,
    files: &[File],
    known: Option<&LiveCorpus>,
) -> (Vec<Arc<GazetteerFile>>, BTreeMap<DocPath, Arc<LineIndex>>) {
    let buffers = buffers(shared, workspace);
    let settings = &workspace.config.settings;
    let read = |file: &File| {
        let text = match buffers.get(&file.path) {
            Some(document) => Ok(document.text.to_string()),
            None => workspace.read(file),
        };
        let (read, text) = match text {
            Ok(text) => {
                let previous = known.and_then(|known| known.gazetteer_file(&file.path));
                (reader::read(&file.path, &text, settings, previous.map(|file| &**file)), text)
            }
            Err(unreadable) => {
                let mut read = reader::read(&file.path, "", settings, None);
                read.findings = unreadable.finding(settings).into_iter().collect();
                (read, String::new())
            }
        };
        (Arc::new(read), (Arc::clone(&file.path), Arc::new(LineIndex::new(&text))))
    };
    let (files, lines): (Vec<_>, Vec<_>) = files.par_iter().map(read).unzip();
    (files, lines.into_iter().collect())
}

/// The open documents of a corpus, by their names in it.
fn buffers(shared: &Shared, workspace: &Workspace) -> BTreeMap<DocPath, Arc<OpenDocument>> {
    let (documents, folders) = {
        let session = shared.session();
        (session.documents().cloned().collect::<Vec<_>>(), session.folders.clone())
    };
    let of_corpus =
        |document: &Arc<OpenDocument>| matches!(document.home(&folders), Home::Corpus(root) if *root == workspace.root);
    let named = documents.into_iter().filter(of_corpus);
    named.filter_map(|document| Some((workspace.doc_path(&path_of(&document.uri)?), document))).collect()
}

/// Reads articles in portions and puts them in force; stops when nobody wants them any more.
fn read_all(shared: &Arc<Shared>, corpus: &Arc<LiveCorpus>, articles: &[File], cancel: &Cancel, progress: impl Fn(usize)) {
    let client = shared.session().client;
    let mut reading = Progressing::new(corpus);
    let mut last = Instant::now();
    let mut done = 0;
    for portion in articles.chunks(PORTION) {
        let kept: Vec<Kept> = portion.par_iter().map(|file| read(corpus, file, client)).collect();
        if cancel.asked() {
            return;
        }
        reading.put(kept);
        done += portion.len();
        progress(done);
        if last.elapsed() > INSTALMENT && done < articles.len() {
            shared.update(reading.corpus(false));
            last = Instant::now();
        }
    }
    reading.keep_only(articles);
    shared.update(reading.corpus(true));
}

/// Reads one article against the corpus.
fn read(corpus: &LiveCorpus, file: &File, client: Client) -> Kept {
    let path = Arc::clone(&file.path);
    let text = match corpus.workspace.read(file) {
        Ok(text) => text,
        Err(unreadable) => {
            let finding = unreadable.finding(&corpus.settings);
            let report =
                client.pulls_diagnostics.then(|| Report::new(corpus, &path, finding.as_slice(), &LineIndex::new(""), client));
            return Kept { path, record: None, report: report.map(Arc::new) };
        }
    };
    let article = Article { path: &path, text: &text, listed_date: corpus.dates.get(&path) };
    let context = Context { gazetteer: &corpus.gazetteer, settings: &corpus.settings };
    let reading = reading::read(article, context);
    let lines = Arc::new(LineIndex::new(&text));
    let report = client.pulls_diagnostics.then(|| {
        let (gazetteer, settings) = (&*corpus.gazetteer, &*corpus.settings);
        let findings = rules::check(Subject { path: &path, text: &text, reading: &reading, gazetteer, settings });
        Arc::new(Report::new(corpus, &path, &findings, &lines, client))
    });
    let record = ArticleRecord::new(Arc::clone(&path), &text, &reading, lines, &corpus.gazetteer);
    Kept { path, record: Some(record), report }
}

/// A corpus that is being read.
struct Progressing {
    corpus: LiveCorpus,
}

impl Progressing {
    fn new(corpus: &LiveCorpus) -> Progressing {
        Progressing { corpus: corpus.clone() }
    }

    fn put(&mut self, kept: Vec<Kept>) {
        let reports = Arc::make_mut(&mut self.corpus.reports);
        for Kept { path, record, report } in kept {
            match report {
                Some(report) => drop(reports.insert(Arc::clone(&path), report)),
                None => drop(reports.remove(&path)),
            }
            match record {
                Some(record) => self.corpus.corpus.insert(record),
                None => drop(self.corpus.corpus.remove(&path)),
            }
        }
    }

    /// Forgets articles that are not there any more; the list is in order of path.
    fn keep_only(&mut self, articles: &[File]) {
        let listed = |path: &DocPath| articles.binary_search_by(|file| file.path.cmp(path)).is_ok();
        let known = self.corpus.corpus.articles();
        let gone: Vec<DocPath> = known.into_iter().map(|record| &record.path).filter(|path| !listed(path)).cloned().collect();
        for path in gone {
            self.corpus.corpus.remove(&path);
        }
        Arc::make_mut(&mut self.corpus.reports).retain(|path, _| listed(path));
    }

    fn corpus(&self, complete: bool) -> Arc<LiveCorpus> {
        Arc::new(LiveCorpus { complete, ..self.corpus.clone() })
    }
}
