//! The readings of all articles of a corpus: who is meant where, without the texts.
//!
//! Each article leaves an [`ArticleRecord`]: its date, its line index, and for each mention its span
//! and its [`Referent`], what the mention is about: an entry, or a form that no entry explains. The corpus keeps it
//! packed ([`Filed`]), and names each referent by a number of its own ([`referents`]).
//!
//! A [`Corpus`] joins the articles, with an index from referents to the articles that speak of them. It lies in
//! 64 shards by path, each with its own part of the index, shared until written: a clone is one counter, and an
//! update copies and mends the shards it touches, however many snapshots are alive. The index is a sorted
//! list of postings of twelve bytes, so copying it is copying memory, and it costs less than the mentions it
//! finds. A query searches every shard, which takes microseconds. How often an article speaks of something, and
//! whether it gives the name in full, stands in the posting: counting the mentions of a name that twenty thousand
//! articles speak of unpacks none of them.
//!
//! Updates are for files that changed on disk; an open document never enters the index, it is
//! laid over the articles at query time (see [`ide::Analysis`](crate::ide::Analysis)), so that no
//! keystroke costs more in a large corpus than in a small one.
//!
//! Entries are known by their index, so a corpus is only good for the gazetteer it was read against; for one in which
//! the same entries have other indices, [`Corpus::renumbered`] gives the same corpus.

mod filed;
mod record;
mod referent;
mod referents;

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

pub use filed::{Filed, Stamp};
pub use record::{ArticleRecord, RecordedMention, Spoken};
pub use referent::{Referent, in_full};

use crate::bytes::Bytes;
use crate::finding::DocPath;
use crate::gazetteer::{EntryIx, Gazetteer};
use crate::text::Span;
use referents::Referents;

const SHARDS: usize = 64;

/// All articles on disk. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Corpus {
    shards: Arc<[Arc<Shard>]>,
    /// Shared by every corpus that came from this one: it only grows.
    referents: Arc<RwLock<Referents>>,
}

/// The articles whose paths hash to one number.
#[derive(Clone, Debug, Default)]
struct Shard {
    /// In order of path.
    articles: Vec<Arc<Filed>>,
    /// The first day that each may be of; the last of all where it has none.
    days: Vec<i32>,
    /// In order of referent, then article.
    postings: Vec<Posting>,
}

/// That an article speaks of something.
#[derive(Clone, Copy, Debug)]
struct Posting {
    /// Number of the referent.
    referent: u32,
    /// Index into the shard's articles.
    article: u32,
    /// How many mentions and titles there are; the highest bit says that the name is given in full.
    times: u32,
}

/// The highest bit of a posting's times.
const IN_FULL: u32 = 1 << 31;

/// An article that speaks of a referent.
#[derive(Clone, Copy, Debug)]
pub struct Speaking<'a> {
    /// The article.
    pub article: &'a Arc<Filed>,
    posting: Posting,
}

impl Speaking<'_> {
    /// How many mentions and titles there are.
    pub fn times(&self) -> usize {
        (self.posting.times & !IN_FULL) as usize
    }

    /// The mentions and titles, in order of place.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        let place = self.article.numbers().binary_search(&self.posting.referent).ok();
        let mentions = self.article.mentions();
        mentions.filter(move |mention| Some(mention.referent as usize) == place).map(|mention| mention.span)
    }

    /// Where the name is first given in full.
    pub fn introduction(&self) -> Option<Span> {
        let place = self.article.numbers().binary_search(&self.posting.referent).ok()?;
        let mut mentions = self.article.mentions();
        mentions.find(|mention| mention.in_full && mention.referent as usize == place).map(|mention| mention.span)
    }
}

impl Default for Corpus {
    fn default() -> Corpus {
        Corpus { shards: (0..SHARDS).map(|_| Arc::default()).collect(), referents: Arc::default() }
    }
}

impl FromIterator<ArticleRecord> for Corpus {
    /// Of several records of one path, the last counts.
    fn from_iter<I: IntoIterator<Item = ArticleRecord>>(records: I) -> Corpus {
        let mut corpus = Corpus::default();
        let filed = records.into_iter().map(|record| corpus.file(&record, Stamp::default(), Box::default())).collect();
        corpus.update(filed, &[]);
        corpus
    }
}

impl Corpus {
    /// Packs a record for this corpus, with what the caller wants to have kept with it. It is not in the corpus yet
    /// ([`update`](Self::update)), and fits this one and those that come from it only.
    pub fn file(&self, record: &ArticleRecord, stamp: Stamp, kept: Box<[u8]>) -> Filed {
        let numbers: Vec<u32> = {
            let mut referents = self.referents.write().unwrap_or_else(PoisonError::into_inner);
            record.referents().iter().map(|referent| referents.number(referent)).collect()
        };
        Filed::new(record, stamp, kept, &numbers)
    }

    /// Puts articles in, each in place of the one with its path (of several, the last counts), and takes others out.
    pub fn update(&mut self, put: Vec<Filed>, gone: &[DocPath]) {
        let mut changes: Vec<BTreeMap<DocPath, Option<Arc<Filed>>>> = vec![BTreeMap::new(); SHARDS];
        for path in gone {
            changes[shard_of(path)].insert(path.clone(), None);
        }
        for filed in put {
            changes[shard_of(&filed.path)].insert(filed.path.clone(), Some(Arc::new(filed)));
        }
        let shards = Arc::make_mut(&mut self.shards);
        for (shard, changes) in shards.iter_mut().zip(changes) {
            if !changes.is_empty() {
                *shard = Arc::new(shard.with(changes));
            }
        }
    }

    /// The article of that path.
    pub fn get(&self, path: &str) -> Option<&Arc<Filed>> {
        let shard = &self.shards[shard_of(path)];
        let found = shard.articles.binary_search_by(|filed| (*filed.path).cmp(path)).ok()?;
        Some(&shard.articles[found])
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.articles.len()).sum()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.shards.iter().all(|shard| shard.articles.is_empty())
    }

    /// All articles, in no order.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Filed>> {
        self.shards.iter().flat_map(|shard| &shard.articles)
    }

    /// The articles that speak of the referent, in no order.
    pub fn speaking_of(&self, referent: &Referent) -> impl Iterator<Item = Speaking<'_>> {
        let number = self.referents().find(referent);
        self.shards.iter().flat_map(move |shard| {
            let postings = number.map_or(&[][..], |number| shard.postings_of(number));
            postings.iter().map(|posting| Speaking { article: &shard.articles[posting.article as usize], posting: *posting })
        })
    }

    /// In how many articles the referent is spoken of, and how often in all. Unpacks nothing.
    pub fn count(&self, referent: &Referent) -> (usize, usize) {
        let Some(number) = self.referents().find(referent) else { return (0, 0) };
        self.shards
            .iter()
            .flat_map(|shard| shard.postings_of(number))
            .fold((0, 0), |(articles, times), posting| (articles + 1, times + (posting.times & !IN_FULL) as usize))
    }

    /// How the article of that path speaks of the referent, if it does.
    pub fn speaks_of(&self, path: &str, referent: &Referent) -> Option<Speaking<'_>> {
        let number = self.referents().find(referent)?;
        let shard = &self.shards[shard_of(path)];
        let article = shard.articles.binary_search_by(|filed| (*filed.path).cmp(path)).ok()? as u32;
        let postings = shard.postings_of(number);
        let found = postings.binary_search_by_key(&article, |posting| posting.article).ok()?;
        Some(Speaking { article: &shard.articles[article as usize], posting: postings[found] })
    }

    /// The first article that gives the referent's name in full: by date, then by path, undated ones last. Those
    /// whose path is `hidden` are passed over. Unpacks nothing.
    pub fn first_in_full(&self, referent: &Referent, hidden: impl Fn(&str) -> bool) -> Option<Speaking<'_>> {
        let number = self.referents().find(referent)?;
        let first_of = |shard: &'_ Arc<Shard>| {
            let in_full = shard.postings_of(number).iter().filter(|posting| posting.times & IN_FULL != 0);
            // The articles of a shard are in order of path: of those of one day, the first.
            let mut first: Option<(i32, Posting)> = None;
            for posting in in_full {
                let day = shard.days[posting.article as usize];
                let earlier = first.is_none_or(|(earliest, _)| day < earliest);
                if earlier && !hidden(&shard.articles[posting.article as usize].path) {
                    first = Some((day, *posting));
                }
            }
            first
        };
        let firsts = self.shards.iter().filter_map(|shard| {
            let (day, posting) = first_of(shard)?;
            Some((day, Speaking { article: &shard.articles[posting.article as usize], posting }))
        });
        firsts.min_by(|(a, first), (b, second)| (a, &first.article.path).cmp(&(b, &second.article.path))).map(|(_, first)| first)
    }

    /// The unknown forms of several words that end in that word and that articles speak of, `limit` at most.
    pub fn unknown_ending_in(&self, word: &str, limit: usize) -> Vec<String> {
        let referents = self.referents();
        let spoken_of = |number: u32| self.shards.iter().any(|shard| !shard.postings_of(number).is_empty());
        let forms = referents.ending_in(word).filter(|(number, _)| spoken_of(*number));
        forms.map(|(_, form)| form.to_owned()).take(limit).collect()
    }

    /// The same corpus for a gazetteer in which entries have other indices. What was said of entries that are gone
    /// is found no more. Costs one pass over the referents, none over the articles.
    #[must_use]
    pub fn renumbered(&self, index: impl Fn(EntryIx) -> Option<EntryIx>) -> Corpus {
        let referents = self.referents().renumbered(index);
        Corpus { shards: Arc::clone(&self.shards), referents: Arc::new(RwLock::new(referents)) }
    }

    /// The corpus in bytes, in parts of moderate size: the first holds what the others need. Entries are named by
    /// their ids. Articles without a digest are left out.
    pub fn write<'a>(&'a self, gazetteer: &'a Gazetteer) -> impl Iterator<Item = Vec<u8>> + 'a {
        let table = std::iter::once_with(move || {
            let mut part = Vec::new();
            self.referents().write(&mut part, gazetteer);
            part
        });
        table.chain(self.shards.iter().map(|shard| {
            let mut part = Vec::new();
            let filed = shard.articles.iter().filter(|filed| filed.stamp.digest.is_some());
            filed.for_each(|filed| filed.write(&mut part));
            part
        }))
    }

    /// The first part of what was [written](Self::write): a corpus without articles, for that gazetteer. None where
    /// it is damaged or an entry is unknown.
    pub fn read(part: &[u8], gazetteer: &Gazetteer) -> Option<Corpus> {
        let mut bytes = Bytes(part);
        let mut referents = Referents::read(&mut bytes, gazetteer)?;
        referents.shrink();
        bytes.0.is_empty().then(|| Corpus { referents: Arc::new(RwLock::new(referents)), ..Corpus::default() })
    }

    /// The articles of another part of what was written, for the corpus of the first; none where it is damaged.
    pub fn read_articles(&self, part: &[u8]) -> Option<Vec<Filed>> {
        let referents = self.referents();
        let mut bytes = Bytes(part);
        let mut articles = Vec::new();
        while !bytes.0.is_empty() {
            articles.push(Filed::read(&mut bytes, &referents)?);
        }
        Some(articles)
    }

    fn referents(&self) -> RwLockReadGuard<'_, Referents> {
        self.referents.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shard {
    /// The shard with these changes: an article under each path, or none.
    fn with(&self, changes: BTreeMap<DocPath, Option<Arc<Filed>>>) -> Shard {
        const GONE: u32 = u32::MAX;
        let mut shard = Shard { articles: Vec::with_capacity(self.articles.len() + changes.len()), ..Shard::default() };
        // Both in order of path. Where each article went that stays:
        let mut moved = Vec::with_capacity(self.articles.len());
        let mut fresh = Vec::new();
        let mut changes = changes.into_iter().peekable();
        let mut put = |shard: &mut Shard, filed: Option<Arc<Filed>>| {
            if let Some(filed) = filed {
                fresh.push(shard.articles.len());
                shard.push(filed);
            }
        };
        for filed in &self.articles {
            while let Some((_, change)) = changes.next_if(|(path, _)| *path < filed.path) {
                put(&mut shard, change);
            }
            if let Some((_, change)) = changes.next_if(|(path, _)| *path == filed.path) {
                moved.push(GONE);
                put(&mut shard, change);
            } else {
                moved.push(shard.articles.len() as u32);
                shard.push(Arc::clone(filed));
            }
        }
        changes.for_each(|(_, change)| put(&mut shard, change));

        let stay = self.postings.iter().map(|posting| Posting { article: moved[posting.article as usize], ..*posting });
        shard.postings.extend(stay.filter(|posting| posting.article != GONE));
        for article in fresh {
            shard.post(article);
        }
        // Linear where all but the end is in order.
        shard.postings.sort_by_key(|posting| (posting.referent, posting.article));
        shard.articles.shrink_to_fit();
        shard.postings.shrink_to_fit();
        shard
    }

    fn push(&mut self, filed: Arc<Filed>) {
        let day = filed.date.and_then(crate::gazetteer::date::Date::earliest);
        self.days.push(day.map_or(i32::MAX, crate::gazetteer::calendar::Day::number));
        self.articles.push(filed);
    }

    /// Adds the postings of one article at the end.
    fn post(&mut self, article: usize) {
        let filed = &self.articles[article];
        let numbers = filed.numbers();
        let mut times = vec![0; numbers.len()];
        for mention in filed.mentions() {
            let times = &mut times[mention.referent as usize];
            *times += 1;
            *times |= if mention.in_full { IN_FULL } else { 0 };
        }
        let postings = numbers.into_iter().zip(times);
        self.postings.extend(postings.map(|(referent, times)| Posting { referent, article: article as u32, times }));
    }

    fn postings_of(&self, number: u32) -> &[Posting] {
        let first = self.postings.partition_point(|posting| posting.referent < number);
        let len = self.postings[first..].partition_point(|posting| posting.referent == number);
        &self.postings[first..first + len]
    }
}

fn shard_of(path: &str) -> usize {
    (rustc_hash::FxBuildHasher.hash_one(path) >> 32) as usize % SHARDS
}

#[cfg(test)]
mod tests;
