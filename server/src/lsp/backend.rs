//! The backend: what the router calls. Every handler is a few lines: a snapshot, then the work.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverParams, InitializeParams, InitializeResult};
use tower_lsp::{Client, LanguageServer};

use super::capabilities;
use super::document::path_of;
use super::jobs::Jobs;
use super::outbox::Outbox;
use super::session::{Phase, Shared};

/// What handlers work with.
pub struct Backend {
    /// For requests to the client. Await their answers in tasks of their own only.
    pub client: Client,
    /// The session.
    pub shared: Arc<Shared>,
    /// The way out for notifications.
    pub outbox: Outbox,
    /// The work of requests.
    pub jobs: Jobs,
}

impl Backend {
    /// The backend of one session.
    pub fn new(client: Client, shared: Arc<Shared>, outbox: Outbox) -> Backend {
        Backend { client, shared, outbox, jobs: Jobs::new() }
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

    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        Ok(None)
    }

    async fn shutdown(&self) -> Result<()> {
        self.shared.session().phase = Phase::ShutDown;
        Ok(())
    }
}

/// Whether the client asks for texts to be compared on every save.
fn checks_sync(params: &InitializeParams) -> bool {
    let option = params.initialization_options.as_ref().and_then(|options| options.get("checkSync"));
    option
        .and_then(serde_json::Value::as_bool)
        .unwrap_or_else(|| std::env::var_os("NOMENCLATOR_CHECK_SYNC").is_some_and(|on| on == "1"))
}

/// The workspace folders; of a client that knows none, its root.
fn folders(params: &InitializeParams) -> Vec<std::path::PathBuf> {
    #[expect(deprecated, reason = "older clients send nothing else")]
    let root = params.root_uri.as_ref().and_then(path_of);
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| path_of(&folder.uri)).collect(),
        None => root.into_iter().collect(),
    }
}
