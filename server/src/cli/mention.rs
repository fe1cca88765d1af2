//! A mention as JSON: the shape of a line of `annotate`, and of the answer of `explain`.

use nomenclator_core::gazetteer::{EntryIx, Kind};
use nomenclator_core::reading::{Mention, Reading, Status, Title};
use nomenclator_core::text::Span;
use serde::Serialize;

use super::corpus::{Corpus, Source};
use super::places::At;

/// A mention, or a title as one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JsonMention<'a> {
    path: &'a str,
    #[serde(flatten)]
    at: At,
    text: &'a str,
    kind: &'static str,
    entity: Option<&'a str>,
    status: &'static str,
    candidates: Vec<&'a str>,
    /// In words.
    pub reason: String,
}

impl<'a> JsonMention<'a> {
    /// A name.
    pub fn of_name(corpus: &'a Corpus, source: &'a Source, mention: &Mention) -> JsonMention<'a> {
        let line = |span| At::of(span, &source.lines).line as usize;
        let reason = mention.reason_with_lines(&source.text, line, &corpus.gazetteer);
        let id = |entry: &EntryIx| &*corpus.gazetteer.entry(*entry).id;
        let candidates = mention.candidates().iter().map(id).collect();
        JsonMention { candidates, ..JsonMention::new(corpus, source, mention.span, mention.kind, &mention.status, reason) }
    }

    /// A title or an office.
    pub fn of_title(corpus: &'a Corpus, source: &'a Source, reading: &Reading, title: &Title) -> JsonMention<'a> {
        let status = match &*title.posts {
            [] => Status::Unresolved,
            [post] => Status::Resolved(Some(*post)),
            posts => Status::Ambiguous(posts.into()),
        };
        let holder = title.holder.and_then(|holder| reading.mentions.get(holder as usize));
        let reason = holder.map_or("a title".to_owned(), |holder| format!("a title, said of {}", holder.span.of(&source.text)));
        JsonMention::new(corpus, source, title.span, Kind::Post, &status, reason)
    }

    fn new(corpus: &'a Corpus, source: &'a Source, span: Span, kind: Kind, status: &Status, reason: String) -> JsonMention<'a> {
        let id = |entry: &EntryIx| &*corpus.gazetteer.entry(*entry).id;
        let (status, entity, candidates) = match status {
            Status::Resolved(entry) => ("resolved", entry.as_ref().map(id), Vec::new()),
            Status::Ambiguous(candidates) => ("ambiguous", None, candidates.iter().map(id).collect()),
            Status::Unresolved => ("unresolved", None, Vec::new()),
        };
        let at = At::of(span, &source.lines);
        JsonMention {
            path: &source.path,
            at,
            text: span.of(&source.text),
            kind: kind.as_str(),
            entity,
            status,
            candidates,
            reason,
        }
    }
}

/// Everything that an article mentions, in order of place; titles among it if `posts`.
pub fn all<'a>(
    corpus: &'a Corpus,
    source: &'a Source,
    reading: &'a Reading,
    posts: bool,
) -> impl Iterator<Item = JsonMention<'a>> {
    let mut titles = reading.titles.iter().filter(move |_| posts).peekable();
    let mut names = reading.mentions.iter().peekable();
    std::iter::from_fn(move || {
        let name = names.peek().map(|name| name.span);
        if let Some(title) = titles.next_if(|title| name.is_none_or(|name| title.span < name)) {
            return Some(JsonMention::of_title(corpus, source, reading, title));
        }
        names.next().map(|name| JsonMention::of_name(corpus, source, name))
    })
}
