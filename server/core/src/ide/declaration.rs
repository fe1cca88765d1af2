//! Declaration.
use super::{Analysis, Jump};
pub(super) fn declaration(_: &Analysis, _: &str, _: u32) -> Option<Jump> {
    None
}
