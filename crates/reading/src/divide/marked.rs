//! Dividing a text whose markup says what its blocks, notes and marks are.
//!
//! Lines need not be guessed at here: every block is a passage, the paragraphs of a note are one passage, a mark leads
//! where its link leads. What stands between the blocks is furniture, and what has no partner is told, with the same
//! notes as for texts without markup.

use super::bind::{NoteSign, bind};
use super::language;
use super::lines::{Layout, Line};
use super::marks::MarkSign;
use super::notes::{NoteLine, find_notes};
use super::parts;
use super::weave::wide_space;
use crate::open::Opened;
use crate::open::told::{MarkedBlock, MarkedMark, Markup, PRINTED_IN_PLACE, Told};
use kaozheng_text::{Diagnostic, Document, Mark, Noted, Part, Passage, Piece, Place, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Divides a text along its markup; one without markup is all furniture.
///
/// Notes `mark-without-note` and `note-without-mark`, each placed in the raw text.
pub(super) fn divide_marked(mut opened: Opened) -> Noted<Document> {
    let markup = match std::mem::take(&mut opened.told) {
        Told::Markup(markup) => with_notes_of_letters(markup, &opened.raw),
        _ => Markup::default(),
    };
    debug_assert!(markup.is_sound(&opened.raw), "an opener broke its promises");
    let mut loom = Loom::new(&opened, &markup);
    loom.run();
    loom.finish().map(|(text, passages)| Document {
        name: opened.name.clone(),
        hash: opened.hash,
        raw: std::mem::take(&mut opened.raw),
        pages: std::mem::take(&mut opened.pages),
        text,
        passages,
    })
}

/// The same markup; where it links no note at all, the notes that letters show are added, as in a text without markup.
fn with_notes_of_letters(mut markup: Markup, raw: &str) -> Markup {
    if !markup.marks.is_empty() || markup.blocks.iter().any(|b| b.part == Part::Note) {
        return markup;
    }
    let lines: Vec<Line> = markup.blocks.iter().map(|b| line_of(b.span, raw)).collect();
    let plan = find_notes(&lines, raw, Layout::of(&lines));
    let mut signs: Vec<NoteSign> = Vec::new();
    let mut group = 0;
    for (at, (block, role)) in markup.blocks.iter_mut().zip(plan.lines).enumerate() {
        let heading = matches!(block.part, Part::Heading | Part::Title);
        match role {
            Some(NoteLine::Start(label)) => {
                block.number = Some(label.sign.to_string());
                block.span = Span::new(
                    block.span.start as usize + label.skip,
                    block.span.end as usize,
                );
                let at = block.span.start as usize;
                signs.push(NoteSign {
                    sign: label.sign,
                    at,
                    group,
                });
            }
            Some(NoteLine::Inside) if !heading && !signs.is_empty() => {}
            _ => {
                group = at;
                continue;
            }
        }
        block.part = Part::Note;
        block.note = Some(signs.len() - 1);
        block.because = "a label in sequence";
    }
    let mut marks: Vec<MarkSign> = plan.marks.into_iter().flatten().collect();
    marks.sort_by_key(|mark| mark.raw);
    let marks: Vec<&MarkSign> = marks.iter().collect();
    let bound = bind(&marks, &signs);
    let sure = |mark: &MarkSign| mark.form.is_plain() && mark.weight >= 0.9 && !signs.is_empty();
    let lifted = marks
        .iter()
        .zip(bound)
        .filter(|(mark, note)| note.is_some() || sure(mark));
    markup.marks = lifted.map(|(mark, note)| marked(mark, note)).collect();
    markup
}

fn marked(mark: &MarkSign, note: Option<usize>) -> MarkedMark {
    MarkedMark {
        span: mark.raw,
        number: mark.sign.to_string(),
        note,
    }
}

/// A block as a line of a text without markup.
fn line_of(span: Span, raw: &str) -> Line {
    Line {
        span,
        indent: 0,
        length: span.of(raw).chars().count(),
        gap: 1,
        leaf: 0,
        furniture: None,
    }
}

/// What stands at one place of the raw text.
enum Stretch {
    /// Lines that belong to no block.
    Furniture(Vec<Span>),
    /// A block that is no note.
    Text(usize),
    /// A note, at the place of its first block.
    Note(usize),
}

struct Loom<'a> {
    raw: &'a str,
    name: &'a str,
    markup: &'a Markup,
    /// Blocks of each note, in order; those without words are left out.
    blocks_of: BTreeMap<usize, Vec<usize>>,
    text: String,
    passages: Vec<Passage>,
    /// For each note that is written its passage.
    written: BTreeMap<usize, usize>,
    /// Passage, mark in it, and note.
    targets: Vec<(usize, usize, usize)>,
    /// Marks of blocks without words that wait for a passage to stand in.
    waiting: Vec<MarkedMark>,
    /// Whether the paragraphs here stand under a word for a summary.
    under_summary: bool,
    notes: Vec<Diagnostic>,
}

impl<'a> Loom<'a> {
    fn new(opened: &'a Opened, markup: &'a Markup) -> Loom<'a> {
        let mut blocks_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let beyond = markup.blocks.iter().filter_map(|b| b.note).max();
        let first_free = beyond.map_or(0, |most| most.saturating_add(1));
        for (at, block) in markup.blocks.iter().enumerate() {
            if block.part == Part::Note && !words_of(block, markup, &opened.raw).is_empty() {
                let key = block.note.unwrap_or(first_free.saturating_add(at));
                blocks_of.entry(key).or_default().push(at);
            }
        }
        Loom {
            raw: &opened.raw,
            name: &opened.name,
            markup,
            blocks_of,
            text: String::new(),
            passages: Vec::new(),
            written: BTreeMap::new(),
            targets: Vec::new(),
            waiting: Vec::new(),
            under_summary: false,
            notes: Vec::new(),
        }
    }

    fn run(&mut self) {
        let marks = self.markup.marks.iter();
        let called: BTreeSet<usize> = marks.filter_map(|mark| mark.note).collect();
        for stretch in self.stretches() {
            match stretch {
                Stretch::Furniture(lines) => self.furniture(&lines),
                Stretch::Text(block) => self.text_block(block),
                Stretch::Note(note) if called.contains(&note) => {}
                Stretch::Note(note) => self.note_alone(note),
            }
        }
        let left: Vec<usize> = self.blocks_of.keys().copied().collect();
        for note in left {
            if !self.written.contains_key(&note) {
                self.note_alone(note);
            }
        }
        for mark in std::mem::take(&mut self.waiting) {
            self.unanswered(&mark);
        }
    }

    /// The whole raw text in order, as blocks and what is left between them.
    fn stretches(&self) -> Vec<Stretch> {
        let note_at: BTreeMap<usize, usize> = self
            .blocks_of
            .iter()
            .map(|(note, blocks)| (blocks[0], *note))
            .collect();
        let mut stretches = Vec::new();
        let mut end = 0;
        let mut after_note = false;
        for (at, block) in self.markup.blocks.iter().enumerate() {
            let is_note = block.part == Part::Note;
            let gap = Span::new(end, block.span.start as usize);
            stretches.extend(self.leftover(gap, after_note, is_note));
            match note_at.get(&at) {
                Some(note) => stretches.push(Stretch::Note(*note)),
                None if !is_note => stretches.push(Stretch::Text(at)),
                None => {}
            }
            (end, after_note) = (block.span.end as usize, is_note);
        }
        stretches.extend(self.leftover(Span::new(end, self.raw.len()), after_note, false));
        stretches
    }

    /// The lines of a gap between blocks that hold letters or digits, without the labels of the notes beside it.
    fn leftover(&self, gap: Span, after_note: bool, before_note: bool) -> Option<Stretch> {
        let text = gap.of(self.raw);
        let from = match (after_note, text.find('\n')) {
            (false, _) => 0,
            (true, Some(first)) => first,
            (true, None) => text.len(),
        };
        let to = match (before_note, text.rfind('\n')) {
            (false, _) => text.len(),
            (true, Some(last)) => last.max(from),
            (true, None) => from,
        };
        let mut at = gap.start as usize + from;
        let mut lines = Vec::new();
        for line in text[from..to].split('\n') {
            let kept = line.trim();
            let lead = line.len() - line.trim_start().len();
            if kept.contains(char::is_alphanumeric) {
                lines.push(Span::new(at + lead, at + lead + kept.len()));
            }
            at += line.len() + 1;
        }
        (!lines.is_empty()).then_some(Stretch::Furniture(lines))
    }

    fn furniture(&mut self, lines: &[Span]) {
        let at = fit(self.text.len());
        self.passages.push(Passage {
            part: Part::Furniture,
            lang: String::new(),
            span: Span::at(self.text.len()),
            pieces: lines.iter().map(|&raw| Piece { at, raw }).collect(),
            marks: Vec::new(),
            number: None,
            because: "outside of the text, as the markup has it".to_owned(),
        });
    }

    /// A block that is no note, and after it the notes that it calls.
    fn text_block(&mut self, at: usize) {
        let block = &self.markup.blocks[at];
        if words_of(block, self.markup, self.raw).is_empty() {
            return self.marks_alone(block);
        }
        let words = block.span.of(self.raw).trim();
        let by_words = parts::by_words(block.part, words, &mut self.under_summary);
        let (part, because) = by_words.unwrap_or((block.part, block.because));
        let passage = self.write(&[at], part, None);
        self.passages[passage].because = because.to_owned();
        self.called_notes(passage);
    }

    /// Marks that stand alone belong to the text before, else to the text after.
    fn marks_alone(&mut self, block: &MarkedBlock) {
        let is_text = |p: &Passage| !matches!(p.part, Part::Furniture | Part::Note);
        let before = self.passages.iter().rposition(is_text);
        for mark in marks_of(block, self.markup) {
            match before {
                Some(passage) => {
                    let at = self.passages[passage].span.end;
                    self.lift(passage, at, mark);
                }
                None => self.waiting.push(mark.clone()),
            }
        }
        if let Some(passage) = before {
            self.called_notes(passage);
        }
    }

    /// Writes the notes that the marks of a passage call, and those that these call in turn.
    fn called_notes(&mut self, passage: usize) {
        let mut callers = std::collections::VecDeque::from([passage]);
        while let Some(caller) = callers.pop_front() {
            let from = self.targets.partition_point(|(p, _, _)| *p < caller);
            let targets = self.targets[from..].iter();
            let called: Vec<usize> = targets
                .take_while(|(p, _, _)| *p == caller)
                .map(|(_, _, note)| *note)
                .collect();
            for note in called {
                if !self.written.contains_key(&note) {
                    callers.push_back(self.write_note(note));
                }
            }
        }
    }

    fn write_note(&mut self, note: usize) -> usize {
        let blocks = self.blocks_of[&note].clone();
        let numbers = blocks.iter().map(|&at| &self.markup.blocks[at].number);
        let number = numbers.flatten().next().cloned();
        let passage = self.write(&blocks, Part::Note, number);
        self.written.insert(note, passage);
        passage
    }

    fn note_alone(&mut self, note: usize) {
        let passage = self.write_note(note);
        let number = self.passages[passage].number.clone();
        let first = &self.markup.blocks[self.blocks_of[&note][0]];
        let span = first.span;
        if first.because == PRINTED_IN_PLACE {
            return self.called_notes(passage);
        }
        let message = match number {
            Some(number) => format!("no mark in the text leads to note {number}"),
            None => "no mark in the text leads to a note without number".to_owned(),
        };
        let told = Diagnostic::warning("note-without-mark", message).at(self.place(span));
        self.notes
            .push(told.help("look for its mark in the original; the file may have lost the link"));
        self.called_notes(passage);
    }

    /// Writes blocks as one passage.
    fn write(&mut self, blocks: &[usize], part: Part, number: Option<String>) -> usize {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let (index, start) = (self.passages.len(), self.text.len());
        let first = &self.markup.blocks[blocks[0]];
        self.passages.push(Passage {
            part,
            lang: String::new(),
            span: Span::at(start),
            pieces: Vec::new(),
            marks: Vec::new(),
            number,
            because: first.because.to_owned(),
        });
        if part != Part::Note {
            for mark in std::mem::take(&mut self.waiting) {
                self.lift(index, fit(start), &mark);
            }
        }
        for &at in blocks {
            if self.text.len() > start && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            self.spin(&self.markup.blocks[at], index, start);
        }
        while self.text.len() > start && self.text.ends_with(' ') {
            self.drop_space(index, start);
        }
        let passage = &mut self.passages[index];
        passage.span = Span::new(start, self.text.len());
        passage.lang = language_of(&first.lang, &self.text[start..]);
        index
    }

    /// Writes one block, its marks lifted out.
    fn spin(&mut self, block: &MarkedBlock, passage: usize, start: usize) {
        let mut from = block.span.start as usize;
        for mark in marks_of(block, self.markup) {
            self.spin_words(from, mark.span.start as usize, passage, start);
            let after = self.raw[mark.span.end as usize..block.span.end as usize]
                .chars()
                .next();
            if after.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c)) {
                self.drop_space(passage, start);
            }
            self.lift(passage, fit(self.text.len()), mark);
            from = mark.span.end as usize;
        }
        self.spin_words(from, block.span.end as usize, passage, start);
    }

    fn lift(&mut self, passage: usize, at: u32, mark: &MarkedMark) {
        let note = mark.note.filter(|note| self.blocks_of.contains_key(note));
        let marks = &mut self.passages[passage].marks;
        marks.push(Mark {
            at,
            number: mark.number.clone(),
            note: None,
        });
        match note {
            Some(note) => {
                let nth = marks.len() - 1;
                let after = self.targets.partition_point(|(p, _, _)| *p <= passage);
                self.targets.insert(after, (passage, nth, note));
            }
            None => self.unanswered(mark),
        }
    }

    /// Takes back a space that only parted a word from its mark.
    fn drop_space(&mut self, passage: usize, start: usize) {
        if self.text.len() <= start || !self.text.ends_with(' ') {
            return;
        }
        self.text.pop();
        let end = self.text.len();
        for mark in &mut self.passages[passage].marks {
            mark.at = mark.at.min(fit(end));
        }
        let pieces = &mut self.passages[passage].pieces;
        if let Some(piece) = pieces
            .last_mut()
            .filter(|p| p.at as usize + p.raw.len() > end)
        {
            piece.raw.end -= 1;
            if piece.raw.is_empty() {
                pieces.pop();
            }
        }
    }

    /// Writes a stretch of the raw text, runs of white space as one space.
    fn spin_words(&mut self, mut from: usize, to: usize, passage: usize, start: usize) {
        while from < to {
            let rest = &self.raw[from..to];
            let run = wide_space(rest);
            let mut end = run.map_or(to, |(at, _)| from + at);
            let open = self.text.len() == start || self.text.ends_with(' ');
            if open && self.raw[from..end].starts_with(' ') {
                from += 1;
            }
            end = end.max(from);
            if end > from {
                let at = fit(self.text.len());
                let raw = Span::new(from, end);
                self.passages[passage].pieces.push(Piece { at, raw });
                self.text.push_str(&self.raw[from..end]);
            }
            let Some((_, length)) = run else { return };
            if self.text.len() > start && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            from = end + length;
        }
    }

    fn place(&self, span: Span) -> Place {
        Place {
            file: self.name.into(),
            span,
        }
    }

    fn unanswered(&mut self, mark: &MarkedMark) {
        let message = format!("the mark {} leads to no note", mark.number);
        let told = Diagnostic::warning("mark-without-note", message).at(self.place(mark.span));
        self.notes
            .push(told.help("its link leads to nothing in this file, or to a note without words"));
    }

    fn finish(mut self) -> Noted<(String, Vec<Passage>)> {
        for (passage, mark, note) in self.targets {
            self.passages[passage].marks[mark].note = self.written.get(&note).copied();
        }
        self.notes
            .sort_by_key(|note| note.at.as_ref().map(|place| place.span));
        Noted {
            value: (self.text, self.passages),
            notes: self.notes,
        }
    }
}

fn fit(at: usize) -> u32 {
    u32::try_from(at).expect("texts are under 4 GiB")
}

/// The marks that stand in a block.
fn marks_of<'a>(block: &MarkedBlock, markup: &'a Markup) -> &'a [MarkedMark] {
    let marks = &markup.marks;
    let from = marks.partition_point(|m| m.span.start < block.span.start);
    let here = marks[from..].iter();
    let inside = here.take_while(|m| m.span.end <= block.span.end);
    &marks[from..from + inside.count()]
}

/// The first word of a block besides its marks; empty when there is none.
fn words_of<'a>(block: &MarkedBlock, markup: &Markup, raw: &'a str) -> &'a str {
    let mut from = block.span.start;
    for mark in marks_of(block, markup) {
        let words = Span {
            start: from,
            end: mark.span.start,
        }
        .of(raw)
        .trim();
        if !words.is_empty() {
            return words;
        }
        from = mark.span.end;
    }
    Span {
        start: from,
        end: block.span.end,
    }
    .of(raw)
    .trim()
}

/// The language the markup gives, unless the script of the text shows another.
fn language_of(told: &str, text: &str) -> String {
    let main = told.split(['-', '_']).next().unwrap_or("").to_lowercase();
    let seen = language::of(text);
    let han_alone = seen == "zh" && matches!(main.as_str(), "ja" | "ko");
    if main.is_empty() || !seen.is_empty() && script(&seen) != script(&main) && !han_alone {
        seen
    } else {
        main
    }
}

/// Languages whose scripts can be told apart have different numbers.
fn script(language: &str) -> u8 {
    match language {
        "ko" => 1,
        "ja" => 2,
        "zh" => 3,
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_text::{ContentHash, Page};

    /// Builds a marked-up text from lines: `b`ody, `h`eading, `x` for furniture, `n` with a note's place, its number and
    /// a bar before the words. `{1>0}` is the mark 1 that calls note 0, `{1>}` one whose link is dead.
    fn opened(lines: &[&str]) -> Opened {
        let mut raw = String::new();
        let mut markup = Markup::default();
        for line in lines {
            let (kind, words) = line.split_once(' ').expect("a kind and words");
            let (label, words) = words.split_once('|').unwrap_or(("", words));
            raw.push_str(label);
            let start = raw.len();
            let mut rest = words;
            while let Some((before, (mark, after))) = rest
                .split_once('{')
                .and_then(|(a, b)| Some((a, b.split_once('}')?)))
            {
                raw.push_str(before);
                let (number, note) = mark.split_once('>').expect("a mark and its note");
                let at = raw.len();
                raw.push_str(number);
                markup.marks.push(MarkedMark {
                    span: Span::new(at, raw.len()),
                    number: number.trim_matches(['[', ']']).to_owned(),
                    note: note.parse().ok(),
                });
                rest = after;
            }
            raw.push_str(rest);
            let part = match &kind[..1] {
                "b" => Some(Part::Body),
                "h" => Some(Part::Heading),
                "n" => Some(Part::Note),
                _ => None,
            };
            markup.blocks.extend(part.map(|part| MarkedBlock {
                span: Span::new(start, raw.len()),
                part,
                lang: String::new(),
                note: kind[1..].parse().ok(),
                number: (!label.is_empty()).then(|| label.trim_matches(['.', ' ']).to_owned()),
                because: "for trial",
            }));
            raw.push('\n');
        }
        Opened {
            name: "a.html".to_owned(),
            hash: ContentHash::of(raw.as_bytes()),
            format: "trial",
            pages: vec![Page {
                label: None,
                span: Span::new(0, raw.len()),
            }],
            raw,
            told: Told::Markup(markup),
        }
    }

    fn check(lines: &[&str]) -> String {
        let noted = divide_marked(opened(lines));
        let document = &noted.value;
        let mut shown = Vec::new();
        for passage in &document.passages {
            let words = match passage.part {
                Part::Furniture => document.raw_of(passage),
                _ => document.text_of(passage).to_owned(),
            };
            let number = passage
                .number
                .as_ref()
                .map_or(String::new(), |n| format!(" {n}"));
            let marks = passage.marks.iter().map(|m| {
                let before = &document.text[passage.span.start as usize..m.at as usize];
                let word = before.rsplit(' ').next().unwrap_or("");
                format!(" <{} after {word:?} to {:?}>", m.number, m.note)
            });
            let marks: String = marks.collect();
            shown.push(format!("{}{number}: {words}{marks}", passage.part.word()));
            for piece in passage
                .pieces
                .iter()
                .filter(|_| passage.part != Part::Furniture)
            {
                let at = piece.at as usize;
                assert_eq!(
                    &document.text[at..at + piece.raw.len()],
                    piece.raw.of(&document.raw)
                );
            }
        }
        shown.extend(
            noted
                .notes
                .iter()
                .map(|n| format!("! {}: {}", n.code, n.message)),
        );
        shown.join("\n")
    }

    #[test]
    fn marks_are_lifted_and_notes_follow_their_paragraph() {
        insta::assert_snapshot!(check(&["h The Bay", "b He left{1>0}, she {[2]>1} stayed {3>2}{1>0}.", "b Winter came.", "n0 1. |Ledger, p. 3.", "n1 2. |Her letter.", "n1 |It was never sent.", "n2 3. |Ibid."]), @r#"
    heading: The Bay
    body: He left, she stayed. <1 after "left" to Some(2)> <2 after "she" to Some(3)> <3 after "stayed" to Some(4)> <1 after "stayed" to Some(2)>
    note 1: Ledger, p. 3.
    note 2: Her letter. It was never sent.
    note 3: Ibid.
    body: Winter came.
    "#);
    }

    #[test]
    fn what_has_no_partner_is_told() {
        insta::assert_snapshot!(check(&["b He left.{1>} She stayed.{2>7}", "n0 4. |Ledger, p. 3.", "n5 |No number."]), @r#"
    body: He left. She stayed. <1 after "left." to None> <2 after "stayed." to None>
    note 4: Ledger, p. 3.
    note: No number.
    ! mark-without-note: the mark 1 leads to no note
    ! mark-without-note: the mark 2 leads to no note
    ! note-without-mark: no mark in the text leads to note 4
    ! note-without-mark: no mark in the text leads to a note without number
    "#);
    }

    #[test]
    fn one_note_may_be_called_twice_and_notes_may_call_notes() {
        insta::assert_snapshot!(check(&["b He left.{1>0} She stayed.{1>0}", "n0 1. |Ledger.{2>1}", "n1 2. |Not the first one.", "n3 3. |A{4>4} ring", "n4 4. |of{3>3} notes."]), @r#"
    body: He left. She stayed. <1 after "left." to Some(1)> <1 after "stayed." to Some(1)>
    note 1: Ledger. <2 after "Ledger." to Some(2)>
    note 2: Not the first one.
    note 3: A ring <4 after "A" to Some(4)>
    note 4: of notes. <3 after "of" to Some(3)>
    ! note-without-mark: no mark in the text leads to note 3
    "#);
    }

    #[test]
    fn marks_alone_belong_to_the_text_before_or_after() {
        insta::assert_snapshot!(check(&["b {1>0}", "x menu 7", "b He left.", "b {2>1}", "n0 1. |Ledger.", "n1 2. |Letter."]), @r#"
    furniture: menu 7
    body: He left. <1 after "" to Some(2)> <2 after "left." to Some(3)>
    note 1: Ledger.
    note 2: Letter.
    "#);
    }

    #[test]
    fn letters_between_blocks_are_furniture_and_labels_are_not() {
        insta::assert_snapshot!(check(&["x Home", "x * * *", "b He left.{1>0}", "x Share this", "n0 (1) |Ledger.", "x Back to top"]), @r#"
    furniture: Home
    body: He left. <1 after "left." to Some(2)>
    note (1): Ledger.
    furniture: Share this
    furniture: Back to top
    "#);
    }

    #[test]
    fn the_script_corrects_the_language_of_the_markup() {
        assert_eq!(
            language_of("en-GB", "die Ursachen des Krieges und der Weg"),
            "en"
        );
        assert_eq!(language_of("en", "한국전은 북한이 시작하였다"), "ko");
        assert_eq!(language_of("ja", "朝鮮戦争起源"), "ja");
        assert_eq!(language_of("uk", "Корейська війна"), "uk");
        assert_eq!(language_of("", "the origins of the war"), "en");
    }
}
