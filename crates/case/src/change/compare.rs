//! Two states of a case: what moved, and because of which cards.

use super::cards::{CardChange, card_changes};
use super::least::least;
use super::settings::setting_changes;
use crate::ask::moved::{Moved, moved};
use crate::checks::{Difference, difference};
use crate::compile::{Card, Case};
use crate::facts::names::listed;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// What differs between two states of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// In a few words: `2 answers move`.
    pub verdict: String,
    /// The answers that moved.
    pub moved: Vec<Change>,
    /// The cards that changed, in order of id.
    pub cards: Vec<CardChange>,
    /// The settings of the case (standard, tables of grades and phrases, added words) that changed, each as a clause.
    pub settings: Vec<String>,
    /// What checks say that they did not say before, each with its code.
    pub raised: Vec<String>,
    /// What checks no longer say.
    pub settled: Vec<String>,
}

/// One answer that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was asked.
    pub asked: String,
    /// The answer before.
    pub before: String,
    /// The answer after.
    pub after: String,
    /// The changed cards that together move it, none of which can be left out; empty when only the settings of the case
    /// do.
    pub because: Vec<CardChange>,
    /// Where only settings move it, those that changed, each as a clause.
    pub settings: Vec<String>,
    /// Whether those were tried one by one to the end; if not, some may do nothing.
    pub exact: bool,
    /// The card where a reader looks further.
    pub card: String,
}

/// How many cases are tried, all in all, to find the cards that moved an answer.
const TRIES: usize = 2_000;

/// Compares two states of a case.
///
/// The cards named for a change are a least set: with them alone put as they are after, the answer is the one after,
/// and with any one of them left as it was, it is not. Where several such sets exist, one is told.
pub fn compare(before: &Case, after: &Case) -> Comparison {
    let cards = card_changes(before, after);
    let settings = setting_changes(&before.settings, &after.settings);
    let mut tries = TRIES;
    let all = moved(before, after);
    let base = under_settings_of(before, after);
    let moved: Vec<Change> = all
        .into_iter()
        .map(|one| traced(&base, after, (&cards, &settings), one, &mut tries))
        .collect();
    let verdict = match (moved.len(), cards.len() + settings.len()) {
        (0, 0) => "nothing changed".to_owned(),
        (0, _) => "no answer moves".to_owned(),
        (1, _) => "1 answer moves".to_owned(),
        (count, _) => format!("{count} answers move"),
    };
    let Difference { raised, settled } = difference(before, after);
    Comparison {
        verdict,
        moved,
        cards,
        settings,
        raised,
        settled,
    }
}

fn traced(
    base: &Case,
    after: &Case,
    (cards, settings): (&[CardChange], &[String]),
    one: Moved,
    tries: &mut usize,
) -> Change {
    let holds = |kept: &[usize]| one.asked.answer(&between(base, after, cards, kept)) == one.after;
    let (because, exact) = least(cards.len(), tries, holds);
    let only = because.is_empty();
    Change {
        asked: one.asked.told(),
        because: because.into_iter().map(|at| cards[at].clone()).collect(),
        settings: if only { settings.to_vec() } else { Vec::new() },
        exact,
        card: one.asked.card().to_owned(),
        before: one.before,
        after: one.after,
    }
}

/// The cards as they were, under the settings of after.
fn under_settings_of(before: &Case, after: &Case) -> Case {
    if Arc::ptr_eq(&before.settings, &after.settings) {
        return before.clone();
    }
    let all = before.by_id().iter();
    let all: BTreeMap<String, Arc<Card>> =
        all.map(|(id, card)| (id.clone(), card.clone())).collect();
    Case::new(all, after.settings.clone(), after.documents.clone())
}

/// The case as it was, with these cards as they are after.
fn between(base: &Case, after: &Case, cards: &[CardChange], kept: &[usize]) -> Case {
    let changed = kept.iter().map(|&at| {
        let id = &cards[at].card;
        (id.clone(), after.by_id().get(id).cloned())
    });
    base.changed(changed.collect())
}

impl Change {
    /// The change as a sentence: `verdict plan: probable becomes open, because d was added. [plan]`.
    pub fn told(&self) -> String {
        let why: Vec<String> = self.because.iter().map(CardChange::told).collect();
        let why: Vec<&str> = why.iter().map(String::as_str).collect();
        let why = match (why.as_slice(), self.exact) {
            ([], _) => self.told_settings(),
            (_, true) => format!("because {}", listed(&why)),
            (_, false) => format!("because of some of {} changed cards", why.len()),
        };
        format!(
            "{}: {} becomes {}, {why}. [{}]",
            self.asked, self.before, self.after, self.card
        )
    }

    fn told_settings(&self) -> String {
        let named: Vec<&str> = self.settings.iter().map(String::as_str).collect();
        match named.len() {
            0 => "because the settings of the case changed".to_owned(),
            1..=3 => format!("because {}", listed(&named)),
            count => format!("because of some of {count} changed settings"),
        }
    }
}

impl Display for Comparison {
    /// One fixed layout: verdict, what moved, the changed cards, what checks say.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.verdict)?;
        for (number, change) in (1..).zip(&self.moved) {
            writeln!(f, "{number}. {}", change.told())?;
        }
        for card in &self.cards {
            writeln!(f, "card: {}", card.told())?;
        }
        for setting in &self.settings {
            writeln!(f, "setting: {setting}")?;
        }
        for (name, notes) in [
            ("now noted", &self.raised),
            ("no longer noted", &self.settled),
        ] {
            for note in notes {
                writeln!(f, "{name}: {note}")?;
            }
        }
        Ok(())
    }
}
