//! How far a card reaches in the weighing of matters: what rests on it, and what it rests on.

use super::bonds::bonds;
use super::lines::aimed;
use crate::compile::Case;
use kaozheng_record::means::Fact;
use std::collections::BTreeSet;

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
    let mut all = changed.clone();
    let mut open: Vec<String> = changed.iter().cloned().collect();
    while let Some(at) = open.pop() {
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
    if case.matters.contains_key(at) {
        out.extend(bonds(case, at).into_iter().map(|bond| bond.on));
    }
    out
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
