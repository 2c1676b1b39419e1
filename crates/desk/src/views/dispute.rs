//! One matter in dispute: the two sides, their evidence grouped by independent root.

use kaozheng_case::Case;
use kaozheng_case::facts::lines::{Line, sides, weigh};
use kaozheng_case::weighing::{For, widths};
use serde::Serialize;
use std::collections::BTreeMap;

/// The evidence on one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DisputeView {
    /// The matter.
    pub matter: String,
    /// What it says.
    pub says: String,
    /// The verdict in a word; `not-p` stands for the denial.
    pub verdict: String,
    /// For, then against.
    pub sides: Vec<SideView>,
    /// Lines that do not count, each with the reason.
    pub dead: Vec<EvidenceLine>,
}

/// One side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideView {
    /// `for` or `against`.
    pub side: String,
    /// How many independent lines there are of each grade or more: decisive, strong, fair, weak.
    pub widths: [usize; 4],
    /// The live lines, grouped by the roots they rest on, the best group first.
    pub groups: Vec<RootGroup>,
}

/// Lines that lead back to the same roots: together they count once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RootGroup {
    /// The roots.
    pub roots: Vec<String>,
    /// The lines, the best first.
    pub lines: Vec<EvidenceLine>,
}

/// One line of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceLine {
    /// The argument or statement.
    pub id: String,
    /// What it says.
    pub says: String,
    /// Its grade.
    pub grade: String,
    /// Where the grade comes from.
    pub graded: String,
    /// What it rests on.
    pub premises: Vec<String>,
    /// Its roots.
    pub roots: Vec<String>,
    /// Why it does not count; null when it does.
    pub dead: Option<String>,
    /// Why it bears on the matter, where it speaks of another that is bound to it; else null.
    pub bond: Option<String>,
}

impl DisputeView {
    /// The dispute on the matter or event called `id`; `None` when there is none.
    pub fn of(case: &Case, id: &str) -> Option<DisputeView> {
        if !case.matters.contains_key(id) && !case.events.contains_key(id) {
            return None;
        }
        let weighed = weigh(case, id);
        let live = sides(&weighed.lines, kaozheng_case::facts::roots::Links::Recorded);
        let side = |side: For, name: &str, at: usize| SideView {
            side: name.to_owned(),
            widths: widths(&live[at]).vector(),
            groups: groups(
                case,
                weighed
                    .lines
                    .iter()
                    .filter(|line| line.side == side && line.dead.is_none()),
            ),
        };
        Some(DisputeView {
            matter: id.to_owned(),
            says: case.card(id).map(super::says).unwrap_or_default(),
            verdict: weighed.verdict.word().to_owned(),
            sides: vec![side(For::Pro, "for", 0), side(For::Con, "against", 1)],
            dead: weighed
                .lines
                .iter()
                .filter(|line| line.dead.is_some())
                .map(|line| evidence(case, line))
                .collect(),
        })
    }
}

fn groups<'a>(case: &Case, lines: impl Iterator<Item = &'a Line>) -> Vec<RootGroup> {
    let mut by_roots: BTreeMap<Vec<&str>, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        by_roots
            .entry(line.roots.iter().map(String::as_str).collect())
            .or_default()
            .push(line);
    }
    let best_first = |line: &&Line| (std::cmp::Reverse(line.grade), line.id.clone());
    let mut groups: Vec<(Vec<&str>, Vec<&Line>)> = by_roots.into_iter().collect();
    for (_, lines) in &mut groups {
        lines.sort_by_key(best_first);
    }
    groups.sort_by_key(|(roots, lines)| (std::cmp::Reverse(lines[0].grade), roots.clone()));
    let group = |(roots, lines): (Vec<&str>, Vec<&Line>)| RootGroup {
        roots: roots.into_iter().map(str::to_owned).collect(),
        lines: lines.into_iter().map(|line| evidence(case, line)).collect(),
    };
    groups.into_iter().map(group).collect()
}

fn evidence(case: &Case, line: &Line) -> EvidenceLine {
    let own = case.card(&line.id).map(super::says).unwrap_or_default();
    let premise = || {
        let says = line
            .premises
            .iter()
            .filter_map(|id| case.card(id))
            .map(super::says);
        says.filter(|says| !says.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    EvidenceLine {
        id: line.id.clone(),
        says: if own.is_empty() { premise() } else { own },
        grade: line.grade.word().to_owned(),
        graded: line.graded.clone(),
        premises: line.premises.clone(),
        roots: line.roots.iter().cloned().collect(),
        dead: line.dead.clone(),
        bond: line.bond.as_ref().map(|bond| bond.words.clone()),
    }
}
