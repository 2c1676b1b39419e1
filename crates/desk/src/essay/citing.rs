//! What a cited card rests on: the works that its note names, each with the place in it.

use super::CardCite;
use kaozheng_record::source_reference::{Phrase, parse_from};
use kaozheng_record::{CardRef, FieldRef, Record};

/// The cards that essays cite.
#[derive(Clone, Copy, Debug)]
pub struct Cards<'a> {
    record: &'a Record,
}

/// How something is known: a work, and through which others it was read, the one read last.
pub(super) type Trail = Vec<Step>;

/// One work with the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The id of its card.
    pub(super) work: String,
    /// The place, as the card words it; may be empty.
    pub(super) locator: String,
}

impl<'a> Cards<'a> {
    /// The cards of a case.
    pub fn of(record: &'a Record) -> Cards<'a> {
        Cards { record }
    }

    pub(super) fn get(&self, id: &str) -> Option<CardRef<'a>> {
        self.record.get(id)
    }

    pub(super) fn record(&self) -> &'a Record {
        self.record
    }

    /// Where a cited card was read. A source is cited itself; an argument by its premises, when it names no place of its
    /// own; a card that names none (a person, a judgement of the editor's) has no trail.
    pub(super) fn trails(&self, cite: &CardCite) -> Vec<Trail> {
        let Some(card) = self.get(&cite.id) else {
            return Vec::new();
        };
        let mut trails = match card.kind() {
            "source" => vec![vec![Step {
                work: cite.id.clone(),
                locator: String::new(),
            }]],
            _ => grounds(card),
        };
        if trails.is_empty() && card.kind() == "argument" {
            let premises = card.all("premise").flat_map(FieldRef::list);
            let premises = premises.filter_map(|(id, _)| self.get(&id));
            for premise in premises {
                let own = match premise.kind() {
                    "source" => vec![vec![Step {
                        work: premise.id().to_owned(),
                        locator: String::new(),
                    }]],
                    _ => grounds(premise),
                };
                add(&mut trails, own);
            }
        }
        // The place that the essay itself names is one in the work that was read.
        if let Some(step) = trails.last_mut().and_then(|trail| trail.last_mut()) {
            step.locator = match step.locator.is_empty() || cite.locator.is_empty() {
                true => format!("{}{}", step.locator, cite.locator),
                false => format!("{}, {}", step.locator, cite.locator),
            };
        }
        trails
    }
}

/// The places that a card names for itself, or else for its values.
fn grounds(card: CardRef<'_>) -> Vec<Trail> {
    let mut out = Vec::new();
    let own = card.grounds();
    let of_values = card.fields().flat_map(FieldRef::grounds);
    let named = |from: Option<String>| from.map(|from| trail(&from)).filter(|t| !t.is_empty());
    for ground in own {
        add(&mut out, named(ground.from));
    }
    if out.is_empty() {
        for ground in of_values {
            add(&mut out, named(ground.from));
        }
    }
    out
}

fn add(trails: &mut Vec<Trail>, more: impl IntoIterator<Item = Trail>) {
    for trail in more {
        if !trails.contains(&trail) {
            trails.push(trail);
        }
    }
}

/// The works of a `from:` line; none when it is the editor's own judgement.
fn trail(from: &str) -> Trail {
    let from = parse_from(from);
    let step = |work: &str, locators: &[Phrase]| Step {
        work: work.to_owned(),
        locator: words(locators),
    };
    let first =
        (!from.editor && !from.source.id.is_empty()).then(|| step(&from.source.id, &from.locators));
    let via = from
        .via
        .iter()
        .map(|cited| step(&cited.source.id, &cited.locators));
    first.into_iter().chain(via).collect()
}

fn words(locators: &[Phrase]) -> String {
    let each: Vec<&str> = locators.iter().map(|place| place.words.as_str()).collect();
    each.join("; ")
}
