//! The examples in the pages are real: each command in a block marked `console` is run, and what it prints
//! is what stands below it. `UPDATE_DOCS=1` writes what it prints now instead.
//!
//! A command is a line that begins with `$ `. It runs in the repository's root by the shell, with `TMP` an
//! empty folder of its block's own; `$?` is the status of the command before.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

const BEGIN: &str = "```console\n";
const END: &str = "```\n";

#[test]
fn the_examples_in_the_pages_are_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    let mut commands = 0;
    for page in pages(root) {
        let written = std::fs::read_to_string(&page).unwrap();
        let real = rewrite(&written, root, &mut commands);
        if update {
            std::fs::write(&page, &real).unwrap();
        } else {
            let hint = "if this is right: UPDATE_DOCS=1 cargo test --test docs";
            for (line, (written, real)) in written.lines().zip(real.lines()).enumerate() {
                assert_eq!(written, real, "{}:{} ({hint})", page.display(), line + 1);
            }
            assert_eq!(written.lines().count(), real.lines().count(), "{} ({hint})", page.display());
        }
    }
    assert!(commands >= 8, "the examples were not found");
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut links = 0;
    for page in pages(root).into_iter().chain([root.join("CONTRIBUTING.md"), root.join("CHANGELOG.md")]) {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap();
            // Pins are shown in examples: their address is an entry's id.
            if !target.contains("://") && !target.starts_with("entity:") && !file.is_empty() {
                links += 1;
                assert!(page.parent().unwrap().join(file).exists(), "{}: {target}", page.display());
            }
        }
    }
    assert!(links >= 10, "the links were not found");
}

fn pages(root: &Path) -> Vec<PathBuf> {
    let docs = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    pages.sort();
    pages.insert(0, root.join("README.md"));
    pages
}

/// The page with what its commands print now.
fn rewrite(page: &str, root: &Path, commands: &mut usize) -> String {
    let mut real = String::new();
    let mut rest = page;
    while let Some((before, block)) = rest.split_once(BEGIN) {
        let (block, after) = block.split_once(END).expect("the block is closed");
        real.push_str(before);
        real.push_str(BEGIN);
        let folder = tempfile::tempdir().unwrap();
        let mut status = 0;
        for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
            *commands += 1;
            let (printed, code) = run(command, root, folder.path(), status);
            status = code;
            for line in ["$ ", command, "\n", &printed] {
                real.push_str(line);
            }
        }
        real.push_str(END);
        rest = after;
    }
    real.push_str(rest);
    real
}

/// What a command prints, on both streams, and its exit status.
fn run(command: &str, root: &Path, folder: &Path, status: i32) -> (String, i32) {
    let binary = Path::new(env!("CARGO_BIN_EXE_nomenclator")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; (exit {status}); {command}")])
        .current_dir(root)
        .env("PATH", path)
        .env("TMP", folder)
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

#[test]
fn the_planted_mistakes_are_one_of_each_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (rules, _) = run("nomenclator rules", root, root, 0);
    let (found, status) = run("nomenclator check docs/mistakes --format json", root, root, 0);
    assert_eq!(status, 1);
    let page = std::fs::read_to_string(root.join("docs/rules.md")).unwrap()
        + &std::fs::read_to_string(root.join("docs/gazetteer.md")).unwrap();
    let codes: Vec<&str> = rules.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.len() > 15, "the rules were not listed");
    for code in codes {
        assert!(found.contains(&format!("\"rule\":\"{code}\"")), "{code} has no planted mistake in docs/mistakes");
        assert!(page.contains(&format!("# {code}\n")) || page.contains(&format!("`{code}`")), "{code} stands on no page");
    }
}
