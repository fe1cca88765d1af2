//! A first gazetteer for articles that have none: drafts of entries from the names nobody explains.
//!
//! Articles are read without a gazetteer, so that every name in them is unresolved. [`Sightings`]
//! collects how each is written, how often, and what stands around it. [`draft`] then decides, over all
//! articles at once, what kind of thing each names and which forms are spellings of one name.
//! [`toml::files`] writes the drafts as gazetteer files.
//!
//! All of it is a guess for an editor to look through. Where it is in doubt it keeps two names apart:
//! two drafts are merged more easily than one is split.

mod entries;
mod evidence;
mod groups;
mod kind;
mod sightings;
mod spelling;
#[cfg(test)]
mod tests;
pub mod toml;

use crate::finding::DocPath;
use crate::gazetteer::{Kind, NameUse};

pub use sightings::Sightings;

/// Drafts of entries, the most frequent first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// The entries: the more mentions the earlier, equals by name.
    pub entries: Vec<DraftEntry>,
}

/// A draft of one entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftEntry {
    /// Its id: its name in kebab-case, unique in the draft.
    pub id: String,
    /// What it seems to be.
    pub kind: Kind,
    /// The house form: the full name, as it is written most often.
    pub name: String,
    /// The other forms.
    pub names: Vec<(String, NameUse)>,
    /// Ids of entries that share one of its names.
    pub not: Vec<String>,
    /// How often it is mentioned.
    pub mentions: usize,
    /// In how many articles.
    pub articles: usize,
    /// Where first: article, and line from 1.
    pub first: (DocPath, u32),
}

/// Drafts an entry for every name. An id that `taken` says yes to is not used.
pub fn draft(sightings: &Sightings, taken: impl Fn(&str) -> bool) -> Draft {
    entries::entries(&groups::groups(sightings), taken)
}
