//! The outline of a file: for an article, who and what it speaks of, each where it is first given in
//! full (else where it is first mentioned); for a gazetteer file, its entries.

use super::Analysis;
use super::prose::clean;
use super::words::count;
use crate::corpus::{Referent, Spoken};
use crate::gazetteer::{GazetteerFile, Kind};
use crate::text::Span;

/// One line of an outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentSymbol {
    /// The house form, or the name as written where no entry explains it. One line, no control characters.
    pub name: String,
    /// More about it: kind and number of mentions, or an entry's id. One line, no control characters.
    pub detail: String,
    /// What it is.
    pub kind: Kind,
    /// The whole of it: an entry's block, a mention.
    pub whole: Span,
    /// What the cursor lands on, inside `whole`.
    pub at: Span,
}

pub(super) fn document_symbols(analysis: &Analysis, path: &str) -> Vec<DocumentSymbol> {
    if let Some(file) = analysis.gazetteer_file(path) {
        return entries(file);
    }
    let Some(article) = analysis.open.get(path) else { return Vec::new() };
    let record = article.record(&analysis.gazetteer);
    let outline = record.outline().into_iter().filter(|(_, spoken)| spoken.introduction.is_some() || !spoken.first.title);
    let mut symbols: Vec<DocumentSymbol> =
        outline.map(|(referent, spoken)| symbol(analysis, &article.text, referent, spoken)).collect();
    symbols.sort_by_key(|symbol| symbol.at);
    symbols
}

fn entries(file: &GazetteerFile) -> Vec<DocumentSymbol> {
    let entries = file.entries.iter().map(|entry| DocumentSymbol {
        name: visible(entry.name(), &entry.id),
        detail: clean(&entry.id),
        kind: entry.kind,
        whole: entry.block,
        at: entry.header,
    });
    entries.collect()
}

fn symbol(analysis: &Analysis, text: &str, referent: &Referent, spoken: Spoken) -> DocumentSymbol {
    let at = spoken.introduction.unwrap_or(spoken.first.span);
    let entry = match referent {
        Referent::Entry(entry) => Some(analysis.gazetteer.entry(*entry)),
        _ => None,
    };
    let name = match referent {
        Referent::Nation(name) => name,
        _ => entry.map_or(at.of(text), |entry| entry.name()),
    };
    let known = match referent {
        Referent::OneOf(_) => ", ambiguous",
        Referent::Unknown(_) => ", unknown",
        Referent::Entry(_) | Referent::Nation(_) => "",
    };
    let kind = entry.map_or(spoken.first.kind, |entry| entry.kind);
    let detail = format!("{}{known}, {}", kind.as_str(), count(spoken.times, "mention", "mentions"));
    DocumentSymbol { name: visible(name, at.of(text)), detail, kind, whole: at, at }
}

/// The name cleaned; the other words where nothing of it is left, since an outline must not have
/// nameless lines.
fn visible(name: &str, otherwise: &str) -> String {
    let name = clean(name).trim().to_owned();
    if name.is_empty() { format!("({})", clean(otherwise).trim()) } else { name }
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let fixture = Fixture::new(source);
        let symbols = fixture.analysis.document_symbols(&fixture.path);
        let shown = symbols.iter().map(|symbol| {
            assert!(symbol.whole.start <= symbol.at.start && symbol.at.end <= symbol.whole.end);
            format!("{} ({}) {}", symbol.name, symbol.detail, fixture.show(&fixture.path, symbol.at))
        });
        assert_eq!(shown.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn who_an_article_speaks_of() {
        check(
            r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
names = ["Gadi Eizenkot"]
#- articles/a.txt
Here Gadi Eizenkot met the reporter Pavel Zarubin.$0
Later, Eizenkot left.
"#,
            "Gadi Eisenkot (person, 2 mentions) articles/a.txt: Here ⟦Gadi Eizenkot⟧ met the reporter Pavel Zarubin.
Pavel Zarubin (person, unknown, 1 mention) articles/a.txt: Here Gadi Eizenkot met the reporter ⟦Pavel Zarubin⟧.",
        );
    }

    #[test]
    fn the_entries_of_a_gazetteer_file() {
        check(
            r#"
#- gazetteer/a.toml
$0[chief]
kind = "post"
name = "Chief of the General Staff"
["the army"]
kind = "organisation"
name = "Army of Nowhere"
"#,
            "Chief of the General Staff (chief) gazetteer/a.toml: [⟦chief⟧]
Army of Nowhere (the army) gazetteer/a.toml: [\"⟦the army⟧\"]",
        );
    }
}
