//! The outside of a compiled file: magic, version, checksum, and where its sections lie.
//!
//! ```text
//! 0   magic, 8 bytes
//! 8   format version, u32        raised with every change of the format: other versions are foreign
//! 12  number of sections, u32
//! 16  length of the file, u64
//! 24  checksum of all bytes from 32 on (XXH3, 64 bits)
//! 32  for each section its start and its length, u64 each; the sections follow, in that order, at
//!     multiples of eight, with zeros between them
//! ```
//!
//! The checksum guards against accidents, and is looked at once, by [`verify`], which reads the file as a stream. What
//! a forger writes may have any checksum: the sections are read with every offset checked all the same.

use std::io::{self, Read};

use xxhash_rust::xxh3::Xxh3;

use super::bytes::{Bytes, Damaged, Section};

const MAGIC: [u8; 8] = *b"\x89NOMEN\r\n";
/// The version of the format, sections included.
const VERSION: u32 = 1;
/// The parts of a compiled file.
pub const SECTIONS: usize = 7;
/// Bytes before the first section.
const HEADER: usize = 32 + SECTIONS * 16;
/// How much is read at a time to work out a checksum.
const GULP: usize = 1 << 20;

/// A compiled file of these sections.
pub fn write(sections: &[&[u8]; SECTIONS]) -> Vec<u8> {
    let mut table = Vec::with_capacity(SECTIONS * 16);
    let mut end = HEADER;
    for section in sections {
        table.extend((end as u64).to_le_bytes());
        table.extend((section.len() as u64).to_le_bytes());
        end = (end + section.len()).next_multiple_of(8);
    }
    let mut file = Vec::with_capacity(end);
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend((SECTIONS as u32).to_le_bytes());
    file.extend((end as u64).to_le_bytes());
    file.extend([0; 8]);
    file.extend(table);
    for section in sections {
        file.extend_from_slice(section);
        file.resize(file.len().next_multiple_of(8), 0);
    }
    let checksum = xxhash_rust::xxh3::xxh3_64(&file[32..]);
    file[24..32].copy_from_slice(&checksum.to_le_bytes());
    file
}

/// The sections of a compiled file. Looks at the header only.
pub fn open(bytes: &Bytes) -> Result<[Section; SECTIONS], Damaged> {
    let all = Section::new(bytes, 0..(**bytes).as_ref().len()).ok_or(Damaged("it cannot be read"))?;
    check_header(all.all().get(..32).ok_or(Damaged("it is too short"))?, all.len() as u64)?;
    let mut sections = Vec::with_capacity(SECTIONS);
    for n in 0..SECTIONS {
        let part = all.u64_at(32 + n * 16).zip(all.u64_at(40 + n * 16)).and_then(|(start, len)| {
            let start = usize::try_from(start).ok().filter(|&start| start >= HEADER)?;
            Section::new(bytes, start..start.checked_add(usize::try_from(len).ok()?)?)
        });
        sections.push(part.ok_or(Damaged("a section lies outside the file"))?);
    }
    sections.try_into().map_err(|_| Damaged("it has not all sections"))
}

/// Whether a file of that length is whole: its header and its checksum. Reads all of it, a little at a time.
pub fn verify(file: &mut impl Read, len: u64) -> io::Result<Result<(), Damaged>> {
    let mut header = [0; 32];
    if len < header.len() as u64 {
        return Ok(Err(Damaged("it is too short")));
    }
    file.read_exact(&mut header)?;
    if let Err(damaged) = check_header(&header, len) {
        return Ok(Err(damaged));
    }
    let mut hasher = Xxh3::new();
    let mut gulp = vec![0; GULP];
    let mut file = file.take(len - header.len() as u64);
    loop {
        match file.read(&mut gulp) {
            Ok(0) => break,
            Ok(read) => hasher.update(&gulp[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let said = u64::from_le_bytes(header[24..32].try_into().expect("eight bytes"));
    Ok(if hasher.digest() == said && file.limit() == 0 { Ok(()) } else { Err(Damaged("its checksum is wrong")) })
}

fn check_header(header: &[u8], len: u64) -> Result<(), Damaged> {
    let u32_at = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().expect("four bytes"));
    if header[..8] != MAGIC {
        return Err(Damaged("it is something else"));
    }
    if u32_at(8) != VERSION || u32_at(12) as usize != SECTIONS {
        return Err(Damaged("it was made by another version of this program"));
    }
    if header[16..24] != len.to_le_bytes() {
        return Err(Damaged("it was cut short"));
    }
    Ok(())
}
