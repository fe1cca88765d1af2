//! How bytes on disk become texts and a gazetteer.

use std::io;
use std::path::Path;
use std::sync::Arc;

use nomenclator_core::finding::{DocPath, Finding, Severity};
use nomenclator_core::gazetteer::{Gazetteer, GazetteerFile, reader};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::Span;
use rayon::prelude::*;

use super::{File, Workspace};

/// A gazetteer with what was found wrong in it.
#[derive(Debug)]
pub struct Loaded {
    /// The entries.
    pub gazetteer: Gazetteer,
    /// What is wrong in its files, severities as configured, in order of path and place.
    pub findings: Vec<(DocPath, Finding)>,
}

/// Why a file has no text, as a sentence for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable(pub String);

impl Unreadable {
    /// The finding at the start of the file.
    pub fn finding(self) -> Finding {
        Finding::new("unreadable-file", Severity::Error, "", Span::at(0), self.0)
    }
}

impl Workspace {
    /// Reads and decodes one file.
    pub fn read(&self, at: &Path) -> Result<String, Unreadable> {
        let bytes = std::fs::read(at).map_err(|error| Unreadable(format!("This file cannot be read: {}.", in_words(&error))))?;
        self.decode(bytes)
    }

    /// Decodes bytes that stand for a file of the corpus: a BOM decides, else the configured encoding.
    #[allow(clippy::unused_self)] // the configured encoding is not followed yet
    pub fn decode(&self, bytes: Vec<u8>) -> Result<String, Unreadable> {
        let mut text = String::from_utf8(bytes).map_err(|_| Unreadable("This file is not text in UTF-8.".to_owned()))?;
        if text.starts_with('\u{feff}') {
            text.drain(..3);
        }
        Ok(text)
    }

    /// Reads the gazetteer from its files, on all cores.
    pub fn load_gazetteer(&self, files: &[File]) -> Loaded {
        self.load_gazetteer_with(files, |file| self.read(&file.at))
    }

    /// Reads the gazetteer, with texts from the caller: an open buffer or standard input may stand in
    /// for a file.
    pub fn load_gazetteer_with(&self, files: &[File], text: impl Fn(&File) -> Result<String, Unreadable> + Sync) -> Loaded {
        let settings = &self.config.settings;
        let read = |file: &File| match text(file) {
            Ok(text) => reader::read(&file.path, &text, settings, None),
            Err(unreadable) => {
                GazetteerFile { path: Arc::clone(&file.path), findings: vec![unreadable.finding()], ..GazetteerFile::default() }
            }
        };
        let files: Vec<_> = files.par_iter().map(|file| Arc::new(read(file))).collect();
        let gazetteer = Gazetteer::build(files, settings);
        let findings = gazetteer_findings(&gazetteer, settings);
        Loaded { gazetteer, findings }
    }
}

/// Everything wrong in a gazetteer, in order of path and place, severities as configured.
pub fn gazetteer_findings(gazetteer: &Gazetteer, settings: &Settings) -> Vec<(DocPath, Finding)> {
    let of_files = gazetteer.files().iter().flat_map(|file| file.findings.iter().map(|finding| (&file.path, finding)));
    let of_set = gazetteer.findings().iter().map(|(path, finding)| (path, finding));
    let mut findings: Vec<_> = of_files
        .chain(of_set)
        .filter_map(|(path, finding)| Some((Arc::clone(path), as_configured(finding.clone(), settings)?)))
        .collect();
    findings.sort_by(|a, b| (&a.0, a.1.start(), a.1.rule).cmp(&(&b.0, b.1.start(), b.1.rule)));
    findings
}

/// The finding at the severity that the configuration gives its rule; none where that is off.
pub fn as_configured(mut finding: Finding, settings: &Settings) -> Option<Finding> {
    finding.severity = settings.severity(finding.rule, Some(finding.severity))?;
    Some(finding)
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
