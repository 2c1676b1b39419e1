//! How far a card reaches in the weighing of matters: what rests on it, and what it rests on.

use super::bonds::bonds;
use super::entailment::{entailed, entailing};
use super::gather::matters_of;
use super::lines::aimed;
use crate::compile::Case;
use kaozheng_record::means::Fact;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The matters whose evidence counts for or against a matter, itself among them, and those whose cards bind them.
pub(crate) fn bound(case: &Case, matter: &str) -> BTreeSet<String> {
    let bonds = bonds(case, matter).into_iter();
    let mut all: BTreeSet<String> = bonds
        .flat_map(|bond| std::iter::once(bond.on).chain(bond.stated))
        .collect();
    all.insert(matter.to_owned());
    all
}

/// Every card whose part in some weighing may be another when these change, themselves among them.
pub(crate) fn resting(case: &Case, changed: &BTreeSet<String>) -> BTreeSet<String> {
    resting_until(case, changed, None)
}

/// The same, but for what rests on one card alone.
pub(crate) fn resting_until(
    case: &Case,
    changed: &BTreeSet<String>,
    last: Option<&str>,
) -> BTreeSet<String> {
    let mut all = changed.clone();
    let mut open: Vec<String> = changed.iter().cloned().collect();
    while let Some(at) = open.pop() {
        if last == Some(at.as_str()) {
            continue;
        }
        for id in next(case, &at) {
            if all.insert(id.clone()) {
                open.push(id);
            }
        }
    }
    all
}

/// The cards that rest on one, without others between.
fn next(case: &Case, at: &str) -> Vec<String> {
    let naming = case.naming();
    let named = naming.premises(at).chain(naming.readers(at));
    let named = named.chain(naming.contents(at));
    let mut out: Vec<String> = named.chain(naming.authored(at)).cloned().collect();
    if let Some(source) = case.sources.get(at) {
        out.extend(source.text_of.all.iter().map(|of| of.value.clone()));
    }
    if let Some(argument) = case.arguments.get(at) {
        let targets = argument.pro.iter().chain(&argument.con);
        out.extend(
            targets
                .chain(&argument.undercuts)
                .map(|one| one.value.clone()),
        );
    }
    if let Some(statement) = case.statements.get(at) {
        out.extend(
            statement
                .means
                .iter()
                .filter_map(|means| match &means.value.fact {
                    Fact::Holds { matter: of, .. } | Fact::Happened { event: of, .. } => {
                        Some(of.id.clone())
                    }
                    _ => None,
                }),
        );
    }
    // What no card describes can still be entailed, and so can events.
    let bound = naming.entailing(at).next().is_some() || naming.rivals(at).next().is_some();
    if bound || case.matters.contains_key(at) {
        out.extend(bonds(case, at).into_iter().map(|bond| bond.on));
    }
    out
}

/// What the cards that differ between two cases can reach.
pub(crate) struct Reached {
    /// The cards that do not say the same in both.
    pub(crate) changed: BTreeSet<String>,
    /// Whether a person or a body is among them.
    pub(crate) actors: bool,
    /// Cards whose part in some weighing may be another.
    pub(crate) weighed: BTreeSet<String>,
    /// Matters on whose knowledge the evidence may be another, or may come to others.
    pub(crate) matters: BTreeSet<String>,
}

impl Reached {
    /// `None` where the settings differ: they can reach everything.
    pub(crate) fn of(before: &Case, after: &Case) -> Option<Reached> {
        if !Arc::ptr_eq(&before.settings, &after.settings) {
            return None;
        }
        let changed = differing_cards(before, after);
        let mut weighed = resting(before, &changed);
        weighed.extend(resting(after, &changed));
        let mut cards = before.naming().ever_tied(&weighed);
        cards.extend(after.naming().ever_tied(&weighed));
        let mut matters = named_by(before, &cards);
        matters.extend(named_by(after, &cards));
        let mut actors = false;
        for case in [before, after] {
            for actor in changed.iter().filter(|id| case.actors.contains_key(id)) {
                actors = true;
                matters.extend(matters_of(case, actor));
            }
        }
        Some(Reached {
            changed,
            actors,
            weighed,
            matters,
        })
    }

    /// The matters and events of which statements that are reached, or whose speaker is, claim something.
    pub(crate) fn claimed(&self, case: &Case) -> BTreeSet<String> {
        let naming = case.naming();
        let spoken = self.changed.iter().flat_map(|id| naming.speaking(id));
        let said = self.weighed.iter().chain(spoken);
        let mut claimed = self.changed.clone();
        for statement in said.filter_map(|id| case.statements.get(id)) {
            for means in &statement.means {
                let named = means.value.fact.ids().into_iter();
                claimed.extend(named.map(|id| id.id.clone()));
            }
        }
        claimed
    }
}

/// The cards that do not say the same in both.
fn differing_cards(before: &Case, after: &Case) -> BTreeSet<String> {
    let same = |id: &str| match (before.by_id().get(id), after.by_id().get(id)) {
        (Some(was), Some(is)) => Arc::ptr_eq(was, is) || was.says_the_same(is),
        _ => false,
    };
    let all = before.by_id().apart_from(after.by_id()).into_iter();
    all.filter(|id| !same(id)).cloned().collect()
}

/// The matters on whose knowledge some of these cards can be evidence, by entailment too.
fn named_by(case: &Case, cards: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for id in cards {
        found.insert(id.clone());
        let event = case.events.get(id);
        if let Some(event) = event {
            found.extend(event.tells.iter().map(|one| one.value.clone()));
            let open = event
                .about
                .iter()
                .flat_map(|one| case.naming().about(&one.value));
            found.extend(open.cloned());
        }
        let means = event.map(|event| &event.means);
        let means = means.or(case.statements.get(id).map(|statement| &statement.means));
        for one in means.into_iter().flatten() {
            found.extend(one.value.fact.ids().into_iter().map(|id| id.id.clone()));
        }
    }
    let own: Vec<String> = found.iter().cloned().collect();
    for id in &own {
        found.extend(entailing(case, id));
        found.extend(entailed(case, id));
    }
    found
}

/// What is needed to weigh: cards, and matters with all that is aimed at them.
#[derive(Default)]
struct Needed {
    cards: BTreeSet<String>,
    issues: BTreeSet<String>,
    open: Vec<(String, Need)>,
}

#[derive(Clone, Copy)]
enum Need {
    Card,
    Issue,
}

impl Needed {
    fn card(&mut self, id: &str) {
        if !self.cards.contains(id) {
            self.cards.insert(id.to_owned());
            self.open.push((id.to_owned(), Need::Card));
        }
    }

    fn issue(&mut self, id: &str) {
        if !self.issues.contains(id) {
            self.issues.insert(id.to_owned());
            self.open.push((id.to_owned(), Need::Issue));
        }
    }

    fn all(mut self, case: &Case) -> BTreeSet<String> {
        while let Some((at, need)) = self.open.pop() {
            match need {
                Need::Card => self.beneath(case, &at),
                Need::Issue => {
                    for on in bound(case, &at) {
                        self.card(&on);
                        aimed(case, &on).into_iter().for_each(|id| self.card(id));
                    }
                }
            }
        }
        self.cards
    }

    /// What a card as evidence rests on, and what undercuts it.
    fn beneath(&mut self, case: &Case, at: &str) {
        let naming = case.naming();
        let sources = case.card(at).into_iter().flat_map(|card| card.sources());
        sources.for_each(|source| self.card(source));
        naming.texts(at).for_each(|text| self.card(text));
        let undercutting = naming.undercutting(at);
        undercutting.for_each(|id| self.card(id));
        if let Some(source) = case.sources.get(at) {
            let parents = source.derives_from.iter().map(|parent| &parent.value.id);
            let links = source.suspected_links.iter().chain(&source.authors);
            let links = links.chain(&source.within.all);
            parents
                .chain(links.map(|link| &link.value))
                .for_each(|id| self.card(id));
        }
        if let Some(argument) = case.arguments.get(at) {
            let named = argument.premises.iter().chain(&argument.suspected_links);
            for id in named.map(|one| &one.value) {
                self.card(id);
                if case.matters.contains_key(id) {
                    self.issue(id);
                }
            }
        }
    }
}

/// The cards that are needed to weigh a matter as the whole case weighs it.
pub(crate) fn supporting(case: &Case, matter: &str) -> BTreeSet<String> {
    let mut needed = Needed::default();
    needed.issue(matter);
    needed.all(case)
}

/// The cards that are needed to weigh a matter by a few of its lines alone, and to see whether statements among these are
/// lines at all.
pub(crate) fn supporting_lines(
    case: &Case,
    matter: &str,
    lines: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut needed = Needed::default();
    let bound = bound(case, matter);
    bound.iter().for_each(|on| needed.card(on));
    for line in lines {
        needed.card(line);
        if case.statements.contains_key(line) {
            let uses = |on: &&String| {
                let mut users = case.naming().premises(line);
                users.find(|id| speaks_of(case, id, on) && uses(case, id, line))
            };
            bound
                .iter()
                .filter_map(|on| uses(&on))
                .for_each(|id| needed.card(id));
        }
    }
    needed.all(case)
}

fn speaks_of(case: &Case, argument: &str, matter: &str) -> bool {
    case.arguments.get(argument).is_some_and(|argument| {
        let mut targets = argument.pro.iter().chain(&argument.con);
        targets.any(|target| target.value == matter)
    })
}

fn uses(case: &Case, argument: &str, premise: &str) -> bool {
    case.arguments.get(argument).is_some_and(|argument| {
        let mut premises = argument.premises.iter();
        premises.any(|one| one.value == premise)
    })
}
