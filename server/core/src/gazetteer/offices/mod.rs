//! Offices: who holds which post when, and by which titles a post is called.
//!
//! Made once for a gazetteer, from the entries of kind `post` and the roles of all entries. A post that
//! succeeds another, or is succeeded by one, is the same office under another name: its terms count
//! together.

mod forms;
pub mod words;

use rustc_hash::{FxHashMap, FxHashSet};

pub use forms::{Form, Owner};
use words::Words;

use super::date::Date;
use super::entry::Holders;
use super::tenure::{Said, Term, Verdict, judge};
use super::{EntryIx, Gazetteer, Kind, Role};

/// The most steps from a post to its body, from there to what that is part of, and so on; and from a
/// post to those it was renamed from.
const STEPS: usize = 4;

/// The offices of a gazetteer.
#[derive(Debug, Default)]
pub struct Offices {
    /// Key of a title's words → the posts that are called so.
    forms: FxHashMap<u64, Box<[Form]>>,
    /// The words that a title can begin or end with.
    words: FxHashSet<u64>,
    posts: FxHashMap<EntryIx, Post>,
}

/// One post.
#[derive(Debug, Default)]
struct Post {
    /// It and the posts that are the same office, in order of index.
    family: Box<[EntryIx]>,
    /// The body or country it belongs to, and what that is part of.
    owners: Box<[Owner]>,
    /// Its own terms, in the order in which they began.
    holdings: Vec<Holding>,
}

/// A person's holding of a post.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holding {
    /// The person.
    pub person: EntryIx,
    /// Index into the person's roles.
    pub role: u32,
    /// Its days.
    pub term: Term,
}

impl Holding {
    /// The role as the gazetteer states it.
    pub fn stated<'g>(&self, gazetteer: &'g Gazetteer) -> &'g Role {
        &gazetteer.entry(self.person).roles[self.role as usize]
    }
}

impl Offices {
    /// The offices of a gazetteer whose ids and names can be looked up.
    pub(super) fn build(gazetteer: &Gazetteer) -> Offices {
        let mut offices = Offices::default();
        for (ix, _) in gazetteer.iter().filter(|(_, entry)| entry.kind == Kind::Post) {
            let owners = forms::owners(gazetteer, ix);
            offices.posts.insert(ix, Post { owners, ..Post::default() });
        }
        if offices.posts.is_empty() {
            return offices;
        }
        offices.join_families(gazetteer);
        offices.add_holdings(gazetteer);
        let mut named: FxHashMap<u64, Vec<Form>> = FxHashMap::default();
        for (ix, _) in gazetteer.iter().filter(|(_, entry)| entry.kind == Kind::Post) {
            forms::of_post(gazetteer, ix, &offices.posts[&ix].owners, |words, form| {
                offices.words.extend(words.outer());
                named.entry(words.key()).or_default().push(form);
            });
        }
        let same: Vec<u64> = words::words_like(|word| offices.words.contains(&word)).collect();
        offices.words.extend(same);
        for (key, mut forms) in named {
            forms.sort_unstable();
            forms.dedup();
            offices.forms.insert(key, forms.into());
        }
        offices
    }

    /// Finds the posts that succeed each other.
    fn join_families(&mut self, gazetteer: &Gazetteer) {
        let mut joined: FxHashMap<EntryIx, Vec<EntryIx>> = FxHashMap::default();
        for &ix in self.posts.keys() {
            for relation in gazetteer.entry(ix).relations.iter().filter(|relation| &*relation.relation == "succeeds") {
                if let Some(other) = gazetteer.find(&relation.to.id).filter(|other| self.posts.contains_key(other)) {
                    joined.entry(ix).or_default().push(other);
                    joined.entry(other).or_default().push(ix);
                }
            }
        }
        for (&ix, post) in &mut self.posts {
            let mut family = vec![ix];
            for _ in 0..STEPS {
                let more = family.iter().filter_map(|member| joined.get(member)).flatten().copied().collect::<Vec<_>>();
                family.extend(more);
                family.sort_unstable();
                family.dedup();
            }
            post.family = family.into();
        }
    }

    fn add_holdings(&mut self, gazetteer: &Gazetteer) {
        for (person, entry) in gazetteer.iter() {
            for (n, role) in entry.roles.iter().enumerate() {
                let post = gazetteer.find(&role.post.id).and_then(|post| self.posts.get_mut(&post));
                if let Some(post) = post {
                    post.holdings.push(Holding { person, role: n as u32, term: Term::of(role) });
                }
            }
        }
        for (&ix, post) in &mut self.posts {
            post.holdings.sort_by_key(|holding| (holding.term.begun(), holding.person, holding.role));
            if gazetteer.entry(ix).holders != Holders::One {
                continue;
            }
            // A term without an end has one after all where somebody else has come after.
            let mut last = None;
            for holding in post.holdings.iter_mut().rev().filter(|holding| !holding.term.acting) {
                if last.is_some_and(|(person, begun)| person != holding.person && holding.term.begun() < begun) {
                    holding.term = holding.term.ended();
                }
                last = last.or(Some((holding.person, holding.term.begun())));
            }
        }
    }

    /// Whether there is no post.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// Whether a title can begin or end with the word of this hash: a no is certain, a yes is not.
    pub fn has_word(&self, word: u64) -> bool {
        self.words.contains(&word)
    }

    /// The posts that are called by these words.
    pub fn called(&self, words: &Words) -> &[Form] {
        self.forms.get(&words.key()).map_or(&[], |forms| forms)
    }

    /// The body or country that the post belongs to, and what that is part of.
    pub fn owners(&self, post: EntryIx) -> &[Owner] {
        self.posts.get(&post).map_or(&[], |post| &post.owners)
    }

    /// All terms of the office, those under other names included, in the order in which they began
    /// under each name.
    pub fn holdings(&self, post: EntryIx) -> impl Iterator<Item = &Holding> {
        let family = self.posts.get(&post).map_or(&[][..], |post| &post.family);
        family.iter().filter_map(|member| self.posts.get(member)).flat_map(|post| &post.holdings)
    }

    /// The terms of a person in the office.
    pub fn terms(&self, post: EntryIx, person: EntryIx) -> Vec<Term> {
        self.holdings(post).filter(|holding| holding.person == person).map(|holding| holding.term).collect()
    }

    /// Who certainly holds the office on all days of the date.
    pub fn holders(&self, post: EntryIx, on: Date) -> impl Iterator<Item = &Holding> {
        self.holdings(post).filter(move |holding| judge(&[holding.term], Said::Present, on) == Verdict::Fits)
    }
}

#[cfg(test)]
mod tests;
