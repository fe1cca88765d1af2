//! What the rules report on small articles, each judged by a person: one case that a rule reports,
//! and near misses that it must not.

use std::sync::Arc;

use super::{RULES, Subject, check, known_codes};
use crate::finding::{DocPath, Finding, Severity};
use crate::gazetteer::{Gazetteer, reader};
use crate::reading::{self, Article, Context};
use crate::settings::Settings;
use crate::text::Span;

const GAZETTEER: &str = r#"
[russia]
kind = "place"
name = "Russia"

[sergey-lavrov]
kind = "person"
name = "Sergey Lavrov"
names = ["Sergei Lavrov", { form = "Sergey Lavrow", as = "misspelling" }]

[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"

[islamic-state]
kind = "organisation"
name = "Islamic State"
names = [{ form = "Daesh", as = "avoid" }]

[one-smith]
kind = "person"
name = "John Smith"

[other-smith]
kind = "person"
name = "John Smith"
"#;

fn findings(text: &str, gazetteer: &str, settings: &Settings) -> Vec<Finding> {
    let path: DocPath = "article.txt".into();
    let file = reader::read(&"gazetteer.toml".into(), gazetteer, settings, None);
    let gazetteer = Gazetteer::build(vec![Arc::new(file)], settings);
    let context = Context { gazetteer: &gazetteer, settings };
    let reading = reading::read(Article { path: &path, text, listed_date: None }, context);
    let found = check(Subject { path: &path, text, reading: &reading, gazetteer: &gazetteer, settings });
    for finding in &found {
        assert_eq!(finding.text, finding.places[0].of(text), "the text is that of the first place");
        assert!(finding.places.is_sorted() && !finding.reason.is_empty());
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(finding.places.contains(&edit.at.span), "a fix stays at its places");
        }
    }
    found
}

fn configured() -> Settings {
    Settings { configured: true, ..Settings::default() }
}

/// Expects `code words: message` and, for each fix, ` => new words`, a line each.
#[track_caller]
fn expect(text: &str, expected: &[&str]) {
    let shown: Vec<String> = findings(text, GAZETTEER, &configured())
        .iter()
        .map(|finding| {
            let mut shown = format!("{} {}×{}: {}", finding.rule, finding.text, finding.places.len(), finding.message);
            for fix in &finding.fixes {
                shown.push_str(" => ");
                shown.push_str(&fix.edits[0].new);
            }
            shown
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn an_unknown_name_is_one_finding_with_all_its_places() {
    expect(
        "Then Levan Dzhagaryan spoke. Later Dzhagaryan left with Levan Dzhagaryan.",
        &["unresolved-name Levan Dzhagaryan×3: “Levan Dzhagaryan” is not in the gazetteer"],
    );
    expect("Then Sergey Lavrov spoke. Lavrov left.", &[]);
}

#[test]
fn a_quiet_start() {
    let text = "Then Levan Dzhagaryan spoke.";
    assert_eq!(findings(text, "", &configured()), [], "no gazetteer, no unknown names");
    assert_eq!(findings(text, GAZETTEER, &Settings::default())[0].severity, Severity::Information);
    assert_eq!(findings(text, GAZETTEER, &configured())[0].severity, Severity::Warning);
}

#[test]
fn a_rule_can_be_turned_off_and_made_an_error() {
    let mut settings = configured();
    settings.rules.insert("unresolved-name".to_owned(), None);
    assert_eq!(findings("Then Levan Dzhagaryan spoke.", GAZETTEER, &settings), []);
    settings.rules.insert("unresolved-name".to_owned(), Some(Severity::Error));
    assert_eq!(findings("Then Levan Dzhagaryan spoke.", GAZETTEER, &settings)[0].severity, Severity::Error);
}

#[test]
fn namesakes_are_ambiguous() {
    expect(
        "Then John Smith spoke.",
        &["ambiguous-name John Smith×1: “John Smith” may be John Smith (one-smith) or John Smith (other-smith)"],
    );
}

#[test]
fn a_listed_misspelling_has_a_fix() {
    expect(
        "Then Sergey Lavrow spoke.",
        &["misspelt-name Sergey Lavrow×1: “Sergey Lavrow” is a misspelling of “Sergey Lavrov” => Sergey Lavrov"],
    );
}

#[test]
fn an_unknown_name_one_slip_from_a_known_one_is_a_misspelling() {
    expect(
        "Then Gadi Eizenkot spoke.",
        &[
            "misspelt-name Gadi Eizenkot×1: “Gadi Eizenkot” is not in the gazetteer; did you mean “Gadi Eisenkot”? => Gadi Eisenkot",
        ],
    );
    expect("Then the Gadi Eisenkots left.", &["unresolved-name Gadi Eisenkots×1: “Gadi Eisenkots” is not in the gazetteer"]);
    // Another given name, another first letter: another person.
    expect("Then Gabi Eisenkot spoke.", &["unresolved-name Gabi Eisenkot×1: “Gabi Eisenkot” is not in the gazetteer"]);
    expect("Then Nergey Lavrov spoke.", &["unresolved-name Nergey Lavrov×1: “Nergey Lavrov” is not in the gazetteer"]);
}

#[test]
fn a_form_to_avoid_is_left_alone_in_quotations() {
    expect("Then Daesh fled.", &["avoided-form Daesh×1: this house avoids “Daesh”; it prints “Islamic State” => Islamic State"]);
    expect("He said: “Then Daesh fled.”", &[]);
}

#[test]
fn an_unknown_name_spelt_as_transliterations_differ_is_a_misspelling() {
    expect(
        "Then Gadi Eisenkot met Gaddi Eisencot.",
        &[
            "misspelt-name Gaddi Eisencot×1: “Gaddi Eisencot” is not in the gazetteer; did you mean “Gadi Eisenkot”? => Gadi Eisenkot",
        ],
    );
    expect(
        "Then Sergej Lawrow spoke. Lawrow left.",
        &[
            "misspelt-name Sergej Lawrow×2: “Sergej Lawrow” is not in the gazetteer; did you mean “Sergey Lavrov”? => Sergey Lavrov",
        ],
    );
}

#[test]
fn where_several_are_as_near_all_are_named() {
    let gazetteer =
        "[a]\nkind = \"person\"\nname = \"Iskander Vostrikov\"\n[b]\nkind = \"person\"\nname = \"Iskander Vostrigov\"\n";
    let found = findings("Then Iskander Vostritov spoke.", gazetteer, &configured());
    assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["unresolved-name"]);
    let named: Vec<&str> = found[0].related.iter().map(|related| &*related.message).collect();
    assert_eq!(named, ["spelt much like “Iskander Vostrikov”", "spelt much like “Iskander Vostrigov”"]);
}

#[test]
fn the_rarer_of_two_spellings_is_reported() {
    expect(
        "Then Sergei Lavrov spoke. Sergey Lavrov left. Later Sergei Lavrov came.",
        &["mixed-spelling Sergey Lavrov×1: “Sergey Lavrov” is “Sergei Lavrov” elsewhere in this article => Sergei Lavrov"],
    );
    // As often: the house form stays, wherever it stands.
    expect(
        "Then Sergei Lavrov spoke. Sergey Lavrov left.",
        &["mixed-spelling Sergei Lavrov×1: “Sergei Lavrov” is “Sergey Lavrov” elsewhere in this article => Sergey Lavrov"],
    );
    expect("Then Sergei Lavrov spoke. Lavrov left. Sergei Lavrov came.", &[]);
}

#[test]
fn an_article_is_no_other_spelling_and_quotations_are_not_the_article_s() {
    let gazetteer = "[b]\nkind = \"organisation\"\nname = \"The Lantern Press\"\nnames = [\"Lantern Press\"]\n";
    assert_eq!(findings("He told The Lantern Press. Then the Lantern Press left.", gazetteer, &configured()), []);
    expect("Then Sergey Lavrov left. ‘Sergei Lavrov was here,’ they said.", &[]);
    expect("Then Sergey Lavrov left. They said: 'Sergei Lavrov was here.'", &[]);
}

#[test]
fn holidays_need_no_entry() {
    expect("They met at Easter, and in Ramadan once more.", &[]);
    expect("They met at Plotzk.", &["unresolved-name Plotzk×1: “Plotzk” is not in the gazetteer"]);
}

#[test]
fn a_surname_is_spelt_like_the_full_name() {
    let gazetteer = "[g]\nkind = \"person\"\nname = \"Gadi Eisenkot\"\nnames = [\"Gadi Eizenkot\"]\n";
    let found = findings("Then Gadi Eisenkot spoke. Eizenkot left. Eizenkot came.", gazetteer, &configured());
    let shown: Vec<(&str, &str, usize, &str)> = found
        .iter()
        .map(|finding| (finding.rule, &*finding.text, finding.places.len(), &*finding.fixes[0].edits[0].new))
        .collect();
    assert_eq!(shown, [("mixed-spelling", "Eizenkot", 2, "Eisenkot")]);
    assert_eq!(found[0].related[0].at.span, Span::new(5, 18));
    assert_eq!(found[0].entity.as_deref(), Some("g"));
    assert_eq!(findings("Then Gadi Eizenkot spoke. Eizenkot left.", gazetteer, &configured()), []);
}

#[test]
fn other_peoples_spellings_do_not_count() {
    expect("Then Sergei Lavrov spoke. “I met Sergey Lavrov,” he said.", &[]);
    expect("Then Sergei Lavrov spoke (Photo: Sergey Lavrov).", &[]);
    expect("Then Sergei Lavrov (also spelt Sergey Lavrov) spoke.", &[]);
}

#[test]
fn other_kinds_of_names_are_no_spellings() {
    let gazetteer = "[a]\nkind = \"organisation\"\nname = \"Foreign Office of Ruritania\"\n\
        names = [\"Ruritanian Foreign Office\", \"Foreign Office\", { form = \"FOR\", as = \"abbreviation\" }]\n\
        [p]\nkind = \"person\"\nname = \"Benny Orlov\"\n\
        names = [\"Binyamin Orlov\", \"Benny Ivanovich Orlov\", \"B. Orlov\", \"Бенни Орлов\"]\n";
    let mut settings = configured();
    settings.rules.insert("variant-form".to_owned(), Some(Severity::Warning));
    let text = "The Foreign Office of Ruritania (FOR) and the Ruritanian Foreign Office are the Foreign Office. \
        Then Benny Orlov met Binyamin Orlov, Benny Ivanovich Orlov and B. Orlov.";
    assert_eq!(findings(text, gazetteer, &settings), []);
}

#[test]
fn an_accepted_spelling_is_reported_where_the_house_wants_it() {
    let mut settings = configured();
    let text = "Then Sergei Lavrov spoke. “Sergei Lavrov is here,” he said. (Photo: Sergei Lavrov)";
    assert_eq!(findings(text, GAZETTEER, &settings), []);
    settings.rules.insert("variant-form".to_owned(), Some(Severity::Information));
    let found = findings(text, GAZETTEER, &settings);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule, found[0].severity, found[0].places.len()), ("variant-form", Severity::Information, 1));
    assert_eq!(found[0].fixes[0].edits[0].new, "Sergey Lavrov");
    // Then the house form is no mixed spelling, however rare.
    let text = "Then Sergei Lavrov spoke. Sergei Lavrov left. Sergey Lavrov came.";
    let rules: Vec<&str> = findings(text, GAZETTEER, &settings).iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["variant-form"]);
}

#[test]
fn codes_are_kebab_case_sorted_and_told_apart() {
    assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
    let mut codes: Vec<&str> = known_codes().collect();
    assert!(codes.iter().all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
}

const WEAK: &str = r#"
[one-putin]
kind = "person"
name = "Vladimir Putin"
formerly = ["old-putin"]
names = [{ form = "Putin", weak = true }]
[two-putin]
kind = "person"
name = "Lyudmila Putin"
names = [{ form = "Putin", weak = true }]
[vlad-lake]
kind = "place"
name = "Lake Vlad"
names = [{ form = "Vlad", weak = true }]
"#;

#[track_caller]
fn messages(text: &str, expected: &[&str]) {
    let found = findings(text, WEAK, &configured());
    let shown: Vec<String> = found
        .iter()
        .map(|finding| {
            format!("{} {} ({} related, {} fixes)", finding.rule, finding.message, finding.related.len(), finding.fixes.len())
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn a_weak_name_without_support_names_the_entry() {
    messages(
        "They left Vlad there.",
        &["unresolved-name “Vlad” alone is not enough to mean Lake Vlad; nothing else here speaks for it (1 related, 0 fixes)"],
    );
    messages(
        "They saw Putin there.",
        &[
            "unresolved-name “Putin” alone is not enough to mean Vladimir Putin or Lyudmila Putin; nothing else here speaks for it (2 related, 0 fixes)",
        ],
    );
    messages("They saw Vladimir Putin there. Putin left.", &[]);
}

#[test]
fn pins_that_lead_nowhere() {
    messages(
        "They saw [Putin](entity:on-putin) there.",
        &["pin-unknown-entity no entry has the id “on-putin”; did you mean “one-putin”? (1 related, 1 fixes)"],
    );
    messages("They saw [him](entity:nobody) there.", &["pin-unknown-entity no entry has the id “nobody” (0 related, 0 fixes)"]);
    messages(
        "---\nentities:\n  Putin: two-puttin\n---\nThey saw Putin there.",
        &["pin-unknown-entity no entry has the id “two-puttin”; did you mean “two-putin”? (1 related, 1 fixes)"],
    );
    messages("They saw [Putin](entity:one-putin), [Putin](entity:old-putin), [Bo Vlad](entity:not-a-name) there.", &[]);
    messages("---\nentities: { Putin: one-putin, Waldberg: not-a-name }\n---\nThey saw Putin and Waldberg there.", &[]);
}

const DATED_NAMES: &str = r#"
[hts]
kind = "organisation"
name = "Hayat Tahrir al-Sham"
names = [
  { form = "Jabhat al-Nusra", as = "former", until = "2016-07-28" },
  { form = "Jabhat Fatah al-Sham", as = "former", from = "2016-07-28", until = "2017-01-28" },
  { form = "HTS", as = "abbreviation" },
]

[x]
kind = "media"
name = "X Platform"
names = [{ form = "Twitter", as = "former", until = "2023-07" }, { form = "Threads of X", from = "2023-07-23" }]
"#;

/// Expects `code words => new words` for each finding on dated names in an article of that date.
#[track_caller]
fn expect_dated(date: &str, text: &str, expected: &[&str]) {
    let shown: Vec<String> = findings(&format!("---\ndate: {date}\n---\n{text}"), DATED_NAMES, &configured())
        .iter()
        .filter(|finding| finding.rule.starts_with("name-"))
        .map(|finding| {
            let fixes = finding.fixes.iter().filter_map(|fix| fix.edits.first()).map(|edit| format!(" => {}", edit.new));
            format!("{} {}{}", finding.rule, finding.text, fixes.collect::<String>())
        })
        .collect();
    assert_eq!(shown, expected, "{date} {text}");
}

#[test]
fn names_out_of_their_time() {
    expect_dated("2018-05-01", "Fighters of Jabhat al-Nusra left.", &["name-expired Jabhat al-Nusra => Hayat Tahrir al-Sham"]);
    expect_dated("2016-12-01", "Fighters of Jabhat al-Nusra left.", &["name-expired Jabhat al-Nusra => Jabhat Fatah al-Sham"]);
    expect_dated("2015-05-01", "Fighters of Jabhat al-Nusra left.", &[]);
    expect_dated("2015-05-01", "He wrote on X Platform that night.", &["name-not-yet X Platform => Twitter"]);
    expect_dated("2015-05-01", "Readers of Threads of X saw it.", &["name-not-yet Threads of X => Twitter"]);
    expect_dated("2024-05-01", "He wrote on X Platform, and nobody on Twitter saw it.", &["name-expired Twitter => X Platform"]);
}

#[test]
fn names_in_their_time_or_explained() {
    expect_dated("2023-07-10", "He wrote on Twitter, then on X Platform.", &[]);
    expect_dated("2024-05-01", "He wrote on X Platform, formerly known as Twitter. On Twitter he had friends.", &[]);
    expect_dated("2018-05-01", "“Jabhat al-Nusra is gone,” he said.", &[]);
    expect_dated("2018-05-01", "Her book, *The Years of Jabhat al-Nusra*, is out.", &[]);
    expect_dated("2018-05-01", "Her book, ‘The Years of Jabhat al-Nusra’, is out.", &[]);
    expect_dated("2018-05-01", "In 2014, Jabhat al-Nusra took the town.", &[]);
    expect_dated("2018-05-01", "When Jabhat al-Nusra took the town, he fled.", &[]);
    expect_dated("2018-05-01", "HTS holds the town.", &[]);
    expect_dated("2023~", "He wrote on Twitter.", &[]);
}

#[test]
fn articles_without_a_date() {
    let mut settings = configured();
    assert!(findings("\n Nobody came.\n", GAZETTEER, &settings).is_empty());
    settings.rules.insert("undated-article".to_owned(), Some(Severity::Warning));
    let found = findings("\n Nobody came.\nNobody left.\n", GAZETTEER, &settings);
    assert_eq!(
        found.iter().map(|finding| (finding.rule, &*finding.text)).collect::<Vec<_>>(),
        [("undated-article", "Nobody came.")]
    );
    assert_eq!(findings("", GAZETTEER, &settings).len(), 1);
    assert!(findings("---\ndate: 2018\n---\nNobody came.\n", GAZETTEER, &settings).is_empty());
}
