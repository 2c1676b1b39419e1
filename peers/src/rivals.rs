//! Ten thousand rival arguments on one matter: exact counting is cut off, and the time is bounded.

use crate::clock::{median, timed};
use crate::table::Table;
use crate::workload::{Dice, Size};
use kaozheng_case::weighing::{
    Argument, Grade, critical_within, flips, robustness, verdict, what_would_settle, widths,
};

const RIVALS: u32 = 10_000;

/// Arguments over so many roots, each on up to so many.
fn arguments(dice: &mut Dice, roots: u32, most: u32) -> Vec<Argument> {
    let one = |_| {
        let on: Vec<u32> = (0..=dice.below(most)).map(|_| dice.below(roots)).collect();
        Argument::new(Grade::ALL[dice.below(3) as usize], on)
    };
    (0..RIVALS).map(one).collect()
}

/// Every figure of such a matter, on roots that are shared more and more.
pub fn run(size: &Size, table: &mut Table) {
    for (roots, most) in [(100_000, 1), (10_000, 3), (1_000, 4)] {
        let mut dice = Dice(31);
        let pro = arguments(&mut dice, roots, most);
        let con = arguments(&mut dice, roots, most);
        let found = widths(&pro);
        let count = if found.exact { "exactly" } else { "at least" };
        let name = format!(
            "{RIVALS} rival arguments a side on {roots} roots ({count} {} lines)",
            found.weak
        );
        let mut row = |what: &str, step: &dyn Fn()| {
            let times = (0..size.rounds).map(|_| timed(step).0);
            table.at_most(&format!("{name}: {what}"), median(times.collect()), 2.0);
        };
        let black_box = std::hint::black_box::<usize>;
        row("verdict", &|| {
            black_box(verdict(&pro, &con).word().len());
        });
        row("critical documents", &|| {
            black_box(critical_within(&pro, &con, 100_000).0.len());
        });
        row("robustness", &|| {
            std::hint::black_box(robustness(&pro, &con, 3, 2_000));
        });
        row("flip margins", &|| {
            black_box(flips(&pro, &con).len());
        });
        row("what would settle it", &|| {
            black_box(what_would_settle(&pro, &con, 2).len());
        });
    }
}
