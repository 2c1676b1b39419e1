//! An essay that cites a card which is not there.
//!
//! # What it checks
//!
//! Every `[card-id]` in a file of `essays/` is the id of a card, with a place (`[card-id, p. 31]`) or beside others
//! (`[one-card; other-card]`) too. Links, footnotes, code and editor's words in brackets,
//! such as `[sic]`, are left alone.
//!
//! # Why it matters
//!
//! A reader who follows the reference finds nothing, and the sentence stands without its evidence.
//!
//! # Example
//!
//! ```text
//! Mao asked Stalin to confirm the plan [mao-ask-stalin].
//! ```
//!
//! # How to mend
//!
//! Correct the id, or write the card. `kaozheng rename` changes essays together with the cards.

use kaozheng_desk::essay::references;
use kaozheng_record::{Check, Record, did_you_mean};
use kaozheng_text::{Diagnostic, Place, Severity};

/// The check.
pub(crate) const CHECK: Check = Check {
    code: "essay-cites-no-card",
    title: "An essay that cites a card which is not there",
    severity: Severity::Error,
    docs: include_str!("essay_cites_no_card.rs"),
};

/// Looks for references of one essay that lead nowhere.
pub(crate) fn run(name: &str, text: &str, record: &Record, notes: &mut Vec<Diagnostic>) {
    for span in references(text) {
        let id = span.of(text);
        let hint = did_you_mean(id, record.ids().map(|(id, _)| id));
        // A single word that is like no id is an editor's word in brackets, not a reference.
        if record.get(id).is_some() || (hint.is_none() && !id.contains('-')) {
            continue;
        }
        let place = Place {
            file: name.into(),
            span,
        };
        let note = CHECK
            .note(format!("the essay cites `{id}`, and no card has that id"))
            .at(place);
        notes.push(
            note.help(
                hint.unwrap_or_else(|| "write the card, or take the reference out".to_owned()),
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_record::Sheet;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let record = Record::new(vec![Sheet::parse(
            "a.card",
            "event: mao-asks-stalin\n\nperson: mao\n",
        )]);
        let mut notes = Vec::new();
        run("essays/a.md", text, &record, &mut notes);
        let found: Vec<&str> = notes
            .iter()
            .map(|note| note.at.as_ref().expect("placed").span.of(text))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn references_that_lead_nowhere_are_found() {
        check(
            "He asked [mao-ask-stalin] and [mao-asks-stalin].\n[moa] came.",
            &["mao-ask-stalin", "moa"],
        );
        check("考證 [no-such-card]", &["no-such-card"]);
        check(
            "[no-card, p. 3]: so [mao; no-other, n. 1]",
            &["no-card", "no-other"],
        );
    }

    #[test]
    fn links_code_notes_and_editors_words_are_left_alone() {
        check(
            "[sic] [x] [^1] [a-link](b) [a-ref] `[no-card]` [Two-Words] [1950-51]\n```\n[no-card]\n```\n\n[a-ref]: c\n",
            &[],
        );
    }
}
