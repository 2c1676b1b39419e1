//! Drafting: from mentions to cards that a person may accept.
//!
//! Every draft rests on a verbatim quotation of the document, says which rule made it, and names the note the passage
//! leads to. A draft never says more than the page does: no formal readings are guessed. One file for each kind of
//! draft; [`draft`] runs them in order. Reading the same document twice gives the same drafts, byte for byte.

mod actors;
mod acts;
mod attributions;
mod events;
mod ids;
mod scene;
mod sources;
mod statements;

use crate::find::Mention;
use kaozheng_record::Kind;
use kaozheng_text::{Anchor, Document};
use std::collections::BTreeSet;

/// One proposed card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The id it proposes, unique among the drafts of one document.
    pub id: String,
    /// The kind of card.
    pub kind: Kind,
    /// The card as it would be written.
    pub card: String,
    /// Indices of the mentions it rests on.
    pub because: Vec<usize>,
    /// The rule that drafted it, in words; the same in the card's `drafted:` field.
    pub rule: &'static str,
    /// The number of the note it cites, as printed.
    pub note: Option<String>,
    /// Where its quotation stands in the clean text.
    pub anchor: Anchor,
    /// How much it is worth looking at, 0 to 100; `review` shows the best first.
    pub worth: u8,
}

/// What the drafts should call the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftOptions {
    /// Id of the document's own source card; made from the file name when empty.
    pub source: String,
}

/// Drafts cards from the mentions of a document: sources, actors, events, statements, in the order of the text.
pub fn draft(document: &Document, mentions: &[Mention], options: &DraftOptions) -> Vec<Draft> {
    let scene = scene::Scene::of(document, mentions, options);
    let mut drafts = sources::sources(&scene);
    let (events, statements) = (events::events(&scene), statements::statements(&scene));
    let acting: BTreeSet<usize> = events
        .iter()
        .chain(&statements)
        .flat_map(|draft| draft.because.iter().copied())
        .collect();
    drafts.extend(actors::actors(&scene, &acting));
    drafts.extend(events);
    drafts.extend(statements);
    drafts
}
