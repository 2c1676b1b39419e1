//! Exports: the case in forms that other programs read.

pub mod json;
