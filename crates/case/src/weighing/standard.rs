//! The proof standards and the verdict.

use super::widths::{Line, lines, widths_of};
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
    verdict_of(&lines(pro), &lines(con))
}

type Side<'a> = (&'a [Argument], &'a Widths);

fn standard_at((pro, p): Side<'_>, (con, c): Side<'_>) -> Standard {
    standard_of((&lines(pro), p), (&lines(con), c))
}

/// The same, for lines wherever they are kept.
pub(super) fn standard_of<'a>(
    (pro, p): (&(impl Iterator<Item = Line<'a>> + Clone), &Widths),
    (con, c): (&(impl Iterator<Item = Line<'a>> + Clone), &Widths),
) -> Standard {
    reached(p, c, || {
        let roots: BTreeSet<u32> = pro
            .clone()
            .chain(con.clone())
            .flat_map(|line| line.1.iter().copied())
            .collect();
        let without = |root: u32| {
            let free = move |line: &Line<'a>| line.1.binary_search(&root).is_err();
            (
                widths_of(&pro.clone().filter(free)),
                widths_of(&con.clone().filter(free)),
            )
        };
        roots.into_iter().map(without)
    })
}

/// The grade of an argument that uses an issue as premise: capped at fair by `probable`, unchanged by more, `None` by less.
pub fn as_premise(rule: Grade, verdict: Standard) -> Option<Grade> {
    match verdict {
        Standard::None | Standard::Scintilla => None,
        Standard::Preponderance => Some(rule.min(Grade::Fair)),
        Standard::Clear | Standard::Established => Some(rule),
    }
}

/// The verdict from lines wherever they are kept.
pub(super) fn verdict_of<'a>(
    pro: &(impl Iterator<Item = Line<'a>> + Clone),
    con: &(impl Iterator<Item = Line<'a>> + Clone),
) -> Verdict {
    let (p, c) = (widths_of(pro), widths_of(con));
    judged(
        standard_of((pro, &p), (con, &c)),
        standard_of((con, &c), (pro, &p)),
    )
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
        && (stays_clear(pro, con) || removals().into_iter().all(|(pro, con)| clear(&pro, &con)))
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

/// Whether `Clear` stands whatever single root goes: that takes at most one from every width, as at most one line of
/// any that are apart rests on it.
fn stays_clear(pro: &Widths, con: &Widths) -> bool {
    let fewer = |widths: &Widths| {
        let less = |width: usize| [width, width.saturating_sub(1)];
        let (d, s, f, w) = (widths.decisive, widths.strong, widths.fair, widths.weak);
        let all = less(d).into_iter().flat_map(move |decisive| {
            let with = less(s).into_iter().map(move |strong| (decisive, strong));
            with.flat_map(move |(decisive, strong)| {
                let with = less(f)
                    .into_iter()
                    .map(move |fair| (decisive, strong, fair));
                with.flat_map(move |(decisive, strong, fair)| {
                    less(w).map(|weak| Widths {
                        decisive,
                        strong,
                        fair,
                        weak,
                        exact: true,
                    })
                })
            })
        });
        all.collect::<Vec<_>>()
    };
    let con = fewer(con);
    fewer(pro)
        .iter()
        .all(|pro| con.iter().all(|con| clear(pro, con)))
}
