//! Imported names: what lists that others keep say of names that nothing else explains.
//!
//! A list that is trusted in full is found in the text like the gazetteer; what comes here of it are weak names, and names of
//! several entries. Any other list is asked for whole runs of capitals only, and the text is cut as it would be without it.
//! It proposes: one of the entries with the name is meant where the article speaks for it and for none of the others
//! ([`evidence`]), or where it is the only one with a full name of three words or more. Else the name stays unresolved, and
//! the entries are its candidates.
//!
//! Each form is judged once for a document, with all its places. Where unknown names are not looked for, a run of two
//! words or more is judged too, and stays out of sight where no entry is meant.
//!
//! Cost: a step in a table for each unknown run, more only where it hits.

mod evidence;

use rustc_hash::FxHashMap;

use super::Document;
use crate::gazetteer::name_table::{NameTable, Use};
use crate::gazetteer::{EntryIx, Kind, NameUse};
use crate::import::Trust;
use crate::reading::candidate::{Cues, Item, What};
use crate::reading::{Mention, Reason, Status, Support};
use crate::text::Span;
use crate::text::token::{Token, tokenise};

/// The most entries of one name that are judged: of a San Antonio there are thousands.
const MOST_JUDGED: usize = 256;
/// The most candidates that are named.
const MOST_NAMED: usize = 8;
/// The most places of a form that are looked at for what speaks for an entry.
const MOST_PLACES: usize = 32;
/// A full name of so many words says enough where one entry only has it.
const UNIQUE_WORDS: u32 = 3;

/// What imports say of a form.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// The name that is meant, its kind and why.
    meant: Option<(Use, Option<Support>)>,
    /// The entries that have the name, the weightiest first; empty where one is meant.
    candidates: Box<[EntryIx]>,
}

impl<'a> Document<'a> {
    /// Judges every form that imports have. To be done when what the form alone settles is settled.
    pub(super) fn judge_imported(&mut self, open: &[usize]) {
        let Some(imported) = self.gazetteer.imported() else { return };
        let tables = [Trust::Full, Trust::Candidate].map(|trust| imported.names(trust));
        let mut forms: FxHashMap<&'a str, Vec<usize>> = FxHashMap::default();
        for &n in open {
            let item = &self.items[n];
            if tables.iter().any(|table| table.view().step(item.whole).names.is_some()) && self.may_be_asked(item) {
                forms.entry(item.span.of(self.offered.text)).or_default().push(n);
            }
        }
        self.imported = forms.into_iter().map(|(form, places)| (form, self.judged(form, &places, &tables))).collect();
    }

    /// Whether an item is asked for: what would be an unknown name, and elsewhere what has two words or more.
    fn may_be_asked(&self, item: &Item) -> bool {
        self.is_left_to_imports(item) && if self.english { self.is_name(item) } else { item.words() > 1 }
    }

    /// Whether no hand-edited name explains an item. A trusted list may: with a weak name, or with one of several.
    fn is_left_to_imports(&self, item: &Item) -> bool {
        match item.what {
            What::Unknown => true,
            What::Known(known) => known.names(self.gazetteer.tables()).all(|used| used.name.entry.number().is_some()),
            _ => false,
        }
    }

    /// A name that imports explain.
    pub(super) fn imported(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        if !self.may_be_asked(item) {
            return None;
        }
        let (used, support) = self.imported.get(item.span.of(self.offered.text))?.meant?;
        // "Lincoln" after "Abraham Lincoln" is the man.
        let part = item.words() == 1 && self.tails.contains(&item.whole);
        (!part).then(|| Self::listed(item, &used, support))
    }

    /// Names the candidates of what stays unknown.
    pub(super) fn propose(&mut self) {
        for (item, mention) in self.items.iter().zip(&mut self.settled) {
            let Some(mention) = mention.as_mut().filter(|mention| mention.status == Status::Unresolved) else { continue };
            let why = match mention.reason {
                Reason::Unknown(why) => why,
                Reason::Weak { name } if name.entry.number().is_some() => "the name is not enough by itself",
                _ => continue,
            };
            let candidates = self.imported.get(item.span.of(self.offered.text)).map(|judged| &judged.candidates);
            if let Some(candidates) = candidates.filter(|candidates| !candidates.is_empty()) {
                mention.reason = Reason::Proposed { candidates: candidates.clone(), why };
            }
        }
    }

    /// What imports say of a form with these places.
    fn judged(&self, form: &str, places: &[usize], [full, candidate]: &[&NameTable; 2]) -> Judged {
        let mut tokens = Vec::new();
        tokenise(form, Span::new(0, form.len() as u32), &mut tokens);
        let trusted = self.uses(form, &tokens, full);
        let strong: Vec<&Use> = trusted.iter().filter(|used| !used.weak).collect();
        if let [first, rest @ ..] = &*strong
            && rest.iter().all(|used| used.name.entry == first.name.entry)
        {
            return Judged { meant: Some((**first, None)), candidates: Box::default() };
        }
        let mut uses = trusted;
        uses.extend(self.uses(form, &tokens, candidate));
        uses.sort_by_key(|used| (used.name.entry, used.weak, used.name.name));
        uses.dedup_by_key(|used| used.name.entry);
        let all = uses.len();
        let seen = &places[..places.len().min(MOST_PLACES)];
        uses.retain(|used| places.iter().all(|&n| fits(&self.items[n], used.kind)));
        uses.truncate(MOST_JUDGED);
        uses.retain(|used| !self.denied(seen, used.name.entry));
        match self.meant(seen, &mut uses, all) {
            Some(meant) if all <= MOST_JUDGED => return Judged { meant: Some(meant), candidates: Box::default() },
            _ => {}
        }
        let mut candidates: Vec<EntryIx> = uses.iter().map(|used| used.name.entry).collect();
        candidates.sort_by_key(|&entry| (std::cmp::Reverse(self.gazetteer.entry(entry).weight), entry));
        candidates.truncate(MOST_NAMED);
        Judged { meant: None, candidates: candidates.into() }
    }

    /// The names of a table that are written as the form is.
    fn uses(&self, form: &str, tokens: &[Token], table: &NameTable) -> Vec<Use> {
        let whole = Span::new(0, form.len() as u32);
        let uses = table.view().lookup(form, tokens).filter(|used| {
            !matches!(used.usage, NameUse::Misspelling | NameUse::Avoid)
                && self.gazetteer.is_live(used.name)
                && used.case.allows(form, whole, tokens, || &self.gazetteer.name(used.name).form)
        });
        uses.collect()
    }

    /// The one of the entries that is meant, if one is; `left` keeps those for which most speaks. `all` is how many have the
    /// name.
    fn meant(&self, places: &[usize], left: &mut Vec<Use>, all: usize) -> Option<(Use, Option<Support>)> {
        let mut support = None;
        for speaks in evidence::SUPPORTS {
            let spoken: Vec<(Use, Support)> = left
                .iter()
                .filter_map(|used| Some((*used, places.iter().find_map(|&n| speaks(self, n, used.name.entry))?)))
                .collect();
            let Some((_, first)) = spoken.first() else { continue };
            support = support.or(Some(*first));
            *left = spoken.iter().map(|(used, _)| *used).collect();
            if left.len() == 1 {
                break;
            }
        }
        let [only] = &**left else { return None };
        let long = self.items[*places.first()?].words() >= UNIQUE_WORDS;
        let unique = || (all == 1 && !only.weak && long).then_some(Support::Unique);
        support.or_else(unique).map(|support| (*only, Some(support)))
    }
}

/// Whether what stands beside a name lets it be of that kind.
fn fits(item: &Item, kind: Kind) -> bool {
    match kind {
        Kind::Person => !item.cues.has(Cues::LOCATED.or(Cues::COMPANY).or(Cues::DATELINE)),
        _ => !item.cues.has(Cues::TITLED),
    }
}
