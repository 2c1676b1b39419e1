//! Views: what is shown of a case, as plain fields.
//!
//! A view is made by one function from the case and is complete: sorted, with every word that is shown. The terminal
//! draws it, `--json` prints it as it is.

pub mod alike;
pub mod answer;
pub mod change;
pub mod checks;
pub mod cited;
pub mod dispute;
pub mod drafts;
pub mod explained;
pub mod grades;
pub mod home;
pub mod inbox;
pub mod knowledge;
pub mod network;
pub mod questions;
pub mod quoted_place;
pub mod source;
pub mod sources;
pub mod standing;
pub mod timeline;

pub use answer::AnswerView;
pub use change::{ComparisonView, SupposedView};
pub use checks::ChecksView;
pub use cited::CitedView;
pub use dispute::DisputeView;
pub use drafts::DraftsView;
pub use explained::ExplainedView;
pub use grades::{GradeRow, GradesView};
pub use home::HomeView;
pub use inbox::InboxView;
pub use knowledge::KnowledgeView;
pub use network::NetworkView;
pub use questions::QuestionsView;
pub use source::SourceView;
pub use sources::SourcesView;
pub use standing::StandingView;
pub use timeline::TimelineView;

use kaozheng_case::compile::{Card, Ground};
use kaozheng_values::dates::Day;

/// The fields that say in one line what a card says: its sentence, title, question or name; the first it has.
pub(crate) const SAYING: [&str; 6] = [
    "says",
    "title",
    "asks",
    "name",
    "translated-title",
    "because",
];

/// What a card says in one line.
pub(crate) fn says(card: &Card) -> String {
    let words = SAYING.iter().find_map(|field| card.words(field));
    words.unwrap_or_default().to_owned()
}

/// A day in the form of ISO 8601.
pub(crate) fn iso(day: Day) -> String {
    day.iso()
}

/// The places of these grounds, as a historian cites them.
pub(crate) fn cited(grounds: &[Ground]) -> Vec<String> {
    let places = grounds.iter().map(Ground::cited);
    places
        .filter(|place| !place.is_empty())
        .map(str::to_owned)
        .collect()
}
