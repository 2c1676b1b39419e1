//! Who was bound to whom on a day, which tie ended first, and where two sources differ on one tie.
//!
//! Two ties are taken for accounts of one when they have the same parties, were read in different sources and their times
//! overlap. Neither is corrected by the other: both stand, each with who says it.

use super::answer::{Answer, NONE, UNDECIDED};
use super::know::{asked_of, no_evidence};
use super::state::{aspects, folded, is_hostile, is_tie, tie_word, words_of};
use crate::acts::{Tie, TieAct};
use crate::chronology::Interval;
use crate::compile::{Account, Case, Event};
use crate::facts::acts::{Done, tie};
use crate::facts::names::{capital, listed};
use crate::facts::time::Chronology;
use crate::facts::when::{self, EVER, LAST};
use kaozheng_record::means::When;
use kaozheng_values::dates::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A tie with what became of it.
struct Bound<'a> {
    event: &'a Event,
    parties: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    acts: Vec<Done<TieAct>>,
}

/// `ties on 25 June 1950`, `ties prc`.
pub(super) fn ties(case: &Case, actor: Option<&str>, when: Option<&When>) -> Answer {
    let (instant, words) = when::asked(when);
    let bound = bound(case, actor);
    let parties = by_parties(&bound);
    let accounts = accounts_of_one(&parties);
    let sources: BTreeSet<&str> = bound.iter().flat_map(|one| one.sources.clone()).collect();
    let mut answer = Answer::new(NONE);
    answer.step(asked_of(&words));
    let mut groups: BTreeMap<(usize, String), Vec<&str>> = BTreeMap::new();
    for one in &bound {
        if one.acts.iter().all(|act| act.time.lo > instant) {
            continue;
        }
        let found = folded::<Tie>(case, &one.acts, instant);
        let word = words_of(&found, |tie| tie_word(one.event, tie));
        let apart = match found.states.as_slice() {
            [only] if found.exact && only.state.ended => "had ended".to_owned(),
            [only] if found.exact => format!("was {}", aspects(one.event, only.state)),
            _ => word.clone(),
        };
        groups
            .entry((rank(&word), word))
            .or_default()
            .push(one.event.id());
        answer.step(told(
            case,
            one,
            instant,
            &apart,
            alone(one, &accounts, &sources),
        ));
        answer.rest_on([one.event.id()]);
        answer.rest_on(one.acts.iter().map(|act| act.card.as_str()));
    }
    let parts = groups
        .iter()
        .map(|((_, word), ids)| format!("{word}: {}", ids.join(", ")));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        answer.step(no_evidence(case));
        return answer;
    }
    answer.verdict = parts.join("; ");
    answer.steps.extend(first_ended(case, &bound, instant));
    let begun = |of: &Bound<'_>| of.acts[0].time.lo <= instant;
    for &(one, other) in accounts.iter().filter(|(a, b)| begun(a) || begun(b)) {
        answer.rivals.extend(differing(case, one, other));
    }
    answer
}

/// The ties in order of their first act.
fn bound<'a>(case: &'a Case, actor: Option<&str>) -> Vec<Bound<'a>> {
    let chronology = Chronology::of(case);
    let events = case.events.values().map(AsRef::as_ref);
    let events = events.filter(|event: &&Event| is_tie(event));
    let mut out: Vec<Bound<'a>> = events
        .map(|event| Bound {
            event,
            parties: event.who.iter().map(|who| who.value.as_str()).collect(),
            sources: event.card.sources().into_iter().collect(),
            acts: tie(case, &chronology, event),
        })
        .filter(|one| !one.acts.is_empty() && actor.is_none_or(|actor| one.parties.contains(actor)))
        .collect();
    out.sort_by_key(|one| (one.acts[0].time.lo, one.acts[0].time.hi, one.event.id()));
    out
}

fn rank(word: &str) -> usize {
    let order = ["in force", "practised", "signed", "hostile"];
    let place = order.iter().position(|one| *one == word);
    place.unwrap_or(if word == "ended" { 9 } else { 5 })
}

/// `The King and The Cabinet: signed, not known to be in force, and practised (formal): signed on 1 September 1801.`
fn told(case: &Case, one: &Bound<'_>, instant: i64, apart: &str, alone: &str) -> String {
    let parties = case.names_of(one.parties.iter().copied());
    let form = one.event.form.value();
    let form = form.map_or(String::new(), |form| format!(" ({form})"));
    let acts = one.acts.iter().filter(|act| act.time.lo <= instant);
    let acts = acts.map(|act| {
        let word = match act.kind {
            TieAct::Signed => "signed",
            TieAct::InForce => "in force since",
            TieAct::Practised if is_hostile(one.event) => "at enmity since",
            TieAct::Practised => "practised",
            TieAct::Ended => "ended",
        };
        match act.dated {
            true => format!("{word} {}", case.time_words(&act.card, act.time)),
            false => format!("{word} at a time that is not given"),
        }
    });
    let acts: Vec<String> = acts.collect();
    let says = case.says_of(one.event.id());
    let says = says.map_or(String::new(), |says| format!(" ({says})"));
    format!(
        "{parties}: {}{says}{form} {apart}: {}.{alone} {}",
        one.event.id(),
        acts.join(", "),
        case.cited(one.event.id())
    )
}

/// Ties by who is bound by them.
type ByParties<'b, 'a> = BTreeMap<&'b BTreeSet<&'a str>, Vec<&'b Bound<'a>>>;

fn by_parties<'b, 'a>(bound: &'b [Bound<'a>]) -> ByParties<'b, 'a> {
    let mut out = ByParties::new();
    for one in bound {
        out.entry(&one.parties).or_default().push(one);
    }
    out
}

/// Says of a tie that no other source has it, where several sources tell of ties.
fn alone(
    one: &Bound<'_>,
    accounts: &[(&Bound<'_>, &Bound<'_>)],
    sources: &BTreeSet<&str>,
) -> &'static str {
    let several = !one.sources.is_empty() && !sources.is_subset(&one.sources);
    let is = |other: &Bound<'_>| other.event.id() == one.event.id();
    let paired = accounts.iter().any(|(a, b)| is(a) || is(b));
    match several && !paired {
        true => " No other source of this case has it.",
        false => "",
    }
}

/// The tie that came to an end before all others, by an instant. Enmity that ends breaks no bond.
fn first_ended(case: &Case, bound: &[Bound<'_>], instant: i64) -> Option<String> {
    let bonds = bound.iter().filter(|one| !is_hostile(one.event));
    let apart = match bonds.clone().count() < bound.len() {
        true => "Of these, enmity apart, ",
        false => "Of these ",
    };
    let ended = bonds.clone().filter_map(|one| {
        let last = one.acts.iter().rev().find(|act| act.kind == TieAct::Ended);
        last.filter(|act| act.time.lo <= instant)
            .map(|act| (one, act))
    });
    let ended: Vec<(&Bound<'_>, &Done<TieAct>)> = ended.collect();
    if bonds.count() < 2 {
        return None;
    }
    if let [(only, _)] = ended.as_slice() {
        let id = only.event.id();
        return Some(format!("{apart}{id} alone had ended. {}", case.cited(id)));
    }
    let soonest = ended.iter().map(|(_, act)| act.time.hi).min()?;
    let first: Vec<&str> = ended
        .iter()
        .filter(|(_, act)| act.time.lo <= soonest)
        .map(|(one, _)| one.event.id())
        .collect();
    let cited: Vec<String> = first.iter().map(|id| case.cited(id)).collect();
    Some(match first.as_slice() {
        [only] => format!("{apart}{only} was the first to end. {}", cited.join(" ")),
        several => format!(
            "Which of these ended first {UNDECIDED}: {}. {}",
            listed(several),
            cited.join(" ")
        ),
    })
}

/// Pairs of ties that two sources give for one: of several with the same parties those that begin nearest to each other.
fn accounts_of_one<'b, 'a>(parties: &ByParties<'b, 'a>) -> Vec<(&'b Bound<'a>, &'b Bound<'a>)> {
    let mut out = Vec::new();
    for ties in parties.values() {
        let nearest = |one: &'b Bound<'a>, sources: &BTreeSet<&str>| -> Option<&'b Bound<'a>> {
            let others = ties.iter().copied();
            let others = others.filter(|other| other.sources == *sources && same(one, other));
            others.min_by_key(|other| (apart(one, other), other.event.id()))
        };
        for (at, one) in ties.iter().copied().enumerate() {
            for other in ties[at + 1..]
                .iter()
                .copied()
                .filter(|other| same(one, other))
            {
                let mutual = nearest(one, &other.sources)
                    .is_some_and(|it| it.event.id() == other.event.id())
                    && nearest(other, &one.sources)
                        .is_some_and(|it| it.event.id() == one.event.id());
                if mutual {
                    out.push((one, other));
                }
            }
        }
    }
    out
}

/// How many ticks lie between the beginnings of two ties.
fn apart(one: &Bound<'_>, other: &Bound<'_>) -> i64 {
    let (a, b) = (one.acts[0].time, other.acts[0].time);
    a.lo.saturating_sub(b.hi)
        .max(b.lo.saturating_sub(a.hi))
        .max(0)
}

fn same(one: &Bound<'_>, other: &Bound<'_>) -> bool {
    one.parties == other.parties
        && one.parties.len() > 1
        && one.sources.is_disjoint(&other.sources)
        && one
            .event
            .form
            .value()
            .is_none_or(|form| other.event.form.value().is_none_or(|other| other == form))
        && overlap(lifetime(one), lifetime(other))
}

fn overlap(one: Interval, other: Interval) -> bool {
    one.lo <= other.hi && other.lo <= one.hi
}

/// From its first act to its end.
fn lifetime(one: &Bound<'_>) -> Interval {
    let end = one.acts.iter().find(|act| act.kind == TieAct::Ended);
    Interval {
        lo: one.acts.first().map_or(EVER, |act| act.time.lo),
        hi: end.map_or(LAST, |act| act.time.hi),
    }
}

/// What two accounts of one tie give otherwise, and what one gives alone.
fn differing(case: &Case, one: &Bound<'_>, other: &Bound<'_>) -> Option<String> {
    type Dated<'c> = Option<&'c Account<Arc<Date>>>;
    let fields: [(&str, Dated<'_>, Dated<'_>); 3] = [
        (
            "signed",
            one.event.signed.followed(),
            other.event.signed.followed(),
        ),
        (
            "in force",
            one.event.in_force.followed(),
            other.event.in_force.followed(),
        ),
        (
            "ended",
            one.event.ended.followed(),
            other.event.ended.followed(),
        ),
    ];
    let by = |of: &Bound<'_>| {
        let sources: Vec<&str> = of.sources.iter().copied().collect();
        listed(&sources)
    };
    let parts = fields
        .iter()
        .filter_map(|(word, mine, theirs)| match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                let (at, then) = (
                    when::interval(mine.value.bounds),
                    when::interval(theirs.value.bounds),
                );
                (!overlap(at, then)).then(|| {
                    format!(
                        "{word} {} by {}, {} by {}",
                        mine.words,
                        by(one),
                        theirs.words,
                        by(other)
                    )
                })
            }
            (Some(only), None) => Some(format!("{word} {} by {} alone", only.words, by(one))),
            (None, Some(only)) => Some(format!("{word} {} by {} alone", only.words, by(other))),
            (None, None) => None,
        });
    let parts: Vec<String> = parts.collect();
    let parties = capital(&case.names_of(one.parties.iter().copied()));
    let ids = format!("{} and {}", one.event.id(), other.event.id());
    let cited = format!(
        "{} {}",
        case.cited(one.event.id()),
        case.cited(other.event.id())
    );
    (!parts.is_empty()).then(|| {
        format!(
            "{parties}: {ids} differ on one tie: {}. {cited}",
            parts.join("; ")
        )
    })
}
