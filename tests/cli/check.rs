//! `check`: what it prints, and its exit status.

use serde_json::Value;

use crate::support::{Corpus, command, shown};

/// One known person, one misspelling, one name that nobody knows.
const SMALL: &str = r#"
#- nomenclator.toml
[corpus]
articles = ["articles/**/*.txt"]
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
names = [{ form = "Gadi Eisenkott", as = "misspelling" }]
#- articles/2018-06-03-clean.txt
On Monday Gadi Eisenkot spoke to the press.
#- articles/2018-06-04-misspelt.txt
On Monday Gadi Eisenkott spoke to the press.
Later Gadi Eisenkott left.
#- articles/2018-06-05-unknown.txt
On Monday Borislav Quentzel met Gadi Eisenkot.
"#;

const CLEAN: &str = r#"
#- nomenclator.toml
[corpus]
articles = ["articles/**/*.txt"]
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
#- articles/2018-06-03-clean.txt
On Monday Gadi Eisenkot spoke to the press.
"#;

#[test]
fn a_clean_corpus() {
    let run = Corpus::new(CLEAN).run("check").ended(0);
    assert_eq!(run.out, "1 article checked: nothing found.\n");
    assert_eq!(run.err, "");
    let run = Corpus::new(CLEAN).run("check --format json").ended(0);
    insta::assert_snapshot!(run.out, @r#"
    {"findings": [
    ], "summary": {"articles":1,"undated":0,"other_languages":0,"entries":1,"findings":{"error":0,"warning":0,"information":0,"hint":0}}}
    "#);
}

#[test]
fn findings_for_people() {
    let run = Corpus::new(SMALL).run("check").ended(1);
    insta::assert_snapshot!(run.out, @"
    warning[misspelt-name]: “Gadi Eisenkott” is a misspelling of “Gadi Eisenkot”
     --> articles/2018-06-04-misspelt.txt:1:11
      |
    1 | On Monday Gadi Eisenkott spoke to the press.
      |           ^^^^^^^^^^^^^^
      = note: also in line 2
      = note: listed misspelling of Gadi Eisenkot
      = note: listed here for Gadi Eisenkot (gazetteer/people.toml:4:20)
      = help: Replace with “Gadi Eisenkot”

    warning[unresolved-name]: “Borislav Quentzel” is not in the gazetteer
     --> articles/2018-06-05-unknown.txt:1:11
      |
    1 | On Monday Borislav Quentzel met Gadi Eisenkot.
      |           ^^^^^^^^^^^^^^^^^
      = note: no entry has this name; it is a run of capitalised words

    3 articles checked: 2 warnings.
    ");
    assert_eq!(run.err, "");
}

#[test]
fn findings_for_programs() {
    let run = Corpus::new(SMALL).run("check --format json").ended(1);
    assert_eq!(
        shown(&run.findings(), &["rule", "severity", "entity"]),
        [
            "articles/2018-06-04-misspelt.txt: Gadi Eisenkott misspelt-name warning gadi-eisenkot",
            "articles/2018-06-05-unknown.txt: Borislav Quentzel unresolved-name warning -",
        ]
    );
    insta::assert_snapshot!(run.out, @r#"
    {"findings": [
    {"path":"articles/2018-06-04-misspelt.txt","rule":"misspelt-name","severity":"warning","message":"“Gadi Eisenkott” is a misspelling of “Gadi Eisenkot”","text":"Gadi Eisenkott","entity":"gadi-eisenkot","reason":"listed misspelling of Gadi Eisenkot","places":[{"start":10,"end":24,"line":1,"column":11},{"start":51,"end":65,"line":2,"column":7}],"related":[{"path":"gazetteer/people.toml","start":74,"end":88,"line":4,"column":20,"message":"listed here for Gadi Eisenkot"}],"fixes":[{"title":"Replace with “Gadi Eisenkot”","safe":true,"edits":[{"path":"articles/2018-06-04-misspelt.txt","start":10,"end":24,"new":"Gadi Eisenkot"},{"path":"articles/2018-06-04-misspelt.txt","start":51,"end":65,"new":"Gadi Eisenkot"}]}]},
    {"path":"articles/2018-06-05-unknown.txt","rule":"unresolved-name","severity":"warning","message":"“Borislav Quentzel” is not in the gazetteer","text":"Borislav Quentzel","entity":null,"reason":"no entry has this name; it is a run of capitalised words","places":[{"start":10,"end":27,"line":1,"column":11}],"related":[],"fixes":[]}
    ], "summary": {"articles":3,"undated":0,"other_languages":0,"entries":1,"findings":{"error":0,"warning":2,"information":0,"hint":0}}}
    "#);
}

#[test]
fn the_shape_of_the_json() {
    let json = Corpus::new(SMALL).run("check --format json").ended(1).json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let finding = &json["findings"][0];
    assert_eq!(keys(&json), "findings summary");
    assert_eq!(keys(finding), "entity fixes message path places reason related rule severity text");
    assert_eq!(keys(&finding["places"][0]), "column end line start");
    assert_eq!(keys(&finding["related"][0]), "column end line message path start");
    assert_eq!(keys(&finding["fixes"][0]), "edits safe title");
    assert_eq!(keys(&finding["fixes"][0]["edits"][0]), "end new path start");
    assert_eq!(keys(&json["summary"]), "articles entries findings other_languages undated");
    assert_eq!(json["summary"]["findings"]["warning"], 2);
    assert_eq!(json["summary"]["articles"], 3);
}

#[test]
fn a_fix_applied_by_its_code_points_puts_it_right() {
    let mut corpus = Corpus::new(SMALL);
    let path = "articles/2018-06-04-misspelt.txt";
    let text = "😀 naïve: Gadi Eisenkott,\r\nand Gadi Eisenkott again.\n";
    corpus.write(path, text.as_bytes(), text);
    let findings = corpus.run_with(["check", "--format", "json", path], b"").ended(1).findings();
    let mut chars: Vec<char> = text.chars().collect();
    for edit in findings[0]["fixes"][0]["edits"].as_array().unwrap().iter().rev() {
        assert_eq!(edit["path"], path);
        let at = |field: &str| usize::try_from(edit[field].as_u64().unwrap()).unwrap();
        chars.splice(at("start")..at("end"), edit["new"].as_str().unwrap().chars());
    }
    let fixed: String = chars.into_iter().collect();
    assert_eq!(fixed, text.replace("Eisenkott", "Eisenkot"));
    corpus.write(path, fixed.as_bytes(), &fixed);
    corpus.run_with(["check", path], b"").ended(0);
}

#[test]
fn the_fail_level() {
    let corpus = Corpus::new(SMALL);
    corpus.run("check --fail-level error").ended(0);
    corpus.run("check --fail-level warning").ended(1);
    corpus.run("check --fail-level hint").ended(1);
    let run = corpus.run("check --fail-level never").ended(2);
    assert!(run.err.contains("use hint, information, warning or error"), "{}", run.err);
}

#[test]
fn colour_only_where_it_is_wanted() {
    let corpus = Corpus::new(SMALL);
    assert!(!corpus.run("check").out.contains('\u{1b}'));
    assert!(!corpus.run("check --color auto").out.contains('\u{1b}'));
    assert!(corpus.run("check --color always").out.contains('\u{1b}'));
    assert!(!corpus.run("check --color never").out.contains('\u{1b}'));
}

#[test]
fn standard_input_stands_in_for_a_file() {
    let corpus = Corpus::new(SMALL);
    let input = "On Monday Gadi Eisenkott spoke.\n";
    let check = |path: &str| corpus.run_with(["check", "--format", "json", "--stdin-path", path], input.as_bytes());
    for path in ["articles/2018-06-03-clean.txt", "articles/new.txt"] {
        let json = check(path).ended(1).json();
        assert_eq!(json["findings"][0]["path"], path);
        assert_eq!(json["findings"][0]["text"], "Gadi Eisenkott");
        assert_eq!(json["findings"][0]["places"][0]["start"], 10);
        assert_eq!(json["summary"]["articles"], 1, "nothing else is checked");
    }
    let run = corpus.run_with(["check", "--stdin-path", "articles/new.txt", "articles"], b"").ended(2);
    assert!(run.err.contains("cannot be used with"), "{}", run.err);
}

#[test]
fn standard_input_stands_in_for_a_part_of_the_gazetteer() {
    let corpus = Corpus::new(SMALL);
    let input = "[gadi-eisenkot]\nkind = \"persn\"\nname = \"Gadi Eisenkot\"\n";
    let arguments = ["check", "--format", "json", "--fail-level", "hint", "--stdin-path", "gazetteer/people.toml"];
    let json = corpus.run_with(arguments, input.as_bytes()).ended(1).json();
    assert_eq!(json["findings"][0]["path"], "gazetteer/people.toml");
    assert_eq!(json["summary"]["articles"], 0);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let article = |number| format!("#- articles/{number}.txt\nBorislav Quentzel met Gadi Eisenkott.\n");
    let fixture = SMALL.to_owned() + &(0..2000).map(article).collect::<String>();
    let corpus = Corpus::new(&fixture);
    for format in ["human", "json"] {
        let mut child = command(corpus.root()).args(["check", "--format", format]).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert!(output.status.code().is_some(), "{:?}", output.status);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_one() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(Corpus::new(SMALL).root()).arg("check").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: "));
}

#[test]
fn the_rules_are_those_that_can_be_configured() {
    let corpus = Corpus::new(CLEAN);
    let rules = corpus.run("rules --format json").ended(0).json();
    let set = |rule: &Value| format!("{} = {}", rule["code"].as_str().unwrap(), rule["severity"]);
    let set = rules.as_array().unwrap().iter().map(set).collect::<Vec<_>>().join("\n");
    let mut corpus = Corpus::new(CLEAN);
    let text = format!("[corpus]\narticles = [\"articles/**/*.txt\"]\n[rules]\n{set}");
    corpus.write("nomenclator.toml", text.as_bytes(), &text);
    corpus.run("check").ended(0);
    assert_eq!(corpus.run("rules").ended(0).out.lines().count(), rules.as_array().unwrap().len());
}

#[test]
fn help_has_examples() {
    let corpus = Corpus::new(CLEAN);
    for subcommand in ["check", "annotate", "explain"] {
        let run = corpus.run(&format!("{subcommand} --help")).ended(0);
        assert!(run.out.contains("Examples:\n  nomenclator "), "{}", run.out);
        assert!(run.out.contains("--corpus"), "{}", run.out);
    }
    assert!(corpus.run("--help").ended(0).out.contains("check"));
    assert!(corpus.run("--version").ended(0).out.starts_with("nomenclator "));
    corpus.run("").ended(2);
    corpus.run("chekc").ended(2);
}
