//! `kaozheng rename`: another id for a card, and every use of it.

use crate::atomic::{self, Before};
use crate::exit::{Exit, misused};
use crate::folder::CaseFolder;
use crate::load::{self, LoadedCase, load};
use crate::print::notes;
use crate::screen::Screen;
use crate::settings;
use kaozheng_record::Record;
use kaozheng_record::edit;
use kaozheng_record::rename::{rename, rename_in_essay};
use kaozheng_text::ContentHash;
use std::fs;
use std::path::PathBuf;

/// Give a card another id, and change every use of the old one.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Give a card another id and change every use of the old one: in fields, in `from:`, in readings and questions, \
                  in drafts, in case.toml, and in the essays that cite it. Nothing else changes, and nothing is written unless every file can be \
                  changed.\n\n\
                  Example:\n  kaozheng rename korea/ kim kim-il-sung",
    after_help = "Next: `git diff` shows what changed, `kaozheng check` whether all is well."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The id as it is.
    #[arg(value_name = "OLD")]
    old: String,
    /// The id as it shall be.
    #[arg(value_name = "NEW")]
    new: String,
}

/// A file as it was read, and as it shall be.
struct Change {
    name: String,
    old: String,
    new: String,
    uses: usize,
}

/// Renames the card.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let case = load(CaseFolder::find(&arguments.case)?);
    notes::remark_on(&case.notes);
    let changes = changes(&case, &arguments.old, &arguments.new)?;
    write_all(&case, &changes)?;
    for change in &changes {
        screen.line(format!("{}: {} changed", change.name, change.uses))?;
    }
    Ok(Exit::Fine)
}

/// Writes every change, or none: what was written before a failure is put back.
fn write_all(case: &LoadedCase, changes: &[Change]) -> anyhow::Result<()> {
    let write = |name: &str, from: &str, to: &str| {
        let before = Before::Hash(ContentHash::of(from.as_bytes()));
        atomic::replace(&case.folder.path(name), to.as_bytes(), before)
    };
    for (at, change) in changes.iter().enumerate() {
        if let Err(failure) = write(&change.name, &change.old, &change.new) {
            for done in &changes[..at] {
                write(&done.name, &done.new, &done.old)?;
            }
            return Err(failure.into());
        }
    }
    Ok(())
}

fn changes(case: &LoadedCase, old: &str, new: &str) -> anyhow::Result<Vec<Change>> {
    let mut sheets = case.record.sheets().to_vec();
    if case.record.get(old).is_some() {
        sheets.extend(load::sheets(&case.folder, "drafts", &mut Vec::new()));
    }
    let record = Record::new(sheets);
    let renamed = rename(&record, old, new).map_err(|refused| misused(refused.to_string()))?;
    let mut out = Vec::new();
    for edits in renamed {
        let sheet = &record.sheets()[edits.sheet];
        let text = edit::apply(sheet, &edits.edits, sheet.hash);
        let text = text.map_err(|refused| {
            misused(format!("{}: {refused}; nothing was changed", sheet.name))
        })?;
        out.push(Change {
            name: sheet.name.to_string(),
            old: sheet.text.clone(),
            new: text,
            uses: edits.edits.len(),
        });
    }
    for (name, text) in &case.essays {
        let edits = rename_in_essay(text, old, new);
        if edits.is_empty() {
            continue;
        }
        let changed = edit::apply_to(text, &edits);
        let changed = changed
            .map_err(|refused| misused(format!("{name}: {refused}; nothing was changed")))?;
        out.push(Change {
            name: name.clone(),
            old: text.clone(),
            new: changed,
            uses: edits.len(),
        });
    }
    out.extend(in_settings(case, old, new));
    Ok(out)
}

/// The change in the list of questions of `case.toml`.
fn in_settings(case: &LoadedCase, old: &str, new: &str) -> Option<Change> {
    let text = fs::read_to_string(case.folder.path(settings::NAME)).ok()?;
    let changed = settings::with_question_renamed(&text, old, new)?;
    Some(Change {
        name: settings::NAME.to_owned(),
        old: text,
        new: changed,
        uses: 1,
    })
}
