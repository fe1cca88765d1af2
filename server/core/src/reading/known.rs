//! Known names in a paragraph: leftmost, longest, whole words, written as their case rule wants.
//!
//! A long match that fails its letters, its case or its word boundary never hides a shorter good one:
//! the walk remembers every name on its way and takes the longest that passes.
//!
//! There may be two tables: of hand-edited and of imported names. The hand-edited ones are found as if there were no others. Of
//! two that overlap, the hand-edited one stands unless the imported one is strictly longer; at the same words
//! both stand together, for the resolution to choose.

mod walk;

use crate::gazetteer::name_table::{NameTable, Tables, Use, Uses};
use crate::gazetteer::{Gazetteer, Kind};
use crate::text::Span;
use crate::text::token::Token;
use walk::{Match, Walker};

/// A name of the tables found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// First token of the match.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// Its bytes, brackets of an insertion included.
    pub span: Span,
    /// The form in the table of hand-edited names.
    pub listed: Hit,
    /// The form in the table of imported names.
    pub imported: Hit,
}

/// A form of a table, and which of its uses may be meant as the text writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Hit {
    /// The form, if it has a use.
    pub form: u32,
    /// Bit n: use n; from the 32nd on all share the last bit. 0: the table does not have the name.
    pub uses: u32,
}

/// Which case a table's names want.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Letters {
    /// Each name its own ([`crate::gazetteer::name_table::Case`]): names.
    AsWritten,
    /// Any: titles ("foreign minister", "Foreign Minister").
    Any,
}

/// The known names among these tokens, in order, not overlapping, in place of what `found` held.
pub fn find(text: &str, tokens: &[Token], tables: Tables<'_>, gazetteer: &Gazetteer, letters: Letters, found: &mut Vec<Known>) {
    found.clear();
    let walker = Walker { text, tokens, table: tables.listed.view(), imported: false, gazetteer, letters };
    let Some(imported) = tables.imported else { return walker.each(|known| found.push(Known::listed(&known))) };
    let mut listed = Vec::new();
    walker.each(|known| listed.push(Known::listed(&known)));
    join(&listed, Walker { table: imported.view(), imported: true, ..walker }, found);
}

/// The hand-edited names with the imported ones.
fn join(listed: &[Known], imported: Walker<'_>, found: &mut Vec<Known>) {
    let mut starts = imported.starts();
    let (mut at, mut next) = (0, 0);
    while let Some(start) = starts.next(at) {
        at = start.token + 1;
        let Some(known) = imported.at(start, imported.tokens.len()) else { continue };
        while let Some(before) = listed.get(next).filter(|listed| listed.last as usize <= known.at.start) {
            found.push(*before);
            next += 1;
        }
        let overlapping = listed[next..].iter().take_while(|listed| (listed.first as usize) < known.at.end).count();
        let overlapping = &listed[next..next + overlapping];
        let known = if let [same] = overlapping
            && same.range() == known.at
        {
            next += 1;
            Known { imported: known.hit(), ..*same }
        } else if overlapping.iter().all(|listed| known.span.len() > listed.span.len()) {
            next += overlapping.len();
            Known::imported(&known)
        } else {
            // What is left of it before the first hand-edited one.
            let end = overlapping[0].first as usize;
            let Some(shorter) = (start.token < end).then(|| imported.at(start, end)).flatten() else { continue };
            Known::imported(&shorter)
        };
        at = known.last as usize;
        found.push(known);
    }
    found.extend_from_slice(&listed[next..]);
}

impl Known {
    fn at(known: &Match) -> Known {
        let (first, last) = (known.at.start as u32, known.at.end as u32);
        Known { first, last, span: known.span, listed: Hit::default(), imported: Hit::default() }
    }

    fn listed(known: &Match) -> Known {
        Known { listed: known.hit(), ..Known::at(known) }
    }

    fn imported(known: &Match) -> Known {
        Known { imported: known.hit(), ..Known::at(known) }
    }

    fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }

    /// The names that may be meant, the hand-edited ones first.
    pub fn names<'a>(&self, tables: Tables<'a>) -> impl Iterator<Item = Use> + Clone + use<'a> {
        let imported = self.imported;
        self.listed.names(tables.listed).chain(tables.imported.into_iter().flat_map(move |table| imported.names(table)))
    }

    /// Whether one of the entries that may be meant is of that kind.
    pub fn may_be(&self, kind: Kind, tables: Tables<'_>) -> bool {
        self.names(tables).any(|used| used.kind == kind)
    }
}

impl Match {
    fn hit(&self) -> Hit {
        Hit { form: self.form, uses: self.uses }
    }
}

impl Hit {
    /// The names that may be meant.
    fn names(self, table: &NameTable) -> impl Iterator<Item = Use> + Clone + use<'_> {
        let uses = if self.uses == 0 { Uses::default() } else { table.form(self.form).uses };
        uses.enumerate().filter(move |(n, _)| self.uses & 1 << (*n).min(31) != 0).map(|(_, used)| used)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::{Hit, Known, Letters, find};
    use crate::gazetteer::imported::{Import, Imported, Part, Writer};
    use crate::gazetteer::name_table::Bytes;
    use crate::gazetteer::{Gazetteer, reader};
    use crate::import::{Format, Trust};
    use crate::settings::Settings;
    use crate::text::Span;
    use crate::text::token::tokenise;

    fn gazetteer(names: &[String]) -> Gazetteer {
        let settings = Settings::default();
        let entries = names.iter().enumerate().map(|(n, name)| format!("[e{n}]\nkind = \"place\"\nname = \"{name}\"\n"));
        let file = reader::read(&"g.toml".into(), &entries.collect::<String>(), &settings, None);
        Gazetteer::build(vec![Arc::new(file)], &settings)
    }

    /// The known names in a text, as they stand there.
    fn found<'t>(text: &'t str, gazetteer: &Gazetteer) -> Vec<&'t str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len() as u32), &mut tokens);
        let mut found = Vec::new();
        find(text, &tokens, gazetteer.tables(), gazetteer, Letters::AsWritten, &mut found);
        found.iter().map(|known| known.span.of(text)).collect()
    }

    #[test]
    fn a_long_match_that_fails_never_hides_a_shorter_one() {
        let gazetteer =
            gazetteer(&["New York".into(), "New York Times Square".into(), "York".into(), "Al-Bab Gate".into(), "Al".into()]);
        assert_eq!(found("New York Times squared", &gazetteer), ["New York"]);
        assert_eq!(found("in New Yorkshire", &gazetteer), [""; 0]);
        assert_eq!(found("New York Times Square", &gazetteer), ["New York Times Square"]);
        assert_eq!(found("the Al Bab Gate", &gazetteer), ["Al"], "a space is no hyphen");
        assert_eq!(found("New, York", &gazetteer), ["York"]);
    }

    /// A gazetteer of hand-edited entries, whose ids begin with `prefix`, over imported ones, whose ids with "i".
    fn two_tables(prefix: &str, listed: &[&str], imported: &[&str]) -> Gazetteer {
        let settings = Settings::default();
        let file = |prefix: &str, names: &[&str]| {
            let entry = |(n, name)| format!("[{prefix}{n}]\nkind = \"place\"\nname = \"{name}\"\n");
            reader::read(&"g.toml".into(), &names.iter().enumerate().map(entry).collect::<String>(), &settings, None)
        };
        let mut part = Part::default();
        for (entry, line) in file("i", imported).entries.iter().zip(1..) {
            part.add(entry, line);
        }
        let mut writer = Writer::default();
        writer.begin(Import { trust: Trust::Full, ..Import::new("i.jsonl".into(), Format::JsonLines) });
        writer.add(part).unwrap();
        let compiled: Bytes = Arc::new(writer.finish(Vec::new()).unwrap());
        let imported = Imported::open(&compiled).unwrap();
        Gazetteer::with_imports(vec![Arc::new(file(prefix, listed))], Some(Arc::new(imported)), &settings)
    }

    /// The names found by two tables, with the letter of each table that has it.
    fn found_by_two(text: &str, listed: &[&str], imported: &[&str]) -> Vec<String> {
        found_in(text, &two_tables("l", listed, imported))
    }

    fn found_in(text: &str, gazetteer: &Gazetteer) -> Vec<String> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len() as u32), &mut tokens);
        let mut found = Vec::new();
        find(text, &tokens, gazetteer.tables(), gazetteer, Letters::AsWritten, &mut found);
        assert!(found.is_sorted_by(|a: &Known, b| a.last <= b.first), "in order, and none overlaps another");
        for known in &found {
            let uses = [known.listed, known.imported].map(|hit| hit.uses.count_ones());
            let names: Vec<_> = known.names(gazetteer.tables()).map(|used| used.name.entry.number().is_some()).collect();
            assert_eq!(names, [vec![false; uses[0] as usize], vec![true; uses[1] as usize]].concat());
        }
        let by = |hit: Hit, letter| if hit.uses == 0 { "" } else { letter };
        let shown = |known: &Known| format!("{} {}{}", known.span.of(text), by(known.listed, "l"), by(known.imported, "i"));
        found.iter().map(shown).collect()
    }

    #[test]
    fn imported_names_give_way_unless_they_are_longer() {
        for (text, listed, imported, expected) in [
            ("in Moscow", &["Moscow"][..], &["Moscow"][..], &["Moscow li"][..]),
            ("in Moscow and Tver", &["Moscow"], &["Tver"], &["Moscow l", "Tver i"]),
            ("in Tver and Moscow", &["Moscow"], &["Tver"], &["Tver i", "Moscow l"]),
            ("the New York Times", &["New York"], &["New York Times"], &["New York Times i"]),
            ("the New York Times", &["New York Times"], &["New York", "Times"], &["New York Times l"]),
            ("the New York Times", &["York Times"], &["New York"], &["York Times l"]),
            ("the New York Times", &["York Times"], &["New York", "New"], &["New i", "York Times l"]),
            ("the Upper York Times", &["Times"], &["Upper York Times"], &["Upper York Times i"]),
            ("the New Yorkshire Ode", &["Yorkshire Ode"], &["New Yorkshire"], &["Yorkshire Ode l"]),
            ("the Great Yorkshire Ode", &["Yorkshire Ode"], &["Great Yorkshire"], &["Great Yorkshire i"]),
            ("Ann and Bob and Cy met", &["Ann", "Cy"], &["Ann and Bob and Cy", "Bob"], &["Ann and Bob and Cy i"]),
            ("Ann Lee and Bob met", &["Ann Lee and Bob"], &["Lee and Bob met", "Bob"], &["Ann Lee and Bob l"]),
            ("the Bank of England", &["the Bank"], &["Bank of England"], &["Bank of England i"]),
        ] {
            assert_eq!(found_by_two(text, listed, imported), expected, "{text}: {listed:?} and {imported:?}");
        }
    }

    #[test]
    fn the_names_of_an_imported_entry_are_those_of_the_one_that_replaces_it() {
        let gazetteer = two_tables("i", &["Muscovy"], &["Moscow", "Tver"]);
        assert_eq!(found_in("Moscow, Muscovy or Tver", &gazetteer), ["Moscow l", "Muscovy l", "Tver i"]);
    }

    proptest! {
        #[test]
        fn an_imported_name_takes_the_place_of_a_shorter_one_only(
            listed in prop::collection::vec("[AB][ab]( [AB][ab]){0,2}", 0..6),
            imported in prop::collection::vec("[AB][ab]( [AB][ab]){0,2}", 0..6),
            text in "([AB][ab]|[AB][ab] |, |of ){0,16}",
        ) {
            let [listed, imported] = [&listed, &imported].map(|names| names.iter().map(String::as_str).collect::<Vec<_>>());
            let both = found_by_two(&text, &listed, &imported);
            let alone = found_by_two(&text, &listed, &[]);
            let longest = |found: &[String], by: &str| found.iter().filter(|name| name.ends_with(by)).map(String::len).max();
            if both.iter().all(|name| !name.ends_with(" i")) {
                prop_assert_eq!(both.len(), alone.len());
            }
            // The longest of the hand-edited ones can only give way to a longer one.
            prop_assert!(both.iter().map(String::len).max() >= longest(&alone, " l"));
            prop_assert_eq!(found_by_two(&text, &[], &imported).len(), found_by_two(&text, &imported, &[]).len());
        }

        #[test]
        fn every_name_is_found_where_it_stands_alone(
            names in prop::collection::vec("[A-Z][a-zé]{1,6}( [A-Z][a-z]{1,5}|-[A-Z][a-z]{2,4}| of [A-Z][a-z]{2,4}){0,3}", 1..12),
        ) {
            let gazetteer = gazetteer(&names);
            for name in &names {
                let text = format!("… {name}, then");
                prop_assert_eq!(found(&text, &gazetteer), vec![name.as_str()]);
                let text = format!("… {}\n", name.to_uppercase());
                prop_assert_eq!(found(&text, &gazetteer), vec![name.to_uppercase()]);
            }
        }

        #[test]
        fn what_is_found_is_a_name_of_the_table(
            names in prop::collection::vec("[AB][ab]( [AB][ab]|-[AB]){0,2}", 1..8),
            text in "([AB][ab]|[AB]|[ab]|[ ,.-]){0,24}",
        ) {
            let gazetteer = gazetteer(&names);
            for words in found(&text, &gazetteer) {
                prop_assert!(!gazetteer.names().lookup(words).is_empty(), "{words:?}");
            }
        }
    }
}
