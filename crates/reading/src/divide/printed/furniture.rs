//! Running heads, page numbers and stamps: what stands on one spot of many pages.

use super::sheet::{Print, Sheet};
use crate::divide::furniture::by_look;
use std::collections::BTreeMap;

/// Marks the furniture of every page.
pub(super) fn mark(sheet: &mut Sheet<'_>) {
    for print in &mut sheet.prints {
        print.furniture = if print.aside {
            Some("set apart from the text by the file")
        } else {
            by_look(print.text)
        };
    }
    for edge in [Edge::Head, Edge::Foot] {
        // Twice, since a head may stand over another.
        for _ in 0..2 {
            mark_edge(sheet, edge);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Head,
    Foot,
}

/// The outermost lines of a page on one edge that are not yet known as furniture.
struct Outer {
    lines: Vec<usize>,
    /// Distance to the next line inwards.
    gap: f32,
    base: f32,
    /// The baseline of that line.
    inner: f32,
}

fn mark_edge(sheet: &mut Sheet<'_>, edge: Edge) {
    let pages = outer_lines(sheet, edge);
    let mut spots: BTreeMap<i32, usize> = BTreeMap::new();
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for outer in &pages {
        *spots.entry(outer.base.round() as i32).or_default() += 1;
        for &at in &outer.lines {
            *keys.entry(letters(sheet.prints[at].text)).or_default() += 1;
        }
    }
    let on_spot = |base: f32| {
        let spot = base.round() as i32;
        spots
            .range(spot - 2..=spot + 2)
            .map(|(_, n)| n)
            .sum::<usize>()
    };
    let is_apart = |outer: &Outer| {
        let size = sheet.prints[outer.lines[0]].size;
        outer.gap > sheet.leading(size) * 1.25
    };
    let parted = pages.iter().filter(|outer| is_apart(outer)).count();
    let inners: Vec<i32> = pages
        .iter()
        .map(|outer| outer.inner.clamp(-1.0e6, 1.0e6) as i32)
        .collect();
    let level = |at: &i32| {
        inners
            .iter()
            .filter(|other| (*other - at).abs() <= 2)
            .count()
    };
    let text_edge = inners.iter().map(level).max().unwrap_or(0);
    let mostly_parted = parted * 10 >= pages.len() * 6
        && parted >= 3
        && (edge == Edge::Foot || text_edge * 10 >= pages.len() * 6);
    let mut found = Vec::new();
    for outer in &pages {
        let numbered = outer
            .lines
            .iter()
            .any(|&at| is_page_number(sheet.prints[at].text));
        let shared = on_spot(outer.base);
        let often = shared >= 3 && shared * 5 >= pages.len() * 2;
        for &at in &outer.lines {
            let print = &sheet.prints[at];
            let key = letters(print.text);
            let again = key.chars().count() >= 3 && keys.get(&key).copied().unwrap_or(0) >= 2;
            let apart = is_apart(outer);
            let steady = shared >= 3 && keys.get(&key).copied().unwrap_or(0) >= 3;
            let number = is_page_number(print.text);
            let beside = numbered && outer.lines.len() > 1 || has_number(print.text);
            let why = if number && (apart || often || shared >= 2) {
                Some("a page number at the edge of the page")
            } else if again && (apart || steady && edge == Edge::Head) && !is_sentence(print) {
                Some("a line that comes back on other pages")
            } else if often
                && apart
                && mostly_parted
                && shared * 10 >= pages.len() * 6
                && is_headish(sheet, print)
            {
                Some("at the same height on most pages, apart from the text")
            } else if apart && beside && !print.bold && is_headish(sheet, print) {
                Some("beside a page number at the edge of the page")
            } else {
                None
            };
            found.extend(why.map(|why| (at, why)));
        }
    }
    for (at, why) in found {
        sheet.prints[at].furniture = Some(why);
    }
}

fn outer_lines(sheet: &Sheet<'_>, edge: Edge) -> Vec<Outer> {
    let mut pages: Vec<Vec<usize>> = vec![Vec::new(); sheet.pages];
    for (at, print) in sheet.prints.iter().enumerate() {
        if print.furniture.is_none() && !print.beside {
            pages[print.page].push(at);
        }
    }
    let outer = |lines: &Vec<usize>| {
        let bases = lines.iter().map(|&at| sheet.prints[at].base);
        let base = match edge {
            Edge::Head => bases.fold(f32::MAX, f32::min),
            Edge::Foot => bases.fold(f32::MIN, f32::max),
        };
        let (own, others): (Vec<usize>, Vec<usize>) = lines
            .iter()
            .partition(|&&at| (sheet.prints[at].base - base).abs() < 3.0);
        let gap = others
            .iter()
            .map(|&at| (sheet.prints[at].base - base).abs())
            .fold(f32::MAX, f32::min);
        let inner = match edge {
            Edge::Head => base + gap,
            Edge::Foot => base - gap,
        };
        (!own.is_empty()).then_some(Outer {
            lines: own,
            gap,
            base,
            inner,
        })
    };
    pages.iter().filter_map(outer).collect()
}

/// What a line that comes back keeps: its letters and digits in small ones, without a page number at either end.
fn letters(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.last().is_some_and(|word| is_page_number(word)) {
        words.pop();
    }
    if words.first().is_some_and(|word| is_page_number(word)) {
        words.remove(0);
    }
    let kept = words
        .iter()
        .flat_map(|word| word.chars())
        .filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

fn is_sentence(print: &Print<'_>) -> bool {
    print.text.chars().count() > 100 || print.text.ends_with([',', ';'])
}

/// Whether a text of several words begins or ends with a page number.
fn has_number(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: Option<&&str>| {
        word.is_some_and(|w| w.chars().all(|c| c.is_ascii_digit()) && w.len() <= 3)
    };
    words.len() > 1 && (number(words.first()) || number(words.last()))
}

/// Short, and not in the type of the text or with a number at one end.
fn is_headish(sheet: &Sheet<'_>, print: &Print<'_>) -> bool {
    let large = print.size > sheet.body * 1.12;
    let short =
        !large && print.text.chars().count() <= 90 && !print.text.ends_with(['.', ',', ';', '。']);
    let ends = print.text.split_whitespace();
    let number = |word: Option<&str>| word.is_some_and(is_page_number);
    short
        && (!sheet.is_body(print)
            || number(ends.clone().next())
            || number(ends.clone().next_back())
            || print.text.chars().count() < 60)
}

/// Up to four digits or a small roman numeral, with or without dashes around.
fn is_page_number(text: &str) -> bool {
    let inner =
        text.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '·' | ' ' | '|'));
    let digits = inner.chars().all(|c| c.is_ascii_digit()) && inner.len() <= 4;
    let roman = inner.len() <= 7 && inner.chars().all(|c| "ivxlcIVXLC".contains(c));
    let counted = inner.split_whitespace().count() == 3
        && inner
            .split_whitespace()
            .step_by(2)
            .all(|w| w.chars().all(|c| c.is_ascii_digit()) && !w.is_empty())
        && inner.contains(['/', 'f', '/']);
    !inner.is_empty() && (digits || roman || counted)
}
