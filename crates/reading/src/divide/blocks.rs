//! From lines to blocks: paragraphs as far as one page or one blank line shows them.

use super::labels::{Label, LabelStyle, Sign};
use super::lines::{Layout, Line, Stand, ends_sentence};
use super::notes::{NoteLine, NotePlan};
use kaozheng_text::Span;
use std::collections::BTreeSet;

/// What a block is, before paragraphs are rejoined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Note(Label),
    /// Goes on with the last note of the page before.
    NoteRest,
    Furniture(&'static str),
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) role: Role,
    /// Its lines, as stretches of the raw text; a label is left out of the first.
    pub(super) segments: Vec<Span>,
    pub(super) leaf: usize,
    pub(super) gap: bool,
    pub(super) stand: Stand,
    pub(super) indent: usize,
    /// Whether its last line was nearly full.
    pub(super) full: bool,
}

impl Block {
    /// Its text with single spaces between the lines.
    pub(super) fn text(&self, raw: &str) -> String {
        let lines: Vec<&str> = self.segments.iter().map(|s| s.of(raw)).collect();
        lines.join(" ")
    }
}

/// Cuts the lines into blocks.
pub(super) fn blocks_of(lines: &[Line], plan: &NotePlan, raw: &str, layout: Layout) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<usize> = None;
    let mut gap = false;
    for (at, line) in lines.iter().enumerate() {
        gap |= line.gap > 0;
        if let Some(why) = line.furniture {
            blocks.push(block(Role::Furniture(why), line, line.span, layout, gap));
            continue;
        }
        let role = match &plan.lines[at] {
            Some(NoteLine::Start(label)) => Role::Note(label.clone()),
            Some(NoteLine::Inside) => Role::NoteRest,
            None => Role::Text,
        };
        let joins = before.is_some_and(|n| {
            joins_above(
                &lines[n],
                line,
                &role,
                plan.lines[n].is_some(),
                gap,
                raw,
                layout,
            )
        });
        let open = blocks
            .iter_mut()
            .rev()
            .find(|b| !matches!(b.role, Role::Furniture(_)));
        match open.filter(|_| joins) {
            Some(block) => {
                block.segments.push(line.span);
                block.full = line.end() + 10 >= layout.width;
            }
            None => {
                let skip = if let Role::Note(label) = &role {
                    label.skip
                } else {
                    0
                };
                let span = Span::new(line.span.start as usize + skip, line.span.end as usize);
                blocks.push(block(role, line, span, layout, gap));
            }
        }
        before = Some(at);
        gap = false;
    }
    split_merged(blocks, plan, raw)
}

fn block(role: Role, line: &Line, span: Span, layout: Layout, gap: bool) -> Block {
    Block {
        role,
        segments: vec![span],
        leaf: line.leaf,
        gap,
        stand: layout.stand(line),
        indent: line.indent,
        full: line.end() + 10 >= layout.width,
    }
}

/// Whether a line goes on with the block of the line above it.
fn joins_above(
    above: &Line,
    line: &Line,
    role: &Role,
    above_is_note: bool,
    gap: bool,
    raw: &str,
    layout: Layout,
) -> bool {
    match role {
        Role::Furniture(_) | Role::Note(_) => false,
        Role::NoteRest => above_is_note && above.leaf == line.leaf,
        Role::Text if above_is_note || !layout.wrapped || above.leaf != line.leaf => false,
        Role::Text => !starts_paragraph(above, line, gap, raw, layout),
    }
}

fn starts_paragraph(above: &Line, line: &Line, gap: bool, raw: &str, layout: Layout) -> bool {
    let (text, before) = (line.span.of(raw), above.span.of(raw));
    let (stand, stood) = (layout.stand(line), layout.stand(above));
    if text.starts_with('#') || before.starts_with('#') {
        return true;
    }
    if gap || stand != stood || stand == Stand::Right {
        return true;
    }
    if stand == Stand::Centred {
        return false;
    }
    let capital = !text.starts_with(|c: char| c.is_lowercase());
    if let Some(indent) = layout.indent {
        let indented = line.indent.abs_diff(indent) <= 1 && line.indent > 0;
        let very_short = layout.ends_short(above, text, layout.width / 4);
        return indented && above.indent <= line.indent && (above.indent < line.indent || capital)
            || above.indent + 2 < line.indent && line.indent > indent
            || very_short && capital;
    }
    let short = layout.ends_short(above, text, 5);
    let very_short = layout.ends_short(above, text, layout.width / 4);
    let point = ends_sentence(before);
    short && capital && (point || very_short)
        || layout.indent.is_none() && !layout.gapped && short && capital && list_like(text)
}

/// Whether a text begins as an entry of a list does: `(a)`, `1.`, `—`, `•`.
pub(super) fn list_like(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or("");
    let inner = word.trim_start_matches('(').trim_end_matches([')', '.']);
    let counted = word.len() > inner.len() && (1..=3).contains(&inner.len());
    let plain = inner.chars().all(|c| c.is_ascii_digit())
        || inner.len() == 1
        || inner.chars().all(|c| "ivxIVX".contains(c));
    counted && plain || matches!(word, "•" | "—" | "–" | "·")
}

/// Cuts notes in two where the next number of the sequence stands inside one and has no block of its own.
fn split_merged(blocks: Vec<Block>, plan: &NotePlan, raw: &str) -> Vec<Block> {
    let marked: BTreeSet<&Sign> = plan.marks.iter().flatten().map(|m| &m.sign).collect();
    let signs: Vec<Option<Sign>> = blocks.iter().map(|b| note_sign(&b.role)).collect();
    let mut out = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        let following = signs[at + 1..].iter().flatten().next();
        out.push(block);
        while let Some(rest) = cut_next(
            out.last_mut().expect("just pushed"),
            following,
            &marked,
            raw,
        ) {
            out.push(rest);
        }
    }
    out
}

fn note_sign(role: &Role) -> Option<Sign> {
    match role {
        Role::Note(label) => Some(label.sign.clone()),
        _ => None,
    }
}

/// The second part of a merged note, cut off the first.
fn cut_next(
    block: &mut Block,
    following: Option<&Sign>,
    marked: &BTreeSet<&Sign>,
    raw: &str,
) -> Option<Block> {
    let Role::Note(label) = &block.role else {
        return None;
    };
    let Sign::Number(number) = label.sign else {
        return None;
    };
    let next = Sign::Number(number + 1);
    if following == Some(&next) || !marked.contains(&next) {
        return None;
    }
    let printed = printed(label.style, number + 1)?;
    let (nth, at) = block
        .segments
        .iter()
        .enumerate()
        .find_map(|(nth, s)| Some((nth, inside(s.of(raw), &printed)?)))?;
    let segment = block.segments[nth];
    let cut = segment.start as usize + at;
    let mut rest = block.clone();
    rest.segments = block.segments.split_off(nth);
    rest.segments[0] = trimmed(raw, cut + printed.len(), segment.end as usize);
    block
        .segments
        .push(trimmed(raw, segment.start as usize, cut));
    block.segments.retain(|s| !s.is_empty());
    rest.role = Role::Note(Label {
        sign: next,
        ..label.clone()
    });
    Some(rest)
}

fn printed(style: LabelStyle, number: u32) -> Option<String> {
    match style {
        LabelStyle::Paren => Some(format!("{number})")),
        LabelStyle::Dot => Some(format!("{number}.")),
        LabelStyle::Bracket => Some(format!("[{number}]")),
        LabelStyle::Bare => Some(format!("{number} ")),
        _ => None,
    }
}

/// Where a label stands inside a note: after the end of a sentence and a space, before a capital or a quotation.
fn inside(text: &str, printed: &str) -> Option<usize> {
    text.match_indices(printed).map(|(at, _)| at).find(|&at| {
        let before = text[..at]
            .trim_end()
            .trim_end_matches(['-', '•', '·'])
            .trim_end();
        let after = text[at + printed.len()..].trim_start();
        let parted = at > 0 && text[..at].ends_with(char::is_whitespace);
        parted
            && ends_sentence(before)
            && after.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit())
    })
}

/// The stretch without white space and bullets at its ends.
fn trimmed(raw: &str, start: usize, end: usize) -> Span {
    let text = &raw[start..end];
    let lead = text.len() - text.trim_start().len();
    let kept = text.trim().len();
    let kept = text[lead..lead + kept]
        .trim_end_matches([' ', '•', '·'])
        .len();
    Span::new(start + lead, start + lead + kept)
}
