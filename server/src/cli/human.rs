//! Findings for people: what is wrong, the lines in question, why, and what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet, Title};
use nomenclator_core::finding::{Finding, Location, Severity};
use nomenclator_core::text::Span;

use super::corpus::{Corpus, Source};
use super::excerpt::Excerpt;
use super::{terminal, visible};
use crate::config::Problem;

/// What line numbers and their margin take.
const MARGIN: usize = 10;
/// How many more lines are named where a finding has several places.
const MORE_LINES: usize = 8;

/// Prints for people.
pub struct Human {
    renderer: Renderer,
    width: usize,
}

impl Human {
    /// Prints with or without colour, for the width of standard output.
    pub fn new(color: bool) -> Human {
        let width = terminal::width();
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        Human { renderer: renderer.decor_style(DecorStyle::Ascii).term_width(width), width: width.saturating_sub(MARGIN).max(30) }
    }

    /// One finding in a file.
    pub fn finding(&self, corpus: &Corpus, source: &Source, finding: &Finding) -> String {
        let place = finding.places.first().copied().unwrap_or_default();
        let mut notes = Vec::new();
        let mut lines: Vec<u32> = finding.places.iter().map(|place| source.at(*place).line).collect();
        lines.dedup();
        if let [_, others @ ..] = &lines[..]
            && !others.is_empty()
        {
            notes.push(Level::NOTE.message(format!("also in {}", line_numbers(others))));
        }
        if !finding.reason.is_empty() {
            notes.push(Level::NOTE.message(visible::line(&finding.reason)));
        }
        for related in &finding.related {
            let at = where_it_is(corpus, source, &related.at);
            notes.push(Level::NOTE.message(format!("{} ({at})", visible::line(&related.message))));
        }
        for fix in &finding.fixes {
            notes.push(Level::HELP.message(visible::line(&fix.title)));
        }
        let level = level(finding.severity);
        let title = level.clone().primary_title(visible::line(&finding.message)).id(finding.rule);
        self.render(level, title, source, place, notes) + "\n\n"
    }

    /// What cannot be followed in a configuration.
    pub fn problem(&self, source: &Source, problem: &Problem) -> String {
        let title = Level::ERROR.primary_title(visible::line(&problem.message));
        let help = (!problem.help.is_empty()).then(|| Level::HELP.message(visible::line(&problem.help)));
        self.render(Level::ERROR, title, source, problem.span, help.into_iter().collect())
    }

    /// A title, where it is, the lines around it (a file without text has none), and more words.
    ///
    /// The place is a group of its own: beside a snippet the renderer would work it out from the
    /// snippet, which is cut.
    fn render(&self, level: Level<'static>, title: Title<'_>, source: &Source, place: Span, notes: Vec<Message<'_>>) -> String {
        let mut origin = Origin::path(visible::line(&source.path));
        let at = source.at(place);
        if source.is_imported() {
            origin = origin.line(at.line as usize).char_column(at.column as usize);
        }
        if source.text.is_empty() {
            return self.renderer.render(&[title.element(origin).elements(notes)]);
        }
        origin = origin.line(at.line as usize).char_column(at.column as usize);
        let excerpt = Excerpt::around(source, place, self.width);
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).fold(false);
        let snippet = snippet.annotation(AnnotationKind::Primary.span(excerpt.marked));
        let lines = Group::with_level(level).element(snippet).elements(notes);
        let rendered = self.renderer.render(&[title.element(origin), lines]);
        // Title, place, and then the end of one group and the beginning of the other: one bar is enough.
        let mut lines: Vec<&str> = rendered.lines().collect();
        if lines.len() > 3 && lines[2] == lines[3] {
            lines.remove(3);
        }
        lines.join("\n")
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO.with_name("information"),
        Severity::Hint => Level::HELP.with_name("hint"),
    }
}

/// `path:line:column` of another place.
fn where_it_is(corpus: &Corpus, source: &Source, location: &Location) -> String {
    let path = visible::line(&location.path);
    match corpus.at(source, location) {
        Some(at) => format!("{path}:{}:{}", at.line, at.column),
        None => path,
    }
}

/// "lines 3, 5 and 9", "line 3", "lines 3, 5, 9 and 12 more".
fn line_numbers(lines: &[u32]) -> String {
    let (named, more) = lines.split_at(lines.len().min(MORE_LINES));
    let mut words: Vec<String> = named.iter().map(u32::to_string).collect();
    if !more.is_empty() {
        words.push(format!("{} more", more.len()));
    }
    let last = words.pop().unwrap_or_default();
    if words.is_empty() { format!("line {last}") } else { format!("lines {} and {last}", words.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_lines() {
        assert_eq!(line_numbers(&[3]), "line 3");
        assert_eq!(line_numbers(&[3, 5]), "lines 3 and 5");
        let many: Vec<u32> = (1..=20).collect();
        assert_eq!(line_numbers(&many), "lines 1, 2, 3, 4, 5, 6, 7, 8 and 12 more");
    }
}
