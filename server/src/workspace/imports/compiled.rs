//! The compiled file in the cache folder: opened, replaced, and one writer at a time.
//!
//! It is only ever replaced as a whole ([`cache::replace`]), so whoever opens it finds the old one or the new one,
//! whenever a writer dies.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use nomenclator_core::gazetteer::imported::bytes::{Bytes, Damaged};
use nomenclator_core::gazetteer::imported::{self, Imported};

use super::map;
use crate::workspace::{Workspace, cache};

/// How files begin that are being written.
const UNFINISHED: &str = ".tmp";
/// After so long nobody is writing them any more.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// The compiled file of one corpus, in its cache folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compiled {
    /// The file.
    pub path: PathBuf,
}

/// Why there is no compiled file to be had.
#[derive(Debug)]
pub enum Unusable {
    /// There is none.
    Absent,
    /// It is not what it should be.
    Damaged(Damaged),
    /// It cannot be read.
    Unreadable(io::Error),
}

impl Compiled {
    /// That of a corpus; none where there is no place for it.
    pub fn of(workspace: &Workspace) -> Option<Compiled> {
        Some(Compiled { path: workspace.cache()?.join("imports.compiled") })
    }

    /// Opens the compiled file. All of it is read once, as a stream, to see that it is whole; it is then mapped.
    pub fn open(&self) -> Result<Imported, Unusable> {
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(Unusable::Absent);
            }
            Err(error) => return Err(Unusable::Unreadable(error)),
        };
        let len = file.metadata().map_err(Unusable::Unreadable)?.len();
        imported::verify(&mut file, len).map_err(Unusable::Unreadable)?.map_err(Unusable::Damaged)?;
        let bytes = map::map(&file).map_err(Unusable::Unreadable)?;
        Imported::open(&bytes).map_err(Unusable::Damaged)
    }

    /// Puts a compiled file into place.
    pub fn store(&self, bytes: &[u8]) -> io::Result<()> {
        self.sweep();
        cache::replace(&self.path, |out| out.write_all(bytes))
    }

    /// Waits until no other process compiles for this corpus, and keeps others waiting until the answer is dropped. None
    /// where the file system knows no such thing: then several may do the same work, and the last one's stays.
    pub fn lock(&self) -> Option<File> {
        std::fs::create_dir_all(self.folder()).ok()?;
        let file = File::options().create(true).truncate(false).write(true).open(self.path.with_extension("lock")).ok()?;
        file.lock().ok()?;
        Some(file)
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Removes what writers that died have left.
    fn sweep(&self) {
        for entry in std::fs::read_dir(self.folder()).into_iter().flatten().flatten() {
            let unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
            let age = entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|time| time.elapsed().ok());
            if unfinished && age.is_some_and(|age| age > ABANDONED) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// A compiled file that lies in memory only.
pub fn in_memory(bytes: Vec<u8>) -> Result<Imported, Damaged> {
    let bytes: Bytes = Arc::new(bytes);
    Imported::open(&bytes)
}
