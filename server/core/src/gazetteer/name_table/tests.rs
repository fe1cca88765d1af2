//! What a table answers, whatever its bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::layout::{Header, home};
use super::{Builder, Case, Damaged, NameTable, Use};
use crate::gazetteer::{EntryIx, Kind, Name, NameRef, NameUse};
use crate::text::token::tokenise;
use crate::text::{Span, fold};

fn name(form: &str) -> Name {
    Name {
        form: form.into(),
        usage: NameUse::House,
        lang: None,
        exact_case: false,
        weak: false,
        from: None,
        until: None,
        provenance: None,
        span: Span::default(),
    }
}

fn bytes_of<'a>(names: impl IntoIterator<Item = (u32, &'a str)>) -> Vec<u8> {
    let mut builder = Builder::default();
    for (n, form) in names {
        builder.add(NameRef { entry: EntryIx(n), name: 0 }, &name(form), Kind::Place, false);
    }
    builder.finish().unwrap()
}

fn table(names: &[String]) -> NameTable {
    NameTable::of(bytes_of((0..).zip(names.iter().map(String::as_str))))
}

/// Everything that can be asked, for nothing but that it ends.
fn ask(table: &NameTable, written: &[&str]) {
    let view = table.view();
    let uses = table.all_forms().take(1 << 10).map(|form| form.uses.count()).sum::<usize>();
    assert!(uses <= table.size() * (1 << 10));
    for form in written {
        let mut tokens = Vec::new();
        tokenise(form, Span::new(0, form.len() as u32), &mut tokens);
        table.lookup(form).count();
        for token in &tokens {
            let step = view.step(token.hash);
            view.may_start(token.hash, false);
            view.may_start(token.hash, true);
            let forms: Vec<_> = step.names.into_iter().flat_map(|first| view.forms(first)).collect();
            for (at, form) in forms {
                fold::match_folded(written[0], 0, form.folded);
                assert_eq!(view.form(at).folded, form.folded);
                view.touch_form(at);
            }
        }
        view.touch(fold::hash_word(form));
        view.starts_caseless(form.chars().next().unwrap_or('x'));
    }
    view.form(u32::MAX);
}

#[test]
fn a_name_is_kept_with_its_traits() {
    let mut builder = Builder::default();
    let listed = Name { usage: NameUse::Designation, exact_case: true, ..name("S-400 Triumf") };
    let imported = NameRef { entry: EntryIx(1 << 31 | 5), name: 300 };
    builder.add(imported, &listed, Kind::Weapon, true);
    builder.add(NameRef { entry: EntryIx(7), name: 0 }, &name("s-400 triumf"), Kind::Other, false);
    builder.add(NameRef { entry: EntryIx(8), name: 0 }, &name("…"), Kind::Other, false);
    let table = NameTable::of(builder.finish().unwrap());
    let [first, second] =
        [EntryIx(7), imported.entry].map(|entry| table.lookup("S-400 Triumf").find(|used| used.name.entry == entry));
    let first = first.unwrap();
    assert_eq!((first.kind, first.usage, first.case, first.weak), (Kind::Other, NameUse::House, Case::Words(0), false));
    let exact =
        Use { name: imported, case: Case::Exact, kind: Kind::Weapon, usage: NameUse::Designation, weak: true, declined: false };
    assert_eq!(second, Some(exact));
    assert_eq!(table.all_forms().count(), 1);
    assert!(table.lookup("S 400 Triumf").is_empty() && table.lookup("…").is_empty());
}

#[test]
fn an_empty_table_knows_nothing() {
    for table in [NameTable::default(), NameTable::of(Builder::default().finish().unwrap())] {
        ask(&table, &["Moscow", "", "的"]);
        assert_eq!(table.all_forms().count(), 0);
    }
}

#[test]
fn names_of_one_print_share_a_slot() {
    // Two words of which the upper halves of the hashes are the same, found by trying.
    let mut seen = BTreeMap::new();
    let twins = (0_u32..400_000).find_map(|n| {
        let word = format!("Q{n}");
        let twin = seen.insert(super::print(fold::hash_word(&word)), word.clone());
        Some((twin?, word))
    });
    let (one, other) = twins.expect("there is a pair among so many");
    assert_ne!(fold::hash_word(&one), fold::hash_word(&other));
    let goes_on = format!("{one} Prime");
    let table = table(&[one.clone(), other.clone(), goes_on.clone()]);
    for (n, form) in [one, other, goes_on].iter().enumerate() {
        assert_eq!(table.lookup(form).map(|used| used.name.entry.0).collect::<Vec<_>>(), [n as u32], "{form}");
    }
}

#[test]
fn a_table_is_opened_where_it_lies_and_nowhere_else() {
    let table = bytes_of([(0, "Moscow")]);
    let length = table.len();
    let bytes = Arc::new([b"before".to_vec(), table, b"behind".to_vec()].concat());
    let open = |place| NameTable::open(bytes.clone(), place).map(|table| table.lookup("moscow").count());
    assert_eq!(open(6..6 + length), Ok(1));
    #[expect(clippy::reversed_empty_ranges, reason = "a damaged file may say so")]
    for place in [0..6, 5..6 + length, 6..7 + length, 6..5 + length, 6..usize::MAX, 9..3, 0..0] {
        assert_eq!(open(place.clone()), Err(Damaged), "{place:?}");
    }
    // Sizes whose sum is more than there is.
    let sizes = Header { homes: u32::MAX, reach: u32::MAX, slots: u32::MAX, records: u32::MAX, ..Header::default() };
    let header = sizes.bytes().to_vec();
    assert_eq!(NameTable::open(Arc::new(header.clone()), 0..header.len()).err(), Some(Damaged));
}

#[test]
fn homes_keep_the_order_of_hashes() {
    assert_eq!([0, 1 << 31, u32::MAX].map(|print| home(print, 10)), [0, 5, 9]);
    assert_eq!(home(u32::MAX, 0), 0);
}

proptest! {
    #[test]
    fn a_table_knows_its_names_and_no_others(
        names in prop::collection::vec("[ABé][ab]?( [AB][ab]|-[AB]|, b){0,3}", 0..40),
        others in prop::collection::vec("[ABé][ab]?( [AB][ab]|-[AB]|, b){0,3}", 0..20),
    ) {
        let table = table(&names);
        let mut listed: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (n, name) in (0..).zip(&names) {
            listed.entry(fold::fold(name)).or_default().insert(n);
        }
        for form in names.iter().chain(&others) {
            let found: Vec<u32> = table.lookup(form).map(|used| used.name.entry.0).collect();
            let expected: Vec<u32> = listed.get(&fold::fold(form)).into_iter().flatten().copied().collect();
            prop_assert_eq!(found, expected, "{}", form);
        }
        let folded: BTreeSet<&[u8]> = table.all_forms().map(|form| form.folded).collect();
        prop_assert!(folded.into_iter().eq(listed.keys().map(String::as_bytes)));
    }

    #[test]
    fn the_order_of_names_does_not_matter(names in prop::collection::vec("[AB][ab]( [AB][ab]){0,2}", 0..20)) {
        let numbered = || (0..).zip(names.iter().map(String::as_str));
        let backwards: Vec<_> = numbered().collect::<Vec<_>>().into_iter().rev().collect();
        prop_assert_eq!(bytes_of(numbered()), bytes_of(backwards));
    }

    #[test]
    fn damage_finds_less_or_something_else_but_never_fails(
        names in prop::collection::vec("[ABéСש][abм]( [AB][ab]|-[AB]){0,3}", 1..30),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let written: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut bytes = bytes_of((0..).zip(written.iter().copied()));
        let end = cut.index(bytes.len());
        prop_assert!(NameTable::open(Arc::new(bytes[..end].to_vec()), 0..end).is_err());
        for (at, with) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= with;
        }
        let length = bytes.len();
        if let Ok(table) = NameTable::open(Arc::new(bytes), 0..length) {
            ask(&table, &written);
        }
    }
}
