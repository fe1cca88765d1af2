//! `unknown-id`: a reference to an entry that does not exist. Former ids do.

use super::{Set, fix, in_quotes};
use crate::gazetteer::suggest;
use crate::gazetteer::words::shown;

/// How many unknown ids are looked up for what was meant: each is compared with every id.
const MEANT: usize = 25;

pub(super) fn check(set: &mut Set<'_>) {
    if !set.is_on("unknown-id") {
        return;
    }
    let gazetteer = set.gazetteer;
    let mut looked_up = 0;
    for (ix, entry) in gazetteer.written() {
        let posts = entry.roles.iter().map(|role| &role.post);
        let ties = entry.relations.iter().map(|relation| &relation.to);
        for id in posts.chain(ties).chain(&entry.not).chain(&entry.of) {
            if gazetteer.find(&id.id).is_some() {
                continue;
            }
            looked_up += 1;
            let ids = || gazetteer.iter().map(|(_, entry)| &*entry.id);
            let meant = (looked_up <= MEANT).then(|| suggest::nearest(&id.id, ids())).flatten();
            let message = match meant {
                Some(meant) => format!("No entry has the id “{}”. Did you mean “{meant}”?", shown(&id.id)),
                None => format!("No entry has the id “{}”.", shown(&id.id)),
            };
            let file = gazetteer.file_of(ix);
            let fix = meant.map(|meant| fix(file, format!("Replace with “{meant}”"), id.span, in_quotes(meant)));
            if let Some(finding) = set.add("unknown-id", file, entry, (id.span, &id.id), message) {
                finding.fixes.extend(fix);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::{fires, fires_in, fixed};

    fn entry(field: &str) -> String {
        format!(
            "[abel-place]\nkind = \"place\"\nname = \"Abel\"\nformerly = \"old-abel\"\n[b]\nkind = \"place\"\nname = \"Bela\"\n{field}\n"
        )
    }

    #[test]
    fn cases() {
        for field in
            ["part_of = \"X\"", "not = [\"X\"]", "of = \"X\"", "roles = [{ post = \"X\" }]", "family_of = [{ id = \"X\" }]"]
        {
            fires("unknown-id", &entry(&field.replace('X', "cain")), &["cain"]);
            fires("unknown-id", &entry(&field.replace('X', "abel-place")), &[]);
            fires("unknown-id", &entry(&field.replace('X', "old-abel")), &[]);
            fixed("unknown-id", &entry(&field.replace('X', "able_place")), &entry(&field.replace('X', "abel-place")));
        }
        fires("unknown-id", &entry("formerly = \"cain\""), &[]);
        fires_in("unknown-id", &[&entry("part_of = \"c\""), "[c]\nkind = \"place\"\nname = \"Carl\"\n"], &[]);
    }
}
