//! What a mention is about, and whether it gives the name in full.

use std::sync::Arc;

use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameUse};
use crate::reading::licensed::Licence;
use crate::reading::{Mention, Reason, Status};
use crate::text::fold::fold;

/// What a mention is about: mentions of the same referent belong together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Referent {
    /// That entry.
    Entry(EntryIx),
    /// One of these entries, in order of index; nobody has said which.
    OneOf(Arc<[EntryIx]>),
    /// A nation or faith that the gazetteer has no entry for, by its name.
    Nation(&'static str),
    /// Nobody the gazetteer knows: the folded form. A surname belongs to the full name that its
    /// article gives it.
    Unknown(Arc<str>),
}

impl Referent {
    /// What a mention of this text is about.
    pub fn of(mention: &Mention, text: &str) -> Referent {
        match (&mention.status, &mention.reason) {
            (Status::Resolved(Some(entry)), _) => Referent::Entry(*entry),
            (Status::Ambiguous(candidates), _) => Referent::OneOf(candidates.iter().copied().collect()),
            (Status::Resolved(None), Reason::Demonym { of }) => Referent::Nation(of),
            (Status::Resolved(None) | Status::Unresolved, reason) => {
                let form = match reason {
                    Reason::Short { full, .. } | Reason::Acronym { full } => *full,
                    _ => mention.span,
                };
                Referent::Unknown(fold(form.of(text)).into())
            }
        }
    }
}

/// Whether a mention gives the name in full: no surname or acronym of a name given elsewhere, no
/// abbreviation, nickname or demonym, no single word for a person whose name has several.
pub fn in_full(mention: &Mention, text: &str, gazetteer: &Gazetteer) -> bool {
    match mention.reason {
        Reason::Short { .. } | Reason::Acronym { .. } | Reason::Demonym { .. } | Reason::Office { .. } => return false,
        Reason::Listed { name, .. } => {
            if matches!(gazetteer.name(name).usage, NameUse::Abbreviation | NameUse::Nickname | NameUse::Demonym) {
                return false;
            }
        }
        Reason::Licensed { licence, .. } => {
            if matches!(licence, Licence::Common | Licence::Initials | Licence::Bare | Licence::Initial) {
                return false;
            }
        }
        Reason::Several(_)
        | Reason::Unknown(_)
        | Reason::Proposed { .. }
        | Reason::Pin(_)
        | Reason::Weak { .. }
        | Reason::Country { .. } => {}
    }
    let one_word = |form: &str| form.split_whitespace().nth(1).is_none();
    let has_more = |entry| !one_word(gazetteer.entry(entry).name());
    mention.kind != Kind::Person || !one_word(mention.span.of(text)) || !mention.entity().is_some_and(has_more)
}
