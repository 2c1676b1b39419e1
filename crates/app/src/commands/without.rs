//! `kaozheng without`: what falls if sources fall.

use super::ask::answer_in;
use crate::exit::Exit;
use crate::open::{Originals, open};
use crate::screen::Screen;
use std::path::PathBuf;

/// Say what falls if these sources fall.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Take sources away, with all that stands on them alone, and say which cards fall and which answers change. \
                  Nothing is written.\n\n\
                  Example:\n  kaozheng without korea/ qing-shi-1994",
    after_help = "`kaozheng sources CASE SOURCE` shows what was read in a source."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The sources.
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<String>,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Answers what falls.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    let question = format!("without {}", arguments.sources.join(", "));
    answer_in(&open, &question, arguments.json, screen)
}
