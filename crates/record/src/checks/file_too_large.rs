//! A file of cards that is too large.
//!
//! # What it checks
//!
//! A file of cards has less than 1 GiB.
//!
//! # Why it matters
//!
//! Places in a file are counted in 32 bits. A larger one is not read at all, so that no place is ever wrong.
//!
//! # Example
//!
//! ```text
//! cards/everything.card, 3 GB
//! ```
//!
//! # How to mend
//!
//! Part it into several files. How cards are parted among files does not matter.

use crate::check::{Check, Severity};

/// The check; [`Sheet::from_bytes`](crate::Sheet::from_bytes) makes its notes.
pub const CHECK: Check = Check {
    code: "file-too-large",
    title: "A file of cards that is too large",
    severity: Severity::Error,
    docs: include_str!("file_too_large.rs"),
};
