//! Partial and uncertain dates: the EDTF level 0–1 subset that the gazetteer uses.
//!
//! A [`Date`] is what an editor can honestly write: a day, a month, a year, a stretch between two of
//! these, with an open or unknown end, each marked as approximate (`~`), uncertain (`?`) or both
//! (`%`). It stands for a set of possible days, from [`Date::earliest`] to [`Date::latest`].
//!
//! Comparisons have three answers ([`Answer`]). "Yes" and "no" are only given where every possible
//! day agrees; a date with a mark never proves anything. So a rule that speaks up on [`Answer::No`]
//! keeps quiet wherever the gazetteer is vague.
//!
//! A date takes twelve bytes and is `Copy`; it prints exactly as it was written.

use std::fmt;
use std::str::FromStr;

use super::calendar::{self, Day};

/// A date that may be partial ("2018-06"), approximate ("2018~"), uncertain ("2018?"), or a stretch
/// ("2018/2019", "2018/..", "../2018", "2018/").
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    start: End,
    /// The end of a stretch; none where the date is a single year, month or day.
    end: Option<End>,
}

/// One end of a date.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum End {
    At(Point),
    /// `..`: no bound.
    Open,
    /// Nothing written: there is a bound, and nobody knows it.
    Unknown,
}

/// A year, month or day. `month` and `day` are 0 where they are not said.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Point {
    year: i16,
    month: u8,
    day: u8,
    mark: Mark,
}

/// How sure a point is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Mark {
    Plain,
    Approximate,
    Uncertain,
    Both,
}

/// The answer to a question about dates that may be vague.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Certainly.
    Yes,
    /// Certainly not.
    No,
    /// The dates are too vague to tell.
    Unknown,
}

/// Why words are no date, in words for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateError {
    /// Nothing is written.
    Empty,
    /// It has not the form of a date.
    Form,
    /// A year needs four digits.
    Year,
    /// There is no such month.
    Month,
    /// The month has no such day; how many it has.
    Day(u8),
    /// A stretch that ends before it begins.
    Backwards,
    /// A stretch with no date at either end.
    Boundless,
}

impl Date {
    /// The day `day` (1–31) of the month `month` (1–12) of the year `year` (-9999 to 9999); none where
    /// the calendar has no such day.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Date> {
        Day::new(year, month, day)?;
        Some(Date { start: End::At(Point { year, month, day, mark: Mark::Plain }), end: None })
    }

    /// The date that the words are, in the form the gazetteer writes it: "2018", "2018-06-03", "2018~" …
    pub fn parse(words: &str) -> Result<Date, DateError> {
        match words.split_once('/') {
            None if words.is_empty() => Err(DateError::Empty),
            None if words == ".." => Err(DateError::Boundless),
            None => Ok(Date { start: End::At(Point::parse(words)?), end: None }),
            Some((start, end)) => {
                let (start, end) = (End::parse(start)?, End::parse(end)?);
                match (start, end) {
                    (End::At(from), End::At(until)) if from.earliest() > until.latest() => Err(DateError::Backwards),
                    (End::Open | End::Unknown, End::Open | End::Unknown) => Err(DateError::Boundless),
                    _ => Ok(Date { start, end: Some(end) }),
                }
            }
        }
    }

    /// The first day it can mean; none where its beginning is open or unknown.
    pub fn earliest(self) -> Option<Day> {
        match self.start {
            End::At(point) => Some(point.earliest()),
            End::Open | End::Unknown => None,
        }
    }

    /// The last day it can mean; none where its end is open or unknown.
    pub fn latest(self) -> Option<Day> {
        match self.end.unwrap_or(self.start) {
            End::At(point) => Some(point.latest()),
            End::Open | End::Unknown => None,
        }
    }

    /// Whether either end is marked `~` or `%`.
    pub fn is_approximate(self) -> bool {
        self.marks().any(|mark| matches!(mark, Mark::Approximate | Mark::Both))
    }

    /// Whether either end is marked `?` or `%`.
    pub fn is_uncertain(self) -> bool {
        self.marks().any(|mark| matches!(mark, Mark::Uncertain | Mark::Both))
    }

    /// Whether it means one day and says so without a mark.
    pub fn is_exact(self) -> bool {
        self.proves() && self.earliest().is_some() && self.earliest() == self.latest()
    }

    /// Whether it lies before `other`. "Yes" only where its last possible day is before the other's
    /// first; "no" only where no possible day is before any of the other's.
    pub fn before(self, other: Date) -> Answer {
        if !(self.proves() && other.proves()) {
            return Answer::Unknown;
        }
        match (self.earliest(), self.latest(), other.earliest(), other.latest()) {
            (_, Some(latest), Some(earliest), _) if latest < earliest => Answer::Yes,
            (Some(earliest), _, _, Some(latest)) if earliest >= latest => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// Whether it lies after `other`.
    pub fn after(self, other: Date) -> Answer {
        other.before(self)
    }

    /// Whether it lies between `from` and `until`, both included. A bound that is not given does not
    /// bound: a role without `until` goes on. Where this date is a month, a year or a stretch, "yes"
    /// means all of it and "no" none of it.
    pub fn within(self, from: Option<Date>, until: Option<Date>) -> Answer {
        let early = from.map_or(Answer::No, |from| self.before(from));
        let late = until.map_or(Answer::No, |until| self.after(until));
        match (early, late) {
            (Answer::Yes, _) | (_, Answer::Yes) => Answer::No,
            (Answer::No, Answer::No) => Answer::Yes,
            _ => Answer::Unknown,
        }
    }

    /// Whether no end carries a mark, so that comparisons may rest on it.
    fn proves(self) -> bool {
        self.marks().all(|mark| mark == Mark::Plain)
    }

    fn marks(self) -> impl Iterator<Item = Mark> {
        [Some(self.start), self.end].into_iter().flatten().filter_map(|end| match end {
            End::At(point) => Some(point.mark),
            End::Open | End::Unknown => None,
        })
    }
}

impl End {
    fn parse(words: &str) -> Result<End, DateError> {
        match words {
            "" => Ok(End::Unknown),
            ".." => Ok(End::Open),
            _ => Point::parse(words).map(End::At),
        }
    }
}

impl Point {
    fn parse(words: &str) -> Result<Point, DateError> {
        let (digits, mark) = match words.as_bytes().last() {
            Some(b'~') => (&words[..words.len() - 1], Mark::Approximate),
            Some(b'?') => (&words[..words.len() - 1], Mark::Uncertain),
            Some(b'%') => (&words[..words.len() - 1], Mark::Both),
            _ => (words, Mark::Plain),
        };
        let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
        let mut parts = digits.split('-');
        let year = match parts.next() {
            Some(part) if part.len() == 4 => number(part).ok_or(DateError::Form)?,
            Some(part) if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) => return Err(DateError::Year),
            _ => return Err(DateError::Form),
        };
        if negative && year == 0 {
            return Err(DateError::Year);
        }
        let mut pair = || match parts.next() {
            None => Ok(0),
            Some(part) if part.len() == 2 => number(part).map(|number| number.unsigned_abs() as u8).ok_or(DateError::Form),
            Some(_) => Err(DateError::Form),
        };
        let (month, day) = (pair()?, pair()?);
        let point = Point { year: if negative { -year } else { year }, month, day, mark };
        let written = 1 + digits.matches('-').count();
        if written > 3 {
            return Err(DateError::Form);
        }
        if written > 1 && !(1..=12).contains(&month) {
            return Err(DateError::Month);
        }
        if written > 2 && Day::new(point.year, month, day).is_none() {
            return Err(DateError::Day(calendar::month_length(point.year, month)));
        }
        Ok(point)
    }

    fn earliest(self) -> Day {
        Day::clamped(self.year, self.month.max(1), self.day.max(1))
    }

    fn latest(self) -> Day {
        let month = if self.month == 0 { 12 } else { self.month };
        Day::clamped(self.year, month, if self.day == 0 { 31 } else { self.day })
    }
}

/// The value of some ASCII digits; none where anything else is among them.
fn number(digits: &str) -> Option<i16> {
    digits.bytes().try_fold(0i16, |value, byte| byte.is_ascii_digit().then(|| value * 10 + i16::from(byte - b'0')))
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(words: &str) -> Result<Date, DateError> {
        Date::parse(words)
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Date {
        let (year, month, day) = day.civil();
        Date { start: End::At(Point { year, month, day, mark: Mark::Plain }), end: None }
    }
}

/// As written.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        self.end.map_or(Ok(()), |end| write!(f, "/{end}"))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Point { year, month, day, mark } = match self {
            End::At(point) => *point,
            End::Open => return f.write_str(".."),
            End::Unknown => return Ok(()),
        };
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}", year.unsigned_abs())?;
        if month > 0 {
            write!(f, "-{month:02}")?;
        }
        if day > 0 {
            write!(f, "-{day:02}")?;
        }
        f.write_str(match mark {
            Mark::Plain => "",
            Mark::Approximate => "~",
            Mark::Uncertain => "?",
            Mark::Both => "%",
        })
    }
}

impl std::error::Error for DateError {}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Empty => f.write_str("the date is empty; leave the field out where it is not known"),
            DateError::Form => f.write_str("write it as 2018, 2018-06 or 2018-06-03"),
            DateError::Year => f.write_str("a year has four digits"),
            DateError::Month => f.write_str("a month is 01 to 12"),
            DateError::Day(last) => write!(f, "the days of that month are 01 to {last}"),
            DateError::Backwards => f.write_str("the stretch ends before it begins"),
            DateError::Boundless => f.write_str("neither end is a date; leave the field out"),
        }
    }
}

#[cfg(test)]
mod tests;
