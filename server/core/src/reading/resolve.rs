//! Who is meant: one pass over the candidates of a whole document.
//!
//! In tiers: a listed form that only one entry has; a form that the context narrows to one; a part of
//! a name given in full elsewhere in the article; an acronym the article introduces; else unknown,
//! if enough speaks for a name. Two left over is an ambiguous mention, never a guess.
//!
//! The pass sees candidates and their cues, not the text, and costs one look-up or two a candidate.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bearers::{Bearers, Others};
use super::candidate::{Cues, Item, What};
use super::nations::NationIx;
use super::{Context, Mention, Reason, Status, Support};
use crate::gazetteer::name_table::Use;
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameUse};
use crate::text::token::{Gap, Token, tokenise};
use crate::text::{Span, fold, words};

/// Settles every candidate (spans and order of the whole document). `lower` has the hashes of the
/// unlisted words that the article writes in lower case somewhere. Beside each mention stands the
/// index of its candidate.
pub fn resolve(items: &[Item], lower: &FxHashSet<u64>, context: Context<'_>) -> Vec<(u32, Mention)> {
    let gazetteer = context.gazetteer;
    let document = Document::new(items, gazetteer);
    let english = context.settings.language.as_deref().is_none_or(|language| language.starts_with("en"));
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
                    What::Country(_) if english => Some(country(item)),
                    What::Unknown if english && document.is_name(item, lower) => Some(unknown(item)),
                    _ => None,
                },
            );
        mentions.extend(judged.map(|mention| (n as u32, mention)));
    }
    introduce_acronyms(items, &mut mentions);
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
                (!common).then(|| self.listed(item, chosen, None))
            }
            What::Country(_) | What::Unknown => None,
        }
    }

    /// The mention of a listed form that means one entry.
    fn listed(&self, item: &Item, used: &Use, support: Option<Support>) -> Mention {
        Mention {
            span: item.span,
            kind: self.gazetteer.entry(used.name.entry).kind,
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
                    Some(self.listed(item, chosen, support))
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

    /// The country that the article calls offices of by their bare titles: "Foreign Minister Gabi
    /// Ashkenazi" beside "Russian President Vladimir Putin". The one with the most such persons; none
    /// where two have as many.
    fn home(&self) -> Option<EntryIx> {
        let mut votes: FxHashMap<EntryIx, u32> = FxHashMap::default();
        for (n, _) in self.items.iter().enumerate().filter(|(_, item)| item.cues.has(Cues::HOME)) {
            let Some(person) = self.settled[n].as_ref().filter(|mention| mention.kind == Kind::Person).and_then(Mention::entity)
            else {
                continue;
            };
            for country in self.countries_of(person) {
                *votes.entry(country).or_default() += 1;
            }
        }
        let most = votes.values().copied().max()?;
        let mut leading = votes.iter().filter(|(_, count)| **count == most).map(|(country, _)| *country);
        leading.next().filter(|_| leading.next().is_none())
    }

    /// The countries that a person holds or held offices of, in order of index.
    fn countries_of(&self, person: EntryIx) -> Vec<EntryIx> {
        let posts = self.gazetteer.entry(person).roles.iter().filter_map(|role| self.gazetteer.find(&role.post.id));
        let mut countries: Vec<EntryIx> = posts.filter_map(|post| self.country_of(post)).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    /// The person who holds the office that the item is part of: named just before the title or just
    /// behind it.
    fn holder_beside(&self, n: usize) -> Option<EntryIx> {
        /// The most bytes between a person and a body in the same title: ", the Chief of the ".
        const NEAR: u32 = 48;
        let person = |other: usize| self.settled.get(other)?.as_ref().filter(|mention| mention.kind == Kind::Person)?.entity();
        let start = self.items[n].span;
        let before = n.checked_sub(1).filter(|&other| start.start - self.items[other].span.end <= NEAR).and_then(person);
        before.or_else(|| {
            Some(n + 1)
                .filter(|&other| self.items.get(other).is_some_and(|next| next.span.start - start.end <= NEAR))
                .and_then(person)
        })
    }

    /// The country that a post or body belongs to.
    fn country_of(&self, entry: EntryIx) -> Option<EntryIx> {
        self.ancestors(entry).find(|&ancestor| self.gazetteer.entry(ancestor).kind == Kind::Place)
    }

    /// What an entry belongs to, what that belongs to, and so on: at most four steps.
    fn ancestors(&self, entry: EntryIx) -> impl Iterator<Item = EntryIx> {
        let parent = |&at: &EntryIx| {
            let record = self.gazetteer.entry(at);
            let parent =
                record.of.as_ref().or_else(|| record.relations.iter().find(|r| &*r.relation == "part_of").map(|r| &r.to));
            parent.and_then(|parent| self.gazetteer.find(&parent.id))
        };
        std::iter::successors(parent(&entry), parent).take(4)
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

    /// The entry of the demonym or country that stands directly before the item.
    fn neighbour(&self, n: usize) -> Option<EntryIx> {
        let before = n.checked_sub(1)?;
        let (left, right) = (&self.items[before], &self.items[n]);
        let adjoining =
            left.tokens.1 == right.tokens.0 && left.span.end <= right.span.start && right.span.start - left.span.end <= 6;
        self.settled[before].as_ref().filter(|_| adjoining).and_then(Mention::entity)
    }

    /// Whether an entry belongs to another: a body of that country, a part of that body.
    fn belongs(&self, entry: EntryIx, to: EntryIx) -> bool {
        self.ancestors(entry).any(|ancestor| ancestor == to)
    }

    /// What the document speaks of that the entry has to do with: its country, body, office.
    fn supported(&self, entry: EntryIx) -> Option<EntryIx> {
        let record = self.gazetteer.entry(entry);
        let related = record.of.iter().chain(record.relations.iter().map(|relation| &relation.to));
        let related =
            related.chain(record.roles.iter().map(|role| &role.post)).filter_map(|other| self.gazetteer.find(&other.id));
        related.flat_map(|other| std::iter::once(other).chain(self.ancestors(other))).find(|other| self.present.contains(other))
    }

    /// Collects the persons that the document names in full.
    fn find_people(&mut self) {
        let mut known: FxHashSet<EntryIx> = FxHashSet::default();
        for (n, item) in self.items.iter().enumerate() {
            let entry = match &self.settled[n] {
                Some(mention) if mention.kind == Kind::Person => mention.entity(),
                Some(_) => continue,
                None => None,
            };
            if entry.is_none() && !may_be_person(item) {
                continue;
            }
            if let Some(entry) = entry.filter(|&entry| known.insert(entry)) {
                self.add_listed_surnames(entry, item.span);
            }
            if item.words() > 1 {
                self.add(item.surname, item.tail, item.span, entry);
                if entry.is_some() {
                    self.given.entry(item.given).or_default().add(item.span, entry);
                }
            }
        }
    }

    /// Lets a person be meant by the surname of every spelling that the gazetteer lists.
    fn add_listed_surnames(&mut self, entry: EntryIx, at: Span) {
        let mut tokens: Vec<Token> = Vec::new();
        for name in &self.gazetteer.entry(entry).names {
            if matches!(name.usage, NameUse::Abbreviation | NameUse::Nickname) {
                continue;
            }
            tokens.clear();
            tokenise(&name.form, Span::new(0, name.form.len() as u32), &mut tokens);
            let Some(last) = tokens.last().filter(|_| tokens.len() > 1) else { continue };
            let hyphened = (1..tokens.len()).rev().take_while(|&n| tokens[n].before.only(Gap::DASH)).last();
            let from = hyphened.map_or(tokens.len() - 1, |n| n - 1);
            let surname = tokens[from..].iter().map(|token| token.hash).reduce(fold::hash_joined).unwrap_or(last.hash);
            self.add(surname, last.hash, at, Some(entry));
        }
    }

    fn add(&mut self, surname: u64, tail: u64, at: Span, entry: Option<EntryIx>) {
        self.surnames.entry(surname).or_default().add(at, entry);
        if tail != surname {
            self.surnames.entry(tail).or_default().add(at, entry);
        }
    }

    /// A word of a nation that is the surname of a known person whom the article names in full: "Jane
    /// French … French agreed".
    fn namesake_of_a_nation(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        let bears = matches!(item.what, What::Nation(_)) && self.surnames.contains_key(&item.whole);
        if bears { self.short(n).filter(|mention| mention.entity().is_some()) } else { None }
    }

    /// A mention as part of a person's name given in full elsewhere.
    fn short(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        let family = || item.singular.and_then(|singular| self.surnames.get(&singular));
        let mut span = item.span;
        let (people, what) = match (self.surnames.get(&item.whole), self.given.get(&item.whole)) {
            (Some(people), _) => (people, "surname"),
            (None, Some(people)) if !item.cues.has(Cues::ORDINARY) => (people, "given name"),
            (None, _) => {
                span.end -= 1; // the plural stays outside: "the Netanyahus"
                (family()?, "surname")
            }
        };
        if item.cues.has(Cues::INITIAL.or(Cues::HEADLINE))
            && item.cues.has(Cues::ORDINARY)
            && !matches!(item.what, What::Nation(_))
            && !self.capitals.contains_key(&item.whole)
        {
            return None;
        }
        let Others { entries, strangers, full, entry } = people.others(item.span)?;
        let mention = |status, reason| Mention { span, kind: Kind::Person, status, reason };
        let short = Reason::Short { what, full };
        Some(match (&*entries, entry) {
            ([_, _, ..], _) => {
                mention(Status::Ambiguous(entries.into()), Reason::Several("the article names several persons so"))
            }
            ([entry], _) if !strangers => mention(Status::Resolved(Some(*entry)), short),
            (_, Some(entry)) => mention(Status::Resolved(Some(entry)), short),
            (_, None) => mention(Status::Unresolved, short),
        })
    }

    /// A listed form that nothing supports: unknown, unless it is an ordinary word.
    fn unsupported(&self, item: &Item) -> Option<Mention> {
        let What::Known(known) = item.what else { return None };
        let ordinary =
            item.cues.has(Cues::ORDINARY) || item.cues.has(Cues::INITIAL.or(Cues::HEADLINE)) && words::ordinary(item.whole);
        let kind =
            known.names(self.gazetteer.names()).next().map_or(Kind::Other, |used| self.gazetteer.entry(used.name.entry).kind);
        (!ordinary).then_some(Mention {
            span: item.span,
            kind,
            status: Status::Unresolved,
            reason: Reason::Unknown("it is a weak form of an entry that nothing else in the article speaks for"),
        })
    }

    /// Whether enough speaks for a name.
    fn is_name(&self, item: &Item, lower: &FxHashSet<u64>) -> bool {
        let cues = item.cues;
        let placed = cues.has(Cues::INITIAL.or(Cues::HEADLINE));
        let elsewhere = self.capitals.get(&item.whole).copied().unwrap_or_default();
        if item.words() > 1 {
            return !cues.has(Cues::ORDINARY)
                || elsewhere > u32::from(!placed)
                || !placed
                || (cues.has(Cues::BODY.or(Cues::PLACE).or(Cues::EVENT)) && !cues.has(Cues::HEADLINE));
        }
        if cues.has(Cues::ORDINARY) {
            let acronym = cues.has(Cues::ACRONYM) && !placed && !cues.has(Cues::LABEL);
            let seen = elsewhere > u32::from(!placed) && !cues.has(Cues::PLURAL);
            return !cues.has(Cues::HEADLINE) && (cues.has(Cues::TITLED) || acronym || seen);
        }
        elsewhere > 0 || !lower.contains(&item.whole)
    }
}

/// A country that the gazetteer has no entry for.
fn country(item: &Item) -> Mention {
    let reason = Reason::Unknown("it is a country");
    Mention { span: item.span, kind: Kind::Place, status: Status::Unresolved, reason }
}

/// An unknown name, with a guess of its kind.
fn unknown(item: &Item) -> Mention {
    let cues = item.cues;
    let (kind, why) = match () {
        () if cues.has(Cues::TITLED) => (Kind::Person, "a title stands before it"),
        () if cues.has(Cues::BODY) => (Kind::Organisation, "it ends like the name of a body"),
        () if cues.has(Cues::EVENT) => (Kind::Event, "it ends like the name of an event"),
        () if cues.has(Cues::PLACE) => (Kind::Place, "it ends like the name of a place"),
        () if cues.has(Cues::DESIGNATION) => (Kind::Weapon, "it is written like a designation"),
        () if cues.has(Cues::ACRONYM) => (Kind::Organisation, "it is an acronym"),
        () if cues.has(Cues::LOCATED) && item.words() == 1 => (Kind::Place, "something is said to be there"),
        () if may_be_person(item) && item.words() > 1 => (Kind::Person, "it is a run of capitalised words"),
        () if item.words() > 1 => (Kind::Organisation, "it is a run of capitalised words"),
        () if cues.has(Cues::INITIAL) => (Kind::Other, "it is no English word"),
        () => (Kind::Other, "it is capitalised in mid-sentence"),
    };
    Mention { span: item.span, kind, status: Status::Unresolved, reason: Reason::Unknown(why) }
}

/// The one to choose of several uses of a form: the only entry, or the only one whose house form it is.
fn best<'u>(uses: &[&'u Use]) -> Option<&'u Use> {
    let one = |mut uses: Vec<&'u Use>| {
        uses.dedup_by_key(|used| used.name.entry);
        if let [used] = uses[..] { Some(used) } else { None }
    };
    one(uses.to_vec()).or_else(|| one(uses.iter().copied().filter(|used| used.usage == NameUse::House).collect()))
}

/// Whether an unknown name can be a person's: two to four words, none of them the head of something
/// else.
fn may_be_person(item: &Item) -> bool {
    matches!(item.what, What::Unknown)
        && (2..=5).contains(&item.words())
        && !item.cues.has(Cues::BODY.or(Cues::PLACE).or(Cues::EVENT).or(Cues::ORDINARY).or(Cues::DESIGNATION).or(Cues::CAPITALS))
}

/// Gives an acronym that the article introduces in brackets the meaning of the full name before it,
/// wherever it stands.
fn introduce_acronyms(items: &[Item], mentions: &mut [(u32, Mention)]) {
    let mut introduced: FxHashMap<u64, (Status, Kind, Span)> = FxHashMap::default();
    for (n, item) in items.iter().enumerate().filter(|(_, item)| item.cues.has(Cues::INTRODUCED)) {
        let full = n.checked_sub(1).and_then(|before| mentions.binary_search_by_key(&(before as u32), |(index, _)| *index).ok());
        if let Some((_, full)) = full.map(|found| &mentions[found]) {
            introduced.entry(item.whole).or_insert_with(|| (full.status.clone(), full.kind, full.span));
        }
    }
    if introduced.is_empty() {
        return;
    }
    for (n, mention) in mentions.iter_mut().filter(|(_, mention)| mention.entity().is_none()) {
        if let Some((status, kind, full)) = introduced.get(&items[*n as usize].whole) {
            (mention.status, mention.kind, mention.reason) = (status.clone(), *kind, Reason::Acronym { full: *full });
        }
    }
}
