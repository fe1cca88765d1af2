//! `unknown-field`: a field that the format does not have. The rest of the entry is used.

use std::sync::Arc;

use toml::de::DeTable;

use crate::gazetteer::fields::{self, Field};
use crate::gazetteer::report::Report;
use crate::gazetteer::suggest;
use crate::gazetteer::words::shown;
use crate::text::Span;

/// Reports at the key. `known` are the fields that may stand there, `table` those that do.
pub(in crate::gazetteer) fn check(
    key: &str,
    span: Span,
    table: &DeTable<'_>,
    known: &[&[Field]],
    id: &Arc<str>,
    report: &mut Report<'_>,
) {
    let known = || known.iter().copied().flatten().map(|field| field.name);
    let lower = key.to_lowercase();
    let meant = fields::MEANT
        .iter()
        .filter(|meant| meant.0 == lower)
        .map(|meant| meant.1)
        .find(|&meant| known().any(|field| field == meant));
    let meant = meant.or_else(|| suggest::nearest(key, known()));
    let shown = shown(key);
    let message = match meant {
        Some(meant) => format!("There is no field `{shown}` here. Did you mean `{meant}`?"),
        None => format!("There is no field `{shown}` here."),
    };
    let free = meant.filter(|&meant| !table.contains_key(meant));
    let fix = free.map(|meant| report.fix(format!("Rename to `{meant}`"), false, span, meant));
    if let Some(finding) = report.add("unknown-field", span, message) {
        finding.entity = Some(Arc::clone(id));
        finding.fixes.extend(fix);
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::{fires, fixed};

    #[test]
    fn cases() {
        let entry = |field: &str| format!("[a]\nkind = \"person\"\nname = \"Abel\"\n{field}\n");
        fires("unknown-field", &entry("colour = \"red\"\nnote = \"…\""), &["colour"]);
        fires("unknown-field", &entry("names = [{ form = \"Bela\", post = \"b\" }]"), &["post"]);
        fires("unknown-field", &entry("roles = [{ post = \"b\", form = \"x\" }]"), &["form"]);
        fires("unknown-field", &entry("links.anything = \"goes\""), &[]);
        fixed("unknown-field", &entry("aliases = [\"Bela\"]"), &entry("names = [\"Bela\"]"));
        fixed("unknown-field", &entry("descripton = \"…\""), &entry("description = \"…\""));
        fixed("unknown-field", &entry("roles = [{ office = \"b\" }]"), &entry("roles = [{ post = \"b\" }]"));
        fixed("unknown-field", &entry("\"part-of\" = \"b\""), &entry("part_of = \"b\""));
    }

    #[test]
    fn no_fix_makes_a_field_twice() {
        let found = fires("unknown-field", "[a]\nkind = \"place\"\nname = \"Abel\"\nnane = \"Abel\"\n", &["nane"]);
        assert!(found[0].fixes.is_empty());
    }
}
