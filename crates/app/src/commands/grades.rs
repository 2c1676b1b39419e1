//! `kaozheng grades`: what evidence is worth until a historian says otherwise.

use crate::atomic::{self, Before};
use crate::exit::{Exit, misused};
use crate::folder::CaseFolder;
use crate::frozen::frozen_row;
use crate::load::{GRADES, load};
use crate::open::settings;
use crate::print::notes;
use crate::print::wrap::padded;
use crate::screen::Screen;
use kaozheng_case::weighing::GradeTable;
use kaozheng_desk::views::GradesView;
use kaozheng_text::ContentHash;
use std::fs;
use std::path::PathBuf;

/// Show the table of grades, or freeze it.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Show what evidence is worth in a case until a historian says otherwise: by its form (a telegram, a late \
                  memoir), by circumstances that raise or lower that (second hand, a translation, an interest), and by the \
                  scheme of the argument. A `grade:` on a card stands before the table.\n\n\
                  A case lays rows of its own over the table, in a file grades.tsv beside case.toml: kind, name, effect and \
                  reason, parted by tabs. A row without a reason is not taken. A table that is tuned to a known answer proves \
                  nothing: freeze it before you enter cards. `check` tells when it was changed afterwards; freezing it again \
                  needs a reason, and every freeze stays in the file.\n\n\
                  Example:\n  kaozheng grades korea/\n  kaozheng grades korea/ --freeze 'before the first card'",
    after_help = "`kaozheng export CASE --to grades` writes the table as a file."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Freeze the rows that are in force, and say why now.
    #[arg(long, value_name = "REASON")]
    freeze: Option<String>,
    /// Print the table as JSON.
    #[arg(long)]
    json: bool,
}

/// Shows or freezes the table.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    if let Some(reason) = &arguments.freeze {
        freeze(&CaseFolder::find(&arguments.case)?, reason)?;
    }
    let mut case = load(CaseFolder::find(&arguments.case)?);
    let mut found = std::mem::take(&mut case.notes);
    let view = GradesView::of(&settings(&case, &mut found).grades);
    notes::remark_on(&found);
    match arguments.json {
        true => screen.json(&view)?,
        false => draw(screen, &view)?,
    }
    Ok(Exit::Fine)
}

fn freeze(folder: &CaseFolder, reason: &str) -> anyhow::Result<()> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(misused(
            "why is the table frozen now? Say it after --freeze, as 'before the first card'",
        ));
    }
    let path = folder.path(GRADES);
    let (mut text, before) = match fs::read(&path) {
        Ok(bytes) => {
            let hash = Before::Hash(ContentHash::of(&bytes));
            let text = String::from_utf8(bytes)
                .map_err(|_| misused("grades.tsv is not in UTF-8; save it so, and freeze again"))?;
            (text, hash)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            (String::new(), Before::Absent)
        }
        Err(error) => return Err(error.into()),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let table = GradeTable::of_case(&text).value;
    text += &frozen_row(&table, &reason);
    Ok(atomic::replace(&path, text.as_bytes(), before)?)
}

fn draw(screen: &mut Screen, view: &GradesView) -> anyhow::Result<()> {
    screen.paragraph(
        "",
        &format!(
            "The table of grades, version {}, fingerprint {}. {}",
            view.version,
            view.fingerprint,
            view.told()
        ),
    )?;
    let width = |of: fn(&kaozheng_desk::views::GradeRow) -> &str| {
        let all = view.rows.iter().map(|row| of(row).len());
        all.max().unwrap_or_default() + 2
    };
    let (names, effects) = (width(|row| &row.name), width(|row| &row.effect));
    let mut kind = "";
    for row in &view.rows {
        if row.kind != kind {
            kind = row.kind;
            screen.heading(heading(kind))?;
        }
        let first = format!(
            "  {}{}",
            padded(&row.name, names),
            padded(&row.effect, effects)
        );
        let own = if row.own { " (this case)" } else { "" };
        screen.paragraph(&first, &format!("{}{own}", row.reason))?;
    }
    if view.frozen.len() > 1 {
        screen.heading("frozen")?;
        for one in &view.frozen {
            let told = format!("{} ({})", one.reason, one.fingerprint);
            screen.paragraph(&format!("  {}  ", one.day), &told)?;
        }
    }
    Ok(())
}

fn heading(kind: &str) -> &'static str {
    match kind {
        "form" => "forms of evidence, and what they are worth",
        "type" => "types of source, and their form",
        "adjust" => "circumstances, and by how many steps they raise or lower it",
        _ => "schemes of arguments, and the most that they give",
    }
}
