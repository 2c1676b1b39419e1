//! The arguments, as clap reads them.

use crate::commands;
use crate::screen::Colour;
use clap::{Parser, Subcommand};

/// Plain-text history: cards that are checked, answers that walk back to the page.
#[derive(Debug, Parser)]
#[command(
    name = "kaozheng",
    version,
    long_about = "Plain-text history: a folder of sources and index cards that anyone can read, checks that say what is \
                  wrong or doubtful and how to mend it, and answers that walk back to the page.\n\n\
                  Everything works offline. Nothing that a machine reads becomes a card until you accept it.",
    after_help = "Begin with:\n  kaozheng try            a sample case, read and asked\n  kaozheng new korea/     a case folder of your own\n\n\
                  Exit codes: 0 fine, 1 the case has errors, 2 usage, 3 the world (a file, a disk), 101 a bug of ours."
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to write colours.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "auto|always|never"
    )]
    pub(crate) colour: Colour,
}

/// The commands, in the order in which they are first needed.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Try(commands::try_sample::Arguments),
    New(commands::new::Arguments),
    Open(commands::open::Arguments),
    Read(commands::read::Arguments),
    Drafts(commands::drafts::Arguments),
    Review(commands::review::Arguments),
    Check(commands::check::Arguments),
    Serve(commands::serve::Arguments),
    Home(commands::home::Arguments),
    Ask(commands::ask::Arguments),
    Timeline(commands::timeline::Arguments),
    Knowledge(commands::knowledge::Arguments),
    Network(commands::network::Arguments),
    Weigh(commands::weigh::Arguments),
    Grades(commands::grades::Arguments),
    Sources(commands::sources::Arguments),
    Missing(commands::missing::Arguments),
    Without(commands::without::Arguments),
    If(commands::suppose::Arguments),
    Diff(commands::diff::Arguments),
    Search(commands::search::Arguments),
    Import(commands::import::Arguments),
    Export(commands::export::Arguments),
    Cite(commands::cite::Arguments),
    Essay(commands::essay::Arguments),
    Publish(commands::publish::Arguments),
    Verify(commands::verify::Arguments),
    Explain(commands::explain::Arguments),
    Fmt(commands::fmt::Arguments),
    Rename(commands::rename::Arguments),
    Probe(commands::probe::Arguments),
    Completions(commands::completions::Arguments),
    Man(commands::man::Arguments),
}
