//! Labels and verdicts of all matters at once, and after one edit.

use crate::clock::{median, percentile, timed};
use crate::grounded::attacks;
use crate::table::Table;
use crate::workload::{Dice, Size};
use kaozheng_case::weighing::{Argument, Docket, For, Grade};

/// Ten arguments a matter, over roots of which a matter has about a dozen.
fn docket(arguments: u32) -> Docket {
    let mut dice = Dice(17);
    let mut docket = Docket::new(arguments / 10);
    for number in 0..arguments {
        let matter = number / 10;
        let grade = Grade::ALL[[0, 0, 0, 0, 1, 1, 1, 1, 2, 2][dice.below(10) as usize]];
        let roots: Vec<u32> = (0..1 + dice.below(2))
            .map(|_| matter * 12 + dice.below(12))
            .collect();
        let side = if dice.chance(55) { For::Pro } else { For::Con };
        docket.add(matter, side, &Argument::new(grade, roots));
    }
    for (from, to) in attacks(arguments) {
        docket.attack(from, to);
    }
    docket
}

/// Every figure of the weighing.
pub fn run(size: &Size, table: &mut Table) {
    let arguments = size.messages;
    let mut times = Vec::new();
    for _ in 0..size.rounds {
        let mut docket = docket(arguments);
        times.push(timed(|| docket.settle()).0);
    }
    let name = format!("labels and standards of all matters, {arguments} arguments");
    table.at_most(&name, median(times), 0.3);
    let arguments = size.messages / 10;
    let mut docket = docket(arguments);
    docket.settle();
    let mut dice = Dice(29);
    let mut times: Vec<f64> = Vec::new();
    let mut changed = 0;
    for _ in 0..1000 {
        let (time, verdicts) = timed(|| edit(&mut docket, &mut dice, arguments));
        changed += verdicts;
        times.push(time);
    }
    let name = format!("edit one document to new verdicts, {arguments} arguments");
    table.at_most(
        &format!("{name}: median ({changed} verdicts changed)"),
        median(times.clone()),
        20e-3,
    );
    table.at_most(&format!("{name}: p99"), percentile(&mut times, 99), 20e-3);
}

/// What a document that is edited changes: five arguments regraded, one taken away, two new ones, three attacks.
fn edit(docket: &mut Docket, dice: &mut Dice, arguments: u32) -> usize {
    let at = dice.below(arguments - 100);
    for step in 0..5 {
        docket.regrade(at + 3 * step, Grade::ALL[dice.below(3) as usize]);
    }
    docket.remove(at + 1);
    for step in 0..2 {
        let root = at / 10 * 12 + dice.below(12);
        let new = docket.add(
            at / 10 + step,
            For::Pro,
            &Argument::new(Grade::Strong, [root]),
        );
        docket.attack(new, at + 20 + dice.below(50));
    }
    docket.attack(at + 50, at + 30);
    docket.settle().len()
}
