//! Deciding on drafts from the inbox: accept (as they are or amended, with what they name), reject, split, merge.
//!
//! A draft is named by its key and its id (`draft=KEY ID`), so that a form never decides on another draft than the one
//! that was shown. A form that is sent twice does it once.

use super::{Done, Sent, next};
use crate::atomic::WriteFailure;
use crate::changes::Plan;
use crate::drafts::{self, Decider};
use crate::exit::misused;
use crate::serve::Served;
use crate::serve::standing::Standing;
use crate::serve::undo::Deed;
use kaozheng_desk::views::inbox::leans_on;
use kaozheng_reading::key;
use kaozheng_record::{CardRef, Record};
use serde_json::json;
use std::collections::BTreeSet;

/// What is done to the chosen drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Accept,
    /// Accept, and before it whatever it names that is a draft still.
    AcceptWith,
    Reject,
    Split,
    Merge,
}

impl Act {
    fn parse(word: &str) -> Option<Act> {
        Some(match word {
            "accept" => Act::Accept,
            "accept-with" => Act::AcceptWith,
            "reject" => Act::Reject,
            "split" => Act::Split,
            "merge" => Act::Merge,
            _ => return None,
        })
    }

    /// The word in the journal.
    fn done(self) -> &'static str {
        match self {
            Act::Accept | Act::AcceptWith => "accepted",
            Act::Reject => "rejected",
            Act::Split => "split",
            Act::Merge => "merged",
        }
    }
}

/// Decides on the drafts of a form.
pub(super) fn run(served: &Served, standing: &Standing, sent: &Sent) -> anyhow::Result<Done> {
    let by = Decider::today(&sent.by)?;
    let act = sent.form.get("do").and_then(Act::parse);
    let act =
        act.ok_or_else(|| misused("what shall be done with the drafts? Use one of the buttons"))?;
    let desk = &standing.desk;
    let mut chosen = found(served, &desk.drafts, sent, "draft")?;
    let aside = found(served, &desk.drafts, sent, "aside")?;
    if act == Act::AcceptWith {
        chosen = with_named(&chosen, &desk.drafts, &desk.record);
    }
    let ids = unique(&chosen);
    let mut done = Done::see(next(sent, "/inbox"));
    if chosen.is_empty() && aside.is_empty() {
        if sent.form.get("draft").is_none() {
            return Err(misused("no draft is chosen; mark some first"));
        }
        done.said = json!({ "what": act.done(), "ids": [], "already": true });
        return Ok(done);
    }
    let mut plan = Plan::new(&served.folder);
    planned(&mut plan, (act, &chosen), standing, sent, &by)?;
    for draft in &aside {
        drafts::plan_reject(&mut plan, *draft, &by)?;
    }
    let deed = Deed {
        what: act.done().to_owned(),
        ids: ids.clone(),
        by: by.initials.clone(),
        day: by.day.clone(),
    };
    let number = served.make(deed, plan)?;
    done.said = json!({ "what": act.done(), "ids": ids, "deed": number });
    Ok(done)
}

fn planned(
    plan: &mut Plan<'_>,
    (act, chosen): (Act, &[CardRef<'_>]),
    standing: &Standing,
    sent: &Sent,
    by: &Decider,
) -> anyhow::Result<()> {
    let desk = &standing.desk;
    let amended = sent.form.text("text");
    let text = |draft: &CardRef<'_>| match &amended {
        Some(text) if sent.form.get("draft").is_some_and(|one| names(one, *draft)) => text.clone(),
        _ => draft.text().to_owned(),
    };
    match act {
        Act::Accept | Act::AcceptWith => chosen.iter().try_for_each(|draft| {
            drafts::plan_accept(plan, &desk.record, (*draft, &text(draft)), by)
        }),
        Act::Reject => chosen
            .iter()
            .try_for_each(|draft| drafts::plan_reject(plan, *draft, by)),
        Act::Split => chosen.iter().try_for_each(|draft| {
            drafts::plan_split(plan, &desk.drafts, (*draft, &text(draft)), by)
        }),
        Act::Merge => drafts::plan_merge(plan, chosen, by),
    }
}

/// Whether a field of a form (`KEY ID`) names this draft.
fn names(field: &str, draft: CardRef<'_>) -> bool {
    field
        .split_once(' ')
        .is_some_and(|(wanted, id)| id == draft.id() && wanted == key(draft))
}

/// The drafts that fields called `name` choose, those left out that were decided on already.
fn found<'a>(
    served: &Served,
    drafts: &'a Record,
    sent: &Sent,
    name: &str,
) -> anyhow::Result<Vec<CardRef<'a>>> {
    let mut out: Vec<CardRef<'a>> = Vec::new();
    let mut gone = Vec::new();
    let mut seen = BTreeSet::new();
    for field in sent.form.all(name).filter(|field| seen.insert(*field)) {
        let id = field.split_once(' ').map_or(field, |(_, id)| id);
        match drafts.called(id).find(|draft| names(field, *draft)) {
            Some(draft) => out.push(draft),
            None => gone.push(field),
        }
    }
    if gone.is_empty() {
        return Ok(out);
    }
    let decided = drafts::decided(&served.folder)?;
    let strange = gone
        .iter()
        .find(|field| !decided.contains_key(field.split(' ').next().unwrap_or_default()));
    match strange {
        None => Ok(out),
        Some(field) => {
            let id = field.split_once(' ').map_or(*field, |(_, id)| id);
            let file = WriteFailure::Changed(served.folder.path("drafts"));
            Err(anyhow::Error::from(file).context(format!(
                "the draft `{id}` does not stand there any more as it was shown: it was changed or read anew; nothing was decided"
            )))
        }
    }
}

/// The drafts with all drafts that they name, these first.
fn with_named<'a>(chosen: &[CardRef<'a>], drafts: &'a Record, cards: &Record) -> Vec<CardRef<'a>> {
    let mut seen: BTreeSet<String> = chosen.iter().map(|draft| draft.id().to_owned()).collect();
    let mut out: Vec<CardRef<'a>> = chosen.to_vec();
    let mut at = 0;
    while at < out.len() {
        for id in leans_on(out[at], drafts, cards) {
            if let Some(named) = drafts.get(&id).filter(|_| seen.insert(id.clone())) {
                out.push(named);
            }
        }
        at += 1;
    }
    out.reverse();
    out
}

fn unique(chosen: &[CardRef<'_>]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let ids = chosen.iter().map(|draft| draft.id().to_owned());
    ids.filter(|id| seen.insert(id.clone())).collect()
}
