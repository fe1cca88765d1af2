//! Places as the command line prints them: code points from the start, lines and columns from 1.

use nomenclator_core::text::Span;
use nomenclator_core::text::position::{LineIndex, Position, PositionEncoding};
use serde::Serialize;

/// A place in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct At {
    /// Code points before it.
    pub start: u32,
    /// Code points before its end.
    pub end: u32,
    /// From 1.
    pub line: u32,
    /// In code points, from 1.
    pub column: u32,
}

impl At {
    /// Where a span stands.
    pub fn of(span: Span, lines: &LineIndex) -> At {
        let position = lines.position(span.start, PositionEncoding::Utf32);
        At {
            start: lines.code_points(span.start),
            end: lines.code_points(span.end),
            line: position.line + 1,
            column: position.character + 1,
        }
    }

    /// A line of an imported source, which nobody reads again to count code points in it: start and end are bytes.
    pub fn on_line(line: u32, span: Span) -> At {
        At { start: span.start, end: span.end, line, column: 1 }
    }
}

/// The byte offset of a line and a column, both from 1; none where the text has no such place.
pub fn offset(lines: &LineIndex, line: u32, column: u32) -> Option<u32> {
    let position = Position::new(line - 1, column - 1);
    let offset = lines.offset(position, PositionEncoding::Utf32);
    (lines.position(offset, PositionEncoding::Utf32) == position).then_some(offset)
}
