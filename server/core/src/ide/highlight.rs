//! Every place in one file that means what is under the cursor.

use super::Analysis;
use super::place::{Place, Thing, uses_of};
use crate::text::Span;

/// One place in the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Highlight {
    /// Where.
    pub span: Span,
    /// Whether the name is introduced here: an article's first mention in full, an entry's header.
    pub introduces: bool,
}

pub(super) fn highlights(analysis: &Analysis, path: &str, offset: u32) -> Vec<Highlight> {
    let Some(place) = Place::at(analysis, path, offset) else { return Vec::new() };
    let mut highlights: Vec<Highlight> = match place.thing {
        Thing::Mention(record, mention) => {
            let referent = record.referent(mention);
            let introduction = record.introduction(referent);
            let places = record.mentions_of(referent).map(|mention| mention.span);
            places.map(|span| Highlight { span, introduces: introduction == Some(span) }).collect()
        }
        Thing::Entry(entry) => {
            let header = Some(analysis.gazetteer.header(entry)).filter(|header| *header.path == *path);
            let uses = uses_of(analysis, entry).filter(|place| *place.path == *path);
            let places = uses.chain(header.clone()).map(|place| place.span).chain([place.span]);
            places.map(|span| Highlight { span, introduces: header.as_ref().is_some_and(|header| header.span == span) }).collect()
        }
        Thing::NoEntry(_) | Thing::Profile(_) => vec![Highlight { span: place.span, introduces: false }],
    };
    highlights.sort();
    highlights.dedup_by_key(|highlight| highlight.span);
    highlights
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let fixture = Fixture::new(source);
        let highlights = fixture.analysis.highlights(&fixture.path, fixture.offset);
        let shown = highlights.iter().map(|highlight| {
            let mark = if highlight.introduces { "introduces " } else { "" };
            format!("{mark}{}", fixture.show(&fixture.path, highlight.span))
        });
        assert_eq!(shown.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn an_article_introduces_once() {
        check(
            r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
#- articles/a.txt
Here Gadi Eisenkot spoke.
Later, Eis$0enkot left.
Then Gadi Eisenkot slept.
#- articles/b.txt
Here Gadi Eisenkot spoke.
"#,
            "introduces articles/a.txt: Here ⟦Gadi Eisenkot⟧ spoke.
articles/a.txt: Later, ⟦Eisenkot⟧ left.
articles/a.txt: Then ⟦Gadi Eisenkot⟧ slept.",
        );
    }

    #[test]
    fn an_id_and_its_header() {
        check(
            r#"
#- gazetteer/a.toml
[chief]
kind = "post"
name = "Chief of the General Staff"
of = "army"
[army]
kind = "organisation"
name = "Ar$0my of Nowhere"
"#,
            "gazetteer/a.toml: of = \"⟦army⟧\"
introduces gazetteer/a.toml: [⟦army⟧]
gazetteer/a.toml: name = \"⟦Army of Nowhere⟧\"",
        );
    }

    #[test]
    fn plain_words_have_none() {
        check("#- articles/a.txt\nHere nobody sp$0oke.\n", "");
    }
}
