//! The journal of what was done at the desk, so that it can be taken back: without end, and after the server was started again.
//!
//! One file for each deed under `.kaozheng/undo/`, numbered. It holds for every file that changed its hash before and
//! after and the stretch in which the two differ; the files themselves hold the rest. A deed is written down before it is
//! done, so a process killed in between leaves a deed that can be taken back as far as it went. A deed that was taken back
//! can be done again until the next one.

use super::Served;
use crate::atomic::{self, Before, WriteFailure};
use crate::changes::{self, Change, Plan};
use crate::exit::misused;
use crate::folder::CaseFolder;
use anyhow::Context;
use kaozheng_desk::views::inbox::{DeedLine, Deeds};
use kaozheng_text::ContentHash;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;

/// What was done, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deed {
    /// The word for it: `accepted`, `rejected`, `split`, `merged`, `graded`, `corrected`, …
    pub(crate) what: String,
    /// The drafts or cards it was done to.
    pub(crate) ids: Vec<String>,
    /// Initials.
    pub(crate) by: String,
    /// The day, in the form of ISO 8601.
    pub(crate) day: String,
}

/// A deed with what it changed.
#[derive(Serialize, Deserialize)]
struct Entry {
    deed: Deed,
    files: Vec<Difference>,
}

/// How one file changed: `removed` stood at byte `at`, and `inserted` stands there.
#[derive(Serialize, Deserialize)]
struct Difference {
    name: String,
    /// The hash of the file before; `None` when it was not there.
    before: Option<String>,
    /// The hash after; `None` when it is gone.
    after: Option<String>,
    at: usize,
    removed: String,
    inserted: String,
}

/// How many deeds the pages list.
const LISTED: usize = 12;

impl Served {
    /// Makes the changes of a plan and keeps how to take them back; gives the number of the deed, none when nothing
    /// changes, as when a form is sent twice.
    pub(crate) fn make(&self, deed: Deed, plan: Plan<'_>) -> anyhow::Result<Option<u32>> {
        let changes = plan.changes();
        if changes.is_empty() {
            return Ok(None);
        }
        let number = record(&self.folder, deed, &changes)?;
        let made = changes::make(&self.folder, &changes);
        if made.is_err() && untouched(&self.folder, &changes) {
            // Nothing was done, so there is nothing to take back; the first failure is the one to tell.
            let _ = fs::remove_file(path(&self.folder, number, State::Done));
        }
        made.map(|()| Some(number))
    }
}

/// Takes back deed `number`, which must be the last; one that was taken back already stays so.
pub(crate) fn undo(folder: &CaseFolder, number: u32) -> anyhow::Result<Deed> {
    turn(folder, number, State::Done)
}

/// Does deed `number` again, which must be the last taken back; one that stands already stays so.
pub(crate) fn redo(folder: &CaseFolder, number: u32) -> anyhow::Result<Deed> {
    turn(folder, number, State::Undone)
}

/// The last deeds and the one to do again.
pub(crate) fn deeds(folder: &CaseFolder) -> Deeds {
    let kept = Kept::of(folder);
    let line = |number: &u32, state| {
        let deed = entry(folder, *number, state).ok()?.deed;
        Some(DeedLine {
            number: *number,
            what: deed.what,
            ids: deed.ids,
            by: deed.by,
            day: deed.day,
        })
    };
    let last = kept.done.iter().rev().take(LISTED);
    Deeds {
        done: last
            .filter_map(|number| line(number, State::Done))
            .collect(),
        undone: kept
            .undone
            .first()
            .and_then(|number| line(number, State::Undone)),
        count: kept.done.len(),
    }
}

/// The folder of the journal.
pub(crate) fn place(folder: &CaseFolder) -> PathBuf {
    folder.derived().join("undo")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Done,
    Undone,
}

/// The numbers of the deeds, rising.
struct Kept {
    done: Vec<u32>,
    undone: Vec<u32>,
}

impl Kept {
    fn of(folder: &CaseFolder) -> Kept {
        let mut kept = Kept {
            done: Vec::new(),
            undone: Vec::new(),
        };
        let names = fs::read_dir(place(folder)).into_iter().flatten();
        for name in names.filter_map(|entry| entry.ok()?.file_name().into_string().ok()) {
            let Some((number, rest)) = name.split_once('.') else {
                continue;
            };
            match (number.parse(), rest) {
                (Ok(number), "json") => kept.done.push(number),
                (Ok(number), "undone.json") => kept.undone.push(number),
                _ => {}
            }
        }
        kept.done.sort_unstable();
        kept.undone.sort_unstable();
        kept
    }
}

fn path(folder: &CaseFolder, number: u32, state: State) -> PathBuf {
    let ending = match state {
        State::Done => "json",
        State::Undone => "undone.json",
    };
    place(folder).join(format!("{number:08}.{ending}"))
}

/// Writes a deed down; what was taken back before cannot be done again after it.
fn record(folder: &CaseFolder, deed: Deed, changes: &[Change]) -> anyhow::Result<u32> {
    let kept = Kept::of(folder);
    let last = kept.done.last().max(kept.undone.last());
    let number = last.map_or(1, |last| last + 1);
    let entry = Entry {
        deed,
        files: changes.iter().map(difference).collect(),
    };
    let text = serde_json::to_vec(&entry).context("a deed is plain fields")?;
    fs::create_dir_all(place(folder)).context("the journal cannot be kept")?;
    atomic::replace(&path(folder, number, State::Done), &text, Before::Absent)
        .context("the journal cannot be kept")?;
    for gone in kept.undone {
        // One that stays behind is refused when it is asked for: its files have changed.
        let _ = fs::remove_file(path(folder, gone, State::Undone));
    }
    Ok(number)
}

fn untouched(folder: &CaseFolder, changes: &[Change]) -> bool {
    changes
        .iter()
        .all(|change| changes::read(folder, &change.name).is_ok_and(|now| now != change.after))
}

fn turn(folder: &CaseFolder, number: u32, from: State) -> anyhow::Result<Deed> {
    let kept = Kept::of(folder);
    let (wanted, others, to) = match from {
        State::Done => (kept.done.last(), &kept.undone, State::Undone),
        State::Undone => (kept.undone.first(), &kept.done, State::Done),
    };
    if others.contains(&number) {
        return Ok(entry(folder, number, to)?.deed);
    }
    if wanted != Some(&number) {
        return Err(misused(
            "something was done after it; look at the page again, the last deed is taken back first",
        ));
    }
    let Entry { deed, files } = entry(folder, number, from)?;
    let changes: anyhow::Result<Vec<Change>> = files
        .iter()
        .map(|difference| change(folder, difference, from))
        .collect();
    let mut changes = changes?;
    if from == State::Done {
        changes.reverse();
    }
    changes::make(folder, &changes)?;
    fs::rename(path(folder, number, from), path(folder, number, to))
        .context("the journal cannot be kept")?;
    Ok(deed)
}

fn entry(folder: &CaseFolder, number: u32, state: State) -> anyhow::Result<Entry> {
    let text = fs::read(path(folder, number, state))
        .with_context(|| format!("deed {number} is not in the journal any more"))?;
    serde_json::from_slice(&text).with_context(|| format!("deed {number} cannot be read"))
}

fn difference(change: &Change) -> Difference {
    let hash = |text: &Option<String>| {
        let text = text.as_ref()?;
        Some(ContentHash::of(text.as_bytes()).to_string())
    };
    let old = change.before.as_deref().unwrap_or_default();
    let new = change.after.as_deref().unwrap_or_default();
    let same = |(a, b): &(u8, u8)| a == b;
    let mut at = old.bytes().zip(new.bytes()).take_while(same).count();
    while !old.is_char_boundary(at) || !new.is_char_boundary(at) {
        at -= 1;
    }
    let (rest, other) = (&old[at..], &new[at..]);
    let mut tail = rest
        .bytes()
        .rev()
        .zip(other.bytes().rev())
        .take_while(same)
        .count();
    while !rest.is_char_boundary(rest.len() - tail) || !other.is_char_boundary(other.len() - tail) {
        tail -= 1;
    }
    Difference {
        name: change.name.clone(),
        before: hash(&change.before),
        after: hash(&change.after),
        at,
        removed: rest[..rest.len() - tail].to_owned(),
        inserted: other[..other.len() - tail].to_owned(),
    }
}

/// The change that leads a file from where a deed left it to the other side; none when it stands there already.
fn change(folder: &CaseFolder, difference: &Difference, from: State) -> anyhow::Result<Change> {
    let name = &difference.name;
    let now = changes::read(folder, name)?;
    let hash = now
        .as_ref()
        .map(|text| ContentHash::of(text.as_bytes()).to_string());
    let ((here, there), (out, in_)) = match from {
        State::Done => (
            (&difference.after, &difference.before),
            (&difference.inserted, &difference.removed),
        ),
        State::Undone => (
            (&difference.before, &difference.after),
            (&difference.removed, &difference.inserted),
        ),
    };
    let changed = |after| Change {
        name: name.clone(),
        before: now.clone(),
        after,
    };
    if hash == *there {
        return Ok(changed(now.clone()));
    }
    let text = now.as_deref().unwrap_or_default();
    let head = text.get(..difference.at).filter(|_| hash == *here);
    let tail = head.and_then(|head| text[head.len()..].strip_prefix(out.as_str()));
    match head.zip(tail) {
        Some(_) if there.is_none() => Ok(changed(None)),
        Some((head, tail)) => Ok(changed(Some(format!("{head}{in_}{tail}")))),
        None => Err(anyhow::Error::from(WriteFailure::Changed(folder.path(name))).context(format!(
            "{name} was changed since, so this is not taken back by itself; the lines that were there are kept in {}",
            place(folder).display()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn case() -> (tempfile::TempDir, CaseFolder) {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = CaseFolder::create(temporary.path(), "T").expect("made");
        (temporary, folder)
    }

    fn deed(what: &str) -> Deed {
        Deed {
            what: what.to_owned(),
            ids: vec!["a".to_owned()],
            by: "KR".to_owned(),
            day: "2026-03-02".to_owned(),
        }
    }

    /// Does to `cards/a.card` what leads to each of the texts.
    fn done(folder: &CaseFolder, texts: &[&str]) {
        for text in texts {
            let mut plan = Plan::new(folder);
            plan.set("cards/a.card", (*text).to_owned()).expect("read");
            let changes = plan.changes();
            record(folder, deed(text), &changes).expect("kept");
            changes::make(folder, &changes).expect("made");
        }
    }

    fn now(folder: &CaseFolder) -> Option<String> {
        changes::read(folder, "cards/a.card").expect("read")
    }

    #[test]
    fn deeds_are_taken_back_to_the_first_and_done_again_to_the_last() {
        let (_kept, folder) = case();
        done(&folder, &["毛", "毛澤東", "毛澤"]);
        for number in [3, 2, 1] {
            undo(&folder, number).expect("nobody changed the file");
        }
        assert_eq!(now(&folder), None);
        for number in [1, 2, 3] {
            redo(&folder, number).expect("nobody changed the file");
        }
        assert_eq!(now(&folder).as_deref(), Some("毛澤"));
    }

    #[test]
    fn the_same_form_sent_twice_takes_back_once() {
        let (_kept, folder) = case();
        done(&folder, &["a", "b"]);
        undo(&folder, 2).expect("the last");
        undo(&folder, 2).expect("taken back already");
        assert_eq!(now(&folder).as_deref(), Some("a"));
        assert_eq!(deeds(&folder).undone.expect("one").number, 2);
    }

    #[test]
    fn a_file_that_was_changed_since_is_not_touched_and_that_is_said() {
        let (_kept, folder) = case();
        done(&folder, &["a", "b"]);
        fs::write(folder.path("cards/a.card"), "mine").expect("written");
        let refused = undo(&folder, 2).expect_err("it was changed");
        assert!(matches!(
            refused.downcast_ref(),
            Some(WriteFailure::Changed(_))
        ));
        assert!(refused.to_string().contains("was changed since"));
        assert_eq!(now(&folder).as_deref(), Some("mine"));
    }

    #[test]
    fn a_new_deed_ends_what_could_be_done_again() {
        let (_kept, folder) = case();
        done(&folder, &["a", "b"]);
        undo(&folder, 2).expect("the last");
        done(&folder, &["c"]);
        assert!(redo(&folder, 2).is_err());
        assert_eq!(deeds(&folder).undone, None);
        assert_eq!(now(&folder).as_deref(), Some("c"));
    }

    proptest! {
        #[test]
        fn a_difference_leads_there_and_back(before in "[aé毛]{0,6}", after in "[aé毛]{0,6}") {
            let (_kept, folder) = case();
            fs::write(folder.path("cards/a.card"), &before).expect("written");
            let made = Change { name: "cards/a.card".to_owned(), before: Some(before.clone()), after: Some(after.clone()) };
            let kept = difference(&made);
            let there = change(&folder, &kept, State::Undone).expect("as it was");
            prop_assert_eq!(there.after.as_deref(), Some(after.as_str()));
            fs::write(folder.path("cards/a.card"), &after).expect("written");
            let back = change(&folder, &kept, State::Done).expect("as it is");
            prop_assert_eq!(back.after, Some(before));
        }
    }
}
