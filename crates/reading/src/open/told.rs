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
    /// Stretches of whole lines of which the format says what they are, in order (hOCR, ALTO, PAGE).
    pub regions: Vec<PrintedRegion>,
}

/// Lines of which the format says what they are. It may be mistaken: programs that recognise letters guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedRegion {
    /// Its stretch of the raw text, from the first letter of its first line to the last of its last.
    pub span: Span,
    /// What the format says it is.
    pub kind: RegionKind,
}

/// What a format may say of printed lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RegionKind {
    /// Running text, or nothing special.
    #[default]
    Text,
    /// A heading.
    Heading,
    /// The words under a picture or over a table.
    Caption,
    /// A running head.
    Header,
    /// A running foot, a signature of the sheet, a catchword.
    Footer,
    /// The number of the page.
    PageNumber,
    /// A note in the margin.
    Margin,
    /// A footnote, or footnotes.
    Footnote,
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
    /// Whether the format sets it apart from the text (a running head marked as such, a stamp up the side of the page).
    pub aside: bool,
    /// Whether it stands in the margin, beside the text: a note, the number of a line.
    pub beside: bool,
}

/// What markup says.
///
/// An opener writes `raw` as it likes to have it read: one block after the other, each on lines of its own, a note where
/// it stands in the file or after the paragraph that calls it. Blocks and marks may not overlap among themselves, and a
/// mark lies inside one block ([`Markup::is_sound`] holds these promises).
///
/// Every letter of `raw` goes somewhere: letters of blocks into passages, letters of marks into marks, what stands on the
/// line of a note before or after its block (its printed number, a link back) is the note's label, and the rest is
/// furniture. Runs of white space inside a block are read as one space.
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
    /// What it is. [`Part::Body`] leaves it to `divide` to see a summary under a word for one, keywords or dates in
    /// brackets in it.
    pub part: Part,
    /// BCP 47 tag that the markup gives; empty when it gives none.
    pub lang: String,
    /// For [`Part::Note`]: its place among the notes, any number; blocks that share it are paragraphs of one note.
    pub note: Option<usize>,
    /// For [`Part::Note`]: the number or sign as printed, without brackets or point; the first block of a note decides.
    pub number: Option<String>,
    /// The markup that says so ("a footnote of the file", "link and back-link"), for `read --explain`.
    pub because: &'static str,
}

/// A mark that calls a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedMark {
    /// The letters of the mark in the raw text, brackets included; empty where the markup prints none.
    pub span: Span,
    /// The number or sign as printed, without brackets.
    pub number: String,
    /// The note it calls, as in [`MarkedBlock::note`]; several marks may call one note; `None` when the link leads nowhere.
    pub note: Option<usize>,
}

/// What the markup of a note says that is printed in its place among the text and has no mark.
pub const PRINTED_IN_PLACE: &str = "a note of the file that is printed where it stands";

impl Markup {
    /// Whether blocks and marks come in order, do not overlap, lie inside `raw`, and every mark lies inside a block.
    pub fn is_sound(&self, raw: &str) -> bool {
        let ordered = |spans: Vec<Span>| {
            let follows = |pair: &[Span]| pair[0].end <= pair[1].start;
            spans.windows(2).all(follows) && spans.iter().all(|s| raw.get(s.range()).is_some())
        };
        let held = |mark: &MarkedMark| {
            let after = self
                .blocks
                .partition_point(|b| b.span.start <= mark.span.start);
            after > 0 && mark.span.end <= self.blocks[after - 1].span.end
        };
        ordered(self.blocks.iter().map(|b| b.span).collect())
            && ordered(self.marks.iter().map(|m| m.span).collect())
            && self.marks.iter().all(held)
    }
}
