//! Definition: a mention leads to the article that presents its entry, else to the entry's header; a
//! mention that may be several to the headers of all; a name the gazetteer does not know to where the
//! corpus first gives it in full. In the gazetteer, an id leads to its entry.

use super::introduction::{first_of_unknown, of_article};
use super::place::{Place, Thing};
use super::{Analysis, Jump, Target};
use crate::corpus::Referent;
use crate::finding::Location;
use crate::gazetteer::EntryIx;
use crate::text::Span;

pub(super) fn definition(analysis: &Analysis, path: &str, offset: u32) -> Option<Jump> {
    let place = Place::at(analysis, path, offset)?;
    let targets = match place.thing {
        Thing::Entry(entry) => vec![header(analysis, entry)],
        Thing::NoEntry(_) => Vec::new(),
        Thing::Profile(profile) => article(analysis, &profile.id).into_iter().collect(),
        Thing::Mention(record, mention) => match record.referent(mention) {
            Referent::Entry(entry) => vec![profile(analysis, *entry).unwrap_or_else(|| header(analysis, *entry))],
            Referent::OneOf(candidates) => candidates.iter().map(|entry| header(analysis, *entry)).collect(),
            Referent::Nation(_) => Vec::new(),
            Referent::Unknown(form) => {
                first_of_unknown(analysis, form).map(|(record, span)| of_article(record, span)).into_iter().collect()
            }
        },
    };
    (!targets.is_empty()).then_some(Jump { origin: place.span, targets })
}

fn header(analysis: &Analysis, entry: EntryIx) -> Target {
    Target { at: analysis.gazetteer.header(entry), whole: analysis.gazetteer.entry(entry).block }
}

fn profile(analysis: &Analysis, entry: EntryIx) -> Option<Target> {
    article(analysis, &analysis.gazetteer.entry(entry).profile.as_ref()?.id)
}

/// The beginning of an article, if the corpus has it.
fn article(analysis: &Analysis, path: &str) -> Option<Target> {
    let record = analysis.article(path)?;
    Some(Target { at: Location { path: record.path.clone(), span: Span::at(0) }, whole: Span::new(0, record.lines.len()) })
}
