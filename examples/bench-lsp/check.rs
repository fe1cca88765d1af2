//! Throughput of `check` beside that of other checkers: whole processes, in turns.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process;
use crate::servers::{Server, on_path};
use crate::table::{self, ratio, short};

/// Checks a folder with two threads each, and prints how fast. What they print is thrown away.
pub fn run(title: &str, server: &Server, root: &Path, bytes: u64, rounds: usize) -> anyhow::Result<()> {
    println!("{title} ({bytes} bytes; {rounds} rounds)");
    let articles = root.join("articles");
    let mut checkers: Vec<(&str, Command)> = Vec::new();
    let mut add = |name, program: OsString, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).arg(&articles).current_dir(root).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("RAYON_NUM_THREADS", "2").env("XDG_CACHE_HOME", &server.cache);
        checkers.push((name, command));
    };
    add("nomenclator check", server.command[0].clone().into(), &["check", "--threads", "2", "--format", "json"]);
    if let Some(rumdl) = on_path("rumdl") {
        add("rumdl check", rumdl.into(), &["check", "--no-cache", "--no-config", "--quiet"]);
    }
    if let Some(typos) = on_path("typos") {
        add("typos", typos.into(), &["--threads", "2", "--isolated", "--format", "brief"]);
    }
    let mut walls: Vec<Vec<Duration>> = vec![Vec::new(); checkers.len()];
    let mut used: Vec<Vec<Duration>> = walls.clone();
    for round in 0..=rounds {
        for (n, (name, command)) in checkers.iter_mut().enumerate() {
            let (before, begun) = (process::time_of_children(), Instant::now());
            let status = command.status()?;
            // 0 and 1 are answers (typos: 2); worse is none
            anyhow::ensure!(status.code().is_some_and(|code| code <= 2), "{name}: {status}");
            if n == 0 {
                anyhow::ensure!(status.code() != Some(2), "{name} could not check {}", root.display());
            }
            // the first round brings files and what is compiled into the caches
            if round > 0 {
                walls[n].push(begun.elapsed());
                used[n].extend(process::time_of_children().zip(before).map(|(after, before)| after.saturating_sub(before)));
            }
        }
    }
    for walls in &mut walls {
        walls.sort_unstable();
    }
    let speed = |time: Option<&Duration>| time.map(|time| bytes as f64 / 1e6 / time.as_secs_f64());
    let best = |n: usize| speed(walls[n].first());
    let rows: Vec<Vec<String>> = checkers
        .iter()
        .enumerate()
        .map(|(n, (name, _))| {
            vec![
                (*name).to_owned(),
                short(best(n)),
                short(speed(walls[n].get(rounds / 2))),
                ratio(best(n), best(0)),
                short(used[n].iter().min().map(Duration::as_secs_f64)),
            ]
        })
        .collect();
    table::print(&["two threads", "MB/s, best", "median", "ours to it", "s of processor"], &rows);
    Ok(())
}
