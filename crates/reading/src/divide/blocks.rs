//! From lines to blocks: paragraphs as far as one page or one blank line shows them.

use super::breaks::Breaks;
use super::labels::{Label, Sign};
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
    pub(super) stand: Stand,
    /// Its first and last line, as indices.
    pub(super) first: usize,
    pub(super) last: usize,
    /// For running text: the line before it in the running text, and whether a paragraph begins after that.
    pub(super) after: Option<(usize, bool)>,
}

/// Cuts the lines into blocks.
pub(super) fn blocks_of(
    lines: &[Line],
    plan: &NotePlan,
    raw: &str,
    layout: Layout,
    breaks: &Breaks<'_>,
) -> Vec<Block> {
    let mut cutter = Cutter {
        lines,
        layout,
        blocks: Vec::new(),
        above: None,
    };
    for (at, line) in lines.iter().enumerate() {
        if let Some(why) = line.furniture {
            cutter.open(Role::Furniture(why), at, line.span, None);
            continue;
        }
        match &plan.lines[at] {
            Some(NoteLine::Start(label)) => {
                let start = line.span.start as usize + label.skip;
                let span = Span::new(start, line.span.end as usize);
                cutter.open(Role::Note(label.clone()), at, span, None);
            }
            Some(NoteLine::Inside) => cutter.rest_of_note(at, plan),
            None => cutter.text(at, breaks),
        }
    }
    split_merged(cutter.blocks, plan, raw)
}

struct Cutter<'a> {
    lines: &'a [Line],
    layout: Layout,
    blocks: Vec<Block>,
    /// The last line of running text, and which line of its paragraph it is.
    above: Option<(usize, usize)>,
}

impl Cutter<'_> {
    fn open(&mut self, role: Role, at: usize, span: Span, after: Option<(usize, bool)>) {
        let line = &self.lines[at];
        self.blocks.push(Block {
            role,
            segments: vec![span],
            leaf: line.leaf,
            stand: self.layout.stand(line),
            first: at,
            last: at,
            after,
        });
    }

    /// The last block that is no furniture.
    fn last(&mut self) -> Option<&mut Block> {
        self.blocks
            .iter_mut()
            .rev()
            .find(|b| !matches!(b.role, Role::Furniture(_)))
    }

    fn rest_of_note(&mut self, at: usize, plan: &NotePlan) {
        let line = &self.lines[at];
        let joins = self
            .last()
            .filter(|b| b.leaf == line.leaf && plan.lines[b.last].is_some());
        match joins {
            Some(block) => {
                block.segments.push(line.span);
                block.last = at;
            }
            None => self.open(Role::NoteRest, at, line.span, None),
        }
    }

    fn text(&mut self, at: usize, breaks: &Breaks<'_>) {
        let span = self.lines[at].span;
        let after = self
            .above
            .map(|(above, run)| (above, breaks.begins(above, at, run)));
        let run = match (self.above, after) {
            (Some((_, run)), Some((_, false))) => run + 1,
            _ => 1,
        };
        self.above = Some((at, run));
        let (wrapped, leaf) = (self.layout.wrapped, self.lines[at].leaf);
        let joins = self
            .last()
            .filter(|block| wrapped && block.leaf == leaf && after == Some((block.last, false)));
        match joins {
            Some(block) => {
                block.segments.push(span);
                block.last = at;
            }
            None => self.open(Role::Text, at, span, after),
        }
    }
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

/// Cuts notes in two where the number of a note that has a mark, and no block of its own, stands inside one.
fn split_merged(blocks: Vec<Block>, plan: &NotePlan, raw: &str) -> Vec<Block> {
    let marked: BTreeSet<&Sign> = plan.marks.iter().flatten().map(|m| &m.sign).collect();
    let signs: Vec<Option<Sign>> = blocks.iter().map(|b| note_sign(&b.role)).collect();
    let text: Vec<bool> = blocks.iter().map(|b| b.role == Role::Text).collect();
    let mut out = Vec::with_capacity(blocks.len());
    let mut group: Option<Group<'_>> = None;
    for (at, block) in blocks.into_iter().enumerate() {
        if text[at] {
            group = None;
        }
        if signs[at].is_none() {
            out.push(block);
            continue;
        }
        let own = group.get_or_insert_with(|| Group {
            own: (at..text.len())
                .take_while(|n| !text[*n])
                .filter_map(|n| signs[n].as_ref())
                .collect(),
            near: marks_above(block.first, plan),
        });
        let following = signs[at + 1..].iter().flatten().next();
        let missing = |sign: &Sign| own.near.contains(sign) && !own.own.contains(sign);
        let next = |sign: &Sign| following != Some(sign) && marked.contains(sign);
        out.push(block);
        while let Some(rest) =
            cut_merged(out.last_mut().expect("just pushed"), &next, &missing, raw)
        {
            out.push(rest);
        }
    }
    out
}

/// Notes that stand together.
struct Group<'a> {
    /// Their signs.
    own: BTreeSet<&'a Sign>,
    /// The signs of the marks in the text between them and the notes before.
    near: BTreeSet<&'a Sign>,
}

/// The marks in the text between the notes that a line belongs to and the notes before those.
fn marks_above(line: usize, plan: &NotePlan) -> BTreeSet<&Sign> {
    let above = || (0..line).rev();
    let of_note = |at: &usize| plan.lines[*at].is_some();
    let skipped = above().take_while(of_note).count();
    let text = above().skip(skipped).take_while(|at| !of_note(at));
    text.flat_map(|at| plan.marks[at].iter().map(|m| &m.sign))
        .collect()
}

fn note_sign(role: &Role) -> Option<Sign> {
    match role {
        Role::Note(label) => Some(label.sign.clone()),
        _ => None,
    }
}

/// The second part of a merged note, cut off the first: the next number, or a first one where numbering begins anew.
fn cut_merged(
    block: &mut Block,
    next: &dyn Fn(&Sign) -> bool,
    missing: &dyn Fn(&Sign) -> bool,
    raw: &str,
) -> Option<Block> {
    let Role::Note(label) = &block.role else {
        return None;
    };
    let Sign::Number(number) = label.sign else {
        return None;
    };
    let (after, first) = (Sign::Number(number + 1), Sign::Number(1));
    if (next(&after) || missing(&after))
        && let Some(rest) = cut_at(block, number + 1, raw)
    {
        return Some(rest);
    }
    if missing(&first) {
        return cut_at(block, 1, raw);
    }
    None
}

/// Cuts a note where the label of `number` stands inside it.
fn cut_at(block: &mut Block, number: u32, raw: &str) -> Option<Block> {
    let Role::Note(label) = &block.role else {
        return None;
    };
    let printed = label.style.printed(number)?;
    let (nth, at) = block
        .segments
        .iter()
        .enumerate()
        .find_map(|(nth, s)| Some((nth, inside(s.of(raw), &printed)?)))?;
    let segment = block.segments[nth];
    let cut = segment.start as usize + at;
    let role = Role::Note(Label {
        sign: Sign::Number(number),
        ..label.clone()
    });
    let mut rest = block.clone();
    rest.segments = block.segments.split_off(nth);
    rest.segments[0] = trimmed(raw, cut + printed.len(), segment.end as usize);
    block
        .segments
        .push(trimmed(raw, segment.start as usize, cut));
    block.segments.retain(|s| !s.is_empty());
    rest.role = role;
    Some(rest)
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
