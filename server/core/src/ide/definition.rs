//! Definition.
use super::{Analysis, Jump};
pub(super) fn definition(_: &Analysis, _: &str, _: u32) -> Option<Jump> {
    None
}
