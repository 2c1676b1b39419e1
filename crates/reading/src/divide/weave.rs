//! From strands to the document: clean text, pieces back to the raw text, marks lifted and bound.

use super::bind::{NoteSign, bind};
use super::buried::buried;
use super::hyphens::{Joint, Words};
use super::labels::LabelStyle;
use super::language;
use super::marks::MarkSign;
use super::strands::{Strand, Thread};
use crate::open::Opened;
use kaozheng_text::{Diagnostic, Document, Mark, Noted, Page, Part, Passage, Piece, Place, Span};

/// What `weave` puts together.
pub(super) struct Cloth<'a> {
    pub(super) opened: Opened,
    pub(super) pages: Vec<Page>,
    pub(super) strands: &'a [Strand],
    pub(super) parts: &'a [(Part, &'static str)],
    pub(super) words: &'a Words,
    /// Possible marks, in the order of the raw text.
    pub(super) marks: Vec<MarkSign>,
    /// The marks to lift with the strands of their notes, where these are known already.
    pub(super) bound: Option<Vec<(MarkSign, Option<usize>)>>,
}

/// Builds the document.
pub(super) fn weave(cloth: &Cloth<'_>) -> Noted<Document> {
    let lifted = match &cloth.bound {
        Some(bound) => bound.clone(),
        None => lifted(cloth),
    };
    let mut loom = Loom::new(cloth, &lifted);
    loom.run();
    let (document, mut notes) = loom.finish();
    notes.sort_by_key(|note| note.at.as_ref().map(|place| place.span));
    Noted {
        value: document,
        notes,
    }
}

/// The marks that lead to a note or can be nothing else, with the strands of their notes.
fn lifted(cloth: &Cloth<'_>) -> Vec<(MarkSign, Option<usize>)> {
    let notes = note_signs(cloth.strands);
    let note_strands: Vec<usize> = notes.iter().map(|(strand, _)| *strand).collect();
    let signs: Vec<NoteSign> = notes.into_iter().map(|(_, sign)| sign).collect();
    let text = text_segments(cloth);
    let refs = marks_of_text(cloth, &text);
    let bound = bind(&refs, &signs);
    let plain = refs
        .iter()
        .zip(&bound)
        .filter(|(mark, note)| note.is_some() || mark.form.is_plain() && mark.weight >= 0.9)
        .map(|(mark, note)| ((*mark).clone(), note.map(|n| note_strands[n])));
    let hidden = buried(&cloth.opened.raw, &text, &refs, &bound, &signs)
        .into_iter()
        .map(|(mark, note)| (mark, Some(note_strands[note])));
    let mut lifted: Vec<(MarkSign, Option<usize>)> = plain.chain(hidden).collect();
    lifted.sort_by_key(|(mark, note)| (mark.raw, note.is_none()));
    lifted
}

/// The stretches of running text, in order.
fn text_segments(cloth: &Cloth<'_>) -> Vec<Span> {
    let text = cloth.strands.iter().filter(|s| s.thread == Thread::Text);
    let mut segments: Vec<Span> = text.flat_map(|s| s.segments.iter().copied()).collect();
    segments.sort_unstable();
    segments
}

/// The marks that stand in running text; what was read as part of a note leads nowhere.
fn marks_of_text<'a>(cloth: &'a Cloth<'_>, segments: &[Span]) -> Vec<&'a MarkSign> {
    let inside = |mark: &&MarkSign| {
        let after = segments.partition_point(|s| s.start <= mark.raw.start);
        after
            .checked_sub(1)
            .is_some_and(|at| mark.raw.end <= segments[at].end)
    };
    cloth.marks.iter().filter(inside).collect()
}

/// The notes in order, those that stand together in one group.
fn note_signs(strands: &[Strand]) -> Vec<(usize, NoteSign)> {
    let mut signs = Vec::new();
    let mut group = 0;
    for (at, strand) in strands.iter().enumerate() {
        match &strand.thread {
            Thread::Note(label) => signs.push((
                at,
                NoteSign {
                    sign: label.sign.clone(),
                    at: strand.segments.first().map_or(0, |s| s.start as usize),
                    group,
                },
            )),
            Thread::Text => group = at,
            Thread::Furniture(_) => {}
        }
    }
    signs
}

struct Loom<'a> {
    cloth: &'a Cloth<'a>,
    lifted: &'a [(MarkSign, Option<usize>)],
    text: String,
    passages: Vec<Passage>,
    /// For each strand the passage it became.
    passage_of: Vec<Option<usize>>,
    /// Strand of the note for each mark, to be turned into passages at the end.
    notes: Vec<Diagnostic>,
    targets: Vec<(usize, usize, usize)>,
}

impl<'a> Loom<'a> {
    fn new(cloth: &'a Cloth<'a>, lifted: &'a [(MarkSign, Option<usize>)]) -> Loom<'a> {
        Loom {
            cloth,
            lifted,
            text: String::new(),
            passages: Vec::new(),
            passage_of: vec![None; cloth.strands.len()],
            notes: Vec::new(),
            targets: Vec::new(),
        }
    }

    fn run(&mut self) {
        let mut answered = vec![false; self.cloth.strands.len()];
        for strand in self.lifted.iter().filter_map(|(_, note)| *note) {
            answered[strand] = true;
        }
        for (at, strand) in self.cloth.strands.iter().enumerate() {
            match strand.thread {
                Thread::Text => {
                    let passage = self.emit(at);
                    for note in self.notes_of(passage) {
                        self.emit(note);
                    }
                }
                Thread::Note(_) if !answered[at] => {
                    self.emit(at);
                    self.unmarked(at);
                }
                Thread::Note(_) => {}
                Thread::Furniture(_) => {
                    self.emit(at);
                }
            }
        }
        for at in 0..self.cloth.strands.len() {
            if self.passage_of[at].is_none() {
                self.emit(at);
                self.unmarked(at);
            }
        }
        for (passage, mark, strand) in std::mem::take(&mut self.targets) {
            self.passages[passage].marks[mark].note = self.passage_of[strand];
        }
    }

    /// Strands of the notes that the marks of `passage` lead to and that are not written yet.
    fn notes_of(&self, passage: usize) -> Vec<usize> {
        let from = self.targets.partition_point(|(p, _, _)| *p < passage);
        let strands = self.targets[from..].iter().map(|(_, _, strand)| *strand);
        let mut out: Vec<usize> = Vec::new();
        for strand in strands.filter(|s| self.passage_of[*s].is_none()) {
            if !out.contains(&strand) {
                out.push(strand);
            }
        }
        out
    }

    fn emit(&mut self, at: usize) -> usize {
        let strand = &self.cloth.strands[at];
        let (part, why) = self.cloth.parts[at];
        let index = self.passages.len();
        self.passage_of[at] = Some(index);
        let mut passage = Passage {
            part,
            lang: String::new(),
            span: Span::at(self.text.len()),
            pieces: Vec::new(),
            marks: Vec::new(),
            number: None,
            because: reasons(why, strand),
        };
        if part == Part::Furniture {
            let at = u32::try_from(self.text.len()).expect("texts are under 4 GiB");
            passage.pieces = strand
                .segments
                .iter()
                .map(|&raw| Piece { at, raw })
                .collect();
            self.passages.push(passage);
            return index;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.spin(strand, &mut passage, index);
        passage.span = Span::new(start, self.text.len());
        passage.lang = language::of(passage.span.of(&self.text));
        if let Thread::Note(label) = &strand.thread {
            passage.number = (!label.is_unsigned()).then(|| label.sign.to_string());
        }
        self.passages.push(passage);
        index
    }

    /// Writes the lines of a strand to the clean text.
    fn spin(&mut self, strand: &Strand, passage: &mut Passage, index: usize) {
        let raw = &self.cloth.opened.raw;
        let is_note = matches!(strand.thread, Thread::Note(_));
        for (nth, &segment) in strand.segments.iter().enumerate() {
            let segment = if nth == 0 {
                without_heading_sign(segment, raw)
            } else {
                segment
            };
            let mut drop = 0;
            let mut joint = None;
            if let Some(next) = strand.segments.get(nth + 1) {
                let here = self.cloth.words.joint(segment.of(raw), next.of(raw));
                joint = Some(here);
                if here == Joint::Drop {
                    drop = segment
                        .of(raw)
                        .chars()
                        .next_back()
                        .map_or(0, char::len_utf8);
                }
            }
            if joint.is_none() && closes_itself(strand) && segment.of(raw).ends_with(']') {
                drop = 1;
            }
            let end = Span::new(segment.start as usize, segment.end as usize - drop);
            self.spin_line(end, passage, index, is_note);
            if joint == Some(Joint::Space) && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
        while self.text.ends_with(' ') {
            self.drop_space(passage);
        }
        let end = u32::try_from(self.text.len()).expect("texts are under 4 GiB");
        for mark in &mut passage.marks {
            mark.at = mark.at.min(end);
        }
    }

    fn marks_in(&self, segment: Span) -> &'a [(MarkSign, Option<usize>)] {
        let from = self
            .lifted
            .partition_point(|(m, _)| m.raw.start < segment.start);
        // What calls a note without a sign takes no letters and may stand at the end of a line.
        let inside = |m: &MarkSign| {
            m.raw.start < segment.end || m.raw.is_empty() && m.raw.start == segment.end
        };
        let to = self.lifted.partition_point(|(m, _)| inside(m));
        &self.lifted[from..to]
    }

    fn spin_line(&mut self, segment: Span, passage: &mut Passage, index: usize, is_note: bool) {
        let marks = if is_note {
            &[][..]
        } else {
            self.marks_in(segment)
        };
        let mut from = segment.start as usize;
        for (mark, note) in marks {
            if (mark.raw.start as usize) < from || mark.raw.end > segment.end {
                continue;
            }
            self.spin_words(from, mark.raw.start as usize, passage);
            let raw = &self.cloth.opened.raw;
            let after = raw[mark.raw.end as usize..segment.end as usize]
                .chars()
                .next();
            if after.is_none_or(|c| c.is_whitespace() || ".,;".contains(c)) {
                self.drop_space(passage);
            }
            let at = u32::try_from(self.text.len()).expect("texts are under 4 GiB");
            passage.marks.push(Mark {
                at,
                number: mark.sign.to_string(),
                note: None,
            });
            match note {
                Some(strand) => self.targets.push((index, passage.marks.len() - 1, *strand)),
                None => self.unanswered(mark),
            }
            from = mark.raw.end as usize;
        }
        self.spin_words(from, segment.end as usize, passage);
    }

    /// Takes back a space that only parted a word from its mark.
    fn drop_space(&mut self, passage: &mut Passage) {
        if !self.text.ends_with(' ') {
            return;
        }
        self.text.pop();
        let end = self.text.len();
        for mark in passage.marks.iter_mut().rev() {
            mark.at = mark
                .at
                .min(u32::try_from(end).expect("texts are under 4 GiB"));
        }
        if let Some(piece) = passage
            .pieces
            .last_mut()
            .filter(|p| p.at as usize + p.raw.len() > end)
        {
            piece.raw.end -= 1;
        }
        if passage
            .pieces
            .last()
            .is_some_and(|piece| piece.raw.is_empty())
        {
            passage.pieces.pop();
        }
    }

    /// Writes a stretch of the raw text, runs of white space as one space.
    fn spin_words(&mut self, from: usize, to: usize, passage: &mut Passage) {
        let raw = &self.cloth.opened.raw;
        let mut start = from;
        while start < to {
            let rest = &raw[start..to];
            let run = wide_space(rest);
            let end = run.map_or(to, |(at, _)| start + at);
            if end > start {
                let at = u32::try_from(self.text.len()).expect("texts are under 4 GiB");
                passage.pieces.push(Piece {
                    at,
                    raw: Span::new(start, end),
                });
                self.text.push_str(&raw[start..end]);
            }
            let Some((_, length)) = run else { return };
            if !self.text.ends_with([' ', '\n']) && !self.text.is_empty() {
                self.text.push(' ');
            }
            start = end + length;
        }
    }

    fn place(&self, span: Span) -> Place {
        Place {
            file: self.cloth.opened.name.as_str().into(),
            span,
        }
    }

    fn unanswered(&mut self, mark: &MarkSign) {
        let message = format!("the mark {} leads to no note", mark.sign);
        let note = Diagnostic::warning("mark-without-note", message).at(self.place(mark.raw));
        self.notes
            .push(note.help("look for the note at the foot of this page or the next"));
    }

    fn unmarked(&mut self, strand: usize) {
        let Thread::Note(label) = &self.cloth.strands[strand].thread else {
            return;
        };
        let segments = &self.cloth.strands[strand].segments;
        let span = segments.first().copied().unwrap_or_default();
        let message = format!("no mark in the text leads to note {}", label.sign);
        let note = Diagnostic::warning("note-without-mark", message).at(self.place(span));
        self.notes
            .push(note.help("the mark may have been lost when the page was read"));
    }

    fn finish(self) -> (Document, Vec<Diagnostic>) {
        let opened = &self.cloth.opened;
        let document = Document {
            name: opened.name.clone(),
            hash: opened.hash,
            raw: opened.raw.clone(),
            pages: self.cloth.pages.clone(),
            text: self.text,
            passages: self.passages,
        };
        (document, self.notes)
    }
}

/// Whether a note's own bracket ends it.
fn closes_itself(strand: &Strand) -> bool {
    matches!(&strand.thread, Thread::Note(label) if label.style == LabelStyle::Footnote)
}

fn reasons(why: &str, strand: &Strand) -> String {
    let mut words = vec![why];
    for reason in &strand.because {
        if !words.contains(reason) {
            words.push(reason);
        }
    }
    words.join("; ")
}

/// The first run of white space that is not a single plain space: its place and length.
pub(super) fn wide_space(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|b| may_be_white(*b)) {
        let start = at + found;
        let rest = &text[start..];
        if rest.len() > 1 && rest.starts_with(' ') && rest.as_bytes()[1].is_ascii_graphic() {
            at = start + 2;
            continue;
        }
        let length = rest.len() - rest.trim_start().len();
        if length > 0 && &rest[..length] != " " {
            return Some((start, length));
        }
        at = start + length.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    None
}

/// Whether white space may begin with this byte.
fn may_be_white(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0xc2 | 0xe1 | 0xe2 | 0xe3)
}

fn without_heading_sign(segment: Span, raw: &str) -> Span {
    let text = segment.of(raw);
    let bare = text.trim_start_matches('#').trim_start();
    Span::new(segment.end as usize - bare.len(), segment.end as usize)
}
