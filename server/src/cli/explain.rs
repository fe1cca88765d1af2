//! `nomenclator explain`: what stands at a place, and why.
//!
//! The answer is that of an editor's hover, so the whole corpus is read first: it says where else.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::bail;
use nomenclator_core::corpus::ArticleRecord;
use nomenclator_core::finding::Finding;
use nomenclator_core::ide::{Analysis, OpenArticle};
use nomenclator_core::reading::Reading;
use nomenclator_core::reading::article_date::{ArticleDate, DateSource};
use nomenclator_core::reading::language::{Language, Source as LanguageSource};
use nomenclator_core::rules::{self, Subject};
use nomenclator_core::text::Span;
use serde::Serialize;

use super::args::{Common, Explain, ListFormat};
use super::corpus::{Corpus, Source};
use super::in_order::in_order;
use super::json::{self, JsonFinding};
use super::mention::JsonMention;
use super::progress::Progress;
use super::terminal::{self, Output};
use super::{places, scope, threads, visible};
use crate::workspace::File;

/// The answer, for other programs.
#[derive(Serialize)]
struct Explanation<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    /// The word at the place, or the name or title that it belongs to.
    text: &'a str,
    /// The article's date, if it has one.
    date: Option<String>,
    mention: Option<JsonMention<'a>>,
    titles: Vec<JsonMention<'a>>,
    findings: Vec<JsonFinding<'a>>,
    /// For people; empty where nothing is known of the word.
    #[serde(rename = "explanation")]
    prose: String,
}

/// Runs `explain`.
pub fn run(common: &Common, args: &Explain) -> anyhow::Result<ExitCode> {
    let place = &args.place;
    let scope = if args.stdin {
        scope::of_stdin(common.corpus.as_deref(), &place.path)?
    } else if place.path.is_dir() {
        bail!("“{}” is a folder: name a file.", terminal::path(&place.path));
    } else {
        scope::of_paths(common.corpus.as_deref(), std::slice::from_ref(&place.path))?.swap_remove(0)
    };
    let corpus = Corpus::load(scope)?;
    let path = corpus.scope.workspace.doc_path(&place.path);
    let file = File { path: Arc::clone(&path), at: place.path.clone() };
    let (source, reading) = match corpus.read(&file) {
        Ok(read) => read,
        Err(unreadable) => {
            terminal::say(&format!("error: {}: {}", visible::line(&path), visible::line(&unreadable.0)));
            return Ok(ExitCode::from(1));
        }
    };
    let Some(offset) = places::offset(&source.lines, place.line, place.column) else {
        let lines = source.lines.line_count();
        bail!("“{}” has no line {} with a column {} (it has {lines} lines).", visible::line(&path), place.line, place.column);
    };

    let is_article = !corpus.scope.workspace.config.gazetteers.matches(&path);
    let reading = Arc::new(if is_article { reading } else { Reading::default() });
    let analysis = analysis(&corpus, &source, is_article.then_some(&reading), threads(common))?;
    let hover = analysis.hover(&path, offset);
    let findings: Vec<Finding> = if is_article {
        let settings = &corpus.scope.workspace.config.settings;
        let (path, text, gazetteer) = (&source.path, &source.text[..], &*corpus.gazetteer);
        rules::check(Subject { path, text, reading: &reading, gazetteer, settings })
    } else {
        corpus.findings.iter().filter(|(of, _)| *of == path).map(|(_, finding)| finding.clone()).collect()
    };
    let findings = findings.iter().filter(|finding| finding.places.iter().any(|place| place.touches(offset)));
    let titles = reading.titles.iter().filter(|title| title.span.touches(offset));
    // A title that names no known office has no hover.
    let covered = hover.as_ref().map(|hover| hover.span).or_else(|| titles.clone().map(|title| title.span).next());
    let explanation = Explanation {
        path: &source.path,
        line: place.line,
        column: place.column,
        text: covered.map_or_else(|| word_at(&source.text, offset), |span| span.of(&source.text)),
        date: reading.date.as_ref().map(|found| found.date.to_string()),
        mention: reading.mention_at(offset).map(|mention| JsonMention::of_name(&corpus, &source, mention)),
        titles: titles.map(|title| JsonMention::of_title(&corpus, &source, &reading, title)).collect(),
        findings: findings.map(|finding| JsonFinding::of(&corpus, &source, finding)).collect(),
        prose: hover.as_ref().map_or(String::new(), |hover| hover.prose.to_plain()),
    };
    let mut output = Output::stdout();
    output.print(&match args.format {
        ListFormat::Human => in_words(&explanation, is_article.then_some(&reading)),
        ListFormat::Json => json::line(&explanation) + "\n",
    })?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The whole corpus, with this file as if it were open.
fn analysis(corpus: &Corpus, source: &Source, open: Option<&Arc<Reading>>, threads: usize) -> anyhow::Result<Analysis> {
    let files = corpus.scope.workspace.list().articles;
    let mut records = Vec::new();
    let mut progress = Progress::new(files.len());
    let record = |file: &File| {
        let (source, reading) = corpus.read(file).ok()?;
        let lines = Arc::new(source.lines);
        Some(ArticleRecord::new(source.path, &source.text, &reading, lines, &corpus.gazetteer))
    };
    in_order(&files, threads, record, |_, record| {
        progress.step(|| records.extend(record.ok().flatten()));
        Ok(true)
    })?;
    let lines = Arc::new(source.lines.clone());
    let mut analysis = Analysis {
        gazetteer: Arc::clone(&corpus.gazetteer),
        settings: Arc::new(corpus.scope.workspace.config.settings.clone()),
        corpus: records.into_iter().collect(),
        ..Analysis::default()
    };
    if let Some(reading) = open {
        let article = OpenArticle::new(Arc::clone(&source.path), Arc::from(&*source.text), Arc::clone(reading), lines);
        analysis.open = Arc::new(BTreeMap::from([(Arc::clone(&source.path), Arc::new(article))]));
    } else {
        analysis.gazetteer_lines = Arc::new(BTreeMap::from([(Arc::clone(&source.path), lines)]));
    }
    Ok(analysis)
}

fn in_words(explanation: &Explanation<'_>, reading: Option<&Arc<Reading>>) -> String {
    let Explanation { path, line, column, text, prose, .. } = explanation;
    let said = match (&prose[..], *text) {
        ("", "") => "there is no word here.".to_owned(),
        ("", words) => match &explanation.titles[..] {
            [] => format!("“{}” is not taken for a name.", visible::line(words)),
            [title, ..] => format!("“{}” is {}.", visible::line(words), visible::line(&title.reason)),
        },
        (prose, words) => format!("“{}”\n\n{}", visible::line(words), visible::lines(prose)),
    };
    let mut parts = vec![format!("{}:{line}:{column}: {said}\n", visible::line(path))];
    for JsonFinding { severity, rule, message, .. } in &explanation.findings {
        parts.push(format!("{severity}[{rule}]: {}\n", visible::line(message)));
    }
    let language = reading.filter(|reading| !reading.language.is_english()).map(|reading| language_in_words(&reading.language));
    parts.extend(
        reading.map(|reading| {
            date_in_words(reading.date.as_ref()) + "\n" + &language.map_or_else(String::new, |words| words + "\n")
        }),
    );
    parts.join("\n")
}

fn date_in_words(date: Option<&ArticleDate>) -> String {
    let Some(ArticleDate { date, source }) = date else {
        return "The article has no date, so nothing that depends on it is judged.".to_owned();
    };
    let source = match source {
        DateSource::FrontMatter(_) => "front matter",
        DateSource::Table => "table of dates",
        DateSource::Dateline(_) => "dateline",
        DateSource::FileName => "name",
    };
    format!("The article is of {date}, going by its {source}.")
}

fn language_in_words(Language { code, source }: &Language) -> String {
    let source = match source {
        LanguageSource::FrontMatter => "its front matter",
        LanguageSource::Settings => "nomenclator.toml",
        LanguageSource::Text => "its words",
    };
    let code = visible::line(code);
    format!("The article is in another language than English (“{code}”), going by {source}: unknown names are not looked for.")
}

/// The word that the offset touches: letters, digits and what joins them.
fn word_at(text: &str, offset: u32) -> &str {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '‑');
    let (before, after) = text.split_at(offset as usize);
    let start = before.rfind(|c| !in_word(c)).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let end = offset as usize + after.find(|c| !in_word(c)).unwrap_or(after.len());
    Span::new(start as u32, end as u32).of(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        let text = "Yesterday … naïve";
        for (offset, word) in
            [(0, "Yesterday"), (4, "Yesterday"), (9, "Yesterday"), (10, ""), (13, ""), (14, "naïve"), (20, "naïve")]
        {
            assert_eq!(word_at(text, offset), word, "{offset}");
        }
        assert_eq!(word_at("", 0), "");
    }
}
