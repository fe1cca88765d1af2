//! What the system tells of a process: memory and processor time. Linux only; elsewhere nothing is known.

use std::fs;
use std::time::Duration;

/// Resident memory in megabytes: now, and the most it ever was.
pub fn memory(pid: u32) -> Option<[f64; 2]> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.split_whitespace().next()?.parse::<f64>().ok()? * 1024.0 / 1e6)
    };
    Some([line("VmRSS:")?, line("VmHWM:")?])
}

/// Processor time of all its threads.
pub fn time(pid: u32) -> Option<Duration> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).ok()?;
    let nanoseconds = |task: fs::DirEntry| -> Option<u64> {
        fs::read_to_string(task.path().join("schedstat")).ok()?.split_whitespace().next()?.parse().ok()
    };
    Some(Duration::from_nanos(tasks.flatten().filter_map(nanoseconds).sum()))
}

/// Tells whether a process does nothing.
pub struct Idleness {
    pid: u32,
    used: Option<Duration>,
}

impl Idleness {
    pub fn new(pid: u32) -> Idleness {
        Idleness { pid, used: time(pid) }
    }

    /// Whether it has hardly used the processor since this was asked last; where nobody knows, it has not.
    pub fn lasts(&mut self) -> bool {
        /// Some servers look around now and then.
        const LITTLE: Duration = Duration::from_millis(5);
        let before = std::mem::replace(&mut self.used, time(self.pid));
        self.used.zip(before).is_none_or(|(now, before)| now.saturating_sub(before) < LITTLE)
    }
}

/// Processor time of all children that have ended and were waited for, in steps of 10 ms.
pub fn time_of_children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // the name of the program, in brackets, may have spaces
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |n: usize| fields.get(n)?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks(13)? + ticks(14)?) * 10))
}
