//! Which corpus a path belongs to, and which files of it are looked at.

use crate::support::{Corpus, command, shown};

const CORPUS: &str = r#"
#- desk/nomenclator.toml
[corpus]
articles = ["articles/**/*.txt"]
#- desk/gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
#- desk/articles/2018/a.txt
Then Gadi Eisenkot met Borislav Quentzel.
#- desk/articles/2019/b.txt
Then Gadi Eisenkot met Borislav Quentzel.
#- desk/notes/c.txt
Then Gadi Eisenkot met Borislav Quentzel.
#- elsewhere/d.txt
Then Gadi Eisenkot met Borislav Quentzel.
"#;

/// The paths of the findings, in order.
#[track_caller]
fn paths(corpus: &Corpus, arguments: &str) -> Vec<String> {
    let json = corpus.run(&format!("check --fail-level error --format json {arguments}")).ended(0).json();
    json["findings"].as_array().unwrap().iter().map(|finding| finding["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_nearest_configuration_makes_the_corpus() {
    let corpus = Corpus::new(CORPUS);
    let all = ["articles/2018/a.txt", "articles/2019/b.txt"];
    assert_eq!(paths(&corpus, "desk"), all);
    assert_eq!(paths(&corpus, "desk/"), all);
    assert_eq!(paths(&corpus, "./elsewhere/../desk"), all);
    assert_eq!(paths(&corpus, "desk/articles"), all);
    assert_eq!(paths(&corpus, "desk/articles/2019"), all[1..]);
    assert_eq!(paths(&corpus, "desk/articles/2019 desk/articles/2018/a.txt"), all);
    assert_eq!(paths(&corpus, "desk/articles desk/articles/2018/a.txt"), all, "each once");
}

#[test]
fn without_paths_it_is_the_corpus_around_the_working_folder() {
    let corpus = Corpus::new(CORPUS);
    let output = command(&corpus.at("desk/articles/2019")).args(["check", "--format", "json"]).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["summary"]["articles"], 2);
}

#[test]
fn a_file_that_is_named_is_read_whatever_the_configuration_lists() {
    let corpus = Corpus::new(CORPUS);
    assert_eq!(paths(&corpus, "desk/notes/c.txt"), ["notes/c.txt"]);
    assert_eq!(paths(&corpus, "desk/notes"), <[String; 0]>::default(), "a folder is a choice among what it lists");
}

#[test]
fn a_path_outside_prints_as_given() {
    let corpus = Corpus::new(CORPUS);
    assert_eq!(paths(&corpus, "--corpus desk elsewhere/d.txt"), ["elsewhere/d.txt"]);
    assert_eq!(paths(&corpus, "--corpus desk ./elsewhere"), ["./elsewhere/d.txt"]);
    assert_eq!(paths(&corpus, "--corpus desk desk/articles/2018"), ["articles/2018/a.txt"]);
    let run = corpus.run("annotate --corpus desk elsewhere/d.txt").ended(0);
    assert_eq!(
        shown(&run.mentions(), &["status"]),
        ["elsewhere/d.txt: Gadi Eisenkot resolved", "elsewhere/d.txt: Borislav Quentzel unresolved"]
    );
}

#[test]
fn a_folder_without_configuration_is_its_own_root() {
    let corpus = Corpus::new(CORPUS);
    for arguments in ["annotate elsewhere", "annotate elsewhere/d.txt"] {
        let run = corpus.run(arguments).ended(0);
        assert!(run.out.starts_with("{\"path\":\"d.txt\","), "{}", run.out);
    }
}

#[test]
fn a_corpus_below_is_left_out_and_named() {
    let corpus = Corpus::new(CORPUS);
    let run = corpus.run("check").ended(0);
    assert!(run.out.starts_with("1 article checked"), "{}", run.out);
    assert_eq!(run.err, "note: “desk” is a corpus of its own: it is left out; name it to have it looked at.\n");
}

#[test]
fn paths_that_do_not_exist() {
    let corpus = Corpus::new(CORPUS);
    for (arguments, said) in [
        ("check desk nowhere", "error: There is no file or folder “nowhere”.\n"),
        ("check --corpus nowhere", "error: There is no file or folder “nowhere”.\n"),
        ("check --corpus desk/notes/c.txt", "error: --corpus must be a folder, and “desk/notes/c.txt” is a file.\n"),
        ("annotate desk/articles/x.txt", "error: There is no file or folder “desk/articles/x.txt”.\n"),
        ("explain desk/articles/x.txt:1:1", "error: There is no file or folder “desk/articles/x.txt”.\n"),
    ] {
        let run = corpus.run(arguments).ended(2);
        assert_eq!((&run.out[..], &run.err[..]), ("", said));
    }
}

#[test]
fn of_the_gazetteer_only_errors_are_told_to_those_who_ask_for_articles() {
    let mut corpus = Corpus::new(CORPUS);
    let text = "[a-b]\nkind = \"person\"\nname = \"Ann Example\"\nnmae = \"x\"\n";
    corpus.write("desk/gazetteer/b.toml", text.as_bytes(), text);
    let all = paths_of_any(&corpus, "desk");
    assert!(all.contains(&"gazetteer/b.toml".to_owned()), "{all:?}");
    let rules = corpus.run("check --format json desk/gazetteer/b.toml").json();
    let severe = rules["findings"][0]["severity"] == "error";
    assert_eq!(paths_of_any(&corpus, "desk/articles/2018").contains(&"gazetteer/b.toml".to_owned()), severe);
    assert!(paths_of_any(&corpus, "desk/gazetteer").iter().all(|path| path.starts_with("gazetteer/")));
}

fn paths_of_any(corpus: &Corpus, arguments: &str) -> Vec<String> {
    let json = corpus.run(&format!("check --format json {arguments}")).json();
    json["findings"].as_array().unwrap().iter().map(|finding| finding["path"].as_str().unwrap().to_owned()).collect()
}
