//! `weak-name`: a name so short or ordinary that it is found where nobody is meant.
//!
//! One letter, two small letters, or ordinary words in lower case ("missile defence"). A single
//! capitalised word that is an ordinary one ("Dawn", "Arrow") is found at the start of any sentence
//! with it; places and persons are let off, since half of them are spelt like something (Turkey, Nice, Baker).
//! Posts are let off too: bare titles are their trade.

use std::sync::Arc;

use crate::gazetteer::entry::{Entry, Kind, Name, NameUse};
use crate::gazetteer::report::Report;
use crate::text::fold;
use crate::text::words::{self, WordClass};

/// Reports at the form.
pub(in crate::gazetteer) fn check(name: &Name, entry: &Entry, report: &mut Report<'_>) {
    if name.weak || name.exact_case || matches!(name.usage, NameUse::Misspelling | NameUse::Avoid) {
        return;
    }
    let form = &name.form;
    let Some(what) = what_is_weak(form, entry.kind) else { return };
    let message = format!(
        "“{form}” is {what}, so it is found where nobody is meant. Add weak = true if it only counts where the context \
         supports it, or case = \"exact\" if it only counts as written here."
    );
    if let Some(finding) = report.add("weak-name", name.span, message) {
        finding.entity = Some(Arc::clone(&entry.id));
    }
}

fn what_is_weak(form: &str, kind: Kind) -> Option<&'static str> {
    let letters = form.chars().filter(|c| c.is_alphanumeric()).count();
    if letters < 2 {
        return Some("a single letter");
    }
    if letters == 2 && form.chars().filter(|c| c.is_alphanumeric()).all(char::is_lowercase) {
        return Some("two small letters");
    }
    // A name in capitals or of a script of its own is no ordinary word; this is the common case.
    if kind == Kind::Post || !form.is_ascii() || form.chars().skip(1).any(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    let capital = form.starts_with(|c: char| c.is_uppercase());
    let parts = || form.split([' ', '-']).filter(|word| !word.is_empty());
    if capital {
        let common = words::class_of(fold::hash_folded(fold::fold(form).as_bytes())) == Some(WordClass::Common);
        return (common && !matches!(kind, Kind::Place | Kind::Person)).then_some("an ordinary word");
    }
    parts().all(words::is_ordinary).then_some(if parts().count() > 1 { "made of ordinary words" } else { "an ordinary word" })
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::fires;

    #[test]
    fn cases() {
        let check = |kind: &str, name: &str, at: &[&str]| {
            fires("weak-name", &format!("[a]\nkind = \"{kind}\"\nname = \"Abel\"\nnames = [{name}]\n"), at);
        };
        check("person", "\"K\"", &["K"]);
        check("person", "\"K.\"", &["K."]);
        check("person", "\"of\"", &["of"]);
        check("media", "\"Dawn\"", &["Dawn"]);
        check("weapon", "\"missile defence\"", &["missile defence"]);
        check("organisation", "\"UN\", \"EU\"", &[]);
        check("person", "\"Xi\"", &[]);
        check("place", "\"北京\"", &[]);
        check("place", "\"Turkey\"", &[]);
        check("post", "\"president\"", &[]);
        check("organisation", "\"Arab League\"", &[]);
        check("weapon", "\"Khmeimim\"", &[]);
        check("media", "{ form = \"Dawn\", weak = true }", &[]);
        check("media", "{ form = \"Dawn\", case = \"exact\" }", &[]);
        check("media", "{ form = \"dawn\", as = \"misspelling\" }", &[]);
    }
}
