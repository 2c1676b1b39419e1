//! From blocks to strands: paragraphs and notes rejoined over pages and over the notes between.
//!
//! Two threads run through the pages, the text and the last note. A block that is no note goes on with one of them or
//! begins anew. An unfinished note goes on at the foot of the next page: so where both threads are open and text has
//! stood since the notes, the note comes first.

use super::blocks::{Block, Role};
use super::breaks::Breaks;
use super::labels::Label;
use super::lines::Stand;
use super::marks::marks_in;
use kaozheng_text::Span;

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

    /// Its text with single spaces between the lines.
    pub(super) fn text(&self, raw: &str) -> String {
        let lines: Vec<&str> = self.segments.iter().map(|s| s.of(raw)).collect();
        lines.join(" ")
    }
}

/// Puts the blocks together again.
pub(super) fn rejoin(blocks: &[Block], raw: &str, breaks: &Breaks<'_>) -> Vec<Strand> {
    let mut weaver = Weaver {
        raw,
        strands: Vec::new(),
        text: None,
        note: None,
        breaks,
    };
    for at in 0..blocks.len() {
        weaver.take(blocks, at);
    }
    weaver.strands
}

struct Weaver<'a> {
    raw: &'a str,
    strands: Vec<Strand>,
    /// The last paragraph: its strand and its last block.
    text: Option<(usize, usize)>,
    /// The last note, the same way.
    note: Option<(usize, usize)>,
    breaks: &'a Breaks<'a>,
}

impl Weaver<'_> {
    fn take(&mut self, blocks: &[Block], at: usize) {
        let block = &blocks[at];
        match &block.role {
            Role::Furniture(_) => self.strands.push(Strand::of(block)),
            Role::Note(_) => {
                self.strands.push(Strand::of(block));
                self.note = Some((self.strands.len() - 1, at));
            }
            Role::NoteRest => {
                self.note_goes_on(block, at, "goes on with the note of the page before");
            }
            Role::Text if self.is_bare(block) => self.marks_alone(block),
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
    }

    fn text_block(&mut self, blocks: &[Block], at: usize) {
        let goes_on = self.text.filter(|&(strand, last)| {
            let (before, now) = (&blocks[last], &blocks[at]);
            self.paragraph_goes_on(before, &self.strands[strand], now)
        });
        match goes_on {
            Some((strand, _)) => {
                self.strands[strand].segments.extend(&blocks[at].segments);
                self.strands[strand]
                    .because
                    .push("goes on after a page break");
                self.text = Some((strand, at));
            }
            None => self.new_text(&blocks[at], at),
        }
    }

    fn paragraph_goes_on(&self, before: &Block, strand: &Strand, now: &Block) -> bool {
        let signed = |span: Span| span.of(self.raw).starts_with('#');
        if signed(now.segments[0]) || signed(strand.segments[0]) {
            return false;
        }
        match now.after {
            Some((above, begins)) if above == before.last => !begins,
            _ => !self
                .breaks
                .begins(before.last, now.first, strand.segments.len()),
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
