//! What quotation marks say of names: a nickname stands in them inside a person's name, and the title of a
//! work between them.

use super::lexicon::Part;
use super::paragraph::{Label, Paragraph};
use crate::text::token::{Gap, Shape};

/// The most words of a work's title.
const LONGEST: usize = 9;

/// The words that the title of a work writes small, where they do not begin it.
const SMALL: [&str; 22] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "with", "by", "over", "under", "into", "upon", "through",
    "without", "between", "and", "or", "as",
];

impl Paragraph<'_> {
    /// Whether the token goes on with a person's name across a quotation mark: the nickname in "Lito “Boy” Ocampo", or
    /// the surname behind it.
    pub fn nicknamed(&self, token: usize) -> bool {
        let marked = |token: usize| {
            self.tokens.get(token).is_some_and(|word| word.before.only(Gap::SPACE.or(Gap::QUOTE)) && word.before.has(Gap::QUOTE))
        };
        let spaced = |token: usize| self.text[..self.tokens[token].span.start as usize].ends_with(char::is_whitespace);
        let free = |token: usize| self.upper(token) && self.labels[token] == Label::Free;
        let name = |token: usize| free(token) && !self.part(token).is(Part::FUNCTION.or(Part::TITLE).or(Part::HEAD));
        let opens = |token: usize| marked(token) && !spaced(token) && token > 0 && name(token - 1);
        let surname = |token: usize| !self.ordinary(token) || self.part(token).is(Part::SURNAME);
        let closes = |token: usize| marked(token) && spaced(token) && name(token) && surname(token);
        // One word or two between the marks.
        let whole = |first: usize, last: usize| {
            let given = first.checked_sub(1).is_some_and(|given| self.part(given).is(Part::FORENAME) || !self.listed(given));
            opens(first) && given && (first..last).all(free) && closes(last)
        };
        let two = |first: usize| self.tokens.get(first + 1).is_some_and(|word| word.before.only(Gap::SPACE));
        whole(token, token + 1)
            || (two(token) && whole(token, token + 2))
            || (token > 0 && whole(token - 1, token))
            || (token > 1 && two(token - 2) && whole(token - 2, token))
    }

    /// Where the title of a work ends that begins at the token: capitalised words with a small one among them, or
    /// behind their article, between quotation marks ("The Turn of the Screw").
    pub fn work_at(&self, first: usize) -> Option<usize> {
        let start = self.tokens[first];
        if !start.before.has(Gap::QUOTE) || !start.shape.has(Shape::UPPER) || self.headline[first] {
            return None;
        }
        let opened = self.text[..start.span.start as usize].chars().next_back()?;
        if !matches!(opened, '"' | '\'' | '“' | '‘' | '„' | '«') {
            return None;
        }
        let word = |token: usize| self.tokens[token].span.of(self.text);
        let mut last = first + 1;
        while self.tokens.get(last).is_some_and(|next| next.before.only(Gap::SPACE.or(Gap::DASH)) && last - first < LONGEST)
            && (self.upper(last) || SMALL.contains(&word(last)))
        {
            last += 1;
        }
        let after = self.text[self.tokens[last - 1].span.end as usize..].trim_start_matches([',', '!', '?']);
        if !after.starts_with(['"', '\'', '”', '’', '»']) || !self.upper(last - 1) {
            return None;
        }
        let article = matches!(word(first), "The" | "A" | "An");
        let small = article || (first..last).any(|token| !self.upper(token) && word(token) != "and");
        let capitals = (first..last).filter(|&token| self.upper(token) && !self.part(token).is(Part::FUNCTION)).count();
        let named =
            |from: usize| self.labels[from] != Label::Free && self.labels[from..last].iter().all(|l| *l == self.labels[from]);
        let office = self.part(first + usize::from(article)).is(Part::TITLE);
        let bare = last - first == 2 && article;
        let body = bare && self.part(last - 1).is(Part::HEAD.or(Part::UNIQUE));
        let known = named(first) || (article && named(first + 1)) || (bare && !self.ordinary(last - 1));
        (small && capitals > usize::from(!article) && !known && !office && !body).then_some(last)
    }
}
