//! Small turns of phrase that the gestures share.

use crate::gazetteer::date::Date;

/// "1 mention", "3 mentions".
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "2015 – 2019", "since 2015", "until 2019"; none where neither is known.
pub(super) fn period(from: Option<Date>, until: Option<Date>) -> Option<String> {
    match (from, until) {
        (Some(from), Some(until)) => Some(format!("{from} – {until}")),
        (Some(from), None) => Some(format!("since {from}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (None, None) => None,
    }
}
