//! Originals that are sent to the desk, and those that somebody laid into the folder: read as `kaozheng read` reads them, but for letters of scans.

use super::{Done, Sent};
use crate::commands::read::{How, Unread, read_all};
use crate::exit::{Usage, misused};
use crate::load::{self, TEXT_ENDING};
use crate::reading::Summary;
use crate::scratch::Scratch;
use crate::serve::Served;
use anyhow::anyhow;
use kaozheng_desk::pages::Place;
use serde_json::json;
use std::path::PathBuf;

/// Takes an original that was sent as it is, keeps it under its name and drafts it. Nothing is ever overwritten.
pub(super) fn run(served: &Served, sent: &Sent, name: &str) -> anyhow::Result<Done> {
    if let Some(fault) = fault(name) {
        return Err(misused(format!(
            "`{name}` cannot be the name of an original: {fault}"
        )));
    }
    let scratch = Scratch::new(&served.folder.derived(), "sent")?;
    let file = scratch.write(name, &sent.body)?;
    let (summaries, mut failures) = read_all(&served.folder, &[file], &How::default(), |_| Ok(()))?;
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
    let (_, failures) = read_all(&served.folder, &files, &How::default(), |_| Ok(()))?;
    match all_of(failures) {
        None => Ok(Done::see("/originals")),
        Some(failure) => Err(failure),
    }
}

/// What kept originals from being read, all in one; the failure of the world where there is one.
fn all_of(mut failures: Vec<Unread>) -> Option<anyhow::Error> {
    if failures.len() < 2 {
        return failures.pop().map(|unread| unread.failure);
    }
    let said = failures
        .iter()
        .map(|Unread { file, failure }| format!("{file}: {failure:#}"));
    let said = said.collect::<Vec<String>>().join("; ");
    let said = format!("{} originals were not read: {said}", failures.len());
    let ours = failures.iter().all(|unread| unread.failure.is::<Usage>());
    Some(match ours {
        true => misused(said),
        false => anyhow!(said),
    })
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

    #[test]
    fn every_original_that_was_not_read_is_told() {
        let unread = |file: &str| Unread {
            file: file.to_owned(),
            failure: misused(format!("{file} is empty")),
        };
        let told = all_of(vec![unread("a.txt"), unread("b.txt")]).expect("two failed");
        assert!(told.is::<Usage>());
        insta::assert_snapshot!(told, @"2 originals were not read: a.txt: a.txt is empty; b.txt: b.txt is empty");
        assert!(all_of(Vec::new()).is_none());
    }
}
