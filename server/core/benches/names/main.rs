//! The table of names: its size, how long it takes to make, and how fast known names are found in articles, beside
//! `aho-corasick` looking for the same names in the same text.
//!
//! Usage: `cargo bench -p nomenclator-core --bench names [-- COUNT… | FILE…]`. A count makes so many names; a file has a name
//! a line. Without either: 10,000, 100,000 and a million. Figures are for one core: the time that the thread itself
//! ran, the best of some rounds for each portion of the text, in which all take turns. No figure is a test.
#![allow(clippy::print_stdout, missing_docs, reason = "printing is what it is for")]
#![allow(clippy::cast_precision_loss, reason = "figures are rounded anyhow")]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "unlike the engine, it has a clock and files")]

use std::hint::black_box;
use std::time::Duration;

use aho_corasick::{AhoCorasick, MatchKind};
use nomenclator_core::finding::DocPath;
use nomenclator_core::gazetteer::name_table::{Builder, Tables};
use nomenclator_core::gazetteer::{EntryIx, Gazetteer, Kind, Name, NameRef, NameTable, reader};
use nomenclator_core::reading::known::{self, Letters};
use nomenclator_core::settings::Settings;
use nomenclator_core::text::Span;
use nomenclator_core::text::token::tokenise;
use nomenclator_made::{Dice, Names, Prose, thread_time};

/// Bytes of every kind of text.
const BYTES: usize = 8 << 20;
/// Bytes that are timed together.
const PORTION: usize = 1 << 16;
const ROUNDS: usize = 5;
/// Above so many names there is no peer: it would take minutes and gigabytes.
const MOST_OF_PEER: usize = 2_000_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!(
        "| names | made in | bytes a name | text | words alone | look-up alone | both | aho-corasick | both : aho-corasick |"
    );
    println!("| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    if arguments.is_empty() {
        for count in [10_000, 100_000, 1_000_000] {
            measure(&Names::made(count));
        }
    }
    for argument in &arguments {
        measure(&argument.parse().map_or_else(|_| listed(argument), Names::made));
    }
}

/// The names of a file, as those of places, bodies and persons by turns.
fn listed(path: &str) -> Names {
    let file = std::fs::read_to_string(path).expect("an argument is a count or a file of names");
    let mut names = Names::default();
    for (n, name) in file.lines().enumerate() {
        [&mut names.places, &mut names.bodies, &mut names.people][n % 3].push(name.to_owned());
    }
    names
}

fn measure(names: &Names) {
    let forms: Vec<(&str, Kind)> =
        [(&names.people, Kind::Person), (&names.places, Kind::Place), (&names.bodies, Kind::Organisation)]
            .into_iter()
            .flat_map(|(list, kind)| list.iter().map(move |form| (form.as_str(), kind)))
            .collect();
    let begun = thread_time();
    let table = table(&forms);
    let made = thread_time().saturating_sub(begun);
    let size = table.size() as f64 / forms.len() as f64;
    let peer = (forms.len() <= MOST_OF_PEER).then(|| {
        let forms = forms.iter().map(|(form, _)| form);
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms).expect("names fit its numbers")
    });
    let prose = Prose::of_sample();
    let mut dice = Dice(0x1D_0723);
    let mut some = |text: &mut dyn FnMut(&mut Dice) -> String| (0..BYTES / 3_000).map(|_| text(&mut dice)).collect::<Vec<_>>();
    for (what, texts) in [
        ("news", some(&mut |dice| prose.news(3_000, "2018-07-23", names, dice))),
        ("crowded", some(&mut |dice| prose.crowded(3_000, names, dice))),
        ("no names", some(&mut |dice| prose.without_names(3_000, dice))),
    ] {
        let speeds = compare(&texts, &table, peer.as_ref());
        let [words, look_up, both, other] = speeds.map(|speed| speed.map_or(String::new(), |speed| format!("{speed:.0} MB/s")));
        let ratio = speeds[2].zip(speeds[3]).map_or(String::new(), |(both, other)| format!("{:.1}", both / other));
        println!("| {} | {made:.2?} | {size:.1} | {what} | {words} | {look_up} | {both} | {other} | {ratio} |", forms.len());
    }
}

fn table(forms: &[(&str, Kind)]) -> NameTable {
    let settings = Settings::default();
    let file = reader::read(&DocPath::from("a.toml"), "[a]\nkind = \"place\"\nname = \"A\"\n", &settings, None);
    let some = &file.entries[0].names[0];
    let mut builder = Builder::default();
    for (n, (form, kind)) in forms.iter().enumerate() {
        let name = Name { form: (*form).into(), ..some.clone() };
        builder.add(NameRef { entry: EntryIx(n as u32), name: 0 }, &name, *kind, false);
    }
    NameTable::of(builder.finish().expect("so many fit"))
}

/// Megabytes a second: of the words alone, the look-up of names alone, both, and the peer. A round passes over all
/// portions before the next, so that no portion's names wait in a cache.
fn compare(texts: &[String], table: &NameTable, peer: Option<&AhoCorasick>) -> [Option<f64>; 4] {
    let portions: Vec<&[String]> = texts.chunks(PORTION.div_ceil(texts[0].len())).collect();
    let mut best = vec![[Duration::MAX; 3]; portions.len()];
    let gazetteer = Gazetteer::default();
    let (mut tokens, mut found) = (vec![Vec::new(); PORTION], Vec::new());
    for _ in 0..ROUNDS {
        for (portion, best) in portions.iter().zip(&mut best) {
            let mut time = |n: usize, work: &mut dyn FnMut()| {
                let begun = thread_time();
                work();
                best[n] = best[n].min(thread_time().saturating_sub(begun));
            };
            time(0, &mut || {
                for (text, tokens) in portion.iter().zip(&mut tokens) {
                    tokens.clear();
                    tokenise(text, Span::new(0, text.len() as u32), tokens);
                }
            });
            time(1, &mut || {
                for (text, tokens) in portion.iter().zip(&tokens) {
                    known::find(text, tokens, Tables::from(table), &gazetteer, Letters::AsWritten, &mut found);
                    black_box(&found);
                }
            });
            if let Some(peer) = peer {
                time(2, &mut || {
                    for text in *portion {
                        black_box(peer.find_iter(text).count());
                    }
                });
            }
        }
    }
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let time = |n: usize| best.iter().map(|best| best[n].as_secs_f64()).sum::<f64>();
    let [words, look_up] = [0, 1].map(time);
    [Some(megabytes / words), Some(megabytes / look_up), Some(megabytes / (words + look_up)), peer.map(|_| megabytes / time(2))]
}
