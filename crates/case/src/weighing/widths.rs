//! Grades, arguments, and the number of independent lines.

use super::{masks, packing};

/// How much an argument is worth. Only the order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Motive, context, silence.
    Weak,
    /// A late or indirect witness.
    Fair,
    /// A contemporary, first-hand text.
    Strong,
    /// Only by a historian's explicit act, with a reason.
    Decisive,
}

impl Grade {
    /// All grades, lowest first.
    pub const ALL: [Grade; 4] = [Grade::Weak, Grade::Fair, Grade::Strong, Grade::Decisive];

    /// The word: `weak`, `fair`, `strong` or `decisive`.
    pub fn word(self) -> &'static str {
        ["weak", "fair", "strong", "decisive"][self as usize]
    }

    /// The grade of that word.
    pub fn from_word(word: &str) -> Option<Grade> {
        Grade::ALL.into_iter().find(|grade| grade.word() == word)
    }

    /// The grade below, if there is one.
    pub fn lower(self) -> Option<Grade> {
        Grade::ALL[..self as usize].last().copied()
    }

    /// The grade above, if there is one.
    pub fn higher(self) -> Option<Grade> {
        Grade::ALL.get(self as usize + 1).copied()
    }
}

/// A live argument: its grade, and the roots it rests on.
///
/// Arguments without roots rest on no witness; all of them together count as one line at most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    /// What it is worth.
    pub grade: Grade,
    /// The terminal witnesses of its premises, sorted, each once.
    pub roots: Vec<u32>,
}

impl Argument {
    /// An argument; the roots are sorted here.
    pub fn new(grade: Grade, roots: impl Into<Vec<u32>>) -> Argument {
        let mut roots = roots.into();
        roots.sort_unstable();
        roots.dedup();
        Argument { grade, roots }
    }
}

/// How many independent lines a side has at each grade or better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Widths {
    /// Decisive lines.
    pub decisive: usize,
    /// Strong or better.
    pub strong: usize,
    /// Fair or better.
    pub fair: usize,
    /// Of any grade.
    pub weak: usize,
    /// Whether these are the numbers; when false there are at least so many.
    pub exact: bool,
}

impl Widths {
    /// The width at a grade.
    pub fn at(&self, grade: Grade) -> usize {
        self.vector()[3 - grade as usize]
    }

    /// From the highest grade down: decisive, strong, fair, weak. Compared in this order.
    pub fn vector(&self) -> [usize; 4] {
        [self.decisive, self.strong, self.fair, self.weak]
    }

    /// The highest grade that has a line.
    pub fn best(&self) -> Option<Grade> {
        Grade::ALL
            .into_iter()
            .rev()
            .find(|&grade| self.at(grade) > 0)
    }
}

/// The work that a width may take, in words of 64 arguments looked at, before "at least so many" is said: far above
/// what a matter needs, and less than a moment.
pub const WORK: usize = 10_000_000;

/// The widths of one side, exact within [`WORK`] for each grade.
pub fn widths(side: &[Argument]) -> Widths {
    widths_of(&lines(side))
}

/// A grade and the roots of an argument of that grade.
pub(super) type Line<'a> = (Grade, &'a [u32]);

/// The arguments of a side as lines.
pub(super) fn lines(side: &[Argument]) -> impl Iterator<Item = Line<'_>> + Clone {
    side.iter().map(|a| (a.grade, a.roots.as_slice()))
}

/// The widths of the lines that an iterator gives.
pub(super) fn widths_of<'a>(side: &(impl Iterator<Item = Line<'a>> + Clone)) -> Widths {
    if let Some(found) = masks::widths(side.clone()) {
        return found;
    }
    let [weak, fair, strong, decisive] = Grade::ALL.map(|grade| {
        let roots = side
            .clone()
            .filter(|line| line.0 >= grade)
            .map(|line| line.1);
        packing::most_apart(roots, WORK)
    });
    Widths {
        decisive: decisive.count,
        strong: strong.count,
        fair: fair.count,
        weak: weak.count,
        exact: decisive.exact && strong.exact && fair.exact && weak.exact,
    }
}
