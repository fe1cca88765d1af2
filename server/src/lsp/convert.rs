//! The border: the only file that knows both the protocol's types and the engine's.

use std::ops::Range;

use nomenclator_core::finding::{Finding, Location, Related, Severity};
use nomenclator_core::gazetteer::Kind;
use nomenclator_core::text::Span;
use nomenclator_core::text::position::{LineIndex, Position, PositionEncoding};
use serde::Serialize;
use tower_lsp::ls_types as lsp;

use super::capabilities::Client;

/// A range of the protocol, in the units that were negotiated.
pub fn positions(range: lsp::Range) -> Range<Position> {
    position(range.start)..position(range.end)
}

/// A position of the protocol, in the units that were negotiated.
pub fn position(position: lsp::Position) -> Position {
    Position::new(position.line, position.character)
}

/// The words of a span as a range of the protocol.
pub fn range(span: Span, lines: &LineIndex, encoding: PositionEncoding) -> lsp::Range {
    let Range { start, end } = lines.range(span, encoding);
    lsp::Range::new(lsp::Position::new(start.line, start.character), lsp::Position::new(end.line, end.character))
}

/// One place of a finding as a diagnostic. It borrows the words: thousands of them are written for a keystroke.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic<'a> {
    range: lsp::Range,
    severity: lsp::DiagnosticSeverity,
    code: &'a str,
    source: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_information: Option<Vec<lsp::DiagnosticRelatedInformation>>,
}

/// One place of a finding as a diagnostic. `location` finds the places that explain it, for a client that shows
/// them.
pub fn diagnostic<'a>(
    finding: &'a Finding,
    place: Span,
    lines: &LineIndex,
    client: Client,
    location: impl Fn(&Location) -> Option<lsp::Location>,
) -> Diagnostic<'a> {
    let explain = |related: &Related| {
        let location = location(&related.at)?;
        Some(lsp::DiagnosticRelatedInformation { location, message: related.message.clone() })
    };
    let explained = client.related_information && !finding.related.is_empty();
    Diagnostic {
        range: range(place, lines, client.encoding),
        severity: severity(finding.severity),
        code: finding.rule,
        source: "nomenclator",
        message: &finding.message,
        related_information: explained.then(|| finding.related.iter().filter_map(explain).collect()),
    }
}

impl Diagnostic<'_> {
    /// The same with words of its own.
    pub fn to_owned(&self) -> lsp::Diagnostic {
        lsp::Diagnostic {
            range: self.range,
            severity: Some(self.severity),
            code: Some(lsp::NumberOrString::String(self.code.to_owned())),
            source: Some(self.source.to_owned()),
            message: self.message.to_owned(),
            related_information: self.related_information.clone(),
            ..lsp::Diagnostic::default()
        }
    }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
    }
}

/// What an editor's icons make of a kind.
pub fn symbol_kind(kind: Kind) -> lsp::SymbolKind {
    match kind {
        Kind::Person => lsp::SymbolKind::OBJECT,
        Kind::Place => lsp::SymbolKind::NAMESPACE,
        Kind::Organisation => lsp::SymbolKind::MODULE,
        Kind::Group => lsp::SymbolKind::ENUM,
        Kind::Weapon => lsp::SymbolKind::STRUCT,
        Kind::Event => lsp::SymbolKind::EVENT,
        Kind::Media => lsp::SymbolKind::PACKAGE,
        Kind::Post => lsp::SymbolKind::KEY,
        Kind::Other => lsp::SymbolKind::CONSTANT,
    }
}
