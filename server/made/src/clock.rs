//! A clock for benches on a busy machine.

use std::time::Duration;

/// How long this thread has run; where the system does not say, the time of day.
pub fn thread_time() -> Duration {
    #[cfg(unix)]
    {
        let run = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(run.tv_sec.unsigned_abs(), run.tv_nsec.unsigned_abs() as u32)
    }
    #[cfg(not(unix))]
    {
        static BEGUN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        BEGUN.get_or_init(std::time::Instant::now).elapsed()
    }
}
