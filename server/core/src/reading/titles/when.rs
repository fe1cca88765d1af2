//! The time that a sentence speaks of, as far as it says so.
//!
//! A title or name is judged by the article's date unless the words around it name another time. Where
//! they do so clearly ("in 2018", "on Oct. 26, 2010", "last month") that time counts too; where they
//! hint at another time without naming it ("at the time", "when", "had met") none does, and nothing is
//! judged. Only what is about to be reported is looked at, so this may read the whole paragraph.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::gazetteer::calendar::Day;
use crate::gazetteer::date::Date;
use crate::gazetteer::offices::words::word;
use crate::reading::front_matter;
use crate::text::Span;
use crate::text::token::{Gap, Shape, Token, tokenise};

/// How many bytes of a paragraph before and behind the words are looked at.
const REACH: usize = 2000;

/// When a statement is meant to be true.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// The times that it may be meant for: the article's, and others that its words name. What is
    /// wrong is wrong at all of them.
    pub dates: Vec<Date>,
    /// The time that its own sentence names, if it names one.
    pub own: Option<Date>,
}

/// The time that the words at `span` speak of in an article of that date; none where it is not clear.
pub fn spoken_of(text: &str, span: Span, article: Date) -> Option<When> {
    let paragraph = paragraph(text, span);
    let mut tokens = Vec::new();
    tokenise(text, paragraph, &mut tokens);
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let last = tokens.partition_point(|token| token.span.start < span.end);
    let (start, end) = sentence(text, &tokens, first, last);
    let sentence = Sentence { tokens: &tokens[start..end], first: first - start, last: last - start, text };
    if sentence.hints_at_another_time() {
        return None;
    }
    let named = sentence.dates(article)?;
    if named.len() > 1 {
        return None;
    }
    let own = named.first().copied();
    let mut dates = vec![own.map_or_else(|| stretched(article, sentence.reach(article)), Some)?];
    if own.is_some() {
        dates.push(article);
    }
    // What the sentences before it were about may be what it goes on about.
    let mut end = start;
    while end > 0 {
        let (from, _) = self::sentence(text, &tokens, end - 1, end);
        let before = Sentence { tokens: &tokens[from..end], first: end - from, last: end - from, text };
        let earlier = before.dates(article).filter(|dates| dates.len() < 2)?;
        dates.extend(earlier);
        end = from;
    }
    dates.dedup();
    (dates.len() <= 4).then_some(When { dates, own })
}

/// The article's date and so many days before it.
fn stretched(article: Date, days: i32) -> Option<Date> {
    if days == 0 {
        return Some(article);
    }
    let first = Day::from_number(article.earliest()?.number() - days)?;
    Date::parse(&format!("{first}/{}", article.latest()?)).ok()
}

/// How many days before the article the last day, or month, of that name began. A day that is about to come is the
/// one that is meant.
fn back_to(month: u8, day: Option<u32>, article: Date) -> Option<i32> {
    let today = article.latest()?;
    let named = |year: i16| Some(today.number() - Day::new(year, month, day.unwrap_or(1) as u8)?.number());
    let (year, ..) = today.civil();
    let days = named(year).filter(|days| *days >= if day.is_some() { -14 } else { 0 }).or_else(|| named(year - 1))?;
    Some(days.max(0))
}

/// The paragraph around a span, or as much of it as is looked at.
fn paragraph(text: &str, span: Span) -> Span {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let (start, end) = (span.start as usize, span.end as usize);
    let from = boundary(start.saturating_sub(REACH));
    let until = boundary(text.len().min(end + REACH));
    let before = &text[from..start];
    let blank = ["\n\n", "\r\n\r\n"].iter().filter_map(|blank| Some(before.rfind(blank)? + blank.len())).max();
    let from = (from + blank.unwrap_or(0)).max(front_matter::body_start(text).min(start));
    let behind = &text[end..until];
    let until = end + ["\n\n", "\r\n\r\n"].iter().filter_map(|blank| behind.find(blank)).min().unwrap_or(behind.len());
    Span::new(from as u32, until as u32)
}

/// The sentence around some tokens: its first and one past its last.
fn sentence(text: &str, tokens: &[Token], first: usize, last: usize) -> (usize, usize) {
    let begins = |at: usize| {
        let gap = tokens[at].before;
        let before = tokens[at - 1];
        let initial = before.shape.has(Shape::UPPER)
            && (before.span.len() <= 4 && before.span.len() != 2 || before.shape.has(Shape::DOTTED));
        let digits = before.shape.has(Shape::DIGIT) && tokens[at].shape.has(Shape::DIGIT);
        let line = gap.has(Gap::LINE) && text[before.span.end as usize..tokens[at].span.start as usize].matches('\n').count() > 1;
        gap.has(Gap::CRY)
            || line
            || (gap.has(Gap::STOP)
                && gap.has(Gap::SPACE)
                && !initial
                && !digits
                && !tokens[at].shape.has(Shape::LOWER.or(Shape::DIGIT)))
            || (gap.has(Gap::STOP) && gap.has(Gap::SPACE) && !initial && !digits && tokens[at].shape.has(Shape::UPPER))
    };
    let start = (1..=first.min(tokens.len().saturating_sub(1))).rev().find(|&at| begins(at)).unwrap_or(0);
    let end = (last.max(1)..tokens.len()).find(|&at| begins(at)).unwrap_or(tokens.len());
    (start, end)
}

/// A sentence with the words in it that are judged.
struct Sentence<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// First token of the words, and one past the last.
    first: usize,
    last: usize,
}

/// What a word says of the time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    /// Another time, wherever it stands: "decades".
    Anywhere,
    /// Another time, where it stands before the words: "had met Foreign Minister X".
    Before,
    /// Another time, where it opens the words: "after Foreign Minister X", "under Prime Minister Y".
    Opening,
    /// Another time, where it follows the name at once: "Foreign Minister X resigned".
    Behind,
    /// Another time, where it follows soon: "Foreign Minister X announced his resignation".
    Soon,
}

const HINTS: [(Hint, &str); 5] = [
    (
        Hint::Anywhere,
        "decade decades century centuries era memoir memoirs autobiography biography recalled recalls remembered reminisced anniversary \
         commemorated predecessor predecessors tenure erstwhile onetime heyday archival archive archives historian historians \
         1940s 1950s 1960s 1970s 1980s 1990s 2000s 2010s",
    ),
    (
        Hint::Before,
        "when whenever had previously formerly succeeded succeeds succeeding succeed replaced replaces replacing replace \
         toppled ousted deposed assassinated murdered whose served serving appointed nominated elected named became become \
         becoming defeated beat resigned unseated resignation departure retirement death assassination murder ouster impeachment",
    ),
    (Hint::Opening, "as while during under before after until till since amid following once"),
    (
        Hint::Behind,
        "had resigned resigns quit quits stepped steps died dies killed dead retired retires fired sacked ousted became served \
         succeeded replaced successor predecessor tenure term era administration government presidency premiership rule \
         legacy widow death funeral resignation departure ouster assassination",
    ),
    (Hint::Soon, "resignation resigning retirement retiring played portrayed impersonated"),
];

/// What an office lasts.
const TERMS: [&str; 10] =
    ["presidency", "premiership", "chancellorship", "tenure", "term", "reign", "mandate", "administration", "government", "rule"];

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const SHORT_MONTHS: [&str; 13] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "sept"];
const WEEKDAYS: [&str; 9] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "overnight"];

/// Days that a stretch of time may lie back.
const STRETCHES: [(&str, i32); 16] = [
    ("night", 3),
    ("weekend", 10),
    ("week", 15),
    ("weeks", 100),
    ("days", 40),
    ("month", 63),
    ("months", 500),
    ("spring", 500),
    ("summer", 500),
    ("autumn", 500),
    ("fall", 500),
    ("winter", 500),
    ("year", 731),
    ("quarter", 200),
    ("sunday", 15),
    ("hours", 3),
];

fn hints() -> &'static FxHashMap<u64, Vec<Hint>> {
    static HINTS_OF: OnceLock<FxHashMap<u64, Vec<Hint>>> = OnceLock::new();
    HINTS_OF.get_or_init(|| {
        let mut table: FxHashMap<u64, Vec<Hint>> = FxHashMap::default();
        for (hint, words) in HINTS {
            for each in words.split_whitespace() {
                table.entry(word(each)).or_default().push(hint);
            }
        }
        table
    })
}

impl Sentence<'_> {
    fn is(&self, token: usize, words: &[&str]) -> bool {
        let Some(token) = self.tokens.get(token) else { return false };
        let written = token.span.of(self.text);
        words.iter().any(|each| written.eq_ignore_ascii_case(each))
    }

    fn follows(&self, token: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, each)| self.is(token + n, &[each]))
    }

    /// Whether a comma or another sign stands between two tokens.
    fn parted(&self, from: usize, until: usize) -> bool {
        let signs = Gap::COMMA.or(Gap::COLON).or(Gap::LONG_DASH).or(Gap::OPEN).or(Gap::CLOSE).or(Gap::QUOTE);
        self.tokens[from + 1..=until.min(self.tokens.len() - 1)].iter().any(|token| token.before.has(signs))
    }

    /// Whether its words hint at another time than the article's without naming it.
    fn hints_at_another_time(&self) -> bool {
        let table = hints();
        for (n, token) in self.tokens.iter().enumerate() {
            for hint in table.get(&token.hash).into_iter().flatten() {
                let hints = match hint {
                    Hint::Anywhere => true,
                    // "Lavrov, who had met him, said": what a comma parts is another's.
                    Hint::Before => n < self.first && !self.parted(n, self.first),
                    Hint::Opening => n < self.first && n + 2 >= self.first && !self.parted(n, self.first),
                    Hint::Behind => (self.last..self.last + 3).contains(&n) && self.directly_behind(n),
                    Hint::Soon => (self.last..self.last + 6).contains(&n) && !self.parted(self.last.max(1) - 1, n),
                };
                if hints {
                    return true;
                }
            }
            // "a former aide to Chancellor X": hers when he was one.
            let former = n < self.first && self.is(n, &["former", "ex"]) && !self.parted(n, self.first);
            if former && (n + 1..self.first).any(|between| self.is(between, &["to", "under", "for", "of"])) {
                return true;
            }
            // "During the presidency of X, Secretary of State Y …"
            let during = self.is(n, &["during", "throughout"]) && n < self.first;
            if during && (n + 1..n + 4).any(|next| self.is(next, &TERMS)) {
                return true;
            }
            // "at the 2014 summit, where President X …"
            let there = n < self.first && self.is(n, &["where"]) && !self.parted(n, self.first);
            if there && (0..n).any(|before| self.year(before).is_some()) {
                return true;
            }
            // "(File) Chancellor X", "FILE – Chancellor X"
            let marked = Gap::CLOSE.or(Gap::LONG_DASH).or(Gap::COLON).or(Gap::SQUARE);
            if self.is(n, &["file"]) && n < self.first && self.tokens[n + 1].before.has(marked) {
                return true;
            }
            let phrases: [&[&str]; 19] = [
                &["at", "the", "time"],
                &["at", "that", "time"],
                &["back", "then"],
                &["in", "those", "days"],
                &["those", "years"],
                &["that", "year"],
                &["of", "the", "day"],
                &["would", "later"],
                &["later", "became"],
                &["went", "on", "to"],
                &["would", "become"],
                &["years", "ago"],
                &["long", "ago"],
                &["years", "earlier"],
                &["left", "office"],
                &["took", "office"],
                &["file", "photo"],
                &["file", "picture"],
                &["file", "image"],
            ];
            if phrases.iter().any(|phrase| self.follows(n, phrase)) {
                return true;
            }
        }
        false
    }

    /// Whether a token follows the judged words and the name after them at once.
    fn directly_behind(&self, token: usize) -> bool {
        // Words with a capital are the name; "abruptly resigned".
        let passes = |between: usize| {
            self.tokens[between].shape.has(Shape::UPPER) || self.tokens[between].span.of(self.text).ends_with("ly")
        };
        (self.last..token).all(passes) && !self.parted(self.last.max(1) - 1, token)
    }

    /// How many days before the article the sentence may speak of, by the words that say so.
    fn reach(&self, article: Date) -> i32 {
        let mut days = 0;
        for n in 0..self.tokens.len() {
            let (upper, initial) = (self.tokens[n].shape.has(Shape::UPPER), n == 0);
            if upper && self.is(n, &WEEKDAYS) || self.is(n, &["yesterday", "overnight"]) {
                days = days.max(8);
            }
            let surname = n > 0 && self.is(n, &["may", "march"]) && self.number(n - 1).is_none() && {
                // "Theresa May", but "In May"
                let before = &self.tokens[n - 1];
                before.shape.has(Shape::UPPER) && before.span.len() > 2 && n > 1 && self.tokens[n].before.only(Gap::SPACE)
            };
            let month = self.month(n).filter(|_| upper && !surname && !(initial && self.is(n, &["may", "march"])));
            if let Some(month) = month.filter(|_| self.year(n + 1).is_none() && self.year(n + 2).is_none()) {
                let beside = [Some(n + 1), n.checked_sub(1)];
                let day = beside.into_iter().flatten().find_map(|at| self.number(at)).filter(|day| (1..=31).contains(day));
                days = days.max(back_to(month, day, article).unwrap_or(370));
            }
            if self.is(n, &["earlier", "recently", "lately"]) {
                days = days.max(40);
            }
            let stretch = |at: usize| STRETCHES.iter().find(|(name, _)| self.is(at, &[name])).map(|(_, days)| *days);
            if self.is(n, &["last", "past", "previous", "this"])
                && let Some(reach) = (n + 1..n + 4).find_map(stretch)
            {
                days = days.max(reach);
            }
            if self.is(n, &["ago", "earlier", "before"]) && n > 0 {
                days = days.max(stretch(n - 1).unwrap_or(0));
            }
        }
        days
    }

    fn month(&self, token: usize) -> Option<u8> {
        let long = MONTHS.iter().position(|month| self.is(token, &[month]));
        let short = SHORT_MONTHS.iter().position(|month| self.is(token, &[month]));
        long.or(short.map(|n| if n == 12 { 8 } else { n })).map(|n| n as u8 + 1)
    }

    fn number(&self, token: usize) -> Option<u32> {
        let words = self.tokens.get(token)?.span.of(self.text);
        (words.len() <= 4).then(|| words.trim_end_matches(['t', 'h', 's', 'n', 'd', 'r']).parse().ok())?
    }

    fn year(&self, token: usize) -> Option<u32> {
        let digits = self.tokens.get(token)?.span.len() == 4;
        self.number(token).filter(|year| digits && (1000..2200).contains(year))
    }

    /// The past times that its words name. None where one is named that is not a single stretch.
    fn dates(&self, article: Date) -> Option<Vec<Date>> {
        let mut dates = Vec::new();
        for n in 0..self.tokens.len() {
            let Some(year) = self.year(n) else { continue };
            // "the 2015 nuclear deal" names a thing, "since 2004" goes on.
            let article_before = n > 0 && self.is(n - 1, &["the", "a", "an", "its", "their", "his", "her", "this", "that"]);
            let noun_behind = self.tokens.get(n + 1).is_some_and(|next| next.before.only(Gap::SPACE.or(Gap::DASH)));
            if article_before && noun_behind || n > 0 && self.is(n - 1, &["since", "by"]) {
                continue;
            }
            // "2018-07-23"
            let part =
                |at: usize| self.number(at).filter(|_| self.tokens[at].before.only(Gap::DASH) && self.tokens[at].span.len() == 2);
            if let (Some(month), Some(day)) = (part(n + 1), part(n + 2)) {
                dates.extend(
                    Date::parse(&format!("{year:04}-{month:02}-{day:02}"))
                        .ok()
                        .filter(|date| date.earliest() <= article.latest()),
                );
                continue;
            }
            let decade = self.text[self.tokens[n].span.end as usize..].starts_with(['s', '\'', '’']);
            let ranged = decade
                || n > 0
                    && self.is(
                        n - 1,
                        &["from", "to", "until", "till", "between", "through", "and", "before", "after", "pre", "post"],
                    )
                || self.tokens.get(n + 1).is_some_and(|next| next.before.has(Gap::DASH) && next.shape.has(Shape::DIGIT))
                || self.tokens[n].before.has(Gap::SLASH);
            if ranged {
                return None;
            }
            let before = n.checked_sub(1);
            let two_before = n.checked_sub(2);
            let month_before = before.and_then(|before| self.month(before));
            let day_before = before.and_then(|before| self.number(before)).filter(|day| (1..=31).contains(day));
            let written = match (month_before, day_before) {
                (Some(month), _) => match two_before.and_then(|day| self.number(day)).filter(|day| (1..=31).contains(day)) {
                    Some(day) => format!("{year:04}-{month:02}-{day:02}"),
                    None => format!("{year:04}-{month:02}"),
                },
                (None, Some(day)) => match two_before.and_then(|month| self.month(month)) {
                    Some(month) => format!("{year:04}-{month:02}-{day:02}"),
                    None => format!("{year:04}"),
                },
                (None, None) => format!("{year:04}"),
            };
            let date = Date::parse(&written).ok()?;
            // What is still to come says nothing of when this was said.
            if date.earliest() <= article.latest() && !dates.contains(&date) {
                dates.push(date);
            }
        }
        Some(dates)
    }
}
