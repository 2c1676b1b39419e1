//! Finds dates in running text, from left to right, each resolved against what was told before.

use super::engine::Engine;
use super::join::{Join, Member};
use super::narrative::Narrative;
use super::partial::Partial;
use super::shape::{Base, Point, Shape};
use super::tokens::Kind;
use super::words::{Class, Language, likely_of_text};
use super::{Bounds, Date, Day, PhraseTable, Precision, date_of, iso_year};
use std::ops::Range;
use std::sync::LazyLock;

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
}

/// A member of a phrase with its place in the calendar.
struct Told {
    member: Member,
    point: Point,
    anchor: Option<String>,
    because: &'static str,
    rivals: Vec<Shape>,
}

/// Finds the dates of a text, in order and without overlaps. Linear in the length of the text.
pub fn find_dates(text: &str, context: &DateContext) -> Vec<FoundDate> {
    static TABLE: LazyLock<PhraseTable> = LazyLock::new(PhraseTable::default);
    find_dates_with(&TABLE, text, context)
}

/// The same, by a case's own table of phrases.
pub fn find_dates_with(table: &PhraseTable, text: &str, context: &DateContext) -> Vec<FoundDate> {
    let language = context.language.unwrap_or_else(|| likely_of_text(text));
    let engine = Engine::new(text, language, false);
    let mut narrative = Narrative::new(context);
    let mut found = Vec::new();
    let mut at = 0;
    while at < engine.list.len() {
        match engine.expressions(at, &mut narrative, table, context) {
            Some((expressions, next)) => {
                found.extend(expressions.into_iter().map(|e| engine.placed(e, table)));
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

impl Engine<'_> {
    /// The expressions that begin at token `at`, and the token after them.
    fn expressions(
        &self,
        at: usize,
        narrative: &mut Narrative,
        table: &PhraseTable,
        context: &DateContext,
    ) -> Option<(Vec<Expression>, usize)> {
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
        let chosen = if end(&relative) > end(&absolute) {
            relative
        } else {
            absolute
        }?;
        for expression in &chosen {
            narrative.tell(
                expression,
                self.list[expression.tokens.0].start,
                self.leads(expression.tokens.0),
            );
        }
        let next = chosen.last()?.tokens.1;
        Some((chosen, next))
    }

    /// False inside file numbers, addresses and longer words of figures.
    fn may_begin(&self, at: usize) -> bool {
        let token = &self.list[at];
        if matches!(token.kind, Kind::Other | Kind::Note) {
            return false;
        }
        if at == 0 || !token.glued || self.language.year_first() {
            return true;
        }
        let before = &self.list[at - 1];
        match (before.kind, token.kind) {
            (Kind::Mark(c), Kind::Number(..)) => {
                !matches!(
                    c,
                    '/' | '.' | '-' | ',' | '$' | '£' | '#' | '№' | ':' | '\'' | '§'
                ) || self.opens(at - 1)
            }
            (Kind::Mark(c), _) => !matches!(c, '.' | '@' | '_') || self.opens(at - 1),
            (Kind::Number(..) | Kind::Word | Kind::Other, Kind::Number(..)) => false,
            (Kind::Sign, _) | (Kind::Note, _) => true,
            _ => false,
        }
    }

    /// A dash after a word, or a mark after a space, does not glue what follows to what stands before.
    fn opens(&self, mark: usize) -> bool {
        let dash = self.mark(mark) == Some('-');
        !self.list[mark].glued
            || (dash
                && mark > 0
                && !matches!(self.list[mark - 1].kind, Kind::Number(..) | Kind::Other))
    }

    /// True at the head of a sentence, where a date sets the time of what follows.
    fn leads(&self, at: usize) -> bool {
        const HEAD: usize = 4;
        (0..HEAD).any(|back| {
            let Some(before) = (at + 1).checked_sub(back + 2).map(|k| &self.list[k]) else {
                return true;
            };
            let after = &self.list[at - back];
            // A stop before a small letter or a figure ends an abbreviation: No. 3, 2005.
            let stop = matches!(before.kind, Kind::Mark('.')) && after.capital;
            let ended = stop || matches!(before.kind, Kind::Mark('!' | '?' | '。') | Kind::Note);
            ended || self.text[before.end..after.start].contains('\n')
        })
    }

    /// Dates of the calendar, one or several joined.
    fn absolute(
        &self,
        at: usize,
        narrative: &Narrative,
        convention: Convention,
    ) -> Option<Vec<Expression>> {
        if self.within_reign(at) {
            return None;
        }
        let mut members = self.sound(self.phrase(at)?)?;
        let between = at > 0 && self.words.is(&self.list, at - 1, Class::Between);
        if between && members.len() > 1 {
            members[1].join = Join::Range;
        }
        let mut told: Vec<Told> = Vec::new();
        let mut state = narrative.clone();
        for member in members {
            let at = self.list[member.tokens.0].start;
            let Ok((member, shape, anchor)) = completed(member, &state, at) else {
                break;
            };
            match shape {
                Shape::Point(point) => {
                    let because = reason(&member.partial, anchor.is_some());
                    let rivals = state.rivals(&member, at);
                    state.remember(point.base, at, self.leads(member.tokens.0));
                    told.push(Told {
                        member,
                        point,
                        anchor,
                        because,
                        rivals,
                    });
                }
                Shape::Range(a, b) if told.is_empty() => {
                    return Some(vec![ranged_expression(&member, &a, &b, anchor)]);
                }
                _ => break,
            }
        }
        (!told.is_empty()).then(|| grouped(told, self, convention))
    }

    /// 3/4/1950: two days, and the words do not say which.
    fn either_order(&self, at: usize) -> Option<Expression> {
        let slash = |k| self.glued_mark(k) == Some('/');
        let (a, b, year) = (self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?);
        let glued =
            slash(at + 1) && slash(at + 3) && self.list[at + 2].glued && self.list[at + 4].glued;
        if !glued || year.digits != 4 || a.digits > 2 || b.digits > 2 {
            return None;
        }
        let read = |day, month| {
            Some(Shape::Point(Point::plain(Base::Day(Day::from_ymd(
                year.value as i32,
                month,
                day,
            )?))))
        };
        let (first, second) = (read(b.value, a.value)?, read(a.value, b.value)?);
        let either = Shape::OneOf(vec![first.clone(), second.clone()]);
        Some(Expression {
            tokens: (at, year.next),
            timex_type: TimexType::Date,
            value: iso_year(year.value as i32),
            modifier: None,
            shape: Some(either),
            anchor: None,
            because: "all in figures: day and month are not told apart",
            rivals: vec![first, second],
        })
    }

    /// A month after a year that no table names (of a reign, or of the sixty-year cycle): its year is not known.
    fn within_reign(&self, at: usize) -> bool {
        if !self.language.year_first() || at < 2 {
            return false;
        }
        // The day of a month that was passed over for that reason.
        let after_month =
            self.words.is(&self.list, at - 1, Class::MonthMark) && self.figure(at - 2).is_some();
        if after_month {
            return true;
        }
        let marked = self.words.is(&self.list, at - 1, Class::YearMark);
        let reign = marked && (self.figure(at - 2).is_some() || self.list[at - 2].folded == "元");
        let end = if marked { at - 1 } else { at };
        // In Hangul the two signs make many other words; only the mark of the year tells them.
        let told = marked || self.language != Language::Korean;
        let (stem, branch) = (end.wrapping_sub(2), end - 1);
        let cyclic =
            |stem: &super::tokens::Token| is_cyclic(&stem.folded, &self.list[branch].folded);
        reign || (told && self.list.get(stem).is_some_and(cyclic))
    }

    /// Members that running text lets stand: bare numbers and doubtful words only where something vouches for them.
    fn sound(&self, mut members: Vec<Member>) -> Option<Vec<Member>> {
        let keep = members
            .iter()
            .position(|member| !self.vouched(member))
            .unwrap_or(members.len());
        members.truncate(keep);
        if members.first()?.elliptic && members.len() == 1 {
            return None;
        }
        Some(members)
    }

    fn vouched(&self, member: &Member) -> bool {
        let p = &member.partial;
        let (from, to) = member.tokens;
        let year_alone =
            p.year.is_some() && p.month.is_none() && p.season.is_none() && !p.year_marked;
        if year_alone
            && p.part.is_none()
            && p.quarter.is_none()
            && p.half.is_none()
            && !member.elliptic
        {
            return self.year_is_no_count(from, to);
        }
        if member.elliptic && p.day.is_some() {
            return !self.counts_something(to);
        }
        let bare_month =
            p.month.is_some() && p.day.is_none() && p.year.is_none() && p.part.is_none();
        if bare_month || (p.season.is_some() && p.year.is_none() && p.part.is_none()) {
            return self.month_is_no_word(from, to);
        }
        true
    }

    /// Early years look like counts: they need a word of time before them.
    fn early_year_is_cued(&self, from: usize) -> bool {
        let value = self.digits(from).map_or(2000, |f| f.value);
        let opened = from > 0 && matches!(self.mark(from - 1), Some('(' | '-' | ','));
        value >= 1800
            || from == 0
            || opened
            || self.words.is(&self.list, from - 1, Class::YearCue)
            || self.words.is(&self.list, from - 1, Class::Article)
    }

    /// A number of four figures is a year unless it counts things or belongs to a reference.
    fn year_is_no_count(&self, from: usize, to: usize) -> bool {
        if self.counts_something(to) || !self.early_year_is_cued(from) {
            return false;
        }
        // A comma and three more figures, a decimal or a range of pages.
        if matches!(self.glued_mark(to), Some(',' | '.' | ':' | '%' | '°'))
            && self.digits(to + 1).is_some_and(|_| self.list[to + 1].glued)
        {
            return false;
        }
        let Some(before) = from.checked_sub(1).map(|k| &self.list[k]) else {
            return true;
        };
        let stem = match before.kind {
            Kind::Mark('.') if from >= 2 => self.list[from - 2].folded.as_str(),
            _ => before.folded.as_str(),
        };
        !matches!(
            stem,
            "p" | "pp"
                | "no"
                | "nos"
                | "vol"
                | "n"
                | "nr"
                | "file"
                | "telegram"
                | "despatch"
                | "dispatch"
                | "airgram"
                | "page"
                | "pages"
                | "s"
                | "box"
                | "№"
                | "#"
                | "$"
                | "£"
                | "about"
                | "some"
                | "over"
                | "nearly"
                | "almost"
                | "approximately"
                | "only"
        ) || (matches!(stem, "about" | "nearly" | "almost" | "over")
            && self.words.is(&self.list, to, Class::YearMark))
    }

    /// True when the word after a number is what it counts.
    fn counts_something(&self, at: usize) -> bool {
        let Some(token) = self.list.get(at) else {
            return false;
        };
        if self.words.is(&self.list, at, Class::Counted) {
            return true;
        }
        const VERBS: [&str; 12] = [
            "was",
            "is",
            "as",
            "this",
            "his",
            "has",
            "its",
            "towards",
            "afterwards",
            "sees",
            "marks",
            "does",
        ];
        let plural = token.kind == Kind::Word
            && !token.capital
            && self.language == Language::English
            && token.folded.ends_with('s')
            && token.folded.len() > 3
            && !VERBS.contains(&token.folded.as_str());
        plural && !token.folded.ends_with("ss") && !token.folded.contains('\'')
    }

    /// May, March and fall are words too; a bare month or season needs a word of time before it.
    fn month_is_no_word(&self, from: usize, to: usize) -> bool {
        let doubtful = [
            "may", "march", "mars", "mai", "spring", "fall", "sept", "jan", "dec", "mar", "sat",
            "sun",
        ];
        if to > from + 1 || self.language.year_first() {
            return to > from + 1;
        }
        let word = self.list[from].folded.as_str();
        let season = self.words.is(&self.list, from, Class::Season);
        let cue = from > 0
            && (self.words.is(&self.list, from - 1, Class::YearCue)
                || self.words.is(&self.list, from - 1, Class::Article)
                || self.words.is(&self.list, from - 1, Class::Before)
                || self.words.is(&self.list, from - 1, Class::Until));
        if word == "fall" {
            // The fall of a city is no season.
            return cue && self.list.get(to).is_none_or(|t| t.folded != "of");
        }
        if doubtful.contains(&word) || season {
            cue
        } else {
            true
        }
    }

    /// The expression with its place in the text.
    fn placed(&self, e: Expression, table: &PhraseTable) -> FoundDate {
        // Of words for now and before, the tables hold the article where it belongs to them.
        let bare = e.shape.is_none() && e.timex_type == TimexType::Date;
        let (from, to) = if bare {
            e.tokens
        } else {
            self.with_article(e.tokens)
        };
        let span = self.list[from].start..self.list[to - 1].end;
        let words = &self.text[span.clone()];
        let date = match &e.shape {
            Some(shape) => date_of(words, shape, table, &[e.because.to_string()]),
            None => unplaced(words, e.because),
        };
        FoundDate {
            span,
            date,
            rivals: e
                .rivals
                .iter()
                .map(|shape| date_of(words, shape, table, &[]))
                .collect(),
            resolved_against: e.anchor,
            because: e.because.to_string(),
            timex_type: e.timex_type,
            value: e.value,
            modifier: e.modifier.map(str::to_string),
        }
    }

    /// Takes in the article before (`the summer of 1950`).
    fn with_article(&self, (from, to): (usize, usize)) -> (usize, usize) {
        let Some(before) = from.checked_sub(1) else {
            return (from, to);
        };
        let articles: &[&str] = match self.language {
            Language::English => &["the"],
            Language::German => &["der", "die", "das", "den", "dem", "des"],
            Language::French => &["la", "l'", "les"],
            _ => &[],
        };
        let number =
            matches!(self.list[from].kind, Kind::Number(..)) && !self.decade_or_century(from);
        if articles.contains(&self.list[before].folded.as_str()) && !number {
            (before, to)
        } else {
            (from, to)
        }
    }

    fn decade_or_century(&self, at: usize) -> bool {
        self.partial(at)
            .is_some_and(|(p, _)| p.decade.is_some() || p.century.is_some())
            || self.language == Language::English
    }
}

/// A stem and a branch of the sixty-year cycle: 甲午, 을미.
fn is_cyclic(stem: &str, branch: &str) -> bool {
    let (stems, branches) = (
        "甲乙丙丁戊己庚辛壬癸갑을병정무기경신임계",
        "子丑寅卯辰巳午未申酉戌亥자축인묘진사오미신유술해",
    );
    stems.contains(stem) && branches.contains(branch)
}

/// Members of a phrase as expressions: ranges whose ends share a part are one, all others stand alone.
fn grouped(told: Vec<Told>, engine: &Engine, convention: Convention) -> Vec<Expression> {
    let mut list: Vec<Expression> = Vec::new();
    let mut before: Option<Member> = None;
    for next in told {
        let shares = |a: &Member, b: &Member| {
            b.elliptic || a.elliptic || a.year_lent || engine.mark(a.tokens.1) == Some('-')
        };
        // TIMEX2 marks each end of a range.
        let joined = next.member.join == Join::Range && convention == Convention::Timex3;
        let ties = joined && before.as_ref().is_some_and(|a| shares(a, &next.member));
        before = Some(next.member.clone());
        let extended = ties && list.last_mut().is_some_and(|last| extend(last, &next));
        if !extended {
            list.push(single(next));
        }
    }
    list
}

/// Makes a range of an expression and the date after it; false when it would end before it begins.
fn extend(last: &mut Expression, next: &Told) -> bool {
    let Some(Shape::Point(first)) = last.shape.clone() else {
        return false;
    };
    if next.point.base.days().1 < first.base.days().0 {
        return false;
    }
    last.tokens.1 = next.member.tokens.1;
    // A night between two days is the first one's.
    if first.day_part.is_none() {
        last.value = format!("{}/{}", last.value, next.point.timex().0);
    }
    last.modifier = None;
    last.shape = Some(Shape::Range(first, next.point));
    last.rivals.clear();
    true
}

fn single(told: Told) -> Expression {
    let (value, modifier) = told.point.timex();
    let time = told.point.day_part.is_some() || matches!(told.point.base, Base::Minute(..));
    Expression {
        tokens: told.member.tokens,
        timex_type: if time {
            TimexType::Time
        } else {
            TimexType::Date
        },
        value,
        modifier,
        shape: Some(Shape::Point(told.point)),
        because: told.because,
        anchor: told.anchor,
        rivals: told.rivals,
    }
}

/// The member with what it lacked, its shape, and what it was resolved against.
fn completed(
    mut member: Member,
    state: &Narrative,
    at: usize,
) -> Result<(Member, Shape, Option<String>), ()> {
    member.lacked_year = member.partial.lacks_year() && !member.partial.steps();
    let anchor = state.complete(&mut member.partial, at)?;
    let (shape, _) = member.partial.shape().map_err(|_| ())?;
    Ok((member, shape, anchor))
}

fn reason(partial: &Partial, resolved: bool) -> &'static str {
    match (resolved, partial.steps(), partial.weekday.is_some()) {
        (false, ..) => "it says everything itself",
        (true, true, _) => "counted from another date",
        (true, false, true) => "the day of the week nearest to another date",
        (true, false, false) => "what it does not say is that of the dates before it",
    }
}

fn ranged_expression(member: &Member, a: &Point, b: &Point, anchor: Option<String>) -> Expression {
    Expression {
        tokens: member.tokens,
        timex_type: TimexType::Date,
        value: format!("{}/{}", a.timex().0, b.timex().0),
        modifier: None,
        shape: Some(Shape::Range(*a, *b)),
        anchor,
        because: "two years written as one",
        rivals: Vec::new(),
    }
}

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
