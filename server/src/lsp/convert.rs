//! The border: here, and nowhere else, the protocol's types become the engine's and the engine's the protocol's.

use std::ops::Range;

use nomenclator_core::finding::{Finding, Location, Related, Severity};
use nomenclator_core::gazetteer::Kind;
use nomenclator_core::ide;
use nomenclator_core::text::Span;
use nomenclator_core::text::position::{LineIndex, Position, PositionEncoding};
use serde::Serialize;
use tower_lsp::ls_types as lsp;

use super::capabilities::Client;

/// A place as the client knows it: a URI and a range in the negotiated units.
pub type ClientLocation = lsp::Location;

/// The units of columns: UTF-8 where it is offered (no conversion), then UTF-32; the protocol's default is UTF-16.
pub fn encoding(offered: Option<&[lsp::PositionEncodingKind]>) -> PositionEncoding {
    let offers = |kind: &lsp::PositionEncodingKind| offered.is_some_and(|kinds| kinds.contains(kind));
    if offers(&lsp::PositionEncodingKind::UTF8) {
        PositionEncoding::Utf8
    } else if offers(&lsp::PositionEncodingKind::UTF32) {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// The protocol's name for units.
pub fn encoding_kind(encoding: PositionEncoding) -> lsp::PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => lsp::PositionEncodingKind::UTF32,
    }
}

/// A range of the protocol, in the units that were negotiated.
pub fn positions(range: lsp::Range) -> Range<Position> {
    position(range.start)..position(range.end)
}

/// A position of the protocol, in the units that were negotiated.
pub fn position(position: lsp::Position) -> Position {
    Position::new(position.line, position.character)
}

/// A place in a text, in the units that were negotiated, as the protocol has it.
pub fn place(position: Position) -> lsp::Position {
    lsp::Position::new(position.line, position.character)
}

/// The words of a span as a range of the protocol.
pub fn range(span: Span, lines: &LineIndex, encoding: PositionEncoding) -> lsp::Range {
    let Range { start, end } = lines.range(span, encoding);
    lsp::Range::new(lsp::Position::new(start.line, start.character), lsp::Position::new(end.line, end.character))
}

/// A span of a file.
pub fn location(uri: lsp::Uri, span: Span, lines: &LineIndex, encoding: PositionEncoding) -> ClientLocation {
    lsp::Location::new(uri, range(span, lines, encoding))
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
    location: impl Fn(&Location) -> Option<ClientLocation>,
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

/// What is known of the words under the cursor, in Markdown where the client prefers it.
pub fn hover(hover: &ide::Hover, lines: &LineIndex, client: Client) -> lsp::Hover {
    let (kind, value) = if client.markdown {
        (lsp::MarkupKind::Markdown, hover.prose.to_markdown())
    } else {
        (lsp::MarkupKind::PlainText, hover.prose.to_plain())
    };
    lsp::Hover {
        contents: lsp::HoverContents::Markup(lsp::MarkupContent { kind, value }),
        range: Some(range(hover.span, lines, client.encoding)),
    }
}

/// A jump from these words to that range.
pub fn link_to(origin: lsp::Range, uri: lsp::Uri, range: lsp::Range) -> lsp::LocationLink {
    lsp::LocationLink {
        origin_selection_range: Some(origin),
        target_uri: uri,
        target_range: range,
        target_selection_range: range,
    }
}

/// The target of a jump, with the words that the jump starts from and all that belongs to the target. `lines` are
/// those of the target's file.
pub fn link(
    origin: lsp::Range,
    uri: lsp::Uri,
    to: &ide::Target,
    lines: &LineIndex,
    encoding: PositionEncoding,
) -> lsp::LocationLink {
    lsp::LocationLink {
        origin_selection_range: Some(origin),
        target_uri: uri,
        target_range: range(to.whole, lines, encoding),
        target_selection_range: range(to.at.span, lines, encoding),
    }
}

/// A place in the same document. Where a name is introduced counts as written.
pub fn highlight(found: &ide::Highlight, lines: &LineIndex, encoding: PositionEncoding) -> lsp::DocumentHighlight {
    let kind = if found.introduces { lsp::DocumentHighlightKind::WRITE } else { lsp::DocumentHighlightKind::READ };
    lsp::DocumentHighlight { range: range(found.span, lines, encoding), kind: Some(kind) }
}

/// A line of an outline that is shown as a tree.
pub fn outline(symbol: ide::DocumentSymbol, lines: &LineIndex, encoding: PositionEncoding) -> lsp::DocumentSymbol {
    #[expect(deprecated, reason = "the field has to be given")]
    lsp::DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(symbol.whole, lines, encoding),
        selection_range: range(symbol.at, lines, encoding),
        children: None,
    }
}

/// A line of a flat list of symbols, and what it belongs to.
pub fn symbol(name: String, kind: Kind, at: ClientLocation, container: Option<String>) -> lsp::SymbolInformation {
    #[expect(deprecated, reason = "the field has to be given")]
    lsp::SymbolInformation {
        name,
        kind: symbol_kind(kind),
        tags: None,
        deprecated: None,
        location: at,
        container_name: container,
    }
}

/// What an editor's icons make of a kind.
fn symbol_kind(kind: Kind) -> lsp::SymbolKind {
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
