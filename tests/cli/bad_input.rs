//! Input that is broken: each is said clearly, at its place, and the rest still works.

use serde_json::Value;

use crate::support::{Corpus, Run, shown};

const GOOD: &str = r#"
#- nomenclator.toml
[corpus]
articles = ["articles/**/*.txt"]
#- gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"

[aviv-kochavi]
kind = "person"
name = "Aviv Kochavi"

[benny-gantz]
kind = "person"
name = "Benny Gantz"
#- articles/2018-06-03-a.txt
On Monday Gadi Eisenkot met Aviv Kochavi and Benny Gantz.
"#;

/// `rule severity` of each finding in that file.
fn in_file(run: &Run, path: &str) -> Vec<String> {
    let findings: Vec<Value> = run.findings().into_iter().filter(|finding| finding["path"] == path).collect();
    findings
        .iter()
        .map(|finding| format!("{} {}", finding["rule"].as_str().unwrap(), finding["severity"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_half_typed_line_in_the_gazetteer() {
    let mut corpus = Corpus::new(GOOD);
    let broken = "[gadi-eisenkot]\nkind = \"person\"\nname = \"Gadi Eisenkot\"\n\n[aviv-kochavi]\nkind = \"person\"\nname = \"Aviv Ko\n\n\
                  [benny-gantz]\nkind = \"person\"\nname = \"Benny Gantz\"\n";
    corpus.write("gazetteer/a.toml", broken.as_bytes(), broken);
    let run = corpus.run("check --format json").ended(1);
    let findings = run.findings();
    let of_gazetteer: Vec<_> = findings.iter().filter(|finding| finding["path"] == "gazetteer/a.toml").collect();
    assert_eq!(of_gazetteer.len(), 1);
    assert_eq!(of_gazetteer[0]["severity"], "error");
    assert_eq!(of_gazetteer[0]["places"][0]["line"], 7);
    let unknown: Vec<_> = findings.iter().filter(|finding| finding["path"] != "gazetteer/a.toml").cloned().collect();
    assert_eq!(shown(&unknown, &["rule"]), ["articles/2018-06-03-a.txt: Aviv Kochavi unresolved-name"], "the others are known");
}

#[test]
fn conflict_marks_in_the_gazetteer() {
    let mut corpus = Corpus::new(GOOD);
    let broken = "[gadi-eisenkot]\nkind = \"person\"\n<<<<<<< HEAD\nname = \"Gadi Eisenkot\"\n=======\nname = \"Gadi Eizenkot\"\n>>>>>>> theirs\n\n\
                  [aviv-kochavi]\nkind = \"person\"\nname = \"Aviv Kochavi\"\n\n[benny-gantz]\nkind = \"person\"\nname = \"Benny Gantz\"\n";
    corpus.write("gazetteer/a.toml", broken.as_bytes(), broken);
    let run = corpus.run("check --format json").ended(1);
    let lines: Vec<_> = run
        .findings()
        .iter()
        .map(|finding| format!("{}:{}", finding["path"].as_str().unwrap(), finding["places"][0]["line"]))
        .collect();
    assert!(lines.iter().any(|line| line == "gazetteer/a.toml:3"), "{lines:?}");
    let known = corpus.run("annotate").ended(1).mentions();
    let known: Vec<_> =
        known.iter().filter(|mention| mention["status"] == "resolved").map(|mention| mention["text"].as_str().unwrap()).collect();
    assert!(known.ends_with(&["Aviv Kochavi", "Benny Gantz"]), "{known:?}");
}

#[test]
fn articles_that_are_no_text() {
    let mut corpus = Corpus::new(GOOD);
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    corpus.write("articles/1-noise.txt", &noise, "");
    corpus.write("articles/2-latin.txt", b"Lula da S\xedlva", "");
    corpus.write("articles/3-archive.txt", b"PK\x03\x04\0\0", "");
    corpus.write("articles/4-empty.txt", b"", "");
    corpus.write("articles/5-only-a-mark.txt", b"\xef\xbb\xbf", "");
    let run = corpus.run("check --format json").ended(1);
    for name in ["1-noise", "2-latin", "3-archive"] {
        assert_eq!(in_file(&run, &format!("articles/{name}.txt")), ["unreadable-file error"]);
    }
    assert_eq!(run.findings().len(), 3);
    assert_eq!(run.json()["summary"]["articles"], 3);
    let run = corpus.run("check articles/2-latin.txt").ended(1);
    insta::assert_snapshot!(run.out, @r#"
    error[unreadable-file]: The file is not UTF-8: byte 9 does not fit; name its encoding in nomenclator.toml (`encoding` under [corpus], such as "windows-1251"), or save it as UTF-8.
    --> articles/2-latin.txt

    0 articles checked: 1 error.
    "#);
}

#[test]
fn a_gazetteer_that_is_no_text() {
    let mut corpus = Corpus::new(GOOD);
    corpus.write("gazetteer/b.toml", b"[x]\nname = \"S\xedlva\"\n", "");
    let run = corpus.run("check --format json").ended(1);
    assert_eq!(in_file(&run, "gazetteer/b.toml"), ["unreadable-file error"]);
    assert_eq!(run.findings().len(), 1, "the other file is read");
}

#[test]
fn a_folder_that_is_called_like_an_article() {
    let mut corpus = Corpus::new(GOOD);
    corpus.write("articles/x.txt/inside.txt", b"Then Benny Gantz left.", "Then Benny Gantz left.");
    assert_eq!(corpus.run("check --format json").ended(0).json()["summary"]["articles"], 2);
}

#[cfg(unix)]
#[test]
fn broken_links_and_loops() {
    let corpus = Corpus::new(GOOD);
    std::os::unix::fs::symlink("nowhere.txt", corpus.at("articles/broken.txt")).unwrap();
    std::os::unix::fs::symlink("..", corpus.at("articles/loop")).unwrap();
    std::os::unix::fs::symlink("self.txt", corpus.at("articles/self.txt")).unwrap();
    let run = corpus.run("check --format json").ended(1);
    assert_eq!(in_file(&run, "articles/broken.txt"), ["unreadable-file error"]);
    assert_eq!(in_file(&run, "articles/self.txt"), ["unreadable-file error"]);
    assert_eq!(run.findings().len(), 2);
    assert_eq!(run.json()["summary"]["articles"], 1);
    corpus.run("check articles/broken.txt").ended(1);
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let run = Corpus::new(GOOD).run("check --corpus . /dev/zero").ended(1);
    assert!(run.out.starts_with("error[unreadable-file]: This file cannot be read: it is a device.\n"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn files_and_folders_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let mut corpus = Corpus::new(GOOD);
    corpus.write("articles/secret.txt", b"x", "x");
    corpus.write("articles/closed/a.txt", b"x", "x");
    let forbid = |path: &str, mode| std::fs::set_permissions(corpus.at(path), std::fs::Permissions::from_mode(mode)).unwrap();
    forbid("articles/secret.txt", 0);
    forbid("articles/closed", 0);
    let denied = std::fs::read(corpus.at("articles/secret.txt")).is_err();
    let run = corpus.run("check --format json");
    forbid("articles/closed", 0o755);
    if !denied {
        use std::io::Write;
        writeln!(std::io::stderr(), "SKIPPED files_and_folders_that_may_not_be_read: this user may read everything").unwrap();
        return;
    }
    let run = run.ended(1);
    assert_eq!(in_file(&run, "articles/secret.txt"), ["unreadable-file error"]);
    assert_eq!(in_file(&run, "articles/closed"), ["unreadable-file error"]);
}
