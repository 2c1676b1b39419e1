//! Which lines are notes.
//!
//! A note is known by three things at once: its label continues a sequence, its mark stands in the text before it, and
//! it stands where notes stand (at the foot of a page, or in a run of labelled paragraphs). One style of label is
//! chosen for the whole text, the one that explains most marks; lists with the same look lose, for want of marks.

mod runs;

pub(super) use runs::heads_notes;

use super::furniture::RULE;
use super::labels::{Label, LabelStyle, Sign, label_of};
use super::lines::{Layout, Line};
use super::marks::{MarkForm, MarkSign, marks_in};
use super::rests::cites;
use std::collections::{BTreeMap, BTreeSet};

/// What a line has to do with notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoteLine {
    /// A note begins.
    Start(Label),
    /// Goes on with the note above, or with one of the page before.
    Inside,
}

/// The lines that are notes, and the forms of mark that lead to them.
#[derive(Clone, Debug, Default)]
pub(super) struct NotePlan {
    /// One for each line.
    pub(super) lines: Vec<Option<NoteLine>>,
    /// The marks of the text, those of note lines left out, by line.
    pub(super) marks: Vec<Vec<MarkSign>>,
    /// The style of label.
    pub(super) style: Option<LabelStyle>,
    /// Labels whose mark was found, a measure of how well the style explains the text.
    score: f64,
    /// How much the notes sound like notes.
    words: f64,
    matched: BTreeMap<MarkForm, usize>,
    /// Notes that sound like notes, to which no mark leads.
    unmarked: usize,
    /// Notes in sections with a heading for notes.
    headed: usize,
}

/// Finds the note lines.
pub(super) fn find_notes(lines: &[Line], raw: &str, layout: Layout) -> NotePlan {
    let marks = candidates(lines, raw, layout);
    let labels: Vec<Option<Label>> = lines
        .iter()
        .map(|line| {
            line.furniture
                .is_none()
                .then(|| label_of(line.span.of(raw)))
                .flatten()
        })
        .collect();
    let looks = looks_of_notes(lines, &labels, raw);
    let mut page = Page {
        lines,
        labels: &labels,
        looks: &looks,
        layout,
        marks_are_whole: false,
    };
    let first = best_plan(page, &marks, raw);
    page.marks_are_whole = first.marks_are_whole();
    let kept = dominant(&first);
    let marks: Vec<Vec<MarkSign>> = marks
        .into_iter()
        .map(|line| {
            line.into_iter()
                .map(|mark| without_bracket(mark, &kept))
                .filter(|m| kept.contains(&m.form))
                .collect()
        })
        .collect();
    let mut plan = best_plan(page, &marks, raw);
    plan.marks = marks;
    for (line, role) in plan.marks.iter_mut().zip(&plan.lines) {
        if role.is_some() {
            line.clear();
        }
    }
    plan
}

#[derive(Clone, Copy)]
struct Page<'a> {
    lines: &'a [Line],
    labels: &'a [Option<Label>],
    /// How much each labelled line sounds like a note, 0 to 1.
    looks: &'a [f64],
    layout: Layout,
    /// Whether nearly every note has its mark, so that a label without one is hardly a note.
    marks_are_whole: bool,
}

/// Lines of a note that are looked at for the look of a citation.
const LOOK_LINES: usize = 3;

/// How much each labelled line sounds like a note: by its first words, or by what it cites.
fn looks_of_notes(lines: &[Line], labels: &[Option<Label>], raw: &str) -> Vec<f64> {
    let look = |at: usize| {
        if labels[at].is_none() {
            return 0.0;
        }
        let words = editors_words(lines[at].span.of(raw)) / 0.6;
        let more = (at + 1..lines.len()).take(LOOK_LINES - 1);
        let own = more.take_while(|n| labels[*n].is_none() && lines[*n].gap == 0);
        let end = own.last().unwrap_or(at);
        let text = &raw[lines[at].span.start as usize..lines[end].span.end as usize];
        words.max(if cites(text) { 0.8 } else { 0.0 })
    };
    (0..lines.len()).map(look).collect()
}

fn candidates(lines: &[Line], raw: &str, _layout: Layout) -> Vec<Vec<MarkSign>> {
    let italics = lines
        .iter()
        .filter(|line| has_italics(line.span.of(raw)))
        .count()
        >= 2;
    let marks = |line: &Line| {
        if line.furniture.is_some() {
            return Vec::new();
        }
        let text = line.span.of(raw);
        let own = label_of(text).filter(|label| label.style.looks_like_mark());
        let skip = own.map_or(0, |label| label.skip);
        marks_in(text, line.span.start as usize, skip, italics)
    };
    lines.iter().map(marks).collect()
}

/// Whether a pair of asterisks encloses words, as Markdown italics do.
fn has_italics(text: &str) -> bool {
    let parts: Vec<&str> = text.split('*').collect();
    parts.len() >= 3
        && parts[1..parts.len() - 1]
            .iter()
            .any(|inner| !inner.is_empty() && !inner.starts_with(' ') && !inner.ends_with(' '))
}

/// The forms of mark that led to at least one note in eight; plain ones always, so that marks without a note are seen.
fn dominant(plan: &NotePlan) -> BTreeSet<MarkForm> {
    let total: usize = plan.matched.values().sum();
    let often = |form: &MarkForm| plan.matched.get(form).copied().unwrap_or(0) * 8 > total;
    let stays = |form: &MarkForm| match form {
        MarkForm::Caret | MarkForm::Symbol | MarkForm::RaisedParen => true,
        MarkForm::Raised => often(form) || total == 0 || often(&MarkForm::RaisedParen),
        _ => total > 0 && often(form),
    };
    let firm = [
        MarkForm::RaisedParen,
        MarkForm::Raised,
        MarkForm::Caret,
        MarkForm::Symbol,
    ];
    let all = firm.into_iter().chain(plan.matched.keys().copied());
    all.filter(stays).collect()
}

/// A mark before a round bracket that is not its own: `(of relations13)` where marks have no brackets.
fn without_bracket(mut mark: MarkSign, kept: &BTreeSet<MarkForm>) -> MarkSign {
    let bare = kept.contains(&MarkForm::Glued) && !kept.contains(&MarkForm::Paren);
    if bare && mark.form == MarkForm::Paren {
        mark.form = MarkForm::Glued;
        mark.raw.end -= 1;
        mark.weight = 0.5;
    }
    mark
}

/// The styles of label in a text, the firm ones first.
fn styles(page: Page<'_>) -> Vec<LabelStyle> {
    let found: BTreeSet<LabelStyle> = page.labels.iter().flatten().map(|l| l.style).collect();
    found.into_iter().collect()
}

fn best_plan(page: Page<'_>, marks: &[Vec<MarkSign>], raw: &str) -> NotePlan {
    let paged = page.lines.last().is_some_and(|line| line.leaf > 0);
    let mut best = NotePlan {
        lines: vec![None; page.lines.len()],
        ..NotePlan::default()
    };
    for style in styles(page) {
        let mut plan = if paged {
            by_feet(page, marks, style)
        } else {
            runs::by_runs(page, marks, style, raw)
        };
        plan.style = Some(style);
        let starts =
            (0..plan.lines.len()).filter(|&at| matches!(plan.lines[at], Some(NoteLine::Start(_))));
        plan.words = starts
            .map(|at| editors_words(page.lines[at].span.of(raw)))
            .sum();
        if plan.score + plan.words > best.score + best.words {
            best = plan;
        }
    }
    best
}

/// Every mark by its sign, in the order of the text, with those that a note has answered.
struct Seen {
    by_sign: BTreeMap<Sign, Vec<SeenMark>>,
}

struct SeenMark {
    line: usize,
    leaf: usize,
    weight: f64,
    form: MarkForm,
    answered: bool,
}

/// How many marks of one sign are looked through, backwards, for one that is free.
const LOOK_BACK: usize = 40;

impl Seen {
    fn of(page: Page<'_>, marks: &[Vec<MarkSign>]) -> Seen {
        let mut by_sign: BTreeMap<Sign, Vec<SeenMark>> = BTreeMap::new();
        for (line, marks) in marks.iter().enumerate() {
            for mark in marks {
                by_sign
                    .entry(mark.sign.clone())
                    .or_default()
                    .push(SeenMark {
                        line,
                        leaf: page.lines[line].leaf,
                        weight: mark.weight,
                        form: mark.form,
                        answered: false,
                    });
            }
        }
        Seen { by_sign }
    }

    /// The latest free mark of this sign before a line; marks of earlier leaves weigh half.
    fn free(
        &self,
        sign: &Sign,
        before: usize,
        leaf: usize,
        taken: &[(Sign, usize)],
    ) -> Option<(f64, MarkForm, usize)> {
        let marks = self.by_sign.get(sign)?;
        let end = marks.partition_point(|mark| mark.line < before);
        let is_free =
            |&at: &usize| !marks[at].answered && !taken.iter().any(|(s, n)| s == sign && *n == at);
        let at = (0..end).rev().take(LOOK_BACK).find(is_free)?;
        let weight = if marks[at].leaf == leaf {
            marks[at].weight
        } else {
            marks[at].weight * 0.5
        };
        Some((weight, marks[at].form, at))
    }

    fn answer(&mut self, taken: &[(Sign, usize)]) {
        for (sign, at) in taken {
            if let Some(marks) = self.by_sign.get_mut(sign) {
                marks[*at].answered = true;
            }
        }
    }
}

fn fits_style(label: &Label, style: LabelStyle) -> bool {
    label.style == style || label.style == LabelStyle::Symbol
}

/// A try at reading the lines from one label on as notes.
struct Trial {
    score: f64,
    starts: Vec<usize>,
    matched: Vec<MarkForm>,
    taken: Vec<(Sign, usize)>,
    unmarked: usize,
}

impl Trial {
    fn last_sign<'a>(&self, page: Page<'a>) -> Option<&'a Sign> {
        let last = *self.starts.last()?;
        page.labels[last].as_ref().map(|label| &label.sign)
    }
}

/// How much the look of a note weighs beside its mark, and without a mark.
const MARKED_LOOK: f64 = 0.25;
const LONE_LOOK: f64 = 0.5;

/// Follows the sequence of labels over `range`, taking marks that stand before it.
fn follow(
    page: Page<'_>,
    style: LabelStyle,
    range: &[usize],
    seen: &Seen,
    lone: f64,
    earlier: Option<&Sign>,
) -> Trial {
    let mut trial = Trial {
        score: 0.0,
        starts: Vec::new(),
        matched: Vec::new(),
        taken: Vec::new(),
        unmarked: 0,
    };
    let mut last: Option<Sign> = None;
    let mut indent = None;
    let before = range.first().copied().unwrap_or(0);
    for &at in range {
        let Some(label) = page.labels[at].as_ref().filter(|l| fits_style(l, style)) else {
            continue;
        };
        if indent.is_some_and(|i: usize| page.lines[at].indent.abs_diff(i) > 2) {
            continue;
        }
        let step = step(last.as_ref(), &label.sign);
        if label.misread && !matches!(step, Step::Next) || matches!(step, Step::Back) {
            continue;
        }
        let mark = seen.free(&label.sign, before, page.lines[at].leaf, &trial.taken);
        let year = matches!(label.sign, Sign::Number(1000..)) && !matches!(step, Step::Next);
        if mark.is_none() && (year || matches!(step, Step::Jump)) {
            continue;
        }
        match mark {
            Some((weight, form, nth)) => {
                trial.score += weight + MARKED_LOOK * page.looks[at];
                trial.matched.push(form);
                trial.taken.push((label.sign.clone(), nth));
            }
            None => {
                let next = match step {
                    Step::First => matches!(self::step(earlier, &label.sign), Step::Next),
                    other => matches!(other, Step::Next),
                };
                trial.unmarked += usize::from(page.looks[at] > 0.5);
                trial.score += if next { lone } else { -0.6 } + LONE_LOOK * page.looks[at];
            }
        }
        trial.starts.push(at);
        last = Some(label.sign.clone());
        indent = Some(page.lines[at].indent);
    }
    trial
}

enum Step {
    First,
    Next,
    Jump,
    Back,
}

fn step(last: Option<&Sign>, sign: &Sign) -> Step {
    match (last, sign) {
        (None, _) => Step::First,
        (Some(Sign::Number(a)), Sign::Number(b)) if *b == a + 1 => Step::Next,
        (Some(Sign::Symbol(a)), Sign::Symbol(b)) if *b == a + 1 => Step::Next,
        (Some(Sign::Letter(a)), Sign::Letter(b)) if *b == a + 1 => Step::Next,
        (Some(Sign::Number(a)), Sign::Number(b)) if b > a && b - a > 4 => Step::Back,
        (Some(Sign::Number(a)), Sign::Number(b)) if b <= a && *b > 3 => Step::Back,
        _ => Step::Jump,
    }
}

/// Notes at the foot of each leaf: the best last part of its lines.
fn by_feet(page: Page<'_>, marks: &[Vec<MarkSign>], style: LabelStyle) -> NotePlan {
    let mut plan = NotePlan {
        lines: vec![None; page.lines.len()],
        ..NotePlan::default()
    };
    let mut seen = Seen::of(page, marks);
    let mut earlier: Option<Sign> = None;
    let mut start = 0;
    while start < page.lines.len() {
        let leaf = page.lines[start].leaf;
        let end = page.lines[start..]
            .iter()
            .position(|l| l.leaf != leaf)
            .map_or(page.lines.len(), |n| start + n);
        if let Some((from, trial)) =
            best_foot(page, marks, style, start..end, &seen, earlier.as_ref())
        {
            earlier = trial.last_sign(page).cloned();
            plan.accept(page, &mut seen, &trial, from..end);
        }
        start = end;
    }
    plan
}

impl NotePlan {
    /// Whether seven marks were found for each note that has none and sounds like a note.
    fn marks_are_whole(&self) -> bool {
        self.marks_explained() > 0 && self.marks_explained() >= self.unmarked * 7
    }

    /// Whether this reading explains more marks than another, or nearly as many by sections with headings for notes.
    pub(super) fn explains_more(&self, other: &NotePlan) -> bool {
        let (own, others) = (self.marks_explained(), other.marks_explained());
        own > others || self.headed > other.headed && own * 5 >= others * 4
    }

    /// How many notes have their mark in the text before them.
    pub(super) fn marks_explained(&self) -> usize {
        self.matched.values().sum()
    }

    fn accept(
        &mut self,
        page: Page<'_>,
        seen: &mut Seen,
        trial: &Trial,
        range: std::ops::Range<usize>,
    ) {
        self.score += trial.score;
        self.unmarked += trial.unmarked;
        for form in &trial.matched {
            *self.matched.entry(*form).or_default() += 1;
        }
        seen.answer(&trial.taken);
        write_roles(page, &mut self.lines, range.start, range.end, &trial.starts);
    }
}

fn write_roles(
    page: Page<'_>,
    roles: &mut [Option<NoteLine>],
    from: usize,
    end: usize,
    starts: &[usize],
) {
    for (role, line) in roles[from..end].iter_mut().zip(&page.lines[from..end]) {
        if line.furniture.is_none() {
            *role = Some(NoteLine::Inside);
        }
    }
    for &at in starts {
        roles[at] = page.labels[at].clone().map(NoteLine::Start);
    }
}

/// Where the notes of one leaf begin, if a reading with notes is better than one without.
fn best_foot(
    page: Page<'_>,
    marks: &[Vec<MarkSign>],
    style: LabelStyle,
    leaf: std::ops::Range<usize>,
    seen: &Seen,
    earlier: Option<&Sign>,
) -> Option<(usize, Trial)> {
    let mut best: Option<(usize, Trial)> = None;
    let lines: Vec<usize> = leaf
        .clone()
        .filter(|&at| page.lines[at].furniture.is_none())
        .collect();
    for (nth, &at) in lines.iter().enumerate() {
        if page.labels[at]
            .as_ref()
            .is_some_and(|l| fits_style(l, style))
        {
            let mut trial = follow(
                page,
                style,
                &lines[nth..],
                seen,
                lone_at_foot(page, style),
                earlier,
            );
            let inside: usize = lines[nth..]
                .iter()
                .map(|&l| marks[l].iter().filter(|m| m.form.is_plain()).count())
                .sum();
            let rule = leaf.start < at && page.lines[at - 1].furniture == Some(RULE);
            let gap = page.lines[at].gap > 0 || rule;
            let unexplained = centred_lines(page, &lines[nth..]);
            trial.score +=
                if gap { 0.3 } else { 0.0 } - 0.8 * inside as f64 - 0.8 * unexplained as f64;
            let starts_here = trial.starts.first() == Some(&at);
            if starts_here && trial.score > best.as_ref().map_or(0.45, |(_, t)| t.score - 0.01) {
                let from = with_rule(page, leaf.start, at);
                best = Some((from, trial));
            }
        }
    }
    best
}

/// What a label that continues the sequence weighs at the foot of a page when no mark leads to it.
fn lone_at_foot(page: Page<'_>, style: LabelStyle) -> f64 {
    let of_lists = style.is_of_lists() && style != LabelStyle::Bare;
    match (of_lists, page.marks_are_whole) {
        (true, true) => -0.3,
        (true, false) => 0.1,
        (false, true) => 0.2,
        (false, false) => 0.3,
    }
}

/// Headings and datelines never stand below the notes.
fn centred_lines(page: Page<'_>, lines: &[usize]) -> usize {
    let stands = |&&at: &&usize| page.layout.stand(&page.lines[at]) != super::lines::Stand::Plain;
    lines.iter().filter(stands).count()
}

/// The first line after the rule that parts notes from text, when one stands not far above.
fn with_rule(page: Page<'_>, start: usize, at: usize) -> usize {
    (start..at)
        .rev()
        .take(12)
        .find(|&above| page.lines[above].furniture == Some(RULE))
        .map_or(at, |rule| rule + 1)
}

/// How much the first words of a labelled line sound like a note of an editor or scholar.
fn editors_words(line: &str) -> f64 {
    let words = line.trim_start_matches(|c: char| !c.is_alphabetic());
    let openings = [
        "Source",
        "See ",
        "Ibid",
        "Not printed",
        "Not found",
        "For ",
        "Cf.",
        "Dated ",
        "Reference",
        "Printed",
        "Document ",
        "Telegram",
        "Attached",
        "The source text",
        "A copy",
        "Memorandum",
        "In telegram",
        "Supra",
        "Infra",
        "Drafted",
        "Secret",
    ];
    if openings.iter().any(|o| words.starts_with(o)) {
        0.6
    } else {
        0.0
    }
}
