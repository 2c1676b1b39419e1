//! Dividing a text whose lines have places on a page.
//!
//! Here type sizes, edges and gaps decide, and the words only where these are silent: what stands on one spot of many
//! pages is furniture, small type at the foot of a column or in the margin is notes, a line that stops short ends its paragraph, and one
//! that is set in begins the next.

mod endnotes;
mod feet;
mod furniture;
mod margins;
mod marks;
mod paragraphs;
mod sheet;

use super::hyphens::Words;
use super::lines::{Layout, Line};
use super::strands::{Strand, Thread};
use super::{pages_of, parts, weave};
use crate::open::Opened;
use crate::open::told::Told;
use kaozheng_text::{Document, Noted, Part, Span};
use sheet::Sheet;
use std::collections::BTreeSet;

/// Divides a text by the places of its lines.
///
/// Notes `mark-without-note` and `note-without-mark`, each placed in the raw text.
pub(super) fn divide_printed(mut opened: Opened) -> Noted<Document> {
    let told = std::mem::take(&mut opened.told);
    let shapes = match told {
        Told::Shapes(shapes) => shapes,
        _ => crate::open::told::Shapes::default(),
    };
    let mut sheet = Sheet::of(&opened, &shapes);
    furniture::mark(&mut sheet);
    margins::find(&mut sheet);
    feet::find(&mut sheet, &shapes.rules);
    let mut marks = marks::raised(&sheet, &shapes.raised);
    endnotes::find(&mut sheet, &marks);
    let (strands, headings) = paragraphs::strands_of(&sheet);
    let mut bound = marks::bound(&sheet, &strands, &mut marks);
    marks::leave_words(&opened.raw, &strands, &mut bound);
    let layout = layout_of(&sheet);
    let mut parts = parts::parts_of(&strands, &opened.raw, layout);
    for (part, is_heading) in parts.iter_mut().zip(headings) {
        if is_heading && matches!(part.0, Part::Body | Part::List) {
            *part = (Part::Heading, "in larger or bolder type than the text");
        }
    }
    let lines = lines_of(&sheet);
    let words = Words::of(&lines, &opened.raw, &strands);
    // A figure in the margin is no page number.
    let margins = sheet.prints.iter().filter(|print| print.beside);
    let margins: BTreeSet<Span> = margins.map(|print| print.span).collect();
    let inner: Vec<Line> = lines
        .iter()
        .filter(|line| !margins.contains(&line.span))
        .cloned()
        .collect();
    let pages = pages_of(&opened, &inner);
    weave::weave(&weave::Cloth {
        opened: Opened {
            told: Told::Nothing,
            ..opened.clone()
        },
        pages,
        strands: &strands,
        parts: &parts,
        words: &words,
        marks: Vec::new(),
        bound: Some(bound),
    })
}

/// The habits of the layout in columns of letters, for what is told from the words of a strand.
fn layout_of(sheet: &Sheet<'_>) -> Layout {
    let body = sheet.prints.iter().filter(|p| sheet.is_body(p));
    let mut lengths: Vec<usize> = body.map(|p| p.text.chars().count()).collect();
    lengths.sort_unstable();
    let width = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(80);
    Layout {
        wrapped: true,
        width: width.max(20),
        indent: Some(2),
        gapped: true,
    }
}

/// The lines as those stages know them that go by letters.
fn lines_of(sheet: &Sheet<'_>) -> Vec<Line> {
    let line = |print: &sheet::Print<'_>| Line {
        span: print.span,
        indent: 0,
        length: print.text.chars().count(),
        gap: 0,
        leaf: print.page,
        furniture: print.furniture,
    };
    let mut lines: Vec<Line> = sheet.prints.iter().map(line).collect();
    lines.sort_by_key(|line| line.span);
    lines
}

/// Whether a strand is text.
fn is_text(strand: &Strand) -> bool {
    strand.thread == Thread::Text
}
