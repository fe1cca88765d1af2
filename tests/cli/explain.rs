//! `explain`: what stands at a place, and why.

use serde_json::Value;

use crate::support::Corpus;

const CORPUS: &str = r#"
#- nomenclator.toml
[corpus]
articles = ["articles/**/*.txt"]
#- gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
description = "Israeli general and politician."
roles = [{ post = "idf-chief-of-staff", from = "2015-02-16", until = "2019-01-15" }]

[israel-defense-forces]
kind = "organisation"
name = "Israel Defense Forces"
names = [{ form = "IDF", as = "abbreviation" }]

[idf-chief-of-staff]
kind = "post"
name = "IDF Chief of Staff"
names = ["Chief of Staff"]
of = "israel-defense-forces"
#- articles/2018-06-03-a.txt
On Monday IDF Chief of Staff Gadi Eisenkot met Borislav Quentzel.
Eisenkot left at noon.
#- articles/undated.txt
Then Gadi Eisenkot left.
"#;

#[test]
fn a_known_name() {
    let run = Corpus::new(CORPUS).run("explain articles/2018-06-03-a.txt:2:1").ended(0);
    insta::assert_snapshot!(run.out, @"
    articles/2018-06-03-a.txt:2:1: “Eisenkot”

    Gadi Eisenkot – person
    Israeli general and politician.

    On 2018-06-03: IDF Chief of Staff (2015-02-16 – 2019-01-15).

    Mentioned twice here, 3 times in 2 articles.

    Why: surname of Gadi Eisenkot, named in full in line 1.

    gadi-eisenkot in gazetteer/a.toml

    The article is of 2018-06-03, going by its name.
    ");
    assert_eq!(run.err, "");
}

#[test]
fn an_unknown_name() {
    let run = Corpus::new(CORPUS).run("explain articles/2018-06-03-a.txt:1:50").ended(0);
    assert!(run.out.starts_with("articles/2018-06-03-a.txt:1:50: “Borislav Quentzel”\n\n"), "{}", run.out);
    assert!(run.out.contains("\nwarning[unresolved-name]: “Borislav Quentzel” is not in the gazetteer\n"), "{}", run.out);
}

#[test]
fn an_article_in_another_language() {
    const GERMAN: &str = r#"
#- nomenclator.toml
#- gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
#- german.txt
Der Minister sagte, dass Gadi Eisenkot mit dem Ergebnis nicht zufrieden ist und auf die Wahl wartet.
#- french.md
---
lang: fr
---
Gadi Eisenkot, Borislav Quentzel.
"#;
    let explained = |place: &str| Corpus::new(GERMAN).run(&format!("explain {place}")).ended(0).out;
    let german = explained("german.txt:1:26");
    assert!(german.contains("“Gadi Eisenkot”") && german.contains("gadi-eisenkot in gazetteer/a.toml"), "{german}");
    assert!(
        german.ends_with("language than English (“de”), going by its words: unknown names are not looked for.\n"),
        "{german}"
    );
    let french = explained("french.md:4:16");
    assert!(french.contains("is not taken for a name"), "{french}");
    assert!(french.ends_with("(“fr”), going by its front matter: unknown names are not looked for.\n"), "{french}");
    let checked = Corpus::new(GERMAN).run("check").ended(0).out;
    assert!(checked.ends_with("2 articles are not in English: unknown names were not looked for there.\n"), "{checked}");
}

#[test]
fn a_title() {
    let run = Corpus::new(CORPUS).run("explain articles/2018-06-03-a.txt:1:18").ended(0);
    insta::assert_snapshot!(run.out, @"
    articles/2018-06-03-a.txt:1:18: “IDF Chief of Staff”

    IDF Chief of Staff – post of Israel Defense Forces

    On 2018-06-03: Gadi Eisenkot (2015-02-16 – 2019-01-15).

    Also: Chief of Staff.

    Mentioned once, only here.

    Why: a title, said of Gadi Eisenkot.

    idf-chief-of-staff in gazetteer/a.toml

    The article is of 2018-06-03, going by its name.
    ");
}

#[test]
fn a_word_that_is_no_name() {
    let run = Corpus::new(CORPUS).run("explain articles/2018-06-03-a.txt:1:5").ended(0);
    insta::assert_snapshot!(run.out, @"
    articles/2018-06-03-a.txt:1:5: “Monday” is not taken for a name.

    The article is of 2018-06-03, going by its name.
    ");
    let run = Corpus::new(CORPUS).run("explain articles/undated.txt:2:1").ended(0);
    insta::assert_snapshot!(run.out, @"
    articles/undated.txt:2:1: there is no word here.

    The article has no date, so nothing that depends on it is judged.
    ");
}

#[test]
fn an_entry_in_the_gazetteer() {
    let run = Corpus::new(CORPUS).run("explain gazetteer/a.toml:1:3").ended(0);
    insta::assert_snapshot!(run.out, @"
    gazetteer/a.toml:1:3: “gadi-eisenkot”

    Gadi Eisenkot – person
    Israeli general and politician.

    Posts: IDF Chief of Staff (2015-02-16 – 2019-01-15).

    Mentioned 3 times in 2 articles.

    gadi-eisenkot in gazetteer/a.toml
    ");
}

#[test]
fn for_programs() {
    let corpus = Corpus::new(CORPUS);
    let json = |place: &str| corpus.run(&format!("explain --format json {place}")).ended(0).json();
    let unknown = json("articles/2018-06-03-a.txt:1:50");
    let keys: Vec<_> = unknown.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["column", "date", "explanation", "findings", "line", "mention", "path", "text", "titles"]);
    assert_eq!((&unknown["text"], &unknown["date"]), (&"Borislav Quentzel".into(), &"2018-06-03".into()));
    assert_eq!((&unknown["mention"]["start"], &unknown["mention"]["status"]), (&47.into(), &"unresolved".into()));
    assert_eq!(unknown["findings"][0]["rule"], "unresolved-name");
    assert!(unknown["explanation"].as_str().unwrap().contains("Why: "));
    let title = json("articles/2018-06-03-a.txt:1:18");
    assert_eq!((&title["mention"], &title["titles"][0]["entity"]), (&Value::Null, &"idf-chief-of-staff".into()));
    let nothing = json("articles/2018-06-03-a.txt:1:5");
    assert_eq!((&nothing["text"], &nothing["mention"], &nothing["explanation"]), (&"Monday".into(), &Value::Null, &"".into()));
}

#[test]
fn standard_input() {
    let arguments = ["explain", "--stdin", "--format", "json", "articles/new.txt:2:3"];
    let run = Corpus::new(CORPUS).run_with(arguments, "One line.\n😀 Gadi Eisenkot.\n".as_bytes()).ended(0);
    assert_eq!(run.json()["mention"]["entity"], "gadi-eisenkot");
    assert_eq!(run.json()["mention"]["column"], 3);
}

#[test]
fn places_that_do_not_exist() {
    let corpus = Corpus::new(CORPUS);
    let said = |arguments: &str| corpus.run(arguments).ended(2).err;
    assert_eq!(
        said("explain articles/undated.txt:9:1"),
        "error: “articles/undated.txt” has no line 9 with a column 1 (it has 2 lines).\n"
    );
    assert!(said("explain articles/undated.txt:1:99").contains("has no line 1 with a column 99"));
    assert!(said("explain articles:1:1").contains("is a folder"));
    assert!(said("explain articles/undated.txt").contains("write a path, a line and a column"));
    assert!(said("explain articles/undated.txt:0:1").contains("write a path, a line and a column"));
}
