//! An essay as Markdown whose citations are notes: `[^4]`, as Pandoc and most editors read them.

use super::{Essay, Laid, Terms};
use crate::bibliography::notes::Run;
use kaozheng_text::Span;
use std::fmt::Write;

/// The essay with every citation of cards as a note. All else stays letter for letter; the author's own notes keep their
/// labels, and the new ones take numbers that are free. `language` is the one it is written in (BCP 47).
pub fn export(text: &str, essay: &Essay, laid: &Laid, language: &str) -> String {
    let bibliography = Terms::of(language).bibliography;
    let taken = |label: &str| essay.notes.iter().any(|(own, _)| own == label);
    let mut free = (1..).map(|n: usize| n.to_string()).filter(|n| !taken(n));
    let mut changes: Vec<(Span, Change)> = Vec::new();
    let mut notes = String::new();
    for note in &laid.notes {
        let words = note.cited.iter().map(|(span, runs)| (*span, written(runs)));
        match note.span {
            None => changes.extend(words.map(|(span, words)| (span, Change::Words(words)))),
            Some(span) => {
                let label = free.next().expect("numbers have no end");
                let words: String = words.map(|(_, words)| words).collect();
                writeln!(notes, "\n[^{label}]: {words}").expect("a string takes all");
                changes.push((span, Change::Mark(format!("[^{label}]"))));
            }
        }
    }
    changes.sort();
    let mut out = changed(text, changes);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(&notes);
    if !laid.bibliography.is_empty() {
        write!(out, "\n## {bibliography}\n").expect("a string takes all");
        for entry in &laid.bibliography {
            write!(out, "\n{}\n", written(entry)).expect("a string takes all");
        }
    }
    out
}

/// What stands in the place of a citation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// The mark of a note, after the punctuation that follows.
    Mark(String),
    /// The words of the citation itself.
    Words(String),
}

fn changed(text: &str, changes: Vec<(Span, Change)>) -> String {
    let mut out = String::new();
    let mut from = 0;
    for (span, change) in changes {
        let before = &text[from..(span.start as usize).max(from)];
        from = span.end as usize;
        match change {
            Change::Words(words) => {
                out.push_str(before);
                out.push_str(&words);
            }
            Change::Mark(mark) => {
                out.push_str(before.trim_end_matches(' '));
                let stop = super::laid::closing(&text[from..]);
                out.push_str(&text[from..from + stop]);
                from += stop;
                out.push_str(&mark);
            }
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Runs as Markdown: signs that would mean something are taken as letters.
fn written(runs: &[Run]) -> String {
    runs.iter().map(of_run).collect()
}

fn of_run(run: &Run) -> String {
    let mut text = String::new();
    for c in run.text.chars() {
        if "\\*_[]<`".contains(c) {
            text.push('\\');
        }
        text.push(c);
    }
    let sign = match (run.bold, run.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => return text,
    };
    // A sign of emphasis holds only to letters, not to white space.
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    let end = start + inner.len();
    match inner {
        "" => text,
        _ => format!("{}{sign}{inner}{sign}{}", &text[..start], &text[end..]),
    }
}
