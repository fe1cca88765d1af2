//! Names and texts made from a fixed seed: the same on every machine.

use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

use nomenclator_core::gazetteer::{Gazetteer, Kind};
use nomenclator_core::reading::{self, Article, Context};
use nomenclator_core::settings::Settings;

/// A small generator of numbers (`xorshift64*`).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.throw(from.len())]
    }
}

/// Names of three kinds.
#[derive(Default)]
pub struct Names {
    pub people: Vec<String>,
    pub places: Vec<String>,
    pub bodies: Vec<String>,
}

const ONSETS: [&str; 28] = [
    "B", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Z", "Kh", "Sh", "Ch", "Gr", "Br", "Tr", "St", "Kr",
    "Al", "Am", "Os", "Iv", "Er",
];
const MIDDLES: [&str; 24] = [
    "a", "e", "i", "o", "u", "ar", "el", "im", "on", "ur", "av", "en", "ir", "ov", "ash", "ich", "and", "ost", "ali", "ana",
    "ere", "iko", "ora", "ula",
];
const GIVEN_ENDS: [&str; 14] = ["an", "el", "im", "a", "ey", "on", "ir", "ina", "as", "id", "oud", "iya", "ard", "ette"];
const FAMILY_ENDS: [&str; 18] = [
    "ov", "ev", "sky", "man", "son", "berg", "i", "adze", "enko", "oglu", "ian", "stein", "ez", "ini", "wala", "mann", "escu",
    "ski",
];
const PLACE_ENDS: [&str; 14] =
    ["abad", "grad", "ville", "ton", "stan", "iya", "burg", "ow", "ina", "sk", "pur", "ford", "ra", "dal"];
const BEFORE_PLACES: [&str; 8] = ["New", "North", "South", "Port", "San", "Beit", "Tel", "Upper"];
const BODIES: [&str; 14] = [
    "Ministry of",
    "Bank of",
    "University of",
    "Institute for",
    "Army of",
    "Council of",
    "Movement for",
    "Agency for",
    "Union of",
    "Front for",
    "Committee for",
    "Party of",
    "Institute of",
    "Association of",
];
const OBJECTS: [&str; 14] = [
    "Defence",
    "Justice",
    "Trade",
    "Research",
    "Unity",
    "Security",
    "Health",
    "Energy",
    "Freedom",
    "Agriculture",
    "Culture",
    "Reform",
    "Transport",
    "Industry",
];
const BODY_ENDS: [&str; 12] = [
    "Brigade",
    "Group",
    "Airlines",
    "Times",
    "Oil Company",
    "Holding",
    "Battalion",
    "News Agency",
    "Shipyard",
    "Foundation",
    "Bank",
    "Party",
];

impl Names {
    /// `count` different names: half people, a quarter places, a quarter bodies.
    pub fn made(count: usize) -> Names {
        let mut dice = Dice(0x1D_2018);
        let mut names = Names::default();
        let mut known = HashSet::new();
        let given: Vec<String> = (0..3_000).map(|_| word(&mut dice, &GIVEN_ENDS)).collect();
        while known.len() < count {
            let (name, list) = match known.len() % 4 {
                0 | 1 => {
                    let (given, family) = (&given[dice.throw(given.len())], word(&mut dice, &FAMILY_ENDS));
                    let name = match dice.throw(8) {
                        0 => format!("{given} al-{family}"),
                        1 => format!("{given} {}. {family}", (b'A' + dice.throw(26) as u8) as char),
                        _ => format!("{given} {family}"),
                    };
                    (name, &mut names.people)
                }
                2 => {
                    let place = word(&mut dice, &PLACE_ENDS);
                    let name = if dice.throw(4) == 0 { format!("{} {place}", dice.pick(&BEFORE_PLACES)) } else { place };
                    (name, &mut names.places)
                }
                _ => {
                    let place = word(&mut dice, &PLACE_ENDS);
                    let name = match dice.throw(3) {
                        0 => format!("{} {} of {place}", dice.pick(&BODIES), dice.pick(&OBJECTS)),
                        1 => format!("{place} {}", dice.pick(&BODY_ENDS)),
                        _ => format!("{} {place}", dice.pick(&BODIES)),
                    };
                    (name, &mut names.bodies)
                }
            };
            if known.insert(name.clone()) {
                list.push(name);
            }
        }
        names
    }

    /// A gazetteer file with an entry for each.
    pub fn toml(&self) -> String {
        let mut toml = String::new();
        for (kind, names) in [("person", &self.people), ("place", &self.places), ("organisation", &self.bodies)] {
            for (n, name) in names.iter().enumerate() {
                writeln!(toml, "[made-{kind}-{n}]\nkind = \"{kind}\"\nname = \"{name}\"").expect("a string grows");
            }
        }
        toml
    }

    /// One of that kind, where there are such.
    fn one(&self, kind: Kind, dice: &mut Dice) -> Option<&str> {
        let list = match kind {
            Kind::Person => &self.people,
            Kind::Place => &self.places,
            Kind::Organisation => &self.bodies,
            _ => return None,
        };
        Some(&list[dice.throw(list.len())])
    }
}

fn word(dice: &mut Dice, ends: &[&str]) -> String {
    let mut word = dice.pick(&ONSETS).to_owned();
    for _ in 0..=dice.throw(3) {
        word.push_str(dice.pick(&MIDDLES));
    }
    word + dice.pick(ends)
}

/// Paragraphs of real prose, with the places of the names in them.
pub struct Prose {
    paragraphs: Vec<Template>,
}

/// A paragraph and the places of the names in it.
type Template = (String, Vec<(Range<usize>, Kind)>);

impl Prose {
    /// The paragraphs of some articles. The gazetteer finds the names.
    pub fn new(articles: &[String], gazetteer: &Gazetteer) -> Prose {
        let settings = Settings::default();
        let mut paragraphs = Vec::new();
        for paragraph in articles.iter().flat_map(|article| article.split("\n\n")) {
            let article = Article { path: "a.txt", text: paragraph, listed_date: None };
            let reading = reading::read(article, Context { gazetteer, settings: &settings });
            let names = reading.mentions.iter().map(|mention| (mention.span.range(), mention.kind)).collect();
            paragraphs.push((paragraph.to_owned(), names));
        }
        Prose { paragraphs }
    }

    /// An article of at least that many bytes: paragraphs drawn by lot, every other name in them put in place
    /// of another of its kind.
    pub fn article(&self, bytes: usize, names: &Names, dice: &mut Dice) -> String {
        let mut text = String::with_capacity(bytes + 1024);
        while text.len() < bytes {
            let (paragraph, places) = &self.paragraphs[dice.throw(self.paragraphs.len())];
            let mut done = 0;
            for (place, kind) in places {
                let Some(name) = names.one(*kind, dice).filter(|_| dice.throw(2) == 0) else { continue };
                text.push_str(&paragraph[done..place.start]);
                text.push_str(name);
                done = place.end;
            }
            text.push_str(&paragraph[done..]);
            text.push_str("\n\n");
        }
        text
    }

    /// The same without a name: what is left of the paragraphs, in lower case.
    pub fn without_names(&self, bytes: usize, dice: &mut Dice) -> String {
        let mut text = String::with_capacity(bytes + 1024);
        while text.len() < bytes {
            let (paragraph, places) = &self.paragraphs[dice.throw(self.paragraphs.len())];
            let mut done = 0;
            for (place, _) in places {
                text.push_str(&paragraph[done..place.start].to_lowercase());
                text.push_str("somebody");
                done = place.end;
            }
            text.push_str(&paragraph[done..].to_lowercase());
            text.push_str("\n\n");
        }
        text
    }
}

/// Hardly anything but names.
pub fn list_of_names(bytes: usize, names: &Names, dice: &mut Dice) -> String {
    let mut text = String::with_capacity(bytes + 1024);
    while text.len() < bytes {
        let kind = [Kind::Person, Kind::Place, Kind::Organisation][dice.throw(3)];
        text.push_str(names.one(kind, dice).unwrap_or_default());
        text.push_str(["; ", ", ", " and ", " met ", ".\n", ".\n\n"][dice.throw(6)]);
    }
    text
}
