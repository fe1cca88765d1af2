//! `compare`: one answer a line, whatever the line holds.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{Corpus, command};

/// The columns of each answer.
fn answers(input: &[u8]) -> Vec<Vec<String>> {
    let run = Corpus::new("").run_with(["compare"], input).ended(0);
    assert_eq!(run.err, "");
    assert!(run.out.is_empty() || run.out.ends_with('\n'));
    let answers: Vec<Vec<String>> = run.out.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    for answer in &answers {
        assert_eq!(answer.len(), 5, "{answer:?}");
        let score: f64 = answer[3].parse().unwrap();
        assert!((0.0..=1.0).contains(&score) && !answer[4].is_empty(), "{answer:?}");
        assert_eq!(answer[2], if score >= 0.8 { "same" } else { "different" }, "{answer:?}");
    }
    answers
}

#[test]
fn pairs_are_judged() {
    let judged = answers(
        "Dmitri Medvedev\tMEDVEDEV, Dmitry\tperson\nDmitri Medvedev\tDmitry Peskov\nS-300\tS-400\tweapon\n\
         Anna Keller\tAnna Maria Keller\tperson\nNorthwind\tNorthwind Chile\torganisation\n"
            .as_bytes(),
    );
    let verdicts: Vec<&str> = judged.iter().map(|answer| &*answer[2]).collect();
    assert_eq!(verdicts, ["same", "different", "different", "same", "different"]);
    assert_eq!(judged[0][..2], ["Dmitri Medvedev", "MEDVEDEV, Dmitry"]);
    assert!(judged[2][4].contains("300, 400"), "{:?}", judged[2]);
}

#[test]
fn every_line_is_answered() {
    assert_eq!(answers(b"").len(), 0);
    // Empty, no tab, an empty name, a kind of the house's own, more columns, no line end.
    let judged = answers(b"\nAnna\nAnna\t\n\tAnna\nAnna\tAnna\tship-owner\nAnna\tAnna\tperson\tx\ty\r\nAnna\tAnna");
    let verdicts: Vec<&str> = judged.iter().map(|answer| &*answer[2]).collect();
    assert_eq!(verdicts, ["different", "different", "different", "different", "same", "same", "same"]);
    assert!(judged[1][4].contains("tab"));
    // A byte order mark, bytes that are no text, NUL.
    let judged = answers(b"\xef\xbb\xbfAnna\tanna\nAn\xff\tAnna\nAn\0na\tAnna\n");
    assert_eq!(judged[0][0], "Anna");
    assert!(judged[1][4].contains("UTF-8: byte 2"), "{:?}", judged[1]);
    assert_eq!(judged[2][0], "An␀na");
}

#[test]
fn a_huge_line_costs_one_answer() {
    let mut input = vec![b'x'; 40_000_000];
    input.extend_from_slice(b"\tAnna\nAnna\tANNA\n");
    let judged = answers(&input);
    assert_eq!(judged.len(), 2);
    assert!(judged[0][0].len() < 1000 && judged[0][4].contains("longer"), "{:?}", judged[0][4]);
    assert_eq!(judged[1][2], "same");
}

#[test]
fn nothing_live_reaches_the_terminal() {
    let judged = answers("A\u{1b}[31mnna\u{202e}\tA\u{7}nna\u{9b}2J B\u{1b}]0;x\u{7}ob\tper\u{1b}son\n".as_bytes());
    assert!(judged[0].iter().all(|column| !column.contains(|c: char| c.is_control() || c == '\u{202e}')), "{judged:?}");
}

#[test]
fn a_hard_pair_takes_no_time() {
    let word = "ab".repeat(15);
    let name = [&*word; 20].join(" ");
    let line = format!("{name}\t{}\tperson\n", name.replace('b', "v"));
    let begun = Instant::now();
    assert_eq!(answers(line.repeat(20).as_bytes()).len(), 20);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[test]
fn a_pair_is_answered_before_the_next_is_asked() {
    let corpus = Corpus::new("");
    let mut child = command(corpus.root()).arg("compare").stdin(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for _ in 0..3 {
        input.write_all(b"Anna\tanna\n").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(answer.starts_with("Anna\tanna\tsame\t1.000\t"), "{answer}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}
