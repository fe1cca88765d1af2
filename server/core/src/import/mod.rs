//! Imports: lists that others keep, read into entries.
//!
//! [`read`] goes once through the bytes of a source, line by line, and hands over each [`Imported`] entry as it
//! stands there: nothing of a source is kept. A line that cannot be read costs that line only; it becomes a
//! [`Problem`], and like problems are told once. Whatever the bytes are, memory stays bounded: a line of over
//! [`LONGEST_LINE`] bytes is passed over.
//!
//! The places in an imported entry are its line, without the line break.

mod block;
mod country;
mod delimited;
mod follow_the_money;
mod geonames;
mod json;
mod json_lines;
mod lines;
mod problems;
mod rows;

use std::io::{self, BufRead, Seek};
use std::sync::Arc;

use crate::finding::DocPath;
use crate::gazetteer::Entry;
use crate::gazetteer::date::Date;
use crate::settings::Settings;
use crate::text::Span;

pub use country::nation_of;
pub use delimited::{Columns, is_field};
pub use problems::{Problem, Problems};

/// Longer lines, in bytes, are not read.
pub const LONGEST_LINE: usize = 8 << 20;

/// How a source is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One entry a line, a JSON object with the fields of the gazetteer and `id`.
    #[serde(rename = "jsonl")]
    JsonLines,
    /// A table with commas between the columns, in the quoting of RFC 4180.
    #[serde(rename = "csv")]
    Csv,
    /// A table with tabs between the columns, without quoting.
    #[serde(rename = "tsv")]
    Tsv,
    /// One place a line in the 19 columns of the GeoNames dumps.
    #[serde(rename = "geonames")]
    GeoNames,
    /// FollowTheMoney entities, one a line.
    #[serde(rename = "ftm")]
    FollowTheMoney,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 5] = [Format::JsonLines, Format::Csv, Format::Tsv, Format::GeoNames, Format::FollowTheMoney];

    /// The word in the configuration.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::GeoNames => "geonames",
            Format::FollowTheMoney => "ftm",
        }
    }

    /// The format of that word.
    pub fn parse(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// The format that a file's name says; none where it may be more than one.
    pub fn of_path(path: &str) -> Option<Format> {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        let dump = name.strip_suffix(".txt").is_some_and(|name| {
            let cities = name.strip_prefix("cities").is_some_and(|least| least.bytes().all(|byte| byte.is_ascii_digit()));
            name == "allcountries" || cities && name.len() > "cities".len()
        });
        if [".ftm", ".ftm.json", ".ftm.jsonl", ".ftm.ndjson"].iter().any(|ending| name.ends_with(ending)) {
            return Some(Format::FollowTheMoney);
        }
        match name.rsplit_once('.')?.1 {
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            _ => dump.then_some(Format::GeoNames),
        }
    }
}

/// How far an import is believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// It proposes: a name means its entry only where the article speaks for it.
    #[default]
    Candidate,
    /// It decides, like the entries written by hand.
    Full,
}

impl Trust {
    /// The word in the configuration.
    pub const fn as_str(self) -> &'static str {
        match self {
            Trust::Candidate => "candidate",
            Trust::Full => "full",
        }
    }
}

/// An `[[import]]` of the configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// Its file, relative to the corpus root.
    pub path: DocPath,
    /// How it is written.
    pub format: Format,
    /// How far it is believed.
    pub trust: Trust,
    /// The kind of entries that do not say theirs: a built-in one, or one of the corpus's own.
    pub kind: Option<Arc<str>>,
    /// The language of names that do not say theirs.
    pub language: Option<Arc<str>>,
    /// Which release of the source it is, in the words of the configuration.
    pub version: Option<Arc<str>>,
    /// Of a table: which columns say what.
    pub columns: Columns,
    /// Of a table: what stands between several values in one column.
    pub separator: String,
    /// Of a table: what stands between the columns, where it is not what the format says.
    pub delimiter: Option<u8>,
}

impl Import {
    /// An import with nothing said but where it is and how it is written.
    pub fn new(path: DocPath, format: Format) -> Import {
        Import {
            path,
            format,
            trust: Trust::default(),
            kind: None,
            language: None,
            version: None,
            columns: Columns::default(),
            separator: "|".to_owned(),
            delimiter: None,
        }
    }
}

/// An entry of a source.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    /// What it says. All its places are those of its line.
    pub entry: Entry,
    /// The number of its line, from 1.
    pub line: u32,
    /// Its line in the source, in bytes, without the line break.
    pub span: Span,
}

/// What there is to say of a source that has been read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// How many entries it has.
    pub entries: u64,
    /// How many lines, empty ones included.
    pub lines: u32,
    /// The newest date that the source says it was changed on, where it says so.
    pub newest: Option<Date>,
    /// What could not be read, in order of line.
    pub problems: Vec<Problem>,
    /// How many more problems there are than are listed.
    pub unlisted: u64,
}

/// Reads a source from its start to its end, and gives each entry to `each`, in order of line. The errors are those of
/// reading it; what is wrong in it is in the summary. Settings: the corpus's own kinds.
pub fn read<R: BufRead + Seek>(
    source: &mut R,
    import: &Import,
    settings: &Settings,
    each: &mut dyn FnMut(Imported),
) -> io::Result<Summary> {
    let mut problems = Problems::default();
    let mut entries = 0;
    let mut counted = |imported: Imported| {
        entries += 1;
        each(imported);
    };
    let (lines, newest) = match import.format {
        Format::JsonLines => (json_lines::read(source, import, settings, &mut problems, &mut counted)?, None),
        Format::Csv | Format::Tsv => (delimited::read(source, import, settings, &mut problems, &mut counted)?, None),
        Format::FollowTheMoney => follow_the_money::read(source, import, &mut problems, &mut counted)?,
        Format::GeoNames => geonames::read(source, import, &mut problems, &mut counted)?,
    };
    let (problems, unlisted) = problems.finish();
    Ok(Summary { entries, lines, newest, problems, unlisted })
}

/// The day of a date that is written with the time of the day: "1960-05-19T00:00:00Z".
fn day(date: &str) -> &str {
    let day = date.split_once(['T', ' ']).filter(|(day, time)| day.len() == 10 && time.starts_with(|c: char| c.is_ascii_digit()));
    day.map_or(date, |(day, _)| day)
}

#[cfg(test)]
mod tests;
