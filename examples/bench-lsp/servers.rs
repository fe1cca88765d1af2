//! The servers and checkers that are compared.

use std::path::{Path, PathBuf};

/// A language server.
#[derive(Clone, Debug)]
pub struct Server {
    pub name: &'static str,
    pub command: Vec<String>,
    /// Where it may keep what it has made: not where that of the user lies.
    pub cache: PathBuf,
}

/// Peers: command, and how it is started.
const PEERS: [(&str, &[&str]); 3] = [("typos-lsp", &[]), ("rumdl", &["server"]), ("harper-ls", &["--stdio"])];

/// This server, and the peers that are on PATH. Those that are not are said to be absent.
pub fn all(program: &Path, cache: &Path, wanted: &[String]) -> Vec<Server> {
    let cache = cache.to_owned();
    let command = vec![program.display().to_string(), "lsp".to_owned(), "--stdio".to_owned()];
    let ours = Server { name: "nomenclator", command, cache: cache.clone() };
    let peers = PEERS.iter().filter(|(name, _)| wanted.iter().any(|wanted| wanted == name)).filter_map(|(name, arguments)| {
        let path = on_path(name)?;
        let arguments = arguments.iter().map(ToString::to_string);
        let command = [path.display().to_string()].into_iter().chain(arguments).collect();
        Some(Server { name, command, cache: cache.clone() })
    });
    std::iter::once(ours).chain(peers).collect()
}

/// A program on PATH; says so where it is not.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let found = std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        println!("{name}: absent (not on PATH)");
    }
    found
}

/// What a program says of its version.
pub fn version(program: &str) -> String {
    let output = std::process::Command::new(program).arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    if text.is_empty() { format!("{program} (says no version)") } else { text }
}
