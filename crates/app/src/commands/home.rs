//! `kaozheng home`: the first page of a case.

use crate::exit::Exit;
use crate::load;
use crate::open::{Originals, open};
use crate::print::answer;
use crate::screen::Screen;
use kaozheng_desk::views::HomeView;
use std::path::PathBuf;

/// Show what a case holds, what is asked of it, and the verdicts.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Show the first page of a case: how many cards of each kind, and every question with its verdicts. \
                  `questions = […]` in case.toml chooses and orders them.\n\n\
                  Example:\n  kaozheng home korea/",
    after_help = "Next: `kaozheng ask CASE QUESTION-ID` gives the evidence."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Print the view as JSON.
    #[arg(long)]
    json: bool,
}

/// Shows the page.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    open.remark();
    let settings = &open.loaded.settings;
    let originals = load::list_sources(&open.loaded.folder, &mut Vec::new()).len();
    let view = HomeView::of(&open.case, &settings.title, originals, &settings.questions);
    match arguments.json {
        true => screen.json(&view)?,
        false => answer::draw_home(screen, &view)?,
    }
    Ok(Exit::Fine)
}
