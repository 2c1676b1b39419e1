//! Laying an essay out: citations of cards become numbered notes, printed in a style, and a bibliography.

use super::citing::Cards;
use super::{Block, CardCite, Essay, Piece, Terms, Words};
use crate::bibliography::cite::Style;
use crate::bibliography::notes::Run;
use kaozheng_text::Span;
use std::collections::BTreeMap;

/// An essay with its notes numbered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// The blocks; where cards or a note were cited stands a mark.
    pub blocks: Vec<Block>,
    /// The notes, in the order of their marks; the first has the number 1.
    pub notes: Vec<Note>,
    /// The works that the notes cite, in the order of the style.
    pub bibliography: Vec<Vec<Run>>,
}

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The cards that are cited in it.
    pub cites: Vec<CardCite>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it is cited in the text of the essay, when it is made from cards.
    pub span: Option<Span>,
    /// Every citation in it as it is printed, with its place in the text of the essay.
    pub cited: Vec<(Span, Vec<Run>)>,
}

impl Laid {
    /// Lays an essay out in a style.
    ///
    /// Cards that are cited side by side make one note; the mark stands after the punctuation that follows them.
    pub fn out(essay: &Essay, cards: Cards<'_>, style: &Style, terms: Terms) -> Laid {
        let mut laid = Laid::numbered(essay);
        super::noting::print(&mut laid, cards, style, terms);
        laid
    }

    /// The same without the words of the citations: enough to say what is supported.
    pub fn numbered(essay: &Essay) -> Laid {
        let mut work = Numbering {
            own: essay
                .notes
                .iter()
                .map(|(label, blocks)| (label.as_str(), blocks))
                .collect(),
            numbered: BTreeMap::new(),
            notes: Vec::new(),
        };
        let blocks = work.blocks(&essay.blocks);
        Laid {
            blocks,
            notes: work.notes,
            bibliography: Vec::new(),
        }
    }
}

impl From<Run> for Words {
    fn from(run: Run) -> Words {
        Words {
            text: run.text,
            italic: run.italic,
            bold: run.bold,
            small_capitals: run.small_capitals,
            raised: run.raised,
            ..Words::default()
        }
    }
}

/// Numbers the notes of an essay.
struct Numbering<'a> {
    own: BTreeMap<&'a str, &'a Vec<Block>>,
    numbered: BTreeMap<&'a str, usize>,
    notes: Vec<Note>,
}

impl<'a> Numbering<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &'a Block) -> Block {
        match block {
            Block::Heading(level, pieces) => Block::Heading(*level, self.pieces(pieces)),
            Block::Paragraph(pieces) => Block::Paragraph(self.pieces(pieces)),
            Block::Quotation(blocks) => Block::Quotation(self.blocks(blocks)),
            Block::List(first, entries) => Block::List(
                *first,
                entries.iter().map(|entry| self.blocks(entry)).collect(),
            ),
            other => other.clone(),
        }
    }

    fn pieces(&mut self, pieces: &'a [Piece]) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            match &pieces[at] {
                Piece::Cards(..) => at = self.cards(pieces, at, &mut out),
                Piece::Label(label) => {
                    let mark = self.label(label);
                    out.push(mark);
                    at += 1;
                }
                other => {
                    out.push(other.clone());
                    at += 1;
                }
            }
        }
        out.retain(|piece| !matches!(piece, Piece::Words(words) if words.text.is_empty()));
        out
    }

    /// Takes the cards that are cited side by side from `at` on as one note; gives the place after them.
    fn cards(&mut self, pieces: &'a [Piece], mut at: usize, out: &mut Vec<Piece>) -> usize {
        let mut cites: Vec<CardCite> = Vec::new();
        let mut whole: Option<Span> = None;
        while let Some(Piece::Cards(own, span)) = pieces.get(at) {
            let same = |a: &CardCite, b: &CardCite| (&a.id, &a.locator) == (&b.id, &b.locator);
            for cite in own {
                if !cites.iter().any(|other| same(other, cite)) {
                    cites.push(cite.clone());
                }
            }
            whole = Some(whole.map_or(*span, |whole| whole.cover(*span)));
            let is_space = |piece: &Piece| matches!(piece, Piece::Words(words) if words.text.trim().is_empty());
            let spaced = pieces.get(at + 1).is_some_and(is_space);
            at += 1;
            if spaced && matches!(pieces.get(at + 1), Some(Piece::Cards(..))) {
                at += 1;
            }
        }
        if let Some(Piece::Words(before)) = out.last_mut() {
            before.text.truncate(before.text.trim_end().len());
        }
        let span = whole.unwrap_or_default();
        let mark = self.note(cites, span);
        // The mark follows the punctuation that follows the citation.
        if let Some(Piece::Words(after)) = pieces.get(at) {
            let closing = closing(&after.text);
            let (stop, rest) = after.text.split_at(closing);
            if !stop.is_empty() {
                match out.last_mut() {
                    Some(Piece::Words(before)) if before.link.is_none() && !before.code => {
                        before.text.push_str(stop);
                    }
                    _ => out.push(Piece::Words(Words {
                        text: stop.to_owned(),
                        ..after.clone()
                    })),
                }
            }
            out.push(mark);
            out.push(Piece::Words(Words {
                text: rest.to_owned(),
                ..after.clone()
            }));
            return at + 1;
        }
        out.push(mark);
        at
    }

    fn note(&mut self, cites: Vec<CardCite>, span: Span) -> Piece {
        self.notes.push(Note {
            cites: cites.clone(),
            blocks: vec![Block::Paragraph(vec![Piece::Cards(cites, span)])],
            span: Some(span),
            cited: Vec::new(),
        });
        Piece::Mark(self.notes.len() - 1)
    }

    fn label(&mut self, label: &'a str) -> Piece {
        if let Some(&at) = self.numbered.get(label) {
            return Piece::Mark(at);
        }
        let Some(&blocks) = self.own.get(label) else {
            return Piece::Words(Words {
                text: format!("[^{label}]"),
                ..Words::default()
            });
        };
        let mut cited = Vec::new();
        for block in blocks {
            super::each_piece(block, &mut |piece| {
                if let Piece::Cards(cites, _) = piece {
                    cited.extend(cites.iter().cloned());
                }
            });
        }
        let at = self.notes.len();
        self.numbered.insert(label, at);
        self.notes.push(Note {
            cites: cited,
            blocks: blocks.clone(),
            span: None,
            cited: Vec::new(),
        });
        Piece::Mark(at)
    }
}

/// How many bytes at the beginning are punctuation that closes what stands before, with the quotation marks after it.
pub(super) fn closing(text: &str) -> usize {
    let stop = |c: char| ".,;:?!。，、；：？！".contains(c);
    let quote = |c: char| "”’\"'」』》".contains(c);
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let goes_on = stop(c) || (end > 0 && quote(c));
        if !goes_on {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests;
