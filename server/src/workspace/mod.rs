//! The workspace: one corpus on disk, and the only place that touches the disk.
//!
//! It knows where a corpus begins ([`root`]), which files belong to it ([`listing`]), how their bytes
//! become text ([`load`]), what is imported ([`imports`]) and when its articles were written ([`dates`]). It gives
//! texts and a gazetteer to the engine and keeps nothing in memory: which open buffer stands in for a file is the
//! business of its callers, the language server and the command line. What is kept on disk lies in the corpus's [`cache`].
//!
//! Nothing here fails for the sake of one file. What cannot be read becomes an `unreadable-file`
//! finding at that file, and the rest goes on.

pub mod cache;
mod create;
mod dates;
mod imports;
pub mod index;
mod listing;
mod load;
mod lock;
pub mod root;
pub mod stamp;

use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use nomenclator_core::finding::DocPath;

use crate::config::{self, Config, Problem};

pub use cache::replace;
pub use create::CreateError;
pub use dates::Dates;
pub use imports::Imports;
pub use listing::{File, Listing};
pub use load::{Loaded, Unreadable};
pub use lock::Locked;

/// One corpus on disk: its root folder and how it is configured.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The root folder, absolute. Not resolved: it is spelt as the user or the editor spells it.
    pub root: PathBuf,
    /// Its configuration.
    pub config: Config,
}

/// Why a corpus cannot be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The `nomenclator.toml` cannot be read from disk.
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The `nomenclator.toml` says something that cannot be followed.
    Invalid {
        /// Its path.
        path: PathBuf,
        /// Its text.
        text: String,
        /// What is wrong, in order of place; not empty.
        problems: Vec<Problem>,
        /// The corpus with the configuration as far as it can be followed.
        workspace: Box<Workspace>,
    },
}

impl std::error::Error for OpenError {}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Unreadable { path, error } => write!(f, "{} cannot be read: {}.", path.display(), load::in_words(error)),
            OpenError::Invalid { path, problems, .. } => {
                write!(f, "{} cannot be followed: ", path.display())?;
                problems.iter().try_for_each(|problem| write!(f, "{} {}", problem.message, problem.help))
            }
        }
    }
}

impl Workspace {
    /// The corpus whose root is that folder, with its `nomenclator.toml` if there is one.
    pub fn open(root: &Path) -> Result<Workspace, OpenError> {
        let root = root::absolute(root);
        let path = root.join(config::FILE_NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Workspace { root, config: Config::default() });
            }
            Err(error) => return Err(OpenError::Unreadable { path, error }),
        };
        let (config, problems) = config::read(&text);
        let workspace = Workspace { root, config };
        if problems.is_empty() {
            return Ok(workspace);
        }
        Err(OpenError::Invalid { path, text, problems, workspace: Box::new(workspace) })
    }

    /// The file as this corpus names it: relative to the root with `/`, or as given where it lies outside.
    pub fn doc_path(&self, path: &Path) -> DocPath {
        match self.relative(path) {
            Some(relative) => Arc::from(relative),
            None => Arc::from(path.to_string_lossy()),
        }
    }

    /// The file of a path as this corpus names it.
    pub fn file(&self, path: &str) -> File {
        File { path: Arc::from(path), at: self.root.join(path) }
    }

    /// Whether the configuration counts that file among the articles.
    pub fn is_article(&self, path: &str) -> bool {
        self.config.articles.matches(path) && !self.config.exclude.covers(path)
    }

    /// Whether the configuration counts that file among the gazetteers.
    pub fn is_gazetteer(&self, path: &str) -> bool {
        self.config.gazetteers.matches(path) && !self.config.exclude.covers(path)
    }

    /// Whether that article is read and checked, but never edited.
    pub fn is_frozen(&self, path: &str) -> bool {
        self.config.frozen.covers(path)
    }

    /// The path from the root with `/`; none where the file lies outside. The root itself is empty.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let path = root::absolute(path);
        if let Ok(relative) = path.strip_prefix(&self.root) {
            return with_slashes(relative);
        }
        // Spelt another way: through a link, or with `..`.
        let path = path.canonicalize().ok()?;
        with_slashes(path.strip_prefix(self.root.canonicalize().ok()?).ok()?)
    }
}

/// Whether a path's name says that it is TOML.
pub fn is_toml(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// A relative path with `/`; none where it climbs.
fn with_slashes(path: &Path) -> Option<String> {
    let mut slashed = String::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => {
                if !slashed.is_empty() {
                    slashed.push('/');
                }
                slashed.push_str(&part.to_string_lossy());
            }
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(slashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_root_or_as_given() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("articles")).unwrap();
        std::fs::write(folder.path().join("articles/a.txt"), "").unwrap();
        let workspace = Workspace::open(folder.path()).unwrap();
        assert_eq!(&*workspace.doc_path(&folder.path().join("articles/a.txt")), "articles/a.txt");
        assert_eq!(&*workspace.doc_path(&folder.path().join("articles/../articles/a.txt")), "articles/a.txt");
        assert_eq!(&*workspace.doc_path(&folder.path().join("articles/new.txt")), "articles/new.txt");
        assert_eq!(&*workspace.doc_path(Path::new("/elsewhere/b.txt")), "/elsewhere/b.txt");
        assert_eq!(workspace.relative(folder.path()).as_deref(), Some(""));
    }
}
