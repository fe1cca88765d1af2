//! Findings as JSON: the shapes that other programs rely on. A field may be added, none goes away.

use nomenclator_core::finding::{Edit, Finding, Fix, Related};
use serde::Serialize;

use super::corpus::{Corpus, Source};
use super::places::At;
use super::summary::Summary;
use super::visible;

/// A finding.
#[derive(Serialize)]
pub struct JsonFinding<'a> {
    path: &'a str,
    /// The rule's code.
    pub rule: &'a str,
    /// In one word.
    pub severity: &'a str,
    /// One sentence.
    pub message: &'a str,
    text: &'a str,
    entity: Option<&'a str>,
    reason: &'a str,
    places: Vec<At>,
    related: Vec<JsonRelated<'a>>,
    fixes: Vec<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    #[serde(flatten)]
    at: At,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    path: &'a str,
    start: u32,
    end: u32,
    new: &'a str,
}

/// What comes before the first finding.
pub const BEGIN: &str = "{\"findings\": [";
/// What comes between two findings.
pub const BETWEEN: &str = ",";

/// One finding of `check`, on a line of its own.
pub fn finding(corpus: &Corpus, source: &Source, finding: &Finding) -> String {
    format!("\n{}", line(&JsonFinding::of(corpus, source, finding)))
}

impl<'a> JsonFinding<'a> {
    /// The finding. Fixes that would touch a frozen article, or a file that cannot be read, are left out.
    pub fn of(corpus: &Corpus, source: &'a Source, finding: &'a Finding) -> JsonFinding<'a> {
        JsonFinding {
            path: &source.path,
            rule: finding.rule,
            severity: finding.severity.as_str(),
            message: &finding.message,
            text: &finding.text,
            entity: finding.entity.as_deref(),
            reason: &finding.reason,
            places: finding.places.iter().map(|place| source.at(*place)).collect(),
            related: finding.related.iter().filter_map(|related| json_related(corpus, source, related)).collect(),
            fixes: finding.fixes.iter().filter_map(|fix| json_fix(corpus, source, fix)).collect(),
        }
    }
}

/// What comes after the last finding.
pub fn end(summary: &Summary) -> String {
    format!("\n], \"summary\": {}}}\n", line(summary))
}

/// A value on one line.
pub fn line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("the shapes are plain structs with string keys");
    visible::json(json)
}

fn json_related<'a>(corpus: &Corpus, source: &Source, related: &'a Related) -> Option<JsonRelated<'a>> {
    let at = corpus.at(source, &related.at)?;
    Some(JsonRelated { path: &related.at.path, at, message: &related.message })
}

fn json_fix<'a>(corpus: &Corpus, source: &Source, fix: &'a Fix) -> Option<JsonFix<'a>> {
    let edit = |edit: &'a Edit| {
        if corpus.scope.workspace.is_frozen(&edit.at.path) {
            return None;
        }
        let At { start, end, .. } = corpus.at(source, &edit.at)?;
        Some(JsonEdit { path: &edit.at.path, start, end, new: &edit.new })
    };
    let edits = fix.edits.iter().map(edit).collect::<Option<Vec<_>>>()?;
    Some(JsonFix { title: &fix.title, safe: fix.safe, edits })
}
