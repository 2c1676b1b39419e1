//! Where output goes: standard output with its width and colours, and progress on standard error.

use crate::print::wrap;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};

/// When to write colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Columns used when standard output is not a terminal.
pub(crate) const DEFAULT_WIDTH: usize = 100;

/// Standard output, with what is known of the terminal behind it.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    /// Columns to wrap to.
    pub(crate) width: usize,
    /// Whether colours are written.
    pub(crate) colour: bool,
}

/// How a word is set off.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    /// A heading or an id.
    Strong,
    /// What stands back.
    Dim,
    /// What is wrong.
    Bad,
    /// What is doubtful.
    Doubtful,
    /// What holds.
    Good,
}

impl Screen {
    /// The process's own standard output.
    pub(crate) fn new(colour: Colour) -> Screen {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Screen {
            out: Box::new(BufWriter::new(io::stdout())),
            width: if terminal {
                terminal_width()
            } else {
                DEFAULT_WIDTH
            },
            colour: match colour {
                Colour::Auto => terminal && !plain,
                Colour::Always => true,
                Colour::Never => false,
            },
        }
    }

    /// Writes one line as it is.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        writeln!(self.out, "{}", text.as_ref())
    }

    /// Writes an empty line.
    pub(crate) fn gap(&mut self) -> io::Result<()> {
        self.line("")
    }

    /// Writes a heading with an empty line above it.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        let text = self.paint(Style::Strong, text);
        writeln!(self.out, "\n{text}")
    }

    /// Writes `text` wrapped to the width; `first` begins the first line, and the others are set in as far.
    pub(crate) fn paragraph(&mut self, first: &str, text: &str) -> io::Result<()> {
        for line in wrap::wrapped(first, text, self.width) {
            self.line(line)?;
        }
        Ok(())
    }

    /// Writes `value` as JSON over several lines.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(io::Error::from)?;
        self.line("")?;
        Ok(())
    }

    /// Writes bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    /// `text` in the colour of `style`, or as it is when colours are off.
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match style {
            Style::Strong => "1",
            Style::Dim => "2",
            Style::Bad => "31",
            Style::Doubtful => "33",
            Style::Good => "32",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Hands what was written to the system.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A bar for `steps` steps of `what`; hidden when standard error is not a terminal.
pub(crate) fn progress(what: &'static str, steps: usize) -> ProgressBar {
    let target = if io::stderr().is_terminal() && steps > 1 {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(steps as u64), target);
    let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {msg}")
        .expect("the template is fixed and well formed");
    bar.set_style(style);
    bar.set_prefix(what);
    bar
}

/// Writes one sentence to standard error, for news that must not be mixed with the answer.
pub(crate) fn remark(text: &str) {
    // A remark nobody can read is no reason to stop.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Columns of the terminal, between 40 and 160.
fn terminal_width() -> usize {
    let seen = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    seen.unwrap_or(DEFAULT_WIDTH).clamp(40, 160)
}
