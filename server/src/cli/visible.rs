//! Foreign words on a terminal: what could control it is shown instead of sent.
//!
//! Articles and gazetteers are written by others. A control code in one could move the cursor, change
//! the window's title or hide a line; an override of direction could make a line read as its opposite.
//! So each such character is replaced by one visible character, which keeps columns right.

/// The character that stands for one that must not reach a terminal; none where it is harmless.
fn stand_in(c: char) -> Option<char> {
    match c {
        // Unicode has a picture of each of these: ␀ ␁ … ␛ …
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        // The second set of control codes, line and paragraph separators, direction overrides and
        // isolates, byte order marks, interlinear annotation, invisible tags.
        '\u{80}'..='\u{9f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// One line of words: white space of any kind becomes a space.
pub fn line(words: &str) -> String {
    words.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { stand_in(c).unwrap_or(c) }).collect()
}

/// Several lines: line breaks stay, tabs become a space.
pub fn lines(words: &str) -> String {
    words.chars().filter(|&c| c != '\r').map(|c| if c == '\n' { c } else { one(c) }).collect()
}

/// One character that is no line break.
pub fn one(c: char) -> char {
    if c == '\t' { ' ' } else { stand_in(c).unwrap_or(c) }
}

/// JSON in which nothing is live either: what [`line`] would replace is written as an escape, which
/// reads back as the character itself.
pub fn json(json: String) -> String {
    let live = |c: char| !matches!(c, '\n') && stand_in(c).is_some();
    if json.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !json.contains(live) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if live(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped.push_str("\\u");
                escaped.extend([12, 8, 4, 0].map(|shift| char::from_digit(u32::from(*unit) >> shift & 15, 16).unwrap_or('0')));
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_controls_a_terminal_is_shown() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\u{7f}\u{9b}c"), "a␛[31mb␇␡\u{fffd}c");
        assert_eq!(line("x\u{202e}y\u{2066}z\u{feff}\u{e0041}"), "x\u{fffd}y\u{fffd}z\u{fffd}\u{fffd}");
        assert_eq!(line("two\nlines\tand a\r\nthird"), "two lines and a  third");
        assert_eq!(lines("two\r\nlines\u{1b}"), "two\nlines␛");
    }

    #[test]
    fn what_languages_need_stays() {
        let harmless = "שלום \u{200f}مرحبا می\u{200c}خواهم 👩\u{200d}🚀 naïve e\u{301}";
        assert_eq!(line(harmless), harmless);
    }

    #[test]
    fn json_keeps_its_meaning() {
        let words = "a\u{1b}b\u{9b}c\u{202e}d\u{e0041}e\nf";
        let written = json(serde_json::to_string(words).unwrap());
        assert!(written.is_ascii(), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), words);
    }
}
