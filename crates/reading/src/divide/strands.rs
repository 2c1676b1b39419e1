//! From blocks to strands: paragraphs and notes rejoined over pages and over the notes between.
//!
//! Two threads run through the pages, the text and the last note. A block that is no note goes on with one of them or
//! begins anew. An unfinished note goes on at the foot of the next page: so where both threads are open and text has
//! stood since the notes, the note comes first.

use super::blocks::{Block, Role, list_like};
use super::labels::{Label, marks_in};
use super::lines::{Layout, Stand, ends_sentence};
use super::parts::{heading_like, skeleton};
use kaozheng_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What a strand is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thread {
    Text,
    Note(Label),
    Furniture(&'static str),
}

/// A paragraph or note, whole.
#[derive(Clone, Debug)]
pub(super) struct Strand {
    pub(super) thread: Thread,
    /// Its lines, in order.
    pub(super) segments: Vec<Span>,
    pub(super) stand: Stand,
    /// How it was put together.
    pub(super) because: Vec<&'static str>,
}

impl Strand {
    fn of(block: &Block) -> Strand {
        let thread = match &block.role {
            Role::Note(label) => Thread::Note(label.clone()),
            Role::Furniture(why) => Thread::Furniture(why),
            Role::Text | Role::NoteRest => Thread::Text,
        };
        Strand {
            thread,
            segments: block.segments.clone(),
            stand: block.stand,
            because: Vec::new(),
        }
    }

    /// Its last line that has words.
    fn last<'a>(&self, raw: &'a str) -> &'a str {
        let mut lines = self.segments.iter().rev().map(|s| s.of(raw));
        lines.find(|line| !only_marks(line)).unwrap_or("")
    }

    /// Its text with single spaces between the lines.
    pub(super) fn text(&self, raw: &str) -> String {
        let lines: Vec<&str> = self.segments.iter().map(|s| s.of(raw)).collect();
        lines.join(" ")
    }
}

/// Puts the blocks together again.
pub(super) fn rejoin(blocks: &[Block], raw: &str, layout: Layout) -> Vec<Strand> {
    let mut weaver = Weaver {
        raw,
        layout,
        strands: Vec::new(),
        text: None,
        note: None,
        texts_since_note: 0,
        repeated: repeated(blocks, raw),
    };
    for at in 0..blocks.len() {
        weaver.take(blocks, at);
    }
    weaver.strands
}

struct Weaver<'a> {
    raw: &'a str,
    layout: Layout,
    strands: Vec<Strand>,
    /// The last paragraph: its strand and its last block.
    text: Option<(usize, usize)>,
    /// The last note, the same way.
    note: Option<(usize, usize)>,
    texts_since_note: usize,
    /// Short blocks that stand twice in the text: contents and their headings.
    repeated: BTreeSet<String>,
}

/// Skeletons of the short text blocks that stand exactly twice.
fn repeated(blocks: &[Block], raw: &str) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for block in blocks
        .iter()
        .filter(|b| b.role == Role::Text && b.segments.len() <= 3)
    {
        let text = block.text(raw);
        if text.chars().count() <= 160 && !ends_sentence(&text) {
            *counts.entry(skeleton(&text)).or_default() += 1;
        }
    }
    counts.retain(|key, count| *count == 2 && key.chars().count() >= 6);
    counts.into_keys().collect()
}

/// Longest numbered line that stands alone, as a heading or an entry of contents, in code points.
const SHORT_ENTRY: usize = 80;

impl Weaver<'_> {
    fn take(&mut self, blocks: &[Block], at: usize) {
        let block = &blocks[at];
        match &block.role {
            Role::Furniture(_) => self.strands.push(Strand::of(block)),
            Role::Note(_) => {
                self.strands.push(Strand::of(block));
                self.note = Some((self.strands.len() - 1, at));
                self.texts_since_note = 0;
            }
            Role::NoteRest => {
                self.note_goes_on(block, at, "goes on with the note of the page before");
            }
            Role::Text if self.is_bare(block) => self.marks_alone(block),
            Role::Text if self.is_rest_of_note(blocks, at) => {
                self.note_goes_on(block, at, "goes on with an unfinished note");
            }
            Role::Text => self.text_block(blocks, at),
        }
    }

    fn is_bare(&self, block: &Block) -> bool {
        let mut lines = block.segments.iter().map(|s| s.of(self.raw));
        lines.all(only_marks)
    }

    /// Marks with no words around them end the paragraph before; where there is none, they lead from nowhere.
    fn marks_alone(&mut self, block: &Block) {
        match self.text {
            Some((strand, _)) => {
                self.strands[strand].segments.extend(&block.segments);
                self.strands[strand]
                    .because
                    .push("ends with a mark on a line of its own");
            }
            None => self.strands.push(Strand {
                thread: Thread::Furniture("a mark with no text before it"),
                ..Strand::of(block)
            }),
        }
    }

    fn note_goes_on(&mut self, block: &Block, at: usize, why: &'static str) {
        match self.note {
            Some((strand, _)) => {
                self.strands[strand].segments.extend(&block.segments);
                self.strands[strand].because.push(why);
                self.note = Some((strand, at));
                self.texts_since_note = 0;
            }
            None => self.new_text(block, at),
        }
    }

    fn new_text(&mut self, block: &Block, at: usize) {
        if self.is_bare(block) {
            return self.marks_alone(block);
        }
        self.strands.push(Strand::of(block));
        self.text = Some((self.strands.len() - 1, at));
        self.texts_since_note += 1;
    }

    fn text_block(&mut self, blocks: &[Block], at: usize) {
        let goes_on = self.text.filter(|&(strand, last)| {
            let (before, now) = (&blocks[last], &blocks[at]);
            self.paragraph_goes_on(before, &self.strands[strand], now, last + 1 == at)
        });
        match goes_on {
            Some((strand, _)) => {
                self.strands[strand].segments.extend(&blocks[at].segments);
                self.strands[strand]
                    .because
                    .push("goes on after a page break");
                self.text = Some((strand, at));
                self.texts_since_note += 1;
            }
            None => self.new_text(&blocks[at], at),
        }
    }

    fn paragraph_goes_on(
        &self,
        before: &Block,
        strand: &Strand,
        now: &Block,
        adjacent: bool,
    ) -> bool {
        let (text, tail) = (now.text(self.raw), strand.last(self.raw));
        let apart = before.stand != Stand::Plain || now.stand != Stand::Plain;
        if apart || text.starts_with('#') || strand.segments[0].of(self.raw).starts_with('#') {
            return false;
        }
        let lower = text.starts_with(|c: char| c.is_lowercase());
        let open = !ends_sentence(tail);
        let broken_word = tail.ends_with(['-', '\u{ad}', '¬', '‐']);
        let broken =
            broken_word && text.starts_with(char::is_alphanumeric) && !tail.ends_with(" -");
        let turned = self.layout.wrapped && before.leaf != now.leaf;
        if self.layout.wrapped && !turned && (adjacent || now.gap && self.layout.gapped) {
            return false;
        }
        if broken {
            return true;
        }
        let first = strand.text(self.raw);
        let entry = list_like(&first) && first.chars().count() <= SHORT_ENTRY;
        let headed = !lower
            && (entry || heading_like(&first, self.layout) || heading_like(&text, self.layout))
            || self.repeated.contains(&skeleton(&first));
        if turned
            && self
                .layout
                .indent
                .is_some_and(|indent| now.indent + 1 < indent)
            && !list_like(&text)
        {
            return open || before.full && !headed;
        }
        let indented = self
            .layout
            .indent
            .is_some_and(|indent| now.indent + 1 >= indent);
        open && !headed && (lower || !indented && !list_like(&text))
    }

    /// Whether a text block is really the rest of the last note, printed at the foot of the next page.
    fn is_rest_of_note(&self, blocks: &[Block], at: usize) -> bool {
        let (Some((strand, last)), block) = (self.note, &blocks[at]) else {
            return false;
        };
        let text = block.text(self.raw);
        let opening = openness(&self.strands[strand].text(self.raw));
        if opening == Openness::Closed || self.texts_since_note == 0 || block.stand != Stand::Plain
        {
            return false;
        }
        if heading_like(&text, self.layout) && !text.starts_with(|c: char| c.is_lowercase()) {
            return false;
        }
        let next = blocks[at + 1..]
            .iter()
            .find(|b| !matches!(b.role, Role::Furniture(_)));
        let before_note = next.is_none_or(|b| matches!(b.role, Role::Note(_)));
        if self.layout.wrapped {
            let foot = next.is_none_or(|b| b.leaf != block.leaf || matches!(b.role, Role::Note(_)));
            let next_leaf =
                blocks[last].leaf + 1 == block.leaf || blocks[last].leaf == 0 && block.leaf == 0;
            let flush = self
                .layout
                .indent
                .is_none_or(|indent| block.indent < indent);
            return foot
                && next_leaf
                && block.gap
                && flush
                && (opening == Openness::Wide || cites(&text));
        }
        if marks_in(&text, 0, 0, true)
            .iter()
            .any(|mark| mark.form.is_plain() && mark.weight >= 0.9)
        {
            return false;
        }
        let text_open = self
            .text
            .filter(|(s, _)| self.strands[*s].text(self.raw).chars().count() > 80)
            .is_some_and(|(s, _)| !ends_sentence(self.strands[s].last(self.raw)));
        let lower = text.starts_with(|c: char| c.is_lowercase());
        match opening {
            Openness::Wide => text_open || before_note && (lower || cites(&text)),
            _ => before_note && cites(&text) && (text_open || lower),
        }
    }
}

/// Whether a line is nothing but note marks.
fn only_marks(line: &str) -> bool {
    let mut from = line.len() - line.trim_start_matches(['#', ' ']).len();
    for mark in marks_in(line, 0, 0, false) {
        if !line[from..mark.raw.start as usize].trim().is_empty() {
            return false;
        }
        from = mark.raw.end as usize;
    }
    line[from..].trim().is_empty()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Openness {
    Closed,
    /// The final point is missing, but it may be only that.
    Narrow,
    /// It breaks off: in a word, after a comma, inside a bracket or quotation.
    Wide,
}

fn openness(note: &str) -> Openness {
    let end = note.trim_end();
    let count = |c: char| end.matches(c).count();
    let unbalanced = count('(') > count(')') || count('"') % 2 == 1 || count('“') > count('”');
    let last = end.chars().next_back().unwrap_or('.');
    if ends_sentence(end) && !last.is_alphanumeric() && last != ':' {
        return Openness::Closed;
    }
    match last {
        ',' | ';' | '-' | '–' | ':' | '&' => Openness::Wide,
        _ if unbalanced => Openness::Wide,
        c if c.is_alphabetic() => Openness::Wide,
        _ => Openness::Narrow,
    }
}

/// Whether a text has the look of a citation: pages, numbers, presses, years in brackets.
fn cites(text: &str) -> bool {
    let signs = [
        " pp. ",
        " p. ",
        "No. ",
        "Vol. ",
        "Press",
        "Archive",
        "Ibid",
        "ibid",
        "vol. ",
        "no. ",
        " ed. ",
        "eds.",
        "University",
        "Files",
        "); ",
    ];
    signs.iter().filter(|sign| text.contains(*sign)).count() >= 2
}
