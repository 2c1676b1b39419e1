//! Remembering what was decided: a draft that was accepted or rejected is not shown again.
//!
//! The key of a draft does not depend on its id, on its place in the file, or on white space: it is made of its kind,
//! its rule and the words it quotes, so that it stays the same when the text is extracted anew.

use crate::draft::Draft;
use kaozheng_text::ContentHash;
use std::collections::BTreeSet;

/// The key of a draft: 16 hexadecimal digits.
pub fn key(draft: &Draft) -> String {
    let words: Vec<&str> = draft.anchor.exact.split_whitespace().collect();
    let named = matches!(
        draft.kind,
        kaozheng_record::Kind::Person | kaozheng_record::Kind::Body
    );
    let whom = if named {
        draft.id.as_str()
    } else {
        title_line(&draft.card)
    };
    let text = format!(
        "{}\n{}\n{whom}\n{}",
        draft.kind,
        draft.rule,
        words.join(" ")
    );
    ContentHash::of(text.as_bytes()).to_string()[..16].to_owned()
}

/// The line that tells two drafts of one sentence apart.
fn title_line(card: &str) -> &str {
    let own = |line: &&str| {
        ["title:", "says:"]
            .iter()
            .any(|head| line.starts_with(head))
    };
    card.lines().find(own).unwrap_or("")
}

/// The drafts that nobody has decided on.
pub fn undecided(drafts: Vec<Draft>, decided: &BTreeSet<String>) -> Vec<Draft> {
    drafts
        .into_iter()
        .filter(|draft| !decided.contains(&key(draft)))
        .collect()
}
