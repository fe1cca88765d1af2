//! The document that is edited, as an editor keeps it.

use nomenclator_made::Dice;
use serde_json::{Value, json};

/// A text in lines, and the edits made to it: a letter goes into a word, then is taken out again, so that the text
/// stays what it is. The same seed makes the same edits.
#[derive(Clone)]
pub struct Document {
    pub uri: String,
    pub version: i64,
    lines: Vec<String>,
    dice: Dice,
    /// The letter to take out: its line and byte.
    letter: Option<(usize, usize)>,
}

impl Document {
    pub fn new(uri: String, text: &str) -> Document {
        Document { uri, version: 1, lines: text.split('\n').map(str::to_owned).collect(), dice: Dice(0xED17), letter: None }
    }

    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    pub fn opening(&self) -> Value {
        json!({"textDocument": {"uri": self.uri, "languageId": "markdown", "version": self.version, "text": self.text()}})
    }

    /// Edits; the parameters of `didChange`.
    pub fn edit(&mut self, whole_text: bool) -> Value {
        self.version += 1;
        let (taken, place) = match self.letter {
            Some(place) => (1, place),
            None => (0, self.place()),
        };
        let new = if taken == 0 { "e" } else { "" };
        self.letter = (taken == 0).then_some(place);
        let (line, byte) = place;
        let column = self.column(line, byte);
        self.lines[line].replace_range(byte..byte + taken, new);
        let change = if whole_text {
            json!({"text": self.text()})
        } else {
            let end = json!({"line": line, "character": column + taken});
            json!({"range": {"start": {"line": line, "character": column}, "end": end}, "text": new})
        };
        json!({"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]})
    }

    /// A place between two small letters.
    fn place(&mut self) -> (usize, usize) {
        loop {
            let line = self.dice.throw(self.lines.len());
            let bytes = self.lines[line].as_bytes();
            if bytes.len() < 40 {
                continue;
            }
            let byte = 1 + self.dice.throw(bytes.len() - 1);
            if bytes[byte - 1].is_ascii_lowercase() && bytes[byte].is_ascii_lowercase() {
                return (line, byte);
            }
        }
    }

    /// A place in a word with a capital: parameters of a request.
    pub fn name(&mut self) -> Value {
        loop {
            let line = self.dice.throw(self.lines.len());
            let bytes = self.lines[line].as_bytes();
            if bytes.len() < 40 {
                continue;
            }
            let byte = self.dice.throw(bytes.len() - 1);
            if bytes[byte].is_ascii_uppercase() && bytes[byte + 1].is_ascii_lowercase() {
                let position = json!({"line": line, "character": self.column(line, byte) + 1});
                return json!({"textDocument": {"uri": self.uri}, "position": position});
            }
        }
    }

    fn column(&self, line: usize, byte: usize) -> usize {
        self.lines[line][..byte].encode_utf16().count()
    }
}
