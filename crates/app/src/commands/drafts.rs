//! `kaozheng drafts`: what reading proposes.

use crate::drafts::load_drafts;
use crate::exit::Exit;
use crate::folder::CaseFolder;
use crate::print::{kinds, notes, wrap};
use crate::screen::{Screen, Style};
use kaozheng_desk::views::DraftsView;
use std::path::PathBuf;

/// List the drafts that nobody has decided on.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "List what reading proposes and nobody has decided on, with the words each draft was made from. No answer \
                  ever reads a draft.\n\n\
                  Example:\n  kaozheng drafts korea/ --kind statement",
    after_help = "Next: `kaozheng review CASE` decides on them one by one."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Only drafts of this kind.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Print the view as JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the drafts.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    let mut notes = Vec::new();
    let mut view = DraftsView::of(&load_drafts(&folder, &mut notes));
    view.only(arguments.kind.as_deref());
    if arguments.json {
        screen.json(&view)?;
        return Ok(Exit::Fine);
    }
    notes::draw(screen, &notes, &notes::Texts::default())?;
    draw(screen, &view)?;
    screen.line(tally(&view, arguments.kind.as_deref()))?;
    Ok(Exit::Fine)
}

fn draw(screen: &mut Screen, view: &DraftsView) -> anyhow::Result<()> {
    for draft in &view.drafts {
        let head = screen.paint(Style::Strong, &draft.id);
        screen.line(format!("{} {head}", wrap::padded(&draft.kind, 9)))?;
        screen.paragraph("    ", &draft.says)?;
        for quotation in &draft.quotations {
            screen.paragraph("    > ", quotation)?;
        }
        if !draft.because.is_empty() {
            screen.paragraph("    ", &format!("({})", draft.because))?;
        }
    }
    Ok(())
}

/// How many drafts wait, in one sentence; when there are none, of which kind none is.
pub(crate) fn tally(view: &DraftsView, kind: Option<&str>) -> String {
    match (view.drafts.len(), kind) {
        (0, None) => "No draft is waiting.".to_owned(),
        (0, Some(kind)) => format!("No draft of the kind `{kind}` is waiting."),
        (1, _) => format!("One draft is waiting: a {}.", view.drafts[0].kind),
        (many, _) => format!("{many} drafts are waiting: {}.", kinds(&view.kinds)),
    }
}
