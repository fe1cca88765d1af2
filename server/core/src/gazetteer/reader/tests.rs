//! Reading files: whole ones, broken ones, hostile ones.

use proptest::prelude::*;

use super::*;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::entry::{Holders, Kind, NameUse, Status};
use crate::gazetteer::report::MOST;

fn read_after(text: &str, previous: Option<&GazetteerFile>) -> GazetteerFile {
    let file = read(&DocPath::from("gazetteer/test.toml"), text, &Settings::default(), previous);
    for finding in &file.findings {
        let place = finding.places.first().expect("a place");
        assert_eq!(text.get(place.range()), Some(finding.text.as_str()), "{finding:?}");
        for span in finding.places.iter().chain(finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.at.span)) {
            assert!(text.get(span.range()).is_some(), "{finding:?}");
        }
        assert!(finding.related.iter().all(|related| text.get(related.at.span.range()).is_some()), "{finding:?}");
    }
    for entry in &file.entries {
        let names = entry.names.iter().map(|name| name.span);
        let ids = entry.not.iter().chain(&entry.formerly).chain(&entry.of).chain(&entry.profile).map(|id| id.span);
        let roles = entry.roles.iter().flat_map(|role| [role.span, role.post.span]);
        let ties = entry.relations.iter().map(|relation| relation.to.span);
        for span in names.chain(ids).chain(roles).chain(ties).chain([entry.header, entry.block]) {
            assert!(text.get(span.range()).is_some(), "{entry:?}");
        }
        assert!(!entry.names.is_empty());
    }
    file
}

fn ids(file: &GazetteerFile) -> Vec<&str> {
    file.entries.iter().map(|entry| entry.id.as_ref()).collect()
}

/// Reads a file on its own: the ids that were read, and the words and message of each finding.
#[track_caller]
fn check(text: &str, expected_ids: &[&str], expected: &[(&str, &str)]) -> GazetteerFile {
    let file = read_after(text, None);
    let found: Vec<(&str, &str)> =
        file.findings.iter().map(|finding| (finding.text.as_str(), finding.message.as_str())).collect();
    assert_eq!(ids(&file), expected_ids, "{text}");
    assert_eq!(found, expected, "{text}");
    file
}

const EISENKOT: &str = r#"# People.

[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
description = "Israeli general and politician."
names = [
  "Gadi Eizenkot",
  { form = "גדי איזנקוט", lang = "he" },
  { form = "Eisenkott", as = "misspelling", source = "our archive" },
  { form = "GADI", as = "nickname", case = "exact", weak = true, from = "2015", until = "2019~" },
]
roles = [
  { post = "idf-chief-of-staff", from = "2015-02-16", until = "2019-01-15", source = "https://example.org/" },
  { post = "northern-command-head", from = "2006", acting = true, checked = "2024-01-01", status = "draft" },
]
member_of = { id = "national-unity", from = "2022-08" }
family_of = ["a", { to = "b", note = "brother" }]
born = "1960-05-19"
not = ["other-gadi"]
formerly = "gadi-eizenkot"
profile = "articles/eisenkot.md"
links = { wikidata = "Q1", "x y" = "z" }
topics = ["sanction", "role.pep"]
source = "https://example.org/"
checked = "2024-01-02"
by = "AB"
note = "A \"note\"."
certainty = "high"
status = "reviewed"

["IDF Chief of Staff"]
kind = "post"
name = '''
Chief of Staff'''
of = "israel-defense-forces"
holders = "many"
"#;

#[test]
fn every_field() {
    let file = check(EISENKOT, &["gadi-eisenkot", "IDF Chief of Staff"], &[]);
    let entry = &file.entries[0];
    assert_eq!((entry.name(), entry.kind), ("Gadi Eisenkot", Kind::Person));
    let uses: Vec<(&str, NameUse)> = entry.names.iter().map(|name| (name.span.of(EISENKOT), name.usage)).collect();
    assert_eq!(
        uses,
        [
            ("Gadi Eisenkot", NameUse::House),
            ("Gadi Eizenkot", NameUse::Spelling),
            ("גדי איזנקוט", NameUse::Spelling),
            ("Eisenkott", NameUse::Misspelling),
            ("GADI", NameUse::Nickname),
        ]
    );
    assert_eq!(entry.names[2].lang.as_deref(), Some("he"));
    let last = &entry.names[4];
    assert!(last.exact_case && last.weak);
    assert_eq!(last.until.map(|date| date.to_string()).as_deref(), Some("2019~"));
    assert_eq!(entry.names[3].provenance.as_ref().and_then(|said| said.source.as_deref()), Some("our archive"));
    let role = &entry.roles[0];
    assert_eq!((role.post.id.as_ref(), role.post.span.of(EISENKOT)), ("idf-chief-of-staff", "idf-chief-of-staff"));
    assert!(role.span.of(EISENKOT).starts_with("{ post = \"idf") && role.span.of(EISENKOT).ends_with('}'));
    assert!(entry.roles[1].acting && !entry.roles[0].acting);
    let ties: Vec<(&str, &str)> =
        entry.relations.iter().map(|relation| (relation.relation.as_ref(), relation.to.id.as_ref())).collect();
    assert_eq!(ties, [("member_of", "national-unity"), ("family_of", "a"), ("family_of", "b")]);
    assert_eq!(entry.from.map(|date| date.to_string()).as_deref(), Some("1960-05-19"));
    assert_eq!((entry.not.len(), entry.formerly[0].id.as_ref()), (1, "gadi-eizenkot"));
    assert_eq!(entry.profile.as_ref().map(|profile| profile.id.as_ref()), Some("articles/eisenkot.md"));
    assert_eq!(entry.links.iter().map(|(key, id)| format!("{key}={id}")).collect::<Vec<_>>(), ["wikidata=Q1", "x y=z"]);
    assert_eq!(entry.topics.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["sanction", "role.pep"]);
    let said = entry.provenance.as_deref().expect("provenance");
    assert_eq!((said.note.as_deref(), said.status), (Some("A \"note\"."), Some(Status::Reviewed)));
    assert_eq!(entry.header.of(EISENKOT), "gadi-eisenkot");
    let post = &file.entries[1];
    assert_eq!((post.header.of(EISENKOT), post.holders), ("IDF Chief of Staff", Holders::Many));
    assert_eq!(post.names[0].span.of(EISENKOT), "Chief of Staff");
    assert!(post.block.of(EISENKOT).starts_with("[\"IDF"));
}

#[test]
fn words_with_escapes() {
    let text = "[\"caf\\u00e9\"]\nkind = \"place\"\nname = \"Caf\\u00e9 \\\"X\\\"\"\n";
    let file = check(text, &["café"], &[]);
    assert_eq!(file.entries[0].name(), "Café \"X\"");
    assert_eq!(file.words_at(file.entries[0].names[0].span, "Café \"X\""), "Caf\\u00e9 \\\"X\\\"");
}

#[test]
fn own_kinds() {
    let mut settings = Settings::default();
    settings.kinds.insert("ship".to_owned(), Kind::Weapon);
    let file = read(&DocPath::from("x"), "[a]\nkind = \"ship\"\nname = \"Moskva\"\n", &settings, None);
    assert_eq!((file.entries[0].kind, file.entries[0].custom_kind.as_deref()), (Kind::Weapon, Some("ship")));
    assert!(file.findings.is_empty());
}

#[test]
fn severities() {
    let mut settings = Settings::default();
    settings.rules.insert("unknown-kind".to_owned(), None);
    settings.rules.insert("unknown-field".to_owned(), Some(crate::finding::Severity::Hint));
    let file = read(&DocPath::from("x"), "[a]\nname = \"Moskva\"\nx = 1\n", &settings, None);
    let found: Vec<_> = file.findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
    assert_eq!(found, [("unknown-field", crate::finding::Severity::Hint)]);
}

#[test]
fn one_bad_field_leaves_the_entry() {
    let good = "[a]\nkind = \"person\"\nname = \"Abel\"\n";
    let with = |field: &str, words: &str, message: &str| {
        let file = check(&format!("{good}{field}\n[b]\nkind = \"place\"\nname = \"Bela\"\n"), &["a", "b"], &[(words, message)]);
        assert_eq!(file.findings[0].entity.as_deref(), Some("a"));
        file
    };
    let file = with("names = [\"Bela\", 7, \"Carl\"]", "7", "`names` wants text in quotes; this is a number.");
    assert_eq!(file.entries[0].names.len(), 3);
    with("names = [\"…\"]", "…", "A name needs a letter or a digit.");
    with("names = [\"\"]", "", "A name needs a letter or a digit.");
    with("names = [{ lang = \"he\" }]", "{ lang = \"he\" }", "This name has no `form`: write { form = \"…\" }.");
    with("names = [{ form = \"X1\", weak = \"yes\" }]", "\"yes\"", "`weak` wants true or false; this is text.");
    with("roles = [{ from = \"2018\" }]", "{ from = \"2018\" }", "This role has no `post`: write { post = \"id-of-the-post\" }.");
    with(
        "part_of = [{ from = \"2018\" }]",
        "{ from = \"2018\" }",
        "This `part_of` has no `id`: write { id = \"id-of-the-other-entry\" }.",
    );
    with("of = \"\"", "\"\"", "`of` is empty.");
    with("links = \"Q1\"", "\"Q1\"", "`links` wants a table such as { wikidata = \"Q1\" }; this is text.");
    with("holders = \"two\"", "two", "`holders` is not “two”: it can be “one” or “many”.");
    with("born = \"1960\"\nfrom = \"1961\"", "from", "`from` says again what another field says; leave one of them out.");
    with("description = true", "true", "`description` wants text in quotes; this is true or false.");
}

#[test]
fn entries_without_a_name() {
    let advice = "Add name = \"…\" with the form you print.";
    check("[a]\nkind = \"person\"\n", &[], &[("a", &format!("This entry has no `name`. {advice}"))]);
    let file = check(
        "[a]\nkind = \"person\"\nnames = [\"Abel\", \"Bela\"]\n",
        &["a"],
        &[("a", &format!("This entry has no `name`; “Abel” is taken for it. {advice}"))],
    );
    assert_eq!((file.entries[0].name(), file.entries[0].names[0].usage), ("Abel", NameUse::House));
    check("[a]\nkind = \"person\"\nname = 7\n", &[], &[("7", "`name` wants text in quotes; this is a number.")]);
}

#[test]
fn broken_headers() {
    let fields = "kind = \"place\"\nname = \"Bela\"\n";
    let with = |header: &str, words: &str, message: &str, fix: Option<&str>| {
        let text = format!("{header}\n{fields}[b]\n{fields}");
        let file = check(&text, &["b"], &[(words, message)]);
        let mended = file.findings[0].fixes.first().map(|fix| {
            let mut text = text.clone();
            text.replace_range(fix.edits[0].at.span.range(), &fix.edits[0].new);
            text.lines().next().unwrap_or("").to_owned()
        });
        assert_eq!(mended.as_deref(), fix, "{header}");
    };
    let dot = "A dot in an id needs quotes: [\"x.y\"]. (Without, it means a table inside another.)";
    with("[x.y]", "x.y", dot, Some("[\"x.y\"]"));
    let signs = "An id of other signs than letters, digits, - and _ needs quotes: [\"é x\"].";
    with("[é x]", "é x", signs, Some("[\"é x\"]"));
    with("[[x]]", "x", "An entry has single brackets: [id], not [[id]].", Some("[x]"));
    with("[[\"x y\"]]", "x y", "An entry has single brackets: [id], not [[id]].", Some("[\"x y\"]"));
    with("[x", "[x", "This is no header: write [id] on a line of its own.", None);
    with("[x] name = \"y\"", "[x] name = \"y\"", "This is no header: write [id] on a line of its own.", None);
    with("[\"\"]", "", "An entry needs an id that is not empty.", None);
    with("[\"\\x\"]", "\\x", "This id has a `\\` before a letter that does not go with it.", None);
    let inside = "A field of an entry has no header of its own: write links = … below [b].";
    check(&format!("[b]\n{fields}[b.links]\nwikidata = \"Q1\"\n"), &["b"], &[("b.links", inside)]);
    let above = "This stands before the first header, so it belongs to no entry. Write [id] above it.";
    check(&format!("\u{feff}# x\n\n name = 1\n[b]\n{fields}"), &["b"], &[("name = 1", above)]);
}

#[test]
fn broken_blocks() {
    let with = |field: &str, words: &str, message: &str, fix: Option<&str>| {
        let text = format!("[a]\nkind = \"place\"\nname = \"Abel\"\n{field}\n[b]\nkind = \"place\"\nname = \"Bela\"\n");
        let file = check(&text, &["b"], &[(words, message)]);
        assert_eq!(file.findings[0].reason, "It is left out until this is put right.");
        let mended = file.findings[0].fixes.first().map(|fix| {
            let mut text = text.clone();
            text.replace_range(fix.edits[0].at.span.range(), &fix.edits[0].new);
            let file = check(&text, &["a", "b"], &[]);
            assert!(file.findings.is_empty());
            text.lines().skip(3).take_while(|line| !line.starts_with('[')).collect::<Vec<_>>().join("\n")
        });
        assert_eq!(mended.as_deref(), fix, "{field}");
    };
    with("names = [\"A1\"\n\"A2\"]", "names = [\"A1\"", "A comma is missing here.", Some("names = [\"A1\",\n\"A2\"]"));
    let quotes = "Text and dates stand in straight quotes: \"…\".";
    with("names = [Abel]", "Abel", quotes, Some("names = [\"Abel\"]"));
    with("description = “A place.”", "“A place.”", quotes, Some("description = \"A place.\""));
    with("from = 2018-06", "2018-06", quotes, Some("from = \"2018-06\""));
    with("name = \"Cain\"", "name", "The field `name` is given twice. Keep one of them.", None);
    with("names = [", "names = [", "The list is not closed: its ] is missing.", None);
    with("names = [{ form = \"A1\" ", "names = [{ form = \"A1\"", "The table is not closed: its } is missing.", None);
    with("note = \"x", "note = \"x", "The quotes are not closed.", None);
    with("note = \"\"\"x", "note = \"\"\"x", "The quotes are not closed.", None);
    with("note", "note", "A field needs = and a value.", None);
    with("note =", "note =", "A value is missing here.", None);
    with("note = \"C:\\q\"", "note = \"C:\\", "A \\ in quotes has to be doubled: \\\\.", None);
}

const THREE: &str = "[a]\nkind = \"place\"\nname = \"Abel\"\n\n[b]\nkind = \"place\"\nname = \"Bela\"\n\n[c]\nkind = \"place\"\nname = \"Carl\"\n";

/// Reads the three entries, then the file with a change: what is in force then, by name.
#[track_caller]
fn after(from: &str, to: &str, expected: &[&str]) -> GazetteerFile {
    let before = read_after(THREE, None);
    assert!(THREE.contains(from));
    let text = THREE.replacen(from, to, 1);
    let file = read_after(&text, Some(&before));
    let names: Vec<&str> = file.entries.iter().map(Entry::name).collect();
    assert_eq!(names, expected, "{text}");
    let again = read_after(&text, Some(&file));
    assert_eq!(again, file, "{text}");
    assert_eq!(ids(&read_after(THREE, Some(&file))), ["a", "b", "c"]);
    file
}

#[test]
fn the_last_good_entry_stays_in_force() {
    let all = ["Abel", "Bela", "Carl"];
    let file = after("\"Bela\"", "\"Bela", &all);
    assert_eq!(file.findings[0].reason, "Its last good version stays in force.");
    assert_eq!(file.entries[1].names[0].span, file.entries[1].header);
    after("[b]", "[b", &all);
    after("[b]", "b]", &all);
    after("[b]", "", &all);
    after("name = \"Bela\"", "", &all);
    after("name = \"Abel\"", "name = \"\"\"Abel", &all);
    after("name = \"Abel\"", "name = '''Abel", &all);
    after("[a]", "a", &all[..]);
    after("name = \"Carl\"", "name = ", &all);
    after("[c]", "[[c]]", &all);
    // What is taken out or renamed whole is gone.
    after("[b]\nkind = \"place\"\nname = \"Bela\"\n", "", &["Abel", "Carl"]);
    after("[b]", "[b2]", &all);
    after("name = \"Bela\"", "name = \"Boris\"", &["Abel", "Boris", "Carl"]);
}

#[test]
fn merge_conflicts() {
    let message = "This is a merge conflict: keep what is right of the two sides and take the marks out.";
    let file = after(
        "name = \"Bela\"\n",
        "<<<<<<< ours\nname = \"B1\"\n=======\nname = \"B2\"\n>>>>>>> theirs\n",
        &["Abel", "Bela", "Carl"],
    );
    assert_eq!(file.findings.len(), 1);
    assert_eq!((file.findings[0].message.as_str(), file.findings[0].places.len()), (message, 3));
    let sides = "<<<<<<< ours\n[n]\nkind = \"place\"\nname = \"Nord\"\n=======\n[n]\nkind = \"place\"\nname = \"Nort\"\n[s]\nkind = \"place\"\nname = \"South\"\n>>>>>>> theirs\n[c]";
    let file = after("[c]", sides, &["Abel", "Bela", "Nord", "South", "Carl"]);
    assert_eq!(file.findings.len(), 1);
}

#[test]
fn too_much() {
    let file = read_after(&"[a.b]\n".repeat(MOST + 5), None);
    assert_eq!(file.findings.len(), MOST + 1);
    assert_eq!(file.findings[MOST].message, "There are 5 more findings in this file.");
    for deep in ["[".repeat(100_000), "{a=".repeat(100_000), "a.".repeat(100_000)] {
        let text = format!("[a]\nkind = {deep}\n[b]\nkind = \"place\"\nname = \"Bela\"\n");
        check(&text, &["b"], &[(&deep[..1].replace('a', "."), "Lists and tables nest too deep here.")]);
    }
}

/// Pieces that a gazetteer is made of, whole and broken, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "[a]\n",
            "[b]\n",
            "[\"c d\"]\n",
            "['e']",
            "[a.b]\n",
            "[[f]]\n",
            "[é]\n",
            "[\"\\u00e9\"]\n",
            "[",
            "]",
            "{",
            "}",
            "\n",
            "\r\n",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "\\",
            "#",
            "=",
            ",",
            ".",
            " ",
            "\u{feff}",
            "<<<<<<< a\n",
            "=======\n",
            ">>>>>>> b\n",
            "||||||| c\n",
            "kind = \"place\"\n",
            "kind = \"persn\"\n",
            "name = \"Abel\"\n",
            "name = \"Ab\\u00e9l\"\n",
            "name = '''\r\nAbel'''\n",
            "names = [\"B\", {form=\"é\"}]\n",
            "names = [\n",
            "from = \"2018\"\n",
            "until = \"2017\"\n",
            "from = 2018-06-03\n",
            "until = 2018\n",
            "roles = [{ post = \"p\" }]\n",
            "part_of = \"x\"\n",
            "frm = 1\n",
            "גדי",
            "👩‍👩‍👧",
            "a",
            "x.y = 1\n",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,5}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in pieces(), next in pieces()) {
        let before = read_after(&text, None);
        let file = read_after(&next, Some(&before));
        let gazetteer = Gazetteer::build(vec![file.into()], &Settings::default());
        for (_, finding) in gazetteer.findings() {
            prop_assert_eq!(next.get(finding.places[0].range()), Some(finding.text.as_str()), "{:?}", finding);
            prop_assert!(finding.related.iter().all(|related| next.get(related.at.span.range()).is_some()));
            let mut edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
            prop_assert!(edits.all(|edit| next.get(edit.at.span.range()).is_some()));
        }
        let blocks = blocks::split(&text);
        prop_assert!(blocks.list.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_after(&String::from_utf8_lossy(&bytes), None);
    }

    #[test]
    fn a_change_anywhere_leaves_the_other_blocks(at in 0usize..200, piece in "[\\[\\]\"'a={}\\n]{0,3}") {
        let at = at.min(THREE.len());
        let text = format!("{}{piece}{}", &THREE[..at], &THREE[at..]);
        let before = read_after(THREE, None);
        let file = read_after(&text, Some(&before));
        // Only a new whole header can change who is there.
        if !piece.contains(['[', ']', 'a', '\n']) {
            prop_assert_eq!(ids(&file), ["a", "b", "c"], "{}", text);
        }
    }
}
