//! A word that is still being typed is left alone.
//!
//! While somebody types "Lavrov" it is first "L", "La", "Lav" …, and none of these is a name worth a
//! warning. So no new finding is shown on the word that the latest edit left the cursor at, until
//! the cursor leaves it (any edit that ends elsewhere: a space, a full stop, another line) or the typing
//! pauses. What was shown at that word before the edit stays, so that mending a flagged name does not make
//! it flicker.
//!
//! The cursor is taken to stand at the end of the last change. Nothing is remembered but that
//! offset and the rules whose findings may stay; the word itself is found when diagnostics are shown.

use std::time::Duration;

use nomenclator_core::text::Span;

/// A pause in typing that makes a word count as finished.
pub const PAUSE: Duration = Duration::from_secs(1);

/// The latest edit of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// Where it left the cursor, in bytes of the text after it.
    cursor: u32,
    /// Rules with findings that were shown at that place before; theirs stay.
    kept: Vec<&'static str>,
}

impl Typing {
    /// What is being typed after an edit which took out `removed` (in the text before), put in `added` and left the
    /// cursor at `cursor` (in the text after). Nothing is, when the edit ended a word.
    ///
    /// `before` is what was being typed until then, `shown` the rules and places of the diagnostics that
    /// the client had for the text before; none where that version was overtaken before any were sent.
    pub fn after(
        removed: Span,
        added: &str,
        cursor: u32,
        before: Option<&Typing>,
        shown: Option<&[(&'static str, Span)]>,
    ) -> Option<Typing> {
        if added.chars().next_back().is_some_and(|last| !in_word(last)) {
            return None;
        }
        let kept = match (shown, before) {
            (Some(shown), _) => shown.iter().filter(|(_, place)| touch(*place, removed)).map(|(rule, _)| *rule).collect(),
            (None, Some(before)) if removed.touches(before.cursor) => before.kept.clone(),
            _ => Vec::new(),
        };
        Some(Typing { cursor, kept })
    }

    /// Whether a finding of that rule at that place is left unsaid for now.
    pub fn withholds(&self, text: &str, rule: &str, place: Span) -> bool {
        let word = self.word(text);
        !word.is_empty() && touch(word, place) && !self.kept.contains(&rule)
    }

    /// The word at the cursor; empty where there is none.
    fn word(&self, text: &str) -> Span {
        let cursor = self.cursor as usize;
        let (Some(before), Some(after)) = (text.get(..cursor), text.get(cursor..)) else { return Span::default() };
        let start = before.char_indices().rev().take_while(|(_, c)| in_word(*c)).last().map_or(cursor, |(at, _)| at);
        let end = after.char_indices().find(|(_, c)| !in_word(*c)).map_or(text.len(), |(at, _)| cursor + at);
        Span::new(start as u32, end as u32)
    }
}

/// Whether the spans overlap or meet.
fn touch(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// Whether the character can stand inside a name's word: not white space, not ASCII punctuation other than
/// apostrophe and hyphen, not the quotation marks and dashes that end a word.
fn in_word(c: char) -> bool {
    match c {
        '\'' | '-' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        // Hyphens, the typographic apostrophe; the other marks of that block end a word.
        '\u{2010}' | '\u{2011}' | '\u{2019}' => true,
        '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '«' | '»' | '¿' | '¡' => false,
        _ => !c.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the cursor after the edit; `^` marks the word that is left alone.
    #[track_caller]
    fn check(text: &str, marks: &str) {
        let cursor = text.find('|').unwrap() as u32;
        let text = text.replacen('|', "", 1);
        let word = Typing { cursor, kept: Vec::new() }.word(&text);
        let start = marks.find('^').unwrap_or(cursor as usize);
        let words: String = text.chars().skip(start).take(marks.matches('^').count()).collect();
        assert_eq!(word.of(&text), words);
    }

    #[test]
    fn the_word_at_the_cursor() {
        check("met Lav| in", "    ^^^   ");
        check("met La|v in", "    ^^^   ");
        check("met |Lav in", "    ^^^   ");
        check("met Lavrov.|", "");
        check("met Lavrov |", "");
        check("|", "");
        check("O'Lear|", "^^^^^^");
        check("al-As|", "^^^^^");
        check("(Lavrov|)", " ^^^^^^");
        check("“Lavrov|”", " ^^^^^^");
        check("Лавро|", "^^^^^");
        check("d’Este|", "^^^^^^");
    }

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end)
    }

    #[test]
    fn a_new_finding_waits_and_one_that_was_shown_stays() {
        let text = "met Xavier Quent today";
        let fresh = Typing::after(span(15, 15), "t", 16, None, Some(&[("variant", span(0, 3))])).unwrap();
        assert!(fresh.withholds(text, "unresolved-name", span(4, 16)));
        assert!(!fresh.withholds(text, "unresolved-name", span(4, 10)));
        let mended = Typing::after(span(15, 15), "t", 16, None, Some(&[("unresolved-name", span(4, 15))])).unwrap();
        assert!(!mended.withholds(text, "unresolved-name", span(4, 16)));
        assert!(mended.withholds(text, "misspelt-name", span(4, 16)));
    }

    #[test]
    fn versions_that_were_overtaken_hand_on_what_may_stay() {
        let first = Typing::after(span(5, 5), "e", 6, None, Some(&[("unresolved-name", span(0, 5))])).unwrap();
        let second = Typing::after(span(6, 6), "x", 7, Some(&first), None).unwrap();
        assert!(!second.withholds("Xavierx", "unresolved-name", span(0, 7)));
        let elsewhere = Typing::after(span(20, 20), "e", 21, Some(&second), None).unwrap();
        assert_eq!(elsewhere.kept, Vec::<&str>::new());
    }

    #[test]
    fn a_word_ends_with_what_cannot_stand_in_it() {
        for added in [" ", "So ", "Quent.", "\n", "”"] {
            assert_eq!(Typing::after(span(0, 0), added, added.len() as u32, None, None), None, "{added}");
        }
        // Taking a letter away is typing, too.
        assert_ne!(Typing::after(span(3, 4), "", 3, None, None), None);
    }
}
