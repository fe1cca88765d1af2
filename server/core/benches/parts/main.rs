//! How fast the parts are that each keystroke or each start needs, one by one: positions, the loading of the
//! gazetteer, the rules, look-ups in the corpus. The reading has a bench of its own, `reading`.
//!
//! Usage: `cargo bench -p nomenclator-core --bench parts -- [FILTER]`. Figures are for one core: the time that the
//! thread itself ran, where the system says it.
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "unlike the engine, it has a clock")]
#![allow(missing_docs, reason = "criterion makes functions without")]

mod clock;

use std::hint::black_box;
use std::sync::Arc;

use clock::ThreadTime;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nomenclator_core::corpus::{ArticleRecord, Corpus, Stamp};
use nomenclator_core::gazetteer::{Gazetteer, reader};
use nomenclator_core::reading::{self, Article, Context};
use nomenclator_core::rules::{self, Subject};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::position::{LineIndex, PositionEncoding};
use nomenclator_made::{Dice, Names, Prose};

/// Bytes of a word of the made articles, with what stands between words.
const WORD: usize = 6;

fn positions(bench: &mut Criterion<ThreadTime>) {
    let (names, prose) = (Names::made(2_000), Prose::of_sample());
    let mut group = bench.benchmark_group("positions");
    for words in [1_000, 200_000] {
        let text = prose.news(words * WORD, "March 4", &names, &mut Dice(1));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("index", words), |bench| bench.iter(|| LineIndex::new(black_box(&text))));
        let lines = LineIndex::new(&text);
        let mut dice = Dice(2);
        let offsets: Vec<u32> = (0..1_000).map(|_| dice.throw(text.len()) as u32).collect();
        group.throughput(Throughput::Elements(1_000));
        group.bench_function(BenchmarkId::new("offset to UTF-16 and back", words), |bench| {
            bench.iter(|| {
                let there = |offset: &u32| lines.position(*offset, PositionEncoding::Utf16);
                offsets.iter().map(|offset| lines.offset(there(offset), PositionEncoding::Utf16)).fold(0, u32::wrapping_add)
            });
        });
    }
}

fn gazetteer(bench: &mut Criterion<ThreadTime>) {
    const ENTRIES: usize = 10_000;
    let toml = Names::made(ENTRIES).toml();
    let settings = Settings::default();
    let mut group = bench.benchmark_group("gazetteer of 10000 entries");
    group.sample_size(20).throughput(Throughput::Bytes(toml.len() as u64));
    let read = || reader::read(&"a.toml".into(), &toml, &settings, None);
    group.bench_function("read TOML", |bench| bench.iter(read));
    let file = Arc::new(read());
    group.bench_function("read again, unchanged", |bench| {
        bench.iter(|| reader::read(&"a.toml".into(), &toml, &settings, Some(&file)));
    });
    group.throughput(Throughput::Elements(ENTRIES as u64));
    group.bench_function("build", |bench| bench.iter(|| Gazetteer::build(vec![Arc::clone(&file)], &settings)));
}

fn findings(bench: &mut Criterion<ThreadTime>) {
    let (names, prose, settings) = (Names::made(2_000), Prose::of_sample(), Settings::default());
    let gazetteer = Gazetteer::build(vec![Arc::new(reader::read(&"a.toml".into(), &names.toml(), &settings, None))], &settings);
    let context = Context { gazetteer: &gazetteer, settings: &settings };
    let mut group = bench.benchmark_group("rules");
    for words in [1_000, 20_000] {
        let text = prose.news(words * WORD, "March 4", &names, &mut Dice(1));
        let reading = reading::read(Article { path: "a.md", text: &text, listed_date: None }, context);
        let path = "a.md".into();
        let subject = Subject { path: &path, text: &text, reading: &reading, gazetteer: &gazetteer, settings: &settings };
        let lines = LineIndex::new(&text);
        group.throughput(Throughput::Elements(rules::check(subject).len() as u64));
        group.bench_function(BenchmarkId::new("all, with ranges in UTF-16", words), |bench| {
            bench.iter(|| {
                let findings = rules::check(subject);
                findings.iter().map(|finding| lines.range(finding.places[0], PositionEncoding::Utf16)).collect::<Vec<_>>()
            });
        });
    }
}

fn corpus(bench: &mut Criterion<ThreadTime>) {
    const ARTICLES: usize = 5_000;
    let (names, prose, settings) = (Names::made(2_000), Prose::of_sample(), Settings::default());
    let gazetteer = Gazetteer::build(vec![Arc::new(reader::read(&"a.toml".into(), &names.toml(), &settings, None))], &settings);
    let mut dice = Dice(3);
    let record = |n: usize, dice: &mut Dice| {
        let path = format!("articles/{n:06}.md");
        let text = prose.news(3_000, "March 4", &names, dice);
        let reading = reading::read(
            Article { path: &path, text: &text, listed_date: None },
            Context { gazetteer: &gazetteer, settings: &settings },
        );
        ArticleRecord::new(path.as_str().into(), &text, &reading, Arc::new(LineIndex::new(&text)), &gazetteer)
    };
    let records: Vec<ArticleRecord> = (0..ARTICLES).map(|n| record(n, &mut dice)).collect();
    let referents: Vec<_> = records.iter().flat_map(|record| record.referents().to_vec()).collect();
    let mut corpus: Corpus = records.into_iter().collect();
    let mut counts: Vec<_> = referents.into_iter().map(|referent| (corpus.count(&referent).0, referent)).collect();
    counts.sort();
    counts.dedup();
    let mut group = bench.benchmark_group("corpus of 5000 articles");
    for (place, (count, referent)) in [("seldom", counts[counts.len() / 2].clone()), ("often", counts[counts.len() - 1].clone())]
    {
        group.bench_function(format!("all mentions of one that is named {place} ({count} articles)"), |bench| {
            bench.iter(|| corpus.speaking_of(&referent).map(|article| article.places().count()).sum::<usize>());
        });
    }
    let again = record(17, &mut dice);
    group.bench_function("replace an article", |bench| {
        bench.iter(|| {
            let filed = corpus.file(&again, Stamp::default(), Box::default());
            corpus.update(vec![filed], &[]);
        });
    });
}

criterion_group! {
    name = parts;
    config = Criterion::default().with_measurement(ThreadTime);
    targets = positions, gazetteer, findings, corpus
}
criterion_main!(parts);
