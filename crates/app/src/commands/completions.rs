//! `kaozheng completions`: what the shell needs to complete commands and options.

use crate::cli::Cli;
use crate::exit::Exit;
use crate::screen::Screen;
use clap::CommandFactory;

/// Print completions for a shell.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Print completions for a shell, made from the same table as the commands themselves.\n\n\
                  Example:\n  kaozheng completions bash > ~/.local/share/bash-completion/completions/kaozheng",
    after_help = "Open a new shell, then type `kaozheng ` and press Tab."
)]
pub(crate) struct Arguments {
    /// Which shell.
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
}

/// Prints the completions.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Cli::command(),
        "kaozheng",
        &mut script,
    );
    screen.bytes(&script)?;
    Ok(Exit::Fine)
}
