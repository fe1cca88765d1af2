//! Cutting files: headers, brackets, strings, conflicts.

use super::*;

/// Each block on a line: header, key, content's last line, fault, dispute.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = split(text);
    let mut end = found.preamble.end;
    let lines: Vec<String> = found
        .list
        .iter()
        .map(|block| {
            assert!(block.span.start >= end && block.content.end <= block.span.end, "{block:?}");
            end = block.span.end;
            let header = match block.header {
                Header::Key { .. } => id(text, block).unwrap_or("?".into()).into_owned(),
                other => format!("{other:?} {}", block.key.of(text)),
            };
            let last = block.content.of(text).trim_end().lines().last().unwrap_or("");
            let fault = match block.fault {
                None => "",
                Some(Fault::Conflict) => " torn",
                Some(Fault::Deep(_)) => " deep",
                Some(Fault::Long) => " long",
            };
            format!("{header} | {last}{fault}{}", if block.disputed { " disputed" } else { "" })
        })
        .collect();
    assert_eq!(lines, expected, "{text}");
    assert_eq!(end as usize, text.len());
}

#[test]
fn headers() {
    check("", &[]);
    check("# only a comment\n", &[]);
    check("[a]\nx = 1\n[b] # two\ny = 2", &["a | x = 1", "b | y = 2"]);
    check("\u{feff}[a]\r\nx = 1\r\n  [ \"b c\" ]\r\ny = 2\r\n", &["a | x = 1", "b c | y = 2"]);
    check("['a\"b']\n[\"\\u00e9\"]\n[\"\\q\"]", &["a\"b | ['a\"b']", "é | [\"\\u00e9\"]", "? | [\"\\q\"]"]);
    check("[a.b]\n[[c]]\n[d . \"e\"]", &["Dotted a.b | [a.b]", "Doubled c | [[c]]", "Dotted d . \"e\" | [d . \"e\"]"]);
    check(
        "[café bar]\n[a\n[]\n[a]]",
        &["Unquoted café bar | [café bar]", "Broken [a | [a", "Broken [] | []", "Broken [a]] | [a]]"],
    );
    check("[a] x = 1\n", &["Broken [a] x = 1 | [a] x = 1"]);
}

#[test]
fn brackets_in_values() {
    check("[a]\nx = [\n[1],\n  [2]\n]\n[b]\n", &["a | ]", "b | [b]"]);
    check("[a]\nx = '[b]'\ny = \"\\\"[\"\nz = 1 # [c]\n", &["a | z = 1 # [c]"]);
    check("[a]\nx = [ # not closed\n[b]\ny = 1\n", &["a | x = [ # not closed", "b | y = 1"]);
    check("[a]\nx = \"not closed\n[b]\ny = 'nor this\n[c]\n", &["a | x = \"not closed", "b | y = 'nor this", "c | [c]"]);
}

#[test]
fn strings_over_several_lines() {
    check("[a]\nx = \"\"\"\n[b]\n\\\"\"\"\" # \"\n[c]\n", &["a | \\\"\"\"\" # \"", "c | [c]"]);
    check("[a]\nx = '''\n[b]\n\\''''' # '\n[c]\n", &["a | \\''''' # '", "c | [c]"]);
    check("[a]\nx = \"\"\"\nnot closed\n[b]\ny = 1\n[c]\n", &["a | not closed", "b | y = 1", "c | [c]"]);
    check("[a]\nx = \"\"\"\n[b]\ny = \"\"\"words\"\"\"\n[c]\n", &["a | x = \"\"\"", "b | y = \"\"\"words\"\"\"", "c | [c]"]);
}

#[test]
fn conflicts() {
    check(
        "[a]\nx = 1\n<<<<<<< ours\n[b]\nx = 2\n=======\n[c]\nx = 3\n>>>>>>> theirs\n[d]\n",
        &["a | x = 1 disputed", "b | x = 2 disputed", "c | x = 3 disputed", "d | [d]"],
    );
    check(
        "[a]\n<<<<<<< ours\nx = 1\n||||||| base\n=======\nx = 2\n>>>>>>> theirs\n# end\n\n[b]\n",
        &["a | [a] torn disputed", "b | [b]"],
    );
    check("<<<<<<< ours\n[a]\n=======\n>>>>>>> theirs\n[b]\nx = '''\n=======\n'''\n", &["a | [a] disputed", "b | '''"]);
    check("[a]\n>>>>>>> theirs\n[b]\n", &["a | [a] disputed", "b | [b]"]);
    check("[a]\n<<<<<<< ours\n[b]\n", &["a | [a] disputed", "b | [b]"]);
    let blocks = split("<<<<<<< a\n=======\n>>>>>>> b\r\n<<<<<<<\n========\n");
    assert_eq!(blocks.conflicts.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
}

#[test]
fn hostile() {
    check(&format!("[a]\nx = {}\n[b]\n", "[".repeat(100_000)), &[&format!("a | x = {} deep", "[".repeat(100_000)), "b | [b]"]);
    check(&format!("[a]\n{}x = 1\n[b]\n", "y.".repeat(100)), &[&format!("a | {}x = 1 deep", "y.".repeat(100)), "b | [b]"]);
    let long = "x".repeat(LONGEST as usize);
    check(&format!("[a]\ny = '{long}'\n[b]\n"), &[&format!("a | y = '{long}' long"), "b | [b]"]);
    check("[a]\nx = \"\\", &["a | x = \"\\"]);
    check("[\"a\\", &["Broken [\"a\\ | [\"a\\"]);
    assert_eq!(split(&"[a]\n".repeat(1_000_000)).list.len(), 1_000_000);
}
