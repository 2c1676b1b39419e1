//! Deciding on drafts: a draft becomes a card or is rejected, is parted in several or joined with others, and what was
//! decided is remembered.
//!
//! Three files change with each decision, in an order in which nothing is ever lost (see [`crate::changes`]): first the
//! card is written, then the decision is remembered, then the draft goes. Accepting a draft once more that a killed
//! process left behind as a card finishes the work. Each function `plan_…` adds to a plan, so that many decisions are one.

mod recut;

pub(crate) use recut::{plan_merge, plan_split};

use crate::atomic::{self, Before};
use crate::changes::{self, Change, Plan};
use crate::exit::misused;
use crate::folder::CaseFolder;
use crate::load;
use anyhow::Context;
use kaozheng_reading::key;
use kaozheng_record::{CardRef, Kind, Record, Sheet};
use kaozheng_text::{ContentHash, Diagnostic};
use std::collections::BTreeMap;
use std::fs;
use std::io;

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

impl Decider {
    /// Whoever has these initials, today; refuses when there are none.
    pub(crate) fn today(initials: &str) -> anyhow::Result<Decider> {
        let initials = initials.trim();
        if initials.is_empty() {
            return Err(misused(
                "whose decision is it? Give your initials: --by KR, or on the page",
            ));
        }
        let now = jiff::ZonedDateTime::now();
        Ok(Decider {
            initials: initials.to_owned(),
            date: now.strftime("%-d %B %Y").to_string(),
            day: now.strftime("%Y-%m-%d").to_string(),
        })
    }
}

/// The day of today in the form of ISO 8601.
pub(crate) fn today() -> String {
    jiff::ZonedDateTime::now().strftime("%Y-%m-%d").to_string()
}

/// What a decision changed, for taking it back.
pub(crate) type Undo = Vec<Change>;

/// The drafts of a case, with what is wrong in their files.
pub(crate) fn load_drafts(folder: &CaseFolder, notes: &mut Vec<Diagnostic>) -> Record {
    Record::new(load::sheets(folder, "drafts", notes))
}

/// Every decision so far, by key; the last one on a draft holds.
pub(crate) fn decided(folder: &CaseFolder) -> anyhow::Result<BTreeMap<String, Verdict>> {
    let text = changes::read(folder, DECIDED)?.unwrap_or_default();
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
    changes::in_turn(folder, |plan| {
        let cards = Record::new(load::sheets(folder, "cards", &mut Vec::new()));
        plan_accept(plan, &cards, (draft, text), by)
    })
}

/// Puts the draft aside for good: reading the same file again does not propose it any more.
pub(crate) fn reject(
    folder: &CaseFolder,
    draft: CardRef<'_>,
    by: &Decider,
) -> anyhow::Result<Undo> {
    changes::in_turn(folder, |plan| plan_reject(plan, draft, by))
}

/// Takes a decision back, unless one of its files was changed since.
pub(crate) fn undo(folder: &CaseFolder, undo: &Undo) -> anyhow::Result<()> {
    changes::take_back(folder, undo)
}

/// Plans that a draft becomes a card; `cards` are those that stand.
pub(crate) fn plan_accept(
    plan: &mut Plan<'_>,
    cards: &Record,
    (draft, text): (CardRef<'_>, &str),
    by: &Decider,
) -> anyhow::Result<()> {
    let amended = Sheet::parse("draft", text);
    let card = one_card(&amended)?;
    if !stands(plan, draft)? && !is_written(plan, cards, card)? {
        let file = plan.path(&draft.sheet().name);
        return Err(atomic::WriteFailure::Changed(file).into());
    }
    plan_card(plan, cards, card, by)?;
    remember(plan, draft, (Verdict::Accepted, by, card.id()))?;
    replace(plan, draft, "")
}

/// Plans a card at the end of the file for its kind, with who accepts it and when; the same card is not written twice.
pub(crate) fn plan_card(
    plan: &mut Plan<'_>,
    cards: &Record,
    card: CardRef<'_>,
    by: &Decider,
) -> anyhow::Result<()> {
    let kind = known_kind(card)?;
    let file = format!("cards/{}.card", plural(kind));
    let stamped = format!(
        "{}\naccepted: {}, {}\n",
        card.text().trim_end(),
        by.initials,
        by.date
    );
    match find(plan, cards, &file, card.id())? {
        Some(other) if unstamped(&other) == unstamped(&stamped) => {}
        Some(_) => return Err(taken(card.id())),
        None => {
            let text = appended(plan.text(&file)?, &stamped);
            plan.set(&file, text)?;
        }
    }
    Ok(())
}

/// Plans that a draft is put aside for good.
pub(crate) fn plan_reject(
    plan: &mut Plan<'_>,
    draft: CardRef<'_>,
    by: &Decider,
) -> anyhow::Result<()> {
    remember(plan, draft, (Verdict::Rejected, by, draft.id()))?;
    replace(plan, draft, "")
}

/// How to mend that a name leads to a draft: for the help of a note.
pub(crate) fn still_a_draft(draft: CardRef<'_>) -> String {
    let id = draft.id();
    format!(
        "`{id}` is still a draft: `kaozheng review CASE --by INITIALS --accept {id}` makes it a card"
    )
}

/// The file of `cards/` that cards of a kind go to.
fn plural(kind: Kind) -> String {
    match kind {
        Kind::Person => "people".to_owned(),
        Kind::Body => "bodies".to_owned(),
        other => format!("{}s", other.word()),
    }
}

fn known_kind(card: CardRef<'_>) -> anyhow::Result<Kind> {
    Kind::parse(card.kind()).ok_or_else(|| {
        misused(format!(
            "`{}` is no kind of card; amend the first line",
            card.kind()
        ))
    })
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

/// The text of the card called `id`: in `file` as the plan has it, else among the cards that stand in other files.
fn find(
    plan: &mut Plan<'_>,
    cards: &Record,
    file: &str,
    id: &str,
) -> anyhow::Result<Option<String>> {
    let mut elsewhere = cards
        .called(id)
        .filter(|card| *card.sheet().name != *file)
        .map(|card| card.text().to_owned());
    if let Some(found) = elsewhere.next() {
        return Ok(Some(found));
    }
    let text = plan.text(file)?;
    // Most ids are new: a file that does not hold the id at all need not be parsed.
    if !text.contains(id) {
        return Ok(None);
    }
    let sheet = Sheet::parse(file, text);
    let found = sheet.cards().find(|card| card.id() == id);
    Ok(found.map(|card| card.text().to_owned()))
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
    plan: &mut Plan<'_>,
    draft: CardRef<'_>,
    (verdict, by, id): (Verdict, &Decider, &str),
) -> anyhow::Result<()> {
    let key = key(draft);
    let initials = by.initials.replace(char::is_whitespace, "");
    let old = plan.text(DECIDED)?;
    let last = old.lines().rev().find(|line| line.starts_with(&key));
    if last.is_some_and(|last| last.split(' ').nth(1) == Some(verdict.word())) {
        return Ok(());
    }
    let line = format!("{key} {} {initials} {} {id}\n", verdict.word(), by.day);
    let text = old.to_owned() + &line;
    plan.set(DECIDED, text)
}

/// Puts `with` in the place of the draft's lines in its file; when it is empty, the empty lines behind them go as well.
/// A draft that is gone already is no fault.
fn replace(plan: &mut Plan<'_>, draft: CardRef<'_>, with: &str) -> anyhow::Result<()> {
    let name = draft.sheet().name.to_string();
    let shift = plan.found(&name)?.len();
    let old = plan.text(&name)?;
    let Some((start, end)) = place(old, draft, shift.saturating_sub(old.len())) else {
        return Ok(());
    };
    let rest = match with {
        "" => old[end..].trim_start_matches(['\n', '\r', ' ', '\t']),
        _ => &old[end..],
    };
    let text = format!("{}{with}{rest}", &old[..start]);
    plan.set(&name, text)
}

/// Whether a draft still stands in its file; one that somebody changed, or decided on, does not.
fn stands(plan: &mut Plan<'_>, draft: CardRef<'_>) -> anyhow::Result<bool> {
    let name = draft.sheet().name.to_string();
    let shift = plan.found(&name)?.len();
    let text = plan.text(&name)?;
    Ok(place(text, draft, shift.saturating_sub(text.len())).is_some())
}

/// Whether a card of this id stands already and says the same.
fn is_written(plan: &mut Plan<'_>, cards: &Record, card: CardRef<'_>) -> anyhow::Result<bool> {
    let file = format!("cards/{}.card", plural(known_kind(card)?));
    let there = find(plan, cards, &file, card.id())?;
    Ok(there.is_some_and(|there| unstamped(&there) == unstamped(card.text().trim_end())))
}

/// Where a draft stands in the text of its file from which `shift` bytes were cut before it: at its place letter for
/// letter, else wherever a card of its key and id stands.
fn place(text: &str, draft: CardRef<'_>, shift: usize) -> Option<(usize, usize)> {
    let span = draft.span();
    for by in [shift, 0] {
        let Some(start) = (span.start as usize).checked_sub(by) else {
            continue;
        };
        let end = start + span.len();
        let ends = text.get(end..).is_some_and(|rest| {
            let line = rest.trim_start_matches(['\r', '\n']);
            let ends = &rest[..rest.len() - line.len()];
            rest.is_empty() || ends.matches('\n').count() >= 2
        });
        if ends && text.get(start..end) == Some(draft.text()) {
            return Some((start, end));
        }
    }
    let wanted = key(draft);
    let sheet = Sheet::parse(&draft.sheet().name, text);
    let found = sheet
        .cards()
        .find(|card| card.id() == draft.id() && key(*card) == wanted)?;
    Some((found.span().start as usize, found.span().end as usize))
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
    fn a_draft_that_was_changed_or_decided_on_meanwhile_is_not_accepted_as_it_was() {
        let (_kept, folder) = case();
        let text = DRAFTS.replace("He knew.", "He knew nothing.");
        let refused = with_draft(&folder, "a", |draft| {
            fs::write(folder.path("drafts/paper.card"), text).expect("written");
            accept(&folder, draft, draft.text(), &by()).map(drop)
        });
        let refused = refused.expect_err("it says something else now");
        let changed = refused.downcast_ref::<atomic::WriteFailure>();
        assert!(matches!(changed, Some(atomic::WriteFailure::Changed(_))));
        assert_eq!(read(&folder, "cards/statements.card"), "");
    }

    #[test]
    fn a_decision_taken_back_leaves_every_file_as_it_was() {
        let (_kept, folder) = case();
        let taken_back = with_draft(&folder, "a", |draft| {
            accept(&folder, draft, draft.text(), &by())
        })
        .expect("accepted");
        undo(&folder, &taken_back).expect("nobody changed the files");
        assert_eq!(read(&folder, "drafts/paper.card"), DRAFTS);
        assert!(!folder.path("cards/statements.card").exists() && !folder.path(DECIDED).exists());
        let rejected =
            with_draft(&folder, "mao", |draft| reject(&folder, draft, &by())).expect("rejected");
        undo(&folder, &rejected).expect("nobody changed the files");
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
