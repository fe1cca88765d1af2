//! Lints that need the whole gazetteer: duplicate ids, shared names, posts with two holders …

use super::Gazetteer;
use crate::finding::{DocPath, Finding, Severity};
use crate::settings::Settings;

/// Every lint of gazetteer files, those of single files included: code, default severity (none is
/// off), what it finds.
pub const CODES: &[(&str, Option<Severity>, &str)] = &[];

/// The lints of the whole set, in order of path and place, at the severities of the settings.
pub fn check(gazetteer: &Gazetteer, settings: &Settings) -> Vec<(DocPath, Finding)> {
    let _ = (gazetteer, settings);
    Vec::new()
}
