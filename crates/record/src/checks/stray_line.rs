//! A line that is nothing.
//!
//! # What it checks
//!
//! Every line begins a card, is a field, goes on with a field, holds a source's words, is a remark, or is blank.
//!
//! # Why it matters
//!
//! A line that is none of these is kept in the file but read by nobody. Most often the wrapped end of a value was
//! not indented, and the value is cut short.
//!
//! # Example
//!
//! ```text
//! matter: attack-schedule
//! says: The attack is to begin on
//! 25 June 1950.
//! ```
//!
//! # How to mend
//!
//! Begin the line with two spaces if it goes on with the line above, with `#` if it is a remark, with `>` if it
//! quotes a source. A field is one word, a colon and a space.

use super::Form;
use crate::check::{Check, Severity};
use crate::nearest::nearest;
use crate::schema::{FIELDS, Kind};
use crate::sheet::{LineKind, trimmed};
use kaozheng_text::{Diagnostic, Place, Span};

/// The check.
pub const CHECK: Check = Check {
    code: "stray-line",
    title: "A line that is nothing",
    severity: Severity::Error,
    docs: include_str!("stray_line.rs"),
};

/// One note for each run of stray lines.
pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    let mut before = LineKind::Blank;
    for (kind, span) in form.sheet.lines() {
        if kind == LineKind::Stray && before != LineKind::Stray {
            notes.push(stray(form, span));
        }
        before = kind;
    }
}

fn stray(form: &Form<'_>, line: Span) -> Diagnostic {
    let text = line.of(&form.sheet.text);
    let (message, help) = meant(text);
    let place = Place {
        file: form.sheet.name.clone(),
        span: trimmed(&form.sheet.text, line),
    };
    CHECK.note(message).at(place).help(help)
}

/// What a stray line was probably meant for.
fn meant(line: &str) -> (&'static str, String) {
    if line.starts_with('>') {
        let message = "A quotation stands where no card is open.";
        return (
            message,
            "move it under the field or card it belongs to, without a blank line".to_owned(),
        );
    }
    if line.starts_with([' ', '\t']) {
        let message = "A continuation line stands where no card is open.";
        return (
            message,
            "a blank line ended the card above: take it out".to_owned(),
        );
    }
    let help = field_meant(line).unwrap_or_else(|| {
        "begin it with two spaces if it goes on with the line above, with `#` if it is a remark"
            .to_owned()
    });
    ("This is not a line of a card.", help)
}

/// The field or kind that the words before a colon were meant for.
fn field_meant(line: &str) -> Option<String> {
    let at = line.find([':', '：'])?;
    let written = line[..at].trim();
    let hyphened = written.split_whitespace().collect::<Vec<_>>().join("-");
    let names = FIELDS
        .iter()
        .map(|row| row.name)
        .chain(Kind::ALL.map(Kind::word));
    let name = nearest(&hyphened, names)?;
    Some(match line[at..].starts_with('：') {
        true => format!("the colon is a wide one; write `{name}: ` with a plain colon and a space"),
        false if name == written => format!("a space follows the colon: `{name}: …`"),
        false => format!("did you mean `{name}:`?"),
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_stray_line_is_noted_with_what_it_was_meant_for() {
        insta::assert_snapshot!(found("matter: a\nsays: The attack\nbegins\n  soon\n"), @r"
        3:1 `begins` error[stray-line] This is not a line of a card.
          help: begin it with two spaces if it goes on with the line above, with `#` if it is a remark
        ");
        insta::assert_snapshot!(found("matter: a\n\n> The attack\n"), @r"
        3:1 `> The attack` error[stray-line] A quotation stands where no card is open.
          help: move it under the field or card it belongs to, without a blank line
        ");
        insta::assert_snapshot!(found("matter: a\n\n  begins\n"), @r"
        3:3 `begins` error[stray-line] A continuation line stands where no card is open.
          help: a blank line ended the card above: take it out
        ");
        insta::assert_snapshot!(found("statement: a\nsaid on: 26 June 1950\n"), @r"
        2:1 `said on: 26 June 1950` error[stray-line] This is not a line of a card.
          help: did you mean `said-on:`?
        ");
        insta::assert_snapshot!(found("statement: a\nspeaker:mao\n"), @r"
        2:1 `speaker:mao` error[stray-line] This is not a line of a card.
          help: a space follows the colon: `speaker: …`
        ");
        insta::assert_snapshot!(found("statement: a\nspeaker：毛澤東\n"), @r"
        2:1 `speaker：毛澤東` error[stray-line] This is not a line of a card.
          help: the colon is a wide one; write `speaker: ` with a plain colon and a space
        ");
        insta::assert_snapshot!(found("matter: a\nsays: The attack\n  begins\n# soon\n"), @"");
    }
}
