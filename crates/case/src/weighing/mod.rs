//! How sure can we be: proof standards over independent lines of evidence, in ordinal grades only.
//!
//! Each side of a matter has its live [`Argument`]s, each with a [`Grade`] and the roots it rests on: the
//! terminal witnesses of its premises. The width of a side at a grade is the largest number of arguments of
//! that grade or better no two of which share a root, so that a copy, or a second saying of the same
//! witness, adds nothing. [`verdict`] compares the widths of both sides under nested standards after
//! Carneades (Gordon, Prakken and Walton 2007); which arguments are live is the [`grounded()`] labelling of
//! what attacks what (Dung 1995). Grades come from the embedded [`GradeTable`].

mod balance;
mod docket;
mod grades;
mod grounded;
#[cfg(test)]
mod laws;
mod masks;
mod packing;
mod sensitivity;
mod settle;
mod standard;
mod widths;

pub use balance::Balance;
pub use docket::Docket;
pub use grades::{Adjustment, Effect, Freeze, GradeTable, Graded, Row, RowKind};
pub use grounded::{Label, grounded};
pub use sensitivity::{Flip, Robustness, critical_roots, critical_within, flips, robustness};
pub use settle::{Settling, Target, what_would_settle};
pub use standard::{For, Standard, Verdict, as_premise, standard, verdict};
pub use widths::{Argument, Grade, WORK, Widths, widths};
