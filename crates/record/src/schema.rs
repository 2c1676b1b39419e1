//! The one table of card kinds and fields. Checks of form, the manual, completions, web forms and the JSON Schema are
//! made from it, so that nothing is said of a field in two places.

use std::fmt;

/// The kinds of card. Resist an eleventh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A text, anything citable.
    Source,
    /// A human being.
    Person,
    /// A state, army, party, leadership or loose group.
    Body,
    /// Where.
    Place,
    /// A proposition that can be known, asserted, decided or promised.
    Matter,
    /// What happened, or was meant to.
    Event,
    /// Who says what.
    Statement,
    /// Premises for or against a matter.
    Argument,
    /// What is asked.
    Question,
}

impl Kind {
    /// Every kind, in the order of the manual.
    pub const ALL: [Kind; 9] = [
        Kind::Source,
        Kind::Person,
        Kind::Body,
        Kind::Place,
        Kind::Matter,
        Kind::Event,
        Kind::Statement,
        Kind::Argument,
        Kind::Question,
    ];

    /// The word that begins a card of this kind.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Source => "source",
            Kind::Person => "person",
            Kind::Body => "body",
            Kind::Place => "place",
            Kind::Matter => "matter",
            Kind::Event => "event",
            Kind::Statement => "statement",
            Kind::Argument => "argument",
            Kind::Question => "question",
        }
    }

    /// The kind that `word` begins.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What a card of this kind holds, in one line for the manual.
    pub fn help(self) -> &'static str {
        match self {
            Kind::Source => {
                "A text, anything citable: book, telegram, memoir, archive file. Only events make routes; a source never does."
            }
            Kind::Person => "A human being, with all forms of the name.",
            Kind::Body => {
                "A state, army, party, leadership or loose group. A body is not a person."
            }
            Kind::Place => "A place, with its names.",
            Kind::Matter => "A proposition that can be known, asserted, decided or promised.",
            Kind::Event => {
                "What happened or was meant to: meeting, message, decision, promise, treaty, battle."
            }
            Kind::Statement => "Who says what, where it is read, in which words.",
            Kind::Argument => "Premises for or against a matter.",
            Kind::Question => {
                "What is asked of the case, and by which standard it is to be answered."
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How often a field may stand on one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMany {
    /// Once; a second one with another `from:` is a rival account.
    One,
    /// Any number.
    Many,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Prose.
    Text,
    /// A name form, with script and romanisation in square brackets: `毛澤東 [zh-Hant]`.
    Name,
    /// A date as historians write it.
    Date,
    /// Another card's id (one of these kinds), or a list parted by `;`.
    Ref(&'static [Kind]),
    /// As [`ValueType::Ref`], or a plain name where there is no card.
    RefOrName(&'static [Kind]),
    /// An id, then a comma, then words: `kovalev-1949, translated`, `politburo, 1945 to 1976`.
    RefWith(&'static [Kind]),
    /// `id` or a date, then optionally a comma and a length of time: `after: inchon-landing, nearly three weeks`.
    Relation,
    /// Names or ids, outermost first, parted by `<`: `li-haiwen < shi-zhe`.
    Chain,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A word of this list, or of the case's own list in `case.toml`.
    Open(&'static [&'static str]),
    /// A formal reading; see [`crate::means`].
    Reading,
    /// A formal question; see [`crate::means`].
    Question,
    /// Where something was read: `zhang-2005, p. 31; n. 24`, `li-1993, via zhang-2005, n. 22`, or `editor`.
    From,
    /// A file in `sources/`.
    File,
    /// A BCP 47 tag.
    Language,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The word before the colon.
    pub name: &'static str,
    /// On which kinds of card it may stand.
    pub kinds: &'static [Kind],
    /// How often.
    pub how_many: HowMany,
    /// What its value is.
    pub value: ValueType,
    /// What it says, in one line.
    pub help: &'static str,
    /// A value as one would write it.
    pub example: &'static str,
}

/// The grades, weakest first.
pub const GRADES: [&str; 4] = ["weak", "fair", "strong", "decisive"];

/// The proof standards, lowest first.
pub const STANDARDS: [&str; 4] = ["scintilla", "preponderance", "clear", "established"];

/// The row for `name` on a card of `kind`.
pub fn field(kind: Kind, name: &str) -> Option<&'static FieldSpec> {
    FIELDS
        .iter()
        .find(|row| row.name == name && row.kinds.contains(&kind))
}

/// The rows for a card of `kind`, in the order of the manual.
pub fn fields(kind: Kind) -> impl Iterator<Item = &'static FieldSpec> {
    FIELDS.iter().filter(move |row| row.kinds.contains(&kind))
}

use HowMany::{Many, One};
use Kind::{Argument, Body, Event, Matter, Person, Place, Question, Source, Statement};
use ValueType as V;

const ALL: &[Kind] = &Kind::ALL;
const ACTORS: &[Kind] = &[Person, Body];
const MATTERS: &[Kind] = &[Matter, Event];

/// Types of source that a case starts with.
pub const SOURCE_TYPES: &[&str] = &[
    "book",
    "article",
    "chapter",
    "memoir",
    "diary",
    "interview",
    "letter",
    "telegram",
    "memorandum",
    "minutes",
    "note",
    "order",
    "report",
    "speech",
    "treaty",
    "newspaper",
    "collection",
    "archive-file",
    "thesis",
    "paper",
    "web",
    "other",
];

/// Types of event that a case starts with.
pub const EVENT_TYPES: &[&str] = &[
    "meeting",
    "message",
    "conversation",
    "decision",
    "order",
    "promise",
    "treaty",
    "tie",
    "publication",
    "release",
    "visit",
    "journey",
    "deployment",
    "landing",
    "battle",
    "attack",
    "refusal",
    "statement",
    "appointment",
    "death",
    "other",
];

/// Types of body that a case starts with.
pub const BODY_TYPES: &[&str] = &[
    "state",
    "government",
    "ministry",
    "office",
    "army",
    "party",
    "leadership",
    "organisation",
    "press",
    "group",
    "literature",
    "other",
];

/// Argument schemes that a case starts with.
pub const SCHEMES: &[&str] = &[
    "official-text",
    "testimony",
    "memoir",
    "scholarly-report",
    "quotation",
    "translation",
    "motive",
    "context",
    "silence",
    "silence-covered",
    "stated",
    "conduct",
    "persistence",
    "practice",
    "definition",
    "inference",
    "other",
];

/// The acts of a decision.
pub const ACTS: &[&str] = &[
    "considered",
    "drafted",
    "decided",
    "declined",
    "ordered",
    "suspended",
    "reversed",
    "reaffirmed",
    "executed",
];

const YES_NO: &[&str] = &["yes", "no"];
const YES_MAYBE_NO: &[&str] = &["yes", "maybe", "no"];

macro_rules! rows {
    ($($name:literal $kinds:expr, $many:expr, $value:expr, $help:literal, $example:literal;)*) => {
        &[$(FieldSpec { name: $name, kinds: $kinds, how_many: $many, value: $value, help: $help, example: $example }),*]
    };
}

/// The table.
pub const FIELDS: &[FieldSpec] = rows! {
    // Provenance: belongs to the field above, or to the whole card when it stands first.
    "from" ALL, Many, V::From, "Where this was read; `via` says through whom it is known.", "li-1993, via zhang-2005, n. 22";
    "grade" ALL, Many, V::OneOf(&GRADES), "How good this is judged to be, as evidence.", "fair";
    "because" ALL, Many, V::Text, "The reason, for people.", "late, and at second hand";

    // Every card.
    "note" ALL, Many, V::Text, "A remark that is printed with the card.", "The date is the editor's.";
    "accepted" ALL, Many, V::Text, "Who accepted or judged the card, and when; `review` writes it.", "KR, 2 March 2026";
    "drafted" ALL, One, V::Text, "Which rule of the reader drafted it.", "attribution verb; note 22";
    "anchor" ALL, Many, V::Text, "Where in the source's text it was drafted from: file, page, code points.", "zhang-2005.txt, chars 20110-20254";

    // source
    "type" &[Source], One, V::Open(SOURCE_TYPES), "What sort of text it is.", "telegram";
    "title" &[Source, Event], One, V::Text, "Its title, in its own language or romanised.", "Kovalev to Stalin";
    "translated-title" &[Source], One, V::Text, "The title in translation.", "In Company of the Great";
    "author" &[Source], Many, V::RefOrName(ACTORS), "Who wrote it.", "shi-zhe";
    "editor" &[Source], Many, V::RefOrName(ACTORS), "Who edited it.", "Han Nianlong";
    "translator" &[Source], Many, V::RefOrName(ACTORS), "Who translated it.", "Cookie Sewell";
    "dated" &[Source], One, V::Date, "The date it bears or was written.", "18 May 1949";
    "published" &[Source], One, V::Date, "When it was printed.", "1991";
    "released" &[Source], One, V::Date, "When it became readable.", "June 1994";
    "access" &[Source], One, V::OneOf(&["open", "partly", "closed"]), "Whether it can be read; what is closed, or of which a part is, stands on the list of what is missing.", "partly";
    "coverage" &[Source], One, V::OneOf(&["complete", "partly"]), "Whether these are known to be all the papers there were. Only the silence of complete files says much.", "partly";
    "in" &[Source], One, V::RefOrName(&[Source]), "The journal, book or collection it stands in.", "Party Documents";
    "volume" &[Source], One, V::Text, "Volume, as printed.", "Vol. 29";
    "issue" &[Source], One, V::Text, "Issue, as printed.", "No. 3";
    "pages" &[Source], One, V::Text, "Pages it takes up.", "84-94";
    "published-at" &[Source], One, V::Text, "Place of printing.", "Beijing";
    "publisher" &[Source], One, V::Text, "Who published it.", "World Affairs Press";
    "held-at" &[Source], Many, V::Text, "Archive and number, or library.", "Russian Archives, SD00232";
    "url" &[Source], Many, V::Text, "Address on the web.", "https://example.org/a";
    "language" &[Source], Many, V::Language, "Its language.", "zh";
    "file" &[Source], Many, V::File, "The original in `sources/`.", "zhang-2005.pdf";
    "derives-from" &[Source], Many, V::RefWith(&[Source, Person]), "The text (or witness) it copies, translates, quotes or retells.", "kovalev-1949, translated";
    "witness" &[Source], One, V::RefOrName(ACTORS), "Whose testimony it is, when that is not the author.", "shi-zhe";
    "position" &[Source, Statement], One, V::Text, "How near the witness stood to the event. `hearsay`, or `second hand`, and then from whom, lowers a grade that nobody gave.", "in the room";
    "interest" &[Source, Statement], Many, V::Text, "What the writer or speaker had to gain, which makes it worth less; `against …` says that it harms them, which makes it worth more.", "defends his own part";
    "text-of" &[Source], One, V::Ref(&[Event]), "The message, order or treaty whose text it is.", "kovalev-reports";

    // person, body, place
    "name" &[Person, Body, Place], Many, V::Name, "A form of the name, its script or romanisation in brackets.", "Mao Zedong [zh-Latn-pinyin]";
    "cipher" &[Person, Body], Many, V::Name, "A cipher name.", "Filippov";
    "office" &[Person], Many, V::Text, "An office held, with dates.", "Premier, 1949 to 1976";
    "type" &[Body], One, V::Open(BODY_TYPES), "What sort of body it is.", "party";
    "member-of" &[Person, Body], Many, V::RefWith(&[Body]), "A body it belongs to, with dates.", "politburo, 1945 to 1976";
    "born" &[Person], One, V::Date, "Date of birth.", "26 December 1893";
    "died" &[Person], One, V::Date, "Date of death.", "9 September 1976";
    "founded" &[Body], One, V::Date, "When the body came to be.", "1 October 1949";
    "ended" &[Body, Event], One, V::Date, "When the body or tie came to an end.", "1991";
    "informed-through" &[Body], Many, V::Ref(&[Person]), "Whoever of these knows, the body counts as knowing.", "mao";
    "examples" &[Body], Many, V::Ref(&[Source, Person, Body]), "Examples of a loose group.", "he-chunchao-1983";
    "not-same-as" &[Source, Person, Body, Place], Many, V::Ref(&[Source, Person, Body, Place]), "Easily confused with, but another.", "kim-il";
    "located" &[Place], One, V::RefOrName(&[Place]), "The wider place it lies in.", "manchuria";

    // matter
    "says" &[Matter], One, V::Text, "What would be so, for people.", "The attack is to begin on 25 June 1950.";
    "entails" &[Matter], Many, V::Ref(MATTERS), "What else is so if this is; never the reverse.", "attack-plan";
    "contradicts" &[Matter], Many, V::Ref(MATTERS), "What cannot be so if this is.", "no-plan";
    "kept-within" &[Matter], Many, V::Ref(ACTORS), "Circle of secrecy: only these can come to have it by inference.", "dprk-command; soviet-advisers";
    "topic" &[Matter], One, V::Text, "A word that messages with lost text may have been about.", "unification";

    // event
    "type" &[Event], One, V::Open(EVENT_TYPES), "What sort of event it is.", "message";
    "when" &[Event], One, V::Date, "When, as the source words it.", "early morning, 25 June 1950";
    "until" &[Event], One, V::Date, "When it was over.", "5 July 1950";
    "after" &[Event, Source], Many, V::Relation, "It came after this event or date, by so much.", "moscow-visit, nearly three weeks";
    "before" &[Event, Source], Many, V::Relation, "It came before this event or date, by so much.", "early 1950";
    "before-or-after" &[Event, Source], Many, V::Relation, "It came before or after this event or date, by so much; which of the two is not said, and answers look at both.", "landing, two days";
    "during" &[Event], Many, V::Ref(&[Event]), "It began after this event and ended before it.", "moscow-visit";
    "at-start-of" &[Event], Many, V::Ref(&[Event]), "It began with this event and ended before it.", "conference";
    "at-end-of" &[Event], Many, V::Ref(&[Event]), "It began after this event and ended with it.", "conference";
    "same-time-as" &[Event], Many, V::Ref(&[Event]), "It began and ended with this event.", "landing";
    "until-start-of" &[Event], Many, V::Ref(&[Event]), "It ended when this event began.", "landing";
    "overlaps" &[Event], Many, V::Ref(&[Event]), "It began before this event and ended within it.", "moscow-visit";
    "where" &[Event], Many, V::RefOrName(&[Place]), "Where.", "beijing";
    "who" &[Event], Many, V::Ref(ACTORS), "Who acted or took part; for a tie, between whom.", "mao; zhou-enlai";
    "as" &[Event, Statement], Many, V::RefWith(&[Person]), "In which office somebody acts or speaks, as the person's card names it.", "acheson, Secretary of State";
    "sender" &[Event], One, V::Ref(ACTORS), "Who sent the message.", "mao";
    "recipient" &[Event], Many, V::Ref(ACTORS), "To whom.", "stalin";
    "via" &[Event], Many, V::Ref(ACTORS), "Through whom it went, in order; they read it too.", "roshchin";
    "sent" &[Event], One, V::OneOf(YES_MAYBE_NO), "Whether it was sent. Unsaid is maybe, unless it was received.", "no";
    "received" &[Event], One, V::Date, "When it arrived.", "3 October 1950";
    "tells" &[Event], Many, V::Ref(MATTERS), "What its text states.", "attack-plan";
    "about" &[Event], Many, V::Text, "Topics it may have carried where its text is lost.", "unification";
    "standing" &[Event], One, V::OneOf(YES_NO), "Whether it always passes its topics on.", "yes";
    "answers" &[Event], One, V::Ref(&[Event]), "The message it answers.", "mao-asks-stalin";
    "act" &[Event], One, V::OneOf(ACTS), "For a decision: which act.", "drafted";
    "matter" &[Event, Question], Many, V::Ref(MATTERS), "What is decided or promised, or what decision a message tells of; what is asked about.", "intervention";
    "to" &[Event], Many, V::Ref(ACTORS), "For a promise: to whom.", "prc";
    "if" &[Event], Many, V::Ref(MATTERS), "For a promise or a decision: on what condition.", "border-deployment";
    "reading" &[Event], Many, V::RefWith(&[]), "For a promise or tie: a way to take it, then what that means.", "narrow, cover for the border only";
    "form" &[Event], One, V::OneOf(&["formal", "de facto", "hostile"]), "For a tie: by treaty, by practice, or of enmity.", "de facto";
    "signed" &[Event], One, V::Date, "For a tie: when signed.", "14 February 1950";
    "in-force" &[Event], One, V::Date, "For a tie: when it took effect.", "11 April 1950";
    "practised" &[Event], Many, V::Date, "For a tie: when it was acted upon.", "October 1950";

    // statement
    "speaker" &[Statement], Many, V::RefOrName(ACTORS), "Whose words or view it is.", "mao";
    "reported-by" &[Statement], One, V::Chain, "Through whom, outermost first.", "li-haiwen < shi-zhe";
    "said-on" &[Statement], One, V::Date, "When it was said.", "26 June 1950";
    "recalled-on" &[Statement], One, V::Date, "When the reporter set it down.", "1991";
    "said-to" &[Statement], Many, V::RefOrName(ACTORS), "To whom.", "shi-zhe";
    "says" &[Statement], One, V::Text, "What is said to be so, for people.", "Mao had read of the outbreak in the press.";
    "means" &[Statement, Event, Matter], Many, V::Reading, "The same for the compiler.", "mao learned outbreak on 25 June 1950";
    "hedge" &[Statement], Many, V::Text, "Words that weaken it.", "it seems to me";
    "body-says" &[Statement], One, V::Text, "What source the running text names, where its note cites another.", "in his memoir";

    // argument
    "says" &[Argument], One, V::Text, "The argument in a sentence, for people.", "He asked Stalin to confirm, which shows doubt.";
    "for" &[Argument], Many, V::Ref(MATTERS), "The matter it speaks for.", "mao-reluctant";
    "against" &[Argument], Many, V::Ref(MATTERS), "The matter it speaks against.", "mao-reluctant";
    "premise" &[Argument], Many, V::Ref(&[Statement, Source, Matter, Event]), "What it rests on.", "shi-zhe-on-26-june";
    "scheme" &[Argument], One, V::Open(SCHEMES), "How it argues.", "testimony";
    "undercuts" &[Argument], Many, V::Ref(&[Argument, Statement, Source]), "What it takes the force from.", "told-the-plan";
    "suspected-link" &[Argument, Source], Many, V::Ref(&[Source, Person]), "A dependence that is suspected, not shown.", "qing-shi-1994";

    // question
    "asks" &[Question], One, V::Text, "The question, for people.", "Did Mao know the date of the attack?";
    "ask" &[Question], Many, V::Question, "The same for the compiler.", "mao knew attack-schedule on 24 June 1950";
    "standard" &[Question], One, V::OneOf(&STANDARDS), "The standard asked for.", "clear";
    "would-settle" &[Question, Matter], Many, V::Text, "A document that would settle it, and where it may lie.", "DPRK embassy traffic, May-June 1950";
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_named_once_for_each_kind() {
        for kind in Kind::ALL {
            let mut names: Vec<_> = fields(kind).map(|row| row.name).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{kind} has a field twice");
        }
    }
}
