//! Starts: to the first diagnostics, to the end of the reading of the whole corpus, and the memory they take.

use std::path::Path;
use std::time::Duration;

use crate::process;
use crate::servers::Server;
use crate::session::Session;
use crate::table::{self, milliseconds, ratio, short};

/// Starts each server some times, in turns, opens a text, and prints how long the first diagnostics took and what
/// memory the server has then.
pub fn first_diagnostics(title: &str, servers: &[Server], root: &Path, file: &str, text: &str, rounds: usize, limit: Duration) {
    println!("{title} ({rounds} starts)");
    let mut first: Vec<Vec<Duration>> = vec![Vec::new(); servers.len()];
    let mut memory = vec![None; servers.len()];
    let mut used: Vec<Vec<Duration>> = first.clone();
    for _ in 0..rounds {
        for (n, server) in servers.iter().enumerate() {
            let started = Session::open(server, root, file, text, limit).and_then(|mut session| {
                session.client.rest(limit)?;
                memory[n] = process::memory(session.client.pid());
                used[n].extend(process::time(session.client.pid()));
                first[n].push(session.first);
                session.client.leave();
                Ok(())
            });
            if let Err(error) = started {
                println!("{}: {error}", server.name);
            }
        }
    }
    let middle = |times: &[Duration]| table::hundredth(times, 50);
    let rows: Vec<Vec<String>> = servers
        .iter()
        .enumerate()
        .map(|(n, server)| {
            let at = |which: usize| short(memory[n].map(|memory: [f64; 2]| memory[which]));
            vec![
                server.name.to_owned(),
                short(first[n].first().copied().map(milliseconds)),
                short(middle(&first[n])),
                ratio(middle(&first[0]), middle(&first[n])),
                short(used[n].first().copied().map(milliseconds)),
                short(middle(&used[n])),
                at(0),
                at(1),
            ]
        })
        .collect();
    table::print(
        &[
            "start to first diagnostics, ms",
            "first time",
            "median",
            "to ours",
            "processor, first time",
            "median",
            "MB resident",
            "MB at most",
        ],
        &rows,
    );
}

/// Starts this server in a corpus with nothing kept, then again, and prints how long it read.
pub fn index(title: &str, server: &Server, root: &Path, file: &str, text: &str, limit: Duration) -> anyhow::Result<()> {
    println!("{title}");
    let _ = std::fs::remove_dir_all(&server.cache);
    let mut rows = Vec::new();
    for start in ["cold", "warm"] {
        let mut session = Session::open(server, root, file, text, limit)?;
        let read = session.client.work_ended(limit)?;
        session.client.rest(limit)?;
        let [now, most] = process::memory(session.client.pid()).unwrap_or_default();
        let used = process::time(session.client.pid());
        rows.push(vec![
            start.to_owned(),
            short(Some(session.first.as_secs_f64())),
            short(Some(read.as_secs_f64())),
            short(used.map(|time| time.as_secs_f64())),
            short(Some(now)),
            short(Some(most)),
        ]);
        session.client.leave();
    }
    table::print(
        &["start", "s to first diagnostics", "s until all is read", "s of processor", "MB resident", "MB at most"],
        &rows,
    );
    Ok(())
}
