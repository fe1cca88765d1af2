//! What a corpus is configured to do: the part of `nomenclator.toml` that the engine needs.

use std::collections::BTreeMap;

use crate::finding::Severity;

/// Settings of one corpus. The default is the quiet start: no configuration at all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Whether the corpus has a `nomenclator.toml`.
    pub configured: bool,
    /// Language of its articles where they do not say theirs: `en`, `ru`, …
    pub language: Option<String>,
    /// Severity by rule code; `None` is `off`. A rule not named here has its default.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Forms that are no names here (`[names] ignore`).
    pub ignore: Vec<String>,
    /// The corpus's own kinds, each with the built-in kind it stands under (`[kinds]`).
    pub kinds: BTreeMap<String, crate::gazetteer::Kind>,
}

impl Settings {
    /// The severity of a rule here; none where it is off.
    pub fn severity(&self, rule: &str, default: Option<Severity>) -> Option<Severity> {
        self.rules.get(rule).copied().unwrap_or(default)
    }
}
