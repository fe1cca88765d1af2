//! Cuts a run of capitals into candidates.
//!
//! The run is cut at the known names, demonyms and titles in it. What is left over is an unknown
//! name, joined to a neighbour where the two make a longer name ("World Israel News", "Free Syrian
//! Army"), and trimmed of the words around it that are no part of one. Whether it really is a name is
//! settled with the whole document in sight ([`super::resolve`]); here it only gets its cues.

use super::candidate::{Cues, Item, TitleItem, What};
use super::known::Known;
use super::lexicon::Part;
use super::paragraph::{Label, Paragraph};
use crate::gazetteer::{Kind, surnames};
use crate::text::token::{Gap, Shape};
use crate::text::{Span, fold};

impl Paragraph<'_> {
    /// Cuts a run at its known names, demonyms and titles, and adds the items.
    pub fn read_run(&mut self, start: usize, end: usize) {
        self.label_titles(start, end);
        let mut groups: Vec<(Label, usize, usize)> = Vec::new();
        for token in start..end {
            match groups.last_mut() {
                Some((label, _, last)) if *label == self.labels[token] => *last = token + 1,
                _ => groups.push((self.labels[token], token, token + 1)),
            }
        }
        self.join_groups(&mut groups);
        self.part_persons(&mut groups);
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
                Label::Nation(_) if self.currency(last) => {}
                Label::Nation(n) => {
                    let (first, found) = self.nations[n as usize];
                    let (first, last) = (first as usize, first as usize + found.count);
                    let span = Span::new(self.tokens[first].span.start, self.tokens[last - 1].span.end);
                    let what = found.nation.filter(|_| found.country).map_or(What::Nation(found.nation), What::Country);
                    self.push(span, (first, last), what, false);
                }
                Label::Free => {
                    if let Some((first, last)) = self.trim(first, last).filter(|&(_, last)| !self.currency(last)) {
                        let span = Span::new(self.tokens[first].span.start, self.end_of(last));
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
            // "Department of Justice" is no title.
            let fields = token + 1 < end && self.tokens[token + 1].span.of(self.text) == "and";
            let inside = token >= start + 2
                && self.tokens[token - 1].span.of(self.text) == "of"
                && self.part(token - 2).is(Part::OPENS.or(Part::BODY));
            if self.labels[token] != Label::Free || !self.part(token).is(Part::TITLE) || !self.upper(token) || inside || fields {
                token += 1;
                continue;
            }
            let of_state = |last: usize| {
                let of = last + 1 < end && self.tokens[last].span.of(self.text) == "of" && self.part(last + 1).is(Part::TITLE_OF);
                if of { last + 2 } else { last }
            };
            let mut last = of_state(token + 1);
            // "Deputy Foreign Minister", "GOC Operations Maj.-Gen.": on to the next head, over what belongs to it.
            let free = |token: usize, part: Part| {
                token < end && self.labels[token] == Label::Free && self.part(token).is(part) && self.upper(token)
            };
            loop {
                let between = (last..end).take_while(|&token| free(token, Part::MODIFIER.or(Part::TITLE_OF))).count();
                match (last..=last + between).rev().find(|&token| free(token, Part::TITLE)) {
                    Some(head) => last = of_state(head + 1),
                    None => break,
                }
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
            // "Judge Miriam O'Dowd", but "Dean Martin".
            let forename = last < end && self.part(last).is(Part::FORENAME) && last + 1 < end;
            let given = self.part(token).is(Part::GIVEN) && token == first && last == token + 1 && !forename;
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
            // "Hafez al-" before a known "Assad".
            let article = middle > first + 1 && self.part(middle - 1).is(Part::PARTICLE);
            let forename = if article { middle - 2 } else { middle - 1 };
            let initial = self.tokens[middle - 1].span.len() == 1 && self.upper(middle - 1);
            let adjoining = (self.tokens[middle].before.only(Gap::SPACE)
                || (initial && self.tokens[middle].before.only(Gap::SPACE.or(Gap::STOP)))
                || (article && self.tokens[middle].before.only(Gap::DASH)))
                && !self.headline[middle]
                && !self.tokens[middle - 1].shape.has(Shape::POSSESSIVE);
            let headed = |first: usize, last: usize| {
                (first..last).any(|token| {
                    self.part(token).is(Part::HEAD) && (token + 1 == last || self.tokens[token + 1].span.of(self.text) == "of")
                })
            };
            let joins = adjoining
                && match (left, right) {
                    // "Bank of Israel", "Embassy of France"
                    (Label::Free, Label::Nation(_) | Label::Known(_)) if self.opened(first, middle) => true,
                    // "British Red Cross", "U.S. Special Operations"
                    (Label::Nation(_), Label::Free) if last - middle > 1 && self.deliberate(middle, last) => true,
                    // Two left-overs side by side: an earlier step has joined one, "World Israel" before "News".
                    (Label::Nation(_) | Label::Free, Label::Free) => {
                        headed(middle, last)
                            || (left == Label::Free && self.opened(first, middle - 1) && self.deliberate(middle, last))
                    }
                    (Label::Known(name), Label::Free) => {
                        let name = &self.known[name as usize];
                        let titled = n > 0 && groups[n - 1].0 == Label::Title;
                        let place = name.last - name.first == 1 && name.may_be(Kind::Place, self.gazetteer.names());
                        (headed(middle, last) && name.last - name.first == 1)
                            || (self.english && place && last - middle == 1 && self.given_and_surname(middle, titled))
                    }
                    (Label::Free, Label::Known(name)) => {
                        let name = &self.known[name as usize];
                        let names = self.gazetteer.names();
                        let word = name.last - name.first == 1
                            || (name.last - name.first == 2 && self.part(name.first as usize).is(Part::PARTICLE));
                        // "Yair Golan": a place that is a surname here.
                        let person = word
                            && (name.may_be(Kind::Person, names)
                                || (name.may_be(Kind::Place, names) && self.part(forename).is(Part::FORENAME)));
                        let given = initial || (!self.ordinary(forename) && !self.tokens[forename].shape.all_caps());
                        let longer = groups.get(n + 2).is_some_and(|&(label, next, last)| {
                            label == Label::Free
                                && headed(next, last)
                                && self.tokens[next].before.only(Gap::SPACE)
                                && name.last - name.first == 1
                        });
                        (self.english && person && given && !self.part(forename).is(Part::CALENDAR.or(Part::FUNCTION)))
                            || (longer && !self.part(middle - 1).is(Part::FUNCTION))
                    }
                    // "Western Australia", "New South Wales"
                    (Label::Free, Label::Nation(n))
                        if self.nations[n as usize].1.country
                            && (first..middle).all(|token| self.part(token).is(Part::COMPASS.or(Part::LEAD))) =>
                    {
                        self.part(middle - 1).is(Part::COMPASS)
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

    /// "Israel Katz": whether the word at `surname`, behind a place's name, makes the two a person's. It does
    /// behind a title, and where the place is a given name too and the word a surname.
    fn given_and_surname(&self, surname: usize, titled: bool) -> bool {
        let word = self.part(surname);
        let name = !word.is(Part::ORDINARY.or(Part::HEAD).or(Part::FUNCTION).or(Part::CALENDAR).or(Part::TITLE))
            && !self.tokens[surname].shape.all_caps()
            && self.upper(surname);
        name && (titled || (self.part(surname - 1).is(Part::FORENAME) && word.is(Part::SURNAME)))
    }

    /// Whether the left-over ends with an "of" or "for" that goes on with what follows.
    fn opened(&self, first: usize, last: usize) -> bool {
        let word = |token: usize| self.tokens[token].span.of(self.text);
        let the = usize::from(last - first > 2 && word(last - 1) == "the");
        // "Foreign Ministry of Russia": a bare body and its country.
        let start = first + usize::from(self.part(first).is(Part::FUNCTION) && last - first > 2);
        let bare = last - start == 3 + the && self.part(start).is(Part::MODIFIER) && self.part(start + 1).is(Part::BODY);
        last - first > 1 + the && !bare && matches!(word(last - 1 - the), "of" | "for") && self.upper(first)
    }

    /// Whether these are ordinary words whose capitals nothing but a name explains.
    fn deliberate(&self, first: usize, last: usize) -> bool {
        let other = Part::TITLE.or(Part::FUNCTION).or(Part::CALENDAR).or(Part::GIVEN).or(Part::SIGN).or(Part::FORENAME);
        (first..last).all(|token| {
            self.upper(token) && self.ordinary(token) && !self.part(token).is(other) && !self.tokens[token].shape.all_caps()
        })
    }

    /// Parts a person from the body or place named just before: "NASA Bill Ingalls", "Governor of Washington
    /// Chris Gregoire". A common given name in the middle says where the person begins.
    fn part_persons(&self, groups: &mut Vec<(Label, usize, usize)>) {
        for n in 0..groups.len() {
            let (label, first, last) = groups[n];
            if label != Label::Free || last - first < 3 {
                continue;
            }
            let titled = n == 0 && self.behind_title(first);
            let person = |&token: &usize| {
                let acronym = self.tokens[token - 1].shape.all_caps() && self.tokens[token - 1].span.len() > 2;
                let parted = (acronym && token - first == 1 && !self.part(first).is(Part::LEAD)) || titled;
                parted
                    && self.part(token).is(Part::FORENAME)
                    && !self.part(token).is(Part::HEAD)
                    && !self.tokens[token].shape.all_caps()
                    && self.upper(token + 1)
                    && self.tokens[token].before.only(Gap::SPACE)
                    && self.tokens[token + 1].before.has(Gap::SPACE)
                    && !(token + 1..last).any(|word| self.part(word).is(Part::HEAD))
            };
            if let Some(token) = (first + 1..last - 1).find(person) {
                groups[n].2 = token;
                groups.insert(n + 1, (Label::Free, token, last));
                return;
            }
        }
    }

    /// Whether the token goes on with a body's name: "Chamber *of* Commerce".
    fn particle_of(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|word| matches!(word.span.of(self.text), "of" | "for"))
    }

    /// Whether a title and "of" or "for" stand before the token: "Minister for the".
    fn behind_title(&self, token: usize) -> bool {
        let word = |back: usize| token.checked_sub(back).map(|at| self.tokens[at].span.of(self.text));
        let the = usize::from(word(1) == Some("the"));
        matches!(word(1 + the), Some("of" | "for")) && token >= 2 + the && self.part(token - 2 - the).is(Part::TITLE)
    }

    /// Whether these tokens are a numbered part of something: "Figure 2", "Phase III", "Appendix B".
    fn numbered(&self, first: usize, last: usize) -> bool {
        let next = first + 1;
        self.part(first).is(Part::NUMBERED)
            && last - first <= 2
            && self.tokens.get(next).is_some_and(|number| {
                let letter = number.span.len() == 1 && number.shape.has(Shape::UPPER);
                let counts = number.shape.has(Shape::DIGIT) || letter || self.part(next).is(Part::SIGN);
                counts && number.before.only(Gap::SPACE)
            })
    }

    /// What is left of a left-over without the words around it that are no part of a name.
    fn trim(&self, mut first: usize, mut last: usize) -> Option<(usize, usize)> {
        let caps = |token: usize| self.tokens[token].shape.all_caps();
        let (start, end) = (first, last);
        let outside = |token: usize| {
            let part = self.part(token);
            if self.month_named(token, end) {
                return false;
            }
            (part.is(Part::FUNCTION) && !caps(token))
                || !self.latin(token)
                || (part.is(Part::SIGN) && !self.ordinal(start, token))
                || (part.is(Part::CALENDAR) && !part.is(Part::GIVEN) && self.upper(token))
        };
        while first < last {
            if self.numbered(first, last) {
                return None;
            }
            let (part, upper) = (self.part(first), self.upper(first));
            let word_only = self.initial(first)
                && (self.ordinary(first)
                    || (last - first > 1 && self.derived(first) && self.tokens[first + 1].before.only(Gap::SPACE)))
                && !caps(first)
                && last - first > 1;
            let sunday_times = part.is(Part::WEEKDAY)
                && last - first == 2
                && self.part(first + 1).is(Part::BODY)
                && self.tokens[first + 1].before.only(Gap::SPACE);
            let belongs = last - first > 1
                && ((part.is(Part::GIVEN.or(Part::FORENAME)) && (!self.ordinary(first + 1) || self.part(first + 1).is(Part::SURNAME)))
                    || (part.is(Part::MODIFIER.or(Part::HEAD)) && !self.headline[first] && self.part(first + 1).is(Part::HEAD))
                    || part.is(Part::LEAD)
                    || (part.is(Part::OPENS) && !self.upper(first + 1) && self.particle_of(first + 1))
                    || sunday_times
                    // "S. Bucknor", "F-16"
                    || (self.tokens[first].span.len() == 1 && !self.tokens[first + 1].before.only(Gap::SPACE))
                    || (part.is(Part::COMPASS) && part.is(Part::COMMON) && !self.ordinary(first + 1) && first + 2 == last)
                    // "Space Shuttle Endeavour": no capital but a name's stands before another.
                    || (self.deliberate(first + 1, first + 2) && !self.headline[first]));
            // "pro-Assad", "R-Idaho"
            let state = self.tokens[first].span.len() == 1 && last - first > 1 && self.part(first + 1).is(Part::CITY);
            let prefix =
                (part.is(Part::PREFIX) || state) && self.tokens.get(first + 1).is_some_and(|next| next.before.only(Gap::DASH));
            let particle_alone = !upper && last - first == 1;
            if outside(first) && !(part.is(Part::GIVEN) && last - first > 1) && !sunday_times
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
            let closes = last - first > 1 && self.part(last - 1).is(Part::HEAD.or(Part::COMPANY));
            let word_only = self.headline[last - 1] && self.ordinary(last - 1) && !closes;
            let dangling =
                !self.upper(last - 1) && !self.tokens[last - 1].shape.has(Shape::DIGIT) && !self.syllable(first, last - 1);
            // "T-shirt", "X-ray"
            let next = self.tokens.get(last).filter(|next| next.before.only(Gap::DASH) && !next.shape.has(Shape::UPPER));
            let letter = next.is_some() && self.tokens[last - 1].span.len() == 1;
            // "Miriam O'Dowd QC"
            let behind = last - first > 1 && self.part(last - 1).is(Part::TITLE) && self.tokens[last - 1].shape.all_caps();
            if (outside(last - 1) && !self.part(last - 1).is(Part::GIVEN) && !self.surname_of_one(first, last))
                || (self.part(last - 1).is(Part::CALENDAR) && self.upper(last - 1) && !self.month_named(last - 1, last))
                || letter
                || behind
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

    /// Whether the token is the Roman number of a ruler: "Elizabeth II".
    fn ordinal(&self, first: usize, token: usize) -> bool {
        token > first
            && self.upper(token)
            && !self.ordinary(token - 1)
            && self.tokens[token].before.only(Gap::SPACE)
            && self.tokens[token].span.of(self.text).bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
    }

    /// Whether a month's name is a person's here: "April Jones", "Theresa May", "May said". A preposition before
    /// it or a number beside it makes it a date.
    fn month_named(&self, token: usize, last: usize) -> bool {
        const NAMES: [&str; 4] = ["May", "April", "June", "August"];
        let word = self.tokens[token].span.of(self.text);
        if !self.part(token).is(Part::MONTH) || !NAMES.contains(&word) {
            return false;
        }
        let number = |token: Option<usize>| token.and_then(|at| self.tokens.get(at)).is_some_and(|at| at.shape.has(Shape::DIGIT));
        if number(token.checked_sub(1)) || number(Some(token + 1)) {
            return false;
        }
        let before = token.checked_sub(1).filter(|_| self.tokens[token].before.only(Gap::SPACE));
        let behind_forename =
            before.is_some_and(|before| self.upper(before) && self.part(before).is(Part::FORENAME.or(Part::GIVEN)));
        if token + 1 == last {
            return behind_forename || (before.is_none_or(|before| !self.dates(before)) && self.spoken(token));
        }
        let surname = |part: Part| !part.is(Part::ORDINARY.or(Part::CALENDAR).or(Part::FORENAME).or(Part::CITY));
        token + 2 == last
            && (!self.initial(token) || self.acts(token + 1))
            && surname(self.part(token + 1))
            && self.upper(token + 1)
            && before.is_none_or(|before| !self.dates(before))
    }

    /// Whether the word leads up to a date.
    fn dates(&self, token: usize) -> bool {
        let word = self.tokens[token].span.of(self.text);
        [
            "in", "on", "of", "since", "by", "until", "from", "last", "this", "next", "early", "late", "mid", "to", "and",
            "before", "after", "during", "every",
        ]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
    }

    /// Whether the last of these words, a word of the language itself, is the surname of a person: "James To",
    /// "Omar Farouk Said".
    fn surname_of_one(&self, first: usize, last: usize) -> bool {
        let token = last - 1;
        last - first > 1
            && self.part(token).is(Part::FUNCTION)
            && !self.headline[token]
            && self.tokens[token].span.len() > 1
            && self.tokens[token].before.only(Gap::SPACE)
            && self.part(first).is(Part::FORENAME.or(Part::GIVEN))
            && !self.text[self.tokens[token].span.end as usize..].starts_with(':')
            && !matches!(
                self.tokens[token].span.of(self.text),
                "The"
                    | "A"
                    | "He"
                    | "She"
                    | "It"
                    | "They"
                    | "We"
                    | "In"
                    | "On"
                    | "At"
                    | "As"
                    | "After"
                    | "When"
                    | "But"
                    | "And"
                    | "If"
                    | "For"
            )
    }

    /// Whether a verb of saying stands behind the token or before it.
    fn spoken(&self, token: usize) -> bool {
        let says = |at: usize| self.part(at).is(Part::SPEECH) && !self.upper(at);
        let next = self.tokens.get(token + 1).is_some_and(|next| next.before.only(Gap::SPACE) && says(token + 1));
        next || (token > 0 && self.tokens[token].before.only(Gap::SPACE) && says(token - 1))
    }

    /// Whether what stands behind the token makes it a subject or an owner: "Cook said", "Price, who", "Park’s".
    fn acts(&self, token: usize) -> bool {
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
    fn currency(&self, last: usize) -> bool {
        let token = self.tokens[last - 1];
        let after = &self.text.as_bytes()[token.span.end as usize..];
        token.shape.all_caps()
            && (after.starts_with(b"$") || matches!(after, [b'.', letter, b')', ..] if letter.is_ascii_uppercase()))
    }

    /// Where a name ends: behind its last token, and the full stop of an abbreviation with which its sentence
    /// goes on ("Korvax Inc. said"), or the end of its web address ("Gawker.com").
    fn end_of(&self, last: usize) -> u32 {
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
        let goes_on = after[1..].trim_start().starts_with(|c: char| c.is_lowercase() || c == ',') && next.before.has(Gap::SPACE);
        if abbreviation && goes_on { end + 1 } else { end }
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

    fn push(&mut self, span: Span, tokens: (usize, usize), what: What, titled: bool) {
        let (first, last) = tokens;
        let head = self.part(last - 1);
        let mut cues = Cues::default();
        cues.add(Cues::INITIAL, self.initial(first));
        cues.add(Cues::HEADLINE, self.headline[first]);
        cues.add(Cues::TITLED, titled);
        let derived = last - first == 1 && self.initial(first) && what == What::Unknown && self.derived(first);
        cues.add(Cues::ORDINARY, derived || (first..last).all(|token| self.ordinary(token) || !self.upper(token)));
        cues.add(Cues::ACRONYM, last - first == 1 && self.tokens[first].shape.all_caps());
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
        cues.add(Cues::EVENT, head.is(Part::EVENT) || lead.is(Part::EVENT));
        cues.add(Cues::DESIGNATION, last - first > 1 && self.tokens[last - 1].shape.has(Shape::DIGIT));
        cues.add(Cues::INTRODUCED, self.introduced(span, tokens));
        cues.add(Cues::LOCATED, self.located(first));
        let generic = Part::HEAD.or(Part::COMPASS).or(Part::TITLE).or(Part::FUNCTION);
        // "Labour", a party, has no article; "the Foreign, Home and …" has.
        let bare = first > 0 && self.tokens[first].before.only(Gap::SPACE) && !self.part(first - 1).is(Part::FUNCTION);
        let generic = if bare { generic } else { generic.or(Part::MODIFIER).or(Part::TITLE_OF) };
        let before_title = self.labels.get(last) == Some(&Label::Title) && self.tokens[last].before.only(Gap::SPACE);
        let listed = self.tokens[first].before.has(Gap::CLOSE);
        cues.add(Cues::UNIQUE, last - first == 1 && head.is(Part::UNIQUE));
        cues.add(Cues::OFFICIAL, last - first == 1 && (head.is(generic) || before_title || listed || self.behind_title(first)));
        cues.add(Cues::SCORE, self.scores(last));
        let team = last - first > 1 && self.ordinary(last - 1) && !self.part(first).is(Part::FORENAME.or(Part::GIVEN));
        cues.add(Cues::TEAM, team && !head.is(Part::HEAD) && self.text[..span.end as usize].ends_with('s'));
        cues.add(Cues::ACTS, self.acts(last - 1));
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
        cues.add(Cues::CITY, self.place_known(whole));
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

    /// Adds the titles that the gazetteer lists and puts everything in order.
    pub fn finish(&mut self) {
        for post in &self.posts {
            let next = self.found.items.partition_point(|item| item.tokens.0 < post.last);
            let follows = self.found.items.get(next).is_some_and(|item| {
                let before = self.tokens[item.tokens.0 as usize].before;
                item.tokens.0 == post.last && before.only(Gap::SPACE.or(Gap::LINE).or(Gap::SQUARE))
            });
            self.found.titles.push(TitleItem { span: post.span, post: Some(post.form), before: follows.then_some(next as u32) });
        }
        self.found.titles.sort_by_key(|title| title.span);
    }
}

/// The span with the bracket that closes an insertion at its start.
fn known_brackets(text: &str, span: Span) -> Span {
    let opens = text[..span.start as usize].ends_with('[') && span.of(text).contains(']');
    Span::new(span.start - u32::from(opens), span.end)
}
