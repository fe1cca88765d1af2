//! Reasons in words: why a mention was judged as it was, for people.

use super::{Mention, Reason, Support};
use crate::gazetteer::{EntryIx, Gazetteer, NameUse};
use crate::text::Span;
use crate::text::fold::fold;

impl Mention {
    /// The reason in words. `text` is the article; the words quoted from it are as they stand there.
    pub fn reason_in_words(&self, text: &str, gazetteer: &Gazetteer) -> String {
        self.reason_with_lines(text, |span| line(text, span), gazetteer)
    }

    /// The reason in words, with the caller's way to number lines (from 1): counting them from the start
    /// for each mention of a long article takes long.
    pub fn reason_with_lines(&self, text: &str, line: impl Fn(Span) -> usize, gazetteer: &Gazetteer) -> String {
        match &self.reason {
            Reason::Listed { name, support } => {
                let entry = gazetteer.entry(name.entry);
                let listed = match gazetteer.name(*name).usage {
                    NameUse::House => format!("the name of {}", entry.name()),
                    usage => format!("listed {} of {}", usage.as_str(), entry.name()),
                };
                let form = &gazetteer.name(*name).form;
                let cyrillic = form.contains(|c| matches!(c, '\u{400}'..='\u{4FF}'));
                let case = if cyrillic && fold(form) != fold(self.span.of(text)) { " in another case" } else { "" };
                let source = gazetteer.origin(name.entry).map_or(String::new(), |origin| format!(" in {}", origin.import.path));
                listed + case + &source + &supported(*support, gazetteer)
            }
            Reason::Licensed { name, licence, support } => {
                let form = &gazetteer.name(*name).form;
                let entry = gazetteer.entry(name.entry).name();
                let of = if **form == *entry { String::new() } else { format!(", a name of {entry}") };
                format!("not listed, but {} {form}{of}", licence.as_str()) + &supported(*support, gazetteer)
            }
            Reason::Country { of } => format!("a name of the country {of}"),
            Reason::Weak { name } => {
                let entry = gazetteer.entry(name.entry).name();
                format!("a name of {entry} that is not enough by itself, and nothing else in the article speaks for {entry}")
            }
            Reason::Short { what, full } => {
                format!("{what} of {}, named in full in line {}", one_line(full.of(text)), line(*full))
            }
            Reason::Acronym { full } => {
                format!("acronym of {}, introduced in line {}", one_line(full.of(text)), line(*full))
            }
            Reason::Demonym { of } => format!("word for the people of {of}"),
            Reason::Several(why) => (*why).to_owned(),
            Reason::Proposed { candidates, why } => {
                let candidates: Vec<String> = candidates.iter().map(|&entry| proposed(entry, gazetteer)).collect();
                format!("nothing in the article says that {} is meant; {why}", candidates.join(" or "))
            }
            Reason::Unknown(why) => format!("no entry has this name; {why}"),
            Reason::Office { post, at } => {
                let surname = self.entity().map_or("nobody", |entry| gazetteer.entry(entry).name());
                format!("surname of {surname}, whom the title in line {} calls {}", line(*at), gazetteer.entry(*post).name())
            }
            Reason::Pin(id) if self.span.end < id.start && line(self.span) == line(*id) => "pinned here".to_owned(),
            Reason::Pin(id) => format!("pinned in line {}", line(*id)),
        }
    }
}

/// What the article said for an entry, as the end of a reason.
fn supported(support: Option<Support>, gazetteer: &Gazetteer) -> String {
    let name = |other: EntryIx| gazetteer.entry(other).name();
    match support {
        None => String::new(),
        Some(Support::Beside(other)) => format!("; {} stands before it", name(other)),
        Some(Support::Nation(of)) => format!("; a word for {of} stands beside it"),
        Some(Support::Office(post)) => format!("; the title before it is that of {}", name(post)),
        Some(Support::Home(other)) => format!("; the article calls offices of {} by their bare titles", name(other)),
        Some(Support::Named) => ", which the article names by a form of its own".to_owned(),
        Some(Support::Spoken(other)) => format!("; the article speaks of {}", name(other)),
        Some(Support::Tied(other)) => format!("; the article names {}, to which it is tied", name(other)),
        Some(Support::Born(year)) => format!("; the article says that the person was born in {year}, or the age"),
        Some(Support::Held(post)) => format!("; the article speaks of the office {}", name(post)),
        Some(Support::Country(of)) => format!("; the article speaks of {of}"),
        Some(Support::Unique) => ", a full name that nobody else has there".to_owned(),
        Some(Support::Living) => "; the article was written in its time, not in that of the others".to_owned(),
    }
}

/// An imported entry among several: "John Smith (ofac-1, in imports/ofac.jsonl)".
fn proposed(entry: EntryIx, gazetteer: &Gazetteer) -> String {
    let record = gazetteer.entry(entry);
    format!("{} ({}, in {})", record.name(), record.id, gazetteer.path_of(entry))
}

/// The words of a name with any line break between them as a space.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of the line that a span starts in, from 1.
fn line(text: &str, span: Span) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..(span.start as usize).min(text.len())]).count() + 1
}
