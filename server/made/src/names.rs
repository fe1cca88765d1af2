//! Names of persons, places and bodies, put together from syllables, or places as they are in the world.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use crate::Dice;

/// The seed of the names: a corpus and the gazetteers made for it agree on them.
const SEED: u64 = 0x1D_2018;

/// Names of three kinds.
#[derive(Clone, Default, Debug)]
pub struct Names {
    /// "Given Family" and the like.
    pub people: Vec<String>,
    /// Towns and lands.
    pub places: Vec<String>,
    /// Ministries, banks, parties …
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
        let mut dice = Dice(SEED);
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
        for (kind, names) in self.by_kind() {
            for (n, name) in names.iter().enumerate() {
                writeln!(toml, "[made-{kind}-{n}]\nkind = \"{kind}\"\nname = \"{name}\"").expect("a string grows");
            }
        }
        toml
    }

    /// The same as JSON lines to import: persons with a year of birth, and every third entry with a second name.
    pub fn write_jsonl(&self, out: &mut impl io::Write) -> io::Result<()> {
        let mut dice = Dice(SEED);
        for (kind, names) in self.by_kind() {
            for (n, name) in names.iter().enumerate() {
                let mut entry = json!({ "id": format!("made-{kind}-{n}"), "kind": kind, "name": name });
                if kind == "person" {
                    entry["born"] = json!((1930 + dice.throw(70)).to_string());
                }
                if n % 3 == 0 {
                    entry["names"] = json!([second(kind, name)]);
                }
                writeln!(out, "{entry}")?;
            }
        }
        Ok(())
    }

    /// The name of an entry in JSON lines, and how many names it has.
    pub(crate) fn of_entry(line: &str) -> Result<(String, usize), String> {
        let entry: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
        let name = entry["name"].as_str().ok_or_else(|| format!("it has no name: {line}"))?;
        Ok((name.to_owned(), 1 + entry["names"].as_array().map_or(0, Vec::len)))
    }

    /// Those of that kind, where there are such.
    pub(crate) fn of_kind(&self, kind: &str) -> Option<&[String]> {
        self.by_kind().into_iter().find(|(of, list)| *of == kind && !list.is_empty()).map(|(_, list)| list)
    }

    fn by_kind(&self) -> [(&'static str, &[String]); 3] {
        [("person", &self.people), ("place", &self.places), ("organisation", &self.bodies)]
    }

    /// Hardly anything but names, at least so many bytes.
    pub fn list(&self, bytes: usize, dice: &mut Dice) -> String {
        let mut text = String::with_capacity(bytes + 1024);
        while text.len() < bytes {
            let names = self.by_kind()[dice.throw(3)].1;
            text.push_str(&names[dice.throw(names.len())]);
            text.push_str(["; ", ", ", " and ", " met ", ".\n", ".\n\n"][dice.throw(6)]);
        }
        text
    }
}

/// Another name of the same.
fn second(kind: &str, name: &str) -> String {
    match (kind, name.rsplit_once(' ')) {
        ("person", Some((given, family))) => format!("{family} {given}"),
        ("place", _) => format!("{name} City"),
        _ => format!("The {name}"),
    }
}

fn word(dice: &mut Dice, ends: &[&str]) -> String {
    let mut word = dice.pick(&ONSETS).to_owned();
    for _ in 0..=dice.throw(3) {
        word.push_str(dice.pick(&MIDDLES));
    }
    word + dice.pick(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_many_as_asked_for_and_all_different() {
        let names = Names::made(2_000);
        let all: HashSet<&String> = names.people.iter().chain(&names.places).chain(&names.bodies).collect();
        assert_eq!(all.len(), 2_000);
        let mut lines = Vec::new();
        names.write_jsonl(&mut lines).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        let count: usize = lines.lines().map(|line| Names::of_entry(line).unwrap().1).sum();
        assert!((2_660..2_680).contains(&count), "every third has two: {count}");
    }
}
