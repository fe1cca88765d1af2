//! `nomenclator init`: a configuration and a first gazetteer for a folder of articles.
//!
//! The articles are read twice. First without the entries that are to be: every name is unknown, and
//! drafts are made of them all. Then with the drafts: a known name cuts a sentence at other places, so a
//! few names may come to light that stood inside longer ones. They are drafted too, until none is left.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use nomenclator_core::draft::{self, Draft, Sightings, toml};
use nomenclator_core::gazetteer::{Gazetteer, Kind, reader};
use nomenclator_core::reading::{self, Article, Context};
use nomenclator_core::settings::Settings;

use super::args::{Common, Init};
use super::in_order::{DEFECT, in_order};
use super::progress::Progress;
use super::terminal::{self, Output};
use super::{threads, visible};
use crate::config;
use crate::workspace::{CreateError, File, Workspace, root};

/// How often the articles are read again with the drafts.
const ROUNDS: usize = 3;

/// Files that lie beside articles and are none, by their names without the ending.
const NO_ARTICLES: [&str; 12] = [
    "readme",
    "license",
    "licence",
    "changelog",
    "changes",
    "contributing",
    "code_of_conduct",
    "security",
    "requirements",
    "robots",
    "authors",
    "todo",
];

/// Runs `init`.
pub fn run(common: &Common, args: &Init) -> anyhow::Result<ExitCode> {
    let folder = match (&args.folder, &common.corpus) {
        (Some(_), Some(_)) => bail!("Name the folder once: as DIR or with --corpus."),
        (folder, corpus) => folder.as_ref().or(corpus.as_ref()).cloned().unwrap_or_else(|| PathBuf::from(".")),
    };
    let workspace = open(&folder)?;
    let corpus = Corpus::find(workspace)?;
    let first = corpus.read(&corpus.existing(&[]), common)?;
    if first.is_empty() {
        bail!(
            "No unknown name was found in {}. Names are looked for in English texts.",
            counted(corpus.articles.len(), "article")
        );
    }
    let draft = corpus.draft(first, common)?;
    let files = corpus.files(&draft);
    let found = Found { articles: corpus.articles.len(), draft: &draft, folder: &folder };
    if args.dry_run {
        return print(&files, &found, &corpus);
    }
    corpus.workspace.create(&files).map_err(|error| in_words(&error))?;
    let mut output = Output::stdout();
    output.print(&found.report(&files))?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The folder, if nothing in it speaks against a new corpus there.
fn open(folder: &Path) -> anyhow::Result<Workspace> {
    let metadata = folder.metadata().with_context(|| format!("There is no folder “{}”", folder.display()))?;
    if !metadata.is_dir() {
        bail!("“{}” is a file: name a folder of articles.", folder.display());
    }
    let at = root::absolute(folder);
    let configuration = at.join(config::FILE_NAME);
    if configuration.symlink_metadata().is_ok() {
        return Err(in_words(&CreateError::Exists(configuration)));
    }
    if let Some(around) = root::find(&at) {
        terminal::say(&format!(
            "note: this folder lies in the corpus {}. With a {} of its own it is a corpus by itself.",
            terminal::path(&around),
            config::FILE_NAME
        ));
    }
    Ok(Workspace::open(&at)?)
}

/// A corpus that is to be.
struct Corpus {
    workspace: Workspace,
    /// The text of its configuration.
    configuration: String,
    articles: Vec<File>,
    /// Files of a gazetteer that are there already.
    gazetteers: Vec<File>,
}

impl Corpus {
    /// Looks which files are there and makes a configuration that covers them.
    fn find(workspace: Workspace) -> anyhow::Result<Corpus> {
        let listing = workspace.list();
        for (path, finding) in &listing.findings {
            terminal::complain(path, &finding.message);
        }
        let (articles, others): (Vec<File>, Vec<File>) =
            listing.articles.into_iter().partition(|file| !is_no_article(&file.path));
        if articles.is_empty() {
            bail!("There are no articles in “{}”: no .txt and no .md files.", workspace.root.display());
        }
        let configuration = configuration(&articles, &others);
        let (config, problems) = config::read(&configuration);
        if !problems.is_empty() {
            bail!("The configuration that was made cannot be followed. {DEFECT}");
        }
        let workspace = Workspace { config, ..workspace };
        Ok(Corpus { workspace, configuration, articles, gazetteers: listing.gazetteers })
    }

    fn settings(&self) -> &Settings {
        &self.workspace.config.settings
    }

    /// The gazetteer of the files that are there, and these drafts.
    fn existing(&self, drafts: &[toml::DraftFile]) -> Gazetteer {
        let there = self.workspace.load_gazetteer(&self.gazetteers, |file| self.workspace.read(file));
        let mut files = there.gazetteer.files().to_vec();
        files
            .extend(drafts.iter().map(|file| Arc::new(reader::read(&Arc::from(&*file.path), &file.text, self.settings(), None))));
        Gazetteer::with_imports(files, there.imports.imported, self.settings())
    }

    /// The names that this gazetteer does not explain.
    fn read(&self, gazetteer: &Gazetteer, common: &Common) -> anyhow::Result<Sightings> {
        let mut progress = Progress::new(self.articles.len());
        let mut all = Sightings::default();
        let read = |file: &File| {
            self.workspace.read(file).map(|text| {
                let article = Article { path: &file.path, text: &text, listed_date: None };
                let reading = reading::read(article, Context { gazetteer, settings: self.settings() });
                Sightings::of(&file.path, &text, &reading)
            })
        };
        in_order(&self.articles, threads(common), read, |file, seen| {
            progress.step(|| match seen {
                Ok(Ok(seen)) => all.add(seen),
                Ok(Err(unreadable)) => terminal::complain(&file.path, &unreadable.0),
                Err(_) => terminal::complain(&file.path, DEFECT),
            });
            Ok(true)
        })?;
        Ok(all)
    }

    /// Drafts until the drafts explain every name.
    fn draft(&self, mut seen: Sightings, common: &Common) -> anyhow::Result<Draft> {
        let there = self.existing(&[]);
        let drafted = |seen: &Sightings| draft::draft(seen, |id| there.find(id).is_some());
        let mut draft = drafted(&seen);
        for _ in 0..ROUNDS {
            let mut left = self.read(&self.existing(&toml::files(&draft)), common)?;
            let known: BTreeSet<String> = seen.names().map(str::to_owned).collect();
            left.retain(|name| !known.contains(name));
            if left.is_empty() {
                break;
            }
            seen.add(left);
            draft = drafted(&seen);
        }
        Ok(draft)
    }

    /// Everything to be written: the configuration last, since it makes the folder a corpus.
    fn files(&self, draft: &Draft) -> Vec<(File, String)> {
        let drafts = toml::files(draft).into_iter().map(|file| (self.workspace.file(&file.path), file.text));
        drafts.chain([(self.workspace.file(config::FILE_NAME), self.configuration.clone())]).collect()
    }
}

fn is_no_article(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    NO_ARTICLES.contains(&&*stem)
}

/// The text of a configuration for these articles, without the others.
fn configuration(articles: &[File], others: &[File]) -> String {
    let endings: BTreeSet<&str> =
        articles.iter().filter_map(|file| file.path.rsplit_once('.')).map(|(_, ending)| ending).collect();
    let top: BTreeSet<Option<&str>> = articles.iter().map(|file| file.path.split_once('/').map(|(folder, _)| folder)).collect();
    // One folder for all of them is the articles' own.
    let folder = match top.first() {
        Some(Some(folder)) if top.len() == 1 => format!("{folder}/"),
        _ => String::new(),
    };
    let patterns: Vec<String> =
        endings.iter().map(|ending| toml::quoted(&format!("{}**/*.{ending}", literal(&folder)))).collect();
    let mut text = format!(
        "# What belongs to this corpus, and how strictly it is judged. Everybody who works on it shares this file.\n\n\
         [corpus]\narticles = [{}]\ngazetteers = [\"gazetteer/**/*.toml\"]\n",
        patterns.join(", ")
    );
    let inside = |file: &&File| folder.is_empty() || file.path.starts_with(&folder);
    let excluded: Vec<String> = others.iter().filter(inside).map(|file| toml::quoted(&literal(&file.path))).collect();
    if !excluded.is_empty() {
        let _ = writeln!(text, "exclude = [{}]", excluded.join(", "));
    }
    text += "language = \"en\"\n\n[rules]\nunresolved-name = \"warning\"\n\n[names]\n# Words with a capital that are no names here.\nignore = []\n";
    text
}

/// A path as a pattern that matches itself only.
fn literal(path: &str) -> String {
    path.chars().flat_map(|c| ['*', '?', '[', ']', '{', '}', '\\'].contains(&c).then_some('\\').into_iter().chain([c])).collect()
}

fn in_words(error: &CreateError) -> anyhow::Error {
    match error {
        CreateError::Exists(at) => {
            anyhow::anyhow!("“{}” is there already. Nothing was written: init overwrites nothing.", terminal::path(at))
        }
        CreateError::Link(at) => anyhow::anyhow!(
            "“{}” is a link, and a gazetteer behind a link is no part of the corpus. Nothing was written.",
            terminal::path(at)
        ),
        CreateError::Failed(at, error) => {
            anyhow::anyhow!("“{}” cannot be written: {error}. Nothing was written.", terminal::path(at))
        }
    }
}

/// Prints what would be written.
fn print(files: &[(File, String)], found: &Found<'_>, corpus: &Corpus) -> anyhow::Result<ExitCode> {
    let stands = corpus.workspace.can_create(files.iter().map(|(file, _)| file));
    let mut output = Output::stdout();
    for (file, text) in files {
        output.print(&format!("# ---- {} ----\n{text}\n", visible::line(&file.path)))?;
    }
    output.flush()?;
    stands.map_err(|error| in_words(&error))?;
    terminal::say(&format!("{} Nothing was written.", found.sentence()));
    Ok(ExitCode::SUCCESS)
}

/// What was found, for people.
struct Found<'a> {
    articles: usize,
    draft: &'a Draft,
    folder: &'a Path,
}

impl Found<'_> {
    fn sentence(&self) -> String {
        let mentions: usize = self.draft.entries.iter().map(|entry| entry.mentions).sum();
        format!(
            "{} read, {} of unknown names: {} drafted.",
            counted(self.articles, "article"),
            counted(mentions, "mention"),
            counted_as(self.draft.entries.len(), "entry", "entries")
        )
    }

    fn report(&self, files: &[(File, String)]) -> String {
        let mut text = self.sentence() + "\n\nWritten:\n";
        let entries = |path: &str| toml::files(self.draft).into_iter().find(|file| file.path == path).map(|file| file.entries);
        let widest = files.iter().map(|(file, _)| file.path.len()).max().unwrap_or_default();
        for (file, _) in files {
            let count = entries(&file.path).map_or(String::new(), |entries| counted_as(entries, "entry", "entries"));
            text += format!("  {:widest$}  {count}", file.path).trim_end();
            text += "\n";
        }
        let kinds: Vec<&str> = Kind::ALL.iter().filter(|kind| **kind != Kind::Post).map(|kind| kind.as_str()).collect();
        let folder = if self.folder == Path::new(".") { String::new() } else { format!(" {}", terminal::path(self.folder)) };
        let _ = write!(
            text,
            "\nNext:\n  \
             1. Look the drafts through, the most frequent names stand first. Is the kind right? It may be\n     \
             {}.\n     \
             Are all forms of one name in one entry? Then take out status and note.\n  \
             2. Put what is no name under `ignore` in {}.\n  \
             3. Run nomenclator check{folder}\n",
            kinds.join(", "),
            config::FILE_NAME
        );
        text
    }
}

fn counted(number: usize, what: &str) -> String {
    counted_as(number, what, &format!("{what}s"))
}

fn counted_as(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<File> {
        paths.iter().map(|&path| File { path: Arc::from(path), at: PathBuf::from(path) }).collect()
    }

    #[track_caller]
    fn check(articles: &[&str], others: &[&str], expected: &[&str]) {
        let text = configuration(&files(articles), &files(others));
        let (config, problems) = config::read(&text);
        assert_eq!(problems, []);
        assert_eq!(config.articles.patterns(), expected, "{text}");
        for path in articles {
            assert!(config.articles.matches(path) && !config.exclude.covers(path), "{path} in {text}");
        }
        for path in others {
            assert!(!config.articles.matches(path) || config.exclude.covers(path), "{path} in {text}");
        }
    }

    #[test]
    fn configurations_cover_the_articles_and_nothing_else() {
        check(&["a.txt", "b.txt"], &[], &["**/*.txt"]);
        check(&["a.txt", "deep/b.md"], &["README.md"], &["**/*.md", "**/*.txt"]);
        check(&["articles/a.txt", "articles/2018/b.txt"], &["README.md", "articles/readme.txt"], &["articles/**/*.txt"]);
        check(&["odd [1]/a.md"], &["odd [1]/LICENSE.md"], &["odd \\[1\\]/**/*.md"]);
        check(&["a.TXT", "b\\c.txt"], &[], &["**/*.TXT", "**/*.txt"]);
    }
}
