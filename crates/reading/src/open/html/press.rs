//! From the galley to the raw text with its blocks, notes, marks and pages.

mod margins;

use super::galley::{Block, Galley, Item, NONE, Run};
use super::notes::{Notes, Role};
use super::vocabulary::{raised_digit, sign_of};
use crate::open::told::{MarkedBlock, MarkedMark, Markup};
use kaozheng_text::{Page, Part, Span};
use std::borrow::Cow;
use std::ops::Range;

/// A text as it is handed to `divide`.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub(super) raw: String,
    pub(super) markup: Markup,
    pub(super) pages: Vec<Page>,
}

/// Prints the galley.
pub(super) fn print(galley: &Galley, notes: &Notes) -> Printed {
    let mut press = Press {
        galley,
        notes,
        labelled: notes_begin_with_numbers(galley, notes),
        outside: outside(galley),
        titled: false,
        out: Printed::default(),
        pages: Vec::new(),
        margins: Vec::new(),
        margin_count: 0,
        aside: String::new(),
        emphasis: false,
    };
    for block in 0..galley.blocks.len() {
        press.block(block);
    }
    press.close_pages();
    press.out
}

/// Which blocks stand outside of the text proper: all but the main part, where there is one.
fn outside(galley: &Galley) -> Vec<bool> {
    let length = |block: &Block| -> usize {
        let runs = galley.items[block.items.clone()].iter();
        runs.map(|item| {
            if let Item::Text(run) = item {
                run.span.len()
            } else {
                0
            }
        })
        .sum()
    };
    let all: usize = galley
        .blocks
        .iter()
        .filter(|b| !b.furniture)
        .map(length)
        .sum();
    let held = |inside: fn(&Block) -> bool| {
        let blocks = galley.blocks.iter().filter(|b| !b.furniture && inside(b));
        blocks.map(length).sum::<usize>() * 2 > all
    };
    let by_main = held(|b| b.main);
    let by_article = !by_main && galley.articles == 1 && held(|b| b.article);
    let out = |b: &Block| b.furniture || by_main && !b.main || by_article && !b.article;
    galley.blocks.iter().map(out).collect()
}

/// Whether most notes begin with their own number, printed as plain text.
fn notes_begin_with_numbers(galley: &Galley, notes: &Notes) -> bool {
    let begins = notes.notes.iter().filter(|note| {
        let Some(number) = &note.number else {
            return false;
        };
        let runs = galley.items[note.from..note.to].iter();
        let first = runs.filter_map(|item| {
            if let Item::Text(run) = item {
                Some(run)
            } else {
                None
            }
        });
        let mut text = first
            .map(|run| run.span.of(&galley.text))
            .filter(|t| !t.trim().is_empty());
        text.next().is_some_and(|t| own_number(t, number).is_some())
    });
    begins.count() * 10 > notes.notes.len() * 6
}

/// Bytes of the number that a note begins with, and of the point or bracket behind it.
fn own_number(text: &str, number: &str) -> Option<usize> {
    let lead = text.len()
        - text
            .trim_start_matches(|c: char| c.is_whitespace() || "[(^".contains(c))
            .len();
    let rest = text[lead..].strip_prefix(number)?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let after = rest.trim_start_matches(|c: char| c.is_whitespace() || "])}.:,".contains(c));
    Some(text.len() - after.len())
}

/// Whether a sign is of digits or symbols; a raised letter that is not the number of its note may be a word.
fn is_no_letter(sign: &str) -> bool {
    !sign.contains(char::is_alphabetic)
}

/// The letters of a run as they are printed: raised numerals in raised digits.
fn printed<'t>(run: &Run, text: &'t str) -> Cow<'t, str> {
    let numeral = |c: char| c.is_ascii_digit() || " ,;–".contains(c);
    match run.raised && text.chars().all(numeral) {
        true => text.chars().map(raised_digit).collect(),
        false => text.into(),
    }
}

struct Press<'a> {
    galley: &'a Galley,
    notes: &'a Notes,
    labelled: bool,
    outside: Vec<bool>,
    titled: bool,
    out: Printed,
    /// Where pages begin, with their labels.
    pages: Vec<(usize, String)>,
    /// Notes in the margin of the block at hand.
    margins: Vec<u32>,
    margin_count: u32,
    /// Furniture inside the block at hand.
    aside: String,
    emphasis: bool,
}

impl Press<'_> {
    /// Prints a block, cut where notes begin inside it.
    fn block(&mut self, at: usize) {
        let items = self.galley.blocks[at].items.clone();
        let notes = &self.notes.notes;
        let mut from = items.start;
        while from < items.end {
            let after = notes.partition_point(|note| note.from <= from);
            let here = after.checked_sub(1).filter(|&n| from < notes[n].to);
            let next = notes.get(after).map_or(usize::MAX, |note| note.from);
            let end = here
                .map_or(items.end, |n| notes[n].to)
                .min(next)
                .min(items.end);
            match here {
                Some(note) => self.note_part(from..end, note, at),
                None => self.text_part(from..end, at),
            }
            from = end;
        }
        for margin in std::mem::take(&mut self.margins) {
            self.margin(margin, at);
        }
        let aside = std::mem::take(&mut self.aside);
        if !aside.is_empty() {
            self.out.raw.push_str(&aside);
            self.out.raw.push_str("\n\n");
        }
    }

    fn text_part(&mut self, items: Range<usize>, at: usize) {
        let block = &self.galley.blocks[at];
        let start = self.out.raw.len();
        let marks = self.out.markup.marks.len();
        let (part, because) = self.part_of(block);
        let plain = matches!(part, Part::Heading | Part::Title);
        self.runs(items, !plain, None);
        if self.outside[at] {
            self.out.markup.marks.truncate(marks);
        } else {
            self.close_block(start, marks, part, block.lang, None, None, because);
        }
        self.end_lines();
    }

    fn part_of(&mut self, block: &Block) -> (Part, &'static str) {
        match block.part {
            Part::Heading if block.first_rank && !self.titled => {
                self.titled = true;
                (Part::Title, "the first heading of the first rank")
            }
            Part::Heading => (Part::Heading, "a heading of the markup"),
            Part::List => (Part::List, "an entry of a list"),
            Part::Body => (Part::Body, "a paragraph of the markup"),
            part => (part, "the class of its element"),
        }
    }

    /// Prints what of a note stands in one block.
    fn note_part(&mut self, items: Range<usize>, note: usize, at: usize) {
        let first = self.notes.notes[note].from == items.start;
        let number = self.notes.notes[note].number.clone();
        let (lead, cut) = if first {
            self.lead(items.clone(), number.as_deref())
        } else {
            (items.start, 0)
        };
        let tail = self.tail(lead..items.end);
        self.label(items.start..lead, cut, lead);
        let start = self.out.raw.len();
        let marks = self.out.markup.marks.len();
        self.runs(lead..tail, true, (cut > 0).then_some((lead, cut)));
        let lang = self.galley.blocks[at].lang;
        self.close_block(
            start,
            marks,
            Part::Note,
            lang,
            Some(note),
            number,
            "the link of its mark",
        );
        self.out.raw.push(' ');
        self.label(tail..items.end, 0, tail);
        let more = self.notes.notes[note].to > items.end;
        if !(more && lead == items.end) {
            self.end_lines();
        }
    }

    /// The step where the words of a note begin, and the bytes of a number to skip there.
    fn lead(&self, items: Range<usize>, number: Option<&str>) -> (usize, usize) {
        let mut numbered = false;
        for at in items.clone() {
            let Item::Text(run) = &self.galley.items[at] else {
                continue;
            };
            let text = run.span.of(&self.galley.text);
            let sign = sign_of(text);
            let own = sign.is_some() && sign.as_deref() == number;
            let wrapped = self.is_back(run)
                || run.label
                || run.raised && sign.as_deref().is_some_and(is_no_letter) && !numbered
                || own && !numbered;
            let joint =
                !text.contains(|c: char| c.is_alphanumeric() || "\"'“”‘’«»„…¿¡*".contains(c));
            if wrapped || joint {
                numbered |= own;
                continue;
            }
            let point = text.trim_start_matches([' ', '.', ')', ']', ':', ',']);
            let after_label = at > items.start && numbered && !text.trim_start().starts_with("..");
            let number = number.filter(|_| self.labelled && !numbered);
            let cut = number.and_then(|n| own_number(text, n));
            let cut = cut.or(after_label.then_some(text.len() - point.len()));
            return (at, cut.unwrap_or(0));
        }
        (items.end, 0)
    }

    /// The step where links back close a note.
    fn tail(&self, items: Range<usize>) -> usize {
        let mut end = items.end;
        for at in items.rev() {
            match &self.galley.items[at] {
                Item::Text(run) if self.is_back(run) => end = at,
                Item::Text(run) => {
                    let text = run.span.of(&self.galley.text);
                    let joint = text
                        .chars()
                        .all(|c| c.is_whitespace() || "[]()|↩↑\u{fe0e}".contains(c));
                    if !joint {
                        break;
                    }
                    if text.trim().is_empty() {
                        continue;
                    }
                    end = at;
                }
                _ => {}
            }
        }
        end
    }

    fn is_back(&self, run: &Run) -> bool {
        let sign = || run.span.len() < 40;
        self.notes.roles.get(run.link as usize) == Some(&Role::Back) || run.back && sign()
    }

    /// Prints the label of a note, which is no part of its words; `cut` bytes of the step after it belong to it.
    fn label(&mut self, items: Range<usize>, cut: usize, next: usize) {
        for at in items {
            match &self.galley.items[at] {
                Item::Text(run) => self.out.raw.push_str(run.span.of(&self.galley.text)),
                Item::Page(page) => self.page(*page),
                Item::Break | Item::Cell => self.out.raw.push(' '),
            }
        }
        if let Some(Item::Text(run)) = self.galley.items.get(next).filter(|_| cut > 0) {
            self.out
                .raw
                .push_str(&run.span.of(&self.galley.text)[..cut]);
        }
        if !self.out.raw.ends_with(['\n', ' ']) && !self.out.raw.is_empty() {
            self.out.raw.push(' ');
        }
    }

    /// Prints steps; `skip` leaves out the first bytes of one.
    fn runs(&mut self, items: Range<usize>, italics: bool, skip: Option<(usize, usize)>) {
        for at in items {
            match self.galley.items[at] {
                Item::Text(run) => {
                    let skip = skip
                        .filter(|(step, _)| *step == at)
                        .map_or(0, |(_, bytes)| bytes);
                    self.run(at, &run, italics, skip);
                }
                Item::Break => self.out.raw.push('\n'),
                Item::Cell => self.out.raw.push('\t'),
                Item::Page(page) => self.page(page),
            }
        }
        self.set_emphasis(false);
    }

    fn run(&mut self, at: usize, run: &Run, italics: bool, skip: usize) {
        let text = &run.span.of(&self.galley.text)[skip..];
        let block = self.galley.blocks.partition_point(|b| b.items.end <= at);
        if run.furniture && !self.galley.blocks[block].furniture {
            return self.aside.push_str(text);
        }
        if run.margin != NONE {
            return self.margin_begins(run.margin, at);
        }
        self.words(at, run, text, italics);
    }

    /// Letters with the part they play: a mark, words that call a note, or plain words.
    fn words(&mut self, at: usize, run: &Run, text: &str, italics: bool) {
        match self.notes.roles.get(run.link as usize) {
            Some(Role::Mark { number, note }) => return self.mark(run, text, number, *note),
            Some(Role::Words(note)) => {
                self.plain(run, text, italics);
                let more = matches!(self.galley.items.get(at + 1), Some(Item::Text(next)) if next.link == run.link);
                if !more {
                    self.set_emphasis(false);
                    let number = (note + 1).to_string();
                    self.push_mark(self.out.raw.len(), &number, Some(*note));
                }
                return;
            }
            _ => {}
        }
        let joins = run.raised
            && text
                .chars()
                .all(|c| c.is_whitespace() || ",;–-".contains(c));
        let raw = self.out.raw.len();
        match self.out.markup.marks.last_mut() {
            Some(mark) if joins && mark.span.end as usize == raw => {
                self.out.raw.push_str(text);
                mark.span = Span::new(mark.span.start as usize, self.out.raw.len());
            }
            _ => self.plain(run, text, italics),
        }
    }

    fn plain(&mut self, run: &Run, text: &str, italics: bool) {
        let wanted = run.emphasis && italics && text.contains(char::is_alphanumeric);
        if wanted && !self.emphasis {
            let bare = text.trim_start();
            self.out.raw.push_str(&text[..text.len() - bare.len()]);
            self.set_emphasis(true);
            self.out.raw.push_str(bare);
            return;
        }
        if !(run.emphasis && self.emphasis) {
            self.set_emphasis(wanted);
        }
        self.out.raw.push_str(&printed(run, text));
    }

    /// Opens or closes italics, the asterisk close to the word.
    fn set_emphasis(&mut self, on: bool) {
        if self.emphasis == on {
            return;
        }
        self.emphasis = on;
        let spaces = if on {
            0
        } else {
            self.out.raw.len() - self.out.raw.trim_end().len()
        };
        let at = self.out.raw.len() - spaces;
        self.out.raw.insert(at, '*');
    }

    /// A mark; a link of several runs is one mark.
    fn mark(&mut self, _run: &Run, text: &str, number: &str, note: Option<usize>) {
        self.set_emphasis(false);
        let start = self.out.raw.len();
        let last = self.out.markup.marks.last_mut();
        if let Some(mark) = last.filter(|m| {
            m.span.end as usize == start && m.note == note && m.number == number && start > 0
        }) {
            self.out.raw.push_str(text);
            mark.span = Span::new(mark.span.start as usize, self.out.raw.len());
            return;
        }
        self.out.raw.push_str(text);
        self.push_mark(start, number, note);
    }

    fn push_mark(&mut self, start: usize, number: &str, note: Option<usize>) {
        self.out.markup.marks.push(MarkedMark {
            span: Span::new(start, self.out.raw.len()),
            number: number.to_owned(),
            note,
        });
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "each says one thing of the block"
    )]
    fn close_block(
        &mut self,
        start: usize,
        marks: usize,
        part: Part,
        lang: u32,
        note: Option<usize>,
        number: Option<String>,
        because: &'static str,
    ) {
        let text = &self.out.raw[start..];
        let lead = text.len() - text.trim_start().len();
        let end = start + text.trim_end().len();
        let start = (start + lead).min(end);
        // A mark without letters may stand in the white space before the words.
        for mark in &mut self.out.markup.marks[marks..] {
            let (from, to) = (mark.span.start as usize, mark.span.end as usize);
            mark.span = Span::new(from.max(start), to.max(start));
        }
        self.widen_marks(marks, start, end);
        if start == end {
            self.out.markup.marks.truncate(marks);
            return;
        }
        let end = self.out.markup.marks[marks..]
            .last()
            .map_or(end, |m| end.max(m.span.end as usize));
        self.out.markup.blocks.push(MarkedBlock {
            span: Span::new(start, end),
            part,
            lang: self
                .galley
                .langs
                .get(lang as usize)
                .cloned()
                .unwrap_or_default(),
            note,
            number,
            because,
        });
    }

    /// Takes the brackets around a mark into it.
    fn widen_marks(&mut self, from: usize, start: usize, end: usize) {
        let raw = &self.out.raw;
        let mut floor = start;
        let marks = &mut self.out.markup.marks[from..];
        let starts = marks.iter().map(|mark| mark.span.start as usize);
        // The bracket behind the last of several marks belongs to none of those before it.
        let ceilings: Vec<usize> = starts.skip(1).chain([end]).collect();
        for (mark, ceiling) in marks.iter_mut().zip(ceilings) {
            let (a, b) = (mark.span.start as usize, mark.span.end as usize);
            let pair = [("[", "]"), ("(", ")"), ("⁽", "⁾")];
            let around = pair.iter().find(|(open, close)| {
                a >= floor + open.len()
                    && raw[..a].ends_with(open)
                    && b + close.len() <= ceiling.min(end)
                    && raw[b..].starts_with(close)
            });
            if let Some((open, close)) = around {
                mark.span = Span::new(a - open.len(), b + close.len());
            }
            floor = mark.span.end as usize;
        }
    }

    fn end_lines(&mut self) {
        let kept = self.out.raw.trim_end_matches([' ', '\t', '\n']).len();
        let held = self
            .out
            .markup
            .blocks
            .last()
            .map_or(0, |b| b.span.end as usize);
        self.out.raw.truncate(kept.max(held));
        if !self.out.raw.is_empty() {
            self.out.raw.push_str("\n\n");
        }
    }

    fn page(&mut self, label: u32) {
        let label = self.galley.pages[label as usize].clone();
        self.pages.push((self.out.raw.len(), label));
    }

    fn close_pages(&mut self) {
        let end = self.out.raw.len();
        let mut starts = vec![(0, None)];
        for (at, label) in std::mem::take(&mut self.pages) {
            let at = at.min(end);
            if starts.last().is_some_and(|(last, _)| *last == at) {
                starts.pop();
            }
            starts.push((at, Some(label)));
        }
        let ends: Vec<usize> = starts
            .iter()
            .skip(1)
            .map(|(at, _)| *at)
            .chain([end])
            .collect();
        let pages = starts.into_iter().zip(ends);
        self.out.pages = pages
            .map(|((at, label), end)| Page {
                label,
                span: Span::new(at, end),
            })
            .collect();
    }
}
