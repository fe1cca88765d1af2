//! `nomenclator.toml`: what a corpus is made of and how strictly it is judged.
//!
//! The file is shared: editors, the command line and CI read the same one, so that all of them find
//! the same. Without it everything has a default, and the defaults are quiet.
//!
//! Reading never stops at the first mistake: [`read`] returns the configuration as far as it could be
//! understood and every [`Problem`] with its place. The command line refuses to run with a problem (a
//! misread configuration would check the wrong files); the language server shows it in the file.

mod globs;
mod imports;
mod reader;

use nomenclator_core::finding::{Finding, Severity};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::Span;
use nomenclator_core::text::encoding::Encoding;

pub use globs::Globs;
pub use imports::ImportTable;
pub use reader::read;

/// The name of the file that makes a folder a corpus.
pub const FILE_NAME: &str = "nomenclator.toml";

/// Files that count as articles where the configuration does not say.
const DEFAULT_ARTICLES: [&str; 2] = ["**/*.txt", "**/*.md"];
/// Files that count as gazetteers where the configuration does not say.
const DEFAULT_GAZETTEERS: [&str; 1] = ["gazetteer/**/*.toml"];

/// The configuration of one corpus. The default is that of a folder without a `nomenclator.toml`.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which files are articles.
    pub articles: Globs,
    /// Which files are parts of the gazetteer.
    pub gazetteers: Globs,
    /// Which files and folders are neither.
    pub exclude: Globs,
    /// Which articles are read and checked, but never edited.
    pub frozen: Globs,
    /// A table of article dates, relative to the root, with `/`.
    pub dates: Option<String>,
    /// The folder for what can be made again, relative to the root, with `/`; none is the user's cache folder.
    pub cache: Option<String>,
    /// The encoding of files without a BOM; UTF-8 where it is not said.
    pub encoding: Option<Encoding>,
    /// The sources of entries besides the gazetteers, in the order of the configuration.
    pub imports: Vec<ImportTable>,
    /// What the engine needs to know.
    pub settings: Settings,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            articles: Globs::of(&DEFAULT_ARTICLES),
            gazetteers: Globs::of(&DEFAULT_GAZETTEERS),
            exclude: Globs::default(),
            frozen: Globs::default(),
            dates: None,
            cache: None,
            encoding: None,
            imports: Vec::new(),
            settings: Settings::default(),
        }
    }
}

/// Something in a `nomenclator.toml` that cannot be followed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where it stands, in bytes of the file.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Problem {
    /// The problem as a finding in the configuration file, for editors.
    pub fn finding(&self, source: &str) -> Finding {
        let message = format!("{} {}", self.message, self.help);
        Finding::new("invalid-configuration", Severity::Error, source, self.span, message.trim_end())
    }
}
