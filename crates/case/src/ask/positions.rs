//! Who held which view of a matter, what each could have read, and who changed.

use super::answer::{Answer, NONE};
use super::know::no_evidence;
use crate::compile::{Case, Statement};
use crate::facts::names::{capital, listed};
use crate::facts::plural::one_voice;
use crate::facts::positions::{
    Position, Shelf, by_holder, positions as all_positions, readable_since,
};
use crate::facts::when;
use kaozheng_record::means::When;
use std::collections::{BTreeMap, BTreeSet};

/// Of so many positions, and of so many changes of view, it is told what there was to read.
const MOST_READ: usize = 100;

/// So many sources are named; of more it is said how many.
const MOST_NAMED: usize = 40;

/// `positions foreknowledge`, `positions foreknowledge by 1995`.
pub(super) fn positions(case: &Case, matter: &str, when: Option<&When>) -> Answer {
    let mut found = all_positions(case, matter);
    let shelf = Shelf::of(case, matter, &found);
    found.retain(|one| within(one, when));
    let mut answer = Answer::new(NONE);
    if found.is_empty() {
        answer.step(no_evidence(case));
        return answer;
    }
    answer.verdict = latest(&found);
    for (number, one) in found.iter().enumerate() {
        answer.step(held(case, matter, one));
        if number < MOST_READ {
            answer.steps.extend(read(case, &shelf, one));
        }
        answer.rest_on([one.statement.as_str()]);
    }
    let pairs = by_holder(&found).into_values().flat_map(changes);
    let pairs: Vec<(&Position, &Position)> = pairs.collect();
    let told = pairs.iter().take(MOST_READ);
    answer
        .steps
        .extend(told.map(|(before, after)| changed(case, matter, &shelf, before, after)));
    answer.steps.extend(untold(found.len(), pairs.len()));
    answer.steps.extend(schools(case, &found));
    let once: BTreeSet<&str> = found.iter().map(|one| one.statement.as_str()).collect();
    answer
        .steps
        .extend(once.into_iter().filter_map(|id| plural(case, id)));
    answer
}

/// The verdict of [`positions`] alone.
pub(super) fn in_short(case: &Case, matter: &str, when: Option<&When>) -> String {
    let mut found = all_positions(case, matter);
    found.retain(|one| within(one, when));
    match found.is_empty() {
        true => NONE.to_owned(),
        false => latest(&found),
    }
}

fn within(one: &Position, when: Option<&When>) -> bool {
    let asked = when::covered(when);
    match (when, one.time) {
        (None, _) => true,
        (Some(_), Some(time)) => time.lo <= asked.hi && time.hi >= asked.lo,
        (Some(_), None) => false,
    }
}

/// Of how many positions, and changes of view, it is not told what there was to read.
fn untold(positions: usize, changes: usize) -> Option<String> {
    let left = positions.max(changes).checked_sub(MOST_READ)?;
    (left > 0).then(|| {
        format!("What there was to read is told for the first {MOST_READ} of {positions} positions and of {changes} changes of view.")
    })
}

/// The view that each holder took last: `holds: a, b; does not hold: c`.
fn latest(found: &[Position]) -> String {
    let mut by_view: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (holder, own) in by_holder(found) {
        let dated = own.iter().rev().find(|one| one.time.is_some());
        let last = dated.or(own.last()).expect("a holder holds something");
        for one in own.iter().filter(|one| one.time == last.time) {
            by_view.entry(&one.view).or_default().insert(holder);
        }
    }
    let mut parts: Vec<(&str, BTreeSet<&str>)> = by_view.into_iter().collect();
    parts.sort_by_key(|(view, _)| (rank(view), *view));
    let told = parts.into_iter().map(|(view, holders)| {
        let holders: Vec<&str> = holders.into_iter().collect();
        format!("{view}: {}", holders.join(", "))
    });
    told.collect::<Vec<_>>().join("; ")
}

fn rank(view: &str) -> usize {
    let order = ["holds", "does not hold", "doubted"];
    let place = order.iter().position(|one| *one == view);
    place.unwrap_or(if view == "silent" { 9 } else { 5 })
}

/// A view in a clause: `that foreknowledge holds`.
fn that(matter: &str, view: &str) -> String {
    match view {
        "holds" | "does not hold" => format!("held that {matter} {view}"),
        "doubted" => format!("doubted {matter}"),
        "silent" => format!("kept silent on {matter}"),
        known => format!("held that {known}"),
    }
}

fn held(case: &Case, matter: &str, one: &Position) -> String {
    let statement = case.statements.get(&one.statement);
    let after = statement.and_then(|statement| reporters(case, statement));
    let after = after.map_or(String::new(), |after| format!(", according to {after},"));
    let time = match one.words.as_str() {
        "" => "at a time that is not given".to_owned(),
        words => words.to_owned(),
    };
    let says = case.says_of(&one.statement);
    let says = says.map_or(String::new(), |says| format!(": {says}"));
    let hedge = statement.and_then(|statement| statement.hedges.first());
    let hedge = hedge.map_or(String::new(), |hedge| format!(", with “{}”", hedge.value));
    let (bond, stated) = match &one.bond {
        None => (String::new(), String::new()),
        Some(bond) => {
            let stated = bond.stated.iter().map(|id| format!(" {}", case.cited(id)));
            (
                format!(" It bears on this since {}.", bond.words),
                stated.collect(),
            )
        }
    };
    let view = that(matter, &one.view);
    format!(
        "{}{after} {view} ({time}{hedge}){says}.{bond} {}{stated}",
        capital(case.name_of(&one.holder)),
        case.cited(&one.statement)
    )
}

fn reporters(case: &Case, statement: &Statement) -> Option<String> {
    let chain = statement.reported_by.value()?;
    let names: Vec<&str> = chain.iter().map(|one| case.name_of(one)).collect();
    Some(names.join(" after "))
}

/// What a position rests on and what else there was to read.
fn read(case: &Case, shelf: &Shelf, one: &Position) -> Vec<String> {
    if one.works.is_empty() {
        return Vec::new();
    }
    let reach = shelf.reach(case, one);
    let name = case.name_of(&one.holder);
    let parts = [
        ("it rests on", &reach.used),
        ("readable by then, but not recorded as used:", &reach.unused),
        ("not yet readable:", &reach.later),
        ("not known whether readable by then:", &reach.uncertain),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(lead, ids)| format!("{lead} {}", with_dates(case, ids)))
        .collect();
    let some = !parts.is_empty();
    let told = some.then(|| {
        let works: Vec<String> = one.works.iter().map(|id| format!("[{id}]")).collect();
        let when = match one.words.as_str() {
            "" => String::new(),
            words => format!(" ({words})"),
        };
        format!("{name}{when}: {}. {}", parts.join("; "), works.join(" "))
    });
    told.into_iter().collect()
}

/// Sources with the dates since which they can be read.
fn with_dates(case: &Case, ids: &BTreeSet<String>) -> String {
    let told = ids.iter().take(MOST_NAMED).map(|id| dated(case, id));
    let mut told: Vec<String> = told.collect();
    if ids.len() > MOST_NAMED {
        told.push(format!("{} more", ids.len() - MOST_NAMED));
    }
    listed(&told.iter().map(String::as_str).collect::<Vec<_>>())
}

fn dated(case: &Case, id: &str) -> String {
    let source = case.sources.get(id);
    match source.and_then(|source| readable_since(source)) {
        Some(date) if source.is_some_and(|source| source.released.followed().is_some()) => {
            format!("{id} (released {})", date.words)
        }
        Some(date) => format!("{id} ({})", date.words),
        None => id.to_owned(),
    }
}

/// Where a holder took another view than before: both positions.
fn changes(own: Vec<&Position>) -> Vec<(&Position, &Position)> {
    let dated = own.into_iter().filter(|one| one.time.is_some());
    let dated: Vec<&Position> = dated.collect();
    let pairs = dated.windows(2).filter(|pair| pair[0].view != pair[1].view);
    pairs.map(|pair| (pair[0], pair[1])).collect()
}

/// Another view than before, and what had become readable or was used meanwhile.
fn changed(
    case: &Case,
    matter: &str,
    shelf: &Shelf,
    before: &Position,
    after: &Position,
) -> String {
    let (was, is) = (shelf.reach(case, before), shelf.reach(case, after));
    let new: BTreeSet<String> = is.used.difference(&was.used).cloned().collect();
    let out: BTreeSet<String> = was.later.intersection(&is.unused).cloned().collect();
    let evidence = match (new.is_empty(), out.is_empty()) {
        (false, true) => format!("New in the later work: {}", with_dates(case, &new)),
        (true, false) => format!(
            "No new source is recorded; meanwhile there could be read: {}",
            with_dates(case, &out)
        ),
        (false, false) => format!(
            "New in the later work: {}; meanwhile there could also be read: {}",
            with_dates(case, &new),
            with_dates(case, &out)
        ),
        (true, true) => "No new source is recorded, and none had come out".to_owned(),
    };
    format!(
        "{}, who {} ({}), later {} ({}). {evidence}. [{}] [{}]",
        capital(case.name_of(&before.holder)),
        that(matter, &before.view),
        before.words,
        that(matter, &after.view),
        after.words,
        before.statement,
        after.statement
    )
}

/// Bodies with several holders among their members: whether they are of one mind.
fn schools(case: &Case, found: &[Position]) -> Vec<String> {
    let last = by_holder(found);
    let mut bodies: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for (holder, own) in &last {
        let view = own.last().map_or("", |one| one.view.as_str());
        let member_of = case.actors.get(holder).into_iter();
        for body in member_of.flat_map(|actor| &actor.member_of) {
            let views = bodies.entry(&body.value.id).or_default();
            views.entry(view).or_default().push(holder);
        }
    }
    let several = bodies
        .into_iter()
        .filter(|(_, views)| views.values().map(Vec::len).sum::<usize>() > 1);
    let told = several.map(|(body, views)| {
        let mut views: Vec<(&str, Vec<&str>)> = views.into_iter().collect();
        views.sort_by_key(|(view, _)| (rank(view), *view));
        let parts: Vec<String> = views
            .iter()
            .map(|(view, who)| format!("{view} ({})", case.names_of(who.iter().copied())))
            .collect();
        let mind = match views.len() {
            1 => "are of one mind",
            _ => "are divided",
        };
        format!(
            "Members of {} {mind}: {}. {}",
            case.name_of(body),
            parts.join("; "),
            case.cited(body)
        )
    });
    told.collect()
}

fn plural(case: &Case, id: &str) -> Option<String> {
    let (speaker, root) = one_voice(case, case.statements.get(id)?)?;
    Some(format!(
        "{} are spoken of in the plural, but all of it comes from one root: {root}. {}",
        capital(case.name_of(&speaker.value)),
        case.cited(id)
    ))
}
