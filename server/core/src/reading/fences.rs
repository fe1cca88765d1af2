//! Fenced code in Markdown: lines between two rows of backticks or tildes are no prose.

use crate::text::Span;

/// The fenced blocks of a text from `from` on, their fences included, in order. One that is never closed goes on to
/// the end of the text.
pub fn fenced(text: &str, from: usize) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, u8, usize)> = None;
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((sign, count, rest)) = fence(line) else { continue };
        match open {
            Some((first, opened, least)) if sign == opened && count >= least && rest.trim().is_empty() => {
                blocks.push(Span::new(first as u32, at as u32));
                open = None;
            }
            None if sign == b'~' || !rest.contains('`') => open = Some((start, sign, count)),
            _ => {}
        }
    }
    blocks.extend(open.map(|(first, ..)| Span::new(first as u32, text.len() as u32)));
    blocks
}

/// The sign of the fence that a line is, how many there are (three at least), and what follows them.
fn fence(line: &str) -> Option<(u8, usize, &str)> {
    let inner = line.trim_start_matches(' ');
    let sign = *inner.as_bytes().first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let count = inner.bytes().take_while(|byte| *byte == sign).count();
    (line.len() - inner.len() <= 3 && count >= 3).then(|| (sign, count, &inner[count..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        fenced(text, 0).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_block_ends_with_a_fence_like_its_first() {
        assert_eq!(blocks("a\n```rust\nFoo\n\nBar\n```\nb"), ["```rust\nFoo\n\nBar\n```\n"]);
        assert_eq!(blocks("~~~~\n~~~\n```\n~~~~ \r\nb\n"), ["~~~~\n~~~\n```\n~~~~ \r\n"]);
        assert_eq!(blocks("```\nnever closed\n"), ["```\nnever closed\n"]);
        assert_eq!(blocks("```\na\n``` b\n```"), ["```\na\n``` b\n```"], "a fence that closes says nothing more");
    }

    #[test]
    fn what_only_looks_like_a_fence_is_prose() {
        assert!(blocks("``a`` b\n    ```\n```a` b\n~~ c\n\n").is_empty());
    }
}
