//! The words of one line with their places, and the reader that takes them one by one.

use super::Id;
use super::words::{TIME_WORDS, VerbRow, is_keyword, verb_at};
use crate::check::clipped;
use crate::sheet::trimmed;
use kaozheng_text::{Diagnostic, Noted, Place, Severity, Span};
use kaozheng_values::dates::{Date, PhraseTable, parse_date, parse_date_with};

/// What could be read, or the one note that says why not. Boxed, since the note is large beside the result.
pub(super) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// Takes words from a line. An id is any run without white space, commas and semicolons.
pub(super) struct Words<'a> {
    text: &'a str,
    tokens: Vec<Span>,
    at: usize,
    /// Code of the notes it makes.
    code: &'static str,
    notes: Vec<Diagnostic>,
    /// The table of phrases that dates are read by; `None` for the one every case starts with.
    phrases: Option<&'a PhraseTable>,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str, code: &'static str) -> Words<'a> {
        Words {
            text,
            tokens: tokens(text),
            at: 0,
            code,
            notes: Vec::new(),
            phrases: None,
        }
    }

    /// The next token, not taken.
    pub(super) fn next(&self) -> Option<&'a str> {
        self.tokens.get(self.at).map(|span| span.of(self.text))
    }

    /// Where the next token stands; the end of the line when none is left.
    pub(super) fn here(&self) -> Span {
        let end = || Span::at(self.text.trim_end().len());
        self.tokens.get(self.at).copied().unwrap_or_else(end)
    }

    /// Tokens not taken yet.
    pub(super) fn left(&self) -> impl Iterator<Item = &'a str> + Clone {
        let text = self.text;
        self.tokens[self.at..].iter().map(move |span| span.of(text))
    }

    /// The same line, its dates read by `phrases`.
    pub(super) fn by(mut self, phrases: &'a PhraseTable) -> Words<'a> {
        self.phrases = Some(phrases);
        self
    }

    /// Reads a date.
    pub(super) fn parse_date(&self, words: &str) -> Noted<Option<Date>> {
        match self.phrases {
            Some(phrases) => parse_date_with(phrases, words),
            None => parse_date(words),
        }
    }

    /// The first token of the line.
    pub(super) fn first(&self) -> Option<&'a str> {
        self.tokens.first().map(|span| span.of(self.text))
    }

    /// How many tokens were taken.
    pub(super) fn taken(&self) -> usize {
        self.at
    }

    /// Takes the next token when it is `word`.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let taken = self.next() == Some(word);
        self.at += usize::from(taken);
        taken
    }

    /// Takes the next token when it is one of `words`.
    pub(super) fn take_one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let word = words.iter().find(|&&word| self.next() == Some(word))?;
        self.at += 1;
        Some(word)
    }

    /// Takes an id; `what` says in the note what was expected ("the matter").
    pub(super) fn id(&mut self, what: &str) -> Parsed<Id> {
        let span = self.here();
        match self.next() {
            None => Err(self.wrong(span, format!("the line ends where {what} was expected"))),
            Some(mark @ ("," | ";")) => {
                Err(self.wrong(span, format!("`{mark}` stands where {what} was expected")))
            }
            Some(word) if is_keyword(word) => Err(self.wrong(
                span,
                format!("`{word}` is a word of the grammar and stands where {what} was expected"),
            )),
            Some(word) => {
                self.at += 1;
                Ok(Id {
                    id: word.to_owned(),
                    span,
                })
            }
        }
    }

    /// Takes ids parted by commas.
    pub(super) fn ids(&mut self, what: &str) -> Parsed<Vec<Id>> {
        let mut out = vec![self.id(what)?];
        while self.take(",") {
            out.push(self.id(what)?);
        }
        Ok(out)
    }

    /// Takes an id after `word`, when that word is next.
    pub(super) fn id_after(&mut self, word: &str, what: &str) -> Parsed<Option<Id>> {
        if self.take(word) {
            self.id(what).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Takes the longest verb that stands here.
    pub(super) fn verb(&mut self) -> Option<&'static VerbRow> {
        let row = verb_at(&self.left())?;
        self.at += row.words.split(' ').count();
        Some(row)
    }

    /// Takes everything up to `reading WORD` at the end of the line, or to the end: the words of a date.
    pub(super) fn date_words(&mut self) -> Span {
        let end = self.end_of_date();
        let span = match self.tokens[self.at..end] {
            [] => self.here(),
            [first, .., last] => first.cover(last),
            [only] => only,
        };
        self.at = end;
        span
    }

    fn end_of_date(&self) -> usize {
        let count = self.tokens.len();
        let sense = count >= self.at + 2 && self.tokens[count - 2].of(self.text) == "reading";
        if sense { count - 2 } else { count }
    }

    /// Where a time begins further on, when one does.
    pub(super) fn time_ahead(&self) -> bool {
        self.left().any(|word| TIME_WORDS.contains(&word))
    }

    /// The places of the word `and` inside `span`.
    pub(super) fn ands(&self, span: Span) -> Vec<Span> {
        self.tokens
            .iter()
            .copied()
            .filter(|token| span.start < token.start && token.end < span.end)
            .filter(|token| token.of(self.text) == "and")
            .collect()
    }

    /// The text of `span`.
    pub(super) fn text(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// Keeps notes on what was read all the same.
    pub(super) fn doubts(&mut self, notes: impl Iterator<Item = Diagnostic>) {
        self.notes.extend(notes);
    }

    /// The notes that were kept.
    pub(super) fn notes(self) -> Vec<Diagnostic> {
        self.notes
    }

    /// `span` without the white space at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        trimmed(self.text, span)
    }

    /// A note at `span`, in a file without a name: the caller puts it where the line stands.
    pub(super) fn wrong(&self, span: Span, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(note(self.code, span, message))
    }
}

/// An error at `span` of a line whose file is not known here.
pub(super) fn note(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, Severity::Error, sentence(&clipped(message.into()))).at(Place {
        file: "".into(),
        span,
    })
}

/// The words as a sentence.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let first: String = first.into_iter().flatten().collect();
    format!("{first}{}.", letters.as_str())
}

fn tokens(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut joined = false;
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        let mark = matches!(c, ',' | ';');
        match out.last_mut() {
            _ if c.is_whitespace() => {}
            Some(last) if joined && !mark => last.end = span.end,
            _ => out.push(span),
        }
        joined = !mark && !c.is_whitespace();
    }
    out
}
