//! Persons: given name, middle names and surname.

use super::{PERSON, hyphened, keyed, tokens};
use crate::reading::lexicon::{self, Part};
use crate::reading::licensed::Licence;
use crate::text::fold;
use crate::text::token::{Gap, Shape, Token};

/// A person's name of two words or more.
pub(super) struct Person {
    given: String,
    middle: Vec<String>,
    surname: String,
}

/// The Arabic article as it is written before a surname, with a hyphen or without, or left out.
const ARTICLES: [&str; 10] = ["al", "el", "ul", "as", "ad", "an", "ar", "ash", "at", "az"];

/// Words behind a person's name.
pub(super) const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Given names and their short forms, as English ones go.
const SHORT_FORMS: [(&str, &[&str]); 24] = [
    ("alexander", &["alex"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony"]),
    ("benjamin", &["ben", "benny"]),
    ("christopher", &["chris"]),
    ("daniel", &["dan", "danny"]),
    ("david", &["dave"]),
    ("donald", &["don"]),
    ("edward", &["ed", "eddie", "ted"]),
    ("elizabeth", &["liz", "beth"]),
    ("gregory", &["greg"]),
    ("james", &["jim", "jimmy"]),
    ("jeffrey", &["jeff"]),
    ("joseph", &["joe", "joey"]),
    ("kenneth", &["ken"]),
    ("michael", &["mike", "mick"]),
    ("nicholas", &["nick"]),
    ("patrick", &["pat"]),
    ("richard", &["rick", "dick"]),
    ("robert", &["rob", "bob", "bobby"]),
    ("ronald", &["ron"]),
    ("stephen", &["steve"]),
    ("thomas", &["tom", "tommy"]),
    ("william", &["will", "bill", "billy"]),
];

impl Person {
    pub(super) fn of(form: &str) -> Option<Person> {
        Person::of_tokens(form, &tokens(form))
    }

    /// The person of a name that has these tokens.
    pub(super) fn of_tokens(form: &str, tokens: &[Token]) -> Option<Person> {
        if !(2..=6).contains(&tokens.len()) || !tokens[0].shape.has(Shape::UPPER) {
            return None;
        }
        let word = |(n, token): (usize, &Token)| {
            let word = fold::fold(token.span.of(form)).replace('.', "");
            let article = n > 0 && ARTICLES.contains(&&*fold::fold(tokens[n - 1].span.of(form)));
            if hyphened(token) && !article { format!("-{word}") } else { word }
        };
        // A nickname in quotation marks stands beside the name: "James “Mad Dog” Mattis".
        let mut marks = 0;
        let own = |token: &Token| {
            marks += u32::from(token.before.has(Gap::QUOTE));
            marks % 2 == 0
        };
        let own: Vec<bool> = tokens.iter().map(own).collect();
        let own = tokens.iter().enumerate().filter(|(n, _)| own[*n]);
        let mut words: Vec<String> = own.map(word).collect();
        if words.len() < 2 {
            return None;
        }
        while words.len() > 2 && words.last().is_some_and(|last| GENERATIONS.contains(&&**last)) {
            words.pop();
        }
        let surname = words.pop()?;
        let mut words = words.into_iter();
        let given = words.next()?;
        let middle = words.filter(|word| !lexicon::part(fold::hash_folded(word.as_bytes())).is(Part::PARTICLE)).collect();
        Some(Person { given, middle, surname })
    }

    /// The keys of a person: with the long form of the given name, and with its initial.
    pub(super) fn keys(&self) -> [u64; 2] {
        let key = |given: &str| fold::hash_joined(keyed(PERSON, given), fold::hash_folded(self.surname.as_bytes()));
        [key(long_form(&self.given)), key(&initial(&self.given))]
    }

    /// How this person's name licenses the other form.
    pub(super) fn licence(&self, form: &Person) -> Option<Licence> {
        if self.surname != form.surname {
            return None;
        }
        // Of several middle names in both, each must be the other's or its initial.
        let short = |a: &str, b: &str| a == b || a == initial(b) || initial(a) == b;
        let both = !self.middle.is_empty() && !form.middle.is_empty();
        let agree = self.middle.len() == form.middle.len() && self.middle.iter().zip(&form.middle).all(|(a, b)| short(a, b));
        if both && !agree {
            return None;
        }
        let more = !both && form.middle.iter().any(|middle| middle.chars().count() > 1);
        match () {
            () if self.given == form.given && !more => Some(Licence::Middle),
            () if self.given == form.given => Some(Licence::Inserted),
            () if long_form(&self.given) == long_form(&form.given) => Some(Licence::Diminutive),
            () if form.given == initial(&self.given) && form.given != self.given => Some(Licence::Initial),
            () => None,
        }
    }
}

fn long_form(given: &str) -> &str {
    SHORT_FORMS.iter().find(|(_, short)| short.contains(&given)).map_or(given, |(long, _)| long)
}

fn initial(word: &str) -> String {
    word.chars().take(1).collect()
}
