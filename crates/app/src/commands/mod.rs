//! The commands, one file each.

pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod cite;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod drafts;
pub(crate) mod essay;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod grades;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod knowledge;
pub(crate) mod man;
pub(crate) mod missing;
pub(crate) mod network;
pub(crate) mod new;
pub(crate) mod open;
pub(crate) mod probe;
pub(crate) mod publish;
pub(crate) mod read;
pub(crate) mod rename;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod sources;
pub(crate) mod suppose;
pub(crate) mod timeline;
pub(crate) mod try_sample;
pub(crate) mod verify;
pub(crate) mod weigh;
pub(crate) mod without;

use crate::cli::Command;
use crate::exit::Exit;
use crate::screen::Screen;

/// Runs one command.
pub(crate) fn run(command: Command, screen: &mut Screen) -> anyhow::Result<Exit> {
    match command {
        Command::Probe(arguments) => probe::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, screen),
        Command::Read(arguments) => read::run(&arguments, screen),
        Command::Try(arguments) => try_sample::run(&arguments, screen),
        Command::New(arguments) => new::run(&arguments, screen),
        Command::Review(arguments) => review::run(&arguments, screen),
        Command::Drafts(arguments) => drafts::run(&arguments, screen),
        Command::Knowledge(arguments) => knowledge::run(&arguments, screen),
        Command::Network(arguments) => network::run(&arguments, screen),
        Command::Sources(arguments) => sources::run(&arguments, screen),
        Command::Timeline(arguments) => timeline::run(&arguments, screen),
        Command::Weigh(arguments) => weigh::run(&arguments, screen),
        Command::Check(arguments) => check::run(&arguments, screen),
        Command::Explain(arguments) => explain::run(&arguments, screen),
        Command::Fmt(arguments) => fmt::run(&arguments, screen),
        Command::Ask(arguments) => ask::run(&arguments, screen),
        Command::Without(arguments) => without::run(&arguments, screen),
        Command::If(arguments) => suppose::run(&arguments, screen),
        Command::Diff(arguments) => diff::run(&arguments, screen),
        Command::Missing(arguments) => missing::run(&arguments, screen),
        Command::Grades(arguments) => grades::run(&arguments, screen),
        Command::Home(arguments) => home::run(&arguments, screen),
        Command::Open(arguments) => open::run(&arguments, screen),
        Command::Serve(arguments) => serve::run(&arguments, screen),
        Command::Rename(arguments) => rename::run(&arguments, screen),
        Command::Search(arguments) => search::run(&arguments, screen),
        Command::Import(arguments) => import::run(&arguments, screen),
        Command::Cite(arguments) => cite::run(&arguments, screen),
        Command::Essay(arguments) => essay::run(&arguments, screen),
        Command::Publish(arguments) => publish::run(&arguments, screen),
        Command::Verify(arguments) => verify::run(&arguments, screen),
        Command::Export(arguments) => export::run(&arguments, screen),
        Command::Man(arguments) => man::run(&arguments, screen),
    }
}
