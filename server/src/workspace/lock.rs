//! `nomenclator.lock`: which sources a corpus was last checked against. It stands beside `nomenclator.toml`, is kept in git
//! with it, and says for each import its format, SHA-256, the date of its data and its version. So two people
//! can tell whether they work with the same lists, and an old result can be told from a new one.
//!
//! The command line writes it where it is missing or a source has changed; the language server never does.

use std::fmt::Write as _;
use std::io;

use nomenclator_core::gazetteer::imported::Import;
use serde::Deserialize;

use super::Workspace;

/// The name of the file.
pub const FILE_NAME: &str = "nomenclator.lock";

const HEAD: &str = "# Written by `nomenclator check`: the sources of this corpus, as they were last read. Keep it in git.\n";

/// How a lock file stands to the imports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Locked {
    /// It says what was read.
    Same,
    /// There is none.
    Missing,
    /// It says something else; in words what.
    Changed(Vec<String>),
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    import: Vec<Entry>,
}

#[derive(Deserialize, PartialEq)]
struct Entry {
    path: String,
    format: String,
    sha256: String,
    date: Option<String>,
    version: Option<String>,
}

impl Entry {
    fn of(import: &Import) -> Entry {
        Entry {
            path: import.path.to_string(),
            format: import.format.as_str().to_owned(),
            sha256: import.sha256.clone(),
            date: import.date.map(|date| date.to_string()),
            version: import.version.as_deref().map(str::to_owned),
        }
    }
}

/// The text of the lock file of those imports.
pub fn text(imports: &[Import]) -> String {
    let mut text = HEAD.to_owned();
    for import in imports {
        let Entry { path, format, sha256, date, version } = Entry::of(import);
        text.push_str("\n[[import]]\n");
        let fields =
            [("path", Some(path)), ("format", Some(format)), ("sha256", Some(sha256)), ("date", date), ("version", version)];
        for (field, value) in fields.into_iter().filter_map(|(field, value)| Some((field, value?))) {
            // The strings of JSON are strings of TOML.
            let quoted = serde_json::Value::String(value).to_string().replace('\u{7f}', "\\u007f");
            let _ = writeln!(text, "{field} = {quoted}");
        }
    }
    text
}

/// How the text of a lock file stands to those imports.
pub fn compare(text: Option<&str>, imports: &[Import]) -> Locked {
    let Some(text) = text else { return Locked::Missing };
    let Ok(File { import: locked }) = toml::from_str::<File>(text) else {
        return Locked::Changed(vec![format!("{FILE_NAME} cannot be read")]);
    };
    let mut changes = Vec::new();
    for import in imports {
        let now = Entry::of(import);
        match locked.iter().find(|locked| locked.path == now.path) {
            Some(locked) if *locked == now => {}
            Some(locked) if locked.sha256 == now.sha256 => changes.push(format!("{} is read in another way", now.path)),
            Some(_) => changes.push(format!("{} has changed", now.path)),
            None => changes.push(format!("{} is new", now.path)),
        }
    }
    let gone = locked.iter().filter(|locked| imports.iter().all(|import| *import.path != *locked.path));
    changes.extend(gone.map(|locked| format!("{} is gone", locked.path)));
    if changes.is_empty() { Locked::Same } else { Locked::Changed(changes) }
}

impl Workspace {
    /// How the corpus's lock file stands to what was read. None where nothing is imported and nothing locked.
    pub fn locked(&self, imports: &[Import]) -> io::Result<Option<Locked>> {
        let text = match std::fs::read_to_string(self.root.join(FILE_NAME)) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if imports.is_empty() && text.is_none() {
            return Ok(None);
        }
        Ok(Some(compare(text.as_deref(), imports)))
    }

    /// Writes the lock file of what was read.
    pub fn lock(&self, imports: &[Import]) -> io::Result<()> {
        let path = self.root.join(FILE_NAME);
        let new = self.root.join(format!("{FILE_NAME}.new"));
        std::fs::write(&new, text(imports))?;
        std::fs::rename(&new, &path).inspect_err(|_| drop(std::fs::remove_file(&new)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use nomenclator_core::gazetteer::date::Date;
    use nomenclator_core::import::Format;

    use super::*;

    fn import(path: &str, sha256: &str) -> Import {
        let import = Import::new(Arc::from(path), Format::JsonLines);
        Import { sha256: sha256.to_owned(), date: Date::parse("2024-05-01").ok(), version: Some(Arc::from("v\"1\"")), ..import }
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let imports = [import("imports/a.jsonl", "aa"), import("imports/ü \\ b.jsonl", "bb")];
        let text = text(&imports);
        assert!(
            text.contains(
                "\n[[import]]\npath = \"imports/a.jsonl\"\nformat = \"jsonl\"\nsha256 = \"aa\"\ndate = \"2024-05-01\"\n"
            )
        );
        assert_eq!(compare(Some(&text), &imports), Locked::Same);
        assert_eq!(compare(None, &imports), Locked::Missing);
    }

    #[test]
    fn changes_are_told_by_source() {
        let before = text(&[import("a", "aa"), import("b", "bb"), import("c", "cc")]);
        let mut other = import("c", "cc");
        other.version = None;
        let now = [import("a", "a2"), other, import("d", "dd")];
        let changes = ["a has changed", "c is read in another way", "d is new", "b is gone"].map(str::to_owned);
        assert_eq!(compare(Some(&before), &now), Locked::Changed(changes.to_vec()));
        assert_eq!(compare(Some("x ="), &now), Locked::Changed(vec!["nomenclator.lock cannot be read".to_owned()]));
    }
}
