//! The cards that a question names, and whether it can be put to them.

use crate::compile::Case;
use kaozheng_record::Kind;
use kaozheng_record::means::{AskedWhen, Fact, Id, Question};

const ACTORS: &[Kind] = &[Kind::Person, Kind::Body];
const MATTERS: &[Kind] = &[Kind::Matter, Kind::Event];
const EVENTS: &[Kind] = &[Kind::Event];
const DATED: &[Kind] = &[Kind::Event, Kind::Source, Kind::Statement];

/// A card that a question names, with the kinds that can stand there.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    kinds: &'a [Kind],
}

/// The cards that a question names.
pub(super) fn named(question: &Question) -> Vec<Named<'_>> {
    match question {
        Question::Reading(reading) => named_in(&reading.fact),
        Question::Who { verb, objects, .. } => match (verb.as_str(), objects.as_slice()) {
            ("told" | "promised", [first, rest @ ..]) => {
                [all([first], ACTORS), all(rest, MATTERS)].concat()
            }
            (_, objects) => all(objects, MATTERS),
        },
        Question::When(asked) => match asked.as_ref() {
            AskedWhen::Card(id) => all([id], DATED),
            AskedWhen::Reading(reading) => named_in(&reading.fact),
        },
        Question::What { actor, .. } | Question::Ties { actor, .. } => all(actor, ACTORS),
        Question::Verdict { matter: of, .. }
        | Question::Missing { matter: of }
        | Question::Positions { matter: of, .. }
        | Question::State { of, .. } => all([of], MATTERS),
        Question::Without { sources } => all(sources, &Kind::ALL),
    }
}

/// Why a question cannot be put to the case: a card that is not there, or of a kind that cannot stand in its place.
pub(super) fn unfit(case: &Case, question: &Question) -> Vec<String> {
    let sentences = named(question).into_iter().filter_map(|named| {
        let Named { id, kinds } = named;
        match case.kind(id) {
            None => Some(format!("No card is called {id}.")),
            Some(kind) if !kinds.contains(&kind) => {
                let wanted: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
                Some(format!(
                    "{id} is a {kind}; the question takes a {} there. [{id}]",
                    wanted.join(" or ")
                ))
            }
            Some(_) => None,
        }
    });
    sentences.collect()
}

fn named_in(fact: &Fact) -> Vec<Named<'_>> {
    match fact {
        Fact::Knowledge {
            actor,
            matter,
            from,
            ..
        } => [
            all([actor], ACTORS),
            all([matter], MATTERS),
            all(from, &Kind::ALL),
        ]
        .concat(),
        Fact::Told {
            teller,
            hearers,
            matters,
            via,
        } => [
            all([teller], ACTORS),
            all(hearers, ACTORS),
            all(matters, MATTERS),
            all(via, ACTORS),
        ]
        .concat(),
        Fact::Attitude { actor, matter, .. } | Fact::Act { actor, matter, .. } => {
            [all([actor], ACTORS), all([matter], MATTERS)].concat()
        }
        Fact::Promised {
            debtor,
            creditor,
            matter,
            condition,
        } => [
            all([debtor, creditor], ACTORS),
            all([matter], MATTERS),
            all(condition, MATTERS),
        ]
        .concat(),
        Fact::Effect { event, promise, .. } => all([event, promise], EVENTS),
        Fact::Happened { event, .. } => all([event], EVENTS),
        Fact::Holds { matter, .. } => all([matter], MATTERS),
        Fact::Tie { tie, .. } => all([tie], EVENTS),
    }
}

fn all<'a>(ids: impl IntoIterator<Item = &'a Id>, kinds: &'a [Kind]) -> Vec<Named<'a>> {
    ids.into_iter()
        .map(|id| Named { id: &id.id, kinds })
        .collect()
}
