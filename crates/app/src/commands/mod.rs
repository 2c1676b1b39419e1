//! The commands, one file each.

pub(crate) mod completions;
pub(crate) mod man;
pub(crate) mod new;
pub(crate) mod probe;

use crate::cli::Command;
use crate::exit::Exit;
use crate::screen::Screen;

/// Runs one command.
pub(crate) fn run(command: Command, screen: &mut Screen) -> anyhow::Result<Exit> {
    match command {
        Command::Probe(arguments) => probe::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, screen),
        Command::New(arguments) => new::run(&arguments, screen),
        Command::Man(arguments) => man::run(&arguments, screen),
    }
}
