//! Reads `nomenclator.toml` by hand, so that each mistake is found, at its place, with a remedy.

use nomenclator_core::finding::Severity;
use nomenclator_core::gazetteer::Kind;
use nomenclator_core::rules;
use nomenclator_core::text::Span;
use nomenclator_core::text::encoding::Encoding;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Config, Globs, Problem, globs};

/// The words for a rule's severity.
const SEVERITIES: [(&str, Option<Severity>); 5] = [
    ("off", None),
    ("hint", Some(Severity::Hint)),
    ("information", Some(Severity::Information)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

const SECTIONS: [&str; 5] = ["corpus", "rules", "names", "kinds", "import"];
const CORPUS_KEYS: [&str; 8] = ["articles", "gazetteers", "exclude", "frozen", "language", "dates", "encoding", "cache"];

pub(super) type Key<'i> = Spanned<DeString<'i>>;
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// Reads the text of a `nomenclator.toml`: the configuration as far as it can be understood, and
/// everything that cannot, in order of place.
pub fn read(text: &str) -> (Config, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { config: Config::default(), problems: Vec::new(), import_kinds: Vec::new() };
    reader.config.settings.configured = true;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.problem(span, format!("This is not TOML: {}.", error.message()), "Put the line right, or remove it.");
    }
    if reader.problems.is_empty() {
        for (key, value) in table.get_ref() {
            reader.section(key, value);
        }
        reader.finish_imports();
    }
    reader.problems.sort_by_key(|problem| problem.span);
    (reader.config, reader.problems)
}

pub(super) struct Reader {
    pub(super) config: Config,
    problems: Vec<Problem>,
    /// The kinds that imports name, with their places.
    pub(super) import_kinds: Vec<(std::sync::Arc<str>, std::ops::Range<usize>)>,
}

impl Reader {
    fn section(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        match name {
            "import" => return self.imports(key, value),
            "corpus" | "rules" | "names" | "kinds" => {}
            _ => {
                let help = if CORPUS_KEYS.contains(&name) {
                    format!("It belongs under [corpus]: put the line “[corpus]” above “{name}”.")
                } else {
                    did_you_mean(name, &SECTIONS)
                };
                self.problem(key.span(), format!("There is no section “{name}”."), help);
                return;
            }
        }
        let Some(table) = value.get_ref().as_table() else {
            let help = format!("Write it as a section: a line “[{name}]”, its settings below.");
            self.problem(value.span(), format!("“{name}” must be a table."), help);
            return;
        };
        for (key, value) in table {
            match name {
                "corpus" => self.corpus(key, value),
                "rules" => self.rule(key, value),
                "names" => self.names(key, value),
                _ => self.kind(key, value),
            }
        }
    }

    fn corpus(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        match name {
            "articles" | "gazetteers" | "exclude" | "frozen" => {
                let Some(globs) = self.globs(name, value) else { return };
                match name {
                    "articles" => self.config.articles = globs,
                    "gazetteers" => self.config.gazetteers = globs,
                    "exclude" => self.config.exclude = globs,
                    _ => self.config.frozen = globs,
                }
            }
            "language" => self.config.settings.language = self.string(name, value),
            "dates" => {
                let Some(path) = self.string(name, value) else { return };
                if globs::leads_outside(&path) {
                    let help = "The table of dates belongs to the corpus: put it beside this file.";
                    self.problem(value.span(), format!("“{path}” leads outside the corpus."), help);
                } else {
                    self.config.dates = Some(path.trim_start_matches("./").to_owned());
                }
            }
            "cache" => {
                let Some(path) = self.string(name, value) else { return };
                if globs::leads_outside(&path) {
                    let help = "Without this setting it is the user's own cache folder.";
                    self.problem(value.span(), format!("“{path}” leads outside the corpus."), help);
                } else {
                    self.config.cache = Some(path.trim_start_matches("./").to_owned());
                }
            }
            "encoding" => {
                let Some(label) = self.string(name, value) else { return };
                self.config.encoding = Encoding::parse(&label);
                if self.config.encoding.is_none() {
                    let help = "Write it as the web does: \"utf-8\", \"windows-1251\", \"koi8-r\", \"utf-16le\".";
                    self.problem(value.span(), format!("There is no encoding “{label}”."), help);
                }
            }
            _ => {
                let help = did_you_mean(name, &CORPUS_KEYS);
                self.problem(key.span(), format!("There is no setting “{name}” under [corpus]."), help);
            }
        }
    }

    fn globs(&mut self, name: &str, value: &Value<'_>) -> Option<Globs> {
        let (patterns, spans): (Vec<_>, Vec<_>) = self.strings(name, value)?.into_iter().unzip();
        match Globs::new(patterns.clone()) {
            Ok(globs) => Some(globs),
            Err((ix, why)) => {
                let help = "Patterns are relative to this file's folder: “articles/**/*.txt”.";
                self.problem_at(spans[ix], format!("The pattern “{}” cannot be used: {why}.", patterns[ix]), help);
                None
            }
        }
    }

    fn rule(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let code: &str = key.get_ref();
        if !rules::known_codes().any(|known| known == code) {
            let help = did_you_mean(code, &rules::known_codes().collect::<Vec<_>>());
            self.problem(key.span(), format!("There is no rule “{code}”."), help);
            return;
        }
        let word = value.get_ref().as_str().unwrap_or_default();
        if let Some((_, severity)) = SEVERITIES.iter().find(|(known, _)| *known == word) {
            self.config.settings.rules.insert(code.to_owned(), *severity);
        } else {
            let message = format!("“{code}” must be one of \"off\", \"hint\", \"information\", \"warning\", \"error\".");
            self.problem(value.span(), message, did_you_mean_word(word, &SEVERITIES.map(|(word, _)| word)));
        }
    }

    fn names(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        if name == "ignore" {
            if let Some(forms) = self.strings(name, value) {
                self.config.settings.ignore = forms.into_iter().map(|(form, _)| form).collect();
            }
        } else {
            let help = did_you_mean(name, &["ignore"]);
            self.problem(key.span(), format!("There is no setting “{name}” under [names]."), help);
        }
    }

    fn kind(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        if Kind::parse(name).is_some() {
            let message = format!("“{name}” is a built-in kind and cannot be defined again.");
            self.problem(key.span(), message, "Choose another word for the corpus's own kind.");
            return;
        }
        let word = value.get_ref().as_str().unwrap_or_default();
        if let Some(kind) = Kind::parse(word) {
            self.config.settings.kinds.insert(name.to_owned(), kind);
        } else {
            let words = Kind::ALL.map(Kind::as_str);
            let message = format!("The kind “{name}” must stand under a built-in kind: {}.", words.join(", "));
            self.problem(value.span(), message, did_you_mean_word(word, &words));
        }
    }

    pub(super) fn string(&mut self, name: &str, value: &Value<'_>) -> Option<String> {
        let word = value.get_ref().as_str().map(str::trim).filter(|word| !word.is_empty());
        if word.is_none() {
            self.problem(value.span(), format!("“{name}” must be some words in quotes."), format!("Write {name} = \"…\"."));
        }
        word.map(str::to_owned)
    }

    pub(super) fn strings(&mut self, name: &str, value: &Value<'_>) -> Option<Vec<(String, Span)>> {
        let mut words = Vec::new();
        let mut wrong = (!value.get_ref().is_array()).then(|| value.span());
        for item in value.get_ref().as_array().into_iter().flat_map(|array| array.iter()) {
            match item.get_ref().as_str() {
                Some(word) => words.push((word.to_owned(), span(item.span()))),
                None => wrong = Some(item.span()),
            }
        }
        if let Some(wrong) = wrong {
            self.problem(
                wrong,
                format!("“{name}” must be a list of words in quotes."),
                format!("Write {name} = [\"…\", \"…\"]."),
            );
            return None;
        }
        Some(words)
    }

    pub(super) fn problem(&mut self, at: std::ops::Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.problem_at(span(at), message, help);
    }

    pub(super) fn problem_at(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem { span, message: message.into(), help: help.into() });
    }
}

pub(super) fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

/// Help for a key that does not exist: the nearest that does, else all of them.
pub(super) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let near = did_you_mean_word(word, known);
    if near.is_empty() { format!("Known are: {}.", known.join(", ")) } else { near }
}

/// “Did you mean …?” with the nearest known word, or nothing where none is near.
pub(super) fn did_you_mean_word(word: &str, known: &[&str]) -> String {
    let nearest = known
        .iter()
        .map(|&known| (strsim::damerau_levenshtein(&word.to_lowercase(), known), known))
        .filter(|(distance, known)| *distance <= 1 + known.len() / 4 || (word.len() >= 3 && known.starts_with(word)))
        .min();
    nearest.map_or(String::new(), |(_, known)| format!("Did you mean “{known}”?"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Reads, and renders each problem as `line: the words it points at: message help`.
    #[track_caller]
    pub fn check(text: &str, expected: &[&str]) {
        let (_, problems) = read(text);
        let shown: Vec<_> = problems
            .iter()
            .map(|problem| {
                let line = 1 + text[..problem.span.start as usize].matches('\n').count();
                format!("{line}: {}: {} {}", problem.span.of(text), problem.message, problem.help).trim_end().to_owned()
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn every_setting() {
        let text = r#"
            [corpus]
            articles = ["articles/**/*.txt", "articles/**/*.md"]
            gazetteers = ["gazetteer/**/*.toml"]
            exclude = ["archive/raw/**"]
            frozen = ["archive/published/**"]
            language = "en"
            dates = "dates.csv"
            encoding = "windows-1251"
            [rules]
            unreadable-file = "off"
            [names]
            ignore = ["Letter to the Editor"]
            [kinds]
            think-tank = "organisation"
        "#;
        let (config, problems) = read(text);
        assert_eq!(problems, []);
        assert!(config.settings.configured);
        assert!(config.articles.matches("articles/2018/a.md"));
        assert!(config.exclude.covers("archive/raw/a.md"));
        assert!(config.frozen.covers("archive/published/a.md"));
        assert_eq!(config.dates.as_deref(), Some("dates.csv"));
        assert_eq!(config.encoding, Encoding::parse("windows-1251"));
        assert_eq!(config.settings.language.as_deref(), Some("en"));
        assert_eq!(config.settings.severity("unreadable-file", Some(Severity::Error)), None);
        assert_eq!(config.settings.ignore, ["Letter to the Editor"]);
        assert_eq!(config.settings.kinds["think-tank"], Kind::Organisation);
    }

    #[test]
    fn an_empty_file_is_all_defaults() {
        let (config, problems) = read("");
        assert_eq!(problems, []);
        assert!(config.settings.configured);
        assert!(config.articles.matches("a.txt"));
        assert!(config.gazetteers.matches("gazetteer/a.toml"));
    }

    #[test]
    fn unknown_keys_say_what_was_meant() {
        check("[corpsu]\n", &["1: corpsu: There is no section “corpsu”. Did you mean “corpus”?"]);
        check(
            "articles = []\n",
            &[
                "1: articles: There is no section “articles”. It belongs under [corpus]: put the line “[corpus]” above “articles”.",
            ],
        );
        check(
            "[corpus]\nartikles = []\n",
            &["2: artikles: There is no setting “artikles” under [corpus]. Did you mean “articles”?"],
        );
        check(
            "[corpus]\ncolour = 1\n",
            &[
                "2: colour: There is no setting “colour” under [corpus]. Known are: articles, gazetteers, exclude, frozen, language, dates, encoding, cache.",
            ],
        );
        check(
            "[rules]\nunreadable-files = \"off\"\n",
            &["2: unreadable-files: There is no rule “unreadable-files”. Did you mean “unreadable-file”?"],
        );
    }

    #[test]
    fn wrong_values_say_what_is_right() {
        check(
            "[rules]\nunreadable-file = \"info\"\n",
            &[
                "2: \"info\": “unreadable-file” must be one of \"off\", \"hint\", \"information\", \"warning\", \"error\". Did you mean “information”?",
            ],
        );
        check(
            "[corpus]\narticles = \"*.txt\"\n",
            &["2: \"*.txt\": “articles” must be a list of words in quotes. Write articles = [\"…\", \"…\"]."],
        );
        check(
            "[corpus]\nexclude = [\"a\", \"../b\"]\n",
            &[
                "2: \"../b\": The pattern “../b” cannot be used: it leads outside the corpus. Patterns are relative to this file's folder: “articles/**/*.txt”.",
            ],
        );
        check("[corpus]\nlanguage = 3\n", &["2: 3: “language” must be some words in quotes. Write language = \"…\"."]);
        check(
            "[corpus]\ndates = \"../dates.csv\"\n",
            &[
                "2: \"../dates.csv\": “../dates.csv” leads outside the corpus. The table of dates belongs to the corpus: put it beside this file.",
            ],
        );
        check(
            "[corpus]\nencoding = \"klingon\"\n",
            &[
                "2: \"klingon\": There is no encoding “klingon”. Write it as the web does: \"utf-8\", \"windows-1251\", \"koi8-r\", \"utf-16le\".",
            ],
        );
        check(
            "[kinds]\nbase = \"plac\"\nplace = \"place\"\n",
            &[
                "2: \"plac\": The kind “base” must stand under a built-in kind: person, place, organisation, group, weapon, event, media, post, other. Did you mean “place”?",
                "3: place: “place” is a built-in kind and cannot be defined again. Choose another word for the corpus's own kind.",
            ],
        );
    }

    #[test]
    fn what_is_not_toml_is_shown_once_and_nothing_else() {
        let (_, problems) = read("[corpus]\narticles = [\n[rules]\nx = 1\n");
        assert!(!problems.is_empty());
        assert!(problems.iter().all(|problem| problem.message.starts_with("This is not TOML")), "{problems:?}");
    }
}
