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

/// A made-up source in the form of FollowTheMoney; ties stand before and behind what they tie.
const ENTITIES: &str = r#"{"id":"occ-1","schema":"Occupancy","properties":{"holder":["Q900"],"post":["post-1"],"startDate":["2015-02"],"status":["ended"]},"last_change":"2024-03-01T10:00:00","last_seen":"2024-05-01"}
{"id":"Q900","caption":"Ivan Testov","schema":"Person","properties":{"name":["Ivan Testov","TESTOV, Ivan Ivanovich","Иван Тестов"],"alias":["Vanya Testov"],"weakAlias":["Vanya"],"previousName":["Ivan Oldov"],"birthDate":["1960-03-02","1960"],"deathDate":["2020"],"nationality":["ru"],"country":["RU","by"],"position":["Minister of Testing"],"topics":["sanction","role.pep"],"sourceUrl":["https://example.org/1"]},"datasets":["us_ofac_sdn"],"referents":["ofac-1","Q900","gb-7"],"first_seen":"2020-01-01","last_seen":"2024-05-01","last_change":"2024-02-11"}
{"id":"post-1","caption":"Minister of Testing","schema":"Position","properties":{"name":["Minister of Testing"],"country":["ru"],"organization":["org-1"]},"datasets":["wd_peps"]}
{"id":"org-1","schema":"PublicBody","properties":{"name":["MINISTRY OF TESTING"],"abbreviation":["MOT"],"incorporationDate":["1991"]}}
{"id":"fam-1","schema":"Family","properties":{"person":["Q900"],"relative":["rel-1"],"relationship":["brother"]}}
{"id":"own-1","schema":"Ownership","properties":{"owner":["Q900"],"asset":["ship-1"],"percentage":["51"]}}
{"id":"ship-1","schema":"Vessel","properties":{"name":["GALAXY STAR"],"imoNumber":["IMO1234567"],"flag":["pa"]}}
{"id":"san-1","schema":"Sanction","properties":{"entity":["Q900"],"authority":["Office of Lists"],"program":["TEST"],"startDate":["2018-04-06"]}}
{"id":"addr-1","schema":"Address","properties":{"full":["1 Main Street"]}}
{"id":"nameless","schema":"Company","caption":"IMO1","properties":{}}
{"no":"entity"}
"#;

#[test]
fn follow_the_money() {
    let mut entries = Vec::new();
    let import = import(Format::FollowTheMoney);
    let read = read(&mut Cursor::new(ENTITIES), &import, &Settings::default(), &mut |entry| entries.push(entry.entry)).unwrap();
    assert_eq!(read.newest.map(|date| date.to_string()).as_deref(), Some("2024-03-01"));
    let problems: Vec<String> = read.problems.iter().map(|problem| format!("{}: {}", problem.line, problem.message)).collect();
    assert_eq!(
        problems,
        [
            "10: This Company has no name; it is left out.",
            "11: A FollowTheMoney entity has an `id`, a `schema` and `properties`; this line has not.",
        ]
    );
    let [person, post, body, ship] = &entries[..] else { panic!("{entries:?}") };
    let forms: Vec<(&str, NameUse, bool)> = person.names.iter().map(|name| (&*name.form, name.usage, name.weak)).collect();
    assert_eq!(
        forms,
        [
            ("Ivan Testov", NameUse::House, false),
            ("Ivan Ivanovich Testov", NameUse::Spelling, false),
            ("Testov, Ivan Ivanovich", NameUse::Spelling, false),
            ("Иван Тестов", NameUse::Spelling, false),
            ("Vanya Testov", NameUse::Spelling, false),
            ("Ivan Oldov", NameUse::Former, false),
            ("Vanya", NameUse::Spelling, true),
        ]
    );
    let date = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
    assert_eq!([date(person.from), date(person.until)], ["1960-03-02", "2020"]);
    assert_eq!(person.description.as_deref(), Some("Minister of Testing"));
    let ties: Vec<String> = person.relations.iter().map(|tie| format!("{} {}", tie.relation, tie.to.id)).collect();
    assert_eq!(ties, ["country ru", "country by", "family_of rel-1"]);
    assert_eq!(person.relations[2].provenance.as_ref().and_then(|said| said.note.as_deref()), Some("brother"));
    let [role] = &person.roles[..] else { panic!("{:?}", person.roles) };
    assert_eq!((&*role.post.id, date(role.from), date(role.until)), ("post-1", "2015-02".to_owned(), "../2024-03-01".to_owned()));
    assert_eq!(person.formerly.iter().map(|old| &*old.id).collect::<Vec<_>>(), ["ofac-1", "gb-7"]);
    assert_eq!((person.links["wikidata"].as_ref(), person.topics.len()), ("Q900", 2));
    let said = person.provenance.as_deref().unwrap();
    assert_eq!((said.source.as_deref(), date(said.checked)), (Some("https://example.org/1"), "2024-05-01".to_owned()));
    assert_eq!(said.note.as_deref(), Some("listed by Office of Lists (TEST) since 2018-04-06"));
    assert_eq!((post.kind, post.of.as_ref().map(|of| &*of.id)), (Kind::Post, Some("org-1")));
    assert_eq!((body.name(), body.kind, &*body.names[1].form), ("Ministry of Testing", Kind::Organisation, "MOT"));
    assert_eq!((ship.name(), ship.kind, ship.links["imo"].as_ref()), ("Galaxy Star", Kind::Weapon, "IMO1234567"));
    assert_eq!(&*ship.relations[1].relation, "owned_by");
    assert_eq!(ship.relations[1].provenance.as_ref().and_then(|said| said.note.as_deref()), Some("51 %"));
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
