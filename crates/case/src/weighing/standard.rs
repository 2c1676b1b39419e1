//! The proof standards and the verdict.

use super::widths::widths_of;
use super::{Argument, Grade, Widths, widths};
use std::collections::BTreeSet;

/// How far a side gets. Each standard includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// No live argument.
    None,
    /// Some live argument.
    Scintilla,
    /// Wider than the other side, from the highest grade down.
    Preponderance,
    /// Preponderance with a best grade of strong or more, above the other side's, on two independent fair lines or one decisive.
    Clear,
    /// Clear with two strong lines or one decisive, nothing fair against it, and no single root on which `Clear` rests.
    Established,
}

/// The two sides of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum For {
    /// The matter itself.
    Pro,
    /// Its denial.
    Con,
}

/// What the weighing comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// No live argument on either side. Never "disproven".
    NoEvidence,
    /// Arguments, but neither side preponderates.
    Open,
    /// One side reaches a standard of preponderance or more.
    Reached(For, Standard),
}

impl Standard {
    /// The word of a verdict that reaches this standard.
    pub fn word(self) -> &'static str {
        match self {
            Standard::None => "no evidence",
            Standard::Scintilla => "open",
            Standard::Preponderance => "probable",
            Standard::Clear => "clear",
            Standard::Established => "established",
        }
    }
}

impl Verdict {
    /// The word: `no evidence`, `open`, `probable`, `clear`, `established`, the last three with `not-p` before them for the denial.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::NoEvidence => "no evidence",
            Verdict::Open => "open",
            Verdict::Reached(For::Pro, standard) => standard.word(),
            Verdict::Reached(For::Con, Standard::Clear) => "not-p clear",
            Verdict::Reached(For::Con, Standard::Established) => "not-p established",
            Verdict::Reached(For::Con, _) => "not-p probable",
        }
    }
}

/// The highest standard that the arguments of `pro` reach against those of `con`.
pub fn standard(pro: &[Argument], con: &[Argument]) -> Standard {
    standard_at((pro, &widths(pro)), (con, &widths(con)))
}

/// The verdict on a matter from the live arguments for and against it.
pub fn verdict(pro: &[Argument], con: &[Argument]) -> Verdict {
    let (p, c) = (widths(pro), widths(con));
    judged(
        standard_at((pro, &p), (con, &c)),
        standard_at((con, &c), (pro, &p)),
    )
}

type Side<'a> = (&'a [Argument], &'a Widths);

fn standard_at((pro, p): Side<'_>, (con, c): Side<'_>) -> Standard {
    let without = |root: u32| {
        let kept = |side| widths_of(&Argument::free_of(side, root));
        (kept(pro), kept(con))
    };
    reached(p, c, || roots(pro, con).into_iter().map(without))
}

/// The grade of an argument that uses an issue as premise: capped at fair by `probable`, unchanged by more, `None` by less.
pub fn as_premise(rule: Grade, verdict: Standard) -> Option<Grade> {
    match verdict {
        Standard::None | Standard::Scintilla => None,
        Standard::Preponderance => Some(rule.min(Grade::Fair)),
        Standard::Clear | Standard::Established => Some(rule),
    }
}

impl Argument {
    /// The arguments of a side that do not rest on a root.
    pub(super) fn free_of(side: &[Argument], root: u32) -> impl Iterator<Item = &Argument> + Clone {
        side.iter()
            .filter(move |argument| argument.roots.binary_search(&root).is_err())
    }
}

/// All roots of both sides, sorted.
pub(super) fn roots(pro: &[Argument], con: &[Argument]) -> BTreeSet<u32> {
    pro.iter()
        .chain(con)
        .flat_map(|argument| argument.roots.iter().copied())
        .collect()
}

/// The verdict from what each side reaches. At most one side preponderates.
pub(super) fn judged(pro: Standard, con: Standard) -> Verdict {
    if con >= Standard::Preponderance {
        Verdict::Reached(For::Con, con)
    } else if pro >= Standard::Preponderance {
        Verdict::Reached(For::Pro, pro)
    } else if pro.max(con) == Standard::Scintilla {
        Verdict::Open
    } else {
        Verdict::NoEvidence
    }
}

/// The standard from widths alone; `removals` gives the widths of both sides without each root in turn.
pub(super) fn reached<R>(pro: &Widths, con: &Widths, removals: impl FnOnce() -> R) -> Standard
where
    R: IntoIterator<Item = (Widths, Widths)>,
{
    if pro.weak == 0 {
        Standard::None
    } else if pro.vector() <= con.vector() {
        Standard::Scintilla
    } else if !clear(pro, con) {
        Standard::Preponderance
    } else if con.fair == 0
        && (pro.strong >= 2 || pro.decisive > 0)
        && removals().into_iter().all(|(pro, con)| clear(&pro, &con))
    {
        Standard::Established
    } else {
        Standard::Clear
    }
}

fn clear(pro: &Widths, con: &Widths) -> bool {
    pro.vector() > con.vector()
        && pro.best() >= Some(Grade::Strong)
        && con.best() < pro.best()
        && (pro.fair >= 2 || pro.decisive > 0)
}
