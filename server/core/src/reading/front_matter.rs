//! Front matter: the head of a Markdown file between lines of `---` (YAML) or `+++` (TOML), which is no
//! prose.
//!
//! Of its fields, `entities` is read here: which entry a form means in this article. YAML is read as
//! people write it there: a mapping in braces or one pair a line, keys and values plain or quoted.
//! Anything else is passed over.

use toml::de::DeTable;

use crate::text::Span;

/// Where the text behind the front matter starts, in bytes; 0 where there is none.
pub fn body_start(text: &str) -> usize {
    parts(text).map_or(0, |parts| parts.end)
}

/// A front matter.
struct Parts {
    toml: bool,
    /// What stands between its fences, in bytes.
    inner: Span,
    /// Behind the closing fence.
    end: usize,
}

fn parts(text: &str) -> Option<Parts> {
    let head = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - head.len();
    let fence = ["---", "+++"].into_iter().find(|fence| head.starts_with(fence))?;
    let mut lines = head.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == fence)?;
    let start = offset + first.len();
    let mut at = start;
    for line in lines {
        // YAML may end with dots too.
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return Some(Parts { toml: fence == "+++", inner: Span::new(start as u32, at as u32), end: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// The pairs of the field `entities`, in order of place: the form, and where the id stands (in bytes,
/// without quotes).
pub fn entities(text: &str) -> Vec<(String, Span)> {
    let Some(parts) = parts(text) else { return Vec::new() };
    let (inner, start) = (parts.inner.of(text), parts.inner.start);
    if memchr::memmem::find(inner.as_bytes(), b"entities").is_none() {
        return Vec::new();
    }
    let mut pairs = if parts.toml { toml_pairs(inner) } else { yaml_pairs(inner) };
    for (_, id) in &mut pairs {
        *id = id.shifted(start);
    }
    pairs
}

fn toml_pairs(source: &str) -> Vec<(String, Span)> {
    let Ok(table) = DeTable::parse(source) else { return Vec::new() };
    let Some(entities) = table.get_ref().get("entities").and_then(|entities| entities.get_ref().as_table()) else {
        return Vec::new();
    };
    let pair = |id: std::ops::Range<usize>, form: &str| {
        let quoted = source[id.clone()].starts_with(['"', '\'']);
        let cut = usize::from(quoted);
        (form.to_owned(), Span::new((id.start + cut) as u32, (id.end - cut) as u32))
    };
    let mut pairs: Vec<_> =
        entities.iter().filter(|(_, id)| id.get_ref().is_str()).map(|(form, id)| pair(id.span(), form.get_ref())).collect();
    pairs.sort_by_key(|(_, id)| id.start);
    pairs
}

fn yaml_pairs(source: &str) -> Vec<(String, Span)> {
    let mut at = 0;
    let mut lines = source.split_inclusive('\n');
    let behind = lines.find_map(|line| {
        let start = at;
        at += line.len();
        let rest = line.strip_prefix("entities")?.trim_start().strip_prefix(':')?;
        Some(start + line.len() - rest.len())
    });
    let Some(behind) = behind else { return Vec::new() };
    let value = source[behind..at].trim_start();
    if let Some(flow) = value.strip_prefix('{') {
        let from = at - flow.len();
        return flow_pairs(source, from);
    }
    let mut pairs = Vec::new();
    for line in lines {
        let start = at;
        at += line.len();
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            break;
        }
        pairs.extend(pair(source, start, start + line.len(), &['#']).map(|(pair, _)| pair));
    }
    pairs
}

/// The pairs of a mapping in braces that has opened before `from`.
fn flow_pairs(source: &str, from: usize) -> Vec<(String, Span)> {
    let mut pairs = Vec::new();
    let mut at = from;
    while let Some((found, end)) = pair(source, at, source.len(), &[',', '}']) {
        pairs.push(found);
        if !source[end..].starts_with(',') {
            break;
        }
        at = end + 1;
    }
    pairs
}

/// The pair that starts at `from`, and where its value ends: before one of `ends`, at the latest at `until`.
fn pair(source: &str, from: usize, until: usize, ends: &[char]) -> Option<((String, Span), usize)> {
    let (form, _, behind) = scalar(source, from, until, &[':'])?;
    let value = source[behind..until].strip_prefix(':')?;
    let (_, id, end) = scalar(source, until - value.len(), until, ends)?;
    (!form.is_empty() && !id.is_empty()).then_some(((form, id), end))
}

/// A plain or quoted word or words: what they read, where they stand, and where what follows begins. Plain
/// ones go on to one of `ends` or the end of the line.
fn scalar(source: &str, from: usize, until: usize, ends: &[char]) -> Option<(String, Span, usize)> {
    let start = until - source[from..until].trim_start().len();
    let rest = &source[start..until];
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = &rest[1..];
        let length = closing(inner, quote)?;
        let words = &inner[..length];
        let read = if quote == '"' { words.replace("\\\"", "\"") } else { words.replace("''", "'") };
        let behind = start + length + 2;
        let next = until - source[behind..until].trim_start_matches([' ', '\t']).len();
        return Some((read, Span::new((start + 1) as u32, (start + 1 + length) as u32), next));
    }
    // A colon belongs to a plain key where no space follows: "http://…".
    let stops = |(at, c): (usize, char)| match c {
        '\n' | '\r' => true,
        ':' => ends.contains(&':') && rest[at + 1..].chars().next().is_none_or(char::is_whitespace),
        '#' => ends.contains(&'#') && rest[..at].ends_with([' ', '\t']),
        c => ends.contains(&c),
    };
    let length = rest.char_indices().find(|&found| stops(found)).map_or(rest.len(), |(at, _)| at);
    let words = rest[..length].trim_end();
    let next = until - source[start + length..until].trim_start_matches(['\n', '\r', ' ', '\t']).len();
    Some((words.to_owned(), Span::new(start as u32, (start + words.len()) as u32), next))
}

/// Where a quoted string closes.
fn closing(inner: &str, quote: char) -> Option<usize> {
    let bytes = inner.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'\n' {
        let doubled = quote == '\'' && bytes[at..].starts_with(b"''");
        let escaped = quote == '"' && bytes[at] == b'\\';
        if doubled || escaped {
            at += 2;
        } else if bytes[at] == quote as u8 {
            return Some(at);
        } else {
            at += 1;
        }
    }
    None
}

/// The value of the first of these fields that the front matter has (top level, names in lower case), trimmed
/// and without quotation marks.
pub fn field<'t>(text: &'t str, names: &[&str]) -> Option<&'t str> {
    fields(text).find_map(|(key, value)| {
        let wanted = names.iter().any(|name| key.eq_ignore_ascii_case(name));
        let value = value.of(text).trim().trim_matches(['"', '\'']);
        Some(value).filter(|value| wanted && !value.is_empty())
    })
}

/// The fields at the top level that stand on one line each, in order of place: the key, and what stands behind
/// its sign (in bytes, white space and quotes as written).
pub fn fields(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let parts = parts(text);
    let sign = if parts.as_ref().is_some_and(|parts| parts.toml) { '=' } else { ':' };
    let inner = parts.map_or(Span::new(0, 0), |parts| parts.inner);
    let mut end = inner.start;
    let lines = inner.of(text).split_inclusive('\n').map(move |line| {
        end += line.len() as u32;
        (end - line.len() as u32, line.trim_end())
    });
    // Behind the header of a table its fields follow.
    lines.take_while(move |(_, line)| !(sign == '=' && line.starts_with('['))).filter_map(move |(at, line)| {
        let (key, value) = line.split_once(sign)?;
        let end = at + line.len() as u32;
        Some((key.trim_end(), Span::new(end - value.len() as u32, end)))
    })
}

#[cfg(test)]
mod tests {
    use super::{body_start, entities, field};

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
            ("---\ntitle: A\n...\nText", "Text"),
            ("--- no\n---\nText", "--- no\n---\nText"),
            ("---\nnever closed", "---\nnever closed"),
            ("", ""),
        ] {
            assert_eq!(&text[body_start(text)..], body);
        }
    }

    #[test]
    fn the_entities_of_an_article() {
        for (head, expected) in [
            ("---\nentities: { Sergei: sergei-ryabkov }\n---\n", "Sergei=sergei-ryabkov"),
            (
                "---\nentities: {Sergei: a-b, \"The, Mill\": not-a-name, 'O''Hara': 'c'}\ndate: x\n---\n",
                "Sergei=a-b|The, Mill=not-a-name|O'Hara=c",
            ),
            ("---\nentities: {\n  A: a,\n  B: b,\n}\n---\n", "A=a|B=b"),
            (
                "---\ntitle: T\nentities:\n  # why\n  Sergei: sergei-ryabkov # yes\n\n  \"A: B\": \"c\"\ndate: 2020\n  X: y\n---\n",
                "Sergei=sergei-ryabkov|A: B=c",
            ),
            ("\u{feff}---\r\nentities:\r\n  Sergei Ivanov: x\r\n---\r\n", "Sergei Ivanov=x"),
            ("+++\nentities = { Sergei = \"a\", \"B C\" = 'd' }\n+++\n", "Sergei=a|B C=d"),
            ("+++\n[entities]\nSergei = \"a\"\nn = 3\n+++\n", "Sergei=a"),
            ("---\nentities: nothing\n---\n", ""),
            ("---\nentities: {\n---\n", ""),
            ("---\nentities:\n  A\n  : b\n  \"open: c\n---\n", ""),
            ("---\nother:\n  entities: { A: a }\n---\n", ""),
            ("no head\nentities: { A: a }\n", ""),
        ] {
            let shown: Vec<String> = entities(head).iter().map(|(form, id)| format!("{form}={}", id.of(head))).collect();
            assert_eq!(shown.join("|"), expected, "{head}");
        }
    }
}
