//! What a case answers otherwise when cards change, as `kaozheng diff --json` and `kaozheng if --json` give it.

use super::AnswerView;
use kaozheng_case::change::{CardChange, Change, Comparison, Supposed};
use serde::Serialize;

/// What differs between two states of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparisonView {
    /// In a few words: `2 answers move`.
    pub verdict: String,
    /// The answers that moved.
    pub moved: Vec<MovedView>,
    /// The cards that changed.
    pub cards: Vec<CardChangeView>,
    /// The settings of the case that changed, each as a clause.
    pub settings: Vec<String>,
    /// What checks say that they did not say before.
    pub raised: Vec<String>,
    /// What checks no longer say.
    pub settled: Vec<String>,
}

/// One answer that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MovedView {
    /// What was asked.
    pub asked: String,
    /// The answer before.
    pub before: String,
    /// The answer after.
    pub after: String,
    /// The changed cards that together move it; empty when the settings of the case do.
    pub because: Vec<CardChangeView>,
    /// Whether none of these can be left out.
    pub exact: bool,
    /// All of it in one sentence.
    pub sentence: String,
}

/// A card that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardChangeView {
    /// The card.
    pub card: String,
    /// Its kind.
    pub kind: String,
    /// What happened to it: `was added`, `now has sent: no (before: yes)`.
    pub change: String,
}

/// A question answered as the cards stand, and as if they said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupposedView {
    /// What was supposed.
    pub suppositions: Vec<String>,
    /// What that does to the verdict, in one sentence.
    pub sentence: String,
    /// The answer as the cards stand.
    pub stands: AnswerView,
    /// The answer if they said what is supposed.
    pub supposed: AnswerView,
    /// What checks would say that they do not say now.
    pub raised: Vec<String>,
}

impl From<Comparison> for ComparisonView {
    fn from(compared: Comparison) -> ComparisonView {
        ComparisonView {
            verdict: compared.verdict,
            moved: compared.moved.iter().map(moved).collect(),
            cards: compared.cards.iter().map(card).collect(),
            settings: compared.settings,
            raised: compared.raised,
            settled: compared.settled,
        }
    }
}

impl From<Supposed> for SupposedView {
    fn from(supposed: Supposed) -> SupposedView {
        SupposedView {
            sentence: supposed.told(),
            suppositions: supposed
                .suppositions
                .iter()
                .map(ToString::to_string)
                .collect(),
            stands: supposed.stands.into(),
            supposed: supposed.supposed.into(),
            raised: supposed.raised,
        }
    }
}

fn moved(change: &Change) -> MovedView {
    MovedView {
        asked: change.asked.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
        because: change.because.iter().map(card).collect(),
        exact: change.exact,
        sentence: change.told(),
    }
}

fn card(change: &CardChange) -> CardChangeView {
    CardChangeView {
        card: change.card.clone(),
        kind: change.kind.word().to_owned(),
        change: change.words.clone(),
    }
}
