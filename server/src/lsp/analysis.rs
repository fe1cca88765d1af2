//! What was found out about one version of an open document: the one way from a text to findings.

use std::sync::Arc;

use nomenclator_core::finding::{DocPath, Finding};
use nomenclator_core::gazetteer::reader;
use nomenclator_core::ide::OpenArticle;
use nomenclator_core::reading::{self, Article, Context};
use nomenclator_core::rules::{self, Subject};
use nomenclator_core::text::position::LineIndex;

use super::corpora::{GazetteerText, LiveCorpus};
use super::document::{OpenDocument, is_new, path_of};
use super::work::WORK;
use crate::config;

/// One text, read against one generation of its corpus.
pub struct Analysis {
    /// The corpus it was judged against; in it, a gazetteer file is in force as it is here.
    pub corpus: Arc<LiveCorpus>,
    /// Its name in the corpus.
    pub path: DocPath,
    /// The text.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: Arc<LineIndex>,
    /// What was found in it, in order of place.
    pub findings: Vec<Finding>,
    /// What it is.
    pub part: Part,
}

/// What a document is to its corpus.
pub enum Part {
    /// An article, or a text that the configuration does not count among the articles: that one is read, so
    /// that names can be asked for, and nothing is found in it.
    Article(Arc<OpenArticle>),
    /// A file of the gazetteer.
    Gazetteer,
    /// The configuration, or nothing that could be read.
    Other,
}

impl Analysis {
    /// Reads the document against the corpus.
    pub fn new(document: &OpenDocument, corpus: &Arc<LiveCorpus>) -> Analysis {
        let path = name(document, corpus);
        let text = document.text.text();
        let lines = Arc::new(LineIndex::new(&text));
        if corpus.workspace.is_gazetteer(&path) {
            gazetteer_file(corpus, path, text, lines)
        } else if &*path == config::FILE_NAME {
            let findings = config::read(&text).1.iter().map(|problem| problem.finding(&text)).collect();
            Analysis { corpus: Arc::clone(corpus), path, text, lines, findings, part: Part::Other }
        } else if is_prose(document, corpus, &path) {
            article(document, corpus, path, text, lines)
        } else {
            Analysis { corpus: Arc::clone(corpus), path, text, lines, findings: Vec::new(), part: Part::Other }
        }
    }
}

impl OpenDocument {
    /// What was found out about this version; made now, against that corpus, unless it was made before.
    pub fn analysis(&self, corpus: &Arc<LiveCorpus>) -> &Arc<Analysis> {
        self.analysis.get_or_init(|| Arc::new(Analysis::new(self, corpus)))
    }
}

/// What the corpus calls the document.
fn name(document: &OpenDocument, corpus: &LiveCorpus) -> DocPath {
    match path_of(&document.uri) {
        Some(path) => corpus.workspace.doc_path(&path),
        None => Arc::from(document.uri.as_str()),
    }
}

/// Whether the document is a text in which names can stand: an article, a new buffer, or any prose beside
/// the articles; not what the corpus excludes.
fn is_prose(document: &OpenDocument, corpus: &LiveCorpus, path: &str) -> bool {
    let excluded = corpus.workspace.config.exclude.covers(path);
    let prose = || matches!(&*document.language, "plaintext" | "text" | "markdown" | "asciidoc" | "restructuredtext" | "");
    corpus.workspace.is_article(path) || (!excluded && prose())
}

fn article(document: &OpenDocument, corpus: &Arc<LiveCorpus>, path: DocPath, text: Arc<str>, lines: Arc<LineIndex>) -> Analysis {
    let article = Article { path: &path, text: &text, listed_date: corpus.dates.get(&path) };
    let context = Context { gazetteer: &corpus.gazetteer, settings: &corpus.settings };
    let previous = document.previous.as_ref().filter(|previous| previous.corpus.generation == corpus.generation);
    let previous = previous.and_then(|previous| match &previous.part {
        Part::Article(article) => Some(&*article.reading),
        _ => None,
    });
    let reading = Arc::new(reading::read_again(article, context, previous));
    let subject =
        Subject { path: &path, text: &text, reading: &reading, gazetteer: &corpus.gazetteer, settings: &corpus.settings };
    let findings = if is_new(&document.uri) || corpus.workspace.is_article(&path) { rules::check(subject) } else { Vec::new() };
    let (paragraphs, bytes) = reading.read_anew(previous);
    WORK.versions_read.add(1);
    WORK.paragraphs_read.add(paragraphs);
    WORK.bytes_read.add(bytes);
    WORK.mentions_settled.add(reading.mentions.len());
    WORK.findings_made.add(findings.len());
    let article = OpenArticle::new(Arc::clone(&path), Arc::clone(&text), reading, Arc::clone(&lines));
    Analysis { corpus: Arc::clone(corpus), path, text, lines, findings, part: Part::Article(Arc::new(article)) }
}

fn gazetteer_file(corpus: &Arc<LiveCorpus>, path: DocPath, text: Arc<str>, lines: Arc<LineIndex>) -> Analysis {
    let previous = corpus.gazetteer_file(&path).map(|file| &**file);
    let file = Arc::new(reader::read(&path, &text, &corpus.settings, previous));
    let known_lines = corpus.gazetteer_lines.get(&path);
    let corpus = match corpus.gazetteer_file(&path) {
        // As it is in force already: just opened, or judged again.
        Some(known) if **known == *file && known_lines == Some(&lines) => Arc::clone(corpus),
        _ => {
            let known = GazetteerText::new(&text, Arc::clone(&lines), &file, previous);
            Arc::new(corpus.with_gazetteer_file(&path, file, known))
        }
    };
    let findings = corpus.view().diagnostics(&path);
    Analysis { corpus, path, text, lines, findings, part: Part::Gazetteer }
}
