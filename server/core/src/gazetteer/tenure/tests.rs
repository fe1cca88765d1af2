//! Verdicts on titles: cases judged by a person, and every case against a count of all the days.

use proptest::prelude::*;

use super::*;

fn term(from: &str, until: &str) -> Term {
    let date = |words: &str| (!words.is_empty()).then(|| Date::parse(words).unwrap());
    Term::new(date(from), date(until), false)
}

#[track_caller]
fn check(terms: &[(&str, &str)], on: &str, present: Verdict, former: Verdict) {
    let terms: Vec<Term> = terms.iter().map(|(from, until)| term(from, until)).collect();
    let on = Date::parse(on).unwrap();
    assert_eq!((judge(&terms, Said::Present, on), judge(&terms, Said::Former, on)), (present, former), "{terms:?} on {on}");
}

use Verdict::{Expired, Fits, Never, NotFormer, NotYet, Undecided};

const CHIEF: &[(&str, &str)] = &[("2015-02-16", "2019-01-15")];

#[test]
fn exact_days() {
    check(CHIEF, "2018-07-23", Fits, NotFormer);
    check(CHIEF, "2019-02-01", Expired, Fits);
    check(CHIEF, "2015-02-15", NotYet, NotYet);
    check(CHIEF, "2015-02-16", Fits, NotFormer);
    check(CHIEF, "2019-01-14", Fits, NotFormer);
    check(CHIEF, "2019-01-16", Expired, Fits);
    check(&[], "2018-07-23", Never, Never);
}

#[test]
fn the_day_of_the_handover_allows_both() {
    check(CHIEF, "2019-01-15", Fits, Fits);
}

#[test]
fn articles_of_a_year() {
    check(CHIEF, "2017", Fits, NotFormer);
    check(CHIEF, "2019", Undecided, Undecided);
    check(CHIEF, "2020", Expired, Fits);
    check(CHIEF, "2014/2015-01", NotYet, NotYet);
    check(CHIEF, "2014/2016", Undecided, Undecided);
    check(CHIEF, "2020/..", Undecided, Undecided);
    check(CHIEF, "2020~", Undecided, Undecided);
    check(CHIEF, "2017?", Undecided, Undecided);
}

#[test]
fn terms_of_years() {
    let years = &[("2015", "2019")];
    check(years, "2015-06-01", Undecided, Undecided);
    check(years, "2016-06-01", Fits, NotFormer);
    check(years, "2019-06-01", Undecided, Undecided);
    check(years, "2020-01-01", Expired, Fits);
    check(years, "2014-12-31", NotYet, NotYet);
    check(&[("2018", "2018-01-01")], "2018-01-01", Fits, Fits);
}

#[test]
fn open_and_unknown_ends() {
    check(&[("2004-03-09", "")], "2018-07-23", Fits, NotFormer);
    check(&[("2004-03-09", "")], "2004-03-08", NotYet, NotYet);
    check(&[("", "2019-01-15")], "2018-07-23", Undecided, Undecided);
    check(&[("", "2019-01-15")], "2019-01-16", Expired, Fits);
    check(&[("", "")], "2018-07-23", Undecided, Undecided);
    // It ended in 2018 or later.
    check(&[("2015", "2018/")], "2017-01-01", Fits, NotFormer);
    check(&[("2015", "2018/..")], "2019-01-01", Undecided, Undecided);
    check(&[("2015", "../2018")], "2019-01-01", Expired, Fits);
    let ended = term("2004-03-09", "").ended();
    assert_eq!(judge(&[ended], Said::Present, Date::parse("2018").unwrap()), Undecided);
    assert_eq!(judge(&[ended], Said::Former, Date::parse("2003").unwrap()), NotYet);
}

#[test]
fn marked_dates_prove_nothing() {
    for mark in ["~", "?", "%"] {
        let (from, until) = (format!("2015-02-16{mark}"), format!("2019-01-15{mark}"));
        check(&[(&from, "2019-01-15")], "2018-01-01", Undecided, Undecided);
        check(&[(&from, "2019-01-15")], "2020-01-01", Expired, Fits);
        check(&[("2015-02-16", &until)], "2018-01-01", Undecided, Undecided);
        check(&[("2015-02-16", &until)], "2014-01-01", NotYet, NotYet);
    }
}

#[test]
fn two_terms_of_one_person() {
    let terms = &[("1996-06-18", "1999-07-06"), ("2009-03-31", "2021-06-13")];
    check(terms, "1998-01-01", Fits, NotFormer);
    check(terms, "2005-01-01", Expired, Fits);
    check(terms, "2015-01-01", Fits, NotFormer);
    check(terms, "1990-01-01", NotYet, NotYet);
    check(terms, "2021-06-14", Expired, Fits);
    // One term follows the other without a gap: all of 2018 agrees.
    check(&[("2015", "2018-06-30"), ("2018-07-01", "2020")], "2018", Fits, Undecided);
}

#[test]
fn contradictory_terms_say_nothing() {
    check(&[("2019", "2015")], "2017", Undecided, Undecided);
    check(&[("2019", "2015")], "2010", Undecided, Undecided);
}

/// A day of the little calendar that the oracle counts through: 2018-01-01 and the days after it.
fn day(n: i32) -> Day {
    Day::from_number(17_532 + n).unwrap()
}

/// A date of days `first` to `last` of the little calendar.
fn stretch(first: i32, last: i32) -> Date {
    Date::parse(&if first == last { day(first).to_string() } else { format!("{}/{}", day(first), day(last)) }).unwrap()
}

const DAYS: i32 = 8;

/// Every possible pair of first and last day; a term that goes on ends after all days.
type Possible = Vec<(i32, i32)>;

fn verdict(terms: &[(i32, i32)], said: Said, on: i32) -> Verdict {
    let over = i32::from(said == Said::Former);
    if terms.iter().any(|&(from, until)| from <= on && on <= until - over) {
        return if said == Said::Former { NotFormer } else { Fits };
    }
    if terms.iter().any(|&(_, until)| until - over < on) {
        return if said == Said::Former { Fits } else { Expired };
    }
    if terms.is_empty() { Never } else { NotYet }
}

/// The verdict that holds in every possible world on every day of the date.
fn oracle(terms: &[Possible], said: Said, (first, last): (i32, i32)) -> Verdict {
    let mut worlds: Vec<Vec<(i32, i32)>> = vec![Vec::new()];
    for possible in terms {
        worlds = worlds.iter().flat_map(|world| possible.iter().map(|term| [&world[..], &[*term]].concat())).collect();
    }
    let mut verdicts = worlds.iter().flat_map(|world| (first..=last).map(|on| verdict(world, said, on)));
    let one = verdicts.next().unwrap();
    if verdicts.all(|other| other == one) { one } else { Undecided }
}

/// A term in the gazetteer's dates, and all that it can mean.
fn vague_term() -> impl Strategy<Value = (Term, Possible)> {
    /// Beyond the little calendar, in either direction.
    const FAR: i32 = 3;
    let end = || prop_oneof![4 => (0..DAYS, 0..4).prop_map(|(at, length): (i32, i32)| Some((at, (at + length).min(DAYS - 1)))), 1 => Just(None)];
    (end(), end(), any::<bool>()).prop_filter_map("it ends before it begins", |(from, until, goes_on)| {
        let date = |range: Option<(i32, i32)>| range.map(|(first, last)| stretch(first, last));
        let unknown = Date::parse("2018~").unwrap();
        let term = Term::new(date(from), if goes_on && until.is_none() { None } else { date(until).or(Some(unknown)) }, false);
        let from = from.unwrap_or((-FAR, DAYS + FAR));
        let until = match until {
            Some(until) => until,
            None if goes_on => (DAYS + 2 * FAR, DAYS + 2 * FAR),
            None => (-FAR, DAYS + 2 * FAR),
        };
        let possible: Possible = (from.0..=from.1)
            .flat_map(|first| (until.0..=until.1).map(move |last| (first, last)))
            .filter(|(first, last)| first <= last)
            .collect();
        (!possible.is_empty()).then_some((term, possible))
    })
}

proptest! {
    #[test]
    fn every_verdict_is_that_of_counting_days(
        terms in prop::collection::vec(vague_term(), 0..3),
        first in 0..DAYS,
        length in 0..DAYS,
        former in any::<bool>(),
    ) {
        let said = if former { Said::Former } else { Said::Present };
        let last = (first + length).min(DAYS - 1);
        let (terms, possible): (Vec<Term>, Vec<Possible>) = terms.into_iter().unzip();
        let judged = judge(&terms, said, stretch(first, last));
        let counted = oracle(&possible, said, (first, last));
        prop_assert_eq!(judged, counted, "{:?} {:?} {}–{}", possible, said, first, last);
    }
}
