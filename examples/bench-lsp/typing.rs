//! Keystrokes, bursts of them, hover and definition: all servers at once, a key each in turns, so that whatever
//! else the machine does slows all alike.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::process;
use crate::servers::Server;
use crate::session::Session;
use crate::table::{self, hundredth, milliseconds, ratio, short};

/// What is typed, and how much.
pub struct Typing<'a> {
    pub title: &'a str,
    /// The folder that is opened.
    pub root: &'a Path,
    /// The article, relative to it.
    pub file: &'a str,
    pub text: &'a str,
    pub edits: usize,
    /// Requests of each sort.
    pub requests: usize,
    /// Edits at once; none where it is 0.
    pub burst: usize,
    /// A server that takes longer for one answer has none.
    pub limit: Duration,
    /// A server that has spent so much on the edits leaves the turns.
    pub budget: Duration,
}

/// What was seen of a server.
#[derive(Default)]
struct Seen {
    edits: Vec<Duration>,
    hover: Vec<Duration>,
    definition: Vec<Duration>,
    burst: Option<Duration>,
    memory: Option<[f64; 2]>,
    /// Processor time of all the keys.
    processor: Option<Duration>,
    /// What went wrong, and how answers were told.
    notes: Vec<String>,
}

impl Typing<'_> {
    /// Runs it and prints the table.
    pub fn run(&self, servers: &[Server]) {
        let words = self.text.split_whitespace().count();
        println!("{} ({words} words, {} bytes; {} keys)", self.title, self.text.len(), self.edits);
        let mut seen: Vec<Seen> = servers.iter().map(|_| Seen::default()).collect();
        let mut sessions: Vec<Option<Session>> = Vec::new();
        for (server, seen) in servers.iter().zip(&mut seen) {
            let session = keep(self.open(server), seen, "opening");
            seen.processor = session.as_ref().and_then(|session| process::time(session.client.pid()));
            sessions.push(session);
        }
        let mut spent = vec![Duration::ZERO; servers.len()];
        for _ in 0..self.edits {
            for ((session, seen), spent) in sessions.iter_mut().zip(&mut seen).zip(&mut spent) {
                let Some(open) = session.as_mut().filter(|_| *spent < self.budget) else { continue };
                let begun = Instant::now();
                match keep(open.edit(self.limit), seen, "a key") {
                    Some(time) => seen.edits.push(time),
                    None => *session = None,
                }
                *spent += begun.elapsed();
            }
        }
        for (session, seen) in sessions.into_iter().zip(&mut seen) {
            let Some(mut session) = session else { continue };
            let used = process::time(session.client.pid());
            seen.processor = used.zip(seen.processor).map(|(after, before)| after.saturating_sub(before));
            if !session.versioned {
                seen.notes.push(format!("publishes without a version, {} more often than once a key", session.extra));
            }
            let rest = self.rest(&mut session, seen);
            keep(rest, seen, "after the keys");
            session.client.leave();
        }
        self.print(servers, &seen);
    }

    fn open(&self, server: &Server) -> anyhow::Result<Session> {
        let mut session = Session::open(server, self.root, self.file, self.text, self.limit * 4)?;
        session.client.rest(self.limit * 4)?;
        for _ in 0..4 {
            session.edit(self.limit)?; // to warm up
        }
        session.extra = 0;
        Ok(session)
    }

    /// What comes after the single keys.
    fn rest(&self, session: &mut Session, seen: &mut Seen) -> anyhow::Result<()> {
        for (capability, method, times) in [
            ("hoverProvider", "textDocument/hover", &mut seen.hover),
            ("definitionProvider", "textDocument/definition", &mut seen.definition),
        ] {
            if !session.has(capability) {
                continue;
            }
            let mut said = 0;
            for _ in 0..self.requests {
                let (time, something) = session.ask(method, self.limit)?;
                times.push(time);
                said += usize::from(something);
            }
            seen.notes.push(format!("{said} of {} {capability}s said something", self.requests).replace("Provider", ""));
        }
        seen.memory = process::memory(session.client.pid());
        if self.burst > 0 {
            seen.burst = Some(session.burst(self.burst, self.limit * 4)?);
        }
        Ok(())
    }

    fn print(&self, servers: &[Server], seen: &[Seen]) {
        let ours = hundredth(&seen[0].edits, 50);
        let burst = |seen: &Seen| seen.burst.map(milliseconds);
        let rows: Vec<Vec<String>> = servers
            .iter()
            .zip(seen)
            .map(|(server, one)| {
                let time = |times: &[Duration], n| short(hundredth(times, n));
                vec![
                    server.name.to_owned(),
                    one.edits.len().to_string(),
                    time(&one.edits, 50),
                    time(&one.edits, 99),
                    ratio(ours, hundredth(&one.edits, 50)),
                    short(one.processor.map(|time| milliseconds(time) / one.edits.len().max(1) as f64)),
                    time(&one.hover, 50),
                    time(&one.hover, 99),
                    time(&one.definition, 99),
                    short(burst(one)),
                    ratio(burst(&seen[0]), burst(one)),
                    short(one.memory.map(|[now, _]| now)),
                ]
            })
            .collect();
        let burst = format!("burst of {}", self.burst);
        table::print(
            &[
                "ms",
                "keys",
                "key p50",
                "p99",
                "to ours",
                "processor a key",
                "hover p50",
                "p99",
                "definition p99",
                &burst,
                "to ours",
                "MB",
            ],
            &rows,
        );
        for (server, seen) in servers.iter().zip(seen) {
            for note in &seen.notes {
                println!("{}: {note}", server.name);
            }
        }
        println!();
    }
}

/// The value; or a note of what went wrong.
fn keep<T>(result: anyhow::Result<T>, seen: &mut Seen, when: &str) -> Option<T> {
    result.map_err(|error| seen.notes.push(format!("{when}: {error}"))).ok()
}
