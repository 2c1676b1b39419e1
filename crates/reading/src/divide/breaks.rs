//! Where paragraphs end: a small trained judge of line ends.
//!
//! Whether a new paragraph begins at a line is told by many signs at once, each weak and each worth more or less by the
//! habits of the layout: how full the line above is, how it ends, how the line begins, its indent, blank lines, a page
//! turned between them. A network of one hidden layer weighs them. It is trained by the example `learn_lines` on pages
//! made for the purpose; its weights are the numbers of `breaks.txt`, and nothing else of those pages is kept.

use super::blocks::list_like;
use super::judge::{Judge, Row, Signs};
use super::lines::{Layout, Line, Stand, ends_sentence};
use super::notes::NotePlan;
use super::parts::heading_like;
use crate::open::Opened;
use std::sync::LazyLock;

/// The line ends of the running text of an original, for learning; `begins` tells for each whether a paragraph begins
/// there, as far as that is known.
pub fn rows(opened: &Opened, begins: &dyn Fn(usize, usize) -> Option<bool>) -> Vec<Row> {
    let (lines, plan, layout) = super::planned(opened);
    let breaks = Breaks::of(&lines, &plan, &opened.raw, layout);
    let mut rows = Vec::new();
    let mut before: Option<usize> = None;
    let mut run = 0;
    for at in breaks.text_lines() {
        if let Some(above) = before {
            let (end, start) = (
                lines[above].span.end as usize,
                lines[at].span.start as usize,
            );
            let signs = breaks.signs(above, at, run.max(1)).0;
            let group = rows.len();
            rows.push(Row {
                signs,
                group,
                end,
                start,
            });
            run = if begins(end, start) == Some(true) {
                0
            } else {
                run
            };
        }
        run += 1;
        before = Some(at);
    }
    rows
}

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::read(include_str!("breaks.txt")));

/// How many ways there are to end and to begin a line.
pub(super) const ENDS: usize = End::Other as usize + 1;
pub(super) const STARTS: usize = Start::Other as usize + 1;

/// Words with which sentences begin; some open paragraphs, some hardly ever do.
const OPENINGS: [&str; 32] = [
    "The",
    "In",
    "He",
    "It",
    "I",
    "We",
    "This",
    "They",
    "That",
    "Mr.",
    "On",
    "At",
    "As",
    "If",
    "But",
    "And",
    "However,",
    "She",
    "You",
    "A",
    "For",
    "There",
    "These",
    "His",
    "Their",
    "Such",
    "With",
    "To",
    "Our",
    "Subject:",
    "When",
    "Secretary",
];

/// What is known of one line by itself.
#[derive(Clone, Copy, Debug)]
struct Look {
    end: End,
    start: Start,
    first_word: usize,
    heading: bool,
    capitals: bool,
    small_last_word: bool,
    /// Which of [`OPENINGS`] it begins with; their number when with none.
    opening: usize,
    text: bool,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Sentence,
    Abbreviation,
    Colon,
    Comma,
    Hyphen,
    Dash,
    Lower,
    Upper,
    Digit,
    Bracket,
    Other,
}

/// How a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Lower,
    Capital,
    Capitals,
    Digit,
    Bracket,
    Quote,
    Entry,
    Dash,
    Sign,
    /// With a letter of a script without capitals.
    Caseless,
    Other,
}

/// The judge before one text.
pub(super) struct Breaks<'a> {
    lines: &'a [Line],
    layout: Layout,
    looks: Vec<Look>,
    width: usize,
}

impl<'a> Breaks<'a> {
    pub(super) fn of(lines: &'a [Line], plan: &NotePlan, raw: &str, layout: Layout) -> Breaks<'a> {
        let is_text = |at: usize| lines[at].furniture.is_none() && plan.lines[at].is_none();
        let looks: Vec<Look> = (0..lines.len())
            .map(|at| look(lines[at].span.of(raw), layout, is_text(at)))
            .collect();
        let mut ends: Vec<usize> = (0..lines.len())
            .filter(|&at| looks[at].text)
            .map(|at| lines[at].end())
            .collect();
        ends.sort_unstable();
        let width = ends
            .get(ends.len() * 92 / 100)
            .copied()
            .unwrap_or(layout.width);
        Breaks {
            lines,
            layout,
            looks,
            width,
        }
    }

    fn text_lines(&self) -> impl Iterator<Item = usize> {
        (0..self.lines.len()).filter(|&at| self.looks[at].text)
    }

    /// Whether a paragraph begins at line `at` when line `above` is the line of running text before it, the `run`th of
    /// its paragraph.
    pub(super) fn begins(&self, above: usize, at: usize, run: usize) -> bool {
        let (before, look) = (&self.looks[above], &self.looks[at]);
        if before.small_last_word && before.end == End::Lower && look.start == Start::Lower {
            return false;
        }
        let entries = before.start == Start::Entry && look.start == Start::Entry;
        entries && run == 1 && !self.layout.wrapped || self.weigh(above, at, run) > 0.0
    }

    /// How much speaks for it, as a logarithm of odds.
    pub(super) fn weigh(&self, above: usize, at: usize, run: usize) -> f32 {
        JUDGE.weigh(&self.signs(above, at, run).0)
    }

    /// Takes lines out of the running text.
    pub(super) fn no_text(&mut self, range: std::ops::Range<usize>) {
        self.looks[range]
            .iter_mut()
            .for_each(|look| look.text = false);
    }

    /// The last line of running text before `at`.
    pub(super) fn text_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&n| self.looks[n].text)
    }

    /// The first line of running text from `at` on.
    pub(super) fn text_from(&self, at: usize) -> Option<usize> {
        (at..self.looks.len()).find(|&n| self.looks[n].text)
    }

    /// The width of full lines of running text.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The signs of one line end.
    fn signs(&self, above: usize, at: usize, run: usize) -> Signs {
        let mut signs = Signs::default();
        let (up, here) = (&self.lines[above], &self.lines[at]);
        let (before, look) = (&self.looks[above], &self.looks[at]);
        let between = &self.lines[above + 1..at];
        let adjacent = between.iter().all(|line| line.furniture.is_some());
        let turned = up.leaf != here.leaf;
        let gap = here.gap + between.iter().map(|line| line.gap).sum::<usize>();
        let near = adjacent && !turned;
        for flag in [
            self.layout.wrapped,
            self.layout.gapped,
            self.layout.indent.is_some(),
            turned,
            !adjacent,
            near && gap == 0,
            near && gap == 1,
            near && gap > 1,
            !near && here.gap > 0,
        ] {
            signs.flag(flag);
        }
        signs.one_of(before.end as usize, ENDS);
        signs.one_of(self.start(before, look, up, run) as usize, STARTS);
        self.fullness(&mut signs, up, here, look.first_word);
        self.indents(&mut signs, up, here);
        signs.flag(run == 1);
        signs.flag(run == 2);
        signs.number(run.min(8) as f32 / 8.0);
        let after = self.lines.get(at + 1).filter(|l| l.leaf == here.leaf);
        for flag in [
            before.heading && run == 1,
            look.heading,
            before.capitals,
            look.capitals,
            before.small_last_word,
            up.gap > 0,
            after.is_none_or(|line| line.gap > 0),
            after.is_some_and(|line| line.indent < here.indent),
            after.is_some_and(|line| line.indent > here.indent),
            here.length * 4 < self.width * 3,
            here.length * 2 < self.width,
        ] {
            signs.flag(flag);
        }
        signs.one_of(look.opening, OPENINGS.len() + 1);
        signs.number(up.length.min(400) as f32 / 200.0);
        signs.number(here.length.min(400) as f32 / 200.0);
        signs
    }

    /// How a line begins; in a script without capitals the line above tells whether a sentence goes on.
    fn start(&self, before: &Look, look: &Look, up: &Line, run: usize) -> Start {
        if look.start != Start::Caseless {
            return look.start;
        }
        let open = !matches!(before.end, End::Sentence | End::Colon | End::Bracket);
        let full = up.end() + look.first_word + 4 > self.width;
        if open && (full || run > 1 || !before.heading) {
            Start::Lower
        } else {
            Start::Capital
        }
    }

    fn fullness(&self, signs: &mut Signs, up: &Line, here: &Line, word: usize) {
        if !self.layout.wrapped {
            signs.0.resize(signs.0.len() + 10, 0.0);
            return;
        }
        let room = self.width as f32 - up.end() as f32 - 1.0 - word as f32;
        signs.number(room.clamp(-12.0, 40.0) / 16.0);
        let own = self.width as f32 - up.end() as f32;
        signs.number(own.clamp(-12.0, 40.0) / 16.0);
        for least in [-3.0, 0.0, 2.0, 4.0, 7.0, 12.0] {
            signs.flag(room > least);
        }
        signs.flag(room > self.width as f32 / 3.0);
        signs.number(here.length.min(120) as f32 / self.width.max(1) as f32);
    }

    fn indents(&self, signs: &mut Signs, up: &Line, here: &Line) {
        let step = here.indent as f32 - up.indent as f32;
        signs.number(here.indent.min(24) as f32 / 8.0);
        signs.number(up.indent.min(24) as f32 / 8.0);
        signs.number(step.clamp(-8.0, 8.0) / 4.0);
        let usual = |line: &Line| {
            self.layout
                .indent
                .is_some_and(|i| line.indent.abs_diff(i) <= 1)
        };
        let (stand, stood) = (self.layout.stand(here), self.layout.stand(up));
        for flag in [
            usual(here) && here.indent > 0,
            usual(up) && up.indent > 0,
            step > 0.0,
            step < 0.0,
            stand == Stand::Centred,
            stand == Stand::Right,
            stood == Stand::Centred,
            stood == Stand::Right,
        ] {
            signs.flag(flag);
        }
    }
}

fn look(text: &str, layout: Layout, is_text: bool) -> Look {
    let first = text.split(' ').next().unwrap_or("");
    Look {
        end: end_of(text),
        start: start_of(text),
        first_word: first.chars().count(),
        heading: is_text && heading_like(text, layout),
        capitals: is_text && capitals(text),
        small_last_word: is_small_word(text),
        opening: OPENINGS
            .iter()
            .position(|word| *word == first)
            .unwrap_or(OPENINGS.len()),
        text: is_text,
    }
}

pub(super) fn end_of(text: &str) -> End {
    let Some(last) = text.chars().next_back() else {
        return End::Other;
    };
    match last {
        '-' | '\u{ad}' | '¬' | '‐' => End::Hyphen,
        '—' | '–' | '―' => End::Dash,
        ',' | ';' | '，' | '、' | '；' => End::Comma,
        ':' | '：' => End::Colon,
        '.' if abbreviates(text) => End::Abbreviation,
        _ if ends_sentence(text) => End::Sentence,
        c if c.is_uppercase() => End::Upper,
        c if c.is_alphabetic() => End::Lower,
        c if c.is_numeric() => End::Digit,
        ')' | ']' | '}' => End::Bracket,
        _ => End::Other,
    }
}

/// Whether the point at the end belongs to a short form: one letter, a title, "No.", "p.".
fn abbreviates(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or("").trim_end_matches('.');
    let word = word.trim_start_matches(['(', '[', '“', '"', '‘']);
    let short = [
        "Mr", "Mrs", "Dr", "Gen", "Col", "Adm", "Lt", "Capt", "Maj", "Prof", "Sen", "Rep", "Gov",
        "No", "Nos", "vol", "Vol", "pp", "St", "Messrs", "Amb", "Sec", "cf", "Cf", "ibid", "art",
        "Art",
    ];
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic) || short.contains(&word)
}

pub(super) fn start_of(text: &str) -> Start {
    let Some(first) = text.chars().next() else {
        return Start::Other;
    };
    match first {
        '#' => Start::Sign,
        _ if list_like(text) => Start::Entry,
        c if c.is_lowercase() => Start::Lower,
        c if c.is_uppercase() => {
            let word = text.split(' ').next().unwrap_or("");
            let letters = word.chars().filter(|c| c.is_alphabetic());
            if letters.clone().count() > 2 && letters.clone().all(char::is_uppercase) {
                Start::Capitals
            } else {
                Start::Capital
            }
        }
        c if c.is_alphabetic() => Start::Caseless,
        c if c.is_numeric() => Start::Digit,
        '(' | '[' => Start::Bracket,
        '"' | '“' | '‘' | '\'' | '«' | '「' | '『' => Start::Quote,
        '-' | '—' | '–' | '•' | '·' => Start::Dash,
        _ => Start::Other,
    }
}

fn capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 2 && letters.all(char::is_uppercase)
}

/// Whether the last word is one after which no sentence or heading line ends a paragraph.
fn is_small_word(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    matches!(
        last,
        "the"
            | "of"
            | "and"
            | "to"
            | "in"
            | "a"
            | "an"
            | "by"
            | "with"
            | "that"
            | "for"
            | "on"
            | "was"
            | "is"
            | "at"
            | "as"
            | "from"
            | "be"
            | "or"
            | "which"
            | "not"
            | "this"
            | "had"
            | "has"
            | "have"
            | "were"
            | "are"
            | "his"
            | "their"
            | "its"
            | "would"
            | "should"
            | "could"
            | "will"
            | "than"
            | "but"
            | "if"
            | "le"
            | "la"
            | "de"
            | "der"
            | "die"
            | "und"
    )
}
