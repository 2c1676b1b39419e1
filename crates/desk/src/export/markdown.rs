//! A divided document as Markdown, its notes as `[^12]`.
//!
//! Names of notes are unique: where numbering restarts, the second note 12 is `[^12-2]`. A mark that leads to no note is
//! kept as a mark without definition, and a note without mark as a definition without mark. Running heads are left out.

use super::calls::Calls;
use kaozheng_text::{Document, Part};
use std::fmt::Write;

/// The document as Markdown.
pub fn export(document: &Document) -> String {
    let calls = Calls::of(document);
    let mut out = String::new();
    let mut last = None;
    for (at, passage) in document.passages.iter().enumerate() {
        let text = || with_marks(document, &calls, at);
        let written = match passage.part {
            Part::Note | Part::Furniture => continue,
            Part::Title => format!("# {}", text()),
            Part::Heading => format!("## {}", text()),
            _ => text(),
        };
        let tight = last == Some(Part::List) && passage.part == Part::List;
        if last.is_some() {
            out.push_str(if tight { "\n" } else { "\n\n" });
        }
        out.push_str(&written);
        last = Some(passage.part);
    }
    out.push('\n');
    for note in calls.notes() {
        let text = with_marks(document, &calls, note);
        write!(out, "\n[^{}]: {text}\n", calls.label(note)).expect("a string can be written to");
    }
    out
}

/// The text of a passage, `[^12]` where its marks stood.
fn with_marks(document: &Document, calls: &Calls, at: usize) -> String {
    let passage = &document.passages[at];
    let mut out = String::new();
    let mut from = passage.span.start as usize;
    for (nth, mark) in passage.marks.iter().enumerate() {
        let to = (mark.at as usize).max(from);
        push_escaped(&mut out, &document.text[from..to]);
        write!(out, "[^{}]", calls.label_of_mark(document, at, nth))
            .expect("a string can be written to");
        from = to;
    }
    push_escaped(&mut out, &document.text[from..passage.span.end as usize]);
    out
}

/// Writes letters so that none of them begins a tag; asterisks stay what they are.
fn push_escaped(out: &mut String, text: &str) {
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let tag = |next: &char| next.is_alphabetic() || matches!(next, '/' | '!' | '?');
        if c == '<' && letters.peek().is_some_and(tag) {
            out.push('\\');
        }
        out.push(c);
    }
}
