//! Which posts a title means when it is said of a person.

use super::{Cue, Doubt, Phrase, SaidTitle};
use crate::gazetteer::offices::{Form, Owner};
use crate::gazetteer::{EntryIx, Gazetteer};
use crate::reading::Mention;
use crate::text::Span;
use crate::text::nations;
use crate::text::token::tokenise;

/// The title as it is said of a person; none where it means no post that is known.
///
/// The country or body beside it decides. Where none stands there, it is that of an office which the
/// person holds or held by that title, else one of the countries that the person held offices of.
pub(super) fn narrow(
    phrase: &Phrase<'_>,
    holder: usize,
    person: EntryIx,
    text: &str,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
) -> Option<SaidTitle> {
    let offices = gazetteer.offices();
    let (mut posts, explicit) = meant(phrase, text, mentions, gazetteer);
    let held: Vec<EntryIx> = posts.iter().copied().filter(|&post| !offices.terms(post, person).is_empty()).collect();
    if !held.is_empty() {
        posts = held;
    } else if phrase.doubt == Doubt::Person {
        // Only who held the office is certainly meant by it.
        return None;
    } else if !explicit {
        let own = countries_of(person, gazetteer);
        posts.retain(|&post| offices.owners(post).iter().any(|owner| own.contains(owner)));
    }
    (!posts.is_empty()).then(|| SaidTitle {
        holder: holder as u32,
        span: phrase.span,
        title: phrase.title,
        before_title: phrase.before_title,
        former: phrase.former,
        posts: posts.into(),
        sense: phrase.sense,
        explicit,
        shared: phrase.shared,
    })
}

/// The posts that the words may mean with what stands beside them, in order of index; and whether they
/// say whose.
pub(super) fn meant(phrase: &Phrase<'_>, text: &str, mentions: &[Mention], gazetteer: &Gazetteer) -> (Vec<EntryIx>, bool) {
    let offices = gazetteer.offices();
    let beside: Vec<Owner> = match phrase.cue {
        Cue::Mention(mention) => owners_of(&mentions[mention], text),
        Cue::None | Cue::Several => Vec::new(),
    };
    let fits = |form: &&Form| match phrase.cue {
        Cue::None | Cue::Several => form.bare,
        Cue::Mention(_) if form.generic => form.owner.is_some_and(|owner| beside.contains(&owner)),
        Cue::Mention(_) => offices.owners(form.post).iter().chain(&form.owner).any(|owner| beside.contains(owner)),
    };
    let fitting: Vec<&Form> = phrase.forms.iter().filter(fits).collect();
    let mut posts: Vec<EntryIx> = fitting.iter().map(|form| form.post).collect();
    posts.sort_unstable();
    posts.dedup();
    let explicit =
        matches!(phrase.cue, Cue::Mention(_)) && phrase.doubt != Doubt::Country || fitting.iter().all(|form| form.whole);
    (posts, explicit)
}

/// What a mention beside a title stands for: its entry, and the nation of that name.
fn owners_of(mention: &Mention, text: &str) -> Vec<Owner> {
    let mut tokens = Vec::new();
    let words = mention.span.of(text);
    tokenise(words, Span::new(0, words.len() as u32), &mut tokens);
    let nation = nations::at_start(words, &tokens).filter(|found| found.count == tokens.len()).and_then(|found| found.nation);
    mention.entity().map(Owner::Entry).into_iter().chain(nation.map(Owner::Nation)).collect()
}

/// The countries and bodies that a person holds or held offices of.
fn countries_of(person: EntryIx, gazetteer: &Gazetteer) -> Vec<Owner> {
    let posts = gazetteer.entry(person).roles.iter().filter_map(|role| gazetteer.find(&role.post.id));
    posts.flat_map(|post| gazetteer.offices().owners(post)).copied().collect()
}
