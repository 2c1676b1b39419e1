//! `kaozheng serve`: the desk in the browser.

use crate::exit::{Exit, misused};
use crate::folder::CaseFolder;
use crate::screen::Screen;
use crate::serve::{self, Wishes};
use kaozheng_desk::pages::Place;
use std::path::PathBuf;

/// Show the case in the browser: read, make cards, decide on drafts, weigh.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Show the case as pages in the browser, on this machine alone: no other machine can reach them, and only the \
                  browser that this command opens (or that is given the address it prints) may write. Every page has an \
                  address that can be kept; with .json at its end it gives the same as JSON.\n\n\
                  The files of the case stay what they are: edit them beside it in any editor, and the pages show the new \
                  state. Nothing that was changed meanwhile is ever overwritten.\n\n\
                  Example:\n  kaozheng serve korea/ --by KR",
    after_help = "Ctrl-C ends it. `kaozheng publish CASE OUT` writes the same pages as a site that needs no server."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The port; 0 takes any that is free.
    #[arg(long, default_value_t = 1950, value_name = "N")]
    port: u16,
    /// Do not open the browser.
    #[arg(long)]
    no_open: bool,
    /// Show the pages without any way to write.
    #[arg(long)]
    read_only: bool,
    /// Your initials; they are written on what you accept. They can be given in the browser as well.
    #[arg(long, value_name = "INITIALS", default_value = "")]
    by: String,
}

/// Serves the case until it is stopped.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    if arguments.by.chars().any(char::is_control) {
        return Err(misused("initials are letters: --by KR"));
    }
    let wishes = Wishes {
        port: arguments.port,
        open_browser: !arguments.no_open,
        may_write: !arguments.read_only,
        by: arguments.by.trim().to_owned(),
        first: Place::Home,
    };
    serve::run(folder, wishes, screen)
}
