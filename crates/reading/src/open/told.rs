//! What a format tells of its text beyond the letters: where lines stand on the page, or what its markup says they are.
//!
//! Openers fill it in, `divide` uses it. A format that tells nothing leaves [`Told::Nothing`], and everything is then
//! read from the letters and the lines alone.

use kaozheng_text::{Part, Span};

/// What a format tells of its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Told {
    /// Letters and lines only.
    #[default]
    Nothing,
    /// Where each line stands on its page (PDF, hOCR, ALTO, PAGE).
    Shapes(Shapes),
    /// What each stretch is, and which mark calls which note (HTML, EPUB, DOCX, ODT, TEI).
    Markup(Markup),
}

/// Positions of printed lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes {
    /// One for each line of the raw text that has a position, in the order of the text.
    pub lines: Vec<LineShape>,
    /// Runs of raw text that stand raised above their line, in order.
    pub raised: Vec<Span>,
    /// The level rules drawn on the pages, page by page, from top to bottom.
    pub rules: Vec<RuleShape>,
}

/// A level line drawn on a page, in points from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleShape {
    /// Index of its page among the opened pages.
    pub page: u32,
    /// Its left end.
    pub left: f32,
    /// Its right end.
    pub right: f32,
    /// Its height on the page.
    pub base: f32,
}

/// Where a line stands, in points (1/72 inch) from the top left corner of its page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineShape {
    /// The line in the raw text, without its line end.
    pub span: Span,
    /// Left edge of its first letter.
    pub left: f32,
    /// Right edge of its last letter.
    pub right: f32,
    /// Its baseline.
    pub base: f32,
    /// The type size that most of its letters have.
    pub size: f32,
    /// Number of its column on the page, from 0 in reading order.
    pub column: u16,
    /// Whether most of its letters are bold; `false` where the format does not say.
    pub bold: bool,
}

/// What markup says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markup {
    /// The blocks, in the order of the raw text; letters outside of them are furniture.
    pub blocks: Vec<MarkedBlock>,
    /// The marks that call notes, in the order of the raw text.
    pub marks: Vec<MarkedMark>,
}

/// A paragraph, heading or paragraph of a note.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedBlock {
    /// Its stretch of the raw text, without the printed number of a note.
    pub span: Span,
    /// What it is.
    pub part: Part,
    /// BCP 47 tag that the markup gives; empty when it gives none.
    pub lang: String,
    /// For [`Part::Note`]: its place among the notes; paragraphs of one note share it.
    pub note: Option<usize>,
    /// For [`Part::Note`]: the number or sign as printed.
    pub number: Option<String>,
    /// The markup that says so ("a footnote of the file", "link and back-link"), for `read --explain`.
    pub because: &'static str,
}

/// A mark that calls a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedMark {
    /// The letters of the mark in the raw text; empty where the markup prints none.
    pub span: Span,
    /// The number or sign as printed.
    pub number: String,
    /// The note it calls, as in [`MarkedBlock::note`]; `None` when the link leads nowhere.
    pub note: Option<usize>,
}
