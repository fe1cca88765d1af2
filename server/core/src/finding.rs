//! What the rules report: a [`Finding`] has a code, a severity, its places, a reason and fixes.
//!
//! The faces (language server, `check`) print findings and add nothing of their own.

use std::sync::Arc;

use crate::text::Span;

/// The path of a file as the user sees it: relative to the corpus root with `/`, or as given where
/// the file lies outside the root. Cheap to clone.
pub type DocPath = Arc<str>;

/// How much a finding matters. Ordered: `Hint < Information < Warning < Error`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Shown faintly, never in CI by default.
    Hint,
    /// Worth knowing.
    Information,
    /// Should be looked at; fails `check` by default.
    Warning,
    /// Is wrong.
    Error,
}

impl Severity {
    /// The word used in configuration, messages and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A span in a named file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    /// The file.
    pub path: DocPath,
    /// Where in it, in bytes of its decoded text.
    pub span: Span,
}

/// Another place that explains a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// Where it is.
    pub at: Location,
    /// What it shows.
    pub message: String,
}

/// One replacement in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub at: Location,
    /// The new words.
    pub new: String,
}

/// A way to put a finding right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as an action: "Replace with “Gadi Eisenkot”".
    pub title: String,
    /// Whether it may be applied without a person looking.
    pub safe: bool,
    /// The edits, in order of place, not overlapping.
    pub edits: Vec<Edit>,
}

/// One thing that a rule found in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Kebab-case code of the rule, such as `unresolved-name`.
    pub rule: &'static str,
    /// How much it matters here (configuration applied).
    pub severity: Severity,
    /// One sentence for people: what is wrong and, where it is known, what to do.
    pub message: String,
    /// The words at the first place.
    pub text: String,
    /// Id of the entry that is meant, where there is exactly one.
    pub entity: Option<Arc<str>>,
    /// Why the engine thinks so.
    pub reason: String,
    /// Every place in the file, in order, never empty. An editor underlines each, `check` counts one.
    pub places: Vec<Span>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Ways to put it right.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding at one place with no reason, related places or fixes yet. `text` is cut from `source`.
    pub fn new(rule: &'static str, severity: Severity, source: &str, place: Span, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            severity,
            message: message.into(),
            text: place.of(source).to_owned(),
            entity: None,
            reason: String::new(),
            places: vec![place],
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Where it starts: the order in which findings are shown.
    pub fn start(&self) -> u32 {
        self.places.first().map_or(0, |place| place.start)
    }
}
