//! The entries of the nations that the built-in vocabulary names.

use super::{EntryIx, Gazetteer, Kind};
use crate::text::nations::NationIx;

/// The entry of every nation, looked up once for all readings.
#[derive(Debug, Default)]
pub struct Countries(Vec<Option<EntryIx>>);

impl Countries {
    pub(super) fn build(gazetteer: &Gazetteer) -> Countries {
        Countries(NationIx::all().map(|nation| entry(nation, gazetteer)).collect())
    }

    /// The country's entry, where the gazetteer has a place of one of its names.
    pub fn entry(&self, nation: NationIx) -> Option<EntryIx> {
        self.0.get(nation.number()).copied().flatten()
    }
}

fn entry(nation: NationIx, gazetteer: &Gazetteer) -> Option<EntryIx> {
    nation.names().iter().find_map(|name| {
        gazetteer.names().lookup(name).map(|used| used.name.entry).find(|&entry| gazetteer.entry(entry).kind == Kind::Place)
    })
}
