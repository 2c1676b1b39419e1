//! Checks of form: what a sheet itself shows, without looking at any other file.

pub mod not_utf8;
