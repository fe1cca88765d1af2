//! Acronyms that the article introduces in brackets behind the full name.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::reading::candidate::{Cues, Item};
use crate::reading::{Mention, Reason, Status};
use crate::text::Span;

/// Gives an acronym that the article introduces in brackets the meaning of the full name before it,
/// wherever it stands.
pub(super) fn introduce(items: &[Item], mentions: &mut [(u32, Mention)]) {
    let mut introduced: FxHashMap<u64, (Status, Kind, Span)> = FxHashMap::default();
    for (n, item) in items.iter().enumerate().filter(|(_, item)| item.cues.has(Cues::INTRODUCED)) {
        let full = n.checked_sub(1).and_then(|before| mentions.binary_search_by_key(&(before as u32), |(index, _)| *index).ok());
        if let Some((_, full)) = full.map(|found| &mentions[found]) {
            introduced.entry(item.whole).or_insert_with(|| (full.status.clone(), full.kind, full.span));
        }
    }
    if introduced.is_empty() {
        return;
    }
    for (n, mention) in mentions.iter_mut().filter(|(_, mention)| mention.entity().is_none()) {
        if let Some((status, kind, full)) = introduced.get(&items[*n as usize].whole) {
            (mention.status, mention.kind, mention.reason) = (status.clone(), *kind, Reason::Acronym { full: *full });
        }
    }
}
