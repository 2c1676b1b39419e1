//! The printed lines with their frames: what is body type, how far lines stand apart, where columns begin and end.

use crate::divide::labels::Label;
use crate::divide::lines::ends_sentence;
use crate::open::Opened;
use crate::open::told::{LineShape, Shapes};
use kaozheng_text::Span;
use std::collections::BTreeMap;

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct Print<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) page: usize,
    /// Index of its frame.
    pub(super) frame: usize,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) aside: bool,
    /// In the margin, beside the text.
    pub(super) beside: bool,
    /// Where full lines of its kind end: before the edge of the column where the text is set in.
    pub(super) edge: f32,
    /// Bytes at its head that stand raised.
    pub(super) lead: usize,
    /// Bytes at its end that stand raised.
    pub(super) tail: usize,
    pub(super) furniture: Option<&'static str>,
    pub(super) role: Role,
}

impl Print<'_> {
    /// Whether its words end a sentence, whatever mark stands raised after them.
    pub(super) fn ends_sentence(&self) -> bool {
        ends_sentence(self.text[..self.text.len() - self.tail].trim_end())
    }
}

/// What a line is besides text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Role {
    #[default]
    Text,
    /// A note begins.
    NoteStart(Label),
    /// Goes on with the note before it.
    NoteRest,
}

/// One column of one page: where its lines begin and end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub(super) left: f32,
    pub(super) right: f32,
}

/// All printed lines of a text, in reading order.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) prints: Vec<Print<'a>>,
    pub(super) frames: Vec<Frame>,
    /// The type size of most letters.
    pub(super) body: f32,
    /// Usual distance of baselines by type size, in tenths of a point.
    leadings: BTreeMap<i32, f32>,
    /// How far the first lines of paragraphs are set in, if they are.
    pub(super) indent: Option<f32>,
    /// Whether most full lines end on one edge.
    pub(super) justified: bool,
    pub(super) pages: usize,
    raw: &'a str,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(opened: &'a Opened, shapes: &Shapes) -> Sheet<'a> {
        let mut prints = prints_of(&opened.raw, opened, shapes);
        let body = body_size(&prints);
        let frames = frames_of(&mut prints, body);
        let leadings = leadings_of(&prints);
        let indent = indent_of(&prints, &frames, body);
        set_edges(&mut prints, &frames, &leadings, indent);
        set_leads(&mut prints, &shapes.raised);
        let justified = is_justified(&prints, &frames, body);
        Sheet {
            prints,
            frames,
            body,
            leadings,
            indent,
            justified,
            pages: opened.pages.len(),
            raw: &opened.raw,
        }
    }

    /// Whether a line is set in the type of the running text.
    pub(super) fn is_body(&self, print: &Print<'_>) -> bool {
        print.furniture.is_none() && (print.size - self.body).abs() <= self.body * 0.05
    }

    /// Whether a line is set smaller than the running text, as notes are.
    pub(super) fn is_small(&self, print: &Print<'_>) -> bool {
        print.size < self.body * 0.955
    }

    /// Whether a line is set in as first lines are, and not as a whole quotation is.
    pub(super) fn is_first_line(&self, print: &Print<'_>) -> bool {
        let frame = self.frame(print);
        let habit = |x: f32| (print.left - frame.left - x).abs() < 1.5;
        print.edge >= frame.right - 0.5 && self.indent.is_some_and(habit)
    }

    pub(super) fn frame(&self, print: &Print<'_>) -> Frame {
        self.frames[print.frame]
    }

    /// The usual distance of baselines in type of this size.
    pub(super) fn leading(&self, size: f32) -> f32 {
        let usual = self.leadings.get(&key(size)).copied();
        let body = self.leadings.get(&key(self.body)).copied();
        let open = body.map_or(1.2, |leading| (leading / self.body).max(1.1));
        usual.unwrap_or(size * open).max(size * 0.9)
    }

    /// A stretch of the raw text.
    pub(super) fn text_at(&self, span: Span) -> &'a str {
        span.of(self.raw)
    }

    /// Stretches of lines in one frame.
    pub(super) fn columns(&self) -> Vec<std::ops::Range<usize>> {
        let mut columns = Vec::new();
        let mut start = 0;
        for at in 1..=self.prints.len() {
            let ends = at == self.prints.len() || self.prints[at].frame != self.prints[start].frame;
            if ends && start < at {
                columns.push(start..at);
                start = at;
            }
        }
        columns
    }
}

fn key(size: f32) -> i32 {
    (size * 10.0).round() as i32
}

fn prints_of<'a>(raw: &'a str, opened: &Opened, shapes: &Shapes) -> Vec<Print<'a>> {
    let mut prints = Vec::with_capacity(shapes.lines.len());
    let mut page = 0;
    let mut place: Option<(usize, u16)> = None;
    let mut frame = 0;
    for shape in &shapes.lines {
        while page + 1 < opened.pages.len() && shape.span.start >= opened.pages[page + 1].span.start
        {
            page += 1;
        }
        if place.is_some_and(|place| place != (page, shape.column)) {
            frame += 1;
        }
        place = Some((page, shape.column));
        prints.extend(print_of(raw, shape, page, frame));
    }
    prints
}

fn print_of<'a>(raw: &'a str, shape: &LineShape, page: usize, frame: usize) -> Option<Print<'a>> {
    let text = shape.span.of(raw);
    let trimmed = text.trim();
    let lead = text.len() - text.trim_start().len();
    let start = shape.span.start as usize + lead;
    (!trimmed.is_empty()).then(|| Print {
        text: trimmed,
        span: Span::new(start, start + trimmed.len()),
        page,
        frame,
        left: shape.left,
        right: shape.right,
        base: shape.base,
        size: shape.size,
        bold: shape.bold,
        aside: shape.aside,
        beside: shape.beside,
        edge: shape.right,
        lead: 0,
        tail: 0,
        furniture: None,
        role: Role::Text,
    })
}

/// The type size of the running text: one that many letters have and many columns begin with, the largest of such.
/// Notes may hold more letters than the text, but columns do not begin with them.
fn body_size(prints: &[Print<'_>]) -> f32 {
    let mut letters: BTreeMap<i32, usize> = BTreeMap::new();
    let mut heads: BTreeMap<i32, usize> = BTreeMap::new();
    let mut frame = usize::MAX;
    let mut before = 0;
    for print in prints.iter().filter(|p| !p.aside && !p.beside) {
        *letters.entry(key(print.size)).or_default() += print.text.chars().count();
        // The second line of a column: the first may be a running head.
        if print.frame != frame {
            (frame, before) = (print.frame, 0);
        }
        before += 1;
        if before == 3 {
            *heads.entry(key(print.size)).or_default() += 1;
        }
    }
    let near = |counts: &BTreeMap<i32, usize>, size: i32| {
        counts
            .range(size - 2..=size + 2)
            .map(|(_, n)| n)
            .sum::<usize>()
    };
    let all: usize = letters.values().sum();
    let columns: usize = heads.values().sum();
    let fits = |size: &&i32| {
        near(&letters, **size) * 100 >= all * 18 && near(&heads, **size) * 100 >= columns * 30
    };
    let most = |sizes: Vec<i32>| {
        sizes
            .into_iter()
            .max_by_key(|size| (near(&letters, *size), letters[size]))
    };
    let largest = letters.keys().filter(fits).copied().max();
    let around = largest.map(|top| {
        letters
            .range(top - 4..=top)
            .map(|(size, _)| *size)
            .collect()
    });
    let chosen = around
        .and_then(most)
        .or_else(|| most(letters.keys().copied().collect()));
    chosen.map_or(10.0, |size| size as f32 / 10.0)
}

/// The edges of every column. A column of few lines takes those of the column most like it.
fn frames_of(prints: &mut [Print<'_>], body: f32) -> Vec<Frame> {
    let count = prints.last().map_or(0, |p| p.frame + 1);
    let mut lines: Vec<Vec<(f32, f32)>> = vec![Vec::new(); count];
    for print in prints.iter().filter(|p| !p.aside) {
        lines[print.frame].push((print.left, print.right));
    }
    let sure: Vec<Option<Frame>> = lines.iter().map(|lines| frame_of(lines, 6, body)).collect();
    let mut margins = vec![false; count];
    for print in prints.iter() {
        margins[print.frame] |= print.beside;
    }
    let of_text = sure.iter().zip(&margins).filter(|(_, margin)| !**margin);
    let known: Vec<Frame> = of_text.filter_map(|(frame, _)| *frame).collect();
    let fallback = |lines: &Vec<(f32, f32)>| {
        let Frame { left, right } = bounds_of(lines);
        let fits = |frame: &&Frame| frame.left <= left + 3.0 && frame.right >= right - 3.0;
        let close = known.iter().filter(fits).min_by(|a, b| {
            let far = |f: &Frame| (f.left - left).abs() + (f.right - right).abs() * 0.2;
            far(a).total_cmp(&far(b))
        });
        close.copied().unwrap_or(Frame { left, right })
    };
    let framed = |at: usize| match sure[at] {
        _ if margins[at] => bounds_of(&lines[at]),
        Some(frame) => widened(frame, &lines[at], &known),
        None => fallback(&lines[at]),
    };
    (0..count).map(framed).collect()
}

/// From the leftmost to the rightmost letter.
fn bounds_of(lines: &[(f32, f32)]) -> Frame {
    Frame {
        left: lines.iter().map(|l| l.0).fold(f32::MAX, f32::min),
        right: lines.iter().map(|l| l.1).fold(f32::MIN, f32::max),
    }
}

/// A column most of whose lines are set in (a list of notes) begins where a single line at its edge does, if other
/// columns begin there too.
fn widened(frame: Frame, lines: &[(f32, f32)], known: &[Frame]) -> Frame {
    let kin = |other: &&Frame| {
        (other.right - frame.right).abs() < 12.0
            && other.left < frame.left - 3.0
            && lines.iter().any(|line| (line.0 - other.left).abs() < 2.0)
    };
    let outer = known
        .iter()
        .filter(kin)
        .min_by(|a, b| a.left.total_cmp(&b.left));
    outer.copied().map_or(frame, |outer| Frame {
        left: outer.left,
        right: frame.right,
    })
}

/// How far first lines are set in, where paragraphs begin with that: the commonest inset of lines that follow the end of
/// a line and are followed by one at the edge.
fn indent_of(prints: &[Print<'_>], frames: &[Frame], body: f32) -> Option<f32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    let inset = |p: &Print<'_>| p.left - frames[p.frame].left;
    for pair in prints.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        let kin =
            first.frame == second.frame && !first.beside && (first.size - body).abs() < body * 0.06;
        if kin
            && inset(first) > body * 0.6
            && inset(first) < body * 4.0
            && inset(second).abs() < body * 0.3
        {
            *counts.entry(inset(first).round() as i32).or_default() += 1;
        }
    }
    let (inset, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 3).then_some(inset as f32)
}

fn frame_of(lines: &[(f32, f32)], least: usize, body: f32) -> Option<Frame> {
    if lines.len() < least {
        return None;
    }
    let mut rights: Vec<f32> = lines.iter().map(|l| l.1).collect();
    rights.sort_by(f32::total_cmp);
    let right = rights[(rights.len() * 92 / 100).min(rights.len() - 1)];
    let wide: Vec<f32> = lines
        .iter()
        .filter(|l| l.1 > right - body * 3.0)
        .map(|l| l.0)
        .collect();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for left in &wide {
        *counts.entry(left.round() as i32).or_default() += 1;
    }
    let near = |x: i32| counts.range(x - 1..=x + 1).map(|(_, n)| n).sum::<usize>();
    let often = counts
        .keys()
        .copied()
        .filter(|x| near(*x) * 5 >= wide.len().max(1));
    let left = often.min()? as f32;
    (right - left > body * 4.0).then_some(Frame { left, right })
}

/// The usual distance of neighbouring baselines, for each size.
fn leadings_of(prints: &[Print<'_>]) -> BTreeMap<i32, f32> {
    let mut gaps: BTreeMap<i32, Vec<f32>> = BTreeMap::new();
    for pair in prints.windows(2) {
        let gap = pair[1].base - pair[0].base;
        let same = pair[0].frame == pair[1].frame
            && !pair[0].beside
            && key(pair[0].size) == key(pair[1].size);
        if same && gap > pair[0].size * 0.8 && gap < pair[0].size * 2.6 {
            gaps.entry(key(pair[0].size)).or_default().push(gap);
        }
    }
    let median = |mut gaps: Vec<f32>| {
        gaps.sort_by(f32::total_cmp);
        gaps[gaps.len() * 2 / 5]
    };
    gaps.into_iter()
        .filter(|(_, gaps)| gaps.len() >= 3)
        .map(|(size, gaps)| (size, median(gaps)))
        .collect()
}

/// Lines that are set in together end where the longest of them does.
fn set_edges(
    prints: &mut [Print<'_>],
    frames: &[Frame],
    leadings: &BTreeMap<i32, f32>,
    indent: Option<f32>,
) {
    let mut start = 0;
    while start < prints.len() {
        let frame = frames[prints[start].frame];
        let is_in = |p: &Print<'_>| p.left - frame.left > p.size * 0.7;
        let mut end = start + 1;
        while end < prints.len() {
            let (above, print) = (&prints[end - 1], &prints[end]);
            let leading = leadings
                .get(&key(print.size))
                .copied()
                .unwrap_or(print.size * 1.45);
            let near = print.base > above.base && print.base - above.base < leading * 1.3 + 0.5;
            let kin = print.frame == above.frame && (print.size - above.size).abs() < 0.5;
            if !(near && kin && is_in(print) && is_in(&prints[start])) {
                break;
            }
            end += 1;
        }
        let longest = prints[start..end]
            .iter()
            .map(|p| p.right)
            .fold(f32::MIN, f32::max);
        let run = &prints[start..end];
        let ends = run.iter().filter(|p| p.right > longest - 2.0).count();
        let paragraphs =
            indent.is_some_and(|x| run.iter().all(|p| (p.left - frame.left - x).abs() < 2.0));
        let set_in = run.len() >= 2
            && longest < frame.right - run[0].size
            && (!paragraphs || run.len() >= 3 && ends * 2 >= run.len());
        for print in &mut prints[start..end] {
            print.edge = if set_in { longest } else { frame.right };
        }
        start = end;
    }
}

/// Notes how much of the head and the end of each line is raised.
fn set_leads(prints: &mut [Print<'_>], raised: &[Span]) {
    for print in prints {
        let at = raised.partition_point(|span| span.start < print.span.start);
        if let Some(span) = raised.get(at).filter(|span| span.start == print.span.start) {
            print.lead = (span.end.min(print.span.end) - print.span.start) as usize;
        }
        let before = raised.partition_point(|span| span.end <= print.span.end);
        let last = before.checked_sub(1).map(|at| raised[at]);
        if let Some(span) = last.filter(|s| s.end == print.span.end && s.start > print.span.start) {
            print.tail = span.len();
        }
    }
}

fn is_justified(prints: &[Print<'_>], frames: &[Frame], body: f32) -> bool {
    let body_lines = prints
        .iter()
        .filter(|p| !p.beside && (p.size - body).abs() < body * 0.05);
    let near: Vec<bool> = body_lines
        .map(|p| (frames[p.frame].right - p.right).abs() < body * 0.3)
        .collect();
    near.iter().filter(|full| **full).count() * 2 > near.len()
}
