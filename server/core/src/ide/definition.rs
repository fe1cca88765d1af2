//! Definition: a mention leads to the article that presents its entry, else to the entry's header; a
//! mention that may be several to the headers of all; a name the gazetteer does not know to where the
//! corpus first gives it in full. In the gazetteer, an id leads to its entry.

use super::introduction::{first_of_unknown, of_article};
use super::place::{Place, Thing};
use super::{Analysis, Jump, Target};
use crate::corpus::Referent;
use crate::finding::Location;
use crate::gazetteer::EntryIx;
use crate::text::Span;

pub(super) fn definition(analysis: &Analysis, path: &str, offset: u32) -> Option<Jump> {
    let place = Place::at(analysis, path, offset)?;
    let targets = match place.thing {
        Thing::Entry(entry) => vec![header(analysis, entry)],
        Thing::NoEntry(_) => Vec::new(),
        Thing::Profile(profile) => article(analysis, &profile.id).into_iter().collect(),
        Thing::Mention(record, mention) => match record.referent(mention) {
            Referent::Entry(entry) => vec![profile(analysis, *entry).unwrap_or_else(|| header(analysis, *entry))],
            Referent::OneOf(candidates) => candidates.iter().map(|entry| header(analysis, *entry)).collect(),
            Referent::Nation(_) => Vec::new(),
            Referent::Unknown(form) => {
                first_of_unknown(analysis, form).map(|(path, _, span)| of_article(path, span)).into_iter().collect()
            }
        },
    };
    (!targets.is_empty()).then_some(Jump { origin: place.span, targets })
}

fn header(analysis: &Analysis, entry: EntryIx) -> Target {
    Target { at: analysis.gazetteer.header(entry), whole: analysis.gazetteer.entry(entry).block }
}

fn profile(analysis: &Analysis, entry: EntryIx) -> Option<Target> {
    article(analysis, &analysis.gazetteer.entry(entry).profile.as_ref()?.id)
}

/// The beginning of an article, if the corpus has it.
fn article(analysis: &Analysis, path: &str) -> Option<Target> {
    let (_, len) = analysis.article(path)?;
    Some(Target { at: Location { path: path.into(), span: Span::at(0) }, whole: Span::new(0, len) })
}

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let fixture = Fixture::new(source);
        let jump = fixture.analysis.definition(&fixture.path, fixture.offset);
        assert_eq!(fixture.show_jump(jump), expected);
    }

    #[test]
    fn a_mention_leads_to_the_header() {
        check(
            r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
#- articles/a.txt
On Sunday, Gadi Eis$0enkot spoke.
"#,
            "gazetteer/people.toml: [⟦gadi-eisenkot⟧]",
        );
    }

    #[test]
    fn a_surname_too() {
        check(
            r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
#- articles/a.txt
On Sunday, Gadi Eisenkot spoke. Later, Eisenkot$0 left.
"#,
            "gazetteer/people.toml: [⟦gadi-eisenkot⟧]",
        );
    }

    #[test]
    fn an_entry_with_a_profile_leads_there() {
        check(
            r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
profile = "articles/profiles/eisenkot.md"
#- articles/profiles/eisenkot.md
A life in uniform
#- articles/a.txt
On Sunday, $0Gadi Eisenkot spoke.
"#,
            "articles/profiles/eisenkot.md: ⟦⟧A life in uniform",
        );
    }

    #[test]
    fn a_profile_that_does_not_exist_is_passed_over() {
        check(
            r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
profile = "articles/gone.md"
#- articles/a.txt
On Sunday, $0Gadi Eisenkot spoke.
"#,
            "gazetteer/people.toml: [⟦gadi-eisenkot⟧]",
        );
    }

    #[test]
    fn namesakes_lead_to_all_candidates() {
        check(
            r#"
#- gazetteer/people.toml
[john-smith-mp]
kind = "person"
name = "John Smith"
[john-smith-general]
kind = "person"
name = "John Smith"
#- articles/a.txt
On Sunday, John$0 Smith spoke.
"#,
            "gazetteer/people.toml: [⟦john-smith-mp⟧]\ngazetteer/people.toml: [⟦john-smith-general⟧]",
        );
    }

    const UNKNOWN: &str = r#"
#- gazetteer/people.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
#- articles/aaa.txt
Nobody dated the words in which Pavel Zarubin spoke.
#- articles/b-2020-02-02.txt
In 2020, the reporter Pavel Zarubin spoke.
#- articles/c-2019-01-01.txt
In 2019, the reporter Pavel Zarubin spoke.
"#;

    #[test]
    fn an_unknown_name_leads_to_its_first_mention_by_date() {
        check(
            &format!("{UNKNOWN}#- articles/d-2021-01-01.txt\nIn 2021, the reporter Pavel Za$0rubin spoke.\n"),
            "articles/c-2019-01-01.txt: In 2019, the reporter ⟦Pavel Zarubin⟧ spoke.",
        );
    }

    #[test]
    fn an_open_article_counts_as_it_is_now() {
        check(
            &format!("{UNKNOWN}#- articles/d-2018-01-01.txt\nIn 2018, the reporter Pavel Za$0rubin spoke.\n"),
            "articles/d-2018-01-01.txt: In 2018, the reporter ⟦Pavel Zarubin⟧ spoke.",
        );
    }

    #[test]
    fn an_unknown_surname_leads_to_the_only_full_name_that_ends_in_it() {
        check(
            &format!("{UNKNOWN}#- articles/d-2021-01-01.txt\nThe reporter, named as Za$0rubin, spoke.\n"),
            "articles/c-2019-01-01.txt: In 2019, the reporter ⟦Pavel Zarubin⟧ spoke.",
        );
    }

    const POSTS: &str = r#"
#- gazetteer/posts.toml
[chief]
kind = "post"
name = "IDF Chief of Staff"
of = "idf"
formerly = ["old-chief"]
[idf]
kind = "organisation"
name = "Israel Defense Forces"
"#;

    #[test]
    fn an_id_leads_to_its_entry() {
        let person = |field: &str| format!("{POSTS}#- gazetteer/people.toml\n[x]\nkind = \"person\"\nname = \"X Y\"\n{field}\n");
        check(&person("roles = [{ post = \"ch$0ief\" }]"), "gazetteer/posts.toml: [⟦chief⟧]");
        check(&person("roles = [{ post = \"$0old-chief\" }]"), "gazetteer/posts.toml: [⟦chief⟧]");
        check(&person("member_of = [\"idf$0\"]"), "gazetteer/posts.toml: [⟦idf⟧]");
        check(&person("not = [\"nobody$0\"]"), "nowhere");
    }

    #[test]
    fn a_header_leads_to_itself_and_a_profile_to_its_article() {
        check("#- gazetteer/a.toml\n[idf$0]\nkind = \"organisation\"\nname = \"IDF\"\n", "gazetteer/a.toml: [⟦idf⟧]");
        check(
            "#- articles/idf.md\nAn army.\n#- gazetteer/a.toml\n[idf]\nkind = \"organisation\"\nname = \"IDF\"\nprofile = \"articles/$0idf.md\"\n",
            "articles/idf.md: ⟦⟧An army.",
        );
    }

    #[test]
    fn plain_words_lead_nowhere() {
        check("#- articles/a.txt\nOn Sunday, nobody sp$0oke.\n", "nowhere");
        check("#- gazetteer/a.toml\n[idf]\nki$0nd = \"organisation\"\nname = \"IDF\"\n", "nowhere");
    }
}
