//! The rows of a table, one at a time, in bounded memory.
//!
//! A quotation mark that is never closed would swallow all that follows. So a row of over [`LONGEST_ROW`] bytes is
//! given up, and reading goes on at the line after the one where it began.

use std::io::{self, BufRead, Seek, SeekFrom};
use std::ops::ControlFlow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{Problems, lines};
use crate::text::Span;

/// Longer rows, in bytes, are not read.
const LONGEST_ROW: usize = 1 << 20;
/// The most columns a row may have.
const MOST_COLUMNS: usize = 10_000;
/// After so many rows that were given up, the rest is left.
const MOST_GIVEN_UP: u32 = 100;

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    /// The values of its columns, without quotes, one after the other.
    values: &'a str,
    /// Where each ends.
    ends: &'a [usize],
    /// The number of its first line, from 1.
    pub line: u32,
    /// Its place in the source, in bytes, without the line break.
    pub span: Span,
}

impl<'a> Row<'a> {
    /// How many columns it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The value of a column; empty where the row is too short.
    pub fn get(&self, column: usize) -> &'a str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.values.get(start..end).unwrap_or("").trim()
    }
}

/// Gives each row to `each`, with the problems. Returns how many lines there are.
pub(super) fn each<R: BufRead + Seek>(
    source: &mut R,
    delimiter: u8,
    quoting: bool,
    problems: &mut Problems,
    mut each: impl FnMut(Row<'_>, &mut Problems) -> ControlFlow<()>,
) -> io::Result<u32> {
    let Some(at) = lines::begin(source, problems)? else { return Ok(0) };
    let reader = ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build();
    let mut rows = Rows { source, reader, at, line: 1, values: vec![0; 1 << 12], ends: vec![0; 64] };
    let mut given_up = 0;
    loop {
        rows.skip_empty_lines()?;
        let (start, line) = (rows.at, rows.line);
        let read = rows.next()?;
        // The line break may be of two bytes, of which the reader has taken the first.
        let (Ok(from), Ok(until)) = (u32::try_from(start), u32::try_from(rows.at)) else {
            problems.broken(line, Span::at(u32::MAX), "This source is longer than 4 GiB; what follows is not read. Split it.");
            return Ok(line);
        };
        let span = Span::new(from, until.max(from));
        match read {
            Next::End => return Ok(line - 1),
            Next::TooLong => {
                given_up += 1;
                let rest = if given_up < MOST_GIVEN_UP { "It is left out." } else { "What follows is not read." };
                problems.broken(line, Span::at(from), format!("This row does not end: is a quotation mark not closed? {rest}"));
                if given_up >= MOST_GIVEN_UP {
                    return Ok(line);
                }
                rows.after_line(start, line)?;
            }
            Next::Row { values, ends, breaks } => {
                let span = Span::new(span.start, span.end.saturating_sub(breaks).max(span.start));
                let Ok(values) = std::str::from_utf8(&rows.values[..values]) else {
                    problems.broken(line, span, "This row is not UTF-8; it is left out.");
                    continue;
                };
                if each(Row { values, ends: &rows.ends[..ends], line, span }, problems).is_break() {
                    return Ok(line);
                }
            }
        }
    }
}

struct Rows<'r, R> {
    source: &'r mut R,
    reader: Reader,
    /// The place in the source, in bytes.
    at: u64,
    /// The number of the line that starts there.
    line: u32,
    values: Vec<u8>,
    ends: Vec<usize>,
}

enum Next {
    /// So many bytes of values and ends, and so many bytes of line break behind it.
    Row {
        values: usize,
        ends: usize,
        breaks: u32,
    },
    TooLong,
    End,
}

impl<R: BufRead + Seek> Rows<'_, R> {
    fn next(&mut self) -> io::Result<Next> {
        let (mut values, mut ends) = (0, 0);
        let mut last = 0u8;
        loop {
            let bytes = match self.source.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let (result, read, written, ended) =
                self.reader.read_record(bytes, &mut self.values[values..], &mut self.ends[ends..]);
            last = if read > 0 { bytes[read - 1] } else { last };
            self.line = self.line.saturating_add(memchr::memchr_iter(b'\n', &bytes[..read]).count() as u32);
            self.source.consume(read);
            self.at += read as u64;
            values += written;
            ends += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if values < LONGEST_ROW => self.values.resize(values * 2, 0),
                ReadRecordResult::OutputEndsFull if ends < MOST_COLUMNS => self.ends.resize(ends * 2, 0),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return Ok(Next::TooLong),
                ReadRecordResult::Record => {
                    return Ok(Next::Row { values, ends, breaks: u32::from(matches!(last, b'\n' | b'\r')) });
                }
                ReadRecordResult::End => return Ok(Next::End),
            }
        }
    }

    /// Passes over line breaks, so that a row begins where its words do.
    fn skip_empty_lines(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.source.fill_buf()?;
            let count = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            if count == 0 {
                return Ok(());
            }
            self.line = self.line.saturating_add(memchr::memchr_iter(b'\n', &bytes[..count]).count() as u32);
            self.source.consume(count);
            self.at += count as u64;
        }
    }

    /// Goes to the line after the one of that number, which begins there.
    fn after_line(&mut self, start: u64, line: u32) -> io::Result<()> {
        self.source.seek(SeekFrom::Start(start))?;
        self.reader.reset();
        let skipped = self.source.skip_until(b'\n')?;
        (self.at, self.line) = (start + skipped as u64, line.saturating_add(1));
        Ok(())
    }
}
