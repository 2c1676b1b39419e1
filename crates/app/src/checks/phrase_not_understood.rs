//! A row of the table of phrases that is not understood.
//!
//! # What it checks
//!
//! Whether every row of the case's own `phrases.tsv` has a phrase, a first and a last bound, and bounds of the kind that
//! the phrase takes.
//!
//! # Why it matters
//!
//! The row is left out and the table that comes with the program holds for that phrase, so *early 1950* may bound other
//! days than the ones meant.
//!
//! # Example
//!
//! ```text
//! early YEAR    1 Smarch    30 April    the first third
//! ```
//!
//! # How to mend
//!
//! Write phrase, first bound, last bound and remark, parted by tabs (they stand as spaces here). `kaozheng export CASE --to phrases` writes the table
//! that holds, as an example.

use kaozheng_record::Check;
use kaozheng_text::Severity;

/// The check; its notes are made where the table is read.
pub(crate) const CHECK: Check = Check {
    code: "phrase-not-understood",
    title: "A row of the table of phrases that is not understood",
    severity: Severity::Warning,
    docs: include_str!("phrase_not_understood.rs"),
};
