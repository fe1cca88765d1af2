//! The entries of the nations that the built-in vocabulary names.

use super::{EntryIx, Gazetteer, Kind};
use crate::text::nations::NationIx;

impl NationIx {
    /// The country's entry, where the gazetteer has a place of one of its names.
    pub fn entry(self, gazetteer: &Gazetteer) -> Option<EntryIx> {
        self.names().iter().find_map(|name| {
            gazetteer
                .names()
                .lookup(name)
                .iter()
                .map(|used| used.name.entry)
                .find(|&entry| gazetteer.entry(entry).kind == Kind::Place)
        })
    }
}
