//! Finds dates in running text, from left to right, each resolved against what was told before.

use super::engine::Engine;
use super::events::{NamedEvents, Relation};
use super::narrative::Narrative;
use super::shape::Shape;
use super::words::{Language, likely_of_text};
use super::{Bounds, Date, PhraseTable, Precision, date_of};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// What is known about a text before its dates are read.
#[derive(Clone, Debug, Default)]
pub struct DateContext {
    /// The language; told from the text where it is not given.
    pub language: Option<Language>,
    /// When the text was written (a letter, a telegram, a newspaper). `today` and `last week` are counted from it.
    pub written: Option<Date>,
    /// The year that the text tells of, for dates without one before the first that has one.
    pub year: Option<i32>,
    /// How values are written.
    pub convention: Convention,
    /// Events that dates may be counted from.
    pub events: Arc<NamedEvents>,
}

/// Two ways of marking time in text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Convention {
    /// TIMEX3 of TimeML.
    #[default]
    Timex3,
    /// TIMEX2, which marks more (`former`, `nineteen years old`).
    Timex2,
}

/// What kind of time an expression names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TimexType {
    /// A day or more.
    Date,
    /// A time of day.
    Time,
    /// A length.
    Duration,
    /// Something that returns.
    Set,
}

impl TimexType {
    /// As TIMEX3 writes it.
    pub fn word(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// One date found in running text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundDate {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What the words bound; unbounded for a length.
    pub date: Date,
    /// Other readings that the words allow.
    pub rivals: Vec<Date>,
    /// What it was counted from: an ISO date, or `dct` for the day of writing. `None` when it says everything itself.
    pub resolved_against: Option<String>,
    /// The rule that made it.
    pub because: String,
    /// Date, time, length or set.
    pub timex_type: TimexType,
    /// The value as TIMEX3 writes it.
    pub value: String,
    /// The event that it is counted from, and the words of the whole; for a length, what it is counted from.
    pub relation: Option<Relation>,
    /// TIMEX3's modifier: START, MID, END, APPROX, LESS_THAN …
    pub modifier: Option<String>,
}

/// An expression before it is placed in the text.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    /// First token, and the token after the last.
    pub(super) tokens: (usize, usize),
    pub(super) timex_type: TimexType,
    pub(super) value: String,
    pub(super) modifier: Option<&'static str>,
    pub(super) shape: Option<Shape>,
    pub(super) anchor: Option<String>,
    pub(super) because: &'static str,
    /// Other readings that the words allow.
    pub(super) rivals: Vec<Shape>,
    /// Why the words cannot mean what they say.
    pub(super) problem: Option<String>,
}

/// Finds the dates of a text, in order and without overlaps. Linear in the length of the text.
pub fn find_dates(text: &str, context: &DateContext) -> Vec<FoundDate> {
    static TABLE: LazyLock<PhraseTable> = LazyLock::new(PhraseTable::default);
    find_dates_with(&TABLE, text, context)
}

/// The same, by a case's own table of phrases.
pub fn find_dates_with(table: &PhraseTable, text: &str, context: &DateContext) -> Vec<FoundDate> {
    let language = context.language.unwrap_or_else(|| likely_of_text(text));
    let mut narrative = Narrative::new(context);
    narrative.tells_history(is_history(text, context), context.convention);
    narrative.julian_default = language == Language::Russian;
    narrative.reports_days = reports_days(text, language);
    let mut found = Vec::new();
    for piece in pieces(text) {
        let mut engine = Engine::new(&text[piece.clone()], language, false);
        engine.convention = context.convention;
        narrative.begin(piece.start);
        narrative.end_sentence();
        narrative.begin_paragraph();
        engine.find(&mut narrative, table, context, &mut |mut date| {
            date.span = date.span.start + piece.start..date.span.end + piece.start;
            found.push(date);
        });
    }
    found
}

/// True where most years named lie well before the day of writing: the text tells a story, and its dates follow that.
fn is_history(text: &str, context: &DateContext) -> bool {
    const LEAST: usize = 6;
    let written = context.written.as_ref().and_then(|date| date.bounds.days());
    let Some(year) = written.map(|(first, _)| first.ymd().0) else {
        return false;
    };
    const BEFORE_CHRIST: [&str; 5] = [" BC", "v. Chr.", "av. J.-C.", "до н. э.", "紀元前"];
    let ancient = || {
        BEFORE_CHRIST
            .iter()
            .map(|era| text.matches(era).count())
            .sum::<usize>()
    };
    let (mut all, mut near) = (0, 0);
    for figures in text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|f| f.len() == 4)
    {
        let named = figures.parse::<i32>().unwrap_or(0);
        if (1000..=2100).contains(&named) {
            all += 1;
            near += usize::from((year - named).abs() <= 1);
        }
    }
    all += if all < LEAST { ancient() } else { 0 };
    all >= LEAST && near * 3 < all
}

/// True where days of the week, yesterday or the clock come up often enough that *heute* is a day and not the present.
fn reports_days(text: &str, language: Language) -> bool {
    const PER_MARK: usize = 2_000;
    let marks: &[&str] = match language {
        Language::German => &[
            "tag ", "tag,", "tag.", "estern", "orgen ", " Uhr", "mittwoch", "Mittwoch",
        ],
        Language::French => &["di ", "di,", "di.", "hier", "demain", " heures"],
        _ => return true,
    };
    let count: usize = marks.iter().map(|mark| text.matches(mark).count()).sum();
    count * PER_MARK >= text.len()
}

/// How much of a text is read at once, in bytes; memory does not grow with the text beyond it.
const PIECE: usize = 1 << 16;

/// The pieces of a text that no date crosses: between blank lines, and cut at a line or a sentence where they are very long.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = &text[start..];
        if rest.is_empty() {
            return None;
        }
        let limit = (0..=PIECE.min(rest.len()))
            .rev()
            .find(|at| rest.is_char_boundary(*at))
            .unwrap_or(0);
        let head = &rest[..limit];
        let length = match head.find("\n\n") {
            Some(blank) => blank + 2,
            None if limit == rest.len() => limit,
            None => long_piece(head),
        };
        at = start + length;
        Some(start..at)
    })
}

fn long_piece(head: &str) -> usize {
    let cut = |mark: &str| head.rfind(mark).map(|at| at + mark.len());
    cut("\n")
        .or_else(|| cut(". "))
        .or_else(|| cut("。"))
        .or_else(|| cut(" "))
        .unwrap_or(head.len())
}

impl Engine<'_> {
    /// Hands over the dates from left to right.
    fn find(
        &self,
        narrative: &mut Narrative,
        table: &PhraseTable,
        context: &DateContext,
        take: &mut impl FnMut(FoundDate),
    ) {
        let mut at = 0;
        while at < self.list.len() {
            match self.expressions(at, narrative, table, context) {
                Some((expressions, next)) => {
                    for expression in expressions {
                        take(self.placed(expression, table));
                    }
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
            if at > 0 && self.ends_sentence(at - 1) {
                narrative.end_sentence();
                let next = self.list.get(at).map_or(self.text.len(), |t| t.start);
                if self.text[self.list[at - 1].end..next].contains('\n') {
                    narrative.begin_paragraph();
                }
            }
        }
    }

    /// The expressions that begin at token `at`, and the token after them.
    fn expressions(
        &self,
        at: usize,
        narrative: &mut Narrative,
        table: &PhraseTable,
        context: &DateContext,
    ) -> Option<(Vec<Expression>, usize)> {
        if let Some(counted) = self.counted_from_event(at, &context.events, table) {
            let next = counted.tokens.1;
            narrative.tell(&counted, self.list[at].start, self.standing(at, next));
            return Some((vec![counted], next));
        }
        if let Some(kept) = self.undated_operation(at) {
            let next = kept.tokens.1;
            return Some((vec![kept], next));
        }
        if !self.may_begin(at) {
            return None;
        }
        let relative = self.relative(at, narrative, table, context.convention);
        let absolute = self
            .either_order(at)
            .map(|e| vec![e])
            .or_else(|| self.absolute(at, narrative, context.convention));
        let end = |list: &Option<Vec<Expression>>| {
            list.as_ref()
                .and_then(|l| l.last())
                .map_or(0, |e| e.tokens.1)
        };
        let relative = relative.map(|e| vec![e]);
        let present = relative
            .as_ref()
            .is_some_and(|l| l.iter().any(|e| e.value == "PRESENT_REF"));
        let chosen = if end(&relative) + usize::from(present) > end(&absolute) {
            relative
        } else {
            absolute
        }?;
        for expression in &chosen {
            narrative.tell(
                expression,
                self.list[expression.tokens.0].start,
                self.standing(expression.tokens.0, expression.tokens.1),
            );
        }
        let next = chosen.last()?.tokens.1;
        Some((chosen, next))
    }

    /// The expression with its place in the text.
    fn placed(&self, e: Expression, table: &PhraseTable) -> FoundDate {
        // Of words for now and before, the tables hold the article where it belongs to them.
        let bare = e.shape.is_none() && e.timex_type == TimexType::Date;
        let (from, to) = if bare {
            e.tokens
        } else {
            self.whole_extent(e.tokens)
        };
        let relation = self.relation(&e, table);
        let span = self.list[from].start..self.list[to - 1].end;
        let words = &self.text[span.clone()];
        // What an event is to be counted from, and is not known, bounds nothing.
        let unknown = relation.as_ref().is_some_and(|r| r.event.is_none());
        let date = match &e.shape {
            _ if unknown => unplaced(words, UNKNOWN_EVENT),
            Some(shape) => date_of(words, shape, table, &[e.because.to_string()]),
            None => unplaced(words, e.problem.as_deref().unwrap_or(e.because)),
        };
        let because = e.problem.unwrap_or_else(|| e.because.to_string());
        FoundDate {
            span,
            date,
            rivals: e
                .rivals
                .iter()
                .map(|shape| date_of(words, shape, table, &[]))
                .collect(),
            relation,
            resolved_against: e.anchor,
            because,
            timex_type: e.timex_type,
            value: e.value,
            modifier: e.modifier.map(str::to_string),
        }
    }
}

const UNKNOWN_EVENT: &str = "counted from an event that is not dated here";

/// A length or a set bounds nothing by itself.
fn unplaced(words: &str, because: &str) -> Date {
    Date {
        words: words.to_string(),
        bounds: Bounds::OPEN,
        precision: Precision::Vague,
        edtf: None,
        approximate: false,
        uncertain: false,
        because: because.to_string(),
    }
}
