//! Notes of which the format says that they are: regions of a scan marked as footnotes or as notes in the margin.
//!
//! What the labels of the lines say comes first. A region none of whose lines was read as a note is made one: its first
//! line begins a note, by its label if it has one; in a region of footnotes lines before the first label go on with the
//! note of the page before.

use super::labels::{Label, Sign, label_of};
use super::lines::Line;
use super::marks::{MarkForm, MarkSign};
use super::notes::{NoteLine, NotePlan};
use crate::open::Told;
use crate::open::told::{LineShape, PrintedRegion, RegionKind, Shapes};
use kaozheng_text::Span;
use std::ops::Range;

/// Adds the notes of regions to the plan.
pub(super) fn mark_notes(lines: &[Line], plan: &mut NotePlan, told: &Told, raw: &str) {
    let Told::Shapes(shapes) = told else { return };
    let mut first_note = plan.lines.iter().position(Option::is_some);
    for region in &shapes.regions {
        let own = lines_in(lines, region);
        let known = plan.lines[own.clone()].iter().any(Option::is_some);
        if own.is_empty() || known || lines[own.start].furniture.is_some() {
            continue;
        }
        let text = lines[own.start].span.of(raw);
        let label = label_of(text);
        let open = first_note.is_some_and(|first| first < own.start);
        let first = match (region.kind, label) {
            (RegionKind::Margin | RegionKind::Footnote, Some(label)) => NoteLine::Start(label),
            (RegionKind::Margin, None) => NoteLine::Start(Label::unsigned()),
            (RegionKind::Footnote, None) if open => NoteLine::Inside,
            _ => continue,
        };
        if matches!(&first, NoteLine::Start(label) if label.is_unsigned())
            && let Some(mark) = call_of(lines, plan, shapes, own.start)
        {
            plan.marks[mark.0].push(mark.1);
        }
        for at in own.clone() {
            plan.lines[at] = Some(NoteLine::Inside);
            plan.marks[at].clear();
        }
        plan.lines[own.start] = Some(first);
        first_note = Some(first_note.map_or(own.start, |first| first.min(own.start)));
    }
}

/// Fewest letters of a note in the margin (`Ps. 2` has too few, `Ibid.` enough).
const LETTERS: usize = 3;

/// Whether a region in the margin holds words: specks and figures have few letters, or more other signs than letters.
pub(super) fn has_words(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= LETTERS && letters * 2 >= signs
}

fn lines_in(lines: &[Line], region: &PrintedRegion) -> Range<usize> {
    let from = lines.partition_point(|line| line.span.start < region.span.start);
    let to = lines.partition_point(|line| line.span.start < region.span.end);
    from..to
}

/// What calls a note in the margin that has no sign: the end of the line of text at its height, with that line.
fn call_of(
    lines: &[Line],
    plan: &NotePlan,
    shapes: &Shapes,
    note: usize,
) -> Option<(usize, MarkSign)> {
    let own = shape_of(shapes, lines[note].span)?;
    let leaf = lines[note].leaf;
    let page = lines.partition_point(|line| line.leaf < leaf)
        ..lines.partition_point(|line| line.leaf <= leaf);
    let regions = &shapes.regions[regions_of(shapes, &lines[page.clone()])];
    let text = page
        .clone()
        .zip(&lines[page])
        .filter(|(at, line)| *at != note && line.furniture.is_none() && plan.lines[*at].is_none());
    let of_text = text.filter(|(_, line)| {
        let inside = |region: &&PrintedRegion| {
            region.span.start <= line.span.start && line.span.end <= region.span.end
        };
        let region = regions.iter().find(inside);
        region.is_none_or(|region| region.kind == RegionKind::Text)
    });
    let placed = of_text.filter_map(|(at, line)| {
        let shape = shape_of(shapes, line.span)?;
        Some(((shape.base - own.base).abs(), at))
    });
    let (_, at) = placed.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let mark = MarkSign {
        form: MarkForm::Raised,
        sign: Sign::Word(String::new()),
        raw: Span::at(lines[at].span.end as usize),
        weight: 1.0,
    };
    Some((at, mark))
}

/// The regions that begin within lines that follow each other.
fn regions_of(shapes: &Shapes, lines: &[Line]) -> Range<usize> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return 0..0;
    };
    let begins = |at: u32| {
        shapes
            .regions
            .partition_point(|region| region.span.start < at)
    };
    begins(first.span.start)..begins(last.span.end)
}

fn shape_of(shapes: &Shapes, line: Span) -> Option<&LineShape> {
    let after = shapes.lines.partition_point(|s| s.span.start <= line.start);
    shapes.lines.get(after.checked_sub(1)?)
}
