//! The program's readings against our own gold: mentions found by careful reading (see `tests/gold/README.md`).
//!
//! Two corpora are measured, the sample corpus and the five seed articles, the latter as a corpus of their own
//! with the sample corpus's gazetteer. Of all mentions, right spans must reach an F1 of 0.98, and so must the
//! share of right entities among them; the figures and every difference are printed. `check` must report just
//! the findings that a careful editor would make.
//!
//! The seeds are not ours to publish: where they are absent, their tests say SKIPPED and pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "gold/sha256.rs"]
mod sha256;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// What the F1 of exact spans and the share of right entities must reach.
const GATE: f64 = 0.98;

/// An article of a gold file.
struct Article {
    /// Relative to the corpus's root.
    path: String,
    sha256: String,
    mentions: Spans,
    /// The rule and the first place of each finding that `check` should make.
    findings: BTreeSet<(String, u64)>,
}

/// Mentions by their start and end in code points: the kind and the entity, `-` where it has none.
type Spans = BTreeMap<(u64, u64), (String, String)>;

#[test]
fn reads_the_sample_corpus_like_its_gold() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let articles = gold("corpus.jsonl", "");
    let known: BTreeSet<&str> = articles.iter().map(|article| article.path.as_str()).collect();
    for path in files(&corpus.join("articles")) {
        let path = path.strip_prefix(&corpus).unwrap().to_str().unwrap().replace('\\', "/");
        assert!(known.contains(path.as_str()), "{path} has no gold");
    }
    measure("sample corpus", &corpus, &articles);
}

#[test]
fn checks_the_sample_corpus_clean() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let findings = findings(&corpus);
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn reads_the_seeds_like_their_gold() {
    let Some((corpus, articles)) = seeds("the readings") else { return };
    measure("seeds", corpus.path(), &articles);
}

#[test]
fn checks_the_seeds_like_a_careful_editor() {
    let Some((corpus, articles)) = seeds("the findings") else { return };
    let right: BTreeSet<Finding> = articles
        .iter()
        .flat_map(|article| article.findings.iter().map(|(rule, start)| (article.path.clone(), rule.clone(), *start)))
        .collect();
    let found = findings(corpus.path());

    let wrong = found.iter().filter(|(finding, _)| !right.contains(finding));
    let missed = right.iter().filter(|right| !found.contains_key(right));
    let mut differences: Vec<String> = wrong.map(|(finding, message)| format!("wrong {finding:?}: {message}")).collect();
    differences.extend(missed.map(|finding| format!("missed {finding:?}")));
    assert!(differences.is_empty(), "{differences:#?}");
}

/// A finding's path, rule and start.
type Finding = (String, String, u64);

/// What `check` finds in a corpus: each finding and its message.
fn findings(corpus: &Path) -> BTreeMap<Finding, String> {
    let output = run(corpus, &["check", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(output.status.code(), Some(i32::from(!findings.is_empty())), "{output:?}");
    let text = |finding: &Value, field: &str| finding[field].as_str().unwrap().to_owned();
    findings.iter().map(|f| ((text(f, "path"), text(f, "rule"), number(&f["places"][0], "start")), text(f, "message"))).collect()
}

/// Compares what `annotate` says of a corpus with its gold, prints the figures and every difference, and holds
/// both figures to the gate.
fn measure(name: &str, corpus: &Path, articles: &[Article]) {
    let mut read = readings(corpus);
    let (mut expected, mut found, mut exact, mut right) = (0, 0, 0, 0);
    let mut report = Vec::new();
    for article in articles {
        let bytes = fs::read(corpus.join(&article.path)).unwrap_or_else(|error| panic!("{}: {error}", article.path));
        assert_eq!(sha256::hex(&bytes), article.sha256, "{} has changed since its gold was made", article.path);
        let text = String::from_utf8(bytes).unwrap();
        let text: Vec<char> = text.strip_prefix('\u{feff}').unwrap_or(&text).chars().collect();
        let reading = read.remove(&article.path).unwrap_or_default();
        expected += article.mentions.len();
        found += reading.len();
        let spans: BTreeSet<_> = article.mentions.keys().chain(reading.keys()).collect();
        for span in spans {
            let difference = match (article.mentions.get(span), reading.get(span)) {
                (Some(gold), Some(ours)) if gold == ours => {
                    exact += 1;
                    right += 1;
                    continue;
                }
                (Some(gold), Some(ours)) => {
                    exact += 1;
                    format!("wrong  {} {}, should be {} {}", ours.0, ours.1, gold.0, gold.1)
                }
                (Some(gold), None) => format!("missed {} {}", gold.0, gold.1),
                (None, Some(ours)) => format!("extra  {} {}", ours.0, ours.1),
                (None, None) => unreachable!("the span is of one of them"),
            };
            let words = context(&text, *span);
            report.push(format!("  {difference}: {} {}-{} {words}", article.path, span.0, span.1));
        }
    }
    assert!(read.is_empty(), "no gold for {:?}", read.keys());

    let report = report.join("\n");
    let f1 = ratio(2 * exact, expected + found);
    let entities = ratio(right, exact);
    say(&format!(
        "gold, {name}: {expected} mentions, {found} found, {exact} with the exact span: F1 {f1:.4}; \
         {right} of them with the right kind and entity: {entities:.4}\n{report}"
    ));
    assert!(f1 >= GATE, "{name}: the F1 of exact spans is {f1:.4}, below {GATE}\n{report}");
    assert!(entities >= GATE, "{name}: the share of right entities is {entities:.4}, below {GATE}\n{report}");
}

/// What `annotate` says of each article of a corpus. An undecided mention has its status for an entity.
fn readings(corpus: &Path) -> BTreeMap<String, Spans> {
    let output = run(corpus, &["annotate", "--format", "jsonl"]);
    assert!(output.status.success(), "{output:?}");
    let mut read = BTreeMap::<String, Spans>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mention: Value = serde_json::from_str(line).unwrap();
        let entity = match mention["status"].as_str().unwrap() {
            "resolved" => mention["entity"].as_str().unwrap_or("-"),
            undecided => undecided,
        };
        let article = read.entry(mention["path"].as_str().unwrap().to_owned()).or_default();
        let value = (mention["kind"].as_str().unwrap().to_owned(), entity.to_owned());
        let twice = article.insert((number(&mention, "start"), number(&mention, "end")), value);
        assert!(twice.is_none(), "the same span twice: {mention}");
    }
    read
}

/// Reads a gold file, its paths put under a folder.
fn gold(name: &str, folder: &str) -> Vec<Article> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name);
    let read = |line: &str| {
        let article: Value = serde_json::from_str(line).unwrap();
        let text = |value: &Value, field: &str| value[field].as_str().unwrap().to_owned();
        let mention = |m: &Value| {
            let value = (text(m, "kind"), m["entity"].as_str().unwrap_or("-").to_owned());
            ((number(m, "start"), number(m, "end")), value)
        };
        let findings = article["findings"].as_array().map_or(&[][..], Vec::as_slice);
        Article {
            path: format!("{folder}{}", text(&article, "path")),
            sha256: text(&article, "sha256"),
            mentions: article["mentions"].as_array().unwrap().iter().map(mention).collect(),
            findings: findings.iter().map(|finding| (text(finding, "rule"), number(finding, "start"))).collect(),
        }
    };
    fs::read_to_string(file).unwrap().lines().map(read).collect()
}

/// The seeds as a corpus of their own, and their gold; none where they are absent, which it says.
fn seeds(what: &str) -> Option<(TempDir, Vec<Article>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = root.join("../shared/seeds");
    if !seeds.is_dir() {
        say(&format!("SKIPPED: {what} of the seeds, for there is no folder ../shared/seeds"));
        return None;
    }
    let articles = gold("seeds.jsonl", "articles/");
    let corpus = tempfile::tempdir().unwrap();
    let copy = |from: PathBuf, to: &str| {
        let to = corpus.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    };
    for article in &articles {
        copy(seeds.join(article.path.strip_prefix("articles/").unwrap()), &article.path);
    }
    for path in files(&root.join("corpus/gazetteer")) {
        let name = format!("gazetteer/{}", path.file_name().unwrap().to_str().unwrap());
        copy(path, &name);
    }
    copy(root.join("corpus/nomenclator.toml"), "nomenclator.toml");
    Some((corpus, articles))
}

/// All files under a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Runs the program on the corpus in a folder.
fn run(corpus: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nomenclator")).current_dir(corpus).args(arguments).output().unwrap()
}

/// The words of a span with some of those around it, on one line.
fn context(text: &[char], (start, end): (u64, u64)) -> String {
    let at = |offset: u64| usize::try_from(offset).unwrap().min(text.len());
    let words = |from: usize, to: usize| text[from..to].iter().collect::<String>().replace(['\r', '\n'], " ");
    let (start, end) = (at(start), at(end));
    let before = words(start.saturating_sub(30), start);
    format!("…{before}[{}]{}…", words(start, end), words(end, (end + 30).min(text.len())))
}

#[allow(clippy::cast_precision_loss, reason = "there are some thousand mentions")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn number(value: &Value, field: &str) -> u64 {
    value[field].as_u64().unwrap()
}

/// Prints to standard error past the test harness, which catches `eprintln!` and shows it of a failed test only.
#[allow(clippy::explicit_write, reason = "see above")]
fn say(words: &str) {
    writeln!(std::io::stderr(), "{}", words.trim_end()).unwrap();
}
