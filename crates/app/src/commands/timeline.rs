//! `kaozheng timeline`: what happened when.

use crate::exit::Exit;
use crate::open::{Originals, open};
use crate::print::timeline::{self, Clocks};
use crate::screen::Screen;
use kaozheng_case::facts::time::Chronology;
use kaozheng_desk::views::TimelineView;
use kaozheng_record::Kind;
use std::path::PathBuf;

/// Show what happened when, rival dates side by side.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Show the events of a case in order of time, each date as its source words it, with the dates that others \
                  give. Dates narrow one another down (`after: X, nearly three weeks`); where they cannot all hold, the \
                  sentences that clash are shown. A vague date stays as vague as its words: below it stand the days it was \
                  taken for and the row of the table of phrases that said so. Times with a zone stand in order of the \
                  moment, with the time in Greenwich.\n\n\
                  Example:\n  kaozheng timeline korea/\n  kaozheng timeline korea/ --all --json\n  \
                  kaozheng timeline korea/ --clocks",
    after_help = "Next: `kaozheng ask CASE 'when EVENT'` says how a date is reached; \
                  `kaozheng export CASE --to timelinejs` writes the timeline for a web page."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Also show when statements were made and what date sources bear.
    #[arg(long)]
    all: bool,
    /// Also show when the papers that tell of it were written, printed and released.
    #[arg(long)]
    clocks: bool,
    /// Print the view as JSON.
    #[arg(long)]
    json: bool,
}

/// Shows the timeline.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    open.remark();
    let kinds: &[Kind] = match arguments.all {
        true => &[Kind::Event, Kind::Statement, Kind::Source],
        false => &[Kind::Event],
    };
    let view = TimelineView::of(&open.case, &Chronology::of(&open.case), kinds);
    let clocks = match arguments.clocks {
        true => Clocks::All,
        false => Clocks::Own,
    };
    match arguments.json {
        true => screen.json(&view)?,
        false => timeline::draw(screen, &view, clocks)?,
    }
    Ok(Exit::Fine)
}
