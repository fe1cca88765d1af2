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
use crate::gazetteer::Kind;
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
            // "Deputy Foreign Minister", "GOC Operations Maj.-Gen.": on to the next head, over what belongs to it.
            let free = |token: usize, part: Part| {
                token < end && self.labels[token] == Label::Free && self.part(token).is(part) && self.upper(token)
            };
            loop {
                let between = (last..end).take_while(|&token| free(token, Part::MODIFIER.or(Part::TITLE_OF))).count();
                match (last..=last + between).rev().find(|&token| free(token, Part::TITLE)) {
                    Some(head) => last = head + 1,
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
                    // Two left-overs side by side: an earlier step has joined one, "World Israel" before "News".
                    (Label::Nation(_) | Label::Free, Label::Free) => headed(middle, last),
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
        let in_title = |post: &Known| post.first as usize <= first && last <= post.last as usize;
        cues.add(
            Cues::OFFICE,
            self.posts[..self.posts.partition_point(|post| post.first as usize <= first)].last().is_some_and(in_title),
        );
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
        let plural = last - first == 1 && span.len() > 4 && !self.listed(first) && self.text[..span.end as usize].ends_with('s');
        let singular = plural.then(|| fold::hash_word(&self.text[span.start as usize..span.end as usize - 1]));
        self.found.items.push(Item {
            singular,
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
