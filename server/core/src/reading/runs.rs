//! Runs of capitals: sequences of words that look like one name or several side by side.
//!
//! A run starts at a capitalised word and goes on over white space, hyphens, the full stops of
//! abbreviations, and the connectors that names have ("Ministry *of* Defence", "Bashar *al*-Assad").
//! Each run is then cut into candidates ([`super::cutting`]).

use super::lexicon::Part;
use super::licensed::{self, Licence};
use super::paragraph::{Label, Paragraph};
use crate::gazetteer::surnames;
use crate::text::Span;
use crate::text::token::{Gap, Shape};

impl Paragraph<'_> {
    /// Finds the candidates and titles among the labelled tokens.
    pub fn read_runs(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let end = self.run_end(at);
            if let Some(end) = self.work_at(at).filter(|_| self.english) {
                self.push_work(at, end);
                at = end;
            } else if end > at {
                self.read_run(at, end);
                at = end;
            } else {
                at += 1;
            }
        }
        self.finish();
    }

    /// Where the run ends that starts at the token; the token itself where none does.
    fn run_end(&self, start: usize) -> usize {
        if !self.starts(start) {
            return start;
        }
        let mut end = start + 1;
        while end < self.tokens.len() {
            let next = &self.tokens[end];
            let goes_on = self.joined(start, end);
            let designation = next.shape.has(Shape::DIGIT) && next.before.only(Gap::DASH); // S-300
            if self.same_name(end)
                || (goes_on && (next.shape.has(Shape::UPPER) || designation || self.syllable(start, end)))
                || self.numbers(start, end)
            {
                end += 1;
            } else if let Some(after) = self.connector(start, end) {
                end = after;
            } else {
                break;
            }
        }
        end
    }

    fn starts(&self, token: usize) -> bool {
        if self.upper(token) || matches!(self.labels[token], Label::Known(_)) {
            return true;
        }
        // What starts a name in lower case has a capital close behind.
        if !self.upper(token + 1) && !self.upper(token + 2) {
            return false;
        }
        if self.leads_surname(token) {
            return true;
        }
        // "al-Shabaab" at the start of a run, and "4th Division"
        let particle =
            self.part(token).is(Part::PARTICLE) && self.tokens.get(token + 1).is_some_and(|next| next.before.only(Gap::DASH));
        let ordinal = self.tokens[token].shape.has(Shape::DIGIT) && {
            let word = self.tokens[token].span.of(self.text);
            word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
        };
        (particle || ordinal)
            && self.upper(token + 1)
            && self.joined(token, token + 1)
            && (particle
                || self.part(token + 1).is(Part::HEAD)
                || self.tokens.get(token + 2).is_some_and(|_| self.upper(token + 2) && self.part(token + 2).is(Part::HEAD)))
    }

    /// Whether one or two lower-case particles begin a surname here: "said von der Leyen".
    fn leads_surname(&self, token: usize) -> bool {
        let lower = |token: usize| {
            self.tokens.get(token).is_some_and(|word| !word.shape.has(Shape::UPPER) && surnames::is_particle(word))
        };
        if !lower(token) || (token > 0 && self.upper(token - 1)) {
            return false;
        }
        let name = token + if lower(token + 1) { 2 } else { 1 };
        self.upper(name)
            && matches!(self.labels[name], Label::Free)
            && (token + 1..=name).all(|part| self.tokens[part].before.only(Gap::SPACE))
    }

    /// Whether the token goes on with the run that the token before it belongs to.
    fn joined(&self, start: usize, token: usize) -> bool {
        let (before, last) = (self.tokens[token].before, self.tokens[token - 1]);
        if last.shape.has(Shape::POSSESSIVE) {
            // "Prime Minister's Office": the possessor is a title or an ordinary word.
            let inside = matches!(self.labels[token - 1], Label::Free | Label::Title) && self.ordinary(token - 1);
            // "St Oswald's Church"
            let dedicated =
                token > 1 && token - 2 >= start && matches!(self.tokens[token - 2].span.of(self.text), "St" | "Saint");
            return before.only(Gap::SPACE)
                && self.upper(token)
                && ((inside && self.part(token).is(Part::HEAD)) || (dedicated && self.ordinary(token)));
        }
        if before.has(Gap::LINE) && !self.wrapped(token) {
            return false;
        }
        // "Korean People's Army [KPA]": an acronym, not an insertion.
        let this = self.tokens[token];
        if before.has(Gap::SQUARE) && this.shape.all_caps() && self.text[this.span.end as usize..].starts_with(']') {
            return false;
        }
        if before.has(Gap::QUOTE) {
            return self.nicknamed(token);
        }
        // "Shipping Lines, Inc."
        if before.only(Gap::SPACE.or(Gap::COMMA)) && self.part(token).is(Part::COMPANY) && this.shape.has(Shape::UPPER) {
            return self.upper(token - 1);
        }
        let plain = Gap::SPACE.or(Gap::LINE).or(Gap::SQUARE);
        before.only(plain)
            || before.only(Gap::DASH)
            || before.only(Gap::SPACE.or(Gap::AMPERSAND))
            || (before.only(plain.or(Gap::STOP)) && self.abbreviates(token - 1))
            || (before.only(Gap::STOP.or(Gap::DASH)) && self.abbreviates(token - 1))
    }

    /// Whether the lower-case token is the second syllable of a hyphened given name: "Kwok Ka-ki". A
    /// word that merely describes ("Assad-led") is not.
    pub fn syllable(&self, start: usize, token: usize) -> bool {
        let (part, before) = (self.tokens[token], token.saturating_sub(1));
        before > start
            && part.before.only(Gap::DASH)
            && part.shape.has(Shape::LOWER)
            && part.span.len() <= 6
            && self.tokens[before].span.len() > 1
            && self.upper(before)
            && self.upper(before - 1)
            && self.tokens[before].before.only(Gap::SPACE)
            && matches!(self.labels[before], Label::Free)
            && !self.part(token).is(Part::COMPOUND)
            && (!self.listed(token) || (part.span.len() <= 5 && !(self.listed(before) && self.ordinary(before - 1))))
    }

    /// Whether the token belongs to the same known name or nation as the one before it.
    fn same_name(&self, token: usize) -> bool {
        matches!(self.labels[token], Label::Known(_) | Label::Nation(_)) && self.labels[token] == self.labels[token - 1]
    }

    /// Where the run goes on behind lower-case connectors at `at`: one past the capitalised word
    /// behind them.
    fn connector(&self, start: usize, at: usize) -> Option<usize> {
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
        let mut next = at + 1 + the;
        // "Ilse van der Merwe"
        while next < at + 3 && self.particle(at) && lower(next).is_some() && spaced(next) && self.particle(next) {
            next += 1;
        }
        if word == "of" && self.act_of_year(at) {
            return Some(next + 1);
        }
        if !self.upper(next) || !spaced(next) || (self.tokens[next].before.has(Gap::LINE) && !self.wrapped(next)) {
            return None;
        }
        let last = self.part(at - 1);
        let joins = match word {
            // "Berwick-upon-Tweed"
            "upon" | "on" | "under" | "sur" | "en" | "au" | "aux" | "sous" | "am" | "by" | "next" | "in" | "super"
                if self.tokens[at].before.only(Gap::DASH) && self.tokens[next].before.only(Gap::DASH) =>
            {
                the == 0 && self.upper(at - 1)
            }
            // "Kingston upon Hull"
            "upon" => the == 0 && self.labels[at - 1] == Label::Free && !self.initial(at - 1),
            "of" => {
                (last.is(Part::OPENS) && self.labels[at - 1] == Label::Free)
                    || (last.is(Part::TITLE) && self.part(next).is(Part::TITLE_OF))
                    || (self.common_noun(start, at) && !self.part(next).is(Part::CALENDAR))
            }
            // "Agreement on Fisheries"
            "on" if last.is(Part::EVENT) && !self.part(next).is(Part::CALENDAR) => {
                self.labels[at - 1] == Label::Free && self.labels[next] == Label::Free && !self.headline[at]
            }
            // "Nobel Prize in Literature", "in Physiology or Medicine"
            "in" if self.prize(at - 1) => the == 0 && self.field(next),
            "or" if at > start + 3 && self.prize(at - 3) => the == 0 && self.field(next),
            "for" | "on" => last.is(Part::OPENS) && self.labels[at - 1] == Label::Free && self.labels[next] == Label::Free,
            "and" => {
                the == 0
                    && self.labels[at - 1] == Label::Free
                    && self.labels[next] == Label::Free
                    && ((self.ordinary(next) && self.ordinary(at - 1) && (self.run_has_of(at) || self.two_fields(at)))
                        || self.two_places(start, at)
                        || self.partners(at))
            }
            // "Córrego do Feijão"
            "do" => the == 0 && !self.initial(start) && !self.listed(at - 1) && !self.listed(next),
            _ => the == 0 && self.particle(at),
        };
        joins.then_some(next + 1)
    }

    /// Whether the token is the word for a prize in a name.
    fn prize(&self, token: usize) -> bool {
        self.labels[token] == Label::Free && matches!(self.tokens[token].span.of(self.text), "Prize" | "Prizes" | "Award")
    }

    /// Whether the token is a field in which a prize is given.
    fn field(&self, token: usize) -> bool {
        self.labels[token] == Label::Free
            && self.ordinary(token)
            && !self.headline[token]
            && !self.part(token).is(Part::CALENDAR.or(Part::CITY).or(Part::FUNCTION).or(Part::COMPASS))
    }

    /// Whether the token joins the parts of a person's name.
    fn particle(&self, token: usize) -> bool {
        self.part(token).is(Part::PARTICLE) && !self.part(token).is(Part::FUNCTION) && self.tokens[token].span.len() > 1
    }

    /// Whether the run before `at` is ordinary words whose capitals nothing but a name explains, as in "the
    /// Friends of the Earth".
    fn common_noun(&self, start: usize, at: usize) -> bool {
        let other = Part::TITLE.or(Part::MODIFIER).or(Part::FUNCTION).or(Part::CALENDAR).or(Part::FORENAME).or(Part::SIGN);
        // The article before it begins the run with a capital at the start of a sentence.
        let from = if self.part(start).is(Part::FUNCTION) && at - start > 1 { start + 1 } else { start };
        !self.headline[start]
            && (at - start > 1 || !self.initial(start))
            && (from..at).all(|token| {
                self.ordinary(token) && self.upper(token) && !self.part(token).is(other) && self.labels[token] == Label::Free
            })
    }

    /// Whether the token is a number that belongs to the name before it: "Windows 11", "Vostok 1", "World Cup
    /// 2018". A result ("Arsenal 2 Chelsea 1"), an age, a count ("In Kabul 12 people") and a date are none.
    fn numbers(&self, start: usize, token: usize) -> bool {
        let (number, last) = (self.tokens[token], self.part(token - 1));
        let plain = number.shape.has(Shape::DIGIT) && !number.shape.has(Shape::LOWER) && number.span.len() <= 4;
        if !plain || !number.before.only(Gap::SPACE) || !self.upper(token - 1) || self.labels[token - 1] != Label::Free {
            return false;
        }
        let person = last.is(Part::SURNAME.or(Part::FORENAME)) || self.part(start).is(Part::FORENAME.or(Part::GIVEN));
        let other =
            last.is(Part::CALENDAR.or(Part::FUNCTION).or(Part::TITLE).or(Part::CITY).or(Part::ABBREVIATION).or(Part::COMPANY));
        let lead = last.is(Part::LEAD);
        let lone = token - start == 1 && self.ordinary(start) && !lead;
        if person || other || lone || self.headline[token] || self.located(start) {
            return false;
        }
        // Numbers in a line of figures are counts.
        let figures = |n: &usize| self.tokens[*n].shape.has(Shape::DIGIT);
        let near = token.saturating_sub(5)..(token + 6).min(self.tokens.len());
        if !lead && near.filter(|&n| n != token && !self.upper(n)).any(|n| figures(&n)) {
            return false;
        }
        let Some(next) = self.tokens.get(token + 1) else { return true };
        if !next.before.has(Gap::SPACE.or(Gap::STOP).or(Gap::COMMA).or(Gap::CLOSE)) || next.before.has(Gap::DASH) {
            return false;
        }
        let year = number.span.len() == 4 && matches!(number.span.of(self.text).get(..2), Some("19" | "20"));
        let ends = next.before.has(Gap::STOP.or(Gap::COMMA).or(Gap::CLOSE).or(Gap::LINE)) && !next.shape.has(Shape::DIGIT);
        let verb = self.part(token + 1).is(Part::FUNCTION.or(Part::VERB).or(Part::SPEECH)) && !self.upper(token + 1);
        (ends || verb) && (!year || last.is(Part::EVENT) || !self.initial(start))
    }

    /// Whether the "and" at `at` joins two fields of one body: "Food *and* Drug Administration". A head closes both,
    /// and none stands before.
    fn two_fields(&self, at: usize) -> bool {
        let field = |token: usize| {
            self.tokens.get(token).is_some_and(|word| word.before.only(Gap::SPACE))
                && self.upper(token)
                && self.labels[token] == Label::Free
                && self.ordinary(token)
                && !self.part(token).is(Part::TITLE.or(Part::FUNCTION))
        };
        let head = |token: usize| field(token) && self.part(token).is(Part::BODY);
        let title = self.part(at - 1).is(Part::TITLE) && !self.part(at - 1).is(Part::TITLE_OF);
        !title
            && !self.part(at - 1).is(Part::HEAD.or(Part::FUNCTION))
            && field(at + 1)
            && (head(at + 2) || (field(at + 2) && head(at + 3)))
    }

    /// Whether the "and" at `at` joins the two places of one constituency or local body: "MP for Thirsk *and* Malton",
    /// "Argyll *and* Bute Council".
    fn two_places(&self, start: usize, at: usize) -> bool {
        let word = |token: usize| self.tokens[token].span.of(self.text);
        let place = |token: usize| !self.ordinary(token) && !self.tokens[token].shape.all_caps();
        if !place(at - 1) || !place(at + 1) || at - start > 2 {
            return false;
        }
        let seat = start > 1 && word(start - 1) == "for" && matches!(word(start - 2), "MP" | "MPs" | "MSP" | "AM" | "MS" | "TD");
        let local = self.tokens.get(at + 2).is_some_and(|head| {
            head.before.only(Gap::SPACE) && matches!(word(at + 2), "Council" | "Police" | "Constabulary" | "Borough")
        });
        let person = self.part(start).is(Part::FORENAME.or(Part::GIVEN)) && at - start > 1;
        seat || (local && !person)
    }

    /// Whether the "and" at `at` stands for the "&" of a listed body: "Marks *and* Spencer".
    fn partners(&self, at: usize) -> bool {
        let (first, second) = (self.tokens[at - 1], self.tokens[at + 1]);
        if !licensed::may_end(second.hash, self.gazetteer) {
            return false;
        }
        let form = Span::new(first.span.start, second.span.end).of(self.text);
        licensed::of(form, self.gazetteer).iter().any(|licensed| licensed.licence == Licence::Words)
    }

    /// Whether the year of a law follows: "Act *of 1995*".
    fn act_of_year(&self, at: usize) -> bool {
        let law = matches!(self.tokens[at - 1].span.of(self.text), "Act" | "Acts" | "Law" | "Code" | "Ordinance");
        law && self.labels[at - 1] == Label::Free
            && self.tokens.get(at + 1).is_some_and(|year| {
                year.before.only(Gap::SPACE)
                    && year.span.len() == 4
                    && year.shape.has(Shape::DIGIT)
                    && !year.shape.has(Shape::LOWER)
            })
    }

    /// Whether a few words before `at` stands "of" or "for": an enumeration inside a body's name.
    fn run_has_of(&self, at: usize) -> bool {
        (at.saturating_sub(4).max(1)..at).any(|token| {
            matches!(self.tokens[token].span.of(self.text), "of" | "for") && self.part(token - 1).is(Part::OPENS.or(Part::BODY))
        })
    }
}
