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
    for region in &shapes.regions {
        let own = lines_in(lines, region);
        let known = plan.lines[own.clone()].iter().any(Option::is_some);
        if own.is_empty() || known || lines[own.start].furniture.is_some() {
            continue;
        }
        let text = lines[own.start].span.of(raw);
        let label = label_of(text);
        let open = plan.lines[..own.start].iter().any(Option::is_some);
        let first = match (region.kind, label) {
            (RegionKind::Margin, _) if !has_words(region.span.of(raw)) => continue,
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
    }
}

/// Fewest letters of a note in the margin: specks and figures have fewer.
const LETTERS: usize = 8;

fn has_words(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS
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
    let text = lines.iter().enumerate().filter(|(at, line)| {
        let of_page = line.leaf == lines[note].leaf && *at != note;
        of_page && line.furniture.is_none() && plan.lines[*at].is_none()
    });
    let of_text = text.filter(|(_, line)| {
        let inside = |region: &&PrintedRegion| {
            region.span.start <= line.span.start && line.span.end <= region.span.end
        };
        let region = shapes.regions.iter().find(inside);
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

fn shape_of(shapes: &Shapes, line: Span) -> Option<&LineShape> {
    let after = shapes.lines.partition_point(|s| s.span.start <= line.start);
    shapes.lines.get(after.checked_sub(1)?)
}
