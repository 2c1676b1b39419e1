//! The two sides of a matter with their widths kept by parts, so that a few lines more or less are soon weighed.
//!
//! Lines that share no root, directly or through others, never stand in one another's way: the width of a side is the sum
//! of the widths of its parts. Taking lines away or putting lines in changes only the parts whose roots they touch.

use super::standard::{judged, reached};
use super::{Argument, For, Grade, Verdict, Widths, widths};
use std::collections::{BTreeMap, BTreeSet};

/// Both sides of a matter.
#[derive(Clone, Debug)]
pub struct Balance {
    pro: Side,
    con: Side,
}

/// One side, in parts that share no root.
#[derive(Clone, Debug)]
struct Side {
    arguments: Vec<Argument>,
    /// The part of each argument.
    part: Vec<usize>,
    parts: Vec<Part>,
    part_of_root: BTreeMap<u32, usize>,
    whole: Widths,
}

#[derive(Clone, Debug)]
struct Part {
    arguments: Vec<usize>,
    widths: Widths,
}

/// Arguments that may be looked at to take each root away in turn: about half a second.
const LOOKS: usize = 500_000;

const NOTHING: Widths = Widths {
    decisive: 0,
    strong: 0,
    fair: 0,
    weak: 0,
    exact: true,
};

impl Balance {
    /// The balance of the live arguments for and against.
    pub fn new(pro: &[Argument], con: &[Argument]) -> Balance {
        Balance {
            pro: Side::new(pro),
            con: Side::new(con),
        }
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.verdict_with(&[], &[])
    }

    /// The verdict without some arguments, each given by its side and its place there, and with others put in.
    pub fn verdict_with(&self, gone: &[(For, usize)], new: &[(For, Argument)]) -> Verdict {
        let [pro, con] = [(For::Pro, &self.pro), (For::Con, &self.con)].map(|(side, of)| {
            let gone = gone.iter().filter(|one| one.0 == side).map(|one| one.1);
            let new = new.iter().filter(|one| one.0 == side).map(|one| &one.1);
            of.changed(&gone.collect(), &new.collect::<Vec<_>>())
        });
        let (p, c) = (pro.widths(), con.widths());
        let standing = |own: &Changed<'_>, other: &Changed<'_>, widths: (&Widths, &Widths)| {
            reached(widths.0, widths.1, || {
                // Nothing that is fair speaks against a side for which this is asked.
                let roots = own.bearing_roots().into_iter();
                let without = roots.map(|root| (own.without(root), other.without(root)));
                without.collect::<Vec<_>>()
            })
        };
        judged(
            standing(&pro, &con, (&p, &c)),
            standing(&con, &pro, (&c, &p)),
        )
    }

    /// How many arguments must be looked at to weigh without some: those of the parts that these belong to.
    pub fn looks(&self, gone: &[(For, usize)]) -> usize {
        let parts = |of: For, side: &Side| -> usize {
            let gone = gone.iter().filter(|one| one.0 == of);
            let parts: BTreeSet<usize> = gone.map(|one| side.part[one.1]).collect();
            parts
                .iter()
                .map(|&part| side.parts[part].arguments.len())
                .sum()
        };
        parts(For::Pro, &self.pro) + parts(For::Con, &self.con)
    }

    /// The widths of both sides without each of their roots, in order of the roots.
    ///
    /// Where thousands of arguments all hang together that would take too long: then a root is taken to carry one line at
    /// every grade, on either side. No root carries more, since no two lines counted share one, so whatever stands
    /// against these two pairs of widths stands against every removal.
    pub fn removals(&self) -> Vec<(Widths, Widths)> {
        if self.pro.looks().saturating_add(self.con.looks()) > LOOKS {
            let (pro, con) = (self.pro.whole, self.con.whole);
            return vec![(narrower(pro), con), (pro, narrower(con))];
        }
        let (none, nothing) = (BTreeSet::new(), Vec::new());
        let [pro, con] = [&self.pro, &self.con].map(|side| side.changed(&none, &nothing));
        let roots = self.pro.part_of_root.keys();
        let roots: BTreeSet<u32> = roots.chain(self.con.part_of_root.keys()).copied().collect();
        let without = roots.into_iter();
        without
            .map(|root| (pro.without(root), con.without(root)))
            .collect()
    }
}

impl Side {
    /// How many arguments are looked at when each root is taken away in turn.
    fn looks(&self) -> usize {
        let parts = self.part_of_root.values();
        parts.map(|&part| self.parts[part].arguments.len()).sum()
    }

    fn new(arguments: &[Argument]) -> Side {
        let part = parts(arguments);
        let count = part.iter().max().map_or(0, |last| last + 1);
        let mut members = vec![Vec::new(); count];
        let mut part_of_root = BTreeMap::new();
        for (at, argument) in arguments.iter().enumerate() {
            members[part[at]].push(at);
            part_of_root.extend(argument.roots.iter().map(|&root| (root, part[at])));
        }
        let of = |members: Vec<usize>| Part {
            widths: widths(&chosen(arguments, &members)),
            arguments: members,
        };
        let parts: Vec<Part> = members.into_iter().map(of).collect();
        Side {
            whole: parts
                .iter()
                .fold(NOTHING, |sum, part| plus(sum, part.widths)),
            arguments: arguments.to_vec(),
            part,
            parts,
            part_of_root,
        }
    }

    /// The side without some arguments and with others.
    fn changed(&self, gone: &BTreeSet<usize>, new: &[&Argument]) -> Changed<'_> {
        let rootless = |at: &usize| self.arguments[*at].roots.is_empty();
        let mut touched: BTreeSet<usize> = gone.iter().map(|&at| self.part[at]).collect();
        for argument in new {
            let parts = argument
                .roots
                .iter()
                .filter_map(|root| self.part_of_root.get(root));
            touched.extend(parts);
            if argument.roots.is_empty() {
                let found = (0..self.arguments.len()).find(rootless);
                touched.extend(found.map(|at| self.part[at]));
            }
        }
        let kept = touched.iter().flat_map(|&part| &self.parts[part].arguments);
        let kept = kept.filter(|at| !gone.contains(at));
        let mut afresh: Vec<Argument> = kept.map(|&at| self.arguments[at].clone()).collect();
        afresh.extend(new.iter().map(|&argument| argument.clone()));
        let left = touched.iter().fold(self.whole, |left, &part| {
            minus(left, self.parts[part].widths)
        });
        Changed {
            side: self,
            widths: widths(&afresh),
            touched,
            left,
            afresh,
        }
    }
}

/// A side with some of its parts weighed afresh.
struct Changed<'a> {
    side: &'a Side,
    touched: BTreeSet<usize>,
    /// The widths of all other parts.
    left: Widths,
    afresh: Vec<Argument>,
    widths: Widths,
}

impl Changed<'_> {
    fn widths(&self) -> Widths {
        plus(self.left, self.widths)
    }

    fn without(&self, root: u32) -> Widths {
        let free = |argument: &&Argument| argument.roots.binary_search(&root).is_err();
        let part = self.side.part_of_root.get(&root);
        match part.filter(|part| !self.touched.contains(part)) {
            Some(&part) => {
                let part = &self.side.parts[part];
                let all = chosen(&self.side.arguments, &part.arguments);
                let rest: Vec<Argument> = all.iter().filter(free).cloned().collect();
                plus(minus(self.widths(), part.widths), widths(&rest))
            }
            None if self.afresh.iter().all(|argument| free(&argument)) => self.widths(),
            None => {
                let rest: Vec<Argument> = self.afresh.iter().filter(free).cloned().collect();
                plus(self.left, widths(&rest))
            }
        }
    }

    /// The roots without which the clear weight of this side can be lost: those of arguments that are fair or better, as
    /// nothing that is fair speaks against a side for which this is asked.
    fn bearing_roots(&self) -> BTreeSet<u32> {
        let kept = self.side.arguments.iter().zip(&self.side.part);
        let kept = kept.filter(|(_, part)| !self.touched.contains(part));
        let all = kept.map(|(argument, _)| argument).chain(&self.afresh);
        let bearing = all.filter(|argument| argument.grade >= Grade::Fair);
        bearing
            .flat_map(|argument| argument.roots.iter().copied())
            .collect()
    }
}

/// The number of the part of each argument; all that have no root are one part.
fn parts(arguments: &[Argument]) -> Vec<usize> {
    let mut over: Vec<usize> = (0..arguments.len()).collect();
    fn top(over: &mut [usize], mut at: usize) -> usize {
        while over[at] != at {
            over[at] = over[over[at]];
            at = over[at];
        }
        at
    }
    let mut first: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    for (at, argument) in arguments.iter().enumerate() {
        let roots = argument.roots.iter().map(|&root| Some(root));
        let none = argument.roots.is_empty().then_some(None);
        for root in roots.chain(none) {
            let other = *first.entry(root).or_insert(at);
            let (a, b) = (top(&mut over, at), top(&mut over, other));
            over[a.max(b)] = a.min(b);
        }
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    (0..arguments.len())
        .map(|at| {
            let top = top(&mut over, at);
            let next = numbers.len();
            *numbers.entry(top).or_insert(next)
        })
        .collect()
}

fn chosen(arguments: &[Argument], members: &[usize]) -> Vec<Argument> {
    members.iter().map(|&at| arguments[at].clone()).collect()
}

/// One line less at every grade, which is the most that one root carries.
fn narrower(widths: Widths) -> Widths {
    Widths {
        decisive: widths.decisive.saturating_sub(1),
        strong: widths.strong.saturating_sub(1),
        fair: widths.fair.saturating_sub(1),
        weak: widths.weak.saturating_sub(1),
        exact: false,
    }
}

fn plus(a: Widths, b: Widths) -> Widths {
    Widths {
        decisive: a.decisive + b.decisive,
        strong: a.strong + b.strong,
        fair: a.fair + b.fair,
        weak: a.weak + b.weak,
        exact: a.exact && b.exact,
    }
}

fn minus(a: Widths, b: Widths) -> Widths {
    Widths {
        decisive: a.decisive - b.decisive,
        strong: a.strong - b.strong,
        fair: a.fair - b.fair,
        weak: a.weak - b.weak,
        exact: a.exact,
    }
}

#[cfg(test)]
mod tests {
    use super::super::verdict;
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn arguments() -> impl Strategy<Value = Vec<Argument>> {
        let one = (0..4usize, vec(0..9u32, 0..3));
        vec(
            one.prop_map(|(grade, roots)| Argument::new(Grade::ALL[grade], roots)),
            0..9,
        )
    }

    proptest! {
        /// Lines taken away and put in: the verdict of all that is then there, weighed from nothing.
        #[test]
        fn a_changed_balance_equals_a_full_weighing(
            pro in arguments(), con in arguments(), gone in vec((any::<bool>(), 0..9usize), 0..4),
            new in arguments(),
        ) {
            let balance = Balance::new(&pro, &con);
            prop_assert_eq!(balance.verdict(), verdict(&pro, &con));
            let side = |is: bool| if is { For::Pro } else { For::Con };
            let gone: Vec<(For, usize)> = gone.into_iter()
                .map(|(is, at)| (side(is), at))
                .filter(|&(of, at)| at < if of == For::Pro { pro.len() } else { con.len() })
                .collect();
            let new: Vec<(For, Argument)> = new.into_iter().enumerate()
                .map(|(at, argument)| (side(at % 2 == 0), argument))
                .collect();
            let left = |of: For, all: &[Argument]| -> Vec<Argument> {
                let kept = all.iter().enumerate().filter(|(at, _)| !gone.contains(&(of, *at)));
                let new = new.iter().filter(|one| one.0 == of).map(|one| one.1.clone());
                kept.map(|(_, argument)| argument.clone()).chain(new).collect()
            };
            let whole = verdict(&left(For::Pro, &pro), &left(For::Con, &con));
            prop_assert_eq!(balance.verdict_with(&gone, &new), whole);
        }

        #[test]
        fn removals_are_the_widths_without_each_root(pro in arguments(), con in arguments()) {
            let roots: BTreeSet<u32> = pro.iter().chain(&con).flat_map(|one| one.roots.clone()).collect();
            let free = |all: &[Argument], root: u32| {
                let free = all.iter().filter(|one| !one.roots.contains(&root));
                widths(&free.cloned().collect::<Vec<_>>())
            };
            let each: Vec<(Widths, Widths)> =
                roots.into_iter().map(|root| (free(&pro, root), free(&con, root))).collect();
            prop_assert_eq!(Balance::new(&pro, &con).removals(), each);
        }

        /// So what is said of thousands that hang together is never too much.
        #[test]
        fn no_root_carries_more_than_one_line_at_a_grade(pro in arguments(), con in arguments()) {
            let least = [narrower(widths(&pro)), narrower(widths(&con))];
            for (pro, con) in Balance::new(&pro, &con).removals() {
                for (without, least) in [pro, con].iter().zip(&least) {
                    let pairs = without.vector().into_iter().zip(least.vector());
                    prop_assert!(pairs.into_iter().all(|(without, least)| without >= least));
                }
            }
        }
    }
}
