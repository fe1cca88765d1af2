//! Reads the documents of a set and compares what was read with what is marked in them.

use nomenclator_core::gazetteer::Gazetteer;
use nomenclator_core::reading::{self, Article, Context, Reading, Status};
use nomenclator_core::rules::{self, Subject};

use crate::figures::{FOUND, Figure, LINKED, TYPED};
use crate::page::Page;
use crate::score::{Figures, Found, Match, Meant, Verdict, Wanted, score};
use crate::sets::{self, Document, Set};

/// Measures everything that can be measured of a set.
pub fn set(set: &Set, page: &mut Page) {
    let empty = sets::with(&[], |_| true);
    let (exact, overlap) = compare(set, &empty, |_| true);
    page.found.push(Figure::new(set.name, FOUND, exact.detection));
    page.found.push(Figure::new(set.name, "found, or some of their words", overlap.detection));
    page.found.push(Figure::new(set.name, TYPED, exact.typed));

    let Some(files) = &set.gazetteer else { return };
    let known = sets::with(files, |_| true);
    if set.complete {
        let (exact, _) = compare(set, &known, |id| known.find(id).is_some());
        page.gold.push(Figure::new(set.name, FOUND, exact.detection));
        page.gold.push(Figure::new(set.name, TYPED, exact.typed));
        page.gold.push(Figure::new(set.name, LINKED, exact.linking));
        page.wrong.push(wrong_findings(set, &known));
    }
    let (name, some) = if set.complete {
        (format!("{}, 60 % of its gazetteer", set.name), sets::with(files, |id| !sets::withheld(id)))
    } else {
        (set.name.to_owned(), known)
    };
    let (exact, _) = compare(set, &some, |id| some.find(id).is_some());
    page.linked.push(Figure::new(&name, LINKED, exact.linking));
    page.linked.push(Figure::new(&name, "unknown, and said to be", exact.unknown));
}

/// How the reading with a gazetteer agrees with the marked mentions: exact spans, and overlapping ones.
fn compare(set: &Set, gazetteer: &Gazetteer, has: impl Fn(&str) -> bool) -> (Figures, Figures) {
    let (mut exact, mut overlap) = (Figures::default(), Figures::default());
    for document in &set.documents {
        let found = found(document, gazetteer);
        let wanted: Vec<Wanted> = document.mentions.iter().map(|mention| judge(mention, set.complete, &has)).collect();
        exact.add(score(&wanted, &found, Match::Exact));
        overlap.add(score(&wanted, &found, Match::Overlap));
    }
    (exact, overlap)
}

/// A mention of an entity that the gazetteer lacks is one of somebody unknown. But by our own conventions a people
/// needs no entry; of the development sets nobody says.
fn judge(mention: &Wanted, ours: bool, has: impl Fn(&str) -> bool) -> Wanted {
    let mut mention = mention.clone();
    if matches!(&mention.meant, Meant::Known(entity) if !has(entity)) {
        mention.meant = if ours && mention.kind == "group" { Meant::Builtin } else { Meant::Unknown };
    }
    mention
}

fn read(document: &Document, gazetteer: &Gazetteer) -> Reading {
    let article = Article { path: &document.path, text: &document.text, listed_date: None };
    reading::read(article, Context { gazetteer, settings: &sets::settings() })
}

/// What is found in the annotated stretch, in code points.
fn found(document: &Document, gazetteer: &Gazetteer) -> Vec<Found> {
    let points = Points::new(&document.text);
    let (from, to) = document.evaluate.unwrap_or((0, u64::MAX));
    let reading = read(document, gazetteer);
    let found = reading.mentions.iter().map(|mention| Found {
        span: (points.of(mention.span.start), points.of(mention.span.end)),
        kind: mention.kind.as_str().to_owned(),
        verdict: match &mention.status {
            Status::Resolved(entity) => Verdict::Resolved(entity.map(|entity| gazetteer.entry(entity).id.to_string())),
            Status::Ambiguous(_) => Verdict::Ambiguous,
            Status::Unresolved => Verdict::Unresolved,
        },
    });
    found.filter(|found| from <= found.span.0 && found.span.1 <= to).collect()
}

/// The findings that no careful editor would make in texts whose names are all known.
pub struct Wrong {
    pub set: &'static str,
    pub words: usize,
    pub findings: usize,
}

fn wrong_findings(set: &Set, gazetteer: &Gazetteer) -> Wrong {
    let mut wrong = Wrong { set: set.name, words: 0, findings: 0 };
    for document in &set.documents {
        let reading = read(document, gazetteer);
        let (path, points) = (document.path.as_str().into(), Points::new(&document.text));
        let settings = sets::settings();
        let findings =
            rules::check(Subject { path: &path, text: &document.text, reading: &reading, gazetteer, settings: &settings });
        let expected = |rule: &str, start: u64| document.findings.iter().any(|finding| finding.0 == rule && finding.1 == start);
        wrong.findings += findings.iter().filter(|finding| !expected(finding.rule, points.of(finding.start()))).count();
        wrong.words += document.text.split_whitespace().count();
    }
    wrong
}

/// Turns places in bytes into places in code points.
struct Points(Vec<u32>);

impl Points {
    fn new(text: &str) -> Points {
        Points(text.char_indices().map(|(at, _)| at as u32).collect())
    }

    fn of(&self, byte: u32) -> u64 {
        self.0.partition_point(|at| *at < byte) as u64
    }
}
