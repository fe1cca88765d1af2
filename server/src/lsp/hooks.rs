//! Hooks for the protocol tests: requests that misbehave on purpose.
//!
//! They exist only where the environment has `NOMENCLATOR_TEST_HOOKS=1`, so that no client meets them:
//!
//! | request | does |
//! | --- | --- |
//! | `nomenclator/test/hang` | occupies a job until it is cancelled |
//! | `nomenclator/test/panic` | panics in the handler |
//! | `nomenclator/test/panicJob` | panics in its job |
//! | `nomenclator/test/text` | takes a URI and returns the server's text of that document, or null |

use std::time::Duration;

use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::TextDocumentIdentifier;

use super::backend::Backend;

/// Adds the hooks, where the environment asks for them.
pub fn add(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    if std::env::var_os("NOMENCLATOR_TEST_HOOKS").is_none_or(|on| on != "1") {
        return service;
    }
    service
        .custom_method("nomenclator/test/hang", hang)
        .custom_method("nomenclator/test/panic", panic)
        .custom_method("nomenclator/test/panicJob", panic_job)
        .custom_method("nomenclator/test/text", text)
}

async fn hang(backend: &Backend) -> Result<()> {
    let work = backend.jobs.run(|cancel| {
        while !cancel.asked() {
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    work.await
}

async fn panic(_: &Backend) -> Result<()> {
    panic!("as the test asked");
}

async fn panic_job(backend: &Backend) -> Result<()> {
    backend.jobs.run(|_| panic!("as the test asked")).await
}

async fn text(backend: &Backend, id: TextDocumentIdentifier) -> Result<Option<String>> {
    Ok(backend.shared.session().document(&id.uri).map(|document| document.text.to_string()))
}
