//! A `from` that names no source.
//!
//! # What it checks
//!
//! What stands first in a `from:`, and after each `via`, is the id of a source (or `editor`).
//!
//! # Why it matters
//!
//! Every answer walks back to the page it was read on. A title in words leads nowhere: two spellings of it would be
//! two sources.
//!
//! # Example
//!
//! ```text
//! statement: shi-zhe-on-26-june
//! from: Zhang's article, n. 22
//! ```
//!
//! # How to mend
//!
//! Write the id of the source's card, a comma, and the place in it: `from: zhang-2005, n. 22`. What is known
//! through another text has `via`: `from: li-haiwen-1993, via zhang-2005, n. 22`.

use super::Form;
use crate::FieldRef;
use crate::check::{Check, Severity};
use crate::means::Id;
use crate::sheet::Role;
use crate::source_reference::parse_from;
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "from-not-understood",
    title: "A from that names no source",
    severity: Severity::Error,
    docs: include_str!("from_not_understood.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    for (_, card) in form.cards() {
        for line in card.lines_of(Role::From) {
            let from = parse_from(&line.value());
            let wrong = from
                .sources()
                .find(|id| id.id.contains(char::is_whitespace) || id.id.is_empty());
            if let (Some(id), false) = (wrong, line.value().is_empty()) {
                notes.push(no_source(line, id));
            }
        }
    }
}

fn no_source(line: FieldRef<'_>, id: &Id) -> Diagnostic {
    let message = match id.id.as_str() {
        "" => "The id of a source is missing.".to_owned(),
        words => format!("`{words}` is no id of a source: an id has no spaces."),
    };
    CHECK
        .note(message)
        .at(line.place_at(id.span))
        .help("as in: zhang-2005, n. 14; n. 24, or: li-haiwen-1993, via zhang-2005, n. 22")
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_from_in_words_is_noted() {
        insta::assert_snapshot!(found("matter: a\nfrom: Zhang's article, n. 22\n"), @r"
        2:7 `Zhang's article` error[from-not-understood] `Zhang's article` is no id of a source: an id has no spaces.
          help: as in: zhang-2005, n. 14; n. 24, or: li-haiwen-1993, via zhang-2005, n. 22
        ");
        insta::assert_snapshot!(found("matter: a\nfrom: li, via , n. 22\n"), @r"
        2:15 `` error[from-not-understood] The id of a source is missing.
          help: as in: zhang-2005, n. 14; n. 24, or: li-haiwen-1993, via zhang-2005, n. 22
        ");
        insta::assert_snapshot!(found("matter: a\nfrom: li, via zhang, n. 22\nsays: x\nfrom: editor\n"), @"");
    }
}
