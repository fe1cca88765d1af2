//! The cues of a candidate: what the words of it and beside it say for and against its being a name, and of
//! what kind.

use super::candidate::{Cues, Item, What};
use super::known::Known;
use super::lexicon::Part;
use super::paragraph::{Label, Paragraph};
use crate::gazetteer::surnames;
use crate::text::token::{Gap, Shape};
use crate::text::{Span, fold};

impl Paragraph<'_> {
    /// Whether a verb of saying stands behind the token or before it.
    pub fn spoken(&self, token: usize) -> bool {
        let says = |at: usize| self.part(at).is(Part::SPEECH) && !self.upper(at);
        let next = self.tokens.get(token + 1).is_some_and(|next| next.before.only(Gap::SPACE) && says(token + 1));
        next || (token > 0 && self.tokens[token].before.only(Gap::SPACE) && says(token - 1))
    }

    /// Whether what stands behind the token makes it a subject or an owner: "Cook said", "Price, who", "Park’s".
    pub fn acts(&self, token: usize) -> bool {
        if self.tokens[token].shape.has(Shape::POSSESSIVE) {
            return true;
        }
        let Some(next) = self.tokens.get(token + 1) else { return false };
        let word = next.span.of(self.text);
        // "Hunt rates the stock": an object follows what ends like a verb.
        let object = |word: &str| matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "that");
        let present = word.ends_with('s') && self.tokens.get(token + 2).is_some_and(|next| object(next.span.of(self.text)));
        let verb = self.part(token + 1).is(Part::SPEECH.or(Part::VERB)) || word.ends_with("ed") || word == "who" || present;
        let aged = next.before.only(Gap::SPACE.or(Gap::COMMA)) && next.shape.has(Shape::DIGIT) && next.span.len() == 2;
        let who = next.before.only(Gap::SPACE.or(Gap::COMMA)) && word == "who";
        let together = next.before.only(Gap::SPACE) && word == "and" && self.upper(token + 2);
        (next.before.only(Gap::SPACE) && verb && !next.shape.has(Shape::UPPER)) || aged || who || together
    }

    /// Whether a result stands behind the tokens: a number of goals or points, then the scorers or the other side.
    fn scores(&self, last: usize) -> bool {
        let (Some(score), Some(next)) = (self.tokens.get(last), self.tokens.get(last + 1)) else { return false };
        let number = score.shape.has(Shape::DIGIT) && !score.shape.has(Shape::LOWER) && score.span.len() <= 3;
        let side = next.before.only(Gap::SPACE) || next.before.only(Gap::SPACE.or(Gap::OPEN));
        number && score.before.only(Gap::SPACE) && side && next.shape.has(Shape::UPPER)
    }

    /// Whether the sign of a currency or the exchange of a stock stands behind the tokens: "HK$", "(KVX.O)".
    pub fn currency(&self, last: usize) -> bool {
        let token = self.tokens[last - 1];
        let after = &self.text.as_bytes()[token.span.end as usize..];
        token.shape.all_caps()
            && (after.starts_with(b"$") || matches!(after, [b'.', letter, b')', ..] if letter.is_ascii_uppercase()))
    }

    /// Whether it is the time zone behind an hour: "8:30 a.m. ET".
    pub fn zone(&self, first: usize, last: usize) -> bool {
        let caps = last - first == 1 && self.tokens[first].shape.all_caps() && self.tokens[first].span.len() <= 4;
        let before = || self.text[..self.tokens[first].span.start as usize].trim_end();
        let hour = |before: &str| {
            let half = ["a.m.", "p.m.", "am", "pm"].iter().find_map(|half| before.strip_suffix(half));
            half.is_some_and(|rest| rest.trim_end().ends_with(|c: char| c.is_ascii_digit()))
        };
        caps && hour(before())
    }

    /// Where a name ends: behind its last token, and the full stop of an abbreviation with which its sentence
    /// goes on ("Korvax Inc. said"), or the end of its web address ("Gawker.com").
    pub fn end_of(&self, last: usize) -> u32 {
        let end = self.tokens[last - 1].span.end;
        let after = &self.text[end as usize..];
        if !after.starts_with('.') {
            return end;
        }
        let Some(next) = self.tokens.get(last) else { return end };
        let domain = next.before.only(Gap::STOP)
            && !next.shape.has(Shape::UPPER)
            && matches!(
                next.span.of(self.text),
                "com" | "org" | "net" | "gov" | "edu" | "info" | "ca" | "uk" | "de" | "fr" | "ru" | "il" | "tv" | "io"
            );
        if domain && last - 1 < self.tokens.len() {
            return next.span.end;
        }
        let abbreviation = self.part(last - 1).is(Part::ABBREVIATION) && last > 1;
        let goes_on = after[1..].trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '('))
            && next.before.has(Gap::SPACE);
        if abbreviation && goes_on { end + 1 } else { end }
    }

    /// Whether the token is a state of America or Canada, abbreviated behind a town: "Fresno, Calif.", "Albany, N.Y."
    fn state(&self, token: usize) -> bool {
        const STATES: [&str; 49] = [
            "Ala", "Ariz", "Ark", "Calif", "Cal", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Mass",
            "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Penn", "Tenn", "Tex", "Va", "Vt",
            "Wash", "Wis", "Wyo", "Ont", "Que", "Alta", "Sask", "N.H.", "N.J.", "N.M.", "N.Y.", "N.C.", "N.D.", "R.I.", "S.C.",
            "S.D.", "D.C.",
        ];
        let word = self.tokens[token];
        word.before.has(Gap::COMMA)
            && word.before.only(Gap::COMMA.or(Gap::SPACE))
            && token > 0
            && self.upper(token - 1)
            && (word.shape.has(Shape::DOTTED) || self.text[word.span.end as usize..].starts_with('.'))
            && STATES.contains(&word.span.of(self.text))
    }

    /// Whether "in", "at", "near" … stands before the token.
    pub fn located(&self, token: usize) -> bool {
        let place = |word: &str| {
            matches!(
                word,
                "in" | "at"
                    | "near"
                    | "outside"
                    | "from"
                    | "across"
                    | "around"
                    | "In"
                    | "At"
                    | "Near"
                    | "Outside"
                    | "Across"
                    | "Around"
            )
        };
        token > 0 && self.tokens[token].before.only(Gap::SPACE) && place(self.tokens[token - 1].span.of(self.text))
    }

    /// Whether the token opens a dateline: "MOBILE, Ala. (AP) –", "MOSCOW (Reuters) -", "LONDON 1996-08-30".
    fn dateline(&self, token: usize, last: usize) -> bool {
        /// The most bytes between a place and the end of its dateline.
        const NEAR: usize = 40;
        if !self.tokens[token].shape.all_caps()
            || self.headline[token]
            || !self.tokens[token].before.has(Gap::START.or(Gap::LINE))
        {
            return false;
        }
        let after = &self.text[self.tokens[last - 1].span.end as usize..];
        let line = after.split('\n').next().unwrap_or_default();
        let near = line.char_indices().take_while(|(at, _)| *at < NEAR).map(|(_, c)| c);
        let dash = near.clone().zip(near.skip(1)).any(|(a, b)| matches!(a, '–' | '—') || (a == '-' && matches!(b, ' ' | '-')));
        let apart = line.trim_start();
        (dash && apart.starts_with([',', '('])) || apart.starts_with("19") || apart.starts_with("20")
    }

    /// Whether a word stands inside that no person's name has.
    fn linked(&self, first: usize, last: usize) -> bool {
        !self.part(first).is(Part::FORENAME)
            && (first + 1..last).any(|token| {
                let word = self.tokens[token];
                word.before.has(Gap::AMPERSAND) || matches!(word.span.of(self.text), "of" | "for" | "on" | "and")
            })
    }

    /// Adds the title of a work that stands in quotation marks.
    pub fn push_work(&mut self, first: usize, last: usize) {
        let span = Span::new(self.tokens[first].span.start, self.tokens[last - 1].span.end);
        self.push(span, (first, last), What::Unknown, false);
        if let Some(work) = self.found.items.last_mut() {
            work.cues.add(Cues::WORK, true);
        }
    }

    pub fn push(&mut self, span: Span, tokens: (usize, usize), what: What, titled: bool) {
        let (first, last) = tokens;
        let head = self.part(last - 1);
        let mut cues = Cues::default();
        cues.add(Cues::INITIAL, self.initial(first));
        cues.add(Cues::HEADLINE, self.headline[first]);
        cues.add(Cues::TITLED, titled);
        let derived = last - first == 1 && self.initial(first) && what == What::Unknown && self.derived(first);
        cues.add(Cues::ORDINARY, derived || (first..last).all(|token| self.ordinary(token) || !self.upper(token)));
        let stressed = self.tokens[first].before.has(Gap::START) && self.tokens[first].span.len() >= 4 && self.ordinary(first);
        let stressed =
            stressed && self.tokens.get(last).is_some_and(|next| next.shape.has(Shape::LOWER) && next.before.only(Gap::SPACE));
        cues.add(Cues::ACRONYM, last - first == 1 && self.tokens[first].shape.all_caps() && !stressed);
        let in_title = |post: &Known| post.first as usize <= first && last <= post.last as usize;
        cues.add(
            Cues::OFFICE,
            self.posts[..self.posts.partition_point(|post| post.first as usize <= first)].last().is_some_and(in_title),
        );
        cues.add(Cues::PLURAL, self.text[..span.end as usize].ends_with('s'));
        let dash = self.initial(first) && self.tokens.get(last).is_some_and(|next| next.before.has(Gap::LONG_DASH));
        cues.add(Cues::LABEL, dash || self.text[span.end as usize..].trim_start_matches(' ').starts_with(':'));
        cues.add(Cues::CAPITALS, self.tokens[first..last].iter().any(|token| token.shape.all_caps()));
        cues.add(Cues::BODY, head.is(Part::BODY));
        let lead = self.part(first);
        let lead = if last - first > 1 && lead.is(Part::LEAD) && !head.is(Part::HEAD) { lead } else { Part::default() };
        cues.add(Cues::PLACE, (head.is(Part::PLACE) && !head.is(Part::BODY)) || lead.is(Part::PLACE));
        // "Nobel Prize in Literature", "Treaty of Tordesillas"
        let of = (first + 1..last).find(|&token| !self.upper(token)).map_or(Part::default(), |of| self.part(of - 1));
        cues.add(Cues::EVENT, head.is(Part::EVENT) || lead.is(Part::EVENT) || of.is(Part::EVENT));
        cues.add(Cues::DESIGNATION, last - first > 1 && self.tokens[last - 1].shape.has(Shape::DIGIT));
        cues.add(Cues::INTRODUCED, self.introduced(span, tokens));
        cues.add(Cues::LOCATED, self.located(first));
        let generic = Part::HEAD.or(Part::COMPASS).or(Part::TITLE).or(Part::FUNCTION);
        // "Labour", a party, has no article; "the Foreign, Home and …" has.
        let bare = first > 0 && self.tokens[first].before.only(Gap::SPACE) && !self.part(first - 1).is(Part::FUNCTION);
        let generic = if bare { generic } else { generic.or(Part::MODIFIER).or(Part::TITLE_OF) };
        let before_title = self.labels.get(last) == Some(&Label::Title) && self.tokens[last].before.only(Gap::SPACE);
        let listed = self.tokens[first].before.has(Gap::CLOSE);
        cues.add(Cues::HOLIDAY, last - first == 1 && head.is(Part::HOLIDAY));
        cues.add(Cues::UNIQUE, last - first == 1 && head.is(Part::UNIQUE));
        cues.add(Cues::OFFICIAL, last - first == 1 && (head.is(generic) || before_title || listed || self.behind_title(first)));
        cues.add(Cues::LINKED, last - first > 1 && self.linked(first, last));
        cues.add(Cues::SCORE, self.scores(last));
        let team = last - first > 1 && self.ordinary(last - 1) && !self.part(first).is(Part::FORENAME.or(Part::GIVEN));
        cues.add(Cues::TEAM, team && !head.is(Part::HEAD) && self.text[..span.end as usize].ends_with('s'));
        // "Labour leader Brendan Howlin"
        let office = self
            .tokens
            .get(last)
            .is_some_and(|next| next.before.only(Gap::SPACE) && !next.shape.has(Shape::UPPER) && self.part(last).is(Part::TITLE));
        cues.add(Cues::ACTS, self.acts(last - 1) || (cues.has(Cues::UNIQUE) && office));
        let next =
            self.tokens.get(last).filter(|next| next.before.only(Gap::SPACE) || next.before.only(Gap::SPACE.or(Gap::COMMA)));
        cues.add(Cues::GOES_ON, next.is_some_and(|next| !next.shape.has(Shape::UPPER.or(Shape::DIGIT))));
        cues.add(Cues::SPEAKS, self.spoken(last - 1) || (self.spoken(first) && last - first > 1));
        cues.add(Cues::FORENAME, last - first > 1 && self.part(first).is(Part::FORENAME.or(Part::GIVEN)));
        cues.add(Cues::COMPANY, last - first > 1 && head.is(Part::COMPANY));
        cues.add(Cues::FUNCTION, last - first == 1 && head.is(Part::FUNCTION));
        cues.add(Cues::DATELINE, self.dateline(first, last));
        let hash =
            |from: usize| self.tokens[from..last].iter().map(|token| token.hash).reduce(fold::hash_joined).unwrap_or_default();
        let plural = last - first == 1 && span.len() > 4 && !self.listed(first) && self.text[..span.end as usize].ends_with('s');
        let singular = plural.then(|| fold::hash_word(&self.text[span.start as usize..span.end as usize - 1]));
        let whole = hash(first);
        if what == What::Unknown {
            let place = if last - first == 1 { head } else { self.part_of(whole) };
            cues.add(Cues::CITY, place.is(Part::CITY) || (last - first == 1 && self.state(first)));
        }
        self.found.items.push(Item {
            singular,
            span,
            tokens: (first as u32, last as u32),
            what,
            cues,
            whole,
            given: self.tokens[first].hash,
            tail: self.tokens[last - 1].hash,
            surname: hash(first + surnames::start(&self.tokens[first..last])),
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
}
