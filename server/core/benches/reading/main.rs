//! How fast articles are read whole (words, known names, runs of capitals, titles, the pass over the
//! document), beside `aho-corasick` looking for the same names in the same text and doing nothing else.
//!
//! Usage: `cargo bench -p nomenclator-core --bench reading`. The texts are real ones as they are, then made ones.
//! Figures are for one core: the time that the thread itself ran ([`thread_time`]), the best of some rounds. The
//! two take turns in every round, so that a busy machine slows both. No figure is a test.
#![allow(clippy::print_stdout, missing_docs, reason = "printing is what it is for")]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "unlike the engine, it has a clock and files")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use aho_corasick::{AhoCorasick, MatchKind};
use nomenclator_core::gazetteer::{Gazetteer, reader};
use nomenclator_core::reading::known::{self, Letters};
use nomenclator_core::reading::{self, Article, Context, Reading};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::Span;
use nomenclator_core::text::token::tokenise;
use nomenclator_made::{Dice, Names, Prose, thread_time};

/// Names in the gazetteer, those of the sample corpus included.
const NAMES: usize = 100_000;
/// Bytes of every kind of text.
const BYTES: usize = 8 << 20;
/// Bytes that are timed together.
const PORTION: usize = 1 << 16;
const ROUNDS: usize = 7;

fn main() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let settings = Settings::default();
    let sample: Vec<String> = files(&corpus.join("gazetteer"));
    let prose = Prose::of_sample();
    let listed = gazetteer(&sample, &settings).iter().map(|(_, entry)| entry.names.len()).sum::<usize>();
    let names = Names::made(NAMES - listed);
    let begun = thread_time();
    let gazetteer = gazetteer(&[sample, vec![names.toml()]].concat(), &settings);
    let forms: Vec<&str> = gazetteer.iter().flat_map(|(_, entry)| entry.names.iter().map(|name| &*name.form)).collect();
    println!("gazetteer: {} names, built in {:.0?}", forms.len(), thread_time().saturating_sub(begun));
    let begun = thread_time();
    let peer = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).expect("names fit its numbers");
    println!("aho-corasick: built in {:.0?}\n", thread_time().saturating_sub(begun));

    let context = Context { gazetteer: &gazetteer, settings: &settings };
    let mut dice = Dice(0x1D_0723);
    let many =
        |size: usize, dice: &mut Dice| -> Vec<String> { (0..BYTES / size).map(|_| prose.crowded(size, &names, dice)).collect() };
    let news = |dice: &mut Dice| prose.news(3_000, "2018-07-23", &names, dice);
    println!(
        "| text | bytes | mentions per kB | whole reading | known names alone | aho-corasick alone | reading : aho-corasick |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (what, texts) in [
        ("the sample corpus as it is", files(&corpus.join("articles"))),
        ("development texts as they are", development(&corpus.join("../../shared"))),
        ("articles of 3 kB, as the news has them", (0..BYTES / 3_000).map(|_| news(&mut dice)).collect()),
        ("crowded articles of 3 kB", many(3_000, &mut dice)),
        ("crowded articles of 20 kB", many(20_000, &mut dice)),
        ("one crowded article", many(BYTES, &mut dice)),
        ("lists of names, 3 kB", (0..BYTES / 3_000).map(|_| names.list(3_000, &mut dice)).collect()),
        ("no name at all, 3 kB", (0..BYTES / 3_000).map(|_| prose.without_names(3_000, &mut dice)).collect()),
    ] {
        if !texts.is_empty() {
            compare(what, &texts, context, &peer);
        }
    }
    println!();
    for words in [1_000, 20_000, 200_000] {
        keystroke(words, &prose.crowded(words * 6, &names, &mut dice), context);
    }
}

/// The contents of the files in a folder, in order of name.
fn files(folder: &Path) -> Vec<String> {
    let listing = std::fs::read_dir(folder).expect("the sample corpus lies beside the crates");
    let mut paths: Vec<PathBuf> = listing.filter_map(|file| Some(file.ok()?.path())).filter(|path| path.is_file()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("it is text")).collect()
}

/// The seeds and development sets beside the checkout: news by many houses. None where they are not there.
fn development(shared: &Path) -> Vec<String> {
    let seeds = shared.join("seeds");
    let mut texts = if seeds.is_dir() { files(&seeds) } else { Vec::new() };
    for set in ["re3d", "wikinews"] {
        let lines = std::fs::read_to_string(shared.join("eval").join(set).join("docs.jsonl")).unwrap_or_default();
        let document =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?.get("text")?.as_str().map(str::to_owned);
        texts.extend(lines.lines().filter_map(document));
    }
    texts
}

fn gazetteer(files: &[String], settings: &Settings) -> Gazetteer {
    let read = |(n, text): (usize, &String)| Arc::new(reader::read(&format!("{n:02}.toml").into(), text, settings, None));
    Gazetteer::build(files.iter().enumerate().map(read).collect(), settings)
}

/// Prints a line of the table. The texts are read in portions of about a millisecond, and each portion's best
/// round counts, so that what else the machine does matters little; a round passes over all of them before the
/// next, so that no portion's names wait in a cache.
fn compare(what: &str, texts: &[String], context: Context<'_>, peer: &AhoCorasick) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let portions: Vec<&[String]> = texts.chunks((PORTION * texts.len()).div_ceil(bytes)).collect();
    let mut best = vec![[Duration::MAX; 3]; portions.len()];
    let mut mentions = 0;
    let (mut tokens, mut names) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        mentions = 0;
        for (portion, best) in portions.iter().zip(&mut best) {
            let mut time = |n: usize, work: &mut dyn FnMut(&str) -> usize| {
                let begun = thread_time();
                let count = portion.iter().map(|text| work(text)).sum::<usize>();
                best[n] = best[n].min(thread_time().saturating_sub(begun));
                black_box(count)
            };
            mentions += time(0, &mut |text| {
                black_box(reading::read(Article { path: "a.txt", text, listed_date: None }, context)).mentions.len()
            });
            time(1, &mut |text| {
                tokens.clear();
                tokenise(text, Span::new(0, text.len() as u32), &mut tokens);
                known::find(text, &tokens, context.gazetteer.tables(), context.gazetteer, Letters::AsWritten, &mut names);
                names.len()
            });
            time(2, &mut |text| peer.find_iter(text).count());
        }
    }
    let megabytes = f64::from(bytes as u32) / 1e6;
    let speed = [0, 1, 2].map(|n| megabytes / best.iter().map(|best| best[n].as_secs_f64()).sum::<f64>());
    let [whole, known, other] = speed;
    let dense = 1e-3 * f64::from(mentions as u32) / megabytes;
    println!("| {what} | {bytes} | {dense:.0} | {whole:.1} MB/s | {known:.1} MB/s | {other:.1} MB/s | {:.2} |", whole / other);
}

/// Reads an article again after each of some keystrokes in its middle.
fn keystroke(words: usize, text: &str, context: Context<'_>) {
    let mut text = text.to_owned();
    let half = (text.len() / 2..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let middle = half + text[half..].find(' ').unwrap_or(0);
    let read = |text: &str, previous: Option<&Reading>| {
        reading::read_again(Article { path: "a.txt", text, listed_date: None }, context, previous)
    };
    let mut reading = read(&text, None);
    let mut times: Vec<Duration> = (0..200)
        .map(|n| {
            text.insert(middle + n, if n % 6 == 0 { ' ' } else { 'a' });
            let begun = thread_time();
            reading = read(&text, Some(&reading));
            thread_time().saturating_sub(begun)
        })
        .collect();
    times.sort_unstable();
    println!("a keystroke in {words} words: {:.0?}, at worst {:.0?}", times[times.len() / 2], times[times.len() - 1]);
}
