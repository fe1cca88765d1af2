//! Where a name is first given in full: by the article's date, then by path, undated articles last.

use super::{Analysis, Target};
use crate::corpus::Referent;
use crate::finding::{DocPath, Location};
use crate::gazetteer::date::Date;
use crate::text::Span;

/// An article, its date and a place in it.
pub(super) type Introduction = (DocPath, Option<Date>, Span);

/// The first place in the corpus that gives the referent's name in full.
pub(super) fn first_in_full(analysis: &Analysis, referent: &Referent) -> Option<Introduction> {
    let first = analysis.first_in_full(referent)?;
    Some((first.path().clone(), first.date(), first.introduction()?))
}

/// The first place in the corpus that gives an unknown form in full.
///
/// A single word may be the surname of somebody whom only other articles name in full: where exactly one
/// unknown name of the corpus ends in it, that name is meant.
pub(super) fn first_of_unknown(analysis: &Analysis, form: &str) -> Option<Introduction> {
    let longer = if form.contains(' ') { None } else { longer_form(analysis, form) };
    let referent = Referent::Unknown(longer.map_or_else(|| form.into(), Into::into));
    first_in_full(analysis, &referent)
}

/// What a jump to that place of an article leads to.
pub(super) fn of_article(path: DocPath, span: Span) -> Target {
    Target { at: Location { path, span }, whole: span }
}

fn longer_form(analysis: &Analysis, surname: &str) -> Option<String> {
    let mut longer = analysis.corpus.unknown_ending_in(surname, 2);
    for referent in analysis.open.values().flat_map(|article| article.record(&analysis.gazetteer).referents()) {
        if let Referent::Unknown(form) = referent
            && form.strip_suffix(surname).is_some_and(|before| before.ends_with(' '))
        {
            longer.push(form.to_string());
        }
    }
    let first = longer.pop()?;
    longer.iter().all(|other| *other == first).then_some(first)
}
