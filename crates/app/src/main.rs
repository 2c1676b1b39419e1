//! The command line: the one room with files, a clock and a terminal.
//!
//! `main` parses the arguments, runs one command and turns what came of it into an exit code. Everything a command says
//! goes through [`screen::Screen`]; what a command decides is decided in the rooms below.

mod atomic;
mod changes;
mod checks;
mod cli;
mod commands;
mod commit;
mod drafts;
mod exit;
mod explaining;
mod folder;
mod frozen;
mod load;
mod open;
mod originals;
mod print;
mod reading;
mod recognise;
mod sample;
mod scratch;
mod screen;
mod serve;
mod settings;
mod whole_file;

use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return exit::usage(&error),
    };
    let mut screen = screen::Screen::new(cli.colour);
    let outcome = commands::run(cli.command, &mut screen).and_then(|exit| {
        screen.flush()?;
        Ok(exit)
    });
    exit::code(outcome)
}
