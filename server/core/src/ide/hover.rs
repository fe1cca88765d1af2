//! Hover: who or what is under the cursor, and how that is known.

use super::entry_card::{self, Card};
use super::introduction::first_of_unknown;
use super::place::{Place, Thing};
use super::prose::{Line, Prose};
use super::words::count;
use super::{Analysis, OpenArticle};
use crate::corpus::{ArticleRecord, RecordedMention, Referent};
use crate::gazetteer::EntryIx;
use crate::reading::{Mention, Reason};
use crate::text::Span;

/// What is known of the words under the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// The words.
    pub span: Span,
    /// What to say of them, to be printed as Markdown or as plain text.
    pub prose: Prose,
}

pub(super) fn hover(analysis: &Analysis, path: &str, offset: u32) -> Option<Hover> {
    let place = Place::at(analysis, path, offset)?;
    let prose = match place.thing {
        Thing::Mention(record, mention) => of_mention(analysis, analysis.open.get(path)?, record, mention),
        Thing::Entry(entry) => {
            let mut prose = Prose::default();
            let card = Card { date: None, form: None };
            entry_card::describe(&mut prose, analysis, entry, card);
            prose.paragraph([mentions(analysis, None, &Referent::Entry(entry))]);
            entry_card::sources(&mut prose, analysis, entry, card);
            prose
        }
        Thing::NoEntry(id) => {
            let mut prose = Prose::default();
            prose.paragraph([Line::new("No entry has the id ").strong(&*id.id).plain(".")]);
            prose
        }
        Thing::Profile(profile) => {
            let mut prose = Prose::default();
            let known = analysis.article(&profile.id);
            let date = known.and_then(|record| record.date).map_or(String::new(), |date| format!(", {date}"));
            prose.paragraph([match known {
                Some(_) => Line::new("The article that presents it").plain(date).plain("."),
                None => Line::new("The corpus has no article ").strong(&*profile.id).plain("."),
            }]);
            prose
        }
    };
    Some(Hover { span: place.span, prose })
}

fn of_mention(analysis: &Analysis, article: &OpenArticle, record: &ArticleRecord, recorded: &RecordedMention) -> Prose {
    let text = &*article.text;
    let written = recorded.span.of(text);
    let referent = record.referent(recorded);
    let mention = article.reading.mentions.iter().find(|mention| !recorded.title && mention.span == recorded.span);
    let mut prose = Prose::default();
    match referent {
        Referent::Entry(entry) => {
            let form = match mention.map(|mention| &mention.reason) {
                Some(Reason::Listed(name)) => Some(*name),
                _ => None,
            };
            let card = Card { date: record.date, form };
            entry_card::describe(&mut prose, analysis, *entry, card);
            prose.paragraph([mentions(analysis, Some(record), referent)]);
            prose.paragraph(why(analysis, article, recorded, mention));
            entry_card::sources(&mut prose, analysis, *entry, card);
        }
        Referent::OneOf(candidates) => {
            prose.paragraph([Line::default().strong(written).plain(" may be any of these:")]);
            prose.paragraph(candidates.iter().map(|candidate| one_line(analysis, *candidate)));
            prose.paragraph(why(analysis, article, recorded, mention));
        }
        Referent::Nation(name) => {
            prose.paragraph([Line::default().strong(*name).plain(" – ").plain(recorded.kind.as_str())]);
            prose.paragraph([Line::new("The gazetteer has no entry for it.")]);
            prose.paragraph([mentions(analysis, Some(record), referent)]);
            prose.paragraph(why(analysis, article, recorded, mention));
        }
        Referent::Unknown(form) => {
            prose.paragraph([Line::default().strong(written).plain(" – not in the gazetteer")]);
            prose.paragraph(why(analysis, article, recorded, mention));
            prose.paragraph([mentions(analysis, Some(record), referent)]);
            let first = first_of_unknown(analysis, form).filter(|(first, _)| first.path != record.path);
            prose.paragraph(first.map(|(first, _)| {
                let date = first.date.map_or(String::new(), |date| format!(" ({date})"));
                Line::new(format!("First given in full in {}{date}.", first.path))
            }));
        }
    }
    prose
}

/// How the engine came to it.
fn why(analysis: &Analysis, article: &OpenArticle, recorded: &RecordedMention, mention: Option<&Mention>) -> Option<Line> {
    let reason = if let Some(mention) = mention {
        mention.reason_in_words(&article.text, &analysis.gazetteer)
    } else {
        let title = article.reading.titles.iter().find(|title| recorded.title && title.span == recorded.span)?;
        let holder = title.holder.and_then(|holder| article.reading.mentions.get(holder as usize));
        holder.map_or("a title".to_owned(), |holder| format!("a title, said of {}", holder.span.of(&article.text)))
    };
    (!reason.is_empty()).then(|| Line::new(format!("Why: {reason}.")))
}

/// "Mentioned 3 times here, 12 times in 5 articles." Counts titles among the mentions.
fn mentions(analysis: &Analysis, here: Option<&ArticleRecord>, referent: &Referent) -> Line {
    let articles = analysis.speaking_of(referent);
    let all = articles.iter().map(|record| record.mentions_of(referent).count()).sum();
    let times = |number| count(number, "time", "times");
    let all = format!("{} in {}", times(all), count(articles.len(), "article", "articles"));
    Line::new(match here {
        _ if articles.is_empty() => "Mentioned in no article.".to_owned(),
        Some(here) => format!("Mentioned {} here, {all}.", times(here.mentions_of(referent).count())),
        None => format!("Mentioned {all}."),
    })
}

fn one_line(analysis: &Analysis, entry: EntryIx) -> Line {
    let entry = analysis.gazetteer.entry(entry);
    let line = Line::new("– ").strong(entry.name()).plain(format!(" – {}", entry.kind.as_str()));
    let line = match &entry.description {
        Some(description) => line.plain(": ").plain(&**description),
        None => line,
    };
    line.plain(format!(" ({})", entry.id))
}
