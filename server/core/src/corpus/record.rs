//! What is known of one article's mentions, unpacked: of an open one, or one that was just read.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::referent::{Referent, in_full};
use crate::finding::DocPath;
use crate::gazetteer::date::Date;
use crate::gazetteer::{Gazetteer, Kind};
use crate::reading::Reading;
use crate::text::Span;
use crate::text::position::LineIndex;

/// A mention as the corpus keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RecordedMention {
    /// The name as written, in bytes of the article's text.
    pub span: Span,
    /// Index into the article's referents.
    pub(super) referent: u32,
    /// Kind of what is named.
    pub kind: Kind,
    /// Whether the name is given [in full](in_full).
    pub in_full: bool,
    /// Whether it is a title in the article's words, of which the referent is the post. Titles may
    /// overlap mentions and each other.
    pub title: bool,
}

/// How an article speaks of one referent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spoken {
    /// The first mention or title.
    pub first: RecordedMention,
    /// Where the name is first given in full.
    pub introduction: Option<Span>,
    /// How many mentions and titles there are.
    pub times: usize,
}

/// What the corpus keeps of one article.
#[derive(Clone, Debug)]
pub struct ArticleRecord {
    /// The article's path.
    pub path: DocPath,
    /// Its date.
    pub date: Option<Date>,
    /// Converts its offsets.
    pub lines: Arc<LineIndex>,
    /// Everything it mentions, once each: first what is named, then the posts of titles.
    referents: Box<[Referent]>,
    /// In order of place.
    mentions: Box<[RecordedMention]>,
}

impl ArticleRecord {
    /// The record of an article that was read against that gazetteer.
    pub fn new(path: DocPath, text: &str, reading: &Reading, lines: Arc<LineIndex>, gazetteer: &Gazetteer) -> ArticleRecord {
        let mut numbers: FxHashMap<Referent, u32> = FxHashMap::default();
        let mut referents = Vec::new();
        let mut number = |referent: Referent| {
            *numbers.entry(referent).or_insert_with_key(|referent| {
                referents.push(referent.clone());
                referents.len() as u32 - 1
            })
        };
        let mut mentions: Vec<RecordedMention> = Vec::with_capacity(reading.mentions.len());
        for mention in &reading.mentions {
            let referent = number(Referent::of(mention, text));
            let in_full = in_full(mention, text, gazetteer);
            mentions.push(RecordedMention { span: mention.span, referent, kind: mention.kind, in_full, title: false });
        }
        for title in &reading.titles {
            let referent = match &*title.posts {
                [] => continue,
                [post] => Referent::Entry(*post),
                posts => Referent::OneOf(posts.into()),
            };
            mentions.push(RecordedMention {
                span: title.span,
                referent: number(referent),
                kind: Kind::Post,
                in_full: false,
                title: true,
            });
        }
        mentions.sort_by_key(|mention| (mention.span, mention.title));
        let date = reading.date.as_ref().map(|found| found.date);
        ArticleRecord { path, date, lines, referents: referents.into(), mentions: mentions.into() }
    }

    /// Everything it mentions, once each: first what is named, in order, then what only titles name.
    pub fn referents(&self) -> &[Referent] {
        &self.referents
    }

    /// All its mentions and titles, in order of place.
    pub fn mentions(&self) -> &[RecordedMention] {
        &self.mentions
    }

    /// What one of its mentions is about.
    pub fn referent(&self, mention: &RecordedMention) -> &Referent {
        &self.referents[mention.referent as usize]
    }

    /// Its mentions of that referent, in order of place.
    pub fn mentions_of(&self, referent: &Referent) -> impl Iterator<Item = &RecordedMention> {
        let number = self.referents.iter().position(|known| known == referent);
        self.mentions.iter().filter(move |mention| number == Some(mention.referent as usize))
    }

    /// How it speaks of each of its referents, in their order; one pass over the mentions.
    pub fn outline(&self) -> Vec<(&Referent, Spoken)> {
        let mut spoken: Vec<Option<Spoken>> = vec![None; self.referents.len()];
        for mention in &self.mentions {
            let spoken =
                spoken[mention.referent as usize].get_or_insert(Spoken { first: *mention, introduction: None, times: 0 });
            spoken.times += 1;
            if mention.in_full && spoken.introduction.is_none() {
                spoken.introduction = Some(mention.span);
            }
        }
        self.referents.iter().zip(spoken).filter_map(|(referent, spoken)| Some((referent, spoken?))).collect()
    }

    /// Where it gives the referent's name in full for the first time.
    pub fn introduction(&self, referent: &Referent) -> Option<Span> {
        self.mentions_of(referent).find(|mention| mention.in_full).map(|mention| mention.span)
    }
}
