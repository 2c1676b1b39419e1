//! A matter weighed again where a few cards are otherwise, without going through all the evidence on it once more.
//!
//! Only the lines that the changed cards can reach are read again, in a case of nothing but these lines and what they
//! rest on; the others stand as they were.

use super::lines::{Line, Weighed, root_names, said_of, sides, weigh};
use super::reach::{bound, resting, resting_until, supporting, supporting_lines};
use super::roots::Links;
use crate::compile::{Case, Changes};
use crate::weighing::{Argument, Balance, For, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A matter that has been weighed, ready to be tried with changes.
pub(crate) struct Trial<'a> {
    case: &'a Case,
    matter: &'a str,
    /// The place of each live line on its side, by id.
    live: BTreeMap<&'a str, Vec<(For, usize)>>,
    /// Every line by id, dead ones too.
    lines: BTreeSet<&'a str>,
    numbers: BTreeMap<String, u32>,
    balance: Balance,
    /// What else the weighing of this matter looks at: matters bound to it.
    bound: BTreeSet<String>,
    /// Lines that rest on the matter itself.
    beyond: BTreeSet<String>,
    verdict: Verdict,
}

impl<'a> Trial<'a> {
    pub(crate) fn of(case: &'a Case, matter: &'a str, weighed: &'a Weighed) -> Trial<'a> {
        let lines = &weighed.lines;
        let [pro, con] = sides(lines, Links::Recorded);
        let mut live: BTreeMap<&str, Vec<(For, usize)>> = BTreeMap::new();
        for side in [For::Pro, For::Con] {
            let own = lines
                .iter()
                .filter(|one| one.side == side && one.dead.is_none());
            for (at, line) in own.enumerate() {
                live.entry(&line.id).or_default().push((side, at));
            }
        }
        let roots = root_names(lines).into_iter();
        let mut trial = Trial {
            case,
            matter,
            live,
            lines: lines.iter().map(|line| line.id.as_str()).collect(),
            numbers: roots.map(str::to_owned).zip(0..).collect(),
            balance: Balance::new(&pro, &con),
            bound: bound(case, matter),
            beyond: BTreeSet::new(),
            verdict: weighed.verdict,
        };
        let own = BTreeSet::from([matter.to_owned()]);
        trial.beyond = trial.to_read_again(&resting(case, &own));
        trial
    }

    /// The verdict without a source or card, and without all that stands on it alone; `None` where the matter itself falls.
    pub(crate) fn without(&self, id: &str) -> Option<Verdict> {
        let changes = self.case.falling(&[id]);
        if changes.get(self.matter).is_some_and(Option::is_none) {
            return None;
        }
        let changed: BTreeSet<String> = changes.keys().cloned().collect();
        let touched = resting_until(self.case, &changed, Some(self.matter));
        if changed.iter().any(|id| self.case.matters.contains_key(id)) {
            return Some(self.whole(changes));
        }
        let mut again = self.to_read_again(&touched);
        if touched.contains(self.matter) {
            again.extend(self.beyond.iter().cloned());
        }
        if again.is_empty() {
            return Some(self.verdict);
        }
        if again.iter().all(|id| self.is_dead(&changes, id)) {
            return Some(self.balance.verdict_with(&self.gone(&again), &[]));
        }
        Some(self.with(changes, &again))
    }

    /// Whether a line cannot be live whatever else changes: it has fallen, or a premise of it has.
    fn is_dead(&self, changes: &Changes, line: &str) -> bool {
        let fallen = |id: &str| changes.get(id).is_some_and(Option::is_none);
        let argument = self.case.arguments.get(line);
        let mut premises = argument.into_iter().flat_map(|argument| &argument.premises);
        fallen(line) || premises.any(|premise| fallen(&premise.value))
    }

    /// The live lines among some cards, by their places.
    fn gone(&self, again: &BTreeSet<String>) -> Vec<(For, usize)> {
        let gone = again.iter().filter_map(|id| self.live.get(id.as_str()));
        gone.flatten().copied().collect()
    }

    /// All lines anew: matters themselves have changed, and with them what bears on what.
    fn whole(&self, changes: Changes) -> Verdict {
        let left = self.case.lessened(changes);
        let small = left.only(&supporting(&left, self.matter));
        weigh(&small, self.matter).verdict
    }

    /// The lines that may be otherwise, and statements that may become lines since what used them is gone.
    fn to_read_again(&self, touched: &BTreeSet<String>) -> BTreeSet<String> {
        let mut again = BTreeSet::new();
        for id in touched {
            if self.lines.contains(id.as_str()) {
                again.insert(id.clone());
            }
            let argument = self.case.arguments.get(id);
            let premises = argument.into_iter().flat_map(|argument| &argument.premises);
            let said = premises.filter(|premise| self.speaks(&premise.value));
            again.extend(said.map(|premise| premise.value.clone()));
        }
        again
    }

    fn speaks(&self, id: &str) -> bool {
        let Some(statement) = self.case.statements.get(id) else {
            return false;
        };
        self.bound.iter().any(|on| said_of(statement, on).is_some())
    }

    fn with(&self, changes: Changes, again: &BTreeSet<String>) -> Verdict {
        let left = self.case.lessened(changes);
        let small = left.only(&supporting_lines(&left, self.matter, again));
        let new = weigh(&small, self.matter).lines;
        let new = new.into_iter().filter(|line| again.contains(&line.id));
        let new: Vec<Line> = new.filter(|line| line.dead.is_none()).collect();
        let gone = self.gone(again);
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        for root in new.iter().flat_map(|line| &line.roots) {
            let next = (self.numbers.len() + numbers.len()) as u32;
            let known = self.numbers.get(root).copied();
            numbers.entry(root).or_insert(known.unwrap_or(next));
        }
        let kernel = new.iter().map(|line| {
            let roots: Vec<u32> = line
                .roots
                .iter()
                .map(|root| numbers[root.as_str()])
                .collect();
            (line.side, Argument::new(line.grade, roots))
        });
        self.balance
            .verdict_with(&gone, &kernel.collect::<Vec<_>>())
    }
}
