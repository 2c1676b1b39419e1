//! Originals that are sent to the desk, and those that somebody laid into the folder: read as `kaozheng read` reads them, but for letters of scans.

use super::{Done, Sent};
use crate::commands::read::{How, read_all};
use crate::exit::misused;
use crate::load::{self, TEXT_ENDING};
use crate::reading::Summary;
use crate::serve::Served;
use anyhow::Context;
use kaozheng_desk::pages::Place;
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Takes an original that was sent as it is, keeps it under its name and drafts it. Nothing is ever overwritten.
pub(super) fn run(served: &Served, sent: &Sent, name: &str) -> anyhow::Result<Done> {
    if let Some(fault) = fault(name) {
        return Err(misused(format!(
            "`{name}` cannot be the name of an original: {fault}"
        )));
    }
    let folder = tempfile_in(served)?;
    let file = folder.join(name);
    let read = fs::write(&file, &sent.body)
        .with_context(|| format!("{name} cannot be kept"))
        .and_then(|()| read_all(&served.folder, &[file], &How::default(), |_| Ok(())));
    // A folder that stays behind lies among derived files, which may be deleted at any time.
    let _ = fs::remove_dir_all(&folder);
    let (summaries, mut failures) = read?;
    match (summaries.first(), failures.pop()) {
        (Some(summary), _) => {
            let mut done = Done::see(Place::Original(summary.name.clone()).path());
            done.said =
                json!({ "name": summary.name, "summary": said(summary), "reading": summary });
            Ok(done)
        }
        (None, Some(unread)) => Err(unread.failure),
        (None, None) => Err(misused("nothing was sent")),
    }
}

/// Reads the originals in the folder that have not been read: those without a text beside them.
pub(super) fn read_new(served: &Served) -> anyhow::Result<Done> {
    let listed = load::list_sources(&served.folder, &mut Vec::new());
    let unread = |path: &PathBuf| {
        let mut beside = path.clone().into_os_string();
        beside.push(TEXT_ENDING);
        !PathBuf::from(beside).exists()
    };
    let files: Vec<PathBuf> = listed
        .into_iter()
        .map(|file| file.path)
        .filter(unread)
        .collect();
    let (_, mut failures) = read_all(&served.folder, &files, &How::default(), |_| Ok(()))?;
    match failures.pop() {
        None => Ok(Done::see("/originals")),
        Some(unread) => Err(unread.failure),
    }
}

/// What keeps a name from being that of an original.
fn fault(name: &str) -> Option<&'static str> {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    match name {
        "" => Some("nothing is written"),
        name if name.starts_with('.') => Some("it begins with a full stop"),
        name if name.contains(odd) => {
            Some("it has a sign that parts folders, or one that cannot be seen")
        }
        name if name.len() > 200 => Some("it is too long"),
        name if name.ends_with(TEXT_ENDING) => Some("so the text beside an original is called"),
        _ => None,
    }
}

/// A folder of its own for one file that is sent.
fn tempfile_in(served: &Served) -> anyhow::Result<PathBuf> {
    let within = served.folder.derived().join("sent");
    let mut number = [0_u8; 8];
    getrandom::fill(&mut number)
        .ok()
        .context("the system gives no random numbers")?;
    let name: String = number.iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = within.join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn said(summary: &Summary) -> String {
    let drafts: usize = summary.drafts.values().sum();
    format!(
        "{} pages, {} passages, {} notes, {drafts} drafts{}",
        summary.pages,
        summary.passages,
        summary.notes,
        summary
            .troubles
            .iter()
            .map(|trouble| format!("; {trouble}"))
            .collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_elsewhere_is_no_name() {
        for name in [
            "../case.toml",
            "a/b.txt",
            "a\\b",
            ".hidden",
            "",
            "a.txt.text",
            "C:a",
            "a\n",
        ] {
            assert!(fault(name).is_some(), "{name:?}");
        }
        for name in ["a.txt", "論文 (1).pdf", "A..b"] {
            assert_eq!(fault(name), None, "{name:?}");
        }
    }
}
