//! Which posts a title means, and who holds them.

use std::sync::Arc;

use super::words::Words;
use super::*;
use crate::gazetteer::reader;
use crate::settings::Settings;
use crate::text::Span;
use crate::text::token::tokenise;

const GAZETTEER: &str = r#"
[russia]
kind = "place"
name = "Russia"
names = ["Russian Federation"]
[israel]
kind = "place"
name = "Israel"
[idf]
kind = "organisation"
name = "Israel Defense Forces"
names = [{ form = "IDF", as = "abbreviation" }]
part_of = "israel"
[russian-fm]
kind = "post"
name = "Minister of Foreign Affairs of the Russian Federation"
of = "russia"
[israeli-fm]
kind = "post"
name = "Israeli Foreign Minister"
of = "israel"
[chief]
kind = "post"
name = "IDF Chief of Staff"
of = "idf"
[spokesman]
kind = "post"
name = "IDF Spokesman"
of = "idf"
[peruvian-president]
kind = "post"
name = "President of Peru"
[old-war]
kind = "post"
name = "Israeli War Minister"
of = "israel"
[defence]
kind = "post"
name = "Israeli Defence Minister"
of = "israel"
succeeds = "old-war"
[a]
kind = "person"
name = "A One"
roles = [{ post = "chief", from = "2015-02-16" }, { post = "old-war", from = "1947", until = "1948" }]
[b]
kind = "person"
name = "B Two"
roles = [{ post = "chief", from = "2019-01-15" }, { post = "defence", from = "1949", until = "1950" }]
"#;

fn gazetteer() -> Gazetteer {
    let settings = Settings::default();
    let file = reader::read(&"g.toml".into(), GAZETTEER, &settings, None);
    assert!(file.findings.is_empty(), "{:?}", file.findings);
    Gazetteer::build(vec![Arc::new(file)], &settings)
}

/// The ids of the posts called so, with `+` where the words need no country, `!` where they name it.
fn called(title: &str) -> String {
    let gazetteer = gazetteer();
    let mut tokens = Vec::new();
    tokenise(title, Span::new(0, title.len() as u32), &mut tokens);
    let forms = gazetteer.offices().called(&Words::of(&tokens));
    let shown = forms.iter().map(|form| {
        let sign = if form.whole {
            "!"
        } else if form.bare {
            "+"
        } else {
            ""
        };
        format!("{}{sign}", gazetteer.entry(form.post).id)
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn titles_of_posts() {
    assert_eq!(called("foreign minister"), "russian-fm+ israeli-fm+");
    assert_eq!(called("Israeli foreign minister"), "israeli-fm!");
    assert_eq!(called("chief of staff"), "chief+");
    assert_eq!(called("IDF Chief of Staff"), "chief!");
    assert_eq!(called("chief"), "chief");
    assert_eq!(called("spokeswoman"), "spokesman");
    assert_eq!(called("President"), "peruvian-president+");
    assert_eq!(called("minister of defense"), "defence+");
    assert_eq!(called("finance minister"), "");
}

#[test]
fn renamed_offices_are_one() {
    let gazetteer = gazetteer();
    let find = |id: &str| gazetteer.find(id).unwrap();
    let holders: Vec<EntryIx> = gazetteer.offices().holdings(find("defence")).map(|holding| holding.person).collect();
    assert_eq!(holders, [find("a"), find("b")]);
    assert_eq!(gazetteer.offices().terms(find("old-war"), find("b")).len(), 1);
}

#[test]
fn a_term_without_an_end_ends_where_another_begins() {
    let gazetteer = gazetteer();
    let find = |id: &str| gazetteer.find(id).unwrap();
    let holders = |on: &str| {
        let on = Date::parse(on).unwrap();
        gazetteer.offices().holders(find("chief"), on).map(|holding| &*gazetteer.entry(holding.person).id).collect::<Vec<_>>()
    };
    assert_eq!(holders("2020-01-01"), ["b"]);
    assert_eq!(holders("2016-01-01"), [""; 0]);
}
