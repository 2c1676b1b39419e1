//! `kaozheng rename`: another id for a card, and every use of it.

use crate::atomic::{self, Before};
use crate::exit::{Exit, misused};
use crate::folder::CaseFolder;
use crate::load::{LoadedCase, load};
use crate::print::notes;
use crate::screen::Screen;
use kaozheng_record::edit;
use kaozheng_record::rename::{rename, rename_in_essay};
use kaozheng_text::ContentHash;
use std::path::PathBuf;

/// Give a card another id, and change every use of the old one.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Give a card another id and change every use of the old one: in fields, in `from:`, in readings and questions, \
                  and in the essays that cite it. Nothing else changes, and nothing is written unless every file can be \
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
    hash: ContentHash,
    text: String,
    uses: usize,
}

/// Renames the card.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let case = load(CaseFolder::find(&arguments.case)?);
    notes::remark_on(&case.notes);
    let changes = changes(&case, &arguments.old, &arguments.new)?;
    for change in &changes {
        let path = case.folder.path(&change.name);
        atomic::replace(&path, change.text.as_bytes(), Before::Hash(change.hash))?;
        screen.line(format!("{}: {} changed", change.name, change.uses))?;
    }
    Ok(Exit::Fine)
}

fn changes(case: &LoadedCase, old: &str, new: &str) -> anyhow::Result<Vec<Change>> {
    let sheets = rename(&case.record, old, new).map_err(|refused| misused(refused.to_string()))?;
    let mut out = Vec::new();
    for edits in sheets {
        let sheet = &case.record.sheets()[edits.sheet];
        let text = edit::apply(sheet, &edits.edits, sheet.hash).map_err(|refused| {
            misused(format!("{}: {refused}; nothing was changed", sheet.name))
        })?;
        out.push(Change {
            name: sheet.name.to_string(),
            hash: sheet.hash,
            text,
            uses: edits.edits.len(),
        });
    }
    for (name, text) in &case.essays {
        let edits = rename_in_essay(text, old, new);
        if edits.is_empty() {
            continue;
        }
        let changed = edit::apply_to(text, &edits)
            .map_err(|refused| misused(format!("{name}: {refused}; nothing was changed")))?;
        out.push(Change {
            name: name.clone(),
            hash: ContentHash::of(text.as_bytes()),
            text: changed,
            uses: edits.len(),
        });
    }
    Ok(out)
}
