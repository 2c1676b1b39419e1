//! In which order matters are weighed: those that arguments use as premises before those they are used for.
//!
//! Matters that rest on one another in a circle are found together (Tarjan 1972), so that an argument that rests on what
//! it is for can be told from one that does not, in time that grows with the arguments alone.

use super::bonds::bonds;
use crate::compile::{Argument, Case};
use crate::weighing::For;
use std::collections::BTreeMap;

/// The matters below one, itself the last, each after all that it rests on; and which circle each belongs to.
#[derive(Debug)]
pub(super) struct Issues {
    /// In the order in which they are weighed.
    pub(super) order: Vec<String>,
    circle: BTreeMap<String, usize>,
}

impl Issues {
    pub(super) fn below(case: &Case, matter: &str) -> Issues {
        let mut walk = Walk::new(case);
        walk.enter(matter.to_owned());
        while let Some((at, next)) = walk.path.last_mut() {
            match next.pop() {
                Some(to) => walk.look(to),
                None => {
                    let done = *at;
                    walk.leave(done);
                }
            }
        }
        Issues {
            order: walk.order,
            circle: walk.circle,
        }
    }

    /// Whether the verdicts of two matters rest on one another, or they are one.
    pub(super) fn circular(&self, one: &str, other: &str) -> bool {
        one == other || self.circle.get(one) == self.circle.get(other)
    }
}

/// The arguments on a matter that take a side.
pub(super) fn arguments_on<'a>(
    case: &'a Case,
    matter: &'a str,
    side: For,
) -> impl Iterator<Item = &'a Argument> {
    let named = case.naming().arguments(matter);
    let all = named.filter_map(move |id| case.arguments.get(id));
    all.map(AsRef::as_ref).filter(move |argument| {
        let targets = match side {
            For::Pro => &argument.pro,
            For::Con => &argument.con,
        };
        targets.iter().any(|target| target.value == matter)
    })
}

/// The matters that the arguments bearing on a matter use as premises.
fn premises(case: &Case, matter: &str) -> Vec<String> {
    let mut sides = vec![(matter.to_owned(), For::Pro), (matter.to_owned(), For::Con)];
    let bound = bonds(case, matter).into_iter();
    sides.extend(bound.map(|bond| (bond.on, bond.there)));
    let mut out: Vec<String> = Vec::new();
    for (on, side) in &sides {
        for argument in arguments_on(case, on, *side) {
            let ids = argument.premises.iter().map(|premise| &premise.value);
            out.extend(ids.filter(|id| case.matters.contains_key(id)).cloned());
        }
    }
    out.sort();
    out.dedup();
    out
}

/// A walk in depth over matters and their premises, without recursion: chains may be long.
struct Walk<'a> {
    case: &'a Case,
    ids: Vec<String>,
    number: BTreeMap<String, usize>,
    /// The least number that each reaches by matters not yet in a circle.
    least: Vec<usize>,
    open: Vec<usize>,
    path: Vec<(usize, Vec<String>)>,
    order: Vec<String>,
    circle: BTreeMap<String, usize>,
}

impl<'a> Walk<'a> {
    fn new(case: &'a Case) -> Walk<'a> {
        Walk {
            case,
            ids: Vec::new(),
            number: BTreeMap::new(),
            least: Vec::new(),
            open: Vec::new(),
            path: Vec::new(),
            order: Vec::new(),
            circle: BTreeMap::new(),
        }
    }

    fn enter(&mut self, id: String) {
        let number = self.ids.len();
        self.number.insert(id.clone(), number);
        self.least.push(number);
        self.open.push(number);
        self.path.push((number, premises(self.case, &id)));
        self.ids.push(id);
    }

    fn look(&mut self, to: String) {
        match self.number.get(&to) {
            None => self.enter(to),
            Some(&seen) if !self.circle.contains_key(&to) => {
                let (at, _) = self.path[self.path.len() - 1];
                self.least[at] = self.least[at].min(seen);
            }
            Some(_) => {}
        }
    }

    fn leave(&mut self, at: usize) {
        self.path.pop();
        if let Some(&(before, _)) = self.path.last() {
            self.least[before] = self.least[before].min(self.least[at]);
        }
        self.order.push(self.ids[at].clone());
        if self.least[at] != at {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.circle.insert(self.ids[member].clone(), at);
            if member == at {
                return;
            }
        }
    }
}
