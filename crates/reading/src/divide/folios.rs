//! Folios: page numbers, known by their sequence.
//!
//! A number at the edge of a page proves little; that it grows by one from page to page proves it a folio, and the line
//! it stands on a running head or foot, whatever its words. Where form feeds part the pages, the number less the count
//! of pages is the same on most of them. Where nothing does, the longest chain of numbers that grow at about the pace
//! of printed pages is looked for.

use super::lines::Line;
use std::collections::BTreeMap;

/// A line that may carry a folio.
struct Candidate {
    at: usize,
    number: u32,
    /// Whether nothing but the number stands on the line.
    alone: bool,
}

/// The lines that carry folios, in order.
pub(super) fn folios(lines: &[Line], raw: &str) -> Vec<usize> {
    if lines.iter().any(|line| line.leaf > 0) {
        by_leaves(lines, raw)
    } else {
        by_pace(lines, raw)
    }
}

/// How many lines at either end of a page are looked at.
const EDGE: usize = 3;

fn by_leaves(lines: &[Line], raw: &str) -> Vec<usize> {
    let mut bases: BTreeMap<(bool, i64), Vec<usize>> = BTreeMap::new();
    let mut leaves = 0;
    let mut start = 0;
    while start < lines.len() {
        let leaf = lines[start].leaf;
        let end = start + lines[start..].iter().take_while(|l| l.leaf == leaf).count();
        leaves += 1;
        for at in (start..end).filter(|at| at - start < EDGE || end - at <= EDGE) {
            let head = at - start < EDGE;
            for number in numbers_at_edges(lines[at].span.of(raw)) {
                let base = i64::from(number) - i64::try_from(leaf).unwrap_or(i64::MAX);
                bases.entry((head, base)).or_default().push(at);
            }
        }
        start = end;
    }
    let most = bases
        .into_values()
        .max_by_key(|places| (places.len(), usize::MAX - places[0]));
    let Some(mut places) = most.filter(|p| p.len() >= 2 && p.len() * 5 >= leaves * 2) else {
        return Vec::new();
    };
    places.dedup_by_key(|at| lines[*at].leaf);
    if places.len() < 2 { Vec::new() } else { places }
}

/// Fewest and most lines of text on a printed page.
const PAGE: std::ops::RangeInclusive<usize> = 10..=90;

/// How many pages may lack a folio between two that have one.
const MISSING: u32 = 2;

fn by_pace(lines: &[Line], raw: &str) -> Vec<usize> {
    let found: Vec<Candidate> = (0..lines.len())
        .filter_map(|at| candidate(&lines[at], at, raw))
        .collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(found.len());
    for (nth, here) in found.iter().enumerate() {
        let mut own = (1, None);
        for (before, there) in found[..nth].iter().enumerate().rev() {
            if here.at - there.at > PAGE.end() * (MISSING as usize + 1) {
                break;
            }
            if follows(there, here) && best[before].0 + 1 > own.0 {
                own = (best[before].0 + 1, Some(before));
            }
        }
        best.push(own);
    }
    let mut end = (0..best.len()).max_by_key(|&nth| (best[nth].0, usize::MAX - nth));
    if end.is_none_or(|nth| best[nth].0 < 3) {
        return Vec::new();
    }
    let mut chain = Vec::new();
    while let Some(nth) = end {
        chain.push(found[nth].at);
        end = best[nth].1;
    }
    chain.reverse();
    chain
}

fn follows(before: &Candidate, after: &Candidate) -> bool {
    let Some(step) = after.number.checked_sub(before.number) else {
        return false;
    };
    let lines = after.at - before.at;
    (1..=MISSING + 1).contains(&step)
        && before.alone == after.alone
        && lines >= PAGE.start() * step as usize
        && lines <= PAGE.end() * step as usize
}

/// Without form feeds a folio stands alone, between dashes, or well apart from the words of its head.
fn candidate(line: &Line, at: usize, raw: &str) -> Option<Candidate> {
    let text = line.span.of(raw);
    if line.length > 90 {
        return None;
    }
    let alone = text.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | ' ' | '[' | ']' | '|'));
    if let Some(number) = folio(alone) {
        return Some(Candidate {
            at,
            number,
            alone: true,
        });
    }
    let apart = text.contains("  ") || text.contains('\t');
    let number = numbers_at_edges(text)
        .into_iter()
        .next()
        .filter(|_| apart)?;
    Some(Candidate {
        at,
        number,
        alone: false,
    })
}

/// The numbers that stand first and last on a line.
fn numbers_at_edges(text: &str) -> Vec<u32> {
    let bare = text.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | ' ' | '[' | ']' | '|'));
    if bare.len() > 120 {
        return Vec::new();
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    if let [.., number, of, all] = words[..]
        && matches!(
            of.to_lowercase().as_str(),
            "of" | "von" | "de" | "sur" | "из" | "/"
        )
        && folio(all).is_some()
    {
        return folio(number).into_iter().collect();
    }
    let edges = [words.first(), words.last()];
    edges
        .into_iter()
        .flatten()
        .filter_map(|w| folio(w))
        .collect()
}

/// One to four digits; letters that are often read for digits count as these among them.
fn folio(word: &str) -> Option<u32> {
    if word.len() > 4 || !word.bytes().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let digits = word.bytes().map(|c| match c {
        b'l' | b'I' => Some(b'1'),
        b'O' | b'o' => Some(b'0'),
        b'S' => Some(b'5'),
        c if c.is_ascii_digit() => Some(c),
        _ => None,
    });
    let digits: Vec<u8> = digits.collect::<Option<_>>()?;
    std::str::from_utf8(&digits).ok()?.parse().ok()
}
