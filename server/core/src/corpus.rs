//! The readings of all articles of a corpus: who is meant where, without the texts.
//!
//! Each article leaves an [`ArticleRecord`]: its date, its line index, and for each mention its span
//! and its [`Referent`], what the mention is about: an entry, or a form that no entry explains. A
//! [`Corpus`] joins the records, with an index from referents to the articles that speak of them.
//!
//! It lies in shards by path, each with its own part of the index, shared until written: a clone is
//! one counter, and an update copies and mends one shard ([`SHARDS`]th of the corpus) however many
//! snapshots are alive. A query asks every shard, which is a few hundred look-ups. Updates are for
//! files that changed on disk; an open document never enters the index, it is laid over the records
//! at query time (see [`ide::Analysis`](crate::ide::Analysis)), so that no keystroke costs more in a
//! large corpus than in a small one.
//!
//! Entries are known by their index, so a corpus is only good for the gazetteer it was read against.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::finding::DocPath;
use crate::gazetteer::date::Date;
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameUse};
use crate::reading::{Mention, Reading, Reason, Status};
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::position::LineIndex;

const SHARDS: usize = 256;

/// What a mention is about: mentions of the same referent belong together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Referent {
    /// That entry.
    Entry(EntryIx),
    /// One of these entries, in order of index; nobody has said which.
    OneOf(Arc<[EntryIx]>),
    /// A nation or faith that the gazetteer has no entry for, by its name.
    Nation(&'static str),
    /// Nobody the gazetteer knows: the folded form. A surname belongs to the full name that its
    /// article gives it.
    Unknown(Arc<str>),
}

impl Referent {
    /// What a mention of this text is about.
    pub fn of(mention: &Mention, text: &str) -> Referent {
        match (&mention.status, &mention.reason) {
            (Status::Resolved(Some(entry)), _) => Referent::Entry(*entry),
            (Status::Ambiguous(candidates), _) => Referent::OneOf(candidates.iter().copied().collect()),
            (Status::Resolved(None), Reason::Demonym { of }) => Referent::Nation(of),
            (Status::Resolved(None) | Status::Unresolved, reason) => {
                let form = match reason {
                    Reason::Short { full, .. } | Reason::Acronym { full } => *full,
                    _ => mention.span,
                };
                Referent::Unknown(fold(form.of(text)).into())
            }
        }
    }
}

/// Whether a mention gives the name in full: no surname or acronym of a name given elsewhere, no
/// abbreviation, nickname or demonym, no single word for a person whose name has several.
pub fn in_full(mention: &Mention, text: &str, gazetteer: &Gazetteer) -> bool {
    match mention.reason {
        Reason::Short { .. } | Reason::Acronym { .. } | Reason::Demonym { .. } => return false,
        Reason::Listed(name) => {
            if matches!(gazetteer.name(name).usage, NameUse::Abbreviation | NameUse::Nickname | NameUse::Demonym) {
                return false;
            }
        }
        Reason::Several(_) | Reason::Unknown(_) | Reason::Pin(_) => {}
    }
    let one_word = |form: &str| form.split_whitespace().nth(1).is_none();
    let whole = mention.entity().map(|entry| gazetteer.entry(entry)).is_none_or(|entry| one_word(entry.name()));
    mention.kind != Kind::Person || whole || !one_word(mention.span.of(text))
}

/// A mention as the corpus keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RecordedMention {
    /// The name as written, in bytes of the article's text.
    pub span: Span,
    /// Index into the article's referents.
    referent: u32,
    /// Kind of what is named.
    pub kind: Kind,
    /// Whether the name is given [in full](in_full).
    pub in_full: bool,
    /// Whether it is a title in the article's words, of which the referent is the post. Titles may
    /// overlap mentions and each other.
    pub title: bool,
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

    /// Where it gives the referent's name in full for the first time.
    pub fn introduction(&self, referent: &Referent) -> Option<Span> {
        self.mentions_of(referent).find(|mention| mention.in_full).map(|mention| mention.span)
    }
}

/// The records of all articles on disk.
#[derive(Clone, Debug)]
pub struct Corpus {
    shards: Arc<[Arc<Shard>]>,
}

/// The articles whose paths hash to one number.
#[derive(Clone, Debug, Default)]
struct Shard {
    articles: BTreeMap<DocPath, Arc<ArticleRecord>>,
    /// The articles that speak of it, in no order.
    speaking: FxHashMap<Referent, Vec<Arc<ArticleRecord>>>,
}

impl Default for Corpus {
    fn default() -> Corpus {
        Corpus { shards: (0..SHARDS).map(|_| Arc::default()).collect() }
    }
}

impl FromIterator<ArticleRecord> for Corpus {
    fn from_iter<I: IntoIterator<Item = ArticleRecord>>(records: I) -> Corpus {
        let mut shards: Vec<Shard> = (0..SHARDS).map(|_| Shard::default()).collect();
        for record in records {
            shards[shard_of(&record.path)].insert(Arc::new(record));
        }
        Corpus { shards: shards.into_iter().map(Arc::new).collect() }
    }
}

impl Corpus {
    /// Puts an article in, in place of its earlier record.
    pub fn insert(&mut self, record: ArticleRecord) {
        self.shard(shard_of(&record.path)).insert(Arc::new(record));
    }

    /// Takes an article out; whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        self.get(path).is_some() && self.shard(shard_of(path)).remove(path)
    }

    /// The record of an article.
    pub fn get(&self, path: &str) -> Option<&Arc<ArticleRecord>> {
        self.shards[shard_of(path)].articles.get(path)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.articles.len()).sum()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.shards.iter().all(|shard| shard.articles.is_empty())
    }

    /// All articles, in order of path.
    pub fn articles(&self) -> Vec<&Arc<ArticleRecord>> {
        in_order(self.shards.iter().flat_map(|shard| shard.articles.values()).collect())
    }

    /// The articles that speak of the referent, in order of path.
    pub fn speaking_of(&self, referent: &Referent) -> Vec<&Arc<ArticleRecord>> {
        in_order(self.shards.iter().filter_map(|shard| shard.speaking.get(referent)).flatten().collect())
    }

    /// The forms that no entry explains, in order, each once.
    pub fn unknown_forms(&self) -> Vec<&Arc<str>> {
        let referents = self.shards.iter().flat_map(|shard| shard.speaking.keys());
        let mut forms: Vec<_> = referents
            .filter_map(|referent| match referent {
                Referent::Unknown(form) => Some(form),
                _ => None,
            })
            .collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    fn shard(&mut self, number: usize) -> &mut Shard {
        Arc::make_mut(&mut Arc::make_mut(&mut self.shards)[number])
    }
}

impl Shard {
    fn insert(&mut self, record: Arc<ArticleRecord>) {
        self.remove(&record.path);
        for referent in &record.referents {
            self.speaking.entry(referent.clone()).or_default().push(Arc::clone(&record));
        }
        self.articles.insert(Arc::clone(&record.path), record);
    }

    fn remove(&mut self, path: &str) -> bool {
        let Some(record) = self.articles.remove(path) else { return false };
        for referent in &record.referents {
            if let Some(speaking) = self.speaking.get_mut(referent) {
                speaking.retain(|other| !Arc::ptr_eq(other, &record));
                if speaking.is_empty() {
                    self.speaking.remove(referent);
                }
            }
        }
        true
    }
}

fn in_order(mut records: Vec<&Arc<ArticleRecord>>) -> Vec<&Arc<ArticleRecord>> {
    records.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    records
}

fn shard_of(path: &str) -> usize {
    (rustc_hash::FxBuildHasher.hash_one(path) >> 32) as usize % SHARDS
}
