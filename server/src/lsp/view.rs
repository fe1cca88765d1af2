//! What a request sees: the state at its arrival.
//!
//! [`Shared::snapshot`] is taken on the reading thread and costs some reference counts. The rest
//! ([`Snapshot::view`]) happens in the request's job: it finds the document's corpus, waits for a gazetteer that
//! is still being read, reads the document unless the worker has, and joins it with the other open documents
//! into the engine's view of the corpus.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use nomenclator_core::finding::{DocPath, Location};
use nomenclator_core::ide;
use tower_lsp::ls_types::{Position, Uri};

use super::analysis::{Analysis, Part};
use super::capabilities::Client;
use super::convert::{self, ClientLocation};
use super::corpora::{Corpora, LiveCorpus};
use super::document::{Home, OpenDocument, uri_of};
use super::jobs::Cancel;
use super::session::Shared;
use super::watch;

/// How long a question about the whole corpus waits for articles that are still being read. A small corpus is
/// read by then; for a large one the answer is what is known so far.
const SCAN_PATIENCE: Duration = Duration::from_millis(300);

/// The state at the arrival of a request.
pub struct Snapshot {
    /// The session as it goes on.
    pub shared: Arc<Shared>,
    /// How to talk to the client.
    pub client: Client,
    folders: Vec<PathBuf>,
    corpora: Corpora,
    documents: Vec<Arc<OpenDocument>>,
}

/// A corpus of a snapshot with its open documents.
pub struct Joined {
    /// The corpus in force.
    pub live: Arc<LiveCorpus>,
    /// The engine's view of it, open documents included.
    pub ide: ide::Analysis,
    /// The client's spelling of the URIs of open documents.
    uris: BTreeMap<DocPath, Uri>,
}

/// One document of a snapshot, read, with its corpus around it.
pub struct View {
    /// How to talk to the client.
    pub client: Client,
    /// The document.
    pub document: Arc<Analysis>,
    /// Its corpus, all open documents included.
    pub corpus: Joined,
}

impl Shared {
    /// What a request sees that arrives now.
    pub fn snapshot(self: &Arc<Shared>) -> Snapshot {
        let session = self.session();
        Snapshot {
            shared: Arc::clone(self),
            client: session.client,
            folders: session.folders.clone(),
            corpora: Arc::clone(&session.corpora),
            documents: session.documents().cloned().collect(),
        }
    }
}

impl Snapshot {
    /// Every open document.
    pub fn documents(&self) -> &[Arc<OpenDocument>] {
        &self.documents
    }

    /// The open document of that URI.
    pub fn document(&self, uri: &Uri) -> Option<&Arc<OpenDocument>> {
        self.documents.iter().find(|document| document.uri == *uri)
    }

    /// The document and its corpus. None where the document is not open or belongs to no corpus, or where
    /// nobody waits for the answer any more.
    pub fn view(&self, uri: &Uri, cancel: &Cancel) -> Option<View> {
        let document = self.document(uri)?;
        let Home::Corpus(root) = document.home(&self.folders) else { return None };
        let corpus = self.corpus(root, cancel)?;
        let document = Arc::clone(document.analysis(&corpus));
        // A version that was read against another gazetteer is answered with that one.
        let corpus = if document.corpus.generation == corpus.generation { corpus } else { Arc::clone(&document.corpus) };
        Some(View { client: self.client, document, corpus: self.joined(&corpus) })
    }

    /// Like [`view`](Self::view), for questions that all articles answer: waits a moment for those that are
    /// still being read.
    pub fn whole_view(&self, uri: &Uri, cancel: &Cancel) -> Option<View> {
        let mut view = self.view(uri, cancel)?;
        let corpus = &view.corpus.live;
        if !corpus.complete {
            let read = self.shared.wait(SCAN_PATIENCE, cancel, |session| {
                let now = session.corpora.get(corpus.root())?;
                (now.complete && now.generation == corpus.generation).then(|| now.corpus.clone())
            });
            if let Some(read) = read {
                view.corpus.ide.corpus = read;
            }
        }
        Some(view)
    }

    /// Every corpus in force, in order of root; those of the workspace folders as soon as their gazetteers are read.
    pub fn corpora(&self, cancel: &Cancel) -> Vec<Joined> {
        let mut corpora = (*self.corpora).clone();
        for root in self.folders.iter().map(|folder| watch::root_of(folder)) {
            if let Some(corpus) = self.corpus(&root, cancel) {
                corpora.insert(root, corpus);
            }
        }
        corpora.values().map(|corpus| self.joined(corpus)).collect()
    }

    /// The corpus of that root as it was at arrival, or as soon as its gazetteer is read.
    fn corpus(&self, root: &Path, cancel: &Cancel) -> Option<Arc<LiveCorpus>> {
        if let Some(corpus) = self.corpora.get(root) {
            return Some(Arc::clone(corpus));
        }
        self.shared.librarian.want(root);
        self.shared.wait(Duration::MAX, cancel, |session| session.corpora.get(root).cloned())
    }

    /// The corpus with its open documents over it.
    fn joined(&self, live: &Arc<LiveCorpus>) -> Joined {
        let mut open = BTreeMap::new();
        let mut uris = BTreeMap::new();
        for document in &self.documents {
            if !matches!(document.home(&self.folders), Home::Corpus(root) if root == live.root()) {
                continue;
            }
            let analysis = document.analysis(live);
            uris.insert(Arc::clone(&analysis.path), document.uri.clone());
            match &analysis.part {
                Part::Article(article) if analysis.corpus.generation == live.generation => {
                    open.insert(Arc::clone(&analysis.path), Arc::clone(article));
                }
                _ => {}
            }
        }
        Joined { live: Arc::clone(live), ide: ide::Analysis { open: Arc::new(open), ..live.view() }, uris }
    }
}

impl LiveCorpus {
    /// The engine's view of the corpus, no document being open.
    pub fn view(&self) -> ide::Analysis {
        ide::Analysis {
            gazetteer: Arc::clone(&self.gazetteer),
            settings: Arc::clone(&self.settings),
            corpus: self.corpus.clone(),
            open: Arc::default(),
            gazetteer_lines: Arc::clone(&self.gazetteer_lines),
        }
    }
}

impl Joined {
    /// The URI of a file of the corpus, as the client spells it where it is open.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        let open = self.uris.get(path).cloned();
        open.or_else(|| uri_of(&self.live.workspace.file(path).at))
    }

    /// A place in the corpus for the client; none where the file is not known any more.
    pub fn location(&self, at: &Location, client: Client) -> Option<ClientLocation> {
        let lines = self.ide.lines(&at.path)?;
        Some(convert::location(self.uri(&at.path)?, at.span, &lines, client.encoding))
    }
}

impl View {
    /// The document's name in its corpus.
    pub fn path(&self) -> &str {
        &self.document.path
    }

    /// The byte offset of a position in the document.
    pub fn offset(&self, position: Position) -> u32 {
        self.document.lines.offset(convert::position(position), self.client.encoding)
    }

    /// A place in the corpus for the client; none where the file is not known any more.
    pub fn location(&self, at: &Location) -> Option<ClientLocation> {
        self.corpus.location(at, self.client)
    }
}
