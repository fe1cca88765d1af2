//! Entries by name: every written form and the id are looked at, each entry answers with the form that
//! fits best. Order: how well it fits, then the house form before others, then the shorter, then the id.
//!
//! Costs one folding for each form of the gazetteer.

use super::Analysis;
use super::prose::clean;
use crate::finding::Location;
use crate::gazetteer::{Entry, Kind};
use crate::text::fold::fold;

/// An entry that was looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkspaceSymbol {
    /// The form that fits best. One line, no control characters.
    pub name: String,
    /// The entry's id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The entry's header.
    pub at: Location,
}

/// How well a form fits what is looked for, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Same,
    Begins,
    /// Each word of the query begins a word of the form, in order.
    WordsBegin,
    Holds,
    /// The letters occur in order.
    Letters,
}

pub(super) fn workspace_symbols(analysis: &Analysis, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
    let query = key(query);
    let mut found: Vec<_> = analysis
        .gazetteer
        .iter()
        .filter_map(|(ix, entry)| {
            let (fit, number, len) = best_form(entry, &query)?;
            Some(((fit, number > 0, len, &entry.id), number, ix))
        })
        .collect();
    found.sort_unstable();
    found.truncate(limit);
    let symbol = |(_, number, ix): (_, usize, _)| {
        let entry = analysis.gazetteer.entry(ix);
        let name = entry.names.get(number).map_or(&*entry.id, |name| &*name.form);
        WorkspaceSymbol { name: clean(name), id: clean(&entry.id), kind: entry.kind, at: analysis.gazetteer.header(ix) }
    };
    found.into_iter().map(symbol).collect()
}

/// The best fit among an entry's forms, the form's number (one past the names is the id) and its length.
fn best_form(entry: &Entry, query: &str) -> Option<(Fit, usize, usize)> {
    let forms = entry.names.iter().map(|name| &*name.form).chain([&*entry.id]);
    let fits = forms.enumerate().filter_map(|(number, form)| Some((fit(&key(form), query)?, number, form.len())));
    fits.min()
}

fn fit(form: &str, query: &str) -> Option<Fit> {
    if form == query {
        Some(Fit::Same)
    } else if form.starts_with(query) {
        Some(Fit::Begins)
    } else if words_begin(form, query) {
        Some(Fit::WordsBegin)
    } else if form.contains(query) {
        Some(Fit::Holds)
    } else {
        let mut letters = form.chars();
        query.chars().filter(|letter| *letter != ' ').all(|letter| letters.any(|other| other == letter)).then_some(Fit::Letters)
    }
}

fn words_begin(form: &str, query: &str) -> bool {
    let mut words = form.split(' ');
    query.split(' ').all(|sought| words.any(|word| word.starts_with(sought)))
}

fn key(form: &str) -> String {
    fold(form).replace('-', " ")
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    const GAZETTEER: &str = r#"
#- gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
names = ["Gadi Eizenkot", { form = "גדי איזנקוט", lang = "he" }]
[eisenkot-brigade]
kind = "organisation"
name = "Eisenkot Brigade"
[kirov]
kind = "place"
name = "Kirov"
[great-eisenkot-bridge]
kind = "other"
name = "Great Eisenkot Bridge"
"#;

    #[track_caller]
    fn check(query: &str, limit: usize, expected: &[&str]) {
        let fixture = Fixture::new(GAZETTEER);
        let symbols = fixture.analysis.workspace_symbols(query, limit);
        let shown: Vec<_> = symbols.iter().map(|symbol| format!("{} ({})", symbol.name, symbol.id)).collect();
        assert_eq!(shown, expected);
        for symbol in symbols {
            assert!(fixture.show(&symbol.at.path, symbol.at.span).contains(&format!("⟦{}⟧", symbol.id)));
        }
    }

    #[test]
    fn the_better_fit_comes_first() {
        check(
            "eisenkot",
            9,
            &[
                "Eisenkot Brigade (eisenkot-brigade)",
                "Gadi Eisenkot (gadi-eisenkot)",
                "Great Eisenkot Bridge (great-eisenkot-bridge)",
            ],
        );
        check("eisenkot", 1, &["Eisenkot Brigade (eisenkot-brigade)"]);
    }

    #[test]
    fn every_form_is_found() {
        check("איזנקוט", 9, &["גדי איזנקוט (gadi-eisenkot)"]);
        check("gadi eiz", 9, &["Gadi Eizenkot (gadi-eisenkot)"]);
        check("gr bri", 9, &["Great Eisenkot Bridge (great-eisenkot-bridge)"]);
        check("gdesk", 9, &["Gadi Eisenkot (gadi-eisenkot)"]);
        check("KÍROV", 9, &["Kirov (kirov)"]);
        check("nobody", 9, &[]);
    }

    #[test]
    fn nothing_asked_is_everything() {
        check("", 2, &["Kirov (kirov)", "Gadi Eisenkot (gadi-eisenkot)"]);
    }
}
