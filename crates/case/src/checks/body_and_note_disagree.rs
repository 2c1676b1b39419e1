//! Running text and note name different sources.
//!
//! # What it checks
//!
//! Where a statement says what source the running text names (`body-says`), the source of its `from:` is of that sort,
//! or is that very source.
//!
//! # Why it matters
//!
//! "He writes in his memoir", but the note cites somebody else's article: the words may come at second hand.
//!
//! # Example
//!
//! ```text
//! statement: interpreter-recalls
//! from: article-1993
//! body-says: in his memoir
//! ```
//!
//! # How to mend
//!
//! Look up both. If the words come through another, say so: `from: MEMOIR, via ARTICLE`, or `reported-by:`.

use super::{CaseCheck, Look};
use crate::Case;
use crate::compile::Source;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "body-and-note-disagree",
        title: "Running text and note name different sources",
        severity: Severity::Warning,
        docs: include_str!("body_and_note_disagree.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    for statement in case.statements.values() {
        let Some(body) = statement.body_says.followed() else {
            continue;
        };
        let cited: Vec<&Source> = statement
            .card
            .grounds
            .iter()
            .filter_map(|g| case.sources.get(g.source()?).map(AsRef::as_ref))
            .collect();
        if cited.is_empty() || cited.iter().any(|source| agrees(source, &body.value)) {
            continue;
        }
        let names: Vec<String> = cited
            .iter()
            .map(|source| format!("`{}`", source.id()))
            .collect();
        let genre = cited[0]
            .genre
            .value()
            .map_or("of another sort", String::as_str);
        let message = format!(
            "The running text says \"{}\", but the note cites {} ({genre}).",
            body.value,
            names.join(" and ")
        );
        notes.push(
            CHECK
                .check
                .note(message)
                .at(body.place.clone())
                .help("look up both; if it comes through another, write `via` or `reported-by`"),
        );
    }
}

/// Whether the running text names this source, by its id or by what sort of text it is.
fn agrees(source: &Source, body: &str) -> bool {
    let body = body.to_lowercase();
    let named = |word: &str| {
        body.split(|c: char| !c.is_alphanumeric())
            .any(|w| w.trim_end_matches('s') == word)
    };
    body.contains(source.id()) || source.genre.value().is_some_and(|genre| named(genre))
}
