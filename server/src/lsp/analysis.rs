//! What was found out about one version of an open document.

use std::sync::Arc;

use nomenclator_core::finding::Finding;
use nomenclator_core::text::position::LineIndex;

use super::document::OpenDocument;

/// One text, read.
pub struct Analysis {
    /// The text.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: LineIndex,
    /// What the rules found in it.
    pub findings: Vec<Finding>,
}

impl Analysis {
    /// Reads the document.
    pub fn of(document: &OpenDocument) -> Analysis {
        let text = document.text.text();
        let lines = LineIndex::new(&text);
        Analysis { text, lines, findings: Vec::new() }
    }
}

impl OpenDocument {
    /// What was found out about this version; made now unless it was before.
    pub fn analysis(&self) -> &Arc<Analysis> {
        self.analysis.get_or_init(|| Arc::new(Analysis::of(self)))
    }
}
