//! Essays: prose that cites cards, read, laid out with its notes, and written as Word, HTML or Markdown.
//!
//! An essay is Markdown. `[card-id]` cites a card, `[card-id, p. 31]` a place with it, `[one-card; other-card]` several at
//! once; `[^1]` is a note of the author's own. [`Essay::parse`] reads it, [`Laid::out`] makes the notes in any style of
//! citations, and [`sentences`] says which sentences nothing supports.

mod citing;
pub mod docx;
pub mod html;
mod laid;
pub mod markdown;
mod noting;
mod parse;
pub mod sentences;
mod terms;

pub use citing::Cards;
pub use laid::{Laid, Note};
pub use terms::{Terms, language};

use kaozheng_text::Span;

/// An essay as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Essay {
    /// The first heading, or empty.
    pub title: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The author's own notes, by label, in the order in which they are written.
    pub notes: Vec<(String, Vec<Block>)>,
}

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading with its level, from 1.
    Heading(u8, Vec<Piece>),
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// A quotation, set off.
    Quotation(Vec<Block>),
    /// A list, with the number it begins with when it is numbered.
    List(Option<u64>, Vec<Vec<Block>>),
    /// Letters as they were typed.
    Verbatim(String),
    /// A line across.
    Rule,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(Words),
    /// A new line within the paragraph.
    Break,
    /// Cards that are cited here.
    Cards(Vec<CardCite>, Span),
    /// The label of a note of the author's.
    Label(String),
    /// The mark of a note that was laid out: its place among [`Laid::notes`].
    Mark(usize),
}

/// Words in one manner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The letters.
    pub text: String,
    /// Whether they are italic.
    pub italic: bool,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are small capitals.
    pub small_capitals: bool,
    /// Whether they stand above the line.
    pub raised: bool,
    /// Whether they are letters as typed.
    pub code: bool,
    /// The address they lead to: of the web or of a mailbox.
    pub link: Option<String>,
}

/// One card, cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardCite {
    /// The card.
    pub id: String,
    /// Where the id stands in the text of the essay.
    pub span: Span,
    /// The place that the essay names with it (`p. 31`); may be empty.
    pub locator: String,
}

impl Essay {
    /// Reads an essay. `is_card` knows the ids of the case: a single word in brackets that is none (`[sic]`) is the
    /// editor's, while what has a hyphen is taken for a card that is not there.
    pub fn parse(text: &str, is_card: &dyn Fn(&str) -> bool) -> Essay {
        parse::parse(text, is_card)
    }

    /// Every card that is cited, in the order of the text, notes last.
    pub fn cites(&self) -> Vec<&CardCite> {
        let mut out = Vec::new();
        let notes = self.notes.iter().flat_map(|(_, blocks)| blocks);
        for block in self.blocks.iter().chain(notes) {
            each_piece(block, &mut |piece| {
                if let Piece::Cards(cites, _) = piece {
                    out.extend(cites);
                }
            });
        }
        out
    }
}

/// Where the ids of cards stand in the text of an essay, in order; `[sic]` and its like are among them, single letters and
/// numbers are not.
pub fn references(text: &str) -> Vec<Span> {
    let word = |id: &str| id.starts_with(char::is_alphabetic) && id.chars().count() > 1;
    let essay = Essay::parse(text, &word);
    let mut spans: Vec<Span> = essay.cites().iter().map(|cite| cite.span).collect();
    spans.sort();
    spans
}

/// The name of an essay on screens and in addresses: `essays/a/b.md` is `a/b`.
pub fn name(file: &str) -> &str {
    let bare = file.strip_prefix("essays/").unwrap_or(file);
    bare.strip_suffix(".md").unwrap_or(bare)
}

/// The essay called `wanted` among files with their texts.
pub fn called<'a>(essays: &'a [(String, String)], wanted: &str) -> Option<&'a (String, String)> {
    essays.iter().find(|(file, _)| name(file) == wanted)
}

/// Calls `see` with every piece of a block, in order.
fn each_piece<'a>(block: &'a Block, see: &mut dyn FnMut(&'a Piece)) {
    match block {
        Block::Heading(_, pieces) | Block::Paragraph(pieces) => pieces.iter().for_each(see),
        Block::Quotation(blocks) => blocks.iter().for_each(|block| each_piece(block, see)),
        Block::List(_, entries) => entries
            .iter()
            .flatten()
            .for_each(|block| each_piece(block, see)),
        Block::Verbatim(_) | Block::Rule => {}
    }
}

/// The words of pieces, without marks.
pub(crate) fn plain(pieces: &[Piece]) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Words(words) => words.text.as_str(),
        Piece::Break => " ",
        _ => "",
    });
    let all: String = words.collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}
