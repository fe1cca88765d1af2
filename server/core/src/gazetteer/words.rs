//! Words in messages.

use std::borrow::Cow;

/// How much of somebody's words a message repeats, in characters.
const SHOWN: usize = 60;

/// Words as a message repeats them: on one line, the rest cut off where they are long.
pub(crate) fn shown(words: &str) -> Cow<'_, str> {
    let end = words.char_indices().nth(SHOWN).map(|(at, _)| at);
    let end = words.find('\n').into_iter().chain(end).min();
    end.map_or(Cow::Borrowed(words), |end| Cow::Owned(format!("{}…", &words[..end])))
}

/// "a, b or c".
pub(super) fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("“{only}”"),
        [before @ .., last] => {
            let before: Vec<String> = before.iter().map(|word| format!("“{word}”")).collect();
            format!("{} or “{last}”", before.join(", "))
        }
    }
}
