//! A chain with a missing link.
//!
//! # What it checks
//!
//! Every mark `<` in a chain of reporters stands between two names.
//!
//! # Why it matters
//!
//! Who heard it from whom decides how many witnesses there are. A missing link makes two people neighbours who
//! never met.
//!
//! # Example
//!
//! ```text
//! statement: shi-zhe-on-26-june
//! reported-by: li-haiwen < < mao
//! ```
//!
//! # How to mend
//!
//! Write the missing name or id, or take the mark out. A reporter who is not known by name is `unknown`.

use super::{Form, fault_in_value};
use crate::check::{Check, Severity};
use crate::schema::ValueType;
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "chain-broken",
    title: "A chain with a missing link",
    severity: Severity::Error,
    docs: include_str!("chain_broken.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|_, field, value| {
        let broken = value == ValueType::Chain
            && field.value().split('<').any(|link| link.trim().is_empty());
        if broken {
            let message = "A link of the chain is missing beside `<`.";
            let help = "write it outermost first, as in: li-haiwen < shi-zhe";
            notes.push(fault_in_value(&CHECK, field, message).help(help));
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_missing_link_is_noted() {
        insta::assert_snapshot!(found("statement: a\nreported-by: li < < mao\n"), @r"
        2:14 `li < < mao` error[chain-broken] A link of the chain is missing beside `<`.
          help: write it outermost first, as in: li-haiwen < shi-zhe
        ");
        insta::assert_snapshot!(found("statement: a\nreported-by: li < Shi Zhe\n"), @"");
    }
}
