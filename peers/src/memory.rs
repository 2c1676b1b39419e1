//! What a world takes in memory: measured in a process of its own, since freed memory is used again.

use crate::knowledge::{loaded, workload, workloads};
use crate::table::Table;
use crate::workload::Size;
use kaozheng_case::knowledge::{Exposures, Index};
use std::process::Command;

const PART: &str = "memory-of";

/// The figure for one workload: this program is started again with the same arguments and these two more.
pub fn of_child(at: usize, name: &str, table: &mut Table) {
    let own = std::env::current_exe().expect("this program");
    let mut child = Command::new(own);
    child.args(std::env::args().skip(1));
    child.args([PART, &at.to_string()]);
    // Freed memory goes back at once, so that what the rows took while they were made is not counted as free.
    child.env("MIMALLOC_PURGE_DELAY", "0");
    let told = child.output().expect("it runs");
    let told = String::from_utf8(told.stdout).expect("text");
    let bytes: Vec<f64> = told.split_whitespace().flat_map(str::parse).collect();
    let [made, arranged] = bytes[..] else {
        panic!("two numbers, not {told:?}");
    };
    for (what, bytes) in [
        ("world and index", made),
        ("and every topic arranged", arranged),
    ] {
        let what = format!("memory, {what}, {name}");
        table.number(&what, bytes, "bytes a statement", 200.0);
    }
}

/// Whether this process is that child; if so, its numbers are printed.
pub fn asked(arguments: &[String], size: &Size) -> bool {
    let Some(at) = arguments.iter().position(|one| one == PART) else {
        return false;
    };
    let at: usize = arguments[at + 1].parse().expect("the number of a workload");
    assert!(at < workloads(size), "there is no such workload");
    let who = workload(size, at);
    let statements = who.letters.len() + who.attested.len() + who.origins.len();
    let before = resident();
    let world = loaded(&who);
    let index = Index::new(&world);
    let made = resident() - before;
    let mut exposures = Exposures::new(&world, &index);
    for topic in 0..=who.topics.iter().copied().max().unwrap_or(0) {
        let matter = who.topics.iter().position(|&one| one == topic);
        matter.map(|matter| exposures.of(matter as u32).len());
    }
    let arranged = resident() - before;
    let each = |bytes: f64| bytes / statements as f64;
    println!("{} {}", each(made), each(arranged));
    true
}

/// Bytes of memory that this process holds.
fn resident() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').nth(1).and_then(|n| n.parse::<f64>().ok());
    pages.unwrap_or(0.0) * 4096.0
}
