//! `kaozheng export`: the case for other programs.

use crate::exit::Exit;
use crate::folder::CaseFolder;
use crate::load::load;
use crate::print::notes;
use crate::screen::Screen;
use kaozheng_desk::export::json;
use std::path::PathBuf;

/// Print the case in a form that other programs read.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Print every card with every field, value and ground. Nothing is interpreted and nothing is left out.\n\n\
                  Example:\n  kaozheng export korea/ > korea.json",
    after_help = "What the fields mean is told by `docs/record.md`."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The form.
    #[arg(long, value_enum, default_value_t)]
    to: Form,
}

/// Forms that can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// JSON, one object.
    #[default]
    Json,
}

/// Prints the export; trouble goes to standard error, so that it is never mixed in.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let case = load(CaseFolder::find(&arguments.case)?);
    notes::remark_on(&case.notes);
    match arguments.to {
        Form::Json => screen.json(&json::export(
            &case.settings.title,
            &case.settings.languages,
            &case.record,
        ))?,
    }
    Ok(Exit::Fine)
}
