//! Drawing for the terminal: wrapping, notes, answers and views.

pub(crate) mod answer;
pub(crate) mod dispute;
pub(crate) mod knowledge;
pub(crate) mod notes;
pub(crate) mod reading;
pub(crate) mod sources;
pub(crate) mod timeline;
pub(crate) mod wrap;
