//! Notes at the end of a chapter or of the whole: runs of labelled lines whose numbers the text has called.

use super::feet::label_at;
use super::marks::RaisedMark;
use super::sheet::{Role, Sheet};
use crate::divide::labels::{Label, LabelStyle, Sign};
use std::collections::BTreeMap;

/// Gives the lines of end notes their roles, as far as marks are left that no foot note answers.
pub(super) fn find(sheet: &mut Sheet<'_>, marks: &[RaisedMark]) {
    let mut free = free_marks(sheet, marks);
    if free.values().map(Vec::len).sum::<usize>() < 2 {
        return;
    }
    let mut trials: Vec<(f64, Chain)> = chains(sheet)
        .into_iter()
        .map(|chain| (worth(sheet, &chain, &free), chain))
        .collect();
    trials.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, chain) in trials {
        let called = called(&chain, &free);
        if called * 10 < chain.len() * 6 {
            continue;
        }
        for (_, label) in &chain {
            if let Some(lines) = free.get_mut(&label.sign) {
                lines.pop();
            }
        }
        mark_chain(sheet, &chain);
    }
}

/// For each sign the lines of its marks that no note answers yet.
type Free = BTreeMap<Sign, Vec<usize>>;

/// How many notes of a chain are called by a mark that stands before them.
fn called(chain: &Chain, free: &Free) -> usize {
    let is_called = |(at, label): &&(usize, Label)| {
        let lines = free.get(&label.sign);
        lines.is_some_and(|lines| lines.iter().any(|line| line < at))
    };
    chain.iter().filter(is_called).count()
}

/// How well a chain reads as notes: called by marks, in small type, with no marks of its own between its labels.
fn worth(sheet: &Sheet<'_>, chain: &Chain, free: &Free) -> f64 {
    let all = chain.len() as f64;
    let small = chain
        .iter()
        .filter(|(at, _)| sheet.is_small(&sheet.prints[*at]))
        .count() as f64;
    let (from, to) = (chain[0].0, chain[chain.len() - 1].0);
    let inside = free
        .values()
        .flatten()
        .filter(|line| (from..=to).contains(line))
        .count() as f64;
    called(chain, free) as f64 / all + small / all - (inside / all).min(1.0) + all.min(20.0) / 100.0
}

/// Signs of marks in the text, less those that foot notes of the same page or the next answer.
fn free_marks(sheet: &Sheet<'_>, marks: &[RaisedMark]) -> Free {
    let mut free = Free::new();
    for mark in marks.iter().filter(|m| m.in_text(sheet)) {
        free.entry(mark.sign.clone()).or_default().push(mark.line);
    }
    for print in &sheet.prints {
        if let Role::NoteStart(label) = &print.role
            && let Some(lines) = free.get_mut(&label.sign)
        {
            lines.pop();
        }
    }
    free.retain(|_, lines| !lines.is_empty());
    free
}

type Chain = Vec<(usize, Label)>;

/// Runs of labels of one style that count upwards without a gap.
fn chains(sheet: &Sheet<'_>) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut open: BTreeMap<LabelStyle, Chain> = BTreeMap::new();
    for (at, print) in sheet.prints.iter().enumerate() {
        if print.furniture.is_some() || print.role != Role::Text {
            continue;
        }
        let Some(label) = label_at(print) else {
            continue;
        };
        let Sign::Number(number) = label.sign else {
            continue;
        };
        let chain = open.entry(label.style).or_default();
        let last = chain.last().and_then(|(_, l)| match l.sign {
            Sign::Number(n) => Some(n),
            _ => None,
        });
        match last {
            Some(last) if number == last + 1 || number == last + 2 => chain.push((at, label)),
            _ if number == 1 || follows_note(sheet, at, number) => {
                chains.push(std::mem::take(chain));
                chain.push((at, label));
            }
            _ => {}
        }
    }
    chains.extend(open.into_values());
    chains.retain(|chain| chain.len() >= 2);
    chains
}

/// Whether the line before is of the note with the number before: notes that began at the foot of a page and fill the next.
fn follows_note(sheet: &Sheet<'_>, at: usize, number: u32) -> bool {
    let mut above = sheet.prints[..at]
        .iter()
        .rev()
        .filter(|p| p.furniture.is_none() && !p.beside);
    let start = above.find_map(|print| match &print.role {
        Role::Text => Some(None),
        Role::NoteStart(label) => Some(Some(&label.sign)),
        Role::NoteRest => None,
    });
    matches!(start, Some(Some(Sign::Number(n))) if n + 1 == number)
}

fn mark_chain(sheet: &mut Sheet<'_>, chain: &Chain) {
    for (nth, (at, label)) in chain.iter().enumerate() {
        let end = chain
            .get(nth + 1)
            .map_or(sheet.prints.len(), |(next, _)| *next);
        let size = sheet.prints[*at].size;
        sheet.prints[*at].role = Role::NoteStart(label.clone());
        let last = nth + 1 == chain.len();
        let mut before = *at;
        for line in *at + 1..end {
            let (print, above) = (&sheet.prints[line], &sheet.prints[before]);
            if print.furniture.is_some() || print.beside {
                continue;
            }
            let gap = print.base - above.base;
            let parted = print.frame == above.frame && gap > sheet.leading(size) * 1.45;
            let other = (print.size - size).abs() > size * 0.06;
            if print.role != Role::Text || other || last && parted {
                break;
            }
            sheet.prints[line].role = Role::NoteRest;
            before = line;
        }
    }
}
