//! Writes the first files of a corpus: all of them or none, and over nothing.
//!
//! Each file is written whole beside its place under a name of its own, then linked to its place, which
//! fails where something has that name. Only when all are in place is it done; before that, whatever
//! goes wrong, what was made is taken away again.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{File, Workspace};

/// Why files were not written. Nothing was.
#[derive(Debug)]
pub enum CreateError {
    /// Something of that name is there already.
    Exists(PathBuf),
    /// A folder on the way is a link, so what is in it is no part of the corpus.
    Link(PathBuf),
    /// The disk does not let it be written.
    Failed(PathBuf, io::Error),
}

impl Workspace {
    /// Creates the files, each with its text, in that order.
    pub fn create(&self, files: &[(File, String)]) -> Result<(), CreateError> {
        self.can_create(files.iter().map(|(file, _)| file))?;
        let mut made = Made::default();
        for (file, text) in files {
            made.file(&self.root, &file.at, text)?;
        }
        made.link()
    }

    /// Whether nothing stands in the way of creating these files.
    pub fn can_create<'a>(&self, files: impl Iterator<Item = &'a File>) -> Result<(), CreateError> {
        for file in files {
            let folders = file.at.ancestors().skip(1).take_while(|folder| *folder != self.root);
            for folder in folders.collect::<Vec<_>>().into_iter().rev() {
                match folder.symlink_metadata() {
                    Ok(found) if found.is_symlink() => return Err(CreateError::Link(folder.to_owned())),
                    Ok(found) if !found.is_dir() => return Err(CreateError::Exists(folder.to_owned())),
                    _ => {}
                }
            }
            match file.at.symlink_metadata() {
                Ok(_) => return Err(CreateError::Exists(file.at.clone())),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(CreateError::Failed(file.at.clone(), error)),
            }
        }
        Ok(())
    }
}

/// What was made, taken away again when it is dropped before it is whole.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    /// Files written beside their places: where they are, where they belong.
    waiting: Vec<(PathBuf, PathBuf)>,
    /// Files in their places.
    linked: Vec<PathBuf>,
    whole: bool,
}

impl Made {
    fn file(&mut self, root: &Path, at: &Path, text: &str) -> Result<(), CreateError> {
        let failed = |error| CreateError::Failed(at.to_owned(), error);
        let folder = at.parent().unwrap_or(root);
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(failed)?;
            self.folders.push(folder.to_owned());
        }
        let name = at.file_name().unwrap_or_default().to_string_lossy();
        let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside).map_err(failed)?;
        self.waiting.push((beside, at.to_owned()));
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)
    }

    fn link(mut self) -> Result<(), CreateError> {
        for (beside, at) in &self.waiting {
            let linked = fs::hard_link(beside, at).or_else(|error| {
                // Some file systems have no links: there, look and rename.
                if error.kind() == io::ErrorKind::AlreadyExists || at.symlink_metadata().is_ok() {
                    return Err(error);
                }
                fs::rename(beside, at)
            });
            match linked {
                Ok(()) => self.linked.push(at.clone()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(CreateError::Exists(at.clone())),
                Err(error) => return Err(CreateError::Failed(at.clone(), error)),
            }
        }
        self.whole = true;
        Ok(())
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // What cannot be taken away stays: there is nobody to tell.
        for (beside, _) in &self.waiting {
            let _ = fs::remove_file(beside);
        }
        if !self.whole {
            for file in &self.linked {
                let _ = fs::remove_file(file);
            }
            for folder in self.folders.iter().rev() {
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(folder.path()).unwrap();
        (folder, workspace)
    }

    fn files(workspace: &Workspace, paths: &[&str]) -> Vec<(File, String)> {
        paths.iter().map(|path| (workspace.file(path), format!("text of {path}"))).collect()
    }

    fn listed(folder: &Path) -> Vec<String> {
        let mut found: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        found.sort();
        found
    }

    #[test]
    fn all_are_written_and_nothing_else() {
        let (folder, workspace) = workspace();
        workspace.create(&files(&workspace, &["g/a/x.toml", "g/y.toml", "z.toml"])).unwrap();
        assert_eq!(listed(folder.path()), ["g", "z.toml"]);
        assert_eq!(listed(&folder.path().join("g")), ["a", "y.toml"]);
        assert_eq!(fs::read_to_string(folder.path().join("g/a/x.toml")).unwrap(), "text of g/a/x.toml");
    }

    #[test]
    fn nothing_is_written_over_and_then_nothing_is_written() {
        for (taken, wanted) in [("z.toml", &["g/y.toml", "z.toml"][..]), ("g", &["a.toml", "g/y.toml"])] {
            let (folder, workspace) = workspace();
            fs::write(folder.path().join(taken), "mine").unwrap();
            let error = workspace.create(&files(&workspace, wanted)).unwrap_err();
            assert!(matches!(&error, CreateError::Exists(at) if at.ends_with(taken)), "{error:?}");
            assert_eq!(listed(folder.path()), [taken]);
            assert_eq!(fs::read_to_string(folder.path().join(taken)).unwrap(), "mine");
        }
    }

    #[test]
    fn what_was_made_is_taken_away_when_a_place_is_lost_on_the_way() {
        let (folder, workspace) = workspace();
        let mut made = Made::default();
        for (file, text) in &files(&workspace, &["g/y.toml", "z.toml"]) {
            made.file(&workspace.root, &file.at, text).unwrap();
        }
        fs::write(folder.path().join("z.toml"), "mine").unwrap();
        assert!(matches!(made.link(), Err(CreateError::Exists(_))));
        assert_eq!(listed(folder.path()), ["z.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_behind_a_link_is_not_written_to() {
        let (folder, workspace) = workspace();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("g")).unwrap();
        let error = workspace.create(&files(&workspace, &["g/y.toml"])).unwrap_err();
        assert!(matches!(error, CreateError::Link(_)), "{error:?}");
        std::os::unix::fs::symlink("nowhere", folder.path().join("z.toml")).unwrap();
        let error = workspace.create(&files(&workspace, &["z.toml"])).unwrap_err();
        assert!(matches!(error, CreateError::Exists(_)), "{error:?}");
        assert_eq!(listed(elsewhere.path()), [""; 0]);
    }
}
