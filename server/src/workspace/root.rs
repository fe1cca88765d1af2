//! Where a corpus begins.

use std::path::{Component, Path, PathBuf};

use crate::config;

/// The nearest folder with a `nomenclator.toml`, from `start` (a file or a folder, which need not
/// exist) upwards.
pub fn find(start: &Path) -> Option<PathBuf> {
    absolute(start).ancestors().find(|folder| folder.join(config::FILE_NAME).is_file()).map(Path::to_owned)
}

/// The path from the file system's root, with `.` and `..` taken out where no link stands in between.
/// Never fails: what cannot be made absolute stays as it is.
pub fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if !plain.is_symlink() => {
                plain.pop();
            }
            _ => plain.push(component),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_wins() {
        let folder = tempfile::tempdir().unwrap();
        let root = absolute(folder.path());
        std::fs::create_dir_all(root.join("a/b/c")).unwrap();
        assert_eq!(find(&root.join("a/b/c")), None);
        std::fs::write(root.join("nomenclator.toml"), "").unwrap();
        assert_eq!(find(&root.join("a/b/c/new.txt")), Some(root.clone()));
        std::fs::write(root.join("a/b/nomenclator.toml"), "").unwrap();
        assert_eq!(find(&root.join("a/b/c")), Some(root.join("a/b")));
        assert_eq!(find(&root.join("a/b/../x.txt")), Some(root));
    }
}
