//! How far each grade may move before the verdict does.

use super::weigh::word;
use crate::facts::lines::Line;
use crate::facts::names::listed;
use crate::weighing::{Argument, Flip, For, Verdict, flips};

/// So many lines are named whose grades carry nothing; of more it is said how many.
const NAMED: usize = 12;

/// The lines of a verdict, each with what one step of its grade would do.
pub(super) struct Margins<'a> {
    lines: Vec<(&'a Line, Flip)>,
    /// Lines that were not tried, as there are too many.
    untried: usize,
    found: Verdict,
}

impl<'a> Margins<'a> {
    /// Tries one step up and one step down for each live line.
    pub(super) fn of(
        lines: &'a [Line],
        pro: &[Argument],
        con: &[Argument],
        found: Verdict,
    ) -> Margins<'a> {
        let of = |side: For| {
            let all = lines.iter();
            all.filter(move |line| line.side == side && line.dead.is_none())
        };
        let live = of(For::Pro).chain(of(For::Con));
        let tried: Vec<(&Line, Flip)> = live.zip(flips(pro, con)).collect();
        Margins {
            untried: pro.len() + con.len() - tried.len(),
            lines: tried,
            found,
        }
    }

    /// The gradings that carry the verdict: each step up or down that would change it.
    pub(super) fn flipped(&self) -> Vec<String> {
        let steps = self.lines.iter().flat_map(|(line, flip)| {
            let lower = line.grade.lower().zip(flip.lower);
            let higher = line.grade.higher().zip(flip.higher);
            let steps = lower.into_iter().chain(higher);
            steps.map(|(grade, verdict)| (*line, grade, verdict))
        });
        let changing = steps.filter(|&(_, _, verdict)| verdict != self.found);
        let told = changing.map(|(line, grade, verdict)| {
            format!(
                "if {} counted as {} instead of {}: {}",
                line.id,
                grade.word(),
                line.grade.word(),
                word(verdict)
            )
        });
        told.collect()
    }

    /// The gradings that carry nothing by themselves, in a sentence; and how many were not tried.
    pub(super) fn steady(&self) -> Vec<String> {
        let stays = |verdict: Option<Verdict>| verdict.is_none_or(|verdict| verdict == self.found);
        let steady = self.lines.iter();
        let steady = steady.filter(|(_, flip)| stays(flip.lower) && stays(flip.higher));
        let ids: Vec<&str> = steady.map(|(line, _)| line.id.as_str()).collect();
        let mut out = Vec::new();
        let names = match ids.len() {
            0..=NAMED => listed(&ids),
            more => format!("{} and {} more", ids[..NAMED].join(", "), more - NAMED),
        };
        match ids.as_slice() {
            [] => {}
            [_] => out.push(format!(
                "The grade of {names} may be one step higher or lower: the verdict stays."
            )),
            _ => out.push(format!(
                "The grade of any one of these may be one step higher or lower, and the verdict stays: {names}."
            )),
        }
        if self.untried > 0 {
            out.push(format!(
                "So many lines were not tried with another grade: {}.",
                self.untried
            ));
        }
        out
    }
}
