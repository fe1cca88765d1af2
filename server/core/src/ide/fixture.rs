//! Small corpora for the tests of the gestures. For tests only.
//!
//! A fixture is one string: `#- path` opens a file, `$0` is the cursor and may stand once. Files in
//! `gazetteer/` are the gazetteer's, one in `imports/` holds imported entries, the others are articles; the file with the cursor and those marked
//! `#- path open` are open, the others closed. A place is shown as its line with the words in `⟦⟧`, so
//! that no test counts columns; showing it holds it against its file's text and line index.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Analysis, Jump, OpenArticle};
use crate::corpus::{ArticleRecord, Corpus};
use crate::finding::{DocPath, Location};
use crate::gazetteer::imported::sample::imported;
use crate::gazetteer::{Gazetteer, reader};
use crate::reading::{self, Article, Context};
use crate::settings::Settings;
use crate::text::Span;
use crate::text::position::{LineIndex, PositionEncoding};

pub(super) struct Fixture {
    pub analysis: Analysis,
    pub path: DocPath,
    pub offset: u32,
    texts: BTreeMap<DocPath, Arc<str>>,
}

impl Fixture {
    #[track_caller]
    pub(super) fn new(source: &str) -> Fixture {
        let settings = Settings { configured: true, ..Settings::default() };
        let (mut texts, mut open, mut cursor) = (BTreeMap::new(), Vec::new(), None);
        for file in source.split("#- ").skip(1) {
            let (head, text) = file.split_once('\n').expect("a path on a line of its own");
            let head = head.trim_end();
            let path: DocPath = head.trim_end_matches(" open").into();
            let at = text.find("$0");
            if head.ends_with(" open") || at.is_some() {
                open.push(path.clone());
            }
            cursor = cursor.or(at.map(|at| (path.clone(), at as u32)));
            texts.insert(path, Arc::from(text.replacen("$0", "", 1)));
        }
        let is_gazetteer = |path: &str| path.starts_with("gazetteer/");
        let files = texts.iter().filter(|(path, _)| is_gazetteer(path));
        let files = files.map(|(path, text)| Arc::new(reader::read(path, text, &settings, None))).collect();
        let import = texts.iter().find(|(path, _)| path.starts_with("imports/"));
        let imported = import.map(|(path, text)| imported(path, text));
        let gazetteer = Gazetteer::with_imports(files, imported, &settings);
        let mut analysis = Analysis { gazetteer: Arc::new(gazetteer), settings: Arc::new(settings), ..Analysis::default() };
        let (mut records, mut articles, mut lines) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for (path, text) in &texts {
            let index = Arc::new(LineIndex::new(text));
            if is_gazetteer(path) {
                lines.insert(path.clone(), index);
                continue;
            }
            if path.starts_with("imports/") {
                continue;
            }
            let context = Context { gazetteer: &analysis.gazetteer, settings: &analysis.settings };
            let reading = reading::read(Article { path, text, listed_date: None }, context);
            if open.contains(path) {
                let article = OpenArticle::new(path.clone(), text.clone(), Arc::new(reading), index);
                articles.insert(path.clone(), Arc::new(article));
            } else {
                records.push(ArticleRecord::new(path.clone(), text, &reading, index, &analysis.gazetteer));
            }
        }
        analysis.corpus = records.into_iter().collect::<Corpus>();
        analysis.open = Arc::new(articles);
        analysis.gazetteer_lines = Arc::new(lines);
        let (path, offset) = cursor.unwrap_or_default();
        Fixture { analysis, path, offset, texts }
    }

    /// The text of the file with the cursor.
    pub(super) fn text(&self) -> &str {
        &self.texts[&self.path]
    }

    /// The line of a place, its words marked.
    #[track_caller]
    pub(super) fn show(&self, path: &str, span: Span) -> String {
        let text = &self.texts[path];
        let lines = self.analysis.lines(path).expect("a line index for every path in an answer");
        let range = lines.range(span, PositionEncoding::Utf16);
        assert_eq!(lines.span(range.clone(), PositionEncoding::Utf16), span, "the span lies on characters of {path}");
        let (first, last) = (lines.line(range.start.line), lines.line(range.end.line));
        let before = &text[first.start as usize..span.start as usize];
        let after = &text[span.end as usize..last.end as usize];
        format!("{path}: {before}⟦{}⟧{after}", span.of(text))
    }

    #[track_caller]
    pub(super) fn show_all(&self, places: impl IntoIterator<Item = Location>) -> String {
        places.into_iter().map(|place| self.show(&place.path, place.span)).collect::<Vec<_>>().join("\n")
    }

    /// Where a jump leads; "nowhere" if it does not.
    #[track_caller]
    pub(super) fn show_jump(&self, jump: Option<Jump>) -> String {
        let Some(jump) = jump else { return "nowhere".to_owned() };
        assert!(jump.origin.touches(self.offset), "the origin lies under the cursor");
        for target in &jump.targets {
            assert!(target.whole.start <= target.at.span.start && target.at.span.end <= target.whole.end);
        }
        self.show_all(jump.targets.into_iter().map(|target| target.at))
    }
}
