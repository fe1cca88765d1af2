//! Declaration: where this article introduces what is under the cursor, in full; else the earliest
//! article that does; else this article's first mention of it.

use super::introduction::{first_in_full, first_of_unknown, of_article};
use super::place::{Place, Thing};
use super::{Analysis, Jump};
use crate::corpus::Referent;

pub(super) fn declaration(analysis: &Analysis, path: &str, offset: u32) -> Option<Jump> {
    let place = Place::at(analysis, path, offset)?;
    let referent = place.referent()?;
    let here = match place.thing {
        Thing::Mention(record, _) => Some(record),
        _ => None,
    };
    let target = here
        .and_then(|record| Some((record, record.introduction(&referent)?)))
        .or_else(|| match &referent {
            Referent::Unknown(form) => first_of_unknown(analysis, form),
            _ => first_in_full(analysis, &referent),
        })
        .or_else(|| here.and_then(|record| Some((record, record.mentions_of(&referent).next()?.span))));
    target.map(|(record, span)| Jump { origin: place.span, targets: vec![of_article(record, span)] })
}
