//! Drawing for the terminal: wrapping, notes, answers and views.

pub(crate) mod notes;
pub(crate) mod wrap;
