//! Cuts a run of capitals into candidates.
//!
//! The run is cut at the known names, demonyms and titles in it. What is left over is an unknown
//! name, joined to a neighbour where the two make a longer name ("World Israel News", "Free Syrian
//! Army"), and trimmed of the words around it that are no part of one. Whether it really is a name is
//! settled with the whole document in sight ([`super::resolve`]); here it only gets its cues ([`super::cues`]).

use super::candidate::{Cues, TitleItem, What};
use super::lexicon::Part;
use super::licensed;
use super::paragraph::{Label, Paragraph};
use crate::gazetteer::Kind;
use crate::text::Span;
use crate::text::token::{Gap, Shape};

impl Paragraph<'_> {
    /// Cuts a run at its known names, demonyms and titles, and adds the items.
    pub fn read_run(&mut self, start: usize, end: usize) {
        self.label_titles(start, end);
        let mut groups = std::mem::take(&mut self.groups);
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
        for (label, first, last) in groups.drain(..) {
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
                    if let Some((first, last)) =
                        self.trim(first, last).filter(|&(first, last)| !self.currency(last) && !self.zone(first, last))
                    {
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
        self.groups = groups;
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
            let mut last = self.title_end(token + 1, end);
            // "Deputy Foreign Minister", "GOC Operations Maj.-Gen.": on to the next head, over what belongs to it.
            let free = |token: usize, part: Part| {
                token < end && self.labels[token] == Label::Free && self.part(token).is(part) && self.upper(token)
            };
            loop {
                let belongs = Part::MODIFIER.or(Part::TITLE_OF).or(Part::TITLE_WORD);
                let between = (last..end).take_while(|&token| free(token, belongs)).count();
                match (last..=last + between).rev().find(|&token| free(token, Part::TITLE)) {
                    Some(head) => last = self.title_end(head + 1, end),
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
            // "Private Securities Litigation Reform Act": a rank that is an adjective too, before ordinary words.
            let adjective = matches!(self.tokens[token].span.of(self.text), "Private" | "General" | "Major" | "Principal")
                && last == token + 1
                && rest > last + 1
                && self.part(rest - 1).is(Part::HEAD)
                && (last..rest).all(|token| self.ordinary(token) && !self.part(token).is(Part::TITLE));
            let surname = first == token && rest == token + 1 && self.is_surname(start, token);
            if !heads && !given && !hyphened && !adjective && !surname {
                self.labels[first..last].fill(Label::Title);
            }
            token = rest.max(last);
        }
    }

    /// Whether the word of a title is a surname: a given name, and no more, stands before it, and no name behind:
    /// "John Bishop".
    fn is_surname(&self, start: usize, token: usize) -> bool {
        let given = token.checked_sub(1).filter(|&given| given >= start);
        given.is_some_and(|given| {
            let part = self.part(given);
            // The "Angeles" of "Los Angeles Sheriff" is none.
            let alone = given == start || self.part(given - 1).is(Part::FORENAME);
            part.is(Part::FORENAME)
                && alone
                && !part.is(Part::CITY.or(Part::TITLE).or(Part::MODIFIER).or(Part::FUNCTION))
                && self.labels[given] == Label::Free
                && self.tokens[token].before.only(Gap::SPACE)
                && !self.headline[token]
                && !self.tokens[token].shape.all_caps()
        })
    }

    /// Where a title ends whose head ends at `last`: behind "Executive", "of State", "for Health".
    fn title_end(&self, mut last: usize, end: usize) -> usize {
        /// What closes a title behind its head: "Chief Executive", "Private First Class".
        const ENDS: [&str; 7] = ["Executive", "First", "Class", "Designate", "Elect", "Emeritus", "Emerita"];
        let free = |token: usize, part: Part| {
            token < end && self.labels[token] == Label::Free && self.part(token).is(part) && self.upper(token)
        };
        let word = |token: usize| self.tokens[token].span.of(self.text);
        while last < end && self.labels[last] == Label::Free && ENDS.contains(&word(last)) {
            last += 1;
        }
        while last + 1 < end && matches!(word(last), "of" | "for") && self.part(last + 1).is(Part::TITLE_OF) {
            let article = word(last + 1) == "the";
            last += 2;
            if article {
                break;
            }
            // "for Human Rights", "for Work and Pensions"
            while free(last, Part::TITLE_OF) && !free(last, Part::TITLE)
                || (last + 1 < end && word(last) == "and" && free(last + 1, Part::TITLE_OF) && !free(last + 1, Part::TITLE))
            {
                last += if word(last) == "and" { 2 } else { 1 };
            }
        }
        last
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
            let closes = left != Label::Free && right == Label::Free && self.closes_company(left, middle, last);
            let joins = (adjoining || closes)
                && match (left, right) {
                    _ if closes => true,
                    // "Bank of Israel", "Embassy of France"
                    (Label::Free, Label::Nation(_) | Label::Known(_)) if self.opened(first, middle) => true,
                    // "British Red Cross", "U.S. Special Operations"
                    (Label::Nation(_) | Label::Known(_), Label::Free)
                        if last - middle > 1 && self.is_nation(left, first, middle) && self.deliberate(middle, last) =>
                    {
                        true
                    }
                    // "Christian Berge": a faith, and a name that is no word
                    (Label::Nation(n), Label::Free)
                        if !self.nations[n as usize].1.country
                            && self.part(first).is(Part::GIVEN)
                            && last - middle == 1
                            && !self.listed(middle)
                            && !self.tokens[middle].shape.all_caps() =>
                    {
                        true
                    }
                    // "U.S. Food and Drug Administration", where the body is listed without its country
                    (Label::Nation(_) | Label::Known(_), Label::Known(_)) => {
                        self.is_nation(left, first, middle) && self.body_of_nation(first, middle, last)
                    }
                    // Two left-overs side by side: an earlier step has joined one, "World Israel" before "News".
                    (Label::Nation(_) | Label::Free, Label::Free) => {
                        headed(middle, last)
                            || (left == Label::Free && self.opened(first, middle - 1) && self.deliberate(middle, last))
                    }
                    (Label::Known(name), Label::Free) => {
                        let name = &self.known[name as usize];
                        let titled = n > 0 && groups[n - 1].0 == Label::Title;
                        let place = name.last - name.first == 1 && name.may_be(Kind::Place, self.gazetteer.tables());
                        // "Trump Tower", "Shinzo Abe Bridge"
                        let bearer = name.last - name.first == 1 || name.may_be(Kind::Person, self.gazetteer.tables());
                        let heads = last - middle <= 2 && (middle..last).all(|token| self.part(token).is(Part::BODY));
                        (headed(middle, last) && bearer)
                        // "Argyll and Bute Council"
                        || (heads && name.may_be(Kind::Place, self.gazetteer.tables()))
                        || (self.english && place && last - middle == 1 && self.given_and_surname(middle, titled))
                    }
                    (Label::Free, Label::Known(name)) => {
                        let name = &self.known[name as usize];
                        let names = self.gazetteer.tables();
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
                            || (self.is_nation(right, middle, last) && self.branch(first, middle, last))
                    }
                    // "Western Australia", "New South Wales"
                    (Label::Free, Label::Nation(n))
                        if self.nations[n as usize].1.country
                            && (first..middle).all(|token| self.part(token).is(Part::COMPASS.or(Part::LEAD))) =>
                    {
                        self.part(middle - 1).is(Part::COMPASS)
                    }
                    (Label::Free, Label::Nation(n)) if self.nations[n as usize].1.country && self.branch(first, middle, last) => {
                        true
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

    /// Whether these are the legal form of the known body before them: "Telvora *Inc*".
    fn closes_company(&self, known: Label, first: usize, last: usize) -> bool {
        let Label::Known(name) = known else { return false };
        let joined = self.tokens[first].before.only(Gap::SPACE.or(Gap::COMMA).or(Gap::AMPERSAND));
        let person = self.known[name as usize].names(self.gazetteer.tables()).all(|used| used.kind == Kind::Person);
        joined && !person && (first..last).all(|token| self.part(token).is(Part::COMPANY) && self.upper(token))
    }

    /// Whether the label is that of a nation's word or name, listed or not.
    fn is_nation(&self, label: Label, first: usize, last: usize) -> bool {
        match label {
            Label::Nation(_) => true,
            Label::Known(name) => {
                let known = &self.known[name as usize];
                last - first <= 2 && self.part(first).is(Part::NATION) && known.may_be(Kind::Place, self.gazetteer.tables())
            }
            _ => false,
        }
    }

    /// Whether the listed body from `middle` on is that of the nation named before it.
    fn body_of_nation(&self, first: usize, middle: usize, last: usize) -> bool {
        let words = last - middle > 1 && self.part(last - 1).is(Part::BODY) && self.ordinary(middle);
        let form = Span::new(self.tokens[first].span.start, self.tokens[last - 1].span.end).of(self.text);
        words && licensed::of(form, self.gazetteer).iter().any(|licensed| licensed.licence.stands_alone())
    }

    /// Whether these words and the country behind them name a body's branch there ("Vodafone *UK*", "Historic
    /// *England*"): where the two were two names, a comma would stand between them.
    fn branch(&self, first: usize, middle: usize, last: usize) -> bool {
        let other = Part::FUNCTION.or(Part::TITLE).or(Part::CALENDAR).or(Part::COMPASS).or(Part::LEAD);
        let other = other.or(Part::SIGN).or(Part::FORENAME).or(Part::SURNAME).or(Part::CITY).or(Part::PARTICLE);
        let follows = self.tokens.get(last).is_some_and(|next| {
            next.before.has(Gap::DASH) || (next.before.only(Gap::SPACE) && next.shape.has(Shape::UPPER.or(Shape::DIGIT)))
        });
        middle - first == 1
            && !follows
            && !self.headline[first]
            && self.upper(first)
            && !self.part(first).is(other)
            // "Health Canada", but "Former Yugoslavia"
            && (!self.part(first).is(Part::MODIFIER) || self.part(first).is(Part::TITLE_OF))
            && !(self.ordinary(first) && self.initial(first))
            && !self.tokens[first].shape.all_caps()
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
    pub fn behind_title(&self, token: usize) -> bool {
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
                    || (self.deliberate(first + 1, first + 2) && !self.part(first + 1).is(Part::LEAD) && !self.headline[first]));
            // "HEARTBROKEN Kerry-Ann Boyle": newspapers set the first word of an article so.
            let stressed = caps(first)
                && last - first > 1
                && self.tokens[first].span.len() >= 4
                && self.ordinary(first)
                && self.tokens[first].before.has(Gap::START.or(Gap::LINE))
                && !caps(first + 1)
                && self.tokens[first + 1].before.only(Gap::SPACE);
            // "pro-Assad", "R-Idaho"
            let state = self.tokens[first].span.len() == 1 && last - first > 1 && self.part(first + 1).is(Part::CITY);
            let prefix =
                (part.is(Part::PREFIX) || state) && self.tokens.get(first + 1).is_some_and(|next| next.before.only(Gap::DASH));
            let particle_alone = !upper && last - first == 1;
            if outside(first) && !(part.is(Part::GIVEN) && last - first > 1) && !sunday_times
                || (word_only && !belongs)
                || stressed
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

    /// Adds the titles that the gazetteer lists and puts everything in order.
    pub fn finish(&mut self) {
        for post in &self.posts {
            let next = self.found.items.partition_point(|item| item.tokens.0 < post.last);
            let follows = self.found.items.get(next).is_some_and(|item| {
                let before = self.tokens[item.tokens.0 as usize].before;
                item.tokens.0 == post.last && before.only(Gap::SPACE.or(Gap::LINE).or(Gap::SQUARE))
            });
            self.found.titles.push(TitleItem {
                span: post.span,
                post: Some(post.listed.form),
                before: follows.then_some(next as u32),
            });
        }
        self.found.titles.sort_by_key(|title| title.span);
    }
}

/// The span with the bracket that closes an insertion at its start.
fn known_brackets(text: &str, span: Span) -> Span {
    let opens = text[..span.start as usize].ends_with('[') && span.of(text).contains(']');
    Span::new(span.start - u32::from(opens), span.end)
}
