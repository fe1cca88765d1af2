//! Imported sources on disk, and the compiled file that they are looked up in.
//!
//! The sources of a corpus are compiled into one file in a cache folder ([`compiled`]). It is used as long as it is whole,
//! was made by this version of the program from this configuration, and no source has changed
//! ([`fingerprint`]); else it is made again. Where it cannot be stored, it is kept in memory. Nothing of this
//! fails: what could not be read or stored is said in what is returned.

mod compile;
mod compiled;
mod fingerprint;
mod map;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;

use nomenclator_core::finding::{DocPath, Finding};
use nomenclator_core::gazetteer::imported::{Import, Imported, Writer};
use nomenclator_core::import;
use nomenclator_core::settings::Settings;
use nomenclator_core::text::Span;
use serde::{Deserialize, Serialize};

use self::compiled::{Compiled, Unusable};
use self::fingerprint::Fingerprint;
use super::load::in_words;
use super::{OpenError, Workspace};
use crate::config::{self, Problem};

/// How often sources are read again that change while they are read.
const ATTEMPTS: usize = 3;

/// The imports of a corpus, as far as they could be read.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    /// The entries; none where nothing is imported.
    pub imported: Option<Arc<Imported>>,
    /// The sources that cannot be read: their number in the configuration, and why, in words.
    pub missing: Vec<(usize, String)>,
    /// What is wrong in the sources, in order of source and line.
    pub problems: Vec<(DocPath, import::Problem)>,
    /// What people should know of the compiled file, each a sentence or two.
    pub notices: Vec<String>,
    /// What it was made from, to see whether that has changed.
    made_from: Option<MadeFrom>,
}

/// What a compiled file was made from, and what it does not hold itself. It is kept in it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct MadeFrom {
    /// The configuration, as far as it matters.
    recipe: String,
    /// In the order of the configuration; none for those that could not be read.
    sources: Vec<Option<SourceState>>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct SourceState {
    fingerprint: Fingerprint,
    sha256: String,
    problems: Vec<StoredProblem>,
    unlisted: u64,
}

/// A problem of a source that is written down.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct StoredProblem {
    line: u32,
    start: u32,
    end: u32,
    code: String,
    message: String,
    again: u64,
}

impl Workspace {
    /// The imports that the configuration names: from the compiled file if it is good, else compiled, which may take
    /// seconds. `before`: what was loaded last, to be kept where nothing has changed.
    pub fn load_imports(&self, before: Option<&Imports>) -> Imports {
        if self.config.imports.is_empty() {
            return Imports::default();
        }
        let now = self.fingerprints();
        if let Some(before) = before.filter(|before| before.is_of(self, &now)) {
            return Imports { notices: Vec::new(), ..before.clone() };
        }
        let mut notices = Vec::new();
        let Some(cache) = Compiled::of(self) else {
            notices.push("There is no cache folder for this user (set XDG_CACHE_HOME, or `cache` under [corpus]), so the imports are compiled at every start.".to_owned());
            return self.compile(None, notices);
        };
        if let Some(found) = self.compiled_before(&cache, &now, &mut Vec::new()) {
            return found;
        }
        // Another process may be at it, or have done it while this one waited.
        let _lock = cache.lock();
        match self.compiled_before(&cache, &now, &mut notices) {
            Some(found) => Imports { notices, ..found },
            None => self.compile(Some(&cache), notices),
        }
    }

    /// The imports, if they are compiled and nothing has changed since: in milliseconds.
    pub fn ready_imports(&self, before: Option<&Imports>) -> Option<Imports> {
        if self.config.imports.is_empty() {
            return Some(Imports::default());
        }
        let now = self.fingerprints();
        if let Some(before) = before.filter(|before| before.is_of(self, &now)) {
            return Some(Imports { notices: Vec::new(), ..before.clone() });
        }
        let cache = Compiled::of(self)?;
        self.compiled_before(&cache, &now, &mut Vec::new())
    }

    /// What is wrong with the configuration, seeing that those sources cannot be read.
    pub fn missing_imports(&self, imports: &Imports) -> Vec<Problem> {
        let problem = |(n, why): &(usize, String)| {
            let table = self.config.imports.get(*n)?;
            Some(Problem {
                span: table.at,
                message: format!("The import “{}” cannot be read: {why}.", table.import.path),
                help: "Put the file there, or remove this [[import]].".to_owned(),
            })
        };
        imports.missing.iter().filter_map(problem).collect()
    }

    /// Fails where a source cannot be read.
    pub fn demand(&self, imports: &Imports) -> Result<(), OpenError> {
        let problems = self.missing_imports(imports);
        if problems.is_empty() {
            return Ok(());
        }
        let path = self.root.join(config::FILE_NAME);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        Err(OpenError::Invalid { path, text, problems, workspace: Box::new(self.clone()) })
    }

    /// What the file system says of every source.
    fn fingerprints(&self) -> Vec<io::Result<Fingerprint>> {
        self.config.imports.iter().map(|table| Fingerprint::of(&self.file(&table.import.path).at)).collect()
    }

    /// The compiled file, if it is good. Where sources were written anew with what they held before, their
    /// fingerprints in it are brought up to date.
    fn compiled_before(&self, cache: &Compiled, now: &[io::Result<Fingerprint>], notices: &mut Vec<String>) -> Option<Imports> {
        let imported = match cache.open() {
            Ok(imported) => imported,
            Err(Unusable::Absent) => return None,
            Err(Unusable::Damaged(why)) => {
                notices
                    .push(format!("The compiled imports in {} are not used: {why}. They are made again.", cache.path.display()));
                return None;
            }
            Err(Unusable::Unreadable(error)) => {
                let why = in_words(&error);
                notices.push(format!(
                    "The compiled imports in {} cannot be read: {why}. They are made again.",
                    cache.path.display()
                ));
                return None;
            }
        };
        let mut made_from: MadeFrom = postcard::from_bytes(imported.key()).ok()?;
        if made_from.recipe != self.recipe() || made_from.sources.len() != now.len() {
            return None;
        }
        let mut refreshed = false;
        for ((state, now), table) in made_from.sources.iter_mut().zip(now).zip(&self.config.imports) {
            match (state, now) {
                (Some(state), Ok(now)) if state.fingerprint == *now => {}
                (Some(state), Ok(now)) if state.fingerprint.len == now.len => {
                    if fingerprint::sha256(&self.file(&table.import.path).at).ok()? != state.sha256 {
                        return None;
                    }
                    state.fingerprint = *now;
                    refreshed = true;
                }
                (None, Err(_)) => {}
                (Some(_) | None, _) => return None,
            }
        }
        if refreshed {
            let again = imported.with_key(&made_from.in_bytes());
            // If it fails, the sources are hashed again next time.
            let _ = cache.store(&again);
        }
        Some(self.joined(imported, made_from, now))
    }

    /// Compiles all sources, and stores what is made.
    fn compile(&self, cache: Option<&Compiled>, mut notices: Vec<String>) -> Imports {
        let settings = Settings { kinds: self.config.settings.kinds.clone(), ..Settings::default() };
        let mut attempts = 0;
        let (bytes, made_from, now) = loop {
            attempts += 1;
            let mut writer = Writer::default();
            let mut sources = Vec::new();
            let mut now = Vec::new();
            for table in &self.config.imports {
                let table = &table.import;
                let source = compile::read(&self.file(&table.path).at, table, &settings);
                let mut import = Import::new(Arc::clone(&table.path), table.format);
                (import.trust, import.version) = (table.trust, table.version.clone());
                let source = match source {
                    Ok(source) => source,
                    Err(error) => {
                        writer.begin(import);
                        sources.push(None);
                        now.push(Err(error));
                        continue;
                    }
                };
                import.sha256.clone_from(&source.sha256);
                import.date = source.newest;
                writer.begin(import);
                for part in source.parts {
                    if let Err(too_many) = writer.add(part) {
                        notices.push(format!("Nothing is imported: {too_many}."));
                        return Imports { notices, ..Imports::default() };
                    }
                }
                now.push(Ok(source.fingerprint));
                sources.push(Some(SourceState {
                    fingerprint: source.fingerprint,
                    sha256: source.sha256,
                    problems: source.problems.iter().map(StoredProblem::of).collect(),
                    unlisted: source.unlisted,
                }));
            }
            let made_from = MadeFrom { recipe: self.recipe(), sources };
            let unchanged = same(&now, &self.fingerprints());
            if unchanged || attempts == ATTEMPTS {
                match writer.finish(made_from.in_bytes()) {
                    Ok(bytes) => break (bytes, made_from, now),
                    Err(too_many) => {
                        notices.push(format!("Nothing is imported: {too_many}."));
                        return Imports { notices, ..Imports::default() };
                    }
                }
            }
        };
        let stored = cache.is_some_and(|cache| match cache.store(&bytes) {
            Ok(()) => true,
            Err(error) => {
                let why = in_words(&error);
                notices.push(format!(
                    "The compiled imports cannot be stored in {}: {why}. They are kept in memory, and compiled at every start.",
                    cache.path.display()
                ));
                false
            }
        });
        let imported = match cache.filter(|_| stored).map(Compiled::open) {
            Some(Ok(imported)) if imported.key() == made_from.in_bytes() => Ok(imported),
            _ => compiled::in_memory(bytes),
        };
        match imported {
            Ok(imported) => Imports { notices, ..self.joined(imported, made_from, &now) },
            Err(damaged) => {
                notices.push(format!(
                    "Nothing is imported: what was compiled cannot be read ({damaged}). This is a defect of this program."
                ));
                Imports { notices, ..Imports::default() }
            }
        }
    }

    fn joined(&self, imported: Imported, made_from: MadeFrom, now: &[io::Result<Fingerprint>]) -> Imports {
        let missing = now.iter().enumerate().filter_map(|(n, now)| Some((n, in_words(now.as_ref().err()?)))).collect();
        let mut problems = Vec::new();
        for (n, (state, table)) in made_from.sources.iter().zip(&self.config.imports).enumerate() {
            let mut own: Vec<import::Problem> =
                state.iter().flat_map(|state| state.problems.iter().filter_map(StoredProblem::problem)).collect();
            own.extend(duplicates(&imported, n));
            own.sort_by_key(|problem| problem.line);
            problems.extend(own.into_iter().map(|problem| (Arc::clone(&table.import.path), problem)));
        }
        Imports { imported: Some(Arc::new(imported)), missing, problems, notices: Vec::new(), made_from: Some(made_from) }
    }

    /// What the compiled file depends on besides its sources.
    fn recipe(&self) -> String {
        let imports: Vec<_> = self.config.imports.iter().map(|table| &table.import).collect();
        format!("{imports:?} {:?}", self.config.settings.kinds)
    }
}

impl Imports {
    /// The line (from 1) of a place in a source, without reading the source; none elsewhere.
    pub fn line_of(&self, path: &str, start: u32) -> Option<u32> {
        let problem = self.problems.iter().find(|(of, problem)| **of == *path && problem.span.start == start);
        problem.map(|(_, problem)| problem.line)
    }

    /// What is wrong in the sources, in order of source and line, severities as configured.
    pub fn findings(&self, settings: &Settings) -> Vec<(DocPath, Finding)> {
        let finding = |(path, problem): &(DocPath, import::Problem)| Some((Arc::clone(path), problem.finding(settings)?));
        self.problems.iter().filter_map(finding).collect()
    }

    fn is_of(&self, workspace: &Workspace, now: &[io::Result<Fingerprint>]) -> bool {
        let (Some(made_from), Some(imported)) = (&self.made_from, &self.imported) else { return false };
        let known = made_from.sources.iter().map(|state| state.as_ref().map(|state| state.fingerprint));
        !imported.is_damaged()
            && made_from.recipe == workspace.recipe()
            && known.eq(now.iter().map(|now| now.as_ref().ok().copied()))
    }
}

fn same(a: &[io::Result<Fingerprint>], b: &[io::Result<Fingerprint>]) -> bool {
    a.iter().map(|one| one.as_ref().ok()).eq(b.iter().map(|one| one.as_ref().ok()))
}

/// The entries of an import that were left out because their ids are taken.
fn duplicates(imported: &Imported, number: usize) -> impl Iterator<Item = import::Problem> {
    let of_it = imported.duplicates().iter().filter(move |duplicate| duplicate.import as usize == number);
    of_it.map(move |duplicate| {
        let (first, line) = duplicate.first;
        let elsewhere = match imported.imports().get(first as usize) {
            Some(other) if first as usize != number => format!("line {line} of {}", other.path),
            _ => format!("line {line}"),
        };
        let message = format!("The id “{}” is taken by the entry in {elsewhere}, so this one is left out.", duplicate.id);
        let span = Span::at(duplicate.start);
        import::Problem { line: duplicate.line, span, code: "duplicate-id", message, again: 0 }
    })
}

impl MadeFrom {
    fn in_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("a vector takes all bytes, and all sequences know their lengths")
    }
}

impl StoredProblem {
    fn of(problem: &import::Problem) -> StoredProblem {
        StoredProblem {
            line: problem.line,
            start: problem.span.start,
            end: problem.span.end,
            code: problem.code.to_owned(),
            message: problem.message.clone(),
            again: problem.again,
        }
    }

    fn problem(&self) -> Option<import::Problem> {
        let span = Span::new(self.start, self.end.max(self.start));
        let code = import::Problem::code_of(&self.code)?;
        Some(import::Problem { line: self.line, span, code, message: self.message.clone(), again: self.again })
    }
}
