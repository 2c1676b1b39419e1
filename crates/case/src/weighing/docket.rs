//! Many matters at once, weighed again only where something changed.
//!
//! A label depends on nothing but the arguments from which attacks lead to it. So after a change the labels are found
//! anew of what can be reached from it along attacks, with all others as they stand, and the verdicts of the matters
//! whose live arguments changed.

use super::standard::verdict_of;
use super::widths::Line;
use super::{Argument, For, Grade, Label, Verdict};

/// "No attack".
const NONE: u32 = u32::MAX;

/// Arguments on matters, what attacks what, and what follows. Changes take effect with [`Docket::settle`].
#[derive(Clone, Debug, Default)]
pub struct Docket {
    arguments: Vec<Entry>,
    /// The roots of all arguments, one after the other.
    roots: Vec<u32>,
    attacks: Vec<Attack>,
    matters: Vec<Matter>,
    /// Arguments whose label may have changed, and matters whose live arguments may have.
    doubtful: Vec<u32>,
    touched: Vec<u32>,
    /// Memory for settling: which arguments are being labelled, and how many of their attackers are not out.
    open: Vec<bool>,
    undefeated: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    matter: u32,
    side: For,
    grade: Grade,
    gone: bool,
    label: Label,
    roots: (u32, u32),
    out: u32,
    into: u32,
}

#[derive(Clone, Copy, Debug)]
struct Attack {
    from: u32,
    to: u32,
    next_out: u32,
    next_into: u32,
}

#[derive(Clone, Debug)]
struct Matter {
    arguments: Vec<u32>,
    verdict: Verdict,
    touched: bool,
}

impl Docket {
    /// So many matters without arguments.
    pub fn new(matters: u32) -> Docket {
        let empty = Matter {
            arguments: Vec::new(),
            verdict: Verdict::NoEvidence,
            touched: false,
        };
        Docket {
            matters: vec![empty; matters as usize],
            ..Docket::default()
        }
    }

    /// Adds an argument for or against a matter and gives its number: 0, 1, 2 and so on.
    ///
    /// Panics when there is no such matter.
    pub fn add(&mut self, matter: u32, side: For, argument: &Argument) -> u32 {
        let number = self.arguments.len() as u32;
        let start = self.roots.len() as u32;
        self.roots.extend_from_slice(&argument.roots);
        self.matters[matter as usize].arguments.push(number);
        self.arguments.push(Entry {
            matter,
            side,
            grade: argument.grade,
            gone: false,
            label: Label::Undec,
            roots: (start, self.roots.len() as u32),
            out: NONE,
            into: NONE,
        });
        self.open.push(false);
        self.undefeated.push(0);
        self.doubtful.push(number);
        number
    }

    /// One argument attacks another. An attack may be there more than once.
    pub fn attack(&mut self, from: u32, to: u32) {
        let number = self.attacks.len() as u32;
        self.attacks.push(Attack {
            from,
            to,
            next_out: self.arguments[from as usize].out,
            next_into: self.arguments[to as usize].into,
        });
        self.arguments[from as usize].out = number;
        self.arguments[to as usize].into = number;
        self.doubtful.push(to);
    }

    /// Takes an argument away with all attacks from it and on it.
    pub fn remove(&mut self, argument: u32) {
        let ways = [
            self.attacks_of(argument, true),
            self.attacks_of(argument, false),
        ];
        for number in ways.into_iter().flatten() {
            let Attack { from, to, .. } = self.attacks[number as usize];
            self.unlink(number);
            self.doubtful
                .push(if from == argument { to } else { argument });
        }
        let entry = &mut self.arguments[argument as usize];
        entry.gone = true;
        let matter = entry.matter;
        self.matters[matter as usize]
            .arguments
            .retain(|&other| other != argument);
        self.touch(matter);
    }

    /// Gives an argument another grade.
    pub fn regrade(&mut self, argument: u32, grade: Grade) {
        let entry = &mut self.arguments[argument as usize];
        entry.grade = grade;
        let matter = entry.matter;
        self.touch(matter);
    }

    /// Works out what follows from the changes; gives the matters whose verdict is another one now, sorted.
    pub fn settle(&mut self) -> Vec<u32> {
        self.relabel();
        let mut changed = Vec::new();
        let mut touched = std::mem::take(&mut self.touched);
        for &matter in &touched {
            let now = self.weigh(matter);
            let matter_of = &mut self.matters[matter as usize];
            matter_of.touched = false;
            if matter_of.verdict != now {
                matter_of.verdict = now;
                changed.push(matter);
            }
        }
        touched.clear();
        self.touched = touched;
        changed.sort_unstable();
        changed
    }

    /// The verdict on a matter, as of the last [`Docket::settle`].
    pub fn verdict(&self, matter: u32) -> Verdict {
        self.matters[matter as usize].verdict
    }

    /// The label of an argument, as of the last [`Docket::settle`].
    pub fn label(&self, argument: u32) -> Label {
        self.arguments[argument as usize].label
    }

    fn touch(&mut self, matter: u32) {
        if !std::mem::replace(&mut self.matters[matter as usize].touched, true) {
            self.touched.push(matter);
        }
    }

    fn weigh(&self, matter: u32) -> Verdict {
        let line = |side: For| {
            let all = self.matters[matter as usize].arguments.iter();
            let entries = all.map(|&number| &self.arguments[number as usize]);
            let live = entries.filter(move |one| one.side == side && one.label == Label::In);
            live.map(|one| -> Line<'_> {
                let (start, end) = one.roots;
                (one.grade, &self.roots[start as usize..end as usize])
            })
        };
        verdict_of(&line(For::Pro), &line(For::Con))
    }

    /// The least labelling of what can be reached from the doubtful arguments, all others being as they are.
    fn relabel(&mut self) {
        let reached = self.reached();
        let before: Vec<Label> = reached
            .iter()
            .map(|&a| self.arguments[a as usize].label)
            .collect();
        let (mut live, mut dead) = (Vec::new(), Vec::new());
        for &argument in &reached {
            let mut undefeated = 0;
            let mut beaten = false;
            let mut attack = self.arguments[argument as usize].into;
            while attack != NONE {
                let Attack {
                    from, next_into, ..
                } = self.attacks[attack as usize];
                let (open, label) = (
                    self.open[from as usize],
                    self.arguments[from as usize].label,
                );
                beaten |= !open && label == Label::In;
                undefeated += u32::from(open || label != Label::Out);
                attack = next_into;
            }
            self.undefeated[argument as usize] = undefeated;
            if beaten {
                dead.push(argument);
            } else if undefeated == 0 {
                live.push(argument);
            }
        }
        for &argument in &reached {
            self.arguments[argument as usize].label = Label::Undec;
        }
        self.propagate(live, dead);
        for (&argument, before) in reached.iter().zip(before) {
            self.open[argument as usize] = false;
            let Entry { matter, label, .. } = self.arguments[argument as usize];
            if (label == Label::In) != (before == Label::In) {
                self.touch(matter);
            }
        }
    }

    fn propagate(&mut self, mut live: Vec<u32>, mut dead: Vec<u32>) {
        loop {
            if let Some(argument) = dead.pop() {
                let entry = &mut self.arguments[argument as usize];
                if std::mem::replace(&mut entry.label, Label::Out) == Label::Out {
                    continue;
                }
                let mut attack = entry.out;
                while attack != NONE {
                    let Attack { to, next_out, .. } = self.attacks[attack as usize];
                    let left = &mut self.undefeated[to as usize];
                    *left -= 1;
                    if *left == 0 && self.arguments[to as usize].label == Label::Undec {
                        live.push(to);
                    }
                    attack = next_out;
                }
            } else if let Some(argument) = live.pop() {
                let entry = &mut self.arguments[argument as usize];
                entry.label = Label::In;
                let mut attack = entry.out;
                while attack != NONE {
                    let Attack { to, next_out, .. } = self.attacks[attack as usize];
                    dead.push(to);
                    attack = next_out;
                }
            } else {
                return;
            }
        }
    }

    /// The doubtful arguments that are still there and all to which attacks lead from them; marks them open.
    fn reached(&mut self) -> Vec<u32> {
        let mut reached = Vec::new();
        let mut doubtful = std::mem::take(&mut self.doubtful);
        for argument in doubtful.drain(..) {
            let gone = self.arguments[argument as usize].gone;
            if !gone && !std::mem::replace(&mut self.open[argument as usize], true) {
                reached.push(argument);
            }
        }
        self.doubtful = doubtful;
        let mut at = 0;
        while at < reached.len() {
            let mut attack = self.arguments[reached[at] as usize].out;
            while attack != NONE {
                let Attack { to, next_out, .. } = self.attacks[attack as usize];
                if !std::mem::replace(&mut self.open[to as usize], true) {
                    reached.push(to);
                }
                attack = next_out;
            }
            at += 1;
        }
        reached
    }

    /// The attacks from an argument, or those on it.
    fn attacks_of(&self, argument: u32, from: bool) -> Vec<u32> {
        let entry = &self.arguments[argument as usize];
        let mut at = if from { entry.out } else { entry.into };
        let mut all = Vec::new();
        while at != NONE {
            let attack = &self.attacks[at as usize];
            // An attack on itself stands in both lists, and is counted in the first.
            if from || attack.from != argument {
                all.push(at);
            }
            at = if from {
                attack.next_out
            } else {
                attack.next_into
            };
        }
        all
    }

    fn unlink(&mut self, number: u32) {
        let Attack {
            from,
            to,
            next_out,
            next_into,
        } = self.attacks[number as usize];
        let mut at = self.arguments[from as usize].out;
        if at == number {
            self.arguments[from as usize].out = next_out;
        } else {
            while self.attacks[at as usize].next_out != number {
                at = self.attacks[at as usize].next_out;
            }
            self.attacks[at as usize].next_out = next_out;
        }
        let mut at = self.arguments[to as usize].into;
        if at == number {
            self.arguments[to as usize].into = next_into;
        } else {
            while self.attacks[at as usize].next_into != number {
                at = self.attacks[at as usize].next_into;
            }
            self.attacks[at as usize].next_into = next_into;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{grounded, verdict};
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const MATTERS: u32 = 4;

    /// One change, by numbers: what to do, and to which.
    type Change = (u8, u32, u32, usize);

    struct Plain {
        arguments: Vec<(u32, For, Argument)>,
        gone: Vec<bool>,
        attacks: Vec<(u32, u32)>,
    }

    impl Plain {
        /// Labels and verdicts from nothing.
        fn full(&self) -> (Vec<Label>, Vec<Verdict>) {
            let labels = grounded(self.arguments.len() as u32, &self.attacks);
            let live = |matter: u32, side: For| -> Vec<Argument> {
                let all = self.arguments.iter().zip(&labels).zip(&self.gone);
                let live = all.filter(|((one, label), gone)| {
                    **label == Label::In && !**gone && (one.0, one.1) == (matter, side)
                });
                live.map(|((one, _), _)| one.2.clone()).collect()
            };
            let of = |matter| verdict(&live(matter, For::Pro), &live(matter, For::Con));
            let verdicts = (0..MATTERS).map(of).collect();
            (labels, verdicts)
        }
    }

    fn change(docket: &mut Docket, plain: &mut Plain, (what, a, b, grade): Change) {
        let count = plain.arguments.len() as u32;
        let there = |n: u32| n % count.max(1);
        let grade = Grade::ALL[grade % 4];
        match what {
            0..4 => {
                let side = [For::Pro, For::Con][b as usize % 2];
                let argument = Argument::new(grade, [a % 5, b % 7]);
                docket.add(a % MATTERS, side, &argument);
                plain.arguments.push((a % MATTERS, side, argument));
                plain.gone.push(false);
            }
            4..8 if count > 0 => {
                let (a, b) = (there(a), there(b));
                if !plain.gone[a as usize] && !plain.gone[b as usize] {
                    docket.attack(a, b);
                    plain.attacks.push((a, b));
                }
            }
            8 if count > 0 && !plain.gone[there(a) as usize] => {
                docket.remove(there(a));
                plain.gone[there(a) as usize] = true;
                plain
                    .attacks
                    .retain(|&(from, to)| from != there(a) && to != there(a));
            }
            9 if count > 0 => {
                docket.regrade(there(a), grade);
                plain.arguments[there(a) as usize].2.grade = grade;
            }
            _ => {}
        }
    }

    proptest! {
        /// After any changes, settled in any portions, everything is as a full run has it, and what is said to have
        /// changed did.
        #[test]
        fn weighing_again_what_changed_equals_a_full_run(
            portions in vec(vec((0..10u8, any::<u32>(), any::<u32>(), 0..4usize), 0..12), 0..8),
        ) {
            let mut docket = Docket::new(MATTERS);
            let mut plain = Plain { arguments: Vec::new(), gone: Vec::new(), attacks: Vec::new() };
            let mut before = vec![Verdict::NoEvidence; MATTERS as usize];
            for portion in portions {
                portion.into_iter().for_each(|one| change(&mut docket, &mut plain, one));
                let changed = docket.settle();
                let (labels, verdicts) = plain.full();
                for (number, label) in labels.iter().enumerate().filter(|(n, _)| !plain.gone[*n]) {
                    prop_assert_eq!(docket.label(number as u32), *label);
                }
                let own: Vec<Verdict> = (0..MATTERS).map(|matter| docket.verdict(matter)).collect();
                prop_assert_eq!(&own, &verdicts);
                let differ = (0..MATTERS).filter(|&m| before[m as usize] != own[m as usize]);
                prop_assert_eq!(changed, differ.collect::<Vec<_>>());
                before = own;
            }
        }
    }
}
