//! An article as the corpus keeps it: positions only, packed.
//!
//! A mention takes four to five bytes: how far it starts behind the last one, its length, what is known of it, and
//! which of the article's referents it is about. The referents are named by their numbers in the corpus
//! ([`Referents`](super::referents::Referents)). In front of both lies the line index, packed too.

use super::record::{ArticleRecord, RecordedMention};
use super::referents::Referents;
use crate::bytes::{Bytes, put, put_str};
use crate::finding::DocPath;
use crate::gazetteer::Kind;
use crate::gazetteer::date::Date;
use crate::text::Span;
use crate::text::position::LineIndex;

/// What an article was read from: so that nobody need read it again. The engine keeps it for its caller.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stamp {
    /// Digest of the file's bytes; none where the article is not to be kept for another day.
    pub digest: Option<[u8; 16]>,
    /// Marks of the file: while they are the same, its bytes are. None where there are none to be trusted.
    pub marks: Option<[u64; 4]>,
}

/// An article that is not open, packed for one corpus.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    /// Its path.
    pub path: DocPath,
    /// Its date.
    pub date: Option<Date>,
    /// What it was read from.
    pub stamp: Stamp,
    /// Line index, referents, mentions.
    packed: Box<[u8]>,
    /// What the caller wants to have kept with it.
    pub kept: Box<[u8]>,
}

const IN_FULL: u8 = 0x10;
const TITLE: u8 = 0x20;

impl Filed {
    /// Packs a record; `number` gives referents their numbers.
    pub(super) fn new(record: &ArticleRecord, stamp: Stamp, kept: Box<[u8]>, numbers: &[u32]) -> Filed {
        let mut packed = Vec::with_capacity(64 + record.mentions().len() * 6);
        let mut lines = Vec::with_capacity(64);
        record.lines.pack(&mut lines);
        put(&mut packed, lines.len() as u32);
        packed.extend_from_slice(&lines);

        let mut sorted: Vec<(u32, u32)> = numbers.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        let mut place = vec![0; numbers.len()];
        put(&mut packed, sorted.len() as u32);
        let mut last = 0;
        for (n, (number, referent)) in sorted.iter().enumerate() {
            put(&mut packed, number - last);
            last = *number;
            place[*referent as usize] = n as u32;
        }

        put(&mut packed, record.mentions().len() as u32);
        let mut last = 0;
        for mention in record.mentions() {
            put(&mut packed, mention.span.start - last);
            last = mention.span.start;
            put(&mut packed, mention.span.len());
            let kind = Kind::ALL.iter().position(|kind| *kind == mention.kind).unwrap_or_default() as u8;
            packed.push(kind | if mention.in_full { IN_FULL } else { 0 } | if mention.title { TITLE } else { 0 });
            put(&mut packed, place[mention.referent as usize]);
        }
        Filed { path: record.path.clone(), date: record.date, stamp, packed: packed.into(), kept }
    }

    /// Converts its offsets.
    pub fn lines(&self) -> LineIndex {
        self.parts().and_then(|(mut lines, _)| LineIndex::unpack(&mut lines)).unwrap_or_else(|| LineIndex::new(""))
    }

    /// Length of its text, in bytes.
    pub fn len(&self) -> u32 {
        self.parts().and_then(|(mut lines, _)| lines.number()).unwrap_or_default()
    }

    /// Whether its text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes the corpus keeps of it, its path included.
    pub fn size(&self) -> usize {
        size_of::<Filed>() + self.path.len() + self.packed.len() + self.kept.len()
    }

    /// How many mentions and titles it has.
    pub fn mention_count(&self) -> usize {
        self.mentions().count()
    }

    /// The numbers of its referents, in order.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.parts().and_then(|(_, mut rest)| numbers(&mut rest)).unwrap_or_default()
    }

    /// Its mentions, in order of place; the referent of each is an index into its [`numbers`](Self::numbers).
    pub(super) fn mentions(&self) -> impl Iterator<Item = RecordedMention> + '_ {
        let rest = self.parts().and_then(|(_, mut rest)| {
            numbers(&mut rest)?;
            Some(rest)
        });
        let mut rest = rest.unwrap_or(Bytes(&[]));
        let count = rest.number().unwrap_or(0);
        let mut last = 0;
        (0..count).map_while(move |_| mention(&mut rest, &mut last))
    }

    fn parts(&self) -> Option<(Bytes<'_>, Bytes<'_>)> {
        let mut rest = Bytes(&self.packed);
        let len = rest.number()?;
        Some((Bytes(rest.take(len)?), rest))
    }

    /// Writes it for another day.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put_str(out, &self.path);
        put_str(out, &self.date.map_or_else(String::new, |date| date.to_string()));
        out.extend_from_slice(&self.stamp.digest.unwrap_or_default());
        for mark in self.stamp.marks.unwrap_or_default() {
            out.extend_from_slice(&mark.to_le_bytes());
        }
        for part in [&self.packed, &self.kept] {
            put(out, part.len() as u32);
            out.extend_from_slice(part);
        }
    }

    /// Reads what was written. None where it is damaged: whatever is returned can be asked anything.
    pub(super) fn read(bytes: &mut Bytes<'_>, referents: &Referents) -> Option<Filed> {
        let path = bytes.words()?.into();
        let date = match bytes.words()? {
            "" => None,
            date => Some(Date::parse(date).ok()?),
        };
        let digest = Some(bytes.take(16)?.try_into().ok()?);
        let mut marks = [0; 4];
        for mark in &mut marks {
            *mark = u64::from_le_bytes(bytes.take(8)?.try_into().ok()?);
        }
        let stamp = Stamp { digest, marks: (marks != [0; 4]).then_some(marks) };
        let mut part = || {
            let len = bytes.number()?;
            bytes.take(len).map(Box::from)
        };
        let filed = Filed { path, date, stamp, packed: part()?, kept: part()? };
        filed.is_whole(referents.len()).then_some(filed)
    }

    /// Whether everything packed can be unpacked and lies where it may.
    fn is_whole(&self, referents: u32) -> bool {
        let check = || {
            let (mut lines, mut rest) = self.parts()?;
            let len = LineIndex::unpack(&mut lines)?.len();
            let numbers = numbers(&mut rest)?;
            let mut last = 0;
            for _ in 0..rest.number()? {
                let mention = mention(&mut rest, &mut last)?;
                if mention.referent as usize >= numbers.len() || mention.span.end > len {
                    return None;
                }
            }
            let in_table = numbers.last().is_none_or(|last| *last < referents);
            (in_table && lines.0.is_empty() && rest.0.is_empty()).then_some(())
        };
        check().is_some()
    }
}

fn numbers(rest: &mut Bytes<'_>) -> Option<Vec<u32>> {
    let count = rest.number()?;
    let mut last = 0_u32;
    let mut numbers = Vec::with_capacity((count as usize).min(rest.0.len()));
    for _ in 0..count {
        last = last.checked_add(rest.number()?)?;
        numbers.push(last);
    }
    Some(numbers)
}

fn mention(rest: &mut Bytes<'_>, last: &mut u32) -> Option<RecordedMention> {
    let start = last.checked_add(rest.number()?)?;
    *last = start;
    let span = Span::new(start, start.checked_add(rest.number()?)?);
    let flags = rest.byte()?;
    let kind = *Kind::ALL.get(usize::from(flags & 0x0F))?;
    let referent = rest.number()?;
    Some(RecordedMention { span, referent, kind, in_full: flags & IN_FULL != 0, title: flags & TITLE != 0 })
}
