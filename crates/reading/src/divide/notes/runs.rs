//! Notes where pages are not known: runs of labelled paragraphs between those of the text.
//!
//! A run is notes when the marks before it say so. Under a heading for notes it needs no marks: notes of chapters, whose
//! numbers begin anew, follow each other there with nothing but headings between.

use super::{NotePlan, Page, Seen, Step, Trial, editors_words, fits_style, follow, step};
use crate::divide::labels::{LabelStyle, Sign};
use crate::divide::lines::Line;
use crate::divide::marks::MarkSign;

/// Notes in runs of labelled paragraphs, where pages are not known. Where sections of notes have their headings, what is
/// labelled like a list elsewhere is a list.
pub(super) fn by_runs(
    page: Page<'_>,
    marks: &[Vec<MarkSign>],
    style: LabelStyle,
    raw: &str,
) -> NotePlan {
    if style.is_of_lists() {
        let sections = runs_of(page, marks, style, raw, Runs::Headed);
        if sections.headed >= 2 && sections.marks_explained() * 2 >= sections.headed {
            return sections;
        }
    }
    runs_of(page, marks, style, raw, Runs::All)
}

/// Which runs of labelled paragraphs are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    All,
    /// Those under a heading for notes.
    Headed,
}

fn runs_of(
    page: Page<'_>,
    marks: &[Vec<MarkSign>],
    style: LabelStyle,
    raw: &str,
    which: Runs,
) -> NotePlan {
    let mut plan = NotePlan {
        lines: vec![None; page.lines.len()],
        ..NotePlan::default()
    };
    let mut seen = Seen::of(page, marks);
    let mut last: Option<Sign> = None;
    let mut at = 0;
    // The line after which a section of notes has come so far, once a heading has opened one.
    let mut section: Option<usize> = None;
    while at < page.lines.len() {
        if heads_notes(page.lines[at].span.of(raw)) {
            section = Some(at + 1);
            last = None;
        }
        let run = run_from(page, style, at);
        let headed = section.is_some_and(|from| from <= at && headings_only(page, from..at))
            && (last.is_none() || continues(page, at, last.as_ref()));
        if run.is_empty() || !headed && which == Runs::Headed {
            at += 1;
            continue;
        }
        let end = run_end(page, &run);
        let trial = best_stretch(page, style, &run, &seen, last.as_ref(), headed);
        let trial =
            trial.filter(|trial| headed || !better_below(page, style, trial, end, &seen, raw));
        section = section.filter(|_| headed && trial.is_some()).map(|_| end);
        if let Some(trial) = trial {
            plan.headed += if headed { trial.starts.len() } else { 0 };
            plan.accept(page, &mut seen, &trial, trial.starts[0]..end);
            last = trial.last_sign(page).cloned();
        }
        at = end;
    }
    plan
}

/// Words that stand over a section of notes.
const NOTES_HEADS: [&str; 18] = [
    "notes",
    "endnotes",
    "end notes",
    "footnotes",
    "notes and references",
    "references and notes",
    "anmerkungen",
    "fußnoten",
    "endnoten",
    "примечания",
    "notas",
    "note",
    "주",
    "주석",
    "미주",
    "각주",
    "注释",
    "註釋",
];

/// Bytes of the longest line that may be such a heading.
const LONGEST_NOTES_HEAD: usize = 60;

/// Whether a line is a heading over notes: "NOTES", "## Notes", "Notes to Chapter 3".
pub(in crate::divide) fn heads_notes(line: &str) -> bool {
    if line.len() > LONGEST_NOTES_HEAD {
        return false;
    }
    let sign = |c: char| c.is_whitespace() || "#*_[]—–-.:：".contains(c);
    let words = line.trim_matches(sign).to_lowercase();
    let to_part = |rest: &str| rest.starts_with(" to ") || rest.starts_with(" on ");
    NOTES_HEADS.contains(&words.as_str()) || words.strip_prefix("notes").is_some_and(to_part)
}

/// Whether a label is the next one, or the first of a new chapter.
fn continues(page: Page<'_>, at: usize, last: Option<&Sign>) -> bool {
    let sign = page.labels[at].as_ref().map(|label| &label.sign);
    sign.is_some_and(|sign| *sign == Sign::Number(1) || matches!(step(last, sign), Step::Next))
}

/// Lines that may stand between two runs of notes of one section.
const PART_HEADS: usize = 2;

/// Whether nothing but a short heading or two stands between two runs of notes.
fn headings_only(page: Page<'_>, range: std::ops::Range<usize>) -> bool {
    let own = page.lines[range].iter().filter(|l| l.furniture.is_none());
    let short = own.clone().all(|line| line.length <= 80);
    short && own.count() <= PART_HEADS
}

/// How many lines below a run another with the same first label is looked for.
const LOOK_BELOW: usize = 80;

/// Whether the same label stands again below in a run that reads better as notes: lists often come before the notes of
/// their page. Only for labels that lists have too.
fn better_below(
    page: Page<'_>,
    style: LabelStyle,
    trial: &Trial,
    from: usize,
    seen: &Seen,
    raw: &str,
) -> bool {
    if !style.is_of_lists() {
        return false;
    }
    let first = trial.starts[0];
    let sign = page.labels[first].as_ref().map(|label| &label.sign);
    let end = page.lines.len().min(from + LOOK_BELOW);
    let same = |at: &usize| page.labels[*at].as_ref().map(|label| &label.sign) == sign;
    let worth = |score: f64, at: usize| score + editors_words(page.lines[at].span.of(raw));
    (from..end).filter(same).any(|below| {
        let rival = best_stretch(
            page,
            style,
            &run_from(page, style, below),
            seen,
            None,
            false,
        );
        rival.is_some_and(|rival| {
            worth(rival.score, rival.starts[0]) > worth(trial.score, first) + 0.01
        })
    })
}

/// The label lines of the run that begins at `at`; empty when none begins there.
fn run_from(page: Page<'_>, style: LabelStyle, at: usize) -> Vec<usize> {
    let is_label = |n: usize| {
        page.labels[n]
            .as_ref()
            .is_some_and(|l| fits_style(l, style))
    };
    let firm = !style.is_of_lists() && style != LabelStyle::Symbol;
    let begins = |n: usize| !page.layout.wrapped || firm || n == 0 || page.lines[n].gap > 0;
    if page.lines[at].furniture.is_some() || !is_label(at) || !begins(at) {
        return Vec::new();
    }
    let mut run = vec![at];
    for n in at + 1..page.lines.len() {
        let line = &page.lines[n];
        if line.furniture.is_some() {
            continue;
        }
        if is_label(n) {
            run.push(n);
        } else if !page.layout.wrapped || line.gap > 0 {
            break;
        }
    }
    run
}

fn run_end(page: Page<'_>, run: &[usize]) -> usize {
    let last = *run.last().expect("a run has a first label");
    let goes_on = |line: &Line| page.layout.wrapped && (line.gap == 0 || line.furniture.is_some());
    let more = page.lines[last + 1..]
        .iter()
        .take_while(|line| goes_on(line))
        .count();
    last + 1 + more
}

/// The last part of a run that reads best as notes; the whole of one that stands under a heading for notes.
fn best_stretch(
    page: Page<'_>,
    style: LabelStyle,
    run: &[usize],
    seen: &Seen,
    last: Option<&Sign>,
    headed: bool,
) -> Option<Trial> {
    let firm = headed || !style.is_of_lists();
    let lone = if firm { 0.5 } else { -1.0 };
    let most = if headed { 1 } else { MOST_BEGINNINGS };
    let mut best: Option<Trial> = None;
    for from in 0..run.len().min(most) {
        let mut trial = follow(page, style, &run[from..], seen, lone, None);
        let Some(&start) = trial.starts.first() else {
            continue;
        };
        let sign = page.labels[start].as_ref().map(|l| &l.sign);
        let next =
            sign.is_some_and(|s| last.is_some_and(|l| matches!(step(Some(l), s), Step::Next)));
        if next && firm || headed {
            trial.score += 0.8;
        }
        if trial.score > best.as_ref().map_or(0.1, |t| t.score - 0.01) {
            best = Some(trial);
        }
    }
    best
}

/// How many of the first labels of a run are tried as its beginning.
const MOST_BEGINNINGS: usize = 40;
