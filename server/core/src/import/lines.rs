//! The lines of a source, one at a time, in bounded memory.

use std::io::{self, BufRead};

use super::{LONGEST_LINE, Problems};
use crate::text::Span;

/// A line of a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its words, without the line break.
    pub text: &'a str,
    /// Its number, from 1.
    pub number: u32,
    /// Its place in the source, in bytes.
    pub span: Span,
}

/// How sources begin that are no text, with what to do.
const NO_TEXT: [(&[u8], &str); 6] = [
    (b"\x1f\x8b", "This source is compressed with gzip. Unpack it, and name the unpacked file."),
    (b"PK\x03\x04", "This source is a zip archive. Unpack it, and name the unpacked file."),
    (b"BZh", "This source is compressed with bzip2. Unpack it, and name the unpacked file."),
    (b"\xfd7zXZ", "This source is compressed with xz. Unpack it, and name the unpacked file."),
    (b"\xff\xfe", "This source is UTF-16. Imports are UTF-8: convert it."),
    (b"\xfe\xff", "This source is UTF-16. Imports are UTF-8: convert it."),
];

/// Gives each line with a word on it to `each`, with the problems; what is too long or not UTF-8 is a problem. Stops
/// where `each` says false. Returns how many lines there are.
pub(super) fn each(
    source: &mut impl BufRead,
    problems: &mut Problems,
    mut each: impl FnMut(Line<'_>, &mut Problems) -> bool,
) -> io::Result<u32> {
    let Some(mut start) = begin(source, problems)? else { return Ok(0) };
    let (mut line, mut number) = (Vec::new(), 0u32);
    loop {
        line.clear();
        let (read, fits) = next(source, &mut line)?;
        if read == 0 {
            return Ok(number);
        }
        number = number.saturating_add(1);
        let words = line.strip_suffix(b"\n").unwrap_or(&line);
        let words = words.strip_suffix(b"\r").unwrap_or(words);
        let end = start + if fits { words.len() as u64 } else { read };
        let (Ok(from), Ok(until)) = (u32::try_from(start), u32::try_from(end)) else {
            problems.broken(number, Span::at(u32::MAX), "This source is longer than 4 GiB; what follows is not read. Split it.");
            return Ok(number);
        };
        let span = Span::new(from, until);
        start += read;
        if !fits {
            let most = LONGEST_LINE >> 20;
            problems.broken(number, span, format!("This line is over {most} MiB long; such long lines are not read."));
            continue;
        }
        match std::str::from_utf8(words) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => {
                if !each(Line { text, number, span }, problems) {
                    return Ok(number);
                }
            }
            Err(_) => problems.broken(number, span, "This line is not UTF-8; it is left out."),
        }
    }
}

/// Passes over a byte order mark: where the text begins. None where it is no text, which is a problem.
pub(super) fn begin(source: &mut impl BufRead, problems: &mut Problems) -> io::Result<Option<u64>> {
    let head = source.fill_buf()?;
    if let Some((_, message)) = NO_TEXT.iter().find(|(mark, _)| head.starts_with(mark)) {
        problems.broken(1, Span::default(), *message);
        return Ok(None);
    }
    let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    source.consume(mark);
    Ok(Some(mark as u64))
}

/// Reads up to the next line break or the end, into `line` as far as it fits: how many bytes, and whether all of them fit.
fn next(source: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<(u64, bool)> {
    let (mut read, mut fits) = (0, true);
    loop {
        let bytes = match source.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', bytes);
        let taken = end.map_or(bytes.len(), |end| end + 1);
        fits = fits && line.len() + taken <= LONGEST_LINE;
        if fits {
            line.extend_from_slice(&bytes[..taken]);
        }
        source.consume(taken);
        read += taken as u64;
        if end.is_some() || taken == 0 {
            return Ok((read, fits));
        }
    }
}
