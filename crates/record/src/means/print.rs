//! Writes readings and questions as they are read: what is written here is read back to the same.

use super::words::{Verb, words_of};
use super::{
    ActVerb, AskedWhen, AttitudeVerb, EffectVerb, Fact, Id, KnowledgeVerb, Question, Reading,
    TieState, When,
};
use std::fmt::{self, Display, Formatter};

impl Display for Id {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

macro_rules! verbs {
    ($($type:ident => $verb:ident),*) => {$(
        impl Display for $type {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str(words_of(Verb::$verb(*self)))
            }
        }
    )*};
}

verbs!(KnowledgeVerb => Knowledge, AttitudeVerb => Attitude, ActVerb => Act, EffectVerb => Effect, TieState => Tie);

impl Display for Reading {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fact)?;
        ending(f, self.when.as_ref(), self.sense.as_ref())
    }
}

impl Display for Fact {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Fact::Knowledge {
                actor,
                verb,
                matter,
                from,
            } => {
                write!(f, "{actor} {verb} {matter}")?;
                after(f, "from", from.as_ref())
            }
            Fact::Told {
                teller,
                hearers,
                matters,
                via,
            } => {
                write!(f, "{teller} told {} {}", list(hearers), list(matters))?;
                if via.is_empty() {
                    return Ok(());
                }
                write!(f, " via {}", list(via))
            }
            Fact::Attitude {
                actor,
                verb,
                matter,
            } => write!(f, "{actor} {verb} {matter}"),
            Fact::Act {
                actor,
                verb,
                matter,
            } => write!(f, "{actor} {verb} {matter}"),
            Fact::Promised {
                debtor,
                creditor,
                matter,
                condition,
            } => {
                write!(f, "{debtor} promised {creditor} {matter}")?;
                after(f, "if", condition.as_ref())
            }
            Fact::Effect {
                event,
                verb,
                promise,
            } => write!(f, "{event} {verb} {promise}"),
            Fact::Happened { event, so } => write!(f, "{event} {}", words_of(Verb::Happened(*so))),
            Fact::Holds { matter, so } => write!(f, "{matter} {}", words_of(Verb::Holds(*so))),
            Fact::Tie { tie, state } => write!(f, "{tie} {state}"),
        }
    }
}

impl Display for When {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (word, date) = match self {
            When::On(date) => ("on", date),
            When::By(date) => ("by", date),
            When::Before(date) => ("before", date),
            When::After(date) => ("after", date),
            When::Since(date) => ("since", date),
            When::Until(date) => ("until", date),
            When::Between(from, to) => {
                return write!(f, "between {} and {}", from.words, to.words);
            }
        };
        write!(f, "{word} {}", date.words)
    }
}

impl Display for Question {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let line = written(self);
        // One question mark at the end is left out in reading: a date's own must not be it.
        let guard = if line.ends_with('?') { "?" } else { "" };
        write!(f, "{line}{guard}")
    }
}

fn written(question: &Question) -> String {
    match question {
        Question::Reading(reading) => reading.to_string(),
        Question::Who {
            verb,
            objects,
            when,
        } => {
            let objects: Vec<&str> = objects.iter().map(|id| id.id.as_str()).collect();
            let open = format!("who {verb} {}", objects.join(" "));
            ended(&open, when.as_ref(), None)
        }
        Question::When(asked) => match &**asked {
            AskedWhen::Card(id) => format!("when {id}"),
            AskedWhen::Reading(reading) => format!("when {reading}"),
        },
        Question::What {
            actor: Some(actor),
            verb,
            when,
        } => ended(&format!("what {actor} {verb}"), when.as_ref(), None),
        Question::What {
            actor: None,
            verb,
            when,
        } => ended(&format!("what {verb}"), when.as_ref(), None),
        Question::Verdict { matter, standard } => match standard {
            Some(standard) => format!("verdict {matter} under {standard}"),
            None => format!("verdict {matter}"),
        },
        Question::State { of, when, sense } => {
            ended(&format!("state {of}"), when.as_ref(), sense.as_ref())
        }
        Question::Without { sources } => format!("without {}", list(sources)),
        Question::Ties { actor, when } => {
            let actor = actor.as_ref().map(|actor| format!(" {actor}"));
            ended(
                &format!("ties{}", actor.unwrap_or_default()),
                when.as_ref(),
                None,
            )
        }
        Question::Positions { matter, when } => {
            ended(&format!("positions {matter}"), when.as_ref(), None)
        }
        Question::Missing { matter } => format!("missing {matter}"),
    }
}

fn ended(line: &str, when: Option<&When>, sense: Option<&Id>) -> String {
    let when = when.map(|when| format!(" {when}")).unwrap_or_default();
    let sense = sense
        .map(|sense| format!(" reading {sense}"))
        .unwrap_or_default();
    format!("{line}{when}{sense}")
}

fn ending(f: &mut Formatter<'_>, when: Option<&When>, sense: Option<&Id>) -> fmt::Result {
    f.write_str(&ended("", when, sense))
}

fn after(f: &mut Formatter<'_>, word: &str, id: Option<&Id>) -> fmt::Result {
    id.map_or(Ok(()), |id| write!(f, " {word} {id}"))
}

fn list(ids: &[Id]) -> String {
    let ids: Vec<&str> = ids.iter().map(|id| id.id.as_str()).collect();
    ids.join(", ")
}
