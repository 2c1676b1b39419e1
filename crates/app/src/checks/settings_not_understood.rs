//! A setting that is not understood.
//!
//! # What it checks
//!
//! Whether `case.toml` is TOML, and whether its settings are known and have values of the right sort.
//!
//! # Why it matters
//!
//! The default holds instead, which may be another standard of proof than the one meant.
//!
//! # Example
//!
//! ```text
//! standard = "certain"
//! ```
//!
//! # How to mend
//!
//! Correct the line. `kaozheng new` writes a `case.toml` in which every setting is explained.

use kaozheng_record::Check;
use kaozheng_text::{Diagnostic, Place, Severity};

/// The check.
pub(crate) const CHECK: Check = Check {
    code: "settings-not-understood",
    title: "A setting that is not understood",
    severity: Severity::Warning,
    docs: include_str!("settings_not_understood.rs"),
};

/// The note on the settings that stand at `place`.
pub(crate) fn note(message: String, place: Place, help: String) -> Diagnostic {
    CHECK.note(message).at(place).help(help)
}
