//! Deciding on drafts: a draft becomes a card or is rejected, and what was decided is remembered.
//!
//! Three files change with each decision, in an order in which nothing is ever lost: first the card is written, then the
//! decision is remembered, then the draft goes. A process killed in between leaves a draft that is also a card; accepting
//! it once more finishes the work. Two processes decide one after the other: each holds a lock on the case folder.

use crate::atomic::{self, Before};
use crate::exit::misused;
use crate::folder::CaseFolder;
use crate::load;
use anyhow::Context;
use kaozheng_reading::key;
use kaozheng_record::uses::uses;
use kaozheng_record::{CardRef, Kind, Record, Sheet};
use kaozheng_text::{ContentHash, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

/// Where decisions are remembered.
pub(crate) const DECIDED: &str = "drafts/decided.txt";

/// What was decided on a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It became a card.
    Accepted,
    /// It stays out.
    Rejected,
}

impl Verdict {
    /// The word that is written down.
    fn word(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Rejected => "rejected",
        }
    }
}

/// Who decided, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decider {
    /// Initials.
    pub(crate) initials: String,
    /// The day, as a historian writes it ("2 March 2026").
    pub(crate) date: String,
    /// The same day in the form of ISO 8601.
    pub(crate) day: String,
}

/// The files as they were before a decision, for taking it back.
pub(crate) struct Undo {
    files: Vec<(PathBuf, Option<Vec<u8>>, ContentHash)>,
}

/// The drafts of a case, with what is wrong in their files.
pub(crate) fn load_drafts(folder: &CaseFolder, notes: &mut Vec<Diagnostic>) -> Record {
    Record::new(load::sheets(folder, "drafts", notes))
}

/// Every decision so far, by key; the last one on a draft holds.
pub(crate) fn decided(folder: &CaseFolder) -> anyhow::Result<BTreeMap<String, Verdict>> {
    let (bytes, _) = current(folder, DECIDED)?;
    let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
    let of_line = |line: &str| {
        let mut words = line.split_whitespace();
        let key = words.next()?.to_owned();
        let verdict = match words.next()? {
            "accepted" => Verdict::Accepted,
            "rejected" => Verdict::Rejected,
            _ => return None,
        };
        Some((key, verdict))
    };
    Ok(text.lines().filter_map(of_line).collect())
}

/// Makes the draft a card, in the words of `text` (the draft's own, or as amended).
///
/// Refuses when `text` is not one whole card, or when a card of that id says something else.
pub(crate) fn accept(
    folder: &CaseFolder,
    draft: CardRef<'_>,
    text: &str,
    by: &Decider,
) -> anyhow::Result<Undo> {
    let amended = Sheet::parse("draft", text);
    let card = one_card(&amended)?;
    let kind = Kind::parse(card.kind()).ok_or_else(|| {
        misused(format!(
            "`{}` is no kind of card; amend the first line",
            card.kind()
        ))
    })?;
    let file = format!("cards/{}.card", plural(kind));
    let stamped = format!(
        "{}\naccepted: {}, {}\n",
        card.text().trim_end(),
        by.initials,
        by.date
    );
    let _turn = atomic::lock(&folder.root);
    let there = find(folder, card.id())?;
    let mut undo = Undo { files: Vec::new() };
    match there {
        Some(other) if unstamped(&other) == unstamped(&stamped) => {}
        Some(_) => return Err(taken(card.id())),
        None => change(folder, &file, &mut undo, |old| Ok(appended(old, &stamped)))?,
    }
    remember(folder, draft, (Verdict::Accepted, by, card.id()), &mut undo)?;
    remove(folder, draft, &mut undo)?;
    Ok(undo)
}

/// The ids that a draft names and that are still drafts themselves, in order.
pub(crate) fn leans_on(draft: CardRef<'_>, drafts: &Record, folder: &CaseFolder) -> Vec<String> {
    let cards = Record::new(load::sheets(folder, "cards", &mut Vec::new()));
    let named: BTreeSet<String> = uses(draft).into_iter().map(|used| used.id).collect();
    let waiting =
        |id: &String| id != draft.id() && drafts.get(id).is_some() && cards.get(id).is_none();
    named.into_iter().filter(waiting).collect()
}

/// How to mend that a name leads to a draft: for the help of a note.
pub(crate) fn still_a_draft(draft: CardRef<'_>) -> String {
    let id = draft.id();
    format!(
        "`{id}` is still a draft: `kaozheng review CASE --by INITIALS --accept {id}` makes it a card"
    )
}

/// Puts the draft aside for good: reading the same file again does not propose it any more.
pub(crate) fn reject(
    folder: &CaseFolder,
    draft: CardRef<'_>,
    by: &Decider,
) -> anyhow::Result<Undo> {
    let _turn = atomic::lock(&folder.root);
    let mut undo = Undo { files: Vec::new() };
    remember(
        folder,
        draft,
        (Verdict::Rejected, by, draft.id()),
        &mut undo,
    )?;
    remove(folder, draft, &mut undo)?;
    Ok(undo)
}

/// Takes a decision back, unless one of its files was changed since.
pub(crate) fn undo(undo: Undo) -> anyhow::Result<()> {
    for (path, before, after) in undo.files.into_iter().rev() {
        match before {
            Some(bytes) => atomic::replace(&path, &bytes, Before::Hash(after))?,
            None => atomic::remove(&path, after)?,
        }
    }
    Ok(())
}

/// The file of `cards/` that cards of a kind go to.
fn plural(kind: Kind) -> String {
    match kind {
        Kind::Person => "people".to_owned(),
        Kind::Body => "bodies".to_owned(),
        other => format!("{}s", other.word()),
    }
}

fn one_card(sheet: &Sheet) -> anyhow::Result<CardRef<'_>> {
    let mut cards = sheet.cards();
    match (cards.next(), cards.next()) {
        (Some(card), None) if !card.id().is_empty() => Ok(card),
        (Some(_), None) => Err(misused(
            "the card has no id; write one after the colon of its first line",
        )),
        (None, _) => Err(misused(
            "there is no card left; to put the draft aside, reject it",
        )),
        (Some(_), Some(_)) => Err(misused(
            "an empty line cuts the draft in two cards; a draft is one card",
        )),
    }
}

fn taken(id: &str) -> anyhow::Error {
    misused(format!(
        "a card `{id}` is there already and says something else; amend the draft's id, or reject it"
    ))
}

/// The text of the card called `id` in `cards/`.
fn find(folder: &CaseFolder, id: &str) -> anyhow::Result<Option<String>> {
    let mut notes = Vec::new();
    let record = Record::new(load::sheets(folder, "cards", &mut notes));
    Ok(record.get(id).map(|card| card.text().to_owned()))
}

/// The lines of a card without its stamps.
fn unstamped(card: &str) -> Vec<&str> {
    card.lines()
        .filter(|line| !line.starts_with("accepted:"))
        .collect()
}

fn appended(old: &str, card: &str) -> String {
    let gap = match old {
        "" => "",
        old if old.ends_with("\n\n") => "",
        old if old.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{old}{gap}{card}")
}

/// Writes the decision down, unless it is the last one on this draft already.
fn remember(
    folder: &CaseFolder,
    draft: CardRef<'_>,
    (verdict, by, id): (Verdict, &Decider, &str),
    undo: &mut Undo,
) -> anyhow::Result<()> {
    let key = key(draft);
    let initials = by.initials.replace(char::is_whitespace, "");
    let line = format!("{key} {} {initials} {} {id}\n", verdict.word(), by.day);
    change(folder, DECIDED, undo, |old| {
        let last = old.lines().rev().find(|line| line.starts_with(&key));
        let said = last.is_some_and(|last| last.split(' ').nth(1) == Some(verdict.word()));
        Ok(if said {
            old.to_owned()
        } else {
            old.to_owned() + &line
        })
    })
}

/// Cuts the draft's lines out of its file, with the empty lines after them. A draft that is gone already is no fault.
fn remove(folder: &CaseFolder, draft: CardRef<'_>, undo: &mut Undo) -> anyhow::Result<()> {
    let (name, wanted) = (draft.sheet().name.to_string(), key(draft));
    change(folder, &name, undo, |old| {
        let sheet = Sheet::parse(&name, old);
        let found = sheet
            .cards()
            .find(|card| card.id() == draft.id() && key(*card) == wanted);
        Ok(match found {
            Some(card) => {
                let span = card.span();
                let rest = old[span.end as usize..].trim_start_matches(['\n', '\r', ' ', '\t']);
                format!("{}{rest}", &old[..span.start as usize])
            }
            None => old.to_owned(),
        })
    })
}

/// Replaces a file of the folder by `new` of its text, and remembers what it was.
fn change(
    folder: &CaseFolder,
    name: &str,
    undo: &mut Undo,
    new: impl FnOnce(&str) -> anyhow::Result<String>,
) -> anyhow::Result<()> {
    let (bytes, before) = current(folder, name)?;
    let old = String::from_utf8(bytes.clone().unwrap_or_default()).map_err(|_| {
        misused(format!(
            "{name} is not UTF-8 text and is left as it is; save it as UTF-8 first"
        ))
    })?;
    let text = new(&old)?;
    let path = folder.path(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    atomic::replace(&path, text.as_bytes(), before)?;
    undo.files
        .push((path, bytes, ContentHash::of(text.as_bytes())));
    Ok(())
}

/// The bytes of a file of the case, and what must still stand there for it to be replaced.
pub(crate) fn current(
    folder: &CaseFolder,
    name: &str,
) -> anyhow::Result<(Option<Vec<u8>>, Before)> {
    match fs::read(folder.path(name)) {
        Ok(bytes) => {
            let hash = ContentHash::of(&bytes);
            Ok((Some(bytes), Before::Hash(hash)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((None, Before::Absent)),
        Err(error) => Err(error).with_context(|| format!("cannot read {name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFTS: &str = "statement: a\nfrom: paper, n. 1\n> he knew\nsays: He knew.\nanchor: paper.txt, chars 1-7\n\n\
                          person: mao\nname: Mao\n";

    fn by() -> Decider {
        Decider {
            initials: "KR".to_owned(),
            date: "2 March 2026".to_owned(),
            day: "2026-03-02".to_owned(),
        }
    }

    fn case() -> (tempfile::TempDir, CaseFolder) {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = CaseFolder::create(temporary.path(), "T").expect("made");
        fs::write(folder.path("drafts/paper.card"), DRAFTS).expect("written");
        (temporary, folder)
    }

    fn read(folder: &CaseFolder, name: &str) -> String {
        fs::read_to_string(folder.path(name)).unwrap_or_default()
    }

    fn with_draft<T>(folder: &CaseFolder, id: &str, act: impl FnOnce(CardRef<'_>) -> T) -> T {
        let drafts = load_drafts(folder, &mut Vec::new());
        act(drafts.get(id).expect("the draft is there"))
    }

    #[test]
    fn an_accepted_draft_becomes_a_card_with_who_and_when() {
        let (_kept, folder) = case();
        with_draft(&folder, "a", |draft| {
            accept(&folder, draft, draft.text(), &by()).map(drop)
        })
        .expect("accepted");
        insta::assert_snapshot!(read(&folder, "cards/statements.card"), @r#"
        statement: a
        from: paper, n. 1
        > he knew
        says: He knew.
        anchor: paper.txt, chars 1-7
        accepted: KR, 2 March 2026
        "#);
        assert_eq!(
            read(&folder, "drafts/paper.card"),
            "person: mao\nname: Mao\n"
        );
        let decisions = decided(&folder).expect("it can be read");
        assert_eq!(decisions.values().collect::<Vec<_>>(), [&Verdict::Accepted]);
    }

    #[test]
    fn a_decision_taken_back_leaves_every_file_as_it_was() {
        let (_kept, folder) = case();
        let taken_back = with_draft(&folder, "a", |draft| {
            accept(&folder, draft, draft.text(), &by())
        })
        .expect("accepted");
        undo(taken_back).expect("nobody changed the files");
        assert_eq!(read(&folder, "drafts/paper.card"), DRAFTS);
        assert!(!folder.path("cards/statements.card").exists() && !folder.path(DECIDED).exists());
        let rejected =
            with_draft(&folder, "mao", |draft| reject(&folder, draft, &by())).expect("rejected");
        undo(rejected).expect("nobody changed the files");
        assert_eq!(read(&folder, "drafts/paper.card"), DRAFTS);
    }

    #[test]
    fn an_id_that_is_taken_is_refused_and_the_same_card_is_not_written_twice() {
        let (_kept, folder) = case();
        fs::write(
            folder.path("cards/people.card"),
            "person: mao\nname: Mao Zedong\n",
        )
        .expect("written");
        let refused = with_draft(&folder, "mao", |draft| {
            accept(&folder, draft, draft.text(), &by()).map(drop)
        });
        assert!(
            refused
                .expect_err("the id is taken")
                .to_string()
                .contains("amend")
        );
        assert_eq!(read(&folder, "drafts/paper.card"), DRAFTS);
        fs::write(
            folder.path("cards/people.card"),
            "person: mao\nname: Mao\naccepted: KR, 1 March 2026\n",
        )
        .expect("written");
        with_draft(&folder, "mao", |draft| {
            accept(&folder, draft, draft.text(), &by()).map(drop)
        })
        .expect("the same card");
        assert_eq!(
            read(&folder, "cards/people.card")
                .matches("person: mao")
                .count(),
            1
        );
    }

    #[test]
    fn what_is_no_card_is_not_accepted() {
        let (_kept, folder) = case();
        for text in [
            "",
            "person:\nname: x\n",
            "persn: x\n",
            "person: a\n\nperson: b\n",
        ] {
            let refused = with_draft(&folder, "mao", |draft| {
                accept(&folder, draft, text, &by()).map(drop)
            });
            assert!(refused.is_err(), "{text:?}");
        }
        assert_eq!(read(&folder, "drafts/paper.card"), DRAFTS);
    }

    #[test]
    fn the_key_stays_when_the_id_changes() {
        let sheet = Sheet::parse(
            "d",
            DRAFTS.replace("statement: a", "statement: b") + "\n" + DRAFTS,
        );
        let keys: Vec<String> = sheet.cards().map(key).collect();
        assert_eq!(keys[0], keys[2]);
        assert_ne!(keys[0], keys[1]);
    }
}
