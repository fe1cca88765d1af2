//! The date of an article: front matter, else the `dates` table, else the dateline, else the file name.
//!
//! A wrong date makes true titles look wrong, so a date counts only where it is said to be the
//! article's: in a field of the front matter, on a line of its own near the top, or leading a paragraph
//! between place and dash. A date in running text or in a photo's caption is somebody else's. Only the
//! first kilobytes of the text are looked at, whatever its length.

use super::front_matter;
use crate::gazetteer::date::Date;
use crate::gazetteer::written_date;
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

/// How many bytes of the text are looked at.
const HEAD: usize = 1 << 14;
/// A dateline stands in one of so many lines that are not blank.
const LINES: usize = 12;
/// The longest line that is a dateline and nothing else, and the longest place before one, in bytes.
const LINE: usize = 120;
const PLACE: usize = 60;

/// The fields of front matter that give the date, the best first.
const FIELDS: [&str; 5] = ["date", "published", "pubdate", "publishdate", "publish_date"];

/// Words before a date on its line that make it the article's.
const LABELS: [&str; 7] = ["first published", "published on", "published", "posted on", "posted", "publication date", "date"];

/// Finds the date. `path` is the article's, `listed` what the `dates` table says of it.
pub fn find(path: &str, text: &str, listed: Option<&Date>) -> Option<ArticleDate> {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let (front, body) = in_front_matter(head);
    let found = |date, source| Some(ArticleDate { date, source });
    if let Some((date, span)) = front {
        return found(date, DateSource::FrontMatter(span));
    }
    if let Some(date) = listed {
        return found(*date, DateSource::Table);
    }
    if let Some((date, span)) = dateline(head, body) {
        return found(date, DateSource::Dateline(span));
    }
    found(in_file_name(path)?, DateSource::FileName)
}

/// The date in the front matter, and where the text behind it begins.
fn in_front_matter(head: &str) -> (Option<(Date, Span)>, usize) {
    let mut best: Option<(usize, Date, Span)> = None;
    for (key, value) in front_matter::fields(head) {
        let Some(rank) = FIELDS.iter().position(|&field| key.eq_ignore_ascii_case(field)) else { continue };
        if best.is_some_and(|(before, ..)| before <= rank) {
            continue;
        }
        if let Some((date, from, until)) = value_date(value.of(head)) {
            best = Some((rank, date, Span::new(value.start + from as u32, value.start + until as u32)));
        }
    }
    (best.map(|(_, date, span)| (date, span)), front_matter::body_start(head))
}

/// The date that the value of a field says, and where in the value it stands.
fn value_date(value: &str) -> Option<(Date, usize, usize)> {
    let inner = value.trim_start().trim_start_matches(['"', '\'']);
    let start = value.len() - inner.len();
    let words = inner.split([' ', '"', '\'', '#', 'T', 't']).next()?;
    if let Ok(date) = Date::parse(words) {
        return Some((date, start, start + words.len()));
    }
    let (date, length) = written_date::read(inner)?;
    Some((date, start, start + length))
}

/// The date of a dateline.
fn dateline(head: &str, body: usize) -> Option<(Date, Span)> {
    lines(head, body).filter(|(_, line)| !line.trim().is_empty()).take(LINES).find_map(|(at, line)| {
        let (date, start, end) = alone(line).or_else(|| leading(line))?;
        Some((date, Span::new((at + start) as u32, (at + end) as u32)))
    })
}

/// A date that is a line, or a part of one set off with bars: "Published: July 23, 2018 | 10:32 pm".
fn alone(line: &str) -> Option<(Date, usize, usize)> {
    if line.trim().len() > LINE {
        return None;
    }
    let mut at = 0;
    line.split_inclusive(['|', '·', '•']).find_map(|part| {
        let start = at;
        at += part.len();
        let decoration: &[char] = &[' ', '\t', '*', '_', '#', '>', '\u{a0}', '\u{feff}'];
        let words = part.trim_start_matches(decoration);
        let begins = |label: &&str| words.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
        let label = LABELS.into_iter().find(begins).map_or(0, str::len);
        let words = words[label..].trim_start_matches(decoration);
        let words = words.strip_prefix(':').unwrap_or(words).trim_start_matches(decoration);
        let from = start + part.len() - words.len();
        let (date, length) = written_date::read(words)?;
        is_trailer(&words[length..]).then_some((date, from, from + length))
    })
}

/// Whether it may follow a date on its line: nothing, a time, an agency in brackets.
fn is_trailer(rest: &str) -> bool {
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "*_|·•".contains(c));
    if rest.is_empty() || rest == "." || (rest.starts_with('(') && rest.ends_with(')')) {
        return true;
    }
    let rest = rest.trim_start_matches([',', '-', '–', '—', 'T']).trim_start();
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    let hours = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &rest[hours..];
    let minutes =
        behind.len() > 2 && behind.starts_with([':', '.', 'h']) && behind.as_bytes()[1..3].iter().all(u8::is_ascii_digit);
    let half = behind.trim_start().to_ascii_lowercase();
    let clock = minutes
        || ["am", "pm", "a.m.", "p.m."]
            .iter()
            .any(|sign| half.strip_prefix(sign).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    (1..=2).contains(&hours) && clock && rest.len() <= 24
}

/// A date that leads a paragraph: "ATHENS, Oct. 26, 2020 (Reuters) - Greece's foreign minister …".
fn leading(line: &str) -> Option<(Date, usize, usize)> {
    let mut at = 0;
    let mut place_words = 0;
    for word in line.split_inclusive([' ', '\u{a0}']).take(12) {
        let opened = word.len() - word.trim_start_matches('(').len();
        let start = at + opened;
        if (at == 0 || line[..start].trim_end().ends_with([',', '(', '.', '/']))
            && let Some((date, length)) = written_date::read(&line[start..])
            && (is_dash_after(&line[start + length..]) || (at == 0 && is_run_on(&line[..length], &line[length..])))
        {
            return Some((date, start, start + length));
        }
        at += word.len();
        place_words += 1;
        let particle = matches!(word.trim(), "of" | "the" | "de" | "al" | "el" | "on" | "and");
        let capital = word.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit());
        if at > PLACE || place_words > 7 || !(capital || particle) {
            return None;
        }
    }
    None
}

/// Whether a dateline with its weekday has lost its line end: "Thursday, May 7, 2015 On Tuesday, …".
fn is_run_on(date: &str, rest: &str) -> bool {
    let weekday = date.ends_with(|c: char| c.is_ascii_digit()) && date.matches(',').count() == 2;
    weekday && rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a dash, with at most a closing bracket and an agency before it, comes next.
fn is_dash_after(rest: &str) -> bool {
    let mut rest = rest.trim_start_matches([')', '.', ',', ' ', '\u{a0}']);
    for (open, close) in [('(', ')'), ('/', '/')] {
        if let Some(agency) = rest.strip_prefix(open)
            && let Some(end) = agency.find(close).filter(|&end| end <= PLACE)
        {
            rest = &agency[end + 1..];
            // The agency between strokes is itself the mark that the text begins.
            if open == '/' {
                return true;
            }
        }
    }
    let rest = rest.trim_start_matches(['.', ',', ':', ' ', '\u{a0}']);
    rest.starts_with(['—', '–', '―']) || rest.starts_with("--") || rest.starts_with("- ")
}

/// The date in a file's name: "2018-07-23" or "20180723", with no digit before or after it.
fn in_file_name(path: &str) -> Option<Date> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let bytes = name.as_bytes();
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = name.get(range)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let bounded = |end: usize| !bytes.get(end).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).filter(|&at| at == 0 || !bytes[at - 1].is_ascii_digit()).find_map(|at| {
        let separator = bytes.get(at + 4).copied()?;
        let (month, day, end) = match separator {
            b'-' | b'_' | b'.' if bytes.get(at + 7) == Some(&separator) => (at + 5, at + 8, at + 10),
            b'0'..=b'9' => (at + 4, at + 6, at + 8),
            _ => return None,
        };
        let year = digits(at..at + 4)?;
        // Eight digits may be any number; as a date of an article they have a year one can expect.
        if !bounded(end) || (separator.is_ascii_digit() && !(1500..2200).contains(&year)) {
            return None;
        }
        Date::day(year, digits(month..month + 2)?.try_into().ok()?, digits(day..day + 2)?.try_into().ok()?)
    })
}

/// The lines from byte `from` on with where they begin, line ends included.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The date, a letter for its source and the words that say it.
    fn found(path: &str, text: &str, listed: Option<&Date>) -> String {
        match find(path, text, listed) {
            None => "none".to_owned(),
            Some(ArticleDate { date, source }) => match source {
                DateSource::FrontMatter(span) => format!("{date} F {}", span.of(text)),
                DateSource::Table => format!("{date} T"),
                DateSource::Dateline(span) => format!("{date} D {}", span.of(text)),
                DateSource::FileName => format!("{date} N"),
            },
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(found("articles/a.txt", text, None), expected, "{text}");
    }

    #[test]
    fn front_matter() {
        check("---\ntitle: x\ndate: 2018-07-23\n---\nText\n", "2018-07-23 F 2018-07-23");
        check("\u{feff}---\r\ndate: \"2018-07\"\r\n---\r\nText\r\n", "2018-07 F 2018-07");
        check("---\ndate: 2018-07-23T10:00:00Z # x\n...\n", "2018-07-23 F 2018-07-23");
        check("---\ndate: 2018-07-23 10:00\n---\n", "2018-07-23 F 2018-07-23");
        check("---\nDate: 'July 23, 2018'\n---\n", "2018-07-23 F July 23, 2018");
        check("---\npublished: 2018-07-24\ndate: 2018~\n---\n", "2018~ F 2018~");
        check("+++\ndate = 2018-07-23\n+++\n", "2018-07-23 F 2018-07-23");
        check("+++\n[params]\ndate = 2018-07-23\n+++\n", "none");
        check("---\nother:\n  date: 2018-07-23\nupdate: 2018-07-24\n---\n", "none");
        check("---\ndate: soon\n---\nJuly 23, 2018\n", "2018-07-23 D July 23, 2018");
        check("---\ndate: 2018-07-23\nnever closed\n", "2018-07-23 D 2018-07-23");
        check("Text\n---\ndate: 2018-07-23 or so\n---\n", "none");
    }

    #[test]
    fn datelines() {
        check("Monday, July 23, 2018\n\nIsrael Rejects\n", "2018-07-23 D Monday, July 23, 2018");
        check("Title\nFriday, July 21, 2017\nText.\n", "2017-07-21 D Friday, July 21, 2017");
        check("Title\n\n  23 July 2018\r\n", "2018-07-23 D 23 July 2018");
        check("2018-07-23\nTitle\n", "2018-07-23 D 2018-07-23");
        check("26.10.2020\n", "2020-10-26 D 26.10.2020");
        check("**October 26, 2020**\n", "2020-10-26 D October 26, 2020");
        check("Title\nPublished: October 26, 2020, 10:32 pm\n", "2020-10-26 D October 26, 2020");
        check("Title\nPosted on Oct. 26, 2020 at 9:15 a.m. GMT\n", "2020-10-26 D Oct. 26, 2020");
        check("By Paul Shindman | July 23, 2018 | 3 min read\n", "2018-07-23 D July 23, 2018");
        check("October 26, 2020 (Reuters)\n", "2020-10-26 D October 26, 2020");
        check("ATHENS, Oct. 26, 2020 (Reuters) - Greece's minister\n", "2020-10-26 D Oct. 26, 2020");
        check("JERUSALEM, July 23, 2018 — Israel has rejected\n", "2018-07-23 D July 23, 2018");
        check("MOSCOW, July 23, 2018. /TASS/. Russia\n", "2018-07-23 D July 23, 2018");
        check("Jerusalem (23 July 2018) – Israel\n", "2018-07-23 D 23 July 2018");
        check("July 23, 2018 — Israel has rejected\n", "2018-07-23 D July 23, 2018");
        check("Thursday, May 7, 2015 On Tuesday, the government\n", "2015-05-07 D Thursday, May 7, 2015");
        check("Thursday, May 7, 2015 was a hot day\n", "none");
        check("СОЧИ, 23 июля 2018 года — Президент\n", "none");
        check("Москва, 23 июля 2018 — Президент\n", "2018-07-23 D 23 июля 2018");
    }

    #[test]
    fn no_datelines() {
        check("05.06.2020\n", "none");
        check("JERUSALEM, Oct. 26 (Reuters) - Israel\n", "none");
        check("He met Lavrov in Athens, Greece, October 26, 2020. (Foreign Ministry)\n", "none");
        check("Lavrov in Athens, October 26, 2020. (AP)\n", "none");
        check("On July 23, 2018, Israel rejected an offer.\n", "none");
        check("July 23, 2018 was a hot day in Jerusalem.\n", "none");
        check("Israel rejected the offer of July 23, 2018 - and said so.\n", "none");
        check("July 23, 2018, 5 soldiers die\n", "none");
        check("July 23, 2018, 5 americans die\n", "none");
        check("Updated: July 23, 2018\n", "none");
        check(&format!("{}July 23, 2018\n", "A line.\n".repeat(12)), "none");
        check(&format!("{}July 23, 2018\n", "A line.\n\n".repeat(11)), "2018-07-23 D July 23, 2018");
        check(&format!("{}\nJuly 23, 2018\n", "long ".repeat(HEAD)), "none");
    }

    #[test]
    fn file_names() {
        let cases = [
            ("2018-07-23-title.txt", "2018-07-23 N"),
            ("a/b/title_20180723.md", "2018-07-23 N"),
            ("2018_07_23.txt", "2018-07-23 N"),
            ("2018-07_23.txt", "none"),
            ("x12018-07-23.txt", "none"),
            ("201807231.txt", "none"),
            ("2018-07-231.txt", "none"),
            ("99991231.txt", "none"),
            ("12345678.txt", "none"),
            ("2018-02-30.txt", "none"),
            ("1999-99-99-2018-07-23.txt", "2018-07-23 N"),
            ("2018-07-23/title.txt", "none"),
            ("é2018-07-23é.txt", "2018-07-23 N"),
            ("", "none"),
        ];
        for (path, expected) in cases {
            assert_eq!(found(path, "", None), expected, "{path}");
        }
    }

    #[test]
    fn the_best_source_wins() {
        let listed = Date::day(2017, 1, 1);
        let path = "2016-01-01.txt";
        assert_eq!(found(path, "---\ndate: 2018-07-23\n---\nMay 4, 2015\n", listed.as_ref()), "2018-07-23 F 2018-07-23");
        assert_eq!(found(path, "May 4, 2015\n", listed.as_ref()), "2017-01-01 T");
        assert_eq!(found(path, "May 4, 2015\n", None), "2015-05-04 D May 4, 2015");
        assert_eq!(found(path, "Text\n", None), "2016-01-01 N");
    }

    proptest! {
        #[test]
        fn every_span_fits(text in "(---\n)?((date: )?(Published:? )?(ATHENS, |é \\()?(July 23, 2018|23 июля 2018|2018-07-23|\\PC{0,6})( - |\\) – |\n|\\PC{0,3})){0,6}(---\n)?") {
            if let Some(ArticleDate { source: DateSource::FrontMatter(span) | DateSource::Dateline(span), .. }) = find("x", &text, None) {
                prop_assert!(!span.is_empty() && text.get(span.range()).is_some());
            }
        }

        #[test]
        fn any_name(path in "\\PC{0,20}", digits in "[0-9_.-]{0,12}") {
            find(&format!("{path}{digits}{path}"), "", None);
        }
    }
}
