//! Entries of a bibliography as paragraphs: each whole, over page breaks too, and no two in one.
//!
//! Running text breaks where a line ends short; entries do not. What parts them is one habit of the whole section: they
//! hang (the first line stands further left), or have a wider gap between them, or begin with a label or a name.

use super::super::lines::Line;
use super::super::strands::{Strand, Thread};
use super::heads::opens_bibliography;
use super::{PrintedLine, Role, roles, shapes};
use kaozheng_text::{Part, Span};

/// The words that say why a passage is an entry.
const BECAUSE: &str = "an entry of the bibliography";

/// Puts the lines below headings of bibliographies together as entries; a text without such a heading stays as it is.
pub(in crate::divide) fn regroup(strands: Vec<Strand>, lines: &[Line], raw: &str) -> Vec<Strand> {
    let Some(first) = lines.iter().position(|line| opens_one(line, raw)) else {
        return strands;
    };
    let starts = starts_of(&lines[first..], raw);
    let start_at = |segment: Span| -> Option<bool> {
        let after = lines.partition_point(|line| line.span.start <= segment.start);
        *starts.get(after.checked_sub(first + 1)?)?
    };
    let mut out: Vec<Strand> = Vec::with_capacity(strands.len());
    let mut open: Option<usize> = None;
    for strand in strands {
        let of_entries = || strand.segments.iter().map(|segment| start_at(*segment));
        match strand.thread {
            Thread::Furniture(_) => out.push(strand),
            Thread::Text if of_entries().all(|start| start.is_some()) => {
                let marks: Vec<bool> = of_entries().flatten().collect();
                for (segment, begins) in strand.segments.iter().zip(marks) {
                    match open.filter(|_| !begins) {
                        Some(at) => out[at].segments.push(*segment),
                        None => {
                            open = Some(out.len());
                            out.push(entry(&strand, *segment));
                        }
                    }
                }
            }
            _ => {
                open = None;
                out.push(strand);
            }
        }
    }
    out
}

/// Gives the entries their part.
pub(in crate::divide) fn name_entries(strands: &[Strand], parts: &mut [(Part, &'static str)]) {
    for (strand, part) in strands.iter().zip(parts) {
        if strand.because.first() == Some(&BECAUSE) {
            *part = (Part::List, BECAUSE);
        }
    }
}

fn entry(strand: &Strand, segment: Span) -> Strand {
    Strand {
        thread: Thread::Text,
        segments: vec![segment],
        stand: strand.stand,
        because: vec![BECAUSE],
    }
}

fn opens_one(line: &Line, raw: &str) -> bool {
    line.length <= 60 && line.furniture.is_none() && opens_bibliography(line.span.of(raw))
}

/// For each line of an entry whether it begins one; `None` for other lines.
fn starts_of(lines: &[Line], raw: &str) -> Vec<Option<bool>> {
    let printed: Vec<PrintedLine<'_>> = lines
        .iter()
        .map(|line| PrintedLine {
            text: line.span.of(raw),
            page: line.leaf,
            furniture: line.furniture.is_some(),
        })
        .collect();
    let roles = roles(&printed);
    let mut out = vec![None; lines.len()];
    let mut section: Vec<usize> = Vec::new();
    for at in 0..=lines.len() {
        let goes_on = at < lines.len() && (roles[at] == Role::Entry || printed[at].is_outside());
        if !goes_on {
            for (&line, start) in section.iter().zip(habit(lines, raw, &section)) {
                out[line] = Some(start);
            }
            section.clear();
        } else if roles[at] == Role::Entry {
            section.push(at);
        }
    }
    out
}

/// Whether each line of a section begins an entry, by the habit that parts the section best.
fn habit(lines: &[Line], raw: &str, section: &[usize]) -> Vec<bool> {
    let shaped: Vec<bool> = section
        .iter()
        .map(|&at| shapes::begins(lines[at].span.of(raw)))
        .collect();
    let hanging = |slack: usize| -> Vec<bool> {
        let edge = |at: usize| left_edge(lines, section, at) + slack;
        section
            .iter()
            .map(|&at| lines[at].indent <= edge(at))
            .collect()
    };
    let least = section
        .iter()
        .skip(1)
        .map(|&at| lines[at].gap)
        .min()
        .unwrap_or(0);
    let parted: Vec<bool> = section
        .iter()
        .enumerate()
        .map(
            |(nth, &at)| match nth > 0 && lines[section[nth - 1]].leaf == lines[at].leaf {
                true => lines[at].gap > least,
                false => shaped[nth],
            },
        )
        .collect();
    let mut starts = [hanging(0), hanging(1), parted]
        .into_iter()
        .find(|starts| parts_well(starts, &shaped))
        .unwrap_or(shaped);
    if let Some(first) = starts.first_mut() {
        *first = true;
    }
    starts
}

/// The least indent of the section on the page of line `at`.
fn left_edge(lines: &[Line], section: &[usize], at: usize) -> usize {
    let nth = section.partition_point(|&line| line < at);
    let own = |line: &&usize| lines[**line].leaf == lines[at].leaf;
    let before = section[..nth].iter().rev().take_while(own);
    let here = section[nth..].iter().take_while(own).chain(before);
    here.map(|&line| lines[line].indent).min().unwrap_or(0)
}

/// Whether a habit tells lines apart, and most lines that look like beginnings are beginnings by it.
fn parts_well(starts: &[bool], shaped: &[bool]) -> bool {
    let count = |wanted: &dyn Fn(usize) -> bool| (0..starts.len()).filter(|at| wanted(*at)).count();
    let begun = count(&|at| starts[at]);
    let agreed = count(&|at| starts[at] && shaped[at]);
    let all_shaped = count(&|at| shaped[at]);
    begun * 100 <= starts.len() * 85 && begun > 1 && agreed * 100 >= all_shaped * 75
}
