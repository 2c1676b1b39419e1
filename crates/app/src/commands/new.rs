//! `kaozheng new`: a case folder.

use crate::exit::Exit;
use crate::folder::{CaseFolder, PARTS, typed};
use crate::print::wrap::padded;
use crate::screen::Screen;
use std::path::{Path, PathBuf};

/// Make a case folder.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Make a case folder: settings, and places for originals, cards, drafts and essays. A folder that exists \
                  is used as it is; nothing in it is overwritten.\n\n\
                  Example:\n  kaozheng new korea/ --title 'China and the Korean War'",
    after_help = "Next: `kaozheng read korea/ article.txt` turns an original into drafts."
)]
pub(crate) struct Arguments {
    /// Where to make it.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The title of the case; the folder's name when left out.
    #[arg(long)]
    title: Option<String>,
}

/// Makes the folder and says what is where.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let path = typed(&arguments.case);
    let title = arguments
        .title
        .clone()
        .unwrap_or_else(|| name(&arguments.case));
    CaseFolder::create(&arguments.case, &title)?;
    screen.line(format!("{path} is a case folder now."))?;
    screen.gap()?;
    screen.line("  case.toml   title, languages, the standard of proof")?;
    screen.line("  grades.tsv  what evidence is worth here, frozen today")?;
    for (part, purpose) in PARTS {
        screen.paragraph(&format!("  {:<11} ", format!("{part}/")), purpose)?;
    }
    screen.gap()?;
    screen.paragraph("", "Keep it under version control. Next:")?;
    for (command, purpose) in [
        (format!("read {path} FILE"), "an original becomes drafts"),
        (format!("check {path}"), "what is wrong or doubtful"),
    ] {
        screen.line(format!("  kaozheng {}{purpose}", padded(&command, 32)))?;
    }
    screen.paragraph(
        "",
        "Or write a first card in any editor, into cards/people.card: a line `person: mao`, and under it `name: Mao Zedong`.",
    )?;
    Ok(Exit::Fine)
}

/// The folder's own name, also when it is given as `.`.
fn name(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = whole
        .components()
        .next_back()
        .map(|last| last.as_os_str().to_string_lossy().into_owned());
    name.unwrap_or_default()
}
