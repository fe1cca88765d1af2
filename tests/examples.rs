//! The programs in `examples/` run: small sizes, and looks at what they say. `cargo test` builds them before.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program of an example; says that it is skipped where only this test was built.
fn example(name: &str) -> Option<Command> {
    let folder = std::env::current_exe().unwrap();
    let program = folder.parent().unwrap().with_file_name("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    if !program.is_file() {
        let _ = writeln!(std::io::stderr(), "SKIPPED {name}: it is not built; run cargo test without naming a test");
        return None;
    }
    let mut command = Command::new(program);
    // no peers: whoever has them installed gets the same result
    command.env("PATH", "");
    Some(command)
}

#[track_caller]
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), std::fs::read(path).unwrap());
        }
    }
    found
}

#[test]
fn make_corpus_makes_the_same_corpus_twice() {
    let folder = tempfile::tempdir().unwrap();
    let towns = folder.path().join("list.jsonl");
    std::fs::write(&towns, "{\"id\":\"t1\",\"kind\":\"place\",\"name\":\"Lilliput\",\"names\":[\"Mildendo\"]}\n").unwrap();
    let make = |name: &str| {
        let mut command = example("make-corpus")?;
        let root = folder.path().join(name);
        command.arg(&root).args(["--articles", "12", "--bytes", "2000", "--names", "400", "--towns"]).arg(&towns);
        said(&command.output().unwrap());
        Some(files(&root).into_iter().map(|(path, bytes)| (path.strip_prefix(&root).unwrap().to_owned(), bytes)).collect())
    };
    let Some(first): Option<BTreeMap<PathBuf, Vec<u8>>> = make("first") else { return };
    assert_eq!(Some(&first), make("second").as_ref());
    let articles: Vec<&Vec<u8>> = first.iter().filter(|(path, _)| path.starts_with("articles")).map(|(_, text)| text).collect();
    assert_eq!(articles.len(), 12);
    let mean = articles.iter().map(|text| text.len()).sum::<usize>() / 12;
    assert!((1_000..4_000).contains(&mean), "{mean} bytes an article, 2000 were asked for");
    assert!(articles.iter().any(|text| text.windows(8).any(|word| word == b"Lilliput")), "the towns are written about");
    assert!(first[Path::new("names.jsonl")].split(|byte| *byte == b'\n').count() > 250);
}

#[test]
fn bench_lsp_times_every_part() {
    let Some(mut command) = example("bench-lsp") else { return };
    let sizes = "--words 300 --keys 3 --names 0 --articles 3 --indexed 3 --checked 3 --rounds 1 --limit 6";
    command.arg("--server").arg(env!("CARGO_BIN_EXE_nomenclator")).args(sizes.split(' '));
    let said = said(&command.output().unwrap());
    assert!(said.contains("typos-lsp: absent"), "{said}");
    for row in ["| nomenclator | 3 |", "| nomenclator check |", "| cold |", "| warm |"] {
        let figures = said.lines().find(|line| line.starts_with(row)).unwrap_or_else(|| panic!("no {row} in {said}"));
        assert!(figures.split('|').any(|cell| cell.trim().parse::<f64>().is_ok_and(|figure| figure > 0.0)), "{figures}");
    }
    assert!(!said.contains("no answer") && !said.contains("the server ended"), "{said}");
}

#[test]
fn predict_prints_what_it_finds() {
    let Some(mut command) = example("predict") else { return };
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let document = "{\"id\": \"d\", \"text\": \"President Ada Lovelace spoke in London.\"}\n";
    process.stdin.take().unwrap().write_all(document.as_bytes()).unwrap();
    assert!(said(&process.wait_with_output().unwrap()).contains("Ada Lovelace"));
}
