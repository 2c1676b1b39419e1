//! Dividing: from pages to passages.
//!
//! [`divide`] goes lines → blocks → strands → passages: it sets furniture aside, tells notes from text, rejoins what
//! page breaks and notes cut in two, lifts the marks out and binds each to its note, and says of every passage why it
//! was read as it was. Nothing is dropped: what fits nowhere is a passage of its own with a note beside it. Where markup
//! says all this ([`Told::Markup`]), `marked` takes its word instead; where lines have places ([`Told::Shapes`]), `printed`
//! goes by type sizes, edges and gaps.

pub mod bibliography;
mod bind;
mod blocks;
pub mod breaks;
mod buried;
mod folios;
mod furniture;
mod hyphens;
pub mod judge;
mod labels;
pub mod language;
pub mod line_kinds;
mod lines;
mod marked;
mod marks;
mod notes;
mod parts;
mod printed;
pub mod rests;
mod strands;
mod told_regions;
mod weave;

use crate::open::{Opened, Told};
use kaozheng_text::{Document, Noted, Page, Span};
use lines::Line;

/// Divides an opened text into passages.
///
/// Notes `mark-without-note` and `note-without-mark`, each placed in the raw text.
pub fn divide(opened: Opened) -> Noted<Document> {
    if matches!(opened.told, Told::Markup(_)) {
        return marked::divide_marked(opened);
    }
    // Where recognition named the regions of a page, its type sizes are guesses, and the regions say more.
    if matches!(&opened.told, Told::Shapes(shapes) if shapes.regions.is_empty()) {
        return printed::divide_printed(opened);
    }
    let (lines, mut plan, layout) = planned(&opened);
    let breaks = breaks::Breaks::of(&lines, &plan, &opened.raw, layout);
    let breaks = rests::mark_rests(&lines, &mut plan, &opened.raw, layout, breaks);
    let blocks = blocks::blocks_of(&lines, &plan, &opened.raw, layout, &breaks);
    let strands = strands::rejoin(&blocks, &opened.raw, &breaks);
    let strands = bibliography::entries::regroup(strands, &lines, &opened.raw);
    let mut parts = parts::parts_of(&strands, &opened.raw, layout);
    bibliography::entries::name_entries(&strands, &mut parts);
    let words = hyphens::Words::of(&lines, &opened.raw, &strands);
    let mut marks: Vec<marks::MarkSign> = plan.marks.into_iter().flatten().collect();
    marks.sort_by_key(|mark| mark.raw);
    let pages = pages_of(&opened, &lines);
    weave::weave(&weave::Cloth {
        opened,
        pages,
        strands: &strands,
        parts: &parts,
        words: &words,
        marks,
        bound: None,
    })
}

/// The lines with furniture marked, what is a note among them, and the habits of the layout.
fn planned(opened: &Opened) -> (Vec<Line>, notes::NotePlan, lines::Layout) {
    let mut lines = lines::lines_of(opened);
    furniture::mark_furniture(&mut lines, &opened.raw);
    furniture::mark_told(&mut lines, &opened.told, &opened.raw);
    let layout = lines::Layout::of(&lines);
    let mut plan = plan_of_notes(opened, &lines, layout);
    told_regions::mark_notes(&lines, &mut plan, &opened.told, &opened.raw);
    (lines, plan, layout)
}

/// The plan of notes. Where pages are known from running heads only, heads may be missing, so that notes stand in the
/// midst of what looks like one page: the text is then read without pages too, and the plan that explains more marks wins.
fn plan_of_notes(opened: &Opened, lines: &[Line], layout: lines::Layout) -> notes::NotePlan {
    let paged = notes::find_notes(lines, &opened.raw, layout);
    let by_heads = opened.pages.len() == 1 && lines.last().is_some_and(|line| line.leaf > 0);
    if !by_heads {
        return paged;
    }
    let mut flat = lines.to_vec();
    flat.iter_mut().for_each(|line| line.leaf = 0);
    let unpaged = notes::find_notes(&flat, &opened.raw, layout);
    if unpaged.explains_more(&paged) {
        unpaged
    } else {
        paged
    }
}

/// The pages with the numbers printed on them; stretches between running heads where the format knows no pages.
fn pages_of(opened: &Opened, lines: &[Line]) -> Vec<Page> {
    let mut pages = opened.pages.clone();
    if pages.len() == 1 && lines.last().is_some_and(|line| line.leaf > 0) {
        pages = leaves(lines, opened.raw.len());
    }
    if pages.len() == 1 {
        return pages;
    }
    for page in &mut pages {
        page.label = page
            .label
            .take()
            .or_else(|| printed_number(page.span, lines, &opened.raw));
    }
    pages
}

fn leaves(lines: &[Line], end: usize) -> Vec<Page> {
    let mut starts = vec![0];
    for pair in lines.windows(2) {
        if pair[1].leaf > pair[0].leaf {
            starts.push(pair[1].span.start as usize);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Page {
            label: None,
            span: Span::new(start, end),
        })
        .collect()
}

/// The number in the furniture of a page: alone, between dashes, or at the edge of a running head.
fn printed_number(page: Span, lines: &[Line], raw: &str) -> Option<String> {
    let from = lines.partition_point(|line| line.span.start < page.start);
    let own = lines[from..]
        .iter()
        .take_while(|line| line.span.start < page.end);
    own.filter(|line| line.furniture.is_some())
        .find_map(|line| {
            let words: Vec<&str> = line
                .span
                .of(raw)
                .split(|c: char| c.is_whitespace() || c == '-')
                .filter(|w| !w.is_empty())
                .collect();
            let number = |w: &&&str| w.len() <= 4 && w.chars().all(|c| c.is_ascii_digit());
            [words.first(), words.last()]
                .into_iter()
                .flatten()
                .find(number)
                .map(|w| (*w).to_owned())
        })
}
