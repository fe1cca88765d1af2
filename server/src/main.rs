//! The `nomenclator` binary: a language server and a checker for names in articles.
//!
//! `main` chooses a face; [`cli`] and [`lsp`] never see each other; both stand on [`workspace`], the
//! only one to touch the disk, which stands on the pure engine in `nomenclator-core`.

mod cli;
mod config;
mod lsp;
mod workspace;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
