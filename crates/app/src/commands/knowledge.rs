//! `kaozheng knowledge`: who knew what when.

use crate::exit::{Exit, misnamed};
use crate::open::{Originals, open};
use crate::print::knowledge;
use crate::screen::Screen;
use kaozheng_case::Case;
use kaozheng_case::facts::time::Chronology;
use kaozheng_desk::views::KnowledgeView;
use std::path::PathBuf;

/// Show who knew what when, and by which route.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Show for each matter who could have known it, was perhaps told, was told, knew, or did not know, from \
                  which day on, by which card. Silence is never ignorance, and a body is not a person.\n\n\
                  Name matters and actors to see only these.\n\n\
                  Example:\n  kaozheng knowledge korea/ attack-schedule mao",
    after_help = "Next: `kaozheng ask CASE 'ACTOR knew MATTER on DATE'` gives the reasons for one day."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Matters or actors to show; all when left out.
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Print the view as JSON.
    #[arg(long)]
    json: bool,
}

/// Shows the table.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    open.remark();
    let (matters, actors) = parted(&open.case, &arguments.ids)?;
    let view = KnowledgeView::of(&open.case, &Chronology::of(&open.case), &matters, &actors);
    match arguments.json {
        true => screen.json(&view)?,
        false => knowledge::draw(screen, &view)?,
    }
    Ok(Exit::Fine)
}

/// The ids that are matters, and those that are actors.
fn parted(case: &Case, ids: &[String]) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let (matters, rest): (Vec<String>, Vec<String>) = ids
        .iter()
        .cloned()
        .partition(|id| case.matters.contains_key(id));
    match rest.iter().find(|id| !case.actors.contains_key(id)) {
        Some(id) => {
            let known = case
                .matters
                .keys()
                .chain(case.actors.keys())
                .map(String::as_str);
            let fault = format!("`{id}` is neither a matter nor an actor of this case");
            Err(misnamed(&fault, id, known, "without a name, all are shown"))
        }
        None => Ok((matters, rest)),
    }
}
