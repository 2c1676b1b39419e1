//! `kaozheng diff`: what moved between two states of a case.

use crate::commit;
use crate::exit::Exit;
use crate::folder::CaseFolder;
use crate::open::{Originals, open};
use crate::print::change;
use crate::screen::Screen;
use kaozheng_case::Case;
use kaozheng_case::change::compare;
use kaozheng_desk::views::ComparisonView;
use std::path::{Path, PathBuf};

/// Say which answers moved between two states of a case, and because of which cards.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Compare a case with an earlier state of itself: another folder, or a commit when the case is kept in git. Every \
                  verdict and every piece of knowledge that moved is told with the cards that moved it: with these alone \
                  changed it moves, and with any one of them left as it was it does not.\n\n\
                  Example:\n  kaozheng diff korea/ HEAD~1\n  kaozheng diff korea/ ../korea-in-spring\n  \
                  kaozheng diff korea/ v1 v2",
    after_help = "What is compared is what cards say, not how their files are laid out. Quotations are not compared with the \
                  originals here; `kaozheng check` does that."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The earlier state: a case folder, or a commit.
    #[arg(value_name = "EARLIER")]
    earlier: String,
    /// The later state; without it, the case as it is now.
    #[arg(value_name = "LATER")]
    later: Option<String>,
    /// Print what moved as JSON.
    #[arg(long)]
    json: bool,
}

/// Compares the two states.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    let before = state(&folder, &arguments.earlier)?;
    let after = match &arguments.later {
        Some(later) => state(&folder, later)?,
        None => as_it_is(&arguments.case)?,
    };
    let view = ComparisonView::from(compare(&before, &after));
    match arguments.json {
        true => screen.json(&view)?,
        false => change::draw(screen, &view)?,
    }
    Ok(Exit::Fine)
}

/// The case in another folder, or as it was at a commit.
fn state(folder: &CaseFolder, named: &str) -> anyhow::Result<Case> {
    match Path::new(named).is_dir() {
        true => as_it_is(Path::new(named)),
        false => commit::case_at(folder, named),
    }
}

fn as_it_is(path: &Path) -> anyhow::Result<Case> {
    let open = open(path, Originals::LeftAlone)?;
    open.remark();
    Ok(open.case)
}
