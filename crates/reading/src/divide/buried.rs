//! Buried marks: marks run together with the figure before them, or with the word after them.
//!
//! By itself "March 16, 19572" holds no mark. Where note 2 has none, and those of notes 1 and 3 stand before and after,
//! it does: each note still without a mark looks for its number, printed as the marks of the text are, between the marks
//! of its neighbours. Numbers that make no sense otherwise, or that stand elsewhere without the mark, weigh most.

use super::bind::NoteSign;
use super::labels::Sign;
use super::marks::{MarkForm, MarkSign};
use kaozheng_text::Span;
use std::ops::Range;

/// How far back a note looks for a buried mark, in bytes.
const REACH: usize = 12_000;

/// Least weight of a place that is taken for a mark.
const LEAST: f64 = 0.45;

/// Most places that are looked at for one note.
const MOST_FINDS: usize = 24;

/// Most notes in a row that look for their marks together.
const MOST_LOST: usize = 40;

/// A place where a mark may be buried.
#[derive(Clone, Copy, Debug)]
struct Find {
    span: Span,
    weight: f64,
}

/// The marks of notes that `bound` leaves without one, each with its note. `text` are the stretches of running text, in
/// order; `bound` holds for each of `marks` the index of its note.
pub(super) fn buried(
    raw: &str,
    text: &[Span],
    marks: &[&MarkSign],
    bound: &[Option<usize>],
    notes: &[NoteSign],
) -> Vec<(MarkSign, usize)> {
    let Some(form) = commonest(marks, bound) else {
        return Vec::new();
    };
    let places = places_of_marks(marks, bound, notes.len());
    // Where most notes have no mark, the form of the others says little.
    if places.iter().flatten().count() * 3 < notes.len() {
        return Vec::new();
    }
    let seeker = Seeker { raw, text, form };
    let mut out = Vec::new();
    let mut nth = 0;
    while nth < notes.len() {
        let lost = places[nth..].iter().take_while(|p| p.is_none()).count();
        let run = nth..nth + lost.min(MOST_LOST);
        if lost > 0 {
            out.extend(seeker.find_run(run.clone(), &places, notes));
        }
        nth = run.end.max(nth + 1);
    }
    out
}

/// The form of most marks that lead to a note.
fn commonest(marks: &[&MarkSign], bound: &[Option<usize>]) -> Option<MarkForm> {
    let mut counts = std::collections::BTreeMap::new();
    for (mark, _) in marks.iter().zip(bound).filter(|(_, note)| note.is_some()) {
        *counts.entry(mark.form).or_insert(0usize) += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(form, _)| form)
}

fn places_of_marks(
    marks: &[&MarkSign],
    bound: &[Option<usize>],
    notes: usize,
) -> Vec<Option<Span>> {
    let mut places = vec![None; notes];
    for (mark, note) in marks.iter().zip(bound) {
        if let Some(note) = note {
            places[*note] = Some(mark.raw);
        }
    }
    places
}

struct Seeker<'a> {
    raw: &'a str,
    text: &'a [Span],
    form: MarkForm,
}

impl Seeker<'_> {
    /// Marks for a run of notes that have none, in order, so that their weights are greatest together.
    fn find_run(
        &self,
        run: Range<usize>,
        places: &[Option<Span>],
        notes: &[NoteSign],
    ) -> Vec<(MarkSign, usize)> {
        let window = self.window(run.clone(), places, notes);
        let found: Vec<Vec<Find>> = run
            .clone()
            .map(|nth| {
                let end = window.end.min(notes[nth].at);
                self.finds(&notes[nth].sign, window.start..end.max(window.start))
            })
            .collect();
        let chosen = in_order(&found);
        let mark = |(at, find): (usize, Find)| {
            let nth = run.start + at;
            let sign = notes[nth].sign.clone();
            let mark = MarkSign {
                form: self.form,
                sign,
                raw: find.span,
                weight: find.weight,
            };
            (mark, nth)
        };
        chosen.into_iter().map(mark).collect()
    }

    /// The stretch between the marks of the notes before and after, not beyond the notes of the page before.
    fn window(
        &self,
        run: Range<usize>,
        places: &[Option<Span>],
        notes: &[NoteSign],
    ) -> Range<usize> {
        let (first, last) = (&notes[run.start], &notes[run.end - 1]);
        let earlier = places[..run.start].iter().rev().take(MOST_LOST);
        let before = earlier.flatten().map(|span| span.end as usize).next();
        let later = places[run.end..].iter().take(MOST_LOST).flatten();
        let after = later.map(|span| span.start as usize).next();
        let others = notes[..run.start].iter().rev();
        let group = others
            .map(|n| (n.group, n.at))
            .find(|(group, _)| *group != first.group)
            .map_or(0, |(_, at)| at);
        let low = before.unwrap_or(0).max(group);
        let high = after.filter(|at| *at > low).unwrap_or(last.at).min(last.at);
        low.max(high.saturating_sub(REACH)).min(high)..high
    }

    /// The places where a mark of this sign may be buried.
    fn finds(&self, sign: &Sign, window: Range<usize>) -> Vec<Find> {
        let Some(printed) = printed(self.form, sign) else {
            return Vec::new();
        };
        let from = self
            .text
            .partition_point(|s| (s.end as usize) <= window.start);
        let lines = self.text[from..].iter();
        let inside = lines.take_while(|s| (s.start as usize) < window.end);
        let mut finds = Vec::new();
        for line in inside {
            let start = (line.start as usize).max(window.start);
            let end = (line.end as usize).min(window.end);
            for (at, _) in self.raw[start..end.max(start)].match_indices(&printed) {
                let span = Span::new(start + at, start + at + printed.len());
                let weight = self.weight(span, *line);
                finds.extend((weight >= LEAST).then_some(Find { span, weight }));
            }
            if finds.len() >= MOST_FINDS {
                break;
            }
        }
        finds
    }

    /// How well a place fits a mark.
    fn weight(&self, span: Span, line: Span) -> f64 {
        let before = &self.raw[line.start as usize..span.start as usize];
        let after = &self.raw[span.end as usize..line.end as usize];
        let Some(last) = before.chars().next_back().filter(|c| !c.is_whitespace()) else {
            return 0.0;
        };
        let next = after.chars().next();
        let bare = self.form == MarkForm::Glued;
        let ends = match next {
            None => 0.2,
            Some(c) if c.is_whitespace() || ".,;:)]”’\"—".contains(c) => 0.1,
            Some(c) if c.is_uppercase() && !last.is_alphabetic() => 0.0,
            Some(_) if !bare => 0.0,
            Some(_) => return 0.0,
        };
        let decimal = bare && matches!(next, Some('.' | ',')) && {
            after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        };
        if decimal || bare && matches!(last, '/' | '-' | '–' | '$') {
            return 0.0;
        }
        let printed_before = match last {
            c if c.is_ascii_digit() => self.stem(before, span),
            c if c.is_alphabetic() => 0.4,
            _ => 0.6,
        };
        printed_before + ends
    }

    /// What speaks for a mark behind a figure: the figure stands elsewhere without it, or makes no sense with it.
    fn stem(&self, before: &str, span: Span) -> f64 {
        if self.form != MarkForm::Glued {
            return 0.7;
        }
        let bounds = |c: char| c.is_whitespace() || "(“\"".contains(c);
        let word = before.rsplit(bounds).next().unwrap_or("");
        let own = before.len() - word.len();
        let stem = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let whole_start = span.start as usize - stem.len();
        let whole = &self.raw[whole_start..span.end as usize];
        let digits = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
        let figure = &stem[stem.len() - digits..];
        let elsewhere = self.stands(stem, whole_start);
        let again = self.stands(whole, whole_start);
        let mut weight: f64 = 0.4;
        weight += if elsewhere { 0.2 } else { 0.0 } - if again { 0.3 } else { 0.0 };
        if year(figure)
            || day_and_mark(
                before,
                own,
                figure,
                &self.raw[span.start as usize..span.end as usize],
            )
        {
            weight += 0.3;
        }
        weight
    }

    /// Whether a word stands at another place too.
    fn stands(&self, word: &str, own: usize) -> bool {
        let bounded = |at: usize| {
            let before = self.raw[..at].chars().next_back();
            let after = self.raw[at + word.len()..].chars().next();
            let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '/');
            apart(before) && apart(after)
        };
        let low = own.saturating_sub(REACH);
        let low = (low..=own)
            .find(|at| self.raw.is_char_boundary(*at))
            .unwrap_or(own);
        let high = (own + REACH).min(self.raw.len());
        let high = (high..=self.raw.len()).find(|at| self.raw.is_char_boundary(*at));
        let near = &self.raw[low..high.unwrap_or(self.raw.len())];
        near.match_indices(word)
            .map(|(at, _)| low + at)
            .any(|at| at != own && bounded(at))
    }
}

fn year(figure: &str) -> bool {
    figure.len() == 4
        && figure
            .parse()
            .is_ok_and(|year: u32| (1500..2100).contains(&year))
}

/// Whether a figure after the name of a month is a day, and with the mark is none ("February 242").
fn day_and_mark(before: &str, own: usize, figure: &str, mark: &str) -> bool {
    let word = before[..own].trim_end().rsplit(' ').next().unwrap_or("");
    let day = |text: &str| text.parse().is_ok_and(|day: u32| (1..=31).contains(&day));
    let named = word.trim_end_matches('.').len() >= 3 && word.starts_with(char::is_uppercase);
    named && day(figure) && !day(&format!("{figure}{mark}"))
}

/// How a mark of this form is printed.
fn printed(form: MarkForm, sign: &Sign) -> Option<String> {
    let Sign::Number(number) = sign else {
        return None;
    };
    let sign = |c: char| {
        if c == '\0' {
            String::new()
        } else {
            c.to_string()
        }
    };
    match form {
        MarkForm::Glued => Some(number.to_string()),
        MarkForm::Paren => Some(format!("{number})")),
        MarkForm::Bracket => Some(format!("[{number}]")),
        MarkForm::Framed(open, close) => Some(format!("{}{number}{}", sign(open), sign(close))),
        _ => None,
    }
}

/// The best way to end at a place: its weight, and the note and place before it.
type Way = (f64, Option<(usize, usize)>);

/// One place at most for each note, in order, so that their weights are greatest together.
fn in_order(found: &[Vec<Find>]) -> Vec<(usize, Find)> {
    let mut ways: Vec<Vec<Way>> = Vec::with_capacity(found.len());
    for (nth, finds) in found.iter().enumerate() {
        let best = |find: &Find| {
            let mut best = (find.weight, None);
            for (other, earlier) in found[..nth].iter().enumerate() {
                for (at, before) in earlier.iter().enumerate() {
                    let sum = ways[other][at].0 + find.weight;
                    if before.span.end <= find.span.start && sum > best.0 {
                        best = (sum, Some((other, at)));
                    }
                }
            }
            best
        };
        ways.push(finds.iter().map(best).collect());
    }
    let ends = ways.iter().enumerate().flat_map(|(nth, own)| {
        own.iter()
            .enumerate()
            .map(move |(at, way)| (way.0, nth, at))
    });
    let last = ends.max_by(|a, b| a.0.total_cmp(&b.0));
    let mut chosen = Vec::new();
    let mut here = last.map(|(_, nth, at)| (nth, at));
    while let Some((nth, at)) = here {
        chosen.push((nth, found[nth][at]));
        here = ways[nth][at].1;
    }
    chosen.reverse();
    chosen
}
