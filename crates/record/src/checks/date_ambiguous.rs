//! A date that can be read in two ways.
//!
//! # What it checks
//!
//! A date in figures is clear about which figure is the day and which the month.
//!
//! # Why it matters
//!
//! 5/6/1950 is the fifth of June for some and the sixth of May for others, and the order of events may hang on it.
//!
//! # Example
//!
//! ```text
//! source: report
//! dated: 5/6/1950
//! ```
//!
//! # How to mend
//!
//! Write the month as a word, or the whole date as `1950-06-05`.

use crate::check::{Check, Severity};

/// The check; [`date_not_understood`](super::date_not_understood) makes its notes.
pub const CHECK: Check = Check {
    code: "date-ambiguous",
    title: "A date that can be read in two ways",
    severity: Severity::Error,
    docs: include_str!("date_ambiguous.rs"),
};
