//! Drafts cut anew: one that holds two things becomes two, several that hold one thing become one. They stay drafts.
//!
//! What they were drafted by is left out of them, so that reading the original again keeps them as it keeps what a person
//! wrote; the drafts that they were cut from are remembered, so that reading does not propose those again.

use super::{Decider, Verdict, known_kind, remember, replace};
use crate::changes::Plan;
use crate::exit::misused;
use kaozheng_reading::key;
use kaozheng_record::schema::field;
use kaozheng_record::{CardRef, HowMany, Kind, Record, Sheet};
use std::collections::BTreeSet;

/// Plans that the cards of `text` stand in the place of a draft; they are drafts still.
pub(crate) fn plan_split(
    plan: &mut Plan<'_>,
    drafts: &Record,
    (draft, text): (CardRef<'_>, &str),
    by: &Decider,
) -> anyhow::Result<()> {
    let sheet = Sheet::parse("draft", text);
    let cards: Vec<CardRef<'_>> = sheet.cards().collect();
    if cards.len() < 2 {
        return Err(misused(
            "to split a draft, put an empty line and a new first line (`kind: id`) where the second card begins",
        ));
    }
    let mut ids = BTreeSet::new();
    for card in &cards {
        known_kind(*card)?;
        let id = card.id();
        let elsewhere = drafts.get(id).is_some() && id != draft.id();
        if id.is_empty() || elsewhere || !ids.insert(id) {
            return Err(misused(format!(
                "`{id}` is the id of another draft; every part needs an id of its own"
            )));
        }
    }
    let parts: Vec<String> = cards.iter().map(|card| by_hand(card.text())).collect();
    let own = cards.iter().any(|card| key(*card) == key(draft));
    if !own {
        remember(plan, draft, (Verdict::Rejected, by, draft.id()))?;
    }
    replace(plan, draft, &parts.join("\n\n"))
}

/// Plans that several drafts become one, in the place of the first, with all that stands on them; it is a draft still.
pub(crate) fn plan_merge(
    plan: &mut Plan<'_>,
    drafts: &[CardRef<'_>],
    by: &Decider,
) -> anyhow::Result<()> {
    let [first, others @ ..] = drafts else {
        return Err(misused("nothing is chosen; choose the drafts to merge"));
    };
    if others.is_empty() {
        return Err(misused(
            "one draft alone cannot be merged; choose two or more",
        ));
    }
    if let Some(other) = others.iter().find(|other| other.kind() != first.kind()) {
        return Err(misused(format!(
            "`{}` is a {} and `{}` a {}; only drafts of one kind are merged",
            first.id(),
            first.kind(),
            other.id(),
            other.kind()
        )));
    }
    let text = by_hand(&merged(*first, others));
    for draft in drafts {
        remember(plan, *draft, (Verdict::Rejected, by, first.id()))?;
    }
    for draft in others.iter().rev() {
        replace(plan, *draft, "")?;
    }
    replace(plan, *first, &text)
}

/// The lines of the first card with the lines of the others that it does not have. A field that stands once and differs
/// is kept as a remark.
fn merged(first: CardRef<'_>, others: &[CardRef<'_>]) -> String {
    let mut out: Vec<String> = blocks(first.text());
    for other in others {
        let theirs = blocks(other.text());
        let mut own = theirs.into_iter();
        let head = own.next().unwrap_or_default();
        let grounds = head.split_once('\n').map_or("", |(_, grounds)| grounds);
        if !grounds.is_empty() && !out[0].contains(grounds) {
            out[0] = format!("{}\n{grounds}", out[0]);
        }
        for block in own.filter(|block| !block.starts_with("drafted:")) {
            let name = block.split(':').next().unwrap_or_default();
            let many = Kind::parse(first.kind())
                .and_then(|kind| field(kind, name))
                .is_some_and(|spec| spec.how_many == HowMany::Many);
            let there = out.contains(&block);
            let named = out.iter().any(|own| own.split(':').next() == Some(name));
            match (there, named && !many) {
                (true, _) => {}
                (false, true) => out.push(format!("# {}", block.replace('\n', "\n# "))),
                (false, false) => out.push(block),
            }
        }
    }
    out.join("\n")
}

/// The lines of a card, each field with all that belongs to it; the first is the head with what is said of the whole.
fn blocks(card: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (at, line) in card.lines().enumerate() {
        let word = line.split(':').next().unwrap_or_default();
        let belongs =
            line.starts_with([' ', '\t', '>', '#']) || matches!(word, "from" | "grade" | "because");
        match out.last_mut() {
            Some(last) if at > 0 && belongs => *last = format!("{last}\n{line}"),
            _ => out.push(line.to_owned()),
        }
    }
    out
}

/// The lines without what says that a machine drafted them.
fn by_hand(card: &str) -> String {
    let kept: Vec<String> = blocks(card)
        .into_iter()
        .filter(|block| !block.starts_with("drafted:"))
        .collect();
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::CaseFolder;
    use std::fs;

    const DRAFTS: &str = "# By a machine.\n\nstatement: a\nfrom: p, n. 1\n> he knew\nsays: He knew and told.\nspeaker: mao\ndrafted: verb\n\n\
                          person: mao\nname: Mao\ndrafted: a name\n\n\
                          person: mao-2\nfrom: q, p. 3\nname: Mao Zedong\nborn: 1893\ndrafted: a name\n";

    fn by() -> Decider {
        Decider {
            initials: "KR".to_owned(),
            date: "2 March 2026".to_owned(),
            day: "2026-03-02".to_owned(),
        }
    }

    /// The file of drafts after a plan, or why it was refused; and how many drafts are remembered.
    fn check(act: impl FnOnce(&mut Plan<'_>, &Record) -> anyhow::Result<()>) -> String {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = CaseFolder::create(temporary.path(), "T").expect("made");
        fs::write(folder.path("drafts/p.card"), DRAFTS).expect("written");
        let drafts = Record::new(vec![Sheet::parse("drafts/p.card", DRAFTS)]);
        let mut plan = Plan::new(&folder);
        if let Err(refused) = act(&mut plan, &drafts) {
            return refused.to_string();
        }
        let decided = plan
            .text(crate::drafts::DECIDED)
            .expect("read")
            .lines()
            .count();
        let text = plan.text("drafts/p.card").expect("read").to_owned();
        format!("{text}--\n{decided} remembered")
    }

    fn draft<'a>(drafts: &'a Record, id: &str) -> CardRef<'a> {
        drafts.get(id).expect("the draft is there")
    }

    #[test]
    fn a_draft_is_parted_where_it_stands_and_stays_a_draft() {
        let two = "statement: a\nfrom: p, n. 1\nsays: He knew.\ndrafted: verb\n\nstatement: b\nsays: He told.\n";
        insta::assert_snapshot!(check(|plan, drafts| plan_split(plan, drafts, (draft(drafts, "a"), two), &by())), @r"
        # By a machine.

        statement: a
        from: p, n. 1
        says: He knew.

        statement: b
        says: He told.

        person: mao
        name: Mao
        drafted: a name

        person: mao-2
        from: q, p. 3
        name: Mao Zedong
        born: 1893
        drafted: a name
        --
        1 remembered
        ");
    }

    #[test]
    fn what_is_one_card_or_takes_the_id_of_another_draft_is_not_split() {
        for (text, why) in [
            ("statement: a\nsays: x\n", "an empty line"),
            ("statement: a\n\nperson: mao\n", "the id of another draft"),
            ("statement: a\n\nstatement: a\n", "the id of another draft"),
            ("statement: a\n\nstatemnt: b\n", "no kind of card"),
        ] {
            let said =
                check(|plan, drafts| plan_split(plan, drafts, (draft(drafts, "a"), text), &by()));
            assert!(said.contains(why), "{said}");
        }
    }

    #[test]
    fn merged_drafts_keep_every_line_of_each() {
        insta::assert_snapshot!(check(|plan, drafts| plan_merge(plan, &[draft(drafts, "mao"), draft(drafts, "mao-2")], &by())), @r"
        # By a machine.

        statement: a
        from: p, n. 1
        > he knew
        says: He knew and told.
        speaker: mao
        drafted: verb

        person: mao
        from: q, p. 3
        name: Mao
        name: Mao Zedong
        born: 1893

        --
        2 remembered
        ");
    }

    #[test]
    fn drafts_of_two_kinds_or_one_alone_are_not_merged() {
        let said = check(|plan, drafts| {
            plan_merge(plan, &[draft(drafts, "a"), draft(drafts, "mao")], &by())
        });
        assert!(said.contains("only drafts of one kind"), "{said}");
        let said = check(|plan, drafts| plan_merge(plan, &[draft(drafts, "mao")], &by()));
        assert!(said.contains("choose two"), "{said}");
    }
}
