//! A document: the text of an original by pages, and the passages it was divided into.
//!
//! Two texts stand side by side. `raw` is what the opener found, page after page. `text` is the clean reading text:
//! running heads out, paragraphs rejoined over pages and notes, marks lifted out. Every passage keeps the pieces that
//! lead from the clean text back to the raw one, so that any answer can be walked back to the page.

use crate::{Anchor, ContentHash, Span};

/// One original, opened and divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Name of the original inside `sources/`.
    pub name: String,
    /// Hash of the original.
    pub hash: ContentHash,
    /// The text as extracted, all pages in a row.
    pub raw: String,
    /// The pages, in order; spans of `raw`.
    pub pages: Vec<Page>,
    /// The clean reading text; passages stand in it one after the other, parted by a blank line.
    pub text: String,
    /// The passages, in reading order (notes after the passage that holds their marks, furniture where it stood).
    pub passages: Vec<Passage>,
}

/// One page of the raw text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The label printed on it or given by the format ("36", "xii"); `None` when none is known.
    pub label: Option<String>,
    /// Its stretch of [`Document::raw`].
    pub span: Span,
}

/// What a passage is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The title of the whole.
    Title,
    /// The name and office of its author.
    Byline,
    /// A heading inside.
    Heading,
    /// Running prose.
    Body,
    /// A summary of the whole.
    Abstract,
    /// Keywords.
    Keywords,
    /// An entry of a list.
    List,
    /// Who signs.
    Signature,
    /// Place and date at the head of a letter or telegram.
    Dateline,
    /// A footnote or endnote.
    Note,
    /// Running heads, page numbers, watermarks: not part of the text, kept all the same.
    Furniture,
}

impl Part {
    /// The word used on screens and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Part::Title => "title",
            Part::Byline => "byline",
            Part::Heading => "heading",
            Part::Body => "body",
            Part::Abstract => "abstract",
            Part::Keywords => "keywords",
            Part::List => "list",
            Part::Signature => "signature",
            Part::Dateline => "dateline",
            Part::Note => "note",
            Part::Furniture => "furniture",
        }
    }
}

/// A paragraph, heading or note, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub part: Part,
    /// BCP 47 tag of its language ("en", "ko"); empty when it cannot be told.
    pub lang: String,
    /// Its stretch of [`Document::text`]; empty for furniture, which is left out of the clean text.
    pub span: Span,
    /// How its clean text leads back to the raw one, in order.
    pub pieces: Vec<Piece>,
    /// The note marks in it, in order.
    pub marks: Vec<Mark>,
    /// For a note: its number or sign as printed ("12", "*").
    pub number: Option<String>,
    /// Why it was read as what it is, for `read --explain`.
    pub because: String,
}

/// A run of clean text that is letter for letter a run of raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it starts in [`Document::text`], in bytes.
    pub at: u32,
    /// Its stretch of [`Document::raw`], of the same length.
    pub raw: Span,
}

/// A note mark, lifted out of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stood in [`Document::text`], in bytes: it follows the character before.
    pub at: u32,
    /// As printed ("12", "*").
    pub number: String,
    /// Index of the note's passage in [`Document::passages`]; `None` when no note answers it.
    pub note: Option<usize>,
}

impl Document {
    /// The clean text of `passage`.
    pub fn text_of(&self, passage: &Passage) -> &str {
        passage.span.of(&self.text)
    }

    /// The raw text of a furniture passage or any other, as it stood on its pages.
    pub fn raw_of(&self, passage: &Passage) -> String {
        let pieces: Vec<&str> = passage
            .pieces
            .iter()
            .map(|piece| piece.raw.of(&self.raw))
            .collect();
        pieces.join(" ")
    }

    /// Index of the passage that holds byte `at` of the clean text.
    pub fn passage_at(&self, at: usize) -> Option<usize> {
        self.passages.iter().position(|p| p.span.contains(at))
    }

    /// The byte of `raw` that byte `at` of the clean text comes from.
    pub fn raw_at(&self, at: usize) -> Option<usize> {
        let passage = &self.passages[self.passage_at(at)?];
        let after = passage
            .pieces
            .partition_point(|piece| piece.at as usize <= at);
        let piece = passage.pieces.get(after.checked_sub(1)?)?;
        Some((piece.raw.start as usize + at - piece.at as usize).min(piece.raw.end as usize))
    }

    /// The label of the page on which byte `at` of the clean text stands.
    pub fn page_at(&self, at: usize) -> Option<&str> {
        let raw = self.raw_at(at)?;
        self.pages
            .iter()
            .find(|page| page.span.contains(raw))?
            .label
            .as_deref()
    }

    /// The anchor of a stretch of the clean text.
    pub fn anchor(&self, span: Span) -> Anchor {
        let page = self.page_at(span.start as usize).map(str::to_owned);
        Anchor {
            page,
            ..Anchor::of(&self.text, span)
        }
    }
}
