//! What client and server can do: negotiated once, in `initialize`, and never changed after.

use nomenclator_core::text::position::PositionEncoding;
use tower_lsp::ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, DeclarationCapability, DiagnosticOptions,
    DiagnosticServerCapabilities, HoverProviderCapability, InitializeParams, InitializeResult, MarkupKind, OneOf, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::convert;

/// How to talk to this client. The default is the barest client that the protocol allows.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of its own")]
pub struct Client {
    /// What its columns count.
    pub encoding: PositionEncoding,
    /// Whether it fetches diagnostics; else they are pushed. Never both. See [`Client::negotiate`].
    pub pulls_diagnostics: bool,
    /// Whether hover may be Markdown; else plain text.
    pub markdown: bool,
    /// Whether it shows the places that explain a diagnostic.
    pub related_information: bool,
    /// Whether it shows an outline as a tree; else a flat list.
    pub outline_tree: bool,
    /// Whether definitions may be links that say which words they start from.
    pub definition_links: bool,
    /// The same of declarations.
    pub declaration_links: bool,
    /// Whether it will watch files when asked to.
    pub watches_files: bool,
    /// Whether it shows pages of the scheme `nomenclator` ([`super::pages`]); else they are files.
    pub shows_pages: bool,
    /// Whether edits may say which version of a document they are for.
    pub document_changes: bool,
    /// Whether it shows the progress of work that the server starts by itself.
    pub shows_progress: bool,
}

impl Client {
    /// Reads the client's capabilities.
    ///
    /// Diagnostics are pulled only where the server can ask for another pull: they change without an edit
    /// of their document (another file changed, the typing paused), and a client that cannot be told would
    /// show the old ones for good.
    pub fn negotiate(params: &InitializeParams) -> Client {
        let general = params.capabilities.general.as_ref();
        let workspace = params.capabilities.workspace.as_ref();
        let document = params.capabilities.text_document.as_ref();
        let window = params.capabilities.window.as_ref();

        let offered = general.and_then(|general| general.position_encodings.as_deref());
        let pull = document.and_then(|document| document.diagnostic.as_ref());
        let refresh =
            workspace.and_then(|workspace| workspace.diagnostics.as_ref()).and_then(|diagnostics| diagnostics.refresh_support);
        let pulls_diagnostics = pull.is_some() && refresh == Some(true);
        let push = document.and_then(|document| document.publish_diagnostics.as_ref());
        let related = if pulls_diagnostics {
            pull.and_then(|pull| pull.related_information)
        } else {
            push.and_then(|push| push.related_information)
        };

        let hover = document.and_then(|document| document.hover.as_ref()).and_then(|hover| hover.content_format.as_ref());
        let outline = document.and_then(|document| document.document_symbol.as_ref());
        let definition = document.and_then(|document| document.definition);
        let declaration = document.and_then(|document| document.declaration);
        let option = |name| {
            let options = params.initialization_options.as_ref();
            options.and_then(|options| options.get(name)).and_then(serde_json::Value::as_bool) == Some(true)
        };
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files);
        Client {
            encoding: convert::encoding(offered),
            pulls_diagnostics,
            // The first format is the client's favourite.
            markdown: hover.and_then(|formats| formats.first()) == Some(&MarkupKind::Markdown),
            related_information: related == Some(true),
            outline_tree: outline.and_then(|outline| outline.hierarchical_document_symbol_support) == Some(true),
            definition_links: definition.and_then(|definition| definition.link_support) == Some(true),
            declaration_links: declaration.and_then(|declaration| declaration.link_support) == Some(true),
            watches_files: watching.and_then(|watching| watching.dynamic_registration) == Some(true),
            shows_pages: option("pages"),
            document_changes: edits.and_then(|edits| edits.document_changes) == Some(true),
            shows_progress: window.and_then(|window| window.work_done_progress) == Some(true),
        }
    }
}

/// What the server offers this client.
pub fn offer(client: Client, check_sync: bool) -> InitializeResult {
    let diagnostics = DiagnosticOptions {
        identifier: Some("nomenclator".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(convert::encoding_kind(client.encoding)),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(check_sync) })),
                ..TextDocumentSyncOptions::default()
            })),
            diagnostic_provider: client.pulls_diagnostics.then_some(DiagnosticServerCapabilities::Options(diagnostics)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            declaration_provider: Some(DeclarationCapability::Simple(true)),
            references_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::REFACTOR]),
                ..CodeActionOptions::default()
            })),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}
