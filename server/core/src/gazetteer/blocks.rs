//! Splits a gazetteer file into blocks: each from one table header to the next.
//!
//! A block that is being typed must not take its neighbours down, so the file is cut first and each
//! block parsed by itself. A header is a line that begins with `[`, outside strings and comments.
//! Inside a list only a whole header at the very start of a line counts, so that a list that was not
//! closed ends at the next entry. A multi-line string that was not closed would swallow the rest of the
//! file: then the file is cut once more, and no string reaches past such a header.
//!
//! Conflict marks of git are recognised. Whole entries on either side of a conflict are good; a block
//! that goes on after a mark is torn.
//!
//! Cost: one pass over the bytes, two where a string is open at the end of the file.

use std::borrow::Cow;

use crate::text::Span;

/// A file, cut.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Blocks {
    /// What stands before the first header; never a header itself.
    pub preamble: Span,
    /// The blocks, in order.
    pub list: Vec<Block>,
    /// The merge conflicts, in order: the lines of the marks of each.
    pub conflicts: Vec<Vec<Span>>,
}

/// One block of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// All of it, from the header to the next one.
    pub span: Span,
    /// The part to parse: without conflict marks at its end.
    pub content: Span,
    /// Its header.
    pub header: Header,
    /// Where its header is inside the file: the key without quotes, or the words of the line.
    pub key: Span,
    /// What makes it unfit for the parser, if anything does.
    pub fault: Option<Fault>,
    /// Whether a side of a merge conflict reaches into it.
    pub disputed: bool,
}

/// What the header of a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Header {
    /// `[key]`, as it should be; whether the key is written with escapes.
    Key {
        /// Whether the key has escapes to be decoded.
        escaped: bool,
    },
    /// `[a.b]`.
    Dotted,
    /// `[[key]]`.
    Doubled,
    /// `[some words]`: a key that would do in quotes.
    Unquoted,
    /// Anything else that begins with `[`.
    Broken,
}

/// Why a block is not given to the parser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A merge conflict runs through it.
    Conflict,
    /// Lists in lists, or a dotted key with many parts; from here on.
    Deep(u32),
    /// It has more than [`LONGEST`] bytes.
    Long,
}

/// The longest block that is read, in bytes: thousands of names. It bounds what the parser can take
/// of memory.
pub const LONGEST: u32 = 1 << 20;

/// How deep lists and tables may nest, and how many parts a dotted key may have. The format needs
/// three; parsed values are dropped by recursion.
const DEEPEST: u32 = 12;

/// Cuts a file.
pub fn split(text: &str) -> Blocks {
    let mut cutter = Cutter::new(text, false);
    cutter.run();
    if cutter.string.is_some() {
        cutter = Cutter::new(text, true);
        cutter.run();
    }
    cutter.blocks
}

/// The id that a header's key says, decoded; none where it has an escape that does not exist.
pub fn id<'t>(text: &'t str, block: &Block) -> Option<Cow<'t, str>> {
    let key = block.key.of(text);
    match block.header {
        Header::Key { escaped: false } | Header::Unquoted => Some(Cow::Borrowed(key)),
        Header::Key { escaped: true } => {
            let line = format!("\"{key}\" = 0");
            let table = toml::de::DeTable::parse(&line).ok()?;
            let (key, _) = table.get_ref().iter().next()?;
            Some(Cow::Owned(key.get_ref().to_string()))
        }
        Header::Doubled => Some(Cow::Borrowed(key)).filter(|key| !key.contains(['"', '\'', '\\'])),
        Header::Dotted | Header::Broken => None,
    }
}

struct Cutter<'t> {
    bytes: &'t [u8],
    blocks: Blocks,
    /// Whether strings are not trusted to reach past a header.
    wary: bool,
    at: usize,
    /// The quote of the multi-line string that is open.
    string: Option<u8>,
    /// Brackets that are open.
    depth: u32,
    /// Dots in the key that is being read.
    dots: u32,
    /// Whether the last conflict still waits for its last mark.
    in_conflict: bool,
    /// Where the conflict marks of this block began.
    marks: Option<u32>,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str, wary: bool) -> Cutter<'t> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let blocks = Blocks { preamble: Span::new(at as u32, text.len() as u32), ..Blocks::default() };
        Cutter { bytes: text.as_bytes(), blocks, wary, at, string: None, depth: 0, dots: 0, in_conflict: false, marks: None }
    }

    fn run(&mut self) {
        while self.at < self.bytes.len() {
            self.line();
        }
        let end = self.bytes.len() as u32;
        self.close(end);
        if self.in_conflict {
            // A lone mark is no conflict that the rest of the file could be in.
            let last = self.blocks.conflicts.last().and_then(|marks| marks.last()).map_or(0, |mark| mark.start);
            self.blocks
                .list
                .iter_mut()
                .rev()
                .take_while(|block| block.span.start > last)
                .for_each(|block| block.disputed = false);
        }
    }

    /// Takes one line, or what stands of it behind a header.
    fn line(&mut self) {
        if self.conflict_mark() {
            return;
        }
        if self.in_conflict
            && let Some(block) = self.blocks.list.last_mut()
        {
            block.disputed = true;
        }
        let start = self.at;
        if self.string.is_none() || self.wary {
            let indent = self.bytes[start..].iter().take_while(|&&byte| matches!(byte, b' ' | b'\t')).count();
            if self.bytes.get(start + indent) == Some(&b'[') {
                let sure = self.depth == 0 && self.string.is_none();
                let (header, key, end) = self.header(start + indent);
                if sure || (indent == 0 && header.is_whole()) {
                    self.open(start as u32, header, key);
                    self.at = end;
                }
            }
        }
        self.values();
    }

    /// Ends the block that is open and begins another.
    fn open(&mut self, start: u32, header: Header, key: Span) {
        self.close(start);
        (self.string, self.depth, self.dots, self.marks) = (None, 0, 0, None);
        let span = Span::new(start, start);
        let disputed = self.in_conflict;
        self.blocks.list.push(Block { span, content: span, header, key, fault: None, disputed });
    }

    /// Ends the block that is open, before `end`.
    fn close(&mut self, end: u32) {
        let Some(block) = self.blocks.list.last_mut() else {
            self.blocks.preamble.end = self.marks.unwrap_or(end);
            return;
        };
        block.span.end = end;
        block.content.end = self.marks.unwrap_or(end);
        if block.content.len() > LONGEST {
            block.fault = Some(Fault::Long);
        }
    }

    /// Takes a line that is a mark of a merge conflict, if this is one.
    fn conflict_mark(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let mark = match rest {
            [b'<' | b'=' | b'>' | b'|', ..] if rest.len() >= 7 && rest[..7].iter().all(|byte| *byte == rest[0]) => rest[0],
            _ => return false,
        };
        if !matches!(rest.get(7), None | Some(b' ' | b'\n' | b'\r')) {
            return false;
        }
        let opens = mark == b'<';
        // A line of seven signs is no wonder inside a string; after `<<<<<<<` it is one of the marks.
        if !opens && !self.in_conflict && self.string.is_some() {
            return false;
        }
        let end = self.at + line_length(rest);
        let line = Span::new(self.at as u32, end as u32);
        match self.blocks.conflicts.last_mut() {
            Some(conflict) if self.in_conflict && !opens => conflict.push(line),
            _ => self.blocks.conflicts.push(vec![line]),
        }
        self.in_conflict = mark != b'>';
        self.marks.get_or_insert(line.start);
        if let Some(block) = self.blocks.list.last_mut() {
            block.disputed = true;
        }
        self.at = end;
        self.at += usize::from(self.at < self.bytes.len());
        true
    }

    /// Reads the header that begins with the bracket at `start`: what it is, where its key is, and
    /// where it ends.
    fn header(&self, start: usize) -> (Header, Span, usize) {
        let line = &self.bytes[start..start + line_length(&self.bytes[start..])];
        let doubled = line.get(1) == Some(&b'[');
        let mut at = 1 + usize::from(doubled);
        let mut keys = Vec::new();
        let broken = || {
            let words = line.trim_ascii();
            let span = Span::new(start as u32, (start + words.len()) as u32);
            let inner = words.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).map(<[u8]>::trim_ascii);
            match inner {
                Some(inner) if !inner.is_empty() && !inner.iter().any(|byte| b"[]\"'\\#".contains(byte)) => {
                    let from = start + 1 + words[1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    (Header::Unquoted, Span::new(from as u32, (from + inner.len()) as u32), start + line.len())
                }
                _ => (Header::Broken, span, start + line.len()),
            }
        };
        let blank = |at: usize| at + line[at.min(line.len())..].iter().take_while(|&&byte| matches!(byte, b' ' | b'\t')).count();
        loop {
            at = blank(at);
            let Some(key) = Key::read(line, at) else { return broken() };
            at = blank(key.end);
            keys.push(key);
            match line.get(at) {
                Some(b'.') => at += 1,
                Some(b']') => break,
                _ => return broken(),
            }
        }
        at += 1;
        if doubled {
            if line.get(at) != Some(&b']') {
                return broken();
            }
            at += 1;
        }
        let (first, last) = (&keys[0], &keys[keys.len() - 1]);
        let header = match keys.len() {
            _ if !matches!(line.get(blank(at)), None | Some(b'#' | b'\r')) => Header::Broken,
            1 if doubled => Header::Doubled,
            1 => Header::Key { escaped: first.escaped },
            _ => Header::Dotted,
        };
        let key = match header {
            Header::Dotted => Span::new(first.start as u32, last.end as u32),
            Header::Broken => return broken(),
            _ => Span::new(first.words.0 as u32, first.words.1 as u32),
        };
        (header, key.shifted(start as u32), start + at)
    }

    /// Passes over keys and values to the start of the next line, minding strings and brackets.
    fn values(&mut self) {
        let mut torn = false;
        while let Some(&byte) = self.bytes.get(self.at) {
            if let Some(quote) = self.string {
                torn |= byte != b'\n';
                if self.in_string(quote) {
                    break;
                }
                continue;
            }
            self.at += 1;
            match byte {
                b'\n' => {
                    self.dots = 0;
                    break;
                }
                b' ' | b'\t' | b'\r' => continue,
                b'#' => {
                    self.at += line_length(&self.bytes[self.at..]);
                    continue;
                }
                b'"' | b'\'' => self.quoted(byte),
                b'[' | b'{' => {
                    self.depth += 1;
                    self.dots = 0;
                    self.check_depth(self.depth);
                }
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                b'.' => {
                    self.dots += 1;
                    self.check_depth(self.dots);
                }
                b'=' | b',' => self.dots = 0,
                _ => {}
            }
            torn = true;
        }
        if torn && self.marks.is_some() {
            let block = self.blocks.list.last_mut();
            if let Some(block) = block {
                block.fault.get_or_insert(Fault::Conflict);
            }
        }
    }

    /// Passes over a string whose first quote was just passed; a multi-line one stays open.
    fn quoted(&mut self, quote: u8) {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(&[quote, quote]) {
            self.at += 2;
            self.string = Some(quote);
            return;
        }
        let mut escaped = false;
        for (n, &byte) in rest.iter().enumerate() {
            match byte {
                // A string without its last quote ends with its line.
                b'\n' => {
                    self.at += n;
                    return;
                }
                _ if escaped => escaped = false,
                b'\\' => escaped = quote == b'"',
                _ if byte == quote => {
                    self.at += n + 1;
                    return;
                }
                _ => {}
            }
        }
        self.at = self.bytes.len();
    }

    /// Passes over the inside of a multi-line string to its end or the end of the line; whether the
    /// line ended.
    fn in_string(&mut self, quote: u8) -> bool {
        let mut escaped = false;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\n' => return true,
                _ if escaped => escaped = false,
                b'\\' => escaped = quote == b'"',
                _ if byte == quote && self.bytes[self.at..].starts_with(&[quote, quote]) => {
                    // Up to two more quotes belong to the string.
                    self.at += 2;
                    self.at += self.bytes[self.at..].iter().take(2).take_while(|&&byte| byte == quote).count();
                    self.string = None;
                    return false;
                }
                _ => {}
            }
        }
        true
    }

    fn check_depth(&mut self, depth: u32) {
        if depth > DEEPEST
            && let Some(block) = self.blocks.list.last_mut()
        {
            block.fault.get_or_insert(Fault::Deep(self.at as u32 - 1));
        }
    }
}

impl Header {
    /// Whether it is a header whatever stands around it.
    const fn is_whole(self) -> bool {
        matches!(self, Header::Key { .. } | Header::Dotted | Header::Doubled)
    }
}

/// A part of a header's key, in bytes of its line.
struct Key {
    start: usize,
    end: usize,
    /// Without the quotes.
    words: (usize, usize),
    escaped: bool,
}

impl Key {
    fn read(line: &[u8], start: usize) -> Option<Key> {
        let quote = *line.get(start)?;
        if !matches!(quote, b'"' | b'\'') {
            let length = line[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)).count();
            let end = start + length;
            return (length > 0).then_some(Key { start, end, words: (start, end), escaped: false });
        }
        let mut escapes = false;
        let mut at = start + 1;
        loop {
            match *line.get(at)? {
                b'\\' if quote == b'"' => {
                    escapes = true;
                    at += 2;
                }
                byte if byte == quote => break,
                _ => at += 1,
            }
        }
        Some(Key { start, end: at + 1, words: (start + 1, at), escaped: escapes })
    }
}

/// How many bytes come before the end of the line.
fn line_length(rest: &[u8]) -> usize {
    memchr::memchr(b'\n', rest).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests;
