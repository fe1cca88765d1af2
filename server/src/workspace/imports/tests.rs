use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::time::{Duration, SystemTime};

use nomenclator_core::gazetteer::imported::verify;
use nomenclator_core::import::{Format, Import as Configured, Trust};

use super::*;
use crate::config::ImportTable;

/// A corpus in a folder of its own, with compiled files in `cache`.
struct Corpus {
    folder: tempfile::TempDir,
    workspace: Workspace,
}

impl Corpus {
    /// With these sources: path and text.
    fn new(sources: &[(&str, &str)]) -> Corpus {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = Workspace::open(folder.path()).unwrap();
        workspace.config.cache = Some("cache".to_owned());
        for (path, text) in sources {
            fs::write(folder.path().join(path), text).unwrap();
            let import = Configured::new(DocPath::from(*path), Format::JsonLines);
            workspace.config.imports.push(ImportTable { import, at: Span::at(0) });
        }
        Corpus { folder, workspace }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn compiled(&self) -> PathBuf {
        self.path("cache/imports.compiled")
    }

    /// Loads as a process would that has just started.
    fn load(&self) -> Imports {
        self.workspace.load_imports(None)
    }

    /// What the ids are called.
    #[track_caller]
    fn names(&self, ids: &[&str]) -> Vec<Option<String>> {
        let imports = self.load();
        let imported = imports.imported.expect("something is imported");
        ids.iter().map(|id| Some(imported.entry(imported.find(id)?)?.name().to_owned())).collect()
    }
}

fn line(id: &str, name: &str) -> String {
    format!("{{\"id\": \"{id}\", \"kind\": \"person\", \"name\": \"{name}\"}}\n")
}

fn some(names: &[&str]) -> Vec<Option<String>> {
    names.iter().map(|name| Some((*name).to_owned())).collect()
}

#[track_caller]
fn assert_whole(path: &Path) {
    let mut file = fs::File::open(path).unwrap();
    let len = file.metadata().unwrap().len();
    assert_eq!(verify(&mut file, len).unwrap(), Ok(()));
}

/// Which file lies there, as far as it can be told from outside.
fn identity(path: &Path) -> Fingerprint {
    Fingerprint::of(path).unwrap()
}

fn set_modified(path: &Path, time: SystemTime) {
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn nothing_is_made_where_nothing_is_imported() {
    let corpus = Corpus::new(&[]);
    assert!(corpus.load().imported.is_none());
    assert!(!corpus.path("cache").exists());
}

#[test]
fn the_compiled_file_is_used_until_a_source_changes() {
    let corpus = Corpus::new(&[("a.jsonl", &line("q1", "Anna Berg")), ("b.jsonl", &line("q2", "Carl Dahl"))]);
    assert_eq!(corpus.names(&["q1", "q2", "q3"]), [&some(&["Anna Berg", "Carl Dahl"])[..], &[None]].concat());
    let first = identity(&corpus.compiled());
    assert_whole(&corpus.compiled());
    assert_eq!(corpus.names(&["q1"]), some(&["Anna Berg"]));
    assert_eq!(identity(&corpus.compiled()), first, "it was not written again");
    // Of the same length, and written within the same tick of the clock perhaps: another file tells.
    fs::write(corpus.path("new"), line("q1", "Ann Berger")).unwrap();
    fs::rename(corpus.path("new"), corpus.path("a.jsonl")).unwrap();
    assert_eq!(corpus.names(&["q1", "q2"]), some(&["Ann Berger", "Carl Dahl"]));
    assert_ne!(identity(&corpus.compiled()), first);
    fs::write(corpus.path("b.jsonl"), line("q3", "Eva Frank")).unwrap();
    assert_eq!(corpus.names(&["q2", "q3"]), [&[None], &some(&["Eva Frank"])[..]].concat());
}

#[test]
fn a_source_that_was_only_touched_refreshes_its_fingerprint() {
    let corpus = Corpus::new(&[("a.jsonl", &line("q1", "Anna Berg"))]);
    let sha256 = |imports: &Imports| imports.imported.as_ref().unwrap().imports()[0].sha256.clone();
    let first = sha256(&corpus.load());
    assert_eq!(first, fingerprint::sha256(&corpus.path("a.jsonl")).unwrap());
    set_modified(&corpus.path("a.jsonl"), SystemTime::now() - Duration::from_secs(3600));
    let again = corpus.load();
    assert_eq!((sha256(&again), again.notices.len()), (first, 0));
    let refreshed = identity(&corpus.compiled());
    assert_whole(&corpus.compiled());
    corpus.load();
    assert_eq!(identity(&corpus.compiled()), refreshed, "the new fingerprint was kept");
}

#[test]
fn what_is_in_force_is_kept_while_nothing_changes() {
    let corpus = Corpus::new(&[("a.jsonl", &line("q1", "Anna Berg"))]);
    let before = corpus.load();
    fs::remove_dir_all(corpus.path("cache")).unwrap();
    let after = corpus.workspace.load_imports(Some(&before));
    assert!(Arc::ptr_eq(before.imported.as_ref().unwrap(), after.imported.as_ref().unwrap()));
    fs::write(corpus.path("a.jsonl"), line("q1", "Anna-Maria Berg")).unwrap();
    let after = corpus.workspace.load_imports(Some(&before));
    let imported = after.imported.unwrap();
    assert_eq!(imported.entry(0).unwrap().name(), "Anna-Maria Berg");
    // What was in force still is what it was.
    assert_eq!(before.imported.unwrap().entry(0).unwrap().name(), "Anna Berg");
}

#[test]
fn another_configuration_makes_another_file() {
    let mut corpus = Corpus::new(&[("a.jsonl", &line("q1", "Anna Berg"))]);
    let trust = |imports: Imports| imports.imported.unwrap().imports()[0].trust;
    assert_eq!(trust(corpus.load()), Trust::Candidate);
    corpus.workspace.config.imports[0].import.trust = Trust::Full;
    assert_eq!(trust(corpus.load()), Trust::Full);
}

#[test]
fn a_damaged_or_foreign_file_is_made_again_and_that_is_said() {
    let corpus = Corpus::new(&[("a.jsonl", &line("q1", "Anna Berg"))]);
    corpus.load();
    let good = fs::read(corpus.compiled()).unwrap();
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    let mut other_version = good.clone();
    other_version[8] ^= 1;
    let foreign = b"a shopping list\n".repeat(40);
    for bad in [flipped, other_version, foreign, good[..good.len() - 8].to_vec(), Vec::new()] {
        fs::write(corpus.compiled(), &bad).unwrap();
        let imports = corpus.load();
        assert_eq!(imports.imported.unwrap().entry(0).unwrap().name(), "Anna Berg");
        assert_eq!(imports.notices.len(), 1, "{:?}", imports.notices);
        assert!(imports.notices[0].contains("made again"), "{:?}", imports.notices);
        assert_eq!(fs::read(corpus.compiled()).unwrap(), good);
        assert_eq!(corpus.load().notices, [""; 0]);
    }
}

#[test]
fn where_nothing_can_be_stored_it_works_in_memory_and_says_so() {
    let corpus = Corpus::new(&[("a.jsonl", &line("q1", "Anna Berg"))]);
    // A file where the folder should be: that stops the super-user too.
    fs::write(corpus.path("cache"), "").unwrap();
    let imports = corpus.load();
    assert_eq!(imports.notices.len(), 1, "{:?}", imports.notices);
    assert!(imports.notices[0].contains("kept in memory"), "{:?}", imports.notices);
    assert_eq!(imports.imported.as_ref().unwrap().entry(0).unwrap().name(), "Anna Berg");
    // Said once: what is in force stays, without another word.
    assert_eq!(corpus.workspace.load_imports(Some(&imports)).notices, [""; 0]);
}

#[test]
fn a_missing_source_is_named_and_the_others_are_read() {
    let corpus = Corpus::new(&[("a.jsonl", &line("q1", "Anna Berg")), ("b.jsonl", &line("q2", "Carl Dahl"))]);
    fs::rename(corpus.path("a.jsonl"), corpus.path("away")).unwrap();
    for _ in 0..2 {
        let imports = corpus.load();
        assert_eq!(imports.missing.len(), 1);
        assert_eq!(imports.missing[0].0, 0);
        assert_eq!(imports.imported.unwrap().find("q2"), Some(0));
    }
    fs::rename(corpus.path("away"), corpus.path("a.jsonl")).unwrap();
    assert_eq!(corpus.names(&["q1", "q2"]), some(&["Anna Berg", "Carl Dahl"]));
    assert_eq!(corpus.load().missing, []);
}

#[test]
fn problems_are_the_same_from_the_compiled_file() {
    let text = format!("{}nonsense\n{}", line("q1", "Anna Berg"), line("q1", "Anna Again"));
    let corpus = Corpus::new(&[("a.jsonl", &text)]);
    let first = corpus.load();
    let shown: Vec<_> =
        first.problems.iter().map(|(path, problem)| format!("{path}:{} {}", problem.line, problem.code)).collect();
    assert_eq!(shown, ["a.jsonl:2 broken-gazetteer", "a.jsonl:3 duplicate-id"]);
    assert!(first.problems[1].1.message.contains("line 1"));
    assert_eq!(corpus.load().problems, first.problems);
    for (path, problem) in &first.problems {
        assert_eq!(first.line_of(path, problem.span.start), Some(problem.line));
    }
}

#[test]
fn several_at_once_all_get_it() {
    let text: String = (0..2000).map(|n| line(&format!("q{n}"), &format!("Person Number{n}"))).collect();
    let corpus = Corpus::new(&[("a.jsonl", &text)]);
    let start = Barrier::new(4);
    std::thread::scope(|scope| {
        let load = || {
            start.wait();
            let imported = corpus.load().imported.unwrap();
            imported.entry(imported.find("q1999").unwrap()).unwrap().name().to_owned()
        };
        let all: Vec<_> = (0..4).map(|_| scope.spawn(load)).collect();
        for one in all {
            assert_eq!(one.join().unwrap(), "Person Number1999");
        }
    });
    assert_whole(&corpus.compiled());
}

/// However a source is cut into pieces, the same comes out.
#[test]
fn pieces_are_as_good_as_the_whole() {
    let mut text = String::from("\u{feff}");
    for n in 0..6000 {
        let next = match n % 1500 {
            7 => "nonsense\n".to_owned(),
            8 => "\r\n".to_owned(),
            9 => line(&format!("q{n}"), "Lots").replace('}', ", \"colour\": 1}"),
            _ => line(&format!("q{}", n % 5900), &format!("Person Number{n}")),
        };
        text.push_str(&next);
    }
    text.pop();
    let corpus = Corpus::new(&[("a.jsonl", &text)]);
    let import = &corpus.workspace.config.imports[0].import;
    let compiled = |source: compile::Source| {
        let mut writer = Writer::default();
        writer.begin(Import::new(Arc::clone(&import.path), import.format));
        for part in source.parts {
            writer.add(part).unwrap();
        }
        (writer.finish(Vec::new()).unwrap(), source.problems, source.sha256)
    };
    let at = corpus.path("a.jsonl");
    let settings = Settings::default();
    let fingerprint = Fingerprint::of(&at).unwrap();
    let whole = compiled(compile::read_whole(&at, fingerprint, import, &settings).unwrap());
    assert!(whole.1.len() >= 2, "{:?}", whole.1);
    for piece in [1, 100_000, 1 << 20] {
        assert_eq!(compiled(compile::read_by(piece, &at, import, &settings).unwrap()), whole, "pieces of {piece}");
    }
    let imported = compiled::in_memory(whole.0).unwrap();
    for number in (0..imported.len() as u32).step_by(97) {
        let entry = imported.entry(number).unwrap();
        let words = &text[entry.block.start as usize..entry.block.end as usize];
        assert!(words.contains(&*entry.id) && words.ends_with('}'), "{words}");
        let lines = text[..entry.block.start as usize].matches('\n').count();
        assert_eq!(imported.line(number), Some(lines as u32 + 1));
        assert_eq!(imported.at("a.jsonl", entry.block.start), Some(number));
    }
}
