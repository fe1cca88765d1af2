//! Titles in running text: which words call a person by an office, and which office that may be.
//!
//! A title stands before the name ("Russia’s former foreign minister, Sergey Lavrov,"), or behind it in
//! apposition ("Gadi Eisenkot, then the IDF’s chief of staff,") or as what the person is said to be
//! ("Lavrov, who serves as foreign minister"). Only the words around persons that the gazetteer knows are
//! looked at, and of these only where the word beside the name can end a title or a comma, bracket
//! or verb opens an apposition; so plain mentions cost a look at one word.
//!
//! What cannot be told apart from something else (a list of several people, a deputy's title, a body
//! nobody knows) is left out: a title that is found is a statement about the person.

mod after;
mod before;
mod modifiers;
mod posts;
pub mod surnames;
pub mod when;
mod window;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Mention, Title};
use crate::gazetteer::offices::Form;
use crate::gazetteer::{EntryIx, Gazetteer, Kind};
use crate::text::Span;
use window::Window;

/// The most bytes between a name and what can change the titles that it is given: a little more than a window has.
pub const REACH: u32 = 200;

/// A title that the article gives a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaidTitle {
    /// Index into the mentions of the person.
    pub holder: u32,
    /// The words of the title with its country and the words that change its sense, in bytes.
    pub span: Span,
    /// The words of the title alone.
    pub title: Span,
    /// Where "former" would be added (byte offset).
    pub before_title: u32,
    /// The word that makes it a former title.
    pub former: Option<Span>,
    /// The posts it may mean, in order of index; never empty.
    pub posts: Box<[EntryIx]>,
    /// In which sense.
    pub sense: Sense,
    /// The country or body is said.
    pub explicit: bool,
    /// It is one of several titles or of several persons, so that it may be said of somebody else.
    pub shared: bool,
}

/// In which sense a person is called by a title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sense {
    /// As the office held: "Foreign Minister X", "the current foreign minister".
    Present,
    /// As one held before: "former Foreign Minister X".
    Former,
    /// As a stand-in: "acting Foreign Minister X".
    Acting,
    /// As one about to be left: "outgoing Foreign Minister X".
    Outgoing,
    /// As held at the time spoken of: "then-Foreign Minister X".
    Then,
}

/// A title found beside a name, before it is known which post it means.
struct Phrase<'g> {
    /// Where it stands.
    span: Span,
    title: Span,
    before_title: u32,
    former: Option<Span>,
    forms: &'g [Form],
    cue: Cue,
    sense: Sense,
    shared: bool,
    plural: bool,
    doubt: Doubt,
}

/// What is not certain of a title found beside a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Doubt {
    None,
    /// The country beside it may belong to the words before it.
    Country,
    /// It may be one of a list, and said of somebody else: "Maas, Israel’s foreign minister, and …".
    Person,
}

/// What stands beside a title as the country or body it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    /// Nothing.
    None,
    /// That mention (an index).
    Mention(usize),
    /// Several: "the Russian and Turkish foreign ministers".
    Several,
}

/// The titles that an article gives to the persons among some of its mentions (a range of indices) and to those who
/// share theirs, in order of place.
pub fn find(text: &str, mentions: &[Mention], some: Range<usize>, gazetteer: &Gazetteer) -> Vec<SaidTitle> {
    let mut found: Vec<SaidTitle> = Vec::new();
    if gazetteer.offices().is_empty() {
        return found;
    }
    let mut window = Window::new(text, mentions, gazetteer);
    for (n, mention) in mentions.iter().enumerate().take(some.end).skip(some.start) {
        let Some(person) = person(mention, gazetteer) else { continue };
        let Some(sides) = window.may_be_titled(n) else { continue };
        window.open(n, sides);
        let before = if sides.before { before::phrases(&window) } else { Vec::new() };
        let behind = if sides.behind { after::phrase(&window) } else { None };
        for phrase in before.into_iter().chain(behind) {
            let Some(said) = posts::narrow(&phrase, n, person, text, mentions, gazetteer) else { continue };
            if phrase.plural {
                for (n, person) in window.coordinated(n) {
                    found.extend(posts::narrow(&phrase, n, person, text, mentions, gazetteer));
                }
            }
            found.push(said);
        }
    }
    found.sort_by_key(|said| (said.span, said.holder));
    found.dedup_by_key(|said| (said.title, said.holder));
    found
}

/// Whether a title may stand before a mention (an index): a no is certain.
pub fn may_follow(text: &str, mentions: &[Mention], mention: usize, gazetteer: &Gazetteer) -> bool {
    Window::new(text, mentions, gazetteer).may_be_titled(mention).is_some_and(|sides| sides.before)
}

/// Lets the layer of titles say what the titles of persons mean: which post, and of whom. Those that it
/// lacks are added.
pub fn into_layer(titles: &mut Vec<Title>, said: &[SaidTitle]) {
    let mut added = Vec::new();
    for said in said {
        let first = titles.partition_point(|title| title.span.end <= said.title.start);
        match titles[first..].iter_mut().take_while(|title| title.span.start < said.title.end).next() {
            // A plural title is said of several persons: the first has it.
            Some(title) if title.holder.is_some_and(|holder| holder < said.holder) => {}
            Some(title) => {
                // "Harbour Minister", of which the vocabulary knows the second word
                if said.title.start <= title.span.start && title.span.end <= said.title.end {
                    title.span = said.title;
                }
                (title.posts, title.holder) = (said.posts.clone(), Some(said.holder));
            }
            None => added.push(Title { span: said.title, posts: said.posts.clone(), holder: Some(said.holder) }),
        }
    }
    titles.extend(added);
    titles.sort_by_key(|title| title.span);
    titles.dedup_by_key(|title| title.span);
}

/// The person of the gazetteer that a mention means.
fn person(mention: &Mention, gazetteer: &Gazetteer) -> Option<EntryIx> {
    mention.entity().filter(|&entry| gazetteer.entry(entry).kind == Kind::Person)
}
