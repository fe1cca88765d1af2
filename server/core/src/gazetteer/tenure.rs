//! Tenure: what a person's terms of office say of a title on a date.
//!
//! A term begins and ends on days that the gazetteer may know only roughly: a year, a marked date, an
//! open or unknown end. A title is judged for one day by what is certain of each term, and for a date
//! of many days (an article of "2018") only where all its days have the same verdict. A verdict other
//! than [`Verdict::Undecided`] holds however the vague dates turn out.
//!
//! The last day of a term is one of handover: the holder is still called by the title, and already
//! called former.
//!
//! Cost: the verdict changes only where a term begins or ends, so a date costs a look at its ends and
//! at the bounds of the terms, however long it is.

use super::calendar::Day;
use super::date::Date;
use super::entry::Role;

/// A person's holding of an office, as far as its days are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Possible first days.
    start: Bounds,
    /// Possible last days; where it goes on, only those before which it cannot end are not known.
    end: Bounds,
    /// It has no end as yet.
    goes_on: bool,
    /// The gazetteer contradicts itself: nothing follows from it.
    contradictory: bool,
    /// As a stand-in.
    pub acting: bool,
}

/// The first and the last day that a date can mean; none where there is no such bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bounds {
    earliest: Option<Day>,
    latest: Option<Day>,
}

/// In which sense a person is called by a title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said {
    /// "Foreign Minister X".
    Present,
    /// "former Foreign Minister X".
    Former,
}

/// What the terms say of a title on a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is right.
    Fits,
    /// The person held the office before, and not on that date.
    Expired,
    /// The person held it only later.
    NotYet,
    /// The person is called former on a day of office.
    NotFormer,
    /// The person never held it.
    Never,
    /// The dates are too vague to tell.
    Undecided,
}

/// Where a day lies in a term.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    In,
    After,
    Unknown,
}

impl Term {
    /// A term between two dates. One without `from` began on a day that is not known; one without
    /// `until` goes on.
    pub fn new(from: Option<Date>, until: Option<Date>, acting: bool) -> Term {
        let mut start = from.map_or(Bounds::UNKNOWN, Bounds::of);
        let mut end = until.map_or(Bounds::UNKNOWN, Bounds::of);
        // No term ends before it begins.
        let contradictory = matches!((start.earliest, end.latest), (Some(first), Some(last)) if last < first);
        if let Some(last) = end.latest {
            start.latest = Some(start.latest.map_or(last, |latest| latest.min(last)));
        }
        if let Some(first) = start.earliest
            && until.is_some()
        {
            end.earliest = Some(end.earliest.map_or(first, |earliest| earliest.max(first)));
        }
        Term { start, end, goes_on: until.is_none(), contradictory, acting }
    }

    /// The term that a role states.
    pub fn of(role: &Role) -> Term {
        Term::new(role.from, role.until, role.acting)
    }

    /// The same where its end is not known: the gazetteer gives none, and knows of a successor.
    #[must_use]
    pub fn ended(mut self) -> Term {
        if self.goes_on {
            (self.goes_on, self.end.earliest) = (false, self.start.earliest);
        }
        self
    }

    /// The day on which it has certainly begun.
    pub fn begun(&self) -> Option<Day> {
        self.start.latest.filter(|_| !self.contradictory)
    }

    /// Whether it has no end as yet.
    pub fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// Where a day lies in it. `over` is how many days before its last one it counts as over.
    fn place(&self, day: Day, over: i32) -> Place {
        if self.contradictory {
            return Place::Unknown;
        }
        if self.start.earliest.is_some_and(|first| day < first) {
            return Place::Before;
        }
        if self.end.latest.is_some_and(|last| day.number() > last.number() - over) {
            return Place::After;
        }
        let begun = self.start.latest.is_some_and(|first| day >= first);
        let runs = self.goes_on || self.end.earliest.is_some_and(|last| day.number() <= last.number() - over);
        if begun && runs { Place::In } else { Place::Unknown }
    }

    /// The days about which the verdict may change.
    fn bounds(&self) -> impl Iterator<Item = Day> + use<> {
        [self.start.earliest, self.start.latest, self.end.earliest, self.end.latest].into_iter().flatten()
    }
}

impl Bounds {
    const UNKNOWN: Bounds = Bounds { earliest: None, latest: None };

    /// The days that a date can mean. A marked date may be off by any number of days.
    fn of(date: Date) -> Bounds {
        if date.is_approximate() || date.is_uncertain() {
            return Bounds::UNKNOWN;
        }
        Bounds { earliest: date.earliest(), latest: date.latest() }
    }
}

/// What the terms of one person say of a title on a date. Several terms are those of one office, its
/// predecessors under other names included.
pub fn judge(terms: &[Term], said: Said, on: Date) -> Verdict {
    let Bounds { earliest: Some(first), latest: Some(last) } = Bounds::of(on) else {
        return if terms.is_empty() { Verdict::Never } else { Verdict::Undecided };
    };
    let verdict = on_day(terms, said, first);
    let changes =
        terms.iter().flat_map(Term::bounds).flat_map(|day| (day.number() - 1..=day.number() + 1).filter_map(Day::from_number));
    let inside = changes.filter(|day| (first..=last).contains(day));
    let same = inside.chain([last]).all(|day| on_day(terms, said, day) == verdict);
    if same { verdict } else { Verdict::Undecided }
}

fn on_day(terms: &[Term], said: Said, day: Day) -> Verdict {
    let over = match said {
        Said::Present => 0,
        Said::Former => 1,
    };
    let any = |place| terms.iter().any(|term| term.place(day, over) == place);
    match said {
        Said::Present if any(Place::In) => Verdict::Fits,
        Said::Former if any(Place::In) => Verdict::NotFormer,
        _ if any(Place::Unknown) => Verdict::Undecided,
        Said::Present if any(Place::After) => Verdict::Expired,
        Said::Former if any(Place::After) => Verdict::Fits,
        _ if any(Place::Before) => Verdict::NotYet,
        _ => Verdict::Never,
    }
}

#[cfg(test)]
mod tests;
