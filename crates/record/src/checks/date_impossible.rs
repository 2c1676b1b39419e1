//! A date that no calendar has.
//!
//! # What it checks
//!
//! Every date that can be read names at least one day: the month has that day, and a span does not end before it
//! begins.
//!
//! # Why it matters
//!
//! An impossible date bounds nothing. As a rule a figure was misread or miswritten, and which one is for a person
//! to say.
//!
//! # Example
//!
//! ```text
//! event: outbreak
//! when: 31 June 1950
//! ```
//!
//! # How to mend
//!
//! Look at the source again and correct the figure. If the source itself has the impossible date, put its words
//! into `note:` and give the date you judge right, with `from: editor` and `because:`.

use crate::check::{Check, Severity};

/// The check; [`date_not_understood`](super::date_not_understood) makes its notes.
pub const CHECK: Check = Check {
    code: "date-impossible",
    title: "A date that no calendar has",
    severity: Severity::Error,
    docs: include_str!("date_impossible.rs"),
};
