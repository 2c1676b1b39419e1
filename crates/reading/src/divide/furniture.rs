//! Running heads, page numbers, rules, watermarks and specks: what a page carries besides its text.
//!
//! A line is furniture by its own look (a rule, a lone number at the edge of a page, letters spaced out, a speck), or
//! because it comes back: the same words, numbers left out, at the edge of pages or alone between paragraphs.

use super::folios::folios;
use super::labels::{LabelStyle, label_of};
use super::lines::Line;
use super::told_regions::has_words;
use crate::open::told::{RegionKind, Told};
use std::collections::BTreeMap;

/// Why a line is a running head.
pub(super) const HEAD: &str = "a line that comes back on other pages";
/// Why a line is a head or foot with a page number.
const FOLIO: &str = "its number grows from page to page";
/// Why a line is a page number.
const NUMBER: &str = "a page number alone at the edge";
const DASHED: &str = "a page number between dashes";
/// Why a line parts notes from text.
pub(super) const RULE: &str = "a rule";

/// Marks furniture lines, and starts a new leaf where a running head or foot shows one and form feeds do not.
pub(super) fn mark_furniture(lines: &mut [Line], raw: &str) {
    let edges = edges(lines);
    let heads = recurring(lines, raw);
    for at in 0..lines.len() {
        let text = lines[at].span.of(raw);
        lines[at].furniture = by_look(text)
            .or_else(|| edges[at].then(|| number_alone(text)).flatten())
            .or_else(|| {
                let possible = may_come_back(&lines[at], text) && !heads.is_empty();
                let from = possible.then(|| heads.get(&key(text))).flatten()?;
                (*from <= at).then_some(HEAD)
            });
    }
    numbered_heads(lines, raw);
    second_edge_numbers(lines, raw);
    if lines.iter().all(|line| line.leaf == 0) {
        leaves_by_heads(lines);
    }
}

/// Marks the lines whose numbers grow from page to page, and what stands beyond them at the edge of a page.
fn numbered_heads(lines: &mut [Line], raw: &str) {
    let paged = lines.iter().any(|line| line.leaf > 0);
    for at in folios(lines, raw) {
        if lines[at].furniture.is_none() {
            let alone = number_alone(lines[at].span.of(raw));
            lines[at].furniture = alone.or(Some(FOLIO));
        }
        if !paged {
            continue;
        }
        let leaf = lines[at].leaf;
        let first = at == 0 || lines[at - 1].leaf != leaf;
        let second = !first && (at == 1 || lines[at - 2].leaf != leaf);
        if second && lines[at].gap == 0 && lines[at - 1].furniture.is_none() {
            lines[at - 1].furniture = Some("stands over a page number");
        }
    }
}

/// Marks lines of which the format says that they are running heads, feet or page numbers, and what stands in the margin
/// without words.
pub(super) fn mark_told(lines: &mut [Line], told: &Told, raw: &str) {
    let Told::Shapes(shapes) = told else { return };
    for region in &shapes.regions {
        let why = match region.kind {
            RegionKind::Header => "the file says that it is a running head",
            RegionKind::Footer => "the file says that it stands at the foot of each page",
            RegionKind::PageNumber => "the file says that it is a page number",
            RegionKind::Margin if !has_words(region.span.of(raw)) => "a figure beside the text",
            _ => continue,
        };
        let from = lines.partition_point(|line| line.span.start < region.span.start);
        for line in &mut lines[from..] {
            if line.span.end > region.span.end {
                break;
            }
            line.furniture.get_or_insert(why);
        }
    }
}

/// Whether each line is the first two or the last of its page, or stands alone between blank lines.
fn edges(lines: &[Line]) -> Vec<bool> {
    let paged = lines.iter().any(|line| line.leaf > 0);
    (0..lines.len())
        .map(|at| {
            let leaf = lines[at].leaf;
            let other = |to: usize| lines.get(to).is_none_or(|l| l.leaf != leaf);
            let first = at == 0 || other(at - 1) || at == 1 || other(at.wrapping_sub(2));
            let last = other(at + 1) || other(at + 2) && lines[at].gap > 0;
            let alone = lines[at].gap > 0 && lines.get(at + 1).is_none_or(|next| next.gap > 0);
            if paged { first || last } else { alone }
        })
        .collect()
}

/// Rules, specks, spaced letters, scanners' watermarks, and page numbers that carry their own signs.
pub(super) fn by_look(text: &str) -> Option<&'static str> {
    let length = text.chars().count();
    if !text.contains(char::is_alphanumeric) {
        return match length {
            0..=2 => Some("a speck"),
            _ if text.chars().all(|c| matches!(c, '#' | ' ')) => {
                Some("heading signs without words")
            }
            _ if text
                .chars()
                .all(|c| matches!(c, '_' | '-' | '—' | '–' | '─' | '=' | ' ')) =>
            {
                Some(RULE)
            }
            _ => None,
        };
    }
    if length == 1
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && !text.chars().all(|c| c.is_ascii_digit())
    {
        return Some("a speck");
    }
    if length >= 60 {
        return None;
    }
    if spaced_letters(text) {
        return Some("letters spaced out, a watermark");
    }
    if signature_of_sheet(text) {
        return Some("a printer's signature or number of an order");
    }
    let inner = text.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | ' ' | '[' | ']'));
    let dashed = inner.len() < text.len()
        && text.starts_with(['-', '—', '–'])
        && text.ends_with(['-', '—', '–']);
    if dashed && is_page_number(inner) {
        return Some(DASHED);
    }
    let scanner = [
        "digitized by",
        "www.",
        "http://",
        "https://",
        "downloaded from",
        "©",
        "all use subject to",
    ];
    let lower = text.to_lowercase();
    (!lower.contains("see ") && scanner.iter().any(|sign| lower.starts_with(sign)))
        .then_some("a scanner's or publisher's line")
}

/// Three or more groups of digits with dashes and nothing else between, as printers sign their sheets.
fn signature_of_sheet(text: &str) -> bool {
    let only = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '–' | ' '));
    let groups = text.split(|c: char| !c.is_ascii_digit());
    only && !text.contains(' ') && groups.filter(|g| !g.is_empty()).count() >= 3
}

/// Two to six single capitals with spaces between ("K C I").
fn spaced_letters(text: &str) -> bool {
    let single = |w: &str| w.chars().count() == 1 && w.chars().all(char::is_uppercase);
    let mut words = text.split_whitespace();
    words.all(single) && (2..=6).contains(&text.split_whitespace().count())
}

fn number_alone(text: &str) -> Option<&'static str> {
    is_page_number(text).then_some(NUMBER)
}

/// Up to four digits, or a small roman numeral.
fn is_page_number(text: &str) -> bool {
    let roman = |t: &str| (1..=7).contains(&t.len()) && t.chars().all(|c| "ivxlc".contains(c));
    (1..=4).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit()) || roman(text)
}

/// Lines that come back, by their key, each with the line from which on it is a running head: those at page edges twice,
/// or anywhere with numbers that rise. A first line without a number, where all others have one, is the title itself.
fn recurring(lines: &[Line], raw: &str) -> BTreeMap<String, usize> {
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.span.of(raw);
        if may_come_back(line, text) {
            seen.entry(key(text)).or_default().push(at);
        }
    }
    let edge = edges(lines);
    let numbered = |at: &usize| edge_number(lines[*at].span.of(raw)).is_some();
    let paged = lines.iter().any(|line| line.leaf > 0);
    let comes_back = |places: &[usize]| {
        let at_edges = places.iter().filter(|&&at| edge[at]).count();
        let rising = rising_numbers(places, lines, raw);
        let capitals = upper(lines[places[0]].span.of(raw));
        let numbers = places.iter().all(numbered);
        let often = if paged {
            places.len() > 2 || capitals
        } else {
            places.len() > 2 && capitals && places.iter().any(|&at| interrupts(at, lines, raw))
        };
        at_edges >= 2 && at_edges * 2 > places.len() && (rising || often)
            || places.len() >= 2 && numbers && rising && pages_apart(places, paged, at_edges)
            || at_edges >= 1 && numbers && capitals
    };
    let long = |key: &str| key.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    let mut heads = BTreeMap::new();
    for (key, places) in seen.into_iter().filter(|(key, _)| long(key)) {
        let title = places.len() > 1 && !numbered(&places[0]) && places[1..].iter().all(numbered);
        let places = &places[usize::from(title)..];
        if comes_back(places) {
            heads.insert(key, places[0]);
        }
    }
    heads
}

/// Fewest lines from one running head to the next.
const SHORTEST_PAGE: usize = 10;

/// Whether lines stand as far apart as running heads do: at the edges of pages where these are known.
fn pages_apart(places: &[usize], paged: bool, at_edges: usize) -> bool {
    if paged {
        return at_edges * 2 >= places.len();
    }
    places
        .windows(2)
        .all(|pair| pair[1] - pair[0] >= SHORTEST_PAGE)
}

/// Whether a sentence goes on after a line.
fn interrupts(at: usize, lines: &[Line], raw: &str) -> bool {
    let next = lines.get(at + 1).map(|line| line.span.of(raw));
    next.is_some_and(|text| text.starts_with(char::is_lowercase))
}

/// Whether the numbers at the edges of these lines rise from page to page.
fn rising_numbers(places: &[usize], lines: &[Line], raw: &str) -> bool {
    let numbers: Vec<u32> = places
        .iter()
        .filter_map(|&at| edge_number(lines[at].span.of(raw)))
        .collect();
    numbers.len() >= 2
        && numbers.len() == places.len()
        && numbers.windows(2).all(|pair| pair[0] < pair[1])
}

fn may_come_back(line: &Line, text: &str) -> bool {
    (4..=90).contains(&line.length) && head_like(text)
}

/// A running head has no sentence end and is not in small letters throughout.
fn head_like(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    let labelled = || label_of(text).is_some_and(|label| label.style != LabelStyle::Bare);
    first.is_some_and(|c| !c.is_lowercase())
        && !text.ends_with(['.', ',', ';', ':'])
        && text.chars().count() <= 90
        && !labelled()
}

fn upper(text: &str) -> bool {
    let (mut letters, mut capitals) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        capitals += usize::from(c.is_uppercase());
    }
    letters >= 4 && capitals * 10 >= letters * 8
}

/// What lines that come back have in common: their letters, digits and spaces left out, and whether they are in capitals.
/// A byline in small letters is not the running head made of it.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 1);
    if upper(text) {
        key.push('^');
    }
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_ascii() {
            key.push(c.to_ascii_lowercase());
        } else {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// A page number that stands first or last on the line, apart from the other words.
fn edge_number(text: &str) -> Option<u32> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let last = words.next_back()?;
    let number = |w: &str| {
        (w.len() <= 4 && w.chars().all(|c| c.is_ascii_digit()))
            .then(|| w.parse().ok())
            .flatten()
    };
    number(first).or_else(|| number(last))
}

/// A number alone under or over a running head is a page number too.
fn second_edge_numbers(lines: &mut [Line], raw: &str) {
    for at in 0..lines.len() {
        let head = |to: Option<&Line>, leaf: usize| {
            to.is_some_and(|l| l.leaf == leaf && l.furniture == Some(HEAD))
        };
        let leaf = lines[at].leaf;
        let near = head(lines.get(at.wrapping_sub(1)), leaf) || head(lines.get(at + 1), leaf);
        if lines[at].furniture.is_none() && near {
            lines[at].furniture = number_alone(lines[at].span.of(raw));
        }
    }
}

/// Numbers the leaves by running heads and feet. A foot ("- 12 -", "12") ends its leaf; a head begins one.
fn leaves_by_heads(lines: &mut [Line]) {
    let mut leaf = 0;
    let mut fresh = true;
    for at in 0..lines.len() {
        let words = matches!(lines[at].furniture, Some(HEAD | FOLIO));
        let number = matches!(lines[at].furniture, Some(DASHED | NUMBER));
        let of_head = number
            && [at.wrapping_sub(1), at + 1].iter().any(|&near| {
                lines
                    .get(near)
                    .is_some_and(|l| matches!(l.furniture, Some(HEAD | FOLIO)))
            });
        if (words || of_head) && !fresh {
            leaf += 1;
            fresh = true;
        }
        lines[at].leaf = leaf;
        if number && !of_head && !fresh {
            leaf += 1;
            fresh = true;
        } else if lines[at].furniture.is_none() {
            fresh = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debris_is_known_by_its_look() {
        for text in [
            "K C I",
            "-",
            "·",
            "_____",
            "- 642 -",
            "Digitized by Google",
            "~",
        ] {
            assert!(by_look(text).is_some(), "{text}");
        }
        for text in ["I came", "A B testing", "1950", "* * *", "Subject: rule"] {
            assert_eq!(by_look(text), None, "{text}");
        }
    }
}
