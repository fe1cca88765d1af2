//! Lints that need the whole gazetteer: duplicate ids, shared names, posts with two holders …

use super::Gazetteer;
use crate::finding::{DocPath, Finding, Severity};

/// Every lint of gazetteer files, those of single files included: code, default severity (none is
/// off), what it finds.
pub const CODES: &[(&str, Option<Severity>, &str)] = &[];

/// The lints of the whole set, in order of path and place, at their default severities.
pub fn check(gazetteer: &Gazetteer) -> Vec<(DocPath, Finding)> {
    let _ = gazetteer;
    Vec::new()
}
