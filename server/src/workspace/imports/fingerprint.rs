//! Whether a source has changed: first by what the file system says, then by its content.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the file system says of a file. The same says that the content is the same (to within a write in the same
/// tick of its clock that keeps the length); another says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Its length in bytes.
    pub len: u64,
    /// When it was written: nanoseconds since 1970.
    modified: Option<u128>,
    /// Which file it is; zeros where the system does not say.
    device: u64,
    number: u64,
}

impl Fingerprint {
    /// That of a file.
    pub fn of(path: &Path) -> io::Result<Fingerprint> {
        let metadata = std::fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        Ok(Fingerprint::from(&metadata))
    }
}

impl From<&Metadata> for Fingerprint {
    fn from(metadata: &Metadata) -> Fingerprint {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let (device, number) = identity(metadata);
        Fingerprint { len: metadata.len(), modified: modified.map(|time| time.as_nanos()), device, number }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// SHA-256 of a file, in hexadecimal digits.
pub fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut gulp = vec![0; 1 << 20];
    loop {
        match file.read(&mut gulp) {
            Ok(0) => return Ok(in_digits(&hash.finalize())),
            Ok(read) => hash.update(&gulp[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Bytes as hexadecimal digits.
pub fn in_digits(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
