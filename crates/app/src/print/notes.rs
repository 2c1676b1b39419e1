//! Notes on the material, drawn with the lines they are about.

use crate::screen::{Screen, remark};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use kaozheng_text::{Diagnostic, Document, LineIndex, Place, Position, Severity, Span};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// The texts of the files that notes point into, by name.
#[derive(Default)]
pub(crate) struct Texts {
    texts: BTreeMap<Arc<str>, (String, LineIndex)>,
}

impl Texts {
    /// Adds the text of the file called `name`.
    pub(crate) fn add(&mut self, name: impl Into<Arc<str>>, text: &str) {
        self.texts
            .insert(name.into(), (text.to_owned(), LineIndex::new(text)));
    }

    /// Adds the texts of originals.
    pub(crate) fn add_originals(&mut self, documents: &[Document]) {
        for document in documents {
            self.add(format!("sources/{}", document.name), &document.text);
        }
    }

    /// Where a place starts; `None` when the file is not known.
    pub(crate) fn place(&self, place: &Place) -> Option<Position> {
        let (text, lines) = self.texts.get(&place.file)?;
        Some(lines.place(text, place.span.start as usize))
    }

    /// The lines of a place as [`Lines`].
    fn lines(&self, place: &Place) -> Option<Lines<'_>> {
        let (text, index) = self.texts.get(&place.file)?;
        Lines::around(text, index, place.span)
    }
}

/// Most bytes shown to either side of a place on one line: a line may be as long as a book.
const REACH: usize = 200;

/// A few lines of a file with a stretch of them marked.
struct Lines<'a> {
    text: &'a str,
    first: usize,
    marked: std::ops::Range<usize>,
}

impl<'a> Lines<'a> {
    fn around(text: &'a str, index: &LineIndex, span: Span) -> Option<Lines<'a>> {
        let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
        if start > end || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return None;
        }
        let end = shown_end(text, start, end);
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let from = boundary(text, from.max(start.saturating_sub(REACH)));
        let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let to = boundary(text, to.min(end + REACH));
        Some(Lines {
            text: &text[from..to],
            first: index.place(text, start).line,
            marked: start - from..end - from,
        })
    }
}

/// Where the shown part of a stretch ends: with it, or after its first line when it is longer than a few lines.
fn shown_end(text: &str, start: usize, end: usize) -> usize {
    let end = end.min(boundary(text, start + 4 * REACH));
    let whole = &text[start..end];
    let trimmed = start + whole.trim_end().len();
    match whole.match_indices('\n').nth(5) {
        Some(_) => start + whole.find('\n').expect("there are six"),
        None => trimmed.max(start),
    }
}

/// The first char boundary at or after `at`, not past the end.
fn boundary(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

/// Draws every note, then one line that counts them. Notes come in the order given.
pub(crate) fn draw(screen: &mut Screen, notes: &[Diagnostic], texts: &Texts) -> io::Result<()> {
    for note in notes {
        let drawn = drawn(note, texts, screen.width, screen.colour);
        screen.line(drawn.trim_end())?;
        screen.gap()?;
    }
    Ok(())
}

/// Tells notes on standard error, one sentence each, beside an answer that goes to another program.
pub(crate) fn remark_on(notes: &[Diagnostic]) {
    for note in notes {
        remark(&format!("{}: {}", note.severity.word(), note.message));
    }
}

/// "2 errors, 1 warning": what `notes` amount to; `None` when there are none.
pub(crate) fn tally(notes: &[Diagnostic]) -> Option<String> {
    let count = |severity| {
        notes
            .iter()
            .filter(|note| note.severity == severity)
            .count()
    };
    let counts = [
        (count(Severity::Error), "error", "errors"),
        (count(Severity::Warning), "warning", "warnings"),
        (count(Severity::Info), "remark", "remarks"),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// Puts notes in the order in which they are told: by file, place, code and message; those without a place first.
pub(crate) fn sort(notes: &mut [Diagnostic]) {
    notes.sort_by(|a, b| {
        let key = |note: &Diagnostic| (note.at.clone(), note.code, note.message.clone());
        key(a).cmp(&key(b))
    });
}

fn drawn(note: &Diagnostic, texts: &Texts, width: usize, colour: bool) -> String {
    let level = match note.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(note.message.as_str()).id(note.code);
    let mut group = Group::with_title(title);
    for snippet in snippets(note, texts) {
        group = group.element(snippet);
    }
    if let Some(help) = &note.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer
        .term_width(width)
        .decor_style(DecorStyle::Ascii)
        .render(&[group])
}

fn snippets<'a>(
    note: &'a Diagnostic,
    texts: &'a Texts,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let own = note
        .at
        .iter()
        .map(|place| (place, "", AnnotationKind::Primary));
    let also = note
        .also
        .iter()
        .map(|(place, what)| (place, what.as_str(), AnnotationKind::Context));
    own.chain(also)
        .filter_map(|(place, label, kind)| {
            let lines = texts.lines(place)?;
            let snippet = Snippet::source(lines.text)
                .line_start(lines.first)
                .path(&*place.file);
            Some(snippet.annotation(kind.span(lines.marked).label(label)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, note: &Diagnostic) -> String {
        let mut texts = Texts::default();
        texts.add("cards/a.card", text);
        drawn(note, &texts, 80, false)
    }

    fn place(start: usize, end: usize) -> Place {
        Place {
            file: "cards/a.card".into(),
            span: Span::new(start, end),
        }
    }

    #[test]
    fn place_reason_and_mending_are_shown() {
        let text = "person: mao\nname: 毛澤東\n\npersn: zhou\nname: Zhou\n";
        let note = Diagnostic::error("unknown-kind", "`persn` is no kind of card.")
            .at(place(29, 34))
            .also(place(0, 11), "a card of the kind meant")
            .help("did you mean `person`?");
        insta::assert_snapshot!(check(text, &note), @r#"
        error[unknown-kind]: `persn` is no kind of card.
         --> cards/a.card:4:1
          |
        4 | persn: zhou
          | ^^^^^
          |
         ::: cards/a.card:1:1
          |
        1 | person: mao
          | ----------- a card of the kind meant
          |
          = help: did you mean `person`?
        "#);
    }

    #[test]
    fn a_line_as_long_as_a_book_is_cut() {
        let text = format!("note: {}", "word ".repeat(100_000));
        let note = Diagnostic::warning("long", "This is long.").at(place(6, text.len()));
        assert!(check(&text, &note).len() < 4000);
    }

    #[test]
    fn a_note_without_a_place_is_a_sentence() {
        let note = Diagnostic::info("empty-case", "The case has no cards.").help("write one");
        insta::assert_snapshot!(check("", &note), @r#"
        info[empty-case]: The case has no cards.
         |
         = help: write one
        "#);
    }

    #[test]
    fn tally_counts_by_severity() {
        let notes = [
            Diagnostic::error("a", "a"),
            Diagnostic::warning("b", "b"),
            Diagnostic::warning("c", "c"),
        ];
        assert_eq!(tally(&notes).as_deref(), Some("1 error, 2 warnings"));
        assert_eq!(tally(&[]), None);
    }
}
