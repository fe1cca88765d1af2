//! `init`: from a folder of articles to a corpus that `check` finds clean.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Corpus, shown};

/// Articles in our own words on an invented harbour.
const ARTICLES: &str = "
#- README.md
Written by Quirin Albers.
#- harbour/2021-03-04-strike.txt
QUARNET — Crane drivers in Quarnet went on strike on Thursday, the Harbour Workers Union (HWU) said.

Its chairman, Dmitri Brelka, told the Quarnet Courier that talks with Norway had failed. “We will not move,” Brelka said.

Norwegian Transport Minister Signe Aldal flew to Quarnet. A spokesman of the HWU welcomed Aldal.
#- harbour/2021-03-09-talks.md
# Talks near Hazmir

Dmitry Brelka met Signe Aldal near Khazmir Air Base, close to Khazmir. A Q-70 drone circled above.

By road it is an hour from Hazmir to Oslo. What Brelka wants is known, according to the Marnel news agency.
";

fn toml(corpus: &Corpus, path: &str) -> BTreeMap<String, toml::Table> {
    toml::from_str(&std::fs::read_to_string(corpus.at(path)).unwrap()).unwrap()
}

/// Every file below a folder, with its bytes.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let at = entry.unwrap().path();
        let name = at.file_name().unwrap().to_string_lossy().into_owned();
        if at.is_dir() {
            found.extend(everything(&at).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
            found.insert(name + "/", Vec::new());
        } else {
            found.insert(name, std::fs::read(&at).unwrap());
        }
    }
    found
}

#[test]
fn a_folder_of_articles_becomes_a_corpus_that_is_clean() {
    let corpus = Corpus::new(ARTICLES);
    let run = corpus.run("init").ended(0);
    insta::assert_snapshot!(run.out, @r#"
    2 articles read, 22 mentions of unknown names: 10 entries drafted.

    Written:
      gazetteer/people.toml         2 entries
      gazetteer/places.toml         4 entries
      gazetteer/organisations.toml  1 entry
      gazetteer/weapons.toml        1 entry
      gazetteer/media.toml          2 entries
      nomenclator.toml

    Next:
      1. Look the drafts through, the most frequent names stand first. Is the kind right? It may be
         person, place, organisation, group, weapon, event, media, other.
         Are all forms of one name in one entry? Then take out status and note.
      2. Put what is no name under `ignore` in nomenclator.toml.
      3. Run nomenclator check
    "#);
    assert_eq!(run.err, "");
    insta::assert_snapshot!(std::fs::read_to_string(corpus.at("nomenclator.toml")).unwrap(), @r#"
    # What belongs to this corpus, and how strictly it is judged. Everybody who works on it shares this file.

    [corpus]
    articles = ["harbour/**/*.md", "harbour/**/*.txt"]
    gazetteers = ["gazetteer/**/*.toml"]
    language = "en"

    [rules]
    unresolved-name = "warning"

    [names]
    # Words with a capital that are no names here.
    ignore = []
    "#);
    insta::assert_snapshot!(std::fs::read_to_string(corpus.at("gazetteer/people.toml")).unwrap(), @r#"
    # People. Drafts, the most frequent name first.
    # Look each through, then take out its status and note.

    [dmitri-brelka]
    kind = "person"
    name = "Dmitri Brelka"
    names = [
      "Dmitry Brelka",
    ]
    status = "draft"
    note = "4 times in 2 articles, first in harbour/2021-03-04-strike.txt, line 3"

    [signe-aldal]
    kind = "person"
    name = "Signe Aldal"
    status = "draft"
    note = "3 times in 2 articles, first in harbour/2021-03-04-strike.txt, line 5"
    "#);
    insta::assert_snapshot!(std::fs::read_to_string(corpus.at("gazetteer/places.toml")).unwrap(), @r#"
    # Places. Drafts, the most frequent name first.
    # Look each through, then take out its status and note.

    [khazmir-air-base]
    kind = "place"
    name = "Khazmir Air Base"
    names = [
      "Hazmir",
      "Khazmir",
    ]
    status = "draft"
    note = "4 times, in harbour/2021-03-09-talks.md, line 1"

    [quarnet]
    kind = "place"
    name = "Quarnet"
    status = "draft"
    note = "3 times, in harbour/2021-03-04-strike.txt, line 1"

    [norway]
    kind = "place"
    name = "Norway"
    status = "draft"
    note = "once, in harbour/2021-03-04-strike.txt, line 3"

    [oslo]
    kind = "place"
    name = "Oslo"
    status = "draft"
    note = "once, in harbour/2021-03-09-talks.md, line 5"
    "#);
    insta::assert_snapshot!(std::fs::read_to_string(corpus.at("gazetteer/organisations.toml")).unwrap(), @r#"
    # Ministries, armies, companies, parties. Drafts, the most frequent name first.
    # Look each through, then take out its status and note.

    [harbour-workers-union]
    kind = "organisation"
    name = "Harbour Workers Union"
    names = [
      { form = "HWU", as = "abbreviation" },
    ]
    status = "draft"
    note = "3 times, in harbour/2021-03-04-strike.txt, line 1"
    "#);
    assert_eq!(toml(&corpus, "gazetteer/weapons.toml").keys().collect::<Vec<_>>(), ["q-70"]);
    assert_eq!(toml(&corpus, "gazetteer/media.toml").keys().collect::<Vec<_>>(), ["marnel", "quarnet-courier"]);
    all_names_are_known(&corpus);
}

/// Nothing is found but what is true of the articles: one of them spells the base in two ways, which `init`
/// took for spellings of one name.
#[track_caller]
fn all_names_are_known(corpus: &Corpus) {
    let found = corpus.run("check --format json --fail-level hint").ended(1).findings();
    assert_eq!(shown(&found, &["rule"]), ["harbour/2021-03-09-talks.md: Khazmir mixed-spelling"]);
}

#[test]
fn a_dry_run_prints_the_files_and_writes_none() {
    let corpus = Corpus::new(ARTICLES);
    let before = everything(corpus.root());
    let dry = corpus.run("init --dry-run").ended(0);
    assert_eq!(everything(corpus.root()), before);
    assert!(dry.err.ends_with("Nothing was written.\n"), "{}", dry.err);
    corpus.run("init").ended(0);
    for path in ["nomenclator.toml", "gazetteer/people.toml", "gazetteer/media.toml"] {
        let text = std::fs::read_to_string(corpus.at(path)).unwrap();
        assert!(dry.out.contains(&format!("# ---- {path} ----\n{text}")), "{path}");
    }
}

#[test]
fn it_writes_the_same_on_any_number_of_threads() {
    let (one, many) = (Corpus::new(ARTICLES), Corpus::new(ARTICLES));
    one.run("init --threads 1").ended(0);
    many.run("init --threads 7").ended(0);
    assert_eq!(everything(one.root()), everything(many.root()));
}

#[test]
fn nothing_is_overwritten_and_then_nothing_is_written() {
    for taken in ["nomenclator.toml", "gazetteer/people.toml", "gazetteer"] {
        let mut corpus = Corpus::new(ARTICLES);
        corpus.write(taken, b"# mine\n", "# mine\n");
        let before = everything(corpus.root());
        let run = corpus.run("init").ended(2);
        assert!(run.err.contains(&format!("“{taken}” is there already. Nothing was written")), "{}", run.err);
        assert_eq!(run.out, "");
        assert_eq!(everything(corpus.root()), before);
        let dry = corpus.run("init --dry-run").ended(2);
        assert!(dry.err.contains("is there already"), "{}", dry.err);
    }
}

#[test]
fn a_gazetteer_that_is_there_is_left_alone_and_made_use_of() {
    let mut corpus = Corpus::new(ARTICLES);
    let mine = "[dmitri-brelka]\nkind = \"person\"\nname = \"Dmitri Brelka\"\nnames = [\"Dmitry Brelka\", \"Brelka\"]\n";
    corpus.write("gazetteer/mine.toml", mine.as_bytes(), mine);
    corpus.run("init").ended(0);
    assert_eq!(toml(&corpus, "gazetteer/people.toml").keys().collect::<Vec<_>>(), ["signe-aldal"]);
    all_names_are_known(&corpus);
}

#[test]
fn what_cannot_be_is_said() {
    let corpus = Corpus::new("#- notes.csv\na,b\n#- plain.md\nnothing but small words here\n#- empty/a.csv\n\n");
    for (arguments, expected) in [
        ("init nowhere", "There is no folder “nowhere”"),
        ("init plain.md", "“plain.md” is a file"),
        ("init empty", "There are no articles"),
        ("init .", "No unknown name was found in 1 article."),
        ("init . --corpus .", "Name the folder once"),
    ] {
        let run = corpus.run(arguments).ended(2);
        assert!(run.err.contains(expected), "{arguments}: {}", run.err);
    }
    let help = corpus.run("init --help").ended(0);
    assert!(help.out.contains("nomenclator init articles"), "{}", help.out);
}

#[test]
fn hostile_articles_do_no_harm() {
    let mut corpus = Corpus::new("#- a.txt\nHe met Ivan \u{202e}Brusko, Eva \u{1b}[31mLund and Olaf \"]\n[x]\nBerg.\n");
    corpus.write("bin.txt", b"\0\xff\xfeHe met \xc3", "");
    corpus.write("empty.txt", b"", "");
    corpus.write("odd \u{1b}[2J \"name\".txt", "He met Ivan Brusko in Lübeck’s Æbeltoft–Oslo ferry.".as_bytes(), "");
    let run = corpus.run("init").ended(0);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{}{}", run.out, run.err);
    for (path, bytes) in everything(&corpus.at("gazetteer")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{path}: {text}");
    }
    let check = corpus.run("check --format json");
    let json = check.json();
    let rules: Vec<&str> = json["findings"].as_array().unwrap().iter().filter_map(|finding| finding["rule"].as_str()).collect();
    assert!(rules.iter().all(|rule| *rule == "unreadable-file"), "{}", check.out);
}
