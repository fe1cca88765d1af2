//! Imported entries as one meets them in an editor: a page to read, and a block to take over.
//!
//! An imported entry stands in a line of a source that may be a gigabyte long and that nobody edits, so a jump to
//! it leads to a page that says what it says.

use std::fmt::Write;

use super::Analysis;
use super::entry_card::{self, Card};
use super::hover;
use super::place::{Place, Thing};
use super::prose::{Line, Prose};
use crate::corpus::Referent;
use crate::gazetteer::block_writer::block;
use crate::gazetteer::{EntryIx, Origin};

/// The imported entries that the words under the cursor mean, or may mean.
pub(super) fn imported_at(analysis: &Analysis, path: &str, offset: u32) -> Vec<EntryIx> {
    let entries = match Place::at(analysis, path, offset).map(|place| place.thing) {
        Some(Thing::Entry(entry)) => vec![entry],
        Some(Thing::Mention(record, mention)) => match record.referent(mention) {
            Referent::Entry(entry) => vec![*entry],
            Referent::OneOf(candidates) => candidates.to_vec(),
            Referent::Nation(_) | Referent::Unknown(_) => Vec::new(),
        },
        Some(Thing::NoEntry(_) | Thing::Profile(_)) | None => Vec::new(),
    };
    entries.into_iter().filter(|&entry| analysis.gazetteer.origin(entry).is_some()).collect()
}

/// All that is known of an imported entry, as a page in Markdown; none where it is not imported.
pub(super) fn page(analysis: &Analysis, ix: EntryIx) -> Option<String> {
    let Origin { import, line } = analysis.gazetteer.origin(ix)?;
    let card = Card { date: None, form: None };
    let mut prose = Prose::default();
    entry_card::describe(&mut prose, analysis, ix, card);
    prose.paragraph([hover::mentions(analysis, None, &Referent::Entry(ix))]);
    entry_card::sources(&mut prose, analysis, ix, card);
    prose.paragraph([Line::new(format!(
        "It is read from line {line} of {}, so this page cannot be edited. As an entry of the gazetteer, where what is \
         written goes before what is imported, it would be:",
        import.path
    ))]);
    let mut page = prose.to_markdown();
    let block = block(analysis.gazetteer.entry(ix));
    // No run of backticks in the block may end it.
    let longest = block.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let _ = write!(page, "\n\n{fence}toml\n{block}{fence}\n");
    Some(page)
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    const SOURCE: &str = r#"
#- imports/list.jsonl
[q1]
kind = "person"
name = "Carl Dahl"
description = "See [here](https://evil.example) <b>now</b>"
names = ["C. Dahl", "```\n# Dahl"]
topics = ["sanction"]
source = "https://example.org/list"
[q2]
kind = "person"
name = "Eva Frank"
#- gazetteer/a.toml
[eva]
kind = "person"
name = "Eva Frank"
formerly = ["q2"]
#- articles/a.md open
Then [Dahl](entity:q1) met [Eva](entity:q2) and Pavel Zarubin.
"#;

    #[test]
    fn a_page_says_what_the_source_says() {
        let fixture = Fixture::new(SOURCE);
        let ix = fixture.analysis.gazetteer.find("q1").unwrap();
        let page = fixture.analysis.page(ix).unwrap();
        assert!(page.starts_with("**Carl Dahl** – person"), "{page}");
        for words in ["Topics: sanction.", "line 1 of imports/list.jsonl", "\n[q1]\nkind = \"person\"\nname = \"Carl Dahl\"\n"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(fixture.analysis.page(fixture.analysis.gazetteer.find("eva").unwrap()), None);
    }

    #[test]
    fn imported_entries_are_told_from_hand_edited_ones() {
        let fixture = Fixture::new(SOURCE);
        let text = SOURCE.split("open\n").nth(1).unwrap();
        let ids = |words: &str| {
            let offset = text.find(words).unwrap() as u32 + 1;
            let entries = fixture.analysis.imported_at("articles/a.md", offset);
            entries.into_iter().map(|ix| fixture.analysis.gazetteer.entry(ix).id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!([ids("Dahl"), ids("Eva"), ids("Pavel"), ids("met")], [vec!["q1".to_owned()], vec![], vec![], vec![]]);
    }

    #[test]
    fn the_page_stays_prose_whatever_the_source_says() {
        let page = {
            let fixture = Fixture::new(SOURCE);
            fixture.analysis.page(fixture.analysis.gazetteer.find("q1").unwrap()).unwrap()
        };
        let (prose, block) = page.split_once("\n````toml\n").expect("a fence longer than any run inside");
        assert!(!prose.contains("[here](") && !prose.contains("<b>"), "{prose}");
        assert!(block.ends_with("````\n") && block.matches("````").count() == 1, "{block}");
    }
}
