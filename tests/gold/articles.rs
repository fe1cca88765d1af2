//! Our own gold (see `README.md` beside this) as it stands on disk: articles, what they mention, what should be
//! found wrong in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::score::{Meant, Wanted};

/// An article of a gold file.
pub struct Article {
    /// Relative to the corpus's root.
    pub path: String,
    /// Of the file's bytes.
    pub sha256: String,
    pub mentions: Vec<Wanted>,
    /// The rule and the first place of each finding that `check` should make.
    pub findings: BTreeSet<(String, u64)>,
}

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the seed articles, which are not ours to publish: none where they are absent.
pub fn seeds() -> Option<PathBuf> {
    Some(root().join("../shared/seeds")).filter(|seeds| seeds.is_dir())
}

/// Reads a gold file, its paths put under a folder.
pub fn gold(name: &str, folder: &str) -> Vec<Article> {
    let read = |line: &str| {
        let article: Value = serde_json::from_str(line).expect("gold is JSON");
        let findings = article["findings"].as_array().map_or(&[][..], Vec::as_slice);
        Article {
            path: format!("{folder}{}", text(&article["path"])),
            sha256: text(&article["sha256"]),
            mentions: article["mentions"].as_array().expect("gold has mentions").iter().map(mention).collect(),
            findings: findings.iter().map(|finding| (text(&finding["rule"]), number(&finding["start"]))).collect(),
        }
    };
    let file = root().join("tests/gold").join(name);
    fs::read_to_string(file).expect("the gold is there").lines().map(read).collect()
}

fn mention(mention: &Value) -> Wanted {
    Wanted {
        span: (number(&mention["start"]), number(&mention["end"])),
        kind: text(&mention["kind"]),
        meant: mention["entity"].as_str().map_or(Meant::Builtin, |entity| Meant::Known(entity.to_owned())),
        optional: false,
    }
}

/// All files under a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder is listed").path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A string of a document.
pub fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

/// A number of a document.
pub fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}
