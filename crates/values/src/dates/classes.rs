//! What words do in dates: the classes of the tables of words.

/// A set of classes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct ClassSet(u128, u64);

impl ClassSet {
    pub(super) const NONE: ClassSet = ClassSet(0, 0);

    pub(super) const fn of(class: Class) -> ClassSet {
        match class as u32 {
            low @ ..128 => ClassSet(1 << low, 0),
            high => ClassSet(0, 1 << (high - 128)),
        }
    }

    /// The classes of both.
    pub(super) const fn and(self, other: ClassSet) -> ClassSet {
        ClassSet(self.0 | other.0, self.1 | other.1)
    }

    /// True when some class is in both.
    pub(super) const fn meets(self, other: ClassSet) -> bool {
        self.0 & other.0 != 0 || self.1 & other.1 != 0
    }
}

/// Each class with its name in the tables of words; `begins` where a date may begin with it.
macro_rules! classes {
    ($($(#[$about:meta])* $class:ident = $name:literal $($begins:ident)?,)*) => {
        /// What a word does in a date.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub(super) enum Class {
            $($(#[$about])* $class,)*
        }

        /// The classes with which a date may begin.
        pub(super) const BEGINNERS: ClassSet = ClassSet::NONE
            $($(.$begins(Class::$class))?)*;

        /// The class that a table of words calls so.
        pub(super) fn class_named(name: &str) -> Option<Class> {
            match name {
                $($name => Some(Class::$class),)*
                _ => None,
            }
        }
    };
}

impl ClassSet {
    const fn begins(self, class: Class) -> ClassSet {
        self.and(ClassSet::of(class))
    }
}

classes! {
    /// 1 to 12.
    Month = "month" begins,
    /// 1 (Monday) to 7.
    Weekday = "weekday" begins,
    /// 21 to 24.
    Season = "season" begins,
    /// Index into `parts`.
    Part = "part" begins,
    /// Index into `day_parts`.
    DayPart = "day-part" begins,
    Count = "count" begins,
    Ordinal = "ordinal" begins,
    /// Index into `units`.
    Unit = "unit" begins,
    About = "about" begins,
    Maybe = "maybe" begins,
    /// the, der, le: stands between the pieces of a date.
    Article = "article",
    Before = "before",
    After = "after",
    By = "by",
    Since = "since",
    Until = "until",
    From = "from",
    To = "to",
    Between = "between",
    And = "and",
    Or = "or",
    YearMark = "year-mark" begins,
    MonthMark = "month-mark",
    DayMark = "day-mark",
    CenturyMark = "century-mark",
    DecadeMark = "decade-mark",
    HourMark = "hour-mark",
    MinuteMark = "minute-mark",
    /// The year before its first.
    Era = "era" begins,
    /// The year before its first, as an era that is written before Western years are.
    Bc = "bc" begins,
    Ad = "ad" begins,
    OldStyle = "old-style",
    NewStyle = "new-style",
    Suffix = "suffix",
    /// Minutes since midnight.
    Clock = "clock" begins,
    Am = "am" begins,
    Pm = "pm" begins,
    /// Index of a half of the year, 1 or 2.
    Half = "half" begins,
    Quarter = "quarter" begins,
    /// Relative words.
    Next = "next" begins,
    Last = "last" begins,
    This = "this" begins,
    Same = "same" begins,
    Ago = "ago",
    Later = "later",
    Earlier = "earlier",
    Nearly = "nearly" begins,
    LessThan = "less-than" begins,
    MoreThan = "more-than" begins,
    Within = "within" begins,
    Few = "few" begins,
    Several = "several" begins,
    Couple = "couple" begins,
    HalfUnit = "half-unit" begins,
    AndHalf = "and-half",
    /// A noun or verb that a bare number before it counts.
    Counted = "counted",
    /// A word before which a bare number is a year.
    YearCue = "year-cue",
    /// every, each.
    Every = "every" begins,
    /// now, currently (0 present, -1 past, 1 future).
    Reference = "reference" begins,
    /// Month and day of a feast that never moves, as month times 100 plus day.
    Feast = "feast" begins,
    /// A SET by one word: index into `units`.
    Often = "often" begins,
    /// Days, weeks, months or years from the day of writing; 100 more, from the day last told of; 200: only after a part.
    DayStep = "day-step" begins,
    WeekStep = "week-step" begins,
    MonthStep = "month-step" begins,
    YearStep = "year-step" begins,
    /// The first three figures of a decade named in words.
    Decade = "decade" begins,
    /// A word that makes a decade of the number after it.
    DecadeLead = "decade-lead" begins,
    Fiscal = "fiscal" begins,
    /// TIMEX2 marks it: -1 former, 0 current, 1 future.
    Marked = "marked" begins,
    /// A number of days in one word.
    DayCount = "day-count" begins,
    /// A word that makes the number after it a page, a file or a count.
    NumberLead = "number-lead",
    /// A name of a month or season that is another word too; 1: unless `of` follows.
    Doubtful = "doubtful",
    /// A word in s that no number before it counts.
    NotCounted = "not-counted",
    /// After an ordinal: it numbers no noun.
    FunctionWord = "function-word",
    /// Before an ordinal that may be a day.
    OrdinalLead = "ordinal-lead",
    /// An article that belongs to the date after it.
    LeadArticle = "lead-article",
    OrLater = "or-later",
    OrEarlier = "or-earlier",
    /// Says that no date is known.
    Undated = "undated",
    /// The months after it are of the East Asian lunisolar calendar.
    Lunar = "lunar" begins,
    /// After a number of days: a length, no date.
    SpanMark = "span-mark",
    /// the, this, his: what a noun phrase begins with.
    Determiner = "determiner",
    /// period, era: TIMEX2 marks what is told by them.
    TimeNoun = "time-noun" begins,
    /// A phrase that TIMEX2 marks: 0 without a value, 1 now, 2 the time told of.
    TimePhrase = "time-phrase" begins,
    /// A feast or a day that history has named: year times 10000 plus month times 100 plus day.
    NamedDay = "named-day" begins,
    /// A feast that moves with Easter: days after Easter Sunday.
    Easter = "easter" begins,
    /// aged, at the age of: the number after it is of years.
    AgeLead = "age-lead",
    /// old, of age: the years before it are of a life.
    AgeMark = "age-mark",
    /// per: makes a unit return.
    Per = "per" begins,
    /// later in that month: TIMEX2 takes it in.
    LaterIn = "later-in" begins,
    /// the rest of, the whole of.
    Rest = "rest" begins,
    /// only, just, exactly: before a count, and no bound.
    Just = "just" begins,
    /// the year, das Jahr: stands before its number.
    YearWord = "year-word",
    /// A preposition at the head of a form that the span leaves out.
    Outside = "outside",
    /// Before a length: so long ago.
    AgoLead = "ago-lead" begins,
    /// Before a length: so long after.
    LaterLead = "later-lead" begins,
    /// A day of the week and a part of it in one word: the day times 10 plus the part.
    DayWord = "weekday-part" begins,
    /// times, mal, 회: how often within a unit.
    Times = "times" begins,
    /// in the, im, par, 每: the unit within which it returns.
    PerWord = "per-word" begins,
    /// A word for today that also says nowadays, where the text does not report days.
    Nowadays = "nowadays" begins,
    /// The two days after a week of work.
    Weekend = "weekend" begins,
    /// A named zone of time: minutes ahead of Greenwich.
    ZoneName = "zone",
    /// A place whose clock a date on a card was read off.
    ZonePlace = "zone-place",
    /// A number with a half in one word, in halves.
    CountHalf = "count-half" begins,
    /// A vague length in one word, or a vague stretch: index into units.
    VagueLength = "vague-length" begins,
    /// A part of the month (10 plus its index) or the year (20 plus) that is told of: 月底, 年初, Monatsende.
    PartOfUnit = "part-of" begins,
    /// What must follow a number-named event.
    NamedEvent = "named-event",
    /// Before a part of the day that is of the day told of: the, am, le.
    PartLead = "part-lead",
    /// A part of the day that stands alone: вечером.
    PartAlone = "part-alone",
    /// After a length: 0 about, 1 less than, 2 more than, 3 at least.
    AfterLength = "after-length",
    /// A word that tells what has been.
    PastVerb = "past-verb",
    /// A word that tells what is to come.
    FutureVerb = "future-verb",
    /// no later than: the date after it is a limit.
    NoLater = "no-later",
    /// no earlier than.
    NoEarlier = "no-earlier",
    /// Before a season: years from the one of writing.
    SeasonLead = "season-lead" begins,
    /// Says that the calendar is the solar one, and changes nothing.
    Solar = "solar" begins,
    /// After a month: the name of an event, no date.
    EventName = "event-name",
    /// Names the night that ends on the day after it.
    NightBefore = "night-before" begins,
    /// halb: half an hour before the hour after it.
    HalfTo = "half-to" begins,
    /// its, their: a year after it belongs to the noun that follows.
    Possessive = "possessive",
    /// half past, a quarter to: minutes from the hour after it.
    ClockPart = "clock-part",
    /// every other: twice the unit.
    EveryOther = "every-other",
    /// week ending, quarter beginning: -1 or 1, before a date.
    Ending = "ending",
    /// A month of the lunisolar calendar by its name: 정월, 臘月.
    LunarMonth = "lunar-month" begins,
    /// A day of a lunar month by its name: 초하루, 初五; 0 is the last.
    LunarDay = "lunar-day",
    /// Makes the month after it a leap month.
    LeapMonth = "leap-month" begins,
    /// 두세, 两三: two neighbouring counts, as tens and ones.
    CountRange = "count-range",
    /// A number of years in one phrase: полвека, half-century.
    YearCount = "year-count",
    /// A word that ends a noun phrase: a verb, a preposition, a pronoun.
    PhraseEnd = "phrase-end",
    /// A month of another calendar: the calendar times 100 plus the month; see [`super::foreign`].
    CalendarMonth = "calendar-month" begins,
    /// Makes the year beside it one of another calendar: its number.
    CalendarYear = "calendar-year" begins,
    /// A part of a month or a day of such a calendar that is added to its months: a complementary day.
    Complementary = "complementary" begins,
    /// Before the number of a Republican year: an, year, Jahr.
    RepublicanYear = "republican-year" begins,
    /// Before an event: days from it; -10, its eve.
    BesideEvent = "beside-event" begins,
}
