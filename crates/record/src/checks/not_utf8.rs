//! A file that is not UTF-8.
//!
//! # What it checks
//!
//! Whether a file of cards is written in UTF-8.
//!
//! # Why it matters
//!
//! Other encodings make other letters of the same bytes. The file is shown as well as it can be, with a mark where bytes
//! are no letters; but writing it back would lose those bytes, so it is not edited.
//!
//! # Example
//!
//! A file that was saved as Windows-1252 or UTF-16.
//!
//! # How to mend
//!
//! Open it in an editor, choose its true encoding, and save it as UTF-8.

use crate::check::{Check, Severity};

/// The check; [`Sheet::from_bytes`](crate::Sheet::from_bytes) makes its notes.
pub const CHECK: Check = Check {
    code: "not-utf-8",
    title: "A file that is not UTF-8",
    severity: Severity::Error,
    docs: include_str!("not_utf8.rs"),
};
