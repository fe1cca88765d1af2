//! One pass over the articles of a corpus on disk: finds them, reads those that changed, puts them in force.
//!
//! Three stages run side by side: one thread walks the folders, all cores open, compare and read what it finds,
//! and the librarian's thread puts what they read into the corpus. In what order articles are read is left to
//! chance; what comes of it is not: the corpus is kept by path.
//!
//! What is in force when the pass begins stays, article by article, until it is read again; what was read
//! comes into force every half second, later less often, so that this costs a small part of the whole.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use nomenclator_core::corpus::{ArticleRecord, Corpus, Filed, Stamp};
use nomenclator_core::finding::DocPath;
use nomenclator_core::gazetteer::Gazetteer;
use nomenclator_core::reading::{self, Article, Context};
use nomenclator_core::rules::{self, Subject};
use nomenclator_core::text::position::LineIndex;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::asks::Showing;
use super::corpora::LiveCorpus;
use super::jobs::Cancel;
use super::kept;
use super::session::Shared;
use super::work::WORK;
use crate::workspace::stamp::{self, Fresh};
use crate::workspace::{File, Listing, Unreadable};

/// How often what was read so far is put in force, at first.
const INSTALMENT: Duration = Duration::from_millis(500);

/// How many files wait between two stages.
const WAITING: usize = 4096;

/// What a pass begins with.
pub struct Base {
    /// The articles in force.
    pub corpus: Corpus,
    /// Whether they were read against the same things: then a file that is the same need not be read.
    pub trusted: bool,
}

/// What came of a pass that was not cancelled.
pub struct Passed {
    /// The files of the corpus.
    pub listing: Listing,
    /// The corpus with all articles read.
    pub corpus: Corpus,
    /// How many articles are others than before.
    pub changed: usize,
}

/// Goes over the articles. `base` is asked for while the first files are being found. None where nobody wants them any more.
pub fn over(
    shared: &Shared,
    live: &Arc<LiveCorpus>,
    base: impl FnOnce() -> Base,
    cancel: &Cancel,
    progress: &mut Showing<'_>,
) -> Option<Passed> {
    let found = AtomicUsize::new(0);
    let walked = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (files, listed) = mpsc::sync_channel::<File>(WAITING);
        let (results, outcomes) = mpsc::sync_channel(WAITING);
        let (found, walked) = (&found, &walked);
        let walking = scope.spawn(move || {
            let listing = list(live, |file| {
                found.fetch_add(1, Ordering::Relaxed);
                !cancel.asked() && files.send(file.clone()).is_ok()
            });
            walked.store(true, Ordering::Relaxed);
            listing
        });
        let Base { corpus, trusted } = base();
        let mut reading =
            Reading { shared, live, corpus: corpus.clone(), put: Vec::new(), seen: FxHashSet::default(), changed: 0 };
        scope.spawn(move || {
            listed.into_iter().par_bridge().for_each_with(results, |results, file| {
                if !cancel.asked() {
                    let _ = results.send(article(live, &corpus, &file, trusted));
                }
            });
        });
        let began = Instant::now();
        let mut last = began;
        for outcome in outcomes {
            reading.take(outcome);
            if last.elapsed() > INSTALMENT.max(began.elapsed() / 4) {
                if !cancel.asked() {
                    reading.put_in_force();
                }
                last = Instant::now();
            }
            let total = walked.load(Ordering::Relaxed).then(|| found.load(Ordering::Relaxed));
            progress.report(reading.seen.len(), total);
        }
        let listing = walking.join().unwrap_or_default();
        (!cancel.asked()).then(|| reading.end(listing))
    })
}

/// Reads one article again: what to put in its place, none where it is as it was.
pub fn again(live: &LiveCorpus, file: &File) -> Option<Filed> {
    article(live, &live.corpus, file, true).1
}

/// The files of the corpus; every article is `told` as it is found, until it says that it is enough.
fn list(live: &LiveCorpus, told: impl FnMut(&File) -> bool) -> Listing {
    let workspace = &live.workspace;
    // Whoever opens their home folder did not ask for all of it to be read.
    if workspace.config.settings.configured || !live.gazetteer.files().is_empty() {
        workspace.list_telling(&workspace.root, told)
    } else {
        Listing::default()
    }
}

/// The corpus on its way.
struct Reading<'a> {
    shared: &'a Shared,
    live: &'a LiveCorpus,
    corpus: Corpus,
    /// What was read and is not in the corpus yet.
    put: Vec<Filed>,
    seen: FxHashSet<DocPath>,
    changed: usize,
}

impl Reading<'_> {
    fn take(&mut self, (path, filed): (DocPath, Option<Filed>)) {
        self.seen.insert(path);
        self.put.extend(filed);
    }

    fn update(&mut self, gone: &[DocPath]) {
        self.changed += self.put.len() + gone.len();
        WORK.articles_changed.add(self.put.len() + gone.len());
        self.corpus.update(std::mem::take(&mut self.put), gone);
    }

    fn put_in_force(&mut self) {
        if !self.put.is_empty() {
            self.update(&[]);
            self.shared.update(Arc::new(LiveCorpus { corpus: self.corpus.clone(), complete: false, ..self.live.clone() }));
        }
    }

    fn end(mut self, listing: Listing) -> Passed {
        let known = self.corpus.articles().map(|filed| &filed.path);
        let gone: Vec<DocPath> = known.filter(|path| !self.seen.contains(*path)).cloned().collect();
        self.update(&gone);
        Passed { listing, corpus: self.corpus, changed: self.changed }
    }
}

/// Looks at one article, and reads it where it changed: its path, and what to put in its place.
fn article(live: &LiveCorpus, corpus: &Corpus, file: &File, trusted: bool) -> (DocPath, Option<Filed>) {
    let known = corpus.get(&file.path);
    WORK.articles_checked.add(1);
    let fresh = stamp::fresh(file, known.filter(|_| trusted).map(|known| &known.stamp));
    let filed = match fresh {
        Ok(Fresh::Same) => None,
        Ok(Fresh::SameBytes(stamp)) => {
            WORK.articles_opened.add(1);
            known.map(|known| {
                let mut filed = (**known).clone();
                filed.stamp = stamp;
                filed
            })
        }
        Ok(Fresh::Bytes(bytes, stamp)) => {
            WORK.articles_opened.add(1);
            let text = live.workspace.decode(&file.path, bytes);
            Some(text.map_or_else(|why| unreadable(live, corpus, file, why), |text| read(live, corpus, file, &text, stamp)))
        }
        Err(why) => Some(unreadable(live, corpus, file, why)),
    };
    let same = |filed: &Filed| known.is_some_and(|known| **known == *filed);
    (Arc::clone(&file.path), filed.filter(|filed| !same(filed)))
}

/// Reads one article against the corpus. One that cannot be read for a fault of ours has no mentions.
fn read(live: &LiveCorpus, corpus: &Corpus, file: &File, text: &str, stamp: Stamp) -> Filed {
    WORK.articles_read.add(1);
    WORK.article_bytes_read.add(text.len());
    let (path, gazetteer, settings) = (&file.path, &*live.gazetteer, &*live.settings);
    let lines = Arc::new(LineIndex::new(text));
    let work = || {
        let article = Article { path, text, listed_date: live.dates.get(path) };
        let reading = reading::read(article, Context { gazetteer, settings });
        let kept = if live.keeps_findings {
            kept::pack(&rules::check(Subject { path, text, reading: &reading, gazetteer, settings }))
        } else {
            Box::default()
        };
        let record = ArticleRecord::new(Arc::clone(path), text, &reading, Arc::clone(&lines), gazetteer);
        corpus.file(&record, stamp, kept)
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        tracing::error!("{path} could not be read");
        empty(corpus, path, Box::default())
    })
}

/// An article that has no text, with the finding that says why.
fn unreadable(live: &LiveCorpus, corpus: &Corpus, file: &File, why: Unreadable) -> Filed {
    let finding = why.finding(&live.settings).filter(|_| live.keeps_findings);
    empty(corpus, &file.path, kept::pack(finding.as_slice()))
}

fn empty(corpus: &Corpus, path: &DocPath, kept: Box<[u8]>) -> Filed {
    let lines = Arc::new(LineIndex::new(""));
    let record = ArticleRecord::new(Arc::clone(path), "", &reading::Reading::default(), lines, &Gazetteer::default());
    corpus.file(&record, Stamp::default(), kept)
}
