//! Front matter: the head of a Markdown file between lines of `---` (or `+++`), which is no prose.

/// Where the text behind the front matter starts, in bytes; 0 where there is none.
pub fn body_start(text: &str) -> usize {
    let head = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - head.len();
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| head.starts_with(fence)) else { return 0 };
    let mut lines = head.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == fence) else { return 0 };
    let mut at = offset + first.len();
    for line in lines {
        at += line.len();
        if line.trim_end() == fence {
            return at;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::body_start;

    #[test]
    fn only_a_closed_head_is_front_matter() {
        for (text, body) in [
            ("---\ntitle: A\n---\nText", "Text"),
            ("+++\r\na = 1\r\n+++\r\nText", "Text"),
            ("--- no\n---\nText", "--- no\n---\nText"),
            ("---\nnever closed", "---\nnever closed"),
            ("", ""),
        ] {
            assert_eq!(&text[body_start(text)..], body);
        }
    }
}
