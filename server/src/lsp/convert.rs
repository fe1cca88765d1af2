//! The border: the only file that knows both the protocol's types and the engine's.

use std::ops::Range;

use nomenclator_core::finding::{Finding, Location, Related, Severity};
use nomenclator_core::gazetteer::Kind;
use nomenclator_core::text::Span;
use nomenclator_core::text::position::{LineIndex, Position, PositionEncoding};
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

/// One place of a finding as a diagnostic. `location` finds the places that explain it, for a client that shows
/// them.
pub fn diagnostic(
    finding: &Finding,
    place: Span,
    lines: &LineIndex,
    client: Client,
    location: impl Fn(&Location) -> Option<lsp::Location>,
) -> lsp::Diagnostic {
    let related = |related: &Related| {
        let location = location(&related.at)?;
        Some(lsp::DiagnosticRelatedInformation { location, message: related.message.clone() })
    };
    let related: Option<Vec<_>> = client.related_information.then(|| finding.related.iter().filter_map(related).collect());
    lsp::Diagnostic {
        range: range(place, lines, client.encoding),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.rule.to_owned())),
        source: Some("nomenclator".to_owned()),
        message: finding.message.clone(),
        related_information: related.filter(|related| !related.is_empty()),
        ..lsp::Diagnostic::default()
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
