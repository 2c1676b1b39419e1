//! Which ids a reading or a question names.

use super::{AskedWhen, Fact, Id, Question, Reading};

impl Fact {
    /// Every id it names, in the order of the line.
    pub fn ids(&self) -> Vec<&Id> {
        match self {
            Fact::Knowledge {
                actor,
                matter,
                from,
                ..
            } => [actor, matter].into_iter().chain(from).collect(),
            Fact::Told {
                teller,
                hearers,
                matters,
                via,
            } => [teller]
                .into_iter()
                .chain(hearers)
                .chain(matters)
                .chain(via)
                .collect(),
            Fact::Attitude { actor, matter, .. } | Fact::Act { actor, matter, .. } => {
                vec![actor, matter]
            }
            Fact::Promised {
                debtor,
                creditor,
                matter,
                condition,
            } => [debtor, creditor, matter]
                .into_iter()
                .chain(condition)
                .collect(),
            Fact::Effect { event, promise, .. } => vec![event, promise],
            Fact::Happened { event: id, .. }
            | Fact::Holds { matter: id, .. }
            | Fact::Tie { tie: id, .. } => vec![id],
        }
    }
}

impl Reading {
    /// Every card it names, in the order of the line. The word after `reading` is no card's id.
    pub fn ids(&self) -> Vec<&Id> {
        self.fact.ids()
    }
}

impl Question {
    /// Every card it names, in the order of the line.
    pub fn ids(&self) -> Vec<&Id> {
        match self {
            Question::Reading(reading) => reading.ids(),
            Question::When(asked) => match &**asked {
                AskedWhen::Card(id) => vec![id],
                AskedWhen::Reading(reading) => reading.ids(),
            },
            Question::Who { objects: ids, .. } | Question::Without { sources: ids } => {
                ids.iter().collect()
            }
            Question::What { actor, .. } | Question::Ties { actor, .. } => actor.iter().collect(),
            Question::Verdict { matter: id, .. }
            | Question::State { of: id, .. }
            | Question::Positions { matter: id, .. }
            | Question::Missing { matter: id } => vec![id],
        }
    }
}
