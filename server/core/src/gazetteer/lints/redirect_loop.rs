//! `redirect-loop`: a former id that leads nowhere sure: to two entries, or from an id that is still
//! somebody's, or round in a circle.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Set, related};
use crate::gazetteer::{EntryIx, Gazetteer};
use crate::text::Span;

/// How many entries are looked at to tell a circle.
const FAR: usize = 64;

pub(super) fn check(set: &mut Set<'_>) {
    if !set.is_on("redirect-loop") {
        return;
    }
    let gazetteer = set.gazetteer;
    let mut claims: FxHashMap<&str, (EntryIx, Span)> = FxHashMap::default();
    for (ix, entry) in gazetteer.written() {
        let file = gazetteer.file_of(ix);
        for old in &entry.formerly {
            let living = gazetteer.find(&old.id).filter(|&other| gazetteer.entry(other).id == old.id);
            let (message, other, span, says) = match (living, claims.get(&*old.id)) {
                (Some(own), _) if own == ix => {
                    let message = format!("“{}” is the id of this very entry; take it out of `formerly`.", old.id);
                    (message, ix, entry.header, "its id")
                }
                (Some(other), _) => {
                    let message = if leads_to(gazetteer, other, ix) {
                        format!("“{}” and “{}” lead to each other in a circle; merge them, or take this out.", entry.id, old.id)
                    } else {
                        format!(
                            "“{}” is still an entry of its own, so it cannot lead here; merge it into this one, or take this out.",
                            old.id
                        )
                    };
                    (message, other, gazetteer.entry(other).header, "the entry of that id")
                }
                (None, Some(&(other, span))) if other != ix => {
                    let message = format!(
                        "“{}” leads to “{}” already; an id that was split can lead to one entry only.",
                        old.id,
                        gazetteer.entry(other).id
                    );
                    (message, other, span, "claimed here too")
                }
                (None, _) => {
                    claims.insert(&old.id, (ix, old.span));
                    continue;
                }
            };
            if let Some(finding) = set.add("redirect-loop", file, entry, (old.span, &old.id), message) {
                finding.related.push(related(gazetteer.file_of(other), span, says));
            }
        }
    }
}

/// Whether the former ids of `from` lead, over living entries, to `to`.
fn leads_to(gazetteer: &Gazetteer, from: EntryIx, to: EntryIx) -> bool {
    let mut seen = FxHashSet::default();
    let mut open = vec![from];
    while let Some(ix) = open.pop() {
        if ix == to {
            return true;
        }
        if seen.len() < FAR && seen.insert(ix) {
            let former = gazetteer.entry(ix).formerly.iter().take(FAR);
            open.extend(former.filter_map(|old| gazetteer.find(&old.id).filter(|&next| gazetteer.entry(next).id == old.id)));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::fires;

    fn entry(id: &str, formerly: &str) -> String {
        format!("[{id}]\nkind = \"place\"\nname = \"Place {id}\"\nformerly = [{formerly}]\n")
    }

    #[test]
    fn cases() {
        let check = |a: &str, b: &str, c: &str, at: &[&str]| {
            fires("redirect-loop", &[entry("a", a), entry("b", b), entry("c", c)].concat(), at)
        };
        check("\"x\"", "\"y\", \"z\"", "\"w\", \"w\"", &[]);
        let found = check("\"x\"", "\"x\"", "", &["x"]);
        assert_eq!(found[0].entity.as_deref(), Some("b"));
        let found = check("\"b\"", "", "", &["b"]);
        assert!(found[0].message.contains("entry of its own"));
        let found = check("\"b\"", "\"c\"", "\"a\"", &["b", "c", "a"]);
        assert!(found.iter().all(|finding| finding.message.contains("circle")));
        check("\"a\"", "", "", &["a"]);
    }
}
