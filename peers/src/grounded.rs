//! Grounded labels beside crustabri, a separate process (its licence is the GPL): given with `--crustabri PROGRAM`.

use crate::clock::{median, timed};
use crate::table::Table;
use crate::workload::{Dice, Size};
use kaozheng_case::weighing::{Label, grounded};
use std::io::Write;
use std::process::Command;

/// Arguments that attack a few of those shortly before them, some of them mutually.
pub fn attacks(arguments: u32) -> Vec<(u32, u32)> {
    let mut dice = Dice(13);
    let mut all = Vec::new();
    for from in 1..arguments {
        for _ in 0..1 + dice.below(2) {
            all.push((from, from.saturating_sub(1 + dice.below(50))));
        }
        if dice.chance(10) {
            all.extend([(from, from - 1), (from - 1, from)]);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Ours without reading the input, theirs as a whole process: it has no other way in. Ours with reading is `probe grounded`.
pub fn run(size: &Size, table: &mut Table) {
    let arguments = size.messages / 10;
    let attacks = attacks(arguments);
    let mut times = Vec::new();
    let mut live = 0;
    for _ in 0..size.rounds {
        let (time, labels) = timed(|| grounded(arguments, &attacks));
        live = labels.iter().filter(|label| **label == Label::In).count();
        times.push(time);
    }
    let name = format!("grounded labels, {arguments} arguments");
    let Some(program) = &size.crustabri else {
        table.at_most(&name, median(times), 0.1);
        return;
    };
    let file = std::env::temp_dir().join("kaozheng-peers.af");
    let mut text = format!("p af {arguments}\n");
    for (from, to) in &attacks {
        text += &format!("{} {}\n", from + 1, to + 1);
    }
    let mut out = std::fs::File::create(&file).expect("a file");
    out.write_all(text.as_bytes()).expect("written");
    let mut theirs = Vec::new();
    for _ in 0..size.rounds {
        let before = children();
        let output = Command::new(program)
            .args([
                "solve",
                "-p",
                "SE-GR",
                "-r",
                "iccma23",
                "--logging-level",
                "off",
                "-f",
            ])
            .arg(&file)
            .output()
            .expect("crustabri runs");
        theirs.push(children() - before);
        let text = String::from_utf8_lossy(&output.stdout);
        let found = text
            .lines()
            .find(|line| line.starts_with('w'))
            .map_or(0, |line| line.split(' ').count() - 1);
        assert_eq!(found, live, "crustabri: {text:.200}");
    }
    let _ = std::fs::remove_file(file);
    table.ratio(
        &name,
        median(times),
        ("crustabri, whole process", median(theirs)),
        1.0,
    );
}

/// Processor seconds of the processes that were waited for.
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split(' ').collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|n| n.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(14) + ticks(15)) / 100.0
}
