//! The `[[import]]` tables of a `nomenclator.toml`.

use std::sync::Arc;

use nomenclator_core::gazetteer::Kind;
use nomenclator_core::import::{self, Columns, Format, Import, Trust};
use nomenclator_core::text::Span;
use toml::de::DeTable;

use super::globs;
use super::reader::{Key, Reader, Value, did_you_mean, did_you_mean_word, span};

/// An `[[import]]` of the configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportTable {
    /// What it says.
    pub import: Import,
    /// Where its path stands in the configuration, in bytes, quotes included.
    pub at: Span,
}

const KEYS: [&str; 9] = ["path", "format", "trust", "kind", "language", "version", "columns", "separator", "delimiter"];
/// The keys that say something of tables only.
const OF_TABLES: [&str; 3] = ["columns", "separator", "delimiter"];
const TRUSTS: [(&str, Trust); 2] = [("candidate", Trust::Candidate), ("full", Trust::Full)];

impl Reader {
    pub(super) fn imports(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let tables = value.get_ref().as_array().filter(|array| array.iter().all(|item| item.get_ref().is_table()));
        let Some(tables) = tables else {
            let help = "Write each source as a table of its own: a line “[[import]]”, its settings below.";
            self.problem(key.span(), "“import” must be a list of tables.", help);
            return;
        };
        for item in &**tables {
            if let Some(table) = item.get_ref().as_table() {
                self.import(item.span(), table);
            }
        }
    }

    fn import(&mut self, header: std::ops::Range<usize>, table: &DeTable<'_>) {
        let path = table.get("path").and_then(|value| Some((self.string("path", value)?, value.span())));
        if path.is_none() && !table.contains_key("path") {
            let help = "Write path = \"…\": its file, relative to this one's folder.";
            self.problem(header, "This [[import]] has no “path”.", help);
        }
        let format = match table.get("format") {
            Some(value) => {
                let words = Format::ALL.map(Format::as_str);
                let word = value.get_ref().as_str().unwrap_or_default();
                if Format::parse(word).is_none() {
                    self.problem(
                        value.span(),
                        format!("“format” must be one of {}.", quoted(&words)),
                        did_you_mean_word(word, &words),
                    );
                }
                Format::parse(word)
            }
            None => path.as_ref().and_then(|(path, at)| {
                let format = Format::of_path(path);
                if format.is_none() {
                    let words = quoted(&Format::ALL.map(Format::as_str));
                    let help = format!("Add format = \"…\" with one of {words}.");
                    self.problem(at.clone(), format!("The name “{path}” does not say how the file is written."), help);
                }
                format
            }),
        };
        let mut import = Import::new(Arc::from(""), format.unwrap_or(Format::JsonLines));
        for (key, value) in table {
            self.import_setting(&mut import, format, key, value);
        }
        let (Some((path, at)), Some(_)) = (path, format) else { return };
        if globs::leads_outside(&path) {
            let help = "Sources belong to the corpus: put it beside this file, or a link to it.";
            self.problem(at, format!("“{path}” leads outside the corpus."), help);
            return;
        }
        import.path = Arc::from(path.trim_start_matches("./"));
        if self.config.imports.iter().any(|other| other.import.path == import.path) {
            self.problem(at, format!("“{path}” is imported twice."), "Remove one of the two.");
            return;
        }
        self.config.imports.push(ImportTable { import, at: span(at) });
    }

    fn import_setting(&mut self, import: &mut Import, format: Option<Format>, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        if OF_TABLES.contains(&name) && !matches!(format, None | Some(Format::Csv | Format::Tsv)) {
            let help = "It says something of csv and tsv only: remove it.";
            let format = import.format.as_str();
            self.problem(key.span(), format!("An import in the format “{format}” has no “{name}”."), help);
            return;
        }
        match name {
            "path" | "format" => {}
            "trust" => {
                let word = value.get_ref().as_str().unwrap_or_default();
                if let Some((_, trust)) = TRUSTS.iter().find(|(known, _)| *known == word) {
                    import.trust = *trust;
                    return;
                }
                let words = TRUSTS.map(|(word, _)| word);
                let message = format!("“trust” must be one of {}.", quoted(&words));
                self.problem(value.span(), message, did_you_mean_word(word, &words));
            }
            "kind" => {
                let Some(word) = self.string(name, value) else { return };
                // The corpus's own kinds may stand below in the file: `finish_imports` looks again.
                import.kind = Some(Arc::from(word));
                self.import_kinds.push((import.kind.clone().unwrap_or_default(), value.span()));
            }
            "language" => import.language = self.string(name, value).map(Arc::from),
            "version" => import.version = self.string(name, value).map(Arc::from),
            "columns" => import.columns = self.columns(value).unwrap_or_default(),
            "separator" => import.separator = self.string(name, value).unwrap_or_else(|| import.separator.clone()),
            "delimiter" => {
                let one = value.get_ref().as_str().filter(|word| word.len() == 1 && !matches!(*word, "\"" | "\n" | "\r"));
                import.delimiter = one.map(|word| word.as_bytes()[0]);
                if one.is_none() {
                    let help = "Write delimiter = \";\", or \"\\t\" for tabs.";
                    self.problem(value.span(), "“delimiter” must be one character of ASCII.", help);
                }
            }
            _ => {
                let help = did_you_mean(name, &KEYS);
                self.problem(key.span(), format!("There is no setting “{name}” under [[import]]."), help);
            }
        }
    }

    /// `{ field = "header" }` or `{ field = ["header", …] }`; a list of fields where the table has no header.
    fn columns(&mut self, value: &Value<'_>) -> Option<Columns> {
        if value.get_ref().is_array() {
            let fields = self.strings("columns", value)?;
            for (field, at) in &fields {
                if !field.is_empty() {
                    self.field(field, *at);
                }
            }
            for needed in ["id", "name"] {
                if !fields.iter().any(|(field, _)| field == needed) {
                    let help = "Every entry needs an id and a name.";
                    self.problem(value.span(), format!("“columns” does not say which column is the `{needed}`."), help);
                }
            }
            return Some(Columns::Listed(fields.into_iter().map(|(field, _)| field).collect()));
        }
        let Some(table) = value.get_ref().as_table() else {
            let help = "Write columns = { id = \"header of the column\", name = \"…\" }, or a list of fields if the table has no header.";
            self.problem(value.span(), "“columns” must be a table or a list.", help);
            return None;
        };
        let mut mapped = Vec::new();
        for (key, value) in table {
            let field: &str = key.get_ref();
            // `links.wikidata = "…"` is a table in TOML.
            if let Some(parts) = value.get_ref().as_table() {
                for (part, value) in parts {
                    let field = format!("{field}.{}", part.get_ref());
                    self.column(&mut mapped, field, span(part.span()), value);
                }
            } else {
                self.column(&mut mapped, field.to_owned(), span(key.span()), value);
            }
        }
        Some(Columns::Headed(mapped))
    }

    fn column(&mut self, mapped: &mut Vec<(String, Vec<String>)>, field: String, at: Span, value: &Value<'_>) {
        if !self.field(&field, at) {
            return;
        }
        let headers = if value.get_ref().is_array() {
            self.strings(&field, value).map(|headers| headers.into_iter().map(|(header, _)| header).collect())
        } else {
            self.string(&field, value).map(|header| vec![header])
        };
        mapped.extend(headers.map(|headers| (field, headers)));
    }

    /// Whether a column may say that field.
    fn field(&mut self, field: &str, at: Span) -> bool {
        let known = import::is_field(field);
        if !known {
            let help = "Fields are those of the gazetteer, id, weight, links.NAME, and names.abbreviation or the like.";
            self.problem_at(at, format!("There is no field “{field}”."), help);
        }
        known
    }

    /// Looks at what can be judged only when the whole file is read.
    pub(super) fn finish_imports(&mut self) {
        for (kind, at) in std::mem::take(&mut self.import_kinds) {
            if Kind::parse(&kind).is_none() && !self.config.settings.kinds.contains_key(&*kind) {
                let own = self.config.settings.kinds.keys().map(String::as_str);
                let words: Vec<&str> = Kind::ALL.map(Kind::as_str).into_iter().chain(own).collect();
                self.problem(at, format!("There is no kind “{kind}”."), did_you_mean(&kind, &words));
            }
        }
    }
}

/// Words in quotes, with commas.
fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::reader::tests::check;
    use super::*;

    #[test]
    fn every_setting() {
        let text = r#"
            [[import]]
            path = "./imports/cities15000.txt"
            [[import]]
            path = "imports/people.csv"
            trust = "full"
            kind = "player"
            language = "en"
            version = "2024-05"
            separator = ";"
            delimiter = "\t"
            columns = { id = "QID", names = ["a", "b"], links.wikidata = "QID" }
            [[import]]
            path = "imports/list"
            format = "tsv"
            columns = ["id", "", "name"]
            [kinds]
            player = "person"
        "#;
        let (config, problems) = read(text);
        assert_eq!(problems, []);
        let [cities, people, list] = &config.imports[..] else { panic!() };
        assert_eq!((&*cities.import.path, cities.import.format), ("imports/cities15000.txt", Format::GeoNames));
        assert_eq!((cities.import.trust, cities.at.of(text)), (Trust::Candidate, "\"./imports/cities15000.txt\""));
        let import = &people.import;
        assert_eq!((import.format, import.trust, import.delimiter), (Format::Csv, Trust::Full, Some(b'\t')));
        assert_eq!((import.kind.as_deref(), import.language.as_deref()), (Some("player"), Some("en")));
        assert_eq!((import.version.as_deref(), import.separator.as_str()), (Some("2024-05"), ";"));
        let mapped = [("id", &["QID"][..]), ("links.wikidata", &["QID"]), ("names", &["a", "b"])];
        let mapped = mapped.map(|(field, headers)| (field.to_owned(), headers.iter().map(|&header| header.to_owned()).collect()));
        assert_eq!(import.columns, Columns::Headed(mapped.to_vec()));
        assert_eq!(list.import.columns, Columns::Listed(["id", "", "name"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn mistakes_say_what_is_right() {
        let formats = quoted(&Format::ALL.map(Format::as_str));
        check(
            "[[import]]\n",
            &["1: [[import]]: This [[import]] has no “path”. Write path = \"…\": its file, relative to this one's folder."],
        );
        check(
            "[import]\npath = \"a.csv\"\n",
            &[
                "1: import: “import” must be a list of tables. Write each source as a table of its own: a line “[[import]]”, its settings below.",
            ],
        );
        check(
            "[[import]]\npath = \"a.json\"\n",
            &[&format!(
                "2: \"a.json\": The name “a.json” does not say how the file is written. Add format = \"…\" with one of {formats}."
            )],
        );
        check(
            "[[import]]\npath = \"a\"\nformat = \"json\"\n",
            &[&format!("3: \"json\": “format” must be one of {formats}. Did you mean “jsonl”?")],
        );
        check(
            "[[import]]\npath = \"../a.csv\"\n",
            &[
                "2: \"../a.csv\": “../a.csv” leads outside the corpus. Sources belong to the corpus: put it beside this file, or a link to it.",
            ],
        );
        check(
            "[[import]]\npath = \"a.csv\"\n[[import]]\npath = \"./a.csv\"\n",
            &["4: \"./a.csv\": “./a.csv” is imported twice. Remove one of the two."],
        );
        check(
            "[[import]]\npath = \"a.csv\"\ntrust = \"ful\"\n",
            &["3: \"ful\": “trust” must be one of \"candidate\", \"full\". Did you mean “full”?"],
        );
        check(
            "[[import]]\npath = \"a.csv\"\nkind = \"persn\"\n",
            &["3: \"persn\": There is no kind “persn”. Did you mean “person”?"],
        );
        check(
            "[[import]]\npath = \"a.csv\"\nlanguages = \"en\"\n",
            &["3: languages: There is no setting “languages” under [[import]]. Did you mean “language”?"],
        );
        check(
            "[[import]]\npath = \"a.jsonl\"\nseparator = \";\"\n",
            &[
                "3: separator: An import in the format “jsonl” has no “separator”. It says something of csv and tsv only: remove it.",
            ],
        );
        check(
            "[[import]]\npath = \"a.csv\"\ndelimiter = \"ab\"\n",
            &["3: \"ab\": “delimiter” must be one character of ASCII. Write delimiter = \";\", or \"\\t\" for tabs."],
        );
        check(
            "[[import]]\npath = \"a.csv\"\ncolumns = { nmae = \"x\" }\n",
            &[
                "3: nmae: There is no field “nmae”. Fields are those of the gazetteer, id, weight, links.NAME, and names.abbreviation or the like.",
            ],
        );
        check(
            "[[import]]\npath = \"a.csv\"\ncolumns = [\"id\"]\n",
            &["3: [\"id\"]: “columns” does not say which column is the `name`. Every entry needs an id and a name."],
        );
        check(
            "[[import]]\npath = \"a.csv\"\ncolumns = \"id\"\n",
            &[
                "3: \"id\": “columns” must be a table or a list. Write columns = { id = \"header of the column\", name = \"…\" }, or a list of fields if the table has no header.",
            ],
        );
    }
}
