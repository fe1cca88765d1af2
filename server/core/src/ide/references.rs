//! References: every place that means what is under the cursor.
//!
//! Asked in an article, these are the mentions in all articles; asked in the gazetteer, the places
//! where other entries refer to the entry too, for there one wants to know what hangs on it. The
//! declaration of an entry is its header; of a mention that may be several, the headers of all.

use super::Analysis;
use super::place::{Place, Thing, uses_of};
use crate::corpus::Referent;
use crate::finding::Location;

pub(super) fn references(analysis: &Analysis, path: &str, offset: u32, include_declaration: bool) -> Option<Vec<Location>> {
    let place = Place::at(analysis, path, offset)?;
    let referent = place.referent()?;
    let mut places = Vec::new();
    for record in analysis.speaking_of(&referent) {
        let mentions = record.mentions_of(&referent);
        places.extend(mentions.map(|mention| Location { path: record.path.clone(), span: mention.span }));
    }
    if let Thing::Entry(entry) = place.thing {
        places.extend(uses_of(analysis, entry));
    }
    if include_declaration {
        match &referent {
            Referent::Entry(entry) => places.push(analysis.gazetteer.header(*entry)),
            Referent::OneOf(candidates) => places.extend(candidates.iter().map(|entry| analysis.gazetteer.header(*entry))),
            Referent::Nation(_) | Referent::Unknown(_) => {}
        }
    }
    places.sort();
    places.dedup();
    Some(places)
}
