//! Binding marks to notes.
//!
//! Notes that stand together are answered by the text between them and the notes before: there, marks and notes are
//! matched in order so that the weight of the pairs is greatest. What is left over is matched with the nearest free mark
//! of the same sign; numbering may restart on every page, in every document, in every chapter.

use super::labels::Sign;
use super::marks::MarkSign;

/// A note to be bound.
#[derive(Clone, Debug)]
pub(super) struct NoteSign {
    pub(super) sign: Sign,
    /// Where it begins in the raw text.
    pub(super) at: usize,
    /// Notes of one number stand together.
    pub(super) group: usize,
}

/// For each mark the index of its note.
pub(super) fn bind(marks: &[&MarkSign], notes: &[NoteSign]) -> Vec<Option<usize>> {
    let mut bound = vec![None; marks.len()];
    let mut from = 0;
    let mut at = 0;
    while at < notes.len() {
        let before = |nth: usize| marks.partition_point(|m| (m.raw.start as usize) < notes[nth].at);
        let to = before(at);
        let mut end = group_end(notes, at);
        // Notes of many chapters at the end of a book: only headings stand between them.
        while end < notes.len() && before(end) == to {
            end = group_end(notes, end);
        }
        let region = from.min(to)..to;
        for (mark, note) in align(&marks[region.clone()], &notes[at..end]) {
            bound[region.start + mark] = Some(at + note);
        }
        from = to;
        at = end;
    }
    leftovers(marks, notes, &mut bound);
    bound
}

/// The end of the group of notes that begins at `at`.
fn group_end(notes: &[NoteSign], at: usize) -> usize {
    let own = notes[at..].iter();
    at + own.take_while(|n| n.group == notes[at].group).count()
}

/// Largest table that is filled; beyond it notes are matched one by one.
const MOST_CELLS: usize = 6_000_000;

/// Pairs in order with the greatest weight.
fn align(marks: &[&MarkSign], notes: &[NoteSign]) -> Vec<(usize, usize)> {
    let (rows, columns) = (marks.len() + 1, notes.len() + 1);
    if marks.is_empty() || notes.is_empty() || rows * columns > MOST_CELLS {
        return Vec::new();
    }
    let mut best = vec![0.0f64; rows * columns];
    for row in 1..rows {
        for column in 1..columns {
            let skip = best[(row - 1) * columns + column].max(best[row * columns + column - 1]);
            let pair = weight(marks[row - 1], &notes[column - 1])
                .map(|w| best[(row - 1) * columns + column - 1] + w);
            best[row * columns + column] = pair.map_or(skip, |p| p.max(skip));
        }
    }
    let (mut row, mut column) = (rows - 1, columns - 1);
    let mut pairs = Vec::new();
    while row > 0 && column > 0 {
        let here = best[row * columns + column];
        if here == best[row * columns + column - 1] {
            column -= 1;
        } else if here == best[(row - 1) * columns + column] {
            row -= 1;
        } else {
            pairs.push((row - 1, column - 1));
            row -= 1;
            column -= 1;
        }
    }
    pairs.reverse();
    pairs
}

fn weight(mark: &MarkSign, note: &NoteSign) -> Option<f64> {
    (mark.sign == note.sign).then_some(mark.weight)
}

/// Notes without a mark take the nearest free mark before them, else a plain one soon after.
fn leftovers(marks: &[&MarkSign], notes: &[NoteSign], bound: &mut [Option<usize>]) {
    let mut answered = vec![false; notes.len()];
    for note in bound.iter().flatten() {
        answered[*note] = true;
    }
    for (nth, note) in notes.iter().enumerate().filter(|(nth, _)| !answered[*nth]) {
        let here = marks.partition_point(|m| (m.raw.start as usize) < note.at);
        let (low, high) = neighbours(bound, notes, nth);
        let free = |at: &usize| {
            bound[*at].is_none() && marks[*at].sign == note.sign && marks[*at].weight >= 0.7
        };
        let before = (low.min(here)..here).rev().find(free);
        let after =
            (here..high.max(here).min(here + 30)).find(|at| free(at) && marks[*at].form.is_plain());
        if let Some(mark) = before.or(after) {
            bound[mark] = Some(nth);
        }
    }
}

/// The marks between those of the nearest answered notes before and after.
fn neighbours(bound: &[Option<usize>], notes: &[NoteSign], nth: usize) -> (usize, usize) {
    let near = notes.len().min(60);
    let low = bound
        .iter()
        .rposition(|b| b.is_some_and(|n| n < nth && nth - n <= near));
    let high = bound
        .iter()
        .position(|b| b.is_some_and(|n| n > nth && n - nth <= near));
    (low.map_or(0, |n| n + 1), high.unwrap_or(bound.len()))
}
