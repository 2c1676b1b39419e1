//! The words of the grammar: one table of verbs, and the small words that join.

use super::{ActVerb, AttitudeVerb, EffectVerb, KnowledgeVerb, TieState};

/// What a verb makes of the ids around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// How an actor stands to a matter.
    Knowledge(KnowledgeVerb),
    /// One actor to others.
    Told,
    /// What an actor says or thinks of a matter.
    Attitude(AttitudeVerb),
    /// An act on a matter.
    Act(ActVerb),
    /// One actor to another.
    Promised,
    /// What an event does to a promise.
    Effect(EffectVerb),
    /// Whether an event took place.
    Happened(bool),
    /// Whether a matter is so.
    Holds(bool),
    /// A state of a tie.
    Tie(TieState),
}

/// A verb with the words that write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbRow {
    /// As it is written, words parted by single spaces.
    pub words: &'static str,
    /// What it makes.
    pub verb: Verb,
    /// What the reading says, in one line for the manual.
    pub help: &'static str,
    /// A whole reading with it.
    pub example: &'static str,
}

const fn row(
    words: &'static str,
    verb: Verb,
    help: &'static str,
    example: &'static str,
) -> VerbRow {
    VerbRow {
        words,
        verb,
        help,
        example,
    }
}

/// Every verb, in the order of the manual.
pub const VERBS: &[VerbRow] = &[
    row(
        "knew",
        Verb::Knowledge(KnowledgeVerb::Knew),
        "Had it at the time given.",
        "mao knew attack-plan from kim-il-sung on 13 May 1950",
    ),
    row(
        "ignorant of",
        Verb::Knowledge(KnowledgeVerb::IgnorantOf),
        "Did not have it at the time given.",
        "mao ignorant of attack-schedule before 25 June 1950",
    ),
    row(
        "learned",
        Verb::Knowledge(KnowledgeVerb::Learned),
        "Did not have it before the date, and had it by its end.",
        "mao learned outbreak on 25 June 1950",
    ),
    row(
        "silent on",
        Verb::Knowledge(KnowledgeVerb::SilentOn),
        "Said nothing of it; never counts as not knowing.",
        "chinese-publications silent on attack-plan until 1985",
    ),
    row(
        "told",
        Verb::Told,
        "Passed it on, to each one named, through those after `via`.",
        "kim-il-sung told mao, zhou-enlai attack-plan via roshchin on 13 May 1950",
    ),
    row(
        "said",
        Verb::Attitude(AttitudeVerb::Said),
        "Said it was so.",
        "mao said us-will-intervene on 5 October 1950",
    ),
    row(
        "denied",
        Verb::Attitude(AttitudeVerb::Denied),
        "Said it was not so.",
        "zhou-enlai denied foreknowledge on 28 June 1950",
    ),
    row(
        "doubted",
        Verb::Attitude(AttitudeVerb::Doubted),
        "Was not sure that it was so.",
        "mao doubted quick-victory",
    ),
    row(
        "believed",
        Verb::Attitude(AttitudeVerb::Believed),
        "Held it to be so.",
        "stalin believed us-stays-out",
    ),
    row(
        "considered",
        Verb::Act(ActVerb::Considered),
        "Thought of doing it.",
        "politburo considered intervention on 4 October 1950",
    ),
    row(
        "drafted",
        Verb::Act(ActVerb::Drafted),
        "Wrote it down without sending or proclaiming it.",
        "mao drafted intervention on 2 October 1950",
    ),
    row(
        "decided",
        Verb::Act(ActVerb::Decided),
        "Decided to do it.",
        "politburo decided intervention on 5 October 1950",
    ),
    row(
        "declined",
        Verb::Act(ActVerb::Declined),
        "Decided not to do it.",
        "stalin declined air-cover on 11 October 1950",
    ),
    row(
        "ordered",
        Verb::Act(ActVerb::Ordered),
        "Gave the order for it.",
        "mao ordered intervention on 8 October 1950",
    ),
    row(
        "suspended",
        Verb::Act(ActVerb::Suspended),
        "Put it off.",
        "mao suspended intervention on 12 October 1950",
    ),
    row(
        "reversed",
        Verb::Act(ActVerb::Reversed),
        "Undid it.",
        "stalin reversed no-attack by 30 January 1950",
    ),
    row(
        "reaffirmed",
        Verb::Act(ActVerb::Reaffirmed),
        "Decided it again.",
        "politburo reaffirmed intervention on 13 October 1950",
    ),
    row(
        "executed",
        Verb::Act(ActVerb::Executed),
        "Carried it out.",
        "cpv executed intervention on 19 October 1950",
    ),
    row(
        "promised",
        Verb::Promised,
        "Promised it to someone, outright or on a condition.",
        "stalin promised prc air-cover if troops-cross on 5 July 1950",
    ),
    row(
        "keeps",
        Verb::Effect(EffectVerb::Keeps),
        "The event keeps the promise.",
        "air-corps-arrives keeps air-cover-promise reading narrow",
    ),
    row(
        "breaks",
        Verb::Effect(EffectVerb::Breaks),
        "The event breaks the promise.",
        "refusal-at-sochi breaks air-cover-promise reading wide",
    ),
    row(
        "part-performs",
        Verb::Effect(EffectVerb::PartPerforms),
        "The event keeps the promise in part, or late.",
        "first-sorties part-performs air-cover-promise on 1 November 1950",
    ),
    row(
        "makes-due",
        Verb::Effect(EffectVerb::MakesDue),
        "The event fulfils the promise's condition.",
        "border-deployment makes-due air-cover-promise",
    ),
    row(
        "releases",
        Verb::Effect(EffectVerb::Releases),
        "The event lets the promiser off.",
        "october-agreement releases air-cover-promise",
    ),
    row(
        "happened",
        Verb::Happened(true),
        "The event took place.",
        "inchon-landing happened on 15 September 1950",
    ),
    row(
        "did not happen",
        Verb::Happened(false),
        "The event did not take place.",
        "telegram-of-2-october did not happen",
    ),
    row(
        "holds",
        Verb::Holds(true),
        "The matter is so.",
        "mao-reluctant holds on 14 May 1950",
    ),
    row(
        "does not hold",
        Verb::Holds(false),
        "The matter is not so.",
        "joint-conspiracy does not hold",
    ),
    row(
        "signed",
        Verb::Tie(TieState::Signed),
        "The tie was signed; that alone does not put it in force.",
        "us-rok-treaty signed on 1 October 1953",
    ),
    row(
        "in force",
        Verb::Tie(TieState::InForce),
        "The tie was in force.",
        "us-rok-treaty in force since 17 November 1954",
    ),
    row(
        "practised",
        Verb::Tie(TieState::Practised),
        "The tie was acted upon, with or without a treaty.",
        "prc-dprk-alliance practised since October 1950",
    ),
    row(
        "ended",
        Verb::Tie(TieState::Ended),
        "The tie was at an end.",
        "sino-soviet-treaty ended on 11 April 1980",
    ),
];

/// Words that begin a question other than a reading.
pub const QUESTION_WORDS: [&str; 9] = [
    "who",
    "when",
    "what",
    "verdict",
    "state",
    "ties",
    "positions",
    "without",
    "missing",
];

/// Words that begin a time.
pub const TIME_WORDS: [&str; 7] = ["on", "by", "before", "after", "since", "until", "between"];

/// Words that join the parts of a line.
pub const JOINING_WORDS: [&str; 6] = ["and", "from", "via", "if", "reading", "under"];

/// Whether `word` is a word of the grammar, and so no id.
pub fn is_keyword(word: &str) -> bool {
    QUESTION_WORDS.contains(&word)
        || TIME_WORDS.contains(&word)
        || JOINING_WORDS.contains(&word)
        || VERBS
            .iter()
            .any(|row| row.words.split(' ').any(|part| part == word))
}

/// The words that write `verb`.
pub(super) fn words_of(verb: Verb) -> &'static str {
    let row = VERBS.iter().find(|row| row.verb == verb);
    row.expect("every verb has a row").words
}

/// The row whose words stand at the start of `words`, the longest of several.
pub(super) fn verb_at<'a>(
    words: &(impl Iterator<Item = &'a str> + Clone),
) -> Option<&'static VerbRow> {
    let begins = |row: &&VerbRow| {
        let mut given = words.clone();
        row.words.split(' ').all(|part| given.next() == Some(part))
    };
    VERBS
        .iter()
        .filter(begins)
        .max_by_key(|row| row.words.split(' ').count())
}

/// The row called `words`.
pub fn verb(words: &str) -> Option<&'static VerbRow> {
    VERBS.iter().find(|row| row.words == words)
}
