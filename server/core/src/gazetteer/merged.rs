//! Hand-edited entries laid over imported ones: what the editor wrote counts, and what the import knows besides is added.
//!
//! The two are the same where the hand-edited entry has the imported one's id, now or formerly, or the same id elsewhere
//! (`links`). What is added stands behind what is written, and its place is the entry's header.

use super::entry::Holders;
use super::imported::Imported;
use super::{Entry, EntryIx, Gazetteer, IdRef, NameUse};

impl Gazetteer {
    /// Finds the imported entries that hand-edited ones replace, and merges them.
    pub(super) fn merge(&mut self) {
        let Some(imported) = self.imported.clone() else { return };
        for n in 0..self.entries.len() {
            let ix = EntryIx(n as u32);
            let same: Vec<u32> =
                same(self.as_written(ix), &imported).filter(|number| !self.replaced.contains_key(number)).collect();
            let mut merged = None;
            for number in same {
                if let Some(other) = imported.entry(number)
                    && self.replaced.insert(number, ix).is_none()
                {
                    merged.get_or_insert_with(|| self.as_written(ix).clone()).take_over(other.clone());
                }
            }
            if let Some(entry) = merged {
                self.entries[n].merged = Some(self.merged.len() as u32);
                self.merged.push(entry);
            }
        }
    }
}

/// The imported entries that a hand-edited one speaks of; some may come twice.
fn same<'a>(entry: &'a Entry, imported: &'a Imported) -> impl Iterator<Item = u32> + 'a {
    let ids = [&entry.id].into_iter().chain(entry.formerly.iter().map(|old| &old.id));
    let links = entry.links.iter().flat_map(|(name, value)| imported.linked(name, value));
    ids.filter_map(|id| imported.find(id)).chain(links)
}

impl Entry {
    /// Adds what another entry knows of the same thing. Of a post that this one lists, only its own terms count; of a
    /// tie to another entry and of a written form, only what it says itself.
    fn take_over(&mut self, other: Entry) {
        let other = other.moved_to(self.header, self.block);
        self.custom_kind = self.custom_kind.take().or(other.custom_kind);
        self.description = self.description.take().or(other.description);
        for mut name in other.names {
            if name.usage == NameUse::House {
                name.usage = NameUse::Spelling;
            }
            if self.names.iter().all(|known| known.form != name.form) {
                self.names.push(name);
            }
        }
        let own_roles = self.roles.len();
        for role in other.roles {
            if self.roles[..own_roles].iter().all(|known| known.post.id != role.post.id) {
                self.roles.push(role);
            }
        }
        for relation in other.relations {
            if self.relations.iter().all(|known| (&known.relation, &known.to.id) != (&relation.relation, &relation.to.id)) {
                self.relations.push(relation);
            }
        }
        unite(&mut self.not, other.not);
        unite(&mut self.formerly, other.formerly);
        self.of = self.of.take().or(other.of);
        if other.holders == Holders::Many {
            self.holders = Holders::Many;
        }
        self.from = self.from.or(other.from);
        self.until = self.until.or(other.until);
        self.profile = self.profile.take().or(other.profile);
        for (name, value) in other.links {
            self.links.entry(name).or_insert(value);
        }
        self.topics.extend(other.topics.into_iter().filter(|topic| !self.topics.contains(topic)).collect::<Vec<_>>());
        self.weight = self.weight.max(other.weight);
        self.provenance = self.provenance.take().or(other.provenance);
    }
}

/// Adds the ids that are not there.
fn unite(ids: &mut Vec<IdRef>, others: Vec<IdRef>) {
    for id in others {
        if ids.iter().all(|known| known.id != id.id) {
            ids.push(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::finding::{DocPath, Location};
    use crate::gazetteer::imported::sample::imported;
    use crate::gazetteer::{EntryIx, Gazetteer, NameRef, reader};
    use crate::settings::Settings;

    fn gazetteer(source: &str, hand_edited: &str) -> Gazetteer {
        let settings = Settings::default();
        let file = reader::read(&DocPath::from("gazetteer/a.toml"), hand_edited, &settings, None);
        Gazetteer::with_imports(vec![Arc::new(file)], Some(imported("names.jsonl", source)), &settings)
    }

    const SOURCE: &str = r#"
[q1]
kind = "person"
name = "Anna Berg"
description = "Of the source."
names = ["A. Berg", "Berg of Lund"]
roles = [{ post = "head", from = "1999" }, { post = "clerk", from = "1990" }]
member_of = ["academy", "club"]
born = "1970"
links = { wikidata = "Q1" }
topics = ["chemists"]
[q2]
kind = "organisation"
name = "The Academy"
formerly = ["q2-old"]
[q3]
kind = "person"
name = "Anna Berg"
links = { wikidata = "Q3", geonames = "3" }
"#;

    #[test]
    fn imports_are_found_behind_what_is_hand_edited() {
        let gazetteer = gazetteer(SOURCE, "[a]\nkind = \"place\"\nname = \"Abel\"\nformerly = [\"old\"]\n");
        let found = |id: &str| gazetteer.find(id).map(|ix| (ix.number(), gazetteer.entry(ix).name()));
        assert_eq!(found("a"), Some((None, "Abel")));
        assert_eq!(found("old"), Some((None, "Abel")));
        assert_eq!(found("q2"), Some((Some(1), "The Academy")));
        assert_eq!(found("q2-old"), Some((Some(1), "The Academy")));
        assert_eq!(found("q4"), None);
        let academy = gazetteer.find("q2").unwrap();
        let origin = gazetteer.origin(academy).unwrap();
        assert_eq!((&*origin.import.path, origin.line), ("names.jsonl", 2));
        assert_eq!(gazetteer.line_of(&gazetteer.header(academy)), Some(2));
        assert!(gazetteer.origin(EntryIx(0)).is_none());
        assert_eq!(gazetteer.line_of(&gazetteer.header(EntryIx(0))), None);
        assert_eq!(gazetteer.iter().count(), 1);
        assert_eq!(*gazetteer.entry(EntryIx::imported(999)).id, *"?");
    }

    #[test]
    fn an_import_alone_is_no_empty_gazetteer() {
        let settings = Settings::default();
        assert!(Gazetteer::build(Vec::new(), &settings).is_empty());
        assert!(Gazetteer::with_imports(Vec::new(), Some(imported("names.jsonl", "")), &settings).is_empty());
        assert!(!Gazetteer::with_imports(Vec::new(), Some(imported("names.jsonl", SOURCE)), &settings).is_empty());
    }

    const EXTENDED: &str = r#"
[anna]
kind = "person"
name = "Anna-Maria Berg"
names = [{ form = "A. Berg", as = "avoid" }]
roles = [{ post = "head", from = "2001" }]
member_of = [{ id = "academy", from = "2000" }]
links = { wikidata = "Q1" }
[q2-old]
kind = "organisation"
name = "Academy of Lund"
"#;

    #[test]
    fn what_is_written_by_hand_counts_and_the_rest_is_added() {
        let gazetteer = gazetteer(SOURCE, EXTENDED);
        let anna = gazetteer.entry(gazetteer.find("anna").unwrap());
        let names: Vec<_> = anna.names.iter().map(|name| (&*name.form, name.usage.as_str())).collect();
        assert_eq!(
            names,
            [("Anna-Maria Berg", "name"), ("A. Berg", "form to avoid"), ("Anna Berg", "spelling"), ("Berg of Lund", "spelling")]
        );
        let roles: Vec<_> = anna.roles.iter().map(|role| format!("{} {}", role.post.id, role.from.unwrap())).collect();
        assert_eq!(roles, ["head 2001", "clerk 1990"]);
        let ties: Vec<_> = anna.relations.iter().map(|tie| format!("{} {:?}", tie.to.id, tie.from)).collect();
        assert_eq!(ties.len(), 2);
        assert!(ties[0].contains("2000") && ties[1] == "club None", "{ties:?}");
        assert_eq!(
            (anna.description.as_deref(), anna.from.map(|date| date.to_string())),
            (Some("Of the source."), Some("1970".into()))
        );
        assert_eq!(anna.topics.len(), 1);
        // Whoever had an imported one in mind is led to what replaces it.
        for (id, name) in [("q1", "Anna-Maria Berg"), ("q2", "Academy of Lund"), ("q3", "Anna Berg")] {
            assert_eq!(gazetteer.entry(gazetteer.find(id).unwrap()).name(), name);
        }
        assert_eq!(gazetteer.stands_for(EntryIx::imported(0)), EntryIx(0));
        assert_eq!(gazetteer.stands_for(EntryIx::imported(1)), EntryIx(1));
        assert_eq!(gazetteer.stands_for(EntryIx::imported(2)), EntryIx::imported(2));
        assert_eq!(gazetteer.entry(EntryIx::imported(0)).name(), "Anna-Maria Berg");
        let live = |ix| gazetteer.is_live(NameRef { entry: ix, name: 0 });
        let live = [0, 1, 2, 3].map(|number| live(EntryIx::imported(number)));
        assert_eq!(live, [false, false, true, false], "replaced, replaced, there, not there");
        // All its places are in the hand-edited file.
        let header = Location { path: DocPath::from("gazetteer/a.toml"), span: anna.header };
        assert_eq!(gazetteer.header(EntryIx::imported(0)), header);
        assert_eq!(anna.header.of(EXTENDED), "anna");
        assert!(anna.names.iter().all(|name| name.span.of(EXTENDED) == &*name.form || name.span == anna.header));
        assert_eq!(gazetteer.names().lookup("Berg of Lund").next().unwrap().name.entry, EntryIx(0));
    }

    #[test]
    fn the_first_of_two_entries_that_speak_of_one_import_takes_it() {
        let again = "[b]\nkind = \"person\"\nname = \"Berta\"\nlinks = { wikidata = \"Q1\" }\n";
        let gazetteer = gazetteer(SOURCE, &format!("{EXTENDED}{again}"));
        assert_eq!(gazetteer.stands_for(EntryIx::imported(0)), EntryIx(0));
        assert_eq!(gazetteer.entry(gazetteer.find("b").unwrap()).names.len(), 1);
    }

    #[test]
    fn what_an_import_adds_is_not_found_fault_with() {
        let gazetteer = gazetteer(SOURCE, EXTENDED);
        let found: Vec<_> = gazetteer.findings().iter().map(|(_, finding)| &finding.text).collect();
        // The entry's own references, to posts and bodies that nobody has.
        assert_eq!(found, ["head", "academy"]);
    }
}
