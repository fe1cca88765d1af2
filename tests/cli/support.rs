//! A corpus in a temporary folder, and runs of the binary on it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A corpus on disk.
pub struct Corpus {
    folder: TempDir,
    /// The decoded texts of its files.
    texts: BTreeMap<String, String>,
}

/// What a run came to.
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error, the corpus's folder in it written as `ROOT`.
    pub err: String,
    texts: BTreeMap<String, String>,
}

impl Corpus {
    /// A corpus of the files in a fixture.
    pub fn new(fixture: &str) -> Corpus {
        let mut corpus = Corpus { folder: tempfile::tempdir().unwrap(), texts: BTreeMap::new() };
        for file in fixture.split("#- ").skip(1) {
            let (path, text) = file.split_once('\n').unwrap();
            corpus.write(path.trim(), text.as_bytes(), text);
        }
        corpus
    }

    /// Writes a file of these bytes, which decode to that text.
    pub fn write(&mut self, path: &str, bytes: &[u8], text: &str) {
        let at = self.at(path);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::fs::write(at, bytes).unwrap();
        self.texts.insert(path.to_owned(), text.to_owned());
    }

    /// A path in it.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Its root folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the binary in the root folder, the arguments parted by white space.
    pub fn run(&self, arguments: &str) -> Run {
        self.run_with(arguments.split_whitespace(), b"")
    }

    /// Runs the binary in the root folder with something on standard input.
    pub fn run_with(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &[u8]) -> Run {
        let mut child = command(self.root()).args(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // Written while its output is read: neither pipe holds much. A run that does not read its input may end before
        // it is written.
        let output = std::thread::scope(|scope| {
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().unwrap()
        });
        let root = self.root().to_string_lossy().into_owned();
        Run {
            status: output.status.code().expect("it was ended by a signal"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap().replace(&root, "ROOT"),
            texts: self.texts.clone(),
        }
    }
}

/// The binary, in a folder, its output caught, its cache there, the environment's wishes about colour forgotten.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nomenclator"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("COLUMNS");
    // Hidden, so that it is no part of the corpus.
    command.env("XDG_CACHE_HOME", folder.join(".cache"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Run {
    /// Fails unless it ended with that status, showing what it said.
    #[track_caller]
    pub fn ended(self, status: i32) -> Run {
        assert_eq!(self.status, status, "\n{}\n{}", self.out, self.err);
        self
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }

    /// The findings of `check --format json`, every place checked.
    #[track_caller]
    pub fn findings(&self) -> Vec<Value> {
        let Value::Array(findings) = self.json()["findings"].take() else { panic!("no findings: {}", self.out) };
        for finding in &findings {
            for place in finding["places"].as_array().unwrap() {
                self.check_place(finding, place);
            }
            self.check_words(finding, &finding["places"][0]);
            for related in finding["related"].as_array().unwrap() {
                self.check_place(related, related);
            }
        }
        findings
    }

    /// The lines of `annotate`, every place checked.
    #[track_caller]
    pub fn mentions(&self) -> Vec<Value> {
        let mentions: Vec<Value> = self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for mention in &mentions {
            self.check_place(mention, mention);
            self.check_words(mention, mention);
        }
        mentions
    }

    /// Slices the text of `of`'s path by the code points of `place`: the words are those reported.
    #[track_caller]
    fn check_words(&self, of: &Value, place: &Value) {
        let text = self.text(of);
        let number = |field: &str| usize::try_from(place[field].as_u64().unwrap()).unwrap();
        let words: String = text.chars().skip(number("start")).take(number("end") - number("start")).collect();
        assert_eq!(words, of["text"].as_str().unwrap(), "{of}");
    }

    /// The line and the column of a place are those of its start.
    #[track_caller]
    fn check_place(&self, of: &Value, place: &Value) {
        let start = usize::try_from(place["start"].as_u64().unwrap()).unwrap();
        let before: String = self.text(of).chars().take(start).collect();
        let before = before.replace("\r\n", "\n").replace('\r', "\n");
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        let line = before.matches('\n').count() + 1;
        assert_eq!((place["line"].as_u64(), place["column"].as_u64()), (Some(line as u64), Some(column as u64)), "{of}");
    }

    fn text(&self, of: &Value) -> &str {
        self.texts.get(of["path"].as_str().unwrap()).map_or("", |text| text)
    }
}

/// `path: words` of each mention or finding, with some more of its fields.
pub fn shown(items: &[Value], fields: &[&str]) -> Vec<String> {
    let field = |item: &Value, field: &str| item[field].as_str().unwrap_or("-").to_owned();
    let one = |item: &Value| {
        let more: Vec<String> = fields.iter().map(|name| field(item, name)).collect();
        format!("{}: {} {}", field(item, "path"), field(item, "text"), more.join(" ")).trim_end().to_owned()
    };
    items.iter().map(one).collect()
}
