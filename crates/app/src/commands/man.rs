//! `kaozheng man`: the manual page.

use crate::cli::Cli;
use crate::exit::{Exit, misused};
use crate::screen::Screen;
use clap::CommandFactory;

/// Print the manual page.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Print the manual page of kaozheng, or of one command, in the form that `man` reads.\n\n\
                  Example:\n  kaozheng man > kaozheng.1\n  kaozheng man ask | man -l -",
    after_help = "`kaozheng help COMMAND` says the same in the terminal."
)]
pub(crate) struct Arguments {
    /// The page of one command.
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Prints the page.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let whole = Cli::command();
    let page = match &arguments.command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| {
            misused(format!(
                "there is no command `{name}`; `kaozheng help` lists them"
            ))
        })?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    screen.bytes(&text)?;
    Ok(Exit::Fine)
}
