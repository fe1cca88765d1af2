//! From sources to a compiled file.
//!
//! A source of lines that stand for themselves is read a few pieces at a time: all cores read entries and encode them,
//! while one works out the hash. What is made is the same on any number of cores, since the pieces are cut by
//! length alone. Other sources are read from start to end.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use nomenclator_core::gazetteer::date::Date;
use nomenclator_core::gazetteer::imported::Part;
use nomenclator_core::import::{self, Format, Import, LONGEST_LINE, Problem, Summary};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::Span;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::fingerprint::{self, Fingerprint};

/// How long a piece of a source is, in bytes, to the end of its last line.
const PIECE: usize = 4 << 20;
/// How many pieces are in memory at once.
const AT_ONCE: usize = 8;
/// How many problems of a source are listed.
const PROBLEMS: usize = 100;

/// A source that was read.
pub struct Source {
    pub fingerprint: Fingerprint,
    /// In hexadecimal digits.
    pub sha256: String,
    /// Its entries, in order of place.
    pub parts: Vec<Part>,
    pub newest: Option<Date>,
    /// What could not be read, in order of line.
    pub problems: Vec<Problem>,
    /// How many more problems there are.
    pub unlisted: u64,
}

/// Reads a source. The errors are those of reading it.
pub fn read(at: &Path, import: &Import, settings: &Settings) -> io::Result<Source> {
    read_by(PIECE, at, import, settings)
}

/// Reads a source in pieces of that length.
pub(super) fn read_by(piece: usize, at: &Path, import: &Import, settings: &Settings) -> io::Result<Source> {
    let file = File::open(at)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let fingerprint = Fingerprint::from(&metadata);
    let in_pieces = matches!(import.format, Format::JsonLines | Format::GeoNames) && u32::try_from(metadata.len()).is_ok();
    let source = if in_pieces { read_pieces(piece, file, fingerprint, import, settings)? } else { None };
    source.map_or_else(|| read_whole(at, fingerprint, import, settings), Ok)
}

pub(super) fn read_whole(at: &Path, fingerprint: Fingerprint, import: &Import, settings: &Settings) -> io::Result<Source> {
    let sha256 = fingerprint::sha256(at)?;
    let (mut parts, mut part) = (Vec::new(), Part::default());
    let summary = import::read(&mut BufReader::with_capacity(1 << 16, File::open(at)?), import, settings, &mut |imported| {
        part.add(&imported.entry, imported.line);
        if part.len() > PIECE {
            parts.push(std::mem::take(&mut part));
        }
    })?;
    parts.push(part);
    let Summary { newest, problems, unlisted, .. } = summary;
    Ok(Source { fingerprint, sha256, parts, newest, problems, unlisted })
}

/// A piece of a source.
struct Piece {
    bytes: Vec<u8>,
    /// What stands before it: bytes and lines.
    before: (u32, u32),
}

/// None where it has lines too long for pieces, or grows while it is read.
fn read_pieces(
    piece: usize,
    mut file: File,
    fingerprint: Fingerprint,
    import: &Import,
    settings: &Settings,
) -> io::Result<Option<Source>> {
    let mut hash = Sha256::new();
    let mut rest = Vec::new();
    let mut before = (0_u32, 0_u32);
    let (mut parts, mut newest, mut problems) = (Vec::new(), None, Joined::default());
    loop {
        let mut pieces = Vec::with_capacity(AT_ONCE);
        while pieces.len() < AT_ONCE {
            let Some(bytes) = next(piece, &mut file, &mut rest)? else { return Ok(None) };
            if bytes.is_empty() {
                break;
            }
            let lines = memchr::memchr_iter(b'\n', &bytes).count() as u32;
            let Some(end) = u32::try_from(bytes.len()).ok().and_then(|len| before.0.checked_add(len)) else { return Ok(None) };
            pieces.push(Piece { bytes, before });
            before = (end, before.1 + lines);
        }
        if pieces.is_empty() {
            break;
        }
        let (read, ()) = rayon::join(
            || pieces.par_iter().map(|piece| piece.read(import, settings)).collect::<Vec<_>>(),
            || pieces.iter().for_each(|piece| hash.update(&piece.bytes)),
        );
        for ((part, summary), piece) in read.into_iter().zip(&pieces) {
            let summary = summary?;
            parts.push(part);
            newest = newest.max_by_day(summary.newest);
            problems.add(summary, piece.before);
        }
    }
    let (problems, unlisted) = problems.finish();
    Ok(Some(Source { fingerprint, sha256: fingerprint::in_digits(&hash.finalize()), parts, newest, problems, unlisted }))
}

/// The next piece, up to its last line break; `rest` is what was read beyond it. Empty at the end; none where there is no
/// line break for too long.
fn next(piece: usize, file: &mut File, rest: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = std::mem::take(rest);
    loop {
        let had = bytes.len();
        Read::take(&mut *file, (piece.max(had) - had + (1 << 16)) as u64).read_to_end(&mut bytes)?;
        if bytes.len() == had {
            return Ok(Some(bytes));
        }
        if bytes.len() >= piece
            && let Some(end) = memchr::memrchr(b'\n', &bytes)
        {
            rest.extend_from_slice(&bytes[end + 1..]);
            bytes.truncate(end + 1);
            return Ok(Some(bytes));
        }
        if bytes.len() > piece + LONGEST_LINE {
            return Ok(None);
        }
    }
}

impl Piece {
    fn read(&self, import: &Import, settings: &Settings) -> (Part, io::Result<Summary>) {
        let mut part = Part::after(self.before.0, self.before.1);
        let summary = import::read(&mut Cursor::new(&self.bytes), import, settings, &mut |imported| {
            part.add(&imported.entry, imported.line);
        });
        (part, summary)
    }
}

/// The problems of pieces, as if the whole had been read at once: like ones are told once.
#[derive(Default)]
struct Joined {
    problems: Vec<Problem>,
    known: FxHashMap<(&'static str, String), usize>,
    unlisted: u64,
}

impl Joined {
    fn add(&mut self, of_piece: Summary, (bytes, lines): (u32, u32)) {
        self.unlisted += of_piece.unlisted;
        for problem in of_piece.problems {
            let key = (problem.code, problem.message.clone());
            if let Some(&known) = self.known.get(&key) {
                self.problems[known].again += problem.again + 1;
            } else if self.problems.len() == PROBLEMS {
                self.unlisted += problem.again + 1;
            } else {
                self.known.insert(key, self.problems.len());
                let span = Span::new(problem.span.start + bytes, problem.span.end + bytes);
                self.problems.push(Problem { line: problem.line + lines, span, ..problem });
            }
        }
    }

    fn finish(self) -> (Vec<Problem>, u64) {
        (self.problems, self.unlisted)
    }
}

/// The later of two dates.
trait Later {
    fn max_by_day(self, other: Self) -> Self;
}

impl Later for Option<Date> {
    fn max_by_day(self, other: Option<Date>) -> Option<Date> {
        let day = |date: Option<Date>| date.and_then(Date::latest);
        if day(other) > day(self) { other } else { self }
    }
}
