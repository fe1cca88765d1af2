//! Acronyms that the article introduces in brackets behind the full name.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::reading::candidate::{Cues, Item};
use crate::reading::{Mention, Reason, Status};
use crate::text::Span;

/// Gives an acronym that the article introduces in brackets the meaning of the full name before it,
/// wherever it stands. `mentions` says of each item what it means.
pub(super) fn introduce(items: &[Item], mentions: &mut [Option<Mention>]) {
    let mut introduced: FxHashMap<u64, (Status, Kind, Span)> = FxHashMap::default();
    for (n, item) in items.iter().enumerate().filter(|(_, item)| item.cues.has(Cues::INTRODUCED)) {
        if let Some(full) = n.checked_sub(1).and_then(|before| mentions[before].as_ref()) {
            introduced.entry(item.whole).or_insert_with(|| (full.status.clone(), full.kind, full.span));
        }
    }
    if introduced.is_empty() {
        return;
    }
    let mentions = items.iter().zip(mentions).filter_map(|(item, mention)| Some((item, mention.as_mut()?)));
    for (item, mention) in mentions.filter(|(_, mention)| mention.entity().is_none()) {
        if let Some((status, kind, full)) = introduced.get(&item.whole) {
            (mention.status, mention.kind, mention.reason) = (status.clone(), *kind, Reason::Acronym { full: *full });
        }
    }
}
