//! How a document was read: what each passage was taken for and why, where each mark leads, what was set aside, and
//! what could not be bound.

use kaozheng_reading::align::Pair;
use kaozheng_text::{Document, LineIndex, Mark, Part, Passage};
use serde::Serialize;
use std::collections::BTreeSet;

/// One document, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExplainedView {
    /// Name of the original.
    pub name: String,
    /// Its pages.
    pub pages: usize,
    /// Its passages in reading order, without furniture.
    pub passages: Vec<ExplainedPassage>,
    /// What was set aside as no part of the text.
    pub set_aside: Vec<SetAside>,
    /// Marks without note and notes without mark.
    pub unbound: Vec<Unbound>,
    /// Passages that say the same in two languages.
    pub aligned: Vec<AlignedPair>,
}

/// One passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExplainedPassage {
    /// What it was taken for ("body", "note").
    pub part: &'static str,
    /// For a note: its number as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its language; empty when it cannot be told.
    pub lang: String,
    /// The label of the page it begins on, or its count in brackets where no label is known;
    /// empty when the whole is one page.
    pub page: String,
    /// The line of the raw text it begins on, from 1.
    pub line: usize,
    /// First code point in the clean text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Why it was read so.
    pub because: String,
    /// Its clean text.
    pub text: String,
    /// Its marks; of these only the ones asked for.
    pub marks: Vec<ExplainedMark>,
}

/// One note mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExplainedMark {
    /// As printed.
    pub number: String,
    /// Code point of the clean text that it stands before.
    pub at: usize,
    /// The words before it.
    pub after: String,
    /// The text of the note it leads to; `null` when it leads to none.
    pub note: Option<String>,
}

/// A running head, page number or watermark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// Its page.
    pub page: String,
    /// Its line in the raw text.
    pub line: usize,
    /// Its letters.
    pub text: String,
    /// Why it is no part of the text.
    pub because: String,
}

/// A mark or note without its partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unbound {
    /// "mark" or "note".
    pub what: &'static str,
    /// Its number as printed.
    pub number: String,
    /// Its page.
    pub page: String,
    /// Its line in the raw text.
    pub line: usize,
    /// For a mark the words before it, for a note its text.
    pub words: String,
}

/// Two passages that say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlignedPair {
    /// The text of the first.
    pub one: String,
    /// The text of the other.
    pub other: String,
    /// Why they go together.
    pub because: String,
}

/// Which part of a document is asked for; everything when both are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// A page, by its label or its count.
    pub page: Option<String>,
    /// A note, by its number as printed.
    pub note: Option<String>,
}

/// Words kept before a mark.
const WORDS_BEFORE: usize = 6;

/// Explains `document`; of passages, furniture and unbound marks those that are asked for.
pub fn explained(document: &Document, pairs: &[Pair], asked: &Asked) -> ExplainedView {
    let eye = Eye {
        document,
        raw_lines: LineIndex::new(&document.raw),
        clean_lines: LineIndex::new(&document.text),
        asked,
    };
    let all = || (0..document.passages.len()).filter(|at| eye.is_asked(*at));
    let furniture = |at: &usize| document.passages[*at].part == Part::Furniture;
    ExplainedView {
        name: document.name.clone(),
        pages: document.pages.len(),
        passages: all()
            .filter(|at| !furniture(at))
            .map(|at| eye.passage(at))
            .collect(),
        set_aside: all()
            .filter(furniture)
            .map(|at| eye.set_aside(at))
            .collect(),
        unbound: eye.unbound(),
        aligned: pairs.iter().map(|pair| eye.pair(pair)).collect(),
    }
}

struct Eye<'a> {
    document: &'a Document,
    raw_lines: LineIndex,
    clean_lines: LineIndex,
    asked: &'a Asked,
}

impl Eye<'_> {
    /// A passage is asked for when some of it stands on the page, and when it is the note or calls it.
    fn is_asked(&self, at: usize) -> bool {
        let passage = &self.document.passages[at];
        let on_page = self.asked.page.as_ref().is_none_or(|asked| {
            let pages: BTreeSet<usize> = passage
                .pieces
                .iter()
                .filter_map(|p| self.page_of(p.raw.start))
                .collect();
            pages.iter().any(|page| {
                let label = self.document.pages[*page].label.as_deref();
                label.map_or_else(
                    || asked.trim_matches(['[', ']']) == (page + 1).to_string(),
                    |label| label == asked,
                )
            })
        });
        let of_note = self.asked.note.as_ref().is_none_or(|asked| {
            let is_note = passage.part == Part::Note && passage.number.as_ref() == Some(asked);
            is_note || passage.marks.iter().any(|mark| mark.number == *asked)
        });
        on_page && of_note
    }

    fn page_of(&self, raw: u32) -> Option<usize> {
        let pages = &self.document.pages;
        pages
            .partition_point(|page| page.span.start <= raw)
            .checked_sub(1)
    }

    fn page_label(&self, raw: u32) -> String {
        self.page_of(raw).map_or(String::new(), |page| {
            let label = self.document.pages[page].label.clone();
            label.unwrap_or_else(|| match self.document.pages.len() {
                1 => String::new(),
                _ => format!("[{}]", page + 1),
            })
        })
    }

    /// Page and line on which a passage begins.
    fn place(&self, passage: &Passage) -> (String, usize) {
        let raw = passage.pieces.first().map_or(0, |piece| piece.raw.start);
        (
            self.page_label(raw),
            self.raw_lines.place(&self.document.raw, raw as usize).line,
        )
    }

    fn code_point(&self, at: u32) -> usize {
        self.clean_lines
            .place(&self.document.text, at as usize)
            .code_point
    }

    fn passage(&self, at: usize) -> ExplainedPassage {
        let passage = &self.document.passages[at];
        let (page, line) = self.place(passage);
        ExplainedPassage {
            part: passage.part.word(),
            number: passage.number.clone(),
            lang: passage.lang.clone(),
            page,
            line,
            start: self.code_point(passage.span.start),
            end: self.code_point(passage.span.end),
            because: passage.because.clone(),
            text: self.document.text_of(passage).to_owned(),
            marks: passage
                .marks
                .iter()
                .filter(|mark| {
                    self.asked
                        .note
                        .as_ref()
                        .is_none_or(|asked| mark.number == *asked)
                })
                .map(|mark| self.mark(passage, mark))
                .collect(),
        }
    }

    fn mark(&self, passage: &Passage, mark: &Mark) -> ExplainedMark {
        let note = mark.note.map(|note| &self.document.passages[note]);
        ExplainedMark {
            number: mark.number.clone(),
            at: self.code_point(mark.at),
            after: self.words_before(passage, mark),
            note: note.map(|note| self.document.text_of(note).to_owned()),
        }
    }

    fn words_before(&self, passage: &Passage, mark: &Mark) -> String {
        let before = &self.document.text[passage.span.start as usize..mark.at as usize];
        let words: Vec<&str> = before.split_whitespace().collect();
        words[words.len().saturating_sub(WORDS_BEFORE)..].join(" ")
    }

    fn set_aside(&self, at: usize) -> SetAside {
        let passage = &self.document.passages[at];
        let (page, line) = self.place(passage);
        SetAside {
            page,
            line,
            text: self.document.raw_of(passage).trim().to_owned(),
            because: passage.because.clone(),
        }
    }

    fn unbound(&self) -> Vec<Unbound> {
        let passages = &self.document.passages;
        let called: BTreeSet<usize> = passages
            .iter()
            .flat_map(|p| &p.marks)
            .filter_map(|mark| mark.note)
            .collect();
        let mut out = Vec::new();
        for at in (0..passages.len()).filter(|at| self.is_asked(*at)) {
            let passage = &passages[at];
            out.extend(
                passage
                    .marks
                    .iter()
                    .filter(|mark| mark.note.is_none())
                    .map(|mark| self.unbound_mark(passage, mark)),
            );
            if passage.part == Part::Note && !called.contains(&at) {
                let (page, line) = self.place(passage);
                out.push(Unbound {
                    what: "note",
                    number: passage.number.clone().unwrap_or_default(),
                    page,
                    line,
                    words: self.document.text_of(passage).to_owned(),
                });
            }
        }
        out
    }

    fn unbound_mark(&self, passage: &Passage, mark: &Mark) -> Unbound {
        let before = mark.at.saturating_sub(1).max(passage.span.start) as usize;
        let first = passage
            .pieces
            .first()
            .map_or(0, |piece| piece.raw.start as usize);
        let raw = self.document.raw_at(before).unwrap_or(first);
        Unbound {
            what: "mark",
            number: mark.number.clone(),
            page: self.page_label(u32::try_from(raw).expect("texts are under 4 GiB")),
            line: self.raw_lines.place(&self.document.raw, raw).line,
            words: self.words_before(passage, mark),
        }
    }

    fn pair(&self, pair: &Pair) -> AlignedPair {
        let text = |at: usize| {
            self.document
                .text_of(&self.document.passages[at])
                .to_owned()
        };
        AlignedPair {
            one: text(pair.one),
            other: text(pair.other),
            because: pair.because.clone(),
        }
    }
}
