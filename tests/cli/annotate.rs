//! `annotate`: every name, one JSON object a line.

use crate::support::{Corpus, shown};

const CORPUS: &str = r#"
#- nomenclator.toml
[corpus]
articles = ["articles/**/*.txt"]
[rules]
unresolved-name = "off"
#- gazetteer/all.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
roles = [{ post = "idf-chief-of-staff", from = "2015-02-16", until = "2019-01-15" }]

[israel]
kind = "place"
name = "Israel"

[israel-defense-forces]
kind = "organisation"
name = "Israel Defense Forces"
names = [{ form = "IDF", as = "abbreviation" }]

[idf-chief-of-staff]
kind = "post"
name = "IDF Chief of Staff"
names = ["Chief of Staff"]
of = "israel-defense-forces"

[john-smith-politician]
kind = "person"
name = "John Smith"

[john-smith-painter]
kind = "person"
name = "John Smith"
#- articles/2018-06-03-a.txt
On Monday IDF Chief of Staff Gadi Eisenkot met Borislav Quentzel
in Israel’s north. Eisenkot and John Smith spoke of Israelis.
#- articles/2018-06-04-b.txt
In May Gadi
Eisenkot left.
"#;

#[test]
fn every_mention_whatever_the_rules_report() {
    let run = Corpus::new(CORPUS).run("annotate --format jsonl").ended(0);
    assert_eq!(
        shown(&run.mentions(), &["kind", "status", "entity"]),
        [
            "articles/2018-06-03-a.txt: IDF organisation resolved israel-defense-forces",
            "articles/2018-06-03-a.txt: Gadi Eisenkot person resolved gadi-eisenkot",
            "articles/2018-06-03-a.txt: Borislav Quentzel person unresolved -",
            "articles/2018-06-03-a.txt: Israel place resolved israel",
            "articles/2018-06-03-a.txt: Eisenkot person resolved gadi-eisenkot",
            "articles/2018-06-03-a.txt: John Smith person ambiguous -",
            "articles/2018-06-03-a.txt: Israelis group resolved israel",
            "articles/2018-06-04-b.txt: Gadi\nEisenkot person resolved gadi-eisenkot",
        ]
    );
    assert_eq!(run.err, "");
}

#[test]
fn the_shape_of_a_line() {
    let run = Corpus::new(CORPUS).run("annotate").ended(0);
    let first = run.out.lines().next().unwrap();
    insta::assert_snapshot!(first, @r#"{"path":"articles/2018-06-03-a.txt","start":10,"end":13,"line":1,"column":11,"text":"IDF","kind":"organisation","entity":"israel-defense-forces","status":"resolved","candidates":[],"reason":"listed abbreviation of Israel Defense Forces"}"#);
    let ambiguous = &run.mentions()[5];
    assert_eq!(ambiguous["candidates"], serde_json::json!(["john-smith-politician", "john-smith-painter"]));
    assert_eq!(ambiguous["entity"], serde_json::Value::Null);
    assert!(run.mentions().iter().all(|mention| !mention["reason"].as_str().unwrap().is_empty()));
}

#[test]
fn posts_only_when_asked_for() {
    let corpus = Corpus::new(CORPUS);
    let posts = |arguments: &str| {
        let mentions = corpus.run(arguments).ended(0).mentions();
        let posts: Vec<_> = mentions.into_iter().filter(|mention| mention["kind"] == "post").collect();
        shown(&posts, &["status", "entity"])
    };
    assert_eq!(posts("annotate"), <[String; 0]>::default());
    assert_eq!(posts("annotate --posts"), ["articles/2018-06-03-a.txt: IDF Chief of Staff resolved idf-chief-of-staff"]);
}

#[test]
fn offsets_are_code_points_whatever_the_encoding() {
    let text = "Čapek 😀 naïve\r\nחדשות: met Gadi Eisenkot\rand e\u{301}\u{301} Gadi Eisenkot\n";
    let utf_16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect() };
    let mut corpus = Corpus::new(CORPUS);
    corpus.write("articles/1-plain.txt", text.as_bytes(), text);
    corpus.write("articles/2-marked.txt", format!("\u{feff}{text}").as_bytes(), text);
    corpus.write("articles/3-little.txt", &utf_16(u16::to_le_bytes), text);
    corpus.write("articles/4-big.txt", &utf_16(u16::to_be_bytes), text);
    for name in ["1-plain", "2-marked", "3-little", "4-big"] {
        let mentions = corpus.run(&format!("annotate articles/{name}.txt")).ended(0).mentions();
        let known: Vec<_> = mentions.iter().filter(|mention| mention["entity"] == "gadi-eisenkot").collect();
        let places: Vec<_> =
            known.iter().map(|at| [&at["start"], &at["line"], &at["column"]].map(|n| n.as_u64().unwrap())).collect();
        assert_eq!(places, [[26, 2, 12], [48, 3, 9]], "{name}");
    }
}

#[test]
fn an_old_encoding_by_configuration() {
    let mut corpus = Corpus::new(
        "#- nomenclator.toml\n[corpus]\narticles = [\"*.txt\"]\nencoding = \"windows-1251\"\n\
         #- gazetteer/a.toml\n[putin]\nkind = \"person\"\nname = \"Владимир Путин\"\n",
    );
    let text = "вчера Владимир Путин сказал.";
    let bytes: Vec<u8> = text.chars().map(|c| if c.is_ascii() { c as u8 } else { (c as u32 - 0x410 + 0xc0) as u8 }).collect();
    corpus.write("a.txt", &bytes, text);
    let mentions = corpus.run("annotate").ended(0).mentions();
    assert_eq!(shown(&mentions, &["entity"]), ["a.txt: Владимир Путин putin"]);
    assert_eq!(mentions[0]["start"], 6);
}

#[test]
fn standard_input() {
    let corpus = Corpus::new(CORPUS);
    let run = corpus.run_with(["annotate", "--stdin-path", "articles/new.txt"], b"Then Gadi Eisenkot left.").ended(0);
    let mention: serde_json::Value = serde_json::from_str(run.out.trim()).unwrap();
    assert_eq!((mention["path"].as_str(), mention["start"].as_u64()), (Some("articles/new.txt"), Some(5)));
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_goes_on() {
    let mut corpus = Corpus::new(CORPUS);
    corpus.write("articles/2018-06-03-b.txt", b"\xff\xff", "");
    let run = corpus.run("annotate").ended(1);
    assert_eq!(run.mentions().len(), 8);
    assert!(run.err.starts_with("error: articles/2018-06-03-b.txt: The file is not UTF-8: byte 0 does not fit"), "{}", run.err);
}
