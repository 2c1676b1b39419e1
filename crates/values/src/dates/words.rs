//! The words of each language, read from its table.
//!
//! A row is `class TAB value TAB form|form|…`. A form of several words is matched whole; the longest form wins.

use super::tokens::{Kind, Token, tokens};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language whose words for dates are known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Russian.
    Russian,
    /// Korean, in Hangul or mixed script.
    Korean,
    /// Chinese, in both forms of its script.
    Chinese,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All languages, in the order in which they are tried.
    pub const ALL: [Language; 7] = [
        Language::English,
        Language::German,
        Language::French,
        Language::Russian,
        Language::Korean,
        Language::Chinese,
        Language::Japanese,
    ];

    /// The language of an ISO 639-1 code, such as `en`; a region after a hyphen is ignored.
    pub fn from_code(code: &str) -> Option<Language> {
        let stem = code
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        Language::ALL
            .into_iter()
            .find(|language| language.code() == stem)
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
            Language::Russian => "ru",
            Language::Korean => "ko",
            Language::Chinese => "zh",
            Language::Japanese => "ja",
        }
    }

    pub(super) fn lexicon(self) -> &'static Lexicon {
        &LEXICONS[self as usize]
    }

    /// True where dates go from the year down to the day, without spaces between words.
    pub(super) fn year_first(self) -> bool {
        matches!(
            self,
            Language::Korean | Language::Chinese | Language::Japanese
        )
    }
}

/// What a word does in a date.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Class {
    /// 1 to 12.
    Month,
    /// 1 (Monday) to 7.
    Weekday,
    /// 21 to 24.
    Season,
    /// Index into `parts`.
    Part,
    /// Index into `day_parts`.
    DayPart,
    Count,
    Ordinal,
    /// Index into `units`.
    Unit,
    About,
    Maybe,
    /// the, der, le: stands between the pieces of a date.
    Article,
    Before,
    After,
    By,
    Since,
    Until,
    From,
    To,
    Between,
    And,
    Or,
    YearMark,
    MonthMark,
    DayMark,
    CenturyMark,
    DecadeMark,
    HourMark,
    MinuteMark,
    /// The year before its first.
    Era,
    /// The year before its first, as an era that is written before Western years are.
    Bc,
    Ad,
    OldStyle,
    NewStyle,
    Suffix,
    /// Minutes since midnight.
    Clock,
    Am,
    Pm,
    /// Index of a half of the year, 1 or 2.
    Half,
    Quarter,
    /// Relative words.
    Next,
    Last,
    This,
    Same,
    Ago,
    Later,
    Earlier,
    /// Days from the day of writing.
    Today,
    /// Days from the day last told of.
    ThatDay,
    Nearly,
    LessThan,
    MoreThan,
    Within,
    Few,
    Several,
    Couple,
    HalfUnit,
    AndHalf,
    /// A noun or verb that a bare number before it counts.
    Counted,
    /// A word before which a bare number is a year.
    YearCue,
    /// every, each.
    Every,
    /// now, currently (0 present, -1 past, 1 future).
    Reference,
    /// Month and day of a feast that never moves, as month times 100 plus day.
    Feast,
    /// A SET by one word: index into `units`.
    Often,
    /// Days, weeks, months or years from the day of writing; 100 more, from the day last told of; 200: only after a part.
    DayStep,
    WeekStep,
    MonthStep,
    YearStep,
    /// The first three figures of a decade named in words.
    Decade,
    /// A word that makes a decade of the number after it.
    DecadeLead,
    Fiscal,
    /// TIMEX2 marks it: -1 former, 0 current, 1 future.
    Marked,
    /// A number of days in one word.
    DayCount,
    /// A word that makes the number after it a page, a file or a count.
    NumberLead,
    /// A name of a month or season that is another word too; 1: unless `of` follows.
    Doubtful,
    /// A word in s that no number before it counts.
    NotCounted,
    /// After an ordinal: it numbers no noun.
    FunctionWord,
    /// Before an ordinal that may be a day.
    OrdinalLead,
    /// An article that belongs to the date after it.
    LeadArticle,
    OrLater,
    OrEarlier,
    /// Says that no date is known.
    Undated,
    /// The months after it are of the East Asian lunisolar calendar.
    Lunar,
    /// After a number of days: a length, no date.
    SpanMark,
}

/// The forms of one language.
pub(super) struct Lexicon {
    forms: HashMap<String, Vec<Form>>,
    capital: Vec<Class>,
}

/// One form: the words after its first, and what it does.
#[derive(Debug)]
pub(super) struct Form {
    rest: Vec<String>,
    class: Class,
    value: i32,
}

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
    [
        include_str!("words/en.tsv"),
        include_str!("words/de.tsv"),
        include_str!("words/fr.tsv"),
        include_str!("words/ru.tsv"),
        include_str!("words/ko.tsv"),
        include_str!("words/zh.tsv"),
        include_str!("words/ja.tsv"),
    ]
    .map(Lexicon::read)
    .into()
});

impl Lexicon {
    fn read(table: &str) -> Lexicon {
        let mut lexicon = Lexicon {
            forms: HashMap::new(),
            capital: Vec::new(),
        };
        for line in table
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            lexicon.lay(line).unwrap_or_else(|| {
                panic!("a table of words has a row that cannot be read: {line}")
            });
        }
        lexicon
    }

    fn lay(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t');
        let (name, value) = (cells.next()?, cells.next()?);
        if name == "capital" {
            self.capital = value.split(' ').map(class_named).collect::<Option<_>>()?;
            return Some(());
        }
        let (class, value) = (class_named(name)?, value.parse().ok()?);
        for form in cells.next()?.split('|') {
            let mut pieces = tokens(form).into_iter().map(|t| t.folded);
            let first = pieces.next()?;
            let forms = self.forms.entry(first).or_default();
            let rest: Vec<String> = pieces.collect();
            // Longer forms first, so that the first that fits is the longest.
            let at = forms.partition_point(|form: &Form| form.rest.len() >= rest.len());
            forms.insert(at, Form { rest, class, value });
        }
        Some(())
    }

    /// The longest form of this class that begins at token `at`: its value and the token after it.
    pub(super) fn find(&self, list: &[Token], at: usize, class: Class) -> Option<(i32, usize)> {
        let token = list.get(at)?;
        if token.kind == Kind::Word && !token.capital && self.capital.contains(&class) {
            return None;
        }
        let fits = |form: &&Form| {
            form.class == class
                && form
                    .rest
                    .iter()
                    .enumerate()
                    .all(|(k, word)| list.get(at + 1 + k).is_some_and(|t| t.folded == *word))
        };
        let form = token.forms.iter().find(fits)?;
        Some((form.value, at + 1 + form.rest.len()))
    }

    /// Gives each token the forms that begin with it, so that they are looked up once.
    pub(super) fn annotate(&'static self, list: &mut [Token]) {
        for token in list {
            token.forms = self.forms.get(&token.folded).map_or(&[], Vec::as_slice);
        }
    }

    /// True when a form of this class begins at token `at`.
    pub(super) fn is(&self, list: &[Token], at: usize, class: Class) -> bool {
        self.find(list, at, class).is_some()
    }
}

/// The languages whose script this text is in, most likely first.
pub(super) fn likely(text: &str) -> Vec<Language> {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    let mut list = Vec::new();
    if has(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)) {
        list.push(Language::Korean);
    }
    if has(|c| ('\u{3040}'..='\u{30ff}').contains(&c)) {
        list.push(Language::Japanese);
    }
    if has(|c| ('\u{3400}'..='\u{9fff}').contains(&c)) {
        list.extend([Language::Chinese, Language::Japanese, Language::Korean]);
    }
    if has(|c| ('\u{400}'..='\u{4ff}').contains(&c)) {
        list.push(Language::Russian);
    }
    if list.is_empty() {
        // Figures alone may be in the Korean order: 1950. 6. 25.
        list.extend([
            Language::English,
            Language::German,
            Language::French,
            Language::Korean,
        ]);
    }
    let mut seen = Vec::new();
    list.retain(|l| {
        !seen.contains(l) && {
            seen.push(*l);
            true
        }
    });
    list
}

/// The language of a running text: by its script, and among Latin ones by its commonest small words.
pub(super) fn likely_of_text(text: &str) -> Language {
    let end = text
        .char_indices()
        .nth(20_000)
        .map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let count = |test: fn(char) -> bool| head.chars().filter(|c| test(*c)).count();
    let letters = count(char::is_alphabetic).max(1);
    let (hangul, kana) = (
        count(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)),
        count(|c| ('\u{3040}'..='\u{30ff}').contains(&c)),
    );
    let (han, cyrillic) = (
        count(|c| ('\u{3400}'..='\u{9fff}').contains(&c)),
        count(|c| ('\u{400}'..='\u{4ff}').contains(&c)),
    );
    let share = |n: usize| n * 5 > letters;
    if share(hangul) {
        return Language::Korean;
    }
    if share(han + kana) {
        return if kana * 10 > han {
            Language::Japanese
        } else {
            Language::Chinese
        };
    }
    if share(cyrillic) {
        return Language::Russian;
    }
    latin_of_text(head)
}

fn latin_of_text(head: &str) -> Language {
    const SMALL: [(Language, &[&str]); 3] = [
        (
            Language::English,
            &["the", "of", "and", "to", "was", "in", "that", "on", "by"],
        ),
        (
            Language::German,
            &[
                "der", "die", "und", "den", "von", "zu", "das", "mit", "im", "am", "nicht", "war",
            ],
        ),
        (
            Language::French,
            &[
                "le", "la", "les", "des", "et", "du", "en", "au", "que", "est", "une",
            ],
        ),
    ];
    let words: Vec<String> = tokens(head).into_iter().map(|t| t.folded).collect();
    let score = |small: &[&str]| words.iter().filter(|w| small.contains(&w.as_str())).count();
    // The first of equals: English.
    let mut best = (Language::English, 0);
    for (language, small) in SMALL {
        let n = score(small);
        if n > best.1 {
            best = (language, n);
        }
    }
    best.0
}

fn class_named(name: &str) -> Option<Class> {
    use Class::*;
    const NAMES: [(&str, Class); 58] = [
        ("month", Month),
        ("weekday", Weekday),
        ("season", Season),
        ("part", Part),
        ("day-part", DayPart),
        ("count", Count),
        ("ordinal", Ordinal),
        ("unit", Unit),
        ("about", About),
        ("maybe", Maybe),
        ("article", Article),
        ("before", Before),
        ("after", After),
        ("by", By),
        ("since", Since),
        ("until", Until),
        ("from", From),
        ("to", To),
        ("between", Between),
        ("and", And),
        ("or", Or),
        ("year-mark", YearMark),
        ("month-mark", MonthMark),
        ("day-mark", DayMark),
        ("century-mark", CenturyMark),
        ("decade-mark", DecadeMark),
        ("hour-mark", HourMark),
        ("minute-mark", MinuteMark),
        ("era", Era),
        ("bc", Bc),
        ("ad", Ad),
        ("old-style", OldStyle),
        ("new-style", NewStyle),
        ("suffix", Suffix),
        ("clock", Clock),
        ("am", Am),
        ("pm", Pm),
        ("half", Half),
        ("quarter", Quarter),
        ("next", Next),
        ("last", Last),
        ("this", This),
        ("same", Same),
        ("ago", Ago),
        ("later", Later),
        ("earlier", Earlier),
        ("today", Today),
        ("that-day", ThatDay),
        ("nearly", Nearly),
        ("less-than", LessThan),
        ("more-than", MoreThan),
        ("within", Within),
        ("few", Few),
        ("several", Several),
        ("couple", Couple),
        ("half-unit", HalfUnit),
        ("and-half", AndHalf),
        ("counted", Counted),
    ];
    const MORE: [(&str, Class); 25] = [
        ("year-cue", YearCue),
        ("every", Every),
        ("reference", Reference),
        ("feast", Feast),
        ("often", Often),
        ("day-step", DayStep),
        ("week-step", WeekStep),
        ("month-step", MonthStep),
        ("year-step", YearStep),
        ("decade", Decade),
        ("decade-lead", DecadeLead),
        ("fiscal", Fiscal),
        ("marked", Marked),
        ("day-count", DayCount),
        ("span-mark", SpanMark),
        ("lunar", Lunar),
        ("number-lead", NumberLead),
        ("doubtful", Doubtful),
        ("not-counted", NotCounted),
        ("function-word", FunctionWord),
        ("ordinal-lead", OrdinalLead),
        ("lead-article", LeadArticle),
        ("or-later", OrLater),
        ("or-earlier", OrEarlier),
        ("undated", Undated),
    ];
    NAMES
        .iter()
        .chain(&MORE)
        .find(|(n, _)| *n == name)
        .map(|(_, class)| *class)
}
