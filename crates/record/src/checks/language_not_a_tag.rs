//! A language that is no tag.
//!
//! # What it checks
//!
//! A language is written as a tag of BCP 47: two or three letters, then, if need be, script and region.
//!
//! # Why it matters
//!
//! Search, hyphenation and the reading of dates go by the tag; the name of a language in words is not understood
//! there.
//!
//! # Example
//!
//! ```text
//! source: li-haiwen-1993
//! language: Chinese
//! ```
//!
//! # How to mend
//!
//! Write the tag: `zh`, `ko`, `ru`, `en`; with the script where it matters: `zh-Hant`.

use super::{Form, fault_in_value};
use crate::check::{Check, Severity};
use crate::schema::ValueType;
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "language-not-a-tag",
    title: "A language that is no tag",
    severity: Severity::Warning,
    docs: include_str!("language_not_a_tag.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|_, field, value| {
        if value == ValueType::Language && !is_tag(&field.value()) {
            let message = format!("`{}` is no language tag.", field.value());
            let help = "write the tag, such as zh, ko, ru, en or zh-Hant";
            notes.push(fault_in_value(&CHECK, field, message).help(help));
        }
    });
}

/// Whether `text` has the form of a BCP 47 tag: a language of two or three letters, then parts of up to eight letters or
/// digits.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let letters = language.bytes().all(|b| b.is_ascii_alphabetic());
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    letters && (2..=3).contains(&language.len()) && parts.all(part)
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_language_in_words_is_noted() {
        insta::assert_snapshot!(found("source: k\nlanguage: Chinese\n"), @r"
        2:11 `Chinese` warning[language-not-a-tag] `Chinese` is no language tag.
          help: write the tag, such as zh, ko, ru, en or zh-Hant
        ");
        insta::assert_snapshot!(found("source: k\nlanguage: zh-Hant\nlanguage: ko\n"), @"");
    }
}
