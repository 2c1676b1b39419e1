//! Which cards differ between two states of a case, and in what they say.

use crate::compile::{Card, Case, FieldValue, Ground};
use kaozheng_record::Kind;
use std::collections::BTreeSet;

/// A card that is not the same in two states of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardChange {
    /// The card.
    pub card: String,
    /// Its kind.
    pub kind: Kind,
    /// What happened to it, as the end of a sentence: `was added`, `now has sent: no (before: yes)`.
    pub words: String,
}

impl CardChange {
    /// The change as a clause: `letter now has sent: no (before: yes)`.
    pub fn told(&self) -> String {
        format!("{} {}", self.card, self.words)
    }
}

/// The cards that differ, in order of id. Where a card stands in its file makes no difference.
pub fn card_changes(before: &Case, after: &Case) -> Vec<CardChange> {
    let all = before.cards().chain(after.cards());
    let ids: BTreeSet<&str> = all.map(|card| card.id.as_str()).collect();
    ids.into_iter()
        .filter_map(|id| {
            let (was, is) = (before.card(id), after.card(id));
            let words = match (was, is) {
                (None, Some(_)) => "was added".to_owned(),
                (Some(_), None) => "was taken out".to_owned(),
                (Some(was), Some(is)) => otherwise(was, is)?,
                (None, None) => return None,
            };
            Some(CardChange {
                card: id.to_owned(),
                kind: is.or(was)?.kind,
                words,
            })
        })
        .collect()
}

/// What a card says now, against before; `None` when it says the same.
fn otherwise(was: &Card, is: &Card) -> Option<String> {
    if was.kind != is.kind {
        return Some(format!("is now a {} (before: a {})", is.kind, was.kind));
    }
    let mut parts = Vec::new();
    if was.grade != is.grade {
        let word = |card: &Card| card.grade.map_or("none", |grade| grade.word());
        parts.push(said("grade", word(was), word(is)));
    }
    let fields: BTreeSet<&str> = was
        .values
        .iter()
        .chain(&is.values)
        .map(|value| value.field)
        .collect();
    parts.extend(
        fields
            .into_iter()
            .filter_map(|field| field_of(was, is, field)),
    );
    if parts.is_empty() && !same_grounds(&was.grounds, &is.grounds) {
        return Some("now rests on other places".to_owned());
    }
    (!parts.is_empty()).then(|| format!("now has {}", parts.join("; ")))
}

fn field_of(was: &Card, is: &Card, field: &str) -> Option<String> {
    let (old, new): (Vec<&FieldValue>, Vec<&FieldValue>) =
        (was.all(field).collect(), is.all(field).collect());
    let words = |values: &[&FieldValue]| match values {
        [] => "nothing".to_owned(),
        values => values
            .iter()
            .map(|value| value.words.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    };
    let (before, now) = (words(&old), words(&new));
    if before != now {
        return Some(said(field, &before, &now));
    }
    let graded = was.grade == is.grade && old.iter().zip(&new).any(|(a, b)| a.grade != b.grade);
    let all =
        |same: fn(&FieldValue, &FieldValue) -> bool| old.iter().zip(&new).all(|(a, b)| same(a, b));
    let placed = all(|a, b| same_grounds(&a.grounds, &b.grounds));
    let meant = all(|a, b| a.meaning == b.meaning);
    match (graded, placed, meant) {
        (true, ..) => Some(format!("another grade for {field}: {now}")),
        (false, false, _) => Some(format!("{field}: {now} from other places")),
        (false, true, false) => Some(format!("{field}: {now}, read otherwise")),
        (false, true, true) => None,
    }
}

/// Values longer than this are prose, and are not told word for word.
const SHORT: usize = 40;

fn said(field: &str, before: &str, now: &str) -> String {
    let short = |words: &str| words.chars().count() <= SHORT;
    match short(before) && short(now) {
        true => format!("{field}: {now} (before: {before})"),
        false => format!("other words in {field}"),
    }
}

/// Whether two lists of grounds say the same, wherever they stand in their files; grades are compared elsewhere.
fn same_grounds(a: &[Ground], b: &[Ground]) -> bool {
    let told = |ground: &Ground| {
        (
            ground.words.clone(),
            ground.quotations.clone(),
            ground.because.clone(),
        )
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| told(a) == told(b))
}
