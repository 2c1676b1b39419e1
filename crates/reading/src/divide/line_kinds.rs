//! What each printed line of a whole thesis or paper is: the division and the bibliography, laid back on the lines.

use super::bibliography::{PrintedLine, Role, roles};
use super::divide;
use crate::open::{Opened, Told};
use kaozheng_text::{Document, Original, Page, Part, Span};

/// What a printed line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A title or heading.
    Title,
    /// Running text, lists and tables.
    Text,
    /// Part of an entry of a bibliography.
    Reference,
    /// Part of a note.
    Note,
    /// A running head, a page number, a byline.
    Meta,
    /// Nothing.
    Blank,
}

impl LineKind {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            LineKind::Title => "title",
            LineKind::Text => "text",
            LineKind::Reference => "ref",
            LineKind::Note => "note",
            LineKind::Meta => "meta",
            LineKind::Blank => "blank",
        }
    }
}

/// The kind of each line; a line is its text and the page it stands on.
pub fn line_kinds(lines: &[(&str, u64)]) -> Vec<LineKind> {
    let read = parts_of_lines(lines);
    let printed: Vec<PrintedLine<'_>> = lines
        .iter()
        .zip(&read)
        .map(|(&(text, page), part)| PrintedLine {
            text,
            page: usize::try_from(page).unwrap_or(usize::MAX),
            furniture: *part == Some(Part::Furniture),
        })
        .collect();
    let roles = roles(&printed);
    (0..lines.len())
        .map(|at| kind(lines[at].0, roles[at], read[at]))
        .collect()
}

fn kind(text: &str, role: Role, part: Option<Part>) -> LineKind {
    if text.trim().is_empty() {
        return LineKind::Blank;
    }
    match (role, part) {
        (Role::Entry, _) => LineKind::Reference,
        (Role::Heading, _) | (_, Some(Part::Title | Part::Heading)) => LineKind::Title,
        (_, Some(Part::Furniture | Part::Byline)) => LineKind::Meta,
        (_, Some(Part::Note)) => LineKind::Note,
        _ => LineKind::Text,
    }
}

/// What `divide` reads each line as, when the lines are put together again; `None` for a blank one.
fn parts_of_lines(lines: &[(&str, u64)]) -> Vec<Option<Part>> {
    let (raw, starts) = joined(lines);
    if raw.trim().is_empty() {
        return vec![None; lines.len()];
    }
    let document = divide(Opened {
        name: "lines.txt".to_owned(),
        hash: Original::new("lines.txt", Vec::new()).hash,
        format: "lines",
        pages: pages_of(lines, &starts, raw.len()),
        raw,
        told: Told::Nothing,
    });
    part_at_each(&document.value, &starts)
}

/// The lines in one text, one below the other, and where each begins.
fn joined(lines: &[(&str, u64)]) -> (String, Vec<usize>) {
    let mut raw = String::new();
    let mut starts = Vec::with_capacity(lines.len());
    for (text, _) in lines {
        starts.push(raw.len());
        raw.extend(text.chars().map(|c| {
            if matches!(c, '\n' | '\r' | '\u{c}') {
                ' '
            } else {
                c
            }
        }));
        raw.push('\n');
    }
    (raw, starts)
}

/// Stretches of lines with the same page.
fn pages_of(lines: &[(&str, u64)], starts: &[usize], end: usize) -> Vec<Page> {
    let firsts = (0..lines.len()).filter(|&at| at == 0 || lines[at].1 != lines[at - 1].1);
    let from: Vec<usize> = firsts.map(|at| starts[at]).collect();
    let to = from.iter().skip(1).copied().chain([end]);
    from.iter()
        .zip(to)
        .map(|(&from, to)| Page {
            label: None,
            span: Span::new(from, to),
        })
        .collect()
}

/// The part of the passage that the first piece of each line went to.
fn part_at_each(document: &Document, starts: &[usize]) -> Vec<Option<Part>> {
    let mut out = vec![None; starts.len()];
    for passage in &document.passages {
        for piece in &passage.pieces {
            let first = starts.partition_point(|start| *start <= piece.raw.start as usize);
            let last = starts.partition_point(|start| *start < piece.raw.end as usize);
            for line in &mut out[first.saturating_sub(1)..last] {
                line.get_or_insert(passage.part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str]) -> String {
        let lines: Vec<(&str, u64)> = lines.iter().map(|text| (*text, 1)).collect();
        let words: Vec<&str> = line_kinds(&lines).into_iter().map(LineKind::word).collect();
        words.join(" ")
    }

    #[test]
    fn each_line_has_its_kind() {
        let lines = [
            "The harbour was closed, and nobody could say why it would be.",
            "",
            "References",
            "",
            "Lin, B. 1991. Hai shang. Beijing: Sea Press.",
            "Lin, B. 1994. A second voyage. Same place.",
        ];
        insta::assert_snapshot!(check(&lines), @"text blank title blank ref ref");
        insta::assert_snapshot!(check(&[]), @"");
        insta::assert_snapshot!(check(&["", " "]), @"blank blank");
    }
}
