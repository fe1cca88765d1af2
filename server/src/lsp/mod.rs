//! The language server.

use std::process::ExitCode;

/// Serves on standard input and output until the client leaves.
pub fn run() -> ExitCode {
    ExitCode::FAILURE
}
