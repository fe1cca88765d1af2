//! What a run of `check` comes to.

use nomenclator_core::finding::{Finding, Severity};
use nomenclator_core::gazetteer::imported::Import;
use serde::Serialize;

/// Counts of a run.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Summary {
    /// Articles that were read.
    pub articles: usize,
    /// Those among them without a date: rules that depend on the date did not judge them.
    pub undated: usize,
    /// Those among them in another language than English: unknown names were not looked for there.
    pub other_languages: usize,
    /// Entries in the gazetteer.
    pub entries: usize,
    /// The imported sources, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub imports: Vec<ImportInSummary>,
    /// Findings by severity.
    pub findings: Counts,
}

/// What there is to say of an imported source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ImportInSummary {
    /// From the corpus root, with `/`.
    pub path: String,
    /// The word of the configuration.
    pub format: &'static str,
    /// The word of the configuration.
    pub trust: &'static str,
    /// How many entries were read.
    pub entries: u32,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The newest date that it says it was changed on.
    pub date: Option<String>,
    /// The version that the configuration gives it.
    pub version: Option<String>,
}

impl ImportInSummary {
    /// Of a source that was read.
    pub fn of(import: &Import) -> ImportInSummary {
        ImportInSummary {
            path: import.path.to_string(),
            format: import.format.as_str(),
            trust: import.trust.as_str(),
            entries: import.entries,
            sha256: import.sha256.clone(),
            date: import.date.map(|date| date.to_string()),
            version: import.version.as_deref().map(str::to_owned),
        }
    }
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Information.
    pub information: usize,
    /// Hints.
    pub hint: usize,
}

impl Counts {
    /// The counts of some findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            *match finding.severity {
                Severity::Error => &mut counts.error,
                Severity::Warning => &mut counts.warning,
                Severity::Information => &mut counts.information,
                Severity::Hint => &mut counts.hint,
            } += 1;
        }
        counts
    }

    /// Adds the counts of a part of the run.
    pub fn add(&mut self, part: Counts) {
        self.error += part.error;
        self.warning += part.warning;
        self.information += part.information;
        self.hint += part.hint;
    }

    /// How many are at least so severe.
    pub fn at_least(self, severity: Severity) -> usize {
        let counts = [self.hint, self.information, self.warning, self.error];
        counts[severity as usize..].iter().sum()
    }
}

impl Summary {
    /// For people, in a sentence or two.
    pub fn in_words(&self) -> String {
        let Counts { error, warning, information, hint } = self.findings;
        let kinds = [
            (error, "error", "errors"),
            (warning, "warning", "warnings"),
            (information, "information", "information"),
            (hint, "hint", "hints"),
        ];
        let kinds = kinds.iter().filter(|(number, ..)| *number > 0).map(|(number, one, many)| count(*number, one, many));
        let mut found = kinds.collect::<Vec<_>>().join(", ");
        if found.is_empty() {
            "nothing found".clone_into(&mut found);
        }
        let checked = format!("{} checked: {found}.", count(self.articles, "article", "articles"));
        let undated = (self.undated > 0).then(|| {
            let articles = count(self.undated, "article has", "articles have");
            format!(" {articles} no date: rules that depend on it did not judge there.")
        });
        let other_languages = (self.other_languages > 0).then(|| {
            let articles = count(self.other_languages, "article is", "articles are");
            format!(" {articles} not in English: unknown names were not looked for there.")
        });
        checked + &undated.unwrap_or_default() + &other_languages.unwrap_or_default()
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_words() {
        let findings = Counts { error: 1, warning: 2, ..Counts::default() };
        let summary = Summary { articles: 5, undated: 1, other_languages: 2, entries: 3, imports: Vec::new(), findings };
        assert_eq!(
            summary.in_words(),
            "5 articles checked: 1 error, 2 warnings. 1 article has no date: rules that depend on it did not judge there. \
             2 articles are not in English: unknown names were not looked for there."
        );
        let clean = Summary { articles: 1, ..Summary::default() };
        assert_eq!(clean.in_words(), "1 article checked: nothing found.");
    }

    #[test]
    fn at_least() {
        let counts = Counts { error: 1, warning: 2, information: 4, hint: 8 };
        let at_least = |severity| counts.at_least(severity);
        assert_eq!(at_least(Severity::Error), 1);
        assert_eq!(at_least(Severity::Warning), 3);
        assert_eq!(at_least(Severity::Information), 7);
        assert_eq!(at_least(Severity::Hint), 15);
    }
}
