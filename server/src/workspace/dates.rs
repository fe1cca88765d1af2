//! The corpus's table of article dates: lines of `path,date`, for articles that do not say theirs.
//!
//! A first line `path,date` is a heading; empty lines and lines that start with `#` are skipped. A path
//! that holds a comma stands in double quotes, a double quote in it is doubled. Where a path is listed
//! twice, the last line counts. A line that cannot be read is a finding, and the others count.

use std::sync::Arc;

use nomenclator_core::finding::{DocPath, Finding, Severity};
use nomenclator_core::gazetteer::date::Date;
use nomenclator_core::settings::Settings;
use nomenclator_core::text::Span;

use super::Workspace;

/// The code of the finding for a line that cannot be read: the same as for dates in the gazetteer.
const BAD_DATE: &str = "bad-date";

/// Dates by article path.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Dates {
    /// In order of path, each path once.
    by_path: Vec<(String, Date)>,
}

impl Dates {
    /// Reads a table: the dates, and what is wrong in it.
    pub fn read(text: &str, settings: &Settings) -> (Dates, Vec<Finding>) {
        let severity = settings.severity(BAD_DATE, Some(Severity::Warning));
        let (mut by_path, mut findings) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start as u32, (start + line.trim_end().len()) as u32);
            start += line.len();
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line.replace(' ', "") == "path,date" {
                continue;
            }
            match row(line) {
                Ok(row) => by_path.push(row),
                Err(why) => {
                    findings.extend(severity.map(|severity| Finding::new(BAD_DATE, severity, text, span, why)));
                }
            }
        }
        // Sorting is stable: of several lines for one path the last comes last, and is kept.
        by_path.sort_by(|a, b| a.0.cmp(&b.0));
        by_path.reverse();
        by_path.dedup_by(|a, b| a.0 == b.0);
        by_path.reverse();
        (Dates { by_path }, findings)
    }

    /// The date listed for an article.
    pub fn get(&self, path: &str) -> Option<&Date> {
        let ix = self.by_path.binary_search_by(|(listed, _)| listed.as_str().cmp(path)).ok()?;
        Some(&self.by_path[ix].1)
    }
}

impl Workspace {
    /// The corpus's table of dates, if it has one, and what is wrong in it.
    pub fn dates(&self) -> (Dates, Vec<(DocPath, Finding)>) {
        let Some(path) = &self.config.dates else { return (Dates::default(), Vec::new()) };
        let (dates, findings) = match self.read(&self.file(path)) {
            Ok(text) => Dates::read(&text, &self.config.settings),
            Err(unreadable) => (Dates::default(), unreadable.finding(&self.config.settings).into_iter().collect()),
        };
        let path: DocPath = Arc::from(path.as_str());
        (dates, findings.into_iter().map(|finding| (Arc::clone(&path), finding)).collect())
    }
}

fn row(line: &str) -> Result<(String, Date), String> {
    let how = "write the article's path, a comma and its date: articles/a.txt,2018-06-03";
    let (path, date) = if let Some(rest) = line.strip_prefix('"') {
        let end = rest.replace("\"\"", "\0\0").find('"').ok_or_else(|| format!("The quotes are not closed; {how}."))?;
        (rest[..end].replace("\"\"", "\""), rest[end + 1..].trim_start().strip_prefix(','))
    } else {
        let (path, date) = line.split_once(',').map_or((line, None), |(path, date)| (path, Some(date)));
        (path.trim().to_owned(), date)
    };
    let date = date.map(|date| date.trim().trim_matches('"')).filter(|date| !date.is_empty());
    let date = date.ok_or_else(|| format!("This line has no date; {how}."))?;
    let parsed = Date::parse(date).map_err(|error| format!("“{date}” is not a date: {error}."))?;
    Ok((path.trim_start_matches("./").replace('\\', "/"), parsed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_by_path() {
        let text = "path,date\r\narticles/b.txt,2018-06-03\r\n\n# a note\n\"a, \"\"b\"\".txt\", 2017-01\narticles/b.txt,2019\n./c.txt,2020";
        let (dates, findings) = Dates::read(text, &Settings::default());
        assert_eq!(findings, []);
        assert_eq!(dates.get("articles/b.txt"), Date::parse("2019").ok().as_ref());
        assert_eq!(dates.get("a, \"b\".txt"), Date::parse("2017-01").ok().as_ref());
        assert_eq!(dates.get("c.txt"), Date::parse("2020").ok().as_ref());
        assert_eq!(dates.get("d.txt"), None);
    }

    #[test]
    fn a_bad_line_is_a_finding_and_the_others_count() {
        let text = "a.txt,2018\nb.txt,yesterday\nc.txt\n\"d.txt,2018\ne.txt,2019\n";
        let (dates, findings) = Dates::read(text, &Settings::default());
        let shown: Vec<_> =
            findings.iter().map(|finding| (finding.text.as_str(), finding.message.split(&[':', ';']).next().unwrap())).collect();
        assert_eq!(
            shown,
            [
                ("b.txt,yesterday", "“yesterday” is not a date"),
                ("c.txt", "This line has no date"),
                ("\"d.txt,2018", "The quotes are not closed"),
            ]
        );
        assert!(dates.get("a.txt").is_some() && dates.get("e.txt").is_some());
    }
}
