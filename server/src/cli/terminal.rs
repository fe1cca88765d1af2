//! What standard output and standard error are, and how to write to them.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::ValueEnum;

use super::visible;

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The width that lines are cut to where nobody can say how wide the output is.
const WIDTH: usize = 100;

impl Color {
    /// Whether to use colour on standard output.
    pub fn on_stdout(self) -> bool {
        self.on(io::stdout().is_terminal())
    }

    /// Whether to use colour on standard error.
    pub fn on_stderr(self) -> bool {
        self.on(io::stderr().is_terminal())
    }

    fn on(self, is_terminal: bool) -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// How many columns standard output has; [`WIDTH`] where it is no terminal, so that a file is the same
/// whoever writes it.
pub fn width() -> usize {
    if !io::stdout().is_terminal() {
        return WIDTH;
    }
    terminal_size::terminal_size().map_or(WIDTH, |(terminal_size::Width(width), _)| usize::from(width).max(40))
}

/// Standard output that does not mind when the reader leaves early (`… | head`): from then on it
/// swallows what is written, and says that it is closed.
pub struct Output {
    to: io::BufWriter<io::Stdout>,
    /// Whether a person is looking: then nothing is held back.
    seen: bool,
    closed: bool,
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Output {
        Output { to: io::BufWriter::with_capacity(1 << 16, io::stdout()), seen: io::stdout().is_terminal(), closed: false }
    }

    /// Whether the reader has left.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes all of it.
    pub fn print(&mut self, words: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = self.to.write_all(words.as_bytes());
        let written = if self.seen { written.and_then(|()| self.to.flush()) } else { written };
        self.quiet(written)
    }

    /// Hands over what is still held back.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.to.flush();
        self.quiet(flushed)
    }

    fn quiet(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

/// Says something on standard error. If nobody can hear it, there is nothing to be done.
pub fn say(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}

/// Says on standard error what is wrong with a file.
pub fn complain(path: &str, why: &str) {
    say(&format!("error: {}: {}", visible::line(path), visible::line(why)));
}

/// A path for people: from the working folder where it lies below it.
pub fn path(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let short = here.and_then(|here| path.strip_prefix(here).ok()).filter(|short| *short != Path::new(""));
    visible::line(&short.unwrap_or(path).to_string_lossy())
}
