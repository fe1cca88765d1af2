//! What can be said on the command line.

use clap::{Parser, Subcommand};

/// Knows who is who in text articles, from a gazetteer kept beside them in git.
#[derive(Parser, Debug)]
#[command(name = "nomenclator", version, propagate_version = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve an editor over the Language Server Protocol, on standard input and output
    Lsp(Lsp),
}

/// Arguments of `lsp`.
#[derive(clap::Args, Debug)]
pub struct Lsp {
    /// Accepted for editors that pass it; standard input and output are what it always uses
    #[arg(long)]
    pub stdio: bool,
}
