//! Which files belong to a corpus.
//!
//! The walk respects the `.gitignore` files of the corpus, and of the repository around it, if there is one.
//! It respects none of the machine's own (a global ignore file would make two machines find two things). Hidden files are left out. Folders
//! are never entered through links, so that a loop of links is no loop here and nothing outside is
//! read by accident; a link to a *file* inside the corpus is that file's other name and is read where
//! the file itself is not listed (as large-file stores in git have it). A folder below with a
//! `nomenclator.toml` of its own is another corpus.
//!
//! The order is that of the paths, whatever the file system says.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};
use nomenclator_core::finding::{DocPath, Finding};

use super::{Unreadable, Workspace, with_slashes};
use crate::config;

/// One file of a corpus.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct File {
    /// Its name in the corpus.
    pub path: DocPath,
    /// Its place on disk.
    pub at: PathBuf,
}

/// The files of a corpus.
#[derive(Clone, Default, Debug)]
pub struct Listing {
    /// The articles, in order of path.
    pub articles: Vec<File>,
    /// The gazetteer's files, in order of path.
    pub gazetteers: Vec<File>,
    /// Folders below that are corpora of their own.
    pub nested: Vec<PathBuf>,
    /// What could not be looked into, and links that lead outside.
    pub findings: Vec<(DocPath, Finding)>,
}

impl Workspace {
    /// Lists the files of the corpus.
    pub fn list(&self) -> Listing {
        self.list_below(&self.root)
    }

    /// Lists the files of the corpus at and below a folder of it.
    pub fn list_below(&self, folder: &Path) -> Listing {
        self.list_telling(folder, |_| true)
    }

    /// The gazetteer's files, found without a walk through everything: only below the folders that the patterns begin
    /// with. All of them, but for what links and nested corpora may change; the whole listing decides.
    pub fn list_gazetteers(&self) -> Vec<File> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for pattern in self.config.gazetteers.patterns() {
            let literal = |part: &&str| !part.contains(['*', '?', '[', '{', '\\']);
            let parts: Vec<&str> = pattern.trim_start_matches("./").split('/').collect();
            let folder: PathBuf = parts[..parts.len() - 1].iter().copied().take_while(literal).collect();
            folders.push(self.root.join(folder));
        }
        folders.sort();
        folders.dedup_by(|folder, above| folder.starts_with(above));
        let mut files: Vec<File> = folders.iter().flat_map(|folder| self.list_below(folder).gazetteers).collect();
        files.sort();
        files.dedup();
        files
    }

    /// Lists the files at and below a folder; `told` hears of each article as it is found, in no order, and says
    /// whether it wants to hear more: else the listing stops there.
    pub fn list_telling(&self, folder: &Path, mut told: impl FnMut(&File) -> bool) -> Listing {
        let mut listing = Listing::default();
        let mut heard = 0;
        let mut tell = |listing: &Listing| {
            let new = &listing.articles[heard..];
            heard = listing.articles.len();
            new.iter().all(&mut told)
        };
        let mut links = Vec::new();
        for entry in self.walk(folder) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    if let Some(path) = path_of(&error) {
                        let why = Unreadable(format!("This folder cannot be read: {}.", plain(&error)));
                        self.report(&mut listing, self.doc_path(path), why);
                    }
                    continue;
                }
            };
            let Some(path) = entry.path().strip_prefix(&self.root).ok().and_then(with_slashes) else { continue };
            let Some(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                if self.is_nested(&entry) {
                    listing.nested.push(entry.into_path());
                }
            } else if kind.is_symlink() {
                links.push((path, entry.into_path()));
            } else if kind.is_file() {
                self.add(&mut listing, path, entry.into_path());
                if !tell(&listing) {
                    break;
                }
            }
        }
        self.add_links(&mut listing, links);
        tell(&listing);
        listing.articles.sort();
        listing.gazetteers.sort();
        listing.nested.sort();
        listing.findings.sort_by(|a, b| a.0.cmp(&b.0));
        listing
    }

    fn walk(&self, folder: &Path) -> ignore::Walk {
        let excluded = self.clone();
        let in_repository = self.root.ancestors().any(|folder| folder.join(".git").exists());
        WalkBuilder::new(folder)
            .parents(in_repository)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .follow_links(false)
            .filter_entry(move |entry| {
                let Ok(path) = entry.path().strip_prefix(&excluded.root) else { return true };
                let above_is_nested =
                    entry.depth() > 1 && entry.path().parent().is_some_and(|folder| excluded.has_own_config(folder));
                !above_is_nested
                    && with_slashes(path).is_none_or(|path| path.is_empty() || !excluded.config.exclude.covers(&path))
            })
            .build()
    }

    fn is_nested(&self, entry: &DirEntry) -> bool {
        entry.depth() > 0 && self.has_own_config(entry.path())
    }

    fn has_own_config(&self, folder: &Path) -> bool {
        folder != self.root && folder.join(config::FILE_NAME).is_file()
    }

    fn add(&self, listing: &mut Listing, path: String, at: PathBuf) {
        if self.is_gazetteer(&path) {
            listing.gazetteers.push(File { path: Arc::from(path), at });
        } else if self.is_article(&path) {
            listing.articles.push(File { path: Arc::from(path), at });
        }
    }

    fn report(&self, listing: &mut Listing, path: DocPath, why: Unreadable) {
        listing.findings.extend(why.finding(&self.config.settings).map(|finding| (path, finding)));
    }

    /// Links to files: inside the corpus they are read unless their target is listed already; outside
    /// they are reported; broken ones are listed, and reported when they are read.
    fn add_links(&self, listing: &mut Listing, mut links: Vec<(String, PathBuf)>) {
        links.retain(|(path, _)| self.is_article(path) || self.is_gazetteer(path));
        let Ok(root) = self.root.canonicalize() else { return };
        if links.is_empty() {
            return;
        }
        let known = listing.articles.iter().chain(&listing.gazetteers);
        let mut known: HashSet<PathBuf> = known.map(|file| root.join(&*file.path)).collect();
        links.sort();
        for (path, at) in links {
            match at.canonicalize() {
                Err(_) => self.add(listing, path, at),
                Ok(target) if target.is_dir() => {}
                Ok(target) if target.starts_with(&root) => {
                    if known.insert(target) {
                        self.add(listing, path, at);
                    }
                }
                Ok(_) => {
                    let what = "This is a link to a file outside the corpus, so it is not read. Put the file itself here, or exclude it.";
                    self.report(listing, Arc::from(path), Unreadable(what.to_owned()));
                }
            }
        }
    }
}

/// The file or folder that an error of the walk is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// The error without the path.
fn plain(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => plain(err),
        ignore::Error::Io(error) => super::load::in_words(error),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(files: &[(&str, &str)]) -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let at = folder.path().join(path);
            std::fs::create_dir_all(at.parent().unwrap()).unwrap();
            std::fs::write(at, text).unwrap();
        }
        let workspace = Workspace::open(folder.path()).unwrap();
        (folder, workspace)
    }

    fn paths(files: &[File]) -> Vec<&str> {
        files.iter().map(|file| &*file.path).collect()
    }

    #[test]
    fn a_folder_without_configuration_has_texts_notes_and_a_gazetteer() {
        let (_folder, workspace) = corpus(&[
            ("b.txt", ""),
            ("a.md", ""),
            ("x.png", ""),
            ("deep/er/c.txt", ""),
            ("gazetteer/people.toml", ""),
            ("Cargo.toml", ""),
            (".hidden/d.txt", ""),
        ]);
        let listing = workspace.list();
        assert_eq!(paths(&listing.articles), ["a.md", "b.txt", "deep/er/c.txt"]);
        assert_eq!(paths(&listing.gazetteers), ["gazetteer/people.toml"]);
        assert_eq!(listing.findings, []);
    }

    #[test]
    fn ignored_excluded_and_nested_files_are_left_out() {
        let (_folder, workspace) = corpus(&[
            ("nomenclator.toml", "[corpus]\narticles = [\"**/*.txt\"]\nexclude = [\"raw\", \"*/old.txt\"]\n"),
            (".gitignore", "build/\n"),
            ("build/a.txt", ""),
            ("raw/deep/a.txt", ""),
            ("in/old.txt", ""),
            ("in/new.txt", ""),
            ("other/nomenclator.toml", ""),
            ("other/a.txt", ""),
            ("other/deep/a.txt", ""),
        ]);
        let listing = workspace.list();
        assert_eq!(paths(&listing.articles), ["in/new.txt"]);
        assert_eq!(listing.nested, [workspace.root.join("other")]);
    }

    #[test]
    fn ignore_files_above_count_only_inside_their_repository() {
        let (folder, _) = corpus(&[(".gitignore", "*.txt\n"), ("desk/nomenclator.toml", ""), ("desk/a.txt", "")]);
        let desk = Workspace::open(&folder.path().join("desk")).unwrap();
        assert_eq!(paths(&desk.list().articles), ["a.txt"]);
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        assert_eq!(paths(&desk.list().articles), <[&str; 0]>::default());
    }

    #[test]
    fn one_folder_of_a_corpus() {
        let (_folder, workspace) = corpus(&[("nomenclator.toml", ""), ("a/x.txt", ""), ("b/x.txt", "")]);
        assert_eq!(paths(&workspace.list_below(&workspace.root.join("b")).articles), ["b/x.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_never_lead_astray() {
        use std::os::unix::fs::symlink;
        let (folder, workspace) = corpus(&[("a/x.txt", ""), ("store/1f2e", ""), ("b/.keep", "")]);
        let outside = tempfile::NamedTempFile::new().unwrap();
        let link = |target: &Path, name: &str| symlink(target, folder.path().join(name)).unwrap();
        link(folder.path(), "a/loop");
        link(Path::new("x.txt"), "a/same.txt");
        link(Path::new("../store/1f2e"), "b/stored.txt");
        link(Path::new("../store/1f2e"), "b/stored-twice.txt");
        link(Path::new("nowhere"), "b/broken.txt");
        link(outside.path(), "b/outside.txt");
        let listing = workspace.list();
        assert_eq!(paths(&listing.articles), ["a/x.txt", "b/broken.txt", "b/stored-twice.txt"]);
        assert_eq!(listing.findings.len(), 1);
        assert_eq!(&*listing.findings[0].0, "b/outside.txt");
    }
}
