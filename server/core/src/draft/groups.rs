//! Which forms name one and the same: spellings of a person's full name, surnames, spellings of other
//! names, a place with and without the head of its name, acronyms.
//!
//! Forms that may be spellings of each other share a key ([`Spelled`]), so each is compared with a
//! handful of others. The more frequent form always comes first and stands for its group, so that a
//! chain of small differences never joins two ends that differ much.

use std::collections::BTreeMap;

use super::evidence::{CLEAR, Evidence};
use super::kind;
use super::sightings::{Form, Sightings};
use super::spelling::Spelled;
use crate::gazetteer::Kind;
use crate::reading::lexicon::{self, Part};
use crate::reading::nations::NationIx;
use crate::text::{fold, words};

/// Some forms of one name.
pub(super) struct Group<'a> {
    /// What it is.
    pub kind: Kind,
    /// The country that it is.
    pub country: Option<NationIx>,
    /// The forms that name it in full, the most frequent first.
    pub full: Vec<&'a Form>,
    /// Shorter forms of it: a surname, a place without its head.
    pub short: Vec<&'a Form>,
    /// Its acronyms, where articles use them by themselves.
    pub acronyms: Vec<&'a Form>,
    /// Other groups that have one of its surnames too.
    pub namesakes: Vec<usize>,
    evidence: Evidence,
    spelled: Spelled,
}

/// The most persons that an unexplained surname is listed for.
const NAMESAKES: usize = 4;
/// Heads that a place's name is often said without, and that name the same place.
const DROPPED: &str =
    "heights strip base airbase airfield camp island islands mountains hills peninsula desert valley river plateau";
/// Letters of an acronym that is recognised by its initials alone.
const INITIALS: usize = 3;

/// Groups all forms.
pub(super) fn groups(sightings: &Sightings) -> Vec<Group<'_>> {
    let mut forms: Vec<(&str, &Form)> = sightings.forms.iter().map(|(key, form)| (key.as_str(), form)).collect();
    // A form counts as often as it is written, not as often as a surname means it.
    forms.sort_by_cached_key(|(key, form)| (std::cmp::Reverse((form.times(), form.mentions)), *key));
    let kinds = kinds(sightings);
    let mut groups: Groups<'_> = Groups::default();
    let (countries, forms): (Vec<_>, Vec<_>) = forms.into_iter().partition(|(_, form)| form.country.is_some());
    for (_, form) in countries {
        groups.add_country(form);
    }
    let kind_of = |key: &str| kinds.get(key).map_or((Kind::Other, Evidence::default()), |known| *known);
    // Longer names first, so that a short form finds the full one.
    let (longer, single): (Vec<_>, Vec<_>) = forms.into_iter().partition(|(key, _)| key.contains(' '));
    for (key, form) in longer.into_iter().chain(single) {
        let (kind, evidence) = kind_of(key);
        groups.add(form, kind, evidence);
    }
    groups.surnames();
    groups.given_names();
    groups.headless();
    groups.acronyms();
    groups.all.into_iter().flatten().collect()
}

/// Kind and points of each form, with what its neighbours say where nothing else does.
fn kinds(sightings: &Sightings) -> BTreeMap<&str, (Kind, Evidence)> {
    let first: BTreeMap<&str, (Kind, Evidence)> = sightings
        .forms
        .iter()
        .map(|(key, form)| {
            let evidence = kind::weigh(form);
            (key.as_str(), (kind::decide(&evidence, form), evidence))
        })
        .collect();
    let silent = |(_, evidence): &(Kind, Evidence)| evidence.best().is_none();
    sightings
        .forms
        .iter()
        .map(|(key, form)| {
            let own = first[key.as_str()];
            let mut neighbours = form.beside.iter().filter_map(|other| first.get(other.as_str()));
            match neighbours.next().filter(|known| silent(&own) && !silent(known)) {
                Some((kind, _)) if neighbours.all(|(other, _)| other == kind) => (key.as_str(), (*kind, own.1)),
                _ => (key.as_str(), own),
            }
        })
        .collect()
}

#[derive(Default)]
struct Groups<'a> {
    /// None where it went into another.
    all: Vec<Option<Group<'a>>>,
    by_key: BTreeMap<String, Vec<usize>>,
    by_surname: BTreeMap<String, Vec<usize>>,
    by_country: BTreeMap<NationIx, usize>,
}

impl<'a> Groups<'a> {
    fn add_country(&mut self, form: &'a Form) {
        let Some(nation) = form.country else { return };
        if let Some(&known) = self.by_country.get(&nation) {
            self.all[known].iter_mut().for_each(|group| group.full.push(form));
        } else {
            self.by_country.insert(nation, self.all.len());
            let group = Group::new(form, Kind::Place, Evidence::default());
            self.all.push(Some(Group { country: Some(nation), ..group }));
        }
    }

    /// Adds a form to the group that it is a spelling of, or to one of its own.
    fn add(&mut self, form: &'a Form, kind: Kind, evidence: Evidence) {
        let new = Group::new(form, kind, evidence);
        let person = kind == Kind::Person && new.spelled.len() > 1;
        let same = if person { self.same_person(&new) } else { self.same_name(&new) };
        if let Some(group) = same.and_then(|same| self.all[same].as_mut()) {
            group.full.push(form);
            group.evidence.join(&evidence);
            if let Some((kind, _)) = group.evidence.best() {
                group.kind = kind;
            }
            return;
        }
        let ix = self.all.len();
        if person {
            self.by_surname.entry(new.spelled.surname_key()).or_default().push(ix);
        } else {
            self.by_key.entry(new.spelled.key()).or_default().push(ix);
        }
        self.all.push(Some(new));
    }

    /// The person that the name is a spelling of: word for word, else the only one that it may be.
    fn same_person(&self, new: &Group<'_>) -> Option<usize> {
        let near = self.by_surname.get(&new.spelled.surname_key())?;
        let is = |ix: &usize, judge: &dyn Fn(&Spelled) -> bool| self.all[*ix].as_ref().is_some_and(|group| judge(&group.spelled));
        if let Some(same) = near.iter().find(|ix| is(ix, &|known| known.same(&new.spelled))) {
            return Some(*same);
        }
        let mut may_be = near.iter().filter(|ix| is(ix, &|known| known.same_person(&new.spelled)));
        may_be.next().filter(|_| may_be.next().is_none()).copied()
    }

    fn same_name(&self, new: &Group<'_>) -> Option<usize> {
        let near = self.by_key.get(&new.spelled.key())?;
        near.iter()
            .copied()
            .find(|&ix| self.all[ix].as_ref().is_some_and(|group| group.spelled.same(&new.spelled) && agree(group, new)))
    }

    /// Gives each surname that stands by itself to the person who bears it.
    fn surnames(&mut self) {
        let persons: Vec<usize> = self.by_surname.values().flatten().copied().collect();
        let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for ix in persons {
            let Some(group) = &self.all[ix] else { continue };
            bearers.entry(group.spelled.surname_key()).or_default().push(ix);
        }
        for ix in 0..self.all.len() {
            let Some(group) = self.all[ix].as_ref().filter(|group| may_be_surname(group)) else { continue };
            let Some(near) = bearers.get(&group.spelled.surname_key()) else { continue };
            let bears = |&other: &usize| {
                other != ix && self.all[other].as_ref().is_some_and(|person| person.spelled.has_surname(&group.spelled))
            };
            let mut of: Vec<usize> = near.iter().copied().filter(bears).collect();
            if of.is_empty() || of.len() > NAMESAKES {
                continue;
            }
            of.sort_unstable();
            let Some(group) = self.all[ix].take() else { continue };
            for &person in &of {
                let Some(person) = self.all[person].as_mut() else { continue };
                person.short.extend(&group.full);
            }
            for (n, &person) in of.iter().enumerate().skip(1) {
                let Some(person) = self.all[person].as_mut() else { continue };
                person.namesakes.extend(&of[..n]);
            }
        }
    }

    /// Leaves out given names that stand by themselves in articles that name the person in full: once the
    /// person has an entry, the reading knows who is meant.
    fn given_names(&mut self) {
        let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &ix in self.by_surname.values().flatten() {
            let Some(given) = self.all[ix].as_ref().and_then(|group| group.full[0].usual().split(' ').next()) else { continue };
            bearers.entry(fold::fold(given)).or_default().push(ix);
        }
        for ix in 0..self.all.len() {
            let Some(group) = self.all[ix].as_ref().filter(|group| may_be_surname(group)) else { continue };
            let near = bearers.get(&fold::fold(group.full[0].usual())).map_or(&[][..], Vec::as_slice);
            let persons: Vec<&Group<'_>> = near
                .iter()
                .filter_map(|&other| self.all[other].as_ref())
                .filter(|person| person.spelled.has_given_name(&group.spelled))
                .collect();
            let named_in = |article: &u32| {
                persons.iter().flat_map(|person| &person.full).any(|form| form.articles.binary_search(article).is_ok())
            };
            if !persons.is_empty() && group.full.iter().flat_map(|form| &form.articles).all(named_in) {
                self.all[ix] = None;
            }
        }
    }

    /// Gives a place's name without its head to the place, where no article has only the short form:
    /// "Golan" to "Golan Heights".
    fn headless(&mut self) {
        let long: Vec<usize> =
            (0..self.all.len()).filter(|&ix| self.all[ix].as_ref().is_some_and(|group| stem(group).is_some())).collect();
        for ix in long {
            let Some(group) = self.all[ix].as_ref() else { continue };
            let Some(stem) = stem(group) else { continue };
            let stem = Spelled::new(&stem);
            let articles = &group.full[0].articles;
            let of_stem = |&other: &usize| {
                other != ix
                    && self.all[other].as_ref().is_some_and(|short| {
                        short.spelled.same(&stem)
                            && short.country.is_none()
                            && !kind::is_capital(&fold::fold(short.full[0].usual()))
                            && matches!(short.kind, Kind::Place | Kind::Other)
                            && short
                                .full
                                .iter()
                                .filter(|form| fold::fold(form.usual()) == fold::fold(&stem_of(group)))
                                .all(|form| form.articles.iter().all(|article| articles.contains(article)))
                    })
            };
            let short = self.by_key.get(&stem.key()).and_then(|near| near.iter().copied().find(of_stem));
            if let Some(short) = short.and_then(|short| self.all[short].take())
                && let Some(group) = self.all[ix].as_mut()
            {
                group.short.extend(short.full);
                group.short.extend(short.short);
            }
        }
    }

    /// Gives an acronym to the name it stands for: one that some article introduces, else the only one
    /// with these initials.
    fn acronyms(&mut self) {
        let mut introduced: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (ix, group) in self.all.iter().enumerate().filter_map(|(ix, group)| Some((ix, group.as_ref()?))) {
            for acronym in group.full.iter().flat_map(|form| form.acronyms.keys()) {
                introduced.entry(fold::fold(acronym)).or_default().push(ix);
            }
            if group.kind != Kind::Person {
                initials.entry(initials_of(group.full[0].usual())).or_default().push(ix);
            }
        }
        for ix in 0..self.all.len() {
            let Some(group) = self.all[ix].as_ref().filter(|group| group.country.is_none() && group.spelled.len() == 1) else {
                continue;
            };
            let name = group.full[0].usual();
            let signs = name.chars().filter(|c| c.is_alphabetic()).count();
            if name.chars().any(char::is_lowercase) || signs < 2 {
                continue;
            }
            let key = fold::fold(name);
            let of = introduced.get(&key).or_else(|| initials.get(&key).filter(|of| signs >= INITIALS && of.len() == 1));
            let Some(&of) = of.and_then(|of| of.first()).filter(|&&of| of != ix && self.all[of].is_some()) else { continue };
            if let Some(group) = self.all[ix].take()
                && let Some(full) = self.all[of].as_mut()
            {
                full.acronyms.extend(group.full);
            }
        }
    }
}

impl<'a> Group<'a> {
    fn new(form: &'a Form, kind: Kind, evidence: Evidence) -> Group<'a> {
        let spelled = Spelled::new(form.usual());
        Group {
            kind,
            country: None,
            full: vec![form],
            short: Vec::new(),
            acronyms: Vec::new(),
            namesakes: Vec::new(),
            evidence,
            spelled,
        }
    }
}

/// Whether two groups can be spellings of one name by what they are.
fn agree(a: &Group<'_>, b: &Group<'_>) -> bool {
    let unsure = |group: &Group<'_>| group.evidence.best().is_none_or(|(_, points)| points < CLEAR);
    // Two words that a dictionary tells apart are two names.
    let listed = |group: &Group<'_>| group.spelled.len() == 1 && words::is_listed(&fold::fold(group.full[0].usual()));
    // A short word is soon like another.
    let long = a.spelled.key().chars().count() > 2 || fold::fold(a.full[0].usual()) == fold::fold(b.full[0].usual());
    (a.kind == b.kind || (long && (unsure(a) || unsure(b)))) && !(listed(a) && listed(b))
}

/// Whether the group can be a surname: one word (or a hyphened one) that nothing makes a place or body.
fn may_be_surname(group: &Group<'_>) -> bool {
    let name = group.full[0].usual();
    let (_, points) = group.evidence.best().unwrap_or((Kind::Person, 0));
    let acronym = !name.chars().any(char::is_lowercase) && name.chars().count() < 5;
    group.country.is_none()
        && !acronym
        && !name.contains(' ')
        && !kind::is_capital(&fold::fold(name))
        && points - group.evidence.of(Kind::Person).max(0) < CLEAR
}

/// The name of a place without the head that is often left out.
fn stem(group: &Group<'_>) -> Option<String> {
    if group.kind != Kind::Place {
        return None;
    }
    let stem = stem_of(group);
    (!stem.is_empty() && stem != group.full[0].usual()).then_some(stem)
}

fn stem_of(group: &Group<'_>) -> String {
    let mut words: Vec<&str> = group.full[0].usual().split(' ').collect();
    let head = |word: &str| DROPPED.split_ascii_whitespace().any(|known| known == fold::fold(word));
    if words.last().is_some_and(|last| head(last)) {
        words.pop();
        let modifier = |word: &str| lexicon::part(fold::hash_folded(fold::fold(word).as_bytes())).is(Part::MODIFIER);
        while words.len() > 1 && words.last().is_some_and(|last| modifier(last)) {
            words.pop();
        }
    }
    words.join(" ")
}

/// The initials of a longer name's capitalised words, folded; empty for a single word.
fn initials_of(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase)).collect();
    if words.len() < 2 {
        return String::new();
    }
    fold::fold(&words.iter().filter_map(|word| word.chars().next()).collect::<String>())
}
