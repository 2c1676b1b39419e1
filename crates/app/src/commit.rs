//! A case as it was at a commit, read from git's store without touching the working files.

use crate::exit::misused;
use crate::folder::CaseFolder;
use crate::load;
use crate::print::notes;
use crate::settings;
use anyhow::Context;
use kaozheng_case::{Case, Settings, compile};
use kaozheng_record::{Record, Sheet};
use std::process::Command;

/// The cards and tables of `folder` as they were at `commit` (any name that git knows), compiled.
///
/// Originals are not read. Fails when git is not installed, the folder is not in a repository, the commit is not known,
/// or no cards were there then.
pub(crate) fn case_at(folder: &CaseFolder, commit: &str) -> anyhow::Result<Case> {
    let known = git(folder, &["rev-parse", "--is-inside-work-tree"])?;
    if known.is_none() {
        return Err(misused(format!(
            "`{commit}` is no folder, and the case is not kept in git; name the folder of an earlier state"
        )));
    }
    let full = format!("{commit}^{{commit}}");
    let found = git(
        folder,
        &[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &full,
        ],
    )?;
    let Some(found) = found else {
        return Err(misused(format!(
            "`{commit}` is neither a folder nor a commit that git knows; `git log --oneline -- cards` lists commits"
        )));
    };
    let hash = String::from_utf8_lossy(&found).trim().to_owned();
    let listed = git(
        folder,
        &["ls-tree", "-r", "-z", "--name-only", &hash, "--", "cards"],
    )?;
    let listed = String::from_utf8_lossy(&listed.unwrap_or_default()).into_owned();
    let mut names: Vec<&str> = listed.split('\0').filter(|name| is_sheet(name)).collect();
    names.sort_unstable();
    if names.is_empty() {
        return Err(misused(format!("at `{commit}` the case had no cards")));
    }
    let mut notes = Vec::new();
    let mut sheets = Vec::new();
    for name in names {
        let bytes = file(folder, &hash, name)?.unwrap_or_default();
        sheets.push(Sheet::from_bytes(name, &bytes).take(&mut notes));
    }
    let settings = settings_at(folder, &hash, &mut notes)?;
    let case = compile(&Record::new(sheets), &[], &settings).take(&mut notes);
    notes::remark_on(&notes);
    Ok(case)
}

/// Files that a case of today would read: see [`CaseFolder::list`].
fn is_sheet(name: &str) -> bool {
    name.ends_with(".card") && !name.split('/').any(|part| part.starts_with('.'))
}

fn settings_at(
    folder: &CaseFolder,
    hash: &str,
    notes: &mut Vec<kaozheng_text::Diagnostic>,
) -> anyhow::Result<Settings> {
    let text = |name: &str| -> anyhow::Result<Option<String>> {
        let bytes = file(folder, hash, name)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    };
    let read = text(settings::NAME)?.map(|text| settings::read(&text, notes));
    let read = read.unwrap_or_default();
    let (grades, phrases) = (text(load::GRADES)?, text(load::PHRASES)?);
    let settings = Settings::read(
        read.standard.as_deref(),
        grades.as_deref(),
        phrases.as_deref(),
        read.vocabulary,
    );
    Ok(settings.take(notes))
}

/// The bytes of a file of the case at a commit; `None` when it was not there.
fn file(folder: &CaseFolder, hash: &str, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
    git(folder, &["cat-file", "blob", &format!("{hash}:./{name}")])
}

/// What git answers; `None` when it says no.
fn git(folder: &CaseFolder, arguments: &[&str]) -> anyhow::Result<Option<Vec<u8>>> {
    let asked = Command::new("git")
        .arg("-C")
        .arg(&folder.root)
        .args(arguments)
        .output();
    let output = asked.context(
        "git cannot be started, and only it can read an earlier commit; install git, or name the folder of an earlier state",
    )?;
    Ok(output.status.success().then_some(output.stdout))
}
