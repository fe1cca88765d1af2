//! The readings of all articles of a corpus: who is meant where, without the texts.
//!
//! Each article leaves an [`ArticleRecord`]: its date, its line index, and for each mention its span
//! and its [`Referent`], what the mention is about: an entry, or a form that no entry explains. A
//! [`Corpus`] joins the records, with an index from referents to the articles that speak of them.
//!
//! It lies in 256 shards by path, each with its own part of the index, shared until written: a
//! clone is one counter, and an update copies and mends one shard, however many snapshots are alive.
//! The index is a sorted list of postings of twelve bytes, so copying it is copying memory, and it
//! costs less than the mentions it finds. A query searches every shard by hash and compares what it
//! finds. Updates are for files that changed on disk; an open document never enters the index, it is
//! laid over the records at query time (see [`ide::Analysis`](crate::ide::Analysis)), so that no
//! keystroke costs more in a large corpus than in a small one.
//!
//! Entries are known by their index, so a corpus is only good for the gazetteer it was read against.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::finding::DocPath;
use crate::gazetteer::date::Date;
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameUse};
use crate::reading::licensed::Licence;
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
        Reason::Short { .. } | Reason::Acronym { .. } | Reason::Demonym { .. } | Reason::Office { .. } => return false,
        Reason::Listed { name, .. } => {
            if matches!(gazetteer.name(name).usage, NameUse::Abbreviation | NameUse::Nickname | NameUse::Demonym) {
                return false;
            }
        }
        Reason::Licensed { licence, .. } => {
            if matches!(licence, Licence::Common | Licence::Initials | Licence::Bare | Licence::Initial) {
                return false;
            }
        }
        Reason::Several(_) | Reason::Unknown(_) | Reason::Pin(_) | Reason::Weak { .. } | Reason::Country { .. } => {}
    }
    let one_word = |form: &str| form.split_whitespace().nth(1).is_none();
    let has_more = |entry| !one_word(gazetteer.entry(entry).name());
    mention.kind != Kind::Person || !one_word(mention.span.of(text)) || !mention.entity().is_some_and(has_more)
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

/// The records of all articles on disk.
#[derive(Clone, Debug)]
pub struct Corpus {
    shards: Arc<[Arc<Shard>]>,
}

/// The articles whose paths hash to one number.
#[derive(Clone, Debug, Default)]
struct Shard {
    /// In order of path.
    articles: Vec<Arc<ArticleRecord>>,
    /// In order of hash, then article.
    postings: Vec<Posting>,
}

/// That an article speaks of something.
#[derive(Clone, Copy, Debug)]
struct Posting {
    /// Hash of the referent.
    hash: u32,
    /// Index into the shard's articles.
    article: u32,
    /// Index into the article's referents.
    referent: u32,
}

impl Default for Corpus {
    fn default() -> Corpus {
        Corpus { shards: (0..SHARDS).map(|_| Arc::default()).collect() }
    }
}

impl FromIterator<ArticleRecord> for Corpus {
    /// Of several records of one path, the last counts.
    fn from_iter<I: IntoIterator<Item = ArticleRecord>>(records: I) -> Corpus {
        let mut shards = vec![BTreeMap::new(); SHARDS];
        for record in records {
            shards[shard_of(&record.path)].insert(record.path.clone(), Arc::new(record));
        }
        Corpus { shards: shards.into_iter().map(|articles| Arc::new(Shard::new(articles.into_values().collect()))).collect() }
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
        let shard = &self.shards[shard_of(path)];
        shard.find(path).ok().map(|found| &shard.articles[found])
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
    pub fn articles(&self) -> impl Iterator<Item = &Arc<ArticleRecord>> {
        self.shards.iter().flat_map(|shard| &shard.articles)
    }

    /// The articles that speak of the referent, in no order.
    pub fn speaking_of(&self, referent: &Referent) -> impl Iterator<Item = &Arc<ArticleRecord>> {
        let hash = hash_of(referent);
        self.shards.iter().flat_map(move |shard| shard.speaking_of(referent, hash))
    }

    /// Everything that articles speak of, in no order, some of it more than once.
    pub fn referents(&self) -> impl Iterator<Item = &Referent> {
        self.shards.iter().flat_map(|shard| shard.postings.iter().map(|posting| shard.referent(*posting)))
    }

    fn shard(&mut self, number: usize) -> &mut Shard {
        Arc::make_mut(&mut Arc::make_mut(&mut self.shards)[number])
    }
}

impl Shard {
    /// The shard of these articles, which are in order of path.
    fn new(articles: Vec<Arc<ArticleRecord>>) -> Shard {
        let mut shard = Shard { articles, postings: Vec::new() };
        (0..shard.articles.len()).for_each(|article| shard.post(article));
        shard.sort();
        shard.postings.shrink_to_fit();
        shard
    }

    fn find(&self, path: &str) -> Result<usize, usize> {
        self.articles.binary_search_by(|record| (*record.path).cmp(path))
    }

    fn referent(&self, posting: Posting) -> &Referent {
        &self.articles[posting.article as usize].referents[posting.referent as usize]
    }

    fn speaking_of(&self, referent: &Referent, hash: u32) -> impl Iterator<Item = &Arc<ArticleRecord>> {
        let first = self.postings.partition_point(|posting| posting.hash < hash);
        let alike = self.postings[first..].iter().take_while(move |posting| posting.hash == hash);
        let them = alike.filter(move |posting| self.referent(**posting) == referent);
        them.map(|posting| &self.articles[posting.article as usize])
    }

    fn insert(&mut self, record: Arc<ArticleRecord>) {
        self.remove(&record.path);
        let (Ok(article) | Err(article)) = self.find(&record.path);
        for posting in &mut self.postings {
            posting.article += u32::from(posting.article as usize >= article);
        }
        self.articles.insert(article, record);
        self.post(article);
        self.sort();
    }

    fn remove(&mut self, path: &str) -> bool {
        let Ok(article) = self.find(path) else { return false };
        self.postings.retain_mut(|posting| {
            let keep = posting.article as usize != article;
            posting.article -= u32::from(posting.article as usize > article);
            keep
        });
        self.articles.remove(article);
        true
    }

    /// Adds the postings of one article at the end.
    fn post(&mut self, article: usize) {
        let referents = self.articles[article].referents.iter().zip(0..);
        let post = |(of, referent)| Posting { hash: hash_of(of), article: article as u32, referent };
        self.postings.extend(referents.map(post));
    }

    /// The stable sort is linear where all but the end is in order.
    fn sort(&mut self) {
        self.postings.sort_by_key(|posting| (posting.hash, posting.article));
    }
}

fn hash_of(referent: &Referent) -> u32 {
    (rustc_hash::FxBuildHasher.hash_one(referent) >> 32) as u32
}

fn shard_of(path: &str) -> usize {
    (rustc_hash::FxBuildHasher.hash_one(path) >> 32) as usize % SHARDS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An article that mentions each of these unknown forms, one after the other.
    fn article(path: &str, forms: &[&str]) -> ArticleRecord {
        let text = forms.join(" ");
        let mut start = 0;
        let mentions = forms.iter().map(|form| {
            let span = Span::new(start, start + form.len() as u32);
            start = span.end + 1;
            Mention { span, kind: Kind::Person, status: Status::Unresolved, reason: Reason::Unknown("capitals") }
        });
        let mut reading = Reading::default();
        reading.mentions.extend(mentions);
        ArticleRecord::new(path.into(), &text, &reading, Arc::new(LineIndex::new(&text)), &Gazetteer::default())
    }

    fn unknown(form: &str) -> Referent {
        Referent::Unknown(form.into())
    }

    fn paths(corpus: &Corpus, form: &str) -> Vec<String> {
        let mut paths: Vec<_> = corpus.speaking_of(&unknown(form)).map(|record| record.path.to_string()).collect();
        paths.sort();
        paths
    }

    #[test]
    fn spellings_that_fold_alike_are_one_referent() {
        let record = article("a.txt", &["Müller", "Ivanov", "MULLER", "Müller"]);
        let mentions: Vec<_> = record.mentions_of(&unknown("muller")).map(|mention| mention.span.start).collect();
        assert_eq!(mentions, [0, 15, 22]);
        assert_eq!(record.referents(), [unknown("muller"), unknown("ivanov")]);
    }

    #[test]
    fn a_snapshot_keeps_what_it_saw() {
        let mut corpus: Corpus = [article("a.txt", &["Ivanov"]), article("b.txt", &["Ivanov", "Petrov"])].into_iter().collect();
        let snapshot = corpus.clone();
        corpus.insert(article("b.txt", &["Petrov"]));
        assert!(corpus.remove("a.txt"));
        assert!(!corpus.remove("a.txt"));
        assert_eq!(paths(&snapshot, "ivanov"), ["a.txt", "b.txt"]);
        assert_eq!(paths(&corpus, "ivanov"), [""; 0]);
        assert_eq!(paths(&corpus, "petrov"), ["b.txt"]);
        assert_eq!(corpus.referents().collect::<Vec<_>>(), [&unknown("petrov")]);
        assert_eq!((corpus.len(), snapshot.len()), (1, 2));
    }

    #[test]
    fn an_update_copies_one_shard() {
        let mut corpus: Corpus = (0..2000).map(|number| article(&format!("{number}.txt"), &["Ivanov"])).collect();
        let before = corpus.clone();
        corpus.insert(article("7.txt", &["Petrov"]));
        let copied = corpus.shards.iter().zip(before.shards.iter()).filter(|(now, then)| !Arc::ptr_eq(now, then));
        assert_eq!(copied.count(), 1);
    }

    proptest! {
        #[test]
        fn updates_equal_a_corpus_built_at_once(
            changes in prop::collection::vec(("[a-f]", prop::option::of(prop::collection::vec("[X-Z]", 0..4))), 0..24),
        ) {
            let mut corpus = Corpus::default();
            let mut model: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (path, forms) in changes {
                let _snapshot = corpus.clone();
                if let Some(forms) = forms {
                    corpus.insert(article(&path, &forms.iter().map(String::as_str).collect::<Vec<_>>()));
                    model.insert(path, forms);
                } else {
                    prop_assert_eq!(corpus.remove(&path), model.remove(&path).is_some());
                }
            }
            let mut articles: Vec<_> = corpus.articles().map(|record| record.path.to_string()).collect();
            articles.sort();
            prop_assert_eq!(articles, model.keys().cloned().collect::<Vec<_>>());
            for form in ["X", "Y", "Z"] {
                let expected: Vec<_> = model.iter().filter(|(_, forms)| forms.iter().any(|other| other == form)).collect();
                let expected: Vec<_> = expected.iter().map(|(path, _)| (*path).clone()).collect();
                prop_assert_eq!(paths(&corpus, &form.to_lowercase()), expected);
            }
        }
    }
}
