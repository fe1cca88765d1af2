//! Files that change outside the editor, or are saved in it, and folders that come and go.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileChangeType, FileSystemWatcher, GlobPattern, Registration,
};

use super::corpora::LiveCorpus;
use super::session::{Session, Shared};
use crate::config;
use crate::workspace::root;

/// Has everything read again that depends on a file.
pub fn changed(session: &mut Session, shared: &Shared, path: &Path, change: FileChangeType) {
    let path = root::absolute(path);
    let around: Vec<PathBuf> = session.corpora.keys().filter(|root| path.starts_with(root)).cloned().collect();
    // A client that watches nothing may only have saved it, for the first time.
    let is_new = || !path.parent().is_some_and(|root| session.corpora.contains_key(root));
    if path.ends_with(config::FILE_NAME) && (change != FileChangeType::CHANGED || is_new()) {
        // A corpus begins or ends here: its files change hands with the corpora around it.
        for root in &around {
            shared.librarian.open(root);
        }
        if change == FileChangeType::DELETED {
            path.parent().and_then(|root| Arc::make_mut(&mut session.corpora).remove(root));
        }
        session.rehouse();
    } else if let Some(root) = around.iter().max_by_key(|root| root.components().count()) {
        shared.librarian.file(root, path);
    }
}

/// Has the corpora of workspace folders read. Asks the disk.
pub fn open(shared: &Shared, folders: &[PathBuf]) {
    for folder in folders {
        shared.librarian.want(&root_of(folder));
    }
}

/// Where the corpus of a workspace folder begins. Asks the disk.
pub fn root_of(folder: &Path) -> PathBuf {
    root::find(folder).unwrap_or_else(|| root::absolute(folder))
}

/// Forgets corpora that no folder and no open document belongs to any more.
pub fn forget(session: &mut Session) {
    let wanted = |root: &PathBuf| {
        let in_folder = session.folders.iter().map(|folder| root::absolute(folder));
        in_folder.into_iter().any(|folder| root.starts_with(&folder) || folder.starts_with(root))
            || session.documents().any(|document| document.belongs_to(root))
    };
    let gone: Vec<PathBuf> = session.corpora.keys().filter(|root| !wanted(root)).cloned().collect();
    let corpora = Arc::make_mut(&mut session.corpora);
    for root in gone {
        corpora.remove(&root);
    }
}

/// What the client should watch: the files that the corpora configure, wherever they lie. The patterns are those
/// of the configurations, below any folder.
pub fn registration<'a>(corpora: impl Iterator<Item = &'a Arc<LiveCorpus>>) -> Registration {
    let mut patterns = vec![format!("**/{}", config::FILE_NAME)];
    for corpus in corpora {
        let config = &corpus.workspace.config;
        let globs = config.articles.patterns().iter().chain(config.gazetteers.patterns()).chain(&config.dates);
        let globs = globs.map(String::as_str).chain(config.imports.iter().map(|table| &*table.import.path));
        patterns.extend(globs.map(|glob| format!("**/{}", glob.trim_start_matches("./").trim_start_matches("**/"))));
    }
    patterns.sort();
    patterns.dedup();
    let watcher = |pattern| FileSystemWatcher { glob_pattern: GlobPattern::String(pattern), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: patterns.into_iter().map(watcher).collect() };
    Registration {
        id: "nomenclator/files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}
