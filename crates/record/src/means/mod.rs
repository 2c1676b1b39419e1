//! What a `means:` line and a question say, formally.
//!
//! One grammar for both, so that what can be asked can be recorded and the other way round. The grammar stands in
//! `docs/record.md` as EBNF.
//!
//! ```
//! use kaozheng_record::means::{parse_question, parse_reading};
//! let reading = parse_reading("kim told mao, zhou plan via park").value.unwrap();
//! assert_eq!(reading.to_string(), "kim told mao, zhou plan via park");
//! let notes = parse_reading("mao lerned outbreak").notes;
//! assert!(notes[0].help.as_deref().unwrap().starts_with("did you mean `learned`?"));
//! assert!(parse_question("who knew plan").value.is_some());
//! ```

mod ask;
mod ids;
mod parse;
mod print;
mod tokens;
mod words;

pub use ask::{example, parse_question, parse_question_with};
pub use parse::{DATE, QUESTION, READING, parse_reading, parse_reading_with};
pub(crate) use tokens::sentence;
pub use words::{
    JOINING_WORDS, QUESTION_WORDS, TIME_WORDS, VERBS, Verb, VerbRow, is_keyword, verb,
};

use kaozheng_text::Span;
use kaozheng_values::dates::Date;

/// An id as written, with its place in the line. Two are equal when they name the same card, wherever they stand; so
/// two readings are equal when they say the same.
#[derive(Clone, Debug, Default)]
pub struct Id {
    /// The id.
    pub id: String,
    /// Bytes of the `means` value it stands in.
    pub span: Span,
}

impl PartialEq for Id {
    fn eq(&self, other: &Id) -> bool {
        self.id == other.id
    }
}

impl Eq for Id {}

/// One formal reading: a fact, when, and in which sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What is said to be so.
    pub fact: Fact,
    /// When; `None` when no time is given.
    pub when: Option<When>,
    /// The word after `reading`: one of several ways to take a promise or a term.
    pub sense: Option<Id>,
}

/// What is said to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// `mao knew plan from roshchin`
    Knowledge {
        /// Who.
        actor: Id,
        /// Knew, did not know, learned, or was silent.
        verb: KnowledgeVerb,
        /// Of what.
        matter: Id,
        /// From whom or from which source.
        from: Option<Id>,
    },
    /// `kim told mao, zhou plan via park`
    Told {
        /// Who told.
        teller: Id,
        /// Whom.
        hearers: Vec<Id>,
        /// What.
        matters: Vec<Id>,
        /// Through whom, in order.
        via: Vec<Id>,
    },
    /// `mao denied plan`
    Attitude {
        /// Who.
        actor: Id,
        /// Said, denied, doubted or believed.
        verb: AttitudeVerb,
        /// What.
        matter: Id,
    },
    /// `mao decided intervention`
    Act {
        /// Who.
        actor: Id,
        /// Which act.
        verb: ActVerb,
        /// On what.
        matter: Id,
    },
    /// `stalin promised prc air-cover if deployment`
    Promised {
        /// Who promised.
        debtor: Id,
        /// To whom.
        creditor: Id,
        /// What.
        matter: Id,
        /// On what condition.
        condition: Option<Id>,
    },
    /// `refusal breaks air-cover-promise`
    Effect {
        /// The event that does it.
        event: Id,
        /// What it does.
        verb: EffectVerb,
        /// To which promise (an event of type promise).
        promise: Id,
    },
    /// `landing happened`, `telegram did not happen`
    Happened {
        /// The event.
        event: Id,
        /// Whether it did.
        so: bool,
    },
    /// `reluctance holds`, `reluctance does not hold`
    Holds {
        /// The matter.
        matter: Id,
        /// Whether it does.
        so: bool,
    },
    /// `treaty in force`
    Tie {
        /// The tie (an event of type treaty or tie).
        tie: Id,
        /// Signed, in force, practised or ended.
        state: TieState,
    },
}

/// How an actor stands to a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnowledgeVerb {
    /// Had it at the time given.
    Knew,
    /// Did not have it at the time given.
    IgnorantOf,
    /// Ignorant before, knew by.
    Learned,
    /// Said nothing of it; never counts as not knowing.
    SilentOn,
}

/// What an actor says or thinks of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttitudeVerb {
    /// Said it was so.
    Said,
    /// Said it was not so.
    Denied,
    /// Doubted it.
    Doubted,
    /// Held it to be so.
    Believed,
}

/// An act on a matter that can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActVerb {
    /// Thought of doing it.
    Considered,
    /// Wrote it down without sending or proclaiming it.
    Drafted,
    /// Decided to.
    Decided,
    /// Decided not to.
    Declined,
    /// Gave the order.
    Ordered,
    /// Put it off.
    Suspended,
    /// Undid it.
    Reversed,
    /// Confirmed it.
    Reaffirmed,
    /// Carried it out.
    Executed,
}

/// What an event does to a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EffectVerb {
    /// The promise is kept.
    Keeps,
    /// It is broken.
    Breaks,
    /// It is kept in part, or late.
    PartPerforms,
    /// Its condition is met.
    MakesDue,
    /// The promiser is let off.
    Releases,
}

/// A state of a tie; signed and in force are different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieState {
    /// Signed.
    Signed,
    /// In force.
    InForce,
    /// Acted upon, with or without a treaty.
    Practised,
    /// At an end.
    Ended,
}

/// When a fact is said to be so.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// At some instant of it.
    On(Date),
    /// At the latest at its end.
    By(Date),
    /// Up to its first instant.
    Before(Date),
    /// From its last instant on.
    After(Date),
    /// From its first instant on.
    Since(Date),
    /// Up to its first instant.
    Until(Date),
    /// Between the first instant of one and the last of the other.
    Between(Date, Date),
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Is it so?
    Reading(Reading),
    /// `who knew plan on 24 June 1950`: a reading with its actor left open.
    Who {
        /// The verb, as in a reading (`knew`, `told`, `decided`, `denied`…).
        verb: String,
        /// The matter (and for `told` the hearer before it).
        objects: Vec<Id>,
        /// When.
        when: Option<When>,
    },
    /// `when mao learned plan`, `when landing`: a reading with its time left open, or an event's date.
    When(Box<AskedWhen>),
    /// `what mao knew on 24 June 1950`: a reading with its matter left open; `what happened on …`.
    What {
        /// Who; `None` for `what happened`.
        actor: Option<Id>,
        /// The verb.
        verb: String,
        /// When.
        when: Option<When>,
    },
    /// `verdict reluctance under clear`
    Verdict {
        /// The matter.
        matter: Id,
        /// The standard asked for; `None` for the case's own.
        standard: Option<Id>,
    },
    /// `state air-cover-promise on 13 October 1950 reading wide`: of a decision's matter, a promise or a tie.
    State {
        /// The matter decided on, the promise or the tie.
        of: Id,
        /// When.
        when: Option<When>,
        /// In which reading.
        sense: Option<Id>,
    },
    /// `without xu-yan-2003`: what falls if these sources fall.
    Without {
        /// The sources.
        sources: Vec<Id>,
    },
    /// `ties prc on 25 June 1950`: who was bound to whom.
    Ties {
        /// One of the parties; `None` for all.
        actor: Option<Id>,
        /// When.
        when: Option<When>,
    },
    /// `positions foreknowledge by 1995`: who held which view of a matter, in order of time.
    Positions {
        /// The matter.
        matter: Id,
        /// Of which time; `None` for all.
        when: Option<When>,
    },
    /// `missing attack-schedule`: what would settle it.
    Missing {
        /// The matter.
        matter: Id,
    },
}

/// What a `when` question asks the time of.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "it is held in a box, by Question::When"
)]
pub enum AskedWhen {
    /// An event, a source or a statement, by id.
    Card(Id),
    /// A reading without a time.
    Reading(Reading),
}

#[cfg(test)]
mod tests;
