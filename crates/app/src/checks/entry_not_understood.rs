//! An entry of an imported bibliography that is not understood.
//!
//! # What it checks
//!
//! Whether every entry of a file given to `kaozheng import` can be read: its braces close, its lines belong to a record, its
//! type is known.
//!
//! # Why it matters
//!
//! A broken entry becomes no card, and one of an unknown type becomes a source of type `other`. The entries around it are
//! read all the same.
//!
//! # Example
//!
//! ```text
//! @book{lin-1991, title = {Memories at Sea, year = 1991}
//! ```
//!
//! # How to mend
//!
//! Mend the entry in the file and import it again: what the case has already is not put in twice. Of an unknown type, set
//! the field `type` of the new card.

use kaozheng_record::Check;
use kaozheng_text::Severity;

/// The check; its notes are made where a bibliography is read.
pub(crate) const CHECK: Check = Check {
    code: "entry-not-understood",
    title: "An entry of an imported bibliography that is not understood",
    severity: Severity::Error,
    docs: include_str!("entry_not_understood.rs"),
};
