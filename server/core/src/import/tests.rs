use std::io::Cursor;

use super::*;
use crate::gazetteer::Kind;
use crate::gazetteer::NameUse;

/// An import of that format with nothing else said.
pub(super) fn import(format: Format) -> Import {
    Import::new(DocPath::from("imports/a"), format)
}

/// The entries of a source, and its problems as `line: message`.
pub(super) fn read_all(bytes: &[u8], import: &Import) -> (Vec<Imported>, Vec<String>) {
    let mut entries = Vec::new();
    let summary = read(&mut Cursor::new(bytes), import, &Settings::default(), &mut |entry| entries.push(entry)).unwrap();
    assert_eq!(summary.entries, entries.len() as u64);
    for imported in &entries {
        let line = &bytes[imported.span.range()];
        assert!(!line.contains(&b'\n'), "an entry is on one line");
        assert_eq!(imported.entry.header, imported.span);
        assert_eq!(memchr::memchr_iter(b'\n', &bytes[..imported.span.start as usize]).count() + 1, imported.line as usize);
    }
    let again = |problem: &Problem| if problem.again > 0 { format!(" (+{})", problem.again) } else { String::new() };
    let problems =
        summary.problems.iter().map(|problem| format!("{}: {}{}", problem.line, problem.message, again(problem))).collect();
    (entries, problems)
}

#[test]
fn json_lines_have_the_fields_of_the_gazetteer() {
    let source = r#"{"id": "john-smith", "kind": "person", "name": "John Smith", "names": ["J. Smith", {"form": "Smithy", "as": "nickname", "weak": true}], "born": 1960, "died": null, "roles": [{"post": "mayor", "from": "2015-02-16"}], "country": "us", "links": {"wikidata": "Q1"}, "topics": ["sanction"], "weight": 12, "source": "https://example.org/"}

{"id": 7, "kind": "place", "name": "Seven\tHills"}
"#;
    let (entries, problems) = read_all(source.as_bytes(), &import(Format::JsonLines));
    assert_eq!(problems, Vec::<String>::new());
    let [smith, seven] = &entries[..] else { panic!("two entries, not {}", entries.len()) };
    assert_eq!((smith.line, seven.line), (1, 3));
    let entry = &smith.entry;
    assert_eq!((&*entry.id, entry.kind, entry.name(), entry.weight), ("john-smith", Kind::Person, "John Smith", 12));
    assert_eq!(entry.names[2].usage, NameUse::Nickname);
    assert!(entry.names[2].weak && !entry.names[1].weak);
    assert_eq!(entry.from.map(|date| date.to_string()).as_deref(), Some("1960"));
    assert_eq!((entry.until, &*entry.roles[0].post.id, &*entry.topics[0]), (None, "mayor", "sanction"));
    assert_eq!((&*entry.relations[0].relation, &*entry.relations[0].to.id), ("country", "us"));
    assert_eq!((&*seven.entry.id, seven.entry.name()), ("7", "Seven\tHills"));
    assert_eq!(entry.end, None);
}

#[test]
fn a_bad_line_costs_that_line_and_like_problems_are_told_once() {
    let source = b"{\"id\": \"a\", \"name\": \"Abel\", \"kind\": \"person\", \"colour\": 1}\n\
        {\"id\": \"b\", \"name\": \n\
        {\"id\": \"c\", \"name\": \"Cain\", \"kind\": \"person\", \"colour\": 2, \"born\": \"soon\"}\r\n\
        [1]\n\
        {\"name\": \"Nobody\"}\n\
        {\"id\": \"d\"}\n\
        {\"id\": \"\xff\"}\n\
        {\"id\": \"e\", \"name\": \"Eve\", \"kind\": \"person\"}";
    let (entries, problems) = read_all(source, &import(Format::JsonLines));
    let ids: Vec<&str> = entries.iter().map(|imported| &*imported.entry.id).collect();
    assert_eq!(ids, ["a", "c", "e"]);
    assert_eq!(
        problems,
        [
            "1: There is no field `colour` here. (+1)",
            "2: This line is not JSON: EOF while parsing a value, at byte 20.",
            "3: “soon” is not a date as gazetteers write it: write it as 2018, 2018-06 or 2018-06-03.",
            "4: A line holds one entry, written as a JSON object: {\"id\": \"…\", \"name\": \"…\"}.",
            "5: This entry has no `id`; it is left out.",
            "6: This entry has no `name`. Add name = \"…\" with the form you print.",
            "6: This entry has no `kind`; it is taken for kind \"other\". Kinds are “person”, “place”, “organisation”, “group”, “weapon”, “event”, “media”, “post” or “other”.",
            "7: This line is not UTF-8; it is left out.",
        ]
    );
}

#[test]
fn the_import_says_what_its_lines_do_not() {
    let mut import = import(Format::JsonLines);
    (import.kind, import.language) = (Some(Arc::from("media")), Some(Arc::from("en")));
    let (entries, problems) =
        read_all(b"{\"id\": \"dawn\", \"name\": \"dawn\", \"names\": [{\"form\": \"D\", \"lang\": \"de\"}]}", &import);
    assert_eq!(problems, Vec::<String>::new(), "the names are nobody's to mend");
    assert_eq!(entries[0].entry.kind, Kind::Media);
    let languages: Vec<Option<&str>> = entries[0].entry.names.iter().map(|name| name.lang.as_deref()).collect();
    assert_eq!(languages, [Some("en"), Some("de")]);
}

#[test]
fn what_is_no_text_is_told_once() {
    for (bytes, expected) in [
        (&b"\x1f\x8b\x08rest\nof it"[..], "1: This source is compressed with gzip. Unpack it, and name the unpacked file."),
        (b"PK\x03\x04x\ny", "1: This source is a zip archive. Unpack it, and name the unpacked file."),
        (b"\xff\xfe{\0\n\0", "1: This source is UTF-16. Imports are UTF-8: convert it."),
    ] {
        for format in Format::ALL {
            assert_eq!(read_all(bytes, &import(format)).1, [expected]);
        }
    }
    assert_eq!(
        read_all(b"\xef\xbb\xbf{\"id\": \"a\", \"kind\": \"place\", \"name\": \"A1\"}", &import(Format::JsonLines)).0.len(),
        1
    );
}

#[test]
fn a_huge_line_is_passed_over() {
    let mut source = vec![b'x'; LONGEST_LINE + 1];
    source.extend_from_slice(b"\n{\"id\": \"a\", \"kind\": \"place\", \"name\": \"Abel\"}\n");
    let (entries, problems) = read_all(&source, &import(Format::JsonLines));
    assert_eq!(problems, ["1: This line is over 8 MiB long; such long lines are not read."]);
    assert_eq!((entries.len(), entries[0].line), (1, 2));
}

#[test]
fn tables_with_a_header() {
    let source = "QID,label,aliases,short,born,country,score\n\
        Q1,\"Smith, John\",J. Smith | Smithy,JS,1960-05-19T00:00:00Z,us,3\n\
        \n\
        Q2,\"Two\nlines\",,,,,\n\
        Q3,Too,many,,,,,columns\n\
        Q4,Few\n";
    let mut import = import(Format::Csv);
    import.kind = Some(Arc::from("person"));
    let map = |field: &str, header: &str| (field.to_owned(), vec![header.to_owned()]);
    import.columns = Columns::Headed(vec![
        map("id", "QID"),
        map("links.wikidata", "QID"),
        map("name", "label"),
        map("names", "aliases"),
        map("names.abbreviation", "short"),
        map("died", "death"),
    ]);
    let mut entries = Vec::new();
    let read = read(&mut Cursor::new(source), &import, &Settings::default(), &mut |entry| entries.push(entry)).unwrap();
    let problems: Vec<String> = read.problems.iter().map(|problem| format!("{}: {}", problem.line, problem.message)).collect();
    assert_eq!(
        problems,
        [
            "1: There is no column “death”, which `columns` maps to `died`. The columns are “QID”, “label”, “aliases”, “short”, “born”, “country”, “score”.",
            "6: This row has 8 columns and the table 7; it is left out. A value with the delimiter in it needs quotes.",
        ]
    );
    let [smith, two, few] = &entries[..] else { panic!("{entries:?}") };
    assert_eq!((smith.line, two.line, few.line, read.lines), (2, 4, 7, 7));
    assert_eq!(&source[smith.span.range()], "Q1,\"Smith, John\",J. Smith | Smithy,JS,1960-05-19T00:00:00Z,us,3");
    assert_eq!(&source[two.span.range()], "Q2,\"Two\nlines\",,,,,");
    let forms: Vec<(&str, NameUse)> = smith.entry.names.iter().map(|name| (&*name.form, name.usage)).collect();
    let spelling = |form| (form, NameUse::Spelling);
    let expected = [("Smith, John", NameUse::House), spelling("J. Smith"), spelling("Smithy"), ("JS", NameUse::Abbreviation)];
    assert_eq!(forms, expected);
    assert_eq!(smith.entry.from.map(|date| date.to_string()).as_deref(), Some("1960-05-19"));
    assert_eq!((smith.entry.links["wikidata"].as_ref(), &*smith.entry.relations[0].to.id), ("Q1", "us"));
    assert_eq!((two.entry.name(), few.entry.name(), few.entry.kind), ("Two\nlines", "Few", Kind::Person));
}

#[test]
fn tables_without_a_header_and_with_quotes_that_mean_nothing() {
    let mut import = import(Format::Tsv);
    import.columns = Columns::Listed(["id", "", "name", "kind"].map(str::to_owned).to_vec());
    let (entries, problems) = read_all(b"1\tx\tThe \"Box\tplace\r\n2\ty\t\"Ann\" Lee\tperson\r\n", &import);
    assert_eq!(problems, Vec::<String>::new());
    let names: Vec<&str> = entries.iter().map(|imported| imported.entry.name()).collect();
    assert_eq!(names, ["The \"Box", "\"Ann\" Lee"]);
}

#[test]
fn a_table_that_says_no_id_is_not_read() {
    let (entries, problems) = read_all(b"name,kind\nAbel,person\n", &import(Format::Csv));
    let message = "1: No column says the `id`, so nothing of this table is read. Say which does: columns = { id = \"…\" }. \
                   The columns are “name”, “kind”.";
    assert_eq!((entries.len(), problems), (0, vec![message.to_owned()]));
}

#[test]
fn a_quote_that_is_not_closed_costs_its_row() {
    let mut source = "id,name,kind\n1,\"Abel,person\n".to_owned();
    source.extend((2..40_002).map(|n| format!("{n},Name of number {n},person\n")));
    let (entries, problems) = read_all(source.as_bytes(), &import(Format::Csv));
    assert_eq!(problems, ["2: This row does not end: is a quotation mark not closed? It is left out."]);
    assert_eq!((entries.len(), entries[0].line), (40_000, 3));
}

#[test]
fn places_of_geonames() {
    let source = "2988507\tParis\tParis\tLutece,PAR,Paris,Париж,https://en.wikipedia.org/wiki/Paris\t48.85\t2.35\tP\tPPLC\tFR\t\t11\t75\t751\t\t2138551\t\t42\tEurope/Paris\t2022-11-01\n\
        4250542\tSpringfield\tSpringfield\t\t39.8\t-89.6\tP\tPPLA\tUS\t\tIL\t167\t\t\t116250\t\t\tAmerica/Chicago\t2024-01-05\n\
        3017382\tRepublic of France\tRepublic of France\tFrance\t46\t2\tA\tPCLI\tFR\t\t00\t\t\t\t64768389\t\t\tEurope/Paris\t2020-01-01\n\
        1\tShort\tline\n";
    let mut entries = Vec::new();
    let import = import(Format::GeoNames);
    let read = read(&mut Cursor::new(source), &import, &Settings::default(), &mut |entry| entries.push(entry.entry)).unwrap();
    assert_eq!(read.newest.map(|date| date.to_string()).as_deref(), Some("2024-01-05"));
    assert_eq!((read.lines, read.entries, read.problems.len(), read.problems[0].line), (4, 3, 1, 4));
    let [paris, springfield, france] = &entries[..] else { panic!() };
    let forms: Vec<(&str, bool)> = paris.names.iter().map(|name| (&*name.form, name.weak)).collect();
    assert_eq!(forms, [("Paris", false), ("Lutece", false), ("PAR", true), ("Париж", false)]);
    assert_eq!((&*paris.id, paris.weight, paris.kind), ("geonames-2988507", 2_138_551, Kind::Place));
    assert_eq!(paris.description.as_deref(), Some("Capital, France; 2138551 inhabitants."));
    assert_eq!(springfield.description.as_deref(), Some("Regional capital, United States; 116250 inhabitants."));
    assert_eq!(&*springfield.relations[0].to.id, "us");
    assert_eq!(springfield.links["region"].as_ref(), "US.IL");
    assert_eq!((france.description.as_deref(), france.relations.len()), (Some("Country; 64768389 inhabitants."), 0));
}

proptest::proptest! {
    /// Whatever the bytes are, nothing panics, and places fit.
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400), tabs in 0usize..40) {
        let mut rows = bytes.clone();
        for n in 0..tabs {
            let at = (n * 7919) % (rows.len() + 1);
            rows.insert(at, if n % 5 == 0 { b'\n' } else { b'\t' });
        }
        for format in Format::ALL {
            let _ = read_all(&bytes, &import(format));
            let _ = read_all(&rows, &import(format));
        }
    }
}
