//! The prose of the sample corpus with other names in it.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Dice, Names};

/// Paragraphs of real prose, with the places of the names in them.
#[derive(Debug)]
pub struct Prose {
    /// Headlines.
    headlines: Vec<Paragraph>,
    /// All paragraphs, headlines and front matter among them.
    paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Debug)]
struct Paragraph {
    text: String,
    names: Vec<Name>,
}

/// A name in a paragraph.
#[derive(Clone, Debug)]
struct Name {
    /// In bytes of the paragraph.
    place: Range<usize>,
    kind: String,
    /// Who is meant; empty for nations and the like, which no entry needs to explain.
    entity: String,
}

impl Prose {
    /// The paragraphs of the sample corpus of this repository, and its names as the gold has them.
    ///
    /// # Panics
    ///
    /// Where the repository lacks either.
    pub fn of_sample() -> Prose {
        let root = repository();
        let gold = fs::read_to_string(root.join("tests/gold/corpus.jsonl")).expect("the gold is there");
        let mut prose = Prose { headlines: Vec::new(), paragraphs: Vec::new() };
        for article in gold.lines() {
            let article: Value = serde_json::from_str(article).expect("gold is JSON");
            let path = article["path"].as_str().expect("gold names its articles");
            let text =
                fs::read_to_string(root.join("corpus").join(path)).expect("the sample corpus has the articles of the gold");
            prose.add(&text, article["mentions"].as_array().expect("gold has mentions"));
        }
        prose
    }

    fn add(&mut self, article: &str, mentions: &[Value]) {
        // the gold counts code points
        let bytes: Vec<usize> = article.char_indices().map(|(at, _)| at).chain([article.len()]).collect();
        let byte = |mention: &Value, end: &str| bytes[mention[end].as_u64().expect("a place is a number") as usize];
        let mut start = 0;
        let mut headline = true;
        for text in article.split("\n\n") {
            let here = start..start + text.len();
            let name = |mention: &Value| {
                let place = byte(mention, "start")..byte(mention, "end");
                (here.start <= place.start && place.end <= here.end).then(|| Name {
                    place: place.start - here.start..place.end - here.start,
                    kind: mention["kind"].as_str().expect("a mention has a kind").to_owned(),
                    entity: mention["entity"].as_str().unwrap_or_default().to_owned(),
                })
            };
            let paragraph = Paragraph { text: text.to_owned(), names: mentions.iter().filter_map(name).collect() };
            if headline && !text.starts_with("---") {
                headline = false;
                if !text.starts_with('#') {
                    self.headlines.push(paragraph.clone());
                }
            }
            self.paragraphs.push(paragraph);
            start = here.end + 2;
        }
    }

    /// An article of at least that many bytes and crowded with names: paragraphs drawn by lot, every other name
    /// in them put in place of another of its kind, all as likely.
    pub fn crowded(&self, bytes: usize, names: &Names, dice: &mut Dice) -> String {
        self.filled(bytes, dice, |paragraph, text, dice| {
            paragraph.fill(text, |name, _| {
                names.of_kind(&name.kind).and_then(|list| {
                    let drawn = &list[dice.throw(list.len())];
                    (dice.throw(2) == 0).then(|| drawn.clone())
                })
            });
        })
    }

    /// An article as the news has them, of about that many bytes: a headline, a dateline, paragraphs drawn by lot.
    /// All persons and every other place and body are others, the same throughout the article, with the surname
    /// where the prose has that; who they are is drawn by [`Dice::zipf`].
    pub fn news(&self, bytes: usize, day: &str, names: &Names, dice: &mut Dice) -> String {
        let mut cast = Cast { names, roles: HashMap::new() };
        let mut text = String::with_capacity(bytes + 1024);
        text.push_str("# ");
        self.headlines[dice.throw(self.headlines.len())].fill(&mut text, |name, written| cast.plays(name, written, dice));
        let town = &names.places[dice.zipf(names.places.len())];
        text.extend(["\n\n", &town.to_uppercase(), ", ", day, " (our staff) — "]);
        while text.len() < bytes {
            let paragraph = &self.paragraphs[dice.throw(self.paragraphs.len())];
            if paragraph.text.len() < 80 || paragraph.text.starts_with("---") {
                continue; // no prose
            }
            paragraph.fill(&mut text, |name, written| cast.plays(name, written, dice));
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    /// The same without a name: what is left of the paragraphs, in lower case.
    pub fn without_names(&self, bytes: usize, dice: &mut Dice) -> String {
        self.filled(bytes, dice, |paragraph, text, _| {
            let mut done = 0;
            for name in &paragraph.names {
                text.push_str(&paragraph.text[done..name.place.start].to_lowercase());
                text.push_str("somebody");
                done = name.place.end;
            }
            text.push_str(&paragraph.text[done..].to_lowercase());
        })
    }

    fn filled(&self, bytes: usize, dice: &mut Dice, mut add: impl FnMut(&Paragraph, &mut String, &mut Dice)) -> String {
        let mut text = String::with_capacity(bytes + 1024);
        while text.len() < bytes {
            let paragraph = &self.paragraphs[dice.throw(self.paragraphs.len())];
            add(paragraph, &mut text, dice);
            text.push_str("\n\n");
        }
        text
    }
}

impl Paragraph {
    /// Writes the paragraph with `other` names; those for which it has none stay.
    fn fill(&self, text: &mut String, mut other: impl FnMut(&Name, &str) -> Option<String>) {
        let mut done = 0;
        for name in &self.names {
            let Some(other) = other(name, &self.text[name.place.clone()]) else { continue };
            text.push_str(&self.text[done..name.place.start]);
            text.push_str(&other);
            done = name.place.end;
        }
        text.push_str(&self.text[done..]);
    }
}

/// Who stands for whom in one article.
struct Cast<'a> {
    names: &'a Names,
    /// For each entity of the sample its name here; none for those who play themselves.
    roles: HashMap<String, Option<String>>,
}

impl Cast<'_> {
    /// The name to write for that of the sample.
    fn plays(&mut self, name: &Name, written: &str, dice: &mut Dice) -> Option<String> {
        let list = self.names.of_kind(&name.kind)?;
        if name.entity.is_empty() {
            return None;
        }
        let role = self.roles.entry(name.entity.clone()).or_insert_with(|| {
            let drawn = &list[dice.zipf(list.len())];
            (name.kind == "person" || dice.throw(2) == 0).then(|| drawn.clone())
        });
        let role = role.as_deref()?;
        let surname = name.kind == "person" && !written.contains(' ');
        Some(if surname { role.rsplit(' ').next().unwrap_or(role) } else { role }.to_owned())
    }
}

/// The repository's root.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_the_gold_are_names() {
        let prose = Prose::of_sample();
        let names: Vec<&str> = prose
            .paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.names.iter().map(|name| &paragraph.text[name.place.clone()]))
            .collect();
        assert!(names.len() > 900, "{}", names.len());
        assert!(names.contains(&"Moshe Ya’alon"));
        assert!(names.iter().all(|name| !name.starts_with(' ') && !name.ends_with(' ')));
    }

    #[test]
    fn an_article_keeps_its_cast_and_its_size() {
        let (prose, names) = (Prose::of_sample(), Names::made(400));
        let text = prose.news(6_000, "March 4", &names, &mut Dice(3));
        assert!((6_000..9_000).contains(&text.len()), "{}", text.len());
        assert!(!text.contains("Netanyahu"), "persons are others");
        assert_eq!(text, prose.news(6_000, "March 4", &names, &mut Dice(3)), "the same seed, the same article");
    }
}
