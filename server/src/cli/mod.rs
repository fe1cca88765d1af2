//! The command line.

pub mod args;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let args = Args::parse();
    match args.command {
        Command::Lsp(_) => crate::lsp::run(),
    }
}
