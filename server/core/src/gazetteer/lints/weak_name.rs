//! `weak-name`: a name so short or ordinary that it is found where nobody is meant.
//!
//! One letter, two small letters, or ordinary words in lower case ("missile defence"). A name with a
//! capital only meets words with a capital, and the reading of articles minds the starts of sentences, so
//! it is let off; so are posts: bare titles are their trade.

use std::sync::Arc;

use crate::gazetteer::entry::{Entry, Kind, Name, NameUse};
use crate::gazetteer::report::Report;
use crate::text::words;

/// Reports at the form.
pub(in crate::gazetteer) fn check(name: &Name, entry: &Entry, report: &mut Report<'_>) {
    if name.weak || name.exact_case || matches!(name.usage, NameUse::Misspelling | NameUse::Avoid) {
        return;
    }
    let form = &name.form;
    let Some(what) = what_is_weak(form, entry.kind) else { return };
    let message = format!(
        "“{form}” is {what}, so it is found where nobody is meant. Add weak = true: then it counts only where the context \
         supports it."
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
    if kind == Kind::Post || form.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    let parts = || form.split([' ', '-']).filter(|word| !word.is_empty());
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
        check("media", "\"dawn\"", &["dawn"]);
        check("media", "\"Dawn\"", &[]);
        check("weapon", "\"missile defence\"", &["missile defence"]);
        check("organisation", "\"UN\", \"EU\"", &[]);
        check("person", "\"Xi\"", &[]);
        check("place", "\"北京\"", &[]);
        check("place", "\"Turkey\"", &[]);
        check("post", "\"president\"", &[]);
        check("organisation", "\"Arab League\"", &[]);
        check("weapon", "\"Khmeimim\"", &[]);
        check("media", "{ form = \"dawn\", weak = true }", &[]);
        check("media", "{ form = \"dawn\", case = \"exact\" }", &[]);
        check("media", "{ form = \"dawn\", as = \"misspelling\" }", &[]);
    }
}
