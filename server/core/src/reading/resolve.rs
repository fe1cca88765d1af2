//! Who is meant: one pass over the candidates of a whole document.
//!
//! In tiers: a listed form that only one entry has; a form that the context narrows to one; a part of
//! a name given in full elsewhere in the article; an acronym the article introduces; else unknown,
//! if enough speaks for a name. Two left over is an ambiguous mention, never a guess.
//!
//! The pass sees candidates and their cues, not the text, and costs one look-up or two a candidate.

mod acronyms;
mod people;
mod support;
mod unknown;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bearers::Bearers;
use super::candidate::{Cues, Item, What};
use super::language::Language;
use super::nations::NationIx;
use super::{Context, Mention, Reason, Status, Support};
use crate::gazetteer::name_table::Use;
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameUse};
use crate::text::token::tokenise;
use crate::text::{Span, fold, words};

/// Settles every candidate (spans and order of the whole document). `lower` has the hashes of the
/// unlisted words that the article writes in lower case somewhere. Unknown names are reported in English only. Beside each mention stands the
/// index of its candidate.
pub fn resolve(items: &[Item], lower: &FxHashSet<u64>, language: &Language, context: Context<'_>) -> Vec<(u32, Mention)> {
    let gazetteer = context.gazetteer;
    let document = Document::new(items, gazetteer);
    let english = language.is_english();
    let ignored: FxHashSet<u64> = context.settings.ignore.iter().filter_map(|form| whole_hash(form)).collect();
    let mut mentions: Vec<(u32, Mention)> = Vec::with_capacity(items.len());
    for (n, item) in items.iter().enumerate() {
        if ignored.contains(&item.whole) {
            continue;
        }
        let judged =
            document.namesake_of_a_nation(n).or_else(|| document.settled[n].clone()).or_else(|| document.short(n)).or_else(
                || match item.what {
                    What::Known(_) => document.unsupported(item),
                    What::Country(_) if english => Some(unknown::country(item)),
                    What::Unknown if english && document.is_name(item, lower) => Some(unknown::unknown(item)),
                    _ => None,
                },
            );
        mentions.extend(judged.map(|mention| (n as u32, mention)));
    }
    acronyms::introduce(items, &mut mentions);
    mentions
}

/// Joined hash of a form's words.
fn whole_hash(form: &str) -> Option<u64> {
    let mut tokens = Vec::new();
    tokenise(form, Span::new(0, form.len() as u32), &mut tokens);
    tokens.iter().map(|token| token.hash).reduce(fold::hash_joined)
}

struct Document<'a> {
    items: &'a [Item],
    gazetteer: &'a Gazetteer,
    /// What is settled by listed forms alone, for each item.
    settled: Vec<Option<Mention>>,
    /// Entries that the document names by a form of their own.
    present: FxHashSet<EntryIx>,
    /// Words that stand with a capital where not any word would, and how often.
    capitals: FxHashMap<u64, u32>,
    /// The entries of the nations that it speaks of.
    countries: FxHashMap<NationIx, Option<EntryIx>>,
    /// Surname → the persons named in full that bear it.
    surnames: FxHashMap<u64, Bearers>,
    /// Given name → likewise.
    given: FxHashMap<u64, Bearers>,
}

impl<'a> Document<'a> {
    fn new(items: &'a [Item], gazetteer: &'a Gazetteer) -> Self {
        let mut document = Document {
            items,
            gazetteer,
            settled: vec![None; items.len()],
            present: FxHashSet::default(),
            capitals: FxHashMap::default(),
            countries: FxHashMap::default(),
            surnames: FxHashMap::default(),
            given: FxHashMap::default(),
        };
        for item in items {
            if !item.cues.has(Cues::INITIAL.or(Cues::HEADLINE)) {
                *document.capitals.entry(item.whole).or_default() += 1;
            }
        }
        for item in items {
            if let What::Nation(Some(nation)) = item.what {
                document.countries.entry(nation).or_insert_with(|| nation.entry(gazetteer));
            }
        }
        for (n, item) in items.iter().enumerate() {
            document.settled[n] = document.alone(item);
            document.present.extend(document.settled[n].as_ref().and_then(Mention::entity));
        }
        document.find_people();
        document.narrow();
        document
    }

    /// What a listed form or demonym says by itself.
    fn alone(&self, item: &Item) -> Option<Mention> {
        match item.what {
            What::Nation(nation) => Some(Mention {
                span: item.span,
                kind: Kind::Group,
                status: Status::Resolved(nation.and_then(|nation| self.countries.get(&nation).copied().flatten())),
                reason: Reason::Demonym { of: nation.map_or("more than one nation", NationIx::name) },
            }),
            What::Known(known) => {
                let common = item.words() == 1
                    && !item.cues.has(Cues::ACRONYM)
                    && item.cues.has(Cues::INITIAL.or(Cues::HEADLINE))
                    && words::class_of(item.whole) == Some(words::WordClass::Common)
                    && !self.capitals.contains_key(&item.whole);
                let mut strong = known.names(self.gazetteer.names()).filter(|used| !used.weak);
                let chosen = match (strong.next()?, strong.next()) {
                    (only, None) => only,
                    (first, Some(second)) => best(&[first, second].into_iter().chain(strong).collect::<Vec<_>>())?,
                };
                (!common).then(|| Self::listed(item, chosen, None))
            }
            What::Country(_) | What::Unknown => None,
        }
    }

    /// The mention of a listed form that means one entry.
    fn listed(item: &Item, used: &Use, support: Option<Support>) -> Mention {
        Mention {
            span: item.span,
            kind: used.kind,
            status: Status::Resolved(Some(used.name.entry)),
            reason: Reason::Listed { name: used.name, support },
        }
    }

    /// Settles the forms of several entries, and weak ones, with what the document names besides.
    fn narrow(&mut self) {
        let home = self.home();
        for (n, item) in self.items.iter().enumerate() {
            let What::Known(known) = item.what else { continue };
            if self.settled[n].is_some() {
                continue;
            }
            let uses: Vec<&Use> = known.names(self.gazetteer.names()).collect();
            let beside = self.neighbour(n);
            let holder = if item.cues.has(Cues::OFFICE) { self.holder_beside(n) } else { None };
            let tiers: [&dyn Fn(EntryIx) -> Option<Support>; 5] = [
                &|entry| {
                    holder
                        .filter(|&person| self.countries_of(person).iter().any(|&c| self.belongs(entry, c)))
                        .map(Support::Beside)
                },
                &|entry| beside.filter(|&cue| self.belongs(entry, cue)).map(Support::Beside),
                &|entry| home.filter(|&home| self.belongs(entry, home)).map(Support::Home),
                &|entry| self.present.contains(&entry).then_some(Support::Named),
                &|entry| self.supported(entry).map(Support::Spoken),
            ];
            let left =
                tiers.iter().map(|tier| uses.iter().filter_map(|&used| Some((used, tier(used.name.entry)?))).collect::<Vec<_>>());
            let left = left.into_iter().find(|left| !left.is_empty()).unwrap_or_default();
            let named = left.iter().any(|(_, support)| *support == Support::Named);
            if !named && self.surnames.contains_key(&item.whole) {
                continue; // the document names a person of that surname in full
            }
            let candidates: Vec<&Use> = left.iter().map(|(used, _)| *used).collect();
            self.settled[n] = match best(&candidates) {
                Some(chosen) => {
                    let support = left.iter().find(|(used, _)| used.name == chosen.name).map(|(_, support)| *support);
                    Some(Self::listed(item, chosen, support))
                }
                None if left.is_empty() => {
                    let strong: Vec<&Use> = uses.iter().copied().filter(|used| !used.weak).collect();
                    // One alone is left only where it is an ordinary word at the start of a sentence.
                    (best(&strong).is_none() && !strong.is_empty()).then(|| self.ambiguous(item, &strong))
                }
                None => Some(self.ambiguous(item, &candidates)),
            };
        }
    }

    fn ambiguous(&self, item: &Item, uses: &[&Use]) -> Mention {
        let mut entries: Vec<EntryIx> = uses.iter().map(|used| used.name.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        Mention {
            span: item.span,
            kind: self.gazetteer.entry(entries[0]).kind,
            status: Status::Ambiguous(entries.into()),
            reason: Reason::Several("nothing in the article tells them apart"),
        }
    }
}

/// The one to choose of several uses of a form: the only entry, or the only one whose house form it is.
fn best<'u>(uses: &[&'u Use]) -> Option<&'u Use> {
    let one = |mut uses: Vec<&'u Use>| {
        uses.dedup_by_key(|used| used.name.entry);
        if let [used] = uses[..] { Some(used) } else { None }
    };
    one(uses.to_vec()).or_else(|| one(uses.iter().copied().filter(|used| used.usage == NameUse::House).collect()))
}
