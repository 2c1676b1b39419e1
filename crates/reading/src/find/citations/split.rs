//! Cutting a note into citations and remarks.

use super::super::sentences::sentences;
use super::stemma;
use kaozheng_text::Span;
use kaozheng_values::dates::parse_date;

/// The parts of a note: cut at semicolons outside quotations and brackets, then at the ends of sentences.
pub(super) fn split(note: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    for part in at_semicolons(note) {
        let text = part.of(note);
        for sentence in sentences(text) {
            at_joints(note, sentence.shifted(part.start as usize), &mut parts);
        }
    }
    joined_fragments(note, parts)
}

/// Cuts before the words that say where a text was read: `…, quoted in Berg, …`.
fn at_joints(note: &str, part: Span, parts: &mut Vec<Span>) {
    match stemma::joint(part.of(note)) {
        Some(at) => {
            let cut = part.start as usize + at;
            let before = note[..cut]
                .trim_end_matches([' ', ',', '(', '.', '，', '（'])
                .len();
            push(parts, note, part.start as usize, before);
            push(parts, note, cut, part.end as usize);
        }
        None => parts.push(part),
    }
}

fn at_semicolons(note: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quoted, mut low) = (0, 0usize, false, false);
    for (at, c) in note.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '„' => (quoted, low) = (true, true),
            '“' if low => (quoted, low) = (false, false),
            '“' | '«' | '「' | '《' | '『' => quoted = true,
            '”' | '»' | '」' | '》' | '』' => quoted = false,
            '"' => quoted = opens(note, at),
            ';' | '；' if !quoted && (depth == 0 || ends_citation(&note[start..at])) => {
                push(&mut parts, note, start, at);
                start = at + c.len_utf8();
                depth = 0;
            }
            _ => {}
        }
    }
    push(&mut parts, note, start, note.len());
    parts
}

/// Whether a straight quotation mark opens: before a word, after space or an opening sign.
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '*'))
        && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether what stands before a semicolon ends as citations end, in a page or year, though a bracket is still open.
fn ends_citation(part: &str) -> bool {
    part.trim_end()
        .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '”'))
}

fn push(parts: &mut Vec<Span>, note: &str, start: usize, end: usize) {
    let stretch = &note[start..end];
    let lead = stretch.len() - stretch.trim_start().len();
    let kept = stretch.trim().len();
    if kept > 0 {
        parts.push(Span::new(start + lead, start + lead + kept));
    }
}

/// Puts a part that cannot stand alone (`p. 45`, `No. 3`) back to the one before it.
fn joined_fragments(note: &str, parts: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for part in parts {
        let text = part.of(note);
        let alone = text.chars().filter(|c| c.is_alphabetic()).count() >= 4;
        let goes_on = text
            .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ','))
            || text.starts_with("pp")
            || text.starts_with("p.");
        match out.last_mut() {
            Some(last) if goes_on || !alone || is_one_date(last.of(note), text) => {
                *last = last.cover(part);
            }
            _ => out.push(part),
        }
    }
    out
}

/// Whether a part ends in a day and the next begins with its month (`am 3. Mai 1951`).
fn is_one_date(before: &str, after: &str) -> bool {
    let day = before.rsplit(' ').next().unwrap_or("");
    let figures = day.trim_end_matches('.');
    let is_day = day.ends_with('.') && figures.len() < 3 && figures.parse::<u8>().is_ok();
    let month: Vec<&str> = after
        .split(|c: char| !c.is_alphanumeric())
        .take(2)
        .collect();
    is_day
        && parse_date(&format!("{day} {}", month.join(" ")))
            .value
            .is_some()
}
