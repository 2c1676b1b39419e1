//! `kaozheng network`: who was linked to whom, as of a day.

use crate::exit::{Exit, misnamed, misused};
use crate::open::{Originals, open};
use crate::print::network;
use crate::screen::Screen;
use kaozheng_case::facts::time::Chronology;
use kaozheng_desk::views::NetworkView;
use kaozheng_values::dates::{Day, parse_date};
use std::path::PathBuf;

/// Show who wrote to whom, who was bound to whom and who met whom, as of a day.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Show the messages, ties, promises and meetings of a case by the pairs of actors that they link, each with \
                  its date, its state on the day asked for, and where it was read. A message that was drafted and not sent \
                  is told as such; a tie that is signed is not for that in force; what may be later than the day is \
                  marked.\n\n\
                  Name an actor to see only the links of that one.\n\n\
                  Example:\n  kaozheng network korea/ --on '13 October 1950'\n  kaozheng network korea/ mao --json",
    after_help = "Next: `kaozheng ask CASE 'state TIE on DATE'` and `kaozheng ask CASE 'ties ACTOR on DATE'` give the reasons."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The actor whose links to show; all when left out.
    #[arg(value_name = "ACTOR")]
    actor: Option<String>,
    /// The day, as historians write it; its end counts. All time when left out.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Print the view as JSON.
    #[arg(long)]
    json: bool,
}

/// Shows the links.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let on = arguments.on.as_deref().map(day).transpose()?;
    let open = open(&arguments.case, Originals::LeftAlone)?;
    open.remark();
    let case = &open.case;
    if let Some(id) = arguments.actor.as_deref()
        && !case.actors.contains_key(id)
    {
        let known = case.actors.keys().map(String::as_str);
        let fault = format!("`{id}` is no actor of this case");
        return Err(misnamed(&fault, id, known, "without a name, all are shown"));
    }
    let view = NetworkView::of(case, &Chronology::of(case), on, arguments.actor.as_deref());
    match arguments.json {
        true => screen.json(&view)?,
        false => network::draw(screen, case, &view)?,
    }
    Ok(Exit::Fine)
}

/// The last day that the words can mean.
fn day(words: &str) -> anyhow::Result<Day> {
    let date = parse_date(words).value;
    let latest = date.and_then(|date| date.bounds.latest);
    latest.map(Day::of).ok_or_else(|| {
        misused(format!(
            "`{words}` was not understood as a date with an end; `--on '24 June 1950'` is"
        ))
    })
}
