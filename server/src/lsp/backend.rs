//! The backend: what the router calls. A request takes its snapshot and leaves the rest to a job; a notification
//! changes the session and leaves the rest to the worker and the librarian.

use std::future::{Ready, ready};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, DidChangeConfigurationParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight,
    DocumentHighlightParams, DocumentSymbolParams, DocumentSymbolResponse, GotoDefinitionParams, GotoDefinitionResponse, Hover,
    HoverParams, InitializeParams, InitializeResult, InitializedParams, Location, ProgressToken, ReferenceParams,
    TextDocumentIdentifier, WorkDoneProgressCancelParams, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use super::document::path_of;
use super::jobs::{Cancel, Jobs};
use super::session::{Phase, Shared};
use super::view::Snapshot;
use super::work::WORK;
use super::{capabilities, gestures, pages, watch};

/// How many files a part of a long answer covers.
const PART: usize = 256;

/// How long a question about the whole workspace stays open while there is nothing new.
const HELD: Duration = Duration::from_secs(60);

/// What handlers work with.
pub struct Backend {
    /// For requests to the client. Await their answers in tasks of their own only.
    pub client: Client,
    /// The session.
    pub shared: Arc<Shared>,
    /// The work of requests.
    pub jobs: Jobs,
}

impl Backend {
    /// The backend of one session.
    pub fn new(client: Client, shared: Arc<Shared>) -> Backend {
        Backend { client, shared, jobs: Jobs::new() }
    }

    /// Answers a request from the state at its arrival: the snapshot is taken before the first await.
    async fn answer<T: Send + 'static>(&self, gesture: impl FnOnce(&Snapshot, &Cancel) -> T + Send + 'static) -> Result<T> {
        let snapshot = self.shared.snapshot();
        self.jobs.run(move |cancel| gesture(&snapshot, cancel)).await
    }

    /// The text of the page that a URI names, for a client that shows such pages.
    pub async fn page(&self, id: TextDocumentIdentifier) -> Result<Option<String>> {
        self.answer(move |snapshot, cancel| pages::text(snapshot, &id.uri, cancel)).await
    }

    /// Answers `nomenclator/work`: what was done so far, in numbers.
    #[expect(clippy::unused_self, reason = "the router calls methods")]
    pub fn work(&self) -> Ready<Result<serde_json::Value>> {
        let work = serde_json::to_value(&WORK);
        ready(work.map_err(|_| tower_lsp::jsonrpc::Error::internal_error()))
    }

    /// The user wants something to stop that is shown as going on.
    #[expect(clippy::needless_pass_by_value, reason = "the router gives it away")]
    pub fn stop_progress(&self, params: WorkDoneProgressCancelParams) -> Ready<()> {
        self.shared.shown.stop(&params.token);
        ready(())
    }

    /// Has the corpora of folders read; where they begin is asked of the disk, so not here and now.
    fn read_folders(&self, folders: Vec<PathBuf>) {
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || watch::open(&shared, &folders));
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = capabilities::Client::negotiate(&params);
        let mut session = self.shared.session();
        session.client = client;
        session.check_sync = checks_sync(&params);
        session.folders = folders(&params);
        session.phase = Phase::Running;
        Ok(capabilities::offer(client, session.check_sync))
    }

    async fn initialized(&self, _: InitializedParams) {
        let folders = self.shared.session().folders.clone();
        self.read_folders(folders);
    }

    async fn shutdown(&self) -> Result<()> {
        self.shared.session().phase = Phase::ShutDown;
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.answer(move |snapshot, cancel| gestures::hover(snapshot, &params, cancel)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.answer(move |snapshot, cancel| gestures::definition(snapshot, &params, cancel)).await
    }

    async fn goto_declaration(&self, params: GotoDeclarationParams) -> Result<Option<GotoDeclarationResponse>> {
        self.answer(move |snapshot, cancel| gestures::declaration(snapshot, &params, cancel)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.answer(move |snapshot, cancel| gestures::code_actions(snapshot, &params, cancel)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.answer(move |snapshot, cancel| gestures::references(snapshot, &params, cancel)).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.answer(move |snapshot, cancel| gestures::highlights(snapshot, &params, cancel)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.answer(move |snapshot, cancel| gestures::document_symbols(snapshot, &params, cancel)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.answer(move |snapshot, cancel| gestures::workspace_symbols(snapshot, &params, cancel)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.answer(move |snapshot, cancel| gestures::diagnostic(snapshot, &params, cancel).into()).await
    }

    /// Large answers go out in parts, and while there is nothing new the request stays open: a client that can be
    /// streamed to asks again as soon as it is answered, and would otherwise have 17,000 files compared every two seconds.
    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let mut changes = self.shared.changes();
        let token = params.partial_result_params.partial_result_token.clone();
        let params = Arc::new(params);
        loop {
            let asked = Arc::clone(&params);
            let items = self.answer(move |snapshot, cancel| gestures::workspace_diagnostic(snapshot, &asked, cancel)).await?;
            let Some(token) = &token else { return Ok(WorkspaceDiagnosticReport { items }.into()) };
            let news = |item: &WorkspaceDocumentDiagnosticReport| matches!(item, WorkspaceDocumentDiagnosticReport::Full(_));
            if items.iter().any(news) {
                for part in items.chunks(PART) {
                    self.shared.outbox.notify("$/progress", Part { token, value: Items { items: part } });
                }
                return Ok(WorkspaceDiagnosticReport::default().into());
            }
            if tokio::time::timeout(HELD, changes.changed()).await.is_err() {
                return Ok(WorkspaceDiagnosticReport::default().into());
            }
        }
    }

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {
        // All settings are in `nomenclator.toml`, where every editor and CI sees the same.
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let mut session = self.shared.session();
        for event in params.changes {
            if let Some(path) = path_of(&event.uri) {
                watch::changed(&mut session, &self.shared, &path, event.typ);
            }
        }
        drop(session);
        self.shared.wake();
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[tower_lsp::ls_types::WorkspaceFolder]| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| path_of(&folder.uri)).collect()
        };
        let (added, removed) = (paths(&params.event.added), paths(&params.event.removed));
        {
            let mut session = self.shared.session();
            session.folders.retain(|folder| !removed.contains(folder));
            session.folders.extend(added.iter().cloned());
            watch::forget(&mut session);
            session.rehouse();
        }
        self.shared.wake();
        self.read_folders(added);
    }
}

/// The parameters of `$/progress` with a part of an answer.
#[derive(Serialize)]
struct Part<'a> {
    token: &'a ProgressToken,
    value: Items<'a>,
}

#[derive(Serialize)]
struct Items<'a> {
    items: &'a [WorkspaceDocumentDiagnosticReport],
}

/// Whether the client asks for texts to be compared on every save.
fn checks_sync(params: &InitializeParams) -> bool {
    let option = params.initialization_options.as_ref().and_then(|options| options.get("checkSync"));
    let asked = || std::env::var_os("NOMENCLATOR_CHECK_SYNC").is_some_and(|on| on == "1");
    option.and_then(serde_json::Value::as_bool).unwrap_or_else(asked)
}

/// The workspace folders; of a client that knows none, its root.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    #[expect(deprecated, reason = "older clients send nothing else")]
    let root = params.root_uri.as_ref().and_then(path_of);
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| path_of(&folder.uri)).collect(),
        None => root.into_iter().collect(),
    }
}
