//! `nomenclator compare`: whether two written names are spellings of one name, for pairs on standard input.
//!
//! Every line that is read is answered by one line, whatever it holds: `a TAB b TAB same|different TAB score
//! TAB reason`. An answer is handed over as soon as no more input waits, so that another program can ask
//! pair by pair.

use std::io::{self, BufRead, BufReader, Read};
use std::process::ExitCode;

use anyhow::Context as _;
use nomenclator_core::variants::{self, Judgement, Sort};

use super::terminal::Output;
use super::visible;

/// The longest line that is read as a whole, in bytes; of a longer one the beginning is shown.
const LONGEST: usize = 1 << 16;
/// How many characters of a line that is too long are shown.
const SHOWN: usize = 200;

/// Runs `compare`.
pub fn run() -> anyhow::Result<ExitCode> {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = Output::stdout();
    let mut line = Vec::new();
    let mut first = true;
    while let Some(whole) = read_line(&mut input, &mut line).context("standard input could not be read")? {
        let bytes = if first { line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line) } else { &line };
        first = false;
        output.print(&answer(bytes, whole))?;
        if input.buffer().is_empty() {
            output.flush()?;
        }
        if output.is_closed() {
            break;
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a line without its end into `line`; none at the end of the input. False where the line is too long:
/// then `line` has its beginning, and the rest is passed over.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    if input.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    let mut whole = true;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > LONGEST {
        whole = false;
        loop {
            let waiting = input.fill_buf()?;
            let (end, length) = (waiting.iter().position(|&byte| byte == b'\n'), waiting.len());
            input.consume(end.map_or(length, |end| end + 1));
            if end.is_some() || length == 0 {
                break;
            }
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(whole))
}

/// The line that answers a line.
fn answer(line: &[u8], whole: bool) -> String {
    let text = String::from_utf8_lossy(line);
    let mut columns = text.split('\t');
    let (a, b, kind) = (columns.next().unwrap_or_default(), columns.next(), columns.next().unwrap_or_default());
    let wrong = |why: String| Judgement { score: 0.0, reason: why };
    let judgement = match (b, std::str::from_utf8(line)) {
        _ if !whole => wrong(format!("the line is longer than {LONGEST} bytes")),
        (_, Err(error)) => wrong(format!("the line is not UTF-8: byte {} does not fit", error.valid_up_to())),
        (None, _) => wrong("there is no tab in the line; write two names with a tab between them".to_owned()),
        (Some(b), Ok(_)) => variants::compare(a, b, Sort::of(kind.trim())),
    };
    let shown = |words: &str| {
        let end = if whole { None } else { words.char_indices().nth(SHOWN) };
        visible::line(end.map_or(words, |(end, _)| &words[..end]))
    };
    let verdict = if judgement.same() { "same" } else { "different" };
    // Cut, not rounded: a score below the threshold never prints as the threshold.
    let score = (judgement.score * 1000.0).floor() / 1000.0;
    format!("{}\t{}\t{verdict}\t{score:.3}\t{}\n", shown(a), shown(b.unwrap_or_default()), visible::line(&judgement.reason))
}
