//! How a corpus is read from disk.
//!
//! First its configuration and gazetteer, which are put in force at once: open documents are judged and requests
//! answered while the articles are still being read. Then what is known of the articles from before: from memory, or
//! from the index on disk. Then a [pass] over the articles reads those that changed. What it found is
//! written to the index for the next start.
//!
//! Open buffers win over the disk. An open gazetteer file is taken from its buffer. An open article's record is that
//! of its file; the buffer is laid over it whenever somebody asks.
//!
//! A folder without `nomenclator.toml` is looked into only where a gazetteer would be: whoever opens their home
//! folder in an editor did not ask for all of it to be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use nomenclator_core::corpus::Corpus;
use nomenclator_core::finding::{DocPath, Finding};
use nomenclator_core::gazetteer::{Gazetteer, GazetteerFile, reader};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::position::LineIndex;
use rayon::prelude::*;

use super::asks::{Progress, Showing};
use super::corpora::{GazetteerText, LiveCorpus};
use super::diagnostics::Report;
use super::document::{Home, OpenDocument, path_of};
use super::jobs::Cancel;
use super::pass::{self, Base, Passed};
use super::session::Shared;
use super::work::WORK;
use crate::config::{self, Config};
use crate::workspace::index::{self, Found};
use crate::workspace::{Dates, File, Imports, OpenError, Workspace, root};

/// A corpus of fewer articles is read faster than its index is worth.
const INDEXED: usize = 256;

/// How long a reading goes on that nobody waits for before it is shown.
const UNSEEN: Duration = Duration::from_secs(1);

/// Reads everything: configuration, gazetteer, articles.
pub fn all(shared: &Arc<Shared>, root: &Path, cancel: &Cancel, progress: &Progress) {
    let (workspace, configuration) = open(shared, root);
    let mut files = workspace.list_gazetteers();
    let mut whole = false;
    loop {
        let Some(listed) = with_gazetteer(shared, &workspace, &configuration, &files, cancel, progress) else { return };
        if whole || listed == files {
            return;
        }
        // Links or nested corpora: only the walk through everything shows which files are the gazetteer's.
        (files, whole) = (listed, true);
    }
}

/// Reads a corpus whose gazetteer is in these files; says in which files the walk through everything found it. None
/// where nobody wants it any more.
fn with_gazetteer(
    shared: &Arc<Shared>,
    workspace: &Workspace,
    configuration: &[(DocPath, Finding)],
    files: &[File],
    cancel: &Cancel,
    progress: &Progress,
) -> Option<Vec<File>> {
    let root = &workspace.root;
    let known = shared.session().corpora.get(root).cloned();
    let keeps_findings = shared.session().client.pulls_diagnostics;
    let (files, texts) = gazetteer(shared, workspace, files, known.as_deref());
    let (dates, findings) = workspace.dates();
    let imports = imports(shared, workspace, known.as_deref(), || {
        let gazetteer = Gazetteer::build(files.clone(), &workspace.config.settings);
        LiveCorpus::new(workspace.clone(), dates.clone(), gazetteer, texts.clone(), Imports::default(), keeps_findings)
    });
    let missing = workspace.missing_imports(&imports);
    let missing: Vec<_> = missing.iter().map(|problem| (DocPath::from(config::FILE_NAME), problem.finding(""))).collect();
    let gazetteer = Gazetteer::with_imports(files, imports.imported.clone(), &workspace.config.settings);
    let mut live = LiveCorpus::new(workspace.clone(), dates, gazetteer, texts, imports, keeps_findings);
    let trouble_of = |live: &LiveCorpus, of_files: &[(DocPath, Finding)]| {
        let findings = configuration.iter().chain(&missing).chain(&findings).chain(of_files).filter(|_| keeps_findings);
        Arc::new(trouble(shared, live, findings.cloned()))
    };
    live.trouble = trouble_of(&live, &[]);
    let fingerprint = live.fingerprint();
    let trusted = known.as_ref().is_some_and(|known| known.sound && fingerprint.is_some() && known.fingerprint() == fingerprint);
    if let Some(known) = &known {
        live.corpus = known.numbered_for(&live.gazetteer);
        live.sound = trusted;
    }
    let mut live = Arc::new(live);
    shared.install(&live);

    let mut showing = progress.show(root, cancel, if known.is_some() { UNSEEN } else { Duration::ZERO });
    let base = || match known {
        Some(_) => Base { corpus: live.corpus.clone(), trusted },
        None => Base { corpus: indexed(shared, &live).unwrap_or_default(), trusted: true },
    };
    let passed = pass::over(shared, &live, base, cancel, &mut showing);
    let Some(Passed { listing, corpus, changed }) = passed else {
        give_up(shared, &live, &showing);
        return None;
    };
    for nested in &listing.nested {
        shared.librarian.open(nested);
    }
    let all =
        LiveCorpus { trouble: trouble_of(&live, &listing.findings), corpus, sound: true, complete: true, ..(*live).clone() };
    live = Arc::new(all);
    shared.update(Arc::clone(&live));
    drop(showing);
    if changed > 0 {
        save(&live);
    }
    Some(listing.gazetteers)
}

/// The articles of the corpus as its index on disk knows them, put in force.
fn indexed(shared: &Shared, live: &LiveCorpus) -> Option<Corpus> {
    let (at, fingerprint) = (live.index()?, live.fingerprint()?);
    match index::load(&at, fingerprint, &live.gazetteer) {
        Found::Nothing => None,
        Found::Damaged => {
            shared.warn(&format!("{} was damaged; the articles are read anew.", at.display()));
            None
        }
        Found::Corpus(corpus) => {
            WORK.indexes_loaded.add(1);
            shared.update(Arc::new(LiveCorpus { corpus: corpus.clone(), ..live.clone() }));
            Some(corpus)
        }
    }
}

/// Writes the index of a corpus, if it is worth it.
fn save(live: &LiveCorpus) {
    if live.corpus.len() < INDEXED {
        return;
    }
    let Some((at, fingerprint)) = live.index().zip(live.fingerprint()) else { return };
    match index::save(&at, fingerprint, &live.corpus, &live.gazetteer) {
        Ok(()) => WORK.indexes_saved.add(1),
        Err(error) => tracing::warn!("{} cannot be written: {error}", at.display()),
    }
}

/// The pass was stopped. Where the user did it, nobody is to wait for the rest.
fn give_up(shared: &Shared, live: &LiveCorpus, showing: &Showing<'_>) {
    let current = shared.session().corpora.get(live.root()).cloned();
    if let Some(current) = current.filter(|current| showing.was_stopped() && current.generation == live.generation) {
        shared.update(Arc::new(LiveCorpus { complete: true, ..(*current).clone() }));
    }
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
            false,
        )));
    }
}

/// Puts the articles back into force that a change of the gazetteer left out, its entries numbered anew.
pub fn renumber(shared: &Shared, root: &Path) {
    let known = shared.session().corpora.get(root).cloned();
    if let Some(known) = known.filter(|known| known.left.is_some()) {
        let corpus = known.numbered_for(&known.gazetteer);
        shared.update(Arc::new(LiveCorpus { corpus, left: None, ..(*known).clone() }));
    }
}

/// Reads all articles again: the gazetteer changed.
pub fn articles(shared: &Arc<Shared>, root: &Path, cancel: &Cancel, progress: &Progress) {
    renumber(shared, root);
    let Some(live) = shared.session().corpora.get(root).cloned() else { return };
    let mut showing = progress.show(root, cancel, UNSEEN);
    let base = || Base { corpus: live.corpus.clone(), trusted: false };
    let Some(Passed { corpus, changed, .. }) = pass::over(shared, &live, base, cancel, &mut showing) else {
        return give_up(shared, &live, &showing);
    };
    let live = Arc::new(LiveCorpus { corpus, sound: true, complete: true, ..(*live).clone() });
    shared.update(Arc::clone(&live));
    drop(showing);
    // Also where no article changed: the index is for another gazetteer.
    tracing::debug!("{changed} articles changed");
    save(&live);
}

/// Reads those of the files that are articles now, and forgets those that are none any more: deleted, or ignored.
pub fn files(shared: &Arc<Shared>, live: &Arc<LiveCorpus>, files: &BTreeSet<PathBuf>) {
    let workspace = &live.workspace;
    let named: BTreeSet<DocPath> = files.iter().map(|file| workspace.doc_path(file)).collect();
    // Of a file that is an article already only its bytes can be news; others are looked for where they lie, by a walk.
    let known = |path: &DocPath| live.corpus.get(path).is_some() && workspace.file(path).at.is_file();
    let (known, strange): (BTreeSet<DocPath>, BTreeSet<DocPath>) = named.into_iter().partition(known);
    let candidates = strange.iter().filter(|path| workspace.is_article(path)).map(|path| workspace.file(path).at);
    let there: BTreeSet<PathBuf> = candidates.filter(|at| at.exists()).collect();
    let folders: BTreeSet<&Path> = there.iter().filter_map(|file| file.parent()).collect();
    let listed = folders.into_iter().flat_map(|folder| workspace.list_below(folder).articles);
    let new: BTreeSet<File> = listed.filter(|file| strange.contains(&file.path)).collect();
    let articles: Vec<File> = known.iter().map(|path| workspace.file(path)).chain(new).collect();
    let put: Vec<_> = articles.par_iter().filter_map(|file| pass::again(live, file)).collect();
    let is_article = |path: &DocPath| articles.iter().any(|file| file.path == *path);
    let gone: Vec<DocPath> = strange.into_iter().filter(|path| !is_article(path) && live.corpus.get(path).is_some()).collect();
    if put.is_empty() && gone.is_empty() {
        return;
    }
    WORK.articles_changed.add(put.len() + gone.len());
    let mut corpus = live.corpus.clone();
    corpus.update(put, &gone);
    shared.update(Arc::new(LiveCorpus { corpus, ..(**live).clone() }));
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

/// Reads the gazetteer's files on all cores, open ones from their buffers. Where a block is broken, what was in
/// force before stays.
fn gazetteer(
    shared: &Shared,
    workspace: &Workspace,
    files: &[File],
    known: Option<&LiveCorpus>,
) -> (Vec<Arc<GazetteerFile>>, BTreeMap<DocPath, GazetteerText>) {
    let buffers = buffers(shared, workspace);
    let settings = &workspace.config.settings;
    let read = |file: &File| {
        let text = match buffers.get(&file.path) {
            Some(document) => Ok(document.text.to_string()),
            None => workspace.read(file),
        };
        let previous = known.and_then(|known| known.gazetteer_file(&file.path)).map(|file| &**file);
        let (read, text) = match text {
            Ok(text) => (reader::read(&file.path, &text, settings, previous), text),
            Err(unreadable) => {
                let mut read = reader::read(&file.path, "", settings, None);
                read.findings = unreadable.finding(settings).into_iter().collect();
                (read, String::new())
            }
        };
        let known = GazetteerText::new(&text, Arc::new(LineIndex::new(&text)), &read, previous);
        (Arc::new(read), (Arc::clone(&file.path), known))
    };
    let (files, texts): (Vec<_>, Vec<_>) = files.par_iter().map(read).unzip();
    WORK.gazetteers_built.add(1);
    (files, texts.into_iter().collect())
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
