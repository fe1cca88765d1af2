//! The reading of an article: its mentions, who is meant, and why.
//!
//! [`read`] is a pure function of the text, the gazetteer, the settings and the article's date. It
//! works paragraph by paragraph (known names, runs of capitals, titles), then once over the
//! document's mentions (not its text) to settle surnames, acronyms and what is unknown.
//! [`read_again`] gives the same reading of an open article: a previous one lends the paragraphs that
//! did not change, so that a keystroke costs the touched paragraph and the pass over the mentions.

pub mod article_date;
mod bearers;
mod candidate;
mod carry;
mod cues;
mod cutting;
mod fences;
#[cfg(test)]
mod found_tests;
mod front_matter;
mod headlines;
pub mod known;
pub mod language;
pub mod lexicon;
pub mod licensed;
mod paragraph;
mod piece;
pub mod pins;
mod quoted;
mod reason;
mod resolve;
mod runs;
mod scripts;
#[cfg(test)]
mod tests;
pub mod titles;

use std::sync::Arc;

use crate::gazetteer::date::Date;
use crate::gazetteer::{EntryIx, Gazetteer, Kind, NameRef};
use crate::settings::Settings;
use crate::text::Span;
pub use crate::text::nations;
use crate::text::paragraph::paragraphs;
use candidate::{Found, TitleItem};
use carry::{Carried, carry};
use language::Language;
use paragraph::Paragraph;
pub use pins::{Pin, Pinned};
pub use resolve::HOLIDAY;

use piece::Piece;

/// What an article is read against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The known entities.
    pub gazetteer: &'a Gazetteer,
    /// The corpus's settings.
    pub settings: &'a Settings,
}

/// One article as it is given to [`read`].
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// Path relative to the corpus root: its name may carry the date, its ending the format.
    pub path: &'a str,
    /// The decoded text.
    pub text: &'a str,
    /// The date that the corpus's `dates` table gives it.
    pub listed_date: Option<&'a Date>,
}

/// All that the engine knows of one article.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The article's date, and where it was found.
    pub date: Option<article_date::ArticleDate>,
    /// The article's language, and how it is known.
    pub language: Language,
    /// Names in order of place; they neither nest nor overlap.
    pub mentions: Vec<Mention>,
    /// Titles in order of place; a layer of their own, free to overlap mentions.
    pub titles: Vec<Title>,
    /// People's annotations, in order of place.
    pub pins: Vec<Pin>,
    /// Titles that persons are given, in order of place: statements that can be right or wrong on a date.
    pub said: Vec<titles::SaidTitle>,
    /// Whether a title has explained a surname.
    explained: bool,
    /// Whether imports have the form of a name that nothing else explains: then words around it may decide.
    asked: bool,
    /// What each paragraph says by itself, with its place: lent to the next reading of an open article.
    pieces: Vec<(u32, Arc<Piece>)>,
}

/// A span of an article that names something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The name as written, in bytes of the text.
    pub span: Span,
    /// Kind of what is named; guessed where it is unresolved.
    pub kind: Kind,
    /// Who is meant.
    pub status: Status,
    /// Why.
    pub reason: Reason,
}

/// Who a mention means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Status {
    /// That entry. None for nations and faiths that the gazetteer has no entry for.
    Resolved(Option<EntryIx>),
    /// One of these, in order of index; at least two.
    Ambiguous(Box<[EntryIx]>),
    /// Nobody the gazetteer knows.
    Unresolved,
}

/// Why a mention was judged as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A listed form of the entry.
    Listed {
        /// The form.
        name: NameRef,
        /// What spoke for this entry, where the form alone did not decide.
        support: Option<Support>,
    },
    /// Part of a name given in full elsewhere in the article.
    Short {
        /// What part it is: "surname", "given name", "short form".
        what: &'static str,
        /// The mention in full.
        full: Span,
    },
    /// An acronym that the article introduces after the full name at `full`.
    Acronym {
        /// The full name it stands for.
        full: Span,
    },
    /// A word of the built-in vocabulary of nations and faiths.
    Demonym {
        /// The country's or faith's name.
        of: &'static str,
    },
    /// An unlisted form that the name of an entry licenses.
    Licensed {
        /// The name.
        name: NameRef,
        /// How it licenses the form.
        licence: licensed::Licence,
        /// What spoke for this entry, where the form alone did not decide.
        support: Option<Support>,
    },
    /// A name of a country that its entry does not list.
    Country {
        /// The country's usual name.
        of: &'static str,
    },
    /// A weak form that nothing in the article speaks for.
    Weak {
        /// The form.
        name: NameRef,
    },
    /// Several entries have that form; the words say what was tried.
    Several(&'static str),
    /// Capitalised like a name, and no entry explains it; the words say what spoke for a name.
    Unknown(&'static str),
    /// Capitalised like a name, and imported entries have it; nothing in the article says that one of them is meant.
    Proposed {
        /// The entries, the weightiest first; not all where they are many.
        candidates: Box<[EntryIx]>,
        /// What spoke for a name.
        why: &'static str,
    },
    /// The surname of a holder of the office that the title before it names.
    Office {
        /// The office.
        post: EntryIx,
        /// Where the surname stands behind the title.
        at: Span,
    },
    /// Settled by a person's annotation: where its id stands.
    Pin(Span),
}

/// What in the article spoke for an entry whose name alone did not decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Support {
    /// What it belongs to stands directly before it: "Russia’s Foreign Ministry".
    Beside(EntryIx),
    /// A word or name of its nation stands directly beside it.
    Nation(&'static str),
    /// The title before the person is of that post, which the person holds or held.
    Office(EntryIx),
    /// The article calls the offices of that country by their bare titles.
    Home(EntryIx),
    /// The article names the entry by a form that only it has.
    Named,
    /// The article speaks of what it has to do with: its country, body or office.
    Spoken(EntryIx),
    /// The article names that entry, which is tied to it.
    Tied(EntryIx),
    /// The article was written in its lifetime, and in none of the others'.
    Living,
    /// The article gives the year of birth, or the age.
    Born(i16),
    /// The article speaks of that office near the name, and the person holds or held it.
    Held(EntryIx),
    /// Its country is named near it, or of a place in the article.
    Country(&'static str),
    /// Of all imports no other has that full name.
    Unique,
}

/// A title, rank or office in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    /// The words of the title.
    pub span: Span,
    /// The posts it may name, in order of index.
    pub posts: Box<[EntryIx]>,
    /// Index into the mentions of the person it is said of.
    pub holder: Option<u32>,
}

/// Reads an article.
pub fn read(article: Article<'_>, context: Context<'_>) -> Reading {
    let mut found = Found::default();
    let language = language::find(article.text, context.settings);
    let mut paragraph = Paragraph::new(context.gazetteer, &language);
    for span in paragraphs_of(article) {
        found.extend(span.start, paragraph.read(span.of(article.text)));
    }
    settle(article, context, language, Head::new(article, context), found, Vec::new())
}

/// Reads an article that is open: the reading keeps what the next one can use. `previous` is an earlier
/// reading of the same article against the same gazetteer and settings, if there is one; the result
/// does not depend on it.
pub fn read_again(article: Article<'_>, context: Context<'_>, previous: Option<&Reading>) -> Reading {
    let language = language::find(article.text, context.settings);
    let mut paragraph = Paragraph::new(context.gazetteer, &language);
    let previous = previous.filter(|reading| reading.language.code == language.code);
    let lent = previous.map_or(&[][..], |reading| &reading.pieces);
    let pieces = piece::read_all(article.text, &paragraphs_of(article), lent, &mut paragraph);
    let head = Head::new(article, context);
    if let Some(previous) = previous.filter(|previous| head.is_as_in(previous))
        && let Some(Carried { mentions, titles, said }) = carry(article.text, &pieces, previous, context.gazetteer)
    {
        let explained = previous.explained;
        return Reading { date: head.date, language, mentions, titles, pins: Vec::new(), said, explained, asked: false, pieces };
    }
    let mut found = Found::default();
    for (start, piece) in &pieces {
        found.extend(*start, &piece.found);
    }
    settle(article, context, language, head, found, pieces)
}

/// What is said about the article as a whole.
struct Head {
    date: Option<article_date::ArticleDate>,
    pins: pins::WholePins,
}

impl Head {
    fn new(article: Article<'_>, context: Context<'_>) -> Head {
        let date = article_date::find(article.path, article.text, article.listed_date);
        Head { date, pins: pins::of_front_matter(article.text, context.gazetteer) }
    }

    fn date(&self) -> Option<Date> {
        self.date.as_ref().map(|found| found.date)
    }

    /// Whether a previous reading had the same date, and neither has pins; and imports were not asked.
    fn is_as_in(&self, previous: &Reading) -> bool {
        let date = previous.date.as_ref().map(|found| found.date);
        !previous.asked && self.date() == date && self.pins.pins.is_empty() && previous.pins.is_empty()
    }
}

/// The paragraphs of an article; its front matter and, in Markdown, its fenced code are left out.
fn paragraphs_of(article: Article<'_>) -> Vec<Span> {
    let (text, mut from) = (article.text, front_matter::body_start(article.text));
    let markdown = [".md", ".markdown"].iter().any(|ending| article.path.ends_with(ending));
    let mut spans = Vec::new();
    let mut read = |from: usize, to: usize| {
        spans.extend(paragraphs(&text[from..to]).into_iter().map(|span| span.shifted(from as u32)));
    };
    for code in if markdown { fences::fenced(text, from) } else { Vec::new() } {
        read(from, code.start as usize);
        from = code.end as usize;
    }
    read(from, text.len());
    spans
}

/// The reading of an article whose paragraphs have been read.
fn settle(
    article: Article<'_>,
    context: Context<'_>,
    language: Language,
    head: Head,
    found: Found,
    pieces: Vec<(u32, Arc<Piece>)>,
) -> Reading {
    let date = head.date();
    let Found { items, titles, mut lower, links, .. } = found;
    lower.sort_unstable();
    let links: Vec<Pin> = links.iter().map(|link| Pin::new(article.text, link.id, context.gazetteer)).collect();
    let candidates = resolve::Candidates {
        text: article.text,
        items: &items,
        titles: &titles,
        lower: &lower,
        pins: &links,
        pinned_forms: &head.pins.forms,
        date: date.as_ref(),
    };
    let (settled, asked) = resolve::resolve(candidates, &language, context);
    let mut titles = titles_of(&titles, &settled, context.gazetteer);
    let mut mentions: Vec<Mention> = settled.into_iter().flatten().collect();
    let explained = titles::surnames::resolve(article.text, &mut mentions, context.gazetteer, date);
    let said = titles::find(article.text, &mentions, 0..mentions.len(), context.gazetteer);
    titles::into_layer(&mut titles, &said);
    let pins = head.pins.pins.into_iter().chain(links).collect();
    Reading { date: head.date, language, mentions, titles, pins, said, explained, asked, pieces }
}

/// The titles, with the posts that each may name and the person it is said of. `settled` says of each
/// candidate what it means.
fn titles_of(titles: &[TitleItem], settled: &[Option<Mention>], gazetteer: &Gazetteer) -> Vec<Title> {
    let (mut passed, mut mentions) = (0, 0);
    let mut titles_of = Vec::with_capacity(titles.len());
    for title in titles {
        let mut posts: Vec<EntryIx> =
            title.post.into_iter().flat_map(|form| gazetteer.posts().form(form).uses).map(|used| used.name.entry).collect();
        posts.sort_unstable();
        posts.dedup();
        let holder = title.before.and_then(|item| Some((item as usize, settled[item as usize].as_ref()?)));
        // Of several posts of that title, those that the person named beside it holds or held.
        if let Some(person) = holder.and_then(|(_, person)| person.entity()).filter(|_| posts.len() > 1) {
            let held: Vec<EntryIx> =
                gazetteer.entry(person).roles.iter().filter_map(|role| gazetteer.find(&role.post.id)).collect();
            if posts.iter().any(|post| held.contains(post)) {
                posts.retain(|post| held.contains(post));
            }
        }
        let holder = holder.map(|(item, _)| {
            let count = |items: &[Option<Mention>]| items.iter().flatten().count() as u32;
            if item < passed {
                mentions -= count(&settled[item..passed]);
            } else {
                mentions += count(&settled[passed..item]);
            }
            passed = item;
            mentions
        });
        titles_of.push(Title { span: title.span, posts: posts.into(), holder });
    }
    titles_of
}

impl Mention {
    /// The entries that may be meant: those of an ambiguous name, and those that imports propose for an unknown one.
    pub fn candidates(&self) -> &[EntryIx] {
        match (&self.status, &self.reason) {
            (Status::Ambiguous(candidates), _) | (Status::Unresolved, Reason::Proposed { candidates, .. }) => candidates,
            _ => &[],
        }
    }

    /// The entry that is meant, where there is one.
    pub fn entity(&self) -> Option<EntryIx> {
        match self.status {
            Status::Resolved(entity) => entity,
            _ => None,
        }
    }
}

impl Reading {
    /// How many paragraphs, and how many bytes in them, were read for this reading and not lent by `previous`.
    pub fn read_anew(&self, previous: Option<&Reading>) -> (usize, usize) {
        piece::read_anew(&self.pieces, previous.map_or(&[][..], |reading| &reading.pieces))
    }

    /// The mention that the offset (bytes) touches.
    pub fn mention_at(&self, offset: u32) -> Option<&Mention> {
        let after = self.mentions.partition_point(|mention| mention.span.start <= offset);
        self.mentions[..after].last().filter(|mention| mention.span.touches(offset))
    }
}
