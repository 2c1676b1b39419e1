//! case

pub mod acts;
pub mod chronology;
pub mod knowledge;
pub mod weighing;
