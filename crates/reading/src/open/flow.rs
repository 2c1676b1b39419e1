//! Writing the raw text of an original while its markup is walked: blocks, notes with their marks, pages.
//!
//! Notes and furniture that stand in the midst of a paragraph are written behind it, so that no block is cut in two;
//! each stretch keeps the page it stood on. White space runs are one space, italics are kept between asterisks, as
//! Markdown has them.

use super::told::{MarkedBlock, MarkedMark, Markup, Told};
use super::{LARGEST_TEXT, OpenFailure, Opened};
use kaozheng_text::{Original, Page, Part, Span};

/// What the text that comes next is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mood {
    pub(super) part: Part,
    /// BCP 47 tag; empty when the markup gives none.
    pub(super) lang: String,
    /// The markup that says so.
    pub(super) because: &'static str,
}

/// A text that is being written.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// The text itself, and above it the notes that are being written.
    sheets: Vec<Sheet>,
    moods: Vec<Mood>,
    labels: Vec<Option<String>>,
    page: Option<usize>,
    notes: usize,
    italic: bool,
    /// Marks that wait for the next block.
    early: Vec<MarkedMark>,
    letters: usize,
    /// Words that open the next block: the label of a list's entry.
    lead: Option<String>,
}

#[derive(Debug, Default)]
struct Sheet {
    raw: String,
    blocks: Vec<MarkedBlock>,
    marks: Vec<MarkedMark>,
    /// Where a page begins, and its place among the labels.
    turns: Vec<(usize, usize)>,
    /// Notes and furniture to be written behind the open block.
    waiting: Vec<Sheet>,
    /// Start of the open block.
    open: Option<usize>,
    gap: Gap,
    /// An asterisk stands open.
    slanted: bool,
    note: Option<OwnNote>,
    /// Letters that belong to no block.
    loose: bool,
    /// The sign that may stand once more before the words of a note.
    label: Option<String>,
}

#[derive(Clone, Debug)]
struct OwnNote {
    id: usize,
    number: Option<String>,
    because: &'static str,
    lang: String,
}

/// White space that is written before the next letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

impl Flow {
    pub(super) fn new() -> Flow {
        Flow {
            sheets: vec![Sheet::default()],
            ..Flow::default()
        }
    }

    /// Ends the open block; what follows is of this mood until [`Flow::leave`].
    pub(super) fn enter(&mut self, mood: Mood) {
        self.cut();
        self.moods.push(mood);
    }

    /// Ends the open block and goes back to the mood before.
    pub(super) fn leave(&mut self) {
        self.cut();
        self.moods.pop();
    }

    /// The part that text written now would be of.
    pub(super) fn part(&self) -> Part {
        match self.top().note {
            Some(_) => Part::Note,
            None => self.moods.last().map_or(Part::Body, |mood| mood.part),
        }
    }

    /// Words that open the next block.
    pub(super) fn lead(&mut self, words: &str) {
        self.lead = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
    }

    /// Writes such words where nothing follows them.
    pub(super) fn flush_lead(&mut self) {
        if let Some(lead) = self.lead.take() {
            self.text(&lead);
        }
    }

    /// How many blocks, open or closed, stand in the text.
    pub(super) fn blocks(&self) -> usize {
        let sheet = self.top();
        sheet.blocks.len() + usize::from(sheet.open.is_some())
    }

    /// What follows is in italics, or no longer.
    pub(super) fn set_italic(&mut self, italic: bool) -> bool {
        std::mem::replace(&mut self.italic, italic)
    }

    /// Writes text; runs of white space become one space.
    pub(super) fn text(&mut self, text: &str) {
        for word in text.split_inclusive(is_space) {
            let bare = word.trim_end_matches(is_space);
            if !bare.is_empty() {
                self.word(bare);
            }
            if bare.len() < word.len() {
                self.space();
            }
        }
    }

    /// A space, unless white space stands there.
    pub(super) fn space(&mut self) {
        let sheet = self.top_mut();
        if sheet.gap == Gap::None {
            sheet.gap = Gap::Space;
        }
    }

    /// A line end inside a block.
    pub(super) fn line(&mut self) {
        self.top_mut().gap = Gap::Line;
    }

    /// Takes back white space that was to come, and a hyphen, where a word goes on over a line end.
    pub(super) fn join(&mut self) {
        let sheet = self.top_mut();
        sheet.gap = Gap::None;
        let begun = sheet.open.is_some_and(|start| sheet.raw.len() > start + 1);
        let marked = sheet
            .marks
            .last()
            .is_some_and(|m| m.span.end as usize == sheet.raw.len());
        if begun && !marked && sheet.raw.ends_with(['-', '‐', '¬']) {
            sheet.raw.pop();
        }
    }

    /// Ends the open block and writes what waits behind it.
    pub(super) fn cut(&mut self) {
        let sheet = self.top_mut();
        if sheet.slanted {
            sheet.raw.push('*');
            sheet.slanted = false;
        }
        sheet.gap = Gap::None;
        if let Some(start) = sheet.open.take() {
            let end = sheet.raw.len();
            let called = sheet
                .marks
                .last()
                .is_some_and(|mark| mark.span.start as usize >= start);
            if end > start || called {
                if let Some(block) = sheet.blocks.last_mut() {
                    block.span = Span::new(start, end);
                }
            } else {
                sheet.blocks.pop();
            }
        }
        for waiting in std::mem::take(&mut sheet.waiting) {
            sheet.append(waiting);
        }
    }

    /// A mark where the text stands now; `note` as [`Flow::open_note`] gave it.
    pub(super) fn mark(&mut self, number: &str, note: Option<usize>) {
        self.open_block();
        let italic = self.italic;
        let sheet = self.top_mut();
        if sheet.slanted && !italic {
            sheet.raw.push('*');
            sheet.slanted = false;
        }
        let at = Span::at(sheet.raw.len());
        sheet.marks.push(mark_at(at, number, note));
    }

    /// A mark behind the last block of the text; before the next one where `from` blocks stand and no more.
    pub(super) fn mark_behind(&mut self, number: &str, note: Option<usize>, from: usize) {
        if self.top().open.is_some() {
            return self.mark(number, note);
        }
        let sheet = self.top_mut();
        let late = &sheet.blocks[from.min(sheet.blocks.len())..];
        match late.iter().rfind(|block| block.part != Part::Note) {
            Some(block) => {
                let at = Span::at(block.span.end as usize);
                sheet.marks.push(mark_at(at, number, note));
            }
            None => self.early.push(mark_at(Span::at(0), number, note)),
        }
    }

    /// A fresh number for a note.
    pub(super) fn new_note(&mut self) -> usize {
        self.notes += 1;
        self.notes - 1
    }

    /// What follows is the text of a note, until [`Flow::close_note`].
    pub(super) fn open_note(
        &mut self,
        id: usize,
        number: Option<&str>,
        lang: &str,
        because: &'static str,
    ) {
        self.sheets.push(Sheet {
            note: Some(OwnNote {
                id,
                number: number.map(str::to_owned),
                because,
                lang: lang.to_owned(),
            }),
            ..Sheet::default()
        });
    }

    /// What follows is text beside the text, until [`Flow::close_note`].
    pub(super) fn open_aside(&mut self) {
        self.sheets.push(Sheet::default());
    }

    /// The first words of the open note only repeat its sign, where they are that sign.
    pub(super) fn without_label(&mut self, sign: &str) {
        self.top_mut().label = Some(sign.to_owned());
    }

    /// Ends a note. Returns whether it had words.
    pub(super) fn close_note(&mut self) -> bool {
        self.cut();
        let Some(sheet) = self.sheets.pop() else {
            return false;
        };
        let words = !sheet.blocks.is_empty();
        self.set_aside(sheet);
        words
    }

    /// Letters that are kept outside of the text: running heads, page numbers.
    pub(super) fn furniture(&mut self, text: &str) {
        let words: Vec<&str> = text.split(is_space).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return;
        }
        let mut sheet = Sheet {
            raw: words.join(" "),
            loose: true,
            ..Sheet::default()
        };
        sheet.turns.extend(self.page.map(|page| (0, page)));
        self.set_aside(sheet);
    }

    /// What follows stands on the page with this label.
    pub(super) fn turn_page(&mut self, label: Option<String>) {
        self.labels.push(label);
        self.page = Some(self.labels.len() - 1);
    }

    /// The opened text.
    pub(super) fn finish(
        mut self,
        original: &Original,
        format: &'static str,
    ) -> Result<Opened, OpenFailure> {
        while self.sheets.len() > 1 {
            self.close_note();
        }
        self.cut();
        if !self.early.is_empty() {
            self.open_block();
            self.cut();
        }
        if self.letters > LARGEST_TEXT {
            return Err(OpenFailure::TooLarge {
                bytes: self.letters,
            });
        }
        let mut sheet = self.sheets.pop().unwrap_or_default();
        if sheet.raw.trim().is_empty() {
            return Err(OpenFailure::Empty);
        }
        sheet.marks.sort_by_key(|mark| mark.span);
        Ok(Opened {
            name: original.name.clone(),
            hash: original.hash,
            format,
            pages: pages(&sheet, &self.labels),
            raw: sheet.raw,
            told: Told::Markup(Markup {
                blocks: sheet.blocks,
                marks: sheet.marks,
            }),
        })
    }

    /// The opened text as letters alone, for `divide` to read.
    pub(super) fn finish_as_letters(
        self,
        original: &Original,
        format: &'static str,
    ) -> Result<Opened, OpenFailure> {
        let opened = self.finish(original, format)?;
        Ok(Opened {
            told: Told::Nothing,
            ..opened
        })
    }

    fn top(&self) -> &Sheet {
        self.sheets.last().expect("the text itself is never closed")
    }

    fn top_mut(&mut self) -> &mut Sheet {
        self.sheets
            .last_mut()
            .expect("the text itself is never closed")
    }

    fn set_aside(&mut self, sheet: Sheet) {
        let below = self.top_mut();
        if below.open.is_some() {
            below.waiting.push(sheet);
        } else {
            below.append(sheet);
        }
    }

    fn word(&mut self, word: &str) {
        self.letters += word.len() + 1;
        if self.letters > LARGEST_TEXT {
            return;
        }
        let word = match self.top_mut().label.take() {
            Some(label) => without_sign(word, &label),
            None => word,
        };
        if word.is_empty() {
            return;
        }
        self.open_block();
        if let Some(lead) = self.lead.take() {
            self.text(&lead);
            self.space();
        }
        let page = self.page;
        let italic = self.italic && keeps_italics(self.part());
        let sheet = self.top_mut();
        if sheet.slanted && !italic {
            sheet.raw.push('*');
            sheet.slanted = false;
        }
        let begun = sheet.open.is_some_and(|start| sheet.raw.len() > start);
        match std::mem::take(&mut sheet.gap) {
            Gap::Space if begun => sheet.raw.push(' '),
            Gap::Line if begun => sheet.raw.push('\n'),
            _ => {}
        }
        sheet.turn(page);
        if italic && !sheet.slanted {
            sheet.raw.push('*');
            sheet.slanted = true;
        }
        sheet.raw.push_str(word);
    }

    fn open_block(&mut self) {
        if self.top().open.is_some() {
            return;
        }
        let mood = self.moods.last().cloned();
        let page = self.page;
        let early = match self.top().note {
            Some(_) => Vec::new(),
            None => std::mem::take(&mut self.early),
        };
        let sheet = self.top_mut();
        sheet.part_from_before();
        sheet.turn(page);
        let (part, lang, because, note) = match (&sheet.note, mood) {
            (Some(note), _) => (Part::Note, note.lang.clone(), note.because, Some(note.id)),
            (None, Some(mood)) => (mood.part, mood.lang, mood.because, None),
            (None, None) => (Part::Body, String::new(), "text of the file", None),
        };
        let number = sheet.note.as_ref().and_then(|note| note.number.clone());
        if let Some(number) = number.as_ref().filter(|_| sheet.blocks.is_empty()) {
            sheet.raw.push_str(number);
            sheet.raw.push(' ');
        }
        let start = sheet.raw.len();
        sheet.gap = Gap::None;
        sheet.open = Some(start);
        sheet.blocks.push(MarkedBlock {
            span: Span::at(start),
            part,
            lang,
            note,
            number,
            because,
        });
        let at = Span::at(start);
        sheet.marks.extend(
            early
                .into_iter()
                .map(|mark| MarkedMark { span: at, ..mark }),
        );
    }
}

impl Sheet {
    fn turn(&mut self, page: Option<usize>) {
        let Some(page) = page else { return };
        if self.turns.last().is_none_or(|(_, last)| *last != page) {
            self.turns.push((self.raw.len(), page));
        }
    }

    fn part_from_before(&mut self) {
        if !self.raw.is_empty() {
            self.raw.push_str("\n\n");
        }
    }

    fn append(&mut self, other: Sheet) {
        if other.blocks.is_empty() && !other.loose {
            return;
        }
        self.part_from_before();
        let base = self.raw.len();
        let shift = |span: Span| Span::new(base + span.start as usize, base + span.end as usize);
        self.raw.push_str(&other.raw);
        self.blocks
            .extend(other.blocks.into_iter().map(|block| MarkedBlock {
                span: shift(block.span),
                ..block
            }));
        self.marks
            .extend(other.marks.into_iter().map(|mark| MarkedMark {
                span: shift(mark.span),
                ..mark
            }));
        let turns = other.turns.into_iter().map(|(at, page)| (base + at, page));
        self.turns.extend(turns);
    }
}

/// A word without the sign before it; digits are only a sign when they stand alone.
fn without_sign<'a>(word: &'a str, sign: &str) -> &'a str {
    match word.strip_prefix(sign) {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => rest,
        Some(rest) if !sign.contains(char::is_alphanumeric) => rest,
        _ => word,
    }
}

/// The pages: from each turn to the next.
fn pages(sheet: &Sheet, labels: &[Option<String>]) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let end = sheet.raw.len();
    let starts = sheet.turns.iter().map(|(at, _)| *at);
    let ends = starts.skip(1).chain([end]);
    for (&(start, label), end) in sheet.turns.iter().zip(ends) {
        if pages.is_empty() && start > 0 {
            pages.push(Page {
                label: None,
                span: Span::new(0, start),
            });
        }
        pages.push(Page {
            label: labels[label].clone(),
            span: Span::new(start, end),
        });
    }
    if pages.is_empty() {
        pages.push(Page {
            label: None,
            span: Span::new(0, end),
        });
    }
    pages
}

fn mark_at(span: Span, number: &str, note: Option<usize>) -> MarkedMark {
    MarkedMark {
        span,
        number: number.to_owned(),
        note,
    }
}

/// Italics of headings and signatures are make-up; in running text they tell titles and foreign words.
fn keeps_italics(part: Part) -> bool {
    matches!(part, Part::Body | Part::Note | Part::List | Part::Abstract)
}

/// White space that may be made one space; no-break spaces among it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
