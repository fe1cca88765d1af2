use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::gazetteer::{Kind, reader};
use crate::reading::{Mention, Reading, Reason, Status};
use crate::settings::Settings;
use crate::text::position::LineIndex;

fn record(path: &str, text: &str, mentions: Vec<Mention>, gazetteer: &Gazetteer) -> ArticleRecord {
    let mut reading = Reading::default();
    reading.mentions = mentions;
    ArticleRecord::new(path.into(), text, &reading, Arc::new(LineIndex::new(text)), gazetteer)
}

/// An article that mentions each of these unknown forms, one after the other.
fn article(path: &str, forms: &[&str]) -> ArticleRecord {
    let text = forms.join(" ");
    let mut start = 0;
    let mentions = forms.iter().map(|form| {
        let span = Span::new(start, start + form.len() as u32);
        start = span.end + 1;
        Mention { span, kind: Kind::Person, status: Status::Unresolved, reason: Reason::Unknown("capitals") }
    });
    record(path, &text, mentions.collect(), &Gazetteer::default())
}

fn unknown(form: &str) -> Referent {
    Referent::Unknown(form.into())
}

fn put(corpus: &mut Corpus, record: &ArticleRecord) {
    let filed = corpus.file(record, Stamp { digest: Some([7; 16]), marks: None }, Box::from(*b"kept"));
    corpus.update(vec![filed], &[]);
}

fn paths(corpus: &Corpus, form: &str) -> Vec<String> {
    paths_of(corpus, &unknown(form))
}

fn paths_of(corpus: &Corpus, referent: &Referent) -> Vec<String> {
    let mut paths: Vec<_> = corpus.speaking_of(referent).map(|speaking| speaking.article.path.to_string()).collect();
    assert_eq!(corpus.count(referent).0, paths.len());
    paths.sort();
    paths
}

#[test]
fn spellings_that_fold_alike_are_one_referent() {
    let record = article("a.txt", &["Müller", "Ivanov", "MULLER", "Müller"]);
    let mentions: Vec<_> = record.mentions_of(&unknown("muller")).map(|mention| mention.span.start).collect();
    assert_eq!(mentions, [0, 15, 22]);
    assert_eq!(record.referents(), [unknown("muller"), unknown("ivanov")]);
    let corpus: Corpus = [record].into_iter().collect();
    let speaking = corpus.speaks_of("a.txt", &unknown("muller")).unwrap();
    assert_eq!(speaking.places().map(|place| place.start).collect::<Vec<_>>(), mentions);
    assert_eq!(corpus.count(&unknown("muller")), (1, 3));
}

#[test]
fn a_snapshot_keeps_what_it_saw() {
    let mut corpus: Corpus = [article("a.txt", &["Ivanov"]), article("b.txt", &["Ivanov", "Petrov"])].into_iter().collect();
    let snapshot = corpus.clone();
    put(&mut corpus, &article("b.txt", &["Petrov", "Sidorov"]));
    corpus.update(Vec::new(), &["a.txt".into(), "none.txt".into()]);
    assert_eq!(paths(&snapshot, "ivanov"), ["a.txt", "b.txt"]);
    assert_eq!(paths(&snapshot, "sidorov"), [""; 0]);
    assert_eq!(paths(&corpus, "ivanov"), [""; 0]);
    assert_eq!(paths(&corpus, "petrov"), ["b.txt"]);
    assert_eq!((corpus.len(), snapshot.len()), (1, 2));
}

#[test]
fn an_update_copies_one_shard() {
    let mut corpus: Corpus = (0..2000).map(|number| article(&format!("{number}.txt"), &["Ivanov"])).collect();
    let before = corpus.clone();
    put(&mut corpus, &article("7.txt", &["Petrov"]));
    let copied = corpus.shards.iter().zip(before.shards.iter()).filter(|(now, then)| !Arc::ptr_eq(now, then));
    assert_eq!(copied.count(), 1);
}

#[test]
fn the_first_in_full_is_by_date_then_by_path() {
    let dated = |path: &str, date: Option<&str>| {
        let mut article = article(path, &["Pavel Zarubin"]);
        article.date = date.map(|date| crate::gazetteer::date::Date::parse(date).unwrap());
        article
    };
    let corpus: Corpus =
        [dated("a", None), dated("b", Some("2018-06")), dated("c", Some("2017")), dated("d", Some("2017")), dated("e", None)]
            .into_iter()
            .collect();
    let first = |hidden: &str| {
        let first = corpus.first_in_full(&unknown("pavel zarubin"), |path| hidden.contains(path));
        first.map(|first| (first.article.path.to_string(), first.introduction().unwrap().end))
    };
    assert_eq!(first(""), Some(("c".to_owned(), 13)));
    assert_eq!(first("c"), Some(("d".to_owned(), 13)));
    assert_eq!(first("bcd"), Some(("a".to_owned(), 13)));
    assert_eq!(first("abcde"), None);
}

#[test]
fn forms_by_their_last_word() {
    let mut corpus: Corpus =
        [article("a", &["Pavel Zarubin", "Ivan Zarubin", "Zarubin", "Pavel Nezarubin"])].into_iter().collect();
    assert_eq!(corpus.unknown_ending_in("zarubin", 9), ["ivan zarubin", "pavel zarubin"]);
    assert_eq!(corpus.unknown_ending_in("zarubin", 1).len(), 1);
    put(&mut corpus, &article("a", &["Pavel Zarubin"]));
    assert_eq!(corpus.unknown_ending_in("zarubin", 9), ["pavel zarubin"]);
    assert_eq!(corpus.unknown_ending_in("pavel", 9), [""; 0]);
}

fn gazetteer<const N: usize>(ids: [&str; N]) -> Gazetteer {
    let text = ids.map(|id| format!("[{id}]\nkind = \"person\"\nname = \"Name of {id}\"\n")).concat();
    let settings = Settings::default();
    Gazetteer::build(vec![Arc::new(reader::read(&"g.toml".into(), &text, &settings, None))], &settings)
}

/// Two articles about entries of that gazetteer: `a` about ada, `b` about ada or bob, and a form nobody knows.
fn of_entries(gazetteer: &Gazetteer) -> Corpus {
    let [ada, bob] = ["ada", "bob"].map(|id| gazetteer.find(id).unwrap());
    let mention =
        |start, status| Mention { span: Span::new(start, start + 1), kind: Kind::Person, status, reason: Reason::Unknown("") };
    let mut corpus = Corpus::default();
    put(&mut corpus, &record("a", "x\r\ny “😀”", vec![mention(0, Status::Resolved(Some(ada)))], gazetteer));
    let several = [ada.min(bob), ada.max(bob)].into();
    put(
        &mut corpus,
        &record("b", "x y", vec![mention(0, Status::Ambiguous(several)), mention(2, Status::Unresolved)], gazetteer),
    );
    corpus
}

#[test]
fn entries_that_are_numbered_anew_are_found_as_before() {
    let (before, after) = (gazetteer(["ada", "bob"]), gazetteer(["aaron", "bob", "carl", "ada"]));
    let corpus = of_entries(&before);
    let renumbered = corpus.renumbered(|entry| after.find(&before.entry(entry).id));
    let [ada, bob, carl] = ["ada", "bob", "carl"].map(|id| after.find(id).unwrap());
    assert_eq!(paths_of(&renumbered, &Referent::Entry(ada)), ["a"]);
    assert_eq!(paths_of(&renumbered, &Referent::OneOf([bob, ada].into())), ["b"]);
    assert_eq!(paths_of(&renumbered, &Referent::Entry(carl)), [""; 0]);
    assert_eq!(paths_of(&corpus, &Referent::Entry(before.find("ada").unwrap())), ["a"]);
    // Without ada, what was hers waits for the next reading, and the rest stays.
    let without = gazetteer(["bob"]);
    let bereft = corpus.renumbered(|entry| without.find(&before.entry(entry).id));
    assert_eq!(paths_of(&bereft, &Referent::Entry(without.find("bob").unwrap())), [""; 0]);
    assert_eq!(paths_of(&bereft, &unknown("y")), ["b"]);
    assert_eq!(bereft.len(), 2);
}

fn read_back(parts: &[Vec<u8>], gazetteer: &Gazetteer) -> Option<Corpus> {
    let mut corpus = Corpus::read(&parts[0], gazetteer)?;
    for part in &parts[1..] {
        let articles = corpus.read_articles(part)?;
        corpus.update(articles, &[]);
    }
    Some(corpus)
}

#[test]
fn what_was_written_is_read_back_also_where_entries_are_numbered_otherwise() {
    let (before, after) = (gazetteer(["ada", "bob"]), gazetteer(["bob", "ada"]));
    let corpus = of_entries(&before);
    let parts: Vec<_> = corpus.write(&before).collect();
    let read = read_back(&parts, &after).unwrap();
    for path in ["a", "b"] {
        let (then, now) = (corpus.get(path).unwrap(), read.get(path).unwrap());
        assert_eq!((then.stamp, then.date, &then.kept, then.lines()), (now.stamp, now.date, &now.kept, now.lines()));
    }
    assert_eq!(paths_of(&read, &Referent::Entry(after.find("ada").unwrap())), ["a"]);
    assert_eq!(paths_of(&read, &Referent::OneOf([EntryIx(0), EntryIx(1)].into())), ["b"]);
    assert_eq!(paths_of(&read, &unknown("y")), ["b"]);
    assert!(read_back(&parts, &gazetteer(["bob"])).is_none(), "an entry of the table is not there");
}

#[test]
fn mentions_take_few_bytes() {
    let forms: Vec<String> = (0..100).map(|number| format!("Somebody Number{}", number % 20)).collect();
    let corpus: Corpus = [article("a.txt", &forms.iter().map(String::as_str).collect::<Vec<_>>())].into_iter().collect();
    let size = corpus.get("a.txt").unwrap().size();
    assert!(size < 700, "{size} bytes for 100 mentions of 20 names");
}

proptest! {
    #[test]
    fn updates_equal_a_corpus_built_at_once(
        changes in prop::collection::vec(("[a-f]", prop::option::of(prop::collection::vec("[X-Z]", 0..4))), 0..24),
        batch in 1_usize..5,
    ) {
        let mut corpus = Corpus::default();
        let mut model: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for changes in changes.chunks(batch) {
            let _snapshot = corpus.clone();
            // In one batch, a path is either put or taken out.
            let mut batch: BTreeMap<String, Option<Vec<String>>> = BTreeMap::new();
            batch.extend(changes.iter().cloned());
            let (mut filed, mut gone) = (Vec::new(), Vec::new());
            for (path, forms) in batch {
                if let Some(forms) = forms {
                    let record = article(&path, &forms.iter().map(String::as_str).collect::<Vec<_>>());
                    filed.push(corpus.file(&record, Stamp::default(), Box::default()));
                    model.insert(path, forms);
                } else {
                    gone.push(DocPath::from(&*path));
                    model.remove(&path);
                }
            }
            corpus.update(filed, &gone);
        }
        let mut articles: Vec<_> = corpus.articles().map(|filed| filed.path.to_string()).collect();
        articles.sort();
        prop_assert_eq!(articles, model.keys().cloned().collect::<Vec<_>>());
        for form in ["X", "Y", "Z"] {
            let expected: Vec<_> = model.iter().filter(|(_, forms)| forms.iter().any(|other| other == form)).collect();
            let times = expected.iter().flat_map(|(_, forms)| forms.iter()).filter(|other| *other == form).count();
            prop_assert_eq!(corpus.count(&unknown(&form.to_lowercase())).1, times);
            let expected: Vec<_> = expected.iter().map(|(path, _)| (*path).clone()).collect();
            prop_assert_eq!(paths(&corpus, &form.to_lowercase()), expected);
        }
    }

    /// A damaged part is refused, or gives a corpus that can be asked everything.
    #[test]
    fn damage_does_no_harm(part in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let gazetteer = gazetteer(["ada", "bob"]);
        let mut parts: Vec<_> = of_entries(&gazetteer).write(&gazetteer).filter(|part| !part.is_empty()).collect();
        let part = part.index(parts.len());
        let at = at.index(parts[part].len());
        parts[part][at] = byte;
        if let Some(corpus) = read_back(&parts, &gazetteer) {
            for filed in corpus.articles() {
                let lines = filed.lines();
                for mention in filed.mentions() {
                    let _ = lines.range(mention.span, crate::text::position::PositionEncoding::Utf16);
                }
            }
            for referent in [Referent::Entry(EntryIx(0)), Referent::Entry(EntryIx(1)), unknown("y")] {
                corpus.speaking_of(&referent).for_each(|speaking| {
                    let _ = (speaking.places().count(), speaking.introduction());
                });
            }
        }
    }
}
