//! Rests of notes: what a note left over at the foot of one page and the next page carries on.
//!
//! The rest of a note bears no label. It stands first among the notes of the next page, under the text, and nothing may
//! part it from the text but its own words and those around it: the note before broke off, the text above it goes on
//! after it, its lines have the width of notes. A trained judge weighs these signs for each line at which the rest
//! could begin; its weights are the numbers of `rests.txt`.

use super::breaks::{Breaks, ENDS, End, STARTS, end_of, start_of};
use super::furniture::RULE;
use super::judge::{Judge, Row, Signs};
use super::lines::{Layout, Line};
use super::marks::marks_in;
use super::notes::{NoteLine, NotePlan};
use crate::open::Opened;
use std::sync::LazyLock;

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::read(include_str!("rests.txt")));

/// The places of an original at which the rest of a note could begin, for learning; `true` from `is_rest` says that the
/// line from one byte to another is part of a note.
pub fn rows(opened: &Opened, is_rest: &dyn Fn(usize, usize) -> bool) -> Vec<Row> {
    let (lines, plan, layout) = super::planned(opened);
    let breaks = Breaks::of(&lines, &plan, &opened.raw, layout);
    let mut seeker = Seeker::of(&lines, &plan, &opened.raw, layout, breaks);
    let mut rows = Vec::new();
    while let Some(open) = seeker.next_open() {
        let places = seeker.places(open);
        let span = |at: usize| lines[at].span;
        let rest = |at: usize| is_rest(span(at).start as usize, span(at).end as usize);
        for place in &places {
            let signs = seeker.signs(open, *place).0;
            let start = span(place.from).start as usize;
            let whole = rest(place.from) && !place.above.is_some_and(rest);
            let end = if whole { start } else { 0 };
            let group = open.last;
            rows.push(Row {
                signs,
                group,
                end,
                start,
            });
        }
        let found = places.into_iter().find(|p| rest(p.from) && rest(p.end - 1));
        seeker.settle(open, found);
    }
    rows
}

/// Adds the rests of notes to the plan.
pub(super) fn mark_rests<'a>(
    lines: &'a [Line],
    plan: &mut NotePlan,
    raw: &'a str,
    layout: Layout,
    breaks: Breaks<'a>,
) -> Breaks<'a> {
    let mut seeker = Seeker::of(lines, plan, raw, layout, breaks);
    while let Some(open) = seeker.next_open() {
        let weighed = seeker
            .places(open)
            .into_iter()
            .map(|place| (JUDGE.weigh(&seeker.signs(open, place).0), place));
        let best = weighed
            .filter(|(weight, _)| *weight > seeker.least(open))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        seeker.settle(open, best.map(|(_, place)| place));
    }
    let (rests, breaks) = (seeker.rests, seeker.breaks);
    for at in rests.into_iter().flat_map(|place| place.from..place.end) {
        if lines[at].furniture.is_none() {
            plan.lines[at] = Some(NoteLine::Inside);
            plan.marks[at].clear();
        }
    }
    breaks
}

/// Lines that may be the rest of a note.
#[derive(Clone, Copy, Debug)]
struct Place {
    from: usize,
    end: usize,
    /// The line of running text above, on the same page where pages are known.
    above: Option<usize>,
}

/// A note that may go on: its last line, and the line from which on its rest is looked for.
#[derive(Clone, Copy, Debug)]
struct Unfinished {
    last: usize,
    from: usize,
}

struct Seeker<'a> {
    lines: &'a [Line],
    raw: &'a str,
    layout: Layout,
    breaks: Breaks<'a>,
    /// Whether each line is of a note, rests that were found among them.
    of_note: Vec<bool>,
    begins: Vec<bool>,
    at: usize,
    note_width: usize,
    /// Share of the feet above which a blank line or a rule stands.
    parted: f32,
    rests: Vec<Place>,
}

/// How far below a note its rest is looked for where pages are not known, in lines.
const LOOK_BELOW: usize = 120;

impl<'a> Seeker<'a> {
    fn of(
        lines: &'a [Line],
        plan: &NotePlan,
        raw: &'a str,
        layout: Layout,
        breaks: Breaks<'a>,
    ) -> Seeker<'a> {
        let of_note: Vec<bool> = plan.lines.iter().map(Option::is_some).collect();
        let begins = plan
            .lines
            .iter()
            .map(|role| matches!(role, Some(NoteLine::Start(_))))
            .collect();
        let mut ends: Vec<usize> = (0..lines.len())
            .filter(|&at| of_note[at])
            .map(|at| lines[at].end())
            .collect();
        ends.sort_unstable();
        Seeker {
            lines,
            raw,
            layout,
            breaks,
            at: 0,
            note_width: ends.get(ends.len() * 92 / 100).copied().unwrap_or(0),
            parted: parted(lines, &of_note),
            of_note,
            begins,
            rests: Vec::new(),
        }
    }

    fn text(&self, at: usize) -> &'a str {
        self.lines[at].span.of(self.raw)
    }

    fn paged(&self) -> bool {
        self.lines.last().is_some_and(|line| line.leaf > 0)
    }

    /// The next note that breaks off before text.
    fn next_open(&mut self) -> Option<Unfinished> {
        while self.at < self.lines.len() {
            let last = self.at;
            self.at += 1;
            let next = (last + 1..self.lines.len()).find(|&n| self.lines[n].furniture.is_none());
            let ends = self.of_note[last] && next.is_some_and(|n| !self.of_note[n]);
            if let Some(from) = next.filter(|_| ends)
                && self.breaks_off(last)
            {
                return Some(Unfinished { last, from });
            }
        }
        None
    }

    /// Whether the last line of a note may be followed by more of it.
    fn breaks_off(&self, last: usize) -> bool {
        let closed = end_of(self.text(last)) == End::Sentence;
        let short = self.lines[last].end() + 12 < self.note_width;
        !closed || self.layout.wrapped && !short
    }

    /// How much must speak for a rest: less where the note stops in the midst of a clause.
    fn least(&self, open: Unfinished) -> f32 {
        match end_of(self.text(open.last)) {
            End::Lower | End::Comma | End::Hyphen => -1.5,
            _ => 0.0,
        }
    }

    /// Where its rest could stand.
    fn places(&self, open: Unfinished) -> Vec<Place> {
        if self.paged() {
            self.places_of_page(open)
        } else {
            self.places_below(open)
        }
    }

    /// On the page of the next text line: any line of text from which on all is text down to the notes or the page end.
    fn places_of_page(&self, open: Unfinished) -> Vec<Place> {
        let leaf = self.lines[open.from].leaf;
        if leaf == self.lines[open.last].leaf {
            return Vec::new();
        }
        let end = (open.from..self.lines.len())
            .find(|&n| self.of_note[n] || self.lines[n].leaf != leaf)
            .unwrap_or(self.lines.len());
        let texts: Vec<usize> = (open.from..end)
            .filter(|&n| self.lines[n].furniture.is_none())
            .collect();
        let Some(last) = texts.last() else {
            return Vec::new();
        };
        let place = |(nth, &from): (usize, &usize)| Place {
            from,
            end: last + 1,
            above: nth.checked_sub(1).map(|n| texts[n]),
        };
        texts.iter().enumerate().rev().take(40).map(place).collect()
    }

    /// Any block between blank lines up to the next notes.
    fn places_below(&self, open: Unfinished) -> Vec<Place> {
        let most = self.lines.len().min(open.from + LOOK_BELOW);
        let end = (open.from..most).find(|&n| self.of_note[n]).unwrap_or(most);
        let mut places: Vec<Place> = Vec::new();
        let mut above = None;
        for at in open.from..end {
            let line = &self.lines[at];
            if line.furniture.is_some() {
                continue;
            }
            let opens =
                !self.layout.wrapped || line.gap > 0 || self.lines[at - 1].furniture.is_some();
            if opens || places.is_empty() {
                places.push(Place {
                    from: at,
                    end: at + 1,
                    above,
                });
            } else if let Some(place) = places.last_mut() {
                place.end = at + 1;
            }
            above = Some(at);
        }
        places
    }

    fn settle(&mut self, open: Unfinished, found: Option<Place>) {
        let Some(place) = found else {
            return;
        };
        for at in place.from..place.end {
            self.of_note[at] = self.lines[at].furniture.is_none();
        }
        self.breaks.no_text(place.from..place.end);
        self.rests.push(place);
        self.at = self.at.max(open.last + 1).min(place.end - 1);
    }

    fn signs(&self, open: Unfinished, place: Place) -> Signs {
        let mut signs = Signs::default();
        let (note, first) = (&self.lines[open.last], &self.lines[place.from]);
        let next = place.end;
        let follows = self.lines.get(next);
        signs.flags(&[
            self.layout.wrapped,
            self.layout.gapped,
            self.layout.indent.is_some(),
            self.paged(),
        ]);
        signs.one_of(end_of(self.text(open.last)) as usize, ENDS);
        signs.one_of(start_of(self.text(place.from)) as usize, STARTS);
        signs.flag(self.unbalanced(open.last));
        let word = self.text(place.from).split(' ').next().unwrap_or("");
        let room = self.note_width as f32 - note.end() as f32 - 1.0 - word.chars().count() as f32;
        signs.number(room.clamp(-12.0, 40.0) / 16.0);
        signs.flags(&[room > 0.0, room > 3.0, room > 8.0]);
        let rule = place.from > 0 && self.lines[place.from - 1].furniture == Some(RULE);
        let gap = first.gap > 0;
        signs.flags(&[gap, rule, gap || rule]);
        signs.number(self.parted);
        let new_leaf = follows.is_none_or(|line| line.leaf != first.leaf);
        let label = (next..self.lines.len())
            .find(|&n| self.lines[n].furniture.is_none())
            .is_some_and(|n| self.begins[n]);
        signs.flags(&[label, label && !new_leaf, new_leaf, place.above.is_none()]);
        self.widths(&mut signs, place);
        signs.number(first.indent.min(24) as f32 / 8.0);
        let usual = self
            .layout
            .indent
            .is_some_and(|i| first.indent.abs_diff(i) <= 1);
        signs.flag(usual && first.indent > 0);
        self.around(&mut signs, place);
        let text = self.region(place);
        signs.flags(&[cites(&text), has_marks(&text)]);
        let distance = place.from - open.last;
        signs.number(distance.min(60) as f32 / 30.0);
        signs.flag(distance == 1 || place.from == open.from);
        signs
    }

    fn widths(&self, signs: &mut Signs, place: Place) {
        let lines = &self.lines[place.from..place.end];
        let most = lines.iter().map(Line::end).max().unwrap_or(0) as f32;
        let width = self.breaks.width() as f32;
        signs.number(((most - width) / 8.0).clamp(-3.0, 3.0));
        signs.number(((self.note_width as f32 - width) / 8.0).clamp(-3.0, 3.0));
        signs.number(((self.note_width as f32 - most) / 8.0).clamp(-3.0, 3.0));
        signs.number(lines.len().min(12) as f32 / 6.0);
        signs.flag(lines.len() == 1);
    }

    /// How the text above and below goes together, with the rest between and without it.
    fn around(&self, signs: &mut Signs, place: Place) {
        let before = place.above.or_else(|| self.breaks.text_before(place.from));
        let after = self.breaks.text_from(place.end);
        let end = before.map_or(End::Other, |n| end_of(self.text(n)));
        signs.one_of(end as usize, ENDS);
        signs.one_of(end_of(self.text(place.end - 1)) as usize, ENDS);
        let start = after.map_or(STARTS - 1, |n| start_of(self.text(n)) as usize);
        signs.one_of(start, STARTS);
        let weigh = |up: Option<usize>, down: Option<usize>| match (up, down) {
            (Some(up), Some(down)) => (self.breaks.weigh(up, down, 3) / 4.0).clamp(-2.0, 2.0),
            _ => 0.0,
        };
        let joined = weigh(before, Some(place.from));
        let left = weigh(Some(place.end - 1), after);
        let over = weigh(before, after);
        for weight in [joined, left, over, joined.max(left) - over] {
            signs.number(weight);
        }
    }

    /// The first lines of a place.
    fn region(&self, place: Place) -> String {
        let lines = (place.from..place.end).filter(|&n| self.lines[n].furniture.is_none());
        let texts: Vec<&str> = lines.take(4).map(|n| self.text(n)).collect();
        texts.join(" ")
    }

    /// Whether a bracket or quotation of the note is still open.
    fn unbalanced(&self, last: usize) -> bool {
        let from = (0..=last).rev().find(|&n| self.begins[n]).unwrap_or(last);
        let count = |c: char| -> usize {
            let lines = (from..=last).filter(|&n| self.of_note[n]);
            lines.map(|n| self.text(n).matches(c).count()).sum()
        };
        count('(') > count(')') || count('"') % 2 == 1 || count('“') > count('”')
    }
}

fn parted(lines: &[Line], of_note: &[bool]) -> f32 {
    let (mut feet, mut parted) = (0, 0);
    for at in 1..lines.len() {
        let above = (0..at).rev().find(|&n| lines[n].furniture.is_none());
        if of_note[at] && above.is_some_and(|n| !of_note[n] && lines[n].leaf == lines[at].leaf) {
            feet += 1;
            let rule = lines[at - 1].furniture == Some(RULE);
            parted += usize::from(rule || lines[at].gap > 0);
        }
    }
    if feet == 0 {
        0.5
    } else {
        parted as f32 / feet as f32
    }
}

fn has_marks(text: &str) -> bool {
    marks_in(text, 0, 0, true)
        .iter()
        .any(|mark| mark.form.is_plain() && mark.weight >= 0.9)
}

/// Whether a text has the look of a citation: pages, numbers, presses, years in brackets.
pub(super) fn cites(text: &str) -> bool {
    let signs = [
        " pp. ",
        " p. ",
        "No. ",
        "Vol. ",
        "Press",
        "Archive",
        "bid.",
        "vol. ",
        "no. ",
        " ed. ",
        "eds.",
        "University",
        "Files",
        "); ",
    ];
    signs.iter().filter(|sign| text.contains(*sign)).count() >= 2
}
