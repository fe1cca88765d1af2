//! The outline of a file: for an article, who and what it speaks of, each where it is first given in
//! full (else where it is first mentioned); for a gazetteer file, its entries.

use super::Analysis;
use super::prose::clean;
use super::words::count;
use crate::corpus::{ArticleRecord, Referent};
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
    let mut symbols: Vec<DocumentSymbol> =
        record.referents().iter().filter_map(|referent| spoken_of(analysis, record, &article.text, referent)).collect();
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

fn spoken_of(analysis: &Analysis, record: &ArticleRecord, text: &str, referent: &Referent) -> Option<DocumentSymbol> {
    let first = record.mentions_of(referent).find(|mention| !mention.title)?;
    let at = record.introduction(referent).unwrap_or(first.span);
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
    let kind = entry.map_or(first.kind, |entry| entry.kind);
    let times = record.mentions_of(referent).count();
    let detail = format!("{}{known}, {}", kind.as_str(), count(times, "mention", "mentions"));
    Some(DocumentSymbol { name: visible(name, at.of(text)), detail, kind, whole: at, at })
}

/// The name cleaned; the other words where nothing of it is left, since an outline must not have
/// nameless lines.
fn visible(name: &str, otherwise: &str) -> String {
    let name = clean(name).trim().to_owned();
    if name.is_empty() { format!("({})", clean(otherwise).trim()) } else { name }
}
