//! `kaozheng fmt`: even layout of card files.

use crate::atomic::{self, Before};
use crate::exit::Exit;
use crate::folder::CaseFolder;
use crate::load;
use crate::print::notes;
use crate::screen::Screen;
use kaozheng_record::Sheet;
use std::path::PathBuf;

/// Lay card files out evenly. Only white space changes.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Lay the files of cards/ out evenly: one blank line between cards, one space after the colon, continuation \
                  lines set in by two, no space at the end of a line. Only white space changes; what the cards say stays the \
                  same to the letter.\n\n\
                  With --check nothing is written, and the exit code is 1 when a file would change.\n\n\
                  Example:\n  kaozheng fmt korea/",
    after_help = "Next: `git diff` shows what changed."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Only say which files would change.
    #[arg(long)]
    check: bool,
}

/// Lays the files out.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    let mut troubles = Vec::new();
    let sheets = load::sheets(&folder, "cards", &mut troubles);
    notes::remark_on(&troubles);
    let mut changed = 0;
    for sheet in sheets.iter().filter(|sheet| !sheet.damaged) {
        let text = kaozheng_record::layout::format(sheet);
        if text == sheet.text {
            continue;
        }
        changed += 1;
        if !arguments.check {
            write(&folder, sheet, &text)?;
        }
        screen.line(format!(
            "{} {}",
            if arguments.check {
                "would change"
            } else {
                "laid out"
            },
            sheet.name
        ))?;
    }
    if changed == 0 {
        screen.line("Every file is laid out evenly.")?;
    }
    let failed = !troubles.is_empty() || (arguments.check && changed > 0);
    Ok(if failed { Exit::HasErrors } else { Exit::Fine })
}

fn write(folder: &CaseFolder, sheet: &Sheet, text: &str) -> anyhow::Result<()> {
    Ok(atomic::replace(
        &folder.path(&sheet.name),
        text.as_bytes(),
        Before::Hash(sheet.hash),
    )?)
}
