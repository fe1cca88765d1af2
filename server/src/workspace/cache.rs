//! The cache folder: what can be made again, and is kept because making it takes long.
//!
//! Each corpus has a folder of its own, below the user's cache folder (`XDG_CACHE_HOME`, else where the system has
//! it), or where `[corpus] cache` says. Whatever lies in it may be deleted at any time, and nothing in it is
//! trusted: every file says what it was made from and carries a checksum, and is made anew where either does not fit.
//!
//! Files are replaced whole: whoever reads sees the old one or the new one, whenever the writer was stopped.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use sha2::{Digest, Sha256};

use super::Workspace;

impl Workspace {
    /// The folder for what is kept of this corpus; it need not exist. None where the system has no place for such.
    pub fn cache(&self) -> Option<PathBuf> {
        if let Some(folder) = &self.config.cache {
            return Some(self.root.join(folder));
        }
        let xdg = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
        let home = || Some(etcetera::base_strategy::choose_native_strategy().ok()?.cache_dir());
        Some(xdg.or_else(home)?.join("nomenclator").join(self.name()))
    }

    /// A name for the corpus that no other on this machine has: that of its folder, so that people find it, and a
    /// digest of where it lies.
    fn name(&self) -> String {
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let digest = Sha256::digest(root.as_os_str().as_encoded_bytes());
        let digest = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let folder = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
        format!("{}-{digest:016x}", folder.chars().map(plain).take(64).collect::<String>())
    }
}

/// Puts a file at that place, in one step, in place of what was there; makes the folders on the way. Where `write`
/// fails, what was there stays.
pub fn replace(at: &Path, write: impl FnOnce(&mut BufWriter<&fs::File>) -> io::Result<()>) -> io::Result<()> {
    let folder = at.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 20, file.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    // On disk before it has the name: a machine that stops in between must not leave half of it there.
    file.as_file().sync_all()?;
    file.persist(at).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_corpus_has_its_own_folder() {
        let parent = tempfile::tempdir().unwrap();
        let folders = ["a/corpus", "b/corpus"].map(|name| {
            fs::create_dir_all(parent.path().join(name)).unwrap();
            Workspace::open(&parent.path().join(name)).unwrap().name()
        });
        assert_ne!(folders[0], folders[1]);
        assert!(folders.iter().all(|folder| folder.starts_with("corpus-")));
    }

    #[test]
    fn the_configuration_says_where() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("nomenclator.toml"), "[corpus]\ncache = \".cache/names\"\n").unwrap();
        let workspace = Workspace::open(folder.path()).unwrap();
        assert_eq!(workspace.cache(), Some(workspace.root.join(".cache/names")));
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("new/folder/file");
        replace(&at, |out| out.write_all(b"first")).unwrap();
        let failed = replace(&at, |out| {
            out.write_all(b"second")?;
            Err(io::Error::other("stopped"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&at).unwrap(), b"first");
        replace(&at, |out| out.write_all(b"third")).unwrap();
        assert_eq!(fs::read(&at).unwrap(), b"third");
        assert_eq!(fs::read_dir(at.parent().unwrap()).unwrap().count(), 1);
    }
}
