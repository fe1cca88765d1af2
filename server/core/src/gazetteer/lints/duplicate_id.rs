//! `duplicate-id`: two entries with the same id, in one file or in two. The first (by path, then place)
//! counts; the others are left out.

use std::sync::Arc;

use super::{Set, related};
use crate::gazetteer::EntryIx;

pub(super) fn check(set: &mut Set<'_>) {
    if !set.is_on("duplicate-id") {
        return;
    }
    let gazetteer = set.gazetteer;
    let mut next = 0;
    for file in gazetteer.files() {
        for entry in &file.entries {
            // Entries are numbered in this order, those left out excepted.
            if (next as usize) < gazetteer.len() && std::ptr::eq(gazetteer.as_written(EntryIx(next)), entry) {
                next += 1;
                continue;
            }
            let Some(first) = gazetteer.find(&entry.id) else { continue };
            let other = gazetteer.file_of(first);
            let elsewhere = if Arc::ptr_eq(other, file) { "above".to_owned() } else { format!("in {}", other.path) };
            let message = format!(
                "The id “{}” is taken by an entry {elsewhere}, so this one is left out. Give it another id, or merge the two.",
                entry.id
            );
            let header = gazetteer.entry(first).header;
            if let Some(finding) = set.add("duplicate-id", file, entry, (entry.header, &entry.id), message) {
                finding.related.push(related(other, header, "the entry that counts"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::{fires, fires_in};

    #[test]
    fn cases() {
        let a = "[a]\nkind = \"place\"\nname = \"Abel\"\n";
        let b = "[b]\nkind = \"place\"\nname = \"Bela\"\n";
        let again = "['a']\nkind = \"place\"\nname = \"Carl\"\n";
        fires("duplicate-id", &format!("{a}{b}{again}"), &["a"]);
        fires("duplicate-id", &format!("{a}{b}"), &[]);
        fires_in("duplicate-id", &[a, &format!("{b}{again}")], &["2:a"]);
        fires_in("duplicate-id", &[a, again, again], &["2:a", "3:a"]);
        fires_in("duplicate-id", &[a, "[A]\nkind = \"place\"\nname = \"Carl\"\n"], &[]);
    }
}
