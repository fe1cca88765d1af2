//! Where a name is first given in full: by the article's date, then by path, undated articles last.

use super::{Analysis, Target};
use crate::corpus::{ArticleRecord, Referent};
use crate::finding::Location;
use crate::text::Span;

/// The first place in the corpus that gives the referent's name in full.
pub(super) fn first_in_full<'a>(analysis: &'a Analysis, referent: &Referent) -> Option<(&'a ArticleRecord, Span)> {
    let introductions = analysis.speaking_of(referent);
    earliest(introductions.filter_map(|record| Some((record, record.introduction(referent)?))))
}

/// The first place in the corpus that gives an unknown form in full.
///
/// A single word may be the surname of somebody whom only other articles name in full: where exactly one
/// unknown name of the corpus ends in it, that name is meant. (This walks all unknown forms once.)
pub(super) fn first_of_unknown<'a>(analysis: &'a Analysis, form: &str) -> Option<(&'a ArticleRecord, Span)> {
    let longer = if form.contains(' ') { None } else { longer_form(analysis, form) };
    let referent = Referent::Unknown(longer.unwrap_or(form).into());
    first_in_full(analysis, &referent)
}

/// What a jump to that place of an article leads to.
pub(super) fn of_article(record: &ArticleRecord, span: Span) -> Target {
    Target { at: Location { path: record.path.clone(), span }, whole: span }
}

fn longer_form<'a>(analysis: &'a Analysis, surname: &str) -> Option<&'a str> {
    let open = analysis.open.values().flat_map(|article| article.record(&analysis.gazetteer).referents());
    let forms = analysis.corpus.referents().chain(open).filter_map(|referent| match referent {
        Referent::Unknown(form) => Some(form),
        _ => None,
    });
    let mut longer: Option<&str> = None;
    for form in forms {
        if form.strip_suffix(surname).is_some_and(|before| before.ends_with(' ')) {
            if longer.is_some_and(|other| other != &**form) {
                return None;
            }
            longer = Some(form);
        }
    }
    longer
}

fn earliest<'a>(places: impl Iterator<Item = (&'a ArticleRecord, Span)>) -> Option<(&'a ArticleRecord, Span)> {
    places.min_by_key(|(record, _)| {
        let day = record.date.and_then(crate::gazetteer::date::Date::earliest);
        (day.is_none(), day, &record.path)
    })
}
