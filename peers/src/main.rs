//! Our kernels beside their peers on the same workloads, in one run: `cargo run --release` in this folder.

mod chronology;
mod clock;
mod datalog;
mod grounded;
mod knowledge;
mod memory;
mod rivals;
mod sqlite;
mod table;
mod weighing;
mod workload;

use table::Table;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reads the arguments, runs what they ask for, and prints one table of ratios.
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = workload::Size::of(&arguments);
    if memory::asked(&arguments, &size) {
        return;
    }
    let mut table = Table::default();
    let all = !["knowledge", "chronology", "weighing"]
        .iter()
        .any(|part| arguments.iter().any(|one| one == part));
    let asked = |part: &str| all || arguments.iter().any(|one| one == part);
    if asked("knowledge") {
        knowledge::run(&size, &mut table);
    }
    if asked("chronology") {
        chronology::run(&size, &mut table);
    }
    if asked("weighing") {
        grounded::run(&size, &mut table);
        weighing::run(&size, &mut table);
        rivals::run(&size, &mut table);
    }
    print!("{table}");
}
