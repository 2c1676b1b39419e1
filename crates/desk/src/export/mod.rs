//! Exports: the case in forms that other programs read.
