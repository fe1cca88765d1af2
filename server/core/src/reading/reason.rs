//! Reasons in words: why a mention was judged as it was, for people.

use super::{Mention, Reason};
use crate::gazetteer::{Gazetteer, NameUse};
use crate::text::Span;

impl Mention {
    /// The reason in words. `text` is the article; the words quoted from it are as they stand there.
    pub fn reason_in_words(&self, text: &str, gazetteer: &Gazetteer) -> String {
        match &self.reason {
            Reason::Listed(name) => {
                let entry = gazetteer.entry(name.entry);
                let listed = match gazetteer.name(*name).usage {
                    NameUse::House => return format!("the name of {}", entry.id),
                    NameUse::Spelling => "spelling",
                    NameUse::Abbreviation => "abbreviation",
                    NameUse::Nickname => "nickname",
                    NameUse::Former => "former name",
                    NameUse::Demonym => "demonym",
                    NameUse::Designation => "designation",
                    NameUse::Misspelling => "misspelling",
                    NameUse::Avoid => "form to avoid",
                };
                format!("listed {listed} of {}", entry.name())
            }
            Reason::Short { what, full } => {
                format!("{what} of {}, named in full in line {}", one_line(full.of(text)), line(text, *full))
            }
            Reason::Acronym { full } => {
                format!("acronym of {}, introduced in line {}", one_line(full.of(text)), line(text, *full))
            }
            Reason::Demonym { of } => format!("word for the people of {of}"),
            Reason::Several(why) => (*why).to_owned(),
            Reason::Unknown(why) => format!("no entry has this name; {why}"),
            Reason::Pin(_) => "settled by an annotation".to_owned(),
        }
    }
}

/// The words of a name with any line break between them as a space.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of the line that a span starts in, from 1.
fn line(text: &str, span: Span) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..(span.start as usize).min(text.len())]).count() + 1
}
