//! A file of the case that cannot be read.
//!
//! # What it checks
//!
//! Whether every file under `cards/`, `drafts/`, `essays/` and `sources/`, and `case.toml`, can be read.
//!
//! # Why it matters
//!
//! What stands in it is left out of every answer. The rest of the case is read all the same, so an answer could look
//! complete and not be.
//!
//! # Example
//!
//! A file that belongs to another user, or a link that leads nowhere.
//!
//! # How to mend
//!
//! See to the file's permissions, or to the disk.

use kaozheng_record::Check;
use kaozheng_text::{Diagnostic, Severity};
use std::io;

/// The check.
pub(crate) const CHECK: Check = Check {
    code: "file-unreadable",
    title: "A file that cannot be read",
    severity: Severity::Error,
    docs: include_str!("file_unreadable.rs"),
};

/// The note that the file called `name` could not be read, and why.
pub(crate) fn note(name: &str, error: &io::Error) -> Diagnostic {
    CHECK
        .note(format!("{name} cannot be read: {error}"))
        .help("what stands in it is left out; see to its permissions or to the disk")
}
