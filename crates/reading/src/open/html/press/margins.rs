//! Notes and headings in the margin: their signs stand in the text, their words below the paragraph.

use super::super::galley::{Item, NONE};
use super::super::notes::{Role, block_at};
use super::super::vocabulary::sign_of;
use super::{Press, printed};
use crate::open::told::MarkedMark;
use kaozheng_text::{Part, Span};

impl Press<'_> {
    /// A note or heading in the margin: its place in the text is kept, its words follow the paragraph.
    ///
    /// Its sign may stand before it, or at its head; it is printed once.
    pub(super) fn margin_begins(&mut self, margin: u32, at: usize) {
        if self.margins.contains(&margin) {
            return;
        }
        self.margins.push(margin);
        if !self.galley.margins[margin as usize] {
            return;
        }
        self.set_emphasis(false);
        self.margin_count += 1;
        let before = at
            .checked_sub(1)
            .and_then(|before| self.raised_sign(before));
        let before = before.filter(|(_, printed)| self.ends_with_unmarked(printed));
        let own = self.raised_sign(at).filter(|_| self.says_more(margin, at));
        let end = self.out.raw.trim_end().len();
        let (sign, span) = match (before, own) {
            (Some((sign, printed)), _) => (Some(sign), Span::new(end - printed.len(), end)),
            (_, Some((sign, printed))) => {
                let start = self.out.raw.len();
                self.out.raw.push_str(&printed);
                (Some(sign), Span::new(start, self.out.raw.len()))
            }
            _ => (None, Span::at(self.out.raw.len())),
        };
        let number = sign.unwrap_or_else(|| self.margin_count.to_string());
        let note = self.notes.notes.len() + margin as usize;
        self.out.markup.marks.push(MarkedMark {
            span,
            number,
            note: Some(note),
        });
    }

    /// Whether what is printed ends with a sign, white space aside, that is part of no mark yet.
    fn ends_with_unmarked(&self, printed: &str) -> bool {
        let raw = self.out.raw.trim_end();
        let marked = self.out.markup.marks.last();
        let marked = marked.map_or(0, |mark| mark.span.end as usize);
        raw.ends_with(printed) && raw.len() - printed.len() >= marked
    }

    /// Whether words of a margin stand behind its first step.
    fn says_more(&self, margin: u32, first: usize) -> bool {
        let block = block_at(self.galley, first);
        let items = &self.galley.items[first + 1..self.galley.blocks[block].items.end];
        items.iter().any(|item| match item {
            Item::Text(run) if run.margin == margin => {
                let role = self.notes.roles.get(run.link as usize);
                let words = run.span.of(&self.galley.text);
                !matches!(role, Some(Role::Mark { .. })) && words.contains(char::is_alphanumeric)
            }
            _ => false,
        })
    }

    /// The raised sign that is a step by itself, and how it is printed.
    fn raised_sign(&self, step: usize) -> Option<(String, String)> {
        let Item::Text(run) = &self.galley.items[step] else {
            return None;
        };
        let text = run.span.of(&self.galley.text);
        let sign = sign_of(text).filter(|_| run.raised && run.link == NONE)?;
        Some((sign, printed(run, text.trim()).into_owned()))
    }

    /// Prints the words of a margin below their paragraph.
    pub(super) fn margin(&mut self, margin: u32, at: usize) {
        let items = self.galley.blocks[at].items.clone();
        let own =
            |at: &usize| matches!(&self.galley.items[*at], Item::Text(run) if run.margin == margin);
        let steps: Vec<usize> = items.filter(own).collect();
        let (note, part) = if self.galley.margins[margin as usize] {
            (Some(self.notes.notes.len() + margin as usize), Part::Note)
        } else {
            (None, Part::Body)
        };
        let called = self.out.markup.marks.iter().rev().find(|m| m.note == note);
        let number = note.and(called).map(|m| m.number.clone());
        let mut start = self.out.raw.len();
        let marks = self.out.markup.marks.len();
        for (nth, &step) in steps.iter().enumerate() {
            let Item::Text(run) = self.galley.items[step] else {
                continue;
            };
            let text = run.span.of(&self.galley.text);
            let label = || {
                self.raised_sign(step)
                    .is_some_and(|(sign, _)| number == Some(sign))
            };
            if nth == 0 && label() {
                self.out.raw.push_str(text);
                self.out.raw.push(' ');
                start = self.out.raw.len();
                continue;
            }
            self.words(step, &run, text, true);
        }
        self.set_emphasis(false);
        let lang = self.galley.blocks[at].lang;
        self.close_block(
            start,
            marks,
            part,
            lang,
            note,
            number,
            "a note in the margin",
        );
        self.end_lines();
    }
}
