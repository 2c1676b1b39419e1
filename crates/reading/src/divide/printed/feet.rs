//! Notes at the foot of a column: small type below the text, parted from it by a rule, a gap or a label.

use super::marks::signs_in;
use super::sheet::{Print, Role, Sheet};
use crate::divide::labels::{Label, LabelStyle, Sign, label_of};
use crate::divide::lines::ends_sentence;
use crate::open::told::RuleShape;
use std::ops::Range;

/// Gives the lines of foot notes their roles.
pub(super) fn find(sheet: &mut Sheet<'_>, rules: &[RuleShape]) {
    let mut last: Option<Sign> = None;
    let mut open = false;
    for column in sheet.columns() {
        if sheet.prints[column.start].beside {
            continue;
        }
        let Some(zone) = zone_of(sheet, column.clone(), rules, open) else {
            continue;
        };
        let starts = starts_of(sheet, zone.clone(), last.as_ref());
        let from = match (starts.first(), open) {
            (None, false) => continue,
            _ => zone.start,
        };
        for at in from..zone.end {
            let label = starts
                .iter()
                .find(|(nth, _)| *nth == at)
                .map(|(_, label)| label);
            let print = &mut sheet.prints[at];
            if print.furniture.is_none() {
                print.role = label.map_or(Role::NoteRest, |label| Role::NoteStart(label.clone()));
            }
        }
        if let Some((_, label)) = starts.last() {
            last = Some(label.sign.clone());
        }
        let end = sheet.prints[zone]
            .iter()
            .rev()
            .find(|p| p.furniture.is_none());
        open = end.is_some_and(|print| !ends_sentence(print.text) || is_full(sheet, print));
    }
}

fn is_full(sheet: &Sheet<'_>, print: &Print<'_>) -> bool {
    print.right > sheet.frame(print).right - print.size
}

/// The lines at the end of a column that may be notes.
fn zone_of(
    sheet: &Sheet<'_>,
    column: Range<usize>,
    rules: &[RuleShape],
    open: bool,
) -> Option<Range<usize>> {
    let lines: Vec<usize> = column
        .clone()
        .filter(|&at| sheet.prints[at].furniture.is_none())
        .collect();
    let small = lines
        .iter()
        .rev()
        .take_while(|&&at| sheet.is_small(&sheet.prints[at]))
        .count();
    let first_small = lines.len() - small;
    if let Some(nth) = below_rule(sheet, &lines, first_small, rules) {
        return Some(lines[nth]..column.end);
    }
    if small == 0 {
        return None;
    }
    let zone = &lines[first_small..];
    let labelled = |&&at: &&usize| label_at(&sheet.prints[at]).is_some();
    let start = if labelled(&&zone[0]) || open && goes_on_here(sheet, zone) {
        zone.first()
    } else {
        zone.iter().find(labelled)
    };
    let start = *start?;
    // A whole column of small type is no foot: a list of notes at the end, an index, an appendix.
    if start == lines[0] && !open && !shares_page(sheet, start) {
        return None;
    }
    Some(start..column.end)
}

/// Whether the same page has body type in another column.
fn shares_page(sheet: &Sheet<'_>, at: usize) -> bool {
    let (page, frame) = (sheet.prints[at].page, sheet.prints[at].frame);
    let from = sheet.prints.partition_point(|p| p.page < page);
    let own = sheet.prints[from..].iter().take_while(|p| p.page == page);
    own.filter(|p| p.frame != frame && sheet.is_body(p)).count() >= 3
}

/// Whether an open note may go on at the head of these lines: more small type follows no gap of its own.
fn goes_on_here(sheet: &Sheet<'_>, zone: &[usize]) -> bool {
    let print = &sheet.prints[zone[0]];
    print.left < sheet.frame(print).left + print.size * 3.0
}

/// Index into `lines` of the first line below a rule that has only notes under it.
fn below_rule(
    sheet: &Sheet<'_>,
    lines: &[usize],
    first_small: usize,
    rules: &[RuleShape],
) -> Option<usize> {
    let first = &sheet.prints[*lines.first()?];
    let frame = sheet.frame(first);
    let width = frame.right - frame.left;
    let page = u32::try_from(first.page).ok()?;
    let from = rules.partition_point(|rule| rule.page < page);
    let own = rules[from..].iter().take_while(|rule| rule.page == page);
    let mut best = None;
    for rule in own {
        let over = rule.left < frame.right - 10.0 && rule.right > frame.left + 10.0;
        if !over || rule.right - rule.left < width * 0.08 {
            continue;
        }
        let nth = lines
            .iter()
            .position(|&at| sheet.prints[at].base > rule.base);
        let Some(nth) = nth else { continue };
        let print = &sheet.prints[lines[nth]];
        let near = print.base - rule.base < sheet.leading(print.size) * 2.6;
        let short =
            rule.right - rule.left < width * 0.7 && (rule.left - frame.left).abs() < width * 0.12;
        let labelled = label_at(print).is_some();
        let notes = nth >= first_small || short && labelled && print.size <= sheet.body * 1.02;
        let lines_below = lines.len() - nth;
        if near && notes && (labelled || short || nth >= first_small) && lines_below > 0 {
            best = Some(best.map_or(nth, |b: usize| b.min(nth)));
        }
    }
    best
}

/// The label at the head of a line, raised ones of any kind among them.
pub(super) fn label_at(print: &Print<'_>) -> Option<Label> {
    raised_label(print)
        .or_else(|| label_of(print.text))
        .or_else(|| circled(print.text))
        .or_else(|| letter_label(print))
}

/// A sign or number that stands raised at the head of the line.
fn raised_label(print: &Print<'_>) -> Option<Label> {
    let lead = print
        .text
        .get(..print.lead)
        .filter(|lead| !lead.is_empty())?;
    let (start, end, sign) = signs_in(lead, "")
        .into_iter()
        .next()
        .filter(|(start, ..)| *start == 0)?;
    let close = print.text[end..]
        .chars()
        .next()
        .filter(|c| matches!(c, ')' | '⁾'));
    let skip = start + end + close.map_or(0, char::len_utf8);
    let rest = &print.text[skip..];
    (!rest.trim().is_empty()).then(|| Label {
        style: LabelStyle::Raised,
        sign,
        skip: skip + rest.len() - rest.trim_start().len(),
        misread: false,
    })
}

/// `①` to `⑳`.
fn circled(text: &str) -> Option<Label> {
    let first = text.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    let skip = first.len_utf8();
    let rest = &text[skip..];
    (!rest.trim().is_empty()).then_some(())?;
    Some(Label {
        style: LabelStyle::Raised,
        sign: Sign::Number(first as u32 - '①' as u32 + 1),
        skip: skip + rest.len() - rest.trim_start().len(),
        misread: false,
    })
}

/// `12Text` or `*Text`, as some programs set the number against the first word.
fn letter_label(print: &Print<'_>) -> Option<Label> {
    let text = print.text;
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .filter(|at| (1..=3).contains(at))?;
    let next = text[end..].chars().next()?;
    let rest = text[end..].trim_start();
    let fits = next == ' '
        || next.is_uppercase()
        || matches!(next, '“' | '«' | '『' | '「' | '《' | '‘' | '"');
    let wide = next.is_alphabetic() && !next.is_lowercase() && !next.is_uppercase();
    let counts = !text.starts_with('0') && !rest.is_empty();
    (fits || wide).then_some(())?;
    counts.then(|| Label {
        style: LabelStyle::Bare,
        sign: Sign::Number(text[..end].parse().unwrap_or(0)),
        skip: text.len() - rest.len(),
        misread: false,
    })
}

/// The lines of a zone where notes begin.
fn starts_of(sheet: &Sheet<'_>, zone: Range<usize>, before: Option<&Sign>) -> Vec<(usize, Label)> {
    let labelled: Vec<(usize, Label)> = zone
        .filter(|&at| sheet.prints[at].furniture.is_none())
        .filter_map(|at| Some((at, label_at(&sheet.prints[at])?)))
        .collect();
    let raised = labelled
        .iter()
        .any(|(_, l)| matches!(l.style, LabelStyle::Raised));
    let mut starts: Vec<(usize, Label)> = Vec::new();
    for (at, label) in labelled {
        let last = starts.last().map(|(_, label)| &label.sign);
        if accepts(sheet, at, &label, last, before, raised) {
            starts.push((at, label));
        }
    }
    starts
}

fn accepts(
    sheet: &Sheet<'_>,
    at: usize,
    label: &Label,
    last: Option<&Sign>,
    before: Option<&Sign>,
    raised: bool,
) -> bool {
    let print = &sheet.prints[at];
    let edge = print.left < sheet.frame(print).left + print.size * 3.5;
    if !edge {
        return false;
    }
    match (&label.sign, last) {
        _ if label.style == LabelStyle::Raised => true,
        (Sign::Number(_), _) if raised => false,
        (Sign::Number(n), Some(Sign::Number(m))) => *n == m + 1 || *n == m + 2,
        (Sign::Number(n), None) => {
            let next = matches!(before, Some(Sign::Number(m)) if *n > *m && *n <= m + 3);
            next || *n == 1 || before.is_none() || label.style != LabelStyle::Bare
        }
        _ => true,
    }
}
