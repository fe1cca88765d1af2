//! From the paths on the command line to corpora and the files of them that were asked for.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use nomenclator_core::finding::{DocPath, Finding};

use super::{terminal, visible};
use crate::config::{self, Config};
use crate::workspace::{self, File, Listing, Unreadable, Workspace, root};

/// One corpus and the files of it that were asked for.
pub struct Scope {
    /// The corpus.
    pub workspace: Workspace,
    /// The articles that were asked for, in order of path, each once.
    pub articles: Vec<File>,
    /// Every file of the gazetteer, in order of path.
    pub gazetteers: Vec<File>,
    /// What was asked for.
    pub asked: Asked,
    /// What could not be looked into while listing.
    pub findings: Vec<(DocPath, Finding)>,
    /// Standard input and the file that it stands in for.
    stdin: Option<(DocPath, Vec<u8>)>,
}

/// What was asked for.
pub enum Asked {
    /// The whole corpus.
    Everything,
    /// Some articles, and these parts of the gazetteer.
    Only(BTreeSet<DocPath>),
}

impl Scope {
    /// The text of a file: standard input where it stands in for it.
    pub fn text(&self, file: &File) -> Result<String, Unreadable> {
        match &self.stdin {
            Some((path, bytes)) if *path == file.path => self.workspace.decode(path, bytes.clone()),
            _ => self.workspace.read(file),
        }
    }
}

/// The corpora of the paths, in the order in which the paths come to them. Without paths it is the
/// corpus around the working folder.
pub fn of_paths(corpus: Option<&Path>, paths: &[PathBuf]) -> anyhow::Result<Vec<Scope>> {
    let here = [corpus.map_or_else(|| root::find(Path::new(".")).unwrap_or_else(|| PathBuf::from(".")), Path::to_owned)];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut groups: Vec<(PathBuf, Vec<&Path>)> = Vec::new();
    for path in paths {
        // A broken link exists, and is reported when it is read.
        if let Err(error) = path.symlink_metadata() {
            return Err(missing(path, &error));
        }
        let root = root_of(corpus, path)?;
        match groups.iter_mut().find(|(known, _)| *known == root) {
            Some((_, paths)) => paths.push(path),
            None => groups.push((root, vec![path])),
        }
    }
    groups.into_iter().map(|(root, paths)| of_corpus(&root, &paths)).collect()
}

/// The corpus of one file whose text comes from standard input. The file need not exist.
pub fn of_stdin(corpus: Option<&Path>, path: &Path) -> anyhow::Result<Scope> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("Standard input cannot be read")?;
    let mut scope = list(Workspace::open(&root_of(corpus, path)?)?);
    let file = File { path: scope.workspace.doc_path(path), at: path.to_owned() };
    scope.articles.clear();
    scope.findings.clear();
    scope.asked = Asked::Only(BTreeSet::new());
    scope.stdin = Some((Arc::clone(&file.path), bytes));
    add(&mut scope, file);
    Ok(scope)
}

/// The root of the corpus that a path belongs to. Where there is no configuration, a folder is its
/// own root, and a file's is the folder it is in.
fn root_of(corpus: Option<&Path>, path: &Path) -> anyhow::Result<PathBuf> {
    if let Some(corpus) = corpus {
        match corpus.metadata() {
            Ok(metadata) if metadata.is_dir() => return Ok(root::absolute(corpus)),
            Ok(_) => bail!("--corpus must be a folder, and “{}” is a file.", corpus.display()),
            Err(error) => return Err(missing(corpus, &error)),
        }
    }
    let path = root::absolute(path);
    Ok(root::find(&path).unwrap_or_else(|| match path.parent() {
        Some(parent) if !path.is_dir() => parent.to_owned(),
        _ => path,
    }))
}

fn missing(path: &Path, error: &std::io::Error) -> anyhow::Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        return anyhow::anyhow!("There is no file or folder “{}”.", path.display());
    }
    anyhow::anyhow!("“{}” cannot be looked at: {error}.", path.display())
}

fn of_corpus(root: &Path, paths: &[&Path]) -> anyhow::Result<Scope> {
    let mut scope = list(Workspace::open(root)?);
    if paths.iter().any(|path| scope.workspace.relative(path).as_deref() == Some("")) {
        return Ok(scope);
    }
    scope.articles.clear();
    scope.findings.clear();
    scope.asked = Asked::Only(BTreeSet::new());
    for path in paths {
        if path.is_dir() {
            add_folder(&mut scope, path);
        } else {
            let file = File { path: scope.workspace.doc_path(path), at: path.to_path_buf() };
            add(&mut scope, file);
        }
    }
    scope.articles.sort();
    scope.articles.dedup_by(|a, b| a.path == b.path);
    Ok(scope)
}

/// Everything in a corpus.
fn list(workspace: Workspace) -> Scope {
    let listing = workspace.list();
    for nested in &listing.nested {
        let nested = terminal::path(nested);
        terminal::say(&format!("note: “{nested}” is a corpus of its own: it is left out; name it to have it looked at."));
    }
    if listing.articles.is_empty() && workspace.config.settings.configured {
        let patterns = visible::line(&workspace.config.articles.patterns().join(", "));
        terminal::say(&format!("note: no file is an article, going by `articles` in the configuration: {patterns}."));
    }
    Scope {
        workspace,
        articles: listing.articles,
        gazetteers: listing.gazetteers,
        asked: Asked::Everything,
        findings: listing.findings,
        stdin: None,
    }
}

fn add_folder(scope: &mut Scope, folder: &Path) {
    let listing = match scope.workspace.relative(folder) {
        Some(relative) => scope.workspace.list_below(&scope.workspace.root.join(relative)),
        None => elsewhere(folder),
    };
    if let Asked::Only(gazetteers) = &mut scope.asked {
        gazetteers.extend(listing.gazetteers.into_iter().map(|file| file.path));
    }
    scope.articles.extend(listing.articles);
    scope.findings.extend(listing.findings);
}

/// The articles in a folder outside the corpus, by the names they would have without a configuration.
fn elsewhere(folder: &Path) -> Listing {
    let workspace = Workspace { root: root::absolute(folder), config: Config::default() };
    let mut listing = workspace.list();
    let as_given = |path: &str| -> DocPath { Arc::from(folder.join(path).to_string_lossy()) };
    listing.gazetteers.clear();
    listing.articles.iter_mut().for_each(|file| file.path = as_given(&file.path));
    listing.findings.iter_mut().for_each(|(path, _)| *path = as_given(path));
    listing
}

/// Adds a file that was named: whoever names it wants it read, whatever the configuration lists.
fn add(scope: &mut Scope, file: File) {
    let config = &scope.workspace.config;
    if config.gazetteers.matches(&file.path) {
        if let Asked::Only(gazetteers) = &mut scope.asked {
            gazetteers.insert(Arc::clone(&file.path));
        }
        if let Err(place) = scope.gazetteers.binary_search_by(|known| known.path.cmp(&file.path)) {
            scope.gazetteers.insert(place, file);
        }
    } else if config.dates.as_deref() == Some(&*file.path) || *file.path == *config::FILE_NAME {
        // Both are read whenever the corpus is.
    } else if workspace::is_toml(&file.path) {
        let path = visible::line(&file.path);
        terminal::say(&format!("note: “{path}” is no part of the gazetteer, going by `gazetteers` in the configuration."));
    } else {
        scope.articles.push(file);
    }
}
