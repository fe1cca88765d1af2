//! Words for people, made of the gazetteer's and the articles' words, printed so that none of them
//! comes alive.
//!
//! Whoever writes into a gazetteer or an article could otherwise put links, images, HTML or terminal
//! codes into an editor's window. So the pieces stay apart until they are printed, and every piece,
//! ours included, goes through the same door: control characters and direction overrides are dropped,
//! line breaks become spaces, and in Markdown every character that could start markup is escaped.

/// A few paragraphs of lines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prose {
    paragraphs: Vec<Vec<Line>>,
}

/// One line: its pieces, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Line {
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Piece {
    words: String,
    strong: bool,
}

impl Prose {
    /// As Markdown (with GitHub's extensions), nothing in it alive but bold face.
    pub fn to_markdown(&self) -> String {
        self.print("  \n", |piece| {
            let words = escape(&piece.words);
            if piece.strong && !words.trim().is_empty() { format!("**{}**", words.trim()) } else { words }
        })
    }

    /// As plain text.
    pub fn to_plain(&self) -> String {
        self.print("\n", |piece| clean(&piece.words))
    }

    /// Adds a paragraph; one without lines is left out.
    pub(crate) fn paragraph(&mut self, lines: impl IntoIterator<Item = Line>) {
        let lines: Vec<Line> = lines.into_iter().collect();
        if !lines.is_empty() {
            self.paragraphs.push(lines);
        }
    }

    fn print(&self, line_break: &str, piece: impl Fn(&Piece) -> String) -> String {
        let line = |line: &Line| line.pieces.iter().map(&piece).collect::<String>();
        let paragraph = |lines: &Vec<Line>| lines.iter().map(line).collect::<Vec<_>>().join(line_break);
        self.paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
    }
}

impl Line {
    pub(crate) fn new(words: impl Into<String>) -> Line {
        Line::default().plain(words)
    }

    pub(crate) fn plain(mut self, words: impl Into<String>) -> Line {
        self.pieces.push(Piece { words: words.into(), strong: false });
        self
    }

    pub(crate) fn strong(mut self, words: impl Into<String>) -> Line {
        self.pieces.push(Piece { words: words.into(), strong: true });
        self
    }
}

/// The words on one line, without characters that control how others are shown.
pub(crate) fn clean(words: &str) -> String {
    let mut clean = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            c if c.is_whitespace() => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            // Overrides and isolates of direction, and invisible tags, can make text lie about itself.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}' | '\u{FEFF}' => {}
            c if c.is_control() => {}
            c => clean.push(c),
        }
    }
    clean
}

/// The words as Markdown that shows them and does nothing.
fn escape(words: &str) -> String {
    let words = clean(words);
    let mut escaped = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        let before = &words[..at];
        let live = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '@' => true,
            // What makes a heading, a list, a quotation or a rule, and only at the start of a line.
            '-' | '+' | '#' | '=' | '>' => before.trim().is_empty(),
            '.' | ')' => is_number(before) || ends_with(before, "www"),
            // Bare addresses are links: break them behind their scheme.
            ':' => words[at + 1..].starts_with('/') || ends_with(before, "mailto") || ends_with(before, "xmpp"),
            _ => false,
        };
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            c => {
                if live {
                    escaped.push('\\');
                }
                escaped.push(c);
            }
        }
    }
    escaped
}

fn is_number(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// In upper or lower case.
fn ends_with(words: &str, ending: &str) -> bool {
    let start = words.len().checked_sub(ending.len());
    start.is_some_and(|start| words.as_bytes()[start..].eq_ignore_ascii_case(ending.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(words: &str, markdown: &str, plain: &str) {
        let mut prose = Prose::default();
        prose.paragraph([Line::new(words)]);
        assert_eq!(prose.to_markdown(), markdown);
        assert_eq!(prose.to_plain(), plain);
    }

    #[test]
    fn plain_words_stay_plain() {
        check(
            "Sergey Lavrov – person, since 2004-03-09.",
            "Sergey Lavrov – person, since 2004-03-09.",
            "Sergey Lavrov – person, since 2004-03-09.",
        );
        check("Al-Qaeda (AQ): e.g. it's so; Su-24", "Al-Qaeda (AQ): e.g. it's so; Su-24", "Al-Qaeda (AQ): e.g. it's so; Su-24");
        check("גדי איזנקוט", "גדי איזנקוט", "גדי איזנקוט");
    }

    #[test]
    fn nothing_comes_alive() {
        check("[run](command:evil)", "\\[run\\](command:evil)", "[run](command:evil)");
        check("<img src=x>", "&lt;img src=x>", "<img src=x>");
        check("https://example.com", "https\\://example.com", "https://example.com");
        check("WWW.example.com", "WWW\\.example.com", "WWW.example.com");
        check("me@example.com", "me\\@example.com", "me@example.com");
        check("`a` *b* _c_ ~d~", "\\`a\\` \\*b\\* \\_c\\_ \\~d\\~", "`a` *b* _c_ ~d~");
        check("&lt;b&gt;", "&amp;lt;b&amp;gt;", "&lt;b&gt;");
        check("\\*", "\\\\\\*", "\\*");
    }

    #[test]
    fn no_words_begin_a_block() {
        check("# one", "\\# one", "# one");
        check("- one", "\\- one", "- one");
        check("1. one", "1\\. one", "1. one");
        check("    code", " code", " code");
        check("one\n\ntwo\r\n---", "one two ---", "one two ---");
        check("=== one", "\\=== one", "=== one");
    }

    #[test]
    fn characters_that_control_are_dropped() {
        check("\u{1b}[31mred\u{1b}[0m\u{7}", "\\[31mred\\[0m", "[31mred[0m");
        check("safe\u{202e}txt.exe\u{2066}\u{e0041}", "safetxt.exe", "safetxt.exe");
    }

    #[test]
    fn lines_and_paragraphs() {
        let mut prose = Prose::default();
        prose.paragraph([Line::default().strong("Lavrov").plain(" – person"), Line::new("Minister.")]);
        prose.paragraph([]);
        prose.paragraph([Line::new("Mentioned once.")]);
        assert_eq!(prose.to_markdown(), "**Lavrov** – person  \nMinister.\n\nMentioned once.");
        assert_eq!(prose.to_plain(), "Lavrov – person\nMinister.\n\nMentioned once.");
    }

    proptest! {
        #[test]
        fn every_live_character_is_escaped(words in "[ -~]{0,40}") {
            let markdown = escape(&words);
            let mut unescaped = String::new();
            let mut characters = markdown.chars();
            while let Some(c) = characters.next() {
                if c == '\\' {
                    characters.next();
                    unescaped.push('x');
                } else {
                    unescaped.push(c);
                }
            }
            prop_assert!(!unescaped.contains(|c| "`*_[]<|~@".contains(c)), "{markdown}");
            prop_assert!(!unescaped.contains("://") && !unescaped.trim_start().starts_with(['#', '>', '=', '-', '+']), "{markdown}");
        }
    }
}
