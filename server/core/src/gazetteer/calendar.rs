//! The calendar: days as numbers, so that they can be compared and subtracted.
//!
//! Proleptic Gregorian, as EDTF has it: the rules of leap years hold for all years, and the year 0
//! is 1 BC.

use std::fmt;

/// One day of the years -9999 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Days before each month of a common year.
const BEFORE_MONTH: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// How many days come before 1970-01-01 in the count that starts with 0000-01-01.
const EPOCH: i32 = 719_528;

impl Day {
    /// The day of that year (-9999 to 9999), month (1–12) and day of the month; none where there is
    /// no such day.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Day> {
        let exists = (-9999..=9999).contains(&year) && (1..=month_length(year, month)).contains(&day);
        exists.then(|| Day::clamped(year, month, day))
    }

    /// As [`Day::new`], for months from 1 to 12 and years that are known to fit; days past the end of
    /// the month give its last day.
    pub(super) fn clamped(year: i16, month: u8, day: u8) -> Day {
        let day = i32::from(day.min(month_length(year, month)));
        let leap_day = i32::from(month > 2 && is_leap(year));
        Day(days_before_year(i32::from(year)) + BEFORE_MONTH[usize::from(month - 1)] + leap_day + day - 1 - EPOCH)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day so many days after 1970-01-01; none outside the years -9999 to 9999.
    pub fn from_number(number: i32) -> Option<Day> {
        let first = Day::clamped(-9999, 1, 1).0;
        let last = Day::clamped(9999, 12, 31).0;
        (first..=last).contains(&number).then_some(Day(number))
    }

    /// Year, month (1–12) and day of the month.
    pub fn civil(self) -> (i16, u8, u8) {
        let count = self.0 + EPOCH;
        // 400 years have 146,097 days; the guess is right or one year off.
        let guess = (i64::from(count) * 400).div_euclid(146_097) as i32;
        let year = [guess + 1, guess, guess - 1].into_iter().find(|&year| days_before_year(year) <= count).unwrap_or(guess);
        let mut rest = count - days_before_year(year);
        let year = year as i16;
        let mut month = 1;
        while month < 12 && rest >= i32::from(month_length(year, month)) {
            rest -= i32::from(month_length(year, month));
            month += 1;
        }
        (year, month, rest.unsigned_abs() as u8 + 1)
    }
}

/// Days from 0000-01-01 to the first of January of that year.
fn days_before_year(year: i32) -> i32 {
    let past = year - 1;
    // The year 0 is a leap year: its day is the one added at the end.
    year * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) + 1
}

/// Whether the year has a 29 February.
fn is_leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days the month (1–12) has; 0 for other numbers.
pub fn month_length(year: i16, month: u8) -> u8 {
    match month {
        2 => 28 + u8::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// As "2018-06-03".
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::date::Date::from(*self).fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        let cases = [
            ((1970, 1, 1), 0),
            ((1970, 1, 2), 1),
            ((1969, 12, 31), -1),
            ((2000, 2, 29), 11_016),
            ((2018, 7, 23), 17_735),
            ((1600, 1, 1), -135_140),
            ((0, 3, 1), -719_468),
            ((0, 1, 1), -719_528),
            ((-1, 12, 31), -719_529),
        ];
        for ((year, month, day), number) in cases {
            let found = Day::new(year, month, day).unwrap();
            assert_eq!(found.number(), number, "{found}");
            assert_eq!(found.civil(), (year, month, day));
        }
    }

    #[test]
    fn every_day_of_the_calendar_follows_the_one_before() {
        let mut number = Day::clamped(-9999, 1, 1).number();
        for year in -9999..=9999 {
            for month in 1..=12 {
                for day in 1..=month_length(year, month) {
                    let found = Day::new(year, month, day).unwrap();
                    assert_eq!(found.number(), number);
                    number += 1;
                }
            }
        }
        assert_eq!(Day::from_number(number), None);
    }

    proptest! {
        #[test]
        fn there_and_back(number in -4_000_000i32..4_000_000) {
            if let Some(day) = Day::from_number(number) {
                let (year, month, date) = day.civil();
                prop_assert_eq!(Day::new(year, month, date), Some(day));
            }
        }

        #[test]
        fn no_such_day(year in any::<i16>(), month in any::<u8>(), day in any::<u8>()) {
            if let Some(found) = Day::new(year, month, day) {
                prop_assert_eq!(found.civil(), (year, month, day));
            }
        }
    }
}
