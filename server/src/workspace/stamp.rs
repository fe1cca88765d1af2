//! Whether a file is the one that was read before.
//!
//! Its bytes decide, by their SHA-256: a checkout gives every file a new time. The marks of the file (length, times,
//! inode) save reading it: while all of them are the same, so are its bytes, on the machine they were taken on.
//! Marks are not trusted where the file was written just before they were taken: it could be written again within the
//! same tick of the clock.

use std::fs::{File as DiskFile, Metadata};
use std::io::Read;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nomenclator_core::corpus::Stamp;
use nomenclator_core::text::TooLong;
use sha2::{Digest, Sha256};

use super::load::{in_words, is_device};
use super::{File, Unreadable};

/// How old a file must be for its marks to be trusted.
const SETTLED: Duration = Duration::from_secs(2);

/// What became of a file since it was read.
#[derive(Debug)]
pub enum Fresh {
    /// Nothing.
    Same,
    /// The file has other marks, and the same bytes.
    SameBytes(Stamp),
    /// It has these bytes now.
    Bytes(Vec<u8>, Stamp),
}

/// The digest of some bytes: the first half of their SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 16] {
    let mut digest = [0; 16];
    digest.copy_from_slice(&Sha256::digest(bytes)[..16]);
    digest
}

/// Reads a file, unless it is the one of that stamp.
pub fn fresh(file: &File, known: Option<&Stamp>) -> Result<Fresh, Unreadable> {
    read(file, known).map_err(|why| Unreadable(format!("This file cannot be read: {why}.")))
}

fn read(file: &File, known: Option<&Stamp>) -> Result<Fresh, String> {
    let metadata = std::fs::metadata(&file.at).map_err(|error| in_words(&error))?;
    if is_device(&metadata) {
        return Err("it is a device".to_owned());
    }
    if known.is_some_and(|known| known.marks.is_some() && known.marks == marks(&metadata)) {
        return Ok(Fresh::Same);
    }
    TooLong::check(usize::try_from(metadata.len()).unwrap_or(usize::MAX)).map_err(|error| error.to_string())?;
    let mut opened = DiskFile::open(&file.at).map_err(|error| in_words(&error))?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    opened.read_to_end(&mut bytes).map_err(|error| in_words(&error))?;
    // Taken before its bytes were read: what is written meanwhile is seen the next time.
    let stamp = Stamp { digest: Some(digest(&bytes)), marks: marks(&metadata) };
    if known.is_some_and(|known| known.digest == stamp.digest) {
        return Ok(Fresh::SameBytes(stamp));
    }
    Ok(Fresh::Bytes(bytes, stamp))
}

/// The marks of a file; none where its last change is too near.
fn marks(metadata: &Metadata) -> Option<[u64; 4]> {
    let modified = metadata.modified().ok()?;
    let settled = SystemTime::now().duration_since(modified).is_ok_and(|age| age > SETTLED);
    let nanos = |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64);
    let (inode, changed) = on_disk(metadata);
    settled.then(|| [metadata.len(), nanos(modified), changed, inode])
}

/// Inode and time of the last change of the inode: it tells where a file of the same length was put in place with
/// its old time.
#[cfg(unix)]
fn on_disk(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = metadata.ctime().wrapping_mul(1_000_000_000).wrapping_add(metadata.ctime_nsec());
    (metadata.ino(), changed.cast_unsigned())
}

#[cfg(not(unix))]
fn on_disk(metadata: &Metadata) -> (u64, u64) {
    let created = metadata.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (0, created.map_or(0, |since| since.as_nanos() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    #[test]
    fn bytes_decide_and_marks_save_reading_them() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(folder.path()).unwrap();
        let file = workspace.file("a.txt");
        let old = SystemTime::now() - Duration::from_secs(60);
        let write = |text: &str, time: SystemTime| {
            std::fs::write(&file.at, text).unwrap();
            DiskFile::options().write(true).open(&file.at).unwrap().set_modified(time).unwrap();
        };
        write("one", old);
        let Ok(Fresh::Bytes(bytes, first)) = fresh(&file, None) else { panic!("it is new") };
        assert_eq!(bytes, b"one");
        assert!(matches!(fresh(&file, Some(&first)), Ok(Fresh::Same)));
        // A new time, the same bytes: as after a checkout.
        write("one", old + Duration::from_secs(5));
        let Ok(Fresh::SameBytes(second)) = fresh(&file, Some(&first)) else { panic!("its bytes are the same") };
        assert!(second.digest == first.digest && second.marks != first.marks);
        write("two", old);
        assert!(matches!(fresh(&file, Some(&first)), Ok(Fresh::Bytes(..))));
        // Written just now: the marks prove nothing.
        write("two", SystemTime::now());
        let Ok(Fresh::Bytes(_, just_now)) = fresh(&file, None) else { panic!("nothing is known of it") };
        assert_eq!(just_now.marks, None);
        assert!(matches!(fresh(&file, Some(&just_now)), Ok(Fresh::SameBytes(_))));
        std::fs::remove_file(&file.at).unwrap();
        assert!(fresh(&file, Some(&first)).is_err());
    }
}
