//! `unknown-kind`: a kind that is neither built in nor one of the corpus's own. The entry is used as
//! kind "other".

use std::sync::Arc;

use crate::gazetteer::entry::Kind;
use crate::gazetteer::report::Report;
use crate::gazetteer::suggest;
use crate::gazetteer::words::{either, shown};
use crate::settings::Settings;
use crate::text::Span;

/// What people call the built-in kinds.
const MEANT: &[(&str, Kind)] = &[
    ("human", Kind::Person),
    ("people", Kind::Person),
    ("man", Kind::Person),
    ("woman", Kind::Person),
    ("location", Kind::Place),
    ("country", Kind::Place),
    ("city", Kind::Place),
    ("town", Kind::Place),
    ("region", Kind::Place),
    ("organization", Kind::Organisation),
    ("org", Kind::Organisation),
    ("company", Kind::Organisation),
    ("party", Kind::Organisation),
    ("ministry", Kind::Organisation),
    ("army", Kind::Organisation),
    ("agency", Kind::Organisation),
    ("nation", Kind::Group),
    ("nationality", Kind::Group),
    ("religion", Kind::Group),
    ("missile", Kind::Weapon),
    ("aircraft", Kind::Weapon),
    ("ship", Kind::Weapon),
    ("war", Kind::Event),
    ("operation", Kind::Event),
    ("newspaper", Kind::Media),
    ("office", Kind::Post),
    ("position", Kind::Post),
    ("role", Kind::Post),
    ("title", Kind::Post),
    ("treaty", Kind::Other),
    ("law", Kind::Other),
    ("misc", Kind::Other),
];

/// Reports at the word.
pub(in crate::gazetteer) fn check(word: &str, span: Span, settings: &Settings, id: &Arc<str>, report: &mut Report<'_>) {
    let known = || Kind::ALL.iter().map(|kind| kind.as_str()).chain(settings.kinds.keys().map(String::as_str));
    let lower = word.to_lowercase();
    let meant = MEANT.iter().find(|meant| meant.0 == lower).map(|meant| meant.1.as_str());
    let meant = meant.or_else(|| suggest::nearest(word, known()));
    let word = shown(word);
    let message = if let Some(meant) = meant {
        format!("There is no kind “{word}”. Did you mean “{meant}”? The entry is taken for kind “other”.")
    } else {
        let known: Vec<&str> = known().collect();
        format!("There is no kind “{word}”: it can be {}. Kinds of your own are named in nomenclator.toml.", either(&known))
    };
    let fix = meant.map(|meant| report.fix(format!("Replace with “{meant}”"), false, span, meant));
    if let Some(finding) = report.add("unknown-kind", span, message) {
        finding.entity = Some(Arc::clone(id));
        finding.fixes.extend(fix);
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::{fires, fixed};

    #[test]
    fn cases() {
        let entry = |kind: &str| format!("[a]\nname = \"Abel\"\n{kind}\n");
        fires("unknown-kind", &entry("kind = \"tribe\""), &["tribe"]);
        fires("unknown-kind", &entry(""), &["a"]);
        fires("unknown-kind", &entry("kind = \"group\""), &[]);
        fixed("unknown-kind", &entry("kind = \"organization\""), &entry("kind = \"organisation\""));
        fixed("unknown-kind", &entry("kind = \"Persno\""), &entry("kind = \"person\""));
        fixed("unknown-kind", &entry("kind = \"City\""), &entry("kind = \"place\""));
    }
}
