//! Declaration: where this article introduces what is under the cursor, in full; else the earliest
//! article that does; else this article's first mention of it.

use super::introduction::{first_in_full, first_of_unknown, of_article};
use super::place::{Place, Thing};
use super::{Analysis, Jump};
use crate::corpus::Referent;

pub(super) fn declaration(analysis: &Analysis, path: &str, offset: u32) -> Option<Jump> {
    let place = Place::at(analysis, path, offset)?;
    let referent = place.referent()?;
    let here = match place.thing {
        Thing::Mention(record, _) => Some(record),
        _ => None,
    };
    let target = here
        .and_then(|record| Some((record.path.clone(), record.introduction(&referent)?)))
        .or_else(|| {
            let (path, _, span) = match &referent {
                Referent::Unknown(form) => first_of_unknown(analysis, form)?,
                _ => first_in_full(analysis, &referent)?,
            };
            Some((path, span))
        })
        .or_else(|| here.and_then(|record| Some((record.path.clone(), record.mentions_of(&referent).next()?.span))));
    target.map(|(path, span)| Jump { origin: place.span, targets: vec![of_article(path, span)] })
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    const CORPUS: &str = r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
names = [{ form = "Eisenkot", weak = false }]
#- articles/b-2018-01-01.txt
In 2018, Gadi Eisenkot spoke.
#- articles/c-2017-01-01.txt
In 2017, Gadi Eisenkot spoke.
#- articles/d-2016-01-01.txt
In 2016, Eisenkot spoke.
"#;

    #[track_caller]
    fn check(article: &str, expected: &str) {
        let fixture = Fixture::new(&format!("{CORPUS}{article}"));
        let jump = fixture.analysis.declaration(&fixture.path, fixture.offset);
        assert_eq!(fixture.show_jump(jump), expected);
    }

    #[test]
    fn this_article_introduces_it() {
        check(
            "#- articles/a-2019-01-01.txt\nFirst Eisenkot spoke, then Gadi Eisenkot, then Eisen$0kot.\n",
            "articles/a-2019-01-01.txt: First Eisenkot spoke, then ⟦Gadi Eisenkot⟧, then Eisenkot.",
        );
    }

    #[test]
    fn else_the_earliest_article_that_does() {
        check(
            "#- articles/a-2019-01-01.txt\nIn 2019, Eisen$0kot spoke.\n",
            "articles/c-2017-01-01.txt: In 2017, ⟦Gadi Eisenkot⟧ spoke.",
        );
    }

    #[test]
    fn a_header_leads_to_the_first_article() {
        let source = CORPUS.replace("[gadi-eisenkot]", "[gadi$0-eisenkot]");
        let fixture = Fixture::new(&source);
        let jump = fixture.analysis.declaration(&fixture.path, fixture.offset);
        assert_eq!(fixture.show_jump(jump), "articles/c-2017-01-01.txt: In 2017, ⟦Gadi Eisenkot⟧ spoke.");
    }

    #[test]
    fn an_unknown_name_is_introduced_by_its_article() {
        check(
            "#- articles/a.txt\nThe reporter Pavel Zarubin spoke. Then Zaru$0bin left.\n",
            "articles/a.txt: The reporter ⟦Pavel Zarubin⟧ spoke. Then Zarubin left.",
        );
    }
}
