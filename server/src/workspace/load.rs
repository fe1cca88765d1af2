//! How bytes on disk become texts and a gazetteer.

use std::io;
use std::path::Path;
use std::sync::Arc;

use nomenclator_core::finding::{DocPath, Finding, Severity};
use nomenclator_core::gazetteer::{Gazetteer, reader};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::{Span, TooLong, encoding};
use rayon::prelude::*;

use super::{File, Imports, Workspace};

/// A gazetteer with what was found wrong in it.
#[derive(Debug)]
pub struct Loaded {
    /// The entries.
    pub gazetteer: Gazetteer,
    /// What is wrong in its files, severities as configured, in order of path and place.
    pub findings: Vec<(DocPath, Finding)>,
    /// What is imported.
    pub imports: Imports,
}

/// The code of the finding for a file that cannot be read.
const UNREADABLE_FILE: &str = "unreadable-file";

/// Why a file has no text, as a sentence for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable(pub String);

impl Unreadable {
    /// The finding at the start of the file; none where the settings have turned it off.
    pub fn finding(self, settings: &Settings) -> Option<Finding> {
        let severity = settings.severity(UNREADABLE_FILE, Some(Severity::Error))?;
        Some(Finding::new(UNREADABLE_FILE, severity, "", Span::at(0), self.0))
    }
}

impl Workspace {
    /// Reads and decodes one file.
    pub fn read(&self, file: &File) -> Result<String, Unreadable> {
        let bytes = bytes(&file.at).map_err(|why| Unreadable(format!("This file cannot be read: {why}.")))?;
        self.decode(&file.path, bytes)
    }

    /// Decodes bytes that stand for a file of the corpus. A BOM decides, else the configured encoding;
    /// TOML is UTF-8, whatever the articles are.
    pub fn decode(&self, path: &str, bytes: Vec<u8>) -> Result<String, Unreadable> {
        let encoding = if super::is_toml(path) { None } else { self.config.encoding };
        match encoding::decode(bytes, encoding) {
            Ok(decoded) => Ok(decoded.text),
            Err(error) => Err(Unreadable(sentence(&error.to_string()))),
        }
    }

    /// Reads the gazetteer from its files and loads its imports, on all cores. The texts come from the caller: standard input
    /// may stand in for a file.
    pub fn load_gazetteer(&self, files: &[File], text: impl Fn(&File) -> Result<String, Unreadable> + Sync) -> Loaded {
        let settings = &self.config.settings;
        let read = |file: &File| {
            let (text, unreadable) = text(file).map_or_else(|why| (String::new(), Some(why)), |text| (text, None));
            let mut read = reader::read(&file.path, &text, settings, None);
            read.findings.extend(unreadable.and_then(|why| why.finding(settings)));
            read
        };
        let read_all = || files.par_iter().map(|file| Arc::new(read(file))).collect();
        let (files, imports) = rayon::join(read_all, || self.load_imports(None));
        let gazetteer = Gazetteer::with_imports(files, imports.imported.clone(), settings);
        let findings = gazetteer_findings(&gazetteer);
        Loaded { gazetteer, findings, imports }
    }
}

/// Everything wrong in a gazetteer, in order of path and place.
fn gazetteer_findings(gazetteer: &Gazetteer) -> Vec<(DocPath, Finding)> {
    let of_files = gazetteer.files().iter().flat_map(|file| file.findings.iter().map(|finding| (&file.path, finding)));
    let of_set = gazetteer.findings().iter().map(|(path, finding)| (path, finding));
    let mut findings: Vec<_> = of_files.chain(of_set).map(|(path, finding)| (Arc::clone(path), finding.clone())).collect();
    findings.sort_by(|a, b| (&a.0, a.1.start(), a.1.rule).cmp(&(&b.0, b.1.start(), b.1.rule)));
    findings
}

/// The bytes of a file, or why there are none. A pipe may be read (whoever names one means it), a device
/// may not: it need not end.
fn bytes(at: &Path) -> Result<Vec<u8>, String> {
    let metadata = std::fs::metadata(at).map_err(|error| in_words(&error))?;
    if is_device(&metadata) {
        return Err("it is a device".to_owned());
    }
    TooLong::check(usize::try_from(metadata.len()).unwrap_or(usize::MAX)).map_err(|error| error.to_string())?;
    std::fs::read(at).map_err(|error| in_words(&error))
}

#[cfg(unix)]
pub(super) fn is_device(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_char_device() || metadata.file_type().is_block_device()
}

#[cfg(not(unix))]
pub(super) fn is_device(_: &std::fs::Metadata) -> bool {
    false
}

/// The words as a sentence.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).chain(['.']).collect()
}

/// An error of the system, in words for people, without the numbers.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist (a broken link?)".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}
