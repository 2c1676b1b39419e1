//! What words do in dates: the classes of the tables of words.

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
    /// the, this, his: what a noun phrase begins with.
    Determiner,
    /// period, era: TIMEX2 marks what is told by them.
    TimeNoun,
    /// A phrase that TIMEX2 marks: 0 without a value, 1 now, 2 the time told of.
    TimePhrase,
    /// A feast or a day that history has named: year times 10000 plus month times 100 plus day.
    NamedDay,
    /// A feast that moves with Easter: days after Easter Sunday.
    Easter,
    /// aged, at the age of: the number after it is of years.
    AgeLead,
    /// old, of age: the years before it are of a life.
    AgeMark,
    /// per: makes a unit return.
    Per,
    /// later in that month: TIMEX2 takes it in.
    LaterIn,
    /// the rest of, the whole of.
    Rest,
    /// only, just, exactly: before a count, and no bound.
    Just,
    /// the year, das Jahr: stands before its number.
    YearWord,
    /// A preposition at the head of a form that the span leaves out.
    Outside,
    /// Before a length: so long ago.
    AgoLead,
    /// Before a length: so long after.
    LaterLead,
    /// A day of the week and a part of it in one word: the day times 10 plus the part.
    DayWord,
    /// times, mal, 회: how often within a unit.
    Times,
    /// in the, im, par, 每: the unit within which it returns.
    PerWord,
    /// A word for today that also says nowadays, where the text does not report days.
    Nowadays,
    /// The two days after a week of work.
    Weekend,
    /// A named zone of time: minutes ahead of Greenwich.
    ZoneName,
    /// A number with a half in one word, in halves.
    CountHalf,
    /// A vague length in one word, or a vague stretch: index into units.
    VagueLength,
    /// A part of the month (10 plus its index) or the year (20 plus) that is told of: 月底, 年初, Monatsende.
    PartOfUnit,
    /// What must follow a number-named event.
    NamedEvent,
    /// Before a part of the day that is of the day told of: the, am, le.
    PartLead,
    /// A part of the day that stands alone: вечером.
    PartAlone,
    /// After a length: 0 about, 1 less than, 2 more than, 3 at least.
    AfterLength,
    /// A word that tells what has been.
    PastVerb,
    /// A word that tells what is to come.
    FutureVerb,
    /// no later than: the date after it is a limit.
    NoLater,
    /// no earlier than.
    NoEarlier,
    /// Before a season: years from the one of writing.
    SeasonLead,
    /// Says that the calendar is the solar one, and changes nothing.
    Solar,
    /// After a month: the name of an event, no date.
    EventName,
    /// Names the night that ends on the day after it.
    NightBefore,
    /// halb: half an hour before the hour after it.
    HalfTo,
    /// its, their: a year after it belongs to the noun that follows.
    Possessive,
    /// half past, a quarter to: minutes from the hour after it.
    ClockPart,
    /// every other: twice the unit.
    EveryOther,
    /// week ending, quarter beginning: -1 or 1, before a date.
    Ending,
    /// A month of the lunisolar calendar by its name: 정월, 臘月.
    LunarMonth,
    /// A day of a lunar month by its name: 초하루, 初五; 0 is the last.
    LunarDay,
    /// Makes the month after it a leap month.
    LeapMonth,
    /// 두세, 两三: two neighbouring counts, as tens and ones.
    CountRange,
    /// A number of years in one phrase: полвека, half-century.
    YearCount,
    /// A word that ends a noun phrase: a verb, a preposition, a pronoun.
    PhraseEnd,
}

impl Class {
    /// The bit of this class in a set of them; there are as many classes as bits at the most.
    pub(super) fn bit(self) -> u128 {
        1 << self as u32
    }
}

/// The classes with which a date may begin.
pub(super) const BEGINNERS: u128 = {
    use Class::*;
    const ALL: &[Class] = &[
        Month,
        Weekday,
        Season,
        Part,
        DayPart,
        Count,
        Ordinal,
        Unit,
        About,
        Maybe,
        Clock,
        Bc,
        Ad,
        Era,
        Half,
        Quarter,
        Next,
        Last,
        This,
        Same,
        Nearly,
        LessThan,
        MoreThan,
        Within,
        Just,
        Few,
        Several,
        Couple,
        HalfUnit,
        CountHalf,
        Every,
        Reference,
        Feast,
        Often,
        DayStep,
        WeekStep,
        MonthStep,
        YearStep,
        Decade,
        DecadeLead,
        Fiscal,
        Marked,
        DayCount,
        TimeNoun,
        TimePhrase,
        NamedDay,
        Easter,
        Per,
        LaterIn,
        Rest,
        AgoLead,
        LaterLead,
        DayWord,
        Times,
        PerWord,
        VagueLength,
        Weekend,
        PartOfUnit,
        SeasonLead,
        Solar,
        NightBefore,
        HalfTo,
        Lunar,
        Nowadays,
        YearMark,
        Am,
        Pm,
        LeapMonth,
        LunarMonth,
    ];
    let (mut set, mut k) = (0, 0);
    while k < ALL.len() {
        set |= 1 << ALL[k] as u32;
        k += 1;
    }
    set
};

/// The class that a table of words calls so.
pub(super) fn class_named(name: &str) -> Option<Class> {
    use Class::*;
    const NAMES: &[(&str, Class)] = &[
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
        ("determiner", Determiner),
        ("time-noun", TimeNoun),
        ("time-phrase", TimePhrase),
        ("named-day", NamedDay),
        ("easter", Easter),
        ("age-lead", AgeLead),
        ("age-mark", AgeMark),
        ("per", Per),
        ("later-in", LaterIn),
        ("rest", Rest),
        ("just", Just),
        ("phrase-end", PhraseEnd),
        ("count-range", CountRange),
        ("year-count", YearCount),
        ("lunar-month", LunarMonth),
        ("lunar-day", LunarDay),
        ("leap-month", LeapMonth),
        ("clock-part", ClockPart),
        ("every-other", EveryOther),
        ("ending", Ending),
        ("possessive", Possessive),
        ("solar", Solar),
        ("event-name", EventName),
        ("night-before", NightBefore),
        ("half-to", HalfTo),
        ("after-length", AfterLength),
        ("past-verb", PastVerb),
        ("future-verb", FutureVerb),
        ("no-later", NoLater),
        ("no-earlier", NoEarlier),
        ("season-lead", SeasonLead),
        ("part-lead", PartLead),
        ("part-alone", PartAlone),
        ("year-word", YearWord),
        ("outside", Outside),
        ("ago-lead", AgoLead),
        ("later-lead", LaterLead),
        ("weekday-part", DayWord),
        ("times", Times),
        ("per-word", PerWord),
        ("nowadays", Nowadays),
        ("weekend", Weekend),
        ("zone", ZoneName),
        ("count-half", CountHalf),
        ("vague-length", VagueLength),
        ("part-of", PartOfUnit),
        ("named-event", NamedEvent),
    ];
    NAMES
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, class)| *class)
}
