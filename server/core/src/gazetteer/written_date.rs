//! Dates as prose writes them: "Monday, July 23, 2018", "23 July 2018", "26.10.2020".
//!
//! Used for the dateline of an article, and to say what the writer of a gazetteer meant by a date
//! that is none. A date all in digits counts only where no reader could take its day for its month.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::date::Date;

/// The months in the languages of the articles we have met, folded to lower case. English short forms
/// come with or without a full stop.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "января", "январь", "januar", "jänner", "janvier", "enero", "gennaio", "січня"],
    &["february", "feb", "февраля", "февраль", "februar", "février", "febrero", "febbraio", "лютого"],
    &["march", "mar", "марта", "март", "märz", "mars", "marzo", "березня"],
    &["april", "apr", "апреля", "апрель", "avril", "abril", "aprile", "квітня"],
    &["may", "мая", "май", "mai", "mayo", "maggio", "травня"],
    &["june", "jun", "июня", "июнь", "juni", "juin", "junio", "giugno", "червня"],
    &["july", "jul", "июля", "июль", "juli", "juillet", "julio", "luglio", "липня"],
    &["august", "aug", "августа", "август", "août", "agosto", "серпня"],
    &["september", "sept", "sep", "сентября", "сентябрь", "septembre", "septiembre", "settembre", "вересня"],
    &["october", "oct", "октября", "октябрь", "oktober", "octobre", "octubre", "ottobre", "жовтня"],
    &["november", "nov", "ноября", "ноябрь", "novembre", "noviembre", "листопада"],
    &["december", "dec", "декабря", "декабрь", "dezember", "décembre", "diciembre", "dicembre", "грудня"],
];

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];

/// What a word of a date names.
#[derive(Clone, Copy)]
enum Named {
    Weekday,
    /// From 1.
    Month(u8),
}

/// What the word names, in any case: one look-up, for every line near the head of an article asks.
fn named(word: &str) -> Option<Named> {
    static NAMED: OnceLock<FxHashMap<&str, Named>> = OnceLock::new();
    let words = NAMED.get_or_init(|| {
        let months = MONTHS.iter().zip(1..).flat_map(|(names, n)| names.iter().map(move |name| (*name, Named::Month(n))));
        months.chain(WEEKDAYS.iter().map(|day| (*day, Named::Weekday))).collect()
    });
    let mut lower = [0; 16];
    match lower.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        Some(lower) => {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            words.get(str::from_utf8(lower).ok()?).copied()
        }
        None if word.is_ascii() => None,
        None => words.get(word.to_lowercase().as_str()).copied(),
    }
}

/// The date with a day that the text begins with, and how many bytes it takes. A weekday before it is
/// part of it.
pub fn read(text: &str) -> Option<(Date, usize)> {
    let mut cursor = Cursor { rest: text };
    let at_start = cursor;
    if cursor.word().is_some_and(|word| matches!(named(word), Some(Named::Weekday))) {
        cursor.pass(&['.', ',']);
    } else {
        cursor = at_start;
    }
    let (year, month, day) = cursor.month_first().or_else(|| cursor.day_first()).or_else(|| cursor.digits())?;
    let bounded = !cursor.rest.starts_with(|c: char| c.is_alphanumeric());
    let date = Date::day(year.try_into().ok()?, month, day)?;
    bounded.then_some((date, text.len() - cursor.rest.len()))
}

/// What somebody meant who wrote these words for a date, as a gazetteer writes it.
pub(super) fn meant(words: &str) -> Option<String> {
    let words = words.trim();
    let about = ["circa ", "about ", "around ", "approximately ", "ca. ", "ca ", "c. ", "c.", "~"];
    let lower = words.to_lowercase();
    let written = if let Some(prefix) = about.into_iter().find(|prefix| lower.starts_with(prefix)) {
        format!("{}~", one(words.get(prefix.len()..)?)?)
    } else if let Some(single) = one(words) {
        single
    } else {
        let (from, until) = [" to ", " until ", " - ", "–", "—", "-", "/"].into_iter().find_map(|between| {
            let (from, until) = words.split_once(between)?;
            Some((one(from)?, one(until)?))
        })?;
        format!("{from}/{until}")
    };
    Date::parse(&written).ok().map(|date| date.to_string())
}

/// One year, month or day.
fn one(words: &str) -> Option<String> {
    let words = words.trim();
    if let Some((date, length)) = read(words)
        && length == words.len()
    {
        return Some(date.to_string());
    }
    let decade = |digits: &str, unknown: &str| -> Option<String> {
        let start = digits.parse::<u16>().ok()? * 10u16.pow(unknown.len() as u32);
        Some(format!("{start:04}/{:04}", start + 10u16.pow(unknown.len() as u32) - 1))
    };
    let upper = words.to_uppercase();
    if upper.len() == 4 && upper.ends_with('X') && upper.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = upper.trim_end_matches('X');
        return decade(digits, &upper[digits.len()..]);
    }
    let mut cursor = Cursor { rest: words };
    if let Some(month) = cursor.month() {
        cursor.pass(&['.', ',']);
        let year = cursor.number(4, 4)?;
        return cursor.rest.is_empty().then(|| format!("{year:04}-{month:02}"));
    }
    let parts: Option<Vec<u16>> = words.split(['-', '/', '.']).map(|part| part.trim().parse().ok()).collect();
    match parts?.as_slice() {
        [year] if words.len() == 4 => Some(format!("{year:04}")),
        [year @ 1000..=9999, month @ 1..=12] => Some(format!("{year:04}-{month:02}")),
        [year @ 1000..=9999, month, day] => Some(format!("{year:04}-{month:02}-{day:02}")),
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    /// "July 23, 2018", "Oct. 26 2020".
    fn month_first(&mut self) -> Option<(u16, u8, u8)> {
        self.all(|cursor| {
            let month = cursor.month()?;
            cursor.pass(&['.']);
            let day = cursor.ordinal()?;
            cursor.pass(&[',']);
            Some((cursor.number(4, 4)?, month, day))
        })
    }

    /// "23 July 2018", "23rd of July, 2018", "23. Juli 2018", "23 de julio de 2018".
    fn day_first(&mut self) -> Option<(u16, u8, u8)> {
        self.all(|cursor| {
            let day = cursor.ordinal()?;
            cursor.pass(&['.']);
            cursor.linking_word();
            let month = cursor.month()?;
            cursor.pass(&['.', ',']);
            cursor.linking_word();
            Some((cursor.number(4, 4)?, month, day))
        })
    }

    /// "2018-07-23", "26.10.2020", "10/26/2020".
    fn digits(&mut self) -> Option<(u16, u8, u8)> {
        self.all(|cursor| {
            let first = cursor.number(1, 4)?;
            let separator = cursor.rest.chars().next().filter(|c| matches!(c, '-' | '.' | '/'))?;
            cursor.rest = cursor.rest.strip_prefix(separator)?;
            let second = cursor.number(1, 2)?;
            cursor.rest = cursor.rest.strip_prefix(separator)?;
            let last = cursor.number(1, 4)?;
            let (year, month, day) = match (first, second, last) {
                (1000.., ..) => (first, second, last),
                (13.., 1..=12, 1000..) => (last, second, first),
                (1..=12, 13.., 1000..) => (last, first, second),
                (1..=12, 1..=12, 1000..) if first == second => (last, first, second),
                _ => return None,
            };
            Some((year, month.try_into().ok()?, day.try_into().ok()?))
        })
    }

    /// Moves on only where the whole of it is there.
    fn all<T>(&mut self, read: impl FnOnce(&mut Cursor<'t>) -> Option<T>) -> Option<T> {
        let mut cursor = *self;
        let found = read(&mut cursor)?;
        *self = cursor;
        Some(found)
    }

    fn word(&mut self) -> Option<&'t str> {
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    fn month(&mut self) -> Option<u8> {
        self.all(|cursor| {
            let word = cursor.word()?;
            // The modal verb and the kitten of a lion are no months.
            let capital = !word.is_ascii() || word.starts_with(|c: char| c.is_uppercase()) || word.len() > 4;
            match named(word) {
                Some(Named::Month(month)) if capital => Some(month),
                _ => None,
            }
        })
    }

    /// A day of the month: "23", "23rd".
    fn ordinal(&mut self) -> Option<u8> {
        let day = self.number(1, 2)?;
        if let Some(rest) = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| self.rest.strip_prefix(ending)) {
            self.rest = rest;
        }
        day.try_into().ok()
    }

    /// "of", "de".
    fn linking_word(&mut self) {
        self.pass(&[]);
        if let Some(rest) = ["of ", "de ", "del "].into_iter().find_map(|word| self.rest.strip_prefix(word)) {
            self.rest = rest;
        }
    }

    /// A number of so many digits, with no digit after it.
    fn number(&mut self, least: usize, most: usize) -> Option<u16> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.rest.split_at(digits);
        if !(least..=most).contains(&digits) {
            return None;
        }
        self.rest = rest;
        number.parse().ok()
    }

    /// Passes at most one of the signs and the blanks around it.
    fn pass(&mut self, signs: &[char]) {
        let blank = |c: char| c == ' ' || c == '\u{a0}';
        self.rest = self.rest.trim_start_matches(blank);
        for &sign in signs {
            self.rest = self.rest.strip_prefix(sign).unwrap_or(self.rest).trim_start_matches(blank);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose() {
        let cases = [
            ("Monday, July 23, 2018", "2018-07-23"),
            ("July 23, 2018", "2018-07-23"),
            ("JULY 23, 2018", "2018-07-23"),
            ("23 July 2018", "2018-07-23"),
            ("23rd of July, 2018", "2018-07-23"),
            ("Oct. 26, 2020", "2020-10-26"),
            ("Sept 1st 2020", "2020-09-01"),
            ("Fri., 26 Oct. 2018", "2018-10-26"),
            ("2018-07-23", "2018-07-23"),
            ("26.10.2020", "2020-10-26"),
            ("10/26/2020", "2020-10-26"),
            ("7.7.2020", "2020-07-07"),
            ("23 июля 2018", "2018-07-23"),
            ("23. Juli 2018", "2018-07-23"),
            ("23 de julio de 2018", "2018-07-23"),
            ("4 May 2018", "2018-05-04"),
        ];
        for (words, date) in cases {
            let found = read(words).map(|(date, length)| (date.to_string(), length));
            assert_eq!(found, Some((date.to_owned(), words.len())), "{words}");
        }
        assert_eq!(read("July 23, 2018 (Reuters)").map(|found| found.1), Some(13));
    }

    #[test]
    fn no_prose_dates() {
        let cases = [
            "",
            "Oct. 26",
            "July 2018",
            "05.06.2020",
            "5/6/2020",
            "31 June 2018",
            "2018-02-30",
            "Monday",
            "23 Julia 2018",
            "4 may 2018",
            "12345-01-01",
            "2018-07-231",
            "26.10.20",
            "26.10-2020",
            "July 23, 20189",
            "July 23, 2018th",
            "0-0-0000",
        ];
        for words in cases {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn what_was_meant() {
        let cases = [
            ("2018-6-3", "2018-06-03"),
            ("2018/06/03", "2018-06-03"),
            ("2018.6", "2018-06"),
            ("3 June 2018", "2018-06-03"),
            ("June 2018", "2018-06"),
            ("26.10.2020", "2020-10-26"),
            ("c. 2018", "2018~"),
            ("Circa 2018", "2018~"),
            ("2018-2019", "2018/2019"),
            ("2018 – 2019", "2018/2019"),
            ("June 2018 to 3 March 2019", "2018-06/2019-03-03"),
            ("201X", "2010/2019"),
            ("20xx", "2000/2099"),
        ];
        for (words, date) in cases {
            assert_eq!(meant(words).as_deref(), Some(date), "{words}");
        }
        for words in ["", "present", "2018-02-30", "05.06.2020", "2019-2018", "ca. ", "X", "é", "XXXX"] {
            assert_eq!(meant(words), None, "{words}");
        }
    }
}
