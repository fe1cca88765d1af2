//! The mapping of a compiled file into memory: the one place of this program that the compiler cannot vouch for.
//!
//! Why it is sound enough. A map is undefined behaviour where somebody changes the bytes while they are
//! borrowed, and ends the process where somebody cuts the file short. This program never does either: a compiled file
//! is written under another name, renamed into place and never opened for writing again, and a map keeps the file that
//! it was made from, whatever is renamed over it. Somebody else would have to write into a cache folder of the user's
//! own. The bytes are only read as numbers and text, each with its bounds and its UTF-8 checked where it is read, so what
//! such a change does in practice is a wrong answer or "damaged".

use std::fs::File;
use std::io;
use std::sync::Arc;

use memmap2::Mmap;
use nomenclator_core::gazetteer::imported::bytes::Bytes;

/// The bytes of a file, read from disk as they are asked for.
#[allow(unsafe_code)]
pub fn map(file: &File) -> io::Result<Bytes> {
    // SAFETY: see above.
    let map = unsafe { Mmap::map(file)? };
    Ok(Arc::new(map))
}
