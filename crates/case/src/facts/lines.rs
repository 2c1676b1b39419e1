//! The lines of evidence for and against a matter: which are live, what they are worth, what they rest on.

use super::bonds::{Bond, bonds};
use super::grading::{grade_of, grade_of_words};
use super::issues::{Issues, arguments_on};
use super::roots::{Links, roots_of, roots_of_source};
use crate::compile::{Argument, Case, Statement};
use crate::weighing::{self, For, Grade, Label, Standard, Verdict, grounded};
use kaozheng_record::means::Fact;
use std::collections::{BTreeMap, BTreeSet};

/// One line of evidence: an argument card, or a statement that says the matter is so or is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The argument or the statement.
    pub id: String,
    /// The side it speaks for.
    pub side: For,
    /// What it is worth; meaningless when dead.
    pub grade: Grade,
    /// Where the grade comes from.
    pub graded: String,
    /// What it rests on, by id.
    pub premises: Vec<String>,
    /// Its independent roots.
    pub roots: BTreeSet<String>,
    /// Its roots when suspected links count.
    pub suspected: BTreeSet<String>,
    /// Why it does not count; `None` when it is live.
    pub dead: Option<String>,
    /// Why it bears on the matter, where it speaks of another; `None` where it speaks of the matter itself.
    pub bond: Option<Bond>,
}

/// The evidence on one matter, weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Every line, by side and id.
    pub lines: Vec<Line>,
    /// What it comes to.
    pub verdict: Verdict,
}

/// Weighs a matter (or an event: whether it happened, or a message was sent).
pub fn weigh(case: &Case, matter: &str) -> Weighed {
    let lines = Frame::of(case, matter).weighed();
    let verdict = verdict_of(&lines, Links::Recorded);
    Weighed { lines, verdict }
}

/// Every card that can bear on a verdict: the lines, what they rest on, and what undercuts any of these. Sorted.
pub fn bearing(case: &Case, matter: &str) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = BTreeSet::new();
    let mut open = vec![matter.to_owned()];
    let mut seen: BTreeSet<String> = BTreeSet::from([matter.to_owned()]);
    while let Some(at) = open.pop() {
        let mut found: Vec<&str> = Vec::new();
        let bound = bonds(case, &at);
        for on in bound.iter().map(|bond| &bond.on).chain([&at]) {
            found.extend(aimed(case, on));
        }
        if let Some(argument) = case.arguments.get(&at) {
            found.extend(
                argument
                    .premises
                    .iter()
                    .map(|premise| premise.value.as_str()),
            );
        }
        // A premise may be a source that was itself read in another, and falls when that is undercut.
        if let Some(card) = case.card(&at) {
            found.extend(
                card.grounds
                    .iter()
                    .filter_map(crate::compile::Ground::source),
            );
        }
        for id in found {
            if seen.insert(id.to_owned()) {
                open.push(id.to_owned());
                out.insert(id.to_owned());
            }
        }
    }
    out
}

/// What speaks for, against or of a card, or undercuts it.
pub(super) fn aimed<'a>(case: &'a Case, at: &str) -> Vec<&'a str> {
    let naming = case.naming();
    let arguments = naming.arguments(at);
    let arguments = arguments.filter_map(|id| case.arguments.get(id));
    let aimed = arguments.filter(|argument| {
        let targets = argument.pro.iter().chain(&argument.con);
        let mut targets = targets.chain(&argument.undercuts);
        targets.any(|target| target.value == at)
    });
    let said = naming.sayings(at);
    let said = said.filter_map(|id| case.statements.get(id));
    let said = said.filter(|statement| said_of(statement, at).is_some());
    aimed
        .map(|argument| argument.id())
        .chain(said.map(|statement| statement.id()))
        .collect()
}

/// The arguments that put out an argument or a statement.
pub(crate) fn undercutters<'a>(case: &'a Case, id: &str) -> &'a [String] {
    case.labels().undercut.get(id).map_or(&[], Vec::as_slice)
}

/// The verdict that the live lines come to.
pub fn verdict_of(lines: &[Line], links: Links) -> Verdict {
    let [pro, con] = sides(lines, links);
    weighing::verdict(&pro, &con)
}

/// The live lines of both sides for the kernel, in the order of `lines`.
pub fn sides(lines: &[Line], links: Links) -> [Vec<weighing::Argument>; 2] {
    let numbers = root_numbers(lines);
    [For::Pro, For::Con].map(|side| {
        let live = lines
            .iter()
            .filter(|line| line.side == side && line.dead.is_none());
        live.map(|line| {
            let roots = if links == Links::Suspected {
                &line.suspected
            } else {
                &line.roots
            };
            let roots: Vec<u32> = roots.iter().map(|root| numbers[root.as_str()]).collect();
            weighing::Argument::new(line.grade, roots)
        })
        .collect()
    })
}

/// The roots of the lines in order, so that a number of the kernel can be told again.
pub fn root_names(lines: &[Line]) -> Vec<&str> {
    let all: BTreeSet<&str> = lines
        .iter()
        .flat_map(|line| line.roots.union(&line.suspected))
        .map(String::as_str)
        .collect();
    all.into_iter().collect()
}

fn root_numbers(lines: &[Line]) -> BTreeMap<&str, u32> {
    root_names(lines).into_iter().zip(0..).collect()
}

/// What is worked out once for a case: which arguments are undercut.
#[derive(Debug)]
pub(crate) struct Labels {
    /// Arguments and statements that are put out, each with what undercuts it.
    undercut: BTreeMap<String, Vec<String>>,
    /// Those whose attack is neither defeated nor established.
    undecided: BTreeSet<String>,
}

impl Labels {
    pub(crate) fn of(case: &Case) -> Labels {
        let (nodes, attacks) = attacks(case);
        let labels = grounded(nodes.len() as u32, &attacks);
        let mut undercut: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (from, to) in attacks
            .iter()
            .map(|&(from, to)| (from as usize, to as usize))
        {
            if labels[to] == Label::Out && labels[from] == Label::In {
                undercut
                    .entry(nodes[to].to_owned())
                    .or_default()
                    .push(nodes[from].to_owned());
            }
        }
        let undecided = nodes
            .iter()
            .zip(&labels)
            .filter(|(_, label)| **label == Label::Undec);
        Labels {
            undercut,
            undecided: undecided.map(|(id, _)| (*id).to_owned()).collect(),
        }
    }
}

/// The matters below one, weighed one after the other.
struct Frame<'a> {
    case: &'a Case,
    labels: &'a Labels,
    issues: Issues,
    /// The lines of those that have been weighed.
    found: BTreeMap<String, Vec<Line>>,
}

impl<'a> Frame<'a> {
    fn of(case: &'a Case, matter: &str) -> Frame<'a> {
        Frame {
            case,
            labels: case.labels(),
            issues: Issues::below(case, matter),
            found: BTreeMap::new(),
        }
    }

    /// The lines of the matter that the frame was made for: the last in order.
    fn weighed(mut self) -> Vec<Line> {
        let mut order = std::mem::take(&mut self.issues.order);
        let asked = order.pop().expect("a matter is below itself");
        for matter in order {
            let lines = self.lines(&matter);
            self.found.insert(matter, lines);
        }
        self.lines(&asked)
    }

    /// The lines that speak of a matter, and those that speak of others but bear on it.
    fn lines(&self, matter: &str) -> Vec<Line> {
        let mut out = self.own(matter, For::Pro, matter);
        out.extend(self.own(matter, For::Con, matter));
        for bond in bonds(self.case, matter) {
            let borrowed = self.own(&bond.on, bond.there, matter);
            out.extend(borrowed.into_iter().map(|line| Line {
                side: bond.here,
                bond: Some(bond.clone()),
                ..line
            }));
        }
        // Stable: what speaks of the matter itself comes first, and so stands for what comes by a bond as well.
        out.sort_by(|a, b| (a.side, &a.id).cmp(&(b.side, &b.id)));
        out.dedup_by(|b, a| (a.side, &a.id) == (b.side, &b.id));
        out
    }

    /// What takes a side on one matter, as evidence in weighing another. A statement that an argument on that side uses
    /// is no line by itself.
    fn own(&self, on: &str, side: For, weighed: &str) -> Vec<Line> {
        let case = self.case;
        let argued = arguments_on(case, on, side);
        let mut out: Vec<Line> = argued
            .map(|argument| self.argued(argument, side, weighed))
            .collect();
        let all = [For::Pro, For::Con].into_iter();
        let used: BTreeSet<&str> = all
            .flat_map(|side| arguments_on(case, on, side))
            .flat_map(|argument| &argument.premises)
            .map(|premise| premise.value.as_str())
            .collect();
        let said = case.naming().sayings(on);
        let said = said
            .filter(|id| !used.contains(id.as_str()))
            .filter_map(|id| case.statements.get(id))
            .filter(|statement| said_of(statement, on) == Some(side));
        out.extend(said.map(|statement| self.said(statement, side)));
        out
    }

    fn argued(&self, argument: &Argument, side: For, weighed: &str) -> Line {
        let case = self.case;
        let (mut grade, mut graded) = grade_of(case, argument);
        let mut dead = lost_premise(case, argument)
            .map(|lost| format!("its premise {lost} is not in the case"));
        dead = dead.or_else(|| self.undercut_by(argument.id()));
        for premise in self.issues_of(argument) {
            if dead.is_some() {
                break;
            }
            if self.issues.circular(premise, weighed) {
                dead = Some(format!("its premise {premise} rests on the matter itself"));
                continue;
            }
            let standing = pro(verdict_of(self.beneath(premise), Links::Recorded));
            match weighing::as_premise(grade, standing) {
                Some(capped) if capped < grade => {
                    graded = format!(
                        "{graded}, held to {} by its premise {premise}",
                        capped.word()
                    );
                    grade = capped;
                }
                Some(_) => {}
                None => dead = Some(format!("its premise {premise} is not shown")),
            }
        }
        let premises = argument.premises.iter();
        Line {
            id: argument.id().to_owned(),
            side,
            grade,
            graded,
            premises: premises.map(|premise| premise.value.clone()).collect(),
            roots: self.roots(argument, Links::Recorded),
            suspected: self.roots(argument, Links::Suspected),
            dead,
            bond: None,
        }
    }

    /// The premises that are themselves weighed: matters.
    fn issues_of<'b>(&self, argument: &'b Argument) -> impl Iterator<Item = &'b str> {
        let premises = argument.premises.iter().map(|one| one.value.as_str());
        premises.filter(|id| self.case.matters.contains_key(id))
    }

    /// The lines of a matter below.
    fn beneath(&self, premise: &str) -> &[Line] {
        self.found.get(premise).map_or(&[], Vec::as_slice)
    }

    fn said(&self, statement: &Statement, side: For) -> Line {
        let (grade, graded) = grade_of_words(self.case, statement);
        Line {
            id: statement.id().to_owned(),
            side,
            grade,
            graded,
            premises: Vec::new(),
            roots: roots_of(self.case, statement.id(), Links::Recorded),
            suspected: roots_of(self.case, statement.id(), Links::Suspected),
            dead: self.undercut_by(statement.id()),
            bond: None,
        }
    }

    fn undercut_by(&self, id: &str) -> Option<String> {
        if let Some(by) = self.labels.undercut.get(id) {
            return Some(format!("undercut by {}", by.join(" and ")));
        }
        self.labels
            .undecided
            .contains(id)
            .then(|| "an undercutter of it is neither defeated nor established".to_owned())
    }

    /// The roots of the premises; of a matter, those of all that counts for it.
    fn roots(&self, argument: &Argument, links: Links) -> BTreeSet<String> {
        let case = self.case;
        let mut roots = BTreeSet::new();
        for premise in argument.premises.iter().map(|one| one.value.as_str()) {
            if !case.matters.contains_key(premise) {
                roots.extend(roots_of(case, premise, links));
                continue;
            }
            let lines = self.beneath(premise).iter();
            let counting = lines.filter(|line| line.side == For::Pro && line.dead.is_none());
            roots.extend(counting.flat_map(|line| match links {
                Links::Recorded => line.roots.iter().cloned(),
                Links::Suspected => line.suspected.iter().cloned(),
            }));
        }
        if argument.premises.is_empty() {
            roots.extend(roots_of(case, argument.id(), links));
        }
        if links == Links::Suspected {
            let suspected = argument.suspected_links.iter();
            let suspected = suspected.map(|link| link.value.as_str());
            suspected.for_each(|link| roots.extend(roots_of_source(case, link, links)));
        }
        roots
    }
}

/// The arguments and statements that undercut or are undercut, and which undercuts which, by position. One whose own
/// premise has fallen attacks nothing.
fn attacks(case: &Case) -> (Vec<&str>, Vec<(u32, u32)>) {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for attacker in case.arguments.values() {
        if attacker.undercuts.is_empty() || lost_premise(case, attacker).is_some() {
            continue;
        }
        let hit: BTreeSet<&str> = attacker
            .undercuts
            .iter()
            .flat_map(|target| resting_on(case, &target.value))
            .filter(|hit| *hit != attacker.id())
            .collect();
        pairs.extend(hit.into_iter().map(|hit| (attacker.id(), hit)));
    }
    let place = |id: &str| case.statements.contains_key(id);
    let ids: BTreeSet<(bool, &str)> = pairs
        .iter()
        .flat_map(|&(from, to)| [(false, from), (place(to), to)])
        .collect();
    let ids: Vec<(bool, &str)> = ids.into_iter().collect();
    let number = |id: &str, statement: bool| {
        let found = ids.binary_search(&(statement, id));
        found.expect("every node was listed") as u32
    };
    let mut attacks: Vec<(u32, u32)> = pairs
        .iter()
        .map(|&(from, to)| (number(from, false), number(to, place(to))))
        .collect();
    attacks.sort_unstable();
    (ids.iter().map(|&(_, id)| id).collect(), attacks)
}

/// The arguments and statements that fall when `target` is undercut.
fn resting_on<'a>(case: &'a Case, target: &'a str) -> Vec<&'a str> {
    let naming = case.naming();
    let own = case.card(target).map(|card| &card.id);
    let read: Vec<&String> = own.into_iter().chain(naming.readers(target)).collect();
    let using = read.iter().flat_map(|id| naming.premises(id));
    let using = using.chain(naming.premises(target));
    let all = using.chain(read.iter().copied()).map(String::as_str);
    let counts = |id: &&str| case.arguments.contains_key(id) || case.statements.contains_key(id);
    all.filter(counts)
        .filter(|id| rests_on(case, id, target))
        .collect()
}

/// How far the matter itself gets.
fn pro(verdict: Verdict) -> Standard {
    match verdict {
        Verdict::Reached(For::Pro, standard) => standard,
        Verdict::Open => Standard::Scintilla,
        _ => Standard::None,
    }
}

/// The first premise that is not in the case.
fn lost_premise<'a>(case: &Case, argument: &'a Argument) -> Option<&'a str> {
    let premises = argument
        .premises
        .iter()
        .map(|premise| premise.value.as_str());
    premises.into_iter().find(|id| case.card(id).is_none())
}

/// Whether an argument or statement falls when `target` is undercut: it is the target, uses it as a premise, or was
/// read in it.
fn rests_on(case: &Case, node: &str, target: &str) -> bool {
    if node == target {
        return true;
    }
    if let Some(argument) = case.arguments.get(node) {
        return argument
            .premises
            .iter()
            .any(|premise| premise.value == target || read_in(case, &premise.value, target));
    }
    read_in(case, node, target)
}

/// Whether a card was read in a source, and in no other.
fn read_in(case: &Case, id: &str, source: &str) -> bool {
    let Some(card) = case.card(id).filter(|_| case.sources.contains_key(source)) else {
        return false;
    };
    let mut sources = card
        .grounds
        .iter()
        .filter_map(crate::compile::Ground::source)
        .peekable();
    sources.peek().is_some() && sources.all(|read| read == source)
}

/// The side that a statement takes on a matter or an event, by its formal reading.
pub(super) fn said_of(statement: &Statement, matter: &str) -> Option<For> {
    statement
        .means
        .iter()
        .find_map(|means| match &means.value.fact {
            Fact::Holds { matter: of, so } if of.id == matter => {
                Some(if *so { For::Pro } else { For::Con })
            }
            Fact::Happened { event, so } if event.id == matter => {
                Some(if *so { For::Pro } else { For::Con })
            }
            _ => None,
        })
}
