//! The editor's gestures, one file each, in plain structs with paths and byte spans.
//!
//! An [`Analysis`] is an immutable snapshot of one corpus: whoever holds it can answer every gesture
//! while the session goes on. It is made of counters on shared parts, so taking one costs nothing.
//! Open articles lie over the corpus's records: where an article is open, its record is not looked at.
//!
//! Columns, protocol types and version numbers belong to the face that asks; [`Analysis::lines`]
//! converts the spans of every path that an answer can name.

mod declaration;
mod definition;
mod diagnostics;
mod document_symbols;
mod entry_card;
mod highlight;
mod hover;
mod imported;
mod introduction;
mod place;
pub mod prose;
mod references;
mod speaking;
mod words;
mod workspace_symbols;

#[cfg(test)]
mod fixture;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub use document_symbols::DocumentSymbol;
pub use highlight::Highlight;
pub use hover::Hover;
pub use workspace_symbols::WorkspaceSymbol;

use crate::corpus::{ArticleRecord, Corpus};
use crate::finding::{DocPath, Finding, Location};
use crate::gazetteer::date::Date;
use crate::gazetteer::{EntryIx, Gazetteer, GazetteerFile};
use crate::reading::Reading;
use crate::settings::Settings;
use crate::text::Span;
use crate::text::position::LineIndex;

/// A snapshot of one corpus with its open documents. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The known entities.
    pub gazetteer: Arc<Gazetteer>,
    /// The corpus's settings.
    pub settings: Arc<Settings>,
    /// The articles on disk, read against `gazetteer`. Open ones may be among them.
    pub corpus: Corpus,
    /// The open articles, read against `gazetteer`.
    pub open: Arc<BTreeMap<DocPath, Arc<OpenArticle>>>,
    /// The line index of every gazetteer file, of the open text where it is open.
    pub gazetteer_lines: Arc<BTreeMap<DocPath, Arc<LineIndex>>>,
}

/// An article that is open in an editor.
#[derive(Debug)]
pub struct OpenArticle {
    /// Its path.
    pub path: DocPath,
    /// Its text.
    pub text: Arc<str>,
    /// The reading of that text.
    pub reading: Arc<Reading>,
    /// The line index of that text.
    pub lines: Arc<LineIndex>,
    /// Made when another gesture than a keystroke first asks for it.
    record: OnceLock<ArticleRecord>,
}

/// Where a jump leads from and to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Jump {
    /// The words under the cursor, in the file that was asked about.
    pub origin: Span,
    /// Where they lead, best first; never empty.
    pub targets: Vec<Target>,
}

/// One place that a jump leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// What the cursor lands on.
    pub at: Location,
    /// The whole of it, such as an entry's block; covers `at`.
    pub whole: Span,
}

impl OpenArticle {
    /// An open article with the reading of its text.
    pub fn new(path: DocPath, text: Arc<str>, reading: Arc<Reading>, lines: Arc<LineIndex>) -> OpenArticle {
        OpenArticle { path, text, reading, lines, record: OnceLock::new() }
    }

    /// What the corpus would keep of it.
    fn record(&self, gazetteer: &Gazetteer) -> &ArticleRecord {
        self.record.get_or_init(|| {
            ArticleRecord::new(Arc::clone(&self.path), &self.text, &self.reading, Arc::clone(&self.lines), gazetteer)
        })
    }
}

/// Offsets are bytes into the text of the file at `path` as the snapshot knows it.
impl Analysis {
    /// Converts the spans of that file: an article or a gazetteer file. Those of a closed article are unpacked for
    /// the caller, who should not ask for each place again.
    pub fn lines(&self, path: &str) -> Option<Arc<LineIndex>> {
        let open = self.open.get(path).map(|article| &article.lines);
        let known = open.or_else(|| self.gazetteer_lines.get(path)).cloned();
        known.or_else(|| self.corpus.get(path).map(|filed| Arc::new(filed.lines())))
    }

    /// Every finding of an open article or a gazetteer file, in order of place. The findings of a
    /// closed article need its text: [`rules::check`](crate::rules::check) makes them.
    pub fn diagnostics(&self, path: &str) -> Vec<Finding> {
        diagnostics::diagnostics(self, path)
    }

    /// Who or what is under the cursor, and how that is known.
    pub fn hover(&self, path: &str, offset: u32) -> Option<Hover> {
        hover::hover(self, path, offset)
    }

    /// Where what is under the cursor is defined: its profile article or its gazetteer entry; for an
    /// unknown name, where the corpus first gives it in full.
    pub fn definition(&self, path: &str, offset: u32) -> Option<Jump> {
        definition::definition(self, path, offset)
    }

    /// Where the article introduces what is under the cursor in full, else the earliest article that does.
    pub fn declaration(&self, path: &str, offset: u32) -> Option<Jump> {
        declaration::declaration(self, path, offset)
    }

    /// Every place that means the same, in order of path and place; with the gazetteer entry, at its
    /// place in that order, if `include_declaration`. None where the cursor is on nothing.
    pub fn references(&self, path: &str, offset: u32, include_declaration: bool) -> Option<Vec<Location>> {
        references::references(self, path, offset, include_declaration)
    }

    /// Every place in this file that means the same, in order.
    pub fn highlights(&self, path: &str, offset: u32) -> Vec<Highlight> {
        highlight::highlights(self, path, offset)
    }

    /// The outline of an article (who and what it speaks of) or of a gazetteer file (its entries).
    pub fn document_symbols(&self, path: &str) -> Vec<DocumentSymbol> {
        document_symbols::document_symbols(self, path)
    }

    /// The entries whose names fit the words, best first, at most `limit`.
    pub fn workspace_symbols(&self, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
        workspace_symbols::workspace_symbols(self, query, limit)
    }

    /// The imported entries that the words under the cursor mean, or may mean.
    pub fn imported_at(&self, path: &str, offset: u32) -> Vec<EntryIx> {
        imported::imported_at(self, path, offset)
    }

    /// The name of an entry, fit to be shown in a menu.
    pub fn title(&self, entry: EntryIx) -> String {
        prose::clean(self.gazetteer.entry(entry).name())
    }

    /// All that is known of an imported entry, as a page in Markdown with nothing in it alive; none where the entry is
    /// not imported.
    pub fn page(&self, entry: EntryIx) -> Option<String> {
        imported::page(self, entry)
    }

    /// The gazetteer file of that path.
    fn gazetteer_file(&self, path: &str) -> Option<&GazetteerFile> {
        let files = self.gazetteer.files();
        files.binary_search_by(|file| (*file.path).cmp(path)).ok().map(|found| &*files[found])
    }

    /// The date of an article, open or closed, and its length in bytes.
    fn article(&self, path: &str) -> Option<(Option<Date>, u32)> {
        match self.open.get(path) {
            Some(open) => Some((open.record(&self.gazetteer).date, open.lines.len())),
            None => self.corpus.get(path).map(|filed| (filed.date, filed.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fixture::Fixture;

    const SOURCE: &str = r#"
#- gazetteer/a.toml open
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
names = [{ form = "גדי איזנקוט", lang = "he" }, "Gadi Eizenkot 😀"]
roles = [{ post = "chief", from = "2015-02-16" }, { post = "nobody" }]
profile = "articles/b.txt"
[chief]
kind = "post"
name = "Chief of the General Staff"
half = 
[benny-gantz
#- articles/a.txt open
“גדי איזנקוט” (Gadi Eisenkot) met e̋ Pavel Zarubin 😀 in Moscow.
Eisenkot’s men, Benny Gantz, גדי איזנקוט, Shiite and Russian; Chief of the General Staff.
#- articles/b.txt open
A life. Gadi Eisenkot, Zarubin.
#- articles/c.txt
Elsewhere, Pavel Zarubin met Gadi Eisenkot.
"#;

    /// Every gesture at every byte of every file: nothing panics, and every place is one.
    #[test]
    fn every_offset_has_an_answer() {
        for source in [SOURCE.to_owned(), SOURCE.replace('\n', "\r\n")] {
            let fixture = Fixture::new(&source);
            let analysis = &fixture.analysis;
            for path in ["gazetteer/a.toml", "articles/a.txt", "articles/b.txt", "articles/c.txt", "articles/none.txt"] {
                let len = analysis.lines(path).map_or(0, |lines| lines.len());
                for offset in 0..len + 3 {
                    if let Some(hover) = analysis.hover(path, offset) {
                        fixture.show(path, hover.span);
                        assert!(!hover.prose.to_markdown().is_empty() && !hover.prose.to_plain().is_empty());
                    }
                    for jump in [analysis.definition(path, offset), analysis.declaration(path, offset)].into_iter().flatten() {
                        fixture.show(path, jump.origin);
                        fixture.show_all(jump.targets.into_iter().map(|target| target.at));
                    }
                    fixture.show_all(analysis.references(path, offset, true).unwrap_or_default());
                    analysis.highlights(path, offset).iter().for_each(|highlight| drop(fixture.show(path, highlight.span)));
                }
                for finding in analysis.diagnostics(path) {
                    finding.places.iter().for_each(|place| drop(fixture.show(path, *place)));
                }
                analysis.document_symbols(path).iter().for_each(|symbol| drop(fixture.show(path, symbol.at)));
            }
        }
    }
}
