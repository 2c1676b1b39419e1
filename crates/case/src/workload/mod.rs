//! Whole workloads for the kernels: many questions on one world, answered in the order they were asked.

pub mod knowledge;
