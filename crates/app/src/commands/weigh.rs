//! `kaozheng weigh`: a matter in dispute.

use crate::exit::{Exit, misnamed};
use crate::open::{Originals, open};
use crate::print::dispute;
use crate::screen::Screen;
use kaozheng_desk::views::DisputeView;
use std::path::PathBuf;

/// Weigh the evidence for and against a matter, by independent root.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Show the evidence for and against a matter, grouped by the independent roots it leads back to: two sayings \
                  of one witness count once, and a copy adds nothing. What does not count is shown with the reason.\n\n\
                  Without a matter, all that have evidence are listed with their verdicts.\n\n\
                  Example:\n  kaozheng weigh korea/ mao-reluctant",
    after_help = "Next: `kaozheng ask CASE 'verdict MATTER under clear'` holds it to a standard and says what would change it."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The matter (or event).
    #[arg(value_name = "MATTER")]
    matter: Option<String>,
    /// Print the view as JSON.
    #[arg(long)]
    json: bool,
}

/// Shows one dispute, or all in short.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    open.remark();
    let case = &open.case;
    if let Some(matter) = &arguments.matter {
        let known = case
            .matters
            .keys()
            .chain(case.events.keys())
            .map(String::as_str);
        let view = DisputeView::of(case, matter).ok_or_else(|| {
            let fault = format!("`{matter}` is no matter or event of this case");
            misnamed(
                &fault,
                matter,
                known,
                "without a name, all that have evidence are listed",
            )
        })?;
        match arguments.json {
            true => screen.json(&view)?,
            false => dispute::draw(screen, &view)?,
        }
        return Ok(Exit::Fine);
    }
    let views: Vec<DisputeView> = case
        .matters
        .keys()
        .filter_map(|id| DisputeView::of(case, id))
        .collect();
    let disputed: Vec<&DisputeView> = views
        .iter()
        .filter(|view| view.verdict != "no evidence")
        .collect();
    match arguments.json {
        true => screen.json(&disputed)?,
        false if disputed.is_empty() => {
            screen.line("There is no evidence for or against any matter yet. Arguments (`for:`, `against:`) bring it.")?;
        }
        false => disputed
            .iter()
            .try_for_each(|view| dispute::draw_short(screen, view))?,
    }
    Ok(Exit::Fine)
}
