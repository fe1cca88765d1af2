use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::gazetteer::reader;
use crate::settings::Settings;

const SOURCE: &str = r#"
[anna-berg]
kind = "person"
name = "Anna Berg"
description = "A chemist."
names = ["A. Berg", { form = "Анна Берг", lang = "ru", from = "2018~", weak = true, source = "a list" }]
roles = [{ post = "head", from = "2015-02-16", until = "2019", acting = true, note = "while ill" }]
member_of = [{ id = "academy", from = "2001", by = "me" }]
family_of = "carl-berg"
not = ["anna-berg-2"]
formerly = ["aberg", "berg-a"]
born = "1970-01-01"
links = { wikidata = "Q1", geonames = "7" }
topics = ["role.pep", "chemists"]
source = "a book"
checked = "2020-05-05"
status = "reviewed"
certainty = "fair"
[academy]
kind = "organisation"
name = "The Academy"
links = { wikidata = "Q2" }
[head]
kind = "post"
name = "Head"
of = "academy"
holders = "many"
profile = "articles/head.md"
[anna-berg-2]
kind = "person"
name = "Anna Berg"
died = "../1999"
links = { wikidata = "Q1" }
"#;

fn entries(source: &str) -> Vec<Entry> {
    let read = reader::read(&DocPath::from("a.toml"), source, &Settings::default(), None);
    assert_eq!(read.findings, []);
    // No field of the TOML says it.
    read.entries.into_iter().zip(3..).map(|(entry, weight)| Entry { weight, ..entry }).collect()
}

/// The entries as two imports, the second with those of the line numbers above `split`.
fn compile(entries: &[Entry], split: usize) -> Vec<u8> {
    let mut writer = Writer::default();
    for (path, some) in [("a.jsonl", &entries[..split]), ("b.jsonl", &entries[split..])] {
        writer.begin(Import::new(DocPath::from(path), Format::JsonLines));
        for few in some.chunks(2) {
            let mut part = Part::default();
            for entry in few {
                part.add(entry, entry.block.start + 1);
            }
            writer.add(part).unwrap();
        }
    }
    writer.finish(b"the key".to_vec()).unwrap()
}

fn open(file: Vec<u8>) -> Result<Imported, Damaged> {
    let bytes: Bytes = Arc::new(file);
    Imported::open(&bytes)
}

#[test]
fn every_field_of_an_entry_comes_back() {
    let entries = entries(SOURCE);
    let imported = open(compile(&entries, 3)).unwrap();
    assert_eq!(imported.len(), 4);
    for (number, entry) in entries.iter().enumerate() {
        let read = imported.entry(number as u32).unwrap();
        let mut flat = entry.clone().moved_to(entry.block, entry.block);
        flat.relations.sort_by(|a, b| a.relation.cmp(&b.relation));
        let mut read = read.clone();
        read.relations.sort_by(|a, b| a.relation.cmp(&b.relation));
        assert_eq!(read, flat);
        assert_eq!(imported.line(number as u32), Some(entry.block.start + 1));
        assert_eq!(imported.at(if number < 3 { "a.jsonl" } else { "b.jsonl" }, entry.block.start), Some(number as u32));
    }
    assert_eq!(imported.entry(4), None);
    assert_eq!((imported.key(), imported.is_damaged()), (&b"the key"[..], false));
}

#[test]
fn ids_former_ids_and_ids_elsewhere_lead_to_entries() {
    let imported = open(compile(&entries(SOURCE), 2)).unwrap();
    let found = ["anna-berg", "academy", "anna-berg-2", "aberg", "berg-a", "nobody", ""].map(|id| imported.find(id));
    assert_eq!(found, [Some(0), Some(1), Some(3), Some(0), Some(0), None, None]);
    assert_eq!(imported.linked("wikidata", "Q1").collect::<Vec<_>>(), [0, 3]);
    assert_eq!(imported.linked("geonames", "7").collect::<Vec<_>>(), [0]);
    assert_eq!(imported.linked("geonames", "Q1").count(), 0);
    let paths: Vec<_> = (0..5).map(|number| imported.import_of(number).map(|import| &*import.path)).collect();
    assert_eq!(paths, [Some("a.jsonl"), Some("a.jsonl"), Some("b.jsonl"), Some("b.jsonl"), None]);
}

#[test]
fn the_first_entry_of_an_id_counts() {
    let mut entries = entries(SOURCE);
    let again = Entry { description: None, ..entries[0].clone() };
    entries.push(again);
    let imported = open(compile(&entries, 4)).unwrap();
    assert_eq!(imported.len(), 4);
    assert_eq!(imported.find("anna-berg"), Some(0));
    let line = entries[0].block.start + 1;
    assert_eq!(imported.duplicates(), [Duplicate { id: "anna-berg".into(), import: 1, line, start: line - 1, first: (0, line) }]);
    assert_eq!((imported.imports()[1].entries, imported.imports()[1].left_out), (0, 1));
}

#[test]
fn an_empty_import_is_an_import() {
    let imported = open(compile(&[], 0)).unwrap();
    assert!(imported.is_empty() && imported.entry(0).is_none() && imported.import_of(0).is_none());
    assert_eq!((imported.imports().len(), imported.find("a"), imported.at("a.jsonl", 0)), (2, None, None));
}

#[test]
fn other_files_and_versions_are_refused() {
    assert!(open(Vec::new()).is_err());
    assert!(open(vec![0; 4096]).is_err());
    assert!(open(b"[a]\nkind = \"person\"\n".repeat(99)).is_err());
    let mut file = compile(&entries(SOURCE), 1);
    assert!(open(file.clone()).is_ok());
    file[8] += 1;
    assert_eq!(open(file).unwrap_err(), Damaged("it was made by another version of this program"));
}

/// Asks a file everything there is to ask. Whatever it says, it must say it.
fn interrogate(imported: &Imported) {
    for number in (0..imported.len().min(64) as u32 + 2).chain([u32::MAX, 1 << 30]) {
        if let Some(entry) = imported.entry(number) {
            assert!(!entry.name().is_empty() || entry.name().is_empty());
            assert!(entry.block.start <= entry.block.end);
        }
        imported.line(number);
        imported.import_of(number);
    }
    for id in ["anna-berg", "academy", "aberg", "nobody", ""] {
        if let Some(found) = imported.find(id) {
            let entry = imported.entry(found).unwrap();
            assert!(*entry.id == *id || entry.formerly.iter().any(|old| *old.id == *id), "only what is so is found");
        }
    }
    for number in imported.linked("wikidata", "Q1").chain(imported.linked("geonames", "7")) {
        assert!(!imported.entry(number).unwrap().links.is_empty());
    }
    for form in ["Anna Berg", "A. Berg", "the academy", "Head", "Анны Берг"] {
        for used in imported.names(Trust::Candidate).lookup(form).chain(imported.names(Trust::Full).lookup(form)).take(99) {
            used.name.entry.number().and_then(|number| imported.entry(number));
        }
    }
    imported.at("a.jsonl", 1);
    imported.at("b.jsonl", u32::MAX);
}

#[test]
fn names_are_in_the_table_of_their_trust() {
    let entries = entries(SOURCE);
    let mut writer = Writer::default();
    for (trust, some) in [(Trust::Candidate, &entries[..1]), (Trust::Full, &entries[1..])] {
        writer.begin(Import { trust, ..Import::new(DocPath::from("a.jsonl"), Format::JsonLines) });
        let mut part = Part::default();
        for entry in some {
            part.add(entry, 1);
        }
        writer.add(part).unwrap();
    }
    let imported = open(writer.finish(Vec::new()).unwrap()).unwrap();
    let found = |trust, form| imported.names(trust).lookup(form).map(|used| used.name.entry.number()).collect::<Vec<_>>();
    assert_eq!(found(Trust::Candidate, "Anna Berg"), [Some(0)]);
    assert_eq!(found(Trust::Full, "Anna Berg"), [Some(3)]);
    assert_eq!(found(Trust::Full, "the academy"), [Some(1)]);
    assert_eq!(found(Trust::Candidate, "Анна Берг"), [Some(0)]);
    assert_eq!(found(Trust::Full, "Head"), [], "posts are no names in the text");
}

#[test]
fn another_key_changes_nothing_else() {
    let file = compile(&entries(SOURCE), 1);
    let imported = open(file.clone()).unwrap();
    assert_eq!(imported.with_key(b"the key"), file);
    let other = imported.with_key(b"another key, which is longer");
    assert_eq!(verified(&other), Ok(()));
    let other = open(other).unwrap();
    assert_eq!((other.key(), other.find("academy")), (&b"another key, which is longer"[..], Some(1)));
}

fn verified(file: &[u8]) -> Result<(), Damaged> {
    verify(&mut &file[..], file.len() as u64).unwrap()
}

/// One accident.
#[derive(Clone, Debug)]
enum Harm {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Grow(u8),
    Swap(prop::sample::Index, prop::sample::Index, usize),
    Number(prop::sample::Index, u64),
}

fn harm() -> impl Strategy<Value = Harm> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        4 => (place(), 1_u8..).prop_map(|(at, mask)| Harm::Flip(at, mask)),
        1 => place().prop_map(Harm::Cut),
        1 => (1_u8..).prop_map(Harm::Grow),
        2 => (place(), place(), 1_usize..40).prop_map(|(a, b, len)| Harm::Swap(a, b, len)),
        // Offsets that are large or just beside the right ones.
        3 => (place(), prop_oneof![any::<u64>(), Just(u64::MAX), 0_u64..2000]).prop_map(|(at, number)| Harm::Number(at, number)),
    ]
}

impl Harm {
    fn inflict(&self, file: &mut Vec<u8>) {
        if file.is_empty() {
            return;
        }
        match self {
            Harm::Flip(at, mask) => {
                let at = at.index(file.len());
                file[at] ^= mask;
            }
            Harm::Cut(at) => file.truncate(at.index(file.len())),
            Harm::Grow(more) => file.extend((0..*more).map(|n| n.wrapping_mul(7))),
            Harm::Swap(a, b, len) => {
                let (a, b) = (a.index(file.len()), b.index(file.len()));
                for n in 0..*len {
                    if a + n < file.len() && b + n < file.len() {
                        file.swap(a + n, b + n);
                    }
                }
            }
            Harm::Number(at, number) => {
                let at = at.index(file.len()) & !3;
                for (byte, new) in file[at..].iter_mut().zip(number.to_le_bytes()) {
                    *byte = new;
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// With its checksum set aside, as a forger would: no answer but a right one, none, or "damaged".
    #[test]
    fn harm_does_no_harm(harms in prop::collection::vec(harm(), 1..5), whole_header in any::<bool>()) {
        let good = compile(&entries(SOURCE), 2);
        let mut file = good.clone();
        for harm in &harms {
            harm.inflict(&mut file);
        }
        prop_assert_eq!(verified(&file).is_ok(), file == good);
        if whole_header && file.len() >= 32 {
            // The forger makes the header right.
            file[..16].copy_from_slice(&good[..16]);
            let len = (file.len() as u64).to_le_bytes();
            file[16..24].copy_from_slice(&len);
        }
        if let Ok(imported) = open(file) {
            interrogate(&imported);
        }
    }

    #[test]
    fn foreign_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        prop_assert!(verified(&bytes).is_err());
        prop_assert!(open(bytes).is_err());
    }
}
