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

/// The value of the first of these fields that the front matter has (top level, names in lower case), trimmed
/// and without quotation marks.
pub fn field<'t>(text: &'t str, names: &[&str]) -> Option<&'t str> {
    let head = &text[..body_start(text)];
    let sign = if head.trim_start_matches('\u{feff}').starts_with('+') { '=' } else { ':' };
    let mut lines = head.lines().skip(1).take_while(|line| !(sign == '=' && line.starts_with('[')));
    lines.find_map(|line| {
        let (key, value) = line.split_once(sign)?;
        let wanted = names.iter().any(|name| key.trim_end().eq_ignore_ascii_case(name));
        let value = value.trim().trim_matches(['"', '\'']);
        Some(value).filter(|value| wanted && !value.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::{body_start, field};

    #[test]
    fn fields_stand_at_the_top_level_of_a_closed_head() {
        for (text, value) in [
            ("---\ntitle: A\nLang: \"de-AT\"\n---\n", Some("de-AT")),
            ("+++\nlanguage = 'fr'\n+++\n", Some("fr")),
            ("+++\n[extra]\nlang = 'fr'\n+++\n", None),
            ("---\nextra:\n  lang: fr\n---\n", None),
            ("---\nlang:\n---\n", None),
            ("---\nlang: fr\n", None),
            ("lang: fr", None),
        ] {
            assert_eq!(field(text, &["language", "lang"]), value, "{text}");
        }
    }

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
