//! `kaozheng sources`: the works of a case, or one of them with its stemma.

use crate::exit::{Exit, misnamed};
use crate::open::{Originals, open};
use crate::print::sources;
use crate::screen::Screen;
use kaozheng_desk::views::{CitedView, SourceView, SourcesView};
use std::path::PathBuf;

/// List the works of a case, or show one with its stemma.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "List the works of a case: how often cards rest on each, through whom it is known, and to which independent \
                  roots it leads back. With an id, show that source: its card, what it was copied, translated or quoted \
                  from, what took it over, what was read in it, and what falls with it.\n\n\
                  With --cited, the notes of the originals are read too: every work they cite, in which notes, through \
                  whom, which works rest on which, and which look alike and are kept apart, each with the reason. That is a \
                  machine's reading, and no answer rests on it.\n\n\
                  Example:\n  kaozheng sources korea/\n  kaozheng sources korea/ qing-shi-1994\n  kaozheng sources korea/ --cited",
    after_help = "Next: `kaozheng without CASE SOURCE` says which answers change if a source falls."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// One source.
    #[arg(value_name = "SOURCE")]
    source: Option<String>,
    /// Read the notes of the originals as well, and list the works they cite.
    #[arg(long, conflicts_with = "source")]
    cited: bool,
    /// Print the view as JSON.
    #[arg(long)]
    json: bool,
}

/// Shows the works.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let originals = match arguments.cited {
        true => Originals::Opened,
        false => Originals::LeftAlone,
    };
    let open = open(&arguments.case, originals)?;
    open.remark();
    match &arguments.source {
        None => {
            let mut view = SourcesView::of(&open.case);
            view.cited = open.documents.iter().map(CitedView::of).collect();
            match arguments.json {
                true => screen.json(&view)?,
                false => sources::draw_all(screen, &view)?,
            }
        }
        Some(id) => {
            let view = SourceView::of(&open.case, id).ok_or_else(|| {
                let known = open.case.sources.keys().map(String::as_str);
                let fault = format!("`{id}` is no source of this case");
                misnamed(&fault, id, known, "without a name, all are listed")
            })?;
            match arguments.json {
                true => screen.json(&view)?,
                false => sources::draw_one(screen, &view)?,
            }
        }
    }
    Ok(Exit::Fine)
}
