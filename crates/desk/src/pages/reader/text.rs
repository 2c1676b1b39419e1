//! The words of a passage with note marks, page breaks, emphasis and what is quoted of them.

use super::passage::{Draws, PassageView};
use super::quoted::Stretch;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The words, cut where something begins or ends.
pub(super) fn words(draws: &Draws<'_>, passage: &PassageView) -> Markup {
    let chars: Vec<char> = passage.text.chars().collect();
    let (start, end) = (passage.start, passage.start + chars.len());
    let over = |stretch: &&Stretch| stretch.start < end && stretch.end > start;
    let quoted: Vec<&Stretch> = draws.view.quoted.iter().filter(over).collect();
    let stars = emphasis(&chars);
    let mut cuts: BTreeSet<usize> = BTreeSet::from([start, end]);
    for stretch in &quoted {
        cuts.extend([stretch.start.max(start), stretch.end.min(end)]);
    }
    cuts.extend(passage.marks.iter().map(|mark| mark.at.clamp(start, end)));
    cuts.extend(passage.breaks.iter().map(|page| page.at.clamp(start, end)));
    for &(open, close) in &stars {
        cuts.extend([open, open + 1, close, close + 1].map(|at| start + at));
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    html! {
        @for (nth, &at) in cuts.iter().enumerate() {
            (standing_at(draws, passage, at, &quoted))
            @if let Some(&next) = cuts.get(nth + 1) {
                (run(&chars[at - start..next - start], at, at - start, &quoted, &stars))
            }
        }
    }
}

/// A run of letters in which nothing begins or ends.
fn run(
    letters: &[char],
    at: usize,
    within: usize,
    quoted: &[&Stretch],
    stars: &[(usize, usize)],
) -> Markup {
    let words: String = letters.iter().collect();
    let is_star = stars
        .iter()
        .any(|&(open, close)| within == open || within == close);
    let is_strong = stars
        .iter()
        .any(|&(open, close)| open < within && within < close);
    let narrowest = quoted
        .iter()
        .filter(|stretch| stretch.start <= at && at < stretch.end)
        .min_by_key(|stretch| (stretch.end - stretch.start, stretch.draft));
    let words = html! {
        @if is_star { span.star { (words) } }
        @else if is_strong { em { (words) } }
        @else { (words) }
    };
    match narrowest {
        Some(stretch) => html! {
            span.q.{ "k-" (stretch.kind) }.is-draft[stretch.draft] data-card=(stretch.card) { (words) }
        },
        None => words,
    }
}

/// What stands between two letters: page breaks, the addresses of stretches that begin here, and note marks.
fn standing_at(draws: &Draws<'_>, passage: &PassageView, at: usize, quoted: &[&Stretch]) -> Markup {
    let begin: BTreeSet<(usize, usize)> = quoted
        .iter()
        .filter(|stretch| stretch.start == at)
        .map(|stretch| (stretch.start, stretch.end))
        .collect();
    let first_of = |note: usize, mark: usize| {
        let same = passage
            .marks
            .iter()
            .position(|other| other.note == Some(note));
        same == Some(mark)
    };
    html! {
        @for page in passage.breaks.iter().filter(|page| page.at == at) {
            span.break aria-label=(draws.visit.words.say_of("page-of", &page.label)) { "|" }
        }
        @for (start, end) in begin {
            span.here #{ "c" (start) "-" (end) } {}
        }
        @for (nth, mark) in passage.marks.iter().enumerate().filter(|(_, mark)| mark.at == at) {
            sup.mark {
                @match mark.note {
                    Some(note) => a href={ "#p" (note) } id=[first_of(note, nth).then(|| format!("m{note}"))]
                        aria-label=(draws.visit.words.say_of("note-of", &mark.number)) { (mark.number) },
                    None => (mark.number),
                }
            }
        }
    }
}

/// Most letters between two asterisks that are taken as emphasis.
const LONGEST: usize = 300;

/// Pairs of asterisks around words, as Markdown and many OCR programs write italics.
fn emphasis(chars: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| **c == '*') {
        let after = chars
            .get(at + 1)
            .is_some_and(|c| !c.is_whitespace() && *c != '*');
        let before = at > 0 && !chars[at - 1].is_whitespace() && chars[at - 1] != '*';
        match open {
            Some(start) if before && at - start <= LONGEST => {
                out.push((start, at));
                open = None;
            }
            _ if after => open = Some(at),
            _ => {}
        }
    }
    out
}
