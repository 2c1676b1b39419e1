//! What would settle it: the least new evidence that reaches each standard, in closed form.

use super::standard::reached;
use super::{Argument, Balance, For, Grade, Standard, Widths, widths};

/// A side and the standard it should reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The side.
    pub side: For,
    /// Preponderance, clear or established.
    pub standard: Standard,
}

/// What a target still needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The target.
    pub target: Target,
    /// Whether it is reached already; then `additions` is empty.
    pub reached: bool,
    /// The least additions that reach it, each a list of grades, highest first: one new argument of each grade, from
    /// a root that nothing else rests on. None of them can be spared or graded lower. Empty when no addition of up
    /// to `cap` arguments on this side will do, so that something on the other side must fall first.
    pub additions: Vec<Vec<Grade>>,
}

/// For each side and standard above scintilla, the least additions of up to `cap` arguments that reach it.
///
/// A new argument of grade g from a new root widens its side by one at g and every grade below, so no search
/// over arguments is needed. For `Established` the widths without each root in turn are widened likewise; where thousands
/// of arguments all hang together, what is given is enough, but for `Established` less may be ([`Balance::removals`]).
pub fn what_would_settle(pro: &[Argument], con: &[Argument], cap: usize) -> Vec<Settling> {
    let mut all = Vec::new();
    let for_it = Standing::new(pro, con);
    let against = for_it.turned();
    for (side, standing) in [(For::Pro, &for_it), (For::Con, &against)] {
        for standard in [
            Standard::Preponderance,
            Standard::Clear,
            Standard::Established,
        ] {
            all.push(standing.settle(Target { side, standard }, cap));
        }
    }
    all
}

/// The widths of a side and of its opponent, as they are and without each root.
struct Standing {
    now: (Widths, Widths),
    removals: Vec<(Widths, Widths)>,
}

impl Standing {
    fn new(own: &[Argument], other: &[Argument]) -> Standing {
        Standing {
            now: (widths(own), widths(other)),
            removals: Balance::new(own, other).removals(),
        }
    }

    /// The same seen from the other side.
    fn turned(&self) -> Standing {
        let turn = |&(own, other): &(Widths, Widths)| (other, own);
        Standing {
            now: turn(&self.now),
            removals: self.removals.iter().map(turn).collect(),
        }
    }

    fn settle(&self, target: Target, cap: usize) -> Settling {
        let reached = self.with(&[]) >= target.standard;
        let additions = if reached {
            Vec::new()
        } else {
            self.least(target.standard, cap)
        };
        Settling {
            target,
            reached,
            additions,
        }
    }

    /// The standard reached after additions of these grades.
    fn with(&self, added: &[Grade]) -> Standard {
        let (own, other) = &self.now;
        let widened = |widths: &Widths| widen(widths, added);
        let without_new = (0..added.len()).map(|gone| {
            let rest: Vec<Grade> = added
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != gone)
                .map(|(_, g)| *g)
                .collect();
            (widen(own, &rest), *other)
        });
        let without_old = self
            .removals
            .iter()
            .map(|(own, other)| (widened(own), *other));
        reached(&widened(own), other, || without_old.chain(without_new))
    }

    fn least(&self, standard: Standard, cap: usize) -> Vec<Vec<Grade>> {
        let mut found: Vec<Vec<Grade>> = Vec::new();
        for size in 1..=cap {
            for grades in multisets(size) {
                // Sizes and grades rise, so whatever a candidate exceeds has been found before it.
                if !found.iter().any(|less| exceeds(&grades, less))
                    && self.with(&grades) >= standard
                {
                    found.push(grades);
                }
            }
        }
        found
    }
}

fn widen(widths: &Widths, added: &[Grade]) -> Widths {
    let more = |grade| added.iter().filter(|&&g| g >= grade).count();
    Widths {
        decisive: widths.decisive + more(Grade::Decisive),
        strong: widths.strong + more(Grade::Strong),
        fair: widths.fair + more(Grade::Fair),
        weak: widths.weak + more(Grade::Weak),
        exact: widths.exact,
    }
}

/// Whether `more` has, one for one, at least the grades of `less`. Both are sorted highest first.
fn exceeds(more: &[Grade], less: &[Grade]) -> bool {
    less.len() <= more.len() && more.iter().zip(less).all(|(m, l)| m >= l)
}

/// All lists of so many grades, highest first, those of lower grades before those that exceed them.
fn multisets(size: usize) -> Vec<Vec<Grade>> {
    let mut all: Vec<Vec<Grade>> = vec![Vec::new()];
    for _ in 0..size {
        all = all
            .into_iter()
            .flat_map(|list| {
                let top = list.last().copied().unwrap_or(Grade::Decisive);
                Grade::ALL
                    .into_iter()
                    .filter(move |&g| g <= top)
                    .map(move |g| {
                        let mut longer = list.clone();
                        longer.push(g);
                        longer
                    })
            })
            .collect();
    }
    all.sort_by_key(|list| list.iter().map(|&g| g as usize).sum::<usize>());
    all
}
