//! An open document: one version of one buffer, immutable, with what was found out about it.
//!
//! Every change makes a new [`OpenDocument`]; whoever holds an older one holds a snapshot. What is
//! costly is made at most once for a version and by whoever needs it first: the worker that publishes,
//! or a request that came right behind the edit (the other one waits for it).

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use nomenclator_core::text::Span;
use nomenclator_core::text::document::Document;
use tower_lsp::ls_types::Uri;

use super::analysis::Analysis;
use super::corpora;
use super::typing::Typing;

/// One version of an open buffer.
#[derive(Clone)]
pub struct OpenDocument {
    /// As the client spells it.
    pub uri: Uri,
    /// The client's name for its language.
    pub language: Arc<str>,
    /// The client's version.
    pub version: i32,
    /// Grows with every change of any document: the age of what is said about it.
    pub ticket: u64,
    /// The text.
    pub text: Document,
    /// Whether it was changed since it was opened.
    pub edited: bool,
    /// The word that is being typed, if one is.
    pub typing: Option<Typing>,
    /// Where it belongs; shared by all versions since it was opened.
    home: Arc<OnceLock<Home>>,
    /// The newest analysis of an older version: it lends what did not change.
    pub previous: Option<Arc<Analysis>>,
    /// What was found out; shared by versions that differ in their ticket only.
    pub analysis: Arc<OnceLock<Arc<Analysis>>>,
    /// The diagnostics that the client is shown for this: rule and place.
    pub shown: Arc<OnceLock<Shown>>,
    /// What it was shown for the same text before.
    shown_before: Option<Shown>,
}

/// Diagnostics that a client was shown: rule and place of each.
pub type Shown = Arc<[(&'static str, Span)]>;

/// Where a document belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// In the corpus with that root.
    Corpus(PathBuf),
    /// In no corpus: nothing is known about it and nothing is said.
    Nowhere,
}

impl OpenDocument {
    /// A document that was just opened.
    pub fn new(uri: Uri, language: &str, version: i32, ticket: u64, text: Document) -> OpenDocument {
        OpenDocument {
            uri,
            language: Arc::from(language),
            version,
            ticket,
            text,
            edited: false,
            typing: None,
            home: Arc::default(),
            previous: None,
            analysis: Arc::default(),
            shown: Arc::default(),
            shown_before: None,
        }
    }

    /// The next version, after an edit.
    pub fn edited(&self, version: i32, ticket: u64, text: Document, typing: Option<Typing>) -> OpenDocument {
        OpenDocument {
            uri: self.uri.clone(),
            language: Arc::clone(&self.language),
            version,
            ticket,
            text,
            edited: true,
            typing,
            home: Arc::clone(&self.home),
            previous: self.analysis.get().or(self.previous.as_ref()).cloned(),
            analysis: Arc::default(),
            shown: Arc::default(),
            shown_before: None,
        }
    }

    /// What the client has for this text.
    pub fn last_shown(&self) -> Option<&Shown> {
        self.shown.get().or(self.shown_before.as_ref())
    }

    /// Where it belongs. Asks the disk, the first time.
    pub fn home(&self, folders: &[PathBuf]) -> &Home {
        self.home.get_or_init(|| corpora::home(&self.uri, folders))
    }

    /// Whether it is known to belong to the corpus with that root.
    pub fn belongs_to(&self, root: &Path) -> bool {
        matches!(self.home.get(), Some(Home::Corpus(home)) if home == root)
    }

    /// The same text, to be judged again: against a gazetteer that changed.
    pub fn rejudged(&self, ticket: u64) -> OpenDocument {
        OpenDocument {
            edited: self.edited,
            typing: self.typing.clone(),
            ..self.edited(self.version, ticket, self.text.clone(), None)
        }
    }

    /// The same text and analysis, nothing of it being typed any more.
    pub fn settled(&self, ticket: u64) -> OpenDocument {
        OpenDocument { ticket, typing: None, shown: Arc::default(), shown_before: self.last_shown().cloned(), ..self.clone() }
    }

    /// The same text, whose home is to be looked for again: a configuration came or went.
    pub fn rehoused(&self, ticket: u64) -> OpenDocument {
        OpenDocument { home: Arc::default(), ..self.rejudged(ticket) }
    }
}

/// The place on disk that a URI names; none where it names no file.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    (uri.scheme().as_str() == "file").then(|| uri.to_file_path().map(std::borrow::Cow::into_owned)).flatten()
}

/// Whether the URI is that of a buffer which has no file yet. Others without a file (a revision shown by git, the
/// output of a tool) are none of ours.
pub fn is_new(uri: &Uri) -> bool {
    match uri.scheme().as_str() {
        "untitled" => true,
        "file" => uri.path().as_str().is_empty(),
        _ => false,
    }
}

/// The URI of a place on disk.
pub fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}
