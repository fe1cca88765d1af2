//! References: every place that means what is under the cursor.
//!
//! Asked in an article, these are the mentions in all articles; asked in the gazetteer, the places
//! where other entries refer to the entry too, for there one wants to know what hangs on it. The
//! declaration of an entry is its header; of a mention that may be several, the headers of all.

use super::Analysis;
use super::place::{Place, Thing, uses_of};
use crate::corpus::Referent;
use crate::finding::Location;

pub(super) fn references(analysis: &Analysis, path: &str, offset: u32, include_declaration: bool) -> Option<Vec<Location>> {
    let place = Place::at(analysis, path, offset)?;
    let referent = place.referent()?;
    let mut places = Vec::new();
    for speaker in analysis.speaking_of(&referent) {
        places.extend(speaker.places().into_iter().map(|span| Location { path: speaker.path().clone(), span }));
    }
    if let Thing::Entry(entry) = place.thing {
        places.extend(uses_of(analysis, entry));
    }
    if include_declaration {
        match &referent {
            Referent::Entry(entry) => places.push(analysis.gazetteer.header(*entry)),
            Referent::OneOf(candidates) => places.extend(candidates.iter().map(|entry| analysis.gazetteer.header(*entry))),
            Referent::Nation(_) | Referent::Unknown(_) => {}
        }
    }
    places.sort();
    places.dedup();
    Some(places)
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    const CORPUS: &str = r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
[benny-gantz]
kind = "person"
name = "Benny Gantz"
not = ["gadi-eisenkot"]
#- articles/b.txt
Then Gadi Eisenkot met Pavel Zarubin.
#- articles/c.txt
Then Benny Gantz spoke.
#- articles/d.txt
Then Gadi Eisenkot spoke.
Later, Eisenkot left.
"#;

    #[track_caller]
    fn check(source: &str, include_declaration: bool, expected: &str) {
        let fixture = Fixture::new(source);
        let places = fixture.analysis.references(&fixture.path, fixture.offset, include_declaration);
        assert_eq!(places.map_or("nothing".to_owned(), |places| fixture.show_all(places)), expected);
    }

    #[test]
    fn every_mention_in_all_articles_and_the_header() {
        check(
            &format!("{CORPUS}#- articles/a.txt\nHere Gadi $0Eisenkot spoke.\n"),
            true,
            "articles/a.txt: Here ⟦Gadi Eisenkot⟧ spoke.
articles/b.txt: Then ⟦Gadi Eisenkot⟧ met Pavel Zarubin.
articles/d.txt: Then ⟦Gadi Eisenkot⟧ spoke.
articles/d.txt: Later, ⟦Eisenkot⟧ left.
gazetteer/people.toml: [⟦gadi-eisenkot⟧]",
        );
    }

    #[test]
    fn without_the_declaration() {
        check(
            &format!("{CORPUS}#- articles/a.txt\nHere Benny $0Gantz spoke.\n"),
            false,
            "articles/a.txt: Here ⟦Benny Gantz⟧ spoke.\narticles/c.txt: Then ⟦Benny Gantz⟧ spoke.",
        );
    }

    #[test]
    fn the_gazetteer_counts_what_refers_to_an_entry() {
        check(
            &CORPUS.replace("[gadi-eisenkot]", "[gadi-eis$0enkot]"),
            true,
            "articles/b.txt: Then ⟦Gadi Eisenkot⟧ met Pavel Zarubin.
articles/d.txt: Then ⟦Gadi Eisenkot⟧ spoke.
articles/d.txt: Later, ⟦Eisenkot⟧ left.
gazetteer/people.toml: [⟦gadi-eisenkot⟧]
gazetteer/people.toml: not = [\"⟦gadi-eisenkot⟧\"]",
        );
    }

    #[test]
    fn an_unknown_form_has_all_its_places() {
        check(
            &format!("{CORPUS}#- articles/a.txt\nHere PAVEL ZA$0RUBIN spoke.\n"),
            true,
            "articles/a.txt: Here ⟦PAVEL ZARUBIN⟧ spoke.\narticles/b.txt: Then Gadi Eisenkot met ⟦Pavel Zarubin⟧.",
        );
    }

    #[test]
    fn an_open_article_hides_what_was_on_disk() {
        let mut fixture = Fixture::new(&format!("{CORPUS}#- articles/a.txt\nHere Benny $0Gantz spoke.\n"));
        let other = Fixture::new(&format!("{CORPUS}#- articles/c.txt\nHere nobody spoke of B.$0\n"));
        let open = fixture.analysis.open.iter().chain(other.analysis.open.iter());
        fixture.analysis.open = std::sync::Arc::new(open.map(|(path, article)| (path.clone(), article.clone())).collect());
        let places = fixture.analysis.references(&fixture.path, fixture.offset, false).unwrap();
        assert_eq!(fixture.show_all(places), "articles/a.txt: Here ⟦Benny Gantz⟧ spoke.");
    }

    #[test]
    fn plain_words_have_none() {
        check(&format!("{CORPUS}#- articles/a.txt\nHere nobody sp$0oke.\n"), true, "nothing");
    }
}
