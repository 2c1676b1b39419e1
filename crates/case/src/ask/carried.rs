//! What carries an answer: the grounds, what it rests on alone, and what rival accounts would change.
//!
//! Each is found by asking again without a card, or with a rival account in place. Where an answer has very much evidence,
//! it is asked again only so often, and says so.

use super::named::{named, unfit};
use super::{Answer, plain, time, verdict, weighed};
use crate::compile::{self, AccountAt, Case};
use crate::facts::lines;
use crate::facts::rival_dates::conflict_of;
use crate::facts::trial::Trial;
use kaozheng_record::Kind;
use kaozheng_record::means::Question;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// So many grounds may be gone through, all in all, in asking again.
const LOOKS: usize = 400_000;

/// It is asked again so often at the least.
const LEAST: usize = 16;

/// Widens the grounds until their removal changes the verdict: what else would carry it alone is found by asking again.
pub(super) fn ground(case: &Case, question: &Question, answer: &mut Answer) {
    for _ in 0..case.cards().len() {
        if answer.grounds.is_empty() {
            return;
        }
        let grounds: Vec<&str> = answer.grounds.iter().map(String::as_str).collect();
        let again = plain(&case.without(&grounds), question);
        if again.verdict != answer.verdict {
            return;
        }
        if again.grounds.is_empty() {
            return only_carrying(case, question, answer);
        }
        let more = again.grounds;
        answer.rest_on(more.iter().map(String::as_str));
        answer.in_order();
    }
}

/// Leaves of grounds without which the verdict is the same for want of evidence only those whose removal changes it: of a
/// letter and the date that keeps it from having told anything, the date. Very many grounds are all left.
fn only_carrying(case: &Case, question: &Question, answer: &mut Answer) {
    if answer.grounds.len() > tries(answer) {
        return;
    }
    let changes = |ids: &[&str]| verdict(&case.without(ids), question) != answer.verdict;
    let mut carrying = answer.grounds.clone();
    carrying.retain(|id| changes(&[id]));
    let all: Vec<&str> = carrying.iter().map(String::as_str).collect();
    if !all.is_empty() && !changes(&all) {
        carrying = carrying.into_iter().take(1).collect();
    }
    answer.grounds = carrying;
}

/// The sources and cards whose removal alone changes the verdict, or withdraws what is asked about.
pub(super) fn rest(case: &Case, question: &Question, answer: &mut Answer) {
    let named: Vec<&str> = named(question).into_iter().map(|named| named.id).collect();
    let of = weighed(question).filter(|_| unfit(case, question).is_empty());
    let mut cone = cone(case, &named, &answer.grounds, of);
    cone.retain(|id| !named.contains(id));
    let carrying: Vec<&str> = match of {
        Some(matter) => {
            let weighed = lines::weigh(case, matter);
            let trial = Trial::of(case, matter, &weighed);
            let changes = |id: &&str| trial.without(id) != Some(weighed.verdict);
            cone.into_par_iter().filter(changes).collect()
        }
        None => {
            let (all, tried) = (cone.len(), tries(answer));
            let tried = first_of(case, cone, tried);
            if tried.len() < all {
                answer.step(at_least(tried.len(), all));
            }
            let changes = |id: &&str| verdict(&case.without(&[id]), question) != answer.verdict;
            tried.into_par_iter().filter(changes).collect()
        }
    };
    answer.rests_on = carrying.into_iter().map(str::to_owned).collect();
}

/// How often an answer may be asked for again: the fewer times the more evidence must be gone through each time.
fn tries(answer: &Answer) -> usize {
    (LOOKS / answer.grounds.len().max(1)).max(LEAST)
}

/// So many of the cards, in order of id: those that most others are read in first.
fn first_of<'a>(case: &Case, cards: BTreeSet<&'a str>, count: usize) -> BTreeSet<&'a str> {
    if cards.len() <= count {
        return cards;
    }
    let mut all: Vec<&str> = cards.into_iter().collect();
    all.sort_by_cached_key(|id| Reverse(case.naming().readers(id).count()));
    all.into_iter().take(count).collect()
}

fn at_least(tried: usize, all: usize) -> String {
    format!(
        "It rests at least on the cards named for that: {tried} of the {all} that could carry it alone were taken away one by one, sources of most cards first."
    )
}

/// Everything that can carry an answer: its grounds, what bears on them and on the cards asked about, and the sources
/// that any of these was read in, derives from or is known through.
///
/// Arguments bear on the matter `of` which a verdict is asked, on one another, and on whether a message was sent.
fn cone<'a>(
    case: &'a Case,
    named: &[&str],
    grounds: &[String],
    of: Option<&str>,
) -> BTreeSet<&'a str> {
    let card = |id: &str| case.card(id).map(|card| card.id.as_str());
    let asked: Vec<&str> = grounds
        .iter()
        .map(String::as_str)
        .chain(named.iter().copied())
        .filter_map(card)
        .collect();
    let doubtful = |id: &str| match case.events.get(id) {
        Some(event) => !event
            .sent
            .value()
            .is_some_and(|word| word == "yes" || word == "no"),
        None => case.arguments.contains_key(id),
    };
    let doubted = asked
        .iter()
        .filter(|id| doubtful(id) || (of.is_some() && !case.sources.contains_key(id)));
    let bearing: Vec<String> = doubted.flat_map(|id| lines::bearing(case, id)).collect();
    let mut all: BTreeSet<&str> = asked
        .into_iter()
        .chain(bearing.iter().filter_map(|id| card(id)))
        .collect();
    let mut open: Vec<&str> = all.iter().copied().collect();
    while let Some(at) = open.pop() {
        let source = case.sources.get(at);
        let parents = source.into_iter().flat_map(|source| &source.derives_from);
        let above = parents.map(|parent| parent.value.id.as_str());
        let within = source.filter(|_| of.is_some());
        let within = within.into_iter().flat_map(|source| &source.within.all);
        let above = above.chain(within.map(|collection| collection.value.as_str()));
        let read = case.card(at).into_iter().flat_map(compile::Card::sources);
        let texts = case.naming().texts(at).filter(|_| of.is_some());
        let above = above.chain(texts.map(String::as_str));
        for source in above.chain(read).filter_map(card) {
            if all.insert(source) {
                open.push(source);
            }
        }
    }
    all.retain(|id| is_evidence(case, id));
    all
}

fn is_evidence(case: &Case, id: &str) -> bool {
    matches!(
        case.kind(id),
        Some(Kind::Source | Kind::Event | Kind::Statement | Kind::Argument)
    )
}

/// Which of several accounts was followed, and what the others would change.
pub(super) fn rivals(case: &Case, question: &Question, answer: &mut Answer) {
    let rivals: Vec<AccountAt> = answer
        .grounds
        .iter()
        .flat_map(|id| case.rivals_of(id))
        .collect();
    let (all, tried) = (rivals.len(), tries(answer));
    if tried < all {
        answer.step(format!("Of the {all} rival accounts of its grounds, the first {tried} were followed in turn; what the others would change is not told."));
    }
    for (number, rival) in rivals.into_iter().enumerate() {
        let Some(card) = case.card(&rival.card) else {
            continue;
        };
        let Some(value) = card.all(&rival.field).find(|value| value.nth == rival.nth) else {
            continue;
        };
        let followed = card.words(&rival.field).unwrap_or_default();
        let kept = card.all(&rival.field).find(|value| value.words == followed);
        let kept = kept.map_or(String::new(), |kept| {
            case.cited_value(&card.id, &kept.grounds)
        });
        let cited = case.cited_value(&card.id, &value.grounds);
        let name = format!("{}, {}", rival.card, rival.field);
        answer.rivals.push(format!(
            "{name}: {followed} is followed {kept}; {} stands beside it {cited}",
            value.words
        ));
        if number >= tried {
            continue;
        }
        if let Some(conflict) = conflict_of(case, &rival) {
            answer.would_change.push(time::told(case, &conflict));
            continue;
        }
        let then = verdict(&case.following(&rival), question);
        if then != answer.verdict {
            answer.would_change.push(format!(
                "with {} followed instead ({name}): {then}. {cited}",
                value.words
            ));
        }
    }
}
