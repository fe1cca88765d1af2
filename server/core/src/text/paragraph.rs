//! Paragraphs: the pieces of a text that are read, and kept, each by itself.
//!
//! A paragraph ends at a blank line. It ends at any other line break too where a sentence ends there,
//! since no name goes on across one; a line that ends otherwise may be wrapped in the middle of a
//! name and is read together with the next. Where a text never does either, a paragraph is cut at
//! the next white space after [`LIMIT`] bytes, so that no text makes one piece of work endless.
//!
//! A cut depends only on the text before it in the same paragraph: an edit moves the cuts of its own
//! neighbourhood and no others. Cost: one `memchr` over the line breaks.

use super::Span;

/// The bytes after which a paragraph without an end is cut at the next white space.
pub const LIMIT: usize = 1 << 15;

/// The paragraphs of a text, in order; together they cover every byte.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut spans = Vec::new();
    let mut start = 0;
    let mut line = 0;
    let close = |end: usize, start: &mut usize, spans: &mut Vec<Span>| {
        spans.push(Span::new(*start as u32, end as u32));
        *start = end;
    };
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).map(|at| at + 1) {
        if bytes[end - 1] == b'\r' && bytes.get(end) == Some(&b'\n') {
            continue;
        }
        let words = bytes[line..end].trim_ascii();
        while end - start > LIMIT {
            let Some(cut) = cut(bytes, start + LIMIT, end) else { break };
            close(cut, &mut start, &mut spans);
        }
        if words.is_empty() || sentence_ends(words) || end - start > LIMIT {
            close(end, &mut start, &mut spans);
        }
        line = end;
    }
    while start < bytes.len() {
        let end = if bytes.len() - start > LIMIT { cut(bytes, start + LIMIT, bytes.len()) } else { None };
        close(end.unwrap_or(bytes.len()), &mut start, &mut spans);
    }
    spans
}

/// The offset behind the first ASCII white space at or after `from`; at `from + LIMIT` any character
/// boundary will do.
fn cut(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let far = (from + LIMIT).min(to);
    if let Some(space) = bytes[from..far].iter().position(u8::is_ascii_whitespace) {
        return Some(from + space + 1).filter(|&cut| cut < to);
    }
    (far..to).find(|&at| bytes[at] & 0xC0 != 0x80)
}

/// Whether a sentence ends with these words (a line, trimmed): a mark that ends one, perhaps in
/// quotation marks or brackets, and no abbreviation.
fn sentence_ends(line: &[u8]) -> bool {
    const CLOSING: [&[u8]; 5] = ["”".as_bytes(), "’".as_bytes(), b"\"", b"'", b")"];
    let mut words = line;
    while let Some(closing) = CLOSING.iter().find(|closing| words.ends_with(closing)) {
        words = &words[..words.len() - closing.len()];
    }
    match words.last() {
        Some(b'!' | b'?' | b':') => true,
        Some(b'.') => {
            let word = words[..words.len() - 1].rsplit(|b| !b.is_ascii_alphanumeric() && *b < 0x80).next().unwrap_or_default();
            // "Gen." and initials at the end of a wrapped line: the name may go on.
            word.len() > 4 || !word.first().is_some_and(u8::is_ascii_uppercase)
        }
        _ => words.ends_with("…".as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn blank_lines_and_sentence_ends_cut() {
        assert_eq!(pieces("Headline\n\nOne Sergey\nLavrov said.\nTwo"), ["Headline\n\n", "One Sergey\nLavrov said.\n", "Two"]);
        assert_eq!(pieces("He met Gen.\r\nHaliva.\r\nThen"), ["He met Gen.\r\nHaliva.\r\n", "Then"]);
        assert_eq!(pieces("“Yes.”\nNo"), ["“Yes.”\n", "No"]);
    }

    #[test]
    fn endless_lines_are_cut() {
        let text = "word ".repeat(LIMIT);
        assert!(paragraphs(&text).iter().all(|span| span.len() as usize <= LIMIT + 5));
        let text = "é".repeat(5 * LIMIT);
        assert!(paragraphs(&text).iter().all(|span| span.len() as usize <= 2 * LIMIT + 2 && !span.of(&text).is_empty()));
    }

    proptest! {
        #[test]
        fn paragraphs_cover_the_text(text in "[ab é.!\\n\\r]{0,80}") {
            prop_assert_eq!(pieces(&text).concat(), text);
        }
    }
}
