//! The common-word guard: of a list of all places in the world, some are called Of, Nice, Reading, Mobile or Most. Such names
//! are weak, whatever the list says and however far it is believed: they need support from the article.

use crate::gazetteer::Kind;
use crate::text::words;

/// Whether a name says too little by itself: a number, a single letter, one word for a person, or ordinary words only for
/// anything else.
pub(super) fn is_weak(form: &str, kind: Kind) -> bool {
    let mut parts = form.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|part| !part.is_empty());
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    // "John Smith" is made of words, and a person's full name all the same.
    letters < 2 || if kind == Kind::Person { parts.count() == 1 } else { parts.all(words::is_ordinary) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_weak_and_names_are_not() {
        for form in ["Of", "Nice", "Reading", "Mobile", "Bath", "Most", "Same", "The Same", "K", "1984", "Same-Most"] {
            assert!(is_weak(form, Kind::Place), "{form}");
        }
        for form in ["Marseille", "New Hampshire", "Ulan Bator", "Leipzig", "Москва", "北京", "Nice-Ville-Marseille"] {
            assert!(!is_weak(form, Kind::Place), "{form}");
        }
        assert!(is_weak("Lavrov", Kind::Person) && is_weak("Sergey", Kind::Person));
        assert!(!is_weak("Sergey Lavrov", Kind::Person) && !is_weak("John Smith", Kind::Person));
    }
}
