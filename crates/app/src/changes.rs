//! Changes to several files of a case that are made together, one after the other, and can be taken back.
//!
//! A [`Plan`] reads each file once and holds what it shall become; nothing is written before [`make`]. Every file is
//! compared with what was read when the plan was made, so a file that somebody changed meanwhile is never overwritten.

use crate::atomic::{self, Before, WriteFailure};
use crate::exit::misused;
use crate::folder::CaseFolder;
use anyhow::Context;
use kaozheng_text::ContentHash;
use std::fs;
use std::io;

/// What becomes of one file of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Its name relative to the case folder.
    pub(crate) name: String,
    /// Its text before; `None` when it was not there.
    pub(crate) before: Option<String>,
    /// Its text after; `None` when it is gone.
    pub(crate) after: Option<String>,
}

impl Change {
    /// The change that takes this one back.
    pub(crate) fn back(&self) -> Change {
        Change {
            name: self.name.clone(),
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// Changes that are thought out and not yet made.
pub(crate) struct Plan<'a> {
    folder: &'a CaseFolder,
    changes: Vec<Change>,
}

impl<'a> Plan<'a> {
    /// A plan that changes nothing yet.
    pub(crate) fn new(folder: &'a CaseFolder) -> Plan<'a> {
        Plan {
            folder,
            changes: Vec::new(),
        }
    }

    /// The path of a file of the case.
    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path(name)
    }

    /// The text that a file will have as far as the plan goes; empty when it is not there.
    pub(crate) fn text(&mut self, name: &str) -> anyhow::Result<&str> {
        Ok(self.change(name)?.after.as_deref().unwrap_or_default())
    }

    /// The text of a file as it was when the plan first asked for it; empty when it was not there.
    pub(crate) fn found(&mut self, name: &str) -> anyhow::Result<&str> {
        Ok(self.change(name)?.before.as_deref().unwrap_or_default())
    }

    /// Plans another text for a file.
    pub(crate) fn set(&mut self, name: &str, text: String) -> anyhow::Result<()> {
        self.change(name)?.after = Some(text);
        Ok(())
    }

    /// What is to be done: cards first, then what is remembered of decisions, then the rest, so that a process killed in
    /// between leaves a draft that is also a card, and never loses one.
    pub(crate) fn changes(mut self) -> Vec<Change> {
        self.changes.retain(|change| change.before != change.after);
        self.changes.sort_by_key(|change| {
            (
                !change.name.starts_with("cards/"),
                change.name.ends_with(".card"),
            )
        });
        self.changes
    }

    fn change(&mut self, name: &str) -> anyhow::Result<&mut Change> {
        let known = self.changes.iter().position(|change| change.name == name);
        let at = match known {
            Some(at) => at,
            None => {
                let text = read(self.folder, name)?;
                self.changes.push(Change {
                    name: name.to_owned(),
                    before: text.clone(),
                    after: text,
                });
                self.changes.len() - 1
            }
        };
        Ok(&mut self.changes[at])
    }
}

/// The text of a file of the case; `None` when it is not there.
pub(crate) fn read(folder: &CaseFolder, name: &str) -> anyhow::Result<Option<String>> {
    let bytes = match fs::read(folder.path(name)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {name}")),
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        misused(format!(
            "{name} is not UTF-8 text and is left as it is; save it as UTF-8 first"
        ))
    })?;
    Ok(Some(text))
}

/// Plans and makes changes while nobody else of us writes, so two who do so at once do it one after the other.
pub(crate) fn in_turn<'a>(
    folder: &'a CaseFolder,
    plan: impl FnOnce(&mut Plan<'a>) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<Change>> {
    let _turn = atomic::lock(&folder.root);
    let mut planned = Plan::new(folder);
    plan(&mut planned)?;
    let changes = planned.changes();
    make_now(folder, &changes)?;
    Ok(changes)
}

/// Makes the changes in their order, when every file still is as the plan found it; else none is made.
///
/// A change that was made already is left as it is, so what was cut short can be finished.
pub(crate) fn make(folder: &CaseFolder, changes: &[Change]) -> anyhow::Result<()> {
    let _turn = atomic::lock(&folder.root);
    make_now(folder, changes)
}

fn make_now(folder: &CaseFolder, changes: &[Change]) -> anyhow::Result<()> {
    let mut open = Vec::new();
    for change in changes {
        let now = read(folder, &change.name)?;
        match now {
            now if now == change.after => {}
            now if now == change.before => open.push(change),
            _ => return Err(WriteFailure::Changed(folder.path(&change.name)).into()),
        }
    }
    open.into_iter()
        .try_for_each(|change| write(folder, change))
}

fn write(folder: &CaseFolder, change: &Change) -> anyhow::Result<()> {
    let path = folder.path(&change.name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    let hash = |text: &String| ContentHash::of(text.as_bytes());
    let before = change.before.as_ref().map(hash);
    match (&change.after, before) {
        (Some(text), before) => atomic::replace(
            &path,
            text.as_bytes(),
            before.map_or(Before::Absent, Before::Hash),
        )?,
        (None, Some(hash)) => atomic::remove(&path, hash)?,
        (None, None) => {}
    }
    Ok(())
}

/// Takes changes back, the last first, unless one of their files was changed since.
pub(crate) fn take_back(folder: &CaseFolder, changes: &[Change]) -> anyhow::Result<()> {
    let back: Vec<Change> = changes.iter().rev().map(Change::back).collect();
    make(folder, &back)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case() -> (tempfile::TempDir, CaseFolder) {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = CaseFolder::create(temporary.path(), "T").expect("made");
        (temporary, folder)
    }

    #[test]
    fn nothing_is_written_when_one_of_the_files_was_changed_meanwhile() {
        let (_kept, folder) = case();
        fs::write(folder.path("cards/a.card"), "person: a\n").expect("written");
        let mut plan = Plan::new(&folder);
        plan.set("cards/b.card", "person: b\n".to_owned())
            .expect("read");
        plan.set("cards/a.card", "person: c\n".to_owned())
            .expect("read");
        fs::write(folder.path("cards/a.card"), "person: mine\n").expect("written");
        let refused = make(&folder, &plan.changes()).expect_err("it was changed");
        assert!(matches!(
            refused.downcast_ref(),
            Some(WriteFailure::Changed(_))
        ));
        assert!(!folder.path("cards/b.card").exists());
    }

    #[test]
    fn what_was_made_is_taken_back_and_what_was_cut_short_is_finished() {
        let (_kept, folder) = case();
        let mut plan = Plan::new(&folder);
        plan.set("cards/a.card", "person: a\n".to_owned())
            .expect("read");
        plan.set("drafts/x.card", "person: x\n".to_owned())
            .expect("read");
        let changes = plan.changes();
        fs::write(folder.path("cards/a.card"), "person: a\n").expect("as a killed process left it");
        make(&folder, &changes).expect("the rest is done");
        assert!(folder.path("drafts/x.card").exists());
        take_back(&folder, &changes).expect("nobody changed them");
        assert!(!folder.path("cards/a.card").exists() && !folder.path("drafts/x.card").exists());
    }
}
