//! What is a date, and how dates compare.

use super::*;
use proptest::prelude::*;

fn date(words: &str) -> Date {
    Date::parse(words).unwrap_or_else(|error| panic!("{words}: {error}"))
}

#[test]
fn forms() {
    let cases = [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-06-03", "2018-06-03", "2018-06-03"),
        ("2018~", "2018-01-01", "2018-12-31"),
        ("2018-06?", "2018-06-01", "2018-06-30"),
        ("2018-06-03%", "2018-06-03", "2018-06-03"),
        ("2018/2019", "2018-01-01", "2019-12-31"),
        ("2018-06/2018-06-03", "2018-06-01", "2018-06-03"),
        ("2018~/2019-05-01?", "2018-01-01", "2019-05-01"),
        ("2018/..", "2018-01-01", "none"),
        ("../2018", "none", "2018-12-31"),
        ("2018/", "2018-01-01", "none"),
        ("/2018", "none", "2018-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
    ];
    for (words, earliest, latest) in cases {
        let date = date(words);
        let show = |day: Option<Day>| day.map_or("none".to_owned(), |day| day.to_string());
        assert_eq!((show(date.earliest()), show(date.latest())), (earliest.to_owned(), latest.to_owned()), "{words}");
        assert_eq!(date.to_string(), words);
    }
}

#[test]
fn what_is_no_date() {
    let cases = [
        ("", DateError::Empty),
        ("..", DateError::Boundless),
        ("../..", DateError::Boundless),
        ("/", DateError::Boundless),
        ("/..", DateError::Boundless),
        ("18", DateError::Year),
        ("20180603", DateError::Year),
        ("-0000", DateError::Year),
        ("2018-13", DateError::Month),
        ("2018-00", DateError::Month),
        ("2018-00-01", DateError::Month),
        ("2018-02-30", DateError::Day(28)),
        ("2020-02-30", DateError::Day(29)),
        ("1900-02-29", DateError::Day(28)),
        ("2018-04-31", DateError::Day(30)),
        ("2018-04-00", DateError::Day(30)),
        ("2018-6-3", DateError::Form),
        ("2018-06-03-01", DateError::Form),
        ("2018-", DateError::Form),
        ("2018-06-", DateError::Form),
        ("2018/06/03", DateError::Form),
        ("2018~?", DateError::Form),
        ("~", DateError::Form),
        ("201X", DateError::Form),
        ("２０１８", DateError::Form),
        ("June 2018", DateError::Form),
        (" 2018", DateError::Form),
        ("2018/2017", DateError::Backwards),
        ("2018-06-03/2018-05", DateError::Backwards),
    ];
    for (words, error) in cases {
        assert_eq!(Date::parse(words), Err(error), "{words}");
    }
}

#[test]
fn order() {
    use Answer::{No, Unknown, Yes};
    let cases = [
        ("2018-06-03", "2018-06-04", Yes),
        ("2018-06-03", "2018-06-03", No),
        ("2018-06-04", "2018-06-03", No),
        ("2018", "2019", Yes),
        ("2018", "2018", Unknown),
        ("2018-06-03", "2018", Unknown),
        ("2018-12-31", "2018", No),
        ("2018", "2018-06-03", Unknown),
        ("2017-12", "2018", Yes),
        ("2018~", "2030", Unknown),
        ("2018", "2030?", Unknown),
        ("../2017", "2018", Yes),
        ("2018/..", "2017", No),
        ("2018/..", "2019", Unknown),
        ("2018/", "2019", Unknown),
    ];
    for (a, b, answer) in cases {
        assert_eq!(date(a).before(date(b)), answer, "{a} before {b}");
        assert_eq!(date(b).after(date(a)), answer, "{b} after {a}");
    }
}

#[test]
fn within() {
    use Answer::{No, Unknown, Yes};
    let cases = [
        ("2018-07-23", "2015-02-16", "2019-01-15", Yes),
        ("2015-02-16", "2015-02-16", "2019-01-15", Yes),
        ("2019-01-15", "2015-02-16", "2019-01-15", Yes),
        ("2019-01-16", "2015-02-16", "2019-01-15", No),
        ("2015-02-15", "2015-02-16", "2019-01-15", No),
        ("2020", "2015", "2019", No),
        ("2019-01-15", "2015", "2019", Unknown),
        ("2018", "2015-02-16", "2019-01-15", Yes),
        ("2019", "2015-02-16", "2019-01-15", Unknown),
        ("2018-07-23", "2015~", "2019-01-15", Unknown),
        ("2020-07-23", "2015~", "2019-01-15", No),
        ("2018-07-23", "", "2019-01-15", Yes),
        ("2020-07-23", "", "2019-01-15", No),
        ("2020-07-23", "2015-02-16", "", Yes),
        ("2020-07-23", "", "", Yes),
        ("2020-07-23?", "2015-02-16", "2019-01-15", Unknown),
        ("2020-07-23", "2015", "2019/", Unknown),
    ];
    for (day, from, until, answer) in cases {
        let bound = |words: &str| (!words.is_empty()).then(|| date(words));
        assert_eq!(date(day).within(bound(from), bound(until)), answer, "{day} in {from}..{until}");
    }
}

#[test]
fn marks() {
    assert!(date("2018~").is_approximate() && !date("2018~").is_uncertain());
    assert!(date("2018%").is_approximate() && date("2018%").is_uncertain());
    assert!(date("2018/2019?").is_uncertain());
    assert!(date("2018-06-03").is_exact() && !date("2018-06").is_exact() && !date("2018-06-03~").is_exact());
    assert_eq!(Date::day(2018, 6, 3), Some(date("2018-06-03")));
    assert_eq!(Date::day(2018, 2, 30), None);
    assert_eq!(size_of::<Option<Date>>(), 12);
}

fn any_date() -> impl Strategy<Value = Date> {
    let point = "-?[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[~?%]?";
    let words = prop_oneof![
        4 => point.prop_map(|point| point),
        1 => (point, point).prop_map(|(a, b)| format!("{a}/{b}")),
        1 => (point, "(\\.\\.)?").prop_map(|(a, b)| format!("{a}/{b}")),
        1 => ("(\\.\\.)?", point).prop_map(|(a, b)| format!("{a}/{b}")),
    ];
    words.prop_filter_map("a date", |words| {
        let date = Date::parse(&words).ok()?;
        assert_eq!(date.to_string(), words);
        Some(date)
    })
}

proptest! {
    #[test]
    fn any_words_at_all(words in "\\PC{0,24}") {
        if let Ok(date) = Date::parse(&words) {
            prop_assert_eq!(date.to_string(), words);
        }
    }

    #[test]
    fn order_is_an_order(a in any_date(), b in any_date(), c in any_date()) {
        if a.before(b) == Answer::Yes {
            prop_assert_eq!(b.before(a), Answer::No);
            if b.before(c) == Answer::Yes {
                prop_assert_eq!(a.before(c), Answer::Yes);
            }
        }
        if let (Some(earliest), Some(latest)) = (a.earliest(), a.latest()) {
            prop_assert!(earliest <= latest);
        }
    }

    #[test]
    fn a_day_agrees_with_its_number(a in -3_000_000i32..2_900_000, b in -3_000_000i32..2_900_000) {
        let (a, b) = (Day::from_number(a).unwrap(), Day::from_number(b).unwrap());
        let before = Date::from(a).before(Date::from(b));
        prop_assert_eq!(before, if a < b { Answer::Yes } else { Answer::No });
    }
}
