//! The corpus's table of article dates: lines of `path,date`, for articles that do not say theirs.

use nomenclator_core::gazetteer::date::Date;

/// Dates by article path.
#[derive(Clone, Default, Debug)]
pub struct Dates {
    /// In order of path, each path once.
    by_path: Vec<(String, Date)>,
}

impl Dates {
    /// The date listed for an article.
    pub fn get(&self, path: &str) -> Option<&Date> {
        let ix = self.by_path.binary_search_by(|(listed, _)| listed.as_str().cmp(path)).ok()?;
        Some(&self.by_path[ix].1)
    }
}
