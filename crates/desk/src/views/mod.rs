//! Views: what is shown of a case, as plain fields.
//!
//! A view is made by one function from the case and is complete: sorted, with every word that is shown. The terminal
//! draws it, `--json` prints it as it is.

pub mod checks;
pub mod drafts;

pub use checks::ChecksView;
pub use drafts::DraftsView;
