//! The dates of a set of cards, reckoned: a point for every date, a bound for every dated sentence.

use super::plan::{Own, Plan, Points};
use super::stated::Stated;
use super::time::{Mark, Sentence};
use crate::chronology::{
    Alternative, Bound, Network, Scenarios, Settled, Side, Solution, Step, scenarios, settle, solve,
};
use crate::compile::Case;
use kaozheng_values::dates::Bounds;
use std::collections::{BTreeMap, BTreeSet};

/// The label of a bound that no sentence states.
pub(super) const FURTHER: u32 = u32::MAX;

/// The dates of some cards, tightened by one another.
#[derive(Clone, Debug)]
pub(super) struct Reckoning {
    points: Points,
    pub(super) network: Network,
    sentences: Vec<Stated>,
    settled: Settled,
    alternatives: Vec<Alternative>,
    scenarios: Vec<Scenarios>,
    own: BTreeMap<u32, Own>,
}

impl Reckoning {
    /// Of all cards, or of those in `only`.
    pub(super) fn of(case: &Case, only: Option<&BTreeSet<String>>) -> Reckoning {
        let plan = Plan::of(case, only);
        let settled = settle(&plan.network);
        let certain = plan
            .network
            .without(|bound| settled.aside.contains(&bound.id));
        let scenarios = match plan.alternatives.is_empty() {
            true => Vec::new(),
            false => scenarios(&certain, &plan.alternatives),
        };
        Reckoning {
            points: plan.points,
            network: plan.network,
            sentences: plan.sentences,
            settled,
            alternatives: plan.alternatives,
            scenarios,
            own: plan.own,
        }
    }

    /// Whether all sentences can hold, alternatives too.
    pub(super) fn holds(&self) -> bool {
        self.settled.contradictions.is_empty() && self.scenarios.iter().all(Scenarios::hold)
    }

    pub(super) fn bounds(&self, id: &str, mark: Mark) -> Option<Bounds> {
        let point = self.point(id, mark)?;
        if self.stands_alone(point) {
            return self.own.get(&point).map(|own| own.bounds);
        }
        let (earliest, latest) = self.dates(point);
        Some(Bounds { earliest, latest })
    }

    /// Whether the date that a card gives to a point has a part in a contradiction.
    pub(super) fn stands_alone(&self, point: u32) -> bool {
        let own = self.own.get(&point);
        own.is_some_and(|own| self.settled.aside.contains(&own.bound))
    }

    /// The tightest dates of a point over all ways of taking alternatives.
    fn dates(&self, point: u32) -> (Option<i64>, Option<i64>) {
        let place = |of: &Scenarios| Some(of.dates[of.points.binary_search(&point).ok()?]);
        self.scenarios
            .iter()
            .find_map(place)
            .unwrap_or_else(|| self.certain(point))
    }

    fn certain(&self, point: u32) -> (Option<i64>, Option<i64>) {
        let schedule = &self.settled.schedule;
        let at = point as usize;
        (schedule.earliest[at], schedule.latest[at])
    }

    /// The sentences that give the earliest or the latest date of a point, from the calendar to the point. None for a
    /// date that has a part in a contradiction.
    pub(super) fn because(&self, point: u32, side: Side) -> Vec<&Sentence> {
        if self.stands_alone(point) {
            return Vec::new();
        }
        let of_side = |dates: (Option<i64>, Option<i64>)| match side {
            Side::Least => dates.0,
            Side::Most => dates.1,
        };
        let wanted = of_side(self.dates(point));
        if wanted == of_side(self.certain(point)) {
            return self.told(&self.settled.schedule.explain(point, side));
        }
        let Solution::Consistent(schedule) = solve(&self.taking(&self.way_to(point, wanted)))
        else {
            return Vec::new();
        };
        self.told(&schedule.explain(point, side))
    }

    /// The labels of the alternatives taken in one way in which a point can have this tick.
    fn way_to(&self, point: u32, tick: Option<i64>) -> Vec<u32> {
        let mut network = self.taking(&[]);
        network.add(Bound {
            id: FURTHER,
            from: 0,
            to: point,
            least: tick,
            most: tick,
        });
        let all = scenarios(&network, &self.alternatives);
        let here = |of: &&Scenarios| of.points.binary_search(&point).is_ok();
        let way = all.iter().find(here).and_then(|of| of.told.first());
        way.cloned().unwrap_or_default()
    }

    /// The sentences that do not contradict one another, and of the alternatives these.
    fn taking(&self, labels: &[u32]) -> Network {
        let aside = &self.settled.aside;
        let mut network = self.network.without(|bound| aside.contains(&bound.id));
        let both = |one: &Alternative| [one.before, one.after];
        for bound in self.alternatives.iter().flat_map(both) {
            if labels.contains(&bound.id) {
                network.add(bound);
            }
        }
        network
    }

    /// The sentences that do not allow these further bounds, labelled [`FURTHER`], however alternatives are taken; `None`
    /// if they can hold. What contradicts itself has no say, be it sentences that were set aside or alternatives that fit
    /// on neither side.
    pub(super) fn refusal(&self, further: &[Bound]) -> Option<Vec<&Sentence>> {
        let mut network = self.taking(&[]);
        further.iter().for_each(|bound| network.add(*bound));
        if let Solution::Contradiction(found) = solve(&network) {
            return Some(self.told(&found.cycle));
        }
        let open = self.open_alternatives();
        let all = scenarios(&network, &open);
        let of = all.iter().find(|of| !of.hold())?;
        let shut = if of.ways == 0 { &of.tried } else { &of.shut };
        let shut: Vec<Alternative> = shut.iter().map(|&at| open[at]).collect();
        Some(self.excluding(of, &shut))
    }

    /// The alternatives that some way of taking them leaves standing.
    fn open_alternatives(&self) -> Vec<Alternative> {
        let open = self.scenarios.iter().filter(|of| of.ways > 0);
        let mut open: Vec<usize> = open
            .flat_map(|of| of.tried.iter().chain(&of.untried).copied())
            .collect();
        open.sort_unstable();
        open.into_iter().map(|at| self.alternatives[at]).collect()
    }

    /// The contradictions, each as the sentences of its cycle; for each "before or after" that fits on neither side the
    /// sentences that exclude both; and for each region whose alternatives fit in no way together, what leaves none.
    pub(super) fn contradictions(&self) -> Vec<Vec<&Sentence>> {
        let cycles = self.settled.contradictions.iter();
        let mut all: Vec<Vec<&Sentence>> = cycles.map(|found| self.told(&found.cycle)).collect();
        for of in &self.scenarios {
            let one = |at: &usize| self.alternatives[*at];
            let shut = of.shut.iter().map(one);
            all.extend(shut.map(|shut| self.excluding(of, &[shut])));
            if of.ways == 0 {
                let tried: Vec<Alternative> = of.tried.iter().map(one).collect();
                all.push(self.excluding(of, &tried));
            }
        }
        all
    }

    /// The sentences that exclude sides of these alternatives; where none does by itself, the alternatives.
    fn excluding(&self, of: &Scenarios, these: &[Alternative]) -> Vec<&Sentence> {
        let both = |one: &Alternative| [one.before.id, one.after.id];
        let labels: BTreeSet<u32> = these.iter().flat_map(both).collect();
        let mine = of
            .excluded
            .iter()
            .filter(|(label, _)| labels.contains(label));
        let cycles = mine.filter_map(|(_, found)| found.as_ref());
        let mut told = Vec::new();
        for sentence in cycles.flat_map(|found| self.told(&found.cycle)) {
            if !told.contains(&sentence) {
                told.push(sentence);
            }
        }
        if told.is_empty() {
            told.extend(these.iter().map(|one| self.sentence(one.before.id)));
        }
        told
    }

    /// The two sides of an alternative by their labels.
    pub(super) fn sides(&self, alternative: usize) -> [u32; 2] {
        let one = &self.alternatives[alternative];
        [one.before.id, one.after.id]
    }

    /// The sentences that cannot all hold and were set aside, cycle by cycle.
    pub(super) fn set_aside(&self) -> impl Iterator<Item = Vec<&Sentence>> {
        let cycles = self.settled.contradictions.iter();
        cycles.map(|found| self.told(&found.cycle))
    }

    /// The alternatives that bear on a point.
    pub(super) fn scenarios_of(&self, point: u32) -> Option<&Scenarios> {
        let mut all = self.scenarios.iter();
        all.find(|of| of.points.binary_search(&point).is_ok())
    }

    /// The dates of a point when alternatives are taken in this way.
    pub(super) fn dates_if(&self, point: u32, labels: &[u32]) -> Option<Bounds> {
        match solve(&self.taking(labels)) {
            Solution::Consistent(schedule) => Some(Bounds {
                earliest: schedule.earliest[point as usize],
                latest: schedule.latest[point as usize],
            }),
            Solution::Contradiction(_) => None,
        }
    }

    /// One side of an alternative in a few words.
    pub(super) fn taken(&self, label: u32) -> String {
        self.sentences[label as usize].taken().unwrap_or_default()
    }

    pub(super) fn point(&self, id: &str, mark: Mark) -> Option<u32> {
        self.points.get(id, mark)
    }

    pub(super) fn sentence(&self, bound: u32) -> &Sentence {
        self.sentences[bound as usize].sentence()
    }

    pub(super) fn sentences(&self) -> &[Stated] {
        &self.sentences
    }

    pub(super) fn told(&self, steps: &[Step]) -> Vec<&Sentence> {
        let own = steps.iter().filter(|step| step.bound != FURTHER);
        let mut out: Vec<&Sentence> = own.map(|step| self.sentence(step.bound)).collect();
        out.dedup();
        out
    }
}
