//! PDF, read by the places of its letters and not by the order in which the file draws them.
//!
//! `glyphs` runs the content of a page, `chunks` and `columns` put the letters in reading order, `lines` writes them out
//! with spaces and raised digits; `margins` keeps apart what stands beside the text. Where each line stands is told to `divide` as [`Shapes`].
//!
//! The syntax of the format (objects, broken tables of them, filters, decryption), its fonts and its character maps are
//! those of the hayro crates: pure Rust, a release this month, findings of fuzzers answered, the predefined maps of
//! Chinese, Japanese and Korean built in. The text machine is ours, since reading order, raised digits and drawn rules
//! need every letter's place. Words of the text found again over the 42 trial PDFs of `corpus/pdf/make.py`: this opener
//! 99.5 %, pdftotext 97.0, pdf_oxide 96.9, pdf-extract 96.6, lopdf 93.3 (the last three give lines without places, or
//! panic by their own reports on fonts without a map to Unicode); the bindings of MuPDF and PDFium bring C.

mod bounds;
mod chunks;
mod columns;
mod faces;
mod glyphs;
mod lines;
mod margins;
mod page_labels;

use super::told::{LineShape, RuleShape, Shapes, Told};
use super::{LARGEST_TEXT, OpenFailure, Opened, Opener};
use bounds::Budget;
use glyphs::{Faces, Shown, shown};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kaozheng_text::{Diagnostic, Noted, Original, Page, Place, Span};
use lines::{PrintedLine, lines_of, lost_letters};
use margins::TextBlocks;
use std::ops::Range;
use std::sync::Arc;

/// PDF.
pub const OPENER: Opener = Opener {
    name: "PDF",
    endings: &["pdf"],
    sniff,
    open,
};

/// How far into a file its first line may stand: some mailers and servers put lines of their own before it.
const HEAD: usize = 1024;

fn sniff(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.windows(5).any(|window| window == b"%PDF-")
}

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let pdf = load(&original.bytes)?;
    let mut sheets = Sheets::default();
    let mut budget = Budget::for_file(original.bytes.len());
    let mut faces = Faces::default();
    let mut blocks = TextBlocks::default();
    for page in pdf.pages().iter() {
        let mut shown = shown(page, &mut faces, &mut budget);
        let lines = lines_of(&mut shown, &mut blocks);
        sheets.add(&lines, &shown)?;
    }
    if sheets.pages.is_empty() {
        return Err(damaged("it holds no page that can be found"));
    }
    Ok(sheets.bind(original, &pdf))
}

fn damaged(why: &'static str) -> OpenFailure {
    OpenFailure::Damaged {
        why: why.to_owned(),
    }
}

fn load(bytes: &[u8]) -> Result<Pdf, OpenFailure> {
    if bounds::holds_a_bomb(bytes) {
        return Err(damaged(
            "a stream in it unpacks to hundreds of megabytes, far more than a text holds",
        ));
    }
    Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => OpenFailure::Locked,
        LoadPdfError::Decryption(_) => damaged(
            "it is encrypted in a way that cannot be undone without the program that made it",
        ),
        LoadPdfError::Invalid => damaged("its table of contents and its pages cannot be found"),
    })
}

/// Why a page cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// A picture covers it, and there is no text.
    Picture,
    /// Its letters are drawn as curves.
    Curves,
    /// Its fonts do not say which letters they show.
    Lost,
    /// It holds more than is read, or is damaged.
    CutShort,
}

impl Gap {
    fn of(lines: &[PrintedLine], shown: &Shown) -> Option<Gap> {
        let (lost, letters) = lost_letters(lines);
        match letters {
            _ if shown.cut_short => Some(Gap::CutShort),
            0..=2 if shown.picture > 0.4 => Some(Gap::Picture),
            0..=2 if shown.curves > 400 => Some(Gap::Curves),
            0 => None,
            _ => (lost * 2 > letters).then_some(Gap::Lost),
        }
    }

    fn says(self) -> (&'static str, &'static str) {
        match self {
            Gap::Picture => (
                "a picture without text",
                "a scan has to be read by a program for character recognition: install Tesseract (Debian and Ubuntu: tesseract-ocr, and a language such as tesseract-ocr-kor), then read it again",
            ),
            Gap::Curves => (
                "drawn as curves, without letters",
                "print it to pictures and have those read by a program for character recognition",
            ),
            Gap::Lost => (
                "set in fonts that hide which letters they show",
                "print it to pictures and have those read by a program for character recognition",
            ),
            Gap::CutShort => (
                "damaged, or holds more than a page can",
                "look at this page of the original; what is missing is not in the text",
            ),
        }
    }
}

/// The pages as they are read, one after the other.
#[derive(Debug, Default)]
struct Sheets {
    raw: String,
    pages: Vec<Page>,
    shapes: Shapes,
    gaps: Vec<(usize, Gap)>,
}

impl Sheets {
    fn add(&mut self, lines: &[PrintedLine], shown: &Shown) -> Result<(), OpenFailure> {
        if !self.pages.is_empty() {
            self.raw.push('\u{c}');
        }
        let start = self.raw.len();
        for line in lines {
            self.add_line(line);
        }
        let page = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        let mut rules = shown.rules.clone();
        rules.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
        self.shapes.rules.extend(rules.iter().map(|rule| RuleShape {
            page,
            left: rule.left,
            right: rule.right,
            base: rule.y,
        }));
        if let Some(gap) = Gap::of(lines, shown) {
            self.gaps.push((self.pages.len(), gap));
        }
        self.pages.push(Page {
            label: None,
            span: Span::new(start, self.raw.len()),
        });
        if self.raw.len() > LARGEST_TEXT {
            return Err(OpenFailure::TooLarge {
                bytes: self.raw.len(),
            });
        }
        Ok(())
    }

    fn add_line(&mut self, line: &PrintedLine) {
        let start = self.raw.len();
        self.raw.push_str(&line.text);
        let stretch = |run: &Range<usize>| Span::new(start + run.start, start + run.end);
        self.shapes.raised.extend(line.raised.iter().map(stretch));
        self.shapes.lines.push(LineShape {
            span: Span::new(start, self.raw.len()),
            left: line.left,
            right: line.right,
            base: line.base,
            size: line.size,
            column: line.column,
            bold: line.bold,
            aside: line.aside,
            beside: line.beside,
        });
        self.raw.push('\n');
    }

    fn bind(mut self, original: &Original, pdf: &Pdf) -> Noted<Opened> {
        let labels = page_labels::labels_of(pdf, self.pages.len());
        for (page, label) in self.pages.iter_mut().zip(labels) {
            page.label = label;
        }
        let notes = self.notes(original);
        let opened = Opened {
            name: original.name.clone(),
            hash: original.hash,
            format: OPENER.name,
            raw: self.raw,
            pages: self.pages,
            told: Told::Shapes(self.shapes),
        };
        Noted {
            value: opened,
            notes,
        }
    }

    /// One note for each run of pages that cannot be read for the same reason.
    fn notes(&self, original: &Original) -> Vec<Diagnostic> {
        let mut runs: Vec<(usize, usize, Gap)> = Vec::new();
        for &(page, gap) in &self.gaps {
            match runs
                .last_mut()
                .filter(|run| run.1 + 1 == page && run.2 == gap)
            {
                Some(run) => run.1 = page,
                None => runs.push((page, page, gap)),
            }
        }
        runs.into_iter()
            .map(|(first, last, gap)| self.note(original, first, last, gap))
            .collect()
    }

    fn note(&self, original: &Original, first: usize, last: usize, gap: Gap) -> Diagnostic {
        let (what, help) = gap.says();
        let message = if first == last {
            format!("page {} of the file is {what}", first + 1)
        } else {
            let what = what.replace("a picture", "pictures");
            format!("pages {} to {} of the file are {what}", first + 1, last + 1)
        };
        let (from, to) = (self.pages[first].span.start, self.pages[last].span.end);
        let place = Place {
            file: original.name.as_str().into(),
            span: Span::new(from as usize, to as usize),
        };
        Diagnostic::warning("page-unreadable", message)
            .at(place)
            .help(help)
    }
}

#[cfg(test)]
mod tests;
