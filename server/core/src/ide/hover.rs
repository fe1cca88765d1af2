//! Hover: who or what is under the cursor, and how that is known.

use super::entry_card::{self, Card};
use super::introduction::first_of_unknown;
use super::place::{Place, Thing};
use super::prose::{Line, Prose};
use super::words::count;
use super::{Analysis, OpenArticle};
use crate::corpus::{ArticleRecord, RecordedMention, Referent};
use crate::gazetteer::EntryIx;
use crate::reading::{Mention, Reason};
use crate::text::Span;

/// What is known of the words under the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// The words.
    pub span: Span,
    /// What to say of them, to be printed as Markdown or as plain text.
    pub prose: Prose,
}

pub(super) fn hover(analysis: &Analysis, path: &str, offset: u32) -> Option<Hover> {
    let place = Place::at(analysis, path, offset)?;
    let prose = match place.thing {
        Thing::Mention(record, mention) => of_mention(analysis, analysis.open.get(path)?, record, mention),
        Thing::Entry(entry) => {
            let mut prose = Prose::default();
            let card = Card { date: None, form: None };
            entry_card::describe(&mut prose, analysis, entry, card);
            prose.paragraph([mentions(analysis, None, &Referent::Entry(entry))]);
            entry_card::sources(&mut prose, analysis, entry, card);
            prose
        }
        Thing::NoEntry(id) => {
            let mut prose = Prose::default();
            prose.paragraph([Line::new("No entry has the id ").strong(&*id.id).plain(".")]);
            prose
        }
        Thing::Profile(profile) => {
            let mut prose = Prose::default();
            let known = analysis.article(&profile.id);
            let date = known.and_then(|(date, _)| date).map_or(String::new(), |date| format!(", {date}"));
            prose.paragraph([match known {
                Some(_) => Line::new("The article that presents it").plain(date).plain("."),
                None => Line::new("The corpus has no article ").strong(&*profile.id).plain("."),
            }]);
            prose
        }
    };
    Some(Hover { span: place.span, prose })
}

fn of_mention(analysis: &Analysis, article: &OpenArticle, record: &ArticleRecord, recorded: &RecordedMention) -> Prose {
    let text = &*article.text;
    let written = recorded.span.of(text);
    let referent = record.referent(recorded);
    let mention = article.reading.mentions.iter().find(|mention| !recorded.title && mention.span == recorded.span);
    let mut prose = Prose::default();
    match referent {
        Referent::Entry(entry) => {
            let form = match mention.map(|mention| &mention.reason) {
                Some(Reason::Listed { name, .. }) => Some(*name),
                _ => None,
            };
            let card = Card { date: record.date, form };
            entry_card::describe(&mut prose, analysis, *entry, card);
            prose.paragraph([mentions(analysis, Some(record), referent)]);
            prose.paragraph(why(analysis, article, recorded, mention));
            entry_card::sources(&mut prose, analysis, *entry, card);
        }
        Referent::OneOf(candidates) => {
            prose.paragraph([Line::default().strong(written).plain(" may be any of these:")]);
            prose.paragraph(candidates.iter().map(|candidate| one_line(analysis, *candidate)));
            prose.paragraph(why(analysis, article, recorded, mention));
        }
        Referent::Nation(name) => {
            prose.paragraph([Line::default().strong(*name).plain(" – ").plain(recorded.kind.as_str())]);
            prose.paragraph([Line::new("The gazetteer has no entry for it.")]);
            prose.paragraph([mentions(analysis, Some(record), referent)]);
            prose.paragraph(why(analysis, article, recorded, mention));
        }
        Referent::Unknown(form) => {
            prose.paragraph([Line::default().strong(written).plain(" – not in the gazetteer")]);
            prose.paragraph(why(analysis, article, recorded, mention));
            prose.paragraph([mentions(analysis, Some(record), referent)]);
            let first = first_of_unknown(analysis, form).filter(|(path, ..)| *path != record.path);
            prose.paragraph(first.map(|(path, date, _)| {
                let date = date.map_or(String::new(), |date| format!(" ({date})"));
                Line::new(format!("First given in full in {path}{date}."))
            }));
        }
    }
    prose
}

/// How the engine came to it.
fn why(analysis: &Analysis, article: &OpenArticle, recorded: &RecordedMention, mention: Option<&Mention>) -> Option<Line> {
    let reason = if let Some(mention) = mention {
        mention.reason_in_words(&article.text, &analysis.gazetteer)
    } else {
        let title = article.reading.titles.iter().find(|title| recorded.title && title.span == recorded.span)?;
        let holder = title.holder.and_then(|holder| article.reading.mentions.get(holder as usize));
        holder.map_or("a title".to_owned(), |holder| format!("a title, said of {}", holder.span.of(&article.text)))
    };
    (!reason.is_empty()).then(|| Line::new(format!("Why: {reason}.")))
}

/// "Mentioned twice here, 12 times in 5 articles." Counts titles among the mentions.
pub(super) fn mentions(analysis: &Analysis, here: Option<&ArticleRecord>, referent: &Referent) -> Line {
    let (articles, all) = analysis.count(referent);
    let times = |number| match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{number} times"),
    };
    let all = format!("{} in {}", times(all), count(articles, "article", "articles"));
    Line::new(match here.map(|here| here.mentions_of(referent).count()) {
        _ if articles == 0 => "Mentioned in no article.".to_owned(),
        Some(here) if articles == 1 && here > 0 => format!("Mentioned {}, only here.", times(here)),
        Some(here) => format!("Mentioned {} here, {all}.", times(here)),
        None => format!("Mentioned {all}."),
    })
}

fn one_line(analysis: &Analysis, entry: EntryIx) -> Line {
    let entry = analysis.gazetteer.entry(entry);
    let line = Line::new("– ").strong(entry.name()).plain(format!(" – {}", entry.kind.as_str()));
    let line = match &entry.description {
        Some(description) => line.plain(": ").plain(&**description),
        None => line,
    };
    line.plain(format!(" ({})", entry.id))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::ide::fixture::Fixture;

    const GAZETTEER: &str = r#"
#- gazetteer/a.toml
[gadi-eisenkot]
kind = "person"
name = "Gadi Eisenkot"
description = "Israeli general and *politician*."
names = [
  "Gadi Eizenkot",
  { form = "גדי איזנקוט", lang = "he" },
  { form = "Eisenkott", as = "misspelling" },
]
roles = [
  { post = "chief", from = "2015-02-16", until = "2019-01-15" },
  { post = "deputy", from = "2013" },
]
links = { wikidata = "Q5515817" }
status = "reviewed"
checked = "2024-01-01"
source = "https://example.com/<b>"
[chief]
kind = "post"
name = "IDF Chief of Staff"
of = "idf"
[idf]
kind = "organisation"
name = "Israel Defense Forces"
[john-smith-mp]
kind = "person"
name = "John Smith"
description = "British politician."
topics = ["role.pep", "poi"]
[john-smith-general]
kind = "person"
name = "John Smith"
#- articles/b-2017-01-01.txt
In 2017, Gadi Eisenkot met Pavel Zarubin.
"#;

    #[track_caller]
    fn hover(source: &str) -> String {
        let fixture = Fixture::new(&format!("{GAZETTEER}{source}"));
        match fixture.analysis.hover(&fixture.path, fixture.offset) {
            Some(hover) => {
                assert!(hover.span.touches(fixture.offset));
                format!("{}\n\n{}", fixture.show(&fixture.path, hover.span), hover.prose.to_plain())
            }
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn an_entry_at_the_articles_date() {
        assert_snapshot!(hover("#- articles/a-2018-01-01.txt\nIn 2018, Gadi Eizenkot spoke. Eizen$0kot left.\n"), @"
        articles/a-2018-01-01.txt: In 2018, Gadi Eizenkot spoke. ⟦Eizenkot⟧ left.

        Gadi Eisenkot – person
        Israeli general and *politician*.

        On 2018-01-01: deputy; IDF Chief of Staff.
        → deputy (since 2013)
        → IDF Chief of Staff (2015-02-16 – 2019-01-15)

        Also: Gadi Eizenkot; גדי איזנקוט (he); Eisenkott (misspelling).

        Mentioned twice here, 3 times in 2 articles.

        Why: surname of Gadi Eizenkot, named in full in line 1.

        reviewed; checked 2024-01-01; source: https://example.com/<b>
        gadi-eisenkot in gazetteer/a.toml; wikidata Q5515817
        ");
    }

    #[test]
    fn an_entry_without_a_date() {
        assert_snapshot!(hover("#- articles/a.txt\nThen Gadi Eisen$0kot spoke.\n"), @"
        articles/a.txt: Then ⟦Gadi Eisenkot⟧ spoke.

        Gadi Eisenkot – person
        Israeli general and *politician*.

        Posts:
        – deputy (since 2013)
        – IDF Chief of Staff (2015-02-16 – 2019-01-15)

        Also: Gadi Eizenkot; גדי איזנקוט (he); Eisenkott (misspelling).

        Mentioned once here, twice in 2 articles.

        Why: the name of Gadi Eisenkot.

        reviewed; checked 2024-01-01; source: https://example.com/<b>
        gadi-eisenkot in gazetteer/a.toml; wikidata Q5515817
        ");
    }

    #[test]
    fn an_entry_at_a_date_without_a_post() {
        assert_snapshot!(hover("#- articles/a-2012-06-01.txt\nThen Gadi Eisen$0kot spoke.\n"), @"
        articles/a-2012-06-01.txt: Then ⟦Gadi Eisenkot⟧ spoke.

        Gadi Eisenkot – person
        Israeli general and *politician*.

        On 2012-06-01 in no listed post.
        – deputy (since 2013)
        – IDF Chief of Staff (2015-02-16 – 2019-01-15)

        Also: Gadi Eizenkot; גדי איזנקוט (he); Eisenkott (misspelling).

        Mentioned once here, twice in 2 articles.

        Why: the name of Gadi Eisenkot.

        reviewed; checked 2024-01-01; source: https://example.com/<b>
        gadi-eisenkot in gazetteer/a.toml; wikidata Q5515817
        ");
    }

    #[test]
    fn a_title() {
        assert_snapshot!(hover("#- articles/a.txt\nThe IDF Chief of St$0aff spoke.\n"), @"
        articles/a.txt: The ⟦IDF Chief of Staff⟧ spoke.

        IDF Chief of Staff – post of Israel Defense Forces

        Holders: Gadi Eisenkot (2015-02-16 – 2019-01-15).

        Mentioned once, only here.

        Why: a title.

        chief in gazetteer/a.toml
        ");
    }

    /// An office with a chain of holders, one of them with markup for a name.
    const CHAIN: &str = r#"
#- gazetteer/b.toml
[speaker]
kind = "post"
name = "Speaker of the House"
[one]
kind = "person"
name = "Ann One"
roles = [{ post = "speaker", from = "2001-01-01", until = "2004-12-31" }]
[two]
kind = "person"
name = "[Ben](x) *Two*"
roles = [
  { post = "speaker", from = "2005-01-01", until = "2008-12-31" },
  { post = "whip", from = "2003-02-01", until = "2004-06-30" },
  { post = "speaker", from = "2013", until = "2014" },
]
[three]
kind = "person"
name = "Cy Three"
roles = [{ post = "speaker", from = "2009-01-01", until = "2012-12-31", acting = true }]
"#;

    #[test]
    fn a_title_with_its_holder_and_the_neighbours() {
        assert_snapshot!(hover(&format!("{CHAIN}#- articles/a-2006-06-01.txt\nThen the Speaker of the Ho$0use spoke.\n")), @"
        articles/a-2006-06-01.txt: Then the ⟦Speaker of the House⟧ spoke.

        Speaker of the House – post

        On 2006-06-01: [Ben](x) *Two*.
        – Ann One (2001-01-01 – 2004-12-31)
        → [Ben](x) *Two* (2005-01-01 – 2008-12-31)
        – acting Cy Three (2009-01-01 – 2012-12-31)

        Mentioned once, only here.

        Why: a title.

        speaker in gazetteer/b.toml
        ");
        // Nobody is listed: those before and after.
        let after = hover(&format!("{CHAIN}#- articles/a-2020-06-01.txt\nThen the Speaker of the Ho$0use spoke.\n"));
        assert!(after.contains("On 2020-06-01 nobody is listed.\n– [Ben](x) *Two* (2013 – 2014)\n\n"), "{after}");
    }

    #[test]
    fn a_timeline_is_markdown_that_does_nothing() {
        let fixture = Fixture::new(&format!("{GAZETTEER}{CHAIN}#- gazetteer/c.toml\n[x$0]\nkind = \"other\"\nname = \"X\"\n"));
        let ix = fixture.analysis.gazetteer.find("speaker").unwrap();
        let mut prose = super::Prose::default();
        let date = crate::gazetteer::date::Date::parse("2014").ok();
        super::entry_card::describe(&mut prose, &fixture.analysis, ix, super::Card { date, form: None });
        assert_snapshot!(prose.to_markdown().replace("  \n", "⏎\n"), @r"
        **Speaker of the House** – post

        On 2014: perhaps \[Ben\](x) \*Two\*.⏎
        – acting Cy Three (2009-01-01 – 2012-12-31)⏎
        → perhaps \[Ben\](x) \*Two\* (2013 – 2014)
        ");
        let two = fixture.analysis.gazetteer.find("two").unwrap();
        let mut prose = super::Prose::default();
        let date = crate::gazetteer::date::Date::parse("2004-03-01").ok();
        super::entry_card::describe(&mut prose, &fixture.analysis, two, super::Card { date, form: None });
        assert_snapshot!(prose.to_markdown().replace("  \n", "⏎\n"), @r"
        **\[Ben\](x) \*Two\*** – person

        On 2004-03-01: whip.⏎
        → **whip (2003-02-01 – 2004-06-30)**⏎
        – Speaker of the House (2005-01-01 – 2008-12-31)⏎
        – Speaker of the House (2013 – 2014)
        ");
    }

    #[test]
    fn a_nation_without_an_entry() {
        assert_snapshot!(hover("#- articles/a.txt\nThe Shi$0ite fighters left.\n"), @"
        articles/a.txt: The ⟦Shiite⟧ fighters left.

        Shia Islam – group

        The gazetteer has no entry for it.

        Mentioned once, only here.

        Why: word for the people of Shia Islam.
        ");
    }

    #[test]
    fn foreign_words_do_not_come_alive() {
        let entry =
            "[x]\nkind = \"person\"\nname = \"[X](command:run) Y\"\ndescription = \"\"\"<img src=x>\n# a\\u001b[31m\"\"\"\n";
        let fixture = Fixture::new(&format!("#- gazetteer/b.toml\n{}", entry.replace("[x]", "[$0x]")));
        let hover = fixture.analysis.hover(&fixture.path, fixture.offset).unwrap();
        assert_snapshot!(hover.prose.to_markdown().replace("  \n", "⏎\n"), @r"
        **\[X\](command:run) Y** – person⏎
        &lt;img src=x> # a\[31m

        Mentioned in no article.

        x in gazetteer/b.toml
        ");
    }

    #[test]
    fn namesakes() {
        assert_snapshot!(hover("#- articles/a.txt\nThen John $0Smith spoke.\n"), @"
        articles/a.txt: Then ⟦John Smith⟧ spoke.

        John Smith may be any of these:

        – John Smith – person: British politician. (john-smith-mp)
        – John Smith – person (john-smith-general)

        Why: nothing in the article tells them apart.
        ");
    }

    #[test]
    fn an_unknown_name() {
        assert_snapshot!(hover("#- articles/a.txt\nThen the reporter Pavel $0Zarubin spoke.\n"), @"
        articles/a.txt: Then the reporter ⟦Pavel Zarubin⟧ spoke.

        Pavel Zarubin – not in the gazetteer

        Why: no entry has this name; it begins with a given name.

        Mentioned once here, twice in 2 articles.

        First given in full in articles/b-2017-01-01.txt (2017-01-01).
        ");
    }

    #[test]
    fn an_entry_in_the_gazetteer() {
        assert_snapshot!(hover("#- gazetteer/b.toml\n[x]\nkind = \"person\"\nname = \"X Y\"\nroles = [{ post = \"ch$0ief\" }]\n"), @r#"
        gazetteer/b.toml: roles = [{ post = "⟦chief⟧" }]

        IDF Chief of Staff – post of Israel Defense Forces

        Holders:
        – X Y
        – Gadi Eisenkot (2015-02-16 – 2019-01-15)

        Mentioned in no article.

        chief in gazetteer/a.toml
        "#);
        assert_snapshot!(hover("#- gazetteer/b.toml\n[x]\nkind = \"person\"\nname = \"X Y\"\nroles = [{ post = \"no$0body\" }]\n"), @r#"
        gazetteer/b.toml: roles = [{ post = "⟦nobody⟧" }]

        No entry has the id nobody.
        "#);
    }

    #[test]
    fn topics() {
        assert_snapshot!(hover("#- gazetteer/b.toml\n[x]\nkind = \"person\"\nname = \"X\"\nfamily_of = \"john-smi$0th-mp\"\n"), @r#"
        gazetteer/b.toml: family_of = "⟦john-smith-mp⟧"

        John Smith – person
        British politician.

        Topics: role.pep; poi.

        Mentioned in no article.

        john-smith-mp in gazetteer/a.toml
        "#);
    }

    #[test]
    fn plain_words() {
        assert_eq!(hover("#- articles/a.txt\nThen nobody sp$0oke.\n"), "nothing");
    }
}
