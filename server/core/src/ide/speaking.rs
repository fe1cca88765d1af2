//! The articles that speak of something, open ones as they are now, closed ones as the corpus keeps them.

use super::Analysis;
use crate::corpus::{ArticleRecord, Referent, Speaking};
use crate::finding::DocPath;
use crate::gazetteer::date::Date;
use crate::text::Span;

/// An article that speaks of a referent.
pub(super) enum Speaker<'a> {
    Closed(Speaking<'a>),
    Open(&'a ArticleRecord, Referent),
}

impl Speaker<'_> {
    pub(super) fn path(&self) -> &DocPath {
        match self {
            Speaker::Closed(speaking) => &speaking.article.path,
            Speaker::Open(record, _) => &record.path,
        }
    }

    pub(super) fn date(&self) -> Option<Date> {
        match self {
            Speaker::Closed(speaking) => speaking.article.date,
            Speaker::Open(record, _) => record.date,
        }
    }

    /// Where it gives the referent's name in full for the first time.
    pub(super) fn introduction(&self) -> Option<Span> {
        match self {
            Speaker::Closed(speaking) => speaking.introduction(),
            Speaker::Open(record, referent) => record.introduction(referent),
        }
    }

    /// Its mentions and titles, in order of place.
    pub(super) fn places(&self) -> Vec<Span> {
        match self {
            Speaker::Closed(speaking) => speaking.places().collect(),
            Speaker::Open(record, referent) => record.mentions_of(referent).map(|mention| mention.span).collect(),
        }
    }
}

impl Analysis {
    /// The articles that speak of the referent, in no order.
    pub(super) fn speaking_of<'a>(&'a self, referent: &'a Referent) -> impl Iterator<Item = Speaker<'a>> {
        let closed = self.corpus.speaking_of(referent).filter(|speaking| !self.open.contains_key(&speaking.article.path));
        closed.map(Speaker::Closed).chain(self.open_speaking_of(referent))
    }

    /// In how many articles the referent is spoken of, and how often in all.
    pub(super) fn count(&self, referent: &Referent) -> (usize, usize) {
        let (mut articles, mut times) = self.corpus.count(referent);
        for speaking in self.open.keys().filter_map(|path| self.corpus.speaks_of(path, referent)) {
            articles -= 1;
            times -= speaking.times();
        }
        for open in self.open.values() {
            let here = open.record(&self.gazetteer).mentions_of(referent).count();
            articles += usize::from(here > 0);
            times += here;
        }
        (articles, times)
    }

    /// The first article that gives the referent's name in full: by date, then by path, undated ones last.
    pub(super) fn first_in_full<'a>(&'a self, referent: &Referent) -> Option<Speaker<'a>> {
        let closed = self.corpus.first_in_full(referent, |path| self.open.contains_key(path)).map(Speaker::Closed);
        let open = self.open_speaking_of(referent).filter(|speaker| speaker.introduction().is_some());
        closed.into_iter().chain(open).min_by(|a, b| order(a).cmp(&order(b)))
    }

    fn open_speaking_of<'a>(&'a self, referent: &Referent) -> impl Iterator<Item = Speaker<'a>> {
        let records = self.open.values().map(|article| article.record(&self.gazetteer));
        let speaking: Vec<_> = records.filter(|record| record.referents().contains(referent)).collect();
        let referent = referent.clone();
        speaking.into_iter().map(move |record| Speaker::Open(record, referent.clone()))
    }
}

/// Articles in order of date, undated ones last, then of path.
fn order<'a>(speaker: &'a Speaker<'_>) -> (i32, &'a DocPath) {
    let day = speaker.date().and_then(Date::earliest);
    (day.map_or(i32::MAX, crate::gazetteer::calendar::Day::number), speaker.path())
}
