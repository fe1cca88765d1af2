//! Times the server as an editor sees it, side by side with others: typos-lsp, rumdl and harper-ls, where they are
//! on PATH. All get the same texts and the same keys.
//!
//! Usage: `cargo build --release && cargo run --release --example bench-lsp -- [PART …]`
//!
//! PART is one of `keys` (keystrokes, burst, hover, definition), `start`, `index` and `check`; all of them where
//! none is named. Corpora are made in `--folder` (see `make-corpus`) and kept there for the next run. Figures are
//! wall time unless they say otherwise; only those of a machine with nothing else to do are worth quoting, ratios
//! less so.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]
#![allow(clippy::cast_precision_loss, reason = "figures for people")]

mod check;
mod client;
mod document;
mod process;
mod servers;
mod session;
mod start;
mod table;
mod typing;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use nomenclator_made::{Dice, Names, Plan, Prose};
use servers::Server;
use typing::Typing;

/// Times the server beside others.
#[derive(Parser)]
struct Options {
    /// What to time; everything where it is not said.
    parts: Vec<Part>,
    /// This server; else the one that was built beside this program.
    #[arg(long, value_name = "PROGRAM")]
    server: Option<PathBuf>,
    /// The peers to time beside it.
    #[arg(long, value_delimiter = ',', default_value = "typos-lsp,rumdl,harper-ls")]
    peers: Vec<String>,
    /// Where the corpora are made and kept.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// How many keys are pressed in each text.
    #[arg(long, default_value_t = 200)]
    keys: usize,
    /// How many words the texts have.
    #[arg(long, value_delimiter = ',', default_value = "1000,20000,200000")]
    words: Vec<usize>,
    /// How many names are imported.
    #[arg(long, default_value_t = 1_000_000)]
    names: usize,
    /// A list of towns to import among them (see `make-corpus`).
    #[arg(long, value_name = "FILE")]
    towns: Option<PathBuf>,
    /// How many articles the corpus has that is open while typing.
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// How many articles are indexed.
    #[arg(long, default_value_t = 100_000)]
    indexed: usize,
    /// How many articles, of 5,800 bytes in the mean, are checked.
    #[arg(long, default_value_t = 17_221)]
    checked: usize,
    /// How often each process is started.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// A server that needs more seconds for one answer has none.
    #[arg(long, default_value_t = 30)]
    limit: u64,
    /// A server that has spent more seconds on the keys of one text presses no more.
    #[arg(long, default_value_t = 60)]
    budget: u64,
}

/// What can be timed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Keys,
    Start,
    Index,
    Check,
}

/// The file of the corpora in which is typed.
const FILE: &str = "articles/2024/2024-12-24-bench.md";

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let program = match &options.server {
        Some(program) => program.clone(),
        None => std::env::current_exe()?.with_file_name("../nomenclator"),
    };
    anyhow::ensure!(program.is_file(), "there is no {}: build it, `cargo build --release`", program.display());
    let program = program.canonicalize()?;
    let temporary = tempfile::tempdir()?;
    let folder = options.folder.clone().unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let servers = servers::all(&program, &folder.join("cache"), &options.peers);
    for server in &servers {
        println!("{}: {}", server.name, servers::version(&server.command[0]));
    }
    println!();
    let bench = Bench { folder, servers, options };
    for (part, run) in [
        (Part::Keys, Bench::keys as fn(&Bench) -> anyhow::Result<()>),
        (Part::Start, Bench::start),
        (Part::Index, Bench::index),
        (Part::Check, Bench::check),
    ] {
        if bench.options.parts.is_empty() || bench.options.parts.contains(&part) {
            run(&bench)?;
        }
    }
    Ok(())
}

struct Bench {
    folder: PathBuf,
    servers: Vec<Server>,
    options: Options,
}

impl Bench {
    fn keys(&self) -> anyhow::Result<()> {
        let (alone, _) = self.corpus("alone", 0, 3_000, 0)?;
        let (large, _) = self.corpus("large", self.options.articles, 3_000, self.options.names)?;
        let Options { articles, names, .. } = self.options;
        for (root, place) in
            [(alone, "no corpus".to_owned()), (large, format!("a corpus of {articles} articles, {names} imported names"))]
        {
            for &words in &self.options.words {
                Typing {
                    title: &format!("Typing in {words} words, {place}"),
                    root: &root,
                    file: FILE,
                    text: &self.text(words),
                    edits: self.options.keys,
                    requests: self.options.keys,
                    burst: if words == 20_000 { 200 } else { 0 },
                    limit: Duration::from_secs(self.options.limit),
                    budget: Duration::from_secs(self.options.budget),
                }
                .run(&self.servers);
            }
        }
        Ok(())
    }

    fn start(&self) -> anyhow::Result<()> {
        let (root, _) = self.corpus("names", 0, 3_000, self.options.names)?;
        let _ = std::fs::remove_dir_all(&self.servers[0].cache);
        let title = format!("Start in 1000 words, {} imported names, no other article", self.options.names);
        start::first_diagnostics(&title, &self.servers, &root, FILE, &self.text(1_000), self.options.rounds, self.limit());
        Ok(())
    }

    fn index(&self) -> anyhow::Result<()> {
        let (root, bytes) = self.corpus("indexed", self.options.indexed, 3_000, 0)?;
        let title = format!("Index of {} articles, {bytes} bytes", self.options.indexed);
        start::index(&title, &self.servers[0], &root, FILE, &self.text(1_000), self.limit())
    }

    fn check(&self) -> anyhow::Result<()> {
        let (root, bytes) = self.corpus("checked", self.options.checked, 5_800, self.options.names)?;
        let title = format!("Check of {} articles with {} imported names", self.options.checked, self.options.names);
        check::run(&title, &self.servers[0], &root, bytes, self.options.rounds)
    }

    /// Much longer than that of a key: a start may have to compile names and read a corpus.
    fn limit(&self) -> Duration {
        Duration::from_secs(self.options.limit) * 10
    }

    /// An article of so many words, about names that the corpora import.
    fn text(&self, words: usize) -> String {
        let mut names = Names::made(self.options.names.clamp(400, 20_000));
        names.people.truncate(5_000);
        Prose::of_sample().news(words * 61 / 10, "December 24", &names, &mut Dice(0xBE7C))
    }

    /// A corpus, made where it is not there yet, and the bytes of its articles.
    fn corpus(&self, name: &str, articles: usize, bytes: usize, names: usize) -> anyhow::Result<(PathBuf, u64)> {
        let root = self.folder.join(name);
        let towns = self.options.towns.clone().filter(|_| names > 0);
        let plan = Plan { articles, bytes, extension: "md".to_owned(), names, towns, trust: "full".to_owned() };
        let done = self.folder.join(format!("{name}.plan"));
        let planned = format!("{plan:?}\n");
        if let Some(written) = kept(&done, &planned) {
            return Ok((root, written));
        }
        if root.exists() {
            std::fs::remove_dir_all(&root)?;
        }
        let written = nomenclator_made::write(&root, &plan)? as u64;
        std::fs::write(&done, format!("{planned}{written}"))?;
        Ok((root, written))
    }
}

/// The bytes of the articles of a corpus that was made after the same plan.
fn kept(done: &Path, planned: &str) -> Option<u64> {
    std::fs::read_to_string(done).ok()?.strip_prefix(planned)?.parse().ok()
}
