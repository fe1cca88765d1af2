//! Who is meant: one pass over the candidates of a whole document, tier by tier.
//!
//! First each candidate by its form alone ([`Document::BY_FORM`]), then what is left with the document's help
//! ([`Document::IN_CONTEXT`]). A tier looks at the candidates that the tiers before it left open, and what it settles is
//! evidence for those after it. Two entries left over are an ambiguous mention, never a guess.
//!
//! The pass sees candidates and their cues. It looks at the text only where a derived form or a title
//! must be compared word by word, and for what stands between two candidates ([`Between`]); it costs a few look-ups a
//! candidate. An edit that leaves all of that as it was leaves the judgements too: [`super::carry`] relies on it, so a
//! tier that looks at more has to be known there.

mod acronyms;
mod forms;
mod headlines;
mod imported;
mod licensed;
mod people;
mod support;
mod unknown;

pub use support::Between;
pub use unknown::HOLIDAY;

use std::cell::OnceCell;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::bearers::Bearers;
use super::candidate::{Cues, Item, TitleItem, What};
use super::language::Language;
use super::licensed::Licensed;
use super::nations::NationIx;
use super::pins::Pinned;
use super::{Context, Mention, Pin, Reason, Status};
use crate::gazetteer::date::Date;
use crate::gazetteer::{EntryIx, Gazetteer, Kind};
use crate::text::token::tokenise;
use crate::text::{Span, fold};
use imported::Judged;

/// A way to settle a candidate, by its index.
type Tier<'a> = (&'static str, fn(&Document<'a>, usize) -> Option<Mention>);

/// What a document offers for resolution.
#[derive(Clone, Copy)]
pub struct Candidates<'a> {
    /// The article.
    pub text: &'a str,
    /// The candidates, with spans and order of the whole document.
    pub items: &'a [Item],
    /// The titles, likewise.
    pub titles: &'a [TitleItem],
    /// Hashes of the unlisted words that the article writes in lower case somewhere, sorted.
    pub lower: &'a [u64],
    /// The pins of `What::Pinned`.
    pub pins: &'a [Pin],
    /// The pins of the front matter, by the joined hash of a form's words.
    pub pinned_forms: &'a FxHashMap<u64, Pin>,
    /// The article's date.
    pub date: Option<&'a Date>,
}

/// Settles every candidate: whom it means, none for what is no mention; and whether imports have a form that nothing else
/// explains. Unknown names are reported in English only.
pub fn resolve(candidates: Candidates<'_>, language: &Language, context: Context<'_>) -> (Vec<Option<Mention>>, bool) {
    let ignored: FxHashSet<u64> = context.settings.ignore.iter().filter_map(|form| whole_hash(form)).collect();
    let longer = headlines::lengthen(candidates.text, candidates.items);
    let (items, swallowed) = longer.as_ref().map_or((candidates.items, None), |(items, swallowed)| (&**items, Some(swallowed)));
    let candidates = Candidates { items, ..candidates };
    let mut document = Document::new(candidates, language, context);
    let mut open: Vec<usize> = (0..candidates.items.len())
        .filter(|n| swallowed.is_none_or(|swallowed| !swallowed.contains(n)))
        .filter(|&n| !ignored.contains(&candidates.items[n].whole) && !document.no_name(n))
        .collect();
    document.settle(&mut open, &Document::BY_FORM);
    document.judge_imported(&open);
    document.settle(&mut open, &Document::BY_IMPORTS);
    document.learn_from_full_names();
    document.overrule_nations();
    document.settle(&mut open, &Document::IN_CONTEXT);
    unknown::share_kinds(candidates.items, &mut document.settled);
    acronyms::introduce(candidates.items, &mut document.settled);
    document.propose();
    let asked = !document.imported.is_empty();
    (document.settled, asked)
}

/// Joined hash of a form's words.
fn whole_hash(form: &str) -> Option<u64> {
    let mut tokens = Vec::new();
    tokenise(form, Span::new(0, form.len() as u32), &mut tokens);
    tokens.iter().map(|token| token.hash).reduce(fold::hash_joined)
}

struct Document<'a> {
    offered: Candidates<'a>,
    items: &'a [Item],
    gazetteer: &'a Gazetteer,
    /// Unknown names are looked for in English only.
    english: bool,
    /// What is settled so far, for each item.
    settled: Vec<Option<Mention>>,
    /// Entries that the document names.
    present: FxHashSet<EntryIx>,
    /// Words that stand with a capital where not any word would, and how often.
    capitals: FxHashMap<u64, u32>,
    /// The acronyms that it introduces in brackets.
    introduced: FxHashSet<u64>,
    /// The first and last words of the unknown names of two words or more.
    tails: FxHashSet<u64>,
    /// Surname → the persons named in full that bear it.
    surnames: FxHashMap<u64, Bearers>,
    /// Given name → likewise.
    given: FxHashMap<u64, Bearers>,
    /// The country that the article calls offices of by their bare titles.
    home: Option<EntryIx>,
    /// What each unknown form may stand for, by the joined hash of its words.
    licences: FxHashMap<u64, Vec<Licensed>>,
    /// Entries that named ones hold offices of or are tied to, and one that is.
    tied: OnceCell<FxHashMap<EntryIx, EntryIx>>,
    /// The same for those that the form alone settles.
    tied_by_form: OnceCell<FxHashMap<EntryIx, EntryIx>>,
    /// The nations that the document names.
    nations_named: OnceCell<Vec<NationIx>>,
    /// What imports say of the forms that nothing else explains.
    imported: FxHashMap<&'a str, Judged>,
}

impl<'a> Document<'a> {
    /// The tiers that need the form alone.
    const BY_FORM: [Tier<'a>; 6] = [
        ("a person has pinned it", Self::pinned),
        ("the house form of one entry", Self::house_form),
        ("another form of one entry", Self::other_form),
        ("another case of a form of one entry", Self::declined_form),
        ("a word or name of a nation", Self::nation),
        ("a form that just one entry licenses", Self::licensed),
    ];

    /// The tier of what nothing of the gazetteer's own explains.
    const BY_IMPORTS: [Tier<'a>; 1] = [("an imported name that is trusted, or that the document supports", Self::imported)];

    /// The tiers that need what the document says besides.
    const IN_CONTEXT: [Tier<'a>; 6] = [
        ("a shared or weak form, or a bare body, that the document supports", Self::in_support),
        ("part of a person's name given in full", Self::short),
        ("a form that an entry licenses which the document speaks for", Self::licensed_in_support),
        ("a form of several entries", Self::shared),
        ("a surname of one person, whom the document speaks for without the name in full", Self::lone_surname),
        ("an unknown name, if enough speaks for one", Self::unknown),
    ];

    fn new(offered: Candidates<'a>, language: &Language, context: Context<'a>) -> Self {
        let mut document = Document {
            offered,
            items: offered.items,
            gazetteer: context.gazetteer,
            english: language.is_english(),
            settled: vec![None; offered.items.len()],
            present: FxHashSet::default(),
            capitals: FxHashMap::with_capacity_and_hasher(offered.items.len(), FxBuildHasher),
            introduced: FxHashSet::default(),
            tails: FxHashSet::default(),
            surnames: FxHashMap::default(),
            given: FxHashMap::default(),
            home: None,
            licences: FxHashMap::default(),
            tied: OnceCell::new(),
            tied_by_form: OnceCell::new(),
            nations_named: OnceCell::new(),
            imported: FxHashMap::default(),
        };
        for item in document.items {
            if item.cues.has(Cues::INTRODUCED) {
                document.introduced.insert(item.whole);
            }
            if item.what == What::Unknown && item.words() > 1 && !item.cues.has(Cues::INITIAL) {
                document.tails.insert(item.tail);
                if !item.cues.has(Cues::FORENAME) {
                    document.tails.insert(item.given);
                }
            }
            if !item.cues.has(Cues::INITIAL.or(Cues::HEADLINE)) {
                *document.capitals.entry(item.whole).or_default() += 1;
            }
        }
        document.find_licences();
        document
    }

    /// Tries each tier on all that is still open.
    fn settle(&mut self, open: &mut Vec<usize>, tiers: &[Tier<'a>]) {
        for (_, tier) in tiers {
            open.retain(|&n| {
                let mention = tier(self, n);
                self.present.extend(mention.as_ref().and_then(Mention::entity));
                self.settled[n] = mention;
                self.settled[n].is_none()
            });
        }
    }

    /// Collects what the names in full tell of the rest.
    fn learn_from_full_names(&mut self) {
        self.find_people();
        self.home = self.find_home();
    }

    /// Gives words of nations to the persons named in full whose surnames they are.
    fn overrule_nations(&mut self) {
        for n in 0..self.items.len() {
            if let Some(person) = self.namesake_of_a_nation(n) {
                self.settled[n] = Some(person);
            }
        }
    }

    /// The pin of an item, if it has one.
    fn pin(&self, n: usize) -> Option<Pin> {
        match self.items[n].what {
            What::Pinned(pin) => self.offered.pins.get(pin as usize).copied(),
            _ => self.offered.pinned_forms.get(&self.items[n].whole).copied(),
        }
    }

    /// Whether a person says that the item is no name.
    fn no_name(&self, n: usize) -> bool {
        self.pin(n).is_some_and(|pin| pin.meant == Pinned::NotAName)
    }

    /// What a person's annotation says.
    fn pinned(&self, n: usize) -> Option<Mention> {
        let pin = self.pin(n)?;
        let (kind, status) = match pin.meant {
            Pinned::Entry(entry) => (self.gazetteer.entry(entry).kind, Status::Resolved(Some(entry))),
            Pinned::NoEntry => (Kind::Other, Status::Unresolved),
            Pinned::NotAName => return None,
        };
        Some(Mention { span: self.items[n].span, kind, status, reason: Reason::Pin(pin.id) })
    }
}
