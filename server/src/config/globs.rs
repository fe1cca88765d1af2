//! Sets of glob patterns over paths relative to the corpus root.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns such as `articles/**/*.txt`. `*` and `?` stay inside one path component; a pattern that
/// matches a folder covers everything below it.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    patterns: Vec<String>,
    set: GlobSet,
}

impl Globs {
    /// The patterns as a set, or what is wrong with one of them: its index and why.
    pub fn new(patterns: Vec<String>) -> Result<Globs, (usize, String)> {
        let mut builder = GlobSetBuilder::new();
        for (ix, pattern) in patterns.iter().enumerate() {
            if leads_outside(pattern) {
                return Err((ix, "it leads outside the corpus".to_owned()));
            }
            let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
            let glob = GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
            builder.add(glob.map_err(|error| (ix, error.kind().to_string()))?);
        }
        let set = builder.build().map_err(|error| (0, error.kind().to_string()))?;
        Ok(Globs { patterns, set })
    }

    /// Patterns that are known to be good.
    pub(super) fn of(patterns: &[&str]) -> Globs {
        Globs::new(patterns.iter().map(|&pattern| pattern.to_owned()).collect()).expect("built-in patterns are good")
    }

    /// Whether a path (relative to the root, with `/`), or a folder above it, matches.
    pub fn covers(&self, path: &str) -> bool {
        !self.set.is_empty()
            && (self.set.is_match(path) || path.match_indices('/').any(|(end, _)| self.set.is_match(&path[..end])))
    }

    /// Whether the path itself matches.
    pub fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// The patterns as written.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }
}

/// Whether a path or pattern leads out of the folder it is relative to.
pub fn leads_outside(path: &str) -> bool {
    path.starts_with('/') || path.split('/').any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_inside_its_folder() {
        let globs = Globs::of(&["articles/*.txt", "./notes/**/*.md"]);
        assert!(globs.matches("articles/a.txt"));
        assert!(!globs.matches("articles/old/a.txt"));
        assert!(globs.matches("notes/a.md"));
        assert!(globs.matches("notes/old/a.md"));
    }

    #[test]
    fn a_folder_covers_what_is_below_it() {
        let globs = Globs::of(&["archive/raw/", "drafts/**"]);
        assert!(globs.covers("archive/raw"));
        assert!(globs.covers("archive/raw/x/y.txt"));
        assert!(globs.covers("drafts/y.txt"));
        assert!(!globs.covers("archive/rawish/y.txt"));
        assert!(!Globs::default().covers("x"));
    }

    #[test]
    fn a_pattern_never_leaves_the_corpus() {
        assert_eq!(Globs::new(vec!["a".into(), "../b".into()]).unwrap_err().0, 1);
        assert!(Globs::new(vec!["/etc/*".into()]).is_err());
        assert!(Globs::new(vec!["a[".into()]).is_err());
    }
}
