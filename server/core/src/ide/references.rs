//! References.
use super::Analysis;
use crate::finding::Location;
pub(super) fn references(_: &Analysis, _: &str, _: u32, _: bool) -> Option<Vec<Location>> {
    None
}
