//! Runs of capitals: what looks like a name, whether or not an entry explains it.
//!
//! A paragraph's tokens are cut into runs of capitalised words (with the connectors names have);
//! each run is cut at the known names, demonyms and titles in it; what is left over is an unknown
//! name, joined to a neighbour where the two make a longer name ("World Israel News", "Free Syrian
//! Army"). Whether a left-over really is a name is settled with the whole document in sight
//! ([`super::resolve`]); here it only gets its cues.

use super::known::{self, Known, Letters};
use super::lexicon::{self, Part};
use super::nations::{self, NationIx};
use crate::gazetteer::{Gazetteer, Kind};
use crate::text::token::{Gap, Shape, Token};
use crate::text::{Span, fold, words};

/// A candidate for a mention in a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its bytes.
    pub span: Span,
    /// First token and one past the last.
    pub tokens: (u32, u32),
    /// What it is.
    pub what: What,
    /// What speaks for and against it.
    pub cues: Cues,
    /// Joined hash of all its words.
    pub whole: u64,
    /// Hash of its first word.
    pub given: u64,
    /// Hash of its last word.
    pub tail: u64,
    /// Joined hash of its last word and those that hyphens join to it.
    pub surname: u64,
}

impl Item {
    /// How many words it has.
    pub fn words(&self) -> u32 {
        self.tokens.1 - self.tokens.0
    }
}

/// What a candidate is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A name of the table.
    Known(Known),
    /// A demonym; none where two nations share the word.
    Nation(Option<NationIx>),
    /// The name of a country that the gazetteer lacks.
    Country(NationIx),
    /// Capitalised words that no entry explains.
    Unknown,
}

/// What speaks for and against a candidate: a set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cues(u16);

impl Cues {
    /// It starts where any word would have a capital.
    pub const INITIAL: Cues = Cues(1);
    /// Its line capitalises every word.
    pub const HEADLINE: Cues = Cues(2);
    /// A title stands directly before it.
    pub const TITLED: Cues = Cues(4);
    /// All its words are ordinary ones.
    pub const ORDINARY: Cues = Cues(8);
    /// It is one word in capitals.
    pub const ACRONYM: Cues = Cues(16);
    /// It ends with the head of a body's name.
    pub const BODY: Cues = Cues(32);
    /// It ends with the head of a place's name.
    pub const PLACE: Cues = Cues(64);
    /// It ends with the head of an event's or work's name.
    pub const EVENT: Cues = Cues(128);
    /// It has digits behind a hyphen: a designation.
    pub const DESIGNATION: Cues = Cues(256);
    /// It stands in round brackets behind the candidate before it, and is its acronym.
    pub const INTRODUCED: Cues = Cues(512);
    /// The title before it names no country: "Foreign Minister Gabi Ashkenazi".
    pub const HOME: Cues = Cues(16384);
    /// "in", "at", "near" … stands before it.
    pub const LOCATED: Cues = Cues(1024);

    /// It ends in the s of a plural.
    pub const PLURAL: Cues = Cues(2048);
    /// One of its words is all capitals.
    pub const CAPITALS: Cues = Cues(4096);
    /// A colon follows: it may be a label ("WATCH: …").
    pub const LABEL: Cues = Cues(8192);

    /// The cues of both.
    pub const fn or(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }

    /// Whether it has any of those.
    pub const fn has(self, other: Cues) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Cues, when: bool) {
        if when {
            self.0 |= other.0;
        }
    }
}

/// A title in a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TitleItem {
    /// Its bytes.
    pub span: Span,
    /// The form in the table of posts, where it is listed.
    pub post: Option<u32>,
    /// Index of the item that follows directly.
    pub before: Option<u32>,
}

/// The candidates and titles of a paragraph, each in order of place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Candidates; they neither nest nor overlap.
    pub items: Vec<Item>,
    /// Titles.
    pub titles: Vec<TitleItem>,
}

/// What a token is taken for inside its run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Free,
    Known(u32),
    Nation(u32),
    Title,
}

/// Finds the candidates and titles among the tokens of a paragraph.
pub fn find(text: &str, tokens: &[Token], gazetteer: &Gazetteer) -> Found {
    let known = known::find(text, tokens, gazetteer.names(), gazetteer, Letters::AsWritten);
    let posts = known::find(text, tokens, gazetteer.posts(), gazetteer, Letters::Any);
    let mut paragraph = Paragraph::new(text, tokens, gazetteer, known, posts);
    let mut at = 0;
    while at < tokens.len() {
        let end = paragraph.run_end(at);
        if end > at {
            paragraph.read_run(at, end);
            at = end;
        } else {
            at += 1;
        }
    }
    paragraph.finish()
}

struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token],
    gazetteer: &'a Gazetteer,
    known: Vec<Known>,
    posts: Vec<Known>,
    nations: Vec<(u32, nations::Found)>,
    labels: Vec<Label>,
    headline: Vec<bool>,
    found: Found,
    /// The last title found waits for the item that follows it.
    unfollowed: bool,
}

impl<'a> Paragraph<'a> {
    fn new(text: &'a str, tokens: &'a [Token], gazetteer: &'a Gazetteer, known: Vec<Known>, posts: Vec<Known>) -> Self {
        let mut labels = vec![Label::Free; tokens.len()];
        let mut nations = Vec::new();
        for (n, name) in known.iter().enumerate() {
            labels[name.first as usize..name.last as usize].fill(Label::Known(n as u32));
        }
        for post in &posts {
            for label in &mut labels[post.first as usize..post.last as usize] {
                // A weak name inside a title is the title's: "Chief of the General Staff".
                let weak = matches!(*label, Label::Known(n) if {
                    let name: &Known = &known[n as usize];
                    post.first <= name.first && name.last <= post.last && name.names(gazetteer.names()).all(|used| used.weak)
                });
                if weak || (*label == Label::Free && tokens[post.first as usize].shape.has(Shape::UPPER)) {
                    *label = Label::Title;
                }
            }
        }
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at].shape.has(Shape::UPPER) && !matches!(labels[at], Label::Known(_)) {
                let particle =
                    at > 0 && tokens[at].before.only(Gap::DASH) && lexicon::part(tokens[at - 1].hash).is(Part::PARTICLE);
                if let Some(found) = nations::at_start(text, &tokens[at..]).filter(|_| !particle) {
                    let count = found.count;
                    if labels[at..at + count].iter().all(|label| !matches!(label, Label::Known(_))) {
                        labels[at..at + count].fill(Label::Nation(nations.len() as u32));
                        nations.push((at as u32, found));
                        at += count;
                        continue;
                    }
                }
            }
            at += 1;
        }
        let headline = headlines(text, tokens);
        Paragraph { text, tokens, gazetteer, known, posts, nations, labels, headline, found: Found::default(), unfollowed: false }
    }

    fn part(&self, token: usize) -> Part {
        lexicon::part(self.tokens[token].hash)
    }

    fn upper(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.shape.has(Shape::UPPER))
    }

    fn ordinary(&self, token: usize) -> bool {
        words::ordinary(self.tokens[token].hash)
    }

    /// Whether the token is written in Latin letters: unknown names are looked for in English only.
    fn latin(&self, token: usize) -> bool {
        let word = self.tokens[token];
        !word.shape.has(Shape::WIDE)
            || word
                .span
                .of(self.text)
                .chars()
                .all(|c| c < '\u{250}' || matches!(c, '\u{1E00}'..='\u{1EFF}') || !c.is_alphabetic())
    }

    /// Whether any word would have a capital here.
    fn initial(&self, token: usize) -> bool {
        let before = self.tokens[token].before;
        let strong = Gap::START.or(Gap::CRY).or(Gap::COLON).or(Gap::QUOTE).or(Gap::OPEN).or(Gap::OTHER).or(Gap::LONG_DASH);
        before.has(strong)
            || self.headline[token]
            || (before.has(Gap::STOP) && !self.abbreviates(token - 1))
            || (before.has(Gap::LINE) && !self.wrapped(token))
    }

    /// Whether the full stop behind the token is that of an abbreviation.
    fn abbreviates(&self, token: usize) -> bool {
        let word = self.tokens[token];
        (word.span.len() == 1 && word.shape.has(Shape::UPPER))
            || word.shape.has(Shape::DOTTED)
            || (word.shape.has(Shape::UPPER) && self.part(token).is(Part::ABBREVIATION))
    }

    /// Whether the line break before the token is one of wrapped text: the line it ends is long, and
    /// no longer than an editor wraps.
    fn wrapped(&self, token: usize) -> bool {
        let end = self.tokens[token - 1].span.end as usize;
        let start = self.text[..end].rfind('\n').map_or(0, |line| line + 1);
        (40..=120).contains(&(end - start))
    }

    /// Whether the token goes on with the run that the token before it belongs to.
    fn joined(&self, token: usize) -> bool {
        let (before, last) = (self.tokens[token].before, self.tokens[token - 1]);
        if last.shape.has(Shape::POSSESSIVE) {
            // "Prime Minister's Office": the possessor is a title or an ordinary word.
            let inside = matches!(self.labels[token - 1], Label::Free | Label::Title) && self.ordinary(token - 1);
            return inside && before.only(Gap::SPACE) && self.upper(token) && self.part(token).is(Part::HEAD);
        }
        if before.has(Gap::LINE) && !self.wrapped(token) {
            return false;
        }
        let plain = Gap::SPACE.or(Gap::LINE).or(Gap::SQUARE);
        before.only(plain)
            || before.only(Gap::DASH)
            || before.only(Gap::SPACE.or(Gap::AMPERSAND))
            || (before.only(plain.or(Gap::STOP)) && self.abbreviates(token - 1))
            || (before.only(Gap::STOP.or(Gap::DASH)) && self.abbreviates(token - 1))
    }

    /// Where the run ends that starts at the token; the token itself where none does.
    fn run_end(&self, start: usize) -> usize {
        if !self.starts(start) {
            return start;
        }
        let mut end = start + 1;
        while end < self.tokens.len() {
            let next = &self.tokens[end];
            let goes_on = self.joined(end);
            if self.same_name(end) || (goes_on && next.shape.has(Shape::UPPER)) {
                end += 1;
            } else if goes_on && next.shape.has(Shape::DIGIT) && next.before.only(Gap::DASH) {
                end += 1; // S-300
            } else if goes_on && self.syllable(start, end) {
                end += 1;
            } else if let Some(after) = self.connector(end) {
                end = after;
            } else {
                break;
            }
        }
        end
    }

    /// Whether the lower-case token is the second syllable of a hyphened given name: "Kwok Ka-ki". A
    /// word that merely describes ("Assad-led") is not.
    fn syllable(&self, start: usize, token: usize) -> bool {
        let (part, before) = (self.tokens[token], token.saturating_sub(1));
        before > start
            && part.before.only(Gap::DASH)
            && part.shape.has(Shape::LOWER)
            && part.span.len() <= 6
            && self.upper(before)
            && self.upper(before - 1)
            && self.tokens[before].before.only(Gap::SPACE)
            && matches!(self.labels[before], Label::Free)
            && !self.part(token).is(Part::COMPOUND)
            && (words::class_of(part.hash).is_none()
                || (part.span.len() <= 5 && words::class_of(self.tokens[before].hash).is_none()))
    }

    fn starts(&self, token: usize) -> bool {
        if self.upper(token) || matches!(self.labels[token], Label::Known(_)) {
            return true;
        }
        // "al-Shabaab" at the start of a run, and "4th Division"
        let particle =
            self.part(token).is(Part::PARTICLE) && self.tokens.get(token + 1).is_some_and(|next| next.before.only(Gap::DASH));
        let word = self.tokens[token].span.of(self.text);
        let ordinal =
            word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
        (particle || ordinal)
            && self.upper(token + 1)
            && self.joined(token + 1)
            && (particle
                || self.part(token + 1).is(Part::HEAD)
                || self.tokens.get(token + 2).is_some_and(|_| self.upper(token + 2) && self.part(token + 2).is(Part::HEAD)))
    }

    /// Whether the token belongs to the same known name as the one before it.
    fn same_name(&self, token: usize) -> bool {
        matches!(self.labels[token], Label::Known(_)) && self.labels[token] == self.labels[token - 1]
    }

    /// Where the run goes on behind lower-case connectors at `at`: one past the capitalised word
    /// behind them.
    fn connector(&self, at: usize) -> Option<usize> {
        let lower = |token: usize| {
            self.tokens.get(token).filter(|token| !token.shape.has(Shape::UPPER)).map(|token| token.span.of(self.text))
        };
        let spaced =
            |token: usize| self.tokens.get(token).is_some_and(|token| token.before.only(Gap::SPACE.or(Gap::LINE).or(Gap::DASH)));
        if !spaced(at) || self.tokens[at - 1].shape.has(Shape::POSSESSIVE) {
            return None;
        }
        let word = lower(at)?;
        let the = usize::from(lower(at + 1) == Some("the") && spaced(at + 1));
        let next = at + 1 + the;
        if !self.upper(next) || !spaced(next) || (self.tokens[next].before.has(Gap::LINE) && !self.wrapped(next)) {
            return None;
        }
        let last = self.part(at - 1);
        let joins = match word {
            "of" => {
                (last.is(Part::OPENS) && self.labels[at - 1] == Label::Free)
                    || (last.is(Part::TITLE) && self.part(next).is(Part::TITLE_OF))
            }
            "for" | "on" => last.is(Part::OPENS) && self.labels[at - 1] == Label::Free && self.labels[next] == Label::Free,
            "and" => {
                the == 0
                    && self.labels[at - 1] == Label::Free
                    && self.labels[next] == Label::Free
                    && self.ordinary(next)
                    && self.ordinary(at - 1)
                    && self.run_has_of(at)
            }
            _ => {
                the == 0
                    && self.part(at).is(Part::PARTICLE)
                    && !matches!(word, "the" | "of" | "and" | "for" | "as" | "an" | "y" | "e" | "at")
            }
        };
        joins.then_some(next + 1)
    }

    /// Whether a few words before `at` stands "of" or "for": an enumeration inside a body's name.
    fn run_has_of(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|token| matches!(self.tokens[token].span.of(self.text), "of" | "for"))
    }

    /// Cuts a run at its known names, demonyms and titles, and adds the items.
    fn read_run(&mut self, start: usize, end: usize) {
        self.label_titles(start, end);
        let mut groups: Vec<(Label, usize, usize)> = Vec::new();
        for token in start..end {
            match groups.last_mut() {
                Some((label, _, last)) if *label == self.labels[token] => *last = token + 1,
                _ => groups.push((self.labels[token], token, token + 1)),
            }
        }
        self.join_groups(&mut groups);
        let mut titled = false;
        let mut bare = false;
        for (label, first, last) in groups {
            match label {
                Label::Title => {
                    if !self.posts.iter().any(|post| (post.first as usize) < last && first < post.last as usize) {
                        let span = Span::new(self.tokens[first].span.start, self.tokens[last - 1].span.end);
                        self.found.titles.push(TitleItem { span, post: None, before: None });
                        self.unfollowed = true;
                    }
                    titled = true;
                    bare = self.bare(first);
                    continue;
                }
                Label::Known(n) => {
                    let known = self.known[n as usize];
                    self.push(known.span, (known.first as usize, known.last as usize), What::Known(known), titled);
                }
                Label::Nation(n) => {
                    let (first, found) = self.nations[n as usize];
                    let (first, last) = (first as usize, first as usize + found.count);
                    let span = Span::new(self.tokens[first].span.start, self.tokens[last - 1].span.end);
                    let what = found.nation.filter(|_| found.country).map_or(What::Nation(found.nation), What::Country);
                    self.push(span, (first, last), what, false);
                }
                Label::Free => {
                    if let Some((first, last)) = self.trim(first, last) {
                        let span = Span::new(self.tokens[first].span.start, self.tokens[last - 1].span.end);
                        self.push(known_brackets(self.text, span), (first, last), What::Unknown, titled);
                    }
                }
            }
            if let Some(item) = self.found.items.last_mut().filter(|_| titled && bare) {
                item.cues.add(Cues::HOME, true);
            }
            if let Some(title) = self.found.titles.last_mut().filter(|_| titled && self.unfollowed) {
                title.before = (self.found.items.len() as u32).checked_sub(1);
                self.unfollowed = false;
            }
            titled = false;
        }
    }

    /// Whether nothing that a title could belong to stands directly before it.
    fn bare(&self, title: usize) -> bool {
        title == 0
            || !self.tokens[title].before.only(Gap::SPACE)
            || (self.labels[title - 1] == Label::Free && !self.tokens[title - 1].shape.has(Shape::UPPER.or(Shape::POSSESSIVE)))
    }

    /// Marks the titles of a run: a head, the words before it that belong to it, "of Staff" after it.
    fn label_titles(&mut self, start: usize, end: usize) {
        let mut token = start;
        while token < end {
            if self.labels[token] != Label::Free || !self.part(token).is(Part::TITLE) || !self.upper(token) {
                token += 1;
                continue;
            }
            let mut last = token + 1;
            if last + 1 < end && self.tokens[last].span.of(self.text) == "of" && self.part(last + 1).is(Part::TITLE_OF) {
                last += 2;
            }
            while last < end && self.labels[last] == Label::Free && self.part(last).is(Part::TITLE) && self.upper(last) {
                last += 1;
            }
            let mut first = token;
            while first > start
                && self.labels[first - 1] == Label::Free
                && self.part(first - 1).is(Part::MODIFIER.or(Part::TITLE))
                && self.upper(first - 1)
            {
                first -= 1;
            }
            let rest = (last..end).take_while(|&token| self.labels[token] == Label::Free).last().map_or(last, |token| token + 1);
            let heads =
                rest > last && (last..rest).all(|token| self.part(token).is(Part::HEAD) && !self.part(token).is(Part::TITLE));
            let given = self.part(token).is(Part::GIVEN) && token == first && last == token + 1;
            let hyphened = last < end && self.tokens[last].before.only(Gap::DASH);
            if !heads && !given && !hyphened {
                self.labels[first..last].fill(Label::Title);
            }
            token = rest.max(last);
        }
    }

    /// Joins left-overs to their neighbours where the two make one longer name.
    fn join_groups(&self, groups: &mut Vec<(Label, usize, usize)>) {
        let mut n = 0;
        while n + 1 < groups.len() {
            let ((left, first, middle), (right, _, last)) = (groups[n], groups[n + 1]);
            let adjoining = self.tokens[middle].before.only(Gap::SPACE)
                && !self.headline[middle]
                && !self.tokens[middle - 1].shape.has(Shape::POSSESSIVE);
            let headed = |first: usize, last: usize| {
                (first..last).any(|token| {
                    self.part(token).is(Part::HEAD) && (token + 1 == last || self.tokens[token + 1].span.of(self.text) == "of")
                })
            };
            let joins = adjoining
                && match (left, right) {
                    (Label::Nation(_), Label::Free) => headed(middle, last),
                    (Label::Known(name), Label::Free) => {
                        let name = &self.known[name as usize];
                        headed(middle, last) && name.last - name.first == 1
                    }
                    (Label::Free, Label::Known(name)) => {
                        let name = &self.known[name as usize];
                        let person =
                            name.last - name.first == 1 && name.may_be(Kind::Person, self.gazetteer.names(), self.gazetteer);
                        let given = !self.ordinary(middle - 1) && !self.tokens[middle - 1].shape.all_caps();
                        let longer = groups.get(n + 2).is_some_and(|&(label, next, last)| {
                            label == Label::Free
                                && headed(next, last)
                                && self.tokens[next].before.only(Gap::SPACE)
                                && name.last - name.first == 1
                        });
                        (person && given && !self.part(middle - 1).is(Part::CALENDAR.or(Part::FUNCTION)))
                            || (longer && !self.part(middle - 1).is(Part::FUNCTION))
                    }
                    (Label::Free, Label::Nation(_)) => {
                        groups.get(n + 2).is_some_and(|&(label, next, last)| {
                            label == Label::Free && headed(next, last) && self.tokens[next].before.only(Gap::SPACE)
                        }) && !self.part(middle - 1).is(Part::FUNCTION)
                            && !(self.initial(first) && self.ordinary(middle - 1) && !self.part(middle - 1).is(Part::MODIFIER))
                    }
                    _ => false,
                };
            if joins {
                groups[n] = (Label::Free, first, last);
                groups.remove(n + 1);
                n = n.saturating_sub(1);
            } else {
                n += 1;
            }
        }
    }

    /// What is left of a left-over without the words around it that are no part of a name.
    fn trim(&self, mut first: usize, mut last: usize) -> Option<(usize, usize)> {
        let caps = |token: usize| self.tokens[token].shape.all_caps();
        let outside = |token: usize| {
            let part = self.part(token);
            (part.is(Part::FUNCTION) && !caps(token))
                || !self.latin(token)
                || part.is(Part::SIGN)
                || (part.is(Part::CALENDAR) && !part.is(Part::GIVEN))
        };
        while first < last {
            let (part, upper) = (self.part(first), self.upper(first));
            let word_only = self.initial(first) && self.ordinary(first) && !caps(first) && last - first > 1;
            let belongs = last - first > 1
                && ((part.is(Part::GIVEN) && !self.ordinary(first + 1))
                    || (part.is(Part::MODIFIER.or(Part::HEAD)) && !self.headline[first] && self.part(first + 1).is(Part::HEAD)));
            let prefix = part.is(Part::PREFIX) && self.tokens.get(first + 1).is_some_and(|next| next.before.only(Gap::DASH));
            let particle_alone = !upper && last - first == 1;
            if outside(first) && !(part.is(Part::GIVEN) && last - first > 1)
                || (word_only && !belongs)
                || prefix
                || particle_alone
            {
                first += 1;
            } else {
                break;
            }
        }
        while last > first {
            let word_only = self.headline[last - 1] && self.ordinary(last - 1);
            let dangling =
                !self.upper(last - 1) && !self.tokens[last - 1].shape.has(Shape::DIGIT) && !self.syllable(first, last - 1);
            if (outside(last - 1) && !self.part(last - 1).is(Part::GIVEN))
                || self.part(last - 1).is(Part::CALENDAR)
                || word_only
                || dangling
            {
                last -= 1;
            } else {
                break;
            }
        }
        let letters = self.tokens.get(first).map_or(0, |token| token.span.len());
        (first < last && (last - first > 1 || letters > 1)).then_some((first, last))
    }

    fn push(&mut self, span: Span, tokens: (usize, usize), what: What, titled: bool) {
        let (first, last) = tokens;
        let head = self.part(last - 1);
        let located = first > 0
            && matches!(
                self.tokens[first - 1].span.of(self.text),
                "in" | "at" | "near" | "outside" | "from" | "across" | "around"
            );
        let mut cues = Cues::default();
        cues.add(Cues::INITIAL, self.initial(first));
        cues.add(Cues::HEADLINE, self.headline[first]);
        cues.add(Cues::TITLED, titled);
        cues.add(Cues::ORDINARY, (first..last).all(|token| self.ordinary(token) || !self.upper(token)));
        cues.add(Cues::ACRONYM, last - first == 1 && self.tokens[first].shape.all_caps());
        cues.add(Cues::PLURAL, self.text[..span.end as usize].ends_with('s'));
        cues.add(Cues::LABEL, self.text[span.end as usize..].starts_with(':'));
        cues.add(Cues::CAPITALS, self.tokens[first..last].iter().any(|token| token.shape.all_caps()));
        cues.add(Cues::BODY, head.is(Part::BODY));
        cues.add(Cues::PLACE, head.is(Part::PLACE) && !head.is(Part::BODY));
        cues.add(Cues::EVENT, head.is(Part::EVENT));
        cues.add(Cues::DESIGNATION, last - first > 1 && self.tokens[last - 1].shape.has(Shape::DIGIT));
        cues.add(Cues::INTRODUCED, self.introduced(span, tokens));
        cues.add(Cues::LOCATED, located && self.tokens[first].before.only(Gap::SPACE));
        let hash =
            |from: usize| self.tokens[from..last].iter().map(|token| token.hash).reduce(fold::hash_joined).unwrap_or_default();
        let hyphened = (first + 1..last).rev().take_while(|&token| self.tokens[token].before.only(Gap::DASH)).last();
        self.found.items.push(Item {
            span,
            tokens: (first as u32, last as u32),
            what,
            cues,
            whole: hash(first),
            given: self.tokens[first].hash,
            tail: self.tokens[last - 1].hash,
            surname: hash(hyphened.map_or(last - 1, |token| token - 1)),
        });
    }

    /// Whether these tokens are an acronym in round brackets for the item before them: "Israel Defense
    /// Forces (IDF)". Its letters are initials of the full name's words, in their order.
    fn introduced(&self, span: Span, (first, last): (usize, usize)) -> bool {
        let Some(full) = self.found.items.last().filter(|full| full.tokens.1 as usize == first && full.words() > 1) else {
            return false;
        };
        let closed = self.text[span.end as usize..].starts_with(')');
        let acronym = self.tokens[first].shape.all_caps() && last - first == 1;
        if !closed || !acronym || !self.tokens[first].before.has(Gap::OPEN) {
            return false;
        }
        let words = &self.tokens[full.tokens.0 as usize..full.tokens.1 as usize];
        let mut initials = words.iter().filter_map(|word| word.span.of(self.text).chars().next()).flat_map(char::to_uppercase);
        span.of(self.text).chars().filter(|c| c.is_alphanumeric()).all(|letter| initials.any(|initial| initial == letter))
    }

    /// Adds the titles that the gazetteer lists and puts everything in order.
    fn finish(mut self) -> Found {
        for post in &self.posts {
            let next = self.found.items.partition_point(|item| item.tokens.0 < post.last);
            let follows = self.found.items.get(next).is_some_and(|item| {
                let before = self.tokens[item.tokens.0 as usize].before;
                item.tokens.0 == post.last && before.only(Gap::SPACE.or(Gap::LINE).or(Gap::SQUARE))
            });
            self.found.titles.push(TitleItem { span: post.span, post: Some(post.form), before: follows.then_some(next as u32) });
        }
        self.found.titles.sort_by_key(|title| title.span);
        self.found
    }
}

/// The span with the bracket that closes an insertion at its start.
fn known_brackets(text: &str, span: Span) -> Span {
    let opens = text[..span.start as usize].ends_with('[') && span.of(text).contains(']');
    Span::new(span.start - u32::from(opens), span.end)
}

/// For each token, whether its line capitalises (nearly) every word, as headlines do.
fn headlines(text: &str, tokens: &[Token]) -> Vec<bool> {
    let mut headline = vec![false; tokens.len()];
    let mut start = 0;
    while start < tokens.len() {
        let end = (start + 1..tokens.len()).find(|&token| tokens[token].before.has(Gap::LINE)).unwrap_or(tokens.len());
        let line = &tokens[start..end];
        let long = line.iter().filter(|token| token.span.len() >= 4 && !token.shape.has(Shape::DIGIT));
        let (count, upper) =
            long.fold((0, 0), |(count, upper), token| (count + 1, upper + usize::from(token.shape.has(Shape::UPPER))));
        let ends = text[line[line.len() - 1].span.end as usize..].trim_start_matches(['”', '"', ')']).starts_with('.');
        let byline = line[0].span.of(text).eq_ignore_ascii_case("by") || !line[0].shape.has(Shape::UPPER.or(Shape::DIGIT));
        let ordinary = line.iter().filter(|token| token.shape.has(Shape::UPPER) && words::ordinary(token.hash)).count();
        if count >= 4 && upper * 10 >= count * 7 && ordinary >= 3 && !ends && !byline && line.len() <= 30 {
            headline[start..end].fill(true);
        }
        start = end;
    }
    headline
}
