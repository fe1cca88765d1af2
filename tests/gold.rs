//! The program's readings against our own gold: mentions found by careful reading (see `tests/gold/README.md`).
//!
//! Two corpora are measured, the sample corpus and the five seed articles, the latter as a corpus of their own
//! with the sample corpus's gazetteer. Names found, their kinds and the entries meant must each reach an F1 of
//! 0.98, and none may fall by more than half a point below what `docs/accuracy.md` says of them; the figures and
//! every difference are printed. `check` must report just the findings that a careful editor would make.
//!
//! A third set, texts of many beats written for the purpose, is read without any gazetteer: there only the spans
//! that are found count.
//!
//! The seeds are not ours to publish: where they are absent, their tests say SKIPPED and pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "gold/articles.rs"]
mod articles;
#[path = "gold/figures.rs"]
mod figures;
#[path = "gold/score.rs"]
mod score;
#[path = "gold/sha256.rs"]
mod sha256;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use articles::{Article, files, gold, number, root, text};
use figures::{FOUND, Figure, LINKED, TYPED};
use score::{Figures, Found, Match, Meant, Verdict, Wanted, score};

/// What the F1 of each figure must reach.
const GATE: f64 = 0.98;

/// How far below the figure in the page it may fall: half a point.
const SLACK: f64 = 0.005;

#[test]
fn reads_the_sample_corpus_like_its_gold() {
    let corpus = root().join("corpus");
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
    let corpus = root().join("corpus");
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

/// What the F1 of exact spans must reach where no gazetteer helps. Lower it only for a reason that is written down.
const UNAIDED: f64 = 0.93;

#[test]
fn finds_names_without_a_gazetteer() {
    let corpus = tempfile::tempdir().unwrap();
    fs::write(corpus.path().join("nomenclator.toml"), "").unwrap();
    let gold = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/beats.jsonl")).unwrap();
    let texts: Vec<Value> = gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let path = |text: &Value| format!("{}.txt", text["id"].as_str().unwrap());
    for text in &texts {
        fs::write(corpus.path().join(path(text)), text["text"].as_str().unwrap()).unwrap();
    }
    let mut read = readings(corpus.path());
    let (mut expected, mut found, mut exact, mut typed) = (0, 0, 0, 0);
    let mut report = Vec::new();
    for text in &texts {
        let words: Vec<char> = text["text"].as_str().unwrap().chars().collect();
        let reading = read.remove(&path(text)).unwrap_or_default();
        let reading: BTreeMap<(u64, u64), String> = reading.into_iter().map(|found| (found.span, found.kind)).collect();
        let mentions: BTreeMap<(u64, u64), &str> = text["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mention| ((number(&mention["start"]), number(&mention["end"])), mention["kind"].as_str().unwrap()))
            .collect();
        expected += mentions.len();
        found += reading.len();
        exact += mentions.keys().filter(|span| reading.contains_key(span)).count();
        typed += mentions.iter().filter(|(span, kind)| reading.get(span).is_some_and(|ours| ours == *kind)).count();
        let missed = mentions.keys().filter(|span| !reading.contains_key(span)).map(|span| ("missed", span));
        let extra = reading.keys().filter(|span| !mentions.contains_key(span)).map(|span| ("extra ", span));
        report.extend(missed.chain(extra).map(|(what, span)| format!("  {what} {}: {}", path(text), context(&words, *span))));
    }
    #[allow(clippy::cast_precision_loss, reason = "there are some hundred mentions")]
    let ratio = |part: usize, whole: usize| part as f64 / whole as f64;
    let f1 = ratio(2 * exact, expected + found);
    let report = report.join("\n");
    say(&format!(
        "gold, many beats without a gazetteer: {expected} mentions, {found} found, {exact} with the exact span: F1 {f1:.4}; \
         with the right kind as well: F1 {:.4}",
        ratio(2 * typed, expected + found)
    ));
    assert!(f1 >= UNAIDED, "the F1 of exact spans is {f1:.4}, below {UNAIDED}\n{report}");
}

/// A finding's path, rule and start.
type Finding = (String, String, u64);

/// What `check` finds in a corpus: each finding and its message.
fn findings(corpus: &Path) -> BTreeMap<Finding, String> {
    let output = run(corpus, &["check", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(output.status.code(), Some(i32::from(!findings.is_empty())), "{output:?}");
    let place = |f: &Value| (text(&f["path"]), text(&f["rule"]), number(&f["places"][0]["start"]));
    findings.iter().map(|finding| (place(finding), text(&finding["message"]))).collect()
}

/// Compares what `annotate` says of a corpus with its gold, prints the figures and every difference, and holds the
/// figures to the gate and to the page.
fn measure(name: &str, corpus: &Path, articles: &[Article]) {
    let mut read = readings(corpus);
    let mut figures = Figures::default();
    let mut report = Vec::new();
    for article in articles {
        let bytes = fs::read(corpus.join(&article.path)).unwrap_or_else(|error| panic!("{}: {error}", article.path));
        assert_eq!(sha256::hex(&bytes), article.sha256, "{} has changed since its gold was made", article.path);
        let text = String::from_utf8(bytes).unwrap();
        let text: Vec<char> = text.strip_prefix('\u{feff}').unwrap_or(&text).chars().collect();
        let reading = read.remove(&article.path).unwrap_or_default();
        figures.add(score(&article.mentions, &reading, Match::Exact));
        for (span, difference) in differences(&article.mentions, &reading) {
            report.push(format!("  {difference}: {} {}-{} {}", article.path, span.0, span.1, context(&text, span)));
        }
    }
    assert!(read.is_empty(), "no gold for {:?}", read.keys());

    let report = report.join("\n");
    let page = fs::read_to_string(root().join("docs/accuracy.md")).unwrap();
    for (what, tally) in [(FOUND, figures.detection), (TYPED, figures.typed), (LINKED, figures.linking)] {
        let now = Figure::new(name, what, tally);
        say(&format!("gold {} ({} of {} said, {} wanted)", now.row(), tally.hit, tally.said, tally.wanted));
        let f1 = now.scores[2];
        assert!(f1 >= GATE, "{name}, {what}: the F1 is {f1:.4}, below {GATE}\n{report}");
        // The last one: in the page these rows stand below those of readings without a gazetteer.
        let before = page.lines().filter_map(Figure::read).rfind(|figure| figure.set == name && figure.what == what);
        let before = before.unwrap_or_else(|| panic!("{name}, {what}: no such row in docs/accuracy.md")).scores[2];
        assert!(f1 >= before - SLACK, "{name}, {what}: the F1 is {f1:.4}, docs/accuracy.md has {before}\n{report}");
    }
    say(&report);
}

/// The spans on which a reading and the gold are not of one mind, and how.
fn differences(wanted: &[Wanted], found: &[Found]) -> Vec<((u64, u64), String)> {
    let gold: BTreeMap<_, _> = wanted.iter().map(|wanted| (wanted.span, wanted)).collect();
    let ours: BTreeMap<_, _> = found.iter().map(|found| (found.span, found)).collect();
    let spans: BTreeSet<_> = gold.keys().chain(ours.keys()).copied().collect();
    let right = |gold: &Wanted, ours: &Found| {
        gold.kind == ours.kind
            && match (&gold.meant, &ours.verdict) {
                (Meant::Known(wanted), Verdict::Resolved(Some(found))) => wanted == found,
                (Meant::Builtin, Verdict::Resolved(None)) => true,
                _ => false,
            }
    };
    let differ = |span: (u64, u64)| match (gold.get(&span), ours.get(&span)) {
        (Some(gold), Some(ours)) if right(gold, ours) => None,
        (Some(gold), Some(ours)) => {
            Some(format!("wrong  {} {:?}, should be {} {:?}", ours.kind, ours.verdict, gold.kind, gold.meant))
        }
        (Some(gold), None) => Some(format!("missed {} {:?}", gold.kind, gold.meant)),
        (None, Some(ours)) => Some(format!("extra  {} {:?}", ours.kind, ours.verdict)),
        (None, None) => unreachable!("the span is of one of them"),
    };
    spans.into_iter().filter_map(|span| differ(span).map(|difference| (span, difference))).collect()
}

/// What `annotate` says of each article of a corpus: names that neither nest nor overlap.
fn readings(corpus: &Path) -> BTreeMap<String, Vec<Found>> {
    let output = run(corpus, &["annotate", "--format", "jsonl"]);
    assert!(output.status.success(), "{output:?}");
    let mut read = BTreeMap::<String, Vec<Found>>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mention: Value = serde_json::from_str(line).unwrap();
        let verdict = match mention["status"].as_str().unwrap() {
            "resolved" => Verdict::Resolved(mention["entity"].as_str().map(ToOwned::to_owned)),
            "ambiguous" => Verdict::Ambiguous,
            _ => Verdict::Unresolved,
        };
        let span = (number(&mention["start"]), number(&mention["end"]));
        let article = read.entry(text(&mention["path"])).or_default();
        assert!(article.last().is_none_or(|last| last.span.1 <= span.0), "in the way of another: {mention}");
        article.push(Found { span, kind: text(&mention["kind"]), verdict });
    }
    read
}

/// The seeds as a corpus of their own, and their gold; none where they are absent, which it says.
fn seeds(what: &str) -> Option<(TempDir, Vec<Article>)> {
    let Some(seeds) = articles::seeds() else {
        say(&format!("SKIPPED: {what} of the seeds, for there is no folder ../shared/seeds"));
        return None;
    };
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
    for path in files(&root().join("corpus/gazetteer")) {
        let name = format!("gazetteer/{}", path.file_name().unwrap().to_str().unwrap());
        copy(path, &name);
    }
    copy(root().join("corpus/nomenclator.toml"), "nomenclator.toml");
    Some((corpus, articles))
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

/// Prints to standard error past the test harness, which catches `eprintln!` and shows it of a failed test only.
#[allow(clippy::explicit_write, reason = "see above")]
fn say(words: &str) {
    writeln!(std::io::stderr(), "{}", words.trim_end()).unwrap();
}

/// A document of which the figures can be told by hand. Ann Lee met Bob in Rome, an Italian town.
mod scorer {
    use super::*;

    fn wanted(span: (u64, u64), kind: &str, meant: Meant, optional: bool) -> Wanted {
        Wanted { span, kind: kind.to_owned(), meant, optional }
    }

    fn found(span: (u64, u64), kind: &str, verdict: Verdict) -> Found {
        Found { span, kind: kind.to_owned(), verdict }
    }

    fn known(id: &str) -> Meant {
        Meant::Known(id.to_owned())
    }

    fn resolved(id: &str) -> Verdict {
        Verdict::Resolved(Some(id.to_owned()))
    }

    fn document(rome: Meant) -> Vec<Wanted> {
        vec![
            wanted((0, 7), "person", known("ann"), false),
            wanted((12, 15), "person", Meant::Unknown, false),
            wanted((19, 23), "place", rome, false),
            wanted((28, 35), "group", Meant::Unsaid, true),
        ]
    }

    fn tally(tally: score::Tally) -> (usize, usize, usize) {
        (tally.hit, tally.said, tally.wanted)
    }

    #[test]
    fn a_perfect_reading_is_perfect_under_both_matches() {
        let reading = [
            found((0, 7), "person", resolved("ann")),
            found((12, 15), "person", Verdict::Unresolved),
            found((19, 23), "place", resolved("rome")),
            found((28, 35), "group", Verdict::Unresolved),
        ];
        for how in [Match::Exact, Match::Overlap] {
            let figures = score(&document(known("rome")), &reading, how);
            assert_eq!((tally(figures.detection), tally(figures.typed)), ((3, 3, 3), (3, 3, 3)));
            assert_eq!((tally(figures.linking), tally(figures.unknown)), ((2, 2, 2), (1, 1, 1)));
        }
        // Whom the gazetteer lacks nobody can be.
        let figures = score(&document(Meant::Unknown), &reading, Match::Exact);
        assert_eq!((tally(figures.linking), tally(figures.unknown)), ((1, 2, 1), (1, 1, 2)));
    }

    #[test]
    fn parts_of_names_count_under_one_match_only() {
        let reading = [
            found((4, 7), "person", resolved("lee")),
            found((16, 23), "organisation", Verdict::Ambiguous),
            found((36, 40), "other", Verdict::Unresolved),
        ];
        let document = document(known("rome"));
        assert_eq!(tally(score(&document, &reading, Match::Exact).detection), (0, 3, 3));
        let figures = score(&document, &reading, Match::Overlap);
        assert_eq!((tally(figures.detection), tally(figures.typed)), ((2, 3, 3), (1, 3, 3)));
        assert_eq!((tally(figures.linking), figures.ambiguous), ((0, 1, 2), 1));
    }

    #[test]
    fn one_span_is_one_mention_the_one_it_shares_most_with() {
        let document = [wanted((0, 5), "person", Meant::Unsaid, false), wanted((6, 20), "person", Meant::Unsaid, false)];
        let reading = [found((3, 20), "person", Verdict::Unresolved)];
        assert_eq!(tally(score(&document, &reading, Match::Overlap).detection), (1, 1, 2));
        // Of a wanted mention and an optional one it is the wanted one, however little they share.
        let document = [wanted((0, 5), "person", Meant::Unsaid, false), wanted((6, 20), "person", Meant::Unsaid, true)];
        assert_eq!(tally(score(&document, &reading, Match::Overlap).detection), (1, 1, 1));
    }

    #[test]
    fn peoples_without_an_entry_are_right_without_one() {
        let document = [wanted((0, 6), "group", Meant::Builtin, false)];
        let linking = |verdict: Verdict| tally(score(&document, &[found((0, 6), "group", verdict)], Match::Exact).linking);
        assert_eq!(linking(Verdict::Resolved(None)), (1, 1, 1));
        assert_eq!(linking(resolved("jews")), (0, 1, 1));
        assert_eq!(linking(Verdict::Unresolved), (0, 0, 1));
    }

    #[test]
    fn a_row_reads_as_it_was_written() {
        let figure = Figure { set: "seeds".to_owned(), what: FOUND.to_owned(), scores: [0.5, 0.25, 0.333] };
        assert_eq!(Figure::read(&figure.row()), Some(figure.clone()));
        assert_eq!(Figure::read(&format!("{} 0.850 | – |", figure.row())), Some(figure));
        assert_eq!(Figure::read("| set | what is counted | precision | recall | F1 |"), None);
        assert_eq!(Figure::read("| --- | --- | --- |"), None);
    }
}
